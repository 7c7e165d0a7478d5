//! Looking a name up in a glossary by hand: as it is written, by its beginning, with slips of the pen, or by its sound.

use super::{Concept, Glossary, Term};
use crate::text::Key;
use crate::text::skeleton::{Skeleton, Sounds};
use std::collections::BTreeMap;
use strsim::osa_distance;

/// Finds the concepts whose terms are like a query. Made once for a glossary, used for many queries.
pub struct Finder<'g> {
    entries: Vec<Entry<'g>>,
    /// The words of all terms with what follows them, as entry and offset in its key; in the order of that text.
    words: Vec<(u32, u32)>,
    /// The terms with each skeleton.
    skeletons: BTreeMap<Skeleton, Vec<u32>>,
}

/// A term, with what it is looked up by.
struct Entry<'g> {
    concept: &'g Concept,
    /// Place of the concept in the glossary.
    number: usize,
    term: &'g Term,
    key: Key,
    profile: Profile,
}

/// A concept that was found, by the term that is most like the query.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<'g> {
    /// The concept.
    pub concept: &'g Concept,
    /// Its term.
    pub term: &'g Term,
    /// What term and query have in common.
    pub by: FoundBy,
    /// How much they have in common, 0 to 1; comparable among those found in the same way.
    pub score: f64,
}

/// What a query and the term that it found have in common. The first says most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FoundBy {
    /// They are the same text.
    Text,
    /// They differ in case, marks, apostrophes, hyphens or letter variants only.
    Key,
    /// The term begins with the query.
    Beginning,
    /// A later word of the term begins with the query.
    Word,
    /// One letter is missing, too many, another, or changes places with its neighbour.
    OneSlip,
    /// The same, twice.
    TwoSlips,
    /// They sound alike: another spelling, or another script.
    Sound,
}

/// From which likeness on two names are taken to sound alike.
const ALIKE: f64 = 0.5;

impl<'g> Finder<'g> {
    /// A finder for all terms of a glossary.
    #[must_use]
    pub fn new(glossary: &'g Glossary) -> Self {
        let mut entries = Vec::new();
        for (number, concept) in glossary.concepts.iter().enumerate() {
            entries.extend(concept.terms.iter().map(|term| {
                let key = Key::new(&term.text);
                Entry { concept, number, term, profile: Profile::new(key.folded()), key }
            }));
        }
        let mut words = Vec::new();
        let mut skeletons: BTreeMap<Skeleton, Vec<u32>> = BTreeMap::new();
        for (entry, number) in entries.iter().zip(0u32..) {
            let key = entry.key.folded();
            let starts = std::iter::once(0).chain(key.match_indices(' ').map(|(at, _)| at + 1));
            words.extend(starts.filter_map(|at| Some((number, u32::try_from(at).ok()?))));
            let skeleton = Skeleton::new(&entry.term.text);
            if !skeleton.is_empty() {
                skeletons.entry(skeleton).or_default().push(number);
            }
        }
        words.sort_by(|&a, &b| from_word(&entries, a).cmp(from_word(&entries, b)).then(a.cmp(&b)));
        Self { entries, words, skeletons }
    }

    /// The concepts whose terms are most like a query, at most `limit`, each once: in the order of [`FoundBy`], then by score,
    /// then as in the glossary. A query in one script finds terms in the other by their sound.
    #[must_use]
    pub fn find(&self, query: &str, limit: usize) -> Vec<Found<'g>> {
        let key = Key::new(query);
        let mut best = Best { by_concept: BTreeMap::new() };
        if !key.is_empty() {
            self.by_beginning(query, &key, &mut best);
            self.by_slips(key.folded(), &mut best);
            self.by_sound(query, &mut best);
        }
        let mut found: Vec<_> = best.by_concept.into_iter().collect();
        found.sort_by(|(a, x), (b, y)| x.by.cmp(&y.by).then(y.score.total_cmp(&x.score)).then(a.cmp(b)));
        found.into_iter().map(|(_, found)| found).take(limit).collect()
    }

    fn entry(&self, number: u32) -> Option<&Entry<'g>> {
        self.entries.get(usize::try_from(number).ok()?)
    }

    /// Terms that are the query, or of which some word begins with it.
    fn by_beginning(&self, query: &str, key: &Key, best: &mut Best<'g>) {
        let wanted = key.folded();
        let first = self.words.partition_point(|&place| from_word(&self.entries, place) < wanted);
        let begun =
            self.words.iter().skip(first).take_while(|&&place| from_word(&self.entries, place).starts_with(wanted));
        for &(number, at) in begun {
            let Some(entry) = self.entry(number) else { continue };
            let (by, score) = if entry.key != *key {
                let by = if at == 0 { FoundBy::Beginning } else { FoundBy::Word };
                (by, share(wanted.len(), entry.key.folded().len()))
            } else if entry.term.text == query {
                (FoundBy::Text, 1.0)
            } else {
                (FoundBy::Key, 1.0)
            };
            best.offer(entry, by, score);
        }
    }

    /// Terms that are the query but for a slip or two.
    fn by_slips(&self, key: &str, best: &mut Best<'g>) {
        let profile = Profile::new(key);
        let allowed = match profile.length {
            0..=3 => return,
            4..=7 => 1,
            _ => 2,
        };
        for entry in self.entries.iter().filter(|entry| entry.profile.may_be_within(allowed, profile)) {
            let by = match osa_distance(key, entry.key.folded()) {
                1 => FoundBy::OneSlip,
                2 if allowed > 1 => FoundBy::TwoSlips,
                _ => continue,
            };
            best.offer(entry, by, 1.0 - share(if by == FoundBy::OneSlip { 1 } else { 2 }, profile.length));
        }
    }

    /// Terms that sound like the query: those with its skeleton, and with one that is a consonant away.
    fn by_sound(&self, query: &str, best: &mut Best<'g>) {
        let sounds = Sounds::new(query);
        let skeleton = Skeleton::from(&sounds);
        let profile = Profile::new(skeleton.classes());
        let mut offer = |numbers: &[u32]| {
            for entry in numbers.iter().filter_map(|&number| self.entry(number)) {
                let likeness = sounds.likeness(&Sounds::new(&entry.term.text));
                if likeness >= ALIKE {
                    best.offer(entry, FoundBy::Sound, likeness);
                }
            }
        };
        if profile.length < 3 {
            // Of so few consonants none can be wrong.
            offer(self.skeletons.get(&skeleton).map_or(&[], Vec::as_slice));
            return;
        }
        for (other, numbers) in &self.skeletons {
            if Profile::new(other.classes()).may_be_within(1, profile)
                && osa_distance(skeleton.classes(), other.classes()) <= 1
            {
                offer(numbers);
            }
        }
    }
}

impl std::fmt::Debug for Finder<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Finder of {} terms", self.entries.len())
    }
}

/// The key of an entry from one of its words on.
fn from_word<'e>(entries: &'e [Entry<'_>], (number, at): (u32, u32)) -> &'e str {
    let entry = usize::try_from(number).ok().and_then(|number| entries.get(number));
    let key = entry.map(|entry| entry.key.folded()).unwrap_or_default();
    usize::try_from(at).ok().and_then(|at| key.get(at..)).unwrap_or_default()
}

/// A part of a whole, 0 to 1.
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// The best that was found for each concept, by its place in the glossary.
struct Best<'g> {
    by_concept: BTreeMap<usize, Found<'g>>,
}

impl<'g> Best<'g> {
    fn offer(&mut self, entry: &Entry<'g>, by: FoundBy, score: f64) {
        let found = Found { concept: entry.concept, term: entry.term, by, score };
        self.by_concept
            .entry(entry.number)
            .and_modify(|best| {
                if (by, -score) < (best.by, -best.score) {
                    *best = found.clone();
                }
            })
            .or_insert(found);
    }
}

/// What tells at a glance that two texts are more than so many slips apart.
#[derive(Clone, Copy, Debug)]
struct Profile {
    /// Length in characters.
    length: usize,
    /// Which letters it has, in 64 classes.
    letters: u64,
}

impl Profile {
    fn new(text: &str) -> Self {
        let mut profile = Self { length: 0, letters: 0 };
        for c in text.chars() {
            profile.length += 1;
            profile.letters |= 1 << (u32::from(c) % 64);
        }
        profile
    }

    /// A slip changes the length by one at most, and takes one letter away and brings another one.
    fn may_be_within(self, slips: usize, other: Self) -> bool {
        self.length.abs_diff(other.length) <= slips && (self.letters ^ other.letters).count_ones() as usize <= 2 * slips
    }
}
