//! The summary of a run as JSON: all of it, for machines.

use super::json::write_pretty;
use crate::glossary::consistency::{BreachKind, Consistency, Divergence, Names, Use};
use crate::pipeline::{Counts, Tally};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io;

/// The layout of the document, to be raised when a field changes its meaning.
const VERSION: u32 = 2;

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
    names: BTreeMap<&'t str, BTreeMap<&'t str, NameLine<'t>>>,
    renderings: Vec<RenderingLine<'t>>,
    idle_exceptions: Vec<&'t str>,
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

/// A concept in one language.
#[derive(Serialize)]
struct NameLine<'t> {
    preferred: Option<&'t str>,
    /// The spelling that most places have.
    majority: Option<&'t str>,
    spellings: Vec<SpellingLine<'t>>,
}

/// A spelling with what is wrong with it, if anything is.
#[derive(Serialize)]
struct SpellingLine<'t> {
    spelling: &'t str,
    #[serde(flatten)]
    used: &'t Use,
    #[serde(skip_serializing_if = "Option::is_none")]
    breach: Option<BreachLine<'t>>,
}

#[derive(Serialize)]
struct BreachLine<'t> {
    kind: BreachKind,
    /// The spelling to use.
    standard: &'t str,
}

/// A term that is rendered in more than one way, or a rendering of more than one term.
#[derive(Serialize)]
struct RenderingLine<'t> {
    concepts: BTreeSet<&'t str>,
    langs: &'t str,
    /// `source` when one source has several targets.
    one_is: &'static str,
    one: &'t str,
    several: Vec<SpellingLine<'t>>,
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
        names: names(&tally.names),
        renderings: tally.names.divergences().into_iter().map(rendering).collect(),
        idle_exceptions: tally.idle_exceptions().collect(),
        problems: &tally.problems,
        failures: &tally.failures,
        reports: &tally.reports,
    };
    write_pretty(out, &summary)
}

fn names(names: &Consistency) -> BTreeMap<&str, BTreeMap<&str, NameLine<'_>>> {
    let mut lines: BTreeMap<&str, BTreeMap<&str, NameLine<'_>>> = BTreeMap::new();
    for (concept, langs) in &names.names {
        lines.insert(concept, langs.iter().map(|(lang, names)| (lang.as_str(), NameLine::new(names))).collect());
    }
    for breach in names.breaches() {
        let line = lines.get_mut(breach.concept).and_then(|langs| langs.get_mut(breach.lang));
        let spellings = line.into_iter().flat_map(|line| &mut line.spellings);
        for spelling in spellings.filter(|spelling| std::ptr::eq(spelling.used, breach.used)) {
            spelling.breach = Some(BreachLine { kind: breach.kind, standard: breach.standard });
        }
    }
    lines
}

impl<'t> NameLine<'t> {
    fn new(names: &'t Names) -> Self {
        Self {
            preferred: names.preferred.as_deref(),
            majority: names.majority().map(Use::form),
            spellings: names.spellings.values().map(SpellingLine::new).collect(),
        }
    }
}

impl<'t> SpellingLine<'t> {
    fn new(used: &'t Use) -> Self {
        Self { spelling: used.form(), used, breach: None }
    }
}

fn rendering(divergence: Divergence<'_>) -> RenderingLine<'_> {
    let several = divergence.several.into_iter().map(|(spelling, used)| SpellingLine { spelling, used, breach: None });
    RenderingLine {
        concepts: divergence.concepts,
        langs: divergence.langs,
        one_is: if divergence.of_source { "source" } else { "target" },
        one: divergence.one,
        several: several.collect(),
    }
}

/// Findings counted by a text.
fn by<'t>(tally: &'t Tally, property: impl Fn(&'t crate::pipeline::FindingKind) -> &'t str) -> BTreeMap<&'t str, u64> {
    let mut counts = BTreeMap::new();
    for (kind, count) in &tally.findings {
        *counts.entry(property(kind)).or_default() += count;
    }
    counts
}
