//! `isnad terms`: glossary terms in a text, as a filter.

use super::args::{Common, TermsArgs};
use super::config::Resolved;
use super::repair::{input, plain};
use super::{Exit, jsonl, run};
use crate::glossary::{Hit, Matcher, policy};
use crate::pipeline::Settings;
use crate::text::{Lang, Ledger, Source, View};
use serde_json::json;
use std::io::{self, Write};
use toml::Table;

pub(super) fn command(args: &TermsArgs, common: &Common) -> anyhow::Result<Exit> {
    let resolved = Resolved::new(common, Table::new())?;
    let matcher = resolved.matcher()?;
    let settings = resolved.settings();
    run::threads(common)?.install(|| {
        let mut out = io::BufWriter::new(io::stdout());
        if args.filter.jsonl {
            jsonl::filter(input(&args.filter)?, &mut out, |object| {
                let lang = jsonl::optional_text(object, "lang")?.map(Lang::new);
                let (hits, text) = terms(jsonl::text(object, "text")?, lang.as_ref(), &matcher, &settings);
                Ok(jsonl::Object::from_iter([("hits".to_owned(), json!(hits)), ("text".to_owned(), json!(text))]))
            })?;
        } else {
            let text = plain(&args.filter)?;
            let source = Source::new(text.as_str());
            for hit in terms(&text, None, &matcher, &settings).0 {
                let at = source.position(hit.span.start);
                let Hit { surface, concept, term, status, suspicion, .. } = &hit;
                let suspected =
                    suspicion.as_ref().map(|why| format!("\tsuspected: {}", why.word())).unwrap_or_default();
                let status = status.word();
                writeln!(
                    out,
                    "{at}\t\u{2068}{surface}\u{2069}\t{concept}\t\u{2068}{term}\u{2069}\t{status}{suspected}"
                )?;
            }
        }
        out.flush()?;
        Ok(Exit::Done)
    })
}

/// The hits in a text, and the text with the policy applied. With a language, only terms of that language count.
fn terms(text: &str, lang: Option<&Lang>, matcher: &Matcher, settings: &Settings) -> (Vec<Hit>, String) {
    let source = Source::new(text);
    let view = View::identity(&source);
    let mut hits = matcher.hits(text, &settings.other_lang);
    hits.extend(matcher.suspects(text, &hits, &settings.other_lang));
    hits.sort_by_key(|hit| hit.span.start);
    hits.retain(|hit| lang.is_none_or(|lang| hit.lang.primary() == lang.primary()));
    let mut ledger = Ledger::new(settings.threshold);
    ledger.extend(policy::findings(&view, &mut hits, &[], matcher, &settings.policy));
    let text = View::new(&source, &ledger).text().to_owned();
    (hits, text)
}
