//! Which terms stand at a place of a text: candidates, and the choice among them.

use super::boundary::Place;
use super::forms::Form;
use super::spelling::{distance, is_part_of_another_word, is_spelled_as_another_word, same_case};
use super::table::Owner;
use super::words::Folded;
use super::{Entry, Matcher};
use crate::glossary::{Hit, Suspicion, Term};
use crate::text::key::is_apostrophe;
use crate::text::script::{arabic_script_language, has_arabic};
use crate::text::{Key, Lang, Span};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// A term that stands as a whole word.
pub(super) struct Candidate<'m> {
    pub(super) span: Span,
    entry: &'m Entry,
    term: &'m Term,
    owner: Owner,
    /// How far the spelling is from the term's: 0 the same, 1 but for case, 2 but for what folding drops.
    distance: u8,
}

/// How many terms without context words are looked at where more are alike: that there are several is told by a few.
const ALIKE: usize = 8;

/// How far, in bytes of the folded text, context words may stand from a term.
const CONTEXT: usize = 240;

impl Matcher {
    /// The candidates of the forms that end at a node which the search has met: those that stand as whole words, in the
    /// right case and context.
    pub(super) fn candidates<'m>(
        &'m self,
        view: &mut Folded<'_>,
        found: Span,
        owners: impl Iterator<Item = Owner>,
        candidates: &mut Vec<Candidate<'m>>,
    ) {
        // Many terms may be alike: what the place tells is found out once for each form.
        let mut last: Option<(Form, Option<Place>)> = None;
        let mut left = ALIKE;
        let mut around: Option<bool> = None;
        for owner in owners {
            // Those with context words come first.
            if !owner.form.guarded {
                let Some(fewer) = left.checked_sub(1) else { break };
                left = fewer;
            }
            let place = match last {
                Some((form, place)) if form == owner.form => place,
                _ => view.place(found, owner.form).filter(|place| {
                    !breaks_paragraph(place.stem.slice(view.text)) && !is_part_of_another_word(view.text, place.stem)
                }),
            };
            last = Some((owner.form, place));
            let Some(candidate) = place.and_then(|place| self.candidate(view, found, place, owner)) else { continue };
            let arabic_name = candidate.term.lang.primary() == "ar" || !has_arabic(&candidate.term.text);
            if arabic_name || !*around.get_or_insert_with(|| is_in_arabic(view.text, candidate.span)) {
                candidates.push(candidate);
            }
        }
    }

    fn candidate<'m>(&'m self, view: &Folded<'_>, found: Span, place: Place, owner: Owner) -> Option<Candidate<'m>> {
        let entry = self.entry(owner.concept)?;
        let term = entry.concept.terms.get(usize::from(owner.term))?;
        let contexts = entry.contexts.get(usize::from(owner.term)).map(Vec::as_slice).unwrap_or_default();
        let surface = place.stem.slice(view.text);
        let distance = distance(surface, &term.text);
        let refused = takes_possessive_for_plural(surface, &term.text)
            || term.case_sensitive && !same_case(surface, &term.text)
            || owner.form.capital && surface.starts_with(char::is_lowercase)
            || !owner.form.derived && is_spelled_as_another_word(surface, &term.text)
            || owner.form.exact && distance > 1
            || owner.form.guarded && !near(view.folded, found, contexts);
        let span = with_own_apostrophes(view.text, place.span, &term.text);
        (!refused).then_some(Candidate { span, entry, term, owner, distance })
    }
}

impl Candidate<'_> {
    /// What makes it a better reading of its place than another, as far as meaning and spelling tell; the least is the best.
    fn rank(&self, last_named: Option<usize>, other: &Lang) -> impl Ord + use<> {
        let Form { derived, .. } = self.owner.form;
        let last_named = if self.term.short { last_named } else { None };
        let meaning = (derived, self.term.context.is_empty(), self.term.short, Reverse(last_named));
        (meaning, self.distance, self.term.lang.is_like(other), self.term.status)
    }
}

/// Goes through the candidates, which come in the order of the text, longest first, and keeps one for each place.
pub(super) fn choose(text: &str, candidates: &[Candidate<'_>], other: &Lang) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    let mut surfaces: HashMap<&str, Arc<str>> = HashMap::new();
    // Where each concept was last named in full.
    let mut named: BTreeMap<u32, usize> = BTreeMap::new();
    let mut free = 0;
    for claims in candidates.chunk_by(|a, b| a.span == b.span) {
        let Some(span) = claims.first().map(|claim| claim.span).filter(|span| span.start >= free) else { continue };
        let place = |claim: &Candidate<'_>| (claim.owner.concept, claim.owner.term);
        let rank = |claim: &Candidate<'_>| claim.rank(named.get(&claim.owner.concept).copied(), other);
        let able = || claims.iter().filter(|claim| !claim.term.short || named.contains_key(&claim.owner.concept));
        let Some(best) = able().min_by_key(|claim| (rank(claim), place(claim))) else { continue };
        let mut rivals: Vec<Arc<str>> = able()
            .filter(|claim| claim.owner.concept != best.owner.concept && rank(claim) == rank(best))
            .map(|claim| claim.entry.id.clone())
            .collect();
        rivals.dedup();
        if best.entry.has_short && !best.term.short {
            named.insert(best.owner.concept, span.start);
        }
        free = span.end;
        let surface = span.slice(text);
        let surface = match best.text() {
            term if **term == *surface => term.clone(),
            _ => surfaces.entry(surface).or_insert_with(|| surface.into()).clone(),
        };
        hits.push(best.hit(surface, rivals, other));
    }
    hits
}

impl<'m> Candidate<'m> {
    /// The term's text, to be shared.
    fn text(&self) -> &'m Arc<str> {
        self.entry.terms.get(usize::from(self.owner.term)).unwrap_or(&self.entry.id)
    }

    fn hit(&self, surface: Arc<str>, rivals: Vec<Arc<str>>, other: &Lang) -> Hit {
        let Entry { concept, id, terms, .. } = self.entry;
        let preferred = |lang: &Lang| terms.get(concept.preferred_at(lang)?).cloned();
        Hit {
            span: self.span,
            surface,
            concept: id.clone(),
            term: self.text().clone(),
            status: self.term.status,
            lang: self.term.lang.clone(),
            preferred: preferred(&self.term.lang),
            translation: if self.term.lang.is_like(other) { None } else { preferred(other) },
            suspicion: (!rivals.is_empty()).then_some(Suspicion::Shared(rivals)),
            kept: None,
        }
    }
}

/// Whether the letters of the line around a name are those of Arabic: then a name in another language is not meant, which folds
/// to an Arabic word. قم is a city, and «stand up». False where the name stands alone.
fn is_in_arabic(text: &str, name: Span) -> bool {
    const NEAR: usize = 300;
    let from = (name.start.saturating_sub(NEAR)..=name.start).find(|&at| text.is_char_boundary(at));
    let to = (name.end..=text.len().min(name.end + NEAR)).rev().find(|&to| text.is_char_boundary(to));
    let part = |from: Option<usize>, to: Option<usize>| text.get(from?..to?);
    let before = part(from, Some(name.start)).unwrap_or_default();
    let after = part(Some(name.end), to).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    let after = after.split('\n').next().unwrap_or_default();
    let line = text.get(name.start - before.len()..name.end + after.len()).unwrap_or_default();
    (has_arabic(before) || has_arabic(after)) && arabic_script_language(line) == Some(Lang::AR)
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

/// Whether one of the words stands near by.
fn near(folded: &str, found: Span, words: &[Key]) -> bool {
    let from = (found.start.saturating_sub(CONTEXT)..=found.start).find(|&at| folded.is_char_boundary(at));
    let to = (found.end..=folded.len().min(found.end + CONTEXT)).rev().find(|&at| folded.is_char_boundary(at));
    let around = |from: Option<usize>, to: Option<usize>| folded.get(from?..to?);
    let (before, after) = (around(from, Some(found.start)), around(Some(found.end), to));
    words.iter().any(|word| [before, after].into_iter().flatten().any(|text| text.contains(word.folded())))
}

/// The span with the apostrophe before or after it where the term itself has one there («'Ayn», «Rif'»), or where the one
/// before it is the ayn of the name rather than a quotation mark.
fn with_own_apostrophes(text: &str, span: Span, term: &str) -> Span {
    let first = |text: &str| text.chars().next().filter(|c| is_apostrophe(*c)).map_or(0, char::len_utf8);
    let last = |text: &str| text.chars().next_back().filter(|c| is_apostrophe(*c)).map_or(0, char::len_utf8);
    let own_before = first(term) > 0 || begins_with_ayn(text, span);
    let before = if own_before { last(text.get(..span.start).unwrap_or_default()) } else { 0 };
    let after = if last(term) > 0 { first(text.get(span.end..).unwrap_or_default()) } else { 0 };
    Span::new(span.start - before, span.end + after)
}

/// Whether the mark before a name is an ayn: it opens a word that begins with a vowel, and no mark closes a quotation soon.
fn begins_with_ayn(text: &str, span: Span) -> bool {
    const SOON: usize = 240;
    if !span.slice(text).starts_with(['A', 'E', 'I', 'O', 'U']) {
        return false;
    }
    let before = text.get(..span.start).unwrap_or_default();
    let Some(outside) = before.strip_suffix(['\u{2018}', '\'', '`']) else { return false };
    let to = (span.end..=text.len().min(span.end + SOON)).rev().find(|&to| text.is_char_boundary(to));
    let after = to.and_then(|to| text.get(span.end..to)).unwrap_or_default();
    let closes = |(at, mark): (usize, &str)| {
        let next = after.get(at + mark.len()..).and_then(|rest| rest.chars().next());
        let last = after.get(..at).and_then(|text| text.chars().next_back());
        !next.is_some_and(char::is_alphanumeric) && !last.is_some_and(char::is_whitespace)
    };
    !outside.ends_with(char::is_alphanumeric) && !after.match_indices(['\u{2019}', '\'']).any(closes)
}
