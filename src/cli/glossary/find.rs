//! `isnad glossary find`: a name looked up by a person.

use super::args::FindArgs;
use super::{isolated, preferred_names};
use crate::cli::args::Common;
use crate::cli::config::Resolved;
use crate::cli::{Exit, say};
use crate::glossary::{Finder, FoundBy};
use crate::write::json;
use serde_json::json;
use std::io::{self, Write};

pub(super) fn command(args: &FindArgs, resolved: &Resolved, common: &Common) -> anyhow::Result<Exit> {
    let glossary = resolved.glossary()?;
    let finder = Finder::new(&glossary);
    let found = finder.find(&args.name, args.limit);
    let mut out = io::BufWriter::new(io::stdout());
    for found in &found {
        let (concept, term) = (found.concept, found.term);
        if args.json {
            let terms: Vec<_> = concept
                .terms
                .iter()
                .map(|term| json!({ "lang": term.lang, "text": term.text, "status": term.status }))
                .collect();
            let record = json!({
                "concept": concept.id,
                "subject": concept.subject.word(),
                "definition": concept.definition,
                "term": { "lang": term.lang, "text": term.text, "status": term.status },
                "by": found.by,
                "score": found.score,
                "terms": terms,
            });
            json::write_line(&mut out, &record)?;
        } else {
            let names = preferred_names(concept);
            let (subject, found_name, why) = (concept.subject.word(), isolated(&term.text), why(found.by));
            writeln!(out, "{}\t{subject}\t{names}\t{found_name}\t{why}", concept.id)?;
        }
    }
    out.flush()?;
    if found.is_empty() && !common.quiet {
        say(&format!("isnad: the glossary has no name like {}", isolated(&args.name)));
    }
    Ok(Exit::Done)
}

const fn why(by: FoundBy) -> &'static str {
    match by {
        FoundBy::Text => "the same",
        FoundBy::Key => "the same but for case, marks or letter variants",
        FoundBy::Beginning => "begins so",
        FoundBy::Word => "a word of it begins so",
        FoundBy::OneSlip => "one slip away",
        FoundBy::TwoSlips => "two slips away",
        FoundBy::Sound => "sounds alike",
    }
}
