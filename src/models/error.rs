//! What can be wrong when models are added or looked for.

use super::sum::Sum;
use std::io;
use std::path::{Path, PathBuf};

/// Why models cannot be added or listed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelsError {
    /// Nothing says where models are kept.
    #[error(
        "it is not known where models are kept: neither XDG_DATA_HOME nor HOME is set; name a folder with --models"
    )]
    NoDir,
    /// No model of this name is known.
    #[error(
        "no model {id} is known; known are {known}. For files of another model say --id NAME --langs en-ar --from FOLDER"
    )]
    Unknown {
        /// The name.
        id: String,
        /// Those that are known.
        known: String,
    },
    /// A known model cannot be given other files under its name.
    #[error("{0} is the name of a known model, whose files are checked: choose another name for --id")]
    Taken(String),
    /// A name that is no name of a folder.
    #[error(
        "{0:?} cannot be the name of a model: it may have lower-case letters, digits, - and _, and begins with a letter"
    )]
    Id(String),
    /// Languages that are none.
    #[error("{0:?} does not say from which language into which: write two tags with a hyphen between them, as en-ar")]
    Langs(String),
    /// No model of this name is there.
    #[error("no model {id} is installed in {dir}", dir = .dir.display())]
    NotInstalled {
        /// The name.
        id: String,
        /// Where models are kept.
        dir: PathBuf,
    },
    /// A file that the model needs is not among those that were given.
    #[error("{name} is missing: the model needs it; looked for it, also as {name}.gz, in {places}")]
    Missing {
        /// The file.
        name: String,
        /// Where it was looked for.
        places: String,
    },
    /// A file that is no part of the model.
    #[error("{file} is no file of the model {id}, which has {names}", file = .file.display())]
    NotOfModel {
        /// The file.
        file: PathBuf,
        /// The model.
        id: String,
        /// Its files.
        names: String,
    },
    /// A file that was given twice, once packed perhaps.
    #[error("there are two files for {name}: {first} and {second}", first = .first.display(), second = .second.display())]
    Twice {
        /// What both would become.
        name: String,
        /// One of them.
        first: PathBuf,
        /// The other.
        second: PathBuf,
    },
    /// A file is not the one that its publisher published.
    #[error(
        "{file} is not the published file: expected {expected}, found {found}. It was cut off, or is of another version: get it \
         anew, or add it under a name of its own with --id NAME --langs {langs}",
        file = .file.display()
    )]
    WrongSum {
        /// The file.
        file: PathBuf,
        /// What was expected: the length, the sum, or both.
        expected: String,
        /// What was found.
        found: Sum,
        /// The languages of the model.
        langs: String,
    },
    /// The disk is full.
    #[error("no space is left on the disk of {dir}{needed}: make room there, or name a folder on another disk with --models", dir = .dir.display())]
    NoSpace {
        /// Where models are kept.
        dir: PathBuf,
        /// How much is needed, where it is known: `, 22.9 MB are needed`.
        needed: String,
    },
    /// Somebody else is adding models.
    #[error("another isnad is adding a model to {dir}: try again when it has ended", dir = .0.display())]
    Busy(PathBuf),
    /// A file says what cannot be read.
    #[error("{file} cannot be understood: {why}", file = .file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// Why.
        why: String,
    },
    /// A server gave no file.
    #[error("cannot get {url}: {why}{advice}")]
    Fetch {
        /// The address.
        url: String,
        /// What it said.
        why: String,
        /// What to do.
        advice: &'static str,
    },
    /// The system refused to read or write.
    #[error("{what} {file}: {source}", file = .file.display())]
    Io {
        /// What was tried: `cannot write`.
        what: &'static str,
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl ModelsError {
    /// What the system said. A full disk is told by what it is.
    pub(super) fn io(what: &'static str, file: &Path) -> impl FnOnce(io::Error) -> Self {
        let file = file.to_owned();
        move |source| match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                let dir = file.parent().unwrap_or(&file).to_owned();
                Self::NoSpace { dir, needed: String::new() }
            }
            _ => Self::Io { what, file, source },
        }
    }
}
