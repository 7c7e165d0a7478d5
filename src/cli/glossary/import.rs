//! `isnad glossary import`: a glossary of any format as TOML, or brought into a file in TOML.

use super::args::ImportArgs;
use super::{count, export, save, sources};
use crate::cli::args::Common;
use crate::cli::config::Resolved;
use crate::cli::{Exit, glossary_file, say};
use crate::glossary::{Bring, Columns, Format, Glossary, update_toml};
use anyhow::Context;
use std::io::ErrorKind;
use std::path::Path;

pub(super) fn command(args: &ImportArgs, resolved: &Resolved, common: &Common) -> anyhow::Result<Exit> {
    let source = sources::read(&args.file, &args.read, &resolved.config.target_lang)?;
    let mut glossary = source.glossary;
    // A file that does not say its name has that of its path, which means nothing elsewhere.
    for header in glossary.headers.iter_mut().filter(|header| header.name == source.name) {
        header.name = Path::new(&source.name).file_stem().unwrap_or_default().to_string_lossy().into_owned();
    }
    let Some(into) = &args.into else {
        let found = glossary.concepts.len();
        let (text, losses) = glossary.write(Format::Toml, &Columns::default())?;
        save::save(Path::new("-"), &text)?;
        export::tell(&losses);
        if !common.quiet {
            say(&format!("{}: {}", source.name, count(found, "concept")));
        }
        return Ok(Exit::Done);
    };
    let bring = if args.replace { Bring::Instead } else { Bring::Together };
    let [new, changed, same] = bring_into(into, glossary, bring)?;
    if !common.quiet {
        say(&format!("{}: {new} new, {changed} changed, {same} the same", into.display()));
    }
    Ok(Exit::Done)
}

/// Brings a glossary into a file, and says how many concepts were new, changed and the same.
fn bring_into(into: &Path, glossary: Glossary, bring: Bring) -> anyhow::Result<[usize; 3]> {
    let name = into.display();
    anyhow::ensure!(
        Format::of_path(into) == Some(Format::Toml),
        "{name}: --into takes a glossary in TOML, whose name ends in .toml; isnad glossary export writes other formats"
    );
    if matches!(into.metadata(), Err(error) if error.kind() == ErrorKind::NotFound) {
        // A concept that comes twice is one concept in the file.
        let mut all = Glossary { headers: glossary.headers.clone(), ..Glossary::default() };
        let imported = all.import(glossary, bring);
        let (text, losses) = all.write(Format::Toml, &Columns::default())?;
        export::tell(&losses);
        save::save(into, &text)?;
        return Ok([imported.new.len(), imported.changed.len(), imported.same.len()]);
    }
    let text = String::from_utf8(glossary_file::read_file(into)?)
        .map_err(|error| anyhow::anyhow!("{name} is not UTF-8: {}", error.utf8_error()))?;
    let mut all = Glossary::parse_toml(&name.to_string(), &text)?;
    let imported = all.import(glossary, bring);
    if !imported.new.is_empty() || !imported.changed.is_empty() {
        let text = update_toml(&text, &all).with_context(|| format!("cannot bring it into {name}; it is as it was"))?;
        save::save(into, text.as_bytes())?;
    }
    Ok([imported.new.len(), imported.changed.len(), imported.same.len()])
}
