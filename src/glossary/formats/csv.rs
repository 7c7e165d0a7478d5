//! Glossaries in CSV: one term a line, as spreadsheets and other termbases give them.

use super::toml::{is_id, is_tag};
use crate::glossary::{Concept, Glossary, GlossaryError, Header, Subject, Term};
use crate::text::{Key, Lang, TermStatus};
use std::collections::BTreeMap;

/// The columns that are understood; the first three must be there.
const COLUMNS: [&str; 7] = ["concept", "lang", "term", "status", "subject", "definition", "note"];

/// A line, as its columns have it.
#[derive(serde::Deserialize)]
struct Row {
    concept: String,
    lang: String,
    term: String,
    status: Option<String>,
    subject: Option<String>,
    definition: Option<String>,
    note: Option<String>,
}

/// Reads a file. See [`Glossary::parse_csv`].
pub(super) fn parse(name: &str, text: &str) -> Result<Glossary, GlossaryError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let fail = |offset: u64, message: String| {
        GlossaryError::at(name, text, usize::try_from(offset).unwrap_or(usize::MAX), message)
    };
    let read = |error: &::csv::Error| fail(error.position().map_or(0, ::csv::Position::byte), message(error));
    let mut reader = ::csv::ReaderBuilder::new().trim(::csv::Trim::All).from_reader(text.as_bytes());
    let columns = reader.headers().map_err(|e| read(&e))?.clone();
    if let Some(unknown) = columns.iter().find(|column| !COLUMNS.contains(column)) {
        return Err(fail(0, format!("unknown column `{unknown}`; known are {}", COLUMNS.join(", "))));
    }
    if let Some(missing) = COLUMNS.iter().take(3).find(|column| !columns.iter().any(|c| c == **column)) {
        return Err(fail(0, format!("the column `{missing}` is missing")));
    }
    let mut concepts: Vec<Concept> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for record in reader.records() {
        let record = record.map_err(|e| read(&e))?;
        let at = record.position().map_or(0, ::csv::Position::byte);
        let row: Row = record.deserialize(Some(&columns)).map_err(|e| fail(at, message(&e)))?;
        let place = *places.entry(row.concept.clone()).or_insert(concepts.len());
        if place == concepts.len() {
            concepts.push(Concept::new(row.concept.as_str(), Subject::default()));
        }
        if let Some(concept) = concepts.get_mut(place) {
            add(concept, row).map_err(|message| fail(at, message))?;
        }
    }
    concepts.iter_mut().for_each(prefer_first);
    let header = Header { name: name.to_owned(), ..Header::default() };
    Ok(Glossary { headers: vec![header], concepts })
}

/// Adds a line to its concept.
fn add(concept: &mut Concept, row: Row) -> Result<(), String> {
    let given = |value: Option<String>| value.filter(|value| !value.is_empty());
    if !is_id(&row.concept) {
        return Err(format!("`{}` is no id: small letters a-z, digits and hyphens", row.concept));
    }
    if !is_tag(&row.lang) {
        return Err(format!("`{}` is no language tag such as `ar` or `ku-Latn`", row.lang));
    }
    if Key::new(&row.term).is_empty() {
        return Err("a term needs at least one letter".to_owned());
    }
    let status = match row.status.as_deref().unwrap_or_default() {
        "" | "admitted" => TermStatus::Admitted,
        "preferred" => TermStatus::Preferred,
        "deprecated" => TermStatus::Deprecated,
        "forbidden" => TermStatus::Forbidden,
        other => return Err(format!("unknown status `{other}`; known are preferred, admitted, deprecated, forbidden")),
    };
    if let Some(word) = given(row.subject) {
        concept.subject = Subject::from_word(&word).ok_or_else(|| {
            let known = Subject::ALL.iter().map(|subject| subject.word()).collect::<Vec<_>>().join(", ");
            format!("unknown subject `{word}`; known are {known}")
        })?;
    }
    concept.definition = given(row.definition).or(concept.definition.take());
    let term = Term { note: given(row.note), ..Term::new(Lang::new(&row.lang), row.term, status) };
    concept.terms.push(term);
    Ok(())
}

/// Makes the first admitted term of each language preferred where no term is.
fn prefer_first(concept: &mut Concept) {
    concept.terms.sort_by(|a, b| a.lang.cmp(&b.lang));
    for group in concept.terms.chunk_by_mut(|a, b| a.lang == b.lang) {
        if group.iter().all(|term| term.status != TermStatus::Preferred)
            && let Some(first) = group.iter_mut().find(|term| term.status == TermStatus::Admitted)
        {
            first.status = TermStatus::Preferred;
        }
    }
}

/// What is wrong, without the place: that is told apart.
fn message(error: &::csv::Error) -> String {
    match error.kind() {
        ::csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("this line has {len} fields, the header has {expected_len}")
        }
        ::csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
        _ => error.to_string(),
    }
}
