//! From a glossary to its tables.

use super::forms::{forms, pattern};
use super::suspects;
use super::table::{Block, Owner, ROOT, edge_place, gate_bits, gate_place, hash, tag_of, word_place};
use super::words::{ARTICLE, joined_articles, next_word, separate_articles};
use crate::glossary::Glossary;
use crate::text::script::has_arabic;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The trie over the words of all forms, as it grows.
#[derive(Default)]
struct Growing {
    /// Numbers of the words.
    words: HashMap<String, u32>,
    /// The words in the order of their numbers.
    texts: Vec<String>,
    /// Where words lead: node and word to node. Ordered, so that the same glossary gives the same tables.
    edges: BTreeMap<(u32, u32), u32>,
    /// The forms that end at each node.
    owners: Vec<Vec<Owner>>,
}

impl Growing {
    fn word(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.words.get(text) {
            return number;
        }
        let number = count(self.texts.len());
        self.words.insert(text.to_owned(), number);
        self.texts.push(text.to_owned());
        number
    }

    /// Adds a form.
    fn add(&mut self, key: &str, owner: Owner) {
        let (mut node, mut at) = (ROOT, 0);
        while let Some(word) = next_word(key, at) {
            let number = self.word(key.get(word.start..word.end).unwrap_or_default());
            let new = count(self.owners.len());
            node = *self.edges.entry((node, number)).or_insert(new);
            if node == new {
                self.owners.push(Vec::new());
            }
            at = word.end;
        }
        if node != ROOT
            && let Some(owners) = self.owners.get_mut(node as usize)
        {
            owners.push(owner);
        }
    }
}

/// A number of things as the tables hold it. More than fit are as many as fit: what refers to them finds nothing.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A table whose entries have different lengths: where each ends, and all of them.
#[derive(Default)]
struct Entries {
    ends: Vec<u32>,
    bytes: Vec<u8>,
}

impl Entries {
    fn push(&mut self, entry: &[u8]) {
        self.bytes.extend(entry);
        self.ends.push(count(self.bytes.len()));
    }
}

/// The tables of a glossary.
pub(super) fn build(glossary: &Glossary) -> Block {
    let mut trie = Growing { owners: vec![Vec::new()], ..Growing::default() };
    let (mut concepts, mut ids) = (Entries::default(), Entries::default());
    let mut sounds = Vec::new();
    for (concept, entry) in (0u32..).zip(&glossary.concepts) {
        let listed: BTreeSet<String> = entry.terms.iter().map(|term| pattern(&term.text)).collect();
        for (term, name) in (0u16..).zip(&entry.terms) {
            sounds.extend(suspects::skeleton(name, entry.subject).map(|skeleton| (concept, term, skeleton)));
            for (key, form) in forms(name, entry.subject) {
                // What the glossary lists, perhaps with context words, need not be derived.
                if !form.derived || !listed.contains(&key) {
                    trie.add(&key, Owner { concept, term, form });
                }
            }
        }
        // A concept is strings, numbers and lists: nothing that the encoding lacks.
        concepts.push(&postcard::to_allocvec(entry).unwrap_or_default());
        ids.push(entry.id.as_bytes());
    }
    let mut by_id: Vec<u32> = (0..count(glossary.concepts.len())).collect();
    by_id.sort_by_key(|&number| glossary.concepts.get(number as usize).map(|concept| concept.id.as_str()));

    let mut words = Entries::default();
    trie.texts.iter().for_each(|word| words.push(word.as_bytes()));
    let mut roots = vec![0u32; trie.texts.len()];
    for (&(node, word), &to) in trie.edges.range((ROOT, 0)..=(ROOT, u32::MAX)) {
        if let (ROOT, Some(root)) = (node, roots.get_mut(word as usize)) {
            *root = to;
        }
    }
    let mut owner_ends = Vec::with_capacity(trie.owners.len());
    let mut owners = Vec::new();
    for (node, at_node) in (0u32..).zip(&mut trie.owners) {
        at_node.sort_by_key(|owner| !owner.form.guarded);
        owners.extend(at_node.iter().flat_map(|owner| owner.pack()));
        let leads_on = trie.edges.range((node, 0)..=(node, u32::MAX)).next().is_some();
        // A node's owners are pairs of numbers: their end is even without a shift.
        owner_ends.push(count(owners.len()) | u32::from(leads_on));
    }
    let headers = postcard::to_allocvec(&glossary.headers).unwrap_or_default();
    Block::new([
        bytemuck::cast_slice(&gate(&trie, &roots)),
        bytemuck::cast_slice(&slots(&trie)),
        bytemuck::cast_slice(&words.ends),
        &words.bytes,
        bytemuck::cast_slice(&roots),
        bytemuck::cast_slice(&edges(&trie)),
        bytemuck::cast_slice(&owner_ends),
        bytemuck::cast_slice(&owners),
        bytemuck::cast_slice(&concepts.ends),
        &concepts.bytes,
        bytemuck::cast_slice(&ids.ends),
        &ids.bytes,
        bytemuck::cast_slice(&by_id),
        &headers,
        bytemuck::cast_slice(&suspects::table(sounds.into_iter())),
    ])
}

/// Bits for all words with which a form may begin in a text: words of the trie, and, where they are not in the Arabic script,
/// these with a plural ending and with an article. Sixteen bits for each: a text passes few words on to the other tables,
/// however large the glossary.
fn gate(trie: &Growing, roots: &[u32]) -> Vec<u64> {
    let mut words: BTreeSet<String> = BTreeSet::new();
    for (word, &root) in trie.texts.iter().zip(roots).filter(|(_, root)| **root != 0) {
        words.insert(word.clone());
        if word == ARTICLE {
            words.extend(separate_articles());
            let names = trie.edges.range((root, 0)..=(root, u32::MAX));
            for name in names.filter_map(|((_, word), _)| trie.texts.get(*word as usize)) {
                let joined = joined_articles(name).map(|article| format!("{article}{name}"));
                words.extend(joined.flat_map(with_plurals));
            }
        } else if !has_arabic(word) {
            words.extend(with_plurals(word.clone()));
        }
    }
    let mut gate = vec![0u64; (words.len() / 4).next_power_of_two().max(64)];
    let len = gate.len();
    for hash in words.iter().map(|word| hash(word.as_bytes())) {
        if let Some(block) = gate.get_mut(gate_place(hash, len)) {
            *block |= gate_bits(hash);
        }
    }
    gate
}

/// A word with the endings that [`super::search`] takes off.
fn with_plurals(word: String) -> [String; 3] {
    let (s, es) = (format!("{word}s"), format!("{word}es"));
    [word, s, es]
}

/// The hash table of the words, at most half full.
fn slots(trie: &Growing) -> Vec<[u32; 2]> {
    let mut slots = vec![[0u32; 2]; (trie.texts.len() * 2).max(16)];
    for (number, word) in (1u32..).zip(&trie.texts) {
        let hash = hash(word.as_bytes());
        let place = word_place(hash, slots.len());
        settle(&mut slots, place, [tag_of(hash), number], |[_, number]| *number == 0);
    }
    slots
}

/// The hash table of the edges but those from the root, at most half full.
fn edges(trie: &Growing) -> Vec<[u32; 3]> {
    let inner = trie.edges.iter().filter(|((node, _), _)| *node != ROOT);
    let mut edges = vec![[0u32; 3]; (inner.clone().count() * 2).max(16)];
    for (&(node, word), &to) in inner {
        let place = edge_place(node, word, edges.len());
        settle(&mut edges, place, [node, word, to], |[_, _, to]| *to == 0);
    }
    edges
}

/// Puts an entry into the first empty place from `from` on, round the end.
fn settle<E: Copy>(table: &mut [E], from: usize, entry: E, is_empty: impl Fn(&E) -> bool) {
    let place = (from..table.len()).chain(0..from).find(|&at| table.get(at).is_some_and(&is_empty));
    if let Some(place) = place.and_then(|at| table.get_mut(at)) {
        *place = entry;
    }
}
