//! What can be wrong with a title index.

use std::io;
use std::path::{Path, PathBuf};

/// What is tried when nothing is written.
const READING: &str = "cannot read";

/// Why a title index cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// There is none in this folder.
    #[error("{dir} holds no title index: make one with isnad titles add FILE… --index {dir}", dir = .0.display())]
    Missing(PathBuf),
    /// It was written by another version.
    #[error("{file} has format {found} and this program reads format {known}: use the isnad that wrote it, or export the titles there and add them to a new index", file = .file.display())]
    Version {
        /// The file.
        file: PathBuf,
        /// The format that it names.
        found: u32,
        /// The format that is read.
        known: u32,
    },
    /// A file of it is not as it was written.
    #[error("{file} is damaged ({what}): put it back from a copy, or make the index anew from the files that were added", file = .file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// Somebody else is adding to it.
    #[error("another isnad is adding titles to {dir}: try again when it has ended", dir = .0.display())]
    Busy(PathBuf),
    /// An entry is longer than any that there is.
    #[error(
        "the entry at {place} has {len} bytes, and the index takes at most {limit}: is a quote or a bracket not closed there?"
    )]
    TooLong {
        /// Where it stands.
        place: String,
        /// Its length in bytes.
        len: usize,
        /// How long one may be.
        limit: usize,
    },
    /// The system refused to read or write.
    #[error("{what} {file}: {cause}{}", if *what == READING { "" } else { "; the index is as it was" }, file = .file.display())]
    Io {
        /// What was tried: `cannot write`.
        what: &'static str,
        /// The file.
        file: PathBuf,
        /// Why. It is in the text of this error, so it is not given as its source too.
        cause: io::Error,
    },
}

impl IndexError {
    pub(super) fn io(what: &'static str, file: &Path) -> impl FnOnce(io::Error) -> Self {
        let file = file.to_owned();
        move |cause| Self::Io { what, file, cause }
    }

    pub(super) fn damaged(file: &Path, what: impl Into<String>) -> Self {
        Self::Damaged { file: file.to_owned(), what: what.into() }
    }
}
