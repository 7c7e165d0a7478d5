//! Ids for concepts of files that give none, or give them in another form.

use crate::text::{Key, Lang};
use std::collections::{BTreeMap, BTreeSet};

/// A longer id is cut.
const LONGEST: usize = 60;

/// The ids that are taken, so that each new one is unique. The same file gives the same ids.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: BTreeSet<String>,
    /// For an id that was wanted more than once, the number that was last put behind it.
    last: BTreeMap<String, usize>,
}

impl Ids {
    /// A free id like this one: itself, or with a number behind it.
    pub(super) fn free(&mut self, wanted: &str) -> String {
        if self.taken.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        let last = self.last.entry(wanted.to_owned()).or_insert(1);
        loop {
            *last += 1;
            let id = format!("{wanted}-{last}");
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

/// An id from the terms of a concept: from its English one, or else its first Latin one, or else from a digest of the first.
pub(super) fn of_terms<'t>(terms: impl Iterator<Item = (&'t Lang, &'t str)> + Clone) -> String {
    let english = terms.clone().filter(|(lang, _)| lang.primary() == "en");
    english.chain(terms.clone()).map(|(_, text)| slug(text)).find(|slug| !slug.is_empty()).unwrap_or_else(|| {
        let first = terms.map(|(_, text)| text).next().unwrap_or_default();
        format!("term-{:.8}", blake3::hash(first.as_bytes()).to_hex())
    })
}

/// A text in small letters a-z, digits and hyphens; empty where less than half of its letters can be put so.
pub(super) fn slug(text: &str) -> String {
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
    if lost > kept {
        return String::new();
    }
    slug.truncate(LONGEST);
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}
