//! From concepts to the rows of a table: one term a row, in columns that hold everything.

use super::cells;
use super::layout::Field;
use crate::glossary::formats::losses::Losses;
use crate::glossary::{Concept, Gender, Glossary, Header, Number, PartOfSpeech, Register, Term};
use crate::text::Lang;
use std::borrow::Cow;

/// A row, as what its cells are made of.
pub(super) struct Row<'g> {
    concept: &'g Concept,
    term: &'g Term,
    /// Whether it is the first of its concept, which says what the concept is.
    first: bool,
    /// The head of a glossary: the first rows have one each.
    header: Option<&'g Header>,
}

/// The rows of a glossary.
pub(super) fn rows(glossary: &Glossary) -> impl Iterator<Item = Row<'_>> {
    let mut headers = glossary.headers.iter();
    let terms = glossary
        .concepts
        .iter()
        .flat_map(|concept| concept.terms.iter().enumerate().map(move |(number, term)| (concept, number == 0, term)));
    terms.map(move |(concept, first, term)| Row { concept, term, first, header: headers.next() })
}

/// The columns that a glossary needs: the basic ones, and those in which something stands.
pub(super) fn columns(glossary: &Glossary) -> Vec<Field> {
    let used = |field| rows(glossary).any(|row| !row.cell(field).is_empty());
    Field::written().filter(|&field| field.is_basic() || used(field)).collect()
}

impl<'g> Row<'g> {
    /// The language of the term.
    pub(super) fn lang(&self) -> &'g Lang {
        &self.term.lang
    }

    /// The id of the concept.
    pub(super) fn id(&self) -> &'g str {
        &self.concept.id
    }

    /// What stands in the column of a field.
    pub(super) fn cell(&self, field: Field) -> Cow<'g, str> {
        let Self { concept, term, .. } = *self;
        let once = |text: Option<&'g str>| Cow::Borrowed(text.filter(|_| self.first).unwrap_or_default());
        let flag = |said: bool, usual: bool| Cow::Borrowed(if said == usual { "" } else { cells::yes_word(said) });
        let text = |text: Option<&'g str>| Cow::Borrowed(text.unwrap_or_default());
        match field {
            Field::Concept => Cow::Borrowed(&concept.id),
            Field::Lang => Cow::Borrowed(term.lang.tag()),
            Field::Term => Cow::Borrowed(&term.text),
            Field::Status => Cow::Borrowed(term.status.word()),
            Field::Subject => once(Some(concept.subject.word())),
            Field::Definition => once(concept.definition.as_deref()),
            Field::Note => once(concept.note.as_deref()),
            Field::Source => once(concept.source.as_deref()),
            Field::PartOfSpeech => text(term.part_of_speech.map(PartOfSpeech::word)),
            Field::Gender => text(term.gender.map(Gender::word)),
            Field::Number => text(term.number.map(Number::word)),
            Field::Register => text(term.register.map(Register::word)),
            Field::Region => text(term.region.as_deref()),
            Field::Scheme => text(term.scheme.as_deref()),
            Field::CaseSensitive => {
                let usual = Term::new(term.lang.clone(), term.text.as_str(), term.status).case_sensitive;
                flag(term.case_sensitive, usual)
            }
            Field::Short => flag(term.short, false),
            Field::Translate => flag(term.translate, true),
            Field::Inflect => flag(term.inflect, true),
            Field::TermNote => text(term.note.as_deref()),
            Field::Context => Cow::Owned(cells::join(term.context.iter().map(String::as_str))),
            Field::External if self.first => Cow::Owned(cells::join_pairs(
                concept.external.iter().map(|(key, value)| (key.as_str(), value.as_str())),
            )),
            Field::Glossary => text(self.header.map(|header| header.name.as_str())),
            Field::Scope => text(self.header.map(|header| header.scope.as_str())),
            Field::Sources => match self.header {
                Some(header) => Cow::Owned(cells::join(header.sources.iter().map(String::as_str))),
                None => Cow::Borrowed(""),
            },
            Field::Country => text(self.header.and_then(|header| header.country.as_deref())),
            Field::Licence => text(self.header.and_then(|header| header.licence.as_deref())),
            Field::External | Field::Forbidden | Field::Preferred => Cow::Borrowed(""),
        }
    }
}

/// What a table can't hold: it has no row without a term, and trims its cells.
pub(super) fn losses(glossary: &Glossary) -> Losses {
    let mut losses = Losses::default();
    for concept in &glossary.concepts {
        if concept.terms.is_empty() {
            losses.note("a concept without terms", &concept.id);
        }
        let mut all = texts(concept);
        if !all.all(cells::is_tidy) {
            losses.note("empty texts, and white space at the ends of texts", &concept.id);
        }
    }
    let mut seen: Vec<&str> = Vec::new();
    let rows = rows(glossary).take(glossary.headers.len()).count();
    for (number, header) in glossary.headers.iter().enumerate() {
        let texts = header.country.iter().chain(&header.licence).chain(&header.sources).map(String::as_str);
        let scope = header.scope.is_empty() || cells::is_tidy(&header.scope);
        let doubled =
            header.sources.iter().enumerate().any(|(at, source)| header.sources.iter().take(at).any(|s| s == source));
        let whole = cells::is_tidy(&header.name) && scope && texts.into_iter().all(cells::is_tidy) && !doubled;
        if number >= rows || seen.contains(&header.name.as_str()) || !whole {
            losses.note("the head of a glossary", &header.name);
        }
        seen.push(&header.name);
    }
    losses
}

/// All texts of a concept that stand in cells.
fn texts(concept: &Concept) -> impl Iterator<Item = &str> {
    let said = [&concept.definition, &concept.note, &concept.source].into_iter().flatten();
    let external = concept.external.iter().flat_map(|(system, id)| [system, id]);
    let terms = concept.terms.iter().flat_map(|term| {
        let said = [&term.region, &term.scheme, &term.note].into_iter().flatten();
        std::iter::once(&term.text).chain(said).chain(&term.context)
    });
    said.chain(external).chain(terms).map(String::as_str)
}
