//! The English–Arabic lexicon of the domain: words and their senses, Arabic inflection, and how frequent words are.
//!
//! The files in `lexicon/` are written by hand; `examples/compile_lexicon.rs` compiles them into what is built in here.

mod compile;
mod english;
mod fold;
mod frequency;
mod inflect;
mod learned;
mod sense;

pub use compile::{LexiconError, compile};
pub use english::Ending;
pub use fold::{letters, stem};
pub use frequency::{Frequencies, frequencies};
pub use inflect::{Form, Number, Role, forms};
pub use learned::learned;
pub use sense::{Pos, Sense};

use std::sync::LazyLock;

/// A lexicon, compiled.
#[derive(Clone, Debug)]
pub struct Lexicon {
    index: Option<fst::Map<&'static [u8]>>,
    senses: &'static str,
}

static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| {
    let index: &[u8] = include_bytes!("compiled/lemmas.fst");
    // A test reads every entry: what is built in is whole.
    let index = fst::Map::new(index).ok();
    Lexicon { index, senses: include_str!("compiled/senses.txt") }
});

impl Lexicon {
    /// The one that is built in.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The senses of an English lemma in lower case, the commonest first; none when it is not in the lexicon.
    pub fn senses(&self, lemma: &str) -> impl Iterator<Item = Sense<'static>> + use<> {
        let place = self.index.as_ref().and_then(|index| index.get(lemma)).and_then(|at| usize::try_from(at).ok());
        let lines = place.and_then(|at| self.senses.get(at..)).unwrap_or_default();
        lines.lines().map_while(Sense::parse)
    }

    /// Whether an English lemma in lower case is in the lexicon.
    #[must_use]
    pub fn has(&self, lemma: &str) -> bool {
        self.index.as_ref().is_some_and(|index| index.contains_key(lemma))
    }

    /// The lemmas that a word may be a form of, with what its ending says; the word itself first. Case does not count.
    #[must_use]
    pub fn lemmas(&self, word: &str) -> Vec<(String, Ending)> {
        english::lemmas(&word.to_lowercase(), |lemma| self.has(lemma))
    }

    /// The lemmas of the lexicon, in order.
    #[must_use]
    pub fn all(&self) -> Vec<String> {
        self.index.as_ref().and_then(|index| index.stream().into_str_keys().ok()).unwrap_or_default()
    }
}
