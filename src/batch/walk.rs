//! Which files a run takes in, and under which names.

use crate::read::Format;
use crate::read::titles::is_bibliography;
use ignore::WalkBuilder;
use ignore::overrides::OverrideBuilder;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputFile {
    /// Its name in outputs: the path below the folder that was given, with `/`. Several folders keep their own names in
    /// front.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Its length in bytes when the folder was walked.
    pub len: u64,
}

/// What was found under the inputs.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    /// The files to read, by name.
    pub files: Vec<InputFile>,
    /// Files that may be bibliographies, by name: what stands in them witnesses for the reports.
    pub bibliographies: Vec<InputFile>,
    /// Files of formats that are not read, by name, and symbolic links, which say that they are.
    pub skipped: Vec<String>,
    /// Paths that could not be looked into, with the reason.
    pub failed: Vec<(String, String)>,
}

/// Why inputs could not be walked at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WalkError {
    /// An input does not exist or cannot be looked at.
    #[error("cannot read {path}: {error}")]
    Input {
        /// The input.
        path: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// An ignore pattern is not a glob.
    #[error("the ignore pattern '{pattern}' is not understood: {error}")]
    Pattern {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        error: ignore::Error,
    },
    /// Two inputs would have one name in the output.
    #[error("{first} and {second} would both be called '{name}' in the output: run them into different folders")]
    SameName {
        /// The name.
        name: String,
        /// One of them.
        first: String,
        /// The other.
        second: String,
    },
}

/// Finds the files under `inputs`: folders are walked, files are taken as they are. Hidden files, what `.isnadignore` files
/// and the `ignore` globs name, and everything below `without` (an output folder inside an input) are left out. Symbolic
/// links inside folders are not followed.
///
/// # Errors
/// When an input does not exist, a pattern is no glob, or two files would get one name.
pub fn walk(inputs: &[PathBuf], ignore: &[String], without: Option<&Path>) -> Result<Walk, WalkError> {
    let mut found = Walk::default();
    let without = without.and_then(|path| path.canonicalize().ok());
    for input in inputs {
        let input_error = |error| WalkError::Input { path: input.display().to_string(), error };
        let metadata = std::fs::metadata(input).map_err(input_error)?;
        let base = input.canonicalize().map_err(input_error)?;
        let own_name = base.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if metadata.is_file() {
            found.files.push(InputFile { name: own_name, path: input.clone(), len: metadata.len() });
        } else {
            let prefix = if inputs.len() > 1 { format!("{own_name}/") } else { String::new() };
            walk_folder(input, &prefix, ignore, without.as_deref(), &mut found)?;
        }
    }
    found.files.sort();
    found.bibliographies.sort();
    found.skipped.sort();
    found.failed.sort();
    // The same file given twice is one file; two files of one name are a mistake.
    found.files.dedup_by(|a, b| a.name == b.name && same_file(&a.path, &b.path));
    let mut names: BTreeMap<&str, &Path> = BTreeMap::new();
    for file in &found.files {
        if let Some(first) = names.insert(&file.name, &file.path) {
            return Err(WalkError::SameName {
                name: file.name.clone(),
                first: first.display().to_string(),
                second: file.path.display().to_string(),
            });
        }
    }
    Ok(found)
}

fn same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

fn walk_folder(
    folder: &Path,
    prefix: &str,
    ignore: &[String],
    without: Option<&Path>,
    found: &mut Walk,
) -> Result<(), WalkError> {
    let mut overrides = OverrideBuilder::new(folder);
    for pattern in ignore {
        // In an override a leading `!` means «leave out».
        overrides
            .add(&format!("!{pattern}"))
            .map_err(|error| WalkError::Pattern { pattern: pattern.clone(), error })?;
    }
    let overrides = overrides.build().map_err(|error| WalkError::Pattern { pattern: ignore.join(" "), error })?;
    let without = without.map(Path::to_path_buf);
    let walker = WalkBuilder::new(folder)
        .standard_filters(false)
        .hidden(true)
        .add_custom_ignore_filename(".isnadignore")
        .overrides(overrides)
        .filter_entry(move |entry| {
            let is_without = |without: &PathBuf| {
                entry.file_type().is_some_and(|kind| kind.is_dir())
                    && entry.path().canonicalize().is_ok_and(|path| path == *without)
            };
            !without.as_ref().is_some_and(is_without)
        })
        .build();
    for entry in walker {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.failed.push((format!("{prefix}{}", folder.display()), error.to_string()));
                continue;
            }
        };
        let Some(kind) = entry.file_type().filter(|kind| kind.is_file() || kind.is_symlink()) else { continue };
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let name = format!("{prefix}{}", parts.join("/"));
        if kind.is_symlink() {
            found.skipped.push(format!("{name} (symbolic link)"));
            continue;
        }
        let len = entry.metadata().map(|metadata| metadata.len()).unwrap_or_default();
        let file = InputFile { name, path: entry.into_path(), len };
        if Format::of_name(&file.name).is_some() {
            found.files.push(file);
        } else if is_bibliography(&file.name) {
            found.bibliographies.push(file);
        } else {
            found.skipped.push(file.name);
        }
    }
    Ok(())
}
