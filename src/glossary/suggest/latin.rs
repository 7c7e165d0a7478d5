//! Names in Latin letters: runs of words with capitals, and acronyms with what they stand for.

use super::cues::{beside, is_never, within};
use super::ordinary::{Kind, Ordinary};
use super::words::{Shape, Word, is_article};
use super::{Link, Mention, Mentions};
use crate::glossary::Subject;
use crate::text::Span;
use std::ops::Range;

/// The names in a text.
pub(super) struct Latin<'w, 't> {
    pub(super) text: &'t str,
    pub(super) words: &'w [Word<'t>],
    /// What the glossary knows already, in order.
    pub(super) known: &'w [Span],
    pub(super) ordinary: &'w mut Ordinary,
}

/// Words of a name that are written small.
const JOINS: [&str; 16] =
    ["al", "el", "bin", "ibn", "ben", "bint", "abu", "umm", "ud", "ul", "wa", "de", "du", "des", "la", "von"];

/// Words that join the parts of a body's name, and of few other names.
const OF: [&str; 3] = ["of", "for", "the"];

impl<'t> Latin<'_, 't> {
    /// Adds the names, and the links between acronyms and full forms.
    pub(super) fn find(&mut self, found: &mut Mentions<'t>) {
        let mut taken: Vec<Range<usize>> = Vec::new();
        for at in 0..self.words.len() {
            if let Some(full) = self.introduced(at) {
                self.introduce(full.clone(), at, found);
                taken.push(full.start..at + 1);
            }
        }
        let mut at = 0;
        while at < self.words.len() {
            let run = self.run(at);
            at = run.end.max(at + 1);
            if !run.is_empty() && !taken.iter().any(|taken| taken.start < run.end && run.start < taken.end) {
                self.parts(run, found);
            }
        }
    }

    fn word(&self, at: usize) -> Option<&Word<'t>> {
        self.words.get(at)
    }

    fn text_of(&self, range: &Range<usize>) -> Option<(&'t str, Span)> {
        let (first, last) = (self.word(range.start)?, self.word(range.end.checked_sub(1)?)?);
        let span = first.span.cover(last.span);
        Some((span.slice(self.text), span))
    }

    /// The run of capital words that begins here, with the small words that join them.
    fn run(&self, start: usize) -> Range<usize> {
        if !self.word(start).is_some_and(Word::is_capital) {
            return start..start;
        }
        let mut end = start + 1;
        let mut joins = 0;
        let mut of = false;
        while let Some(word) = self.word(end + joins).filter(|word| word.joins()) {
            if word.is_capital() {
                end += joins + 1;
                (joins, of) = (0, false);
            } else if JOINS.contains(&word.text) || is_article(word.text) {
                joins += 1;
            } else if OF.contains(&word.text) && (of || word.text != "the") && self.may_go_on(end - 1) {
                of = true;
                joins += 1;
            } else {
                break;
            }
        }
        start..end
    }

    /// Whether a name may go on with «of» after this word: «Ministry of», «Network for».
    fn may_go_on(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| within(word.text).is_some())
    }

    /// Parts a run where words are no part of a name, and adds what is left.
    fn parts(&mut self, run: Range<usize>, found: &mut Mentions<'t>) {
        let in_title = self.in_title(run.start);
        let breaks = |latin: &mut Self, at: usize| {
            let Some(&word) = latin.word(at) else { return true };
            is_never(word.text)
                || word.shape != Shape::Small && in_title && latin.ordinary.kind(word.text) != Kind::Unknown
        };
        let mut start = run.start;
        for at in run.start..=run.end {
            if at == run.end || breaks(self, at) {
                self.part(start..at, in_title, found);
                start = at + 1;
            }
        }
    }

    /// Adds a stretch of a run, without the words before and after the name in it.
    fn part(&mut self, mut part: Range<usize>, in_title: bool, found: &mut Mentions<'t>) {
        let mut subject = None;
        while let Some(&word) = self.word(part.start).filter(|_| part.start < part.end) {
            let kind = self.ordinary.kind(word.text);
            let rest = part.start + 1..part.end;
            let opens = word.starts && kind == Kind::Content && self.body(&rest).is_none();
            let title = beside(word.text).filter(|_| word.shape == Shape::Capital);
            if let Some(title) = title {
                subject = Some(title);
            } else if !(word.shape == Shape::Small || kind == Kind::Function || opens) {
                break;
            }
            part.start += 1;
        }
        while let Some(word) = self.word(part.end.wrapping_sub(1)).filter(|_| part.start < part.end) {
            if word.shape != Shape::Small {
                break;
            }
            part.end -= 1;
        }
        if part.is_empty() || !self.is_name(&part) {
            return;
        }
        if self.is_new(&part) && !self.has_initial(part.end) {
            self.add(part, subject, in_title, found);
        }
    }

    /// Whether the glossary says nothing of a name, or of some word in it that is no ordinary one.
    fn is_new(&mut self, part: &Range<usize>) -> bool {
        let known = |latin: &Self, at: usize| {
            latin.word(at).is_some_and(|word| {
                let next = latin.known.partition_point(|known| known.end <= word.span.start);
                latin.known.get(next).is_some_and(|known| known.overlaps(word.span))
            })
        };
        if !part.clone().any(|at| known(self, at)) {
            return true;
        }
        let rest: Vec<usize> = part.clone().filter(|&at| !known(self, at)).collect();
        let named = self.body(part).is_some() && !rest.is_empty();
        named
            || rest.into_iter().any(|at| {
                let word = self.word(at).copied().filter(|word| word.shape == Shape::Capital);
                word.is_some_and(|word| self.ordinary.kind(word.text) == Kind::Unknown)
            })
    }

    /// Whether an initial follows, as it follows the name of an author: «Haddad, R.».
    fn has_initial(&self, at: usize) -> bool {
        let initial = self.word(at).filter(|word| word.text.chars().count() == 1 && word.is_capital());
        let dotted = self.word(at + 1).is_none_or(|word| word.gap.starts_with('.'));
        dotted && initial.is_some_and(|word| word.gap == ", ")
    }

    /// The kind of body, place or event that a name says it is, by its first or last word.
    fn body(&self, part: &Range<usize>) -> Option<Subject> {
        let of = |at: Option<usize>| within(self.word(at?)?.text);
        let ends = || of(part.end.checked_sub(1).filter(|_| !part.is_empty()));
        let begins = || of(Some(part.start).filter(|_| !part.is_empty()));
        // «Ministry of …» is what its first word says, «… Council of …» what the word before «of» says.
        let before_of = part.clone().find(|&at| self.word(at).is_some_and(|word| OF.contains(&word.text)));
        of(before_of.and_then(|at| at.checked_sub(1))).or_else(ends).or_else(begins)
    }

    fn is_name(&mut self, part: &Range<usize>) -> bool {
        let words: Vec<Word<'t>> = self.words.get(part.clone()).unwrap_or_default().to_vec();
        let letters = words.iter().flat_map(|word| word.text.chars()).filter(|c| c.is_alphabetic()).count();
        let ordinary = words.iter().all(|word| {
            word.shape == Shape::Small || self.ordinary.kind(word.text) != Kind::Unknown || is_never(word.text)
        });
        let acronyms = words.iter().all(|word| word.shape == Shape::Acronym);
        letters > 2 && !acronyms && (!ordinary || words.len() > 1 && self.body(part).is_some())
    }

    fn add(&mut self, part: Range<usize>, title: Option<Subject>, in_title: bool, found: &mut Mentions<'t>) {
        let Some((text, span)) = self.text_of(&part) else { return };
        let cue = title.or_else(|| self.cue_before(part.start)).or_else(|| self.cue_after(part.end));
        let subject = self.body(&part).or(cue);
        let inside = self.word(part.start).is_some_and(|word| !word.starts) && !in_title;
        found.mentions.push(Mention { text, span, subject, firm: cue.is_some() || inside || part.len() > 2 });
    }

    /// «city of X», «president X».
    fn cue_before(&self, at: usize) -> Option<Subject> {
        let mut before = at.checked_sub(1)?;
        let joined = |at: usize| self.word(at).is_some_and(Word::joins);
        if !joined(at) {
            return None;
        }
        if self.word(before)?.text == "of" && joined(before) {
            before = before.checked_sub(1)?;
        } else if beside(self.word(before)?.text) == Some(Subject::Place) {
            // «the city X» is not said; «in the village Damascus built» is.
            return None;
        }
        beside(self.word(before)?.text)
    }

    /// «X city».
    fn cue_after(&self, at: usize) -> Option<Subject> {
        let word = self.word(at).filter(|word| word.joins() && word.shape == Shape::Small)?;
        beside(word.text).filter(|subject| *subject != Subject::Person)
    }

    /// Whether the sentence that a word stands in is a title in capitals, in which a capital says nothing.
    fn in_title(&self, at: usize) -> bool {
        let start = (0..=at).rev().find(|&at| self.word(at).is_some_and(|word| word.starts)).unwrap_or_default();
        let sentence = || {
            let rest = self.words.iter().skip(start + 1).take_while(|word| !word.starts);
            self.words.iter().skip(start).take(1).chain(rest)
        };
        let long = |word: &&Word<'_>| word.text.len() > 3;
        let small = sentence().filter(long).filter(|word| word.shape == Shape::Small).count();
        let capital = sentence().filter(long).filter(|word| word.is_capital()).count();
        capital > 2 && small * 4 <= capital
    }

    /// The full form that stands before an acronym in brackets, as a range of words.
    fn introduced(&self, at: usize) -> Option<Range<usize>> {
        let acronym = self.word(at).filter(|word| word.shape == Shape::Acronym)?;
        let after =
            self.word(at + 1).map_or_else(|| self.text.get(acronym.span.end..).unwrap_or_default(), |word| word.gap);
        if acronym.gap.trim_start() != "(" || !after.starts_with([')', ',', ';']) {
            return None;
        }
        self.by_initials(acronym.text, at).or_else(|| self.run_before(at))
    }

    /// Words whose initials are the acronym, small words left out; after Schwartz and Hearst (2003).
    fn by_initials(&self, acronym: &str, at: usize) -> Option<Range<usize>> {
        let mut start = at;
        for letter in acronym.chars().rev().filter(|c| c.is_alphabetic()) {
            loop {
                let word = self.word(start.checked_sub(1)?)?;
                let joined = start == at || self.word(start).is_some_and(Word::joins);
                if !joined {
                    return None;
                }
                start -= 1;
                if initials(word.text).any(|initial| initial == letter) {
                    break;
                }
                if !(word.shape == Shape::Small && word.text.len() < 5) {
                    return None;
                }
            }
        }
        let words = self.words.get(start..at)?;
        let begins = words.first().is_some_and(|word| word.shape == Shape::Capital);
        (begins && words.len() > 1).then_some(start..at)
    }

    /// Two or more capital words before an acronym of another language: «Syrian Democratic Forces (QSD)».
    fn run_before(&self, at: usize) -> Option<Range<usize>> {
        let start = (at.saturating_sub(8)..at).find(|&start| self.run(start).end >= at)?;
        let first = self.word(start)?;
        let start = start + usize::from(first.starts && first.text == "The");
        (at - start > 1).then_some(start..at)
    }

    fn introduce(&mut self, full: Range<usize>, at: usize, found: &mut Mentions<'t>) {
        let (Some((text, span)), Some(&acronym)) = (self.text_of(&full), self.word(at)) else { return };
        let known =
            |span: Span| self.known.iter().any(|known| known.overlaps(span) && known.len() * 3 >= span.len() * 2);
        if known(span) || known(acronym.span) {
            return;
        }
        let subject = self.body(&full).or_else(|| self.cue_before(full.start));
        found.mentions.push(Mention { text, span, subject, firm: true });
        found.mentions.push(Mention { text: acronym.text, span: acronym.span, subject, firm: true });
        found.links.push(Link { a: text, b: acronym.text });
    }
}

/// The capitals with which a word or its parts begin: h and S of «al-Sham», S and G of «Salafi-Gihadi».
fn initials(word: &str) -> impl Iterator<Item = char> + '_ {
    let parts = word.split('-').filter(|part| !is_article(part));
    parts.filter_map(|part| part.chars().find(|c| c.is_alphabetic())).flat_map(char::to_uppercase)
}
