//! The compiled glossary: flat tables in one block of memory, which a file holds as they are.
//!
//! # Layout
//! All terms are sequences of folded words. A hash table gives each word a number; a trie over these numbers, its edges in
//! a second hash table, leads to the forms that end at a node. A bit for each hash of a first word keeps most of a text away
//! from all tables: its size is chosen so that a larger glossary costs no more time. The concepts follow, each
//! encoded by itself, and are decoded when one of their terms is met.

use super::forms::Form;
use std::ops::Range;

/// The tables, in the order of the file.
#[derive(Clone, Copy, Debug)]
pub(super) enum Section {
    /// Bits by the hash of a word with which a form may begin: two in a block of 64.
    Gate,
    /// Pairs: the tag of a word's hash, its number and one.
    Slots,
    /// Where each word ends in the next table.
    WordEnds,
    /// The words.
    WordBytes,
    /// For each word, the node that it leads to from the root; 0 for none.
    Roots,
    /// Triples: node, word, and the node that the word leads to, 0 in an empty place.
    Edges,
    /// For each node, twice where its owners end, and one more where words lead on from it.
    OwnerEnds,
    /// Pairs: concept, and term with form.
    Owners,
    /// Where each encoded concept ends in the next table.
    ConceptEnds,
    /// The concepts, encoded.
    ConceptBytes,
    /// Where each id ends in the next table.
    IdEnds,
    /// The ids of the concepts.
    IdBytes,
    /// The concepts in the order of their ids.
    ById,
    /// The headers of the glossary, encoded.
    Headers,
    /// Triples: the tag of the hash of a name's skeleton, the concept, and the term and one.
    Sounds,
}

/// How many tables there are.
pub(super) const SECTIONS: usize = 15;

/// The tables as they lie in memory.
#[derive(Clone)]
pub(super) struct Block {
    words: Vec<u64>,
    /// Of each table, the bytes in `words`.
    sections: [Range<usize>; SECTIONS],
}

impl Block {
    /// A block of tables, each given as bytes.
    pub(super) fn new(tables: [&[u8]; SECTIONS]) -> Self {
        let mut words = Vec::with_capacity(tables.iter().map(|table| table.len().div_ceil(8)).sum());
        let sections = tables.map(|table| {
            let start = words.len() * 8;
            let mut chunks = table.chunks_exact(8);
            words.extend(chunks.by_ref().filter_map(|chunk| chunk.first_chunk().copied().map(u64::from_ne_bytes)));
            if !chunks.remainder().is_empty() {
                let mut last = [0; 8];
                last.iter_mut().zip(chunks.remainder()).for_each(|(to, from)| *to = *from);
                words.push(u64::from_ne_bytes(last));
            }
            start..start + table.len()
        });
        Self { words, sections }
    }

    /// A block read from a file: what follows the lengths of the tables, in bytes. `None` when they do not fit it.
    pub(super) fn from_words(words: Vec<u64>, lengths: [usize; SECTIONS]) -> Option<Self> {
        let mut start = 0usize;
        let sections = lengths.map(|length| {
            let section = start..start.saturating_add(length);
            start = section.end.saturating_add(7) & !7;
            section
        });
        (start == words.len() * 8).then_some(Self { words, sections })
    }

    /// All of it, as a file has it.
    pub(super) fn as_bytes(&self) -> &[u8] {
        bytemuck::cast_slice(&self.words)
    }

    /// The length of each table, in bytes.
    pub(super) fn lengths(&self) -> [usize; SECTIONS] {
        self.sections.clone().map(|section| section.len())
    }

    /// A table of bytes.
    pub(super) fn bytes(&self, section: Section) -> &[u8] {
        let range = self.sections.get(section as usize).cloned().unwrap_or_default();
        self.as_bytes().get(range).unwrap_or_default()
    }

    /// A table of numbers.
    pub(super) fn numbers(&self, section: Section) -> &[u32] {
        // Tables begin at multiples of eight bytes: the cast fails only for a length that is no multiple of four.
        bytemuck::try_cast_slice(self.bytes(section)).unwrap_or_default()
    }

    /// The text of an entry of a table of bytes with a table of ends.
    pub(super) fn entry(&self, ends: Section, bytes: Section, number: usize) -> &[u8] {
        entry(self.numbers(ends), self.bytes(bytes), number)
    }
}

/// The bytes of an entry, given where each ends.
fn entry<'b>(ends: &[u32], bytes: &'b [u8], number: usize) -> &'b [u8] {
    let end = ends.get(number).copied().unwrap_or_default() as usize;
    let start = number.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or_default() as usize;
    bytes.get(start..end).unwrap_or_default()
}

/// The tables that the search looks at, borrowed once for each text.
#[derive(Clone, Copy)]
pub(super) struct Trie<'b> {
    gate: &'b [u64],
    slots: &'b [[u32; 2]],
    word_ends: &'b [u32],
    word_bytes: &'b [u8],
    roots: &'b [u32],
    edges: &'b [[u32; 3]],
    owner_ends: &'b [u32],
    owners: &'b [[u32; 2]],
}

/// The node at which all words begin.
pub(super) const ROOT: u32 = 0;

/// A form that ends at a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    /// Index of the concept.
    pub(super) concept: u32,
    /// Index of the term in the concept.
    pub(super) term: u16,
    pub(super) form: Form,
}

impl Owner {
    pub(super) fn pack(self) -> [u32; 2] {
        [self.concept, u32::from(self.term) << 16 | u32::from(self.form.bits())]
    }

    fn unpack([concept, rest]: [u32; 2]) -> Self {
        let [low, high] = [rest & 0xFFFF, rest >> 16].map(|half| u16::try_from(half).unwrap_or_default());
        Self { concept, term: high, form: Form::from_bits(low) }
    }
}

impl<'b> Trie<'b> {
    pub(super) fn new(block: &'b Block) -> Self {
        Self {
            gate: bytemuck::try_cast_slice(block.bytes(Section::Gate)).unwrap_or_default(),
            slots: bytemuck::try_cast_slice(block.numbers(Section::Slots)).unwrap_or_default(),
            word_ends: block.numbers(Section::WordEnds),
            word_bytes: block.bytes(Section::WordBytes),
            roots: block.numbers(Section::Roots),
            edges: bytemuck::try_cast_slice(block.numbers(Section::Edges)).unwrap_or_default(),
            owner_ends: block.numbers(Section::OwnerEnds),
            owners: bytemuck::try_cast_slice(block.numbers(Section::Owners)).unwrap_or_default(),
        }
    }

    /// The node to which a word leads from another node.
    #[inline]
    pub(super) fn step(&self, node: u32, word: &[u8]) -> Option<u32> {
        let hash = hash(word);
        if node == ROOT {
            if !self.may_begin(hash) {
                return None;
            }
            let number = self.word(hash, word)?;
            return self.roots.get(number as usize).copied().filter(|&node| node != 0);
        }
        let number = self.word(hash, word)?;
        let first = edge_place(node, number, self.edges.len());
        let places = self.edges.iter().skip(first).chain(self.edges);
        places
            .take_while(|[_, _, to]| *to != 0)
            .find(|[from, by, _]| (*from, *by) == (node, number))
            .map(|[_, _, to]| *to)
    }

    /// Whether a form may begin with a word of this hash, or, in another script than the Arabic one, with the word without
    /// its article or ending: true for few that don't.
    #[inline]
    pub(super) fn may_begin(&self, hash: u64) -> bool {
        let bits = gate_bits(hash);
        self.gate.get(gate_place(hash, self.gate.len())).is_some_and(|block| block & bits == bits)
    }

    /// The number of a word.
    fn word(&self, hash: u64, word: &[u8]) -> Option<u32> {
        let places = self.slots.iter().skip(word_place(hash, self.slots.len())).chain(self.slots);
        places.map_while(|&[tag, number]| Some((tag, number.checked_sub(1)?))).find_map(|(tag, number)| {
            let same = tag == tag_of(hash) && entry(self.word_ends, self.word_bytes, number as usize) == word;
            same.then_some(number)
        })
    }

    /// The forms that end at a node.
    pub(super) fn owners(&self, node: u32) -> impl Iterator<Item = Owner> + use<'b> {
        let end = |node: Option<u32>| self.end(node).map_or(0, |end| end as usize / 2);
        let owners = self.owners.get(end(node.checked_sub(1))..end(Some(node)));
        owners.unwrap_or_default().iter().map(|&packed| Owner::unpack(packed))
    }

    /// Whether words lead on from a node.
    pub(super) fn leads_on(&self, node: u32) -> bool {
        self.end(Some(node)).is_some_and(|end| end % 2 == 1)
    }

    fn end(&self, node: Option<u32>) -> Option<u32> {
        self.owner_ends.get(node? as usize).copied()
    }
}

/// The block of the gate for a hash, of so many.
#[inline]
pub(super) fn gate_place(hash: u64, blocks: usize) -> usize {
    place(hash.rotate_left(20), blocks)
}

/// The bits of a block of the gate for a hash.
#[inline]
pub(super) fn gate_bits(hash: u64) -> u64 {
    1 << (hash & 63) | 1 << (hash >> 6 & 63)
}

/// Where the search for a word begins among so many slots.
pub(super) fn word_place(hash: u64, slots: usize) -> usize {
    place(hash, slots)
}

/// What a slot keeps of a hash.
pub(super) fn tag_of(hash: u64) -> u32 {
    (hash & 0xFFFF_FFFF) as u32
}

/// Where the search for an edge begins among so many.
pub(super) fn edge_place(node: u32, word: u32, edges: usize) -> usize {
    place(mix(u64::from(node) << 32 | u64::from(word), 0x9E37_79B9_7F4A_7C15), edges)
}

/// One of `len` places, by the upper half of a hash: a multiplication where a remainder would be slower.
#[inline]
pub(super) fn place(hash: u64, len: usize) -> usize {
    (((hash >> 32) * len as u64) >> 32) as usize
}

/// The hash of a word: its length and up to sixteen bytes at a time, multiplied and folded, after wyhash.
#[inline]
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let mut state = bytes.len() as u64;
    for chunk in bytes.chunks(16) {
        let mut padded = [0u8; 16];
        padded.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
        state = mixed(state, u128::from_le_bytes(padded));
    }
    state
}

/// The hash of a word that stands in a longer text. The same as [`hash`] of it, but without a loop over its bytes where it is
/// short and not at the end of the text.
#[inline]
pub(super) fn hash_in(text: &[u8], start: usize, end: usize) -> u64 {
    let length = end - start;
    match text.get(start..).and_then(|rest| rest.first_chunk::<16>()) {
        Some(bytes) if (1..=16).contains(&length) => {
            mixed(length as u64, u128::from_le_bytes(*bytes) & u128::MAX >> (128 - 8 * length))
        }
        _ => hash(text.get(start..end).unwrap_or_default()),
    }
}

/// A state of the hash with sixteen more bytes.
#[inline]
fn mixed(state: u64, bytes: u128) -> u64 {
    const A: u64 = 0xA076_1D64_78BD_642F;
    const B: u64 = 0xE703_7ED1_A0B4_28DB;
    mix(bytes as u64 ^ A ^ state, (bytes >> 64) as u64 ^ B)
}

#[inline]
fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ (product >> 64) as u64
}
