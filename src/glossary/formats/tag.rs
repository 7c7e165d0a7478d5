//! Language tags as other programs write them.

use super::toml::is_tag;
use crate::text::Lang;

/// The language of a tag, with a hyphen where it has an underscore, and its first part in small letters.
pub(super) fn read(tag: &str) -> Option<Lang> {
    let tag = tag.trim().replace('_', "-");
    let (primary, rest) = tag.split_at(tag.find('-').unwrap_or(tag.len()));
    let tag = format!("{}{rest}", primary.to_ascii_lowercase());
    is_tag(&tag).then(|| Lang::new(&tag))
}

/// What is wrong with one that is none.
pub(super) fn message(tag: &str) -> String {
    format!("`{tag}` is no language tag such as `ar` or `ku-Latn`")
}
