//! From the rows of a table to concepts: one term a row, or one concept a row with a column for each language.

use super::cells;
use super::layout::{Field, Layout, Role};
use crate::glossary::formats::tag::{self, is_tag};
use crate::glossary::formats::{ids, standing};
use crate::glossary::{Concept, Gender, Glossary, Header, Number, PartOfSpeech, Register, Subject, Term};
use crate::text::{Key, Lang, TermStatus};
use std::collections::{BTreeMap, BTreeSet};

/// Gathers the rows of a table. The rows of a concept may stand anywhere.
pub(super) struct Table {
    layout: Layout,
    gathered: Gathered,
}

/// What the rows so far have said.
#[derive(Default)]
struct Gathered {
    drafts: Vec<Draft>,
    /// Where the concept of an id in the table stands.
    places: BTreeMap<String, usize>,
    ids: ids::Ids,
    headers: Vec<Header>,
}

/// A concept, of which not all rows may have been read.
pub(in crate::glossary::formats) struct Draft {
    pub(in crate::glossary::formats) concept: Concept,
    /// Its terms, each with whether its row is silent about the status.
    pub(in crate::glossary::formats) terms: Vec<(Term, bool)>,
}

/// A cell that is wrong: the index of its column, and why.
pub(super) type Fault = (usize, String);

/// The cells of a row by field.
struct Row<'r> {
    fields: BTreeMap<Field, (usize, &'r str)>,
    names: Vec<(usize, Lang, &'r str)>,
}

impl Table {
    /// A table without rows.
    pub(super) fn new(layout: Layout) -> Self {
        Self { layout, gathered: Gathered::default() }
    }

    /// How many columns its header has.
    pub(super) fn width(&self) -> usize {
        self.layout.roles.len()
    }

    /// Adds a row. A row without anything is passed by.
    pub(super) fn add<'r>(&mut self, cells: impl Iterator<Item = &'r str>) -> Result<(), Fault> {
        self.gathered.add(&self.layout, cells)
    }

    /// The glossary of all rows.
    pub(super) fn finish(self, name: &str) -> Glossary {
        let Gathered { drafts, mut headers, .. } = self.gathered;
        if headers.is_empty() {
            headers.push(Header::default());
        }
        for header in headers.iter_mut().filter(|header| header.name.is_empty()) {
            name.clone_into(&mut header.name);
        }
        // A row for each synonym says the term of the other language again each time.
        let finish = if self.layout.wide { Draft::finish_once } else { Draft::finish };
        Glossary { headers, concepts: drafts.into_iter().map(finish).collect() }
    }
}

impl Gathered {
    fn add<'r>(&mut self, layout: &Layout, cells: impl Iterator<Item = &'r str>) -> Result<(), Fault> {
        let Some(row) = Row::new(layout, cells)? else { return Ok(()) };
        self.read_head(&row)?;
        let terms = if layout.wide { row.names()? } else { vec![row.term()?] };
        let Some((first, _)) = terms.first() else {
            return Err((0, "this row has no term in any language".to_owned()));
        };
        let wanted = match row.fields.get(&Field::Concept) {
            Some(&(column, id)) => Some((id, known_id(id, first, layout.strict_ids).map_err(|why| (column, why))?)),
            None if !layout.wide => {
                return Err((layout.column(Field::Concept), "a row needs the id of its concept".to_owned()));
            }
            None => None,
        };
        let place = self.place(wanted, &terms);
        let Some(draft) = self.drafts.get_mut(place) else { return Ok(()) };
        row.describe(&mut draft.concept)?;
        draft.terms.extend(terms);
        Ok(())
    }

    /// The index of the concept of an id, as the table has the id and as it should be; without one, of a new concept with
    /// an id from its terms.
    fn place(&mut self, wanted: Option<(&str, String)>, terms: &[(Term, bool)]) -> usize {
        let new = self.drafts.len();
        let (place, wanted) = match wanted {
            Some((known, wanted)) => (*self.places.entry(known.to_owned()).or_insert(new), wanted),
            None => (new, ids::of_terms(terms.iter().map(|(term, _)| (&term.lang, term.text.as_str())))),
        };
        if place == new {
            self.drafts.push(Draft::new(self.ids.take_like(&wanted, new)));
        }
        place
    }

    /// Reads what a row says about the glossary: under its name, or else the first.
    fn read_head(&mut self, row: &Row<'_>) -> Result<(), Fault> {
        let said = [Field::Glossary, Field::Scope, Field::Sources, Field::Country, Field::Licence];
        if !said.iter().any(|field| row.fields.contains_key(field)) {
            return Ok(());
        }
        let name = row.fields.get(&Field::Glossary).map(|&(_, name)| name);
        let place = match name {
            Some(name) => self.headers.iter().position(|header| header.name == name),
            None => (!self.headers.is_empty()).then_some(0),
        };
        let place = place.unwrap_or_else(|| {
            self.headers.push(Header { name: name.unwrap_or_default().to_owned(), ..Header::default() });
            self.headers.len() - 1
        });
        let Some(header) = self.headers.get_mut(place) else { return Ok(()) };
        let mut scope = Some(std::mem::take(&mut header.scope)).filter(|scope| !scope.is_empty());
        row.set(Field::Scope, &mut scope)?;
        header.scope = scope.unwrap_or_default();
        row.set(Field::Country, &mut header.country)?;
        row.set(Field::Licence, &mut header.licence)?;
        if let Some(&(_, sources)) = row.fields.get(&Field::Sources) {
            for source in cells::split(sources) {
                if !header.sources.contains(&source) {
                    header.sources.push(source);
                }
            }
        }
        Ok(())
    }
}

impl Layout {
    /// The column of a field; the first where it has none.
    fn column(&self, field: Field) -> usize {
        self.roles.iter().position(|role| *role == Role::Field(field)).unwrap_or_default()
    }
}

/// The id of a concept, from what the table calls it.
fn known_id(id: &str, first: &Term, strict: bool) -> Result<String, String> {
    if strict && !ids::is_id(id) {
        return Err(format!("`{id}` is no id: small letters a-z, digits and hyphens"));
    }
    Ok(ids::nearest(id).unwrap_or_else(|| ids::of_terms([(&first.lang, first.text.as_str())].into_iter())))
}

impl Draft {
    /// A concept of which nothing is known yet.
    pub(in crate::glossary::formats) fn new(id: String) -> Self {
        Self { concept: Concept::new(id, Subject::default()), terms: Vec::new() }
    }

    /// The concept as [`Draft::finish`] makes it, with each term once.
    pub(in crate::glossary::formats) fn finish_once(mut self) -> Concept {
        let mut seen = BTreeSet::new();
        self.terms.retain(|(term, _)| seen.insert((term.lang.clone(), term.text.clone())));
        self.finish()
    }

    /// The concept: its terms by language, and the first one that says nothing of its status preferred where none is.
    pub(super) fn finish(mut self) -> Concept {
        self.concept.terms = standing::prefer_first(self.terms);
        self.concept
    }
}

impl<'r> Row<'r> {
    /// The cells that say something; `None` when there are none.
    fn new(layout: &Layout, cells: impl Iterator<Item = &'r str>) -> Result<Option<Self>, Fault> {
        let mut row = Row { fields: BTreeMap::new(), names: Vec::new() };
        for (column, (role, cell)) in layout.roles.iter().zip(cells.map(str::trim)).enumerate() {
            match role {
                _ if cell.is_empty() => {}
                Role::Ignored => {}
                Role::Field(field) => {
                    row.fields.insert(*field, (column, cell));
                }
                Role::Names(lang) => row.names.push((column, lang.clone(), cell)),
                Role::Nameless => {
                    return Err((column, format!("`{cell}` stands in a column without a heading")));
                }
            }
        }
        Ok((!row.fields.is_empty() || !row.names.is_empty()).then_some(row))
    }

    /// Reads a cell, if it says something.
    fn read<T>(&self, field: Field, read: impl Fn(&str) -> Result<T, String>) -> Result<Option<T>, Fault> {
        let Some(&(column, cell)) = self.fields.get(&field) else { return Ok(None) };
        read(cell).map(Some).map_err(|why| (column, why))
    }

    /// Reads a word of a closed list.
    fn word<T: Copy>(
        &self,
        field: Field,
        all: &[T],
        from_word: impl Fn(&str) -> Option<T>,
        word: impl Fn(T) -> &'static str,
    ) -> Result<Option<T>, Fault> {
        self.read(field, |cell| {
            from_word(&cells::as_word(cell)).ok_or_else(|| {
                let known = all.iter().map(|&value| word(value)).collect::<Vec<_>>().join(", ");
                format!("unknown {} `{cell}`; known are {known}", field.word().replace('_', " "))
            })
        })
    }

    /// The status that the row gives, if any.
    fn status(&self) -> Result<Option<TermStatus>, Fault> {
        let status = self.read(Field::Status, cells::status)?;
        let forbidden = self.read(Field::Forbidden, cells::yes)?;
        let preferred = self.read(Field::Preferred, cells::yes)?;
        Ok(match (forbidden, preferred) {
            (Some(true), _) => Some(TermStatus::Forbidden),
            (_, Some(true)) => Some(TermStatus::Preferred),
            (_, Some(false)) => status.or(Some(TermStatus::Admitted)),
            _ => status,
        })
    }

    /// A term with all that the row says about its term or terms.
    fn term_of(
        &self,
        lang: Lang,
        column: usize,
        text: &str,
        status: Option<TermStatus>,
    ) -> Result<(Term, bool), Fault> {
        if Key::new(text).is_empty() {
            return Err((column, format!("a term needs at least one letter, which `{text}` has not")));
        }
        let term = Term::new(lang, text, status.unwrap_or_default());
        let flag = |field, usual| self.read(field, cells::yes).map(|said| said.unwrap_or(usual));
        let text = |field| self.fields.get(&field).map(|&(_, cell)| cell.to_owned());
        let term = Term {
            part_of_speech: self.word(
                Field::PartOfSpeech,
                PartOfSpeech::ALL,
                PartOfSpeech::from_word,
                PartOfSpeech::word,
            )?,
            gender: self.word(Field::Gender, Gender::ALL, Gender::from_word, Gender::word)?,
            number: self.word(Field::Number, Number::ALL, Number::from_word, Number::word)?,
            register: self.word(Field::Register, Register::ALL, Register::from_word, Register::word)?,
            region: text(Field::Region),
            scheme: text(Field::Scheme),
            case_sensitive: flag(Field::CaseSensitive, term.case_sensitive)?,
            short: flag(Field::Short, false)?,
            translate: flag(Field::Translate, true)?,
            inflect: flag(Field::Inflect, true)?,
            note: text(Field::TermNote),
            context: text(Field::Context).map(|cell| cells::split(&cell)).unwrap_or_default(),
            ..term
        };
        Ok((term, status.is_none()))
    }

    /// The term of a row of one term.
    fn term(&self) -> Result<(Term, bool), Fault> {
        let needed = |field: Field| {
            self.fields.get(&field).copied().ok_or_else(|| (0, format!("a row needs its `{}`", field.word())))
        };
        let (tag_column, tag) = needed(Field::Lang)?;
        if !is_tag(tag) {
            return Err((tag_column, tag::message(tag)));
        }
        let (column, text) = needed(Field::Term)?;
        self.term_of(Lang::new(tag), column, text, self.status()?)
    }

    /// The terms of a row of one concept: of each language the first is preferred, if the row doesn't say another thing.
    fn names(&self) -> Result<Vec<(Term, bool)>, Fault> {
        let status = self.status()?;
        let mut terms = Vec::new();
        for (column, lang, cell) in &self.names {
            for (number, name) in cells::names(cell).enumerate() {
                let status = match status {
                    Some(TermStatus::Preferred) if number > 0 => Some(TermStatus::Admitted),
                    other => other,
                };
                terms.push(self.term_of(lang.clone(), *column, name, status)?);
            }
        }
        Ok(terms)
    }

    /// Adds what the row says about its concept.
    fn describe(&self, concept: &mut Concept) -> Result<(), Fault> {
        if let Some(subject) = self.word(Field::Subject, Subject::ALL, Subject::from_word, Subject::word)? {
            concept.subject = subject;
        }
        self.set(Field::Definition, &mut concept.definition)?;
        self.set(Field::Note, &mut concept.note)?;
        self.set(Field::Source, &mut concept.source)?;
        let wrong = |part: String| format!("`{part}` is no id elsewhere, which is written as geonames:170062");
        let pairs = self.read(Field::External, |cell| cells::split_pairs(cell).map_err(wrong))?;
        concept.external.extend(pairs.into_iter().flatten());
        Ok(())
    }

    /// Sets what a concept or a glossary has once. Two rows may repeat it and may not contradict each other.
    fn set(&self, field: Field, known: &mut Option<String>) -> Result<(), Fault> {
        let Some(&(column, cell)) = self.fields.get(&field) else { return Ok(()) };
        match known {
            Some(known) if known != cell => {
                let advice =
                    if field == Field::Note { "; a note on one term goes into the column `term_note`" } else { "" };
                let word = field.word();
                Err((column, format!("a row above says another {word}: «{known}»{advice}")))
            }
            _ => {
                *known = Some(cell.to_owned());
                Ok(())
            }
        }
    }
}
