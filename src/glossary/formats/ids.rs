//! Ids of concepts, made from what other formats have.

use super::toml::is_id;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// The nearest thing to a text that can be an id: small letters a-z, digits and hyphens. Empty when none of it can.
pub(super) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.nfkd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)) {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The ids of a file, each with a number that says where it is.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: BTreeMap<String, usize>,
    /// The last number that was put behind an id.
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

    /// Takes an id like this one, with a number behind it when it is taken; like `concept-7` when `wanted` is none.
    pub(super) fn take_like(&mut self, wanted: &str, number: usize, at: usize) -> String {
        let wanted = if is_id(wanted) { wanted.to_owned() } else { format!("concept-{number}") };
        let mut id = wanted.clone();
        while self.take(&id, at).is_err() {
            let last = self.numbered.entry(wanted.clone()).or_insert(1);
            *last += 1;
            id = format!("{wanted}-{last}");
        }
        id
    }
}
