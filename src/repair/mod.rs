//! Reversible damage: text read through the wrong table, escaped, or stored as shapes, and how it is undone with proof.
//!
//! Every line goes through the families of damage in the order in which they are undone, round and round until nothing more
//! shows (`lines`): what one leaves is what the next one sees, and what they change of the same text becomes one `edit`.
//!
//! Escapes and bytes:
//! * `step`: the steps of damage as data, each with its inverse and the damage again. `bytes` (with the tables of
//!   `pages`), `wide` and `escapes` do the work; `undone` keeps what changed where, `holes` fills in letters of which a byte is
//!   lost.
//! * `scan`: the first look, by which nearly all text goes by untouched; `leads`: through which pages it can have gone.
//! * `chain`: steps in a row; `reading`: what a chain makes of one word (`words`), and when that can be what was meant, with
//!   `classes` for its characters and `quotes` for marks that may be letters; `search`: the chains to try.
//! * `runs`: the cheapest way through the words of a line, weighed by `cost` and the `letters` models; `stretch`: how much of
//!   it takes to be sure; `findings`: the proof and the runner-up of a stretch.
//!
//! Letters: `order` brings them into reading order and plain form, `alike` into those of their language.
//!
//! `certainty` says how sure an edit is, `explain` shows all readings to people. A further step of bytes or escapes is a
//! `step::Step` with its row in the table there; its place in the order is its place in the table.

mod alike;
mod bytes;
mod certainty;
mod chain;
mod classes;
mod cost;
mod edit;
mod escapes;
mod explain;
mod findings;
mod holes;
mod leads;
mod letters;
mod lines;
mod order;
mod pages;
mod quotes;
mod reading;
mod runs;
mod scan;
mod search;
mod step;
mod stretch;
mod undone;
mod wide;
mod words;

pub use explain::{Candidate, Proof, explain};
pub use letters::Counts;
pub use order::{folded_clauses, word_ends};

use crate::text::{Finding, Ledger, Source, Threshold, View, mask};

/// What became of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// No damage found.
    Clean,
    /// Damage found and undone.
    Repaired,
    /// A mask is left: text that cannot be undone from what stands here.
    Lossy,
}

/// A text with its damage undone.
#[derive(Clone, Debug)]
pub struct Repaired {
    /// The text as it most likely read: with all findings applied that are more likely right than wrong.
    pub text: String,
    /// What became of it.
    pub status: Status,
    /// Probability from 0 to 1 that `text` is what was meant.
    pub confidence: f64,
    /// All findings, applied or not.
    pub findings: Vec<Finding>,
}

/// All repairs of a view, in the order of the text. They do not overlap.
#[must_use]
pub fn find(view: &View) -> Vec<Finding> {
    lines::edits(view.text()).into_iter().map(|edit| certainty::finding(view, edit)).collect()
}

/// Undoes the damage of a text as far as that is likelier right than wrong: the best reading, with the probability that it is
/// one. A run asks for more before it changes a report ([`Threshold`]).
#[must_use]
pub fn repair(text: &str) -> Repaired {
    let source = Source::new(text);
    let findings = find(&View::identity(&source));
    let mut ledger = Ledger::new(Threshold::new(0.5));
    ledger.extend(findings.iter().cloned());
    let view = View::new(&source, &ledger);
    let status = if has_replacements(view.text()) || !mask::masks(view.text()).is_empty() {
        Status::Lossy
    } else if view.is_identity() {
        Status::Clean
    } else {
        Status::Repaired
    };
    Repaired { text: view.text().to_owned(), status, confidence: certainty::confidence(status, &findings), findings }
}

/// Whether replacement characters stand for letters: several of them, or one beside a letter, also where they are too few to
/// make a mask.
fn has_replacements(text: &str) -> bool {
    let mut around = text.split('\u{FFFD}').peekable();
    let mut before = around.next().unwrap_or_default();
    around.by_ref().enumerate().any(|(at, after)| {
        let beside = before.ends_with(char::is_alphabetic) || after.starts_with(char::is_alphabetic);
        before = after;
        at > 0 || beside
    })
}

/// Explains the name of a rule for people: `utf8-as-windows-1252+html-entities` becomes "the text was written as UTF-8 and
/// read as windows-1252, then written as HTML entities". A name that is no repair rule comes back as it is.
#[must_use]
pub fn rule_words(rule: &str) -> String {
    let step = |name| match name {
        alike::NAME => Some("written with letters of another language that look alike"),
        name => step::words(name).or_else(|| order::words(name)),
    };
    let words: Option<Vec<&str>> = rule.split('+').map(step).collect();
    words.map_or_else(|| rule.to_owned(), |words| format!("the text was {}", words.join(", then ")))
}
