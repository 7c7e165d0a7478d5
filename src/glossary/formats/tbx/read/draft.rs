//! Concepts and terms as they are put together from what is said about them.

use super::super::category::{self, folded, value};
use super::super::{note, reference};
use super::item::Item;
use crate::glossary::term::is_acronym;
use crate::glossary::{Concept, Subject, Term};
use crate::text::{Lang, TermStatus};
use std::collections::BTreeSet;

/// A concept that is being read.
pub(super) struct ConceptDraft {
    concept: Concept,
    has_subject: bool,
    lines: Vec<String>,
    /// The lines that stand for what has no place.
    kept: BTreeSet<String>,
}

impl ConceptDraft {
    pub(super) fn new(concept: Concept) -> Self {
        Self { concept, has_subject: false, lines: Vec::new(), kept: BTreeSet::new() }
    }

    /// Adds something that is said of the concept as a whole.
    pub(super) fn add(&mut self, item: Item) {
        if item.is_note {
            self.add_note(item.value);
        } else if item.is("subjectfield") || item.is("subject") {
            self.add_subject(&item);
        } else if item.is("definition") && self.concept.definition.is_none() {
            self.concept.definition = Some(item.value);
        } else if item.is("source") && self.concept.source.is_none() {
            self.concept.source = Some(item.value);
        } else if item.is("externalcrossreference") && item.target.is_some() {
            self.add_reference(&item);
        } else {
            self.keep(item.line(None));
        }
    }

    /// Adds something that is said of it in one language.
    pub(super) fn add_in(&mut self, lang: &Lang, item: Item) {
        if item.is("definition") && self.concept.definition.is_none() {
            self.concept.definition = Some(item.value);
        } else if item.is("source") && self.concept.source.is_none() {
            self.concept.source = Some(item.value);
        } else {
            self.keep(item.line(Some(lang.tag())));
        }
    }

    pub(super) fn finish(self) -> Concept {
        Concept { note: joined(&self.lines), ..self.concept }
    }

    fn add_note(&mut self, text: String) {
        match note::split(&text) {
            Some((note::NOTE, rest)) => self.lines.push(rest.to_owned()),
            Some((label, id)) => match note::system(label) {
                Some(system) if !self.concept.external.contains_key(&system) => {
                    self.concept.external.insert(system, id.to_owned());
                }
                _ => self.lines.push(text),
            },
            None => self.lines.push(text),
        }
    }

    fn add_subject(&mut self, item: &Item) {
        match Subject::from_word(&item.value) {
            Some(subject) if !self.has_subject => {
                self.concept.subject = subject;
                self.has_subject = true;
            }
            _ => self.keep(item.line(None)),
        }
    }

    /// An address elsewhere: one of our own says for which system and id it stands, of others the address tells.
    fn add_reference(&mut self, item: &Item) {
        let target = item.target.as_deref().unwrap_or_default();
        let own = note::referred(&item.value)
            .filter(|(system, id)| reference::address(system, id).as_deref() == Some(target))
            .map(|(system, id)| (system, id.to_owned()));
        let is_told = own.is_some() || item.value.is_empty() || item.value == target;
        let vacant = |(system, _): &(String, String)| !self.concept.external.contains_key(system);
        match own.or_else(|| reference::system(target)).filter(vacant) {
            Some((system, id)) => {
                self.concept.external.insert(system, id);
                if !is_told {
                    self.keep(item.line(None));
                }
            }
            None => self.keep(item.line(None)),
        }
    }

    /// Keeps what has no place of its own. What other programs say of each language is often the same.
    fn keep(&mut self, line: String) {
        if self.kept.insert(line.clone()) {
            self.lines.push(line);
        }
    }
}

/// A term that is being read.
pub(super) struct TermDraft {
    term: Term,
    status: Option<TermStatus>,
    lines: Vec<String>,
}

impl TermDraft {
    pub(super) fn new(term: Term) -> Self {
        Self { term, status: None, lines: Vec::new() }
    }

    /// Adds something that is said of the term.
    pub(super) fn add(&mut self, item: Item) {
        if item.is_note {
            if !self.takes_note(&item.value) {
                self.lines.push(item.value);
            }
        } else if !self.takes(&item) {
            self.lines.push(item.line(None));
        }
    }

    /// The term, and whether the file is silent about its status.
    pub(super) fn finish(self) -> (Term, bool) {
        let status = self.status.unwrap_or_default();
        (Term { status, note: joined(&self.lines), ..self.term }, self.status.is_none())
    }

    /// Takes the value of a data category, if it has a place for it.
    fn takes(&mut self, item: &Item) -> bool {
        let term = &mut self.term;
        let word = item.value.as_str();
        if ["administrativestatus", "normativeauthorization", "termstatus", "status"].iter().any(|l| item.is(l)) {
            self.status.is_none() && self.takes_status(word)
        } else if item.is("partofspeech") {
            set(&mut term.part_of_speech, value(category::PARTS_OF_SPEECH, word))
        } else if item.is("grammaticalgender") || item.is("gender") {
            set(&mut term.gender, value(category::GENDERS, word))
        } else if item.is("grammaticalnumber") || item.is("number") {
            set(&mut term.number, value(category::NUMBERS, word))
        } else if item.is("register") {
            set(&mut term.register, value(category::REGISTERS, word))
        } else if item.is("geographicalusage") {
            set(&mut term.region, Some(item.value.clone()))
        } else if item.is("termtype") {
            match folded(word).as_str() {
                "shortform" => term.short = true,
                "fullform" => {}
                "acronym" => return is_acronym(&term.text),
                _ => return false,
            }
            true
        } else if item.is("translationneeded") || item.is("translationnote") {
            // As Weblate writes that a term stays as it is.
            let no = folded(word) == "no";
            term.translate &= !no;
            no
        } else {
            false
        }
    }

    /// Takes a status. `false` for a word that says more than the model has, so that it is kept as well.
    fn takes_status(&mut self, word: &str) -> bool {
        let known = value(category::STATUSES, word);
        self.status = known.or_else(|| match folded(word).as_str() {
            "superseded" | "notrecommended" | "obsolete" => Some(TermStatus::Deprecated),
            "forbidden" | "prohibited" => Some(TermStatus::Forbidden),
            _ => None,
        });
        known.is_some() || folded(word) == "forbidden"
    }

    /// Takes a note that says something about the term for which there is a place.
    fn takes_note(&mut self, text: &str) -> bool {
        let term = &mut self.term;
        let Some((label, word)) = note::split(text) else { return false };
        match label {
            note::STATUS if word == TermStatus::Forbidden.word() => self.status = Some(TermStatus::Forbidden),
            // The data category has said what comes nearest; this is the word itself.
            note::PART_OF_SPEECH => match value(category::PARTS_OF_SPEECH, word) {
                Some(part_of_speech) => term.part_of_speech = Some(part_of_speech),
                None => return false,
            },
            note::NUMBER => return set(&mut term.number, value(category::NUMBERS, word)),
            note::REGISTER => return set(&mut term.register, value(category::REGISTERS, word)),
            note::SCHEME => return set(&mut term.scheme, Some(word.to_owned())),
            note::CASE => return set_flag(&mut term.case_sensitive, word),
            note::TRANSLATE => return set_flag(&mut term.translate, word),
            note::INFLECT => return set_flag(&mut term.inflect, word),
            note::CONTEXT => term.context.push(word.to_owned()),
            note::NOTE => self.lines.push(word.to_owned()),
            _ => return false,
        }
        true
    }
}

/// Puts a value where there is none yet.
fn set<T>(place: &mut Option<T>, value: Option<T>) -> bool {
    let free = place.is_none() && value.is_some();
    if free {
        *place = value;
    }
    free
}

fn set_flag(place: &mut bool, word: &str) -> bool {
    match word {
        "yes" => *place = true,
        "no" => *place = false,
        _ => return false,
    }
    true
}

fn joined(lines: &[String]) -> Option<String> {
    (!lines.is_empty()).then(|| lines.join("\n"))
}
