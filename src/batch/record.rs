//! What a run remembers of each report, below `OUT/.isnad/`: enough to skip it next time and to put the run's ledger
//! together without holding it in memory.

use super::outputs;
use super::passes::{Digest, Finished, Recalled};
use super::staging::{Staged, Staging};
use crate::pipeline::Tally;
use crate::restore::Witness;
use crate::write::memory::Memory;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// What a record says of its report. In its file the report's ledger and units come first, as they go into the run's own
/// files, then this in one line, and last the offset at which this begins: so that none of them is held in memory.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Record {
    /// The report's name.
    pub(super) report: String,
    /// The digest of content and settings.
    pub(super) content: Digest,
    /// The digest of all that the outputs depend on.
    pub(super) whole: Digest,
    /// Whether the report depends on the witnesses of others.
    pub(super) lost_text: bool,
    /// What it can witness.
    pub(super) witnesses: Vec<Witness>,
    /// The files written for it, below the output folder, with their lengths.
    pub(super) outputs: Vec<(String, u64)>,
    /// Its counts.
    pub(super) tally: Tally,
    /// Its pairs.
    pub(super) memory: Memory,
    /// Length in bytes of its part of the ledger.
    pub(super) ledger_len: u64,
    /// Length in bytes of its part of the units.
    pub(super) units_len: u64,
}

/// Digits of the offset at the end of a record.
const DIGITS: usize = 20;

/// Where the record of a report is kept. Names are hashed: they may be longer than a file name, or differ only in case.
pub(super) fn path(out: &Path, report: &str) -> PathBuf {
    let digest = Digest::of(&[report.as_bytes()]);
    let (folder, name) = digest.hex().split_at(2);
    folder_of(out).join(folder).join(name)
}

/// The folder of all records.
fn folder_of(out: &Path) -> PathBuf {
    memory_of(out).join("records")
}

/// The folder of all that a run keeps for the next one.
pub(super) fn memory_of(out: &Path) -> PathBuf {
    out.join(".isnad")
}

impl Record {
    /// Writes a record with the ledger and the units of its report, whose lengths it takes down.
    pub(super) fn write(mut self, staging: &Staging, out: &Path, report: &Finished<'_>) -> io::Result<Staged> {
        staging.write(path(out, &self.report), |file| {
            outputs::ledger(report, file)?;
            self.ledger_len = file.stream_position()?;
            outputs::units(report, file)?;
            let start = file.stream_position()?;
            self.units_len = start - self.ledger_len;
            let mut rest = BufWriter::with_capacity(1 << 16, file);
            serde_json::to_writer(&mut rest, &self)?;
            write!(rest, "\n{start:0DIGITS$}\n")?;
            rest.flush()
        })
    }

    /// Opens the record of a report; the file stands at its ledger. `None` when there is none that can be used: it was
    /// written by another version, is damaged, or belongs to another report.
    pub(super) fn open(out: &Path, report: &str) -> Option<(Self, File)> {
        let mut file = File::open(path(out, report)).ok()?;
        let end = file.seek(SeekFrom::End(-1 - DIGITS as i64)).ok()?;
        let mut start = String::with_capacity(DIGITS + 1);
        file.read_to_string(&mut start).ok()?;
        let start: u64 = start.trim_end().parse().ok()?;
        file.seek(SeekFrom::Start(start)).ok()?;
        let mut line = Vec::new();
        (&file).take(end.checked_sub(start)?).read_to_end(&mut line).ok()?;
        let record: Self = serde_json::from_slice(&line).ok()?;
        file.rewind().ok()?;
        (start == record.ledger_len + record.units_len && record.report == report).then_some((record, file))
    }

    /// Whether all its output files are there with their lengths.
    pub(super) fn outputs_stand(&self, out: &Path) -> bool {
        self.outputs.iter().all(|(name, len)| out.join(name).metadata().is_ok_and(|found| found.len() == *len))
    }

    /// What the first pass needs of it.
    pub(super) fn recalled(self) -> Recalled {
        Recalled { witnesses: self.witnesses, lost_text: self.lost_text }
    }
}

/// Copies a report's part of the ledger and of the units from its record.
pub(super) fn copy_parts(
    record: &Record,
    file: &mut File,
    ledger: &mut impl Write,
    units: &mut impl Write,
) -> io::Result<()> {
    io::copy(&mut (&*file).take(record.ledger_len), ledger)?;
    io::copy(&mut (&*file).take(record.units_len), units)?;
    Ok(())
}
