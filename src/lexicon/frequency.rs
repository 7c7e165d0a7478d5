//! How frequent Arabic words are.

use fst::{Automaton, IntoStreamer};
use std::sync::LazyLock;

/// Frequencies of the commonest Arabic word forms, from the wordfreq list (NOTICE says whose).
#[derive(Clone, Debug)]
pub struct Frequencies {
    words: Option<fst::Map<&'static [u8]>>,
}

static BUILTIN: LazyLock<Frequencies> = LazyLock::new(|| {
    let words: &[u8] = include_bytes!("compiled/words.fst");
    // A test looks every word up: what is built in is whole.
    Frequencies { words: fst::Map::new(words).ok() }
});

/// The frequency of a word that is not in the list, as a base-10 logarithm: a little below that of the rarest one there.
const UNKNOWN: f32 = -7.5;

/// The frequencies that are built in.
#[must_use]
pub fn frequencies() -> &'static Frequencies {
    &BUILTIN
}

impl Frequencies {
    /// The base-10 logarithm of a word form's share of running text, -7.5 for one that is not known. Vowel marks must be
    /// off; hamza and final letters count.
    #[must_use]
    pub fn log10(&self, word: &str) -> f32 {
        self.known(word).unwrap_or(UNKNOWN)
    }

    /// All words that are known, in order, each with the base-10 logarithm of its share.
    #[must_use]
    pub fn all(&self) -> Vec<(String, f32)> {
        let words = self.words.as_ref().and_then(|words| words.stream().into_str_vec().ok()).unwrap_or_default();
        words.into_iter().map(|(word, centibels)| (word, -(centibels as f32) / 100.0)).collect()
    }

    /// The words that begin in a certain way and have so many letters, in order, each with the base-10 logarithm of its share.
    #[must_use]
    pub fn beginning_with(&self, start: &str, letters: usize) -> Vec<(String, f32)> {
        let Some(words) = &self.words else { return Vec::new() };
        let begun = fst::automaton::Str::new(start).starts_with();
        let found = words.search(begun).into_stream().into_str_vec().unwrap_or_default();
        let long = found.into_iter().filter(|(word, _)| word.chars().count() == letters);
        long.map(|(word, centibels)| (word, -(centibels as f32) / 100.0)).collect()
    }

    /// The same, `None` for a word that is not known.
    #[must_use]
    pub fn known(&self, word: &str) -> Option<f32> {
        let centibels = self.words.as_ref()?.get(word)?;
        u16::try_from(centibels).ok().map(|centibels| -f32::from(centibels) / 100.0)
    }
}
