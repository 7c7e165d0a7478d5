//! Suspected hits: names in a text that no term accounts for, but that sound like one or are a letter away from one.

use super::Matcher;
use super::table::{Section, place};
use super::words::{Folded, Kind, is_article_form, next_word};
use crate::glossary::{Hit, Subject, Suspicion, Term};
use crate::lexicon::{Lexicon, frequencies};
use crate::text::key::{fold, is_apostrophe, is_ignorable, is_separator};
use crate::text::script::has_arabic;
use crate::text::skeleton::{Skeleton, Sounds};
use crate::text::{Key, Lang, Span};
use std::collections::BTreeMap;
use strsim::osa_distance;

/// From which likeness on a name is taken for another spelling of a term: in a report most names are none.
const ALIKE: f64 = 0.9;

/// Consonants of a name at least, so that it is not met by chance.
const CONSONANTS: usize = 3;

/// Letters of a name at least of which one may be wrong.
const LONG: usize = 6;

/// Words of a name at most.
const WORDS: usize = 4;

/// The letters of a skeleton.
const CLASSES: &str = "btsjchxdrkflmnwy";

/// The terms by skeleton, as the tables hold them: the tag of the skeleton's hash, the concept, and the term and one.
pub(super) fn table(terms: impl Iterator<Item = (u32, u16, Skeleton)>) -> Vec<[u32; 3]> {
    let terms: Vec<_> = terms.collect();
    let mut table = vec![[0u32; 3]; (terms.len() * 2).max(16)];
    let len = table.len();
    for (concept, term, skeleton) in terms {
        let hash = super::table::hash(skeleton.classes().as_bytes());
        let from = place(hash, len);
        let empty = (from..len).chain(0..from).find(|&at| matches!(table.get(at), Some([_, _, 0])));
        if let Some(entry) = empty.and_then(|at| table.get_mut(at)) {
            *entry = [super::table::tag_of(hash), concept, u32::from(term) + 1];
        }
    }
    table
}

/// The skeleton by which a term is found as a suspect; `None` for one that is no name, or too short.
pub(super) fn skeleton(term: &Term, subject: Subject) -> Option<Skeleton> {
    let name = !matches!(subject, Subject::Term | Subject::Office | Subject::Event);
    let words = term.text.split(is_separator).count();
    if !name || term.short || term.case_sensitive || words > WORDS + 2 {
        return None;
    }
    Some(Skeleton::new(&term.text)).filter(|skeleton| skeleton.classes().len() >= CONSONANTS)
}

/// A name in a text that no hit accounts for.
struct Name {
    span: Span,
    words: usize,
}

impl Matcher {
    /// The names in a text that are no hits but may be spellings of a term which the glossary lacks: they sound like it, or
    /// are a letter away from it. `hits` are those of [`Matcher::hits`] in the same text. In order, free of overlaps with one
    /// another and with the hits; [`Hit::suspicion`] says why.
    #[must_use]
    pub fn suspects(&self, text: &str, hits: &[Hit], other: &Lang) -> Vec<Hit> {
        let table: &[[u32; 3]] = bytemuck::try_cast_slice(self.block.numbers(Section::Sounds)).unwrap_or_default();
        if table.iter().all(|[_, _, term]| *term == 0) {
            return Vec::new();
        }
        let mut known: BTreeMap<String, Option<(f64, Suspicion, u32, u16)>> = BTreeMap::new();
        let mut suspects: Vec<Hit> = Vec::new();
        let mut free = 0;
        for name in names(text, hits) {
            if name.span.start < free {
                continue;
            }
            let surface = name.span.slice(text);
            let best = known.entry(surface.to_owned()).or_insert_with(|| self.most_alike(table, surface, name.words));
            let Some((_, suspicion, concept, term)) = best else { continue };
            if let Some(hit) = self.suspect(&name, text, (*concept, *term), suspicion, other) {
                free = name.span.end;
                suspects.push(hit);
            }
        }
        suspects
    }

    fn suspect(
        &self,
        name: &Name,
        text: &str,
        (concept, term): (u32, u16),
        suspicion: &Suspicion,
        other: &Lang,
    ) -> Option<Hit> {
        let entry = self.entry(concept)?;
        let found = entry.concept.terms.get(usize::from(term))?;
        let preferred = |lang: &Lang| entry.terms.get(entry.concept.preferred_at(lang)?).cloned();
        Some(Hit {
            span: name.span,
            surface: name.span.slice(text).into(),
            concept: entry.id.clone(),
            term: entry.terms.get(usize::from(term))?.clone(),
            status: found.status,
            lang: found.lang.clone(),
            preferred: preferred(&found.lang),
            translation: if found.lang.is_like(other) { None } else { preferred(other) },
            suspicion: Some(suspicion.clone()),
            kept: None,
        })
    }

    /// The term that a name is most like, if it is like one, and why.
    fn most_alike(&self, table: &[[u32; 3]], name: &str, words: usize) -> Option<(f64, Suspicion, u32, u16)> {
        let sounds = Sounds::new(name);
        let skeleton = Skeleton::from(&sounds);
        let key = Key::new(name);
        if skeleton.classes().len() < CONSONANTS {
            return None;
        }
        let mut best: Option<(f64, Suspicion, u32, u16)> = None;
        let mut offer = |skeleton: &str, same: bool| {
            for (concept, term) in with_skeleton(table, skeleton) {
                let Some(entry) = self.entry(concept) else { continue };
                let Some(found) = entry.concept.terms.get(usize::from(term)) else { continue };
                let found_key = Key::new(&found.text);
                if words_of(&found_key) != words || found_key == key || has_arabic(name) != has_arabic(&found.text) {
                    continue;
                }
                let letters = key.folded().chars().filter(|&c| c != ' ').count();
                let slip = letters >= LONG && osa_distance(key.folded(), found_key.folded()) == 1;
                let likeness = sounds.likeness(&Sounds::new(&found.text));
                let suspicion = match (slip, same && likeness >= ALIKE) {
                    (true, _) => Suspicion::Slip,
                    (_, true) => Suspicion::Sound,
                    _ => continue,
                };
                if best.as_ref().is_none_or(|(most, ..)| likeness > *most) {
                    best = Some((likeness, suspicion, concept, term));
                }
            }
        };
        offer(skeleton.classes(), true);
        for neighbour in neighbours(skeleton.classes()) {
            offer(&neighbour, false);
        }
        best
    }
}

/// The terms with a skeleton.
fn with_skeleton(table: &[[u32; 3]], skeleton: &str) -> impl Iterator<Item = (u32, u16)> {
    let hash = super::table::hash(skeleton.as_bytes());
    let first = place(hash, table.len());
    let entries = table.iter().skip(first).chain(table).take(table.len()).take_while(|[_, _, term]| *term != 0);
    let tag = super::table::tag_of(hash);
    entries
        .filter(move |[other, ..]| *other == tag)
        .filter_map(|&[_, concept, term]| Some((concept, u16::try_from(term.checked_sub(1)?).ok()?)))
}

/// All skeletons that are one consonant away.
fn neighbours(skeleton: &str) -> impl Iterator<Item = String> {
    let parts = (0..=skeleton.len()).filter_map(|at| skeleton.split_at_checked(at));
    parts.flat_map(|(before, after)| {
        let rest = after.get(1..);
        let dropped = rest.map(|rest| format!("{before}{rest}"));
        let changed = CLASSES.chars().filter_map(move |class| Some(format!("{before}{class}{}", rest?)));
        let added = CLASSES.chars().map(move |class| format!("{before}{class}{after}"));
        dropped.into_iter().chain(changed).chain(added)
    })
}

/// How many words a key has, Latin articles left out.
fn words_of(key: &Key) -> usize {
    key.folded().split(' ').filter(|word| !is_article_form(word)).count()
}

/// The names of a text that no hit accounts for, the longest from each place first.
fn names(text: &str, hits: &[Hit]) -> Vec<Name> {
    let (folded, map) = fold(text);
    let mut view = Folded { text, folded: &folded, map: map.cursor() };
    let mut names = Vec::new();
    let mut run: Vec<Span> = Vec::new();
    let mut next_hit = hits.iter().map(|hit| hit.span).peekable();
    let mut at = 0;
    while let Some(word) = next_word(&folded, at) {
        at = word.end;
        let span = view.map.to_original(Span::new(word.start, word.end));
        while next_hit.next_if(|hit| hit.end <= span.start).is_some() {}
        let covered = next_hit.peek().is_some_and(|hit| hit.start < span.end);
        match word.kind {
            Kind::Plain if !covered && is_capitalised(text, span) && joins(text, &run, span) => run.push(span),
            Kind::Plain
                if !covered && !run.is_empty() && folded.get(word.start..word.end).is_some_and(is_article_form) => {}
            _ => {
                close(text, &mut run, &mut names);
                let name = (word.kind == Kind::Arabic && !covered).then(|| arabic_name(text, span)).flatten();
                names.extend(name);
                if word.kind == Kind::Plain && !covered && is_capitalised(text, span) {
                    run.push(span);
                }
            }
        }
    }
    close(text, &mut run, &mut names);
    names
}

/// Ends a run of capitalised words: from each of them on, names of several words and of one.
fn close(text: &str, run: &mut Vec<Span>, names: &mut Vec<Name>) {
    for first in 0..run.len() {
        for words in (1..=WORDS).rev() {
            let Some(part) = run.get(first..first + words) else { continue };
            let (Some(start), Some(end)) = (part.first(), part.last()) else { continue };
            if part.iter().all(|word| is_ordinary(word.slice(text))) {
                continue;
            }
            // A possessive is no part of the name.
            let last = end.slice(text);
            let owner = last.strip_suffix(['s', 'S']).and_then(|name| name.strip_suffix(is_apostrophe));
            let end = owner.map_or(end.end, |name| end.start + name.len());
            names.push(Name { span: Span::new(start.start, end), words });
        }
    }
    run.clear();
}

/// Whether a word goes on with a run: only a space or a hyphen, and perhaps an article, stands between.
fn joins(text: &str, run: &[Span], word: Span) -> bool {
    let Some(last) = run.last() else { return true };
    let between = text.get(last.end..word.start).unwrap_or_default();
    !between.is_empty()
        && between.len() <= 8
        && between.chars().all(|c| is_separator(c) || c.is_ascii_lowercase())
        && between.matches('\n').count() <= 1
}

fn is_capitalised(text: &str, span: Span) -> bool {
    let word = span.slice(text);
    word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase)
}

/// Whether an English word is an ordinary one.
fn is_ordinary(word: &str) -> bool {
    !Lexicon::builtin().lemmas(word).is_empty()
}

/// An Arabic word that is in no list of words, and so perhaps a name: without particles and article.
fn arabic_name(text: &str, span: Span) -> Option<Name> {
    let known = frequencies();
    let word = span.slice(text);
    let is_known = |word: &str| known.known(&word.chars().filter(|&c| !is_ignorable(c)).collect::<String>()).is_some();
    if word.chars().count() < LONG || is_known(word) {
        return None;
    }
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let bare = bare.strip_prefix(['ب', 'ل', 'ك']).filter(|rest| rest.chars().count() >= LONG).unwrap_or(bare);
    let without_article = bare.strip_prefix("ال").unwrap_or(bare);
    if without_article.chars().count() < LONG - 1 || is_known(bare) || is_known(without_article) {
        return None;
    }
    Some(Name { span: Span::new(span.end - bare.len(), span.end), words: 1 })
}
