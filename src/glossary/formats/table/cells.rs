//! What stands in a cell: lists, yes and no, words of a closed list.

use crate::text::TermStatus;

/// Between the parts of a list.
const BETWEEN: &str = " | ";

/// A list in one cell: `one | two`. A bar or a backslash in a part is marked by a backslash.
pub(super) fn join<'p>(parts: impl Iterator<Item = &'p str>) -> String {
    parts.map(|part| escape(part, &['|'])).collect::<Vec<_>>().join(BETWEEN)
}

/// Marks signs, and the backslash, by a backslash.
pub(super) fn escape(text: &str, signs: &[char]) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\\' || signs.contains(&c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Parts a text at a sign that no backslash marks; the parts still have their backslashes.
fn raw_parts(text: &str, sign: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if c == sign && !escaped {
            parts.push(text.get(start..at).unwrap_or_default());
            start = at + c.len_utf8();
        }
        escaped = c == '\\' && !escaped;
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

/// What [`escape`] escaped.
fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        // A backslash before nothing stands for itself.
        plain.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
    }
    plain
}

/// The parts of a list. Empty ones do not count.
pub(super) fn split(text: &str) -> Vec<String> {
    let parts = raw_parts(text, '|').into_iter();
    parts.map(|part| unescape(part.trim())).filter(|part| !part.is_empty()).collect()
}

/// Keys and values in one cell: `geonames:170062 | wikidata:Q214064`.
pub(super) fn join_pairs<'p>(pairs: impl Iterator<Item = (&'p str, &'p str)>) -> String {
    let pair = |(key, value): (&str, &str)| format!("{}:{}", escape(key, &['|', ':']), escape(value, &['|']));
    pairs.map(pair).collect::<Vec<_>>().join(BETWEEN)
}

/// What [`join_pairs`] joined; an error is the part that has no colon.
pub(super) fn split_pairs(text: &str) -> Result<Vec<(String, String)>, String> {
    let mut pairs = Vec::new();
    for part in raw_parts(text, '|').into_iter().map(str::trim).filter(|part| !part.is_empty()) {
        let key = raw_parts(part, ':').first().copied().unwrap_or_default();
        let value = part.get(key.len() + 1..).ok_or_else(|| part.to_owned())?;
        pairs.push((unescape(key.trim()), unescape(value.trim())));
    }
    Ok(pairs)
}

/// The names in a cell of a table of one concept a row: parted by a bar, a semicolon or a line break.
pub(super) fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(['|', ';', '\n']).map(str::trim).filter(|name| !name.is_empty())
}

/// Reads yes and no as tables write them.
pub(super) fn yes(text: &str) -> Result<bool, String> {
    match text.to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "x" | "✓" | "✔" => Ok(true),
        "no" | "n" | "false" | "0" | "-" => Ok(false),
        _ => Err(format!("`{text}` is neither yes nor no")),
    }
}

/// The word for yes or no.
pub(super) const fn yes_word(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// Reads a status as termbases write it. TBX's superseded term is deprecated.
pub(in crate::glossary::formats) fn status(text: &str) -> Result<TermStatus, String> {
    let word = as_word(text);
    let word = word.strip_suffix("-admn-sts").unwrap_or(&word);
    let word = word.strip_suffix("term").unwrap_or(word).trim_end_matches('-');
    Ok(match word {
        "preferred" | "approved" | "recommended" | "standard" | "standardized" | "main" => TermStatus::Preferred,
        "admitted" | "allowed" | "accepted" | "acceptable" | "permitted" | "synonym" => TermStatus::Admitted,
        "deprecated" | "obsolete" | "superseded" | "not-recommended" | "outdated" | "avoid" => TermStatus::Deprecated,
        "forbidden" | "prohibited" | "banned" | "do-not-use" | "not-allowed" | "rejected" => TermStatus::Forbidden,
        _ => {
            return Err(format!("unknown status `{text}`; known are preferred, admitted, deprecated, forbidden"));
        }
    })
}

/// A word of a closed list as files have it: small letters and hyphens.
pub(in crate::glossary::formats) fn as_word(text: &str) -> String {
    text.to_lowercase().split([' ', '-', '_']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// Whether a cell can hold a text as it is: it has no white space at its ends, which is trimmed off, and is not empty,
/// which would be nothing.
pub(super) fn is_tidy(text: &str) -> bool {
    !text.is_empty() && text.trim() == text
}
