//! A text as the matcher sees it: folded, and word by word.

use crate::report::marks;
use crate::text::Span;
use crate::text::key::{FoldCursor, is_apostrophe, is_separator};
use crate::text::script::is_arabic_letter;

/// A text with its folded form.
pub(super) struct Folded<'t> {
    pub(super) text: &'t str,
    pub(super) folded: &'t str,
    pub(super) map: FoldCursor<'t>,
}

/// What a word is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters of the Arabic script.
    Arabic,
    /// Other letters, digits, low lines.
    Plain,
    /// One character that is none of these.
    Sign,
}

/// A word of the folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
}

/// What stands for the Arabic article in a folded pattern, whatever Latin form it has: al-, el-, ash-.
pub(super) const ARTICLE: &str = "\u{1}";

/// The vowels with which an article begins in Latin letters.
const VOWELS: [&str; 4] = ["a", "e", "u", "i"];

/// The l of the article, and the consonants that take its place before a name that begins with them.
const CONSONANTS: [&str; 13] = ["l", "d", "dh", "n", "r", "s", "sh", "t", "th", "z", "ch", "c", "j"];

impl Word {
    /// Its bytes in the folded text.
    #[inline]
    pub(super) fn slice(self, folded: &str) -> &[u8] {
        folded.as_bytes().get(self.start..self.end).unwrap_or_default()
    }
}

/// The next word of a folded text, from an offset that is no place inside a word.
// Inlined into the search it takes a third less time.
#[inline(always)]
pub(super) fn next_word(folded: &str, from: usize) -> Option<Word> {
    let bytes = folded.as_bytes();
    let mut start = from;
    while bytes.get(start) == Some(&b' ') {
        start += 1;
    }
    let first = kind_at(folded, start)?;
    let (kind, len) = first;
    let mut end = start + len;
    if kind != Kind::Sign {
        while let Some(&byte) = bytes.get(end) {
            if byte < 0x80 {
                if kind != Kind::Plain || !is_plain(byte) {
                    break;
                }
                end += 1;
                continue;
            }
            if kind == Kind::Arabic && bytes.get(end..).is_some_and(begins_arabic_letter) {
                end += 2;
                continue;
            }
            match kind_at(folded, end) {
                Some((same, len)) if same == kind => end += len,
                _ => break,
            }
        }
    }
    Some(Word { start, end, kind })
}

/// Whether the bytes begin with one of the letters U+0620 to U+064A: all that folding leaves of most Arabic text.
#[inline]
fn begins_arabic_letter(bytes: &[u8]) -> bool {
    matches!(bytes, [0xD8, 0xA0..=0xBF, ..] | [0xD9, 0x80..=0x8A, ..])
}

/// The kind of the character at an offset, and its length in bytes.
#[inline]
fn kind_at(folded: &str, at: usize) -> Option<(Kind, usize)> {
    let &byte = folded.as_bytes().get(at)?;
    if byte < 0x80 {
        return Some((if is_plain(byte) { Kind::Plain } else { Kind::Sign }, 1));
    }
    if folded.as_bytes().get(at..).is_some_and(begins_arabic_letter) {
        return Some((Kind::Arabic, 2));
    }
    let c = folded.get(at..)?.chars().next()?;
    let kind = if ('\u{2000}'..'\u{2070}').contains(&c) {
        // General punctuation: in every text.
        Kind::Sign
    } else if is_arabic_letter(c) {
        Kind::Arabic
    } else if c.is_alphanumeric() {
        Kind::Plain
    } else {
        Kind::Sign
    };
    Some((kind, c.len_utf8()))
}

/// Whether an ASCII byte is part of a word.
#[inline]
const fn is_plain(byte: u8) -> bool {
    PLAIN[byte as usize]
}

/// Looked up for each byte of a text.
const PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_';
        byte += 1;
    }
    table
};

impl Folded<'_> {
    /// The word that follows inside a name: a note mark may stand between.
    pub(super) fn following(&self, from: usize) -> Option<Word> {
        let word = next_word(self.folded, from)?;
        if word.kind == Kind::Sign
            && let Some(mark) = marks::len_at(self.folded, word.start)
        {
            return next_word(self.folded, word.start + mark);
        }
        Some(word)
    }

    /// Whether a word is an Arabic article in Latin letters before the next word: al-, el-, or with the first consonant of that
    /// word in place of the l: ash-Sham. Before a space it is one only where it can be no English word: with a capital, as in
    /// «the city of As Suwayda», and not where a sentence begins: «In Najaf», «At Tartus».
    pub(super) fn is_article(&mut self, word: Word, next: Word) -> bool {
        let (article, name) = (word.slice(self.folded), next.slice(self.folded));
        let Some((b'a' | b'e' | b'u' | b'i', consonants)) = article.split_first() else { return false };
        let plain = consonants == b"l";
        let assimilated = name.starts_with(consonants) && CONSONANTS.iter().any(|known| known.as_bytes() == consonants);
        if !(plain || assimilated) || next.kind != Kind::Plain {
            return false;
        }
        let place = self.map.to_original(Span::new(word.start, word.end));
        let after = self.text.get(place.end..).unwrap_or_default();
        let after = after.trim_start_matches(is_apostrophe).chars().next();
        let hyphen = after.is_some_and(|c| is_separator(c) && !c.is_whitespace());
        let starts_with_capital = |span: Span| span.slice(self.text).starts_with(char::is_uppercase);
        let capital = starts_with_capital(place);
        let name_is_name = || starts_with_capital(self.map.clone().to_original(Span::new(next.start, next.end)));
        let english = matches!(article, b"in" | b"is" | b"it" | b"us")
            || matches!(article, b"an" | b"as" | b"at") && begins_sentence(self.text, place.start);
        hyphen || matches!(article, b"al" | b"el") || capital && !english && name_is_name()
    }
}

/// Whether a sentence may begin at an offset of a text that holds more than a name: nothing stands before it, or the end of
/// a sentence, a line or an opening mark.
fn begins_sentence(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let same_line = before.trim_end_matches([' ', '\u{A0}']);
    // A term by itself is no sentence.
    let alone = before.is_empty() && !text.contains(['.', '!', '?', '\n']) && text.split_whitespace().count() <= 4;
    !alone && !same_line.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | ')' | '/' | '-'))
}

/// Whether a folded word is a form of the article.
pub(super) fn is_article_form(word: &str) -> bool {
    let consonants = word.strip_prefix(['a', 'e', 'u', 'i']);
    consonants.is_some_and(|consonants| CONSONANTS.contains(&consonants))
}

/// How many bytes of a folded Latin word are an article that is written together with its name (Alsham, Assuwayda); 0 for
/// none. The rest is long enough to be a name.
#[inline]
pub(super) fn joined_article(word: &[u8]) -> usize {
    let [first, second, rest @ ..] = word else { return 0 };
    let long = rest.len() >= 4;
    match (first, second) {
        (b'a' | b'e', b'l') if long => 2,
        (b'a' | b'e', b's') if long && (rest.starts_with(b"hsh")) => 3,
        (b'a' | b'e', b'd' | b'n' | b'r' | b's' | b't' | b'z') if long && rest.first() == Some(second) => 2,
        _ => 0,
    }
}

/// The forms of the article that [`joined_article`] takes from before a name.
pub(super) fn joined_articles(name: &str) -> impl Iterator<Item = String> {
    separate_articles().filter(move |article| {
        let joined = format!("{article}{name}");
        joined_article(joined.as_bytes()) == article.len()
    })
}

/// The forms of the article that may stand as a word of their own.
pub(super) fn separate_articles() -> impl Iterator<Item = String> {
    VOWELS.iter().flat_map(|vowel| CONSONANTS.iter().map(move |consonant| format!("{vowel}{consonant}")))
}
