//! The title of a cited work and its gloss: in brackets, in quotes, or told apart by their scripts.

use super::tail::{self, Text};
use super::{phrases, urls};
use crate::text::Span;

/// A title that is marked as one, or that a gloss follows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Marked {
    /// The title; with the author before it where only a gloss marks its end.
    pub(super) title: Span,
    /// The gloss, without its marking.
    pub(super) gloss: Option<Span>,
    /// Whether the beginning of the title is marked too.
    pub(super) begun: bool,
    /// What follows both.
    pub(super) rest: Span,
    /// Where the marking of the title begins.
    pub(super) start: usize,
}

/// Quotes that may hold a title, and what closes them.
const QUOTES: &[(char, &[char])] =
    &[('“', &['”']), ('«', &['»']), ('"', &['"']), ('‘', &['’']), ('„', &['“', '”']), ('\'', &['\'']), ('‹', &['›'])];

/// How many brackets and quotes, from the right, are tried as a gloss.
const TRIED: usize = 8;

/// The title in a head `span` of a citation, where it is marked: as a link, by quotes, or by a gloss after it.
pub(super) fn marked(text: &Text<'_>, span: Span) -> Option<Marked> {
    as_link(text, span).or_else(|| in_quotes(text, span)).or_else(|| with_gloss(text, span))
}

/// `[Title](https://…)`.
fn as_link(text: &Text<'_>, span: Span) -> Option<Marked> {
    let link = text.links.iter().find(|link| link.words.is_some() && span.contains(link.span))?;
    let words = link.words?;
    let rest = Span::new(link.span.end, span.end);
    let found = glossed(text, Marked { title: words, gloss: None, begun: true, rest, start: link.span.start });
    Some(Marked { start: link.span.start, ..found })
}

/// A title in quotes at the beginning of the head or of a field, with the end of the field after it.
fn in_quotes(text: &Text<'_>, span: Span) -> Option<Marked> {
    let written = span.slice(text.text);
    let mut before = None;
    let (at, open, closers) = written.char_indices().find_map(|(at, c)| {
        let closers = QUOTES.iter().find(|(open, _)| *open == c).map(|(_, closers)| *closers);
        let begins = before.is_none_or(|b: char| tail::is_separator(b) || matches!(b, ':' | '.' | ')'));
        if !c.is_whitespace() {
            before = Some(c);
        }
        closers.filter(|_| begins).map(|closers| (at, c, closers))
    })?;
    let inside = span.start + at + open.len_utf8();
    let (close, after) =
        written.get(at + open.len_utf8()..)?.char_indices().filter(|(_, c)| closers.contains(c)).find_map(
            |(offset, c)| {
                let after = inside + offset + c.len_utf8();
                closes_title(text.text.get(after..span.end)?, inside + offset, text.text)
                    .then_some((inside + offset, after))
            },
        )?;
    let title = Span::new(inside, close);
    let mut found =
        Marked { title, gloss: None, begun: true, rest: Span::new(after, span.end), start: span.start + at };
    found = glossed(text, found);
    let rest = found.rest.slice(text.text).trim();
    // More than a publisher after it: the quotes hold only the first words of the title.
    (rest.split_whitespace().count() <= 12 && !rest.contains(['?', '!', '؟'])).then_some(found)
}

/// Whether a title in quotes can end before this text.
fn closes_title(after: &str, close: usize, text: &str) -> bool {
    let comma_inside = text.get(..close).is_some_and(|inside| inside.ends_with([',', '،', '.']));
    let after_space = after.trim_start();
    after_space.is_empty()
        || after_space.starts_with([',', '،', '.', '[', '(', ';'])
        || comma_inside && after.starts_with(char::is_whitespace)
        || after_space.starts_with(['“', '«', '"']) && after.len() > after_space.len()
}

/// Takes the gloss that follows a marked title, and the remarks after it.
fn glossed(text: &Text<'_>, found: Marked) -> Marked {
    let rest = found.rest.trim(text.text);
    let written = rest.slice(text.text);
    if written.starts_with(['[', '('])
        && let Some(end) = text.brackets.close_of(rest.start).filter(|&end| end <= rest.end)
    {
        let inner = Span::new(rest.start + 1, end - 1).trim(text.text);
        let fits = is_gloss(inner.slice(text.text))
            && (written.starts_with('[') || scripts_differ(found.title.slice(text.text), inner.slice(text.text)));
        let rest = Span::new(end, found.rest.end);
        return if fits { Marked { gloss: Some(inner), rest, ..found } } else { Marked { rest, ..found } };
    }
    for (open, closers) in QUOTES {
        if let Some(inside) = written.strip_prefix(*open)
            && let Some(close) = inside.find(*closers)
        {
            let inner = Span::new(rest.start + open.len_utf8(), rest.start + open.len_utf8() + close);
            if scripts_differ(found.title.slice(text.text), inner.slice(text.text)) {
                let width = text.text.get(inner.end..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
                return Marked { gloss: Some(inner), rest: Span::new(inner.end + width, found.rest.end), ..found };
            }
        }
    }
    found
}

/// A head in which a gloss ends the title: `… [gloss]`, `… (gloss)`, `… “gloss”`, `… / gloss`.
fn with_gloss(text: &Text<'_>, span: Span) -> Option<Marked> {
    let pairs = text.brackets.within(span);
    let bracketed = pairs.iter().rev().take(TRIED).find_map(|&pair| bracket_gloss(text, span, pair));
    bracketed.or_else(|| quoted_gloss(text, span)).or_else(|| parted_gloss(text, span))
}

fn bracket_gloss(text: &Text<'_>, span: Span, pair: Span) -> Option<Marked> {
    let inner = Span::new(pair.start + 1, pair.end - 1).trim(text.text);
    let title = Span::new(span.start, pair.start).trim(text.text);
    let rest = Span::new(after_remarks(text, pair.end, span.end), span.end);
    if !is_gloss(inner.slice(text.text)) || title.is_empty() || !at_field_end(rest.slice(text.text)) {
        return None;
    }
    let before = last_field(title.slice(text.text));
    let differ = scripts_differ(before, inner.slice(text.text));
    let square = text.text.get(pair.start..)?.starts_with('[');
    // `SANA [Syrian Arab News Agency], Title`: no gloss of a title, but the name of an author in full.
    let names_author = before.len() == title.len() && !differ && !rest.slice(text.text).trim().is_empty();
    let fits = if square { !names_author } else { differ && is_phrase(inner.slice(text.text), before) };
    fits.then_some(Marked { title, gloss: Some(inner), begun: false, rest, start: span.start })
}

/// Where the text after remarks in brackets goes on: ` [video] (in Arabic)`.
fn after_remarks(text: &Text<'_>, mut at: usize, end: usize) -> usize {
    while let Some(rest) = text.text.get(at..end) {
        let next = at + rest.len() - rest.trim_start().len();
        let Some(close) = text.brackets.close_of(next).filter(|&close| close <= end) else { break };
        at = close;
    }
    at
}

fn quoted_gloss(text: &Text<'_>, span: Span) -> Option<Marked> {
    let written = span.slice(text.text);
    let closings = written.char_indices().rev().filter(|(_, c)| matches!(c, '”' | '»' | '"' | '’' | '\'')).take(TRIED);
    for (close, closer) in closings {
        let rest = Span::new(span.start + close + closer.len_utf8(), span.end);
        if !at_field_end(rest.slice(text.text)) {
            continue;
        }
        let before = written.get(..close)?;
        let opener = QUOTES.iter().filter(|(_, closers)| closers.contains(&closer)).find_map(|(open, _)| {
            before.rfind(*open).map(|at| Span::new(span.start + at, span.start + at + open.len_utf8()))
        });
        let Some(opener) = opener else { continue };
        let inner = Span::new(opener.end, span.start + close);
        let title = Span::new(span.start, opener.start).trim(text.text);
        let field = last_field(title.slice(text.text));
        if scripts_differ(field, inner.slice(text.text)) && is_phrase(inner.slice(text.text), field) {
            return Some(Marked { title, gloss: Some(inner), begun: false, rest, start: span.start });
        }
    }
    None
}

/// A title and a gloss in another script with a slash between them.
fn parted_gloss(text: &Text<'_>, span: Span) -> Option<Marked> {
    let written = span.slice(text.text);
    let (at, _) = written.match_indices(" / ").next()?;
    let title = Span::new(span.start, span.start + at).trim(text.text);
    let gloss = Span::new(span.start + at + " / ".len(), span.end).trim(text.text);
    let fits = scripts_differ(last_field(title.slice(text.text)), gloss.slice(text.text));
    let rest = Span::at(span.end);
    fits.then_some(Marked { title, gloss: Some(gloss), begun: false, rest, start: span.start })
}

/// Whether a title and its gloss can end before this text.
fn at_field_end(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty() || rest.starts_with([',', '،', '.', ';', '|'])
}

/// Whether the text of brackets can translate a title, and is no remark about the work.
fn is_gloss(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
        && !tail::is_symbol(text)
        && !urls::is_pointer(text)
        && !phrases::is_one(text, phrases::KINDS)
        && !phrases::is_one(text, phrases::LANGUAGES)
        && !text.starts_with(['@', '#'])
}

/// Whether a text is more than a name or an abbreviation, as a title of that length would need.
fn is_phrase(text: &str, title: &str) -> bool {
    let words = text.split_whitespace().count();
    let wanted = if title.split_whitespace().nth(3).is_some() { 3 } else { 1 };
    words >= wanted && text.chars().any(|c| c.is_lowercase() || !c.is_ascii() && c.is_alphabetic())
}

fn last_field(text: &str) -> &str {
    text.rsplit(tail::is_separator).next().unwrap_or(text)
}

/// Whether two texts are in different scripts. A mask, and text damaged into accented letters, is not Latin.
pub(super) fn scripts_differ(title: &str, gloss: &str) -> bool {
    match (is_latin(title), is_latin(gloss)) {
        (Some(a), Some(b)) => a != b,
        _ => false,
    }
}

/// Whether most of what a text is made of are plain Latin letters; `None` when there are neither letters nor a mask.
pub(super) fn is_latin(text: &str) -> Option<bool> {
    let (mut latin, mut other) = (0usize, 0usize);
    let mut masked = 0usize;
    for c in text.chars() {
        match c {
            'a'..='z' | 'A'..='Z' => latin += 1,
            '?' => masked += 1,
            '\u{FFFD}' | '\u{25A1}' => other += 1,
            c if c.is_alphabetic() => other += 1,
            _ => {}
        }
    }
    // One question mark ends a question; more are a mask.
    other += if masked > 1 { masked } else { 0 };
    (latin + other > 0).then_some(latin >= other)
}

/// A title without white space, separators, emphasis and quotes around all of it.
pub(super) fn bare(text: &str, span: Span) -> Span {
    let mut span = span;
    for _ in 0..4 {
        span = span.trim(text);
        let written = span.slice(text);
        let start = written.len() - written.trim_start_matches([',', '،', ':']).len();
        let end = written.trim_end_matches([',', '،', ':']).len();
        span = Span::new(span.start + start.min(end), span.start + end);
        let written = span.slice(text);
        if written.ends_with('.') && !written.ends_with("..") && !written.ends_with("p.") {
            span.end -= 1;
        }
        let Some(width) = wrapping(span.slice(text)) else { break };
        span = Span::new(span.start + width.0, span.end - width.1);
    }
    span.trim(text)
}

/// The widths of the quotes or emphasis around a whole text.
fn wrapping(text: &str) -> Option<(usize, usize)> {
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    let (first_width, last_width) = (first.len_utf8(), last.len_utf8());
    if text.len() <= first_width + last_width {
        return None;
    }
    let inside = text.get(first_width..text.len() - last_width)?;
    let emphasis = matches!(first, '*' | '_') && first == last;
    let quoted = QUOTES.iter().any(|(open, closers)| {
        *open == first && closers.contains(&last) && !inside.contains(*open) && !inside.contains(last)
    });
    (emphasis || quoted).then_some((first_width, last_width))
}
