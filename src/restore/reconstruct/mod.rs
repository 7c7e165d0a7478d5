//! Reconstruction: what a lost title may have been, from its translation and its shape, where it stands nowhere.
//!
//! A guess, for a reviewer: [`Certainty::Inferred`](crate::text::Certainty::Inferred), never put into the text.

mod beam;
mod slots;
mod source;
mod spelling;

use super::names::Names;
use beam::{COSTS, Filled, Search};
use slots::Slot;

/// A guess at a lost title.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Guess {
    /// The title; lost characters stay where no word was found.
    pub(super) text: String,
    /// How likely all of it is right, 0 to 1.
    pub(super) probability: f64,
}

/// Guesses that are made.
const GUESSES: usize = 5;
/// What a word costs that an earlier guess has in the same place: guesses that differ are worth more to a reviewer.
const AGAIN: f32 = -2.5;
/// Part of the words that must say something of the translation: less is no guess.
const LEAST_SAID: f64 = 0.4;

/// Guesses at a lost title, the best first; none where too little of the translation fits the shape.
pub(super) fn guesses(mask: &str, gloss: &str, names: &Names) -> Vec<Guess> {
    let slots = slots::slots(mask);
    let lost = slots.iter().filter(|slot| matches!(slot, Slot::Lost { .. })).count();
    let tokens = source::tokens(gloss, names);
    if lost == 0 || tokens.is_empty() {
        return Vec::new();
    }
    let asks = gloss.trim_end().ends_with('?');
    let search = Search::new(&slots, &tokens, asks, COSTS);
    let mut made: Vec<Filled> = Vec::new();
    for _ in 0..GUESSES {
        let used = |slot: usize, word: &str| -> f32 {
            let times =
                made.iter().filter(|other| other.words.get(slot).is_some_and(|other| other.as_deref() == Some(word)));
            AGAIN * times.count() as f32
        };
        let Some(best) = search.run(&used).into_iter().next() else { break };
        made.push(best);
    }
    if made.first().is_none_or(|best| (best.said as f64) < LEAST_SAID * lost as f64) {
        return Vec::new();
    }
    let mut guesses: Vec<Guess> = Vec::new();
    for filled in made {
        let text = written(&slots, &filled.words);
        if !guesses.iter().any(|guess| guess.text == text) {
            guesses.push(Guess { probability: probability(&filled, lost, guesses.len()), text });
        }
    }
    guesses
}

fn written(slots: &[Slot], words: &[Option<String>]) -> String {
    let words = slots.iter().zip(words).map(|(slot, word)| match slot {
        Slot::Kept(word) => word.clone(),
        Slot::Lost { before, letters, after } => {
            let word = word.clone().unwrap_or_else(|| "?".repeat(*letters));
            format!("{before}{word}{after}")
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// How likely a guess is right in every letter: by its score for each word, its length and its rank. A logistic regression on
/// development pairs (docs/restore.md).
fn probability(filled: &Filled, lost: usize, rank: usize) -> f64 {
    let each = f64::from(filled.score) / lost as f64;
    let odds = 2.26 + each - 0.63 * lost as f64 - 0.75 * rank as f64;
    1.0 / (1.0 + (-odds).exp())
}
