//! Glossary files: found by the end of their names, and read whole.

use crate::glossary::{Columns, Format, Glossary};
use crate::text::Lang;
use anyhow::Context;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Reads a glossary of any format. An OmegaT glossary is taken to be from English into `other`.
pub(super) fn read(path: &Path, other: &Lang) -> anyhow::Result<Glossary> {
    let name = path.display().to_string();
    let format = format(path)?;
    Ok(Glossary::read(&name, &read_file(path)?, format, &columns(format, other))?)
}

/// The format that the end of a file's name says.
pub(super) fn format(path: &Path) -> anyhow::Result<Format> {
    Format::of_path(path).with_context(|| {
        format!(
            "{}: a glossary is known by the end of its name: .toml, .csv, .tsv, .xlsx, .txt (OmegaT), .tbx, .tmx, .ttl or \
             .jsonld (SKOS)",
            path.display()
        )
    })
}

/// What the columns of a format hold where nobody says it: an OmegaT glossary is from English into `other`.
pub(super) fn columns(format: Format, other: &Lang) -> Columns {
    match format {
        Format::Omegat => Columns::pair(Lang::EN.tag(), other.tag()),
        _ => Columns::default(),
    }
}

/// The bytes of a glossary file, unless there are more than [`Glossary::LARGEST_FILE`]: then nothing is read.
pub(super) fn read_file(path: &Path) -> anyhow::Result<Vec<u8>> {
    let name = path.display();
    let limit = Glossary::LARGEST_FILE;
    let told = || format!("cannot read the glossary {name}");
    let too_large = || anyhow::anyhow!("{name}: a glossary may have {} MiB at most: split it", limit >> 20);
    let file = File::open(path).with_context(told)?;
    let length = file.metadata().with_context(told)?.len();
    if length > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
    // A pipe does not say its length.
    file.take(limit + 1).read_to_end(&mut bytes).with_context(told)?;
    if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
}
