//! `isnad restore`: lost titles from witnesses, as a filter.

use super::args::{Common, FilterArgs};
use super::config::Resolved;
use super::repair::{input, plain};
use super::{Exit, jsonl, run, witnesses};
use crate::read;
use crate::restore::{self, Query, Witnesses};
use serde_json::json;
use std::io::{self, Write};
use toml::Table;

pub(super) fn command(args: &FilterArgs, common: &Common) -> anyhow::Result<Exit> {
    let resolved = Resolved::new(common, Table::new())?;
    let pipeline = resolved.pipeline()?;
    let threshold = resolved.config.threshold;
    run::threads(common)?.install(|| {
        let (witnesses, exit) = witnesses::named(common, &resolved, &pipeline)?;
        let witnesses: Witnesses = witnesses.into_iter().collect();
        let mut out = io::BufWriter::new(io::stdout());
        if args.jsonl {
            jsonl::filter(input(args)?, &mut out, |object| {
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
            let text = plain(args)?;
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
