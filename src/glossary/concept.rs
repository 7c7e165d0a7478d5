//! Concepts and their terms, after TBX: a concept holds the terms of all languages that name the same thing.

use super::Term;
use super::term::words;
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
    /// The country of its places, as an ISO 3166 code.
    #[serde(default)]
    pub country: Option<String>,
    /// Under which licence it may be used.
    #[serde(default)]
    pub licence: Option<String>,
}

/// One thing that has names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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

words! {
    /// The kinds of concept.
    #[derive(Default)]
    Subject {
        /// A town, a district, a river.
        Place = "place",
        /// A religious, ethnic or social community.
        Community = "community",
        /// A group that bears arms.
        ArmedGroup = "armed-group",
        /// A political party or movement.
        Party = "party",
        /// A body of a state, of states, or of civil society.
        Institution = "institution",
        /// An outlet, an agency, a monitor.
        Media = "media",
        /// A person.
        Person = "person",
        /// An office that persons hold.
        Office = "office",
        /// Something that happened.
        Event = "event",
        /// A word of a field: law, asylum, human rights.
        #[default]
        Term = "term",
    }
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

    /// Its terms in a language, under exactly its tag.
    pub fn terms_in<'c>(&'c self, lang: &'c Lang) -> impl Iterator<Item = &'c Term> + Clone {
        self.terms.iter().filter(move |term| term.lang == *lang)
    }

    /// The term to use in a language: the preferred one under its tag; else that of the same language and script whose tag
    /// says least beside it. So a file that says `en-US` has a term for `en`, and one that says `en` has one
    /// for `en-US`.
    #[must_use]
    pub fn preferred(&self, lang: &Lang) -> Option<&Term> {
        self.terms.get(self.preferred_at(lang)?)
    }

    /// The index of the term to use in a language. See [`Concept::preferred`].
    pub(super) fn preferred_at(&self, lang: &Lang) -> Option<usize> {
        let preferred = || self.terms.iter().enumerate().filter(|(_, term)| term.status == TermStatus::Preferred);
        let exact = preferred().find(|(_, term)| term.lang == *lang);
        let alike = || {
            preferred()
                .filter(|(_, term)| term.lang.is_like(lang))
                .min_by_key(|(_, term)| term.lang.tag().split('-').count())
        };
        exact.or_else(alike).map(|(at, _)| at)
    }
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
