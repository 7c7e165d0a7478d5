//! The glossaries that a command is about: files of any format, standard input, or what comes with the program and is
//! configured.

use super::args::ReadAs;
use crate::cli::config::Resolved;
use crate::cli::glossary_file;
use crate::glossary::{Columns, Format, Glossary};
use crate::text::Lang;
use anyhow::Context;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A glossary with what it was read from.
pub(super) struct Sourced {
    /// The file, as the user named it.
    pub(super) name: String,
    pub(super) format: Format,
    pub(super) bytes: Vec<u8>,
    pub(super) glossary: Glossary,
}

/// The glossaries in files, or else those that the configuration asks for.
pub(super) fn all(files: &[PathBuf], how: &ReadAs, resolved: &Resolved) -> anyhow::Result<Vec<Sourced>> {
    anyhow::ensure!(
        files.iter().filter(|path| is_stdin(path)).count() < 2,
        "standard input can be read once only: give - once"
    );
    let other = &resolved.config.target_lang;
    if !files.is_empty() {
        return files.iter().map(|path| read(path, how, other)).collect();
    }
    let builtin = if resolved.config.only_glossary { &[][..] } else { Glossary::builtin_files() };
    let builtin = builtin.iter().map(|(name, text)| parse(name, text.as_bytes().to_vec(), Format::Toml, None, other));
    let configured = resolved.config.glossaries.iter().map(|path| read(path, &ReadAs::default(), other));
    builtin.chain(configured).collect()
}

/// Reads one glossary. An OmegaT glossary is taken to be from English into `other`, unless its languages are given.
pub(super) fn read(path: &Path, how: &ReadAs, other: &Lang) -> anyhow::Result<Sourced> {
    if is_stdin(path) {
        let format = how.read_as.context(
            "standard input doesn't say its format: give it, as in --as csv (--from csv for export); the words are in the help",
        )?;
        let mut bytes = Vec::new();
        io::stdin().lock().take(Glossary::LARGEST_FILE + 1).read_to_end(&mut bytes)?;
        return parse("standard input", bytes, format, how.columns.as_ref(), other);
    }
    let format = match how.read_as {
        Some(format) => format,
        None => glossary_file::format(path)?,
    };
    parse(&path.display().to_string(), glossary_file::read_file(path)?, format, how.columns.as_ref(), other)
}

pub(super) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

fn parse(
    name: &str,
    bytes: Vec<u8>,
    format: Format,
    columns: Option<&Columns>,
    other: &Lang,
) -> anyhow::Result<Sourced> {
    let columns = match columns {
        Some(columns) => columns.clone(),
        None => glossary_file::columns(format, other),
    };
    let glossary = Glossary::read(name, &bytes, format, &columns)?;
    Ok(Sourced { name: name.to_owned(), format, bytes, glossary })
}
