//! Keys: text folded for look-up, never shown and never written.

use super::OffsetMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text folded for look-up: case, marks, apostrophes, Arabic letter variants and runs of white space no longer tell two
/// texts apart.
///
/// A key is for comparing. It has no `Display` and is not serialised, so that it cannot pass for the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

impl Key {
    /// The key of a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(fold(text).0)
    }

    /// The folded characters, for building an automaton or an index over them.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.0
    }

    /// Whether nothing is left of the text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Folds a text and says where each folded stretch stands in it.
#[must_use]
pub fn fold(text: &str) -> (String, OffsetMap) {
    let mut folded = String::with_capacity(text.len());
    let mut map = OffsetMap::default();
    for c in text.chars() {
        let start = folded.len();
        fold_char(c, &mut folded);
        let after = folded.len() - start;
        if after == c.len_utf8() && folded.as_bytes().get(start..) == Some(c.encode_utf8(&mut [0; 4]).as_bytes()) {
            map.copy(after);
        } else {
            map.replace(c.len_utf8(), after);
        }
    }
    (folded, map)
}

/// Adds the folded form of one character; nothing for marks, apostrophes, tatweel and invisible characters.
fn fold_char(c: char, folded: &mut String) {
    match c {
        'a'..='z' | '0'..='9' => folded.push(c),
        'A'..='Z' => folded.push(c.to_ascii_lowercase()),
        _ if is_apostrophe(c) || is_combining_mark(c) => {}
        // Tatweel, zero-width characters, directional controls, the byte order mark.
        '\u{640}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' => {}
        'آ' | 'أ' | 'إ' | 'ٱ' => folded.push('ا'),
        'ؤ' => folded.push('و'),
        'ئ' | 'ى' | 'ی' | 'ې' => folded.push('ي'),
        'ة' | 'ہ' | 'ھ' | 'ە' | 'ۀ' => folded.push('ه'),
        'ک' => folded.push('ك'),
        '٠'..='٩' => folded.extend(char::from_digit(c as u32 - 0x660, 10)),
        '۰'..='۹' => folded.extend(char::from_digit(c as u32 - 0x6F0, 10)),
        _ if c.is_whitespace() => folded.push(' '),
        _ if c.is_ascii() => folded.push(c),
        _ => folded.extend(std::iter::once(c).nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase)),
    }
}

/// Whether a character is an apostrophe, a quotation mark used as one, or one of the half rings and modifier letters that
/// stand for hamza and ayn in romanized names.
#[must_use]
pub const fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '´' | '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{2BB}'
            ..='\u{2BF}'
                | '\u{2B9}'
                | '\u{2C8}'
                | '\u{2032}'
                | '\u{2035}'
                | '\u{FF07}'
                | '\u{A78B}'
                | '\u{A78C}'
                | '\u{559}'
    )
}
