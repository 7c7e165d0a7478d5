//! TMX 1.4 as a glossary: each translation unit is a concept, and each of its sides a preferred term.
//!
//! Sentences are taken like words. Sides without a letter or digit, and units that have only such, are left out.

use super::ids::{self, Ids};
use super::tag;
use super::xml::{Document, Element, decode};
use crate::glossary::{Concept, Glossary, GlossaryError, Header, Subject, Term};
use crate::text::{Key, TermStatus};
use std::collections::BTreeSet;

/// Inline elements whose text is markup of the document that was translated.
const CODES: [&str; 5] = ["bpt", "ept", "it", "ph", "ut"];
/// Under which key a concept keeps the id that its unit has, where that can't be its own.
const KEY: &str = "tmx";

/// Reads a file. See [`Glossary::parse_tmx`].
pub(in crate::glossary) fn parse(name: &str, bytes: &[u8]) -> Result<Glossary, GlossaryError> {
    let text = decode(name, bytes)?;
    let mut document = Document::new(name, &text);
    let root = document.root()?;
    if root.name != "tmx" {
        return Err(document.fail(root.at, format!("<{}> is no TMX: that begins with <tmx>", root.name)));
    }
    let mut header = Header { name: name.to_owned(), ..Header::default() };
    let mut concepts = Vec::new();
    // Of units, TMX does not say that their ids are unique.
    let mut taken = Ids::default();
    let mut number = 0;
    while let Some(element) = document.next(&["header", "tu"])? {
        if element.name == "header" {
            header.scope = said(&element).join("\n");
            continue;
        }
        number += 1;
        let original = element.attribute("tuid").unwrap_or_default();
        let mut concept = unit(&element, &document)?;
        if concept.terms.is_empty() {
            continue;
        }
        let wanted = ids::nearest(original).unwrap_or_else(|| ids::of_place(number));
        concept.id = taken.take_like(&wanted, element.at);
        if !original.is_empty() && concept.id != original {
            concept.external.insert(KEY.to_owned(), original.to_owned());
        }
        concepts.push(concept);
    }
    Ok(Glossary { headers: vec![header], concepts })
}

/// A unit as a concept that has no id yet.
fn unit(element: &Element, document: &Document<'_>) -> Result<Concept, GlossaryError> {
    let mut concept = Concept::new("", Subject::default());
    concept.note = joined(&said(element));
    let mut langs = BTreeSet::new();
    for side in element.children().filter(|child| child.name == "tuv") {
        let tag = side.attribute("lang").unwrap_or_default();
        if tag.is_empty() {
            return Err(document.fail(side.at, "<tuv> does not say its language: it needs an xml:lang such as `ar`"));
        }
        let lang = tag::read(tag).ok_or_else(|| document.fail(side.at, tag::message(tag)))?;
        let Some(segment) = side.child("seg") else {
            return Err(document.fail(side.at, "<tuv> has no <seg>"));
        };
        let text = segment.text(&CODES);
        if !text.chars().any(char::is_alphanumeric) || Key::new(&text).is_empty() {
            continue;
        }
        // Of two sides in one language the first is preferred.
        let status = if langs.insert(lang.clone()) { TermStatus::Preferred } else { TermStatus::Admitted };
        concept.terms.push(Term { note: joined(&said(side)), ..Term::new(lang, text, status) });
    }
    concept.terms.sort_by(|a, b| a.lang.cmp(&b.lang));
    Ok(concept)
}

/// Notes, and properties as `type: value`.
fn said(element: &Element) -> Vec<String> {
    let lines = element.children().filter_map(|child| {
        let text = child.text(&[]);
        match child.name.as_str() {
            _ if text.is_empty() => None,
            "note" => Some(text),
            "prop" => Some(format!("{}: {text}", child.attribute("type").unwrap_or("prop"))),
            _ => None,
        }
    });
    lines.collect()
}

fn joined(lines: &[String]) -> Option<String> {
    (!lines.is_empty()).then(|| lines.join("\n"))
}
