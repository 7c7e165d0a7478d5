//! What a text costs in letters: the one place at which this room asks the letter models.

use crate::repair::letters;

/// Reads a line in one language, so that a word and its other spelling are not weighed in two.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader;

impl Reader {
    /// The reader for a line, in whichever order its letters stand.
    pub(super) const fn of(_line: &str) -> Self {
        // The models at hand answer for the language that suits a word best.
        Self
    }

    /// Bits of the words of a text in the Arabic script; other text costs nothing.
    pub(super) fn bits(self, text: &str) -> f64 {
        text.split(|c| !letters::in_word(c)).filter(|word| !word.is_empty()).map(letters::word_bits).sum()
    }
}
