//! The witnesses that the user names: reports and bibliographies.

use super::args::Common;
use super::config::Resolved;
use super::{Exit, say};
use crate::batch::passes::Stop;
use crate::batch::walk::{self, InputFile};
use crate::batch::{Progress, bibliographies, survey};
use crate::pipeline::Pipeline;
use crate::read::{self, titles::is_bibliography};
use crate::restore::Witness;

/// The whole titles in the files and folders that were named as witnesses. What cannot be read is said, and the rest taken.
pub(super) fn named(common: &Common, resolved: &Resolved, pipeline: &Pipeline) -> anyhow::Result<(Vec<Witness>, Exit)> {
    if common.witnesses.is_empty() {
        return Ok((Vec::new(), Exit::Done));
    }
    let found = walk::walk(&common.witnesses, &resolved.config.ignore, None)?;
    // A file that is named itself is a report, unless its name says otherwise.
    let is_listed = |file: &InputFile| read::Format::of_name(&file.name).is_none() && is_bibliography(&file.name);
    let (mut listed, reports): (Vec<_>, Vec<_>) = found.files.into_iter().partition(is_listed);
    listed.extend(found.bibliographies);
    let listed = bibliographies::listed(&listed);
    let progress = Progress::new(common.quiet);
    let (witnesses, failed) =
        survey::witnesses(&reports, pipeline, &resolved.read_options(), &Stop::default(), &progress);
    for failure in failed.iter().chain(&listed.failed) {
        say(&format!("isnad: {}: {}", failure.file, failure.error));
    }
    for name in &listed.empty {
        say(&format!("isnad: {name}: no whole title in the Arabic script stands in it"));
    }
    let exit = if failed.is_empty() && listed.failed.is_empty() { Exit::Done } else { Exit::SomeFailed };
    Ok((witnesses.iter().cloned().chain(listed.witnesses).collect(), exit))
}
