//! `isnad repair`: undoing reversible damage, as a filter.

use super::args::{Common, FilterArgs};
use super::{Exit, jsonl, run};
use crate::repair;
use crate::write::ledger;
use anyhow::Context;
use serde_json::json;
use std::fs::File;
use std::io::{self, Read, Write};

pub(super) fn command(args: &FilterArgs, common: &Common) -> anyhow::Result<Exit> {
    run::threads(common)?.install(|| {
        let mut out = io::BufWriter::new(io::stdout());
        if args.jsonl {
            jsonl::filter(input(args)?, &mut out, |object| {
                let repaired = repair::repair(jsonl::text(object, "text")?);
                let findings: Vec<_> = repaired.findings.iter().map(ledger::record).collect();
                Ok(jsonl::Object::from_iter([
                    ("text".to_owned(), json!(repaired.text)),
                    ("status".to_owned(), json!(repaired.status)),
                    ("confidence".to_owned(), json!(repaired.confidence)),
                    ("findings".to_owned(), json!(findings)),
                ]))
            })?;
        } else {
            out.write_all(repair::repair(&plain(args)?).text.as_bytes())?;
        }
        out.flush()?;
        Ok(Exit::Done)
    })
}

/// What a filter reads: the file that was named, or standard input.
pub(super) fn input(args: &FilterArgs) -> anyhow::Result<Box<dyn Read>> {
    Ok(match &args.input {
        Some(path) => Box::new(File::open(path).with_context(|| format!("cannot read {}", path.display()))?),
        None => Box::new(io::stdin().lock()),
    })
}

/// What a filter reads, as plain text.
pub(super) fn plain(args: &FilterArgs) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    input(args)?.read_to_end(&mut bytes).context("cannot read the input")?;
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        anyhow::anyhow!("the input is not UTF-8 (byte {at}): convert it, or give the file to isnad run")
    })
}
