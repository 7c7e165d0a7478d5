//! What can be wrong with a file: errors, after which there is no report, and warnings.

use crate::text::Position;

/// Why a file gives no report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// Another kind of file, told by its first bytes.
    #[error("this is {kind}, not text: {advice}")]
    OtherKind {
        /// What it is, with its article.
        kind: &'static str,
        /// What to do about it.
        advice: &'static str,
    },
    /// Bytes that no text holds.
    #[error(
        "this is not a text file: byte {offset} (line {line}) is {what}; if it is a document, save it as HTML, Markdown or \
         plain text in UTF-8 first"
    )]
    Binary {
        /// The first such byte, counted from 0.
        offset: usize,
        /// Its line, counted from 1.
        line: usize,
        /// What it is, with its article.
        what: &'static str,
    },
}

/// Something about a file that a person should know, and that does not stop the work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Where in the file, if at one place.
    pub position: Option<Position>,
    /// What is odd, and what was done about it.
    pub message: String,
}

impl Warning {
    /// About the whole file.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { position: None, message: message.into() }
    }

    /// About one place in it.
    #[must_use]
    pub fn at(position: Position, message: impl Into<String>) -> Self {
        Self { position: Some(position), message: message.into() }
    }
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.position {
            Some(position) => write!(f, "{position}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}
