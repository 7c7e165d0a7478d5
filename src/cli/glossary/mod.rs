//! `isnad glossary`: glossaries checked, converted, looked up in and compared; one file per command.

pub(in crate::cli) mod args;
mod check;
mod diff;
mod export;
mod find;
mod import;
mod save;
mod sources;
mod stats;
mod suggest;

use super::Exit;
use super::args::Common;
use super::config::Resolved;
use crate::glossary::{Concept, Term};
use args::{GlossaryArgs, GlossaryCommand};
use toml::Table;

pub(super) fn command(args: &GlossaryArgs, common: &Common) -> anyhow::Result<Exit> {
    let resolved = Resolved::new(common, Table::new())?;
    match &args.command {
        GlossaryCommand::Check(args) => check::command(args, &resolved),
        GlossaryCommand::Import(args) => import::command(args, &resolved, common),
        GlossaryCommand::Export(args) => export::command(args, &resolved, common),
        GlossaryCommand::Find(args) => find::command(args, &resolved, common),
        GlossaryCommand::Stats(args) => stats::command(args, &resolved),
        GlossaryCommand::Suggest(args) => suggest::command(args, &resolved, common),
        GlossaryCommand::Diff(args) => diff::command(args, &resolved, common),
    }
}

/// A text between directional isolates, without what would break its line, so that it does not turn the line around.
fn isolated(text: &str) -> String {
    format!("\u{2068}{}\u{2069}", text.replace(['\n', '\r', '\t'], " "))
}

/// The preferred terms of a concept with their languages, on one line.
fn preferred_names(concept: &Concept) -> String {
    let preferred = |term: &&Term| concept.preferred(&term.lang).is_some_and(|preferred| preferred == *term);
    let names = concept.terms.iter().filter(preferred).map(|term| format!("{} {}", term.lang, isolated(&term.text)));
    names.collect::<Vec<_>>().join(", ")
}

/// A count with its noun: `1 term`, `3 terms`.
fn count(value: usize, noun: &str) -> String {
    format!("{value} {noun}{}", if value == 1 { "" } else { "s" })
}
