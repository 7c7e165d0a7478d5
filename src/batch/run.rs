//! The main job: a folder of reports in, the same folder mended out, with everything that is known about it.

use super::finish::finish;
use super::outputs;
use super::passes::{Digest, Done, Finished, Passes, Recalled, Stop, Visitor, two_passes};
use super::progress::Progress;
use super::record::{self, Record};
use super::walk::{InputFile, Walk, WalkError, walk};
use crate::pipeline::{Failure, Pipeline, ReportProblem, Tally, Where};
use crate::read::{self, Warning};
use crate::text::Position;
use crate::write::{Format, mended, tmx::Memory};
use std::io;
use std::path::{Path, PathBuf};

/// What the user chose about a run.
#[derive(Clone, Debug)]
pub struct RunOptions {
    /// Files and folders to read.
    pub inputs: Vec<PathBuf>,
    /// The folder that takes everything.
    pub out: PathBuf,
    /// Globs of files to leave out.
    pub ignore: Vec<String>,
    /// How files are read.
    pub read: read::Options,
    /// The bilingual files to write for each report.
    pub formats: Vec<Format>,
    /// Whether nothing is written.
    pub dry_run: bool,
    /// Whether the first failure ends the run.
    pub fail_fast: bool,
    /// The digest of settings and glossaries: what beside a file's content decides its outputs.
    pub settings: Digest,
}

/// What came of a run.
#[derive(Clone, Debug)]
pub struct RunReport {
    /// The counts of the run, with what failed and what was left out.
    pub tally: Tally,
    /// How many reports were taken through now.
    pub now: usize,
    /// How many stood unchanged from an earlier run.
    pub before: usize,
    /// Files not begun because the run was stopped. Their outputs, and the run's ledger and summary, are as before.
    pub stopped: usize,
    /// In a dry run: the reports that would be changed.
    pub would_change: Vec<String>,
}

/// Why a run could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// The inputs could not be walked.
    #[error(transparent)]
    Walk(#[from] WalkError),
    /// The output folder is one of the inputs, or holds one: a run would read its own outputs.
    #[error("the output folder {out} is the same as the input {input}, or holds it: give another output folder")]
    OutHoldsInput {
        /// The output folder.
        out: String,
        /// The input.
        input: String,
    },
    /// The run's own files could not be written.
    #[error("cannot write into {out}: {error}")]
    Out {
        /// The output folder.
        out: String,
        /// What the system said.
        error: io::Error,
    },
}

/// Takes everything under the inputs through the pipeline and writes the results, on the threads of the current rayon
/// pool. What stands unchanged from an earlier run into the same folder is left as it is.
///
/// # Errors
/// When the inputs cannot be walked or the run's own files cannot be written. A single report that fails is no error: it
/// is in the tally's failures.
pub fn run(pipeline: &Pipeline, options: &RunOptions, stop: &Stop, progress: &Progress) -> Result<RunReport, RunError> {
    check_out(options)?;
    let out_error = |error| RunError::Out { out: options.out.display().to_string(), error };
    if !options.dry_run {
        std::fs::create_dir_all(&options.out).map_err(out_error)?;
    }
    let Walk { files, skipped, failed } = walk(&options.inputs, &options.ignore, Some(&options.out))?;

    let settings = Digest::of(&[
        env!("CARGO_PKG_VERSION").as_bytes(),
        options.settings.hex().as_bytes(),
        format!("{:?} {:?}", options.formats, options.read).as_bytes(),
    ]);
    let passes =
        Passes { pipeline, read: &options.read, settings: &settings, fail_fast: options.fail_fast, stop, progress };
    let done = two_passes(&passes, &files, &Writer { options });

    let tally = Tally {
        left_out: skipped.into_iter().collect(),
        failures: failed.into_iter().map(|(file, error)| Failure { file, error }).collect(),
        ..Tally::default()
    };
    let mut report = RunReport { tally, now: 0, before: 0, stopped: 0, would_change: Vec::new() };
    let mut taken: Vec<&InputFile> = Vec::new();
    for (file, done) in files.iter().zip(done) {
        let kept = match done {
            Done::Now(kept) => {
                report.now += 1;
                kept
            }
            Done::Before(kept) => {
                report.before += 1;
                kept
            }
            Done::Failed(failure) => {
                report.tally.failures.insert(failure);
                continue;
            }
            Done::Stopped => {
                report.stopped += 1;
                continue;
            }
        };
        taken.push(file);
        if let Some(DryRun { tally, changed }) = kept {
            report.tally.merge(tally);
            if changed {
                report.would_change.push(file.name.clone());
            }
        }
    }
    if !options.dry_run && report.stopped == 0 {
        finish(&options.out, &taken, &mut report).map_err(out_error)?;
    }
    Ok(report)
}

/// Refuses an output folder from which a later run would read what this one wrote.
fn check_out(options: &RunOptions) -> Result<(), RunError> {
    let Ok(out) = options.out.canonicalize() else { return Ok(()) };
    let held = options.inputs.iter().find(|input| input.canonicalize().is_ok_and(|input| input.starts_with(&out)));
    match held {
        None => Ok(()),
        Some(input) => {
            Err(RunError::OutHoldsInput { out: options.out.display().to_string(), input: input.display().to_string() })
        }
    }
}

/// Writes reports and remembers them; in a dry run it only counts.
struct Writer<'a> {
    options: &'a RunOptions,
}

/// What is kept in memory of a report in a dry run; otherwise its record on disk has it.
struct DryRun {
    tally: Tally,
    changed: bool,
}

impl Writer<'_> {
    fn record(&self, file: &InputFile) -> Option<Record> {
        if self.options.dry_run {
            return None;
        }
        Record::open(&self.options.out, &file.name).map(|(record, _)| record)
    }
}

impl Visitor for Writer<'_> {
    type Kept = Option<DryRun>;

    fn recall(&self, file: &InputFile, content: &Digest) -> Option<Recalled> {
        self.record(file).filter(|record| record.content == *content).map(Record::recalled)
    }

    fn reuse(&self, file: &InputFile, whole: &Digest) -> Option<Self::Kept> {
        self.record(file)
            .filter(|record| record.whole == *whole && record.outputs_stand(&self.options.out))
            .map(|_| None)
    }

    fn visit(&self, file: &InputFile, report: &Finished<'_>) -> io::Result<Self::Kept> {
        let mended = mended::mended(report.document, &report.outcome.ledger);
        let mut tally = Tally::of(report.outcome, &|offset| report.document.position(offset));
        tally.problems.extend(report.document.warnings.iter().chain(&mended.warnings).map(|w| problem(&file.name, w)));
        if self.options.dry_run {
            return Ok(Some(DryRun { tally, changed: !report.outcome.view.is_identity() }));
        }
        let out: &Path = &self.options.out;
        // The record says what stands in the folder: it goes first and comes back last, so that a run that dies between
        // the two does this report again.
        match std::fs::remove_file(record::path(out, &file.name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let outputs = outputs::write(out, report, &mended.bytes, &self.options.formats)?;
        let ledger = outputs::ledger(report)?;
        let units = outputs::units(report)?;
        let mut memory = Memory::default();
        memory.add(report.outcome);
        let record = Record {
            report: file.name.clone(),
            content: report.content.clone(),
            whole: report.whole.clone(),
            lost_text: report.lost_text,
            witnesses: report.witnesses.to_vec(),
            outputs,
            tally,
            memory,
            ledger_len: ledger.len() as u64,
            units_len: units.len() as u64,
        };
        record.write(out, &ledger, &units)?;
        Ok(None)
    }
}

/// What reading or mending a file had to say, as something that a person should look at.
fn problem(report: &str, warning: &Warning) -> ReportProblem {
    let position = warning.position.unwrap_or(Position { line: 1, column: 1 });
    let place = Where { report: report.to_owned(), position, note: None };
    ReportProblem { place, message: warning.message.clone() }
}
