//! The main job: a folder of reports in, the same folder mended out, with everything that is known about it.

use super::bibliographies::listed;
use super::commit::{Committer, Written};
use super::finish::finish;
use super::lock::Lock;
use super::outputs::{self, Outputs};
use super::passes::{Digest, Done, Finished, Passes, Recalled, Stop, Visitor, two_passes};
use super::program;
use super::progress::Progress;
use super::record::{self, Record};
use super::staging::{Staged, Staging};
use super::walk::{InputFile, Walk, WalkError, walk};
use crate::pipeline::{Failure, Pipeline, ReportProblem, Tally, Where};
use crate::read::{self, Warning};
use crate::restore::Witness;
use crate::text::Position;
use crate::write::memory::Memory;
use crate::write::{Format, mended};
use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// What the user chose about a run.
#[derive(Clone, Debug)]
pub struct RunOptions {
    /// Files and folders to read.
    pub inputs: Vec<PathBuf>,
    /// The folder that takes everything.
    pub out: PathBuf,
    /// Globs of files to leave out.
    pub ignore: Vec<String>,
    /// Witnesses from elsewhere, beside the bibliographies under the inputs.
    pub witnesses: Vec<Witness>,
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
#[derive(Debug)]
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
    /// Why the run's own files (ledger, units, memory, summary) could not be written, if they could not.
    /// Those of an earlier run may still be there.
    pub unfinished: Option<io::Error>,
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
    /// Another run writes into the output folder.
    #[error("another run is writing into {out}: wait until it is done, or give another output folder")]
    Busy {
        /// The output folder.
        out: String,
    },
    /// Nothing can be written into the output folder.
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
/// When the inputs cannot be walked, or nothing can be written into the output folder. A single report that fails is no
/// error: it is in the tally's failures.
pub fn run(pipeline: &Pipeline, options: &RunOptions, stop: &Stop, progress: &Progress) -> Result<RunReport, RunError> {
    check_out(options)?;
    let desk = if options.dry_run { None } else { Some(Desk::open(options, stop)?) };
    let Walk { files, bibliographies, mut skipped, failed } =
        walk(&options.inputs, &options.ignore, Some(&options.out))?;

    let settings = Digest::of(&[
        // A dry run leaves nothing that is to be known again.
        if options.dry_run { &[] } else { program::digest().hex().as_bytes() },
        options.settings.hex().as_bytes(),
        format!("{:?} {:?}", options.formats, options.read).as_bytes(),
    ]);
    // What only looks like a bibliography is left out like any other file.
    let listed = listed(&bibliographies);
    skipped.extend(listed.empty);
    skipped.extend(listed.failed.into_iter().map(|failure| format!("{} ({})", failure.file, failure.error)));
    let more: Vec<Witness> = options.witnesses.iter().cloned().chain(listed.witnesses).collect();
    let passes = Passes {
        pipeline,
        read: &options.read,
        settings: &settings,
        more: &more,
        fail_fast: options.fail_fast,
        stop,
        progress,
    };
    let done = two_passes(&passes, &files, &Writer { options, desk: desk.as_ref() });

    let mut tally = Tally {
        left_out: skipped.into_iter().collect(),
        failures: failed.into_iter().map(|(file, error)| Failure { file, error }).collect(),
        ..Tally::default()
    };
    for exception in pipeline.exceptions() {
        tally.expect_exception(exception.label());
    }
    let mut report = RunReport { tally, now: 0, before: 0, stopped: 0, would_change: Vec::new(), unfinished: None };
    let mut taken: Vec<&InputFile> = Vec::new();
    let closed = desk.map(Desk::close).transpose().map_err(|error| out_error(options, error))?;
    let (closed, late) = closed.unzip();
    let late = late.unwrap_or_default();
    let failed_late: BTreeSet<String> = late.iter().map(|failure| failure.file.clone()).collect();
    report.tally.failures.extend(late);
    for (file, done) in files.iter().zip(done) {
        let kept = match done {
            Done::Now(_) if failed_late.contains(&file.name) => continue,
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
    if let (Some(closed), 0) = (&closed, report.stopped) {
        report.unfinished = finish(&closed.staging, &options.out, &taken, &mut report.tally).err();
    }
    Ok(report)
}

fn out_error(options: &RunOptions, error: io::Error) -> RunError {
    RunError::Out { out: options.out.display().to_string(), error }
}

/// What a run holds while it writes.
struct Desk {
    staging: Arc<Staging>,
    committer: Committer,
    lock: Lock,
}

/// What is left of a [`Desk`] when all reports are in their places.
struct Closed {
    staging: Arc<Staging>,
    _lock: Lock,
}

impl Desk {
    fn open(options: &RunOptions, stop: &Stop) -> Result<Self, RunError> {
        let error = |error| out_error(options, error);
        let memory = record::memory_of(&options.out);
        std::fs::create_dir_all(&memory).map_err(error)?;
        let Some(lock) = Lock::take(&memory.join("lock")).map_err(error)? else {
            return Err(RunError::Busy { out: options.out.display().to_string() });
        };
        let staging = Arc::new(Staging::new(memory.join("staging")).map_err(error)?);
        let stop = options.fail_fast.then(|| stop.clone());
        let committer = Committer::start(Arc::clone(&staging), stop).map_err(error)?;
        Ok(Self { staging, committer, lock })
    }

    /// Waits until all reports are in their places, and says which could not be brought there.
    fn close(self) -> io::Result<(Closed, Vec<Failure>)> {
        let failures = self.committer.finish()?;
        Ok((Closed { staging: self.staging, _lock: self.lock }, failures))
    }
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
    /// `None` in a dry run.
    desk: Option<&'a Desk>,
}

/// What is kept in memory of a report in a dry run; otherwise its record on disk has it.
struct DryRun {
    tally: Tally,
    changed: bool,
}

impl Writer<'_> {
    fn record(&self, file: &InputFile) -> Option<Record> {
        self.desk?;
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
        let Some(desk) = self.desk else {
            return Ok(Some(DryRun { tally, changed: !report.outcome.view.is_identity() }));
        };
        let RunOptions { out, formats, .. } = self.options;
        let Outputs { paths, files } = outputs::write(&desk.staging, out, report, &mended.bytes, formats)?;
        let mut memory = Memory::default();
        memory.add(report.outcome);
        let record = Record {
            report: file.name.clone(),
            content: report.content.clone(),
            whole: report.whole.clone(),
            lost_text: report.lost_text,
            witnesses: report.witnesses.to_vec(),
            outputs: paths.into_iter().zip(files.iter().map(Staged::len)).collect(),
            tally,
            memory,
            ledger_len: 0,
            units_len: 0,
        };
        let record = record.write(&desk.staging, out, report)?;
        desk.committer.take(Written { report: file.name.clone(), outputs: files, record })?;
        Ok(None)
    }
}

/// What reading or mending a file had to say, as something that a person should look at.
fn problem(report: &str, warning: &Warning) -> ReportProblem {
    let position = warning.position.unwrap_or(Position { line: 1, column: 1 });
    let place = Where { report: report.to_owned(), position, note: None };
    ReportProblem { place, message: warning.message.clone() }
}
