//! Ids of concepts: those that a file has, and those made for it where it has none or another kind.

use crate::text::{Key, Lang};
use std::collections::BTreeMap;

/// An id that is made of terms is cut after so many characters.
const LONGEST: usize = 60;

/// The ids of a file, each with a number that says where it is. The same file gives the same ids.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: BTreeMap<String, usize>,
    /// For an id that was wanted more than once, the number that was last put behind it.
    numbered: BTreeMap<String, usize>,
}

impl Ids {
    /// Takes an id; an error has the place of who has it already.
    pub(super) fn take(&mut self, id: &str, at: usize) -> Result<(), usize> {
        match self.taken.get(id) {
            Some(&first) => Err(first),
            None => {
                self.taken.insert(id.to_owned(), at);
                Ok(())
            }
        }
    }

    /// Takes an id like this one: itself, or with a number behind it when it is taken.
    pub(super) fn take_like(&mut self, wanted: &str, at: usize) -> String {
        let mut id = wanted.to_owned();
        while self.take(&id, at).is_err() {
            let last = self.numbered.entry(wanted.to_owned()).or_insert(1);
            *last += 1;
            id = format!("{wanted}-{last}");
        }
        id
    }
}

/// Whether a text can be the id of a concept.
pub(super) fn is_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The id that is nearest to what a file calls a concept: the same if it can be one. `None` when nothing is near.
pub(super) fn nearest(original: &str) -> Option<String> {
    if is_id(original) { Some(original.to_owned()) } else { slug(original) }
}

/// The id of a concept that has none but its place in the file.
pub(super) fn of_place(number: usize) -> String {
    format!("concept-{number}")
}

/// An id from the terms of a concept: from its English one, or else its first Latin one, or else from a digest of the first.
pub(super) fn of_terms<'t>(terms: impl Iterator<Item = (&'t Lang, &'t str)> + Clone) -> String {
    let english = terms.clone().filter(|(lang, _)| lang.primary() == "en");
    let readable = english.chain(terms.clone()).find_map(|(_, text)| slug(text)).map(|mut slug| {
        slug.truncate(LONGEST);
        slug.truncate(slug.trim_end_matches('-').len());
        slug
    });
    readable.unwrap_or_else(|| {
        let first = terms.map(|(_, text)| text).next().unwrap_or_default();
        format!("term-{:.8}", blake3::hash(first.as_bytes()).to_hex())
    })
}

/// A text in small letters a-z, digits and hyphens; `None` where less than half of its letters can be put so, for what is
/// left would name another thing as well.
fn slug(text: &str) -> Option<String> {
    let mut slug = String::new();
    let (mut kept, mut lost) = (0, 0);
    for c in Key::new(text).folded().chars() {
        let latin = match c {
            'a'..='z' | '0'..='9' => None,
            'ı' => Some("i"),
            'ß' => Some("ss"),
            'ø' => Some("o"),
            'æ' => Some("ae"),
            'œ' => Some("oe"),
            'đ' | 'ð' => Some("d"),
            'ł' => Some("l"),
            'þ' => Some("th"),
            _ => {
                lost += usize::from(c.is_alphanumeric());
                if !slug.is_empty() && !slug.ends_with('-') {
                    slug.push('-');
                }
                continue;
            }
        };
        kept += 1;
        match latin {
            Some(latin) => slug.push_str(latin),
            None => slug.push(c),
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    (!slug.is_empty() && lost <= kept).then_some(slug)
}
