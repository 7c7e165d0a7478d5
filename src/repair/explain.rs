//! Every candidate reading of a text, in words for people.

use super::chain::Chain;
use super::edit::Edit;
use super::findings::{self, Reading};
use super::{cost, lines, rule_words, runs};
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
            None if self.after == self.before => {
                "The text as it stands is less likely than the reading taken.".to_owned()
            }
            None => "The next best reading.".to_owned(),
            Some(Proof::Exact) => format!("{taken}; damaging it again gives the same bytes."),
            Some(Proof::UpTo(loss)) => format!("{taken}; damaging it again gives the same but for {loss}."),
        }
    }
}

/// How well a reading gives the damaged text back when it is damaged again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Byte for byte.
    Exact,
    /// But for what such damage loses, named here.
    UpTo(&'static str),
}

/// All candidate readings of a text: for each damaged stretch, and for each line that looked damaged and is left alone,
/// the reading that is taken first, then the others, the likeliest first.
#[must_use]
pub fn explain(text: &str) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let edits = lines::edits(text);
    let windows =
        lines::lines(text).flat_map(|(at, line)| runs::windows(line).map(move |(base, window)| (at + base, window)));
    for (base, window) in windows {
        let (span, chains) = (window.span().shift(base), window.chains.clone());
        let mut left = !chains.is_empty() && !edits.iter().any(|edit| edit.span.overlaps(span));
        for run in window.runs() {
            left = false;
            candidates.extend(readings(text, run.span.shift(base), Some(&run.chain), &chains));
        }
        if left {
            candidates.extend(readings(text, span, None, &chains));
        }
    }
    // What other families have a part in is one reading, with the readings of its bytes beside it.
    for edit in edits {
        let is_edit = |other: &Candidate| other.chosen && other.span == edit.span && other.after == edit.after;
        if !candidates.iter().any(is_edit) {
            candidates.iter_mut().filter(|other| other.span.overlaps(edit.span)).for_each(|other| other.chosen = false);
            candidates.extend(chosen(text, edit));
        }
    }
    candidates.sort_by(|a, b| a.span.start.cmp(&b.span.start).then(b.chosen.cmp(&a.chosen)));
    candidates
}

/// The reading that an edit takes, with its runner-up.
fn chosen(text: &str, edit: Edit) -> [Candidate; 2] {
    let before = edit.span.slice(text).to_owned();
    let bits = cost::bits(&edit.after);
    let chosen = Candidate {
        span: edit.span,
        before: before.clone(),
        after: edit.after,
        chain: edit.steps.into_iter().map(str::to_owned).collect(),
        bits,
        proof: Some(edit.loss.map_or(Proof::Exact, Proof::UpTo)),
        chosen: true,
    };
    let runner_up = Candidate {
        span: edit.span,
        before,
        after: edit.runner_up,
        chain: Vec::new(),
        bits: bits + edit.lead,
        proof: None,
        chosen: false,
    };
    [chosen, runner_up]
}

/// The readings of one stretch, each text once.
fn readings(text: &str, stretch: Span, chosen: Option<&Chain>, chains: &[Chain]) -> Vec<Candidate> {
    let before = stretch.slice(text);
    let as_it_stands = Candidate {
        span: stretch,
        before: before.to_owned(),
        after: before.to_owned(),
        chain: Vec::new(),
        bits: cost::bits(before),
        proof: None,
        chosen: chosen.is_none(),
    };
    let mut candidates = vec![as_it_stands];
    let others = chains.iter().filter(|chain| Some(*chain) != chosen);
    for (chain, reading) in
        chosen.into_iter().chain(others).filter_map(|chain| Some((chain, findings::read(text, stretch, chain)?)))
    {
        let Reading { span, after, loss, .. } = reading;
        if !candidates.iter().any(|other| other.after == after && other.span == span) {
            candidates.push(Candidate {
                span,
                before: span.slice(text).to_owned(),
                bits: cost::bits(&chain.read(before)) + chain.bits(),
                after,
                chain: chain.names().into_iter().map(str::to_owned).collect(),
                proof: Some(loss.map_or(Proof::Exact, Proof::UpTo)),
                chosen: Some(chain) == chosen,
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
