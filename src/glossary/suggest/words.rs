//! The words of a text, with what a search for names must know of them: their shape and what stands before them.

use crate::text::Span;
use crate::text::key::{is_apostrophe, is_ignorable, is_modifier_letter};
use crate::text::script::{is_arabic_letter, is_arabic_mark, is_letter};

/// A word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'t> {
    /// The word, without a possessive ending.
    pub(super) text: &'t str,
    /// Where it stands.
    pub(super) span: Span,
    /// What stands between it and the word before.
    pub(super) gap: &'t str,
    pub(super) shape: Shape,
    /// Whether a sentence, a quotation or a title may begin with it.
    pub(super) starts: bool,
}

/// What a word looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// It begins with a capital, after an Arabic article or not: Masyaf, al-Sham.
    Capital,
    /// Capitals only: HTS.
    Acronym,
    /// Small letters.
    Small,
    /// Arabic script.
    Arabic,
    /// A number, or capitals and small letters in some other order: pro-Assad.
    Other,
}

impl Word<'_> {
    /// Whether only space parts it from the word before, in the same sentence.
    pub(super) fn joins(&self) -> bool {
        !self.starts && !self.gap.is_empty() && self.gap.chars().all(char::is_whitespace)
    }

    pub(super) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Acronym)
    }
}

/// The words of a text, in order; addresses are left out.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let (mut at, mut gap, mut line) = (0, 0, 0);
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if !(begins_word(c)) {
            at += c.len_utf8();
            continue;
        }
        let end = at + word_length(text.get(at..).unwrap_or_default());
        let after = text.get(end..).unwrap_or_default();
        let word = text.get(at..end).unwrap_or_default();
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            // Numbers are no part of names: they part words like a sign.
            at = end;
            continue;
        }
        if after.starts_with("://") || after.starts_with('@') || word == "www" {
            at = end + after.find([' ', '\t', '\n', '\r', ')', ']', '>', '"']).unwrap_or(after.len());
            continue;
        }
        let before = text.get(gap..at).unwrap_or_default();
        let short_line = before.contains('\n') && gap.saturating_sub(line) < SHORT_LINE;
        let word = without_possessive(word);
        words.push(Word {
            text: word,
            span: Span::new(at, at + word.len()),
            gap: before,
            shape: shape(word),
            starts: words.is_empty() || short_line || starts_sentence(before),
        });
        if let Some(newline) = before.rfind('\n') {
            line = gap + newline + 1;
        }
        gap = at + word.len();
        at = end;
    }
    words
}

/// A line shorter than this does not go on in the next: it is a heading, or the end of a paragraph.
const SHORT_LINE: usize = 50;

fn begins_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && (is_letter(c) || c.is_numeric() || is_modifier_letter(c))
}

/// The length of the word at the beginning of a text, in bytes: letters, digits and marks of one script, with apostrophes and
/// hyphens between them.
fn word_length(text: &str) -> usize {
    let first = text.chars().next();
    let arabic = first.is_some_and(is_arabic_letter);
    let of_script = |c: char| begins_word(c) && (is_arabic_letter(c) == arabic || c.is_numeric());
    let mut length = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inner = of_script(c) || is_arabic_mark(c) || is_ignorable(c);
        let joint = (is_apostrophe(c) || c == '-' || c == '\u{2011}') && length == at && !arabic;
        if inner {
            length = at + c.len_utf8();
        } else if !(joint && chars.peek().is_some_and(|&(_, next)| of_script(next))) {
            break;
        } else {
            length = at + c.len_utf8();
        }
    }
    length.max(first.map_or(0, char::len_utf8))
}

fn without_possessive(word: &str) -> &str {
    word.strip_suffix('s')
        .and_then(|rest| rest.strip_suffix(['\'', '’']))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(word)
}

/// Arabic articles as they are written before a hyphen.
const ARTICLES: [&str; 22] = [
    "al", "el", "ul", "as", "ash", "at", "ath", "ad", "adh", "ar", "an", "az", "es", "esh", "et", "ed", "er", "en",
    "ez", "ud", "us", "ur",
];

/// Whether a small word is an Arabic article: al, ez.
pub(super) fn is_article(word: &str) -> bool {
    ARTICLES.contains(&word)
}

fn shape(word: &str) -> Shape {
    if word.chars().any(is_arabic_letter) {
        return Shape::Arabic;
    }
    if word.contains(char::is_numeric) || is_garbled(word) {
        return Shape::Other;
    }
    let mut capital = false;
    for (nth, part) in word.split(['-', '\u{2011}']).enumerate() {
        let first = part.chars().find(|c| c.is_alphabetic() && !is_modifier_letter(*c));
        if first.is_some_and(char::is_uppercase) {
            if nth > 0 && !capital && !word.split('-').take(nth).all(is_article) {
                return Shape::Other;
            }
            capital = true;
        } else if capital && !is_article(part) && !matches!(part, "e" | "i" | "ye" | "yi") {
            return Shape::Other;
        }
    }
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    match capital {
        false => Shape::Small,
        true if letters().count() > 1 && letters().all(char::is_uppercase) => Shape::Acronym,
        true => Shape::Capital,
    }
}

/// Whether a word has more accented letters of Latin-1 than others, as UTF-8 has that was read in a wrong encoding.
fn is_garbled(word: &str) -> bool {
    // With the letters that Windows-1252 has beyond Latin-1.
    let is_accented = |c: &char| matches!(c, '\u{A0}'..='\u{FF}' | 'Œ' | 'œ' | 'Š' | 'š' | 'Ž' | 'ž' | 'Ÿ' | 'ƒ');
    let (accented, all) = (word.chars().filter(is_accented).count(), word.chars().count());
    accented * 2 >= all && (accented > 1 || all == 1)
}

/// Whether a sentence, a quotation, a title or an item of a list may begin after this.
fn starts_sentence(gap: &str) -> bool {
    let ends = |c: char| {
        matches!(c, '.' | '!' | '?' | '؟' | '…' | ':' | ';' | '؛' | '۔' | '•' | '|' | '#' | '*' | '>' | '[' | '(')
    };
    let quotes = |c: char| matches!(c, '"' | '“' | '„' | '«' | '‘' | '\u{2039}' | '_' | '`');
    let mut lines = gap.split('\n').skip(1);
    gap.contains(ends)
        || gap.contains(quotes)
        || gap.matches('\n').count() > 1
        || lines.any(|line| !line.trim().is_empty())
}
