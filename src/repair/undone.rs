//! A text with one layer of damage taken off: which pieces changed, and which of them have a hole.

use crate::text::{Span, script};

/// A text after one step was undone.
#[derive(Clone, Debug, Default)]
pub(super) struct Undone {
    before: String,
    /// The text with the damage taken off.
    pub(super) text: String,
    /// What changed, in order, without overlaps.
    pub(super) pieces: Vec<Piece>,
    /// The pieces of which only some bits are known.
    holes: Vec<Hole>,
    /// Letters that such damage could have made and that did not decode.
    pub(super) left: usize,
    /// Holes that a lost byte left.
    pub(super) torn: usize,
}

/// A text while a step is undone. Most steps show nowhere in most words, so that nothing is copied before the first change.
#[derive(Debug)]
pub(super) struct Undoing<'t> {
    before: &'t str,
    undone: Undone,
    copied: usize,
    /// As in [`Undone`].
    pub(super) left: usize,
    /// As in [`Undone`].
    pub(super) torn: usize,
}

/// A stretch of damage and what it became.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// In the text before.
    pub(super) before: Span,
    /// In the text after.
    pub(super) after: Span,
}

/// A piece that stands for one of several characters.
#[derive(Clone, Debug)]
struct Hole {
    piece: usize,
    options: Vec<char>,
}

/// How well damaging a text again gives what was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Back {
    /// Byte for byte.
    Exact,
    /// But for what such damage loses.
    UpToLoss,
    /// Not at all.
    No,
}

impl<'t> Undoing<'t> {
    /// Nothing undone yet of this text.
    pub(super) fn new(before: &'t str) -> Self {
        Self { before, undone: Undone::default(), copied: 0, left: 0, torn: 0 }
    }

    /// Replaces `from..to` of the text before, which lies after all that was replaced so far.
    pub(super) fn replace(&mut self, from: usize, to: usize, by: char) {
        self.replace_str(from, to, by.encode_utf8(&mut [0; 4]));
    }

    /// Replaces `from..to` by several characters.
    pub(super) fn replace_str(&mut self, from: usize, to: usize, by: &str) {
        /// Bytes of damage that stand for a letter, or nearly so.
        const PIECE: usize = 4;
        let Undone { text, pieces, .. } = &mut self.undone;
        if pieces.is_empty() {
            text.reserve(self.before.len());
            pieces.reserve((self.before.len() - from) / PIECE + 1);
        }
        text.push_str(self.before.get(self.copied..from).unwrap_or_default());
        let start = text.len();
        text.push_str(by);
        pieces.push(Piece { before: Span::new(from, to), after: Span::new(start, text.len()) });
        self.copied = to;
    }

    /// Replaces `from..to` by one of several characters: the first, until [`fill`](Undone::fill) chooses.
    pub(super) fn hole(&mut self, from: usize, to: usize, options: Vec<char>) {
        let first = options.first().copied().unwrap_or('\u{FFFD}');
        self.undone.holes.push(Hole { piece: self.undone.pieces.len(), options });
        self.replace(from, to, first);
    }

    /// Copies the rest; `None` when nothing changed.
    pub(super) fn done(self) -> Option<Undone> {
        let Self { before, mut undone, copied, left, torn } = self;
        if undone.pieces.is_empty() {
            return None;
        }
        undone.text.push_str(before.get(copied..).unwrap_or_default());
        Some(Undone { before: before.to_owned(), left, torn, ..undone })
    }
}

impl Undone {
    /// A step that shows nowhere in this text.
    pub(super) fn nothing(text: &str) -> Self {
        Self { before: text.to_owned(), text: text.to_owned(), ..Self::default() }
    }

    /// The text before.
    pub(super) fn before(&self) -> &str {
        &self.before
    }

    /// Whether any piece stands for one of several characters.
    pub(super) fn has_holes(&self) -> bool {
        !self.holes.is_empty()
    }

    /// Where the holes stand in the text, with what each may be.
    pub(super) fn holes(&self) -> impl Iterator<Item = (Span, &[char])> {
        self.holes.iter().filter_map(|hole| Some((self.pieces.get(hole.piece)?.after, hole.options.as_slice())))
    }

    /// Whether the text was cut within its last letter: of that alone a byte is lost, though others that are easily lost are
    /// there.
    pub(super) fn is_cut(&self) -> bool {
        let at_end = self.pieces.last().is_some_and(|piece| piece.before.end == self.before.len());
        let last = self.holes.last().is_some_and(|hole| hole.piece + 1 == self.pieces.len());
        let easily_lost = |c: char| matches!(c, '\u{80}'..='\u{9F}' | '\u{AD}');
        self.torn == 1 && self.holes.len() == 1 && last && at_end && self.before.contains(easily_lost)
    }

    /// Leaves the last letter out of the text, of which only a part was there.
    pub(super) fn leave_out_last(&mut self) {
        if let Some(piece) = self.pieces.last_mut() {
            self.text.truncate(piece.after.start);
            piece.after.end = piece.after.start;
        }
        self.holes.pop();
    }

    /// Puts a character into each hole.
    pub(super) fn fill(&mut self, choices: &[char]) {
        let old = std::mem::take(&mut self.text);
        let mut holes = self.holes.iter().zip(choices).peekable();
        let mut copied = 0;
        for (at, piece) in self.pieces.iter_mut().enumerate() {
            self.text.push_str(old.get(copied..piece.after.start).unwrap_or_default());
            let start = self.text.len();
            match holes.next_if(|(hole, _)| hole.piece == at) {
                Some((_, choice)) => self.text.push(*choice),
                None => self.text.push_str(piece.after.slice(&old)),
            }
            copied = piece.after.end;
            piece.after = Span::new(start, self.text.len());
        }
        self.text.push_str(old.get(copied..).unwrap_or_default());
    }

    /// Damages every piece again, through a function that writes the damaged piece onto a text.
    pub(super) fn comes_back(&self, mut damage: impl FnMut(Piece, &str, &mut String) -> Option<()>) -> Back {
        let mut back = Back::Exact;
        let mut damaged = String::new();
        for piece in &self.pieces {
            damaged.clear();
            if damage(*piece, piece.after.slice(&self.text), &mut damaged).is_none() {
                return Back::No;
            }
            let before = piece.before.slice(&self.before);
            if before == damaged {
                continue;
            }
            // Of a torn letter the first bytes are left, alone or before what stands for the lost one.
            let left = before.strip_suffix(['\u{FFFD}', ' ']).unwrap_or(before);
            if left.is_empty() || !damaged.starts_with(left) {
                return Back::No;
            }
            back = Back::UpToLoss;
        }
        back
    }

    /// Letters beyond ASCII that did not change.
    pub(super) fn untouched_letters(&self) -> usize {
        let count = |text: Option<&str>| {
            text.unwrap_or_default().chars().filter(|&c| !c.is_ascii() && script::is_letter(c)).count()
        };
        let mut at = 0;
        let mut letters = 0;
        for piece in &self.pieces {
            letters += count(self.before.get(at..piece.before.start));
            at = piece.before.end;
        }
        letters + count(self.before.get(at..))
    }

    /// Whether any of the pieces held a character of this kind.
    pub(super) fn took(&self, kind: impl Fn(char) -> bool + Copy) -> bool {
        self.pieces.iter().any(|piece| piece.before.slice(&self.before).contains(kind))
    }

    /// Bytes at the beginning and at the end that did not change.
    pub(super) fn unchanged_ends(&self) -> (usize, usize) {
        let head = self.pieces.first().map_or(self.before.len(), |piece| piece.before.start);
        let tail = self.pieces.last().map_or(self.before.len(), |piece| self.before.len() - piece.before.end);
        (head, tail)
    }
}
