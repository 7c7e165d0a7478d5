//! Concepts of another file brought into a glossary that someone keeps.

use super::diff::between;
use super::{Concept, Glossary, Term};
use crate::text::{Lang, TermStatus};
use std::collections::{BTreeMap, BTreeSet};

/// What becomes of a concept that the glossary has already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bring {
    /// What the other says holds; what it does not say stays: terms, fields of the concept, marks on its terms. For files in
    /// formats that hold less.
    Together,
    /// The other takes its place.
    Instead,
}

/// The ids of the concepts that were brought in, by what became of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Concepts that were not there.
    pub new: Vec<String>,
    /// Concepts that are another now.
    pub changed: Vec<String>,
    /// Concepts that are as they were.
    pub same: Vec<String>,
}

impl Glossary {
    /// Brings the concepts of another glossary in, by their ids: new ones behind, others in their places. The heads stay.
    pub fn import(&mut self, other: Self, bring: Bring) -> Imported {
        let mut imported = Imported::default();
        let mut places: BTreeMap<String, usize> =
            self.concepts.iter().enumerate().rev().map(|(at, concept)| (concept.id.clone(), at)).collect();
        for mut concept in other.concepts {
            let id = concept.id.clone();
            // As files in TOML have them.
            concept.terms.sort_by(|a, b| a.lang.cmp(&b.lang));
            let Some(known) = places.get(&id).and_then(|&at| self.concepts.get_mut(at)) else {
                places.insert(id.clone(), self.concepts.len());
                self.concepts.push(concept);
                imported.new.push(id);
                continue;
            };
            let brought = match bring {
                Bring::Together => together(known, concept),
                Bring::Instead => concept,
            };
            if between(known, &brought).is_none() {
                imported.same.push(id);
            } else {
                *known = brought;
                imported.changed.push(id);
            }
        }
        imported
    }
}

/// A concept with what another one says of it.
fn together(known: &Concept, other: Concept) -> Concept {
    let mut both = Concept {
        definition: other.definition.or_else(|| known.definition.clone()),
        note: other.note.or_else(|| known.note.clone()),
        source: other.source.or_else(|| known.source.clone()),
        // The usual subject is also that of a file which says none.
        subject: if other.subject == super::Subject::default() { known.subject } else { other.subject },
        ..known.clone()
    };
    both.external.extend(other.external);
    let langs: BTreeSet<Lang> = other.terms.iter().map(|term| term.lang.clone()).collect();
    for lang in langs {
        let has_preferred = other.terms.iter().any(|term| term.lang == lang && term.status == TermStatus::Preferred);
        for term in both.terms.iter_mut().filter(|term| has_preferred && term.lang == lang) {
            // Only one is preferred: the one of which the other says so.
            if term.status == TermStatus::Preferred {
                term.status = TermStatus::Admitted;
            }
        }
    }
    for term in other.terms {
        match both.terms.iter_mut().find(|known| known.lang == term.lang && known.text == term.text) {
            Some(known) => *known = said(known, term),
            None => {
                // Behind the terms of its language: files keep them together.
                let last = both.terms.iter().rposition(|known| known.lang == term.lang);
                both.terms.insert(last.map_or(both.terms.len(), |last| last + 1), term);
            }
        }
    }
    both.terms.sort_by(|a, b| a.lang.cmp(&b.lang));
    both
}

/// A term with what another file says of it.
fn said(known: &Term, other: Term) -> Term {
    let usual = Term::new(other.lang.clone(), other.text.as_str(), other.status);
    let flag = |known: bool, other: bool, usual: bool| if other == usual { known } else { other };
    Term {
        status: other.status,
        part_of_speech: other.part_of_speech.or(known.part_of_speech),
        gender: other.gender.or(known.gender),
        number: other.number.or(known.number),
        register: other.register.or(known.register),
        region: other.region.or_else(|| known.region.clone()),
        scheme: other.scheme.or_else(|| known.scheme.clone()),
        case_sensitive: flag(known.case_sensitive, other.case_sensitive, usual.case_sensitive),
        short: flag(known.short, other.short, usual.short),
        translate: flag(known.translate, other.translate, usual.translate),
        inflect: flag(known.inflect, other.inflect, usual.inflect),
        note: other.note.or_else(|| known.note.clone()),
        context: if other.context.is_empty() { known.context.clone() } else { other.context },
        lang: other.lang,
        text: other.text,
    }
}
