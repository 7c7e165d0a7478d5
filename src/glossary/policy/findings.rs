//! The findings that a policy makes of hits.

use super::mention::first_mentions;
use super::protect::Places;
use super::replace::{Change, Replacement, replacement};
use super::{Action, Exception, InReport};
use crate::glossary::term::is_acronym;
use crate::glossary::{Hit, Matcher};
use crate::text::{Certainty, Evidence, Finding, Protection, Span, Stage, TermStatus, View};
use std::sync::Arc;

/// How likely it is that a report wants a first mention in full which only a style asks for: nobody can tell.
const SUGGESTED: f64 = 0.5;

/// How likely a suspected hit is one: not measured.
const SUSPECTED: f64 = 0.5;

/// The findings about the hits in a view, in the order of the text: one for each hit whose concept is not ignored. The
/// text is changed only where the policy is against the term, asks for the preferred one, and nothing protects the place;
/// [`Hit::kept`] and the evidence say why it is not.
///
/// `protected` are the places that the caller knows of (titles of cited works, glosses, authors, addresses), as spans of the
/// view in any order; quotations, addresses, code, file paths and appositions are found here. `hits` are those of `matcher`
/// in the view's text. A [`super::Policy`] without [`super::Policy::in_report`] makes no exceptions.
#[must_use]
pub fn findings<'p>(
    view: &View,
    hits: &mut [Hit],
    protected: &[(Span, Protection)],
    matcher: &Matcher,
    policy: impl Into<InReport<'p>>,
) -> Vec<Finding> {
    if hits.is_empty() {
        return Vec::new();
    }
    let policy = policy.into();
    let places = Places::new(view.text(), hits, protected);
    let mut mentions = first_mentions(view.text(), hits, &places, matcher, &policy);
    let mut findings = Vec::new();
    for (number, hit) in hits.iter_mut().enumerate() {
        keep_untranslated(hit, matcher);
        hit.kept = places.protection(number, view.text(), hit.span);
        let mention = mentions.remove(&number).zip(policy.first_mention(&hit.concept));
        let found = match mention {
            Some((change, action)) if action != Action::Ignore => {
                Some(first_mention(view, hit, change, action, &policy))
            }
            _ => judge(view, hit, matcher, &policy),
        };
        findings.extend(found);
    }
    findings
}

/// A term that has no translation stays in the other language as it is.
fn keep_untranslated(hit: &mut Hit, matcher: &Matcher) {
    if hit.translation.is_none() {
        return;
    }
    let concept = matcher.concept(&hit.concept);
    let term = concept.and_then(|concept| concept.terms_in(&hit.lang).find(|term| *term.text == *hit.term));
    if term.is_some_and(|term| !term.translate) {
        hit.translation = Some(hit.term.clone());
    }
}

/// The finding about one hit, if the policy has anything to say.
fn judge(view: &View, hit: &mut Hit, matcher: &Matcher, policy: &InReport<'_>) -> Option<Finding> {
    let (action, exception) = policy.ruling(&hit.concept);
    // Where the first mention is in full, the acronym is the name to use from there on.
    let acronym = hit.status == TermStatus::Admitted && is_acronym(&hit.term);
    let objects =
        policy.policy.objects(&hit.concept, hit.status) && !(acronym && policy.first_mention(&hit.concept).is_some());
    if action == Action::Ignore {
        let waived = *hit.kept.get_or_insert(Protection::Waived) == Protection::Waived;
        let exception = exception.filter(|_| waived && objects)?;
        return Some(finding(view, hit, None, true, Some(exception)));
    }
    let mut change = None;
    if action == Action::Enforce && objects && hit.kept.is_none() && !hit.is_suspected() {
        match matcher.concept(&hit.concept).map(|concept| replacement(view.text(), hit, concept)) {
            Some(Replacement::Change(found)) => change = Some(found),
            Some(Replacement::Unfit) => hit.kept = Some(Protection::Grammar),
            Some(Replacement::None) | None => {}
        }
    }
    if change.is_none() && hit.status != TermStatus::Preferred {
        hit.kept.get_or_insert(Protection::NotEnforced);
    }
    let named = objects && action != Action::Flag;
    (objects || !policy.policy.breaches_only).then(|| finding(view, hit, change, named, exception.filter(|_| objects)))
}

/// The finding about one hit. `named` says whether it names the preferred term.
fn finding(view: &View, hit: &Hit, change: Option<Change>, named: bool, exception: Option<&Exception>) -> Finding {
    let mut evidence = vec![glossary(hit, &hit.term, hit.status)];
    evidence.extend(hit.preferred.as_ref().filter(|_| named).map(|term| glossary(hit, term, TermStatus::Preferred)));
    evidence.extend(exception.map(waiver));
    let (span, after) = match change {
        Some(change) => {
            evidence.extend(change.evidence);
            (change.span, Some(change.after))
        }
        None => (hit.span, None),
    };
    evidence.extend(hit.suspicion.as_ref().map(|suspicion| Evidence::Suspected {
        because: suspicion.word().to_owned(),
        rivals: suspicion.rivals().iter().map(|id| id.as_ref().to_owned()).collect(),
    }));
    evidence.extend(hit.kept.map(|because| Evidence::Kept { because }));
    Finding {
        stage: Stage::Terms,
        anchor: view.anchor(span),
        rule: if hit.is_suspected() { "suspected-term" } else { "term" }.to_owned(),
        before: span.slice(view.text()).to_owned(),
        after,
        certainty: if hit.is_suspected() { Certainty::Inferred(SUSPECTED) } else { Certainty::Decided },
        evidence,
    }
}

/// The finding about a first mention by the acronym alone. Only where the configuration asks for it outright is it decided;
/// otherwise it is a proposal.
fn first_mention(view: &View, hit: &mut Hit, change: Change, action: Action, policy: &InReport<'_>) -> Finding {
    let mut evidence = vec![glossary(hit, &hit.term, hit.status)];
    evidence.extend(hit.preferred.as_ref().map(|term| glossary(hit, term, TermStatus::Preferred)));
    evidence.push(Evidence::FirstMention { text: change.after.clone() });
    evidence.extend(policy.exception(&hit.concept).map(waiver));
    evidence.extend(change.evidence);
    if action == Action::Enforce {
        // From now on it introduces the acronym.
        hit.kept = Some(Protection::Apposition);
    } else {
        hit.kept = Some(Protection::NotEnforced);
        evidence.push(Evidence::Kept { because: Protection::NotEnforced });
    }
    Finding {
        stage: Stage::Terms,
        anchor: view.anchor(change.span),
        rule: "first-mention".to_owned(),
        before: change.span.slice(view.text()).to_owned(),
        after: (action != Action::Flag).then_some(change.after),
        certainty: if action == Action::Suggest { Certainty::Inferred(SUGGESTED) } else { Certainty::Decided },
        evidence,
    }
}

fn glossary(hit: &Hit, term: &Arc<str>, status: TermStatus) -> Evidence {
    Evidence::Glossary { concept: hit.concept.clone(), term: term.clone(), status }
}

fn waiver(exception: &Exception) -> Evidence {
    Evidence::Exception { files: exception.globs(), reason: exception.reason.clone() }
}
