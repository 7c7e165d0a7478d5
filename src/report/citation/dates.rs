//! Dates at the end of a text: in words of several languages, in figures, in any decimal digits that Arabic script uses.

use super::Date;
use crate::text::{Key, Span};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Month names by their key, from `months.tsv`.
static MONTHS: LazyLock<HashMap<String, u8>> = LazyLock::new(|| {
    let rows = include_str!("months.tsv").lines().filter(|line| !line.starts_with('#'));
    let cells = rows.filter_map(|row| {
        let mut cells = row.split('\t');
        Some((cells.next()?.parse::<u8>().ok()?, cells.nth(1)?))
    });
    cells
        .flat_map(|(month, names)| names.split(',').map(move |name| (word_key(name.trim()), month)))
        .filter(|(name, _)| !name.is_empty())
        .collect()
});

/// Weekdays, which may stand before a date.
const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "الاثنين",
    "الثلاثاء",
    "الاربعاء",
    "الخميس",
    "الجمعه",
    "السبت",
    "الاحد",
];

/// Words that may stand between a day, a month and a year, or after the year.
const BETWEEN: &[&str] = &["of", "من", "شهر", "de", "عام", "لعام", "سنه", "لسنه"];
const AFTER_YEAR: &[&str] = &["م", "ميلادي", "ميلاديه"];
const ORDINALS: &[&str] = &["st", "nd", "rd", "th", "er"];

/// How far back a date can reach, in characters.
const REACH: usize = 64;

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Number { value: u32, digits: usize },
    Word(String),
    Mark(char),
}

#[derive(Clone, Debug)]
struct Token {
    kind: Kind,
    span: Span,
}

/// The date with which a text ends, if it ends with one. White space at the end is not skipped.
///
/// Figures such as `11/03/2025` are read day first, the usage of the region and of European reports, unless only the other
/// order gives a month. Years run from 1800 to 2100; years of other calendars are not read.
pub(super) fn at_end(text: &str) -> Option<Date> {
    if !may_end_with_date(text) {
        return None;
    }
    let tokens = tokens_at_end(text);
    let (date, first) = in_figures(&tokens).or_else(|| in_words(&tokens))?;
    let start = tokens.get(first)?.span.start;
    Some(Date { span: Span::new(start, text.len()), ..date })
}

/// Whether a text ends with a figure, or with a word that has a figure before it. Every part of every citation is asked for
/// a date, and few have one.
fn may_end_with_date(text: &str) -> bool {
    let mut last = text.chars().rev().take(REACH).skip_while(|&c| c.is_whitespace() || is_invisible(c)).peekable();
    last.peek().is_some_and(|&c| digit(c).is_some() || is_word(c)) && last.any(|c| digit(c).is_some())
}

/// The last few tokens of a text.
fn tokens_at_end(text: &str) -> Vec<Token> {
    let window = text.char_indices().rev().take(REACH).last().map_or(0, |(at, _)| at);
    let mut tokens: Vec<Token> = Vec::new();
    for (offset, c) in text.get(window..).unwrap_or_default().char_indices() {
        let span = Span::new(window + offset, window + offset + c.len_utf8());
        if c.is_whitespace() || is_invisible(c) {
            continue;
        }
        let last = tokens.last_mut().filter(|last| last.span.end == span.start);
        match (digit(c), last) {
            (Some(d), Some(Token { kind: Kind::Number { value, digits }, span: old })) => {
                *value = value.saturating_mul(10).saturating_add(d);
                *digits += 1;
                old.end = span.end;
            }
            (Some(d), _) => tokens.push(Token { kind: Kind::Number { value: d, digits: 1 }, span }),
            (None, Some(Token { kind: Kind::Word(word), span: old })) if is_word(c) => {
                word.push(c);
                old.end = span.end;
            }
            (None, _) if is_word(c) => tokens.push(Token { kind: Kind::Word(c.to_string()), span }),
            _ => tokens.push(Token { kind: Kind::Mark(c), span }),
        }
    }
    for token in &mut tokens {
        if let Kind::Word(word) = &mut token.kind {
            *word = word_key(word);
        }
    }
    tokens
}

/// `11/03/2025`, `11.03.2025`, `2025-03-11`.
fn in_figures(tokens: &[Token]) -> Option<(Date, usize)> {
    let tokens_before = tokens.len() - usize::from(ends_with_word(tokens, tokens.len(), AFTER_YEAR));
    let first = tokens_before.checked_sub(5)?;
    let [a, s1, b, s2, c] = tokens.get(first..tokens_before)? else { return None };
    let (Kind::Mark(s1), Kind::Mark(s2)) = (&s1.kind, &s2.kind) else { return None };
    if s1 != s2 || !matches!(s1, '/' | '-' | '.' | '‐' | '‑' | '–') {
        return None;
    }
    let (a, b, c) = (number(a)?, number(b)?, number(c)?);
    let (year, month, day) = match (a.1, c.1) {
        (4, 1 | 2) => (a.0, b.0, c.0),
        (1 | 2, 4) if b.0 > 12 => (c.0, a.0, b.0),
        (1 | 2, 4) => (c.0, b.0, a.0),
        _ => return None,
    };
    Some((date(year, Some(month), Some(day))?, first))
}

/// `11 March 2025`, `March 11, 2025`, `March 2025`, `2025`.
fn in_words(tokens: &[Token]) -> Option<(Date, usize)> {
    let mut end = tokens.len();
    end -= usize::from(ends_with_word(tokens, end, AFTER_YEAR));
    let (year, digits) = number(tokens.get(end.checked_sub(1)?)?)?;
    let at_year = end - 1;
    if digits != 4 || date(year, None, None).is_none() {
        return None;
    }
    let mut end = at_year - usize::from(ends_with_mark(tokens, at_year, &[',', '،']));
    end -= usize::from(ends_with_word(tokens, end, BETWEEN));
    if let Some((month, first)) = month_at_end(tokens, end) {
        let (day, first) = day_at_end(tokens, first).map_or((None, first), |(day, first)| (Some(day), first));
        return Some((date(year, Some(month.into()), day)?, weekday_at_end(tokens, first)));
    }
    if let Some((day, first)) = day_at_end(tokens, end)
        && let Some((month, first)) = month_at_end(tokens, first)
    {
        return Some((date(year, Some(month.into()), Some(day))?, weekday_at_end(tokens, first)));
    }
    year_alone(tokens, at_year, year)
}

/// A year, or a span of years; not a number that is part of something longer: `S/2025`, `#1990`.
fn year_alone(tokens: &[Token], at: usize, year: u32) -> Option<(Date, usize)> {
    let found = date(year, None, None)?;
    let Some(Token { kind: Kind::Mark(mark), span }) = at.checked_sub(1).and_then(|before| tokens.get(before)) else {
        return Some((found, at));
    };
    if span.end != tokens.get(at)?.span.start || matches!(mark, ',' | '،' | '(' | '[' | ':' | ')' | ']') {
        return Some((found, at));
    }
    let first = at.checked_sub(2).and_then(|first| Some((first, number(tokens.get(first)?)?)));
    match (mark, first) {
        ('-' | '–' | '/', Some((first, (from, 4)))) if from <= year => date(from, None, None).map(|_| (found, first)),
        _ => None,
    }
}

/// The month whose name, or pair of names (`آذار/مارس`), ends before token `end`, and its first token. Of a range of
/// months the last counts.
fn month_at_end(tokens: &[Token], end: usize) -> Option<(u8, usize)> {
    let end = end - usize::from(ends_with_mark(tokens, end, &['.']));
    let closed = ends_with_mark(tokens, end, &[')']);
    let (month, first) = month_name(tokens, end - usize::from(closed))?;
    let marks: &[char] = if closed { &['('] } else { &['/', '-', '–', '—'] };
    if ends_with_mark(tokens, first, marks)
        && let Some((_, before)) = month_name(tokens, first - 1)
    {
        return Some((month, before));
    }
    (!closed).then_some((month, first))
}

fn month_name(tokens: &[Token], end: usize) -> Option<(u8, usize)> {
    let last = word(tokens, end.checked_sub(1)?)?;
    if let Some(before) = end.checked_sub(2)
        && let Some(&month) = word(tokens, before).and_then(|word| MONTHS.get(&format!("{word} {last}")))
    {
        return Some((month, before));
    }
    MONTHS.get(last).map(|&month| (month, end - 1))
}

/// The day of the month that ends before token `end`, and its first token. Of a range of days the last counts.
fn day_at_end(tokens: &[Token], end: usize) -> Option<(u32, usize)> {
    let mut end = end - usize::from(ends_with_word(tokens, end, BETWEEN));
    end -= usize::from(ends_with_mark(tokens, end, &['.', ',', '،']));
    end -= usize::from(ends_with_word(tokens, end, ORDINALS));
    let at = end.checked_sub(1)?;
    let (day, _) = number(tokens.get(at)?).filter(|&(day, digits)| (1..=31).contains(&day) && digits <= 2)?;
    if ends_with_mark(tokens, at, &['-', '–'])
        && let Some(first) = at.checked_sub(2)
        && tokens.get(first).and_then(number).is_some_and(|(from, digits)| from < day && digits <= 2)
    {
        return Some((day, first));
    }
    Some((day, at))
}

fn weekday_at_end(tokens: &[Token], first: usize) -> usize {
    let end = first - usize::from(ends_with_mark(tokens, first, &[',', '،']));
    if ends_with_word(tokens, end, WEEKDAYS) { end - 1 } else { first }
}

fn date(year: u32, month: Option<u32>, day: Option<u32>) -> Option<Date> {
    let in_range = |value: Option<u32>, most: u32| value.is_none_or(|value| (1..=most).contains(&value));
    if !(1800..=2100).contains(&year) || !in_range(month, 12) || !in_range(day, 31) {
        return None;
    }
    let small = |value: Option<u32>| value.and_then(|value| u8::try_from(value).ok());
    Some(Date { span: Span::default(), year: u16::try_from(year).ok()?, month: small(month), day: small(day) })
}

fn number(token: &Token) -> Option<(u32, usize)> {
    match token.kind {
        Kind::Number { value, digits } => Some((value, digits)),
        _ => None,
    }
}

fn word(tokens: &[Token], at: usize) -> Option<&str> {
    match &tokens.get(at)?.kind {
        Kind::Word(word) => Some(word),
        _ => None,
    }
}

fn ends_with_word(tokens: &[Token], end: usize, words: &[&str]) -> bool {
    end.checked_sub(1).and_then(|at| word(tokens, at)).is_some_and(|word| words.contains(&word))
}

fn ends_with_mark(tokens: &[Token], end: usize, marks: &[char]) -> bool {
    let last = end.checked_sub(1).and_then(|at| tokens.get(at));
    matches!(last, Some(Token { kind: Kind::Mark(mark), .. }) if marks.contains(mark))
}

fn word_key(word: &str) -> String {
    Key::new(word.trim_end_matches('.')).folded().to_owned()
}

fn is_word(c: char) -> bool {
    c.is_alphabetic() || crate::text::script::is_arabic_mark(c) || matches!(c, '\u{640}' | '\u{300}'..='\u{36F}')
}

/// Directional marks and their like, which stand between figures and words of mixed text.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{61C}')
}

/// The value of a decimal digit: European, Arabic-Indic or Persian.
pub(in crate::report) fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - 0x30),
        '\u{660}'..='\u{669}' => Some(c as u32 - 0x660),
        '\u{6F0}'..='\u{6F9}' => Some(c as u32 - 0x6F0),
        _ => None,
    }
}
