//! TMX 1.4b: the units of one report as a translation memory, and what all such files have in common.
//!
//! One file has one direction, since the source side of a unit is always in the language of its report. There are no
//! dates in it, so that the same input gives the same bytes, and no directional marks, since a mark that is not in the
//! text breaks exact matches.

use super::inline::{What, pieces};
use super::{BUFFER, words, xml};
use crate::align::{Side, Unit, UnitKind};
use crate::pipeline::Outcome;
use crate::text::Certainty;
use std::io::{self, BufWriter, Write};

/// How note markers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markers {
    /// As they stand in the text (TMX level 1). This is the default: in a report they *are* text, so a tool that opens the
    /// mended report looks its segments up with the markers in them, and inline codes in the memory would keep it from an
    /// exact match.
    #[default]
    Text,
    /// As `<ph type="fnote">` (TMX level 2), for tools that import the report with its notes as codes.
    Inline,
}

/// Writes the units of a report that have both sides. Guesses for review are left out: what is in a memory gets reused
/// without a second look.
///
/// # Errors
/// When `out` does.
pub fn write(outcome: &Outcome, markers: Markers, out: &mut impl Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, out);
    begin(&mut out, xml::language(&outcome.report.lang))?;
    for (unit, target, certainty) in pairs(&outcome.units) {
        out.write_all(b"<tu tuid=\"")?;
        xml::attribute(&mut out, &unit.id)?;
        write!(out, "\" segtype=\"{}\">\n<prop type=\"file\">", segment_type(unit.kind))?;
        xml::text(&mut out, &outcome.report.name)?;
        out.write_all(b"</prop><prop type=\"id\">")?;
        xml::text(&mut out, &unit.id)?;
        out.write_all(b"</prop>")?;
        properties(&mut out, unit.kind, certainty)?;
        variant(&mut out, &unit.source, markers)?;
        variant(&mut out, target, markers)?;
        out.write_all(b"</tu>\n")?;
    }
    end(&mut out)
}

/// The units with both sides that may be reused, with their targets and certainties.
pub(super) fn pairs(units: &[Unit]) -> impl Iterator<Item = (&Unit, &Side, Option<Certainty>)> {
    units
        .iter()
        .filter(|unit| !matches!(unit.certainty, Some(Certainty::Inferred(_) | Certainty::Lost)))
        .filter_map(|unit| Some((unit, unit.target.as_ref()?, unit.certainty)))
}

pub(super) fn begin(out: &mut impl Write, source_language: &str) -> io::Result<()> {
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n",
    )?;
    writeln!(
        out,
        "<header creationtool=\"isnad\" creationtoolversion=\"{}\" segtype=\"sentence\" o-tmf=\"isnad\" adminlang=\"en\" \
         srclang=\"{source_language}\" datatype=\"plaintext\"/>\n<body>",
        env!("CARGO_PKG_VERSION")
    )
}

pub(super) fn end(out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"</body>\n</tmx>\n")?;
    out.flush()
}

/// The standing of a pair, as properties of our own (their names begin with `x-`, as the standard asks).
pub(super) fn properties(out: &mut impl Write, kind: UnitKind, certainty: Option<Certainty>) -> io::Result<()> {
    write!(out, "<prop type=\"x-kind\">{}</prop>", words::unit_kind(kind))?;
    if let Some(certainty) = certainty {
        write!(out, "<prop type=\"x-certainty\">{}</prop>", certainty.word())?;
        if let Some(probability) = certainty.probability() {
            write!(out, "<prop type=\"x-probability\">{probability:.4}</prop>")?;
        }
    }
    out.write_all(b"\n")
}

/// One side.
fn variant(out: &mut impl Write, side: &Side, markers: Markers) -> io::Result<()> {
    write!(out, "<tuv xml:lang=\"{}\"><seg>", xml::language(&side.lang))?;
    match markers {
        Markers::Text => xml::text(out, &side.text)?,
        Markers::Inline => {
            let mut number = 0;
            for piece in pieces(side) {
                if matches!(piece.what, What::Marker(_)) {
                    number += 1;
                    write!(out, "<ph x=\"{number}\" type=\"fnote\" assoc=\"p\">")?;
                    xml::text(out, piece.text)?;
                    out.write_all(b"</ph>")?;
                } else {
                    xml::text(out, piece.text)?;
                }
            }
        }
    }
    out.write_all(b"</seg></tuv>\n")
}

pub(super) const fn segment_type(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Heading | UnitKind::Sentence => "sentence",
        UnitKind::Citation => "paragraph",
        UnitKind::Title | UnitKind::Term => "phrase",
    }
}
