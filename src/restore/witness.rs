//! A witness: a title that stands whole, with what is known of the work.

use serde::{Deserialize, Serialize};

/// A title that stands whole somewhere in the run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Witness {
    /// The title, as it stands in the mended text.
    pub title: String,
    /// Its translation, as it stands.
    pub gloss: Option<String>,
    /// Author or outlet, as it stands.
    pub author: Option<String>,
    /// Year, month, day, as far as given.
    pub date: Option<(u16, Option<u8>, Option<u8>)>,
    /// The address of the work.
    pub url: Option<String>,
    /// The report in which it stands.
    pub report: String,
    /// The label of the note in which it stands.
    pub note: Option<String>,
}
