//! Reversible damage: text read through the wrong table, escaped, or stored as shapes, and how it is undone with proof.
//!
//! * `step`: the steps of damage as data, each with its inverse and the damage again. `bytes` (with the tables of
//!   `pages`), `escapes` and `forms` do the work; `undone` keeps what changed where.
//! * `scan`: the first look, by which nearly all text goes by untouched.
//! * `reading`: chains of steps on one word, and when the result can be what was meant.
//! * `runs`: the cheapest way through the words of a line, weighed by `cost` and the `letters` models.
//! * `findings`: the proof, the runner-up, the certainty. `explain`: the same for people.
//!
//! Steps are undone in the order escapes, bytes, forms, up to four layers deep. A further family is a `step::Step` with
//! its row in the table there; its place in that order is its place in the table.

mod bytes;
mod cost;
mod escapes;
mod explain;
mod findings;
mod forms;
mod letters;
mod pages;
mod reading;
mod runs;
mod scan;
mod step;
mod undone;

pub use explain::{Candidate, explain};
pub use findings::Proof;
pub use step::rule_words;

use crate::text::{Certainty, Finding, Ledger, Source, Threshold, View, mask};

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
    /// The text as it reads with the findings applied that the default threshold admits.
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
    runs::runs(view.text()).iter().filter_map(|run| findings::finding(view, run)).collect()
}

/// Undoes the damage of a text.
#[must_use]
pub fn repair(text: &str) -> Repaired {
    let source = Source::new(text);
    let findings = find(&View::identity(&source));
    let mut ledger = Ledger::new(Threshold::default());
    ledger.extend(findings.iter().cloned());
    let view = View::new(&source, &ledger);
    // Replacement characters in a row are never what was meant, also where they are too few to make a mask.
    let replaced = view.text().contains("\u{FFFD}\u{FFFD}");
    let status = if replaced || !mask::masks(view.text()).is_empty() {
        Status::Lossy
    } else if view.is_identity() {
        Status::Clean
    } else {
        Status::Repaired
    };
    Repaired { text: view.text().to_owned(), status, confidence: confidence(status, &findings), findings }
}

/// The probability that a text reads as it was meant, from its findings.
fn confidence(status: Status, findings: &[Finding]) -> f64 {
    /// Of text that shows no damage, and of proven repairs.
    const SOUND: f64 = 0.99;
    if status == Status::Lossy {
        return 0.0;
    }
    let threshold = Threshold::default();
    findings.iter().fold(SOUND, |least, finding| {
        let p = match finding.certainty {
            Certainty::Proven => SOUND,
            certainty => certainty.probability().unwrap_or(SOUND),
        };
        // What was not applied leaves the text wrong by as much as the finding is right.
        least.min(if threshold.admits(finding.certainty) { p } else { 1.0 - p })
    })
}
