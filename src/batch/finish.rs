//! The files of a run as a whole, put together from the records of its reports.

use super::record::{self, Record};
use super::run::RunReport;
use super::walk::InputFile;
use super::{atomic, passes::Failure};
use crate::write;
use std::io::{self, Write};
use std::path::Path;

/// Writes `ledger.jsonl`, `units.jsonl`, `summary.json` and `summary.html`, in the order of `files`, and completes the
/// run's counts.
pub(super) fn finish(out: &Path, files: &[&InputFile], report: &mut RunReport) -> io::Result<()> {
    let ledger_path = out.join("ledger.jsonl");
    let mut gone = Vec::new();
    atomic::write(&ledger_path, |ledger| {
        atomic::write(&out.join("units.jsonl"), |units| {
            for file in files {
                match Record::open(out, &file.name) {
                    Some((record, reader)) => {
                        record::copy_parts(&record, reader, ledger, units)?;
                        report.tally.merge(record.tally);
                    }
                    None => gone.push(file.name.clone()),
                }
            }
            Ok(())
        })?;
        ledger.flush()
    })?;
    report.failed.extend(gone.into_iter().map(|report| Failure {
        report,
        error: "its record vanished from the output folder during the run: run again".to_owned(),
    }));
    report.failed.sort_by(|a, b| a.report.cmp(&b.report));
    Ok(())
}
