//! All findings about one report, and which of them go into the text.

use super::{Anchor, Finding, FindingId, Span, Threshold};
use std::collections::{BTreeMap, BTreeSet};

/// The findings about one report, in the order in which the stages made them.
///
/// # Which findings are applied
/// A finding that has an `after` and whose certainty the [`Threshold`] admits is *proposed*. Of two proposed findings
/// that overlap, one is *applied*: the one of the earlier stage; then of the stronger certainty; then the more probable;
/// then the longer; then the one that begins first; then the one whose replacement sorts first. A finding inside another's
/// replacement is applied only where that other, earlier in the ledger, is; it competes with nothing outside of it. None of
/// this depends on the order in which findings were added.
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
        // Owners are settled before what stands inside them.
        let depths = self.depths();
        let mut order: Vec<(usize, FindingId, &Finding)> = (depths.into_iter().zip(self.iter()))
            .filter(|(_, (_, f))| f.after.is_some() && self.threshold.admits(f.certainty))
            .filter_map(|(depth, (id, f))| Some((depth?, id, f)))
            .collect();
        order.sort_by(|(depth_a, _, a), (depth_b, _, b)| {
            let key = |f: &Finding| (f.stage, f.certainty.rank());
            let probability = |f: &Finding| f.certainty.probability().unwrap_or(1.0);
            (depth_a.cmp(depth_b))
                .then(key(a).cmp(&key(b)))
                .then(probability(b).total_cmp(&probability(a)))
                .then(b.anchor.span().len().cmp(&a.anchor.span().len()))
                .then(a.anchor.cmp(&b.anchor))
                .then(a.after.cmp(&b.after))
                .then(a.rule.cmp(&b.rule))
        });
        let mut accepted = BTreeSet::new();
        let mut places: BTreeMap<Option<FindingId>, BTreeMap<(usize, usize), Place<'_>>> = BTreeMap::new();
        for (_, id, finding) in order {
            let (owner, span) = match finding.anchor {
                Anchor::Source { span } => (None, span),
                Anchor::Within { finding, span } => (Some(finding), span),
            };
            // A finding inside a replacement that was not applied has nowhere to stand.
            if owner.is_some_and(|owner| !accepted.contains(&owner)) {
                continue;
            }
            let places = places.entry(owner).or_default();
            let at = (span.start, span.end);
            let before = places.range(..at).next_back();
            let next = places.range(at..).next();
            if before.into_iter().chain(next).all(|(_, place)| !place.span.overlaps(span)) {
                places.insert(at, Place { id, span, after: finding.after.as_deref().unwrap_or_default() });
                accepted.insert(id);
            }
        }
        let places = places.into_iter().map(|(owner, places)| (owner, places.into_values().collect())).collect();
        Applied { places, accepted }
    }

    /// How many replacements each finding stands inside: 0 for one in the source. `None` where there is no such place: the
    /// owner does not come earlier, or its replacement has no such span.
    fn depths(&self) -> Vec<Option<usize>> {
        let mut depths: Vec<Option<usize>> = Vec::with_capacity(self.findings.len());
        for finding in &self.findings {
            depths.push(match finding.anchor {
                Anchor::Source { .. } => Some(0),
                Anchor::Within { finding: owner, span } => {
                    let depth = depths.get(owner.0 as usize).copied().flatten();
                    let after = self.get(owner).and_then(|owner| owner.after.as_deref()).unwrap_or_default();
                    depth.filter(|_| span.fits(after)).map(|depth| depth + 1)
                }
            });
        }
        depths
    }
}

/// The findings of a ledger that go into the text.
#[derive(Debug, Default)]
pub struct Applied<'l> {
    places: BTreeMap<Option<FindingId>, Vec<Place<'l>>>,
    accepted: BTreeSet<FindingId>,
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
