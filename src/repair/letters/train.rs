//! Making a letter model from words and their weights: counts, Witten-Bell smoothing, and a choice of what is worth keeping.

use super::symbols::{BORDER, Seen, see};
use super::table::{self, Entry, ORDER, PARTS, Sequence};
use std::collections::{BTreeMap, HashMap};

/// How full a table may be.
const LOAD: f64 = 0.8;

/// Counts of the letter sequences of a language, from which its model is made.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    sequences: HashMap<Sequence, f64>,
}

impl Counts {
    /// Counts the words of the Arabic script in a text, each `weight` times. Words that hold a letter which no model knows are
    /// left out.
    pub fn add(&mut self, text: &str, weight: f64) {
        let mut word = Vec::new();
        let mut strange = false;
        for seen in text.chars().map(see).chain([Seen::Symbol(BORDER)]) {
            match seen {
                Seen::Mark => {}
                Seen::Strange => strange = true,
                Seen::Symbol(BORDER) => {
                    if !strange && !word.is_empty() {
                        self.add_word(&word, weight);
                    }
                    word.clear();
                    strange = false;
                }
                Seen::Symbol(letter) => word.push(letter),
            }
        }
    }

    fn add_word(&mut self, word: &[u8], weight: f64) {
        let mut context = Sequence::EMPTY.then(BORDER);
        for &letter in word.iter().chain([&BORDER]) {
            for len in 0..=context.len().min(ORDER - 1) {
                *self.sequences.entry(context.last(len).then(letter)).or_default() += weight;
            }
            context = context.last(context.len().min(ORDER - 2)).then(letter);
        }
    }

    /// The file of the model: a table of `places` entries (a power of two), filled with the sequences that are worth most.
    /// The method is that of Witten and Bell (1991); a sequence is worth the bits that knowing it saves over the next shorter
    /// one in all the text that was counted (Stolcke 1998).
    #[must_use]
    pub fn model(&self, places: usize) -> Vec<u8> {
        let contexts = self.contexts();
        let probability = |sequence: Sequence| smoothed(sequence, &self.sequences, &contexts);
        let mut ranked: Vec<(f64, Sequence)> = self
            .sequences
            .iter()
            .map(|(&sequence, &count)| {
                let shorter = sequence.last(sequence.len() - 1);
                let gain = if sequence.len() <= 2 {
                    f64::INFINITY
                } else {
                    count * (probability(sequence) / probability(shorter)).log2().abs()
                };
                (gain, sequence)
            })
            .collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.truncate((places as f64 * LOAD) as usize);
        let kept: BTreeMap<Sequence, f64> = ranked.iter().map(|&(_, s)| (s, probability(s))).collect();

        // What a context leaves to sequences that are not kept, shared out as the shorter context shares it.
        let mut taken: HashMap<Sequence, (f64, f64)> = HashMap::new();
        for (&sequence, &p) in &kept {
            let sums = taken.entry(sequence.split().0).or_default();
            sums.0 += p;
            sums.1 += if sequence.len() > 1 { probability(sequence.last(sequence.len() - 1)) } else { 0.0 };
        }
        let bits = |p: f64, least: f64| (-p.log2() * PARTS).round().clamp(least, 255.0) as u8;
        let entries: Vec<(Sequence, Entry)> = kept
            .iter()
            .map(|(&sequence, &p)| {
                let (own, shorter) = taken.get(&sequence).copied().unwrap_or_default();
                let left = ((1.0 - own) / (1.0 - shorter)).clamp(1e-4, 1.0);
                (sequence, Entry { cost: bits(p, 1.0), back_off: bits(left, 0.0) })
            })
            .collect();
        table::write(&entries, places)
    }

    /// For each context, how much was counted after it and how many kinds of symbol.
    fn contexts(&self) -> HashMap<Sequence, (f64, f64)> {
        let mut contexts: HashMap<Sequence, (f64, f64)> = HashMap::new();
        // In a fixed order, since sums of fractions depend on it.
        let sorted: BTreeMap<Sequence, f64> = self.sequences.iter().map(|(&s, &c)| (s, c)).collect();
        for (sequence, count) in sorted {
            let (total, kinds) = contexts.entry(sequence.split().0).or_default();
            *total += count;
            *kinds += 1.0;
        }
        contexts
    }
}

/// The probability of the last symbol of a sequence after the others, smoothed by the shorter contexts.
fn smoothed(sequence: Sequence, counts: &HashMap<Sequence, f64>, contexts: &HashMap<Sequence, (f64, f64)>) -> f64 {
    /// Symbols that any model should expect.
    const ALPHABET: f64 = 100.0;
    let len = sequence.len();
    let shorter = if len > 1 { smoothed(sequence.last(len - 1), counts, contexts) } else { 1.0 / ALPHABET };
    let Some((total, kinds)) = contexts.get(&sequence.split().0) else { return shorter };
    let count = counts.get(&sequence).copied().unwrap_or_default();
    (count + kinds * shorter) / (total + kinds)
}
