//! The side-by-side page of a report: its units in a table that a browser, a printer, a phone and a screen reader can show.
//!
//! Every cell says its language and direction, and every run of the other direction inside it is isolated (UAX #9), so that
//! brackets, numbers and note markers stay where they belong. The page loads nothing.

use super::inline::{Piece, What, pieces};
use super::{BUFFER, runs, words};
use crate::align::{Side, Unit, UnitKind};
use crate::pipeline::Outcome;
use crate::text::{Certainty, Direction, Lang, Span, script};
use askama::Template;
use std::collections::BTreeMap;
use std::fmt::{self, Display, Write as _};
use std::io::{self, BufWriter, Write};

/// Most characters that are drawn of one mask; its lengths stand beside it in words.
const DRAWN: usize = 200;

#[derive(Template)]
#[template(path = "bilingual.html")]
struct Page<'o> {
    name: &'o str,
    lead: String,
    source_name: &'o str,
    target_name: String,
    /// A further class for the head of a column whose text is set from the right.
    source_end: &'static str,
    target_end: &'static str,
    legend: Vec<(&'static str, &'static str, &'static str)>,
    lines: Vec<Line<'o>>,
    names: Vec<Row<'o>>,
}

/// Writes the page of a report.
///
/// # Errors
/// When `out` does.
pub fn write(outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, out);
    let (text, names) = super::text_and_terms(outcome);
    let page = Page {
        name: &outcome.report.name,
        lead: lead(outcome),
        source_name: words::language(&outcome.report.lang),
        target_name: target_name(outcome),
        source_end: end(outcome.report.lang.direction() == Direction::Rtl),
        target_end: end(targets_from_the_right(outcome)),
        legend: legend(outcome),
        lines: text.chunk_by(|before, unit| unit.goes_on_from(before)).map(Line::new).collect(),
        names: names.iter().map(Row::new).collect(),
    };
    page.write_into(&mut out)?;
    out.flush()
}

/// What the page holds, in a line.
fn lead(outcome: &Outcome) -> String {
    let of = |kind: UnitKind| outcome.units.iter().filter(|unit| unit.kind == kind).count() as u64;
    let lost = outcome.units.iter().filter(|unit| unit.certainty == Some(Certainty::Lost)).count() as u64;
    format!(
        "{}, {} ({} lost), {}.",
        words::count(of(UnitKind::Sentence), "sentence", "sentences"),
        words::count(of(UnitKind::Title), "title with its translation", "titles with their translations"),
        words::number(lost),
        words::count(of(UnitKind::Term), "name or term", "names and terms"),
    )
}

/// The class for the head of a column, when its text is set from the right.
const fn end(from_the_right: bool) -> &'static str {
    if from_the_right { " end" } else { "" }
}

/// Whether there are targets, and all are set from the right.
fn targets_from_the_right(outcome: &Outcome) -> bool {
    let mut targets = outcome.units.iter().filter_map(|unit| unit.target.as_ref()).peekable();
    targets.peek().is_some() && targets.all(|target| target.lang.direction() == Direction::Rtl)
}

/// The names of the languages of the targets, most frequent first.
fn target_name(outcome: &Outcome) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for target in outcome.units.iter().filter_map(|unit| unit.target.as_ref()) {
        *counts.entry(words::language(&target.lang)).or_default() += 1;
    }
    let mut names: Vec<(&str, usize)> = counts.into_iter().collect();
    names.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    match names.as_slice() {
        [(one, _)] => (*one).to_owned(),
        [(one, _), (other, _)] => format!("{one} or {other}"),
        [] | [..] => "Other language".to_owned(),
    }
}

/// The words for certainty that occur, with their signs and meanings, strongest first.
fn legend(outcome: &Outcome) -> Vec<(&'static str, &'static str, &'static str)> {
    let mut known: [Option<Certainty>; 6] = [None; 6];
    for certainty in outcome.units.iter().filter_map(|unit| unit.certainty) {
        if let Some(slot) = known.get_mut(usize::from(certainty.rank())) {
            *slot = Some(certainty);
        }
    }
    known.into_iter().flatten().map(|known| (known.word(), words::icon(known.word()), known.meaning())).collect()
}

/// One line of the table of units.
enum Line<'o> {
    /// A unit with two sides, or with one side lost.
    Pair(Row<'o>),
    /// Text that has no other side: one unit, or the sentences of a block that follow one another.
    Text(Running<'o>),
}

impl<'o> Line<'o> {
    fn new(units: &'o [Unit]) -> Self {
        match units {
            [unit] if unit.is_aligned() => Self::Pair(Row::new(unit)),
            _ => Self::Text(Running { units }),
        }
    }
}

/// Units of one block that have no other side, as running text. A reader wants to read on; a line each, with nothing in the
/// other columns, would also make the page three times as long.
struct Running<'o> {
    units: &'o [Unit],
}

impl Running<'_> {
    fn lang(&self) -> &Lang {
        self.units.first().map_or(&Lang::UND, |unit| &unit.source.lang)
    }

    /// Its language as attributes, where it is not that of the page.
    fn language(&self) -> String {
        let lang = self.lang();
        if *lang == Lang::EN { String::new() } else { format!(" lang=\"{lang}\" dir=\"{}\"", lang.direction().word()) }
    }

    fn first(&self) -> &str {
        self.units.first().map_or("", |unit| &unit.id)
    }

    /// The last of several.
    fn last(&self) -> Option<&str> {
        self.units.last().filter(|_| self.units.len() > 1).map(|unit| unit.id.as_str())
    }

    /// What it is, unless that is plain to see: most of a report is sentences.
    fn kind(&self) -> Option<String> {
        let word = |kind| words::unit_kinds(kind, self.units.len());
        let unit = self.units.first().filter(|unit| !unit.is_running_text() || unit.note.is_some())?;
        Some(in_note(word(unit.kind), unit))
    }
}

impl Display for Running<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, unit) in self.units.iter().enumerate() {
            f.write_str(if at == 0 { "<span id=\"" } else { " <span id=\"" })?;
            write_text(f, &unit.id)?;
            f.write_str("\">")?;
            Cell { side: &unit.source, other: &unit.source }.fmt(f)?;
            f.write_str("</span>")?;
        }
        Ok(())
    }
}

/// The word for a unit, and the note in which it stands.
fn in_note(kind: &str, unit: &Unit) -> String {
    match &unit.note {
        Some(note) => format!("{kind}, note {note}"),
        None => kind.to_owned(),
    }
}

/// A unit with its two sides.
struct Row<'o> {
    unit: &'o Unit,
    source: Cell<'o>,
    target: Option<Cell<'o>>,
}

impl<'o> Row<'o> {
    fn new(unit: &'o Unit) -> Self {
        let cell = |side: &'o Side| Cell {
            side,
            other: unit
                .target
                .as_ref()
                .map_or(&unit.source, |target| if std::ptr::eq(side, target) { &unit.source } else { target }),
        };
        Self { unit, source: cell(&unit.source), target: unit.target.as_ref().map(cell) }
    }

    fn kind(&self) -> String {
        in_note(words::unit_kind(self.unit.kind), self.unit)
    }

    /// Whether the target is a guess, which must not pass for a translation.
    fn is_guess(&self) -> bool {
        matches!(self.unit.certainty, Some(Certainty::Inferred(_)))
    }

    fn lost_words(&self) -> String {
        words::lost_title(self.unit.mask.as_deref())
    }

    /// The shape of a lost title.
    fn mask_picture(&self) -> String {
        mask_picture(self.unit.mask.as_deref().unwrap_or_default())
    }

    fn icon(&self) -> &'static str {
        self.unit.certainty.map_or("", |certainty| words::icon(certainty.word()))
    }

    fn concept(&self) -> &str {
        self.unit.source.terms.first().map(|term| &*term.concept).unwrap_or_default()
    }

    fn status(&self) -> &'static str {
        self.unit.source.terms.first().map(|term| term.status.word()).unwrap_or_default()
    }
}

/// The words of a mask as rows of boxes, cut when it is long.
pub(super) fn mask_picture(mask: &[usize]) -> String {
    let mut picture = String::new();
    let mut drawn = 0;
    for (at, &length) in mask.iter().enumerate() {
        if drawn >= DRAWN {
            picture.push('…');
            break;
        }
        if at > 0 {
            picture.push(' ');
        }
        let length = length.min(DRAWN - drawn);
        picture.extend(std::iter::repeat_n('▢', length));
        drawn += length + 1;
    }
    picture
}

/// A side as it is shown: runs of the other direction isolated, markers raised, terms marked.
struct Cell<'o> {
    side: &'o Side,
    /// The other side of the unit, whose language foreign letters are taken for.
    other: &'o Side,
}

impl Cell<'_> {
    fn lang(&self) -> &str {
        self.side.lang.tag()
    }

    fn dir(&self) -> &'static str {
        self.side.lang.direction().word()
    }

    fn language(&self) -> &str {
        words::language(&self.side.lang)
    }

    /// The same without marks for terms, for a cell that is nothing but a term.
    fn plain(&self) -> Mixed<'_> {
        Mixed { text: &self.side.text, base: self.side.lang.direction() }
    }
}

impl Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base = self.side.lang.direction();
        if self.side.is_plain() && base == Direction::Ltr && self.side.text.is_ascii() {
            return write_text(f, &self.side.text);
        }
        let runs = runs::foreign(&self.side.text, base, &self.side.markers);
        write_isolated(f, &self.side.text, base, &runs, &pieces(self.side), Some(&self.other.lang))
    }
}

/// Text of the program's own with quoted text in it, or a name: runs of the other direction are isolated.
pub(super) struct Mixed<'t> {
    text: &'t str,
    base: Direction,
}

/// Text in a left-to-right language as HTML, with runs of the other direction isolated.
pub(super) fn mixed(text: &str) -> Mixed<'_> {
    Mixed { text, base: Direction::Ltr }
}

/// A title as HTML, for an element in the direction that its letters point to.
pub(super) fn plain(title: &str) -> Mixed<'_> {
    let base = script::arabic_script_language(title).map_or(Direction::Ltr, |lang| lang.direction());
    Mixed { text: title, base }
}

impl Display for Mixed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let runs = runs::foreign(self.text, self.base, &[]);
        let whole = Piece { span: Span::new(0, self.text.len()), text: self.text, what: What::Text };
        write_isolated(f, self.text, self.base, &runs, &[whole], None)
    }
}

/// Writes pieces of a text with runs of it isolated. A term that lies across the border of a run is written as text, since
/// elements cannot cross.
fn write_isolated(
    f: &mut fmt::Formatter<'_>,
    text: &str,
    base: Direction,
    runs: &[Span],
    pieces: &[Piece<'_>],
    other: Option<&Lang>,
) -> fmt::Result {
    let mut runs = runs.iter().copied().peekable();
    let mut inside = false;
    for piece in pieces {
        let mut at = piece.span.start;
        while at < piece.span.end {
            let Some(&run) = runs.peek() else { break };
            if !inside && run.start <= at {
                open_run(f, run.slice(text), base, other)?;
                inside = true;
            }
            let border = if inside { run.end } else { run.start };
            let end = border.clamp(at, piece.span.end);
            write_piece(f, piece, Span::new(at, end), text)?;
            at = end;
            if inside && run.end <= at {
                f.write_str("</bdi>")?;
                inside = false;
                runs.next();
            }
        }
        write_piece(f, piece, Span::new(at, piece.span.end), text)?;
    }
    if inside { f.write_str("</bdi>") } else { Ok(()) }
}

fn open_run(f: &mut fmt::Formatter<'_>, run: &str, base: Direction, other: Option<&Lang>) -> fmt::Result {
    let direction = match base {
        Direction::Ltr => Direction::Rtl,
        Direction::Rtl => Direction::Ltr,
    };
    f.write_str("<bdi")?;
    if let Some(lang) = script::arabic_script_language(run).filter(|_| direction == Direction::Rtl) {
        write!(f, " lang=\"{lang}\"")?;
    } else if let Some(lang) = other.filter(|lang| lang.direction() == direction && run.contains(char::is_alphabetic)) {
        f.write_str(" lang=\"")?;
        write_text(f, lang.tag())?;
        f.write_char('"')?;
    }
    write!(f, " dir=\"{}\">", direction.word())
}

/// Writes a part of a piece; with its markup when it is the whole piece.
fn write_piece(f: &mut fmt::Formatter<'_>, piece: &Piece<'_>, part: Span, text: &str) -> fmt::Result {
    if part.is_empty() {
        return Ok(());
    }
    match piece.what {
        What::Marker(marker) if part == piece.span => {
            f.write_str("<sup class=\"note\" dir=\"ltr\"><span class=\"hidden\">note </span>")?;
            write_text(f, &marker.label)?;
            f.write_str("</sup>")
        }
        What::Term(term) if part == piece.span => {
            let (status, rejected) = (term.status.word(), term.status.is_rejected());
            f.write_str("<mark")?;
            if rejected {
                write!(f, " class=\"{status}\"")?;
            }
            write!(f, " title=\"{status} term")?;
            if let Some(translation) = &term.translation {
                f.write_str(", \u{2068}")?;
                write_text(f, translation)?;
                f.write_char('\u{2069}')?;
            }
            f.write_str(" (")?;
            write_text(f, &term.concept)?;
            f.write_str(")\">")?;
            write_text(f, piece.text)?;
            f.write_str("</mark>")?;
            if rejected {
                write!(f, "<span class=\"flag\" lang=\"en\" dir=\"ltr\">{status}</span>")?;
            }
            Ok(())
        }
        _ => write_text(f, part.slice(text)),
    }
}

/// The bytes that [`write_text`] looks at.
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        special[byte] = byte != b'\t' as usize && byte != b'\n' as usize;
        byte += 1;
    }
    special[b'<' as usize] = true;
    special[b'>' as usize] = true;
    special[b'&' as usize] = true;
    special[b'"' as usize] = true;
    special[0x7F] = true;
    special[0xE2] = true;
    special
};

/// Writes text, with a picture for each control character and the number of each that turns the direction of what follows.
fn write_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let bytes = text.as_bytes();
    let mut written = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if !SPECIAL[usize::from(byte)] {
            continue;
        }
        let (length, entity) = match byte {
            b'<' => (1, "&lt;"),
            b'>' => (1, "&gt;"),
            b'&' => (1, "&amp;"),
            b'"' => (1, "&quot;"),
            0..0x20 | 0x7F => (1, ""),
            // U+202A to U+202E: embeddings and overrides.
            0xE2 if matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xAA..=0xAE])) => (3, ""),
            _ => continue,
        };
        f.write_str(text.get(written..at).unwrap_or_default())?;
        written = at + length;
        match byte {
            _ if !entity.is_empty() => f.write_str(entity)?,
            0xE2 => {
                let low = bytes.get(at + 2).copied().unwrap_or_default();
                write!(f, "<span class=\"flag\">U+{:04X}</span>", 0x2000 + u32::from(low & 0x3F))?;
            }
            _ => {
                let picture = if byte == 0x7F { 0x2421 } else { 0x2400 + u32::from(byte) };
                f.write_char(char::from_u32(picture).unwrap_or(char::REPLACEMENT_CHARACTER))?;
            }
        }
    }
    f.write_str(text.get(written..).unwrap_or_default())
}
