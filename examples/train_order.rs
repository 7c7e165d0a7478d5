//! Trains the tables by which `repair` tells in which order letters and words stand.
//!
//! ```text
//! cargo run --release --example train_order -- FOLDER LANGUAGE=SOURCE…
//! ```
//! A SOURCE is a text file of sentences. Sources of one LANGUAGE are counted together, and languages weigh the same in the
//! table of letters. Writes `pairs.txt` and `neighbours.txt` into FOLDER. Both have a row for what comes first, then a tab,
//! then what may come next, each with the bits by which this order is more frequent than the other one; an order that is
//! the rarer one is not listed. In `pairs.txt` these are letters and quarters of a bit, and `_` is the border of a word. In
//! `neighbours.txt` they are classes of words, and `<` and `>` are the ends of a clause. A frequent word is a class of its
//! own. Others are known by their ends: `ال~ة` is any word that begins with the article and ends in ة.

use isnad::repair::{folded_clauses, word_ends};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Words of a language that are classes of their own.
const FREQUENT: usize = 100;
/// The least number of times that two neighbours must be met, in either order.
const MET: f64 = 6.0;

/// Counts of ordered pairs.
type Pairs = BTreeMap<(String, String), f64>;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_default();
    let mut languages: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for argument in arguments {
        let (language, source) = argument.split_once('=').unwrap_or(("", &argument));
        let text = std::fs::read_to_string(source)?;
        languages.entry(language.to_owned()).or_default().extend(folded_clauses(&text));
    }
    let frequent: BTreeSet<String> = languages.values().flat_map(|clauses| most_frequent(clauses)).collect();
    let (mut letters, mut neighbours) = (Pairs::new(), Pairs::new());
    for clauses in languages.values() {
        let mut here = Pairs::new();
        for clause in clauses.iter().filter(|clause| clause.len() > 1) {
            let classes =
                clause.iter().map(|word| if frequent.contains(word) { word.clone() } else { word_ends(word) });
            count("<".to_owned(), classes, ">".to_owned(), 1.0, &mut neighbours);
        }
        for word in clauses.iter().flatten() {
            for part in word.split('\u{200C}').filter(|part| !part.is_empty()) {
                count("_".to_owned(), part.chars().map(String::from), "_".to_owned(), 1.0, &mut here);
            }
        }
        let all: f64 = here.values().sum();
        for (pair, count) in here {
            *letters.entry(pair).or_default() += count / all * 1e5;
        }
    }
    std::fs::write(format!("{folder}/pairs.txt"), table(&letters, 1.0, 4.0, 60.0, ""))?;
    std::fs::write(format!("{folder}/neighbours.txt"), table(&neighbours, MET, 1.0, 9.0, ":"))?;
    Ok(())
}

fn most_frequent(clauses: &[Vec<String>]) -> Vec<String> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for word in clauses.iter().flatten() {
        *counts.entry(word).or_default() += 1;
    }
    let mut words: Vec<(u32, &str)> = counts.into_iter().map(|(word, count)| (count, word)).collect();
    words.sort_unstable_by(|a, b| b.cmp(a));
    words.into_iter().take(FREQUENT).filter(|(count, _)| *count >= 10).map(|(_, word)| word.to_owned()).collect()
}

fn count(first: String, items: impl Iterator<Item = String>, last: String, by: f64, pairs: &mut Pairs) {
    let mut before = first;
    for item in items.chain([last]) {
        *pairs.entry((before, item.clone())).or_default() += by;
        before = item;
    }
}

/// What a border is when the order is turned round.
fn turned(item: &str) -> &str {
    match item {
        "<" => ">",
        ">" => "<",
        _ => item,
    }
}

/// The rows of a table.
fn table(pairs: &Pairs, least: f64, parts: f64, most: f64, colon: &str) -> String {
    let mut rows: BTreeMap<&str, String> = BTreeMap::new();
    for ((a, b), &count) in pairs {
        let other = pairs.get(&(turned(b).to_owned(), turned(a).to_owned())).copied().unwrap_or_default();
        let score = (((count + 0.7) / (other + 0.7)).log2() * parts).round().min(most);
        if count + other >= least && score >= 1.0 {
            let row = rows.entry(a).or_default();
            let space = if row.is_empty() { "" } else { " " };
            let _ = write!(row, "{space}{b}{colon}{score}");
        }
    }
    rows.into_iter().map(|(a, row)| format!("{a}\t{row}\n")).collect()
}
