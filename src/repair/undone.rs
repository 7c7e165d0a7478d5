//! A text with one layer of damage taken off, and which pieces changed.

use crate::text::Span;

/// A text after one step was undone.
#[derive(Clone, Debug, Default)]
pub(super) struct Undone {
    before: String,
    /// The text with the damage taken off.
    pub(super) text: String,
    /// What changed, in order, without overlaps.
    pub(super) pieces: Vec<Piece>,
    /// Letters that such damage could have made and that did not decode.
    pub(super) left: usize,
    copied: usize,
}

/// A stretch of damage and what it became.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// In the text before.
    pub(super) before: Span,
    /// In the text after.
    pub(super) after: Span,
}

impl Undone {
    /// Nothing undone yet of this text.
    pub(super) fn new(before: &str) -> Self {
        Self { before: before.to_owned(), text: String::with_capacity(before.len()), ..Self::default() }
    }

    /// A step that shows nowhere in this text.
    pub(super) fn nothing(text: &str) -> Self {
        Self { before: text.to_owned(), text: text.to_owned(), ..Self::default() }
    }

    /// The text before.
    pub(super) fn before(&self) -> &str {
        &self.before
    }

    /// Replaces `from..to` of the text before, which lies after all that was replaced so far.
    pub(super) fn replace(&mut self, from: usize, to: usize, by: char) {
        self.replace_str(from, to, by.encode_utf8(&mut [0; 4]));
    }

    /// Replaces `from..to` by several characters.
    pub(super) fn replace_str(&mut self, from: usize, to: usize, by: &str) {
        self.text.push_str(self.before.get(self.copied..from).unwrap_or_default());
        let start = self.text.len();
        self.text.push_str(by);
        self.pieces.push(Piece { before: Span::new(from, to), after: Span::new(start, self.text.len()) });
        self.copied = to;
    }

    /// Copies the rest; `None` when nothing changed.
    pub(super) fn done(mut self) -> Option<Self> {
        if self.pieces.is_empty() {
            return None;
        }
        self.text.push_str(self.before.get(self.copied..).unwrap_or_default());
        Some(self)
    }

    /// Whether damaging every piece again gives the text before, byte for byte.
    pub(super) fn comes_back(&self, damage: impl Fn(Piece, &str) -> Option<String>) -> bool {
        let mut again = String::with_capacity(self.before.len());
        let mut at = 0;
        for piece in &self.pieces {
            again.push_str(self.text.get(at..piece.after.start).unwrap_or_default());
            let Some(damaged) = damage(*piece, piece.after.slice(&self.text)) else { return false };
            again.push_str(&damaged);
            at = piece.after.end;
        }
        again.push_str(self.text.get(at..).unwrap_or_default());
        again == self.before
    }

    /// Letters beyond ASCII that did not change.
    pub(super) fn untouched_letters(&self) -> usize {
        let count = |text: Option<&str>| {
            text.unwrap_or_default().chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count()
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
