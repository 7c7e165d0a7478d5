//! Adding a model: its files copied or unpacked beside the store, checked, and only then given their place.

use super::error::ModelsError;
use super::manifest::{Known, KnownFile, PACKED, check_id, check_langs, is_file_name};
use super::store::{Installed, InstalledFile, RECORD, Store};
use super::sum::{Sum, Summing};
use flate2::read::MultiGzDecoder;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Which model is to be added.
#[derive(Clone, Debug)]
pub enum Wanted<'m> {
    /// One that is known: its files are checked.
    Known(&'m Known),
    /// Another one, whose files nobody vouches for.
    Own {
        /// What it is to be called.
        id: String,
        /// From which language into which: `en-pt`.
        langs: String,
    },
}

impl<'m> Wanted<'m> {
    /// A model of the user's own.
    ///
    /// # Errors
    /// When the name or the languages cannot be such, or when a known model has that name.
    pub fn own(id: &str, langs: &str, manifest: &super::Manifest) -> Result<Self, ModelsError> {
        check_id(id)?;
        check_langs(langs)?;
        if manifest.models().iter().any(|known| known.id == id) {
            return Err(ModelsError::Taken(id.to_owned()));
        }
        Ok(Self::Own { id: id.to_owned(), langs: langs.to_owned() })
    }

    /// What it is called.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Known(known) => &known.id,
            Self::Own { id, .. } => id,
        }
    }

    /// From which language into which.
    #[must_use]
    pub fn langs(&self) -> &str {
        match self {
            Self::Known(known) => &known.langs,
            Self::Own { langs, .. } => langs,
        }
    }

    fn known(&self, name: &str) -> Option<&'m KnownFile> {
        match self {
            Self::Known(known) => known.files.iter().find(|file| file.name == name),
            Self::Own { .. } => None,
        }
    }
}

/// Files of a model that lie somewhere, each with the name that it is to have.
#[derive(Clone, Debug)]
pub struct Files(Vec<(String, PathBuf)>);

impl Files {
    /// The files of a model among files and in folders. In a folder, what belongs to no model is passed by.
    ///
    /// # Errors
    /// When a file is missing, is there twice or belongs to no model, or when a folder cannot be read.
    pub fn find(wanted: &Wanted<'_>, from: &[PathBuf]) -> Result<Self, ModelsError> {
        let mut files: Vec<(String, PathBuf)> = Vec::new();
        let mut take = |path: PathBuf, named: bool| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let name = name.strip_suffix(PACKED).map(str::to_owned).unwrap_or(name);
            let wants = match wanted {
                Wanted::Known(known) => known.files.iter().any(|file| file.name == name),
                Wanted::Own { .. } => is_file_name(&name) && (named || role(&name).is_some()),
            };
            match files.iter().find(|(other, _)| *other == name) {
                _ if !wants && !named => Ok(()),
                _ if !wants => Err(ModelsError::NotOfModel {
                    file: path,
                    id: wanted.id().to_owned(),
                    names: names(wanted).join(", "),
                }),
                Some((_, first)) => Err(ModelsError::Twice { name, first: first.clone(), second: path }),
                None => {
                    files.push((name, path));
                    Ok(())
                }
            }
        };
        for path in from {
            if !path.is_dir() {
                take(path.clone(), true)?;
                continue;
            }
            let failed = |error| ModelsError::io("cannot read", path)(error);
            let mut found = Vec::new();
            for entry in fs::read_dir(path).map_err(failed)? {
                found.push(entry.map_err(failed)?.path());
            }
            found.sort_unstable();
            found.into_iter().filter(|path| path.is_file()).try_for_each(|path| take(path, false))?;
        }
        let has = |name: &str| match wanted {
            Wanted::Known(_) => files.iter().any(|(file, _)| file == name),
            Wanted::Own { .. } => files.iter().any(|(file, _)| role(file) == Some(name)),
        };
        let split = has("srcvocab….spm") && has("trgvocab….spm");
        match names(wanted).into_iter().find(|name| !(has(name) || split && name == "vocab….spm")) {
            None => Ok(Self(files)),
            Some(name) => {
                let places: Vec<String> = from.iter().map(|path| path.display().to_string()).collect();
                Err(ModelsError::Missing { name, places: places.join(", ") })
            }
        }
    }

    /// Files that are known to be those of a model.
    #[cfg(feature = "neural")]
    pub(super) fn new(files: Vec<(String, PathBuf)>) -> Self {
        Self(files)
    }
}

/// The files that a model cannot do without.
fn names(wanted: &Wanted<'_>) -> Vec<String> {
    match wanted {
        Wanted::Known(known) => {
            known.files.iter().filter(|file| !file.optional).map(|file| file.name.clone()).collect()
        }
        Wanted::Own { .. } => vec!["model….bin".to_owned(), "vocab….spm".to_owned()],
    }
}

/// What a file is in a model, by its name.
fn role(name: &str) -> Option<&'static str> {
    const ROLES: [(&str, &str, &str); 5] = [
        ("model", ".bin", "model….bin"),
        ("vocab", ".spm", "vocab….spm"),
        ("srcvocab", ".spm", "srcvocab….spm"),
        ("trgvocab", ".spm", "trgvocab….spm"),
        ("lex", ".bin", "lex….bin"),
    ];
    ROLES.into_iter().find(|(start, end, _)| name.starts_with(start) && name.ends_with(end)).map(|(_, _, role)| role)
}

impl Store {
    /// Copies files into the store as a model, unpacking those that end in `.gz`, and checks those whose sums are known. A
    /// model that is there under this name is replaced. When anything fails the store is as it was.
    ///
    /// # Errors
    /// When a file is not the published one, when the disk is full, when somebody else is adding.
    pub fn add(&self, wanted: &Wanted<'_>, files: &Files) -> Result<Installed, ModelsError> {
        let _lock = self.lock()?;
        self.bring_in(wanted, files)
    }

    /// As [`Self::add`], under a lock that is held.
    pub(super) fn bring_in(&self, wanted: &Wanted<'_>, files: &Files) -> Result<Installed, ModelsError> {
        let staging = tempfile::Builder::new()
            .prefix(".adding-")
            .tempdir_in(self.dir())
            .map_err(ModelsError::io("cannot write", self.dir()))?;
        let new = staging.path().join("new");
        fs::create_dir(&new).map_err(ModelsError::io("cannot make the folder", &new))?;
        let mut installed =
            Installed { id: wanted.id().to_owned(), langs: wanted.langs().to_owned(), files: Vec::new() };
        for (name, path) in &files.0 {
            let file = bring(wanted, name, path, &new).map_err(|error| match error {
                ModelsError::NoSpace { needed, .. } => ModelsError::NoSpace { dir: self.dir().to_owned(), needed },
                error => error,
            })?;
            installed.files.push(file);
        }
        installed.files.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        let record = new.join(RECORD);
        let text = toml::to_string(&installed)
            .map_err(|error| ModelsError::Damaged { file: record.clone(), why: error.to_string() })?;
        write(&record, &mut text.as_bytes()).map_err(ModelsError::io("cannot write", &record))?;
        let place = self.folder(wanted.id());
        let old = staging.path().join("old");
        let replaced = place.exists();
        if replaced {
            fs::rename(&place, &old).map_err(ModelsError::io("cannot replace", &place))?;
        }
        if let Err(error) = fs::rename(&new, &place) {
            if replaced && fs::rename(&old, &place).is_err() {
                // Then it stays where it is, rather than being removed.
                let _ = staging.keep();
            }
            return Err(ModelsError::io("cannot write", &place)(error));
        }
        // The renaming itself must be on disk too. Not every system lets a folder be opened for that.
        let _ = File::open(self.dir()).and_then(|dir| dir.sync_all());
        Ok(installed)
    }
}

/// Copies a file, unpacked, and checks it on the way.
fn bring(wanted: &Wanted<'_>, name: &str, path: &Path, into: &Path) -> Result<InstalledFile, ModelsError> {
    let failed = |error| ModelsError::io("cannot read", path)(error);
    let known = wanted.known(name);
    let mut source = Summing::new(File::open(path).map_err(failed)?);
    let place = into.join(name);
    if !path.to_string_lossy().ends_with(PACKED) {
        let sum = write(&place, &mut source).map_err(ModelsError::io("cannot copy", path))?;
        let pinned = check(wanted, path, &sum, known.map(|known| (known.size, known.sha256.as_deref())))?;
        return Ok(InstalledFile { name: name.to_owned(), sum, pinned });
    }
    let unpacked = write(&place, &mut MultiGzDecoder::new(&mut source));
    // The decoder may stop before the end.
    io::copy(&mut source, &mut io::sink()).map_err(failed)?;
    // What is not the published file need not be one that can be unpacked: that it is not is said first.
    let expected = known.map(|known| (known.packed_size, known.packed_sha256.as_deref()));
    let vouched = check(wanted, path, &source.sum(), expected)?;
    let sum = unpacked.map_err(|error| match error.kind() {
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
            ModelsError::Damaged { file: path.to_owned(), why: format!("it cannot be unpacked: {error}") }
        }
        _ => ModelsError::io("cannot unpack", path)(error),
    })?;
    let pinned = check(wanted, path, &sum, known.map(|known| (known.size, known.sha256.as_deref())))?;
    Ok(InstalledFile { name: name.to_owned(), sum, pinned: pinned || vouched })
}

/// Compares a file with what is published of it. Whether its sum is.
pub(super) fn check(
    wanted: &Wanted<'_>,
    file: &Path,
    found: &Sum,
    expected: Option<(Option<u64>, Option<&str>)>,
) -> Result<bool, ModelsError> {
    let (size, sha256) = expected.unwrap_or_default();
    if size.is_none_or(|size| size == found.size) && sha256.is_none_or(|sha256| sha256 == found.sha256) {
        return Ok(sha256.is_some());
    }
    let size = size.map(|size| format!("{size} bytes"));
    let sha256 = sha256.map(|sha256| format!("sha256 {sha256}"));
    let expected = size.into_iter().chain(sha256).collect::<Vec<_>>().join(" with ");
    let langs = wanted.langs().to_owned();
    Err(ModelsError::WrongSum { file: file.to_owned(), expected, found: found.clone(), langs })
}

/// Writes a file to the disk, and gives its sum.
fn write(place: &Path, content: &mut dyn Read) -> io::Result<Sum> {
    let mut content = Summing::new(content);
    let mut file = File::create_new(place)?;
    io::copy(&mut content, &mut file)?;
    file.sync_all()?;
    Ok(content.sum())
}
