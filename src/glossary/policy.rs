//! The policy: what becomes of a hit, and the findings that say so.

use super::protect::{appositions, quotations};
use super::replace::replacement;
use super::{Hit, Matcher};
use crate::text::{Certainty, Evidence, Finding, Protection, Span, Stage, TermStatus, View};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What to do about the hits of a concept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// Write the preferred term in place of one that is deprecated or forbidden.
    #[default]
    Enforce,
    /// Name the preferred term in the finding, and leave the text.
    Suggest,
    /// Report the hit, and leave the text.
    Flag,
    /// Say nothing.
    Ignore,
}

/// What to do about hits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Policy {
    /// For concepts that are not named below.
    pub default: Action,
    /// For single concepts, by id. [`Action::Enforce`] here also replaces admitted terms of the concept.
    pub concepts: BTreeMap<String, Action>,
    /// Whether to replace admitted terms of all concepts too.
    pub admitted: bool,
    /// Whether to leave out findings about hits that the policy has nothing against.
    pub breaches_only: bool,
}

impl Policy {
    /// What to do about the hits of a concept.
    #[must_use]
    pub fn action(&self, concept: &str) -> Action {
        self.concepts.get(concept).copied().unwrap_or(self.default)
    }

    /// Whether the policy is against a term of this standing.
    #[must_use]
    pub fn objects(&self, concept: &str, status: TermStatus) -> bool {
        match status {
            TermStatus::Preferred => false,
            TermStatus::Admitted => self.admitted || self.concepts.get(concept) == Some(&Action::Enforce),
            TermStatus::Deprecated | TermStatus::Forbidden => true,
        }
    }
}

/// What a place asks for.
struct Places {
    /// What the caller protects.
    given: Vec<(Span, Protection)>,
    /// The quotations.
    quoted: Vec<(Span, Protection)>,
    /// For each hit, whether it is part of an apposition.
    introducing: Vec<bool>,
}

impl Places {
    fn new(text: &str, hits: &[Hit], protected: &[(Span, Protection)]) -> Self {
        let quoted = quotations(text).into_iter().map(|span| (span, Protection::Quotation)).collect();
        Self { given: disjoint(protected.to_vec()), quoted: disjoint(quoted), introducing: appositions(text, hits) }
    }

    /// What protects a hit: first what the caller says, then what the text shows.
    fn protection(&self, number: usize, span: Span) -> Option<Protection> {
        let introducing = self.introducing.get(number).copied().unwrap_or_default();
        covering(&self.given, span)
            .or_else(|| introducing.then_some(Protection::Apposition))
            .or_else(|| covering(&self.quoted, span))
    }
}

/// The spans in order, each cut where the one before it ends.
fn disjoint(mut spans: Vec<(Span, Protection)>) -> Vec<(Span, Protection)> {
    spans.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    spans.retain_mut(|(span, _)| {
        *span = Span::new(span.start.max(end), span.end);
        end = end.max(span.end);
        !span.is_empty()
    });
    spans
}

/// What the span, or any part of it, stands in.
fn covering(places: &[(Span, Protection)], span: Span) -> Option<Protection> {
    let next = places.partition_point(|(place, _)| place.end <= span.start);
    places.get(next).filter(|(place, _)| place.start < span.end).map(|(_, protection)| *protection)
}

/// The findings about the hits in a view, in the order of the text: one for each hit whose concept is not ignored. The
/// text is changed only where the policy is against the term, asks for the preferred one, and nothing protects the place;
/// [`Hit::kept`] and the evidence say why it is not.
///
/// `protected` are the places that the caller knows of (titles of cited works, glosses, authors, addresses), as spans of the
/// view in any order; quotations and appositions are found here. `hits` are those of `matcher` in the view's text.
#[must_use]
pub fn findings(
    view: &View,
    hits: &mut [Hit],
    protected: &[(Span, Protection)],
    matcher: &Matcher,
    policy: &Policy,
) -> Vec<Finding> {
    if hits.is_empty() {
        return Vec::new();
    }
    let places = Places::new(view.text(), hits, protected);
    let mut findings = Vec::new();
    for (number, hit) in hits.iter_mut().enumerate() {
        let action = policy.action(&hit.concept);
        let objects = policy.objects(&hit.concept, hit.status);
        hit.kept = places.protection(number, hit.span);
        if action == Action::Ignore {
            continue;
        }
        let enforced = action == Action::Enforce && objects && hit.kept.is_none() && !hit.is_suspected();
        let concept = matcher.concept(&hit.concept).filter(|_| enforced);
        let after = concept.and_then(|concept| replacement(view.text(), hit, concept));
        if after.is_none() && hit.status != TermStatus::Preferred {
            hit.kept.get_or_insert(Protection::NotEnforced);
        }
        if objects || !policy.breaches_only {
            findings.push(finding(view, hit, after, objects && action != Action::Flag));
        }
    }
    findings
}

/// The finding about one hit. `named` says whether it names the preferred term.
fn finding(view: &View, hit: &Hit, after: Option<String>, named: bool) -> Finding {
    let glossary =
        |term: &Arc<str>, status| Evidence::Glossary { concept: hit.concept.clone(), term: term.clone(), status };
    let named = hit.preferred.as_ref().filter(|_| named);
    let mut evidence = Vec::with_capacity(1 + usize::from(named.is_some()) + usize::from(hit.kept.is_some()));
    evidence.push(glossary(&hit.term, hit.status));
    evidence.extend(named.map(|term| glossary(term, TermStatus::Preferred)));
    evidence.extend(hit.kept.map(|because| Evidence::Kept { because }));
    Finding {
        stage: Stage::Terms,
        anchor: view.anchor(hit.span),
        rule: "term".to_owned(),
        before: hit.surface.as_ref().to_owned(),
        after,
        certainty: Certainty::Decided,
        evidence,
    }
}
