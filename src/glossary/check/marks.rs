//! What stands between and around the letters of a term, and its context words.

use super::{Issue, Rule, is_free, is_good, quoted};
use crate::glossary::{Concept, Term};
use crate::text::Key;

pub(super) fn issues(concept: &Concept, term: &Term) -> Vec<Issue> {
    let found = [
        is_good(term).then(|| unbalanced(term)).flatten().map(|message| (Rule::Unbalanced, message)),
        white_space(&term.text).map(|message| (Rule::WhiteSpace, message)),
        one_letter(term).map(|message| (Rule::OneLetter, message)),
        context(term).map(|message| (Rule::ContextWords, message)),
    ];
    found.into_iter().flatten().map(|(rule, message)| Issue::of_term(rule, concept, term, message)).collect()
}

/// A bracket or quotation mark without its other half. Single quotation marks are apostrophes too, so they are left alone.
fn unbalanced(term: &Term) -> Option<String> {
    const BRACKETS: [(char, char); 6] = [('(', ')'), ('[', ']'), ('{', '}'), ('⟨', '⟩'), ('（', '）'), ('﴾', '﴿')];
    let text = &term.text;
    let told = |c: char| Some(format!("{} has {c} without its other half: add it, or take this one out", quoted(text)));
    let mut open: Vec<char> = Vec::new();
    for c in text.chars() {
        if let Some((_, close)) = BRACKETS.iter().find(|(open, _)| *open == c) {
            open.push(*close);
        } else if let Some((_, close)) = BRACKETS.iter().find(|(_, close)| *close == c) {
            if open.last() != Some(close) {
                return told(c);
            }
            open.pop();
        }
    }
    if let Some(close) = open.last() {
        let (opening, _) = BRACKETS.iter().find(|(_, known)| known == close)?;
        return told(*opening);
    }
    // Which of a pair opens depends on the language.
    for pair in [&['«', '»'][..], &['‹', '›'], &['“', '”', '„', '‟']] {
        let mut marks = text.chars().filter(|c| pair.contains(c));
        if let Some(first) = marks.next().filter(|_| marks.count() % 2 == 0) {
            return told(first);
        }
    }
    // In Hebrew the straight mark stands inside acronyms.
    let straight = text.match_indices('"').filter(|(at, _)| {
        let before = text.get(..*at).and_then(|text| text.chars().next_back());
        let after = text.get(at + 1..).and_then(|text| text.chars().next());
        !(before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic))
    });
    if straight.count() % 2 == 1 { told('"') } else { None }
}

fn white_space(text: &str) -> Option<String> {
    let tidy = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let what = if text.trim() != text {
        "white space at an end"
    } else if text.contains(|c: char| c.is_whitespace() && c != ' ') {
        "white space that is no plain space"
    } else if text.contains("  ") {
        "two spaces in a row"
    } else {
        return None;
    };
    Some(format!("{} has {what}: write {}", quoted(&text.replace(['\n', '\r'], " ")), quoted(&tidy)))
}

fn one_letter(term: &Term) -> Option<String> {
    let key = Key::new(&term.text);
    let mut letters = key.folded().chars();
    // In scripts of syllables and words one sign can be a whole name.
    let one = letters.next().is_some_and(|c| c.is_alphabetic() && c < '\u{900}') && letters.next().is_none();
    (one && is_free(term)).then(|| {
        format!("{} is one letter, which is met everywhere: add context words, or take it out", quoted(&term.text))
    })
}

fn context(term: &Term) -> Option<String> {
    let padded = |key: &Key| format!(" {} ", key.folded());
    let text = padded(&Key::new(&term.text));
    term.context.iter().find_map(|word| {
        let key = Key::new(word);
        if key.is_empty() {
            Some(format!("{} has an empty context word, which is met everywhere: take it out", quoted(&term.text)))
        } else if text.contains(&padded(&key)) {
            Some(format!(
                "the context word {} is part of {}, which does not count as its context: take it out",
                quoted(word),
                quoted(&term.text)
            ))
        } else {
            None
        }
    })
}
