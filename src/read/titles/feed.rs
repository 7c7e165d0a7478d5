//! RSS 0.9 to 2.0 and Atom: what an outlet has published, under the channel's title.

use super::clean;
use super::draft::Draft;
use super::names::Role;
use super::record::Place;
use super::sink::{Sink, Stop};
use super::xml::{self, Element, Records};

const RECORDS: Records = Records {
    is_record: |around, name| {
        let (around, name) = (plain(around), plain(name));
        matches!(name, "item" | "entry") || name == "title" && matches!(around, "channel" | "feed")
    },
    anew: &["item", "entry"],
};

/// Reads a file. The channel's title is the source of the items that name none.
pub(super) fn read(text: &str, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let mut channel = String::new();
    xml::each(text, &RECORDS, sink, &mut |element, line, sink| {
        if plain(&element.name) == "title" {
            channel = element.text();
            return Ok(());
        }
        sink.record(&draft(element, &channel).record(Place::Line(line)))
    })
}

/// A name without the prefix that Atom may have; those of other vocabularies stay, as in `media:title`.
fn plain(name: &str) -> &str {
    name.strip_prefix("atom:").or_else(|| name.strip_prefix("a:")).unwrap_or(name)
}

fn draft(item: &Element, channel: &str) -> Draft {
    let mut draft = Draft::default();
    for child in item.children() {
        match plain(&child.name) {
            "title" => draft.offer(Role::Title, 0, &child.text()),
            "source" => {
                // Atom's holds the title of the feed that the entry was taken from.
                let name = child.named("title").next().map_or_else(|| child.text(), Element::text);
                draft.offer(Role::Source, 0, &name);
            }
            "author" | "dc:creator" => {
                let name = child.named("name").next().map_or_else(|| child.text(), Element::text);
                draft.offer(Role::Source, 2, &name);
            }
            "dc:publisher" => draft.offer(Role::Source, 0, &child.text()),
            "pubDate" | "published" | "issued" | "dc:date" | "dcterms:issued" => {
                draft.offer(Role::Date, 0, &child.text());
            }
            "feedburner:origLink" => draft.offer(Role::Url, 0, &child.text()),
            "link" => {
                let rel = child.attribute("rel").unwrap_or("alternate");
                let address = child.attribute("href").map_or_else(|| child.text(), str::to_owned);
                draft.offer(Role::Url, if rel == "alternate" { 1 } else { 9 }, &address);
            }
            "guid" | "id" if child.text().trim().starts_with("http") => draft.offer(Role::Url, 5, &child.text()),
            _ => {}
        }
    }
    draft.offer(Role::Source, 1, channel);
    without_outlet(draft)
}

/// A draft whose title does not end in the name of its source: aggregators write `عنوان - الصحيفة`.
fn without_outlet(draft: Draft) -> Draft {
    let (title, source) = (clean::text(draft.get(Role::Title)), clean::text(draft.get(Role::Source)));
    let bare = title.strip_suffix(source.as_str()).map(str::trim_end);
    let bare = bare.and_then(|bare| bare.strip_suffix(['-', '|', '–', '—'])).map(str::trim_end);
    let Some(bare) = bare.filter(|bare| !source.is_empty() && !bare.is_empty()) else { return draft };
    let mut shorter = Draft::default();
    shorter.offer(Role::Title, 0, bare);
    for role in [Role::Source, Role::Date, Role::Url] {
        shorter.offer(role, 0, draft.get(role));
    }
    shorter
}
