//! The witnesses of a whole run, by address, by gloss and by shape.

use super::address::Address;
use super::{Day, ShapeKey, Witness, title_keys};
use crate::text::{Key, Span, script};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// All witnesses of a run, sorted and without repetition: the same whatever the order in which they were gathered.
#[derive(Clone, Debug, Default)]
pub struct Witnesses {
    all: Vec<Witness>,
    works: Vec<Work>,
    by_address: HashMap<Address, Vec<usize>>,
    by_gloss: HashMap<Key, Vec<usize>>,
    by_shape: HashMap<ShapeKey, Vec<usize>>,
}

/// The witnesses that say word for word the same, in different places.
#[derive(Clone, Debug)]
pub(super) struct Work {
    /// As indices into all witnesses.
    places: std::ops::Range<usize>,
    /// The title as it is compared with others.
    pub(super) reading: Reading,
    pub(super) address: Option<Address>,
    pub(super) gloss: Option<Key>,
    pub(super) date: Option<Day>,
}

/// A title without what is only presentation: vowel marks, tatweel, invisible characters, the kind of its quotes, white
/// space, composed or decomposed letters. For comparing, never shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Reading(String);

impl Reading {
    pub(super) fn new(title: &str) -> Self {
        let mut reading = String::with_capacity(title.len());
        for c in title.trim().nfc() {
            match c {
                _ if script::is_arabic_mark(c) => {}
                '\u{640}'
                | '\u{200B}'..='\u{200F}'
                | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{2069}'
                | '\u{FEFF}' => {}
                '«' | '»' | '“' | '”' | '„' | '‘' | '’' | '‹' | '›' | '\'' | '"' => reading.push('"'),
                _ if c.is_whitespace() => {
                    if !reading.ends_with(' ') {
                        reading.push(' ');
                    }
                }
                _ => reading.push(c),
            }
        }
        let outer = |c| c == '"' || c == ' ';
        Self(reading.trim_matches(outer).to_owned())
    }
}

impl FromIterator<Witness> for Witnesses {
    fn from_iter<I: IntoIterator<Item = Witness>>(witnesses: I) -> Self {
        let mut all: Vec<Witness> = witnesses.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        let mut index = Self { works: works(&all), all, ..Self::default() };
        for (number, work) in index.works.iter().enumerate() {
            if let Some(address) = &work.address {
                index.by_address.entry(address.clone()).or_default().push(number);
            }
            for key in index.all.get(work.places.start).into_iter().flat_map(|first| title_keys(&first.title)) {
                index.by_shape.entry(key).or_default().push(number);
            }
            if let Some(gloss) = &work.gloss {
                index.by_gloss.entry(gloss.clone()).or_default().push(number);
            }
        }
        index
    }
}

impl Extend<Witness> for Witnesses {
    fn extend<I: IntoIterator<Item = Witness>>(&mut self, witnesses: I) {
        *self = std::mem::take(self).all.into_iter().chain(witnesses).collect();
    }
}

/// Sorted witnesses, grouped by all that they say of the work.
fn works(all: &[Witness]) -> Vec<Work> {
    let mut works = Vec::new();
    let mut start = 0;
    let same = |a: &Witness, b: &Witness| {
        (&a.title, &a.gloss, &a.author, &a.date, &a.url) == (&b.title, &b.gloss, &b.author, &b.date, &b.url)
    };
    for group in all.chunk_by(same) {
        let places = start..start + group.len();
        start = places.end;
        works.extend(group.first().map(|witness| Work {
            places,
            reading: Reading::new(&witness.title),
            address: witness.url.as_deref().and_then(Address::new),
            gloss: witness.gloss.as_deref().map(Key::new).filter(|key| !key.is_empty()),
            date: witness.date,
        }));
    }
    works
}

impl Witnesses {
    /// The witnesses, sorted.
    pub fn iter(&self) -> impl Iterator<Item = &Witness> {
        self.all.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The works at an address, with a gloss, or of a shape, each once, in order.
    pub(super) fn works(&self, address: Option<&Address>, gloss: Option<&Key>, shapes: &[ShapeKey]) -> Vec<&Work> {
        let at = address.and_then(|address| self.by_address.get(address));
        let named = gloss.and_then(|gloss| self.by_gloss.get(gloss));
        let shaped = shapes.iter().filter_map(|shape| self.by_shape.get(shape));
        let mut numbers: Vec<usize> = at.into_iter().chain(named).chain(shaped).flatten().copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().filter_map(|number| self.works.get(number)).collect()
    }

    /// Whether an address says which work is meant: it is no front page, and all titles that stand with it agree.
    pub(super) fn is_telling(&self, address: &Address) -> bool {
        let mut readings = self.works(Some(address), None, &[]).into_iter().map(|work| &work.reading);
        let first = readings.next();
        !address.is_front_page() && readings.all(|reading| Some(reading) == first)
    }

    /// The places in which a work stands, in order.
    pub(super) fn places(&self, work: &Work) -> &[Witness] {
        self.all.get(work.places.clone()).unwrap_or_default()
    }
}

/// A title without the quotes around all of it.
pub(super) fn core(title: &str) -> Span {
    const PAIRS: [(char, char); 5] = [('«', '»'), ('“', '”'), ('"', '"'), ('‘', '’'), ('\'', '\'')];
    let span = Span::new(0, title.len()).trim(title);
    let inner = span.slice(title);
    PAIRS
        .into_iter()
        .find_map(|(open, close)| {
            let stripped = inner.strip_prefix(open)?.strip_suffix(close)?;
            let start = span.start + open.len_utf8();
            (!stripped.contains([open, close])).then(|| Span::new(start, start + stripped.len()))
        })
        .unwrap_or(span)
}
