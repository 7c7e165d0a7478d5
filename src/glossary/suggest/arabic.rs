//! Names in Arabic script: after cue words, and beside their Latin spelling.

use super::cues::{beside, is_never, within};
use super::ordinary::{is_in_lexicon, is_ordinary_arabic};
use super::words::{Shape, Word};
use super::{Link, Mention, Mentions};
use crate::glossary::Subject;
use crate::text::Span;
use crate::text::skeleton::{Sounds, likeness};

/// The Arabic names of a text.
pub(super) struct Arabic<'w, 't> {
    pub(super) text: &'t str,
    pub(super) words: &'w [Word<'t>],
    /// What the glossary knows already, in order.
    pub(super) known: &'w [Span],
}

/// First words of names that go on: of places, and of persons.
const STARTERS: [&str; 26] = [
    "جبل", "تل", "دير", "رأس", "كفر", "بيت", "خان", "أبو", "ابو", "أبي", "أم", "ام", "عين", "باب", "برج", "بني", "بن",
    "ابن", "عبد", "ريف", "وادي", "شيخ", "جسر", "خربة", "حوش", "آل",
];

/// How alike a Latin and an Arabic name must be to be taken for one, when they stand beside each other.
const BESIDE: f64 = 0.5;
/// The same when they stand somewhere in a title and its translation.
const WITHIN: f64 = 0.8;

impl<'t> Arabic<'_, 't> {
    /// Adds the names, and the links between the scripts. The Latin names must have been found before.
    pub(super) fn find(&self, found: &mut Mentions<'t>) {
        for at in 0..self.words.len() {
            self.after_cue(at, found);
            self.bracket(at, found);
        }
    }

    fn word(&self, at: usize) -> Option<&Word<'t>> {
        self.words.get(at)
    }

    /// The Arabic word here, when it goes on from the word before.
    fn next(&self, at: usize) -> Option<&'t str> {
        self.word(at).filter(|word| word.shape == Shape::Arabic && word.joins()).map(|word| word.text)
    }

    fn span(&self, from: usize, to: usize) -> Option<Span> {
        Some(self.word(from)?.span.cover(self.word(to.checked_sub(1)?)?.span))
    }

    fn is_known(&self, span: Span) -> bool {
        let next = self.known.partition_point(|known| known.end <= span.start);
        self.known
            .iter()
            .skip(next)
            .take_while(|known| known.start < span.end)
            .any(|known| known.len() * 2 >= span.len())
    }

    /// A name after a cue: مدينة X, كتيبة X.
    fn after_cue(&self, at: usize, found: &mut Mentions<'t>) {
        let Some(word) = self.word(at).filter(|word| word.shape == Shape::Arabic) else { return };
        let bare = |cue: fn(&str) -> Option<Subject>| {
            let forms = unjoined(word.text).filter_map(|form| Some((cue(form)?, word.text.len() - form.len())));
            forms.min_by_key(|(_, joined)| *joined)
        };
        let (place, subject) = if let Some((subject, joined)) = bare(within) {
            let Some(end) = self.chain(at + 1, subject) else { return };
            let Some(span) = self.span(at, end) else { return };
            (Span::new(span.start + joined, span.end), subject)
        } else if let Some((subject, _)) = bare(beside) {
            let Some(end) = self.name(at + 1, subject) else { return };
            let Some(span) = self.span(at + 1, end) else { return };
            (span, subject)
        } else {
            return;
        };
        if !self.is_known(place) {
            found.mentions.push(Mention {
                text: place.slice(self.text),
                span: place,
                subject: Some(subject),
                firm: true,
            });
        }
    }

    /// Where the name ends that begins here and is no part of what the cue says.
    fn name(&self, at: usize, subject: Subject) -> Option<usize> {
        let first = self.next(at).filter(|word| may_begin(word))?;
        let starter = STARTERS.contains(&first);
        let second =
            self.next(at + 1).filter(|word| !is_never(word) && (is_definite(word) || !is_ordinary_arabic(word)));
        if subject == Subject::Person {
            // One word after a title says too little: «the doctor said», «the judge’s office».
            let named = starter || !is_definite(first) && !is_in_lexicon(first);
            return second.filter(|_| named).map(|_| at + 2);
        }
        match (starter, second) {
            (true, second) => second.map(|_| at + 2),
            // «The village of X»; a noun after it is mostly no name: منطقة النزاع.
            (false, _) => (!is_in_lexicon(first) && first.chars().count() > 2).then_some(at + 1),
        }
    }

    /// Where the name of a body ends, whose first word stands before: nouns up to a definite one, and its adjectives.
    fn chain(&self, at: usize, subject: Subject) -> Option<usize> {
        const LONGEST: usize = 4;
        if matches!(subject, Subject::Place) {
            return self.name(at, subject);
        }
        self.next(at).filter(|word| may_begin(word))?;
        let mut end = at;
        let mut definite = false;
        while let Some(word) = self.next(end).filter(|word| !is_never(word) && end - at < LONGEST) {
            if definite && !is_definite(word) || !definite && !is_definite(word) && !may_begin(word) {
                break;
            }
            definite |= is_definite(word);
            end += 1;
        }
        // A row of bare nouns that no definite one closes says nothing of where the name ends.
        Some(if definite { end } else { at + 1 })
    }

    /// What stands in brackets that open before this word, when it is in another script than what stands before it.
    fn bracket(&self, at: usize, found: &mut Mentions<'t>) {
        let Some(word) = self.word(at) else { return };
        let opening = word.gap.trim();
        let Some(close) = [("(", ')'), ("[", ']')].iter().find(|(open, _)| *open == opening).map(|(_, close)| *close)
        else {
            return;
        };
        let ends = |at: usize| self.word(at).is_none_or(|word| word.gap.contains(close));
        let Some(end) = (at + 1..at + 40).find(|&at| ends(at)) else { return };
        let Some(before) = at.checked_sub(1).and_then(|before| self.word(before)) else { return };
        let label = usize::from(word.text == "Arabic" && word.shape != Shape::Arabic);
        let inside = self.words.get(at + label..end).unwrap_or_default();
        let arabic = |word: &Word<'_>| word.shape == Shape::Arabic;
        if inside.is_empty() {
        } else if inside.iter().all(arabic) && !arabic(before) {
            self.arabic_inside(at + label, end, before.span.end, found);
        } else if !inside.iter().any(arabic) && arabic(before) {
            let named = close == ')' && inside.len() < 6 && inside.first().is_some_and(Word::is_capital);
            if !(named && self.latin_inside(at, end, found)) {
                self.translation(at, end, found);
            }
        }
    }

    /// «Salamiyah (السلمية)».
    fn arabic_inside(&self, from: usize, to: usize, latin_end: usize, found: &mut Mentions<'t>) {
        let latin = found.mentions.iter().position(|mention| mention.span.end == latin_end);
        let (Some(latin), Some(span)) = (latin, self.span(from, to)) else { return };
        if to - from > 6 || self.is_known(span) {
            return;
        }
        let Some(mention) = found.mentions.get_mut(latin) else { return };
        // A name in its other script, or the name of a body translated; anything else is a remark.
        let translated = mention.text.contains(' ') && to - from > 1;
        if !translated && likeness(mention.text, span.slice(self.text)) < BESIDE {
            return;
        }
        mention.firm = true;
        let (latin, subject) = (mention.text, mention.subject);
        self.link(latin, span, subject, found);
    }

    /// «السلمية (Salamiyah)»: as many words before the bracket as sound like what stands in it.
    fn latin_inside(&self, from: usize, to: usize, found: &mut Mentions<'t>) -> bool {
        let Some(span) = self.span(from, to) else { return false };
        let latin = span.slice(self.text);
        let Some((arabic, _)) = self.best(latin, from, |start| start, BESIDE) else { return false };
        if self.known.iter().any(|known| known.overlaps(span)) || self.is_known(arabic) {
            return true;
        }
        found.mentions.retain(|mention| !mention.span.overlaps(span));
        found.mentions.push(Mention { text: latin, span, subject: None, firm: true });
        self.link(latin, arabic, None, found);
        true
    }

    /// A title with its translation in brackets: names in the one that sound like names in the other.
    fn translation(&self, from: usize, to: usize, found: &mut Mentions<'t>) {
        let Some(gloss) = self.span(from, to) else { return };
        let start =
            (0..from).rev().take(TITLE).take_while(|&at| self.word(at).is_some_and(|w| w.shape == Shape::Arabic));
        let Some(start) = start.last() else { return };
        let names: Vec<(&'t str, Option<Subject>)> = found
            .mentions
            .iter()
            .filter(|mention| gloss.contains(mention.span) && mention.text.split(' ').count() < 4)
            .map(|mention| (mention.text, mention.subject))
            .collect();
        for (latin, subject) in names {
            let places = (start + 1..=from).filter_map(|end| self.best(latin, end, |from| from.max(start), WITHIN));
            // The first of those that are most alike.
            let best = places.reduce(|best, next| if next.1 > best.1 { next } else { best });
            if let Some((arabic, _)) = best.filter(|(arabic, _)| !self.is_known(*arabic)) {
                self.link(latin, arabic, subject, found);
            }
        }
    }

    /// The one to four words before `end` that sound most like a Latin name, if they do at all.
    fn best(&self, latin: &str, end: usize, clamp: impl Fn(usize) -> usize, least: f64) -> Option<(Span, f64)> {
        let sounds = Sounds::new(latin);
        let mut best: Option<(Span, f64)> = None;
        for start in (clamp(end.saturating_sub(4))..end).rev() {
            if self.word(start)?.shape != Shape::Arabic {
                break;
            }
            let span = self.span(start, end)?;
            for joined in unjoined(self.word(start)?.text) {
                let cut = self.word(start)?.text.len() - joined.len();
                let span = Span::new(span.start + cut, span.end);
                let alike = sounds.likeness(&Sounds::new(span.slice(self.text)));
                if alike >= least && best.is_none_or(|(_, best)| alike > best) {
                    best = Some((span, alike));
                }
            }
            if !self.word(start)?.joins() {
                break;
            }
        }
        best
    }

    fn link(&self, latin: &'t str, arabic: Span, subject: Option<Subject>, found: &mut Mentions<'t>) {
        let text = arabic.slice(self.text);
        found.mentions.push(Mention { text, span: arabic, subject, firm: true });
        found.links.push(Link { a: latin, b: text });
    }
}

/// Words of a title that are looked at.
const TITLE: usize = 30;

/// A word, and the same without the particles that may be joined to it.
fn unjoined(word: &str) -> impl Iterator<Item = &str> {
    let letters = |word: &str| word.chars().count();
    let once = word.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك']).filter(|rest| letters(rest) > 2);
    let twice = once
        .filter(|_| word.starts_with(['و', 'ف']))
        .and_then(|rest| rest.strip_prefix(['ب', 'ل', 'ك']))
        .filter(|rest| letters(rest) > 2);
    [Some(word), once, twice].into_iter().flatten()
}

fn is_definite(word: &str) -> bool {
    word.strip_prefix("ال").is_some_and(|rest| rest.chars().count() > 2)
}

/// Whether a name may begin with a word that stands after a cue: an indefinite adjective there describes the cue.
fn may_begin(word: &str) -> bool {
    word.chars().count() > 1
        && !is_never(word)
        && (is_definite(word) || STARTERS.contains(&word) || !is_ordinary_arabic(word))
}
