//! What a finding rests on: the links of its chain.

use super::Certainty;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One link in the chain of a finding. A finding carries as many as it has.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Evidence {
    /// Damaging `after` again by this chain of steps gives `before`, byte for byte.
    Inverse {
        /// The damage steps, first to last, as the text suffered them.
        chain: Vec<String>,
    },
    /// Damaging `after` again by this chain gives `before` but for a stated loss.
    InverseUpTo {
        /// The damage steps, first to last.
        chain: Vec<String>,
        /// What such damage loses, in words.
        loss: String,
    },
    /// Another reading of the same text that came second.
    RunnerUp {
        /// The other reading.
        text: String,
        /// How far behind it is, in bits; larger is safer.
        bits: f64,
    },
    /// The same text stands whole elsewhere.
    Witness {
        /// What led to it.
        by: Vec<WitnessKey>,
        /// The report in which it stands.
        report: String,
        /// The label of the note in which it stands, if it stands in one.
        #[serde(skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        /// The text as it stands there.
        text: String,
    },
    /// The address of the work holds the text, as far as addresses keep text.
    Address {
        /// The part of the address.
        slug: String,
        /// Signs that are not in it and were put where the shape has room for one.
        guessed: usize,
        /// Lost characters that it does not hold.
        missing: usize,
    },
    /// The shape of a lost text: the length of each word, in characters.
    Mask {
        /// Characters in each word, in order.
        words: Vec<usize>,
    },
    /// A text that may be the lost one, for review.
    Candidate {
        /// The text.
        text: String,
        /// How likely it is the lost one, 0 to 1.
        probability: f64,
        /// What speaks for it.
        because: Vec<Evidence>,
    },
    /// Put together from the translation, under the shape that is left: a guess.
    Reconstruction {
        /// The translation model that did it; `None` for the lexicon.
        #[serde(skip_serializing_if = "Option::is_none")]
        model: Option<String>,
    },
    /// How a person may look for a lost text.
    Search {
        /// What to ask a search engine.
        query: String,
        /// A regular expression that the text matches.
        pattern: String,
    },
    /// A candidate fits the shape that is left.
    MaskFits {
        /// The words of the mask, in characters.
        words: Vec<usize>,
    },
    /// A glossary entry.
    Glossary {
        /// The concept's id.
        concept: Arc<str>,
        /// The term in the glossary that was met.
        term: Arc<str>,
        /// The status of that term.
        status: TermStatus,
    },
    /// An exception of the configuration decided what becomes of a name in this report.
    Exception {
        /// The globs of the reports that it is for.
        files: Vec<String>,
        /// Why it is made, as the configuration says.
        reason: String,
    },
    /// The report names a concept here for the first time, by its acronym alone.
    FirstMention {
        /// The full name with the acronym, as it would be written at a first mention.
        text: String,
    },
    /// The English article before a name goes by the sound with which the name begins.
    Article {
        /// The article that goes with the new name.
        article: String,
        /// The new name.
        name: String,
    },
    /// Why a name is only suspected to be a term.
    Suspected {
        /// What speaks for it, in a word: `shared-name`, `slip`, `sound`.
        because: String,
        /// Other concepts that may be meant.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        rivals: Vec<String>,
    },
    /// Why a hit is reported and the text left as it is.
    Kept {
        /// What protects the place.
        because: Protection,
    },
}

/// What a witness and a lost title have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WitnessKey {
    /// The same address.
    Url,
    /// The same translation in brackets.
    Gloss,
    /// The same date of publication.
    Date,
    /// The same author or outlet.
    Author,
    /// The same host of its address.
    Host,
    /// Words of the one translate words of the other.
    Words,
    /// The same shape.
    Shape,
}

/// The standing of a term within its concept, after TBX's administrative status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TermStatus {
    /// The form to use.
    Preferred,
    /// A form that is also right.
    #[default]
    Admitted,
    /// A form to move away from.
    Deprecated,
    /// A form never to use.
    Forbidden,
}

/// Why a name is left as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protection {
    /// It is part of the title of a cited work.
    CitedTitle,
    /// It is part of the gloss of a cited title.
    Gloss,
    /// It names the author of a cited work.
    CitedAuthor,
    /// It stands inside a quotation.
    Quotation,
    /// It stands inside an address: of a page, of a mailbox, of an account.
    Address,
    /// It stands inside code.
    Code,
    /// It is part of the path or the name of a file.
    Path,
    /// It introduces a second spelling: «the Ismailis (Isma'ilis)».
    Apposition,
    /// The preferred form would break the grammar of the place.
    Grammar,
    /// The configuration leaves it alone: its concept is ignored, everywhere or in this report.
    Waived,
    /// The policy does not ask for it to be changed.
    NotEnforced,
}

impl TermStatus {
    /// Whether the glossary wants another form in its place.
    #[must_use]
    pub const fn is_rejected(self) -> bool {
        matches!(self, Self::Deprecated | Self::Forbidden)
    }

    /// The word for it in outputs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Admitted => "admitted",
            Self::Deprecated => "deprecated",
            Self::Forbidden => "forbidden",
        }
    }
}

impl Protection {
    /// The reason, for people.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::CitedTitle => "part of the title of a cited work",
            Self::Gloss => "part of the translation of a cited title",
            Self::CitedAuthor => "author of a cited work",
            Self::Quotation => "inside a quotation",
            Self::Address => "inside an address",
            Self::Apposition => "introduces a second spelling",
            Self::Code => "inside code",
            Self::Path => "part of a file path",
            Self::Grammar => "the preferred form does not fit the words around it",
            Self::Waived => "the configuration leaves it alone",
            Self::NotEnforced => "the policy does not ask for another form",
        }
    }
}

impl WitnessKey {
    /// The reason, for people.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Url => "same address",
            Self::Gloss => "same translation in brackets",
            Self::Date => "same date",
            Self::Author => "same author or outlet",
            Self::Host => "same site",
            Self::Words => "its words go with the translation",
            Self::Shape => "same shape",
        }
    }
}

impl Evidence {
    /// The link in one sentence, for people. Quoted text is set between directional isolates.
    #[must_use]
    pub fn sentence(&self) -> String {
        let words = |words: &[usize]| words.iter().map(usize::to_string).collect::<Vec<_>>().join(" ");
        match self {
            Self::Inverse { chain } => {
                format!("damaging the result again ({}) gives the same bytes", chain.join(", then "))
            }
            Self::InverseUpTo { chain, loss } => {
                format!("damaging the result again ({}) gives the same but for {loss}", chain.join(", then "))
            }
            Self::RunnerUp { text, bits } => {
                format!("the next reading, \u{2068}{text}\u{2069}, is {bits:.0} bits less likely")
            }
            Self::Witness { by, report, note, text } => {
                let by = by.iter().map(|key| key.words()).collect::<Vec<_>>().join(", ");
                let note = note.as_ref().map(|label| format!(", note {label}")).unwrap_or_default();
                format!("\u{2068}{text}\u{2069} stands whole in {report}{note} ({by})")
            }
            Self::Address { slug, guessed, missing } => {
                let mut sentence = format!("the address of the work holds it: \u{2068}{slug}\u{2069}");
                if *guessed > 0 {
                    sentence += &format!("; addresses keep no punctuation: {guessed} of its signs are a guess");
                }
                if *missing > 0 {
                    sentence += &format!("; it is cut there: {missing} characters stay lost");
                }
                sentence
            }
            Self::Mask { words: lengths } => format!("what is left has words of {} characters", words(lengths)),
            Self::Candidate { text, probability, because } => {
                let because = because.first().map(|link| format!(": {}", link.sentence())).unwrap_or_default();
                format!("it may be \u{2068}{text}\u{2069} ({probability:.2}){because}")
            }
            Self::Reconstruction { model } => {
                let by = model.as_ref().map(|model| format!(" by {model}")).unwrap_or_default();
                format!("put together{by} from the translation to fit the shape: a guess")
            }
            Self::Search { query, pattern } => format!("to look for it: \u{2068}{query}\u{2069}; it matches {pattern}"),
            Self::MaskFits { words: lengths } => {
                format!("fits the words of {} characters that are left", words(lengths))
            }
            Self::Glossary { concept, term, status } => {
                format!("glossary: {concept}, \u{2068}{term}\u{2069}, {}", status.word())
            }
            Self::Exception { files, reason } => {
                format!("an exception for {}: \u{2068}{reason}\u{2069}", files.join(", "))
            }
            Self::FirstMention { text } => {
                format!("first mention in the report, by the acronym alone; in full: \u{2068}{text}\u{2069}")
            }
            Self::Article { article, name } => {
                format!("the article before \u{2068}{name}\u{2069} is \u{2068}{article}\u{2069}")
            }
            Self::Suspected { because, rivals } => match because.as_str() {
                "shared-name" => format!("only suspected: {} may be meant as well", rivals.join(", ")),
                "slip" => "only suspected: one letter differs".to_owned(),
                _ => "only suspected: it sounds like it".to_owned(),
            },
            Self::Kept { because } => format!("left as it stands: {}", because.words()),
        }
    }
}

impl Certainty {
    /// What the word means, for people.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Proven => "undoing the damage gives exactly one reading, and damaging it again gives the same bytes",
            Self::Witnessed => "the same text stands whole elsewhere and fits",
            Self::Decided => "a glossary entry or a reviewer says so",
            Self::Fitting(_) => "fits up to what the damage loses; a model chose among the readings",
            Self::Inferred(_) => "a guess for review; never put into the text",
            Self::Lost => "damaged for certain, not recoverable here",
        }
    }
}
