//! TSV and CSV with a header, as spreadsheets, databases and Zotero write them: read record by record, never whole.

use super::error::Fault;
use super::input;
use super::names::{Role, role};
use super::record::{Place, Record};
use super::sink::{Sink, Stop};
use crate::text::script;
use csv::{ByteRecord, Reader, ReaderBuilder};
use std::io::{self, BufRead, Cursor, Read};
use std::str::Utf8Error;

/// A longer record is taken for a quote that is not closed.
const LONGEST: u64 = 16 * 1024 * 1024;
/// How much of the file is looked at to tell what parts the fields.
const SAMPLE: u64 = 64 * 1024;
/// The buffer between the file and the records.
const BUFFER: usize = 256 * 1024;

/// Reads a table. Quotes mean something in CSV only: in TSV they are part of the text.
pub(super) fn read(input: &mut dyn BufRead, is_csv: bool, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let mut text = input::stream(input)?;
    let mut start = Vec::new();
    text.by_ref().take(SAMPLE).read_to_end(&mut start).map_err(Fault::Io)?;
    let (delimiter, skipped) = if is_csv { delimiter(&start) } else { (b'\t', 0) };
    let start = start.split_off(skipped);
    let newline = if memchr::memchr(b'\n', &start).is_none() && start.contains(&b'\r') { b'\r' } else { b'\n' };
    let reader = ReaderBuilder::new()
        .delimiter(delimiter)
        // The carriage return before a newline is trimmed off with other white space.
        .terminator(csv::Terminator::Any(newline))
        .quoting(is_csv)
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(BUFFER)
        // The last line may lack its end, by which lines are counted.
        .from_reader(Bounded { inner: Cursor::new(start).chain(text).chain(&b"\n"[..]), left: 0 });
    let mut rows = Rows { reader, above: u64::from(skipped > 0), newline, read: 0 };
    let mut record = ByteRecord::new();
    let Some(line) = rows.next(&mut record)? else { return Ok(()) };
    let columns = Columns::of(&record);
    if columns.title.is_empty() && columns.original.is_empty() {
        let found = record.iter().take(12).map(|name| format!("`{}`", String::from_utf8_lossy(name).trim()));
        let found = found.collect::<Vec<_>>().join(", ");
        return Err(Fault::NoTitles { line, found }.into());
    }
    let width = record.len();
    while let Some(line) = rows.next(&mut record)? {
        if record.len() != width && !is_fit(&record, width, line, sink) {
            continue;
        }
        match columns.record(&record, Place::Line(line)) {
            Ok(Some(record)) => sink.record(&record)?,
            Ok(None) => sink.leave_out(),
            Err(_) => sink.problem(line, "this record is not valid UTF-8 and is left out: save the file in UTF-8"),
        }
    }
    Ok(())
}

/// The records of a file, with their lines.
struct Rows<R> {
    reader: Reader<Bounded<R>>,
    /// Lines above the header.
    above: u64,
    newline: u8,
    /// Records that were read.
    read: u64,
}

impl<R: Read> Rows<R> {
    /// Reads the next record, and gives the line where it begins; `None` at the end.
    fn next(&mut self, record: &mut ByteRecord) -> Result<Option<u64>, Stop> {
        self.reader.get_mut().left = LONGEST;
        let before = self.reader.position().line() + self.above;
        match self.reader.read_byte_record(record) {
            Ok(true) => self.read += 1,
            Ok(false) => return Ok(None),
            Err(error) => {
                return Err(Stop::Fault(match error.into_kind() {
                    csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                        Fault::LongRecord { line: before, limit: LONGEST }
                    }
                    csv::ErrorKind::Io(error) => Fault::Io(error),
                    other => Fault::Io(io::Error::other(format!("{other:?}"))),
                }));
            }
        }
        // The reader counts newlines, and passes by empty lines before a record: so from the end of it back.
        let inside = memchr::memchr_iter(b'\n', record.as_slice()).count() as u64;
        let end = self.reader.position().line() + self.above;
        Ok(Some(if self.newline == b'\n' { end.saturating_sub(inside + 1).max(before) } else { self.read }))
    }
}

/// Says what is wrong with a record of another length than the header, and whether it can be read all the same. One field
/// too many means that a delimiter stands unquoted, and what follows it under the wrong heading.
fn is_fit(record: &ByteRecord, width: usize, line: u64, sink: &mut Sink<'_>) -> bool {
    let len = record.len();
    if record.iter().all(|field| field.trim_ascii().is_empty()) {
        return false;
    }
    if len < width {
        sink.problem(
            line,
            format!("this line has {len} fields, the header has {width}: the last ones are taken as empty"),
        );
        return true;
    }
    if record.iter().skip(width).all(|field| field.trim_ascii().is_empty()) {
        return true;
    }
    let advice = "it is left out; put quotes around a field that holds a delimiter";
    sink.problem(line, format!("this line has {len} fields, the header has {width}: {advice}"));
    false
}

/// What parts the fields of a CSV file, by its first line, and how much of the file comes before the header: Excel names
/// the sign in a line of its own, `sep=;`.
fn delimiter(start: &[u8]) -> (u8, usize) {
    if let Some(&[sign, end, ..]) = start.strip_prefix(b"sep=") {
        let after = start.get(5..).unwrap_or_default();
        let newline = memchr::memchr(b'\n', after).map_or(start.len(), |at| 5 + at + 1);
        if end == b'\r' || end == b'\n' {
            return (sign, newline);
        }
    }
    let mut quoted = false;
    let mut counts = [(b',', 0usize), (b';', 0), (b'\t', 0)];
    for &byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => counts.iter_mut().filter(|(sign, _)| *sign == byte).for_each(|(_, count)| *count += 1),
            _ => {}
        }
    }
    let best = counts.into_iter().rev().max_by_key(|(_, count)| *count);
    (best.map_or(b',', |(sign, _)| sign), 0)
}

/// Which columns hold what, the best first.
#[derive(Debug, Default)]
struct Columns {
    title: Vec<usize>,
    original: Vec<usize>,
    translated: Vec<usize>,
    extra: Vec<usize>,
    source: Vec<usize>,
    date: Vec<usize>,
    url: Vec<usize>,
}

impl Columns {
    fn of(header: &ByteRecord) -> Self {
        let mut ranked: Vec<(usize, usize, Role)> = header
            .iter()
            .enumerate()
            .filter_map(|(column, name)| {
                let (role, rank) = role(&String::from_utf8_lossy(name))?;
                Some((rank, column, role))
            })
            .collect();
        ranked.sort_by_key(|&(rank, column, _)| (rank, column));
        let mut columns = Self::default();
        for (_, column, role) in ranked {
            let held = match role {
                Role::Title => &mut columns.title,
                Role::Original => &mut columns.original,
                Role::Translated => &mut columns.translated,
                Role::Extra => &mut columns.extra,
                Role::Source => &mut columns.source,
                Role::Date => &mut columns.date,
                Role::Url => &mut columns.url,
            };
            held.push(column);
        }
        columns
    }

    /// The fields of a record; `None` when it is soon seen that none of them is a title in the Arabic script.
    fn record<'r>(&self, record: &'r ByteRecord, place: Place<'r>) -> Result<Option<Record<'r>>, Utf8Error> {
        let field = |columns: &[usize]| {
            let fields = columns.iter().filter_map(|&column| record.get(column));
            fields.map(<[u8]>::trim_ascii).find(|field| !field.is_empty()).map_or(Ok(""), std::str::from_utf8)
        };
        let (title, original, translated) = (field(&self.title)?, field(&self.original)?, field(&self.translated)?);
        let extra = field(&self.extra)?;
        let may_be = |text: &str| script::has_arabic(text) || text.contains('&');
        if ![title, original, translated, extra].into_iter().any(may_be) {
            return Ok(None);
        }
        let (source, date, url) = (field(&self.source)?, field(&self.date)?, field(&self.url)?);
        Ok(Some(Record { title, original, translated, extra, source, date, url, place }))
    }
}

/// A file that fails once more of it is read than `left`, which is set anew for each record.
struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let len = self.inner.read(out)?;
        self.left = self.left.saturating_sub(len as u64);
        Ok(len)
    }
}
