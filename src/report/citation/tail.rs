//! The end of a citation, read from right to left: address, access date, place in the work, date.

use super::brackets::Brackets;
use super::urls::{self, Link};
use super::{Date, Url, dates, phrases};
use crate::text::Span;

/// One part at the end of a citation.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Part {
    /// Where the work can be found.
    Url(Url),
    /// When it was published.
    Date(Date),
    /// When it was changed after it was published.
    Updated(Date),
    /// When it was looked up.
    Accessed(Date),
    /// `n.d.`
    Undated,
    /// A page, a paragraph.
    Locator,
    /// What says nothing about the work but its language, kind or number: `(in Arabic)`, `[video]`, `[S/2025/154]`.
    Aside,
}

/// The longest last part that is looked at, in bytes; longer ones are titles.
const LONGEST_FIELD: usize = 160;

/// A text with what is known of its brackets and addresses.
pub(super) struct Text<'t> {
    pub(super) text: &'t str,
    pub(super) brackets: Brackets,
    pub(super) links: Vec<Link>,
}

impl<'t> Text<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let brackets = Brackets::of(text);
        let links = urls::find(text, &brackets);
        Self { text, brackets, links }
    }

    /// The last address that lies in `..end`.
    pub(super) fn last_link(&self, end: usize) -> Option<&Link> {
        let count = self.links.partition_point(|link| link.span.end <= end);
        self.links.get(count.checked_sub(1)?)
    }

    /// Whether a place lies inside an address.
    pub(super) fn in_link(&self, at: usize) -> bool {
        let next = self.links.partition_point(|link| link.span.start <= at);
        next.checked_sub(1).and_then(|last| self.links.get(last)).is_some_and(|link| at < link.span.end)
    }

    fn get(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }
}

/// The part with which `start..end` of a text ends, and where the text before it ends.
pub(super) fn take(text: &Text<'_>, start: usize, end: usize) -> Option<(usize, Part)> {
    let end = start + trim(text.get(start, end)).len();
    if let Some(link) = text.last_link(end).filter(|link| link.span.end == end && link.span.start >= start) {
        if link.words.is_some() {
            return None;
        }
        let before = before_address(text.get(start, link.span.start));
        return Some((start + before, Part::Url(link.url.clone())));
    }
    if let Some(pair) = text.brackets.ending_at(end).filter(|pair| pair.start >= start) {
        return in_brackets(text, pair).map(|part| (pair.start, part));
    }
    field(text, start, end).or_else(|| dated(text.get(start, end), start))
}

/// A text without the separators and full stops at its end.
pub(super) fn trim(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_whitespace() || is_separator(c) || matches!(c, '.' | ';' | '؛'))
}

/// Whether a character separates the parts of a citation.
pub(super) const fn is_separator(c: char) -> bool {
    matches!(c, ',' | '،')
}

/// The length of a text without the words that lead to the address after it.
fn before_address(text: &str) -> usize {
    match phrases::at_end(text, phrases::AVAILABLE) {
        // Words such as `at` lead to an address only with a separator or a colon about them.
        Some(at) if text.trim_end().ends_with(':') || at_boundary(text.get(..at).unwrap_or_default(), false) => at,
        _ => text.len(),
    }
}

/// What a last pair of brackets says, when it is not part of the title.
fn in_brackets(text: &Text<'_>, pair: Span) -> Option<Part> {
    let inner = Span::new(pair.start + 1, pair.end - 1).trim(text.text);
    let inside = inner.slice(text.text);
    if let Some(link) = text.last_link(pair.end).filter(|link| link.words.is_none() && inner.contains(link.span)) {
        let before = text.get(inner.start, link.span.start);
        let lead = before.get(..before_address(before)).unwrap_or(before).trim();
        return (lead.is_empty() && trim(text.get(link.span.end, inner.end)).is_empty())
            .then(|| Part::Url(link.url.clone()));
    }
    if urls::is_lost_address(inside) {
        return Some(Part::Url(Url { span: pair, target: None }));
    }
    if phrases::is_one(inside, phrases::LANGUAGES) || phrases::is_one(inside, phrases::KINDS) || is_symbol(inside) {
        return Some(Part::Aside);
    }
    if phrases::is_one(inside, phrases::UNDATED) {
        return Some(Part::Undated);
    }
    if phrases::is_locator(inside) {
        return Some(Part::Locator);
    }
    let date = dates::at_end(inside)?;
    let (lead, part) = with_phrase(inside, date, inner.start);
    // A year after a number belongs to a title: «resolution 2254 (2015)».
    let numbered =
        || date.month.is_none() && text.get(0, pair.start).trim_end().ends_with(|c| dates::digit(c).is_some());
    (lead == 0 && !numbered()).then_some(part)
}

/// Whether a text in brackets is a handle or the symbol of a document: `S/2025/154`.
pub(super) fn is_symbol(text: &str) -> bool {
    let handle = text.strip_prefix('@').is_some_and(|handle| !handle.contains(char::is_whitespace));
    let symbol = text.contains('/')
        && text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "/.-() ".contains(c));
    handle || symbol
}

/// The part that fills the space after the last separator.
fn field(text: &Text<'_>, start: usize, end: usize) -> Option<(usize, Part)> {
    let inside = text.get(start, end);
    let mut window = inside.len().saturating_sub(LONGEST_FIELD);
    while !inside.is_char_boundary(window) {
        window += 1;
    }
    let separator = inside.get(window..)?.char_indices().rev().find(|&(_, c)| is_separator(c));
    let at = match separator {
        Some((at, c)) => window + at + c.len_utf8(),
        None if window == 0 => 0,
        None => return None,
    };
    let last = inside.get(at..)?;
    let written = last.trim();
    let part = if urls::is_lost_address(written) {
        let span = Span::new(start + at, end).trim(text.text);
        Part::Url(Url { span, target: None })
    } else if phrases::is_one(written, phrases::UNDATED) {
        Part::Undated
    } else if at > 0 && phrases::is_locator(written) {
        Part::Locator
    } else if at > 0 && phrases::is_one(written, phrases::LANGUAGES) {
        Part::Aside
    } else {
        return sentence_locator(last).map(|cut| (start + at + cut, Part::Locator));
    };
    Some((start + at, part))
}

/// Where `p. 12` begins after a full stop or a bracket instead of a separator.
fn sentence_locator(field: &str) -> Option<usize> {
    let at = field.rfind([']', ')', '”', '»'])?;
    let at = at + field.get(at..)?.chars().next()?.len_utf8();
    let rest = field.get(at..)?;
    (!rest.trim().is_empty() && phrases::is_locator(rest)).then_some(at)
}

/// A date at the end that is set off from what stands before it.
fn dated(text: &str, shift: usize) -> Option<(usize, Part)> {
    let date = dates::at_end(text)?;
    let (before, part) = with_phrase(text, date, shift);
    let phrased = before < date.span.start && text.get(before..date.span.start).is_some_and(|p| !p.trim().is_empty());
    let strict = date.month.is_none();
    let lead = text.get(..before)?;
    let longer = phrased && !matches!(part, Part::Date(_));
    (longer || at_boundary(lead, strict)).then_some((shift + before, part))
}

/// Whether what ends before a date or an address is complete there. A bare year may also end a title.
fn at_boundary(text: &str, strict: bool) -> bool {
    let Some(last) = text.trim_end().chars().next_back() else { return true };
    is_separator(last)
        || matches!(last, ';' | '؛' | ']' | ')' | '”' | '»' | '"' | '|' | '>' | '(')
        || !strict && matches!(last, '.' | '?' | '؟' | '!' | ':' | '–' | '—' | '-' | '*' | '_' | '…' | '\u{FFFD}')
        || strict && matches!(last, '.')
}

/// Where the phrase before a date begins, or the date itself, and what the two together are.
fn with_phrase(text: &str, date: Date, shift: usize) -> (usize, Part) {
    let before = text.get(..date.span.start).unwrap_or_default();
    let shifted = Date { span: date.span.shift(shift), ..date };
    if let Some(at) = phrases::at_end(before, phrases::ACCESSED) {
        return (at, Part::Accessed(shifted));
    }
    let set_off = |at: usize| at_boundary(before.get(..at).unwrap_or_default(), false);
    if let Some(at) = phrases::at_end(before, phrases::UPDATED).filter(|&at| set_off(at)) {
        return (at, Part::Updated(shifted));
    }
    match phrases::at_end(before, phrases::PUBLISHED) {
        Some(at) if set_off(at) => (at, Part::Date(shifted)),
        _ => (date.span.start, Part::Date(shifted)),
    }
}
