//! What is known of a lost title: the question that the witnesses are asked.

use super::day::{Day, Written};
use crate::text::Lang;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A lost title and what is known of the work. In JSON, one line of `isnad restore --jsonl`; of the fields only `mask` is
/// required.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// What is left of the title: `??? ???? ??????`, or a title of which only a part is lost.
    pub mask: String,
    /// Its translation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gloss: Option<String>,
    /// The language of the work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// When it was published. In JSON `2025-03-11`, `2025-03`, `2025` or `11 March 2025`.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "write", deserialize_with = "read")]
    pub date: Option<Day>,
    /// Author or outlet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Where the work can be found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Day>, D::Error> {
    Ok(Option::<Written>::deserialize(deserializer)?.map(|written| written.0))
}

// The signature is serde's.
#[allow(clippy::ref_option)]
fn write<S: Serializer>(date: &Option<Day>, serializer: S) -> Result<S::Ok, S::Error> {
    date.map(Written).serialize(serializer)
}
