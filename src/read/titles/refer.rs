//! EndNote's import format, which goes back to refer: `%T …`.

use super::names::Role;
use super::sink::{Sink, Stop};
use super::tagged::{Tagged, Tags, lines};

const TAGS: Tags = &[
    ("T", Role::Title, 0),
    ("Q", Role::Translated, 0),
    ("J", Role::Source, 0),
    ("B", Role::Source, 1),
    ("I", Role::Source, 2),
    ("A", Role::Source, 3),
    ("8", Role::Date, 0),
    ("D", Role::Date, 1),
    ("U", Role::Url, 0),
    ("R", Role::Url, 1),
    ("Z", Role::Extra, 0),
    ("O", Role::Extra, 1),
];

/// Reads a file. A record ends at an empty line, at the next `%0`, or with the file.
pub(super) fn read(text: &str, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let mut record = Tagged::default();
    for (number, line) in lines(text) {
        match tag(line) {
            Some(("0", kind)) => {
                record.end(TAGS, "F", sink)?;
                record.tag(number, "0", kind);
            }
            Some((tag, value)) => record.tag(number, tag, value),
            None if line.trim().is_empty() => record.end(TAGS, "F", sink)?,
            None => record.go_on(line),
        }
    }
    record.end(TAGS, "F", sink)
}

/// The tag of a line and what it says: a percent sign, one sign, a space.
fn tag(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.trim_start_matches('\u{FEFF}').strip_prefix('%')?.split_at_checked(1)?;
    (value.is_empty() || value.starts_with([' ', '\t'])).then_some((tag, value))
}
