//! `isnad titles`: the title index.

use super::args::{Common, TitlesArgs, TitlesCommand};
use super::config::Resolved;
use super::{Exit, run, say};
use crate::batch::Progress;
use crate::read::titles::{TitlesError, read_titles};
use crate::restore::{self, Entry, Query, Witnesses, read_day};
use crate::titles::{Adder, IndexError, TitleIndex};
use anyhow::Context;
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};
use toml::Table;

pub(super) fn command(args: &TitlesArgs, common: &Common) -> anyhow::Result<Exit> {
    let resolved = Resolved::new(common, Table::new())?;
    let dir = resolved
        .config
        .index
        .clone()
        .context("which index? Name its folder with --index DIR, or in isnad.toml: index = \"DIR\"")?;
    match &args.command {
        TitlesCommand::Add { files } => run::threads(common)?.install(|| add(files, &dir, common)),
        TitlesCommand::Find { mask, gloss, date, source, url } => {
            let date = date.as_deref().map(|date| {
                read_day(date).with_context(|| format!("date {date:?} is not of the form YYYY, YYYY-MM or YYYY-MM-DD"))
            });
            let query = Query {
                mask: mask.clone(),
                gloss: gloss.clone(),
                lang: None,
                date: date.transpose()?,
                source: source.clone(),
                url: url.clone(),
            };
            find(&query, &resolved)
        }
        TitlesCommand::Stats => {
            let mut out = io::stdout().lock();
            serde_json::to_writer_pretty(&mut out, &TitleIndex::open(&dir)?.stats())?;
            writeln!(out)?;
            Ok(Exit::Done)
        }
        TitlesCommand::Export => export(&dir),
    }
}

/// Adds all files or, when the index cannot be written, none of them. A file that cannot be read is said, and the others are added.
fn add(files: &[PathBuf], dir: &Path, common: &Common) -> anyhow::Result<Exit> {
    let mut adder = Adder::begin(dir)?;
    let progress = Progress::new(common.quiet);
    progress.begin("add", files.len(), files.iter().filter_map(|path| Some(path.metadata().ok()?.len())).sum());
    let mut exit = Exit::Done;
    for path in files {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) => {
                say(&format!("isnad: cannot read {}: {error}", path.display()));
                exit = Exit::SomeFailed;
                continue;
            }
        };
        let mut place = String::new();
        let read = read_titles(&name, &mut BufReader::with_capacity(1 << 20, file), &mut |listing| {
            place.clear();
            place.extend([&*name, ", ", &*listing.place]);
            match adder.add(&listing.entry(&place)) {
                Err(error @ IndexError::TooLong { .. }) => {
                    say(&format!("isnad: {error}"));
                    exit = Exit::SomeFailed;
                    Ok(())
                }
                added => added,
            }
        });
        progress.advance(path.metadata().map_or(0, |metadata| metadata.len()));
        match read {
            Err(TitlesError::Each(error)) => return Err(error.into()),
            Err(error) => {
                say(&format!("isnad: {error}"));
                exit = Exit::SomeFailed;
            }
            Ok(count) => {
                for problem in &count.problems {
                    say(&format!("isnad: {name}: {problem}"));
                }
                if count.more_problems > 0 {
                    say(&format!("isnad: {name}: {} more like these", count.more_problems));
                }
                if !common.quiet {
                    say(&format!("{name}: {} titles, {} records without one", count.taken, count.left_out));
                }
            }
        }
    }
    progress.end();
    let added = adder.commit()?;
    if !common.quiet {
        say(&format!("{} titles in {}, {} before", added.now, dir.display(), added.before));
    }
    Ok(exit)
}

/// Prints the titles that fit, a line each: probability, title, and where it stands.
fn find(query: &Query, resolved: &Resolved) -> anyhow::Result<Exit> {
    let pipeline = resolved.pipeline()?;
    let witnesses = Witnesses::default();
    let restored = restore::restore_one(query, &pipeline.resources(&witnesses)).map_err(anyhow::Error::msg)?;
    let mut out = io::stdout().lock();
    for candidate in &restored.candidates {
        let because = candidate.evidence.first().map(crate::text::Evidence::sentence).unwrap_or_default();
        let word = candidate.certainty.word();
        writeln!(out, "{:.4}\t{word}\t\u{2068}{}\u{2069}\t{because}", candidate.probability, candidate.text)?;
    }
    Ok(Exit::Done)
}

fn export(dir: &Path) -> anyhow::Result<Exit> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    writeln!(out, "title\tgloss\tdate\tsource\turl")?;
    TitleIndex::open(dir)?.each::<ExportError>(|entry| Ok(line(&entry, &mut out)?))?;
    out.flush()?;
    Ok(Exit::Done)
}

/// Why an export ended early.
#[derive(Debug, thiserror::Error)]
enum ExportError {
    #[error(transparent)]
    Index(#[from] IndexError),
    #[error(transparent)]
    Io(#[from] io::Error),
}

fn line(entry: &Entry<'_>, out: &mut impl Write) -> io::Result<()> {
    // A tab or a line's end in a field would break the table.
    let field = |text: Option<&str>| text.unwrap_or_default().replace(['\t', '\n', '\r'], " ");
    let date = entry.date.map(restore::written).unwrap_or_default();
    let (title, gloss, source, url) =
        (field(Some(entry.title)), field(entry.gloss), field(entry.source), field(entry.url));
    writeln!(out, "{title}\t{gloss}\t{date}\t{source}\t{url}")
}
