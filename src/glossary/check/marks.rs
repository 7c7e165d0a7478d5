//! What stands between and around the letters of a term, and its context words.

use super::{Issue, Rule, is_free, is_good, quoted};
use crate::glossary::{Concept, Term};
use crate::text::Key;

pub(super) fn issues(concept: &Concept, term: &Term) -> Vec<Issue> {
    let found = [
        is_good(term).then(|| unbalanced(term)).flatten().map(|message| (Rule::Unbalanced, message)),
        white_space(&term.text).map(|message| (Rule::WhiteSpace, message)),
        one_letter(term).map(|message| (Rule::OneLetter, message)),
        empty_context(term).map(|message| (Rule::EmptyContext, message)),
        own_context(term).map(|message| (Rule::OwnContext, message)),
    ];
    found.into_iter().flatten().map(|(rule, message)| Issue::of_term(rule, concept, term, message)).collect()
}

/// A bracket or quotation mark without its other half. Single quotation marks are apostrophes too, so they are left alone.
fn unbalanced(term: &Term) -> Option<String> {
    const BRACKETS: [(char, char); 6] = [('(', ')'), ('[', ']'), ('{', '}'), ('⟨', '⟩'), ('（', '）'), ('﴾', '﴿')];
    let text = &term.text;
    let told = |c: char| Some(format!("{} has {c} without its other half: add it, or take this one out", quoted(text)));
    let mut open: Vec<char> = Vec::new();
    for (at, c) in text.char_indices() {
        if let Some((_, close)) = BRACKETS.iter().find(|(open, _)| *open == c) {
            open.push(*close);
        } else if let Some((_, close)) = BRACKETS.iter().find(|(_, close)| *close == c) {
            if open.last() == Some(close) {
                open.pop();
            } else if c != ')' || !open.is_empty() || !ends_with_number(text.get(..at).unwrap_or_default()) {
                return told(c);
            }
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

/// Whether a text ends with the letter or number of a point: «article 15, point c».
fn ends_with_number(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    (1..=2).contains(&last.chars().count()) && last.chars().all(char::is_alphanumeric)
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

/// A context word without letters stands everywhere.
fn empty_context(term: &Term) -> Option<String> {
    let empty = term.context.iter().any(|word| Key::new(word).is_empty());
    empty.then(|| {
        format!("{} has a context word without letters, which is met everywhere: take it out", quoted(&term.text))
    })
}

/// A context word that is part of the term: only another mention of it would count.
fn own_context(term: &Term) -> Option<String> {
    let padded = |text: &str| format!(" {} ", Key::new(text).folded());
    let text = padded(&term.text);
    let word = term.context.iter().find(|word| !Key::new(word).is_empty() && text.contains(&padded(word)))?;
    Some(format!(
        "the context word {} is part of {}, where it does not count; only a second mention would: take it out",
        quoted(word),
        quoted(&term.text)
    ))
}
