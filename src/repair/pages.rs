//! Code pages: what each byte from 80 to FF stands for, as data, and the way back.

use std::sync::LazyLock;

/// A single-byte code page. Bytes below 80 are ASCII in all of them.
#[derive(Debug)]
pub(super) struct Page {
    /// Its usual name, in lower case: `windows-1256`.
    name: &'static str,
    high: [Option<char>; 128],
    /// The byte from 80 on of each character below [`NEAR`], of ASCII characters the second one that some have; 0 where
    /// there is none.
    near: Vec<u8>,
    /// The few characters beyond.
    far: Vec<(char, u8)>,
    /// Bytes from 80 on that the page leaves open, so that they stand for control characters.
    open: Vec<u8>,
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
    let (near, far, open) = (vec![0; NEAR], Vec::new(), Vec::new());
    let mut page = Page { name, high: [None; 128], near, far, open };
    for ((slot, byte), code) in page.high.iter_mut().zip(0x80..=0xFFu8).zip(codes.split(' ')) {
        *slot = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
        let Some(c) = *slot else { continue };
        if let Some(near) = page.near.get_mut(c as usize) {
            *near = byte;
        } else {
            page.far.push((c, byte));
        }
        if c.is_control() {
            page.open.push(byte);
        }
    }
    Some(page)
}

impl PageId {
    /// The page of a name in the table.
    pub(super) fn named(name: &str) -> Option<Self> {
        PAGES.iter().position(|page| page.name == name).and_then(|at| u8::try_from(at).ok()).map(Self)
    }

    /// The page itself: for whoever asks it about more than one character, since finding it takes longer than an answer.
    pub(super) fn page(self) -> &'static Page {
        static NONE: Page = Page { name: "", high: [None; 128], near: Vec::new(), far: Vec::new(), open: Vec::new() };
        PAGES.get(usize::from(self.0)).unwrap_or(&NONE)
    }
}

impl Page {
    /// The byte of a character beyond ASCII; `None` where the page has no such character, and for ASCII.
    pub(super) fn byte(&self, c: char) -> Option<u8> {
        if c.is_ascii() { None } else { self.high_byte(c) }
    }

    /// The byte from 80 on that stands for a character, ASCII included: some pages write ASCII characters twice, once for
    /// each direction.
    pub(super) fn high_byte(&self, c: char) -> Option<u8> {
        match self.near.get(c as usize) {
            Some(&byte) => Some(byte).filter(|&byte| byte != 0),
            None => self.far.iter().find(|(far, _)| *far == c).map(|(_, byte)| *byte),
        }
    }

    /// The character of a byte.
    pub(super) fn char(&self, byte: u8) -> Option<char> {
        if byte < 0x80 {
            return Some(char::from(byte));
        }
        *self.high.get(usize::from(byte - 0x80))?
    }

    /// Bytes that the page leaves open. They stand for control characters, which later programs like to drop.
    pub(super) fn open_bytes(&self) -> &[u8] {
        &self.open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_a_bijection_where_it_is_defined() {
        assert!(PAGES.len() >= 24);
        for page in PAGES.iter() {
            for byte in 0x80..=0xFFu8 {
                if let Some(c) = page.char(byte) {
                    assert_eq!(page.high_byte(c), Some(byte), "{} {byte:02X}", page.name);
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
                assert_eq!(id.page().char(byte), text.chars().next(), "{label} {byte:02X}");
            }
        }
    }

    #[test]
    fn knows_which_bytes_are_left_open() {
        let open = |name| PageId::named(name).map(|id| id.page().open_bytes()).unwrap_or_default();
        assert_eq!(open("windows-1252"), [0x81, 0x8D, 0x8F, 0x90, 0x9D]);
        assert_eq!(open("windows-1251"), [0x98]);
        assert!(open("mac-roman").is_empty());
    }
}
