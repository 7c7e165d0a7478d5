//! Writing of TBX-Basic in its three forms.

use super::category::{self, Category, word};
use super::{Dialect, header, id, note, reference};
use crate::glossary::formats::Losses;
use crate::glossary::formats::tag::is_tag;
use crate::glossary::formats::xml::escape;
use crate::glossary::term::is_acronym;
use crate::glossary::{Concept, Glossary, Header, PartOfSpeech, Term};
use crate::text::TermStatus;
use std::collections::{BTreeMap, BTreeSet};

/// The names of the elements, which changed from version 2 to 3.
struct Names {
    header: &'static str,
    entry: &'static str,
    language: &'static str,
    term: &'static str,
}

const VERSION_2: Names = Names { header: "martifHeader", entry: "termEntry", language: "langSet", term: "tig" };
const VERSION_3: Names = Names { header: "tbxHeader", entry: "conceptEntry", language: "langSec", term: "termSec" };

/// Writes a glossary. See [`Glossary::to_tbx`].
pub(in crate::glossary) fn write(glossary: &Glossary, dialect: Dialect) -> (String, Losses) {
    let names = if dialect == Dialect::Basic2 { VERSION_2 } else { VERSION_3 };
    let mut writer = Writer {
        dialect,
        names,
        out: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
        open: Vec::new(),
        losses: Losses::default(),
        concept: String::new(),
    };
    writer.file(glossary);
    (writer.out, writer.losses)
}

struct Writer {
    dialect: Dialect,
    names: Names,
    out: String,
    /// The open elements.
    open: Vec<&'static str>,
    losses: Losses,
    /// The id of the concept that is being written, for what is lost of it.
    concept: String,
}

impl Writer {
    fn file(&mut self, glossary: &Glossary) {
        match self.dialect {
            Dialect::Basic2 => self.begin("martif", &[("type", "TBX-Basic"), ("xml:lang", "en")]),
            Dialect::Dca3 | Dialect::Dct3 => {
                let style = if self.dialect == Dialect::Dca3 { "dca" } else { "dct" };
                let mut attributes = vec![
                    ("type", "TBX-Basic"),
                    ("style", style),
                    ("xml:lang", "en"),
                    ("xmlns", "urn:iso:std:iso:30042:ed-2"),
                ];
                if self.dialect == Dialect::Dct3 {
                    attributes.push(("xmlns:min", "http://www.tbxinfo.net/ns/min"));
                    attributes.push(("xmlns:basic", "http://www.tbxinfo.net/ns/basic"));
                }
                self.begin("tbx", &attributes);
            }
        }
        self.header(&glossary.headers);
        self.begin("text", &[]);
        let entries = self.entries(glossary);
        // Version 3 has no empty body, but can do without one.
        if !entries.is_empty() || self.dialect == Dialect::Basic2 {
            self.begin("body", &[]);
            for (concept, id, keeps_original) in entries {
                self.entry(concept, &id, keeps_original);
            }
            self.end();
        }
        while !self.open.is_empty() {
            self.end();
        }
    }

    fn header(&mut self, headers: &[Header]) {
        self.begin(self.names.header, &[]);
        self.begin("fileDesc", &[]);
        let title = header::title(headers);
        self.concept.clone_from(&title);
        if !title.is_empty() {
            self.begin("titleStmt", &[]);
            self.leaf("title", &[], &title);
            self.end();
        }
        self.begin("sourceDesc", &[]);
        let mut lines = header::lines(headers);
        if lines.is_empty() {
            lines = header::lines(&[Header::default()]);
        }
        for line in lines {
            self.leaf("p", &[], &line);
        }
        self.end();
        self.end();
        if self.dialect == Dialect::Basic2 {
            self.begin("encodingDesc", &[]);
            self.leaf("p", &[("type", "XCSURI")], "TBXBasicXCSV02.xcs");
            self.end();
        }
        self.end();
    }

    /// The concepts that can be written, each with its id in XML and whether that is the one it came with.
    fn entries<'g>(&mut self, glossary: &'g Glossary) -> Vec<(&'g Concept, String, bool)> {
        let last: BTreeMap<&str, usize> =
            glossary.concepts.iter().enumerate().map(|(number, concept)| (concept.id.as_str(), number)).collect();
        let mut taken = BTreeSet::new();
        let mut entries = Vec::new();
        for (number, concept) in glossary.concepts.iter().enumerate() {
            let lost = if concept.terms.is_empty() {
                "concepts without terms"
            } else if last.get(concept.id.as_str()) != Some(&number) {
                "concepts whose id a later one has"
            } else {
                match id::to_xml(concept).filter(|(id, _)| taken.insert(id.clone())) {
                    Some((id, keeps_original)) => {
                        entries.push((concept, id, keeps_original));
                        continue;
                    }
                    None => "concepts whose id is none",
                }
            };
            self.losses.note(lost, &concept.id);
        }
        entries
    }

    fn entry(&mut self, concept: &Concept, id: &str, keeps_original: bool) {
        self.concept.clone_from(&concept.id);
        self.begin(self.names.entry, &[("id", id)]);
        self.say(category::SUBJECT_FIELD, concept.subject.word());
        if let Some(definition) = given(concept.definition.as_ref()) {
            self.say(category::DEFINITION, definition);
        }
        if let Some(source) = given(concept.source.as_ref()) {
            self.say(category::SOURCE, source);
        }
        for (system, id) in &concept.external {
            match reference::address(system, id) {
                _ if keeps_original && system == id::KEY => {}
                Some(address) => self.refer(&address, &note::reference(system, id)),
                None => self.note(&format!("{}: {id}", note::label(system))),
            }
        }
        if let Some(text) = given(concept.note.as_ref()) {
            self.note(&note::of_concept(text));
        }
        let mut terms: Vec<&Term> = concept.terms.iter().collect();
        terms.sort_by(|a, b| a.lang.cmp(&b.lang));
        for section in terms.chunk_by(|a, b| a.lang == b.lang) {
            let tag = section.first().map_or("", |term| term.lang.tag());
            if is_tag(tag) {
                self.begin(self.names.language, &[("xml:lang", tag)]);
            } else {
                self.losses.note("languages of terms", &concept.id);
                self.begin(self.names.language, &[("xml:lang", "und")]);
            }
            for term in section {
                self.term(term);
            }
            self.end();
        }
        self.end();
    }

    fn term(&mut self, term: &Term) {
        self.begin(self.names.term, &[]);
        self.leaf("term", &[], &term.text);
        let is_forbidden = term.status == TermStatus::Forbidden;
        let status = if is_forbidden { TermStatus::Deprecated } else { term.status };
        self.say(category::STATUS, word(category::STATUSES, status));
        let is_name = term.part_of_speech == Some(PartOfSpeech::ProperNoun) && self.dialect != Dialect::Basic2;
        if let Some(part) = if is_name { Some(PartOfSpeech::Noun) } else { term.part_of_speech } {
            self.say(category::PART_OF_SPEECH, word(category::PARTS_OF_SPEECH, part));
        }
        if let Some(gender) = term.gender {
            self.say(category::GENDER, word(category::GENDERS, gender));
        }
        if let Some(region) = given(term.region.as_ref()) {
            self.say(category::REGION, region);
        }
        if term.short {
            self.say(category::TERM_TYPE, "shortForm");
        } else if is_acronym(&term.text) {
            self.say(category::TERM_TYPE, "acronym");
        }
        let mut fact = |label: &str, value: &str| self.note(&format!("{label}: {value}"));
        if is_forbidden {
            fact(note::STATUS, TermStatus::Forbidden.word());
        }
        if is_name {
            fact(note::PART_OF_SPEECH, word(category::PARTS_OF_SPEECH, PartOfSpeech::ProperNoun));
        }
        if let Some(number) = term.number {
            fact(note::NUMBER, word(category::NUMBERS, number));
        }
        if let Some(register) = term.register {
            fact(note::REGISTER, word(category::REGISTERS, register));
        }
        if let Some(scheme) = &term.scheme {
            fact(note::SCHEME, scheme);
        }
        if term.case_sensitive != is_acronym(&term.text) {
            fact(note::CASE, if term.case_sensitive { "yes" } else { "no" });
        }
        if !term.translate {
            fact(note::TRANSLATE, "no");
        }
        if !term.inflect {
            fact(note::INFLECT, "no");
        }
        term.context.iter().for_each(|near| fact(note::CONTEXT, near));
        if let Some(text) = given(term.note.as_ref()) {
            self.note(&note::of_term(text));
        }
        self.end();
    }

    /// A data category, as an attribute or as a tag.
    fn say(&mut self, category: Category, value: &str) {
        match self.dialect {
            Dialect::Dct3 => self.leaf(&tag(category), &[], value),
            Dialect::Basic2 | Dialect::Dca3 => self.leaf(category.element, &[("type", category.name)], value),
        }
    }

    fn refer(&mut self, address: &str, text: &str) {
        let category = category::CROSS_REFERENCE;
        match self.dialect {
            Dialect::Dct3 => self.leaf(&tag(category), &[("target", address)], text),
            Dialect::Basic2 | Dialect::Dca3 => {
                self.leaf(category.element, &[("type", category.name), ("target", address)], text);
            }
        }
    }

    fn note(&mut self, text: &str) {
        self.leaf("note", &[], text);
    }

    fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.indent();
        self.tag(name, attributes);
        self.escaped(text);
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    fn begin(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.indent();
        self.tag(name, attributes);
        self.out.push('\n');
        self.open.push(name);
    }

    fn end(&mut self) {
        let Some(name) = self.open.pop() else { return };
        self.indent();
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            self.escaped(value);
            self.out.push('"');
        }
        self.out.push('>');
    }

    fn escaped(&mut self, text: &str) {
        if !escape(text, &mut self.out) {
            self.losses.note("characters that XML can't hold", &self.concept);
        }
    }

    fn indent(&mut self) {
        self.out.extend(std::iter::repeat_n("  ", self.open.len()));
    }
}

/// The tag of a data category in DCT style.
fn tag(category: Category) -> String {
    format!("{}:{}", category.module, category.name)
}

/// A text that says something.
fn given(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str).filter(|text| !text.is_empty())
}
