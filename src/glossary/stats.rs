//! What a glossary holds, counted.

use super::{Glossary, Subject};
use crate::text::{Lang, TermStatus};
use serde::Serialize;
use std::collections::BTreeMap;

/// Concepts and terms, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Concepts.
    pub concepts: usize,
    /// Terms.
    pub terms: usize,
    /// Concepts by subject, without those that have none.
    #[serde(serialize_with = "by_word")]
    pub subjects: BTreeMap<Subject, usize>,
    /// Terms by language.
    pub languages: BTreeMap<Lang, StatusCounts>,
}

/// Terms of a language by their status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct StatusCounts {
    /// Concepts that have a term in the language.
    pub concepts: usize,
    /// Terms to use.
    pub preferred: usize,
    /// Terms that are also right.
    pub admitted: usize,
    /// Terms to move away from.
    pub deprecated: usize,
    /// Terms never to use.
    pub forbidden: usize,
}

impl Glossary {
    /// Counts what it holds.
    #[must_use]
    pub fn stats(&self) -> Stats {
        let mut stats = Stats { concepts: self.concepts.len(), ..Stats::default() };
        for concept in &self.concepts {
            *stats.subjects.entry(concept.subject).or_default() += 1;
            let mut seen: Vec<&Lang> = Vec::new();
            for term in &concept.terms {
                stats.terms += 1;
                let counts = stats.languages.entry(term.lang.clone()).or_default();
                if !seen.contains(&&term.lang) {
                    seen.push(&term.lang);
                    counts.concepts += 1;
                }
                *match term.status {
                    TermStatus::Preferred => &mut counts.preferred,
                    TermStatus::Admitted => &mut counts.admitted,
                    TermStatus::Deprecated => &mut counts.deprecated,
                    TermStatus::Forbidden => &mut counts.forbidden,
                } += 1;
            }
        }
        stats
    }
}

/// Subjects by their words, as keys of an object.
fn by_word<S: serde::Serializer>(subjects: &BTreeMap<Subject, usize>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(subjects.iter().map(|(subject, count)| (subject.word(), count)))
}
