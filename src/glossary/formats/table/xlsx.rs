//! Glossaries in Excel's format: the columns of CSV, in cells that Excel leaves as they are.

use super::columns::Columns;
use super::gather::Table;
use super::layout::{Field, Layout};
use super::rows;
use crate::glossary::formats::WriteError;
use crate::glossary::formats::losses::Losses;
use crate::glossary::{Glossary, GlossaryError};
use crate::text::Direction;
use calamine::{DataRef, Reader, Xlsx};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::io::{Cursor, Read};

/// A workbook that unpacks to more than this many bytes is refused: its strings are held in memory.
const LARGEST_UNPACKED: u64 = 1 << 30;
/// How wide the columns of words and of texts are, in digits, as Excel measures.
const WIDTHS: (f64, f64) = (14.0, 32.0);

/// The number of Excel's format for text.
const TEXT: u8 = 49;

/// Reads the first sheet, or the one that the mapping names as `sheet`. The first row in which something stands is the header.
pub(in crate::glossary::formats) fn parse(
    name: &str,
    bytes: &[u8],
    columns: &Columns,
) -> Result<Glossary, GlossaryError> {
    let unreadable = |why: String| GlossaryError::of_file(name, format!("this is no readable XLSX file: {why}"));
    refuse_bomb(bytes).map_err(unreadable)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| unreadable(error.to_string()))?;
    let sheets = book.sheet_names();
    let sheet = match columns.get("sheet") {
        Some(wanted) => sheets.iter().find(|sheet| *sheet == wanted).ok_or_else(|| {
            GlossaryError::of_file(name, format!("no sheet is called `{wanted}`; there are {}", sheets.join(", ")))
        })?,
        None => sheets.first().ok_or_else(|| GlossaryError::of_file(name, "the workbook has no sheets"))?,
    };
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|error| unreadable(error.to_string()))?;
    let mut rows = Rows { name, columns, table: None, row: Vec::new(), number: 0 };
    while let Some(cell) = cells.next_cell().map_err(|error| unreadable(error.to_string()))? {
        let (row, column) = cell.get_position();
        if row != rows.number {
            rows.end_row()?;
            rows.number = row;
        }
        let text = text(cell.get_value()).map_err(|why| rows.fault(column as usize, &why))?;
        rows.put(column as usize, text);
    }
    rows.end_row()?;
    match rows.table {
        Some(table) => Ok(table.finish(name)),
        None => Err(GlossaryError::of_file(name, format!("the sheet `{sheet}` is empty"))),
    }
}

/// Counts what is in the archive, since its own figures may lie.
fn refuse_bomb(bytes: &[u8]) -> Result<(), String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut left = LARGEST_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| error.to_string())?;
        let length =
            std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|error| error.to_string())?;
        left = left
            .checked_sub(length)
            .ok_or_else(|| format!("it unpacks to more than {} MiB", LARGEST_UNPACKED >> 20))?;
    }
    Ok(())
}

/// What a cell shows. Excel's own values become words again: a date that of ISO 8601, yes and no.
fn text(value: &DataRef<'_>) -> Result<String, String> {
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => super::cells::yes_word(*yes).to_owned(),
        DataRef::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Error(error) => return Err(format!("Excel shows the error {error} here")),
    })
}

/// The row that is being read, and the table of those before.
struct Rows<'r> {
    name: &'r str,
    columns: &'r Columns,
    /// `None` before the header.
    table: Option<Table>,
    row: Vec<String>,
    /// The number of the row, from 0.
    number: u32,
}

impl Rows<'_> {
    /// Puts a text into its column.
    fn put(&mut self, column: usize, text: String) {
        if self.row.len() <= column && !text.is_empty() {
            self.row.resize(column + 1, String::new());
        }
        if let Some(cell) = self.row.get_mut(column) {
            *cell = text;
        }
    }

    /// Adds the row to the table, and begins a new one.
    fn end_row(&mut self) -> Result<(), GlossaryError> {
        let row = std::mem::take(&mut self.row);
        if row.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        let cells = row.iter().map(String::as_str);
        let done = match &mut self.table {
            Some(table) => match row.iter().skip(table.width()).position(|cell| !cell.trim().is_empty()) {
                Some(beyond) => {
                    Err((table.width() + beyond, "this cell stands in a column without a heading".to_owned()))
                }
                None => table.add(cells),
            },
            None => Layout::of(&cells.collect::<Vec<_>>(), self.columns).map(|layout| {
                self.table = Some(Table::new(layout));
            }),
        };
        self.row = row;
        done.map_err(|(column, why)| self.fault(column, &why))?;
        self.row.clear();
        Ok(())
    }

    /// An error in a cell of this row.
    fn fault(&self, column: usize, why: &str) -> GlossaryError {
        let line = self.number as usize + 1;
        let said: Vec<&str> = self.row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        GlossaryError::in_cell(
            self.name,
            line,
            column + 1,
            format!("cell {}{line}: {why}", letters(column)),
            &said.join(" | "),
        )
    }
}

/// The letters of a column: `A` for 0, `AA` for 26.
fn letters(column: usize) -> String {
    let mut left = column + 1;
    let mut letters = Vec::new();
    while left > 0 {
        left -= 1;
        letters.push(char::from(b'A' + u8::try_from(left % 26).unwrap_or_default()));
        left /= 26;
    }
    letters.iter().rev().collect()
}

/// Writes a workbook of one sheet: a term a row. All cells are text, so that Excel neither counts with them nor runs them.
pub(in crate::glossary::formats) fn write(glossary: &Glossary) -> Result<(Vec<u8>, Losses), WriteError> {
    let failed = |error: XlsxError| WriteError::Sheet(error.to_string());
    let mut book = Workbook::new();
    // The time of writing would make two files of the same glossary differ.
    let date = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&date));
    let text = Format::new().set_num_format_index(TEXT);
    let right_to_left = text.clone().set_reading_direction(2);
    let heading = text.clone().set_bold();
    let sheet = book.add_worksheet();
    sheet.set_name("terms").and_then(|sheet| sheet.set_freeze_panes(1, 0)).map_err(failed)?;
    let columns = rows::columns(glossary);
    for (column, &field) in (0..).zip(&columns) {
        let width = if is_text(field) { WIDTHS.1 } else { WIDTHS.0 };
        sheet
            .set_column_width(column, width)
            .and_then(|sheet| sheet.set_column_format(column, &text))
            .and_then(|sheet| sheet.write_string_with_format(0, column, field.word(), &heading))
            .map_err(failed)?;
    }
    for (number, row) in (1..).zip(rows::rows(glossary)) {
        let is_rtl = row.lang().direction() == Direction::Rtl;
        for (column, &field) in (0..).zip(&columns) {
            let cell = row.cell(field);
            if cell.is_empty() {
                continue;
            }
            let format = if is_rtl && matches!(field, Field::Term | Field::Context) { &right_to_left } else { &text };
            sheet.write_string_with_format(number, column, cell, format).map_err(|error| {
                WriteError::Sheet(format!("{error}, in the column `{}` of the concept `{}`", field.word(), row.id()))
            })?;
        }
    }
    let bytes = book.save_to_buffer().map_err(failed)?;
    Ok((bytes, rows::losses(glossary)))
}

/// Whether sentences stand in the column of a field.
fn is_text(field: Field) -> bool {
    matches!(field, Field::Term | Field::Definition | Field::Note | Field::TermNote | Field::Context | Field::Source)
}
