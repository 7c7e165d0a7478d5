//! Trains the letter models of `repair` from word lists and sentences.
//!
//! ```text
//! cargo run --example train_letters -- SOURCE… > src/repair/letters/ar.txt
//! ```
//! A SOURCE is a text file, all of whose words of the Arabic script are read; or `FILE#COLUMN`, one column of a file of
//! tab-separated values with a header; or `FILE#COLUMN#NAME=VALUE`, the rows of it where column NAME holds VALUE. Each
//! distinct word of a name list counts once for every row, so give sentences where there are any.
//!
//! The model is a letter trigram within words with Witten-Bell smoothing (Witten and Bell 1991). Costs are in sixteenths
//! of a bit. The output has one row a context: the context, the cost of any other letter (to be added to its cost in the
//! next shorter context), then the letters met there, each with its cost. `_` is the border of a word.

use std::collections::BTreeMap;
use std::io::Write as _;

/// Letters met after a context, with their counts.
type Counts = BTreeMap<char, u32>;

fn main() -> anyhow::Result<()> {
    let mut contexts: BTreeMap<String, Counts> = BTreeMap::new();
    for source in std::env::args().skip(1) {
        for word in words(&source)? {
            count(&word, &mut contexts);
        }
    }
    let mut out = std::io::stdout().lock();
    for (context, counts) in &contexts {
        // A context met once or twice says less than the shorter one.
        let total: u32 = counts.values().sum();
        if total < 4 && !context.is_empty() {
            continue;
        }
        let row = row(context, counts, &contexts);
        writeln!(out, "{row}")?;
    }
    Ok(())
}

/// Reads the words of the Arabic script of a source.
fn words(source: &str) -> anyhow::Result<Vec<String>> {
    let mut parts = source.split('#');
    let text = std::fs::read_to_string(parts.next().unwrap_or_default())?;
    let (column, filter) = (parts.next(), parts.next().and_then(|filter| filter.split_once('=')));
    let Some(column) = column else { return Ok(text.lines().flat_map(arabic_words).collect()) };
    let header: Vec<&str> = text.lines().next().unwrap_or_default().split('\t').collect();
    let place = |name: &str| header.iter().position(|&cell| cell == name);
    let at = place(column).ok_or_else(|| anyhow::anyhow!("{source}: no column {column}"))?;
    let filter = filter.and_then(|(name, value)| Some((place(name)?, value)));
    let rows = text.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    let rows = rows.filter(|row| filter.is_none_or(|(at, value)| row.get(at) == Some(&value)));
    Ok(rows.filter_map(|row| row.get(at).copied().map(arabic_words)).flatten().collect())
}

/// The words of the Arabic script in a text, without marks and tatweel.
fn arabic_words(text: &str) -> Vec<String> {
    let plain: String = text
        .chars()
        .filter(|&c| !isnad::text::script::is_arabic_mark(c) && !matches!(c, '\u{640}' | '\u{200C}'))
        .collect();
    plain
        .split(|c| !isnad::text::script::is_arabic_letter(c) || isnad::text::script::is_presentation_form(c))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Adds a word to the counts of the contexts of its letters, none, one and two letters long.
fn count(word: &str, contexts: &mut BTreeMap<String, Counts>) {
    let letters: Vec<char> = format!("_{word}_").chars().map(fold).collect();
    for at in 1..letters.len() {
        for start in at.saturating_sub(2)..=at {
            let context: String = letters[start..at].iter().collect();
            *contexts.entry(context).or_default().entry(letters[at]).or_default() += 1;
        }
    }
}

/// One letter for those that languages write differently, as `repair` folds them before it asks a model.
const fn fold(c: char) -> char {
    match c {
        'ی' => 'ي',
        'ک' => 'ك',
        'ہ' | 'ھ' => 'ه',
        _ => c,
    }
}

/// The probability of a letter after a context, smoothed by the shorter contexts.
fn probability(letter: char, context: &str, contexts: &BTreeMap<String, Counts>) -> f64 {
    /// Letters of the script that any model should expect.
    const ALPHABET: f64 = 80.0;
    let shorter = || match context.chars().next() {
        Some(first) => probability(letter, &context[first.len_utf8()..], contexts),
        None => 1.0 / ALPHABET,
    };
    let Some(counts) = contexts.get(context) else { return shorter() };
    let total = f64::from(counts.values().sum::<u32>());
    let kinds = counts.len() as f64;
    let seen = f64::from(counts.get(&letter).copied().unwrap_or_default());
    (seen + kinds * shorter()) / (total + kinds)
}

/// A row of the model.
fn row(context: &str, counts: &Counts, contexts: &BTreeMap<String, Counts>) -> String {
    let cost = |p: f64| (-p.log2() * 16.0).round().clamp(1.0, 255.0);
    let total = f64::from(counts.values().sum::<u32>());
    let kinds = counts.len() as f64;
    let other = cost(kinds / (total + kinds));
    let letters: Vec<String> =
        counts.keys().map(|&letter| format!("{letter}{}", cost(probability(letter, context, contexts)))).collect();
    format!("{context}\t{other}\t{}", letters.join(" "))
}
