//! `isnad explain`: what is wrong with a string, reading by reading.

use super::Exit;
use super::args::ExplainArgs;
use crate::repair::{self, Candidate};
use crate::text::{Evidence, Source, mask};
use std::io::{self, Read, Write};

pub(super) fn command(args: &ExplainArgs) -> anyhow::Result<Exit> {
    let text = match &args.text {
        Some(text) => text.clone(),
        None => {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes)?;
            String::from_utf8(bytes)
                .map_err(|error| anyhow::anyhow!("standard input is not UTF-8: {}", error.utf8_error()))?
        }
    };
    let mut out = io::BufWriter::new(io::stdout());
    explain(&text, &mut out)?;
    out.flush()?;
    Ok(Exit::Done)
}

/// Writes all that is known of a string. Quoted text stands between isolates.
fn explain(text: &str, out: &mut impl Write) -> io::Result<()> {
    let source = Source::new(text);
    let candidates = repair::explain(text);
    let masks = mask::masks(text);
    if candidates.is_empty() && masks.is_empty() {
        return writeln!(out, "No damage found: the text is left as it stands.");
    }
    for group in candidates.chunk_by(|a, b| a.span.start == b.span.start) {
        let Some(first) = group.first() else { continue };
        writeln!(out, "At {}: \u{2068}{}\u{2069}", source.position(first.span.start), first.before)?;
        for (number, candidate) in group.iter().enumerate() {
            reading(number + 1, candidate, out)?;
        }
    }
    for mask in masks {
        let evidence = Evidence::Mask { words: mask.words };
        writeln!(out, "At {}: \u{2068}{}\u{2069}", source.position(mask.span.start), mask.span.slice(text))?;
        writeln!(out, "  Lost: {}. Only a witness can bring the text back.", evidence.sentence())?;
    }
    Ok(())
}

fn reading(number: usize, candidate: &Candidate, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "  {number}. \u{2068}{}\u{2069}  ({:.0} bits; less is likelier)", candidate.after, candidate.bits)?;
    for step in candidate.steps() {
        writeln!(out, "     {step}")?;
    }
    writeln!(out, "     {}", candidate.sentence())
}
