//! The files of a run as a whole, put together from the records of its reports.

use super::record::{self, Record};
use super::staging::{Staged, Staging};
use super::walk::InputFile;
use crate::pipeline::{Failure, Tally};
use crate::write::memory::Collected;
use crate::write::{summary_html, summary_json};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Writes `ledger.jsonl`, `units.jsonl`, `memory.tmx`, `summary.json` and `summary.html`, in the order of `files`, and
/// adds up its counts.
pub(super) fn finish(staging: &Staging, out: &Path, files: &[&InputFile], tally: &mut Tally) -> io::Result<()> {
    let mut memory = Collected::new(staging.folder());
    let mut staged = Vec::new();
    let ledger = staging.write(out.join("ledger.jsonl"), |ledger| {
        staged.push(staging.write(out.join("units.jsonl"), |units| {
            let (mut ledger, mut units) = (buffered(ledger), buffered(units));
            for file in files {
                let Some((record, mut parts)) = Record::open(out, &file.name) else {
                    tally.failures.insert(Failure {
                        file: file.name.clone(),
                        error: "its record vanished from the output folder during the run: run again".to_owned(),
                    });
                    continue;
                };
                record::copy_parts(&record, &mut parts, &mut ledger, &mut units)?;
                tally.merge(record.tally);
                memory.add(record.memory)?;
            }
            ledger.flush()?;
            units.flush()
        })?);
        Ok(())
    })?;
    staged.push(ledger);
    staged.push(staging.write(out.join("memory.tmx"), |file| memory.write(file))?);
    staged.push(staging.write(out.join("summary.json"), |file| summary_json::write(tally, file))?);
    staged.push(staging.write(out.join("summary.html"), |file| summary_html::write(tally, file))?);
    staging.sync()?;
    staged.into_iter().try_for_each(Staged::bring_in)
}

fn buffered(file: &mut File) -> BufWriter<&mut File> {
    BufWriter::with_capacity(1 << 16, file)
}
