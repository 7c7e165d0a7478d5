//! Bytes read through the wrong table: UTF-8 through a code page, or one code page through another.

use super::pages::PageId;
use super::undone::Undone;

/// Undoes UTF-8 that was read as `page`: every sequence of characters whose bytes are a whole UTF-8 sequence becomes the
/// character that it encodes. What does not decode stays.
pub(super) fn utf8_read_as(page: PageId, text: &str) -> Option<Undone> {
    let mut undone = Undone::new(text);
    // The bytes of the characters at hand that may still make a sequence, each with the end of its character.
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| !c.is_ascii()) {
        let from = text.len() - rest.len() + at;
        let tail = text.get(from..).unwrap_or_default();
        if let Some((c, len)) = sequence(page, tail) {
            undone.replace(from, from + len, c);
            rest = tail.get(len..).unwrap_or_default();
        } else {
            let mut chars = tail.chars();
            let first = chars.next().unwrap_or_default();
            undone.left += usize::from(first.is_alphabetic() && page.byte(first).is_some());
            rest = chars.as_str();
        }
    }
    undone.done()
}

/// The character that the first characters of a text encode when read as bytes of UTF-8, and how long they are in the text.
fn sequence(page: PageId, text: &str) -> Option<(char, usize)> {
    let mut chars = text.chars();
    let lead = page.byte(chars.next()?)?;
    let len = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    for slot in bytes.get_mut(1..len)? {
        *slot = page.byte(chars.next()?)?;
    }
    let decoded = std::str::from_utf8(bytes.get(..len)?).ok()?;
    Some((decoded.chars().next()?, text.len() - chars.as_str().len()))
}

/// Damages a text as [`utf8_read_as`] undoes it; `None` where the page has no character for a byte.
pub(super) fn read_utf8_as(page: PageId, text: &str) -> Option<String> {
    text.bytes().map(|byte| page.char(byte)).collect()
}

/// Undoes text of the code page `source` that was read as `page`.
pub(super) fn page_read_as(source: PageId, page: PageId, text: &str) -> Option<Undone> {
    let mut undone = Undone::new(text);
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        match page.byte(c).and_then(|byte| source.char(byte)) {
            Some(decoded) if decoded == c => {}
            Some(decoded) => undone.replace(at, at + c.len_utf8(), decoded),
            None => undone.left += usize::from(c.is_alphabetic()),
        }
    }
    undone.done()
}

/// Damages a text as [`page_read_as`] undoes it.
pub(super) fn read_page_as(source: PageId, page: PageId, text: &str) -> Option<String> {
    text.chars().map(|c| if c.is_ascii() { Some(c) } else { page.char(source.byte(c)?) }).collect()
}
