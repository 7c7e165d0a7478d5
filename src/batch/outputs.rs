//! The files of one report.

use super::atomic;
use super::passes::Finished;
use crate::write::{self, Format};
use std::io;
use std::path::Path;

/// Writes the mended report and its bilingual files below `out`; a report without units has none of these. Returns the
/// paths below `out` with their lengths.
pub(super) fn write(
    out: &Path,
    report: &Finished<'_>,
    mended: &[u8],
    formats: &[Format],
) -> io::Result<Vec<(String, u64)>> {
    let outcome = report.outcome;
    let name = &outcome.report.name;
    let mut written = Vec::new();
    let mut put = |path: String, fill: &dyn Fn(&mut dyn io::Write) -> io::Result<()>| {
        let len = atomic::write(&out.join(&path), |file| fill(file))?;
        written.push((path, len));
        io::Result::Ok(())
    };
    put(write::mended_path(name), &|file| file.write_all(mended))?;
    if !outcome.units.is_empty() {
        for format in formats {
            put(format.path(name), &|mut file| match format {
                Format::Xliff => write::xliff::write(outcome, &mut file),
                Format::Tmx => write::tmx::write(outcome, write::tmx::Markers::default(), &mut file),
                Format::Html => write::html::write(outcome, &mut file),
                Format::Tsv => write::tsv::write(outcome, &mut file),
            })?;
        }
    }
    Ok(written)
}

/// A report's part of the ledger, as JSON Lines.
pub(super) fn ledger(report: &Finished<'_>) -> io::Result<Vec<u8>> {
    let mut lines = Vec::new();
    write::ledger::write(report.outcome, &|offset| report.document.position(offset), &mut lines)?;
    Ok(lines)
}

/// A report's part of the units, as JSON Lines.
pub(super) fn units(report: &Finished<'_>) -> io::Result<Vec<u8>> {
    let mut lines = Vec::new();
    write::units::write(report.outcome, &mut lines)?;
    Ok(lines)
}
