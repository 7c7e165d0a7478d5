//! What is wrong with a glossary file, and where.

use crate::text::{Position, Source};

/// Why a glossary could not be read. The message names file, line and column, and quotes the entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{position}: {message}{}", quoted(.entry))]
pub struct GlossaryError {
    /// The file, as its reader named it.
    pub file: String,
    /// Line and column, from 1.
    pub position: Position,
    /// What is wrong and what is allowed.
    pub message: String,
    /// The line on which it stands, without the space around it.
    pub entry: String,
}

impl GlossaryError {
    /// An error at a byte offset of a file's text.
    pub(super) fn at(file: &str, text: &str, offset: usize, message: impl Into<String>) -> Self {
        let position = Source::from(text).position(offset);
        let entry = text.lines().nth(position.line - 1).unwrap_or_default().trim();
        Self { file: file.to_owned(), position, message: message.into(), entry: shorten(entry) }
    }
}

impl GlossaryError {
    /// An error in a cell of a sheet, both numbers from 1, with what stands in its row.
    pub(super) fn in_cell(file: &str, line: usize, column: usize, message: impl Into<String>, row: &str) -> Self {
        let entry = shorten(row);
        Self { file: file.to_owned(), position: Position { line, column }, message: message.into(), entry }
    }

    /// An error that concerns a file as a whole.
    pub(super) fn of_file(file: &str, message: impl Into<String>) -> Self {
        Self::in_cell(file, 1, 1, message, "")
    }
}

/// The beginning of a line: enough to recognise it.
fn shorten(line: &str) -> String {
    const SHOWN: usize = 120;
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}

/// The entry between directional isolates, so that Arabic in it does not turn the message about.
fn quoted(entry: &str) -> String {
    if entry.is_empty() { String::new() } else { format!("\n    \u{2068}{entry}\u{2069}") }
}
