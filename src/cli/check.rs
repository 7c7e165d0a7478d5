//! `isnad check`: what is wrong in reports, as diagnostics; nothing is changed.

use super::args::{CheckArgs, CheckFormat, Common};
use super::config::Resolved;
use super::diagnostic::{Diagnostic, Level};
use super::{Exit, run, sarif, say, witnesses};
use crate::batch::passes::Done;
use crate::batch::{Progress, bibliographies, survey, walk};
use crate::pipeline::Outcome;
use crate::read::Document;
use crate::text::{Certainty, Evidence, Finding, Stage};
use crate::write::json;
use std::io::{self, Write};
use toml::Table;

pub(super) fn command(args: &CheckArgs, common: &Common) -> anyhow::Result<Exit> {
    let resolved = Resolved::new(common, Table::new())?;
    let pipeline = resolved.pipeline()?;
    let ignore: Vec<String> = resolved.config.ignore.iter().chain(&args.ignore).cloned().collect();
    let found = walk::walk(&args.inputs, &ignore, None)?;
    let stop = run::stop_on_interrupt()?;
    let progress = Progress::new(common.quiet);
    let threads = run::threads(common)?;
    let (mut more, named) = threads.install(|| witnesses::named(common, &resolved, &pipeline))?;
    more.extend(bibliographies::listed(&found.bibliographies).witnesses);
    let read = resolved.read_options();
    let done = threads.install(|| survey::survey(&found.files, &more, &pipeline, &read, &stop, &progress, diagnostics));

    let mut all = Vec::new();
    let mut failures = found.failed.len();
    for (path, error) in &found.failed {
        say(&format!("isnad: {path}: {error}"));
    }
    for (file, done) in found.files.iter().zip(done) {
        match done {
            Done::Now(diagnostics) | Done::Before(diagnostics) => {
                let path = file.path.display().to_string();
                all.extend(diagnostics.into_iter().map(|diagnostic| Diagnostic { path: path.clone(), ..diagnostic }));
            }
            Done::Failed(failure) => {
                failures += 1;
                say(&format!("isnad: {}: {}", file.path.display(), failure.error));
            }
            Done::Stopped => return Ok(Exit::Stopped),
        }
    }
    print(&all, args.format)?;
    Ok(if failures > 0 || named != Exit::Done {
        Exit::SomeFailed
    } else if all.is_empty() {
        Exit::Done
    } else {
        Exit::Found
    })
}

/// Prints diagnostics in the form that was asked for.
pub(super) fn print(diagnostics: &[Diagnostic], format: CheckFormat) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout());
    match format {
        CheckFormat::Text => {
            for Diagnostic { path, position, level, rule, message, .. } in diagnostics {
                let at = position.map_or_else(String::new, |position| format!(":{position}"));
                writeln!(out, "{path}{at}: {}: {message} [{rule}]", level.word())?;
            }
        }
        CheckFormat::Json => {
            for diagnostic in diagnostics {
                json::write_line(&mut out, diagnostic)?;
            }
        }
        CheckFormat::Sarif => json::write_line(&mut out, &sarif::log(diagnostics))?,
    }
    out.flush()
}

/// What is wrong in one report, in the order of the text.
fn diagnostics(document: &Document, outcome: &Outcome) -> Vec<Diagnostic> {
    let report = &outcome.report.name;
    let at = |span: crate::text::Span| document.position(span.start);
    let new = |position, rule: &str, level, message, after| Diagnostic {
        report: Some(report.clone()),
        path: String::new(),
        position: Some(position),
        rule: rule.to_owned(),
        level,
        message,
        after,
        concept: None,
    };
    let findings = outcome.ledger.iter().filter(|(_, finding)| is_wrong(finding)).map(|(id, finding)| {
        let place = outcome.ledger.place(id);
        new(at(place), &finding.rule, level(finding), message(finding), finding.after.clone())
    });
    let problems = outcome
        .problems
        .iter()
        .map(|problem| new(at(problem.span), "structure", Level::Note, problem.message.clone(), None));
    let mut all: Vec<Diagnostic> = findings.chain(problems).collect();
    all.sort_by_key(|diagnostic| diagnostic.position);
    all
}

/// Whether a finding says that something is wrong: all damage is, and a name in a form that the glossary rejects; a hit
/// in a good form is not.
fn is_wrong(finding: &Finding) -> bool {
    finding.stage != Stage::Terms
        || finding.after.is_some()
        || finding
            .evidence
            .iter()
            .any(|evidence| matches!(evidence, Evidence::Glossary { status, .. } if status.is_rejected()))
}

fn level(finding: &Finding) -> Level {
    match (finding.certainty, finding.stage) {
        (Certainty::Lost, _) => Level::Error,
        (_, Stage::Terms) if finding.after.is_none() => Level::Note,
        _ => Level::Warning,
    }
}

/// What is wrong, in one line. Quoted text stands between isolates, so that it does not turn the line around.
fn message(finding: &Finding) -> String {
    let before = &finding.before;
    let what = match (finding.stage, &finding.after) {
        (Stage::Repair, Some(after)) => {
            format!("damaged text \u{2068}{before}\u{2069} reads \u{2068}{after}\u{2069}")
        }
        (Stage::Restore, Some(after)) => format!("lost title \u{2068}{before}\u{2069} is \u{2068}{after}\u{2069}"),
        (Stage::Terms, Some(after)) => {
            format!("the glossary has \u{2068}{after}\u{2069} for \u{2068}{before}\u{2069}")
        }
        (Stage::Terms, None) => format!("the glossary rejects \u{2068}{before}\u{2069}"),
        (_, None) => format!("lost text \u{2068}{before}\u{2069}"),
    };
    let evidence = finding.evidence.first().map(|evidence| format!("; {}", evidence.sentence())).unwrap_or_default();
    format!("{what} ({}{evidence})", finding.certainty)
}
