//! The summary of a run as JSON: all of it, for machines.

use super::json::write_pretty;
use crate::pipeline::{Counts, Name, Tally};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;

/// The layout of the document, to be raised when a field changes its meaning.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Summary<'t> {
    version: u32,
    reports_read: usize,
    reports_failed: usize,
    files_left_out: &'t std::collections::BTreeSet<String>,
    totals: Counts,
    findings: Findings<'t>,
    lost_titles: &'t std::collections::BTreeSet<crate::pipeline::LostTitle>,
    restored_titles: &'t std::collections::BTreeSet<crate::pipeline::RestoredTitle>,
    names: BTreeMap<&'t str, NameLine<'t>>,
    problems: &'t std::collections::BTreeSet<crate::pipeline::ReportProblem>,
    failures: &'t std::collections::BTreeSet<crate::pipeline::Failure>,
    reports: &'t BTreeMap<String, crate::pipeline::ReportTally>,
}

/// Findings, counted in four ways.
#[derive(Serialize)]
struct Findings<'t> {
    applied: u64,
    left: u64,
    by_stage: BTreeMap<&'static str, u64>,
    by_rule: BTreeMap<&'t str, u64>,
    by_certainty: BTreeMap<&'t str, u64>,
}

#[derive(Serialize)]
struct NameLine<'t> {
    #[serde(flatten)]
    name: &'t Name,
    inconsistent: Vec<&'t str>,
}

/// Writes the summary.
///
/// # Errors
/// When `out` does.
pub fn write(tally: &Tally, out: &mut impl io::Write) -> io::Result<()> {
    let totals = tally.totals();
    let summary = Summary {
        version: VERSION,
        reports_read: tally.reports.len(),
        reports_failed: tally.failures.len(),
        files_left_out: &tally.left_out,
        totals,
        findings: Findings {
            applied: totals.applied,
            left: totals.left,
            by_stage: tally.findings_by(|kind| Some(kind.stage.word())),
            by_rule: by(tally, |kind| &kind.rule),
            by_certainty: by(tally, |kind| &kind.certainty),
        },
        lost_titles: &tally.lost,
        restored_titles: &tally.restored,
        names: tally
            .names
            .iter()
            .map(|(concept, name)| (concept.as_str(), NameLine { name, inconsistent: name.wavering() }))
            .collect(),
        problems: &tally.problems,
        failures: &tally.failures,
        reports: &tally.reports,
    };
    write_pretty(out, &summary)
}

/// Findings counted by a text.
fn by<'t>(tally: &'t Tally, property: impl Fn(&'t crate::pipeline::FindingKind) -> &'t str) -> BTreeMap<&'t str, u64> {
    let mut counts = BTreeMap::new();
    for (kind, count) in &tally.findings {
        *counts.entry(property(kind)).or_default() += count;
    }
    counts
}
