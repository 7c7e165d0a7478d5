//! XLIFF 2.1, the rich format: a unit for each pair and for each stretch of running text, note markers as protected codes, terms with their translations,
//! certainty and evidence as metadata.
//!
//! Terms are annotations of the units in which they occur, with glossary entries; they are no units of their own. The title
//! of a cited work is a target that must stay as it is. A guess is a note, never a target.

use super::inline::{Piece, What, pieces};
use super::{BUFFER, words, xml};
use crate::align::{Side, Unit, UnitKind};
use crate::pipeline::Outcome;
use crate::text::{Certainty, Direction, Lang, TermStatus};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Write};

/// Writes the units of a report as one XLIFF file with one direction of translation: from the language of the report to
/// the one in which most of the other sides are.
///
/// # Errors
/// When `out` does.
pub fn write(outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, out);
    let report = &outcome.report;
    let target = target_language(outcome);
    writeln!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" \
         xmlns:gls=\"urn:oasis:names:tc:xliff:glossary:2.0\" xmlns:mda=\"urn:oasis:names:tc:xliff:metadata:2.0\" \
         xmlns:its=\"http://www.w3.org/2005/11/its\" xmlns:itsm=\"urn:oasis:names:tc:xliff:itsm:2.1\" version=\"2.1\" \
         its:version=\"2.0\" srcLang=\"{}\" trgLang=\"{}\">",
        xml::language(&report.lang),
        xml::language(&target)
    )?;
    out.write_all(b"<file id=\"f1\" original=\"")?;
    xml::attribute(&mut out, &report.name)?;
    let directions = Directions { source: report.lang.direction(), target: target.direction() };
    let (source_dir, target_dir) = (directions.source.word(), directions.target.word());
    writeln!(out, "\" srcDir=\"{source_dir}\" trgDir=\"{target_dir}\" canResegment=\"no\" xml:space=\"preserve\">")?;
    let (text, _) = super::text_and_terms(outcome);
    let mut groups = 0;
    for block in text.chunk_by(|before, unit| before.block == unit.block) {
        let Some(first) = block.first() else { continue };
        let kind = outcome.report.blocks.get(first.block).map_or("paragraph", |block| words::block_kind(block.kind));
        let mut units = block.chunk_by(|before, unit| unit.goes_on_from(before)).peekable();
        let grouped = units.peek().is_some_and(|unit| unit.len() < block.len());
        if grouped {
            groups += 1;
            write!(out, "<group id=\"g{groups}\" type=\"isnad:{kind}\"")?;
            if let Some(note) = &first.note {
                out.write_all(b" name=\"note ")?;
                xml::attribute(&mut out, note)?;
                out.write_all(b"\"")?;
            }
            out.write_all(b">\n")?;
        }
        units.try_for_each(|unit| write_unit(&mut out, unit, kind, outcome, directions))?;
        if grouped {
            out.write_all(b"</group>\n")?;
        }
    }
    if text.is_empty() {
        // The schema wants at least one of them.
        out.write_all(b"<group id=\"g0\"/>\n")?;
    }
    out.write_all(b"</file>\n</xliff>\n")?;
    out.flush()
}

/// The directions that hold unless a unit says otherwise.
#[derive(Clone, Copy)]
struct Directions {
    source: Direction,
    target: Direction,
}

/// The language of most targets; without any, Arabic, or English for a report that is written from right to left.
fn target_language(outcome: &Outcome) -> Lang {
    let mut counts: BTreeMap<&Lang, usize> = BTreeMap::new();
    for target in
        outcome.units.iter().filter(|unit| unit.kind != UnitKind::Term).filter_map(|unit| unit.target.as_ref())
    {
        *counts.entry(&target.lang).or_default() += 1;
    }
    let most = counts.into_iter().rev().max_by_key(|&(_, count)| count);
    most.map(|(lang, _)| lang.clone()).unwrap_or(match outcome.report.lang.direction() {
        Direction::Ltr => Lang::AR,
        Direction::Rtl => Lang::EN,
    })
}

/// Ids of the inline elements of a unit, and what they refer to.
struct Inline<'u> {
    source: Vec<(Piece<'u>, Id)>,
    target: Vec<(Piece<'u>, Id)>,
    /// Whether every marker of the source is in the target, so that nothing protected is missing.
    whole: bool,
}

/// The id of an inline element.
#[derive(Clone, Copy)]
enum Id {
    /// It is text and needs none.
    None,
    /// A note marker: `<ph id="p3">` and `<data id="d3">`.
    Marker(usize),
    /// A term: `<mrk id="t3">`.
    Term(usize),
}

/// The numbers given so far in a unit.
#[derive(Clone, Copy, Default)]
struct Numbers {
    markers: usize,
    terms: usize,
}

/// Numbers the inline elements of both sides, on from `last`. A marker of the target has the number of the marker with the same label in
/// the source, the first of them with the first.
fn number<'u>(source: &'u Side, target: Option<&'u Side>, last: &mut Numbers) -> Inline<'u> {
    let Numbers { markers, terms } = last;
    let mut free: BTreeMap<&str, std::collections::VecDeque<usize>> = BTreeMap::new();
    let of_source: Vec<_> = pieces(source)
        .into_iter()
        .map(|piece| match piece.what {
            What::Text => (piece, Id::None),
            What::Marker(marker) => {
                *markers += 1;
                free.entry(&marker.label).or_default().push_back(*markers);
                (piece, Id::Marker(*markers))
            }
            What::Term(_) => {
                *terms += 1;
                (piece, Id::Term(*terms))
            }
        })
        .collect();
    let of_target = target.map_or_else(Vec::new, pieces);
    let of_target = of_target
        .into_iter()
        .map(|piece| match piece.what {
            What::Text => (piece, Id::None),
            What::Marker(marker) => {
                let same = free.get_mut(marker.label.as_str()).and_then(std::collections::VecDeque::pop_front);
                let id = same.unwrap_or_else(|| {
                    *markers += 1;
                    *markers
                });
                (piece, Id::Marker(id))
            }
            What::Term(_) => {
                *terms += 1;
                (piece, Id::Term(*terms))
            }
        })
        .collect();
    Inline { source: of_source, target: of_target, whole: free.values().all(std::collections::VecDeque::is_empty) }
}

/// Writes a unit of the file: one of the report's, or running text with a segment for each.
fn write_unit(
    out: &mut impl Write,
    units: &[Unit],
    block: &str,
    outcome: &Outcome,
    directions: Directions,
) -> io::Result<()> {
    let Some(unit) = units.first() else { return Ok(()) };
    // A guess is offered in a note; the target stays open.
    let guess = matches!(unit.certainty, Some(Certainty::Inferred(_)));
    let target = unit.target.as_ref().filter(|_| !guess);
    out.write_all(b"<unit id=\"")?;
    xml::attribute(out, &unit.id)?;
    let kind = if unit.is_running_text() { block } else { words::unit_kind(unit.kind) };
    write!(out, "\" type=\"isnad:{kind}\"")?;
    let direction = unit.source.lang.direction();
    if direction != directions.source {
        write!(out, " srcDir=\"{}\"", direction.word())?;
    }
    match target.map(|target| target.lang.direction()) {
        Some(direction) if direction != directions.target => write!(out, " trgDir=\"{}\"", direction.word())?,
        _ => {}
    }
    out.write_all(b">\n")?;
    let mut last = Numbers::default();
    // Most sentences of most reports have nothing to number in them.
    let inline: Vec<_> = if target.is_none() && units.iter().all(|unit| unit.source.is_plain()) {
        Vec::new()
    } else {
        units.iter().map(|unit| number(&unit.source, target, &mut last)).collect()
    };
    glossary(out, &inline)?;
    metadata(out, unit)?;
    notes(out, unit, guess)?;
    original_data(out, &inline)?;
    match (target, inline.as_slice()) {
        (Some(target), [inline]) => pair(out, unit, target, inline)?,
        _ => text(out, units, &inline, outcome.view.text())?,
    }
    out.write_all(b"</unit>\n")
}

/// One entry for each concept with a known translation, at its first occurrence.
fn glossary(out: &mut impl Write, inline: &[Inline<'_>]) -> io::Result<()> {
    let mut seen = BTreeSet::new();
    for (piece, id) in inline.iter().flat_map(|inline| &inline.source) {
        let (What::Term(term), Id::Term(id)) = (piece.what, id) else { continue };
        let Some(translation) = term.translation.as_ref().filter(|_| seen.insert(&term.concept)) else { continue };
        if seen.len() == 1 {
            out.write_all(b"<gls:glossary>\n")?;
        }
        // The concept is the entry's id, if it can be one. Most terms are as they should be; only another status is said.
        let concept = xml::is_name_token(&term.concept);
        let status = Some(term.status).filter(|status| *status != TermStatus::Preferred);
        out.write_all(b"<gls:glossEntry")?;
        if concept {
            write!(out, " id=\"{}\"", term.concept)?;
        }
        write!(out, " ref=\"#t{id}\"><gls:term>")?;
        xml::text(out, piece.text)?;
        out.write_all(b"</gls:term><gls:translation>")?;
        xml::text(out, translation)?;
        out.write_all(b"</gls:translation>")?;
        let known = [("concept", Some(&*term.concept).filter(|_| !concept)), ("status", status.map(TermStatus::word))];
        if known.iter().any(|(_, value)| value.is_some()) {
            out.write_all(b"<mda:metadata>")?;
            meta_group(out, "term", &known)?;
            out.write_all(b"</mda:metadata>")?;
        }
        out.write_all(b"</gls:glossEntry>\n")?;
    }
    if seen.is_empty() { Ok(()) } else { out.write_all(b"</gls:glossary>\n") }
}

/// What is known of a unit, and what that rests on.
fn metadata(out: &mut impl Write, unit: &Unit) -> io::Result<()> {
    let probability = unit.certainty.and_then(Certainty::probability).map(|probability| format!("{probability:.4}"));
    let mask = unit.mask.as_ref().map(|mask| mask.iter().map(usize::to_string).collect::<Vec<_>>().join(" "));
    let known = [
        ("certainty", unit.certainty.map(Certainty::word)),
        ("probability", probability.as_deref()),
        ("mask", mask.as_deref()),
        ("note", unit.note.as_deref()),
        ("url", unit.url.as_deref()),
    ];
    let of_unit = known.iter().any(|(_, value)| value.is_some());
    if !of_unit && unit.evidence.is_empty() {
        return Ok(());
    }
    out.write_all(b"<mda:metadata>")?;
    if of_unit {
        meta_group(out, "unit", &known)?;
    }
    if !unit.evidence.is_empty() {
        out.write_all(b"<mda:metaGroup category=\"isnad:evidence\">")?;
        for evidence in &unit.evidence {
            out.write_all(b"<mda:meta type=\"evidence\">")?;
            xml::text(out, &evidence.sentence())?;
            out.write_all(b"</mda:meta>")?;
        }
        out.write_all(b"</mda:metaGroup>")?;
    }
    out.write_all(b"</mda:metadata>\n")
}

/// Values under names, as far as they are known.
fn meta_group(out: &mut impl Write, category: &str, known: &[(&str, Option<&str>)]) -> io::Result<()> {
    write!(out, "<mda:metaGroup category=\"isnad:{category}\">")?;
    for (name, value) in known {
        if let Some(value) = value {
            write!(out, "<mda:meta type=\"{name}\">")?;
            xml::text(out, value)?;
            out.write_all(b"</mda:meta>")?;
        }
    }
    out.write_all(b"</mda:metaGroup>")
}

/// What a translator should know: that a title is lost, or which guess there is.
fn notes(out: &mut impl Write, unit: &Unit, guess: bool) -> io::Result<()> {
    let note = match (unit.certainty, &unit.target) {
        (Some(Certainty::Lost), _) => words::lost_title(unit.mask.as_deref()),
        (Some(certainty), Some(target)) if guess => format!("a guess for review, {certainty}: {}", target.text),
        _ => return Ok(()),
    };
    out.write_all(b"<notes><note appliesTo=\"target\" category=\"isnad:review\">")?;
    xml::text(out, &note)?;
    out.write_all(b"</note></notes>\n")
}

/// The note markers as they stand in the text.
fn original_data(out: &mut impl Write, inline: &[Inline<'_>]) -> io::Result<()> {
    let mut written = 0;
    for (piece, id) in inline.iter().flat_map(|inline| inline.source.iter().chain(&inline.target)) {
        if let Id::Marker(id) = *id
            && id > written
        {
            out.write_all(if written == 0 { b"<originalData>" } else { b"" })?;
            written = id;
            write!(out, "<data id=\"d{id}\" dir=\"ltr\">")?;
            xml::text_with_cp(out, piece.text)?;
            out.write_all(b"</data>")?;
        }
    }
    if written == 0 { Ok(()) } else { out.write_all(b"</originalData>\n") }
}

/// Text without another side, a segment a unit; without `inline` it is all plain. The space between two sentences stands at the end of the first.
fn text(out: &mut impl Write, units: &[Unit], inline: &[Inline<'_>], view: &str) -> io::Result<()> {
    for (at, unit) in units.iter().enumerate() {
        out.write_all(b"<segment")?;
        if units.len() > 1 {
            out.write_all(b" id=\"")?;
            xml::attribute(out, &unit.id)?;
            out.write_all(b"\"")?;
        }
        out.write_all(b"><source>")?;
        match inline.get(at) {
            Some(inline) => side(out, &inline.source)?,
            None => xml::text_with_cp(out, &unit.source.text)?,
        }
        let next = units.get(at + 1).map_or(unit.span.end, |next| next.span.start);
        if view.get(unit.span.end..next).is_some_and(|between| between.contains(char::is_whitespace)) {
            out.write_all(b" ")?;
        }
        out.write_all(b"</source></segment>\n")?;
    }
    Ok(())
}

/// A unit with both sides.
fn pair(out: &mut impl Write, unit: &Unit, target: &Side, inline: &Inline<'_>) -> io::Result<()> {
    write!(out, "<segment {}>\n<source>", state(unit, inline.whole))?;
    side(out, &inline.source)?;
    out.write_all(b"</source>\n<target>")?;
    if unit.kind == UnitKind::Title {
        // The words of the work itself: not to be translated, and in a language of their own.
        let lang = xml::language(&target.lang);
        write!(out, "<mrk id=\"m1\" type=\"its:generic\" translate=\"no\" itsm:lang=\"{lang}\">")?;
        side(out, &inline.target)?;
        out.write_all(b"</mrk>")?;
    } else {
        side(out, &inline.target)?;
    }
    out.write_all(b"</target>\n</segment>\n")
}

/// How far a target is from being done, as attributes.
fn state(unit: &Unit, whole: bool) -> &'static str {
    match unit.certainty {
        // `final` also promises that no protected code is missing.
        Some(Certainty::Proven | Certainty::Decided) | None if unit.kind == UnitKind::Title && whole => {
            "state=\"final\""
        }
        Some(Certainty::Proven | Certainty::Decided | Certainty::Witnessed) => "state=\"reviewed\"",
        None => "state=\"translated\"",
        Some(_) => "state=\"translated\" subState=\"isnad:review\"",
    }
}

fn side(out: &mut impl Write, pieces: &[(Piece<'_>, Id)]) -> io::Result<()> {
    for (piece, id) in pieces {
        match (piece.what, *id) {
            (What::Marker(marker), Id::Marker(id)) => {
                write!(out, "<ph id=\"p{id}\" dataRef=\"d{id}\" type=\"link\" subType=\"isnad:note\" disp=\"[")?;
                xml::attribute(out, &marker.label)?;
                out.write_all(b"]\" equiv=\"\" canCopy=\"no\" canDelete=\"no\"/>")?;
            }
            (What::Term(_), Id::Term(id)) => {
                write!(out, "<mrk id=\"t{id}\" type=\"term\">")?;
                xml::text_with_cp(out, piece.text)?;
                out.write_all(b"</mrk>")?;
            }
            _ => xml::text_with_cp(out, piece.text)?,
        }
    }
    Ok(())
}
