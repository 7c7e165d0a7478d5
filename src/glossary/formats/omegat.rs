//! OmegaT's glossaries: lines of a source term, its translation and a comment, between tabs.

use super::WriteError;
use super::ids::{self, Ids};
use super::losses::Losses;
use super::table::cells::{self, as_word};
use super::table::{Columns, Draft};
use super::tag::is_tag;
use crate::glossary::{Concept, Glossary, GlossaryError, Header, Subject, Term};
use crate::text::{Key, Lang, TermStatus};
use std::collections::BTreeMap;

/// The two languages of a glossary.
struct Pair {
    source: Lang,
    target: Lang,
}

/// What must be given, since the file doesn't say it.
const NEEDED: &str = "an OmegaT glossary doesn't say its languages: give them, as in --columns source=en,target=ar";

impl Pair {
    fn of(columns: &Columns) -> Result<Self, String> {
        let tag = |key: &str| {
            let tag = columns.get(key).ok_or_else(|| NEEDED.to_owned())?;
            if is_tag(tag) { Ok(Lang::new(tag)) } else { Err(format!("`{tag}` is no language tag; {NEEDED}")) }
        };
        Ok(Self { source: tag("source")?, target: tag("target")? })
    }
}

/// Reads a file. A line that begins with `#` is none, as for OmegaT; a target gives several terms with `;` between. Lines of
/// one source term are one concept, and so are those that the program wrote for one: their comment begins with its id.
pub(super) fn parse(name: &str, text: &str, columns: &Columns) -> Result<Glossary, GlossaryError> {
    let pair = Pair::of(columns).map_err(|why| GlossaryError::of_file(name, why))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut drafts: Vec<Draft> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut taken = Ids::default();
    let mut offset = 0;
    for line in text.split('\n') {
        let start = offset;
        offset += line.len() + 1;
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let fail = |at: usize, message: String| GlossaryError::at(name, text, at, message);
        let mut fields = line.splitn(3, '\t');
        let source = fields.next().unwrap_or_default();
        let Some(target) = fields.next() else {
            return Err(fail(
                start,
                "a line has a source term, a tab, its translation, a tab and a comment".to_owned(),
            ));
        };
        let comment = Comment::read(fields.next().unwrap_or_default());
        let target_at = start + source.len() + 1;
        let source = source.trim();
        if Key::new(source).is_empty() {
            return Err(fail(start, "a source term needs at least one letter".to_owned()));
        }
        let key = comment.id.map_or_else(|| format!("\t{source}"), str::to_owned);
        let place = *places.entry(key).or_insert(drafts.len());
        if place == drafts.len() {
            let wanted = comment.id.map_or_else(|| ids::of_terms([(&pair.source, source)].into_iter()), str::to_owned);
            drafts.push(Draft::new(taken.take_like(&wanted, start)));
        }
        let Some(draft) = drafts.get_mut(place) else { continue };
        add(draft, &pair.source, source, comment.status);
        for target in target.split(';').map(str::trim).filter(|target| !target.is_empty()) {
            if Key::new(target).is_empty() {
                return Err(fail(
                    target_at,
                    format!("a translation needs at least one letter, which `{target}` has not"),
                ));
            }
            add(draft, &pair.target, target, None);
        }
        draft.concept.subject = comment.subject.unwrap_or(draft.concept.subject);
        draft.concept.note = joined(draft.concept.note.take(), comment.note);
    }
    let header = Header { name: name.to_owned(), ..Header::default() };
    Ok(Glossary { headers: vec![header], concepts: drafts.into_iter().map(Draft::finish_once).collect() })
}

fn add(draft: &mut Draft, lang: &Lang, text: &str, status: Option<TermStatus>) {
    let term = Term::new(lang.clone(), text, status.unwrap_or_default());
    draft.terms.push((term, status.is_none()));
}

/// Two notes in one, unless the first says the second.
fn joined(known: Option<String>, new: &str) -> Option<String> {
    match known {
        Some(known) if new.is_empty() || known.split("; ").any(|part| part == new) || known == new => Some(known),
        Some(known) => Some(format!("{known}; {new}")),
        None => Some(new.to_owned()).filter(|new| !new.is_empty()),
    }
}

/// A comment: `[sy-homs] place, preferred. A note`, or a note alone.
#[derive(Default)]
struct Comment<'c> {
    id: Option<&'c str>,
    subject: Option<Subject>,
    status: Option<TermStatus>,
    note: &'c str,
}

impl<'c> Comment<'c> {
    fn read(text: &'c str) -> Self {
        let text = text.trim();
        Self::ours(text).unwrap_or(Self { note: text, ..Self::default() })
    }

    /// Reads what [`comment`] writes.
    fn ours(text: &'c str) -> Option<Self> {
        let (id, rest) = text.strip_prefix('[')?.split_once("] ")?;
        let (words, note) = rest.split_once('.').unwrap_or((rest, ""));
        let (subject, status) = words.split_once(", ")?;
        let id = Some(id).filter(|id| ids::is_id(id))?;
        let subject = Subject::from_word(&as_word(subject))?;
        Some(Self {
            id: Some(id),
            subject: Some(subject),
            status: Some(cells::status(status).ok()?),
            note: note.trim(),
        })
    }
}

/// What a reader of OmegaT's glossary pane should know of a term, in one line.
fn comment(concept: &Concept, term: &Term) -> String {
    let notes = [&concept.note, &term.note].into_iter().flatten().map(|note| one_line(note)).collect::<Vec<_>>();
    let (subject, status) = (concept.subject.word(), term.status.word());
    let head = format!("[{}] {subject}, {status}.", concept.id);
    if notes.is_empty() { head } else { format!("{head} {}", notes.join(" ")) }
}

/// A text without the signs that end a field or a line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes the terms of the source language that may be used, each with the term to use in the target language.
pub(super) fn write(glossary: &Glossary, columns: &Columns) -> Result<(Vec<u8>, Losses), WriteError> {
    let pair = Pair::of(columns).map_err(WriteError::Languages)?;
    let usable = |term: &&Term| matches!(term.status, TermStatus::Preferred | TermStatus::Admitted);
    let mut text = String::new();
    let mut losses = Losses::default();
    for header in &glossary.headers {
        losses.note("the head of a glossary", &header.name);
    }
    for concept in &glossary.concepts {
        // Of two varieties of one language, the one is no translation of itself.
        let preferred = concept.preferred(&pair.target).filter(|term| term.lang != pair.source);
        let target = preferred.or_else(|| concept.terms_in(&pair.target).find(usable));
        let mut sources = concept.terms_in(&pair.source).filter(usable).peekable();
        let (Some(target), Some(_)) = (target, sources.peek()) else {
            losses.note("a concept without a usable term in both languages", &concept.id);
            continue;
        };
        for source in sources {
            let (source_text, target_text) = (one_line(&source.text), one_line(&target.text));
            let lost_sign = source_text != source.text || target_text != target.text;
            if lost_sign || source.text.starts_with('#') || target.text.contains(';') {
                losses
                    .note("a term with a tab, a line break, double spaces, a semicolon or `#` before it", &concept.id);
            }
            // OmegaT would take the line for a remark.
            let source_text = source_text.trim_start_matches('#');
            text.push_str(&format!("{source_text}\t{target_text}\t{}\n", comment(concept, source)));
        }
        note_losses(concept, target, &pair, &mut losses);
    }
    Ok((text.into_bytes(), losses))
}

/// Records what of a concept has no place in a line.
fn note_losses(concept: &Concept, target: &Term, pair: &Pair, losses: &mut Losses) {
    let mut note = |lost: bool, what: &'static str| {
        if lost {
            losses.note(what, &concept.id);
        }
    };
    note(concept.definition.is_some(), "the definition");
    let is_broken = |text: &Option<String>| text.as_ref().is_some_and(|text| one_line(text) != *text);
    note(is_broken(&concept.note), "line breaks and double spaces in a note");
    note(target.status != TermStatus::Preferred, "that no term is preferred in the target language");
    note(target.lang != pair.target, "for which region a term in the target language is");
    note(concept.source.is_some(), "the source");
    note(!concept.external.is_empty(), "ids elsewhere");
    for term in &concept.terms {
        let is_source = term.lang == pair.source;
        let is_target = term.lang == pair.target || std::ptr::eq(term, target);
        note(!is_source && !is_target, "terms in other languages");
        note(!is_source && is_target && term.text != target.text, "further terms in the target language");
        let unusable = matches!(term.status, TermStatus::Deprecated | TermStatus::Forbidden);
        note(is_source && unusable, "deprecated and forbidden terms");
        if (!is_source || unusable) && !std::ptr::eq(term, target) {
            continue;
        }
        note(!is_source && term.note.is_some(), "the note on a term in the target language");
        note(is_source && term.note.is_some(), "which note is about the term and which about the concept");
        let plain = Term { note: term.note.clone(), ..Term::new(term.lang.clone(), term.text.as_str(), term.status) };
        note(*term != plain, "the grammar, use and context of a term");
    }
}
