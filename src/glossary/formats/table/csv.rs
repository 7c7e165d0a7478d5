//! Glossaries in CSV and TSV: as the program writes them, and as spreadsheets and other termbases do.

use super::columns::Columns;
use super::gather::Table;
use super::layout::{Field, Layout};
use super::rows;
use crate::glossary::formats::losses::Losses;
use crate::glossary::{Glossary, GlossaryError};

/// Reads a file. See [`Glossary::parse_csv`]. Without a `delimiter`, the one that stands most often in the first line is
/// taken: a comma, a semicolon or a tab.
pub(in crate::glossary::formats) fn parse(
    name: &str,
    text: &str,
    delimiter: Option<u8>,
    columns: &Columns,
) -> Result<Glossary, GlossaryError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let (named, skipped) = named_delimiter(text);
    let delimiter = delimiter.or(named).unwrap_or_else(|| frequent_delimiter(text));
    let file = File { name, text, delimiter, start: skipped };
    let body = text.get(skipped..).unwrap_or_default();
    let mut reader =
        ::csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(body.as_bytes());
    let mut record = ::csv::StringRecord::new();
    let read = |reader: &mut ::csv::Reader<&[u8]>, record: &mut ::csv::StringRecord| {
        let at = reader.position().byte();
        reader.read_record(record).map_err(|error| file.fault(at, 0, error.to_string()))
    };
    if !read(&mut reader, &mut record)? {
        return Err(file.fault(0, 0, "the file is empty: a table begins with a line of headings".to_owned()));
    }
    let at = |record: &::csv::StringRecord| record.position().map_or(0, ::csv::Position::byte);
    let header: Vec<&str> = record.iter().collect();
    let layout = Layout::of(&header, columns).map_err(|(column, message)| file.fault(at(&record), column, message))?;
    let mut table = Table::new(layout);
    while read(&mut reader, &mut record)? {
        let (width, len) = (table.width(), record.len());
        let blank = |from: usize| record.iter().skip(from).all(|cell| cell.trim().is_empty());
        if blank(0) {
            continue;
        }
        if len < width || !blank(width) {
            let message = format!(
                "this line has {len} fields, the header has {width}; a field that holds the sign between \
                                   fields needs quotes"
            );
            return Err(file.fault(at(&record), 0, message));
        }
        table.add(record.iter()).map_err(|(column, message)| file.fault(at(&record), column, message))?;
    }
    Ok(table.finish(name))
}

/// Writes a file: one term a row, one column for each field that the glossary has.
pub(in crate::glossary::formats) fn write(glossary: &Glossary, delimiter: u8) -> (Vec<u8>, Losses) {
    let columns = rows::columns(glossary);
    let mut writer = ::csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(columns.iter().map(|field| Field::word(*field)));
    for row in rows::rows(glossary) {
        let _ = writer.write_record(columns.iter().map(|&field| row.cell(field).into_owned()));
    }
    (writer.into_inner().unwrap_or_default(), rows::losses(glossary))
}

/// The delimiter that a first line `sep=;` names, as Excel writes it, and where the table begins.
fn named_delimiter(text: &str) -> (Option<u8>, usize) {
    let line = text.lines().next().unwrap_or_default();
    match line.strip_prefix("sep=").map(str::as_bytes) {
        Some(&[sign]) => (Some(sign), text.find('\n').map_or(text.len(), |end| end + 1)),
        _ => (None, 0),
    }
}

/// The sign that stands most often in the first line, outside quotes; of two, the comma.
fn frequent_delimiter(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b'\t', 0usize), (b';', 0), (b',', 0)];
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if !quoted => counts.iter_mut().filter(|(sign, _)| *sign == byte).for_each(|(_, count)| *count += 1),
            _ => {}
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| sign)
}

/// A file, to say where in it something is wrong.
struct File<'f> {
    name: &'f str,
    text: &'f str,
    delimiter: u8,
    /// Where the table begins.
    start: usize,
}

impl File<'_> {
    /// An error in a cell of the record at a byte offset of the table.
    fn fault(&self, record: u64, column: usize, message: String) -> GlossaryError {
        let record = usize::try_from(record).unwrap_or(usize::MAX).saturating_add(self.start);
        GlossaryError::at(self.name, self.text, self.cell(record, column), message)
    }

    /// Where a cell begins, as the reader counts cells.
    fn cell(&self, record: usize, column: usize) -> usize {
        let body = self.text.get(record..).unwrap_or_default();
        // The reader passes by empty lines before a record.
        let empty = body.len() - body.trim_start_matches(['\r', '\n']).len();
        let mut at = record + empty;
        let mut left = column;
        let mut quoted = false;
        for byte in self.text.bytes().skip(at) {
            if left == 0 || (!quoted && byte == b'\n') {
                break;
            }
            match byte {
                b'"' => quoted = !quoted,
                _ if byte == self.delimiter && !quoted => left -= 1,
                _ => {}
            }
            at += 1;
        }
        at
    }
}
