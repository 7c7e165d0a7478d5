//! All findings about one report, and which of them go into the text.

use super::{Anchor, Finding, FindingId, Span, Threshold};
use std::collections::BTreeMap;

/// The findings about one report, in the order in which the stages made them.
///
/// # Which findings are applied
/// A finding that has an `after` and whose certainty the [`Threshold`] admits is *proposed*. Of two proposed findings
/// that overlap, one is *applied*: the one of the earlier stage; then of the stronger certainty; then the more probable;
/// then the longer; then the one that begins first; then the one whose replacement sorts first. A finding inside another's
/// replacement is applied only where that other is. None of this depends on the order in which findings were added.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    findings: Vec<Finding>,
    threshold: Threshold,
}

impl Ledger {
    /// An empty ledger that applies findings from this threshold on.
    #[must_use]
    pub fn new(threshold: Threshold) -> Self {
        Self { findings: Vec::new(), threshold }
    }

    /// Adds what a stage found.
    pub fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.findings.extend(findings);
    }

    /// The findings with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (FindingId, &Finding)> {
        (0..).map(FindingId).zip(&self.findings)
    }

    /// One finding.
    #[must_use]
    pub fn get(&self, id: FindingId) -> Option<&Finding> {
        self.findings.get(id.0 as usize)
    }

    /// Where a finding stands in the source: for one inside another's replacement, all the source text that this replaces.
    #[must_use]
    pub fn place(&self, id: FindingId) -> Span {
        match self.get(id).map(|finding| finding.anchor) {
            Some(Anchor::Source { span }) => span,
            // A finding is only ever inside an earlier one.
            Some(Anchor::Within { finding, .. }) if finding < id => self.place(finding),
            _ => Span::default(),
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// The findings that go into the text, by what they are anchored to, each list in the order of the text and free of
    /// overlaps. See the type's documentation for the rule.
    #[must_use]
    pub fn applied(&self) -> Applied<'_> {
        let mut order: Vec<(FindingId, &Finding)> =
            self.iter().filter(|(_, f)| f.after.is_some() && self.threshold.admits(f.certainty)).collect();
        order.sort_by(|(_, a), (_, b)| {
            let key = |f: &Finding| (f.stage, f.certainty.rank());
            let probability = |f: &Finding| f.certainty.probability().unwrap_or(1.0);
            key(a)
                .cmp(&key(b))
                .then(probability(b).total_cmp(&probability(a)))
                .then(b.anchor.span().len().cmp(&a.anchor.span().len()))
                .then(a.anchor.cmp(&b.anchor))
                .then(a.after.cmp(&b.after))
                .then(a.rule.cmp(&b.rule))
        });
        let mut applied = Applied::default();
        for (id, finding) in order {
            let (owner, span) = match finding.anchor {
                Anchor::Source { span } => (None, span),
                Anchor::Within { finding, span } => (Some(finding), span),
            };
            // A finding inside a replacement that was not applied has nowhere to stand. Earlier stages come first in the
            // order, so the owner's fate is known by now.
            if owner.is_some_and(|owner| !applied.accepted.contains(&owner)) {
                continue;
            }
            let places = applied.places.entry(owner).or_default();
            let next = places.partition_point(|place| (place.span.start, place.span.end) < (span.start, span.end));
            let free = |place: Option<&Place<'_>>| place.is_none_or(|place| !place.span.overlaps(span));
            if free(places.get(next)) && free(next.checked_sub(1).and_then(|before| places.get(before))) {
                places.insert(next, Place { id, span, after: finding.after.as_deref().unwrap_or_default() });
                applied.accepted.insert(id);
            }
        }
        applied
    }
}

/// The findings of a ledger that go into the text.
#[derive(Debug, Default)]
pub struct Applied<'l> {
    places: BTreeMap<Option<FindingId>, Vec<Place<'l>>>,
    accepted: std::collections::BTreeSet<FindingId>,
}

/// One replacement at its place.
#[derive(Clone, Copy, Debug)]
pub struct Place<'l> {
    /// The finding.
    pub id: FindingId,
    /// The range that it replaces.
    pub span: Span,
    /// What it puts there.
    pub after: &'l str,
}

impl<'l> Applied<'l> {
    /// The replacements in the source (`None`) or in another finding's replacement, in the order of the text.
    #[must_use]
    pub fn places(&self, owner: Option<FindingId>) -> &[Place<'l>] {
        self.places.get(&owner).map_or(&[], Vec::as_slice)
    }

    /// Whether a finding goes into the text.
    #[must_use]
    pub fn contains(&self, id: FindingId) -> bool {
        self.accepted.contains(&id)
    }

    /// Whether nothing goes into the text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.accepted.is_empty()
    }
}
