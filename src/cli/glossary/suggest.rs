//! `isnad glossary suggest`: names that reports have and the glossary lacks, as a glossary to be looked through.

use super::args::SuggestArgs;
use super::{count, isolated, save};
use crate::batch::passes::Done;
use crate::batch::{Progress, survey, walk};
use crate::cli::args::Common;
use crate::cli::config::Resolved;
use crate::cli::{Exit, run, say};
use crate::glossary::suggest::{Place, Suggestion, Text, suggest};
use crate::glossary::{Format, Glossary};
use crate::text::Lang;
use std::path::Path;

/// A report as it reads.
struct Report {
    name: String,
    text: String,
    lang: Lang,
}

pub(super) fn command(args: &SuggestArgs, resolved: &Resolved, common: &Common) -> anyhow::Result<Exit> {
    let output = args.output.as_deref().unwrap_or(Path::new("-"));
    anyhow::ensure!(
        output == Path::new("-") || Format::of_path(output) == Some(Format::Toml),
        "{}: suggestions are written in TOML, to a file whose name ends in .toml",
        output.display()
    );
    let pipeline = resolved.pipeline()?;
    let found = walk::walk(&args.inputs, &resolved.config.ignore, None)?;
    let stop = run::stop_on_interrupt()?;
    let progress = Progress::new(common.quiet);
    let threads = run::threads(common)?;
    let read = resolved.read_options();
    let done = threads.install(|| {
        survey::survey(&found.files, &[], &pipeline, &read, &stop, &progress, |_, outcome| Report {
            name: outcome.report.name.clone(),
            text: outcome.view.text().to_owned(),
            lang: outcome.report.lang.clone(),
        })
    });
    let mut exit = Exit::Done;
    for (path, error) in &found.failed {
        say(&format!("isnad: {path}: {error}"));
        exit = Exit::SomeFailed;
    }
    let mut reports = Vec::new();
    for (file, done) in found.files.iter().zip(done) {
        match done {
            Done::Now(report) | Done::Before(report) => reports.push(report),
            Done::Failed(failure) => {
                say(&format!("isnad: {}: {}", file.path.display(), failure.error));
                exit = Exit::SomeFailed;
            }
            Done::Stopped => return Ok(Exit::Stopped),
        }
    }
    let matcher = resolved.matcher()?;
    let texts = reports.iter().map(|Report { name, text, lang }| Text { report: name, text, lang });
    let mut suggestions = suggest(&matcher, texts);
    suggestions.retain(|suggestion| suggestion.count >= args.least);
    save::save(output, written(&suggestions).as_bytes())?;
    if !common.quiet {
        let (names, reports) = (count(suggestions.len(), "name"), count(reports.len(), "report"));
        say(&format!("{names} in {reports} that the glossary lacks"));
    }
    Ok(exit)
}

/// The suggestions as a glossary in TOML, each under a comment that says how often and where it stands.
fn written(suggestions: &[Suggestion]) -> String {
    let mut text =
        "# Names that the glossary lacks, the commonest first: look at each, correct it, take out what is none.\n\
                    \n[glossary]\nname = \"suggestions\"\n"
            .to_owned();
    for Suggestion { concept, count: times, reports, places, like } in suggestions {
        text.push_str(&format!("\n# {} in {}\n", count(*times, "time"), count(*reports, "report")));
        if let Some(like) = like {
            text.push_str(&comment(&format!("maybe another spelling of {like}")));
        }
        for Place { report, context, .. } in places {
            text.push_str(&comment(&format!("{report}: {}", isolated(context))));
        }
        let alone = Glossary { concepts: vec![concept.clone()], ..Glossary::default() };
        text.push_str(&alone.to_toml());
    }
    text
}

/// A line of comment, without the control characters that TOML does not allow there.
fn comment(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("#   {text}\n")
}
