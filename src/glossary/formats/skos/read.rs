//! A glossary of what linked data says in the words of SKOS.

use super::graph::{BASE, Graph, Object, Subject};
use crate::glossary::formats::ids::{self, Ids};
use crate::glossary::formats::tag;
use crate::glossary::formats::tbx::reference;
use crate::glossary::{Concept, Glossary, Header, Term};
use crate::text::{Key, Lang, TermStatus};
use std::collections::{BTreeMap, BTreeSet};

const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";
const VALUE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const SKOS_XL: &str = "http://www.w3.org/2008/05/skos-xl#";
const FORM: &str = "http://www.w3.org/2008/05/skos-xl#literalForm";
const DUBLIN_CORE: [&str; 2] = ["http://purl.org/dc/terms/", "http://purl.org/dc/elements/1.1/"];

/// The properties that name a concept, and the standing of such a name.
const LABELS: [(&str, TermStatus); 3] =
    [("prefLabel", TermStatus::Preferred), ("altLabel", TermStatus::Admitted), ("hiddenLabel", TermStatus::Deprecated)];

/// The kinds of note; all but the first two say what kind they are.
const NOTES: [&str; 6] = ["scopeNote", "note", "example", "editorialNote", "historyNote", "changeNote"];

/// The glossary of a graph.
pub(super) fn glossary(graph: &Graph, name: &str) -> Glossary {
    let mut taken = Ids::default();
    let mut concepts = Vec::new();
    for (number, subject) in (1..).zip(graph.subjects().filter(|subject| is_concept(subject))) {
        let terms = terms(graph, subject);
        if terms.is_empty() {
            continue;
        }
        let wanted = ids::nearest(own_name(&subject.name)).unwrap_or_else(|| ids::of_place(number));
        let id = taken.take_like(&wanted, number);
        concepts.push(Concept { terms, ..concept(graph, subject, id) });
    }
    Glossary { headers: vec![header(graph, name)], concepts }
}

/// Whether it is called a concept, or has the label of one.
fn is_concept(subject: &Subject) -> bool {
    let is =
        |class: &str| subject.all(TYPE).iter().any(|kind| matches!(kind, Object::Node(kind) if *kind == skos(class)));
    let has = |property: &str| !subject.all(property).is_empty();
    is("Concept") || (!is("ConceptScheme") && !is("Collection") && (has(&skos("prefLabel")) || has(&xl("prefLabel"))))
}

/// What a concept has beside its terms.
fn concept(graph: &Graph, subject: &Subject, id: String) -> Concept {
    let mut concept = Concept::new(id, crate::glossary::Subject::default());
    let mut lines = Vec::new();
    if !subject.name.starts_with("_:") && !subject.name.starts_with(BASE) {
        concept.external.insert("uri".to_owned(), subject.name.clone());
    }
    let definitions = texts(graph, subject, &skos("definition"));
    let english = definitions.iter().position(|(_, lang)| lang.as_ref() == Some(&Lang::EN)).unwrap_or_default();
    for (number, (text, lang)) in definitions.into_iter().enumerate() {
        if number == english {
            concept.definition = Some(text);
        } else {
            lines.push(line("definition", lang.as_ref(), &text));
        }
    }
    for kind in NOTES {
        for (text, lang) in texts(graph, subject, &skos(kind)) {
            let is_plain = matches!(kind, "scopeNote" | "note") && lang.as_ref().is_none_or(|lang| *lang == Lang::EN);
            lines.push(if is_plain { text } else { line(kind, lang.as_ref(), &text) });
        }
    }
    for source in dublin_core("source").iter().flat_map(|property| texts(graph, subject, property)) {
        match &concept.source {
            None => concept.source = Some(source.0),
            Some(_) => lines.push(line("source", None, &source.0)),
        }
    }
    for (notation, _) in texts(graph, subject, &skos("notation")) {
        keep(&mut concept.external, &mut lines, "notation", "notation".to_owned(), notation);
    }
    for (property, prefix) in [("exactMatch", ""), ("closeMatch", "close-")] {
        for (address, _) in texts(graph, subject, &skos(property)) {
            let (system, id) = reference::system(&address).unwrap_or_else(|| (property.to_owned(), address.clone()));
            keep(&mut concept.external, &mut lines, property, format!("{prefix}{system}"), id);
        }
    }
    concept.note = (!lines.is_empty()).then(|| lines.join("\n"));
    concept
}

/// An id elsewhere: in its place, or as a line of the note when that is taken.
fn keep(external: &mut BTreeMap<String, String>, lines: &mut Vec<String>, label: &str, system: String, id: String) {
    match external.get(&system) {
        None => {
            external.insert(system, id);
        }
        Some(known) if *known == id => {}
        Some(_) => lines.push(line(label, None, &id)),
    }
}

/// The terms by language, those preferred first; the same text once in a language.
fn terms(graph: &Graph, subject: &Subject) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut seen = BTreeSet::new();
    let mut preferred = BTreeSet::new();
    for (property, status) in LABELS {
        let mut labels = texts(graph, subject, &skos(property));
        for object in subject.all(&xl(property)) {
            if let Object::Node(label) = object
                && let Some((text, lang)) = graph.get(label).and_then(|label| label.text(FORM))
            {
                labels.push(read(text, lang));
            }
        }
        for (text, lang) in labels {
            let lang = lang.unwrap_or(Lang::UND);
            if Key::new(&text).is_empty() || !seen.insert((lang.clone(), text.clone())) {
                continue;
            }
            let is_second = status == TermStatus::Preferred && !preferred.insert(lang.clone());
            let status = if is_second { TermStatus::Admitted } else { status };
            terms.push(Term::new(lang, text, status));
        }
    }
    terms.sort_by(|a, b| a.lang.cmp(&b.lang));
    terms
}

/// The header: what the file says of its concept scheme.
fn header(graph: &Graph, name: &str) -> Header {
    let mut header = Header { name: name.to_owned(), ..Header::default() };
    let is_scheme = |subject: &&Subject| {
        subject.all(TYPE).iter().any(|kind| matches!(kind, Object::Node(kind) if *kind == skos("ConceptScheme")))
    };
    let Some(scheme) = graph.subjects().find(is_scheme) else { return header };
    let said = |properties: &[String]| -> Vec<String> {
        properties.iter().flat_map(|property| texts(graph, scheme, property)).map(|(text, _)| text).collect()
    };
    let titles = [dublin_core("title"), vec![skos("prefLabel"), LABEL.to_owned()]].concat();
    if let Some(title) = said(&titles).into_iter().next() {
        header.name = title;
    }
    header.scope = said(&dublin_core("description")).join(" ");
    header.sources = said(&dublin_core("source"));
    header.licence = said(&[dublin_core("license"), dublin_core("rights")].concat()).into_iter().next();
    header
}

/// The texts of a property, with their languages; of a thing its value, or else its address.
fn texts(graph: &Graph, subject: &Subject, property: &str) -> Vec<(String, Option<Lang>)> {
    let mut texts = Vec::new();
    for object in subject.all(property) {
        match object {
            Object::Text(text, lang) => texts.push(read(text, lang.as_deref())),
            Object::Node(node) => match graph.get(node).and_then(|subject| subject.text(VALUE)) {
                Some((text, lang)) => texts.push(read(text, lang)),
                None if node.starts_with("_:") => {}
                None => texts.push((node.clone(), None)),
            },
        }
    }
    texts.retain(|(text, _)| !text.is_empty());
    texts
}

/// A text without the space around it, and its language.
fn read(text: &str, lang: Option<&str>) -> (String, Option<Lang>) {
    (text.trim().to_owned(), lang.and_then(tag::read))
}

/// The last part of an address, or all of a name that is none.
fn own_name(name: &str) -> &str {
    // A name that holds only in one reading of a file is no id.
    if name.starts_with("_:") {
        return "";
    }
    let name = name.trim_end_matches(['/', '#']);
    name.rsplit(['/', '#']).next().unwrap_or(name)
}

fn line(label: &str, lang: Option<&Lang>, text: &str) -> String {
    match lang {
        Some(lang) => format!("{label} ({lang}): {text}"),
        None => format!("{label}: {text}"),
    }
}

fn skos(name: &str) -> String {
    format!("{SKOS}{name}")
}

fn xl(name: &str) -> String {
    format!("{SKOS_XL}{name}")
}

fn dublin_core(name: &str) -> Vec<String> {
    DUBLIN_CORE.iter().map(|namespace| format!("{namespace}{name}")).collect()
}
