//! The text as it was read: never edited, cheap to share.

use std::sync::{Arc, OnceLock};

/// The immutable text of a report. Clones share it.
#[derive(Clone, Debug)]
pub struct Source {
    text: Arc<str>,
    /// Made when a position is first asked for.
    marks: Arc<OnceLock<Marks>>,
}

/// What makes finding a position quick, in lines of any length.
#[derive(Debug)]
struct Marks {
    /// Offsets at which lines begin.
    lines: Vec<usize>,
    /// Characters that begin before each [`BLOCK`] of bytes.
    characters: Vec<usize>,
}

/// Bytes between two counts of characters.
const BLOCK: usize = 256;

/// A place in a text, for people: both numbers count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in Unicode scalar values, from 1.
    pub column: usize,
}

impl Source {
    /// A source of this text.
    #[must_use]
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self { text: text.into(), marks: Arc::default() }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Line and column of a byte offset. An offset past the end is taken as the end, one inside a character as its start.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let marks = self.marks.get_or_init(|| Marks::of(&self.text));
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = marks.lines.partition_point(|&start| start <= offset);
        let start = marks.lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let column = marks.characters_before(offset, &self.text) - marks.characters_before(start, &self.text) + 1;
        Position { line, column }
    }
}

impl Marks {
    fn of(text: &str) -> Self {
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes());
        let counts = text.as_bytes().chunks(BLOCK).scan(0, |count, block| {
            *count += characters(block);
            Some(*count)
        });
        Self {
            lines: std::iter::once(0).chain(newlines.map(|at| at + 1)).collect(),
            characters: std::iter::once(0).chain(counts).collect(),
        }
    }

    /// How many characters of `text` begin before `offset`.
    fn characters_before(&self, offset: usize, text: &str) -> usize {
        let block = offset / BLOCK;
        let rest = text.as_bytes().get(block * BLOCK..offset).unwrap_or_default();
        self.characters.get(block).copied().unwrap_or_default() + characters(rest)
    }
}

/// How many characters begin in these bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

impl From<&str> for Source {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}
