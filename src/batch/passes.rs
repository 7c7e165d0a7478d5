//! The two passes over a folder: gather what every report can witness, then apply with all witnesses known.
//!
//! A report in which nothing is lost does not depend on other reports' witnesses, so it is finished in the first pass;
//! only those with lost text are read a second time. No more reports are in memory than there are threads.

use super::progress::Progress;
use super::walk::InputFile;
use crate::pipeline::{Failure, Outcome, Pipeline};
use crate::read::{self, Document};
use crate::restore::{Witness, Witnesses};
use rayon::prelude::*;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A wish to stop, shared between the threads of a run: files under work are finished, no other is begun.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks the run to stop.
    pub fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked.
    #[must_use]
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What became of one file.
#[derive(Debug)]
pub enum Done<T> {
    /// Taken through.
    Now(T),
    /// As an earlier run left it.
    Before(T),
    /// Could not be taken through.
    Failed(Failure),
    /// Not begun, because the run was asked to stop.
    Stopped,
}

/// What is done with the reports that come out of the pipeline.
pub trait Visitor: Sync {
    /// What is kept of each report.
    type Kept: Send;

    /// What an earlier run knows of a file whose content and settings have this digest.
    fn recall(&self, file: &InputFile, content: &Digest) -> Option<Recalled>;

    /// What an earlier run kept of a file, if everything that it depends on has this digest and its outputs are still
    /// there.
    fn reuse(&self, file: &InputFile, whole: &Digest) -> Option<Self::Kept>;

    /// Takes a report that came out of the pipeline.
    ///
    /// # Errors
    /// When what should be written cannot be; the file counts as failed.
    fn visit(&self, file: &InputFile, report: &Finished<'_>) -> std::io::Result<Self::Kept>;
}

/// A report out of the pipeline, with what a visitor needs to know it again.
#[derive(Clone, Copy, Debug)]
pub struct Finished<'a> {
    /// The report in the form of its file.
    pub document: &'a Document,
    /// What the pipeline made of it.
    pub outcome: &'a Outcome,
    /// The digest of content and settings.
    pub content: &'a Digest,
    /// The digest of all that the outcome depends on.
    pub whole: &'a Digest,
    /// What it can witness.
    pub witnesses: &'a [Witness],
    /// Whether it depends on the witnesses of other reports.
    pub lost_text: bool,
}

/// What an earlier run knows of a file.
#[derive(Clone, Debug)]
pub struct Recalled {
    /// What it can witness.
    pub witnesses: Vec<Witness>,
    /// Whether it depends on the witnesses of other reports.
    pub lost_text: bool,
}

/// A BLAKE3 digest, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Digest(String);

impl Digest {
    /// The digest of several parts, each kept apart from the next.
    #[must_use]
    pub fn of(parts: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        Self(hasher.finalize().to_hex().to_string())
    }

    /// The digest of what a value looks like in JSON.
    fn of_json(value: &impl serde::Serialize) -> Self {
        let mut hasher = BufWriter::new(blake3::Hasher::new());
        // Neither hashing nor serialising plain data fails.
        let _ = serde_json::to_writer(&mut hasher, value).map(|()| hasher.flush());
        Self(hasher.get_ref().finalize().to_hex().to_string())
    }

    /// Its hexadecimal digits.
    #[must_use]
    pub fn hex(&self) -> &str {
        &self.0
    }
}

/// What the first pass knows of a file.
struct First<T> {
    state: State<T>,
    witnesses: Vec<Witness>,
}

/// How far the first pass takes a file.
enum State<T> {
    Done(Done<T>),
    /// To be taken up in the second pass.
    Lost {
        content: Digest,
    },
}

impl<T> First<T> {
    fn done(done: Done<T>, witnesses: Vec<Witness>) -> Self {
        Self { state: State::Done(done), witnesses }
    }

    fn lost(content: Digest, witnesses: Vec<Witness>) -> Self {
        Self { state: State::Lost { content }, witnesses }
    }
}

/// How a run goes about its files.
#[derive(Debug)]
pub struct Passes<'a> {
    /// The stages.
    pub pipeline: &'a Pipeline,
    /// How files are read.
    pub read: &'a read::Options,
    /// What, beside a file's content, decides the outcome: version, settings, glossaries.
    pub settings: &'a Digest,
    /// Witnesses from elsewhere: bibliographies, reports that are not part of the run.
    pub more: &'a [Witness],
    /// Whether the first failure ends the run.
    pub fail_fast: bool,
    /// The wish to stop.
    pub stop: &'a Stop,
    /// Where progress is shown.
    pub progress: &'a Progress,
}

/// Takes files through the pipeline in two passes, on all threads of the current rayon pool. What comes back is in the
/// order of `files` and does not depend on the number of threads.
pub fn two_passes<V: Visitor>(passes: &Passes<'_>, files: &[InputFile], visitor: &V) -> Vec<Done<V::Kept>> {
    passes.progress.begin("gather", files.len(), files.iter().map(|file| file.len).sum());
    let first: Vec<First<V::Kept>> = files
        .par_iter()
        .map(|file| {
            let first = passes.first(file, visitor);
            passes.progress.advance(file.len);
            first
        })
        .collect();

    let mut all = passes.more.to_vec();
    let take_own = |mut first: First<V::Kept>| {
        all.append(&mut first.witnesses);
        first.state
    };
    let first: Vec<State<V::Kept>> = first.into_iter().map(take_own).collect();
    let witnesses = Witnesses::from_iter(all);
    let witnessed = Digest::of_json(&witnesses.iter().collect::<Vec<_>>());

    let lost = files.iter().zip(&first).filter(|(_, first)| matches!(first, State::Lost { .. }));
    let (count, bytes) = lost.fold((0, 0), |(count, bytes), (file, _)| (count + 1, bytes + file.len));
    passes.progress.begin("apply", count, bytes);
    let done = files
        .par_iter()
        .zip(first)
        .map(|(file, first)| match first {
            State::Done(done) => done,
            State::Lost { content } => {
                let done = passes.second(file, &content, &witnesses, &witnessed, visitor);
                passes.progress.advance(file.len);
                done
            }
        })
        .collect();
    passes.progress.end();
    done
}

impl Passes<'_> {
    /// Only the first pass, for its witnesses; and the files that could not be read.
    pub(super) fn gather(&self, files: &[InputFile]) -> (Witnesses, Vec<Failure>) {
        self.progress.begin("gather", files.len(), files.iter().map(|file| file.len).sum());
        let found: Vec<Result<Vec<Witness>, Failure>> = files
            .par_iter()
            .map(|file| {
                let document = self.bytes(file).and_then(|(bytes, _)| self.document(file, bytes))?;
                self.progress.advance(file.len);
                Ok(self.pipeline.gather(document.report).witnesses())
            })
            .collect();
        self.progress.end();
        let (found, failed): (Vec<_>, Vec<_>) = found.into_iter().partition(Result::is_ok);
        let witnesses = Witnesses::from_iter(found.into_iter().flatten().flatten());
        (witnesses, failed.into_iter().filter_map(Result::err).collect())
    }

    fn first<V: Visitor>(&self, file: &InputFile, visitor: &V) -> First<V::Kept> {
        if self.stop.is_asked() {
            return First::done(Done::Stopped, Vec::new());
        }
        let (bytes, content) = match self.bytes(file) {
            Ok(found) => found,
            Err(failure) => return First::done(Done::Failed(failure), Vec::new()),
        };
        if let Some(Recalled { witnesses, lost_text }) = visitor.recall(file, &content) {
            if lost_text {
                return First::lost(content, witnesses);
            }
            if let Some(kept) = visitor.reuse(file, &content) {
                return First::done(Done::Before(kept), witnesses);
            }
        }
        let document = match self.document(file, bytes) {
            Ok(document) => document,
            Err(failure) => return First::done(Done::Failed(failure), Vec::new()),
        };
        let gathered = self.pipeline.gather(Arc::clone(&document.report)).read_from(self.path(file));
        let witnesses = gathered.witnesses();
        if gathered.has_lost_text() {
            return First::lost(content, witnesses);
        }
        let outcome = match self.pipeline.apply(gathered, &Witnesses::default()) {
            Ok(outcome) => outcome,
            Err(error) => return First::done(Done::Failed(self.failure(file, &error)), Vec::new()),
        };
        let finished = Finished {
            document: &document,
            outcome: &outcome,
            content: &content,
            whole: &content,
            witnesses: &witnesses,
            lost_text: false,
        };
        let done = self.done(file, visitor.visit(file, &finished));
        First::done(done, witnesses)
    }

    fn second<V: Visitor>(
        &self,
        file: &InputFile,
        content: &Digest,
        witnesses: &Witnesses,
        witnessed: &Digest,
        visitor: &V,
    ) -> Done<V::Kept> {
        if self.stop.is_asked() {
            return Done::Stopped;
        }
        let whole = |content: &Digest| Digest::of(&[content.hex().as_bytes(), witnessed.hex().as_bytes()]);
        if let Some(kept) = visitor.reuse(file, &whole(content)) {
            return Done::Before(kept);
        }
        // The file is read again rather than kept: memory stays flat. It may have changed since; then so does its digest.
        let read = self.bytes(file).and_then(|(bytes, content)| Ok((self.document(file, bytes)?, content)));
        let (document, content) = match read {
            Ok(read) => read,
            Err(failure) => return Done::Failed(failure),
        };
        let gathered = self.pipeline.gather(Arc::clone(&document.report)).read_from(self.path(file));
        let own = gathered.witnesses();
        let outcome = match self.pipeline.apply(gathered, witnesses) {
            Ok(outcome) => outcome,
            Err(error) => return Done::Failed(self.failure(file, &error)),
        };
        let finished = Finished {
            document: &document,
            outcome: &outcome,
            content: &content,
            whole: &whole(&content),
            witnesses: &own,
            lost_text: true,
        };
        self.done(file, visitor.visit(file, &finished))
    }

    fn bytes(&self, file: &InputFile) -> Result<(Vec<u8>, Digest), Failure> {
        let bytes = fs::read(&file.path).map_err(|error| self.failure(file, &format!("cannot be read: {error}")))?;
        let exceptions = self.pipeline.exceptions_for(&file.name, self.path(file).as_deref());
        let exceptions: Vec<u8> = exceptions.into_iter().flat_map(usize::to_le_bytes).collect();
        let content = Digest::of(&[self.settings.hex().as_bytes(), &bytes, &exceptions]);
        Ok((bytes, content))
    }

    /// Where a file really is, when the policy makes exceptions, which may go by that.
    fn path(&self, file: &InputFile) -> Option<PathBuf> {
        if self.pipeline.exceptions().is_empty() { None } else { file.path.canonicalize().ok() }
    }

    fn document(&self, file: &InputFile, bytes: Vec<u8>) -> Result<Document, Failure> {
        read::read(&file.name, bytes, self.read).map_err(|error| self.failure(file, &error.to_string()))
    }

    fn done<T>(&self, file: &InputFile, visited: std::io::Result<T>) -> Done<T> {
        match visited {
            Ok(kept) => Done::Now(kept),
            Err(error) => Done::Failed(self.failure(file, &format!("its outputs cannot be written: {error}"))),
        }
    }

    fn failure(&self, file: &InputFile, error: &str) -> Failure {
        if self.fail_fast {
            self.stop.ask();
        }
        Failure { file: file.name.clone(), error: error.to_owned() }
    }
}
