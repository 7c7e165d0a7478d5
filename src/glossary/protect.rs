//! Places in a text where a name stays as it stands: quotations, and appositions that introduce a second spelling.

use super::Hit;
use crate::text::Span;
use crate::text::key::is_apostrophe;

/// A kind of quotation mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// “…”, „…“.
    Double,
    /// «…».
    Angle,
    /// "…".
    Straight,
    /// ‘…’.
    Single,
}

/// How far a quotation that is never closed is taken to reach, in bytes, when its paragraph does not end before.
const UNCLOSED: usize = 1000;

/// The quotations in a text, marks included, in order and free of overlaps. A quotation ends with its paragraph at the
/// latest; one inside another is part of it. A quotation that is not closed reaches to the end of the paragraph: not to
/// rewrite is the safe side.
#[must_use]
pub fn quotations(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open: Option<(Mark, usize, usize)> = None;
    let mut from = 0;
    while let Some(at) = next_mark(text, from, open.is_some()) {
        from = at + 1;
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
        let end = at + c.len_utf8();
        if c == '\n' {
            if ends_paragraph(text, end) {
                close_unclosed(open.take(), at, &mut spans);
            }
            continue;
        }
        open = match open {
            Some((mark, start, depth)) if closes(mark, c, text, at, end) => {
                if depth == 0 {
                    spans.push(Span::new(start, end));
                    None
                } else {
                    Some((mark, start, depth - 1))
                }
            }
            Some((mark, start, depth)) if mark != Mark::Straight && opens(c, text, at, end) == Some(mark) => {
                Some((mark, start, depth + 1))
            }
            None => opens(c, text, at, end).map(|mark| (mark, at, 0)),
            still => still,
        };
    }
    close_unclosed(open, text.len(), &mut spans);
    spans
}

/// The next byte with which a mark may begin. Inside a quotation line ends are looked at too: a blank line ends it.
fn next_mark(text: &str, from: usize, inside: bool) -> Option<usize> {
    let rest = text.as_bytes().get(from..)?;
    let mark = memchr::memchr3(b'"', 0xC2, 0xE2, rest);
    let line = inside.then(|| memchr::memchr(b'\n', rest.get(..mark.unwrap_or(rest.len()))?)).flatten();
    line.or(mark).map(|at| from + at)
}

/// Whether the line that begins at `at` is blank.
fn ends_paragraph(text: &str, at: usize) -> bool {
    let line = text.get(at..).unwrap_or_default().trim_start_matches([' ', '\t', '\r']);
    line.is_empty() || line.starts_with('\n')
}

fn close_unclosed(open: Option<(Mark, usize, usize)>, paragraph_end: usize, spans: &mut Vec<Span>) {
    // A single mark that is not closed is the ayn of a name.
    if let Some((mark, start, _)) = open
        && mark != Mark::Single
    {
        spans.push(Span::new(start, paragraph_end.min(start.saturating_add(UNCLOSED))));
    }
}

/// The kind of quotation that a character opens where it stands.
fn opens(c: char, text: &str, at: usize, end: usize) -> Option<Mark> {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(end..).and_then(|text| text.chars().next());
    let at_word = after.is_some_and(char::is_alphanumeric);
    match c {
        '“' | '„' => Some(Mark::Double),
        '«' => Some(Mark::Angle),
        '"' => (!before.is_some_and(char::is_alphanumeric) && after.is_some_and(|c| !c.is_whitespace()))
            .then_some(Mark::Straight),
        '‘' => (!before.is_some_and(char::is_alphanumeric) && at_word).then_some(Mark::Single),
        _ => None,
    }
}

/// Whether a character closes a quotation of this kind where it stands.
fn closes(mark: Mark, c: char, text: &str, at: usize, end: usize) -> bool {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(end..).and_then(|text| text.chars().next());
    let at_end = before.is_some_and(|c| !c.is_whitespace()) && !after.is_some_and(char::is_alphanumeric);
    match mark {
        Mark::Double => c == '”',
        Mark::Angle => c == '»',
        Mark::Straight => c == '"' && at_end,
        Mark::Single => c == '’' && at_end,
    }
}

/// For each hit, whether it takes part in an apposition: it is directly followed by brackets that hold another hit of the
/// same concept, or it is that other hit. «the Ismailis (Isma'ilis)», «Hay'at Tahrir al-Sham (HTS)». The hits come in the
/// order of the text.
#[must_use]
pub fn appositions(text: &str, hits: &[Hit]) -> Vec<bool> {
    let mut taking_part = vec![false; hits.len()];
    for (number, hit) in hits.iter().enumerate() {
        let Some(brackets) = brackets_after(text, hit.span.end) else { continue };
        let inside = hits.iter().enumerate().skip(number + 1).take_while(|(_, other)| other.span.start < brackets.end);
        for (other, _) in inside.filter(|(_, other)| other.concept == hit.concept && other.span.start >= brackets.start)
        {
            for part in [number, other] {
                if let Some(part) = taking_part.get_mut(part) {
                    *part = true;
                }
            }
        }
    }
    taking_part
}

/// The brackets that follow a name: after a possessive ending, a closing mark and a space at most.
fn brackets_after(text: &str, at: usize) -> Option<Span> {
    /// What introduces a second spelling is short.
    const LONGEST: usize = 240;
    /// Room for what may stand between.
    const NEAR: usize = 12;
    let rest = text.get(at..)?;
    // No further: a search to the next bracket from every hit takes quadratic time in a text without any.
    let between = rest.bytes().take(NEAR + 1).position(|byte| byte == b'(')?;
    let gap = rest.get(..between)?;
    let gap = gap.strip_prefix(is_apostrophe).map_or(gap, |gap| gap.strip_prefix('s').unwrap_or(gap));
    let marks = |c: char| c.is_whitespace() || matches!(c, '”' | '»' | '"' | '’' | '*' | '_');
    if !gap.chars().all(marks) || gap.matches('\n').count() > 1 {
        return None;
    }
    let start = at + between;
    let mut depth = 0usize;
    for (offset, byte) in text.as_bytes().get(start..)?.iter().take(LONGEST).enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(Span::new(start, start + offset + 1)),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}
