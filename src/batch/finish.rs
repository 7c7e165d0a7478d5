//! The files of a run as a whole, put together from the records of its reports.

use super::atomic;
use super::record::{self, Record};
use super::run::RunReport;
use super::walk::InputFile;
use crate::pipeline::Failure;
use crate::write::tmx::Memory;
use crate::write::{summary_html, summary_json};
use std::io;
use std::path::Path;

/// Writes `ledger.jsonl`, `units.jsonl`, `memory.tmx`, `summary.json` and `summary.html`, in the order of `files`, and
/// completes the run's counts.
pub(super) fn finish(out: &Path, files: &[&InputFile], report: &mut RunReport) -> io::Result<()> {
    let mut memory = Memory::default();
    atomic::write(&out.join("ledger.jsonl"), |ledger| {
        atomic::write(&out.join("units.jsonl"), |units| {
            for file in files {
                let Some((record, reader)) = Record::open(out, &file.name) else {
                    report.tally.failures.insert(Failure {
                        file: file.name.clone(),
                        error: "its record vanished from the output folder during the run: run again".to_owned(),
                    });
                    continue;
                };
                record::copy_parts(&record, reader, ledger, units)?;
                report.tally.merge(record.tally);
                memory.merge(record.memory);
            }
            Ok(())
        })?;
        Ok(())
    })?;
    atomic::write(&out.join("memory.tmx"), |mut file| memory.write(&mut file))?;
    atomic::write(&out.join("summary.json"), |mut file| summary_json::write(&report.tally, &mut file))?;
    atomic::write(&out.join("summary.html"), |mut file| summary_html::write(&report.tally, &mut file))?;
    Ok(())
}
