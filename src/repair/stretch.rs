//! Stretches of damaged words, and how much of them it takes to be sure.

use super::chain::Chain;
use super::classes::Letters;
use super::reading::WordReading;
use crate::text::Span;
use std::ops::Range;

/// A stretch of words that one chain reads.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub(super) span: Span,
    /// The words of its window.
    pub(super) words: Range<usize>,
    /// The chain, as an index into the window's.
    pub(super) chain: usize,
    /// Words that the chain changes.
    changed: usize,
    letters: Letters,
    bits: f64,
}

impl Stretch {
    /// Nothing yet, at a word.
    pub(super) fn new(span: Span, word: usize, chain: usize) -> Self {
        Self { span, words: word..word, chain, changed: 0, letters: Letters::default(), bits: 0.0 }
    }

    /// Adds what the chain makes of a word.
    pub(super) fn add(&mut self, reading: &WordReading) {
        self.changed += 1;
        self.letters.arabic += reading.gained.arabic;
        self.letters.other += reading.gained.other;
        self.letters.latin += reading.gained.latin;
        self.bits += reading.bits;
    }

    /// Whether it may be mended once the window shows enough of its sort.
    pub(super) fn is_enough_beside(&self, sort: Sort) -> bool {
        match sort {
            // A single accented letter may well be one.
            Sort::Pages => self.letters.arabic >= 2,
            _ => true,
        }
    }
}

/// Sorts of damage by what it takes to be sure of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// The grammar of UTF-8 or UTF-16 speaks for the reading.
    Utf8,
    /// Nothing but the letters do.
    Pages,
    /// Escapes that somebody may have meant.
    Escapes,
}

impl Sort {
    /// The sort of a chain's damage.
    pub(super) fn of(chain: &Chain) -> Self {
        if chain.only_letters_tell() {
            Self::Pages
        } else if chain.only_escapes() {
            Self::Escapes
        } else {
            Self::Utf8
        }
    }
}

/// What a window holds of one sort of damage.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    letters: Letters,
    /// Most letters a word, on average, in any stretch.
    longest: f64,
    bits: f64,
}

impl Evidence {
    /// Adds a stretch of that sort.
    pub(super) fn add(&mut self, stretch: &Stretch) {
        self.letters.arabic += stretch.letters.arabic;
        self.letters.other += stretch.letters.other;
        self.letters.latin += stretch.letters.latin;
        self.bits += stretch.bits;
        self.longest = self.longest.max(stretch.letters.arabic as f64 / stretch.changed.max(1) as f64);
    }

    /// Whether chance, and text that is about damage, are ruled out.
    pub(super) fn is_enough(&self, sort: Sort) -> bool {
        let Letters { arabic, other, .. } = self.letters;
        match sort {
            Sort::Utf8 => arabic >= 2 || other >= 4 || arabic + other == 0,
            Sort::Pages => arabic >= 5 && self.bits <= 7.0 * arabic as f64,
            Sort::Escapes => arabic >= 3 && self.longest >= 1.5 || other >= 4,
        }
    }
}
