//! Names that stand in reports and not in the glossary, put together across spellings and scripts, ready to be added.
//!
//! Two passes over the texts: the first gathers candidates (Latin words with capitals, acronyms with their full forms, Arabic
//! names beside a Latin spelling or after a cue word) and makes concepts of them; the second lets the [`Matcher`] count them.

mod arabic;
mod cluster;
mod cues;
mod latin;
mod ordinary;
mod words;

use super::term::is_acronym;
use super::{Concept, Finder, FoundBy, Glossary, Matcher, Subject, Term};
use crate::text::script::{arabic_script_language, has_arabic};
use crate::text::skeleton::likeness;
use crate::text::{Direction, Lang, Position, Source, Span, TermStatus};
use cluster::{Spelling, Spellings, are_spellings};
use ordinary::is_known_name;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// A text to look for names in.
#[derive(Clone, Copy, Debug)]
pub struct Text<'t> {
    /// The name of its report.
    pub report: &'t str,
    /// The text, as it reads.
    pub text: &'t str,
    /// The language most of it is in.
    pub lang: &'t Lang,
}

/// A name that the glossary does not have.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// A concept as it could be added: the commonest spelling of each language is preferred. Its subject is a guess from the
    /// words beside the name, [`Subject::Term`] where none stood there.
    pub concept: Concept,
    /// How often its terms occur.
    pub count: usize,
    /// In how many reports.
    pub reports: usize,
    /// The first few places.
    pub places: Vec<Place>,
    /// The id of a concept of the glossary that sounds like it: it may be another spelling of that one.
    pub like: Option<String>,
}

/// Where a name stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name of the report.
    pub report: String,
    /// Line and column in it.
    pub position: Position,
    /// The name with some words around it.
    pub context: String,
}

/// A name met in a text.
#[derive(Clone, Copy, Debug)]
struct Mention<'t> {
    text: &'t str,
    span: Span,
    /// What the words beside it say that it is.
    subject: Option<Subject>,
    /// Whether it is a name for sure, and not the beginning of a sentence.
    firm: bool,
}

/// Two spellings that the text itself puts together.
#[derive(Clone, Copy, Debug)]
struct Link<'t> {
    a: &'t str,
    b: &'t str,
}

/// What was met in a text.
#[derive(Debug, Default)]
struct Mentions<'t> {
    mentions: Vec<Mention<'t>>,
    links: Vec<Link<'t>>,
}

/// The names in some texts that a glossary does not have, the commonest first, then by id.
#[must_use]
pub fn suggest<'t>(matcher: &Matcher, texts: impl Iterator<Item = Text<'t>> + Clone) -> Vec<Suggestion> {
    let mut spellings = Spellings::default();
    let mut ordinary = ordinary::Ordinary::default();
    let mut small: HashSet<String> = HashSet::new();
    for Text { text, lang, .. } in texts.clone() {
        let words = words::words(text);
        let known: Vec<Span> = matcher.hits(text, &Lang::UND).into_iter().map(|hit| hit.span).collect();
        let mut found = Mentions::default();
        latin::Latin { text, words: &words, known: &known, ordinary: &mut ordinary }.find(&mut found);
        arabic::Arabic { text, words: &words, known: &known }.find(&mut found);
        small.extend(words.iter().filter(|word| word.shape == words::Shape::Small).map(|word| word.text.to_owned()));
        spellings.add(&found, |name| lang_of(name, lang));
    }
    let clusters = spellings.clusters(|name| small.contains(&name.to_lowercase()));
    let mut ids = BTreeSet::new();
    let concepts: Vec<Concept> = clusters.into_iter().map(|cluster| concept(cluster, matcher, &mut ids)).collect();
    count(matcher, Glossary { concepts, ..Glossary::default() }, texts)
}

/// The language of a name in a text of some language.
fn lang_of(name: &str, text: &Lang) -> Lang {
    let rtl = text.direction() == Direction::Rtl;
    match (has_arabic(name), rtl) {
        (true, true) | (false, false) if *text != Lang::UND => text.clone(),
        (true, _) => arabic_script_language(name).unwrap_or(Lang::AR),
        (false, _) => Lang::EN,
    }
}

/// A concept for the spellings of a name, none preferred yet.
fn concept(cluster: Vec<(String, Spelling)>, matcher: &Matcher, ids: &mut BTreeSet<String>) -> Concept {
    let mut subjects: BTreeMap<Subject, usize> = BTreeMap::new();
    for (subject, count) in cluster.iter().flat_map(|(_, spelling)| &spelling.subjects) {
        *subjects.entry(*subject).or_default() += count;
    }
    // Of those that were said equally often the first in the schema.
    let subject = subjects.iter().rev().max_by_key(|(_, count)| **count).map(|(subject, _)| *subject);
    let longest = cluster.iter().map(|(text, _)| text).rev().max_by_key(|text| (!has_arabic(text), text.len()));
    let base = longest.map(|text| slug(text)).unwrap_or_default();
    let numbered = std::iter::once(base.clone()).chain((2u32..).map(|number| format!("{base}-{number}")));
    let free = |id: &String| matcher.concept(id).is_none() && !ids.contains(id);
    let id = numbered.into_iter().find(free).unwrap_or_default();
    ids.insert(id.clone());
    let mut concept = Concept::new(id, subject.unwrap_or_default());
    concept.terms = cluster
        .into_iter()
        .map(|(text, spelling)| Term {
            // For counting: «Rose» is not «rose».
            case_sensitive: true,
            ..Term::new(spelling.lang, text, TermStatus::Admitted)
        })
        .collect();
    concept
}

/// The id for a name: small letters, digits and hyphens.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.nfkd() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if (c.is_whitespace() || c == '-') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if !slug.contains(|c: char| c.is_ascii_lowercase()) {
        // A name in another script: its consonants tell it from most others.
        return format!("name-{}", crate::text::Skeleton::new(name).classes()).trim_end_matches('-').to_owned();
    }
    slug.to_owned()
}

/// How often the terms of a concept were met.
#[derive(Default)]
struct Tally {
    by_term: BTreeMap<Arc<str>, usize>,
    reports: BTreeSet<String>,
    places: Vec<Place>,
}

/// Counts the terms of new concepts, and puts the commonest first.
fn count<'t>(known: &Matcher, new: Glossary, texts: impl Iterator<Item = Text<'t>>) -> Vec<Suggestion> {
    const PLACES: usize = 5;
    let matcher = Matcher::new(&new);
    let mut tallies: BTreeMap<Arc<str>, Tally> = BTreeMap::new();
    for Text { report, text, .. } in texts {
        let source = Source::from(text);
        let taken: Vec<Span> = known.hits(text, &Lang::UND).into_iter().map(|hit| hit.span).collect();
        for hit in matcher.hits(text, &Lang::UND) {
            // A part of a longer name that the glossary has is no occurrence.
            let next = taken.partition_point(|taken| taken.end <= hit.span.start);
            if taken.get(next).is_some_and(|taken| taken.contains(hit.span)) {
                continue;
            }
            let tally = tallies.entry(hit.concept).or_default();
            *tally.by_term.entry(hit.term).or_default() += 1;
            tally.reports.insert(report.to_owned());
            if tally.places.len() < PLACES {
                let position = source.position(hit.span.start);
                tally.places.push(Place { report: report.to_owned(), position, context: context(text, hit.span) });
            }
        }
    }
    let glossary = known.glossary();
    let finder = Finder::new(&glossary);
    let mut suggestions: Vec<Suggestion> = new
        .concepts
        .into_iter()
        .filter_map(|mut concept| {
            let tally = tallies.remove(concept.id.as_str())?;
            order_terms(&mut concept, &tally.by_term);
            let like = concept.terms.iter().find_map(|term| like(&finder, &term.text));
            let (count, reports) = (tally.by_term.values().sum(), tally.reports.len());
            Some(Suggestion { concept, count, reports, places: tally.places, like })
        })
        .collect();
    suggestions.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.concept.id.cmp(&b.concept.id)));
    suggestions
}

/// The terms by language, the commonest first and preferred; those that never occur are left out.
fn order_terms(concept: &mut Concept, counts: &BTreeMap<Arc<str>, usize>) {
    let count = |term: &Term| counts.get(term.text.as_str()).copied().unwrap_or_default();
    concept.terms.retain(|term| count(term) > 0);
    // An acronym is seldom the name to prefer.
    let acronym = |term: &Term| is_acronym(&term.text);
    concept.terms.sort_by(|a, b| {
        let rank = |term: &Term| (acronym(term), std::cmp::Reverse(count(term)));
        a.lang.cmp(&b.lang).then_with(|| rank(a).cmp(&rank(b))).then_with(|| a.text.cmp(&b.text))
    });
    for terms in concept.terms.chunk_by_mut(|a, b| a.lang == b.lang) {
        for (nth, term) in terms.iter_mut().enumerate() {
            term.status = if nth == 0 { TermStatus::Preferred } else { TermStatus::Admitted };
            term.case_sensitive = is_acronym(&term.text);
        }
    }
}

/// The concept of which a name may be another spelling; none for an acronym and for a name that the lexicon knows.
fn like(finder: &Finder<'_>, name: &str) -> Option<String> {
    const ALIKE: f64 = 0.9;
    if is_acronym(name) || is_known_name(name) {
        return None;
    }
    let found = finder.find(name, 8).into_iter().find(|found| match found.by {
        FoundBy::Text | FoundBy::Key => true,
        FoundBy::OneSlip | FoundBy::TwoSlips | FoundBy::Sound => {
            let term = &found.term.text;
            !is_acronym(term) && likeness(name, term) >= ALIKE && are_spellings(name, term)
        }
        FoundBy::Beginning | FoundBy::Word => false,
    });
    found.map(|found| found.concept.id.clone())
}

/// A name with some words around it, on one line.
fn context(text: &str, name: Span) -> String {
    const AROUND: usize = 48;
    let from = (name.start.saturating_sub(AROUND)..=name.start).find(|&at| text.is_char_boundary(at));
    let to = (name.end..=text.len().min(name.end + AROUND)).rev().find(|&at| text.is_char_boundary(at));
    let (from, to) = (from.unwrap_or(name.start), to.unwrap_or(name.end));
    let before = text.get(from..name.start).unwrap_or_default();
    let after = text.get(name.end..to).unwrap_or_default();
    // Whole words only.
    let before = if from == 0 { before } else { before.split_once(char::is_whitespace).map_or("", |(_, rest)| rest) };
    let after =
        if to == text.len() { after } else { after.rsplit_once(char::is_whitespace).map_or("", |(rest, _)| rest) };
    let line = format!("{before}{}{after}", name.slice(text));
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}
