//! `isnad glossary stats`: concepts and terms, counted by file, subject, language and status.

use super::args::StatsArgs;
use super::{count, sources};
use crate::cli::Exit;
use crate::cli::config::Resolved;
use crate::glossary::{Glossary, Stats, StatusCounts};
use crate::write::json;
use serde_json::json;
use std::io::{self, Write};

pub(super) fn command(args: &StatsArgs, resolved: &Resolved) -> anyhow::Result<Exit> {
    let mut all = Glossary::default();
    let mut files = Vec::new();
    for file in sources::all(&args.files, &args.read, resolved)? {
        files.push((file.name, file.glossary.stats()));
        all.merge(file.glossary);
    }
    let stats = all.stats();
    let mut out = io::BufWriter::new(io::stdout());
    if args.json {
        let files: Vec<_> = files.iter().map(|(file, stats)| json!({ "file": file, "stats": stats })).collect();
        json::write_pretty(&mut out, &json!({ "all": stats, "files": files }))?;
    } else {
        table(&stats, &files, &mut out)?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

fn table(all: &Stats, files: &[(String, Stats)], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}, {}", count(all.concepts, "concept"), count(all.terms, "term"))?;
    section(out, "file", &["concepts", "terms"])?;
    for (file, stats) in files {
        row(out, file, &[stats.concepts, stats.terms])?;
    }
    section(out, "subject", &["concepts"])?;
    for (subject, concepts) in &all.subjects {
        row(out, subject.word(), &[*concepts])?;
    }
    section(out, "language", &["concepts", "preferred", "admitted", "deprecated", "forbidden"])?;
    for (lang, counts) in &all.languages {
        let StatusCounts { concepts, preferred, admitted, deprecated, forbidden } = *counts;
        row(out, lang.tag(), &[concepts, preferred, admitted, deprecated, forbidden])?;
    }
    Ok(())
}

/// How wide the column of names is.
const NAMES: usize = 36;

/// The heads of some rows, behind an empty line.
fn section(out: &mut impl Write, name: &str, columns: &[&str]) -> io::Result<()> {
    let columns: String = columns.iter().map(|column| format!(" {column:>10}")).collect();
    writeln!(out, "\n{name:NAMES$}{columns}")
}

fn row(out: &mut impl Write, name: &str, values: &[usize]) -> io::Result<()> {
    let values: String = values.iter().map(|value| format!(" {value:>10}")).collect();
    writeln!(out, "{name:NAMES$}{values}")
}
