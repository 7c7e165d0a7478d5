//! In which order letters and words stand: tables of which of two neighbours comes first, made by `examples/train_order.rs`.

use super::shapes::is_mark;
use crate::text::script::is_arabic_letter;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Letters of U+0600 to U+06FF that the table of letters knows, by their last byte; 0 is the border of a word.
const LETTERS: usize = 256;

/// For two letters, quarters of a bit by which this order is more frequent than the other; 0 stands for a border.
pub(super) static LETTER_PAIRS: LazyLock<Vec<i8>> = LazyLock::new(|| {
    let mut pairs = vec![0i8; LETTERS * LETTERS];
    let folded: Vec<(usize, usize)> = ('\u{600}'..='\u{6FF}').map(|c| (place(c), place(fold(c)))).collect();
    for (first, rest) in include_str!("pairs.txt").lines().filter_map(|line| line.split_once('\t')) {
        let Some(a) = first.chars().next().map(place) else { continue };
        for cell in rest.split(' ') {
            let Some(letter) = cell.chars().next() else { continue };
            let bits: i8 = cell.get(letter.len_utf8()..).and_then(|bits| bits.parse().ok()).unwrap_or(0);
            let b = place(letter);
            for (at, value) in [(a * LETTERS + b, bits), (b * LETTERS + a, -bits)] {
                if let Some(slot) = pairs.get_mut(at) {
                    *slot = value;
                }
            }
        }
    }
    let known = pairs.clone();
    for &(a, to) in &folded {
        for &(b, next) in &folded {
            if let (Some(slot), Some(&value)) = (pairs.get_mut(a * LETTERS + b), known.get(to * LETTERS + next)) {
                *slot = value;
            }
        }
    }
    pairs
});

/// The place of a letter in the table of letters.
const fn place(c: char) -> usize {
    if c == '_' { 0 } else { (c as usize) & 0xFF }
}

/// Bits by which the letters of a word stand in a likelier order than the other way round.
pub(super) fn letter_order(word: &str) -> f64 {
    let mut sum = 0;
    let mut before = 0;
    for c in word.chars().filter(|&c| !is_mark(c) && c != '\u{640}').chain([' ']) {
        let next = if matches!(c, '\u{601}'..='\u{6FF}') { place(c) } else { 0 };
        sum += LETTER_PAIRS.get(before * LETTERS + next).copied().map_or(0, i32::from);
        before = next;
    }
    f64::from(sum) / 4.0
}

/// The table of words: bits by which one class comes before another more often than after it.
struct Words {
    scores: HashMap<(&'static str, &'static str), i8>,
    classes: HashSet<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { scores: HashMap::new(), classes: HashSet::new() };
    for (first, rest) in include_str!("neighbours.txt").lines().filter_map(|line| line.split_once('\t')) {
        for (second, bits) in rest.split(' ').filter_map(|cell| cell.rsplit_once(':')) {
            let bits: i8 = bits.parse().unwrap_or(0);
            words.scores.insert((first, second), bits);
            words.scores.insert((turned(second), turned(first)), -bits);
            words.classes.extend([first, second]);
        }
    }
    words
});

/// What a border is when the order is turned round.
fn turned(class: &str) -> &str {
    match class {
        "<" => ">",
        ">" => "<",
        _ => class,
    }
}

/// Bits by which the words of a text stand in a likelier order than the other way round, clause by clause.
pub(super) fn word_order(text: &str) -> f64 {
    text.split(ends_clause).map(clause_order).sum()
}

/// The words of a text as the tables spell them, clause by clause.
pub fn folded_clauses(text: &str) -> impl Iterator<Item = Vec<String>> {
    text.split(ends_clause)
        .map(|clause| clause.split(|c| !in_word(c)).map(folded).filter(|word| !word.is_empty()).collect())
}

/// Whether a character ends a clause.
const fn ends_clause(c: char) -> bool {
    matches!(c, '\n' | '.' | '!' | '?' | '؟' | '۔' | '…' | ':' | ';' | '؛')
}

fn clause_order(clause: &str) -> f64 {
    let mut sum = 0;
    let mut before: Option<&'static str> = Some("<");
    let mut count = 0;
    for word in clause.split(|c| !in_word(c)).filter(|word| !word.is_empty()) {
        let class = class(word);
        sum += score(before, class);
        before = class;
        count += 1;
    }
    if count < 2 { 0.0 } else { f64::from(sum + score(before, Some(">"))) }
}

fn score(a: Option<&'static str>, b: Option<&'static str>) -> i32 {
    a.zip(b).and_then(|pair| WORDS.scores.get(&pair)).copied().map_or(0, i32::from)
}

fn in_word(c: char) -> bool {
    is_arabic_letter(c) || is_mark(c) || matches!(c, '\u{640}' | '\u{200C}')
}

/// A word without marks and tatweel, with one letter for those that languages write differently.
fn folded(word: &str) -> String {
    word.chars().filter(|&c| !is_mark(c) && c != '\u{640}').map(fold).collect()
}

/// The class of a word: itself if it is frequent, or how it begins and ends. `None` if the table does not know it.
fn class(word: &str) -> Option<&'static str> {
    let word = folded(word);
    WORDS.classes.get(word.as_str()).or_else(|| WORDS.classes.get(word_ends(&word).as_str())).copied()
}

/// One letter for those that languages write differently.
const fn fold(c: char) -> char {
    match c {
        'ی' | 'ى' => 'ي',
        'ک' => 'ك',
        'ہ' | 'ھ' => 'ه',
        _ => c,
    }
}

/// How a folded word begins and ends, in the notation of the table.
pub fn word_ends(word: &str) -> String {
    let count = word.chars().count();
    let mut class = String::new();
    if ["ال", "وال", "بال"].iter().any(|article| word.starts_with(article)) {
        class.push_str("ال");
    } else if count > 3 {
        class.extend(word.chars().next().filter(|&c| "يتنوبلم".contains(c)));
    }
    class.push('~');
    class.extend(word.chars().skip(count.saturating_sub(if count > 3 { 2 } else { 1 })));
    class
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_their_places() {
        for text in [
            "قال رئيس الوزراء إن الحكومة سوف تعمل على حل هذه الأزمة",
            "این کتاب را از کتابخانه گرفته است",
            "اس نے کہا کہ وہ کل سے کام پر نہیں آئے گا",
        ] {
            let turned: Vec<&str> = text.split(' ').rev().collect();
            assert!(word_order(text) > 5.0, "{text} {}", word_order(text));
            assert_eq!(word_order(&turned.join(" ")), -word_order(text));
        }
    }

    #[test]
    fn letters_know_their_places() {
        let pair = |a: usize, b: usize| LETTER_PAIRS[a * LETTERS + b];
        let (alef, lam, teh) = (0x27, 0x44, 0x29);
        assert!(pair(alef, lam) > 0 && pair(teh, 0) > 8 && pair(0, alef) == -pair(alef, 0));
    }
}
