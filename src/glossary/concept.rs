//! Concepts and their terms, after TBX: a concept holds the terms of all languages that name the same thing.

use crate::text::{Lang, TermStatus};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A set of concepts, in the order of their files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Glossary {
    /// Where the concepts come from, one for each file.
    pub headers: Vec<Header>,
    /// The concepts. Of two with the same id the later one stands: [`Glossary::merge`] sees to it.
    pub concepts: Vec<Concept>,
}

/// What a glossary file says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// A short name: `syria-places`.
    pub name: String,
    /// What it covers, in one sentence.
    #[serde(default)]
    pub scope: String,
    /// Where its facts come from.
    #[serde(default)]
    pub sources: Vec<String>,
    /// Under which licence it may be used.
    #[serde(default)]
    pub licence: Option<String>,
}

/// One thing that has names.
#[derive(Clone, Debug, PartialEq)]
pub struct Concept {
    /// Unique over all glossaries; small letters, digits and hyphens.
    pub id: String,
    /// What kind of thing it is.
    pub subject: Subject,
    /// What it is, in a few words.
    pub definition: Option<String>,
    /// What a reader should know: that a name is contested, and by whom.
    pub note: Option<String>,
    /// Where the entry comes from.
    pub source: Option<String>,
    /// Ids elsewhere, by system: `pcode`, `geonames`, `wikidata`.
    pub external: BTreeMap<String, String>,
    /// Its terms, by language in the order of tags, each language in the order of its file.
    pub terms: Vec<Term>,
}

/// The kinds of concept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A town, a district, a river.
    Place,
    /// A religious, ethnic or social community.
    Community,
    /// A group that bears arms.
    ArmedGroup,
    /// A political party or movement.
    Party,
    /// A body of a state, of states, or of civil society.
    Institution,
    /// An outlet, an agency, a monitor.
    Media,
    /// A person.
    Person,
    /// An office that persons hold.
    Office,
    /// Something that happened.
    Event,
    /// A word of a field: law, asylum, human rights.
    #[default]
    Term,
}

/// A name of a concept in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The language.
    pub lang: Lang,
    /// The name as it should be written.
    pub text: String,
    /// Its standing.
    pub status: TermStatus,
    /// Whether `hts` is not `HTS`. Where the first letter is small, it may still be a capital in the text.
    pub case_sensitive: bool,
    /// Whether it is a short form, such as «the Council», that means the concept only in a text that has named it in full
    /// before.
    pub short: bool,
    /// What a reader should know about this name.
    pub note: Option<String>,
    /// Words of which one must stand near by: for a name that is also an ordinary word.
    pub context: Vec<String>,
}

impl Concept {
    /// A concept without terms.
    #[must_use]
    pub fn new(id: impl Into<String>, subject: Subject) -> Self {
        Self {
            id: id.into(),
            subject,
            definition: None,
            note: None,
            source: None,
            external: BTreeMap::new(),
            terms: Vec::new(),
        }
    }

    /// Its terms in a language.
    pub fn terms_in<'c>(&'c self, lang: &'c Lang) -> impl Iterator<Item = &'c Term> + Clone {
        self.terms.iter().filter(move |term| term.lang == *lang)
    }

    /// The term to use in a language.
    #[must_use]
    pub fn preferred(&self, lang: &Lang) -> Option<&Term> {
        self.terms.get(self.preferred_at(lang)?)
    }

    /// The index of the term to use in a language.
    pub(super) fn preferred_at(&self, lang: &Lang) -> Option<usize> {
        self.terms.iter().position(|term| term.lang == *lang && term.status == TermStatus::Preferred)
    }
}

impl Term {
    /// A term with the defaults: an acronym in capitals is case-sensitive.
    #[must_use]
    pub fn new(lang: Lang, text: impl Into<String>, status: TermStatus) -> Self {
        let text = text.into();
        let case_sensitive = is_acronym(&text);
        Self { lang, text, status, case_sensitive, short: false, note: None, context: Vec::new() }
    }
}

/// Whether a text is an acronym in capitals: HTS, YPG/J.
pub(super) fn is_acronym(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() >= 2 && !text.chars().any(|c| c.is_lowercase() || c == ' ')
}

impl Glossary {
    /// Adds another glossary. Its concepts replace those with the same id, so that a user's file can correct a built-in one.
    pub fn merge(&mut self, other: Self) {
        let replaced: BTreeSet<&str> = other.concepts.iter().map(|concept| concept.id.as_str()).collect();
        self.concepts.retain(|concept| !replaced.contains(concept.id.as_str()));
        self.headers.extend(other.headers);
        self.concepts.extend(other.concepts);
    }

    /// The concept with an id. Looks through all of them; a [`super::Matcher`] has an index.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Concept> {
        self.concepts.iter().find(|concept| concept.id == id)
    }
}

impl Subject {
    /// All kinds, in the order of the schema.
    pub const ALL: [Self; 10] = [
        Self::Place,
        Self::Community,
        Self::ArmedGroup,
        Self::Party,
        Self::Institution,
        Self::Media,
        Self::Person,
        Self::Office,
        Self::Event,
        Self::Term,
    ];

    /// The word for it in files and outputs.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Community => "community",
            Self::ArmedGroup => "armed-group",
            Self::Party => "party",
            Self::Institution => "institution",
            Self::Media => "media",
            Self::Person => "person",
            Self::Office => "office",
            Self::Event => "event",
            Self::Term => "term",
        }
    }

    /// Reads what [`Subject::word`] says.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.word() == word)
    }
}
