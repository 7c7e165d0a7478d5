//! What a run remembers of each report, below `OUT/.isnad/`: enough to skip it next time and to put the run's ledger
//! together without holding it in memory.

use super::passes::{Digest, Recalled};
use super::staging::{Staged, Staging};
use crate::pipeline::Tally;
use crate::restore::Witness;
use crate::write::memory::Memory;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// The first line of a record; the report's ledger and units follow as they go into the run's own files.
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
    /// Writes a record with its ledger and units.
    pub(super) fn write(&self, staging: &Staging, out: &Path, ledger: &[u8], units: &[u8]) -> io::Result<Staged> {
        staging.write(path(out, &self.report), |file| {
            let mut line = BufWriter::with_capacity(1 << 16, &mut *file);
            serde_json::to_writer(&mut line, self)?;
            line.write_all(b"\n")?;
            line.flush()?;
            drop(line);
            file.write_all(ledger)?;
            file.write_all(units)
        })
    }

    /// Opens the record of a report; the reader stands at its ledger. `None` when there is none that can be used: it was
    /// written by another version, is damaged, or belongs to another report.
    pub(super) fn open(out: &Path, report: &str) -> Option<(Self, BufReader<File>)> {
        let mut file = BufReader::new(File::open(path(out, report)).ok()?);
        let mut line = Vec::new();
        file.read_until(b'\n', &mut line).ok()?;
        let record: Self = serde_json::from_slice(&line).ok()?;
        let len = file.get_ref().metadata().ok()?.len();
        let whole = len == line.len() as u64 + record.ledger_len + record.units_len;
        (whole && record.report == report).then_some((record, file))
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
    mut reader: impl Read,
    ledger: &mut impl Write,
    units: &mut impl Write,
) -> io::Result<()> {
    io::copy(&mut reader.by_ref().take(record.ledger_len), ledger)?;
    io::copy(&mut reader.take(record.units_len), units)?;
    Ok(())
}
