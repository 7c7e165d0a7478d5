//! Where one citation ends and the next begins.

use super::tail::{self, Part, Text};
use super::{dates, phrases};
use crate::text::Span;

/// The citations of a note's text: stretches without white space or separators around them.
///
/// A semicolon parts two citations when the first is complete, with an address, a date or a repeat at its end, and the
/// second can begin there; a semicolon inside a title therefore does not. A blank line always parts them.
pub(super) fn pieces(text: &Text<'_>) -> Vec<Span> {
    let mut pieces = Vec::new();
    let separators = separators(text);
    let mut start = 0;
    for (nth, separator) in separators.iter().enumerate() {
        let next = separators.get(nth + 1).map_or(text.text.len(), |next| next.span.start);
        let parts = match separator.strength {
            Strength::Always => true,
            Strength::Semicolon => parts(text, start, separator.span, next),
            Strength::Line => {
                matches!(last_part(text, start, separator.span.start), Some(Part::Url(_) | Part::Accessed(_)))
                    && begins_citation(text.text.get(separator.span.end..next).unwrap_or_default())
                    && !goes_on(text.text.get(separator.span.end..next).unwrap_or_default())
            }
        };
        if parts {
            pieces.push(Span::new(start, separator.span.start));
            start = separator.span.end;
        }
    }
    pieces.push(Span::new(start, text.text.len()));
    pieces.into_iter().map(|piece| piece.trim(text.text)).filter(|piece| !piece.is_empty()).collect()
}

struct Separator {
    span: Span,
    strength: Strength,
}

#[derive(Clone, Copy)]
enum Strength {
    /// A blank line.
    Always,
    /// A semicolon.
    Semicolon,
    /// A line break.
    Line,
}

/// All places where one citation may end.
fn separators(text: &Text<'_>) -> Vec<Separator> {
    let mut found: Vec<Separator> = Vec::new();
    for (at, c) in text.text.char_indices() {
        if !matches!(c, ';' | '؛' | '\n') || text.in_link(at) {
            continue;
        }
        let span = Span::new(at, at + c.len_utf8());
        if c == '\n' {
            let rest = text.text.get(span.end..).unwrap_or_default();
            let blank = rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
            found.push(Separator { span, strength: if blank { Strength::Always } else { Strength::Line } });
        } else if !text.brackets.hold(at) && !ends_entity(text.text.get(..at).unwrap_or_default()) {
            found.push(Separator { span, strength: Strength::Semicolon });
        }
    }
    found
}

/// Whether a semicolon after this text closes a character reference: `&#1575`.
fn ends_entity(text: &str) -> bool {
    let name = text.bytes().rev().take(10).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    name > 0 && text.len().checked_sub(name + 1).is_some_and(|at| text.as_bytes().get(at) == Some(&b'&'))
}

/// Whether a semicolon parts `start..` from the text up to `next`.
fn parts(text: &Text<'_>, start: usize, separator: Span, next: usize) -> bool {
    let right = text.text.get(separator.end..next).unwrap_or_default();
    match last_part(text, start, separator.start) {
        Some(Part::Url(_) | Part::Accessed(_)) => !right.trim().is_empty() && !goes_on(right),
        Some(Part::Date(_) | Part::Updated(_) | Part::Undated | Part::Locator) => {
            begins_citation(right) && (repeats(right) || has_author_and_title(right))
        }
        Some(Part::Aside) | None => repeats(text.text.get(start..separator.start).unwrap_or_default()),
    }
}

fn last_part(text: &Text<'_>, start: usize, end: usize) -> Option<Part> {
    tail::take(text, start, end).map(|(_, part)| part)
}

/// Whether a text can begin a citation: not with a small letter, but for the words that lead to one.
fn begins_citation(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(|c: char| !c.is_lowercase()) || phrases::at_start(text, phrases::LEADS).is_some() || repeats(text)
}

/// Whether a text holds more than one part before its date or address, so that it cannot be the rest of a title.
fn has_author_and_title(text: &str) -> bool {
    let mut fields = text.split(tail::is_separator).map(str::trim).filter(|field| !field.is_empty());
    fields.next().is_some()
        && fields.next().is_some_and(|second| dates::at_end(second).is_none_or(|d| d.span.start > 0))
}

/// Whether a text can only go on with a citation: an access date, a page, a remark in brackets.
fn goes_on(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['(', '[']) && !text.starts_with("[http")
        || phrases::at_start(text, phrases::ACCESSED).is_some()
        || phrases::is_locator(tail::trim(text))
}

/// Whether a text is a short repeat of an earlier citation.
pub(super) fn repeats(text: &str) -> bool {
    text.len() <= 300
        && (is_ibid(text) || text.split(tail::is_separator).any(|part| phrases::is_one(part, phrases::OP_CIT)))
}

/// Whether a text stands for the citation before it, with at most a place in the work.
pub(super) fn is_ibid(text: &str) -> bool {
    let text = text.trim();
    let text = text.get(phrases::at_start(text, phrases::LEADS).unwrap_or(0)..).unwrap_or(text);
    let Some(end) = phrases::at_start(text, phrases::IBID) else { return false };
    let rest = text.get(end..).unwrap_or_default().trim_start_matches(['.', ',', '،', ' ']);
    let rest = tail::trim(rest);
    let at = |rest: &str| phrases::is_locator(rest) || rest.chars().all(|c| !c.is_alphabetic());
    rest.is_empty() || at(rest) || rest.strip_prefix("at ").is_some_and(at) || rest.split(tail::is_separator).all(at)
}
