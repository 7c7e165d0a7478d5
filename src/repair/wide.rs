//! UTF-16 that was read one byte at a time.

use super::pages::Page;
use super::undone::{Undoing, Undone};
use crate::text::script::is_arabic_letter;

/// The order of the two bytes of a code unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Order {
    Little,
    Big,
}

/// The upper byte of every Arabic letter, a control character that no text holds.
const UPPER: u8 = 0x06;

/// Whether a text may be such: it holds the upper byte of Arabic letters several times.
pub(super) fn shows(text: &str) -> bool {
    memchr::memchr_iter(UPPER, text.as_bytes()).nth(2).is_some()
}

/// Undoes UTF-16 that was read as `page`, wherever whole code units stand.
pub(super) fn utf16_read_as(page: &Page, order: Order, text: &str) -> Option<Undone> {
    if !shows(text) {
        return None;
    }
    // White space at the ends may be the line's own, and of a code unit that a line break cut only half may be here.
    let start = text.len() - text.trim_start_matches(['\0', '\n', '\r']).len();
    let start = if order == Order::Big && text.get(..start)?.ends_with('\0') { start - 1 } else { start };
    let rest = text.get(start..)?;
    let bytes: Option<Vec<u8>> =
        rest.chars().map(|c| if c.is_ascii() { Some(c as u8) } else { page.byte(c) }).collect();
    let bytes = bytes?;
    let (units, odd) = bytes.as_chunks::<2>();
    let units = units.iter().map(|unit| match order {
        Order::Little => u16::from_le_bytes(*unit),
        Order::Big => u16::from_be_bytes(*unit),
    });
    let decoded: String = char::decode_utf16(units).collect::<Result<_, _>>().ok()?;
    let letters = decoded.chars().filter(|&c| is_arabic_letter(c)).count();
    if letters * 2 < decoded.chars().count() {
        return None;
    }
    let tail: usize = rest.chars().rev().take(odd.len()).map(char::len_utf8).sum();
    let mut undone = Undoing::new(text);
    undone.replace_str(start, text.len() - tail, &decoded);
    undone.done()
}

/// Damages a text as [`utf16_read_as`] undoes it, onto `out`.
pub(super) fn read_utf16_as(page: &Page, order: Order, text: &str, out: &mut String) -> Option<()> {
    for unit in text.encode_utf16() {
        let bytes = match order {
            Order::Little => unit.to_le_bytes(),
            Order::Big => unit.to_be_bytes(),
        };
        for byte in bytes {
            out.push(page.char(byte)?);
        }
    }
    Some(())
}
