//! Concepts by themselves: their ids, and what they have in each language.

use super::{Found, Issue, Rule};
use crate::glossary::Glossary;
use crate::text::{Lang, TermStatus};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(glossary: &Glossary, found: &mut Found) {
    let mut ids = BTreeSet::new();
    let mut counts: BTreeMap<&Lang, usize> = BTreeMap::new();
    for (at, concept) in glossary.concepts.iter().enumerate() {
        if !ids.insert(&concept.id) {
            let message =
                format!("two concepts have the id `{}`: give one another id, or make one of them", concept.id);
            found.push((at, Issue::of_concept(Rule::DuplicateId, concept, message)));
        }
        for lang in concept.terms.iter().map(|term| &term.lang).collect::<BTreeSet<_>>() {
            *counts.entry(lang).or_default() += 1;
        }
    }
    let (common, rare): (Vec<_>, Vec<_>) =
        counts.into_iter().partition(|(_, count)| count * 2 > glossary.concepts.len());
    let common: BTreeSet<&Lang> = common.into_iter().map(|(lang, _)| lang).collect();
    let rare: BTreeSet<&Lang> = rare.into_iter().map(|(lang, _)| lang).collect();
    for (at, concept) in glossary.concepts.iter().enumerate() {
        let id = &concept.id;
        if concept.terms.is_empty() {
            let message = format!("`{id}` has no terms, so nothing is found by it: add one, or take it out");
            found.push((at, Issue::of_concept(Rule::NoTerms, concept, message)));
            continue;
        }
        let mut preferred: BTreeMap<&Lang, usize> = BTreeMap::new();
        for term in &concept.terms {
            *preferred.entry(&term.lang).or_default() += usize::from(term.status == TermStatus::Preferred);
        }
        for lang in common.iter().chain(&rare) {
            let (rule, message) = match preferred.get(lang) {
                Some(1) => continue,
                Some(0) => {
                    let message =
                        format!("`{id}` has no preferred term in {lang}: say which of its terms is to be used");
                    (Rule::NonePreferred, message)
                }
                Some(count) => {
                    let message =
                        format!("`{id}` has {count} preferred terms in {lang}: leave one, make the others admitted");
                    (Rule::TwoPreferred, message)
                }
                None if common.contains(lang) => {
                    (Rule::MissingLanguage, format!("`{id}` has no term in {lang}, in which most concepts have one"))
                }
                None => continue,
            };
            found.push((at, Issue::of_lang(rule, concept, lang, message)));
        }
    }
}
