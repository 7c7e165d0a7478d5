//! Learns which Arabic word forms an English one is translated by, with IBM model 1 (Brown and others, 1993).
//!
//! ```text
//! cargo run --release --example train_links -- PAIRS.tsv… > LEARNED.tsv
//! ```
//! Each file holds an English text, a tab and its Arabic translation in a line. The result is what `compile_lexicon` takes.
#![expect(clippy::print_stdout, reason = "the result goes there")]

use std::collections::{BTreeMap, HashMap};

/// Rounds of estimation: later ones fit the rare words to their few sentences.
const ROUNDS: usize = 6;
/// A longer text is no sentence, and says little about its words.
const LONGEST: usize = 80;
/// Texts in which an English word must stand.
const LEAST_TEXTS: usize = 2;
/// Translations that are kept for a word, and how likely they must be.
const MOST: usize = 8;
const LEAST: f32 = 0.03;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut english = Words::default();
    let mut arabic = Words::default();
    let mut pairs: Vec<(Vec<u32>, Vec<u32>)> = Vec::new();
    // Number 0 stands for words that nothing in the English text says.
    english.number("");
    for path in std::env::args().skip(1) {
        for line in std::fs::read_to_string(path)?.lines() {
            let (en, ar) = line.split_once('\t').ok_or("each line must hold two texts with a tab between")?;
            let mut en: Vec<u32> = latin(en).iter().map(|word| english.number(word)).collect();
            let ar: Vec<u32> = letters(ar).iter().map(|word| arabic.number(word)).collect();
            if !en.is_empty() && !ar.is_empty() && en.len() < LONGEST && ar.len() < LONGEST {
                en.push(0);
                pairs.push((en, ar));
            }
        }
    }
    let mut table: HashMap<(u32, u32), f32> = HashMap::new();
    for round in 0..ROUNDS {
        let mut counts: HashMap<(u32, u32), f32> = HashMap::new();
        for (en, ar) in &pairs {
            for &form in ar {
                let weight =
                    |word: u32| if round == 0 { 1.0 } else { table.get(&(word, form)).copied().unwrap_or(1e-9) };
                let all: f32 = en.iter().map(|&word| weight(word)).sum();
                for &word in en {
                    *counts.entry((word, form)).or_default() += weight(word) / all;
                }
            }
        }
        let mut totals: HashMap<u32, f32> = HashMap::new();
        let mut sorted: Vec<_> = counts.into_iter().collect();
        // Sums of floating-point numbers depend on their order.
        sorted.sort_unstable_by_key(|&(pair, _)| pair);
        for &((word, _), count) in &sorted {
            *totals.entry(word).or_default() += count;
        }
        let share = |((word, form), count): ((u32, u32), f32)| ((word, form), count / totals[&word]);
        table = sorted.into_iter().map(share).filter(|&(_, share)| share > 1e-4).collect();
    }
    let mut texts: HashMap<u32, usize> = HashMap::new();
    for (en, _) in &pairs {
        let mut en = en.clone();
        en.sort_unstable();
        en.dedup();
        for word in en {
            *texts.entry(word).or_default() += 1;
        }
    }
    let mut learned: BTreeMap<&str, Vec<(f32, &str)>> = BTreeMap::new();
    let mut sorted: Vec<_> = table.into_iter().collect();
    sorted.sort_unstable_by_key(|&(pair, _)| pair);
    for ((word, form), share) in sorted {
        if word != 0 && share >= LEAST && texts.get(&word).is_some_and(|&texts| texts >= LEAST_TEXTS) {
            learned.entry(english.text(word)).or_default().push((share, arabic.text(form)));
        }
    }
    for (word, mut forms) in learned {
        forms.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        forms.truncate(MOST);
        let forms: Vec<String> =
            forms.into_iter().map(|(share, form)| format!("{form}={:.0}", share * 1000.0)).collect();
        println!("{word}\t{}", forms.join(" "));
    }
    Ok(())
}

/// Words with their numbers.
#[derive(Default)]
struct Words {
    numbers: HashMap<String, u32>,
    texts: Vec<String>,
}

impl Words {
    fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.numbers.insert(word.to_owned(), number);
        self.texts.push(word.to_owned());
        number
    }

    fn text(&self, number: u32) -> &str {
        &self.texts[number as usize]
    }
}

/// The English words of a text, in lower case.
fn latin(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace('’', "'");
    let words = text.split(|c: char| !c.is_ascii_lowercase() && c != '\'').map(|word| word.trim_matches('\''));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The Arabic words of a text, without vowel marks and tatweel.
fn letters(text: &str) -> Vec<String> {
    let bare: String = text.chars().filter(|c| !matches!(c, '\u{64B}'..='\u{652}' | '\u{670}' | '\u{640}')).collect();
    let words = bare.split(|c: char| !matches!(c, '\u{621}'..='\u{63A}' | '\u{641}'..='\u{64A}'));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
