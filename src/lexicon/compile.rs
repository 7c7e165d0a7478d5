//! From the lexicon's files to what is built into the program.

use super::sense::{Pos, Sense};
use std::collections::BTreeMap;

/// What is wrong with a line of a lexicon file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct LexiconError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what to do.
    pub what: String,
}

/// The features that a line may have.
const FEATURES: [&str; 13] = ["pl", "g", "hum", "fem", "f", "el", "nisba", "imp", "masdar", "ap", "pp", "prep", "pass"];

/// Compiles lexicon files (name and content): an FST from each English lemma to the place of its senses, and the senses, a
/// line each, a blank line after those of one lemma. The senses of a lemma keep the order of the files.
///
/// # Errors
/// The first line that is not of the form that `lexicon/README.md` describes.
pub fn compile(files: &[(&str, &str)]) -> Result<(Vec<u8>, String), LexiconError> {
    let mut entries: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (file, text) in files {
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let (english, sense) =
                check(line).map_err(|what| LexiconError { file: (*file).to_owned(), line: number, what })?;
            let senses = entries.entry(english.to_lowercase()).or_default();
            if !senses.contains(&sense) {
                senses.push(sense);
            }
        }
    }
    let mut builder = fst::MapBuilder::memory();
    let mut lines = String::new();
    for (english, senses) in &entries {
        // Keys come sorted and each once, and memory does not refuse.
        let _ = builder.insert(english, lines.len() as u64);
        for sense in senses {
            lines.push_str(sense);
            lines.push('\n');
        }
        lines.push('\n');
    }
    Ok((builder.into_inner().unwrap_or_default(), lines))
}

fn check(line: &str) -> Result<(&str, &str), String> {
    let (english, rest) =
        line.split_once('\t').ok_or("there must be tabs between English, part of speech and Arabic")?;
    if english.trim() != english || english.is_empty() {
        return Err("the English lemma must not begin or end with a space".to_owned());
    }
    let columns: Vec<&str> = rest.split('\t').collect();
    if !(2..=3).contains(&columns.len()) {
        return Err("a line has three or four columns".to_owned());
    }
    let pos = columns.first().copied().unwrap_or_default();
    if Pos::from_word(pos).is_none() {
        return Err(format!("{pos:?} is no part of speech: n, v, adj, adv, prep, conj, name or term"));
    }
    let sense = Sense::parse(rest).ok_or("the Arabic lemma is missing")?;
    if !is_plain(sense.arabic) {
        return Err(format!("\u{2068}{}\u{2069} must be Arabic letters without marks", sense.arabic));
    }
    for feature in columns.get(2).unwrap_or(&"").split(';').map(str::trim).filter(|feature| !feature.is_empty()) {
        let (name, value) = feature.split_once('=').unwrap_or((feature, ""));
        if !FEATURES.contains(&name) {
            return Err(format!("{name:?} is no feature"));
        }
        let plain = |value: &str| matches!(value, "" | "0" | "-ون" | "-ات" | "m" | "f") || is_plain(value);
        if !value.split('|').all(plain) {
            return Err(format!("the value of {name} must be Arabic letters without marks"));
        }
    }
    if sense.pos == Pos::Verb && (sense.feature("imp").is_none() || sense.feature("masdar").is_none()) {
        return Err("a verb needs imp= and masdar=".to_owned());
    }
    Ok((english, rest))
}

/// Whether a text is words of Arabic letters, a space between them.
fn is_plain(text: &str) -> bool {
    text.split(' ').all(|word| {
        !word.is_empty() && word.chars().all(|c| matches!(c, '\u{621}'..='\u{63A}' | '\u{641}'..='\u{64A}'))
    })
}
