//! Concepts that are likely one: of one subject, with the same name, or with names that sound alike in both scripts.

use super::{Found, Issue, Rule, quoted};
use crate::glossary::{Concept, Glossary, Subject};
use crate::text::script::has_arabic;
use crate::text::skeleton::{Skeleton, likeness};
use crate::text::{Key, Lang, TermStatus};
use std::collections::{BTreeMap, BTreeSet};

/// From which likeness on the names of two concepts count as one name, in each script.
const ALIKE: f64 = 0.9;

/// With more concepts whose names are alike, only so many before each are compared with it.
const COMPARED: usize = 20;

/// A concept with its place in the glossary.
type Placed<'g> = (usize, &'g Concept);

pub(super) fn check(glossary: &Glossary, found: &mut Found) {
    let mut by_name: BTreeMap<(Subject, &Lang, Key), Vec<Placed<'_>>> = BTreeMap::new();
    let mut by_sound: BTreeMap<(Subject, Skeleton, Skeleton), Vec<Placed<'_>>> = BTreeMap::new();
    for (at, concept) in glossary.concepts.iter().enumerate() {
        for term in concept.terms.iter().filter(|term| term.status == TermStatus::Preferred) {
            by_name.entry((concept.subject, &term.lang, Key::new(&term.text))).or_default().push((at, concept));
        }
        if let (Some(latin), Some(arabic)) = names(concept) {
            let key = (concept.subject, Skeleton::new(latin), Skeleton::new(arabic));
            by_sound.entry(key).or_default().push((at, concept));
        }
    }
    let mut told = BTreeSet::new();
    let same = |a: &Concept, b: &Concept| {
        // The same name in one language may be a coincidence; in another they must at least not differ.
        let differ = |lang: &Lang| match (a.preferred(lang), b.preferred(lang)) {
            (Some(a), Some(b)) => Key::new(&a.text) != Key::new(&b.text) && likeness(&a.text, &b.text) < ALIKE,
            _ => false,
        };
        // Many places share their names; there is seldom a second party of one name.
        let told_apart = a.subject == Subject::Place && are_defined(a, b);
        !told_apart && !a.terms.iter().any(|term| differ(&term.lang))
    };
    pairs(by_name.into_values(), &same, &mut told, found);
    let alike = |a: &Concept, b: &Concept| {
        let ((a_latin, a_arabic), (b_latin, b_arabic)) = (names(a), names(b));
        let alike = |a: Option<&str>, b: Option<&str>| a.zip(b).is_some_and(|(a, b)| likeness(a, b) >= ALIKE);
        !are_defined(a, b) && alike(a_latin, b_latin) && alike(a_arabic, b_arabic)
    };
    pairs(by_sound.into_values(), &alike, &mut told, found);
}

/// Tells for each concept of a group the first one before it that it is likely the same as.
fn pairs<'g>(
    groups: impl Iterator<Item = Vec<Placed<'g>>>,
    are_one: &dyn Fn(&Concept, &Concept) -> bool,
    told: &mut BTreeSet<usize>,
    found: &mut Found,
) {
    for group in groups.filter(|group| group.len() > 1) {
        for (number, &(at, concept)) in group.iter().enumerate() {
            for &(other_at, other) in group.iter().take(number).skip(number.saturating_sub(COMPARED)) {
                if other_at == at || other.id == concept.id || told.contains(&at) || are_others(concept, other) {
                    continue;
                }
                if are_one(other, concept) {
                    told.insert(at);
                    let name = |concept: &Concept| {
                        let (latin, arabic) = names(concept);
                        quoted(latin.or(arabic).unwrap_or(&concept.id))
                    };
                    let apart = if are_defined(concept, other) {
                        "give each its id elsewhere under external"
                    } else {
                        "say in the definitions what tells them apart"
                    };
                    let message = format!(
                        "`{}` ({}) may be the same as `{}` ({}): make one concept of them, or {apart}",
                        concept.id,
                        name(concept),
                        other.id,
                        name(other),
                    );
                    found.push((at, Issue::of_concept(Rule::MaybeTwice, concept, message)));
                    // One is enough to look at all of them.
                    break;
                }
            }
        }
    }
}

/// Whether both say what they are, and not the same.
fn are_defined(a: &Concept, b: &Concept) -> bool {
    a.definition.is_some() && b.definition.is_some() && a.definition != b.definition
}

/// Whether an id elsewhere tells two concepts apart.
fn are_others(a: &Concept, b: &Concept) -> bool {
    a.external.iter().any(|(system, id)| b.external.get(system).is_some_and(|other| other != id))
}

/// The preferred name in Latin letters, English first, and the one in Arabic letters, Arabic first.
fn names(concept: &Concept) -> (Option<&str>, Option<&str>) {
    let preferred = |lang: &Lang| concept.preferred(lang).map(|term| term.text.as_str());
    let other = |arabic: bool| {
        let mut terms = concept.terms.iter().filter(|term| term.status == TermStatus::Preferred);
        terms.find(|term| has_arabic(&term.text) == arabic).map(|term| term.text.as_str())
    };
    (preferred(&Lang::EN).or_else(|| other(false)), preferred(&Lang::AR).or_else(|| other(true)))
}
