//! Bringing the files of finished reports in, on a thread of its own, while the next reports are made.

use super::passes::Stop;
use super::staging::{Staged, Staging};
use crate::pipeline::Failure;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How many reports may wait. Only the names of their files are in memory; the bound keeps a slow disk from falling far
/// behind, so that a run which dies has little to do again.
const WAITING: usize = 256;

/// How long reports are gathered for one sync. While one goes on, file systems with a journal make new files wait: many
/// small ones would slow the rest of the run down.
const GATHERING: Duration = Duration::from_secs(1);

/// What was written of one report.
#[derive(Debug)]
pub(super) struct Written {
    /// The report's name.
    pub(super) report: String,
    /// Its mended copy and bilingual files.
    pub(super) outputs: Vec<Staged>,
    /// What is remembered of it. It says what stands in the folder: the old one goes first and the new one comes last, so
    /// that a run that dies in between does this report again.
    pub(super) record: Staged,
}

/// Brings reports in, in groups.
#[derive(Debug)]
pub(super) struct Committer {
    send: SyncSender<Written>,
    thread: JoinHandle<Vec<Failure>>,
}

impl Committer {
    /// Starts the thread. The first failure asks the run to stop when `fail_fast`.
    pub(super) fn start(staging: Arc<Staging>, stop: Option<Stop>) -> io::Result<Self> {
        let (send, receive) = sync_channel(WAITING);
        let thread = std::thread::Builder::new()
            .name("commit".to_owned())
            .spawn(move || bring_in_all(&receive, &staging, stop.as_ref()))?;
        Ok(Self { send, thread })
    }

    /// Takes a report over; waits while too many others wait.
    pub(super) fn take(&self, written: Written) -> io::Result<()> {
        self.send.send(written).map_err(|_| io::Error::other("the thread that brings files in has ended"))
    }

    /// Waits until all reports are in, and says which could not be brought in.
    pub(super) fn finish(self) -> io::Result<Vec<Failure>> {
        drop(self.send);
        self.thread.join().map_err(|_| io::Error::other("the thread that brings files in has ended early"))
    }
}

fn bring_in_all(receive: &Receiver<Written>, staging: &Staging, stop: Option<&Stop>) -> Vec<Failure> {
    let mut failures = Vec::new();
    while let Ok(first) = receive.recv() {
        let group = gather(first, receive);
        let synced = staging.sync();
        for written in group {
            let report = written.report.clone();
            // The error of the one sync is that of every report in the group.
            let brought_in = match &synced {
                Ok(()) => bring_in(written),
                Err(error) => Err(io::Error::new(error.kind(), error.to_string())),
            };
            if let Err(error) = brought_in {
                if let Some(stop) = stop {
                    stop.ask();
                }
                failures.push(Failure { file: report, error: format!("its outputs cannot be written: {error}") });
            }
        }
    }
    failures
}

/// The reports that are ready within a while from the first on; without waiting when no more will come.
fn gather(first: Written, receive: &Receiver<Written>) -> Vec<Written> {
    let end = Instant::now() + GATHERING;
    let mut group = vec![first];
    while group.len() < WAITING
        && let Ok(next) = receive.recv_timeout(end.saturating_duration_since(Instant::now()))
    {
        group.push(next);
    }
    group
}

fn bring_in(written: Written) -> io::Result<()> {
    match std::fs::remove_file(written.record.place()) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    for output in written.outputs {
        output.bring_in()?;
    }
    written.record.bring_in()
}
