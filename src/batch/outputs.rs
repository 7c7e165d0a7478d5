//! The files of one report.

use super::passes::Finished;
use super::staging::{Staged, Staging};
use crate::write::{self, Format};
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// The files of a report, with their paths below the output folder.
pub(super) struct Outputs {
    pub(super) paths: Vec<String>,
    pub(super) files: Vec<Staged>,
}

/// Writes the mended report and its bilingual files, to stand below `out`; a report without units has none of these.
pub(super) fn write(
    staging: &Staging,
    out: &Path,
    report: &Finished<'_>,
    mended: &[u8],
    formats: &[Format],
) -> io::Result<Outputs> {
    let outcome = report.outcome;
    let name = &outcome.report.name;
    let mut outputs = Outputs { paths: Vec::new(), files: Vec::new() };
    let mut put = |path: String, fill: &dyn Fn(&mut File) -> io::Result<()>| {
        outputs.files.push(staging.write(out.join(&path), |file| fill(file))?);
        outputs.paths.push(path);
        io::Result::Ok(())
    };
    put(write::mended_path(name), &|file| file.write_all(mended))?;
    if !outcome.units.is_empty() {
        for format in formats {
            put(format.path(name), &|file| match format {
                Format::Xliff => write::xliff::write(outcome, file),
                Format::Tmx => write::tmx::write(outcome, write::tmx::Markers::default(), file),
                Format::Html => write::html::write(outcome, file),
                Format::Tsv => write::tsv::write(outcome, file),
            })?;
        }
    }
    Ok(outputs)
}

/// Writes a report's part of the ledger, as JSON Lines.
pub(super) fn ledger(report: &Finished<'_>, file: &mut File) -> io::Result<()> {
    write::ledger::write(report.outcome, &|offset| report.document.position(offset), file)
}

/// Writes a report's part of the units, as JSON Lines.
pub(super) fn units(report: &Finished<'_>, file: &mut File) -> io::Result<()> {
    write::units::write(report.outcome, file)
}
