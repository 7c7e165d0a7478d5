//! The table of a letter model: what each sequence of up to five symbols costs, read in place from the bytes of its file.
//!
//! A file is a hash table with open addressing and linear probing. Its entries are 32 bits, little-endian: 16 bits that
//! check the sequence, 8 bits of cost of its last symbol after the others, 8 bits of what falling back from it to the next
//! shorter context costs; 0 is an empty place. Costs are in [`PARTS`] of a bit. The number of entries is a power of two.

use super::symbols::Symbol;

/// Longest sequence: four symbols of context and one more.
pub(super) const ORDER: u32 = 5;
/// Costs are stored in this part of a bit.
pub(super) const PARTS: f64 = 10.0;
/// Bits of a symbol in a sequence.
const WIDTH: u32 = 7;

/// A sequence of up to [`ORDER`] symbols, with a 1 before the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Sequence(u64);

impl Sequence {
    pub(super) const EMPTY: Self = Self(1);

    pub(super) const fn then(self, symbol: Symbol) -> Self {
        Self(self.0 << WIDTH | symbol as u64)
    }

    pub(super) const fn len(self) -> u32 {
        (63 - self.0.leading_zeros()) / WIDTH
    }

    /// The last `len` symbols of it.
    pub(super) const fn last(self, len: u32) -> Self {
        let mark = 1 << (len * WIDTH);
        Self(self.0 & (mark - 1) | mark)
    }

    /// It without its last symbol, and that symbol. Not for the empty one.
    pub(super) const fn split(self) -> (Self, Symbol) {
        (Self(self.0 >> WIDTH), (self.0 & 0x7F) as Symbol)
    }

    /// It as a number of at most 36 bits.
    pub(super) const fn number(self) -> u64 {
        self.0
    }

    const fn hash(self) -> u64 {
        let mixed = self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed ^ mixed >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9)
    }
}

/// What a table says of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) cost: u8,
    pub(super) back_off: u8,
}

/// A table in the bytes of its file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table<'b> {
    entries: &'b [[u8; 4]],
}

impl<'b> Table<'b> {
    /// Reads a file. One whose length is no power of two is taken as empty.
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        let entries = bytes.as_chunks::<4>().0;
        Self { entries: if entries.len().is_power_of_two() { entries } else { &[] } }
    }

    pub(super) fn get(self, sequence: Sequence) -> Option<Entry> {
        let (mut at, check) = place(sequence, self.entries.len());
        // A table is never full; the bound is for one that is damaged.
        for _ in 0..self.entries.len() {
            match *self.entries.get(at)? {
                [0, 0, 0, 0] => return None,
                [low, high, cost, back_off] if u16::from_le_bytes([low, high]) == check => {
                    return Some(Entry { cost, back_off });
                }
                _ => at = (at + 1) & (self.entries.len() - 1),
            }
        }
        None
    }
}

/// Where the search for a sequence begins in a table of `len` entries, and what checks it.
fn place(sequence: Sequence, len: usize) -> (usize, u16) {
    let hash = sequence.hash();
    let at = (hash >> 16) as usize & len.saturating_sub(1);
    (at, ((hash & 0xFFFF) as u16).max(1))
}

/// The file of a table with these entries, with room for `places` of them (a power of two, more than there are entries).
pub(super) fn write(entries: &[(Sequence, Entry)], places: usize) -> Vec<u8> {
    let mut file = vec![[0u8; 4]; places];
    for (sequence, entry) in entries {
        let (mut at, check) = place(*sequence, places);
        while file.get(at).is_some_and(|slot| *slot != [0; 4]) {
            at = (at + 1) & (places - 1);
        }
        if let Some(slot) = file.get_mut(at) {
            let [low, high] = check.to_le_bytes();
            *slot = [low, high, entry.cost, entry.back_off];
        }
    }
    file.concat()
}
