//! The ledger as JSON Lines: one finding a line, with its chain of evidence.

use super::json::write_line;
use super::{BUFFER, words};
use crate::pipeline::Outcome;
use crate::text::{Anchor, Certainty, Evidence, Finding, FindingId, Position, Stage};
use serde::Serialize;
use std::io::{self, BufWriter, Write};

/// One line of the ledger.
#[derive(Serialize)]
struct Line<'o> {
    report: &'o str,
    /// Unique in the report.
    id: FindingId,
    stage: Stage,
    rule: &'o str,
    certainty: Certainty,
    #[serde(skip_serializing_if = "Option::is_none")]
    probability: Option<f64>,
    applied: bool,
    /// Byte offsets into the text of the report as it was read.
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<Within>,
    before: &'o str,
    after: Option<&'o str>,
    evidence: &'o [Evidence],
    /// All of it for people. Of a name in a form that is in use there is nothing to tell, and most findings are such.
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence: Option<String>,
}

/// Where a finding stands that is about text which an earlier finding brought in.
#[derive(Serialize)]
struct Within {
    finding: FindingId,
    /// Byte offsets into the earlier finding's `after`.
    start: usize,
    end: usize,
}

/// A finding as the `repair` filter writes it; offsets are bytes of the text that was given.
#[derive(Serialize)]
struct Record<'f> {
    start: usize,
    end: usize,
    before: &'f str,
    after: Option<&'f str>,
    rule: &'f str,
    certainty: Certainty,
    #[serde(skip_serializing_if = "Option::is_none")]
    probability: Option<f64>,
    evidence: &'f [Evidence],
}

/// A finding about a source as the filters write it.
#[must_use]
pub fn record(finding: &Finding) -> impl Serialize + '_ {
    let Finding { anchor, before, after, rule, certainty, evidence, .. } = finding;
    Record {
        start: anchor.span().start,
        end: anchor.span().end,
        before,
        after: after.as_deref(),
        rule,
        certainty: *certainty,
        probability: certainty.probability(),
        evidence,
    }
}

/// Writes all findings about a report, in the order in which they were made.
///
/// `position` says where a byte offset of the report's text stands in the file that it was read from.
///
/// # Errors
/// When `out` does.
pub fn write(outcome: &Outcome, position: &dyn Fn(usize) -> Position, out: &mut impl Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, out);
    let applied = outcome.ledger.applied();
    for (id, finding) in outcome.ledger.iter() {
        let span = outcome.ledger.place(id);
        let (from, to) = (position(span.start), position(span.end));
        let applied = applied.contains(id);
        let line = Line {
            report: &outcome.report.name,
            id,
            stage: finding.stage,
            rule: &finding.rule,
            certainty: finding.certainty,
            probability: finding.certainty.probability(),
            applied,
            start: span.start,
            end: span.end,
            line: from.line,
            column: from.column,
            end_line: to.line,
            end_column: to.column,
            within: match finding.anchor {
                Anchor::Within { finding, span } => Some(Within { finding, start: span.start, end: span.end }),
                Anchor::Source { .. } => None,
            },
            before: &finding.before,
            after: finding.after.as_deref(),
            evidence: &finding.evidence,
            sentence: (!is_mention(finding)).then(|| words::finding(finding, applied)),
        };
        write_line(&mut out, &line)?;
    }
    out.flush()
}

/// Whether a finding says no more than that a name stands there, in a form that the glossary has in use.
fn is_mention(finding: &Finding) -> bool {
    let in_use = |evidence: &Evidence| match evidence {
        Evidence::Glossary { status, .. } => !status.is_rejected(),
        Evidence::Kept { .. } => true,
        _ => false,
    };
    finding.stage == Stage::Terms && finding.after.is_none() && finding.evidence.iter().all(in_use)
}
