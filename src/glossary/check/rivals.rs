//! Terms that are alike: repeated in a concept, shared by several, or good in one place and rejected in another.

use super::{Found, Issue, Rule, is_free, is_good, quoted};
use crate::glossary::{Concept, Glossary, Term};
use crate::text::{Key, Lang};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// A term with its concept and the concept's place.
#[derive(Clone, Copy)]
struct Owned<'g> {
    at: usize,
    concept: &'g Concept,
    term: &'g Term,
}

pub(super) fn check(glossary: &Glossary, found: &mut Found) {
    let mut alike: BTreeMap<(&Lang, Key), Vec<Owned<'_>>> = BTreeMap::new();
    for (at, concept) in glossary.concepts.iter().enumerate() {
        for term in &concept.terms {
            alike.entry((&term.lang, Key::new(&term.text))).or_default().push(Owned { at, concept, term });
        }
    }
    for ((_, key), group) in alike {
        // A term without letters is found nowhere.
        if group.len() < 2 || key.is_empty() {
            continue;
        }
        for of_one in group.chunk_by(|a, b| a.at == b.at) {
            repeated(of_one, found);
        }
        let contested = conflicts(&group, found);
        shared(&group, &contested, found);
    }
}

/// Terms of one concept with the same key.
fn repeated(group: &[Owned<'_>], found: &mut Found) {
    for (number, &Owned { at, concept, term }) in group.iter().enumerate() {
        let mut before = group.iter().take(number);
        let id = &concept.id;
        let same = before.clone().any(|other| other.term.text == term.text && other.term.status == term.status);
        let issue = if same {
            let message = format!("`{id}` has {} twice in {}: take one out", quoted(&term.text), term.lang);
            Issue::of_term(Rule::RepeatedTerm, concept, term, message)
        } else if let Some(other) = before.find(|other| is_variant(other.term, term)) {
            let message = format!(
                "{} needs no term of its own beside {}: case, marks, apostrophes, hyphens and digits of either kind make no difference",
                quoted(&term.text),
                quoted(&other.term.text)
            );
            Issue::of_term(Rule::NeedlessVariant, concept, term, message)
        } else {
            continue;
        };
        found.push((at, issue));
    }
}

/// Whether one of two good terms with the same key would do.
fn is_variant(a: &Term, b: &Term) -> bool {
    let says = |term: &Term| (term.short, term.context.clone(), term.scheme.clone());
    let any_case = !a.case_sensitive && !b.case_sensitive;
    is_good(a) && is_good(b) && a.text != b.text && any_case && says(a) == says(b)
}

/// Forms to be replaced that are good somewhere else. Forms that differ in marks or case only are no conflict within a
/// concept: that is how a misspelling is put right. Returns the places of the concepts.
fn conflicts(group: &[Owned<'_>], found: &mut Found) -> BTreeSet<usize> {
    let mut contested = BTreeSet::new();
    let mut good: BTreeMap<String, &Owned<'_>> = BTreeMap::new();
    for owned in group.iter().filter(|owned| is_good(owned.term) && is_free(owned.term)) {
        good.entry(owned.term.text.nfc().collect()).or_insert(owned);
    }
    for &Owned { at, concept, term } in group.iter().filter(|owned| !is_good(owned.term) && is_free(owned.term)) {
        let Some(other) = good.get(&term.text.nfc().collect::<String>()) else { continue };
        let where_good = if other.at == at { "the same concept".to_owned() } else { format!("`{}`", other.concept.id) };
        let message = format!(
            "{} is {} in `{}` and {} in {where_good}: decide which, or add context words",
            quoted(&term.text),
            term.status.word(),
            concept.id,
            other.term.status.word(),
        );
        contested.extend([at, other.at]);
        found.push((at, Issue::of_term(Rule::Conflict, concept, term, message)));
    }
    contested
}

/// A term of several concepts, of which nothing in a text tells which is meant.
fn shared(group: &[Owned<'_>], contested: &BTreeSet<usize>, found: &mut Found) {
    const NAMED: usize = 5;
    let mut owners: Vec<Owned<'_>> =
        group.iter().filter(|owned| is_free(owned.term) && !contested.contains(&owned.at)).copied().collect();
    owners.dedup_by_key(|owned| owned.at);
    let (Some(first), true) = (owners.first(), owners.len() > 1) else { return };
    let mut named: Vec<&str> = owners.iter().take(NAMED).map(|owned| owned.concept.id.as_str()).collect();
    if owners.len() > NAMED {
        named.push("…");
    }
    let message = format!(
        "{} is a term of {}: add context words to tell them apart, or make one concept of them",
        quoted(&first.term.text),
        named.join(", ")
    );
    found.push((first.at, Issue::of_term(Rule::SharedTerm, first.concept, first.term, message)));
}
