//! `isnad restore`: lost titles from witnesses, as a filter.

use super::args::{Common, RestoreArgs};
use super::config::Resolved;
use super::repair::{input, plain};
use super::{Exit, jsonl, run, say};
use crate::batch::passes::Stop;
use crate::batch::{Progress, survey, walk};
use crate::pipeline::Pipeline;
use crate::read;
use crate::restore::{self, Query, Witnesses};
use serde_json::json;
use std::io::{self, Write};
use toml::Table;

pub(super) fn command(args: &RestoreArgs, common: &Common) -> anyhow::Result<Exit> {
    let resolved = Resolved::new(common, Table::new())?;
    let pipeline = resolved.pipeline()?;
    let threshold = resolved.config.threshold;
    run::threads(common)?.install(|| {
        let (witnesses, exit) = gather(args, common, &resolved, &pipeline)?;
        let mut out = io::BufWriter::new(io::stdout());
        if args.filter.jsonl {
            jsonl::filter(input(&args.filter)?, &mut out, |object| {
                jsonl::text(object, "mask")?;
                let query: Query = serde_json::from_value(object.clone().into()).map_err(|error| error.to_string())?;
                let restored = restore::restore_one(&query, &pipeline.resources(&witnesses))?.at_least(threshold);
                Ok(jsonl::Object::from_iter([
                    ("text".to_owned(), json!(restored.text)),
                    ("certainty".to_owned(), json!(restored.certainty)),
                    ("candidates".to_owned(), json!(restored.candidates)),
                    ("search".to_owned(), json!(restored.search)),
                ]))
            })?;
        } else {
            let text = plain(&args.filter)?;
            let document = read::read("standard input", text.into_bytes(), &resolved.read_options())?;
            let gathered = pipeline.gather(document.report);
            let all = witnesses.iter().cloned().chain(gathered.witnesses());
            let outcome = pipeline.apply(gathered, &Witnesses::from_iter(all)).map_err(anyhow::Error::msg)?;
            out.write_all(outcome.view.text().as_bytes())?;
        }
        out.flush()?;
        Ok(exit)
    })
}

/// The whole titles in the reports that were named as witnesses.
fn gather(
    args: &RestoreArgs,
    common: &Common,
    resolved: &Resolved,
    pipeline: &Pipeline,
) -> anyhow::Result<(Witnesses, Exit)> {
    let found = walk::walk(&args.witnesses, &resolved.config.ignore, None)?;
    let (witnesses, failed) = survey::witnesses(
        &found.files,
        pipeline,
        &resolved.read_options(),
        &Stop::default(),
        &Progress::new(common.quiet),
    );
    for failure in &failed {
        say(&format!("isnad: {}: {}", failure.file, failure.error));
    }
    let exit = if failed.is_empty() { Exit::Done } else { Exit::SomeFailed };
    Ok((witnesses, exit))
}
