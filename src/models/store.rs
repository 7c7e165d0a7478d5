//! The folder in which models are kept: what is there, and whether it is still what was added.

use super::error::ModelsError;
use super::manifest::is_file_name;
use super::sum::Sum;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The file in a model's folder that says what was added.
pub(super) const RECORD: &str = "model.toml";

/// A folder with a folder for each model.
#[derive(Clone, Debug)]
pub struct Store {
    dir: PathBuf,
}

/// A model in a store, as it was added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Installed {
    /// Its name.
    pub id: String,
    /// From which language into which: `en-ar`.
    pub langs: String,
    /// Its files.
    #[serde(rename = "file")]
    pub files: Vec<InstalledFile>,
}

/// A file of a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstalledFile {
    /// Its name.
    pub name: String,
    /// What it was when it was added.
    #[serde(flatten)]
    pub sum: Sum,
    /// Whether this, or the file that it was unpacked from, had the sum that its publisher published.
    pub pinned: bool,
}

impl Installed {
    /// Bytes of all files.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.files.iter().map(|file| file.sum.size).sum()
    }

    /// Names of files for which no published sum is known.
    pub fn unpinned(&self) -> impl Iterator<Item = &str> {
        self.files.iter().filter(|file| !file.pinned).map(|file| file.name.as_str())
    }
}

/// What became of a file since it was added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The file.
    pub file: PathBuf,
    /// What is wrong with it; `None` when nothing is.
    pub fault: Option<Fault>,
}

/// What is wrong with a file of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// It is not there.
    Missing,
    /// It is another.
    Differs {
        /// What was added.
        expected: Sum,
        /// What is there.
        found: Sum,
    },
    /// It cannot be read.
    Unreadable(String),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing => f.write_str("is missing"),
            Self::Differs { expected, found } => write!(f, "differs: expected {expected}, found {found}"),
            Self::Unreadable(why) => write!(f, "cannot be read: {why}"),
        }
    }
}

impl Store {
    /// The store in a folder, which need not be there yet.
    #[must_use]
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }

    /// Where it is.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The folder of a model, whether it is there or not.
    #[must_use]
    pub fn folder(&self, id: &str) -> PathBuf {
        self.dir.join(id)
    }

    /// The models in it, by name.
    ///
    /// # Errors
    /// When the folder, or what a model says of itself, cannot be read.
    pub fn list(&self) -> Result<Vec<Installed>, ModelsError> {
        let failed = |error| ModelsError::io("cannot read", &self.dir)(error);
        let entries = match fs::read_dir(&self.dir) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(failed)?,
        };
        let mut found = Vec::new();
        for entry in entries {
            let name = entry.map_err(failed)?.file_name().to_string_lossy().into_owned();
            // Folders of other names are for what is on its way.
            if super::is_id(&name) && self.dir.join(&name).join(RECORD).is_file() {
                found.push(self.get(&name)?);
            }
        }
        found.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        Ok(found)
    }

    /// A model in it.
    ///
    /// # Errors
    /// When it is not there, or what it says of itself cannot be read.
    pub fn get(&self, id: &str) -> Result<Installed, ModelsError> {
        super::manifest::check_id(id)?;
        let path = self.folder(id).join(RECORD);
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(ModelsError::NotInstalled { id: id.to_owned(), dir: self.dir.clone() });
            }
            text => text.map_err(ModelsError::io("cannot read", &path))?,
        };
        let damaged = |why: String| {
            let why = format!("{why}; remove the folder that it is in, and add the model again");
            ModelsError::Damaged { file: path.clone(), why }
        };
        let installed: Installed = toml::from_str(&text).map_err(|error| damaged(error.to_string()))?;
        match installed.files.iter().find(|file| !is_file_name(&file.name)) {
            Some(file) => Err(damaged(format!("{:?} is no name of a file", file.name))),
            None if installed.id != id => Err(damaged(format!("it is of the model {}", installed.id))),
            None => Ok(installed),
        }
    }

    /// Reads all files of a model and compares them with what was added.
    #[must_use]
    pub fn verify(&self, model: &Installed) -> Vec<Checked> {
        let check = |file: &InstalledFile| {
            let path = self.folder(&model.id).join(&file.name);
            let fault = match Sum::of(&path) {
                Ok(sum) if sum == file.sum => None,
                Ok(found) => Some(Fault::Differs { expected: file.sum.clone(), found }),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Some(Fault::Missing),
                Err(error) => Some(Fault::Unreadable(error.to_string())),
            };
            Checked { file: path, fault }
        };
        model.files.iter().map(check).collect()
    }

    /// Makes the folder, and keeps all others from adding as long as the file is held.
    pub(super) fn lock(&self) -> Result<File, ModelsError> {
        fs::create_dir_all(&self.dir).map_err(ModelsError::io("cannot make the folder", &self.dir))?;
        let path = self.dir.join(".lock");
        let mut options = File::options();
        let lock = options
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(ModelsError::io("cannot write", &path))?;
        match fs4::FileExt::try_lock(&lock) {
            Ok(()) => Ok(lock),
            Err(fs4::TryLockError::WouldBlock) => Err(ModelsError::Busy(self.dir.clone())),
            Err(fs4::TryLockError::Error(error)) => Err(ModelsError::io("cannot lock", &path)(error)),
        }
    }
}

/// Where models are kept unless another folder is named: `isnad/models` in the folder for the user's data.
///
/// # Errors
/// When the environment names no such folder.
pub fn default_dir() -> Result<PathBuf, ModelsError> {
    let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let data = absolute("XDG_DATA_HOME").or_else(|| Some(absolute("HOME")?.join(".local").join("share")));
    Ok(data.ok_or(ModelsError::NoDir)?.join("isnad").join("models"))
}
