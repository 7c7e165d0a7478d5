//! EndNote XML: `<record>` with titles, dates and addresses in elements of their own.

use super::draft::Draft;
use super::names::Role;
use super::record::Place;
use super::sink::{Sink, Stop};
use super::xml::{self, Element, Records};

/// Where the fields of a record are, by the elements that lead to them.
const FIELDS: &[(&[&str], Role, usize)] = &[
    (&["titles", "title"], Role::Title, 0),
    (&["titles", "translated-title"], Role::Translated, 0),
    (&["translated-title"], Role::Translated, 1),
    (&["periodical", "full-title"], Role::Source, 0),
    (&["titles", "secondary-title"], Role::Source, 1),
    (&["publisher"], Role::Source, 2),
    (&["contributors", "authors", "author"], Role::Source, 3),
    (&["urls", "web-urls", "url"], Role::Url, 0),
    (&["urls", "related-urls", "url"], Role::Url, 1),
    (&["urls", "url"], Role::Url, 2),
    (&["electronic-resource-num"], Role::Url, 3),
    (&["notes"], Role::Extra, 0),
    (&["research-notes"], Role::Extra, 1),
];

/// Reads a file.
pub(super) fn read(text: &str, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let records = Records { is_record: |_, name| name == "record", anew: &["record"] };
    xml::each(text, &records, sink, &mut |record, line, sink| sink.record(&draft(record).record(Place::Line(line))))
}

fn draft(record: &Element) -> Draft {
    let mut draft = Draft::default();
    for &(path, role, rank) in FIELDS {
        draft.offer(role, rank, &text_at(record, path).unwrap_or_default());
    }
    let year = text_at(record, &["dates", "year"]).unwrap_or_default();
    let day = text_at(record, &["dates", "pub-dates", "date"]).unwrap_or_default();
    // The day is given with its year or without.
    for date in [day.clone(), format!("{day} {year}"), year] {
        if draft.get(Role::Date).is_empty() && crate::restore::read_day(&date).is_some() {
            draft.offer(Role::Date, 0, &date);
        }
    }
    draft
}

/// The text of the first element at the end of a path.
fn text_at(element: &Element, path: &[&str]) -> Option<String> {
    match path {
        [] => Some(element.text()),
        [name, rest @ ..] => {
            let inner = element.named(name).next()?;
            text_at(inner, rest)
        }
    }
}
