//! Glossaries in TOML, the form that people write by hand: reading.

mod update;
mod write;

pub use update::update_toml;
pub(super) use write::{losses, write};

use super::ids::{Ids, is_id};
use super::standing::prefer_first;
use super::tag::{self, is_tag};
use crate::glossary::term::is_acronym;
use crate::glossary::{
    Concept, Gender, Glossary, GlossaryError, Header, Number, PartOfSpeech, Register, Subject, Term,
};
use crate::text::{Key, Lang, TermStatus};
use ::toml::Spanned;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use std::collections::BTreeMap;
use std::fmt;

/// A file as its schema has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    glossary: Header,
    #[serde(default)]
    concept: Vec<Entry>,
}

/// A `[[concept]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: Spanned<String>,
    #[serde(default)]
    subject: Subject,
    definition: Option<String>,
    note: Option<String>,
    source: Option<String>,
    #[serde(default)]
    external: BTreeMap<String, String>,
    terms: BTreeMap<Spanned<String>, Vec<Spanned<Name>>>,
}

/// A term: its text alone, or a table.
enum Name {
    Bare(String),
    Full(FullName),
}

/// A term as a table.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FullName {
    text: String,
    status: Option<TermStatus>,
    part_of_speech: Option<PartOfSpeech>,
    gender: Option<Gender>,
    number: Option<Number>,
    register: Option<Register>,
    region: Option<String>,
    scheme: Option<String>,
    case_sensitive: Option<bool>,
    #[serde(default)]
    short: bool,
    #[serde(default = "yes")]
    translate: bool,
    #[serde(default = "yes")]
    inflect: bool,
    note: Option<String>,
    #[serde(default)]
    context: Vec<String>,
}

fn yes() -> bool {
    true
}

impl<'de> Deserialize<'de> for Name {
    /// By hand, because an untagged enum would lose what is wrong with a table, and where.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Name;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a term in quotes, or a table such as { text = \"…\", status = \"deprecated\" }")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Name, E> {
                Ok(Name::Bare(text.to_owned()))
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Name, A::Error> {
                FullName::deserialize(MapAccessDeserializer::new(map)).map(Name::Full)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// Reads a file. See [`Glossary::parse_toml`].
pub(super) fn parse(name: &str, text: &str) -> Result<Glossary, GlossaryError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let fail = |offset: usize, message: String| GlossaryError::at(name, text, offset, message);
    let mut file: File =
        ::toml::from_str(text).map_err(|e| fail(e.span().map_or(0, |span| span.start), e.message().to_owned()))?;
    if file.glossary.name.is_empty() {
        name.clone_into(&mut file.glossary.name);
    }
    let mut ids = Ids::default();
    let mut concepts = Vec::with_capacity(file.concept.len());
    for entry in file.concept {
        let at = entry.id.span().start;
        if !is_id(entry.id.get_ref()) {
            return Err(fail(at, "an id is made of small letters a-z, digits and hyphens".to_owned()));
        }
        if let Err(first) = ids.take(entry.id.get_ref(), at) {
            let line = crate::text::Source::from(text).position(first).line;
            return Err(fail(at, format!("the id `{}` is taken by the concept at line {line}", entry.id.get_ref())));
        }
        concepts.push(concept(entry).map_err(|(offset, message)| fail(offset, message))?);
    }
    Ok(Glossary { headers: vec![file.glossary], concepts })
}

/// Makes a concept of an entry; an error is an offset and what is wrong there.
fn concept(entry: Entry) -> Result<Concept, (usize, String)> {
    let mut concept = Concept {
        definition: entry.definition,
        note: entry.note,
        source: entry.source,
        external: entry.external,
        ..Concept::new(entry.id.get_ref().as_str(), entry.subject)
    };
    if entry.terms.values().all(Vec::is_empty) {
        return Err((entry.id.span().start, format!("the concept `{}` has no terms", concept.id)));
    }
    let mut terms = Vec::new();
    for (tag, names) in entry.terms {
        if !is_tag(tag.get_ref()) {
            return Err((tag.span().start, tag::message(tag.get_ref())));
        }
        let lang = Lang::new(tag.get_ref());
        for name in names {
            let at = name.span().start;
            let (term, silent) = term(&lang, name.into_inner());
            if Key::new(&term.text).is_empty() {
                return Err((at, "a term needs at least one letter".to_owned()));
            }
            terms.push((term, silent));
        }
    }
    concept.terms = prefer_first(terms);
    Ok(concept)
}

/// Makes a term, and says whether it is a bare one, which may be preferred without saying so.
fn term(lang: &Lang, name: Name) -> (Term, bool) {
    let full = match name {
        Name::Bare(text) => return (Term::new(lang.clone(), text, TermStatus::default()), true),
        Name::Full(full) => full,
    };
    let term = Term {
        case_sensitive: full.case_sensitive.unwrap_or_else(|| is_acronym(&full.text)),
        lang: lang.clone(),
        text: full.text,
        status: full.status.unwrap_or_default(),
        part_of_speech: full.part_of_speech,
        gender: full.gender,
        number: full.number,
        register: full.register,
        region: full.region,
        scheme: full.scheme,
        short: full.short,
        translate: full.translate,
        inflect: full.inflect,
        note: full.note,
        context: full.context,
    };
    (term, false)
}
