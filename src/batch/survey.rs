//! Looking at folders without writing: the two passes, with nothing remembered.

use super::passes::{Digest, Done, Finished, Passes, Recalled, Stop, Visitor, two_passes};
use super::progress::Progress;
use super::walk::InputFile;
use crate::pipeline::{Failure, Outcome, Pipeline};
use crate::read::{self, Document};
use crate::restore::{Witness, Witnesses};

/// A visitor that keeps what a function makes of each report.
struct Look<F>(F);

impl<T: Send, F: Fn(&Document, &Outcome) -> T + Sync> Visitor for Look<F> {
    type Kept = T;

    fn recall(&self, _: &InputFile, _: &Digest) -> Option<Recalled> {
        None
    }

    fn reuse(&self, _: &InputFile, _: &Digest) -> Option<T> {
        None
    }

    fn visit(&self, _: &InputFile, report: &Finished<'_>) -> std::io::Result<T> {
        Ok((self.0)(report.document, report.outcome))
    }
}

/// Takes files through the pipeline, with witnesses from elsewhere, and keeps what `each` makes of each report, in the order of `files`.
pub fn survey<T: Send>(
    files: &[InputFile],
    more: &[Witness],
    pipeline: &Pipeline,
    read: &read::Options,
    stop: &Stop,
    progress: &Progress,
    each: impl Fn(&Document, &Outcome) -> T + Sync,
) -> Vec<Done<T>> {
    let settings = Digest::of(&[]);
    let passes = Passes { pipeline, read, settings: &settings, more, fail_fast: false, stop, progress };
    two_passes(&passes, files, &Look(each))
}

/// The whole titles in files, and the files that could not be read.
pub fn witnesses(
    files: &[InputFile],
    pipeline: &Pipeline,
    read: &read::Options,
    stop: &Stop,
    progress: &Progress,
) -> (Witnesses, Vec<Failure>) {
    let settings = Digest::of(&[]);
    let passes = Passes { pipeline, read, settings: &settings, more: &[], fail_fast: false, stop, progress };
    passes.gather(files)
}
