//! From damaged stretches to findings: the proof by damaging again, the runner-up, the certainty.

use super::cost;
use super::reading::{Chain, read_word};
use super::runs::Run;
use super::undone::Undone;
use crate::text::{Certainty, Evidence, Finding, Span, Stage, View};

/// Bits by which the runner-up must lie behind for a reading to be proven.
const FAR: f64 = 10.0;

/// The most that is said of a reading in which torn letters are left: less than the default threshold, since text that is
/// mended by half is not what the source said. It is offered for review.
const TORN: f64 = 0.9;

/// How well a reading gives the damaged text back when it is damaged again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Byte for byte.
    Exact,
    /// But for what such damage loses, named here.
    UpTo(&'static str),
}

/// A stretch as it reads by one chain.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// The changed part of the stretch.
    pub(super) span: Span,
    pub(super) before: String,
    pub(super) after: String,
    /// What the whole stretch costs as read.
    pub(super) bits: f64,
    pub(super) proof: Proof,
    /// Whether letters are left in it that did not decode: a byte of theirs is lost.
    pub(super) torn: bool,
}

/// Reads a stretch of a text by a chain. `None` when the chain changes nothing there.
pub(super) fn read(text: &str, span: Span, chain: &Chain) -> Option<Reading> {
    let stretch = span.slice(text);
    let layers = chain.undo(stretch);
    let after = layers.last().map(|layer| layer.text.as_str()).filter(|after| *after != stretch)?;
    // What no layer changed at either end is no part of the damage.
    let ends = layers.iter().map(Undone::unchanged_ends);
    let (head, tail) = ends.reduce(|a, b| (a.0.min(b.0), a.1.min(b.1))).unwrap_or_default();
    let changed = Span::new(span.start + head, span.end - tail);
    Some(Reading {
        span: changed,
        before: changed.slice(text).to_owned(),
        after: after.get(head..after.len() - tail).unwrap_or(after).to_owned(),
        bits: cost::bits(after),
        proof: prove(chain, &layers),
        torn: layers.iter().any(|layer| layer.left > 0),
    })
}

/// Damages every layer again.
fn prove(chain: &Chain, layers: &[Undone]) -> Proof {
    let failed = chain.0.iter().zip(layers).find(|(step, layer)| !layer.pieces.is_empty() && !step.comes_back(layer));
    failed.map_or(Proof::Exact, |(step, _)| Proof::UpTo(step.loss()))
}

/// The finding about a damaged stretch of a view.
pub(super) fn finding(view: &View, run: &Run) -> Option<Finding> {
    let text = view.text();
    let best = read(text, run.span, &run.chain)?;
    let (runner_up, lead) = runner_up(text, run, &best);
    let names = run.chain.names();
    let certainty = match best.proof {
        // What decoded is right; that there is no better reading of the whole is not shown.
        _ if best.torn => Certainty::Fitting(probability(lead).min(TORN)),
        Proof::Exact if lead >= FAR => Certainty::Proven,
        Proof::Exact => Certainty::Fitting(probability(lead)),
        // Nothing that the loss could hide changes a letter, so the lead decides here too.
        Proof::UpTo(_) => Certainty::Fitting(probability(lead).min(0.98)),
    };
    let rule = names.join("+");
    let evidence = vec![
        match best.proof {
            Proof::Exact => Evidence::Inverse { chain: names },
            Proof::UpTo(loss) => Evidence::InverseUpTo { chain: names, loss: loss.to_owned() },
        },
        Evidence::RunnerUp { text: runner_up, bits: (lead * 10.0).round() / 10.0 },
    ];
    Some(Finding {
        stage: Stage::Repair,
        anchor: view.anchor(best.span),
        rule,
        before: best.before,
        after: Some(best.after),
        certainty,
        evidence,
    })
}

/// The next best reading of a stretch that says something else, as it stands included, and by how many bits it is behind.
fn runner_up(text: &str, run: &Run, best: &Reading) -> (String, f64) {
    let best_bits = best.bits + run.chain.bits();
    let plain = (best.before.clone(), cost::bits(run.span.slice(text)));
    let sound = |chain: &Chain| run.span.slice(text).split([' ', '\t']).all(|word| read_word(chain, word).sound);
    let others = run.others.iter().filter(|chain| sound(chain)).filter_map(|chain| {
        let reading = read(text, run.span, chain)?;
        Some((reading.after, reading.bits + chain.bits()))
    });
    let (other, bits) = others
        .filter(|(after, _)| *after != best.after)
        .fold(plain, |least, other| if other.1 < least.1 { other } else { least });
    (other, (bits - best_bits).max(0.0))
}

/// The probability of a reading that leads by so many bits.
fn probability(lead: f64) -> f64 {
    (1.0 / (1.0 + (-lead).exp2())).clamp(0.5, 0.99)
}
