//! Bytes read through the wrong table: UTF-8 through a code page, or one code page through another.
//!
//! What later programs did to such text is undone with it: control characters dropped or replaced by U+FFFD, soft hyphens
//! dropped, letters made small. A byte that is lost leaves a *hole*: a character of which only some bits are known.

use super::classes::is_usual;
use super::pages::Page;
use super::undone::{Undoing, Undone};
use super::words;
use crate::text::script;

/// What happened to a text after its bytes were misread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Aftermath {
    /// Nothing, or single bytes were lost.
    Nothing,
    /// Its letters were made small.
    Lowered,
}

/// The bytes that a character may stand for.
pub(super) fn bytes_of(page: &Page, aftermath: Aftermath, c: char) -> [Option<u8>; 2] {
    let own = page.high_byte(c);
    match aftermath {
        Aftermath::Lowered if !c.is_ascii() => [own, upper(c).and_then(|upper| page.byte(upper))],
        _ => [own, None],
    }
}

/// The capital of a small letter, where it is one character.
fn upper(c: char) -> Option<char> {
    let mut capitals = c.to_uppercase();
    capitals.next().filter(|&capital| capitals.next().is_none() && capital != c)
}

/// Undoes UTF-8 that was read as `page`: every sequence of characters whose bytes are a whole UTF-8 sequence becomes the
/// character that it encodes, and a lead byte whose companion is lost becomes a hole. What does not decode stays.
pub(super) fn utf8_read_as(page: &Page, aftermath: Aftermath, text: &str) -> Option<Undone> {
    let mut undone = Undoing::new(text);
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let next = at + c.len_utf8();
        let byte = page.high_byte(c);
        if c.is_ascii() && byte.is_none() {
            at = next;
            continue;
        }
        at = if let Some((decoded, end)) = sequence(page, aftermath, text, at) {
            match decoded {
                Decoded::One(c) => undone.replace(at, end, c),
                Decoded::Either(options) => undone.hole(at, end, options),
            }
            end
        } else if let Some((options, end)) = torn(page, aftermath, text, at) {
            undone.hole(at, end, options);
            undone.torn += 1;
            end
        } else {
            undone.left += usize::from(!c.is_ascii() && byte.is_some() && script::is_letter(c));
            next
        };
    }
    undone.done()
}

/// What a sequence of characters stands for.
enum Decoded {
    One(char),
    /// One of two, since capital and small letter fell together.
    Either(Vec<char>),
}

/// The character that the characters of a text from `at` on encode when read as bytes of UTF-8, and where they end.
fn sequence(page: &Page, aftermath: Aftermath, text: &str, at: usize) -> Option<(Decoded, usize)> {
    let mut chars = text.get(at..)?.char_indices();
    let (_, first) = chars.next()?;
    let (lead, len) = bytes_of(page, aftermath, first).into_iter().flatten().find_map(|b| Some((b, length(b)?)))?;
    let mut bytes = [lead, 0, 0, 0];
    let mut last = None;
    for slot in bytes.get_mut(1..len)? {
        let (_, c) = chars.next()?;
        let mut own = bytes_of(page, aftermath, c).into_iter().flatten().filter(|b| matches!(b, 0x80..=0xBF));
        *slot = own.next()?;
        last = own.next();
    }
    let end = chars.next().map_or(text.len(), |(end, _)| at + end);
    let decoded = decode(bytes.get(..len)?)?;
    // Two readings of the last byte are weighed; before that, no capital falls together with another.
    let other = last.and_then(|last| {
        *bytes.get_mut(len - 1)? = last;
        decode(bytes.get(..len)?)
    });
    let (decoded, other) = match other {
        Some(other) if is_usual(other) && !is_usual(decoded) => (other, None),
        other => (decoded, other.filter(|&other| is_usual(other))),
    };
    Some((other.map_or(Decoded::One(decoded), |other| Decoded::Either(vec![decoded, other])), end))
}

fn decode(bytes: &[u8]) -> Option<char> {
    // All of Arabic: two bytes that need no more checks.
    if let [lead @ 0xC2..=0xDF, last @ 0x80..=0xBF] = *bytes {
        return char::from_u32(u32::from(lead & 0x1F) << 6 | u32::from(last & 0x3F));
    }
    std::str::from_utf8(bytes).ok()?.chars().next()
}

/// How many bytes a sequence has that begins in this one.
const fn length(lead: u8) -> Option<usize> {
    match lead {
        0xC2..=0xDF => Some(2),
        0xE0..=0xEF => Some(3),
        0xF0..=0xF4 => Some(4),
        _ => None,
    }
}

/// The characters that the bytes at `at` can have begun whose last byte was lost, and where what is left of them ends.
fn torn(page: &Page, aftermath: Aftermath, text: &str, at: usize) -> Option<(Vec<char>, usize)> {
    let mut chars = text.get(at..)?.char_indices().map(|(offset, c)| (at + offset, c)).peekable();
    let byte = |c: char, range: std::ops::RangeInclusive<u8>| {
        bytes_of(page, aftermath, c).into_iter().flatten().find(|b| range.contains(b))
    };
    let (_, first) = chars.next()?;
    let mut known = [byte(first, 0xD7..=0xDD).or_else(|| byte(first, 0xE2..=0xE2))?, 0, 0];
    let mut len = 1;
    if known.starts_with(&[0xE2]) {
        known = [0xE2, chars.next().and_then(|(_, c)| byte(c, 0x80..=0x80))?, 0];
        len = 2;
    }
    let end = |chars: &mut std::iter::Peekable<_>| chars.peek().map_or(text.len(), |(end, _): &(usize, char)| *end);
    let next = chars.peek().copied();
    let (lost, dropped): (&[u8], _) = match next {
        Some((_, '\u{FFFD}')) => {
            chars.next();
            (page.open_bytes(), None)
        }
        Some((space, ' ')) if words::is_zero(text.get(..space)?, text.get(space..)?) => {
            chars.next();
            (&[NO_BREAK_SPACE], None)
        }
        // After a byte that was dropped the next letter begins, or something that is no byte of the text.
        Some((_, c)) if c.is_control() || byte(c, 0x80..=0xBF).is_some() && !is_usual(c) => return None,
        _ => (page.open_bytes(), (page.char(SOFT_HYPHEN) == Some('\u{AD}')).then_some(&SOFT_HYPHEN)),
    };
    let options: Vec<char> = lost
        .iter()
        .chain(dropped)
        .filter_map(|&byte| {
            *known.get_mut(len)? = byte;
            decode(known.get(..=len)?)
        })
        .filter(|&c| is_usual(c) && c != '\u{200C}' || matches!(c, 'א'..='ת'))
        .collect();
    (!options.is_empty()).then_some((options, end(&mut chars)))
}

/// Bytes whose characters later programs drop or turn into a plain space.
const SOFT_HYPHEN: u8 = 0xAD;
const NO_BREAK_SPACE: u8 = 0xA0;

/// Damages a text as [`utf8_read_as`] undoes it, onto `out`; `None` where the page has no character for a byte.
pub(super) fn read_utf8_as(page: &Page, aftermath: Aftermath, text: &str, out: &mut String) -> Option<()> {
    for byte in text.bytes() {
        let c = page.char(byte)?;
        match aftermath {
            Aftermath::Nothing => out.push(c),
            Aftermath::Lowered => out.extend(c.to_lowercase()),
        }
    }
    Some(())
}

/// Undoes text of the code page `source` that was read as `page`.
pub(super) fn page_read_as(source: &Page, page: &Page, text: &str) -> Option<Undone> {
    let mut undone = Undoing::new(text);
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        match page.byte(c).and_then(|byte| source.char(byte)) {
            Some(decoded) if decoded == c => {}
            Some(decoded) => undone.replace(at, at + c.len_utf8(), decoded),
            None => undone.left += usize::from(script::is_letter(c)),
        }
    }
    undone.done()
}

/// The characters of a text of the code page `source` that was read as `page`; what the page has not stays.
pub(super) fn page_chars<'t>(source: &'t Page, page: &'t Page, text: &'t str) -> impl Iterator<Item = char> + 't {
    let read = move |c: char| if c.is_ascii() { None } else { page.byte(c).and_then(|byte| source.char(byte)) };
    text.chars().map(move |c| read(c).unwrap_or(c))
}

/// Damages a text as [`page_read_as`] undoes it, onto `out`.
pub(super) fn read_page_as(source: &Page, page: &Page, text: &str, out: &mut String) -> Option<()> {
    for c in text.chars() {
        out.push(if c.is_ascii() && source.high_byte(c).is_none() { c } else { page.char(source.high_byte(c)?)? });
    }
    Some(())
}
