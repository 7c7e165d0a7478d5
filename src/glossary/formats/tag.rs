//! Language tags as files have them.

use crate::text::Lang;

/// Whether a text has the shape of a BCP 47 language tag.
pub(super) fn is_tag(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let primary = subtags.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_lowercase())
        && subtags.all(|subtag| (1..=8).contains(&subtag.len()) && subtag.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The language of a tag of another program, with a hyphen where it has an underscore, and its first part in small letters.
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

/// A tag in any case, and with either sign between its parts, as BCP 47 writes it: `ku-Latn`, `ar-SY`.
pub(super) fn in_usual_case(tag: &str) -> String {
    let mut parts = tag.split(['-', '_']);
    let mut usual = parts.next().unwrap_or_default().to_ascii_lowercase();
    for part in parts {
        usual.push('-');
        match part.len() {
            2 => usual.push_str(&part.to_ascii_uppercase()),
            4 => {
                let (first, rest) = part.split_at_checked(1).unwrap_or(("", part));
                usual.push_str(&first.to_ascii_uppercase());
                usual.push_str(&rest.to_ascii_lowercase());
            }
            _ => usual.push_str(&part.to_ascii_lowercase()),
        }
    }
    usual
}
