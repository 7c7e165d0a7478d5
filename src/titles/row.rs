//! Rows: entries as they stand in a segment, and back.
//!
//! A row is a byte of flags, then each field that is there as its length (LEB128) and its UTF-8 text, the date as four
//! bytes, the place last: rows that differ in nothing but the place stand beside each other when sorted.

use crate::restore::Entry;

/// Which of the title's keys a row stands under: 0 for the first, the one under which it is counted and exported.
const KEY: u8 = 0b111;
const GLOSS: u8 = 1 << 3;
const SOURCE: u8 = 1 << 4;
const DATE: u8 = 1 << 5;
const URL: u8 = 1 << 6;

/// A row, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Row<'a> {
    /// Which of the title's keys it stands under.
    pub(super) key: u8,
    pub(super) entry: Entry<'a>,
}

/// Writes an entry as a row that stands under one of its title's keys.
pub(super) fn write(entry: &Entry<'_>, key: u8, row: &mut Vec<u8>) {
    let flag = |there: bool, flag: u8| if there { flag } else { 0 };
    row.push(
        key & KEY
            | flag(entry.gloss.is_some(), GLOSS)
            | flag(entry.source.is_some(), SOURCE)
            | flag(entry.date.is_some(), DATE)
            | flag(entry.url.is_some(), URL),
    );
    text(entry.title, row);
    for field in [entry.gloss, entry.source].into_iter().flatten() {
        text(field, row);
    }
    if let Some((year, month, day)) = entry.date {
        row.extend(year.to_le_bytes());
        row.extend([month.unwrap_or(0), day.unwrap_or(0)]);
    }
    for field in entry.url.into_iter().chain([entry.place]) {
        text(field, row);
    }
}

fn text(text: &str, row: &mut Vec<u8>) {
    let mut len = text.len();
    while len > 0x7F {
        row.push(0x80 | u8::try_from(len & 0x7F).unwrap_or(0));
        len >>= 7;
    }
    row.push(u8::try_from(len).unwrap_or(0));
    row.extend(text.as_bytes());
}

/// Reads the row at the start of `bytes`, and says how long it is. `None` when there is no row.
pub(super) fn read(bytes: &[u8]) -> Option<(Row<'_>, usize)> {
    let mut rest = Rest(bytes);
    let flags = rest.byte()?;
    let has = |flag: u8| flags & flag != 0;
    let title = rest.text()?;
    let gloss = if has(GLOSS) { Some(rest.text()?) } else { None };
    let source = if has(SOURCE) { Some(rest.text()?) } else { None };
    let date = if has(DATE) {
        let year = u16::from_le_bytes([rest.byte()?, rest.byte()?]);
        let part = |part: u8| Some(part).filter(|&part| part > 0);
        Some((year, part(rest.byte()?), part(rest.byte()?)))
    } else {
        None
    };
    let url = if has(URL) { Some(rest.text()?) } else { None };
    let place = rest.text()?;
    let entry = Entry { title, gloss, source, date, url, place };
    Some((Row { key: flags & KEY, entry }, bytes.len() - rest.0.len()))
}

/// Where the parts of a row stand; for merging, which needs no more of it than the title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// Which of the title's keys it stands under.
    pub(super) key: u8,
    title: (usize, usize),
    /// Where the place begins: all before it is what the entry says.
    pub(super) place: usize,
    pub(super) len: usize,
}

impl Layout {
    /// Measures the row at the start of `bytes`; `None` when there is no row.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let mut rest = Rest(bytes);
        let flags = rest.byte()?;
        let at = |rest: &Rest<'_>| bytes.len() - rest.0.len();
        let title = rest.field()?;
        let title = (at(&rest) - title.len(), at(&rest));
        for _ in 0..u32::from(flags & GLOSS != 0) + u32::from(flags & SOURCE != 0) {
            rest.field()?;
        }
        if flags & DATE != 0 {
            rest.0 = rest.0.get(4..)?;
        }
        if flags & URL != 0 {
            rest.field()?;
        }
        let place = at(&rest);
        rest.field()?;
        Some(Self { key: flags & KEY, title, place, len: at(&rest) })
    }

    /// The title of the row that was measured.
    pub(super) fn title<'r>(&self, row: &'r [u8]) -> Option<&'r str> {
        std::str::from_utf8(row.get(self.title.0..self.title.1)?).ok()
    }
}

struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.field()?).ok()
    }

    fn field(&mut self) -> Option<&'a [u8]> {
        let (mut len, mut shift) = (0usize, 0);
        loop {
            let byte = self.byte()?;
            len |= usize::from(byte & 0x7F).checked_shl(shift)?;
            if byte < 0x80 {
                break;
            }
            shift += 7;
            if shift > 28 {
                return None;
            }
        }
        let (field, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(
            title in "\\PC{0,200}", gloss in prop::option::of("\\PC{0,9}"), url in prop::option::of("\\PC{0,9}"),
            date in prop::option::of((any::<u16>(), prop::option::of(1..13u8), prop::option::of(1..32u8))), key in 0..8u8,
        ) {
            let entry = Entry {
                title: &title, gloss: gloss.as_deref(), source: None, date, url: url.as_deref(), place: "a.tsv, line 7",
            };
            let mut row = Vec::new();
            write(&entry, key, &mut row);
            prop_assert_eq!(read(&row), Some((Row { key, entry }, row.len())));
            let layout = Layout::of(&row).expect("a row");
            prop_assert_eq!((layout.key, layout.title(&row), layout.len), (key, Some(entry.title), row.len()));
            prop_assert_eq!(layout.place + 14, row.len());
            prop_assert_eq!(read(&row[..row.len() - 1]), None);
        }

        #[test]
        fn noise_is_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = (read(&bytes), Layout::of(&bytes));
        }
    }
}
