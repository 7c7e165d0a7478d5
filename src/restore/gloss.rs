//! How well a title goes with a translation: by the lexicon, by names, by numbers.

use super::names::{Names, skeleton};
use crate::lexicon::{Lexicon, forms, frequencies, letters, stem};
use crate::text::Key;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// A translation, made ready for comparing with many titles.
#[derive(Debug, Default)]
pub(super) struct Gloss {
    /// Which of its words an Arabic stem may stand for.
    stems: HashMap<String, Vec<usize>>,
    /// Which of its words has these consonants: names, and words that the lexicon does not have.
    skeletons: HashMap<String, usize>,
    /// Its numbers.
    numbers: HashSet<String>,
    /// How many words it has that say something about it.
    words: usize,
    /// Which of them hold a sentence together and mean nothing by themselves.
    function: HashSet<usize>,
    /// Whether it is a question.
    asks: bool,
    /// Its words, folded, for comparing with other translations.
    lemmas: HashSet<String>,
    /// What words of titles were found to be.
    known: RefCell<HashMap<String, Found>>,
}

/// What a word of a title is to a translation.
#[derive(Debug)]
enum Found {
    /// A number, and whether the translation has it.
    Number(bool),
    /// It stands for one of these words of the translation; how often any word does so by chance.
    Words(Vec<usize>, f64),
    /// Nothing.
    Nothing,
}

/// English words that say nothing about which title is meant.
const EMPTY: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "but", "is", "are",
    "was", "were", "be", "been", "has", "have", "had", "do", "does", "did", "will", "would", "can", "could", "may",
    "as", "that", "this", "these", "those", "it", "its", "he", "she", "they", "their", "his", "her", "we", "our",
    "you", "your", "than", "into", "over", "there", "s",
];
/// Words that say a little about it, and are no sign that a title goes with a translation.
const FUNCTION: &[&str] =
    &["before", "after", "about", "not", "no", "what", "who", "how", "why", "when", "where", "which", "without", "if"];

/// What a title that is the one shares with the translation, against what any title shares with it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Likeness {
    /// Logarithm of the odds: above 0 speaks for the title.
    pub(super) odds: f64,
    /// Which part of the translation's words the title has, 0 to 1.
    pub(super) covered: f64,
    /// How many words that is.
    pub(super) hits: usize,
}

/// How often a word of a translation is found in its title: the lexicon has it, in a form with the same stem. Measured on
/// pairs of titles and translations.
const FOUND: f64 = 0.55;
/// Evidence from words counts less than if they were independent: titles have subjects.
const TEMPER: f64 = 0.75;

impl Gloss {
    pub(super) fn new(text: &str, names: &Names) -> Self {
        let lexicon = Lexicon::builtin();
        let mut gloss = Self { asks: text.trim_end().ends_with('?'), ..Self::default() };
        let words: Vec<&str> =
            text.split(|c: char| c.is_whitespace() || matches!(c, '–' | '—' | '/')).filter(|w| !w.is_empty()).collect();
        let mut at = 0;
        while let Some(&word) = words.get(at) {
            let longest = names.longest().min(words.len() - at);
            let named = (1..=longest).rev().find_map(|len| {
                let name = words.get(at..at + len)?.join(" ");
                let arabic = names.arabic(name.trim_matches(|c: char| !c.is_alphanumeric()));
                (!arabic.is_empty()).then_some((len, arabic))
            });
            if let Some((len, arabic)) = named {
                let number = gloss.words;
                for form in arabic {
                    for part in form.split(' ') {
                        gloss.stem(&stem(part), number);
                    }
                }
                gloss.words += 1;
                at += len;
                continue;
            }
            at += 1;
            gloss.word(word, lexicon);
        }
        gloss
    }

    fn word(&mut self, word: &str, lexicon: &Lexicon) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        let lower = word.to_lowercase();
        if word.is_empty() || EMPTY.contains(&lower.as_str()) {
            return;
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            self.numbers.insert(digits(word));
            return;
        }
        let lemmas = lexicon.lemmas(word);
        if lemmas.is_empty() && word.contains('-') {
            // Two-factor; and al-Hasakah, whose article says nothing.
            word.split('-').filter(|part| part.len() > 2).for_each(|part| self.word(part, lexicon));
            return;
        }
        let number = self.words;
        self.words += 1;
        if FUNCTION.contains(&lower.as_str()) {
            self.function.insert(number);
        }
        self.lemmas
            .insert(lemmas.last().map_or_else(|| Key::new(word).folded().to_owned(), |(lemma, _)| lemma.clone()));
        for (lemma, _) in &lemmas {
            for sense in lexicon.senses(lemma) {
                for form in forms(&sense).iter().flat_map(|form| form.text.split(' ')) {
                    self.stem(&stem(form), number);
                }
            }
        }
        let named = lemmas.is_empty() || word.starts_with(char::is_uppercase);
        if let Some(skeleton) = skeleton(word).filter(|_| named) {
            self.skeletons.entry(skeleton).or_insert(number);
        }
    }

    fn stem(&mut self, stem: &str, number: usize) {
        if stem.is_empty() {
            return;
        }
        let words = self.stems.entry(stem.to_owned()).or_default();
        if words.last() != Some(&number) {
            words.push(number);
        }
    }

    /// How a title goes with the translation.
    pub(super) fn likeness(&self, title: &str) -> Likeness {
        let mut found = vec![0.0f64; self.words];
        let (mut number_hits, mut numbers) = (0usize, 0usize);
        let words =
            title.split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '–')).filter(|word| !word.is_empty());
        let length = words.clone().count().max(1) as f64;
        // Titles of one shape have many words in common: each is looked up once.
        let mut known = self.known.borrow_mut();
        for word in words {
            if !known.contains_key(word) {
                known.insert(word.to_owned(), self.look_up(word));
            }
            match known.get(word) {
                Some(Found::Number(hit)) => {
                    numbers += 1;
                    number_hits += usize::from(*hit);
                }
                Some(Found::Words(numbers, share)) => {
                    let rarity = (FOUND / (length * share).clamp(1e-4, 0.5)).ln();
                    for &number in numbers {
                        if let Some(best) = found.get_mut(number) {
                            *best = best.max(rarity);
                        }
                    }
                }
                Some(Found::Nothing) | None => {}
            }
        }
        drop(known);
        let content = |number: &usize| !self.function.contains(number);
        let hits =
            (0..self.words).filter(content).filter(|&number| found.get(number).is_some_and(|&w| w > 0.0)).count();
        let missed = (1.0 - FOUND).ln();
        let mut odds: f64 = found.iter().map(|&weight| if weight > 0.0 { weight } else { missed }).sum();
        // Digits that both sides write: a number in one that the other lacks may be written in words.
        odds += number_hits as f64 * 2.5;
        odds -= (numbers.saturating_sub(number_hits).min(self.numbers.len().saturating_sub(number_hits))) as f64 * 2.5;
        odds += match (self.asks, title.trim_end().ends_with(['؟', '?'])) {
            (true, true) => 2.0,
            (true, false) => -0.7,
            (false, true) => -2.0,
            (false, false) => 0.0,
        };
        let all = self.words - self.function.len();
        let covered = if all == 0 { 0.0 } else { hits as f64 / all as f64 };
        Likeness { odds: odds * TEMPER, covered, hits }
    }

    fn look_up(&self, word: &str) -> Found {
        if word.contains(|c: char| c.is_numeric()) {
            return Found::Number(self.numbers.contains(&digits(word)));
        }
        if letters(word).is_empty() {
            return Found::Nothing;
        }
        if let Some(numbers) = self.stems.get(&stem(word)) {
            // The forms of a stem together are more frequent than the one that stands here.
            let share = 4.0 * 10f64.powf(f64::from(frequencies().log10(&plain(word))));
            return Found::Words(numbers.clone(), share);
        }
        let Some(skeleton) = skeleton(word) else { return Found::Nothing };
        let Some(&number) = self.skeletons.get(&skeleton) else { return Found::Nothing };
        Found::Words(vec![number], 0.2f64.powi(i32::try_from(skeleton.len()).unwrap_or(2)))
    }

    /// How another translation goes with this one: both may be of the same title, by two hands.
    pub(super) fn same_words(&self, other: &Self) -> Likeness {
        let shared = self.lemmas.intersection(&other.lemmas).count();
        let all = self.lemmas.union(&other.lemmas).count().max(1);
        let covered = shared as f64 / all as f64;
        // Two translations of one title share most of their words; two of any two titles a word or none.
        let odds = if all < 2 { 0.0 } else { (shared as f64 * 3.0 - (all - shared) as f64).clamp(-4.0, 14.0) };
        Likeness { odds: odds * TEMPER, covered, hits: shared }
    }

    /// Whether there is anything in it to compare.
    pub(super) fn is_empty(&self) -> bool {
        self.words == 0
    }
}

/// A word without vowel marks and punctuation, as the frequencies have it.
fn plain(word: &str) -> String {
    word.chars().filter(|c| matches!(c, '\u{621}'..='\u{63A}' | '\u{641}'..='\u{64A}')).collect()
}

/// The digits of a number, in ASCII.
fn digits(word: &str) -> String {
    word.chars()
        .filter_map(
            |c| if c.is_ascii_digit() { Some(c) } else { crate::text::mask::plain(c).filter(char::is_ascii_digit) },
        )
        .collect()
}
