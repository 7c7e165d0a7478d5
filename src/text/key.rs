//! Keys: text folded for look-up, never shown and never written.

use super::Span;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text folded for look-up: case, marks, apostrophes, hyphens, Arabic letter variants and runs of white space no longer
/// tell two texts apart.
///
/// A key is for comparing. It has no `Display` and is not serialised, so that it cannot pass for the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

impl Key {
    /// The key of a text. White space and hyphens at its ends do not count.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut key = fold(text).0;
        key.truncate(key.trim_end_matches(' ').len());
        key.drain(..key.len() - key.trim_start_matches(' ').len());
        Self(key)
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

/// Where folded text stands in the text that it was folded from.
///
/// Folding mostly keeps the length of what it folds, so only the places where the distance between the two changes are
/// kept: an ASCII text without apostrophes and double spaces has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoldMap {
    breaks: Vec<Break>,
}

/// A border between two folded characters at which the distance to the original changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Break {
    /// Offset in the folded text.
    folded: usize,
    /// Where folded text that ends here ends in the original: before what folding dropped.
    end: usize,
    /// Where folded text that begins here begins in the original: after what folding dropped.
    start: usize,
}

impl FoldMap {
    /// Where a span of the folded text stands in the original. Dropped characters (marks, apostrophes) count when they
    /// stand inside the span, not at its ends. Both ends must lie on character borders of the folded text.
    #[must_use]
    pub fn to_original(&self, span: Span) -> Span {
        self.cursor().to_original(span)
    }

    /// A cursor for many spans that come roughly in the order of the text.
    #[must_use]
    pub fn cursor(&self) -> FoldCursor<'_> {
        FoldCursor { breaks: &self.breaks, next: 0 }
    }

    /// The places in the folded text at which the distance to the original changes, in order: something was dropped there,
    /// or a character became a longer or shorter one.
    pub fn borders(&self) -> impl Iterator<Item = usize> {
        self.breaks.iter().map(|place| place.folded)
    }

    /// Records that the original from `start` to `end` became the folded text up to `folded`.
    fn push(&mut self, folded: usize, start: usize, end: usize) {
        match self.breaks.last_mut() {
            // More was dropped at the same place.
            Some(last) if last.folded == folded => last.start = end,
            _ => self.breaks.push(Break { folded, end: start, start: end }),
        }
    }
}

/// A place in a [`FoldMap`]: finding a span near the one before takes constant time.
#[derive(Clone, Debug)]
pub struct FoldCursor<'m> {
    breaks: &'m [Break],
    /// The first break after the place that was asked for last.
    next: usize,
}

impl FoldCursor<'_> {
    /// See [`FoldMap::to_original`].
    #[must_use]
    pub fn to_original(&mut self, span: Span) -> Span {
        let start = self.before(span.start).map_or(span.start, |place| place.start + (span.start - place.folded));
        let end = self.before(span.end).map_or(span.end, |place| {
            if place.folded == span.end { place.end } else { place.start + (span.end - place.folded) }
        });
        if span.is_empty() { Span::at(end) } else { Span::new(start, end) }
    }

    /// The last break at or before an offset of the folded text.
    fn before(&mut self, at: usize) -> Option<&Break> {
        // A few steps from where the last one was, or else a search.
        const STEPS: usize = 16;
        let after = |place: Option<&Break>| place.is_none_or(|place| place.folded > at);
        for _ in 0..STEPS {
            if !after(self.breaks.get(self.next)) {
                self.next += 1;
            } else if self.next > 0 && after(self.breaks.get(self.next - 1)) {
                self.next -= 1;
            } else {
                return self.breaks.get(self.next.checked_sub(1)?);
            }
        }
        self.next = self.breaks.partition_point(|place| place.folded <= at);
        self.breaks.get(self.next.checked_sub(1)?)
    }
}

/// What each ASCII character folds to; 0 for one that is dropped, and for bytes beyond ASCII.
const ASCII: [u8; 256] = {
    let mut folds = [0; 256];
    let mut byte = 0x21u8;
    while byte < 0x7F {
        folds[byte as usize] = byte.to_ascii_lowercase();
        byte += 1;
    }
    let separators = [b' ', b'\t', b'\n', 0x0B, 0x0C, b'\r', b'-'];
    let mut at = 0;
    while at < separators.len() {
        folds[separators[at] as usize] = b' ';
        at += 1;
    }
    folds[b'\'' as usize] = 0;
    folds[b'`' as usize] = 0;
    folds
};

/// Folds a text and says where each folded stretch stands in it. Linear in the length of the text.
#[must_use]
pub fn fold(text: &str) -> (String, FoldMap) {
    let mut folded = String::with_capacity(text.len());
    let mut map = FoldMap::default();
    let mut at = 0;
    while at < text.len() {
        let rest = text.get(at..).unwrap_or_default();
        let plain = plain_steps(rest.as_bytes(), folded.ends_with(' '));
        if plain > 0 {
            let from = folded.len();
            folded.push_str(rest.get(..plain).unwrap_or_default());
            if let Some(copied) = folded.get_mut(from..) {
                copied.make_ascii_lowercase();
            }
            at += plain;
        }
        let ascii = ascii_prefix(rest.as_bytes().get(plain..).unwrap_or_default(), &mut folded);
        if plain + ascii > 0 {
            at += ascii;
            continue;
        }
        let arabic = arabic_prefix(rest.as_bytes(), &mut folded);
        if arabic > 0 {
            at += arabic;
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        let from = folded.len();
        fold_char(c, &mut folded);
        let end = at + c.len_utf8();
        note(&mut map, &folded, from, at, end);
        at = end;
    }
    (folded, map)
}

/// How many bytes at the start only need their case folded: most of an English text, in steps that compile to a few
/// instructions each. `after_space` says whether the text before ends in a separator.
fn plain_steps(bytes: &[u8], after_space: bool) -> usize {
    let mut space = after_space;
    let mut at = 0;
    while let Some(step) = bytes.get(at..).and_then(|rest| rest.first_chunk::<STEP>()) {
        let first = step.first() == Some(&b' ') && space;
        if first || !is_plain(step) {
            break;
        }
        space = step.last() == Some(&b' ');
        at += STEP;
    }
    at
}

/// Folds ASCII characters at the start, at most as many as a step has, up to one that is dropped or that is a second
/// separator; says how many.
fn ascii_prefix(bytes: &[u8], folded: &mut String) -> usize {
    let mut step = [0; STEP];
    let mut len = 0;
    let mut space = folded.ends_with(' ');
    for (&byte, to) in bytes.iter().zip(&mut step) {
        *to = ASCII.get(usize::from(byte)).copied().unwrap_or_default();
        if *to == 0 || *to == b' ' && space {
            break;
        }
        space = *to == b' ';
        len += 1;
    }
    folded.push_str(step.get(..len).and_then(|step| str::from_utf8(step).ok()).unwrap_or_default());
    len
}

/// Folds the letters of the Arabic block at the start, with single spaces between words, and says how many bytes they are:
/// most of an Arabic text, which keeps its length.
fn arabic_prefix(bytes: &[u8], folded: &mut String) -> usize {
    let mut at = 0;
    while let Some(&[lead, trail]) = bytes.get(at..).and_then(|rest| rest.first_chunk::<2>()) {
        match (lead, LETTERS.get(usize::from(lead & 1) << 6 | usize::from(trail & 0x3F))) {
            (0xD8 | 0xD9, Some(&letter)) if letter != '\0' => {
                folded.push(letter);
                at += 2;
            }
            (b' ', _) if at > 0 && matches!(trail, 0xD8 | 0xD9) && !folded.ends_with(' ') => {
                folded.push(' ');
                at += 1;
            }
            _ => break,
        }
    }
    at
}

/// What each of the letters U+0600 to U+067F folds to; U+0000 for what is no letter, or becomes longer or shorter.
const LETTERS: [char; 128] = {
    let mut letters = ['\0'; 128];
    let mut code = 0x620u32;
    while code <= 0x64A {
        if let (Some(c), true) = (char::from_u32(code), code != 0x640) {
            letters[(code - 0x600) as usize] = base(c);
        }
        code += 1;
    }
    letters
};

/// Bytes that are looked at together.
const STEP: usize = 32;

/// Whether all bytes are plain, or single spaces.
fn is_plain(step: &[u8; STEP]) -> bool {
    let special = |byte: u8| !(0x20..0x7F).contains(&byte) | (byte == b'-') | (byte == b'\'') | (byte == b'`');
    let any_special = step.iter().fold(false, |any, &byte| any | special(byte));
    let next = step.split_first().map_or(&[][..], |(_, next)| next);
    !any_special && !step.iter().zip(next).fold(false, |any, (&a, &b)| any | ((a == b' ') & (b == b' ')))
}

/// Tells the map what one character, `start..end` in the original, became: the folded text from `from` on.
fn note(map: &mut FoldMap, folded: &str, from: usize, start: usize, end: usize) {
    let became = folded.get(from..).unwrap_or_default();
    if became.is_empty() {
        map.push(from, start, end);
        return;
    }
    let borders = became.char_indices().skip(1).map(|(at, _)| from + at);
    let mut expanded = false;
    for border in borders {
        // A border inside what one character became: a span that ends or begins here holds the whole character.
        map.breaks.push(Break { folded: border, end, start });
        expanded = true;
    }
    if expanded || became.len() != end - start {
        map.breaks.push(Break { folded: folded.len(), end, start: end });
    }
}

/// Adds the folded form of one character; nothing for marks, apostrophes, tatweel and invisible characters.
fn fold_char(c: char, folded: &mut String) {
    match c {
        '!'..='~' if c != '-' && c != '\'' && c != '`' => folded.push(c.to_ascii_lowercase()),
        // Letters of the Arabic block: most of an Arabic text.
        '\u{620}'..='\u{63F}' | '\u{641}'..='\u{64A}' => folded.push(base(c)),
        '\u{64B}'..='\u{65F}' | '\u{670}' => {}
        // A note mark behind a name.
        '\u{B9}' | '\u{B2}' | '\u{B3}' | '\u{2070}'..='\u{2079}' => {}
        _ if is_separator(c) => part(folded),
        _ if is_apostrophe(c) || is_ignorable(c) => {}
        _ => {
            for c in std::iter::once(c).nfkd() {
                if is_separator(c) {
                    part(folded);
                } else if !is_apostrophe(c) && !is_ignorable(c) {
                    fold_letter(c, folded);
                }
            }
        }
    }
}

/// Adds the space between two words, once.
fn part(folded: &mut String) {
    if !folded.ends_with(' ') {
        folded.push(' ');
    }
}

/// Adds the folded form of one decomposed character.
fn fold_letter(c: char, folded: &mut String) {
    match c {
        'ß' | 'ẞ' => folded.push_str("ss"),
        'æ' | 'Æ' => folded.push_str("ae"),
        'œ' | 'Œ' => folded.push_str("oe"),
        _ => folded.extend(base(c).to_lowercase()),
    }
}

/// The letter that stands for a letter and its variants.
const fn base(c: char) -> char {
    match c {
        'آ' | 'أ' | 'إ' | 'ٱ' => 'ا',
        'ؤ' => 'و',
        'ئ' | 'ى' | 'ی' | 'ې' => 'ي',
        'ة' | 'ہ' | 'ھ' | 'ە' | 'ۀ' | 'ۃ' => 'ه',
        'ک' | 'ڪ' => 'ك',
        '٠'..='٩' => digit(c as u32 - '٠' as u32),
        '۰'..='۹' => digit(c as u32 - '۰' as u32),
        'ı' => 'i',
        'ø' | 'Ø' => 'o',
        'ł' | 'Ł' => 'l',
        'đ' | 'Đ' => 'd',
        _ => c,
    }
}

/// An ASCII digit.
const fn digit(value: u32) -> char {
    match char::from_digit(value, 10) {
        Some(digit) => digit,
        None => '0',
    }
}

/// Whether a character parts the words of a name: white space and hyphens.
#[must_use]
pub const fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}')
}

/// Whether a character leaves no trace in a key: marks, tatweel, soft hyphen, zero-width and directional characters.
#[must_use]
pub fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{640}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}'
    ) || is_combining_mark(c)
}

/// Whether a character is an apostrophe, a quotation mark used as one, or one of the half rings and modifier letters that
/// stand for hamza and ayn in romanized names.
#[must_use]
pub const fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`'
            | '´'
            | '\u{2018}'
            | '\u{2019}'
            | '\u{201B}'
            | '\u{2032}'
            | '\u{2035}'
            | '\u{FF07}'
            | '\u{A78B}'
            | '\u{A78C}'
            | '\u{559}'
    ) || is_modifier_letter(c)
}

/// Whether a character is one of the half rings and raised letters that romanization writes for hamza and ayn: unlike an
/// apostrophe, never a quotation mark.
#[must_use]
pub const fn is_modifier_letter(c: char) -> bool {
    matches!(c, '\u{2B9}' | '\u{2BB}'..='\u{2BF}' | '\u{2C8}')
}
