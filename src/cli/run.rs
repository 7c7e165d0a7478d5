//! `isnad run`: the main job.

use super::args::{Common, RunArgs};
use super::config::Resolved;
use super::{Exit, say, witnesses};
use crate::batch::{self, Progress, RunOptions, RunReport, Stop};
use anyhow::Context;
use toml::{Table, Value};

pub(super) fn command(args: &RunArgs, common: &Common) -> anyhow::Result<Exit> {
    let mut flags = Table::new();
    if let Some(formats) = &args.formats {
        flags.insert("formats".to_owned(), Value::try_from(formats)?);
    }
    let resolved = Resolved::new(common, flags)?;
    let pipeline = resolved.pipeline()?;
    let stop = stop_on_interrupt()?;
    let threads = threads(common)?;
    let (witnesses, named) = threads.install(|| witnesses::named(common, &resolved, &pipeline))?;
    let options = RunOptions {
        witnesses,
        inputs: args.inputs.clone(),
        out: args.out.clone(),
        ignore: resolved.config.ignore.iter().chain(&args.ignore).cloned().collect(),
        read: resolved.read_options(),
        formats: resolved.config.formats.clone(),
        dry_run: args.dry_run,
        fail_fast: args.fail_fast,
        settings: resolved.digest()?,
    };
    let progress = Progress::new(common.quiet);
    let report = threads.install(|| batch::run(&pipeline, &options, &stop, &progress))?;
    for failure in &report.tally.failures {
        say(&format!("isnad: {}: {}", failure.file, failure.error));
    }
    if report.stopped == 0 && report.unfinished.is_none() {
        for exception in report.tally.idle_exceptions() {
            say(&format!("isnad: the exception for {exception} met nothing: look at its files and concepts"));
        }
    }
    if !common.quiet {
        close(args, &report);
    }
    if let Some(error) = &report.unfinished {
        say(&format!(
            "isnad: the ledger, units, memory and summary in {} cannot be written: {error}",
            args.out.display()
        ));
    }
    Ok(if named != Exit::Done || !report.tally.failures.is_empty() || report.unfinished.is_some() {
        Exit::SomeFailed
    } else if report.stopped > 0 {
        Exit::Stopped
    } else {
        Exit::Done
    })
}

/// The threads that were asked for.
pub(super) fn threads(common: &Common) -> anyhow::Result<rayon::ThreadPool> {
    anyhow::ensure!(common.jobs != Some(0), "--jobs must be at least 1");
    rayon::ThreadPoolBuilder::new().num_threads(common.jobs.unwrap_or(0)).build().context("cannot start the threads")
}

/// The first interrupt lets the files under work finish; the second ends the process, which loses nothing either, since
/// every file is written under another name first.
pub(super) fn stop_on_interrupt() -> anyhow::Result<Stop> {
    let stop = Stop::default();
    let asked = stop.clone();
    ctrlc::set_handler(move || {
        if asked.is_asked() {
            std::process::exit(130);
        }
        asked.ask();
        say("isnad: finishing the files under work; press Ctrl-C again to leave at once");
    })
    .context("cannot listen for interrupts")?;
    Ok(stop)
}

/// The closing lines: what was done, and what to open.
fn close(args: &RunArgs, report: &RunReport) {
    let tally = &report.tally;
    let reports = report.now + report.before;
    say(&format!(
        "{} ({} unchanged since the last run), {} failed, {} left out",
        count(reports as u64, "report", "reports"),
        report.before,
        tally.failures.len(),
        tally.left_out.len(),
    ));
    let counts = tally.totals();
    if report.unfinished.is_some() {
        say("what is written is whole. Run the same command again to do what is left.");
        return;
    }
    say(&format!(
        "{} went into the text, {} lost, {} to look at; {}",
        count(counts.applied, "finding", "findings"),
        count(tally.lost.len() as u64, "title", "titles"),
        count(tally.problems.len() as u64, "thing", "things"),
        count(counts.units, "unit", "units"),
    ));
    if args.dry_run {
        say(&format!("dry run: nothing was written; {} reports would change", report.would_change.len()));
        for name in &report.would_change {
            say(&format!("  {name}"));
        }
    } else if report.stopped > 0 {
        say(&format!(
            "stopped with {} reports to go; what is written is whole. Run the same command again to go on.",
            report.stopped
        ));
    } else {
        say(&format!("open {}", args.out.join("summary.html").display()));
    }
}

/// A count with its noun: `1 note`, `3 notes`.
fn count(value: u64, one: &str, many: &str) -> String {
    format!("{value} {}", if value == 1 { one } else { many })
}
