//! The shape of a lost text: its words as runs of lost characters with what survived between them, and the way through it.

use super::piece::Piece;
use crate::text::mask::{is_cell, plain};

/// A stretch of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Lost characters: as many signs as the damage left of them.
    Lost(usize),
    /// What survived: digits, quotes, Latin letters.
    Kept(String),
}

/// A word of a shape: what stands between two spaces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slot {
    /// What it is made of, in order.
    pub cells: Vec<Cell>,
}

/// How many signs are left of a character where each character that is not ASCII became one sign; 0 when it survives. So
/// each sign stands for a letter, a vowel mark, a joiner or a sign of Arabic punctuation.
#[must_use]
pub fn one_sign(c: char) -> usize {
    usize::from(!c.is_ascii())
}

/// How many signs are left of a character where each byte of its UTF-8 form became one, which are two for most letters; 0
/// when it survives.
#[must_use]
pub fn one_byte(c: char) -> usize {
    if c.is_ascii() { 0 } else { c.len_utf8() }
}

/// The shape of a mask: `??? "??????" 2025` gives three words.
#[must_use]
pub fn shape(mask: &str) -> Vec<Slot> {
    mask.split_whitespace()
        .map(|word| {
            let mut cells: Vec<Cell> = Vec::new();
            for c in word.chars() {
                match (is_cell(c), cells.last_mut()) {
                    (true, Some(Cell::Lost(count))) => *count += 1,
                    (true, _) => cells.push(Cell::Lost(1)),
                    (false, Some(Cell::Kept(kept))) => kept.push(c),
                    (false, _) => cells.push(Cell::Kept(c.to_string())),
                }
            }
            Slot { cells }
        })
        .collect()
}

/// How many signs stand for a character in a mask: one for a sign itself, such as a question mark that is written in ASCII.
pub(super) fn left(c: char, signs: fn(char) -> usize) -> usize {
    if is_cell(c) { 1 } else { signs(c) }
}

/// One place in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Atom {
    Lost,
    Kept(char),
}

/// A shape, laid out to be walked through.
#[derive(Debug)]
pub(super) struct Track {
    /// The places of all words, without the spaces.
    atoms: Vec<Atom>,
    /// Where each word ends.
    ends: Vec<usize>,
    signs: fn(char) -> usize,
}

/// How far a text has come on a track.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct At {
    /// Places that are filled.
    atom: usize,
    /// Words that were begun.
    word: usize,
}

impl Track {
    pub(super) fn new(shape: &[Slot], signs: fn(char) -> usize) -> Self {
        let mut track = Self { atoms: Vec::new(), ends: Vec::new(), signs };
        for slot in shape {
            for cell in &slot.cells {
                match cell {
                    Cell::Lost(count) => track.atoms.extend(std::iter::repeat_n(Atom::Lost, *count)),
                    Cell::Kept(kept) => track.atoms.extend(kept.chars().map(Atom::Kept)),
                }
            }
            if track.atoms.len() > track.ends.last().copied().unwrap_or_default() {
                track.ends.push(track.atoms.len());
            }
        }
        track
    }

    /// Whether there is nothing to fill.
    pub(super) fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Whether every word is full.
    pub(super) fn is_full(&self, at: At) -> bool {
        at.word == self.ends.len() && at.atom == self.atoms.len()
    }

    /// Whether the next piece must begin a word.
    pub(super) fn wants_word(&self, at: At) -> bool {
        at.word.checked_sub(1).is_none_or(|word| self.ends.get(word).is_none_or(|&end| at.atom == end))
    }

    /// How many signs are left in the word that the next piece goes on with, or begins; `None` when anything in it survived,
    /// so that counting is not enough.
    pub(super) fn lost(&self, at: At) -> Option<usize> {
        let word = if self.wants_word(at) { at.word } else { at.word - 1 };
        let rest = self.atoms.get(at.atom..*self.ends.get(word)?)?;
        rest.iter().all(|atom| *atom == Atom::Lost).then_some(rest.len())
    }

    /// Goes on by `signs` lost characters, into a new word if need be. Whether there are so many is for [`Self::lost`] to say.
    pub(super) fn skip(&self, at: At, signs: usize) -> At {
        At { atom: at.atom + signs, word: at.word + usize::from(self.wants_word(at)) }
    }

    /// Goes on by a piece; `None` when it overruns its word, begins one too early or too late, or contradicts what survived.
    pub(super) fn advance(&self, at: At, piece: &Piece) -> Option<At> {
        if piece.starts_word != self.wants_word(at) {
            return None;
        }
        let word = at.word + usize::from(piece.starts_word);
        let end = *self.ends.get(word.checked_sub(1)?)?;
        let mut atom = at.atom;
        for c in piece.text.chars() {
            let next = match *self.atoms.get(atom).filter(|_| atom < end)? {
                // Converters write some signs in ASCII: a quote, a comma, a digit.
                Atom::Kept(kept) => (kept == c || plain(c) == Some(kept)).then_some(atom + 1),
                Atom::Lost => {
                    let next = atom + left(c, self.signs);
                    let lost = self.atoms.get(atom..next).filter(|lost| !lost.is_empty() && next <= end);
                    lost.is_some_and(|lost| lost.iter().all(|atom| *atom == Atom::Lost)).then_some(next)
                }
            };
            atom = next?;
        }
        Some(At { atom, word })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(mask: &str, signs: fn(char) -> usize, pieces: &[&str]) -> Option<bool> {
        let track = Track::new(&shape(mask), signs);
        let mut at = At::default();
        for piece in pieces {
            let (starts_word, text) = piece.strip_prefix('_').map_or((false, *piece), |text| (true, text));
            at = track.advance(at, &Piece { text: text.to_owned(), starts_word, is_end: false })?;
        }
        Some(track.is_full(at))
    }

    #[test]
    fn a_mask_is_read_word_by_word() {
        let kept = |text: &str| Cell::Kept(text.to_owned());
        let cells: Vec<Vec<Cell>> = shape(" ??\u{FFFD}  \"??\"\n2025-?").into_iter().map(|slot| slot.cells).collect();
        assert_eq!(cells[0], [Cell::Lost(3)]);
        assert_eq!(cells[1], [kept("\""), Cell::Lost(2), kept("\"")]);
        assert_eq!(cells[2], [kept("2025-"), Cell::Lost(1)]);
        assert!(shape(" \n").is_empty());
    }

    #[test]
    fn pieces_go_where_they_fit() {
        for (mask, pieces, expected) in [
            ("??? ????", &["_كيف", "_تش", "كل"][..], Some(true)),
            ("??? ????", &["_كيف", "_تشك"], Some(false)),
            // Overrun, begun too early, not begun, no word left.
            ("??? ????", &["_كيفي"], None),
            ("??? ????", &["_كي", "_تشكل"], None),
            ("??? ????", &["_كيف", "تشكل"], None),
            ("???", &["كيف"], None),
            ("???", &["_كيف", "_"], None),
            // A space by itself begins a word.
            ("??? ????", &["_", "كيف", "_", "تشكل"], Some(true)),
            ("??? ????", &["_", "_كيف"], None),
            // Vowel marks, joiners and Arabic punctuation are lost too.
            ("??????? ?????", &["_الهو", "يّة", "_نعم", "،", "؟"], Some(true)),
            ("???????", &["_می\u{200C}روند"], Some(true)),
            // What survived must be there, and nothing else that would have.
            ("???? 2025 BBC", &["_نعمة", "_20", "25", "_BBC"], Some(true)),
            ("???? 2025", &["_نعمة", "_2024"], None),
            ("???? 2025", &["_نعمة", "_٢٠٢٥"], Some(true)),
            ("????", &["_نعم1"], None),
            // A question mark may be one.
            ("????", &["_نعم", "?"], Some(true)),
            ("\"???\"", &["_«", "نعم", "»"], Some(true)),
            ("?????", &["_«نعم", "»"], Some(true)),
        ] {
            assert_eq!(walk(mask, one_sign, pieces), expected, "{mask}: {pieces:?}");
        }
        assert_eq!(walk("?????? ??", one_byte, &["_كيف", "_؟"]), Some(true));
        assert_eq!(walk("?????", one_byte, &["_كيف"]), None);
        assert_eq!(walk("????-????", one_byte, &["_من", "-", "من"]), Some(true));
        assert_eq!(walk("???-???", one_byte, &["_من", "-", "من"]), None);
    }
}
