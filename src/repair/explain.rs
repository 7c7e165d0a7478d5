//! Every candidate reading of a text, in words for people.

use super::findings::{self, Proof, Reading};
use super::reading::Chain;
use super::runs::{self, Run};
use super::{cost, rule_words};
use crate::text::Span;

/// One way to read a stretch of text.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The stretch, in the text that was asked about.
    pub span: Span,
    /// The stretch as it stands.
    pub before: String,
    /// The stretch as this candidate reads it.
    pub after: String,
    /// The damage steps, first to last, as the text suffered them; empty for the text as it stands.
    pub chain: Vec<String>,
    /// What the reading costs to write down, in bits, with the rarity of its chain: less is better.
    pub bits: f64,
    /// Whether damaging it again gives what stands there; `None` for the text as it stands.
    pub proof: Option<Proof>,
    /// Whether this is the reading that `repair` takes.
    pub chosen: bool,
}

impl Candidate {
    /// One sentence for each step of the chain, in the order in which the text suffered them.
    #[must_use]
    pub fn steps(&self) -> Vec<String> {
        self.chain.iter().map(|name| format!("{}.", capital(&rule_words(name)))).collect()
    }

    /// The verdict in one sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let taken = if self.chosen { "This reading is taken" } else { "This reading is not taken" };
        match self.proof {
            None if self.chosen => "The text is left as it stands.".to_owned(),
            None => "The text as it stands is less likely than the reading taken.".to_owned(),
            Some(Proof::Exact) => format!("{taken}; damaging it again gives the same bytes."),
            Some(Proof::UpTo(loss)) => format!("{taken}; damaging it again gives the same but for {loss}."),
        }
    }
}

/// All candidate readings of a text: for each damaged stretch, and for each line that looked damaged and is left alone,
/// the reading that is taken first, then the others, the likeliest first.
#[must_use]
pub fn explain(text: &str) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let runs = runs::runs(text);
    for run in &runs {
        candidates.extend(readings(text, run));
    }
    for (base, window) in runs::windows(text) {
        let span = window.span().shift(base);
        if !runs.iter().any(|run| span.overlaps(run.span)) && !window.chains.is_empty() {
            let left = Run { span, chain: Chain::default(), others: window.chains };
            candidates.extend(readings(text, &left));
        }
    }
    candidates.sort_by_key(|candidate| candidate.span.start);
    candidates
}

/// The readings of one stretch, each text once.
fn readings(text: &str, run: &Run) -> Vec<Candidate> {
    let stretch = run.span.slice(text);
    let as_it_stands = Candidate {
        span: run.span,
        before: stretch.to_owned(),
        after: stretch.to_owned(),
        chain: Vec::new(),
        bits: cost::bits(stretch),
        proof: None,
        chosen: run.chain.0.is_empty(),
    };
    let chains = std::iter::once(&run.chain).chain(&run.others);
    let mut candidates = vec![as_it_stands];
    for (chain, Reading { before, after, bits, proof, span, .. }) in
        chains.filter_map(|chain| Some((chain, findings::read(text, run.span, chain)?)))
    {
        let same = |other: &Candidate| other.after == after && other.span == span;
        if !candidates.iter().any(same) {
            candidates.push(Candidate {
                span,
                before,
                after,
                chain: chain.names(),
                bits: bits + chain.bits(),
                proof: Some(proof),
                chosen: *chain == run.chain,
            });
        }
    }
    candidates.sort_by(|a, b| b.chosen.cmp(&a.chosen).then(a.bits.total_cmp(&b.bits)));
    candidates
}

/// A sentence with a capital at its beginning.
fn capital(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
