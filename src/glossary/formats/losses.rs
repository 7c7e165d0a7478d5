//! What a format can't hold of a glossary, so that nothing is lost in silence.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What was left out when a glossary was written: for each kind of thing the concepts that had it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses(BTreeMap<&'static str, BTreeSet<String>>);

impl Losses {
    /// Records that something (`the scheme of a term`) of a concept was left out.
    pub(super) fn note(&mut self, what: &'static str, concept: &str) {
        self.0.entry(what).or_default().insert(concept.to_owned());
    }

    /// Whether nothing was left out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What was left out, with the ids of the concepts.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &BTreeSet<String>)> {
        self.0.iter().map(|(what, concepts)| (*what, concepts))
    }
}

impl fmt::Display for Losses {
    /// One line for each kind, with the first few concepts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const NAMED: usize = 3;
        for (number, (what, concepts)) in self.iter().enumerate() {
            let named: Vec<&str> = concepts.iter().take(NAMED).map(String::as_str).collect();
            let more = if concepts.len() > NAMED { ", …" } else { "" };
            let line_end = if number == 0 { "" } else { "\n" };
            let count = concepts.len();
            let noun = if count == 1 { "concept" } else { "concepts" };
            write!(f, "{line_end}{what}: {count} {noun} ({}{more})", named.join(", "))?;
        }
        Ok(())
    }
}
