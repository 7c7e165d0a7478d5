//! What came of a bibliography: counts, problems with single records, and why a file could not be read.

use crate::read::ReadError;

/// How many problems are told one by one.
pub(super) const TOLD: usize = 20;

/// What was in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Titles that were handed over.
    pub taken: u64,
    /// Records that could be read and have no whole title in the Arabic script.
    pub left_out: u64,
    /// What is wrong with single records, at most 20.
    pub problems: Vec<Problem>,
    /// How many more there are.
    pub more_problems: u64,
}

/// Something in a file that could not be read, or only in part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: u64,
    /// What is wrong, and what was done about it.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// Why the reading of a bibliography stopped.
#[derive(Debug, thiserror::Error)]
pub enum TitlesError<E> {
    /// The file cannot be read.
    #[error("{name}: {fault}")]
    File {
        /// The file.
        name: String,
        /// What is wrong with it.
        fault: Fault,
    },
    /// Who was given the titles gave up.
    #[error(transparent)]
    Each(E),
}

/// Why a file gives no titles, or no more.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The bytes could not be had.
    #[error("cannot be read: {0}")]
    Io(std::io::Error),
    /// It is no text.
    #[error(transparent)]
    NotText(ReadError),
    /// It is longer than what is read of a file that has to be held whole.
    #[error("is larger than {limit} bytes, the most that is read of this format: split it, or save it as TSV")]
    TooLarge {
        /// The most that is read.
        limit: u64,
    },
    /// A table without a column of titles.
    #[error(
        "line {line}: no column is named `title`, and the first line must name the columns: title, gloss, date, source, url; \
         it has {found}"
    )]
    NoTitles {
        /// The line of the header.
        line: u64,
        /// What stands there.
        found: String,
    },
    /// A record of a table that does not end.
    #[error("line {line}: this record is longer than {limit} bytes: close the quote that it opens")]
    LongRecord {
        /// Where it begins.
        line: u64,
        /// The most that is read of a record.
        limit: u64,
    },
    /// An XML file of another kind.
    #[error("is XML that begins with <{root}>; read are RSS, Atom, RDF of Zotero, EndNote XML and TMX")]
    OtherXml {
        /// Its first element.
        root: String,
    },
    /// A file that is named as XML and has no element.
    #[error("holds no XML: is the file empty, or cut off before its first element?")]
    NoXml,
    /// Neither the name nor the bytes tell the format.
    #[error(
        "is of no known format: name it after what it is, .tsv, .csv, .json, .ris, .bib, .enw, .rdf, .xml, .tmx, .rss or .atom"
    )]
    Unknown,
}
