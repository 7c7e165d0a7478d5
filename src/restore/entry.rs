//! Entries: whole titles in bibliographies and in the title index, with what is said there of the work.

use super::{Day, ShapeKey};

/// A whole title somewhere outside the reports of a run, with what is known of the work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry<'a> {
    /// The title.
    pub title: &'a str,
    /// Its translation.
    pub gloss: Option<&'a str>,
    /// Author or outlet.
    pub source: Option<&'a str>,
    /// When it was published, as far as given.
    pub date: Option<Day>,
    /// The address of the work.
    pub url: Option<&'a str>,
    /// The file that it was read from, and where in it: `headlines.tsv, line 14`.
    pub place: &'a str,
}

/// Where titles can be asked for by their shape: the title index on disk.
pub trait Shelf: std::fmt::Debug + Send + Sync {
    /// How many titles there are.
    fn titles(&self) -> u64;

    /// Hands over the entries with one of these keys, in a stable order. Others may be among them.
    ///
    /// # Errors
    /// When what is on disk cannot be read, in words for people.
    fn find(&self, keys: &[ShapeKey], each: &mut dyn FnMut(Entry<'_>)) -> Result<(), String>;
}
