//! RIS: `TI  - …`, as library catalogues and reference managers export it.

use super::names::Role;
use super::sink::{Sink, Stop};
use super::tagged::{Tagged, Tags, lines};

const TAGS: Tags = &[
    ("TI", Role::Title, 0),
    ("T1", Role::Title, 1),
    ("CT", Role::Title, 2),
    ("TT", Role::Translated, 0),
    ("T2", Role::Source, 0),
    ("JO", Role::Source, 1),
    ("JF", Role::Source, 1),
    ("JA", Role::Source, 2),
    ("BT", Role::Source, 3),
    ("PB", Role::Source, 4),
    ("AU", Role::Source, 5),
    ("A1", Role::Source, 5),
    ("DA", Role::Date, 0),
    ("PY", Role::Date, 1),
    ("Y1", Role::Date, 1),
    ("UR", Role::Url, 0),
    ("LK", Role::Url, 1),
    ("DO", Role::Url, 2),
    ("N1", Role::Extra, 0),
];

/// Reads a file. A record ends at `ER`, at the next `TY`, or with the file.
pub(super) fn read(text: &str, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let mut record = Tagged::default();
    for (number, line) in lines(text) {
        match tag(line) {
            Some(("ER", _)) => record.end(TAGS, "ID", sink)?,
            Some(("TY", kind)) => {
                record.end(TAGS, "ID", sink)?;
                record.tag(number, "TY", kind);
            }
            Some((tag, value)) => record.tag(number, tag, value),
            None => record.go_on(line),
        }
    }
    record.end(TAGS, "ID", sink)
}

/// The tag of a line and what it says: two signs, spaces, a hyphen.
fn tag(line: &str) -> Option<(&str, &str)> {
    let (tag, rest) = line.trim_start_matches([' ', '\u{FEFF}']).split_at_checked(2)?;
    let [first, second] = tag.as_bytes() else { return None };
    let is_tag = first.is_ascii_uppercase() && (second.is_ascii_uppercase() || second.is_ascii_digit());
    let value = rest.strip_prefix(' ')?.trim_start().strip_prefix('-')?;
    (is_tag && (value.is_empty() || value.starts_with([' ', '\t']))).then_some((tag, value))
}
