//! What differs between two glossaries, concept by concept and term by term.

use super::{Concept, Gender, Glossary, Number, PartOfSpeech, Register, Subject, Term};
use crate::text::{Lang, TermStatus};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What differs in one concept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The concept's id.
    pub concept: String,
    /// Its subject in the new glossary, or in the old one if it was removed.
    pub subject: Subject,
    /// What happened to it.
    pub change: Change,
    /// Its fields that differ; none for a concept that was added or removed.
    pub fields: Vec<FieldChange>,
    /// Its terms that differ; all of them for a concept that was added or removed.
    pub terms: Vec<TermDifference>,
}

/// What differs in one term. A term is known by its language and text: another spelling is another term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TermDifference {
    /// The language.
    pub lang: Lang,
    /// The term.
    pub text: String,
    /// Its status in the new glossary, or in the old one if it was removed.
    pub status: TermStatus,
    /// What happened to it.
    pub change: Change,
    /// Its fields that differ; none for a term that was added or removed.
    pub fields: Vec<FieldChange>,
}

/// What happened to a concept or term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// Only the new glossary has it.
    Added,
    /// Only the old glossary has it.
    Removed,
    /// Both have it, with differences.
    Changed,
}

/// A field with another value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldChange {
    /// The field, as files in TOML name it; an id elsewhere as `external.pcode`.
    pub field: String,
    /// Its value in the old glossary.
    pub old: Option<String>,
    /// Its value in the new one.
    pub new: Option<String>,
}

impl Glossary {
    /// What `new` has that this one has not, and the reverse: concepts in the order of this one, then the new ones in theirs.
    /// The order of concepts and terms makes no difference, nor do the heads of the files. Of concepts with one id the first
    /// counts.
    #[must_use]
    pub fn diff(&self, new: &Self) -> Vec<Difference> {
        let (old_by_id, new_by_id) = (by_id(self), by_id(new));
        let mut told = BTreeSet::new();
        let mut differences = Vec::new();
        for old in self.concepts.iter().filter(|concept| told.insert(concept.id.as_str())) {
            match new_by_id.get(old.id.as_str()) {
                Some(new) => differences.extend(between(old, new)),
                None => differences.push(whole(old, Change::Removed)),
            }
        }
        let added = new.concepts.iter().filter(|concept| !old_by_id.contains_key(concept.id.as_str()));
        differences.extend(added.filter(|concept| told.insert(&concept.id)).map(|new| whole(new, Change::Added)));
        differences
    }
}

fn by_id(glossary: &Glossary) -> BTreeMap<&str, &Concept> {
    glossary.concepts.iter().rev().map(|concept| (concept.id.as_str(), concept)).collect()
}

/// A concept that only one of the glossaries has.
fn whole(concept: &Concept, change: Change) -> Difference {
    let terms = concept.terms.iter().map(|term| term_difference(term, change, Vec::new())).collect();
    Difference { concept: concept.id.clone(), subject: concept.subject, change, fields: Vec::new(), terms }
}

fn term_difference(term: &Term, change: Change, fields: Vec<FieldChange>) -> TermDifference {
    TermDifference { lang: term.lang.clone(), text: term.text.clone(), status: term.status, change, fields }
}

/// What differs between two concepts with one id.
pub(super) fn between(old: &Concept, new: &Concept) -> Option<Difference> {
    let fields = changes(concept_fields(old), concept_fields(new));
    let terms = terms_between(old, new);
    (!fields.is_empty() || !terms.is_empty()).then(|| Difference {
        concept: new.id.clone(),
        subject: new.subject,
        change: Change::Changed,
        fields,
        terms,
    })
}

/// Terms by language and text, and of those that are the same in both by their turn.
fn numbered(concept: &Concept) -> BTreeMap<(&Lang, &str, usize), &Term> {
    let mut turns: BTreeMap<(&Lang, &str), usize> = BTreeMap::new();
    let numbered = concept.terms.iter().map(|term| {
        let turn = turns.entry((&term.lang, &term.text)).or_default();
        *turn += 1;
        ((&term.lang, term.text.as_str(), *turn), term)
    });
    numbered.collect()
}

fn terms_between(old: &Concept, new: &Concept) -> Vec<TermDifference> {
    let (old, new) = (numbered(old), numbered(new));
    let keys: BTreeSet<_> = old.keys().chain(new.keys()).collect();
    let differences = keys.into_iter().filter_map(|key| match (old.get(key), new.get(key)) {
        (Some(old), Some(new)) => {
            let fields = changes(term_fields(old), term_fields(new));
            (!fields.is_empty()).then(|| term_difference(new, Change::Changed, fields))
        }
        (Some(old), None) => Some(term_difference(old, Change::Removed, Vec::new())),
        (None, Some(new)) => Some(term_difference(new, Change::Added, Vec::new())),
        (None, None) => None,
    });
    differences.collect()
}

/// The fields of a concept that have a value, in the order of the schema.
fn concept_fields(concept: &Concept) -> Vec<(String, String)> {
    let mut fields = vec![("subject".to_owned(), concept.subject.word().to_owned())];
    let texts = [("definition", &concept.definition), ("note", &concept.note), ("source", &concept.source)];
    fields.extend(texts.into_iter().filter_map(|(field, text)| Some((field.to_owned(), text.clone()?))));
    fields.extend(concept.external.iter().map(|(system, id)| (format!("external.{system}"), id.clone())));
    fields
}

/// The fields of a term that have a value, in the order of the schema.
fn term_fields(term: &Term) -> Vec<(String, String)> {
    let words = [
        ("status", Some(term.status.word())),
        ("part_of_speech", term.part_of_speech.map(PartOfSpeech::word)),
        ("gender", term.gender.map(Gender::word)),
        ("number", term.number.map(Number::word)),
        ("register", term.register.map(Register::word)),
        ("region", term.region.as_deref()),
        ("scheme", term.scheme.as_deref()),
        ("note", term.note.as_deref()),
    ];
    let mut fields: Vec<(String, String)> =
        words.into_iter().filter_map(|(field, word)| Some((field.to_owned(), word?.to_owned()))).collect();
    let flags = [
        ("case_sensitive", term.case_sensitive),
        ("short", term.short),
        ("translate", term.translate),
        ("inflect", term.inflect),
    ];
    fields.extend(flags.into_iter().map(|(field, flag)| (field.to_owned(), flag.to_string())));
    if !term.context.is_empty() {
        fields.push(("context".to_owned(), term.context.join(", ")));
    }
    fields
}

/// The fields that differ, those of the old first.
fn changes(old: Vec<(String, String)>, new: Vec<(String, String)>) -> Vec<FieldChange> {
    let mut left: BTreeMap<String, String> = new.iter().cloned().collect();
    let known: BTreeSet<String> = old.iter().map(|(field, _)| field.clone()).collect();
    let of_old = old.into_iter().map(|(field, value)| {
        let new = left.remove(&field);
        FieldChange { field, old: Some(value), new }
    });
    let mut changes: Vec<FieldChange> = of_old.filter(|change| change.old != change.new).collect();
    let added = new.into_iter().filter(|(field, _)| !known.contains(field));
    changes.extend(added.map(|(field, value)| FieldChange { field, old: None, new: Some(value) }));
    changes
}

impl Change {
    /// The sign for it at the head of a line.
    #[must_use]
    pub const fn sign(self) -> char {
        match self {
            Self::Added => '+',
            Self::Removed => '-',
            Self::Changed => '~',
        }
    }
}
