//! The aligned units as JSON Lines: one unit a line, with both sides, or with one and what is left of the other.
//!
//! Sentences that have no other side are no aligned text; the XLIFF file holds them for the translator.

use super::BUFFER;
use super::json::write_line;
use crate::align::{Marker, Side, TermUse, Unit, UnitKind};
use crate::pipeline::Outcome;
use crate::text::{Certainty, Evidence, Span};
use serde::{Serialize, Serializer};
use std::io::{self, BufWriter, Write};

/// One line.
#[derive(Serialize)]
struct Line<'o> {
    report: &'o str,
    id: &'o str,
    kind: UnitKind,
    /// Where the source side stands in the mended text, in bytes.
    mended: Span,
    /// Where it stands in the text as it was read, in bytes.
    original: Span,
    source: SideOf<'o>,
    target: Option<SideOf<'o>>,
    certainty: Option<Certainty>,
    #[serde(skip_serializing_if = "Option::is_none")]
    probability: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mask: Option<&'o [usize]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'o str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'o str>,
    evidence: &'o [Evidence],
}

/// A side. Offsets are bytes of its text.
struct SideOf<'o>(&'o Side);

impl Serialize for SideOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Fields<'o> {
            lang: &'o str,
            dir: &'static str,
            text: &'o str,
            markers: MarkersOf<'o>,
            terms: TermsOf<'o>,
        }
        let side = self.0;
        let (markers, terms) = (MarkersOf(&side.markers), TermsOf(&side.terms));
        Fields { lang: side.lang.tag(), dir: side.lang.direction().word(), text: &side.text, markers, terms }
            .serialize(serializer)
    }
}

/// Note markers.
struct MarkersOf<'o>(&'o [Marker]);

impl Serialize for MarkersOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Fields<'o> {
            start: usize,
            end: usize,
            label: &'o str,
        }
        serializer.collect_seq(self.0.iter().map(|marker| Fields {
            start: marker.span.start,
            end: marker.span.end,
            label: &marker.label,
        }))
    }
}

/// Terms.
struct TermsOf<'o>(&'o [TermUse]);

impl Serialize for TermsOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Fields<'o> {
            start: usize,
            end: usize,
            concept: &'o str,
            status: &'static str,
            translation: Option<&'o str>,
        }
        serializer.collect_seq(self.0.iter().map(|term| Fields {
            start: term.span.start,
            end: term.span.end,
            concept: &term.concept,
            status: term.status.word(),
            translation: term.translation.as_deref(),
        }))
    }
}

/// Writes the aligned units of a report, in the order of the text.
///
/// # Errors
/// When `out` does.
pub fn write(outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, out);
    for unit in outcome.units.iter().filter(|unit| unit.is_aligned()) {
        write_line(&mut out, &line(outcome, unit))?;
    }
    out.flush()
}

fn line<'o>(outcome: &'o Outcome, unit: &'o Unit) -> Line<'o> {
    Line {
        report: &outcome.report.name,
        id: &unit.id,
        kind: unit.kind,
        mended: unit.span,
        original: outcome.view.to_source(unit.span),
        source: SideOf(&unit.source),
        target: unit.target.as_ref().map(SideOf),
        certainty: unit.certainty,
        probability: unit.certainty.and_then(Certainty::probability),
        mask: unit.mask.as_deref(),
        note: unit.note.as_deref(),
        url: unit.url.as_deref(),
        evidence: &unit.evidence,
    }
}
