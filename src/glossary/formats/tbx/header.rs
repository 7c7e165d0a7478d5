//! What a TBX file says about itself: the headers of its glossaries, as lines of `sourceDesc`.

use crate::glossary::Header;
use crate::glossary::formats::xml::Element;

const NAME: &str = "glossary";
const SCOPE: &str = "scope";
const SOURCE: &str = "source";
const COUNTRY: &str = "country";
const LICENCE: &str = "licence";

/// The lines for these headers: each begins with the name of its glossary.
pub(super) fn lines(headers: &[Header]) -> Vec<String> {
    let mut lines = Vec::new();
    for header in headers {
        let mut line = |label: &str, value: &str| lines.push(format!("{label}: {value}"));
        line(NAME, &header.name);
        if !header.scope.is_empty() {
            line(SCOPE, &header.scope);
        }
        header.sources.iter().for_each(|source| line(SOURCE, source));
        if let Some(country) = &header.country {
            line(COUNTRY, country);
        }
        if let Some(licence) = &header.licence {
            line(LICENCE, licence);
        }
    }
    lines
}

/// The title for these headers.
pub(super) fn title(headers: &[Header]) -> String {
    let names: Vec<&str> = headers.iter().map(|header| header.name.as_str()).filter(|name| !name.is_empty()).collect();
    names.join(", ")
}

/// The headers of a file. Where other programs have written it: its title, the notes on it, and all that it says about
/// where it comes from and who publishes it.
pub(super) fn read(element: &Element) -> Vec<Header> {
    let paragraphs = |parent: &str| -> Vec<String> {
        let parents = element.all(parent).into_iter();
        parents.flat_map(|parent| parent.all("p")).map(|p| p.text(&[])).filter(|text| !text.is_empty()).collect()
    };
    let lines = paragraphs("sourceDesc");
    if let Some(headers) = own(&lines) {
        return headers;
    }
    // A file in TBX-Min has its title and the rest as elements of their own.
    let said = |name: &str| element.child(name).map(|child| child.text(&[])).unwrap_or_default();
    let titles: Vec<String> = element.all("title").into_iter().map(|title| title.text(&[])).collect();
    let notes: Vec<String> = element
        .all("titleStmt")
        .into_iter()
        .flat_map(|title| title.all("note"))
        .map(|note| note.text(&[]))
        .chain([said("description")])
        .filter(|note| !note.is_empty())
        .collect();
    let licence = said("license");
    vec![Header {
        name: titles.into_iter().chain([said("id")]).find(|title| !title.is_empty()).unwrap_or_default(),
        scope: notes.join(" "),
        sources: [lines, paragraphs("publicationStmt"), paragraphs("revisionDesc")].concat(),
        country: None,
        licence: (!licence.is_empty()).then_some(licence),
    }]
}

/// The headers of lines as [`lines`] writes them.
fn own(lines: &[String]) -> Option<Vec<Header>> {
    let mut headers: Vec<Header> = Vec::new();
    for line in lines {
        let (label, value) = line.split_once(": ")?;
        let value = value.to_owned();
        if label == NAME {
            headers.push(Header { name: value, ..Header::default() });
            continue;
        }
        let header = headers.last_mut()?;
        match label {
            SCOPE => header.scope = value,
            SOURCE => header.sources.push(value),
            COUNTRY => header.country = Some(value),
            LICENCE => header.licence = Some(value),
            _ => header.sources.push(line.clone()),
        }
    }
    (!headers.is_empty()).then_some(headers)
}
