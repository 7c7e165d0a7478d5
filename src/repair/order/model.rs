//! What a text costs in letters: the one place at which this room asks the letter models.

use crate::repair::letters::{Pairs, Tongue, bits_in};

/// Reads a line in one language, so that a word and its other spelling are not weighed in two.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader(Tongue);

impl Reader {
    /// The reader for a line, in whichever order its letters stand.
    pub(super) fn of(line: &str) -> Self {
        /// Languages that are worth a closer look.
        const LIKELY: usize = 3;
        let reversed: String = line.chars().rev().collect();
        let pairs = [Pairs::of(line), Pairs::of(&reversed)];
        let mut tongues = Tongue::ALL;
        tongues.sort_by_key(|tongue| pairs.iter().map(|pairs| pairs.cost(*tongue)).min());
        let bits = |tongue: &Tongue| bits_in(line, *tongue).min(bits_in(&reversed, *tongue));
        let likely = tongues.into_iter().take(LIKELY).map(|tongue| (bits(&tongue), tongue));
        Self(likely.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(Tongue::Arabic, |(_, tongue)| tongue))
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
