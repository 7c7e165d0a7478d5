//! The matcher: one pass over the folded text, with an automaton of all forms of all terms where it is not ASCII, and with a
//! look at the beginnings of words where it is.
//!
//! # Which of several candidates is a hit
//! Candidates that are no whole words are dropped first. Of those that overlap, the one that begins first stands; of those
//! that begin at the same place, the longest. Where several terms claim the same text, in this order: a listed form before one made by
//! rule; a term whose context words stand near by; a full term before a short one; among short forms, that of the concept last
//! named in full; the spelling nearest to the text; a language other than the one asked for; the better status; the order
//! of the glossary.

use super::boundary::{Folded, Place};
use super::forms::{Form, forms};
use super::hit::Hit;
use super::starts::{Starts, stretches_beyond_ascii};
use super::{Concept, Glossary, Term};
use crate::text::key::{fold, is_apostrophe, is_ignorable};
use crate::text::{Key, Lang, Span};
use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Finds the terms of a glossary in texts. Made once, used from any number of threads.
pub struct Matcher {
    glossary: Glossary,
    /// Concepts by id.
    index: BTreeMap<String, usize>,
    /// The patterns that begin with an ASCII character.
    starts: Starts,
    /// All others. `None` without any.
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// The length of the longest pattern of the automaton, in bytes.
    longest: usize,
    /// For each pattern, the terms of which it is a form.
    patterns: Vec<Vec<Owner>>,
    /// For each concept, its id and the texts of its terms, to be shared by all hits.
    names: Vec<Names>,
}

/// The texts of a concept that hits share.
struct Names {
    id: Arc<str>,
    terms: Vec<Arc<str>>,
}

/// A term that a pattern is a form of.
#[derive(Clone, Debug)]
struct Owner {
    /// Index of its concept.
    concept: usize,
    /// Index of the term in the concept.
    term: usize,
    form: Form,
    /// The folded context words of the term.
    context: Vec<Key>,
}

/// A term that stands as a whole word.
struct Candidate<'m> {
    span: Span,
    owner: &'m Owner,
    /// How far the spelling is from the term's: 0 the same, 1 but for case, 2 but for what folding drops.
    distance: u8,
}

/// How far, in bytes of the folded text, context words may stand from a term.
const CONTEXT: usize = 240;

impl Matcher {
    /// A matcher of the terms of a glossary.
    #[must_use]
    pub fn new(glossary: &Glossary) -> Self {
        let mut patterns: BTreeMap<String, Vec<Owner>> = BTreeMap::new();
        for (concept, entry) in glossary.concepts.iter().enumerate() {
            for (term, name) in entry.terms.iter().enumerate() {
                let context: Vec<Key> = name.context.iter().map(|word| Key::new(word)).collect();
                for (key, form) in forms(name, entry.subject) {
                    patterns.entry(key).or_default().push(Owner { concept, term, form, context: context.clone() });
                }
            }
        }
        let (keys, owners): (Vec<String>, Vec<Vec<Owner>>) = patterns.into_iter().unzip();
        let numbered = || keys.iter().map(String::as_str).zip(0u32..);
        // Building fails for no patterns, empty or repeated ones, or more than 2^24: the first is the only one left here
        // that a glossary which fits into memory can bring about.
        let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
            .build_with_values(numbered().filter(|(key, _)| !key.starts_with(|c: char| c.is_ascii())))
            .ok();
        let mut index = BTreeMap::new();
        for (number, concept) in glossary.concepts.iter().enumerate() {
            index.entry(concept.id.clone()).or_insert(number);
        }
        let names = |concept: &Concept| Names {
            id: concept.id.as_str().into(),
            terms: concept.terms.iter().map(|term| term.text.as_str().into()).collect(),
        };
        Self {
            glossary: glossary.clone(),
            index,
            automaton,
            starts: Starts::new(numbered()),
            longest: keys.iter().filter(|key| !key.is_ascii()).map(String::len).max().unwrap_or_default(),
            patterns: owners,
            names: glossary.concepts.iter().map(names).collect(),
        }
    }

    /// The glossary whose terms it finds.
    #[must_use]
    pub fn glossary(&self) -> &Glossary {
        &self.glossary
    }

    /// The concept with an id.
    #[must_use]
    pub fn concept(&self, id: &str) -> Option<&Concept> {
        self.index.get(id).and_then(|&number| self.glossary.concepts.get(number))
    }

    /// The terms in a text, in order and free of overlaps; see the module for what becomes of overlapping candidates.
    /// `other` is the language of the other side: that of [`Hit::translation`]. Time is linear in the length of the text.
    #[must_use]
    pub fn hits(&self, text: &str, other: &Lang) -> Vec<Hit> {
        let (folded, map) = fold(text);
        let mut view = Folded { text, folded: &folded, map: map.cursor() };
        let mut candidates = Vec::new();
        let mut note = |pattern: u32, found: Span| {
            let owners = usize::try_from(pattern).ok().and_then(|number| self.patterns.get(number));
            candidates.extend(owners.into_iter().flatten().filter_map(|owner| self.candidate(&mut view, found, owner)));
        };
        self.starts.find(&folded, &map, &mut note);
        if let Some(automaton) = &self.automaton {
            for stretch in stretches_beyond_ascii(&folded, self.longest) {
                for found in automaton.find_overlapping_iter(stretch.slice(&folded)) {
                    note(found.value(), Span::new(found.start(), found.end()).shift(stretch.start));
                }
            }
        }
        candidates.sort_by_key(|candidate| (candidate.span.start, Reverse(candidate.span.end)));
        self.choose(text, &candidates, other)
    }

    /// The candidate of a match, when it is a whole word in the right case and context.
    fn candidate<'m>(&'m self, view: &mut Folded<'_>, found: Span, owner: &'m Owner) -> Option<Candidate<'m>> {
        let Place { mut span, stem } = view.place(found, owner.form)?;
        let (_, term) = self.term(owner)?;
        let surface = stem.slice(view.text);
        if takes_possessive_for_plural(surface, &term.text)
            || breaks_paragraph(surface)
            || term.case_sensitive && !same_case(surface, &term.text)
            || !near(view.folded, found, &owner.context)
        {
            return None;
        }
        span = with_own_apostrophes(view.text, span, &term.text);
        Some(Candidate { span, owner, distance: distance(surface, &term.text) })
    }

    fn term(&self, owner: &Owner) -> Option<(&Concept, &Term)> {
        let concept = self.glossary.concepts.get(owner.concept)?;
        Some((concept, concept.terms.get(owner.term)?))
    }

    /// Goes through the candidates, which come in the order of the text, longest first, and keeps one for each place.
    fn choose<'t>(&self, text: &'t str, candidates: &[Candidate<'_>], other: &Lang) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut surfaces: HashMap<&'t str, Arc<str>> = HashMap::new();
        let mut named: BTreeMap<usize, usize> = BTreeMap::new();
        let mut free = 0;
        for claims in candidates.chunk_by(|a, b| a.span == b.span) {
            let Some(span) = claims.first().map(|claim| claim.span).filter(|span| span.start >= free) else { continue };
            let best = claims
                .iter()
                .filter_map(|claim| Some((claim, self.term(claim.owner)?)))
                .filter(|(claim, (_, term))| !term.short || named.contains_key(&claim.owner.concept))
                .min_by_key(|(claim, (_, term))| {
                    let Owner { form, context, concept, term: number } = claim.owner;
                    let last_named = if term.short { named.get(concept).copied() } else { None };
                    let meaning = (form.derived, context.is_empty(), term.short, Reverse(last_named));
                    (meaning, claim.distance, term.lang == *other, term.status, *concept, *number)
                });
            if let Some((claim, (concept, term))) = best
                && let Some(names) = self.names.get(claim.owner.concept)
            {
                if !term.short {
                    named.insert(claim.owner.concept, span.start);
                }
                free = span.end;
                let preferred = |lang: &Lang| Some(names.terms.get(concept.preferred_at(lang)?)?.clone());
                hits.push(Hit {
                    span,
                    surface: surfaces.entry(span.slice(text)).or_insert_with_key(|surface| (*surface).into()).clone(),
                    concept: names.id.clone(),
                    term: names.terms.get(claim.owner.term).cloned().unwrap_or_default(),
                    status: term.status,
                    lang: term.lang.clone(),
                    preferred: preferred(&term.lang),
                    translation: if term.lang == *other { None } else { preferred(other) },
                    kept: None,
                });
            }
        }
        hits
    }
}

impl std::fmt::Debug for Matcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Matcher of {} concepts, {} forms", self.glossary.concepts.len(), self.patterns.len())
    }
}

/// Whether the last letter is the «s» of a possessive («Ismaili's») that folding made look like a plural.
fn takes_possessive_for_plural(surface: &str, term: &str) -> bool {
    let possessive = |text: &str| text.strip_suffix(['s', 'S']).is_some_and(|rest| rest.ends_with(is_apostrophe));
    possessive(surface) && !possessive(term)
}

/// Whether a blank line stands in it: the words around it belong to different blocks.
fn breaks_paragraph(surface: &str) -> bool {
    surface.bytes().filter(|&byte| byte == b'\n').count() > 1
}

/// Whether two spellings of the same letters have them in the same case. A small first letter in the term may be a capital.
fn same_case(surface: &str, term: &str) -> bool {
    let capitals = |text| {
        let letters = str::chars(text).filter(|&c| c.is_alphanumeric() && !is_apostrophe(c) && !is_ignorable(c));
        letters.map(char::is_uppercase)
    };
    let starts_small = capitals(term).next() == Some(false);
    let from = usize::from(starts_small);
    capitals(surface).skip(from).eq(capitals(term).skip(from))
}

/// How far a spelling is from that of the term.
fn distance(surface: &str, term: &str) -> u8 {
    if surface == term {
        0
    } else if surface.eq_ignore_ascii_case(term) || !surface.is_ascii() && surface.to_lowercase() == term.to_lowercase()
    {
        1
    } else {
        2
    }
}

/// Whether one of the words stands near by; true where none is asked for.
fn near(folded: &str, found: Span, words: &[Key]) -> bool {
    if words.is_empty() {
        return true;
    }
    let from = (found.start.saturating_sub(CONTEXT)..=found.start).find(|&at| folded.is_char_boundary(at));
    let to = (found.end..=folded.len().min(found.end + CONTEXT)).rev().find(|&at| folded.is_char_boundary(at));
    let around = |from: Option<usize>, to: Option<usize>| folded.get(from?..to?);
    let (before, after) = (around(from, Some(found.start)), around(Some(found.end), to));
    words.iter().any(|word| [before, after].into_iter().flatten().any(|text| text.contains(word.folded())))
}

/// The span with the apostrophe before or after it where the term itself has one there: «'Ayn», «Rif'».
fn with_own_apostrophes(text: &str, span: Span, term: &str) -> Span {
    let first = |text: &str| text.chars().next().filter(|c| is_apostrophe(*c)).map_or(0, char::len_utf8);
    let last = |text: &str| text.chars().next_back().filter(|c| is_apostrophe(*c)).map_or(0, char::len_utf8);
    let before = if first(term) > 0 { last(text.get(..span.start).unwrap_or_default()) } else { 0 };
    let after = if last(term) > 0 { first(text.get(span.end..).unwrap_or_default()) } else { 0 };
    Span::new(span.start - before, span.end + after)
}
