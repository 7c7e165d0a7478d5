//! The form of a preferred term that fits the place of the term it replaces: number, case, genitive ending, article.

use super::{arabic, article};
use crate::glossary::term::is_acronym;
use crate::glossary::{Concept, Hit, Number, Term};
use crate::text::key::{is_apostrophe, is_ignorable, is_modifier_letter};
use crate::text::script::{has_arabic, is_arabic_letter};
use crate::text::{Evidence, Key, Span, TermStatus};

/// What comes of a wish to write the preferred term.
#[derive(Debug)]
pub(super) enum Replacement {
    /// The concept has no preferred term in the language, or it stands there.
    None,
    /// No form of the preferred term fits the place.
    Unfit,
    /// The change to make.
    Change(Change),
}

/// A change of a name and of what goes by it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Change {
    /// The name, widened to an article before it and a genitive ending after it where these change too.
    pub(super) span: Span,
    /// What to write there.
    pub(super) after: String,
    /// What the changes around the name rest on.
    pub(super) evidence: Vec<Evidence>,
}

/// What to write in place of a hit.
pub(super) fn replacement(text: &str, hit: &Hit, concept: &Concept) -> Replacement {
    let Some(preferred) = concept.preferred(&hit.lang) else { return Replacement::None };
    let change = if has_arabic(&preferred.text) {
        arabic::written(text, hit, concept, &preferred.text).map(|after| Change {
            span: hit.span,
            after,
            evidence: Vec::new(),
        })
    } else {
        latin(text, hit, concept, preferred)
    };
    match change {
        Some(change) if change.span == hit.span && change.after == *hit.surface => Replacement::None,
        Some(change) => Replacement::Change(change),
        None => Replacement::Unfit,
    }
}

/// The change to a preferred term that is not in the Arabic script.
fn latin(text: &str, hit: &Hit, concept: &Concept, preferred: &Term) -> Option<Change> {
    let named = in_number(hit, concept, preferred)?;
    let before = text.get(..hit.span.start).unwrap_or_default();
    // «الـHTS»: an Arabic article or particle cannot stand before several words.
    if named.text.contains(' ')
        && !hit.surface.contains(' ')
        && before.trim_end_matches(is_ignorable).ends_with(is_arabic_letter)
    {
        return None;
    }
    // «l'Alaouite», «d'Alep»: the vowel that was dropped would have to come back.
    if hit.lang.primary() == "fr" && follows_elision(before) && !named.text.starts_with(is_vowel) {
        return None;
    }
    let after = in_case(text, &named.text, hit);
    if after == *hit.surface {
        return Some(Change { span: hit.span, after, evidence: Vec::new() });
    }
    let genitive = Genitive::at(text, hit);
    let ending = genitive.changed(&after, named.plural);
    let mut change = Change { span: hit.span, after, evidence: Vec::new() };
    if let Some(ending) = ending {
        change.span.end = genitive.end;
        change.after += &ending;
    }
    with_article(text, hit, &named.text, &mut change);
    Some(change)
}

/// The change to a first mention in full: «Hay'at Tahrir al-Sham (HTS)», «Hay'at Tahrir al-Sham's (HTS)».
pub(super) fn in_full(text: &str, hit: &Hit, concept: &Concept, full: &Term) -> Option<Change> {
    let named = in_number(hit, concept, full)?;
    let before = text.get(..hit.span.start).unwrap_or_default();
    if before.trim_end_matches(is_ignorable).ends_with(is_arabic_letter)
        || hit.lang.primary() == "fr" && follows_elision(before)
    {
        return None;
    }
    let name = in_case(text, &named.text, hit);
    let genitive = Genitive::at(text, hit);
    let ending = genitive.changed(&name, named.plural).unwrap_or_else(|| genitive.text.to_owned());
    let after = format!("{name}{ending} ({})", hit.surface);
    let mut change = Change { span: Span::new(hit.span.start, genitive.end), after, evidence: Vec::new() };
    with_article(text, hit, &named.text, &mut change);
    Some(change)
}

/// Widens a change to the English article before the name, where another one goes with the new name.
fn with_article(text: &str, hit: &Hit, name: &str, change: &mut Change) {
    if hit.lang.primary() != "en" {
        return;
    }
    let Some(place) = article::before(text, hit.span.start) else { return };
    let in_capitals = !hit.surface.contains(char::is_lowercase) && hit.term.contains(char::is_lowercase);
    if let Some(fits) = article::fitting(place.slice(text), name, in_capitals) {
        let gap = Span::new(place.end, hit.span.start).slice(text);
        change.after = format!("{fits}{gap}{}", change.after);
        change.span.start = place.start;
        change.evidence.push(Evidence::Article { article: fits.to_owned(), name: name.to_owned() });
    }
}

fn is_vowel(c: char) -> bool {
    matches!(Key::new(c.encode_utf8(&mut [0; 4])).folded(), "a" | "e" | "i" | "o" | "u" | "y" | "h")
}

/// Whether a French word that has lost its vowel stands directly before: «d'», «l'», «qu'».
fn follows_elision(before: &str) -> bool {
    let Some(word) = before.strip_suffix(['\'', '’']) else { return false };
    let word = word.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    matches!(word.as_str(), "d" | "l" | "qu" | "jusqu" | "lorsqu" | "puisqu")
}

/// The English genitive ending behind a name.
#[derive(Debug)]
struct Genitive<'t> {
    /// `'s`, `'`, or nothing.
    text: &'t str,
    end: usize,
    /// Whether it is an apostrophe alone.
    bare: bool,
}

impl<'t> Genitive<'t> {
    fn at(text: &'t str, hit: &Hit) -> Self {
        let rest = text.get(hit.span.end..).unwrap_or_default();
        let mark = rest.chars().next().filter(|&c| is_apostrophe(c) && !is_modifier_letter(c));
        let after = mark.and_then(|mark| rest.get(mark.len_utf8()..)).unwrap_or_default();
        let word = |rest: &str| rest.starts_with(char::is_alphanumeric);
        let len = match (mark, after.strip_prefix(['s', 'S'])) {
            (Some(mark), Some(rest)) if hit.lang.primary() == "en" && !word(rest) => mark.len_utf8() + 1,
            (Some(mark), _) if hit.lang.primary() == "en" && hit.surface.ends_with(['s', 'S']) && !word(after) => {
                mark.len_utf8()
            }
            _ => 0,
        };
        let ending = rest.get(..len).unwrap_or_default();
        Self { text: ending, end: hit.span.end + len, bare: ending.chars().count() == 1 }
    }

    /// The ending that goes with a name, where it is another one: «Ismailis'», «al-Sham's».
    fn changed(&self, name: &str, plural: bool) -> Option<String> {
        let sibilant = name.ends_with(['s', 'S']);
        let mark = self.text.chars().next()?;
        if self.bare && !sibilant {
            let s = if name.contains(char::is_lowercase) { 's' } else { 'S' };
            Some(format!("{mark}{s}"))
        } else if !self.bare && sibilant && plural {
            Some(mark.to_string())
        } else {
            None
        }
    }
}

/// One or several, as far as the terms of the concept tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Count {
    One,
    Several,
    Unknown,
}

/// A term in the number that a place asks for.
struct Named {
    text: String,
    /// Whether it is known to be a plural.
    plural: bool,
}

/// A term in the number of the hit. One that does not inflect, or is always several, has no other form.
fn in_number(hit: &Hit, concept: &Concept, preferred: &Term) -> Option<Named> {
    let terms = || concept.terms_in(&hit.lang);
    let current = |term: &&Term| !term.status.is_rejected();
    let shown = count(hit, concept, &hit.surface);
    let at_place = match shown {
        // No other term of the concept tells; without an «s» it is no regular plural.
        Count::Unknown if !hit.surface.ends_with(['s', 'S']) => Count::One,
        known => known,
    };
    let own = count(hit, concept, &preferred.text);
    let as_it_is = |plural| Some(Named { text: preferred.text.clone(), plural });
    match (at_place, own) {
        (Count::Several, _) if !preferred.inflect || preferred.number == Some(Number::Mass) => as_it_is(false),
        (Count::Several, Count::One | Count::Unknown)
            if !preferred.text.ends_with('s') && hit.lang.primary() == "en" =>
        {
            match terms().find(|term| is_plural_of(&term.text, &preferred.text)) {
                // The regular plural is what the glossary advises against: the name has none.
                Some(listed) if !current(&listed) => as_it_is(false),
                Some(listed) => Some(Named { text: listed.text.clone(), plural: true }),
                None => Some(Named { text: plural(&preferred.text), plural: true }),
            }
        }
        // The name of one thing that is always a plural: «Syrian Democratic Forces».
        (Count::One, Count::Several) if shown == Count::Unknown && preferred.number == Some(Number::Plural) => {
            as_it_is(true)
        }
        (Count::One, Count::Several) => {
            let one = terms().filter(current).find(|term| is_plural_of(&preferred.text, &term.text));
            one.map(|term| Named { text: term.text.clone(), plural: false })
        }
        (_, own) => as_it_is(own == Count::Several),
    }
}

/// The number of a spelling: what its term says, or else how it stands beside the terms of its concept.
fn count(hit: &Hit, concept: &Concept, spelling: &str) -> Count {
    let mut terms = concept.terms_in(&hit.lang);
    let key = Key::new(spelling);
    let said = terms.clone().find(|term| Key::new(&term.text) == key).and_then(|term| term.number);
    match said {
        Some(Number::Singular | Number::Mass) => Count::One,
        Some(Number::Plural | Number::Dual) => Count::Several,
        None if terms.clone().any(|term| is_plural_of(spelling, &term.text)) => Count::Several,
        None if terms.any(|term| is_plural_of(&term.text, spelling)) => Count::One,
        None => Count::Unknown,
    }
}

/// Whether the first is the regular English plural of the second.
pub(super) fn is_plural_of(many: &str, one: &str) -> bool {
    Key::new(many) == Key::new(&plural(one))
}

/// The regular English plural.
fn plural(one: &str) -> String {
    let ends = |endings: &[&str]| endings.iter().any(|ending| one.ends_with(ending));
    match one.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if ends(&["s", "x", "z", "ch", "sh"]) => format!("{one}es"),
        _ => format!("{one}s"),
    }
}

/// The name in the case of the place: in capitals where that is, with a capital at each word or at the first where that has
/// one.
fn in_case(text: &str, name: &str, hit: &Hit) -> String {
    let acronym = is_acronym(&hit.term);
    if in_capitals(&hit.surface) && !in_capitals(&hit.term) || acronym && line_in_capitals(text, hit.span) {
        return name.to_uppercase();
    }
    if is_headed(&hit.surface) && !is_headed(&hit.term) {
        return name.split_inclusive([' ', '-']).map(headed).collect();
    }
    let small = hit.term.starts_with(char::is_lowercase);
    // The capital of an acronym or a name says nothing of the place.
    if hit.surface.starts_with(char::is_uppercase) && (small || begins_sentence(text, hit.span.start)) {
        return capital(name);
    }
    name.to_owned()
}

/// Whether a text has several letters, and all of them are capitals.
fn in_capitals(text: &str) -> bool {
    !text.contains(char::is_lowercase) && text.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// The longest line, in bytes on one side of a name, that is looked at: a heading or a list item is short.
const LINE: usize = 200;

/// What stands before an offset in its line; `None` where that is long.
fn line_before(text: &str, at: usize) -> Option<&str> {
    let start = text.as_bytes().get(at.saturating_sub(LINE)..at)?;
    match start.iter().rposition(|&byte| byte == b'\n') {
        Some(newline) => text.get(at - start.len() + newline + 1..at),
        None if start.len() == at => text.get(..at),
        None => None,
    }
}

/// What stands behind an offset in its line; `None` where that is long.
fn line_after(text: &str, at: usize) -> Option<&str> {
    let rest = text.as_bytes().get(at..text.len().min(at + LINE))?;
    match rest.iter().position(|&byte| byte == b'\n') {
        Some(newline) => text.get(at..at + newline),
        None if at + rest.len() == text.len() => text.get(at..),
        None => None,
    }
}

/// Whether the line around a name has several other letters, and all of them and of the name are capitals: a heading.
pub(super) fn line_in_capitals(text: &str, name: Span) -> bool {
    let (Some(before), Some(after)) = (line_before(text, name.start), line_after(text, name.end)) else { return false };
    let letters = || before.chars().chain(after.chars()).filter(|c| c.is_lowercase() || c.is_uppercase());
    letters().count() > 2 && !letters().any(char::is_lowercase) && !name.slice(text).contains(char::is_lowercase)
}

/// Words that stay small in a heading.
const SMALL: [&str; 16] =
    ["a", "al", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"];

/// Whether a text has several words, and all but the small ones have a capital.
fn is_headed(text: &str) -> bool {
    let words = || text.split(char::is_whitespace).filter(|word| !word.is_empty() && !SMALL.contains(word));
    words().count() > 1 && words().all(|word| word.starts_with(char::is_uppercase))
}

/// A word with the capital that it has in a heading.
fn headed(word: &str) -> String {
    if SMALL.contains(&word.trim_end_matches([' ', '-'])) { word.to_owned() } else { capital(word) }
}

/// A text with a capital at its beginning.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Whether a sentence, a paragraph, a list item or a cell begins here.
fn begins_sentence(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let before = before.trim_end_matches(['*', '_', '(', '[', '“', '«', '"', '‘', ' ', '\u{A0}']);
    let ends = |text: &str| text.is_empty() || text.ends_with(['.', '!', '?', '؟', '|']);
    match line_before(text, before.len()) {
        // The line goes on from the one above, or begins a paragraph.
        Some("") => before
            .strip_suffix('\n')
            .is_none_or(|above| ends(above.trim_end_matches([' ', '\t', '\r'])) || above.ends_with('\n')),
        Some(line) => {
            let marks =
                |c: char| matches!(c, '#' | '-' | '*' | '•' | '>' | '|' | '.' | ')' | ' ' | '\t') || c.is_numeric();
            ends(line) || line.chars().all(marks)
        }
        None => ends(before),
    }
}

/// Whether a term can stand for another at a first mention: a name of several words that is no acronym, and is in use.
pub(super) fn is_full(term: &Term) -> bool {
    term.status == TermStatus::Preferred && !is_acronym(&term.text) && term.text.contains([' ', '-'])
}
