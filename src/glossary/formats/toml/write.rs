//! Glossaries in TOML: writing, in the form in which people write them.

use crate::glossary::formats::losses::Losses;
use crate::glossary::{Concept, Gender, Glossary, Header, Number, PartOfSpeech, Register, Term};
use crate::text::{Lang, TermStatus};
use std::collections::BTreeSet;

/// A longer line is broken, if it can be.
const WIDTH: usize = 118;

/// Writes a file. See [`Glossary::to_toml`].
pub(in crate::glossary::formats) fn write(glossary: &Glossary) -> String {
    let mut text = head(glossary);
    for concept in glossary.concepts.iter().filter(|concept| !concept.terms.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&entry(concept));
    }
    text
}

/// What a file can't hold: it has one head, and no concept without terms.
pub(in crate::glossary::formats) fn losses(glossary: &Glossary) -> Losses {
    let mut losses = Losses::default();
    for header in glossary.headers.iter().skip(1) {
        losses.note("the scope, country and licence of a further glossary", &header.name);
    }
    for concept in glossary.concepts.iter().filter(|concept| concept.terms.is_empty()) {
        losses.note("a concept without terms", &concept.id);
    }
    losses
}

/// The head: that of the first glossary, with the sources of all.
fn head(glossary: &Glossary) -> String {
    let Some(first) = glossary.headers.first() else { return String::new() };
    let mut seen = BTreeSet::new();
    let further = glossary.headers.iter().skip(1).flat_map(|header| &header.sources);
    let mut sources = first.sources.clone();
    seen.extend(&first.sources);
    sources.extend(further.filter(|source| seen.insert(source)).cloned());
    let header = Header { sources, ..first.clone() };
    let mut lines = vec!["[glossary]".to_owned(), line("name", &header.name)];
    if !header.scope.is_empty() {
        lines.push(line("scope", &header.scope));
    }
    if !header.sources.is_empty() {
        lines.push(format!("sources = {}", source_list(&header.sources)));
    }
    lines.extend(header.country.iter().map(|country| line("country", country)));
    lines.extend(header.licence.iter().map(|licence| line("licence", licence)));
    lines.push(String::new());
    lines.join("\n")
}

/// Sources, one a line.
pub(super) fn source_list(sources: &[String]) -> String {
    let lines: String = sources.iter().map(|source| format!("  {},\n", quoted(source))).collect();
    format!("[\n{lines}]")
}

/// A concept as an entry of its own, with the end of its last line.
pub(super) fn entry(concept: &Concept) -> String {
    let mut lines = vec!["[[concept]]".to_owned(), line("id", &concept.id), line("subject", concept.subject.word())];
    let said = [("definition", &concept.definition), ("note", &concept.note), ("source", &concept.source)];
    lines.extend(said.iter().filter_map(|(key, text)| Some(line(key, text.as_deref()?))));
    if !concept.external.is_empty() {
        lines.push(format!("external = {}", external(concept)));
    }
    for lang in languages(concept) {
        let terms: Vec<&Term> = concept.terms_in(lang).collect();
        let key = format!("terms.{}", lang.tag());
        lines.push(format!("{key} = {}", list(&key, &names(&terms))));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// The languages of a concept in the order of writing: English and Arabic, then by their tags.
fn languages(concept: &Concept) -> Vec<&Lang> {
    let all: BTreeSet<&Lang> = concept.terms.iter().map(|term| &term.lang).collect();
    let mut all: Vec<&Lang> = all.into_iter().collect();
    all.sort_by_key(|lang| [Lang::EN, Lang::AR].iter().position(|first| first == *lang).unwrap_or(usize::MAX));
    all
}

/// Ids elsewhere, as an inline table.
pub(super) fn external(concept: &Concept) -> String {
    let pairs = concept.external.iter().map(|(system, id)| format!("{} = {}", key(system), quoted(id)));
    format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
}

/// Values in brackets: on the line of their key if they fit, or else on lines that are filled.
pub(super) fn list(key: &str, values: &[String]) -> String {
    let one_line = format!("[{}]", values.join(", "));
    if key.chars().count() + " = ".len() + one_line.chars().count() <= WIDTH && !one_line.contains('\n') {
        return one_line;
    }
    let mut text = "[".to_owned();
    let mut column = usize::MAX;
    for value in values {
        let length = value.chars().count() + ",".len();
        if column.saturating_add(length + 1) > WIDTH {
            text.push_str("\n  ");
            column = 2;
        } else {
            text.push(' ');
            column += 1;
        }
        text.push_str(value);
        text.push(',');
        column += length;
    }
    text.push_str("\n]");
    text
}

/// The terms of one language as values. A text alone is admitted, but for the first, which is preferred where no term says
/// that it is.
pub(super) fn names(terms: &[&Term]) -> Vec<String> {
    let is_plain = |term: &Term| *term == Term::new(term.lang.clone(), term.text.as_str(), term.status);
    let preferred = terms.iter().filter(|term| term.status == TermStatus::Preferred).count();
    let first_bare = terms
        .iter()
        .position(|term| is_plain(term) && matches!(term.status, TermStatus::Preferred | TermStatus::Admitted));
    // The one that may be preferred without saying so.
    let silent = first_bare
        .filter(|&at| preferred == 1 && terms.get(at).is_some_and(|term| term.status == TermStatus::Preferred));
    let name = |(at, term): (usize, &&Term)| match term.status {
        TermStatus::Preferred if silent == Some(at) => quoted(&term.text),
        TermStatus::Admitted if preferred > 0 && is_plain(term) => quoted(&term.text),
        _ => full(term, is_plain(term)),
    };
    terms.iter().enumerate().map(name).collect()
}

/// A term as an inline table. An admitted one says so only if there is nothing else to say.
fn full(term: &Term, is_plain: bool) -> String {
    let mut parts = vec![line("text", &term.text)];
    if term.status != TermStatus::Admitted || is_plain {
        parts.push(line("status", term.status.word()));
    }
    let words = [
        ("part_of_speech", term.part_of_speech.map(PartOfSpeech::word)),
        ("gender", term.gender.map(Gender::word)),
        ("number", term.number.map(Number::word)),
        ("register", term.register.map(Register::word)),
        ("region", term.region.as_deref()),
        ("scheme", term.scheme.as_deref()),
    ];
    parts.extend(words.iter().filter_map(|(key, word)| Some(line(key, (*word)?))));
    let usual = Term::new(term.lang.clone(), term.text.as_str(), term.status);
    let flags = [
        ("case_sensitive", term.case_sensitive, usual.case_sensitive),
        ("short", term.short, usual.short),
        ("translate", term.translate, usual.translate),
        ("inflect", term.inflect, usual.inflect),
    ];
    parts.extend(flags.iter().filter(|(_, said, usual)| said != usual).map(|(key, said, _)| format!("{key} = {said}")));
    parts.extend(term.note.iter().map(|note| line("note", note)));
    if !term.context.is_empty() {
        let words: Vec<String> = term.context.iter().map(|word| quoted(word)).collect();
        parts.push(format!("context = [{}]", words.join(", ")));
    }
    format!("{{ {} }}", parts.join(", "))
}

fn line(key: &str, text: &str) -> String {
    format!("{key} = {}", quoted(text))
}

/// A key, in quotes if it needs them.
fn key(key: &str) -> String {
    let bare = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if bare { key.to_owned() } else { quoted(key) }
}

/// A text as a basic string of TOML.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
