//! What a text costs to write down, in bits: how much it looks like text that somebody wrote.

use super::letters::{self, Pairs};
use crate::text::script::{is_arabic_letter, is_arabic_mark, is_presentation_form};
use std::sync::LazyLock;

/// Bits of a text. Words of the Arabic script cost what the letter pairs of the models say; other characters by their class.
pub(super) fn bits(text: &str) -> f64 {
    sum(text, |word| Pairs::of(word).bits())
}

/// Bits of a text in one language, by all that its letter model knows.
pub(super) fn line_bits(text: &str) -> f64 {
    let tongue = Pairs::of(text).best();
    sum(text, |word| letters::bits_in(word, tongue))
}

/// Bits of a text by all that the letter models know, each word in the language that suits it best.
pub(super) fn close_bits(text: &str) -> f64 {
    sum(text, letters::bits)
}

fn sum(text: &str, word_bits: impl Fn(&str) -> f64) -> f64 {
    let signs = SIGNS.as_slice();
    let mut bits = 0.0;
    let mut rest = text;
    let mut before = SPACE;
    while let Some(c) = rest.chars().next() {
        let sign = sign(signs, c);
        if sign & WORD != 0 {
            let end = rest.find(|c| self::sign(signs, c) & WORD == 0).unwrap_or(rest.len());
            bits += word_bits(rest.get(..end).unwrap_or_default());
            rest = rest.get(end..).unwrap_or_default();
            before = WORD;
        } else {
            bits += f64::from(sign & HALVES) / 2.0;
            // A capital or a symbol in the middle of a small-letter word. Russian has hardly any name that does so.
            if before & SMALL != 0 && !c.is_ascii() && sign & SMALL == 0 && c != '’' {
                bits += if matches!(c, 'А'..='Я') { 7.0 } else { 3.0 };
            }
            // No spelling sets two such letters side by side often.
            if before & sign & ACCENTED != 0 {
                bits += 3.0;
            }
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            before = sign;
        }
    }
    bits
}

/// What there is to know of a character here: twice its bits, and what it is.
const HALVES: u8 = 0x1F;
const SMALL: u8 = 0x20;
const ACCENTED: u8 = 0x40;
const WORD: u8 = 0x80;
const SPACE: u8 = 4;

/// That of all characters that are met often: damaged text is made of letters about which the tables of Unicode are slow.
static SIGNS: LazyLock<Vec<u8>> =
    LazyLock::new(|| (0..0x2600).map(|code| char::from_u32(code).map_or(0, look_up)).collect());

fn sign(signs: &[u8], c: char) -> u8 {
    signs.get(c as usize).copied().unwrap_or_else(|| look_up(c))
}

fn look_up(c: char) -> u8 {
    let small = if c.is_lowercase() { SMALL } else { 0 };
    let accented = if is_accented(c) { ACCENTED } else { 0 };
    (char_bits(c) * 2.0) as u8 | small | accented | if in_word(c) { WORD } else { 0 }
}

/// Whether a character belongs to a word as the letter models see it.
fn in_word(c: char) -> bool {
    (is_arabic_letter(c) || is_arabic_mark(c) || c == '\u{640}') && !is_presentation_form(c)
}

const fn is_accented(c: char) -> bool {
    matches!(c, '\u{A1}'..='\u{24F}')
}

/// Bits of a character outside words of the Arabic script.
fn char_bits(c: char) -> f64 {
    match c {
        ' ' => 2.0,
        '0'..='9' | '٠'..='٩' | '۰'..='۹' => 3.5,
        'a'..='z' => 4.5,
        'A'..='Z' => 5.0,
        '!'..='~' => 5.0,
        '،' | '؛' | '؟' | '“' | '”' | '‘' | '’' | '«' | '»' | '–' | '—' | '…' => 6.0,
        '\u{200C}' => 4.0,
        'ß'..='ö' | 'ø'..='ÿ' => 6.0,
        'À'..='Ö' | 'Ø'..='Þ' | '\u{100}'..='\u{17F}' => 7.0,
        '\u{400}'..='\u{45F}' | '\u{5D0}'..='\u{5EA}' => 5.0,
        '\u{80}'..='\u{9F}' => 14.0,
        '\u{A0}'..='\u{BF}' => 9.0,
        _ if c.is_control() => 14.0,
        // Shaped letters are rare, and a little dearer than the plain ones that they stand for.
        _ if is_presentation_form(c) => 7.0,
        _ => 9.0,
    }
}
