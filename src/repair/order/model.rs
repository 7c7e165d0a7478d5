//! What a text costs in letters: the one place at which this room asks the letter models.

use crate::repair::letters::{Tongue, bits_in};

/// Reads a line in one language, so that a word and its other spelling are not weighed in two.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader(Tongue);

impl Reader {
    /// The reader for a line, in whichever order its letters stand.
    pub(super) fn of(line: &str) -> Self {
        let reversed: String = line.chars().rev().collect();
        let bits = |tongue: &Tongue| bits_in(line, *tongue).min(bits_in(&reversed, *tongue));
        let best = Tongue::ALL.into_iter().map(|tongue| (bits(&tongue), tongue)).min_by(|a, b| a.0.total_cmp(&b.0));
        Self(best.map_or(Tongue::Arabic, |(_, tongue)| tongue))
    }

    /// Whether it reads Arabic.
    pub(super) fn is_arabic(self) -> bool {
        self.0 == Tongue::Arabic
    }

    /// Bits of the words of a text in the Arabic script; other text costs nothing.
    pub(super) fn bits(self, text: &str) -> f64 {
        bits_in(text, self.0)
    }
}
