//! How likely a word is as a word of Arabic, Persian or Urdu, by its letters.
//!
//! The models are letter trigrams made by `examples/train_letters.rs`, which documents their format and smoothing;
//! `letters/README.md` names their sources.

use crate::text::script::{is_arabic_letter, is_arabic_mark};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Bits of a letter that no model has met.
const STRANGE: f64 = 12.0;
/// Bits of a vowel mark or a tatweel: rare, and at home in any word.
const MARK: f64 = 4.0;
/// Costs in the models are in this part of a bit.
const PARTS: f64 = 16.0;

/// The letter model of one language.
#[derive(Debug)]
struct Model {
    /// Place of each letter; 0 is the border of a word.
    place: HashMap<char, usize>,
    /// Cost of a letter after two letters: `[first][second][letter]`, flat.
    costs: Vec<u8>,
}

static MODELS: LazyLock<Vec<Model>> = LazyLock::new(|| {
    [include_str!("letters/ar.txt"), include_str!("letters/fa.txt"), include_str!("letters/ur.txt")]
        .into_iter()
        .map(Model::read)
        .collect()
});

/// The rows of a model's file: the context, what any other letter costs there, and the cost of each letter met.
fn rows(file: &str) -> impl Iterator<Item = (&str, u8, impl Iterator<Item = (char, u8)>)> {
    file.lines().filter_map(|line| {
        let mut cells = line.split('\t');
        let (context, other, letters) = (cells.next()?, cells.next()?.parse().ok()?, cells.next()?);
        let letters = letters.split(' ').filter_map(|cell| {
            let letter = cell.chars().next()?;
            Some((letter, cell.get(letter.len_utf8()..)?.parse().ok()?))
        });
        Some((context, other, letters))
    })
}

impl Model {
    fn read(file: &str) -> Self {
        let mut place = HashMap::from([('_', 0)]);
        for (context, _, letters) in rows(file) {
            if context.is_empty() {
                for (letter, _) in letters {
                    let next = place.len();
                    place.entry(letter).or_insert(next);
                }
            }
        }
        let n = place.len();
        let mut costs = vec![u8::MAX; n * n * n];
        // A longer context overrules the shorter one that it ends in, so they are read by length.
        for length in 0..=2 {
            for (context, other, letters) in rows(file).filter(|(context, ..)| context.chars().count() == length) {
                let places: Option<Vec<usize>> = context.chars().map(|c| place.get(&c).copied()).collect();
                let Some(places) = places else { continue };
                let met: Vec<(usize, u8)> =
                    letters.filter_map(|(letter, cost)| Some((*place.get(&letter)?, cost))).collect();
                let base = places.iter().fold(0, |base, at| base * n + at) * n;
                // All contexts of two letters that end in this one.
                let step = n.pow(length as u32 + 1);
                let mut at = base;
                while at < costs.len() {
                    if let Some(row) = costs.get_mut(at..at + n) {
                        if length > 0 {
                            row.iter_mut().for_each(|cost| *cost = cost.saturating_add(other));
                        }
                        for &(letter, cost) in &met {
                            if let Some(slot) = row.get_mut(letter) {
                                *slot = cost;
                            }
                        }
                    }
                    at += step;
                }
            }
        }
        Self { place, costs }
    }

    /// Bits of a word, with the border after it.
    fn bits(&self, word: &str) -> f64 {
        let n = self.place.len();
        let (mut first, mut second) = (0, 0);
        let mut bits = 0.0;
        for c in word.chars().chain(std::iter::once('_')) {
            if is_arabic_mark(c) || c == '\u{640}' {
                bits += MARK;
                continue;
            }
            let Some(&letter) = self.place.get(&fold(c)) else {
                bits += STRANGE;
                continue;
            };
            bits += self.costs.get((first * n + second) * n + letter).map_or(STRANGE, |&cost| f64::from(cost) / PARTS);
            (first, second) = (second, letter);
        }
        bits
    }
}

/// The letter that a model knows for one that languages write differently.
pub(super) const fn fold(c: char) -> char {
    match c {
        'ی' => 'ي',
        'ک' => 'ك',
        'ہ' | 'ھ' => 'ه',
        _ => c,
    }
}

/// Bits of a word of the Arabic script in the language that suits it best.
pub(super) fn word_bits(word: &str) -> f64 {
    MODELS.iter().map(|model| model.bits(word)).fold(f64::INFINITY, f64::min)
}

/// Whether a character belongs to a word as the models see it.
pub(super) fn in_word(c: char) -> bool {
    is_arabic_letter(c) || is_arabic_mark(c) || c == '\u{640}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cost_less_than_the_same_letters_in_disorder() {
        for word in ["العربية", "المدينة", "سوريا", "دمشق", "خراسان", "محمدي", "خان"]
        {
            let reversed: String = word.chars().rev().collect();
            assert!(word_bits(word) < word_bits(&reversed), "{word}");
            assert!(word_bits(word) < 6.0 * word.chars().count() as f64, "{word} {}", word_bits(word));
        }
    }
}
