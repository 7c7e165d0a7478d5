//! Which words are ordinary ones, so that a capital or a place beside a cue makes no name of them.

use crate::lexicon::{Lexicon, Pos, forms, letters};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Remembers what it has looked up: names are few, and stand in a text many times.
#[derive(Debug, Default)]
pub(super) struct Ordinary {
    english: HashMap<String, Kind>,
}

/// What an English word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A noun, an adjective, a verb.
    Content,
    /// A word that holds a sentence together.
    Function,
    /// None that the lexicon has, or a name.
    Unknown,
}

/// Short words that the lexicon has no translation for.
const FUNCTION: [&str; 22] = [
    "a", "an", "the", "i", "we", "he", "she", "it", "they", "you", "his", "her", "its", "their", "our", "my", "your",
    "no", "not", "yes", "is", "are",
];

impl Ordinary {
    /// What an English word is; case does not count.
    pub(super) fn kind(&mut self, word: &str) -> Kind {
        let word = word.to_lowercase();
        if let Some(&kind) = self.english.get(&word) {
            return kind;
        }
        let kind = kind(&word);
        self.english.insert(word, kind);
        kind
    }
}

fn kind(word: &str) -> Kind {
    if FUNCTION.contains(&word) {
        return Kind::Function;
    }
    let lexicon = Lexicon::builtin();
    let mut kind = Kind::Unknown;
    for (lemma, _) in lexicon.lemmas(word) {
        for sense in lexicon.senses(&lemma) {
            match sense.pos {
                Pos::Preposition | Pos::Conjunction => return Kind::Function,
                Pos::Adverb if kind == Kind::Unknown => kind = Kind::Function,
                Pos::Adverb | Pos::Name => {}
                Pos::Noun | Pos::Verb | Pos::Adjective | Pos::Term => kind = Kind::Content,
            }
        }
    }
    kind
}

/// The Arabic words of the lexicon in all their forms, folded; whether each is a noun only.
static ARABIC: LazyLock<HashMap<String, bool>> = LazyLock::new(|| {
    let lexicon = Lexicon::builtin();
    let mut words = HashMap::new();
    for sense in lexicon.all().iter().flat_map(|lemma| lexicon.senses(lemma)).filter(|sense| sense.pos != Pos::Name) {
        let noun = matches!(sense.pos, Pos::Noun | Pos::Term);
        for form in forms(&sense).into_iter().filter(|form| !form.text.contains(' ')) {
            words.entry(letters(&form.text)).and_modify(|only| *only &= noun).or_insert(noun);
        }
    }
    words
});

/// Whether an Arabic word is an adjective, a verb or a particle.
pub(super) fn is_ordinary_arabic(word: &str) -> bool {
    ARABIC.get(&letters(word)) == Some(&false)
}

/// Whether an Arabic word is in the lexicon, as a noun or as anything else but a name.
pub(super) fn is_in_lexicon(word: &str) -> bool {
    ARABIC.contains_key(&letters(word))
}

/// Whether the lexicon has a word as a name and as nothing else: «Persia».
pub(super) fn is_known_name(name: &str) -> bool {
    let lexicon = Lexicon::builtin();
    let mut senses = lexicon.senses(&name.to_lowercase()).chain(lexicon.senses(name)).peekable();
    senses.peek().is_some() && senses.all(|sense| sense.pos == Pos::Name)
}
