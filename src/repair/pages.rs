//! Code pages: what each byte from 80 to FF stands for, as data, and the way back.

use std::sync::LazyLock;

/// A single-byte code page. Bytes below 80 are ASCII in all of them.
#[derive(Debug)]
pub(super) struct Page {
    /// Its usual name, in lower case: `windows-1256`.
    name: &'static str,
    high: [Option<char>; 128],
    /// The byte of each character below [`NEAR`]; 0 where there is none.
    near: Vec<u8>,
    /// The few characters beyond.
    far: Vec<(char, u8)>,
}

/// Nearly all characters of the pages lie below this code point.
const NEAR: usize = 0x2600;

/// A code page, by its place in `pages.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct PageId(u8);

static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| include_str!("pages.tsv").lines().filter_map(parse).collect());

/// Reads a row of the table; `None` for a comment.
fn parse(row: &'static str) -> Option<Page> {
    let (name, codes) = row.split_once('\t').filter(|_| !row.starts_with('#'))?;
    let mut page = Page { name, high: [None; 128], near: vec![0; NEAR], far: Vec::new() };
    for ((slot, byte), code) in page.high.iter_mut().zip(0x80..=0xFFu8).zip(codes.split(' ')) {
        *slot = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
        if let Some(c) = *slot {
            match page.near.get_mut(c as usize) {
                Some(near) => *near = byte,
                None => page.far.push((c, byte)),
            }
        }
    }
    Some(page)
}

impl PageId {
    /// The page of a name in the table.
    pub(super) fn named(name: &str) -> Option<Self> {
        PAGES.iter().position(|page| page.name == name).and_then(|at| u8::try_from(at).ok()).map(Self)
    }

    /// The byte of a character beyond ASCII; `None` where the page has no such character, and for ASCII.
    pub(super) fn byte(self, c: char) -> Option<u8> {
        if c.is_ascii() {
            return None;
        }
        let page = PAGES.get(usize::from(self.0))?;
        match page.near.get(c as usize) {
            Some(&byte) => Some(byte).filter(|&byte| byte != 0),
            None => page.far.iter().find(|(far, _)| *far == c).map(|(_, byte)| *byte),
        }
    }

    /// The character of a byte.
    pub(super) fn char(self, byte: u8) -> Option<char> {
        if byte < 0x80 {
            return Some(char::from(byte));
        }
        *PAGES.get(usize::from(self.0))?.high.get(usize::from(byte - 0x80))?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_a_bijection_where_it_is_defined() {
        assert!(PAGES.len() >= 12);
        for page in PAGES.iter() {
            let id = PageId::named(page.name).unwrap();
            for byte in 0x80..=0xFFu8 {
                if let Some(c) = id.char(byte) {
                    assert_eq!(id.byte(c), Some(byte), "{} {byte:02X}", page.name);
                }
            }
        }
    }

    #[test]
    fn agrees_with_the_encoding_standard() {
        for label in ["windows-1250", "windows-1251", "windows-1252", "windows-1254", "windows-1256", "ibm866"] {
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
            let id = PageId::named(label.strip_prefix("ibm").map_or(label, |_| "cp866")).unwrap();
            for byte in 0x80..=0xFFu8 {
                let bytes = [byte];
                let (text, _) = encoding.decode_without_bom_handling(&bytes);
                assert_eq!(id.char(byte), text.chars().next(), "{label} {byte:02X}");
            }
        }
    }
}
