//! `isnad glossary export`: glossaries in the format of another program, with what it can't hold.

use super::args::{ExportArgs, ReadAs};
use super::{count, save, sources};
use crate::cli::args::Common;
use crate::cli::config::Resolved;
use crate::cli::{Exit, glossary_file, say};
use crate::glossary::{Columns, Format, Glossary, Losses};
use crate::text::Lang;
use anyhow::Context;

pub(super) fn command(args: &ExportArgs, resolved: &Resolved, common: &Common) -> anyhow::Result<Exit> {
    let format = match args.format {
        Some(format) => format,
        None if sources::is_stdin(&args.output) => {
            anyhow::bail!("standard output doesn't say its format: give it, as in --as tbx2")
        }
        None => glossary_file::format(&args.output)?,
    };
    let how = ReadAs { read_as: args.from, columns: args.columns.clone() };
    let mut glossary = Glossary::default();
    for file in sources::all(&args.files, &how, resolved)? {
        glossary.merge(file.glossary);
    }
    let langs: Vec<Lang> = args.langs.iter().map(|tag| Lang::new(tag.trim())).collect();
    if !langs.is_empty() {
        keep(&mut glossary, &langs)?;
    }
    let columns = match (format, &*langs) {
        (Format::Omegat, [source, target]) => Columns::pair(source.tag(), target.tag()),
        (Format::Omegat, []) => glossary_file::columns(format, &resolved.config.target_lang),
        (Format::Omegat, _) => anyhow::bail!("an OmegaT glossary has two languages: give both, as in --langs en,ar"),
        _ => Columns::default(),
    };
    let (bytes, losses) =
        glossary.write(format, &columns).with_context(|| format!("cannot write {}", args.output.display()))?;
    save::save(&args.output, &bytes)?;
    tell(&losses);
    if !common.quiet {
        let terms = glossary.concepts.iter().map(|concept| concept.terms.len()).sum();
        let (concepts, terms) = (count(glossary.concepts.len(), "concept"), count(terms, "term"));
        let name =
            if sources::is_stdin(&args.output) { "standard output".into() } else { args.output.to_string_lossy() };
        say(&format!("{name}: written from {concepts} with {terms}"));
    }
    Ok(Exit::Done)
}

/// Leaves the terms in some languages; `en` stands for `en-GB` too.
fn keep(glossary: &mut Glossary, langs: &[Lang]) -> anyhow::Result<()> {
    for concept in &mut glossary.concepts {
        concept.terms.retain(|term| langs.iter().any(|lang| *lang == term.lang || lang.tag() == term.lang.primary()));
    }
    glossary.concepts.retain(|concept| !concept.terms.is_empty());
    let tags: Vec<&str> = langs.iter().map(Lang::tag).collect();
    anyhow::ensure!(!glossary.concepts.is_empty(), "there is no term in {}: nothing was written", tags.join(" or "));
    Ok(())
}

/// Says what a format can't hold.
pub(super) fn tell(losses: &Losses) {
    for line in losses.to_string().lines() {
        say(&format!("The format can't hold: {line}"));
    }
}
