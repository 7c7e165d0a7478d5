//! The matcher: one pass over the folded text, word by word, along the trie of all forms of all terms.
//!
//! # Which of several candidates is a hit
//! Candidates that are no whole words are dropped first, then those that an ordinary word of the language explains better
//! (see `spelling`). Of those that overlap, the one that begins first stands; of those that begin at the same place, the
//! longest. Where several terms claim the same text, in this order: a listed form before one made by rule; a term whose
//! context words stand near by; a full term before a short one; among short forms, that of the concept last named in full;
//! the spelling nearest to the text; a language other than the one asked for; the better status; the order of the glossary.
//! Where nothing but that order decides between two concepts, the hit is left to review.

mod boundary;
mod build;
mod choose;
mod file;
mod forms;
mod search;
mod spelling;
mod suspects;
mod table;
mod words;

pub use file::CompiledError;

use super::{Concept, Glossary, Header, Hit};
use crate::text::key::fold;
use crate::text::{Key, Lang};
use choose::{Candidate, choose};
use std::cmp::Reverse;
use std::sync::{Arc, OnceLock};
use table::{Block, Section, Trie};
use words::Folded;

/// Finds the terms of a glossary in texts. Made once, used from any number of threads.
pub struct Matcher {
    block: Block,
    /// For each concept, what is decoded of it once one of its terms is met.
    entries: Vec<OnceLock<Option<Entry>>>,
}

/// A concept, decoded, with the texts that its hits share.
#[derive(Debug)]
struct Entry {
    concept: Concept,
    id: Arc<str>,
    /// The text of each term.
    terms: Vec<Arc<str>>,
    /// Whether one of the terms is a short form, which counts only where the concept was named before.
    has_short: bool,
    /// The folded context words of each term.
    contexts: Vec<Vec<Key>>,
}

impl Matcher {
    /// A matcher of the terms of a glossary. Compiles it, which takes about two seconds for 100,000 concepts;
    /// [`Matcher::save`] keeps the result.
    #[must_use]
    pub fn new(glossary: &Glossary) -> Self {
        Self::of(build::build(glossary))
    }

    fn of(block: Block) -> Self {
        let concepts = block.numbers(Section::ConceptEnds).len();
        Self { block, entries: std::iter::repeat_with(OnceLock::new).take(concepts).collect() }
    }

    /// How many concepts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no concepts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What the files of the glossary say about themselves.
    #[must_use]
    pub fn headers(&self) -> Vec<Header> {
        postcard::from_bytes(self.block.bytes(Section::Headers)).unwrap_or_default()
    }

    /// The concept with an id.
    #[must_use]
    pub fn concept(&self, id: &str) -> Option<&Concept> {
        let by_id = self.block.numbers(Section::ById);
        let id_of = |number: u32| self.block.entry(Section::IdEnds, Section::IdBytes, number as usize);
        let first = by_id.partition_point(|&number| id_of(number) < id.as_bytes());
        let number = by_id.get(first).copied().filter(|&number| id_of(number) == id.as_bytes())?;
        self.entry(number).map(|entry| &entry.concept)
    }

    /// All concepts, in the order of the glossary.
    pub fn concepts(&self) -> impl Iterator<Item = &Concept> {
        (0u32..).zip(&self.entries).filter_map(|(number, _)| self.entry(number)).map(|entry| &entry.concept)
    }

    /// The whole glossary, as it was compiled.
    #[must_use]
    pub fn glossary(&self) -> Glossary {
        Glossary { headers: self.headers(), concepts: self.concepts().cloned().collect() }
    }

    /// The concept with a number, decoded when it is asked for first.
    fn entry(&self, number: u32) -> Option<&Entry> {
        self.entries
            .get(number as usize)?
            .get_or_init(|| {
                let bytes = self.block.entry(Section::ConceptEnds, Section::ConceptBytes, number as usize);
                postcard::from_bytes(bytes).ok().map(Entry::new)
            })
            .as_ref()
    }

    /// The terms in a text, in order and free of overlaps; see the module for what becomes of overlapping candidates.
    /// `other` is the language of the other side: that of [`Hit::translation`]. Time is linear in the length of the text.
    #[must_use]
    pub fn hits(&self, text: &str, other: &Lang) -> Vec<Hit> {
        let (folded, map) = fold(text);
        let mut view = Folded { text, folded: &folded, map: map.cursor() };
        let mut candidates: Vec<Candidate<'_>> = Vec::new();
        let trie = Trie::new(&self.block);
        search::search(&trie, &mut view, &map, |view, node, found| {
            self.candidates(view, found, trie.owners(node), &mut candidates);
        });
        candidates.sort_by_key(|candidate| (candidate.span.start, Reverse(candidate.span.end)));
        choose(text, &candidates, other)
    }
}

impl Entry {
    fn new(concept: Concept) -> Self {
        Self {
            id: concept.id.as_str().into(),
            terms: concept.terms.iter().map(|term| term.text.as_str().into()).collect(),
            has_short: concept.terms.iter().any(|term| term.short),
            contexts: concept.terms.iter().map(|term| forms::context(&term.context)).collect(),
            concept,
        }
    }
}

impl std::fmt::Debug for Matcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Matcher of {} concepts", self.len())
    }
}
