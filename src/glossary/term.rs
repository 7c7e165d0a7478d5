//! Terms: the names of a concept, each in one language, with what a termbase knows about it.

use crate::text::{Lang, TermStatus};
use serde::{Deserialize, Serialize};

/// A name of a concept in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The language.
    pub lang: Lang,
    /// The name as it should be written.
    pub text: String,
    /// Its standing.
    pub status: TermStatus,
    /// Its word class.
    pub part_of_speech: Option<PartOfSpeech>,
    /// Its grammatical gender.
    pub gender: Option<Gender>,
    /// Its grammatical number.
    pub number: Option<Number>,
    /// Where in speech and writing it belongs.
    pub register: Option<Register>,
    /// Where it is used: an ISO 3166 country code or the name of a region.
    pub region: Option<String>,
    /// The romanization scheme that it follows: `bgn`, `ala-lc`, `ijmes`.
    pub scheme: Option<String>,
    /// Whether `hts` is not `HTS`. Where the first letter is small, it may still be a capital in the text.
    pub case_sensitive: bool,
    /// Whether it is a short form, such as «the Council», that means the concept only in a text that has named it in full
    /// before.
    pub short: bool,
    /// Whether it has a translation; one that has none stays in the other language as it is.
    pub translate: bool,
    /// Whether it has other forms, such as a plural.
    pub inflect: bool,
    /// What a reader should know about this name.
    pub note: Option<String>,
    /// Words of which one must stand near by: for a name that is also an ordinary word.
    pub context: Vec<String>,
}

impl Term {
    /// A term with the defaults: an acronym in capitals is case-sensitive.
    #[must_use]
    pub fn new(lang: Lang, text: impl Into<String>, status: TermStatus) -> Self {
        let text = text.into();
        Self {
            lang,
            status,
            part_of_speech: None,
            gender: None,
            number: None,
            register: None,
            region: None,
            scheme: None,
            case_sensitive: is_acronym(&text),
            short: false,
            translate: true,
            inflect: true,
            note: None,
            context: Vec::new(),
            text,
        }
    }
}

/// Whether a text is an acronym in capitals: HTS, YPG/J.
pub(super) fn is_acronym(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() >= 2 && !text.chars().any(|c| c.is_lowercase() || c == ' ')
}

/// A closed list of words: the type, what it lists, and each value with its meaning and its word in files.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// All values, in the order of the schema.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word for it in files and outputs.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// Reads what `word` says.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.word() == word)
            }
        }
    };
}
pub(super) use words;

words! {
    /// The word classes that TBX-Basic knows.
    PartOfSpeech {
        /// A common noun, or a phrase that stands for one.
        Noun = "noun",
        /// A name.
        ProperNoun = "proper-noun",
        /// A verb.
        Verb = "verb",
        /// An adjective.
        Adjective = "adjective",
        /// An adverb.
        Adverb = "adverb",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// Grammatical gender, as in TBX.
    Gender {
        /// Masculine.
        Masculine = "masculine",
        /// Feminine.
        Feminine = "feminine",
        /// Neuter.
        Neuter = "neuter",
        /// Another, or more than one.
        Other = "other",
    }
}

words! {
    /// Grammatical number, as in TBX.
    Number {
        /// One.
        Singular = "singular",
        /// Two.
        Dual = "dual",
        /// Several.
        Plural = "plural",
        /// A mass or a whole: no number.
        Mass = "mass",
    }
}

words! {
    /// The registers that TBX knows.
    Register {
        /// Anywhere.
        Neutral = "neutral",
        /// Among specialists.
        Technical = "technical",
        /// Inside one organisation.
        InHouse = "in-house",
        /// Among those who do the work.
        BenchLevel = "bench-level",
        /// In familiar speech.
        Colloquial = "colloquial",
        /// In the speech of a group.
        Slang = "slang",
        /// Where it offends.
        Vulgar = "vulgar",
    }
}
