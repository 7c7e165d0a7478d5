//! RDF/XML as Zotero exports it: works, and beside them the journals, notes and files that they refer to.

use super::draft::Draft;
use super::names::Role;
use super::record::Place;
use super::sink::{Sink, Stop};
use super::xml::{self, Element, Records, local};
use std::collections::HashMap;

/// What stands among the works and is none.
const NO_WORKS: [&str; 9] =
    ["Journal", "Periodical", "Series", "Website", "Blog", "Collection", "Attachment", "Memo", "UserItem"];

const RECORDS: Records = Records { is_record: |around, _| local(around) == "RDF", anew: &[] };

/// Reads a file, in two passes: what a work is part of may stand behind it.
pub(super) fn read(text: &str, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let mut wholes: HashMap<String, String> = HashMap::new();
    // What is wrong with the file the second pass says.
    let mut nobody = |_| std::ops::ControlFlow::Continue(());
    xml::each(text, &RECORDS, &mut Sink::new(&mut nobody), &mut |record, _, _| {
        if NO_WORKS.contains(&local(&record.name))
            && let Some(about) = record.attribute("about")
            && let Some(title) = record.named("title").next()
        {
            wholes.insert(about.to_owned(), title.text());
        }
        Ok(())
    })?;
    xml::each(text, &RECORDS, sink, &mut |record, line, sink| {
        if NO_WORKS.contains(&local(&record.name)) && !is_work(record) {
            return Ok(());
        }
        sink.record(&draft(record, &wholes).record(Place::Line(line)))
    })
}

/// Whether something that is usually part of a work's record is a work itself: Zotero names its own types.
fn is_work(record: &Element) -> bool {
    record.named("itemType").any(|kind| !matches!(kind.text().trim(), "attachment" | "note" | ""))
}

fn draft(record: &Element, wholes: &HashMap<String, String>) -> Draft {
    let mut draft = Draft::default();
    for child in record.children() {
        match local(&child.name) {
            "title" => draft.offer(Role::Title, 0, &child.text()),
            "alternative" | "originalTitle" => draft.offer(Role::Original, 0, &child.text()),
            "date" | "issued" => draft.offer(Role::Date, 0, &child.text()),
            "description" => draft.offer(Role::Extra, 0, &child.text()),
            "isPartOf" => {
                let inner = child.find("title").map(Element::text);
                let whole = inner.as_ref().or_else(|| wholes.get(child.attribute("resource")?));
                draft.offer(Role::Source, 0, whole.map_or("", String::as_str));
            }
            "publisher" => {
                let name = child.find("name").map_or_else(|| child.text(), Element::text);
                draft.offer(Role::Source, 1, &name);
            }
            "authors" | "creator" => {
                let name = child.find("surname").or_else(|| child.find("name"));
                draft.offer(Role::Source, 2, &name.map_or_else(|| child.text(), Element::text));
            }
            "identifier" => {
                let value = child.find("URI").map_or_else(|| child.text(), Element::text);
                let value = value.trim();
                draft.offer(Role::Url, 0, if value.contains("://") { value } else { "" });
            }
            _ => {}
        }
    }
    let about = record.attribute("about").filter(|about| about.contains("://"));
    draft.offer(Role::Url, 1, about.unwrap_or_default());
    draft
}
