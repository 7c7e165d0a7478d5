//! Ids of concepts as ids of XML, and the other way.

use crate::glossary::Concept;
use crate::glossary::formats::ids::{is_id, nearest};

/// Under which key a concept keeps the id that it had in TBX, where that can't be its own.
pub(super) const KEY: &str = "tbx";

/// The id of a concept that has this id in TBX: the same if it can be; without the underscore that [`to_xml`] puts before
/// one that begins with no letter; else the nearest thing, `true` then. `None` when there is nothing near.
pub(super) fn from_xml(original: &str) -> (Option<String>, bool) {
    if is_id(original) {
        return (Some(original.to_owned()), false);
    }
    match original.strip_prefix('_') {
        Some(rest) if is_id(rest) && !begins_with_letter(rest) => (Some(rest.to_owned()), false),
        _ => (nearest(original), true),
    }
}

/// The id of a concept as an id of XML, and whether it is the one that it keeps under [`KEY`]. `None` when it can be none.
pub(super) fn to_xml(concept: &Concept) -> Option<(String, bool)> {
    if let Some(original) = concept.external.get(KEY)
        && is_name(original)
        && from_xml(original) == (Some(concept.id.clone()), true)
    {
        return Some((original.clone(), true));
    }
    let underscore = if begins_with_letter(&concept.id) { "" } else { "_" };
    is_id(&concept.id).then(|| (format!("{underscore}{}", concept.id), false))
}

fn begins_with_letter(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Whether a text is a name without a colon, of the characters that every version of XML allows there.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}
