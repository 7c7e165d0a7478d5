//! A table of tab-separated values: one unit a line, for spreadsheets and scripts.
//!
//! Text is in NFC. Backslash, tab and every line end are escaped (`\\`, `\t`, `\n`, `\r`, `\u2028`), so that a line is a
//! unit whatever cuts the file; other control characters are written as `\u001b`. A cell with a quotation mark is quoted as
//! in CSV, as spreadsheets expect.

use super::{BUFFER, words};
use crate::align::{Side, Unit};
use crate::pipeline::Outcome;
use crate::text::{Certainty, Evidence};
use icu_normalizer::ComposingNormalizer;
use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};

/// The names of the columns.
const HEADER: [&str; 13] = [
    "report",
    "id",
    "kind",
    "note",
    "source_lang",
    "source",
    "target_lang",
    "target",
    "certainty",
    "probability",
    "mask",
    "url",
    "evidence",
];

/// Writes all units of a report under a header.
///
/// # Errors
/// When `out` does.
pub fn write(outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new().delimiter(b'\t').from_writer(BufWriter::with_capacity(BUFFER, out));
    table.write_record(HEADER)?;
    let mut row = Row { table, cell: String::new() };
    for unit in &outcome.units {
        row.unit(&outcome.report.name, unit)?;
    }
    row.table.flush()
}

/// Writes rows, with one buffer for all cells.
struct Row<W: Write> {
    table: csv::Writer<W>,
    cell: String,
}

impl<W: Write> Row<W> {
    fn unit(&mut self, report: &str, unit: &Unit) -> io::Result<()> {
        let target = unit.target.as_ref();
        self.text(report)?;
        self.text(&unit.id)?;
        self.text(words::unit_kind(unit.kind))?;
        self.text(unit.note.as_deref().unwrap_or_default())?;
        self.text(unit.source.lang.tag())?;
        self.text(&unit.source.text)?;
        self.text(target.map(|side| side.lang.tag()).unwrap_or_default())?;
        self.text(target.map(|side: &Side| side.text.as_str()).unwrap_or_default())?;
        self.text(unit.certainty.map(Certainty::word).unwrap_or_default())?;
        let probability = unit.certainty.and_then(Certainty::probability);
        self.text(&probability.map(|probability| format!("{probability:.4}")).unwrap_or_default())?;
        let mask = unit.mask.iter().flatten().map(usize::to_string).collect::<Vec<_>>();
        self.text(&mask.join(" "))?;
        self.text(unit.url.as_deref().unwrap_or_default())?;
        self.text(&unit.evidence.iter().map(Evidence::sentence).collect::<Vec<_>>().join("; "))?;
        self.table.write_record(None::<&[u8]>)?;
        Ok(())
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        // Bytes that need a closer look: controls and backslashes, DEL, the first bytes of U+0085 and of U+2028.
        let plain = |byte: u8| byte >= 0x20 && !matches!(byte, b'\\' | 0x7F | 0xC2 | 0xE2);
        // ASCII is in NFC.
        let text = if text.is_ascii() { text.into() } else { ComposingNormalizer::new_nfc().normalize(text) };
        if text.bytes().all(plain) {
            return Ok(self.table.write_field(text.as_bytes())?);
        }
        self.cell.clear();
        for c in text.chars() {
            match c {
                '\\' => self.cell.push_str("\\\\"),
                '\t' => self.cell.push_str("\\t"),
                '\n' => self.cell.push_str("\\n"),
                '\r' => self.cell.push_str("\\r"),
                '\u{2028}' | '\u{2029}' => {
                    let _ = write!(self.cell, "\\u{:04x}", u32::from(c));
                }
                _ if c.is_control() => {
                    let _ = write!(self.cell, "\\u{:04x}", u32::from(c));
                }
                _ => self.cell.push(c),
            }
        }
        Ok(self.table.write_field(self.cell.as_bytes())?)
    }
}
