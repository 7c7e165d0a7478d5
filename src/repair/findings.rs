//! What a damaged stretch reads as, with its proof: the encoding half of an edit.

use super::chain::Chain;
use super::edit::Edit;
use super::runs::Run;
use super::undone::{Back, Undone};
use super::{holes, quotes};
use crate::text::Span;

/// What is lost of a text that was cut within a letter.
const CUT: &str = "the last letter, of which only a part is left";
/// As many bits as make a cut text one to be offered for review, since nobody knows what it ended in.
const CUT_LEAD: f64 = 2.5;

/// A stretch as it reads by one chain.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// The changed part of the stretch.
    pub(super) span: Span,
    pub(super) after: String,
    /// What is lost, where damaging `after` again does not give the stretch byte for byte.
    pub(super) loss: Option<&'static str>,
    /// Whether letters are left in it that did not decode: more than a byte of theirs is lost.
    pub(super) torn: bool,
    /// By how many bits the choice of the letters that a byte is missing of was made.
    pub(super) filled: Option<f64>,
}

/// Reads a stretch of a text by a chain. `None` when the chain changes nothing there.
pub(super) fn read(text: &str, span: Span, chain: &Chain) -> Option<Reading> {
    let stretch = span.slice(text);
    let mut layers = chain.undo(stretch);
    let cut = layers.last_mut().filter(|layer| layer.is_cut()).map(Undone::leave_out_last).is_some();
    let filled = layers.last_mut().filter(|layer| layer.has_holes()).map(holes::fill);
    let after = layers.last().map(|layer| layer.text.as_str()).filter(|after| *after != stretch)?;
    // What no layer changed at either end is no part of the damage.
    let ends = layers.iter().map(Undone::unchanged_ends);
    let (head, tail) = ends.reduce(|a, b| (a.0.min(b.0), a.1.min(b.1))).unwrap_or_default();
    let changed = chain.0.iter().zip(&layers).filter(|(_, layer)| !layer.pieces.is_empty());
    let lossy = |(step, layer): &(&_, &Undone)| super::step::Step::comes_back(**step, layer) != Back::Exact;
    Some(Reading {
        span: Span::new(span.start + head, span.end - tail),
        after: after.get(head..after.len() - tail).unwrap_or(after).to_owned(),
        loss: if cut { Some(CUT) } else { changed.into_iter().find(lossy).map(|(step, _)| step.loss()) },
        torn: layers.iter().any(|layer| layer.left > 0),
        filled: if cut { Some(CUT_LEAD) } else { filled },
    })
}

/// The edit that mends a damaged stretch of a text.
pub(super) fn edit(text: &str, run: &Run) -> Option<Edit> {
    let reading = read(text, quotes::without_own(text, run.span, &run.chain), &run.chain)?;
    let (other, lead) = &run.runner_up;
    Some(Edit {
        span: reading.span,
        after: reading.after,
        steps: run.chain.names(),
        loss: reading.loss,
        torn: reading.torn,
        filled: reading.filled,
        lead: *lead,
        runner_up: other.read(reading.span.slice(text)),
    })
}
