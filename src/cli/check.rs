//! `isnad check`: what is wrong in reports, as diagnostics; nothing is changed.

use super::args::{CheckArgs, CheckFormat, Common};
use super::config::Resolved;
use super::diagnostic::{Diagnostic, Level};
use super::{Exit, run, sarif, say, witnesses};
use crate::batch::passes::Done;
use crate::batch::walk::InputFile;
use crate::batch::{Progress, bibliographies, survey, walk};
use crate::glossary::consistency::{BreachKind, Consistency, Use};
use crate::pipeline::{Outcome, Tally};
use crate::read::Document;
use crate::text::{Certainty, Evidence, Finding, Protection, Stage};
use crate::write::json;
use std::collections::BTreeMap;
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
    let done = threads.install(|| survey::survey(&found.files, &more, &pipeline, &read, &stop, &progress, look));

    let mut by_file: Vec<(&InputFile, Vec<Diagnostic>)> = Vec::new();
    let mut tally = Tally::default();
    for exception in pipeline.exceptions() {
        tally.expect_exception(exception.label());
    }
    let mut failures = found.failed.len();
    for (path, error) in &found.failed {
        say(&format!("isnad: {path}: {error}"));
    }
    for (file, done) in found.files.iter().zip(done) {
        match done {
            Done::Now((diagnostics, part)) | Done::Before((diagnostics, part)) => {
                tally.merge(part);
                by_file.push((file, diagnostics));
            }
            Done::Failed(failure) => {
                failures += 1;
                say(&format!("isnad: {}: {}", file.path.display(), failure.error));
            }
            Done::Stopped => return Ok(Exit::Stopped),
        }
    }
    let all = with_names(by_file, &tally.names);
    for exception in tally.idle_exceptions() {
        say(&format!("isnad: the exception for {exception} met nothing: look at its files and concepts"));
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

/// The diagnostics of all files in the order of the files, with what only a look at all of them shows: one for each spelling
/// that stands beside a better or more frequent one, and for each rendering beside a more frequent one, at its first place.
fn with_names(by_file: Vec<(&InputFile, Vec<Diagnostic>)>, names: &Consistency) -> Vec<Diagnostic> {
    let mut found: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    let mut note = |used: &Use, rule: &str, level, message: String| {
        if let Some(place) = used.places.first() {
            let diagnostic = Diagnostic::new(&place.report, place.position, rule, level, message, None);
            found.entry(place.report.clone()).or_default().push(diagnostic);
        }
    };
    // A form that the glossary rejects has a diagnostic at each of its places.
    for breach in names.breaches().iter().filter(|breach| breach.kind != BreachKind::Rejected) {
        let level = if breach.kind == BreachKind::Spelling { Level::Warning } else { Level::Note };
        note(breach.used, "inconsistent-name", level, breach.sentence());
    }
    for divergence in names.divergences().iter().filter(|divergence| divergence.of_source) {
        for (_, used) in divergence.several.iter().skip(1) {
            note(used, "inconsistent-translation", Level::Note, divergence.sentence());
        }
    }
    let mut all = Vec::new();
    for (file, mut diagnostics) in by_file {
        diagnostics.extend(found.remove(file.name.as_str()).unwrap_or_default());
        diagnostics.sort_by_key(|diagnostic| diagnostic.position);
        let path = file.path.display().to_string();
        all.extend(diagnostics.into_iter().map(|diagnostic| Diagnostic { path: path.clone(), ..diagnostic }));
    }
    all
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

/// What is wrong in one report, and what it adds to the names of all.
fn look(document: &Document, outcome: &Outcome) -> (Vec<Diagnostic>, Tally) {
    (diagnostics(document, outcome), Tally::of(outcome, &|offset| document.position(offset)))
}

/// What is wrong in one report, in the order of the text.
fn diagnostics(document: &Document, outcome: &Outcome) -> Vec<Diagnostic> {
    let report = &outcome.report.name;
    let at = |span: crate::text::Span| document.position(span.start);
    let findings = outcome.ledger.iter().filter(|(_, finding)| is_wrong(finding)).map(|(id, finding)| {
        let place = outcome.ledger.place(id);
        Diagnostic::new(report, at(place), &finding.rule, level(finding), message(finding), finding.after.clone())
    });
    let problems = outcome.problems.iter().map(|problem| {
        Diagnostic::new(report, at(problem.span), "structure", Level::Note, problem.message.clone(), None)
    });
    let mut all: Vec<Diagnostic> = findings.chain(problems).collect();
    all.sort_by_key(|diagnostic| diagnostic.position);
    all
}

/// Whether a finding says that something is wrong: all damage is, a name in a form that the glossary rejects, and an acronym
/// that should be written in full; a hit in a good form is not, nor is one that the configuration makes an exception for.
fn is_wrong(finding: &Finding) -> bool {
    let waived = |evidence: &Evidence| matches!(evidence, Evidence::Kept { because: Protection::Waived });
    let rejected = |evidence: &Evidence| matches!(evidence, Evidence::Glossary { status, .. } if status.is_rejected());
    let suspected = |evidence: &Evidence| matches!(evidence, Evidence::Suspected { .. });
    finding.stage != Stage::Terms
        || finding.after.is_some()
        || is_first_mention(finding)
        || finding.evidence.iter().any(rejected)
            && !finding.evidence.iter().any(|evidence| waived(evidence) || suspected(evidence))
}

fn is_first_mention(finding: &Finding) -> bool {
    finding.evidence.iter().any(|evidence| matches!(evidence, Evidence::FirstMention { .. }))
}

fn level(finding: &Finding) -> Level {
    match (finding.certainty, finding.stage) {
        (Certainty::Lost, _) => Level::Error,
        (Certainty::Inferred(_), Stage::Terms) => Level::Note,
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
        (Stage::Terms, Some(after)) if is_first_mention(finding) => {
            format!("the first mention in full is \u{2068}{after}\u{2069}, not \u{2068}{before}\u{2069}")
        }
        (Stage::Terms, None) if is_first_mention(finding) => {
            format!("the first mention is \u{2068}{before}\u{2069}, an acronym")
        }
        (Stage::Terms, Some(after)) => {
            format!("the glossary has \u{2068}{after}\u{2069} for \u{2068}{before}\u{2069}")
        }
        (Stage::Terms, None) => format!("the glossary rejects \u{2068}{before}\u{2069}"),
        (_, None) => format!("lost text \u{2068}{before}\u{2069}"),
    };
    let evidence = finding.evidence.first().map(|evidence| format!("; {}", evidence.sentence())).unwrap_or_default();
    format!("{what} ({}{evidence})", finding.certainty)
}
