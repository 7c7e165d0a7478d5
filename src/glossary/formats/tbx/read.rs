//! Reading of TBX, whatever its version and style, and of what MultiTerm makes of it.

use super::{header, id};
use crate::glossary::formats::ids::{Ids, of_place};
use crate::glossary::formats::standing::prefer_first;
use crate::glossary::formats::tag;
use crate::glossary::formats::xml::{Document, Element, decode};
use crate::glossary::{Concept, Glossary, GlossaryError, Header, Subject, Term};
use crate::text::{Key, Lang, Source, TermStatus};

mod draft;
mod item;

use draft::{ConceptDraft, TermDraft};

/// The first elements of TBX 2, of TBX 3 and TBX-Min, and of MultiTerm.
const ROOTS: [&str; 4] = ["martif", "tbx", "TBX", "mtf"];
const HEADERS: [&str; 3] = ["martifHeader", "tbxHeader", "header"];
const ENTRIES: [&str; 4] = ["termEntry", "conceptEntry", "conceptGrp", "entry"];
const LANGUAGES: [&str; 4] = ["langSet", "langSec", "languageGrp", "langGroup"];
const TERMS: [&str; 5] = ["tig", "ntig", "termSec", "termGrp", "termGroup"];

/// A concept with its place and the id that the file has for it.
struct Entry {
    at: usize,
    original: Option<String>,
    concept: Concept,
}

/// Reads a file. See [`Glossary::parse_tbx`].
pub(in crate::glossary) fn parse(name: &str, bytes: &[u8]) -> Result<Glossary, GlossaryError> {
    let text = decode(name, bytes)?;
    let mut document = Document::new(name, &text);
    let root = document.root()?;
    if !ROOTS.contains(&root.name.as_str()) {
        return Err(document.fail(root.at, format!("<{}> is no TBX: that begins with <martif> or <tbx>", root.name)));
    }
    let mut headers = Vec::new();
    let mut entries = Vec::new();
    let wanted = [HEADERS.as_slice(), ENTRIES.as_slice()].concat();
    while let Some(element) = document.next(&wanted)? {
        if HEADERS.contains(&element.name.as_str()) {
            headers.extend(header::read(&element));
        } else {
            entries.push(entry(&element, &document)?);
        }
    }
    if headers.is_empty() {
        headers.push(Header::default());
    }
    for header in headers.iter_mut().filter(|header| header.name.is_empty()) {
        name.clone_into(&mut header.name);
    }
    let concepts = identify(entries).map_err(|(at, first, id)| {
        let line = Source::from(&*text).position(first).line;
        document.fail(at, format!("the id `{id}` is taken by the concept at line {line}: give one of them another id"))
    })?;
    Ok(Glossary { headers, concepts })
}

/// Gives each concept its id; an error has the places of a concept and of the one that has its id already.
fn identify(entries: Vec<Entry>) -> Result<Vec<Concept>, (usize, usize, String)> {
    let mut ids = Ids::default();
    let mut concepts = Vec::with_capacity(entries.len());
    // Ids that stand in the file come first, so that none that is made up takes one of them.
    for mut entry in entries {
        if let Some(original) = entry.original.take() {
            let (id, keep) = id::from_xml(&original);
            if let Some(id) = id {
                ids.take(&id, entry.at).map_err(|first| (entry.at, first, id.clone()))?;
                entry.concept.id = id;
            }
            if keep {
                entry.concept.external.entry(id::KEY.to_owned()).or_insert(original);
            }
        }
        concepts.push((entry.at, entry.concept));
    }
    for (number, (at, concept)) in (1..).zip(&mut concepts) {
        if concept.id.is_empty() {
            concept.id = ids.take_like(&of_place(number), *at);
        }
    }
    Ok(concepts.into_iter().map(|(_, concept)| concept).collect())
}

fn entry(element: &Element, document: &Document<'_>) -> Result<Entry, GlossaryError> {
    let mut draft = ConceptDraft::new(Concept::new("", Subject::default()));
    let of_concept: Vec<&str> = LANGUAGES.into_iter().chain(["concept"]).collect();
    for item in item::items(element, &of_concept) {
        draft.add(item);
    }
    let mut terms = Vec::new();
    for section in element.children().filter(|child| LANGUAGES.contains(&child.name.as_str())) {
        let lang = lang(section, document)?;
        let of_language: Vec<&str> = TERMS.into_iter().chain(["language"]).collect();
        for item in item::items(section, &of_language) {
            draft.add_in(&lang, item);
        }
        for child in section.children().filter(|child| TERMS.contains(&child.name.as_str())) {
            terms.push(term(child, &lang, document)?);
        }
    }
    if terms.is_empty() {
        return Err(document.fail(element.at, format!("<{}> has no terms", element.name)));
    }
    let original = element.attribute("id").map(str::to_owned);
    let original = original.or_else(|| element.child("concept").map(|child| child.text(&[])));
    let concept = Concept { terms: prefer_first(terms), ..draft.finish() };
    Ok(Entry { at: element.at, original: original.filter(|id| !id.is_empty()), concept })
}

/// The language of a section.
fn lang(section: &Element, document: &Document<'_>) -> Result<Lang, GlossaryError> {
    let tag = section.attribute("lang").or_else(|| section.child("language")?.attribute("lang")).unwrap_or_default();
    if tag.is_empty() {
        let message = format!("<{}> does not say its language: it needs an xml:lang such as `ar`", section.name);
        return Err(document.fail(section.at, message));
    }
    tag::read(tag).ok_or_else(|| document.fail(section.at, tag::message(tag)))
}

/// A term, and whether the file is silent about its status.
fn term(element: &Element, lang: &Lang, document: &Document<'_>) -> Result<(Term, bool), GlossaryError> {
    let found = element.child("term").or_else(|| element.child("termGrp")?.child("term"));
    let Some(found) = found else {
        return Err(document.fail(element.at, format!("<{}> has no <term>", element.name)));
    };
    let text = found.text(&item::CODES);
    if Key::new(&text).is_empty() {
        return Err(document.fail(found.at, "a term needs at least one letter"));
    }
    let mut draft = TermDraft::new(Term::new(lang.clone(), text, TermStatus::default()));
    for item in item::items(element, &["term"]) {
        draft.add(item);
    }
    Ok(draft.finish())
}
