//! Tatweel that only stretches a word: between two letters that would join without it.

use super::shapes::{is_mark, joins_next, joins_previous};
use crate::repair::edit::Edit;
use crate::text::Span;

const TATWEEL: char = '\u{640}';
/// Bits by which a word without it leads: hardly any writer stretches words.
const LEAD: f64 = 12.0;

/// The changes that take it out. It stays at the ends of words, where it shows a letter's shape, and under vowel marks,
/// which it carries.
pub(super) fn changes(line: &str) -> Vec<Edit> {
    let mut changes = Vec::new();
    let mut at = 0;
    while let Some(found) = line.get(at..).and_then(|rest| rest.find(TATWEEL)) {
        let start = at + found;
        let tail = line.get(start..).unwrap_or_default();
        let end = line.len() - tail.trim_start_matches(TATWEEL).len();
        let before = line.get(..start).unwrap_or_default().chars().rev().find(|&c| !is_mark(c));
        let after = line.get(end..).and_then(|tail| tail.chars().next());
        if before.is_some_and(joins_next) && after.is_some_and(joins_previous) {
            let span = Span::new(start, end);
            changes.push(Edit {
                span,
                after: String::new(),
                steps: vec!["tatweel"],
                loss: Some("where words were stretched, and how far"),
                torn: false,
                filled: None,
                lead: LEAD,
                runner_up: span.slice(line).to_owned(),
            });
        }
        at = end;
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_stretched_words_change() {
        let line = "فــــي السـلام مُـحمد";
        assert_eq!(crate::repair::edit::applied(line, &changes(line)).0, "في السلام مُحمد");
        for line in ["1445 هـ", "جـ) ثالثا", "ــًا", "رـًا", "ـها", "دـم"] {
            assert!(changes(line).is_empty(), "{line}");
        }
    }
}
