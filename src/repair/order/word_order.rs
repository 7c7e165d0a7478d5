//! Words in the opposite order, each with its letters as they should be.

use super::{layout, neighbours, suspect, words};
use crate::repair::edit::Edit;
use crate::text::Span;

/// The name of this damage.
const WORDS_REVERSED: &str = "words-reversed";
/// Bits by which the other order must lead, and bits for each word.
const LEAST: f64 = 8.0;
const LEAST_A_WORD: f64 = 0.4;
/// Bits of a text whose first word ends a sentence and whose last word does not.
pub(super) const ENDS_EARLY: f64 = 6.0;
/// The least number of words.
const WORDS: usize = 4;

/// The changes that put words into the likelier order, where the evidence is strong: to begin with, a sentence
/// that ends after its first word.
pub(super) fn changes(line: &str) -> Vec<Edit> {
    if !suspect::stops_early(line) {
        return Vec::new();
    }
    words::runs(line).iter().filter(|run| !run.backward).filter_map(|run| change(line, run.span)).collect()
}

fn change(line: &str, core: Span) -> Option<Edit> {
    let head = line.get(..core.start)?;
    let tail = line.get(core.end..)?;
    let belongs = |c: char| {
        !c.is_whitespace()
            && !c.is_alphanumeric()
            && !matches!(c, '"' | '\'' | '“' | '”' | '[' | ']' | '(' | ')' | ',' | ';')
    };
    let span = Span::new(head.trim_end_matches(belongs).len(), line.len() - tail.trim_start_matches(belongs).len());
    let before = span.slice(line);
    let count = before.split(' ').count();
    if count < WORDS || before.contains(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let after = before.split(' ').rev().collect::<Vec<_>>().join(" ");
    let weigh = |text: &str| {
        neighbours::word_order(text) / 2.0
            - layout::bits(' ', text, ' ')
            - if ends_early(text) { ENDS_EARLY } else { 0.0 }
    };
    let lead = weigh(&after) - weigh(before);
    (lead >= LEAST + LEAST_A_WORD * count as f64).then(|| Edit {
        span,
        runner_up: before.to_owned(),
        after,
        steps: vec![WORDS_REVERSED],
        loss: None,
        torn: false,
        filled: None,
        lead,
    })
}

/// Whether the first word of a text ends a sentence and the last does not.
pub(super) fn ends_early(text: &str) -> bool {
    let ends =
        |word: Option<&str>| word.is_some_and(|word| word.ends_with(['.', '؟', '!', '۔']) && word.chars().count() > 2);
    ends(text.split(' ').next()) && !text.ends_with(|c: char| !c.is_alphanumeric())
}
