//! Compiled glossaries, kept in a folder of the user's cache: compiling a large one takes seconds, reading it back milliseconds.

use crate::glossary::{Glossary, Matcher};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// How many compiled glossaries are kept; one of 100,000 concepts is some 40 MB.
const KEPT: usize = 8;

/// What a file here ends in.
const EXTENSION: &str = "glossary";

/// The folder in which compiled glossaries are kept: `isnad` in the user's cache folder. `None` where there is no such folder.
#[must_use]
pub fn cache_dir() -> Option<PathBuf> {
    let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let cache = absolute("XDG_CACHE_HOME").or_else(|| Some(absolute("HOME")?.join(".cache")));
    Some(cache?.join("isnad"))
}

/// The matcher of a glossary: read from the cache if it was compiled from the same sources before, and compiled and kept
/// there otherwise. `digest` names the sources, this version of the program included. A cache that can't be used is no
/// error: the glossary is then compiled each time.
///
/// # Errors
/// When `read` fails to read the sources.
pub fn matcher<E>(
    cache: Option<&Path>,
    digest: [u8; 32],
    read: impl FnOnce() -> Result<Glossary, E>,
) -> Result<Matcher, E> {
    let path = cache.map(|folder| folder.join(file_name(digest)));
    if let Some(known) = path.as_deref().and_then(|path| load(path, digest)) {
        return Ok(known);
    }
    let matcher = Matcher::new(&read()?);
    if let Some(path) = path {
        // The next run compiles again.
        let _ = keep(&path, digest, &matcher);
    }
    Ok(matcher)
}

fn file_name(digest: [u8; 32]) -> String {
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{hex}.{EXTENSION}")
}

fn load(path: &Path, digest: [u8; 32]) -> Option<Matcher> {
    let file = File::open(path).ok()?;
    let length = file.metadata().ok()?.len();
    Matcher::load(digest, length, file).ok()
}

/// Writes a compiled glossary under another name first, so that nobody reads half of it.
fn keep(path: &Path, digest: [u8; 32], matcher: &Matcher) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    let mut out = BufWriter::new(&mut file);
    matcher.save(digest, &mut out)?;
    out.flush()?;
    drop(out);
    file.persist(path).map_err(|error| error.error)?;
    drop_oldest(folder)
}

/// Deletes the compiled glossaries that were not made lately, but for some.
fn drop_oldest(folder: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == EXTENSION) {
            files.push((fs::metadata(&path)?.modified()?, path));
        }
    }
    files.sort();
    let old = files.len().saturating_sub(KEPT);
    files.into_iter().take(old).try_for_each(|(_, path)| fs::remove_file(path))
}
