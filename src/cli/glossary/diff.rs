//! `isnad glossary diff`: what differs between two glossaries.

use super::args::DiffArgs;
use super::{isolated, sources};
use crate::cli::args::Common;
use crate::cli::config::Resolved;
use crate::cli::{Exit, say};
use crate::glossary::{Change, Difference, FieldChange, TermDifference};
use crate::write::json;
use std::io::{self, Write};

pub(super) fn command(args: &DiffArgs, resolved: &Resolved, common: &Common) -> anyhow::Result<Exit> {
    let files = sources::all(&[args.old.clone(), args.new.clone()], &args.read, resolved)?;
    let mut glossaries = files.into_iter().map(|file| file.glossary);
    let (old, new) = (glossaries.next().unwrap_or_default(), glossaries.next().unwrap_or_default());
    let differences = old.diff(&new);
    let mut out = io::BufWriter::new(io::stdout());
    for difference in &differences {
        if args.json {
            json::write_line(&mut out, difference)?;
        } else {
            show(difference, &mut out)?;
        }
    }
    out.flush()?;
    if !common.quiet {
        let with = |change| differences.iter().filter(|difference| difference.change == change).count();
        let (added, removed, changed) = (with(Change::Added), with(Change::Removed), with(Change::Changed));
        let same = old.concepts.len().saturating_sub(removed + changed);
        say(&format!("{added} added, {removed} removed, {changed} changed, {same} the same"));
    }
    Ok(if differences.is_empty() { Exit::Done } else { Exit::Found })
}

/// Writes a concept with what differs, a line each.
fn show(difference: &Difference, out: &mut impl Write) -> io::Result<()> {
    let Difference { concept, subject, change, fields, terms } = difference;
    writeln!(out, "{} {concept} ({})", change.sign(), subject.word())?;
    for FieldChange { field, old, new } in fields {
        writeln!(out, "    {field}: {}", values(old.as_deref(), new.as_deref()))?;
    }
    for TermDifference { lang, text, status, change, fields } in terms {
        let said = match change {
            Change::Changed => fields.iter().map(field).collect::<Vec<_>>().join("; "),
            Change::Added | Change::Removed => status.word().to_owned(),
        };
        writeln!(out, "    {} {lang} {}: {said}", change.sign(), isolated(text))?;
    }
    Ok(())
}

fn field(FieldChange { field, old, new }: &FieldChange) -> String {
    format!("{field} {}", values(old.as_deref(), new.as_deref()))
}

fn values(old: Option<&str>, new: Option<&str>) -> String {
    let value = |value: Option<&str>| value.map_or_else(|| "none".to_owned(), isolated);
    format!("{} → {}", value(old), value(new))
}
