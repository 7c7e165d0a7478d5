//! Note marks: how a text writes the label of a note, in its running text and before the note.

use super::citation::digit;
use crate::text::Span;

/// How a mark is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// A link within the document: `[352](#)`, `^{[352](#)}`.
    Link,
    /// Markdown's own: `[^1]`.
    Caret,
    /// `[1]`
    Square,
    /// `(1)`
    Round,
    /// `¹`, `<sup>1</sup>`, `^{1}`, `^1^`
    Raised,
    /// `1.`, `1)`, `1` before white space: before a note only.
    Bare,
}

/// A mark in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) form: Form,
    pub(super) label: String,
    pub(super) span: Span,
}

/// Bytes of a label at most, so that looking for its end costs no more than a constant.
const LONGEST_LABEL: usize = 24;
/// Bytes of a link's target at most.
const LONGEST_TARGET: usize = 128;

/// Whether a mark can begin with this byte: a bracket, a caret, `<sup>`, or the first byte of a raised figure or a dagger.
#[inline]
pub(super) const fn may_begin(byte: u8) -> bool {
    MAY_BEGIN[byte as usize]
}

/// Looked up for each byte of a text.
const MAY_BEGIN: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = [b'[', b'(', b'^', b'<', b'\\', 0xC2, 0xE2];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

/// The length in bytes of the note mark that begins at an offset of a text, or of a text folded for look-up; a bare figure is
/// none, nor is one in round brackets.
pub(crate) fn len_at(text: &str, at: usize) -> Option<usize> {
    if !text.as_bytes().get(at).is_some_and(|&byte| may_begin(byte)) {
        return None;
    }
    self::at(text, at).filter(|mark| mark.form != Form::Round).map(|mark| mark.span.len())
}

/// The mark that begins at `at`.
pub(super) fn at(text: &str, at: usize) -> Option<Mark> {
    let rest = text.get(at..)?;
    let (form, label, len) = wrapped(rest).or_else(|| core(rest))?;
    Some(Mark { form, label: plain(label), span: Span::new(at, at + len) })
}

/// A number before a note without more marking than a full stop or bracket: `12.`, `12)`, `12 `.
pub(super) fn bare(text: &str, at: usize) -> Option<Mark> {
    let rest = text.get(at..)?;
    let figures = figures(rest);
    let after = rest.get(figures..)?;
    let end = figures + usize::from(after.starts_with(['.', ')']));
    let apart = rest.get(end..)?.chars().next().is_none_or(char::is_whitespace);
    (figures > 0 && figures <= 8 && apart).then(|| Mark {
        form: Form::Bare,
        label: rest.get(..figures).unwrap_or_default().to_owned(),
        span: Span::new(at, at + end),
    })
}

/// A mark inside raising markup.
fn wrapped(text: &str) -> Option<(Form, &str, usize)> {
    for (open, close) in [("^{", "}"), ("<sup>", "</sup>"), ("^", "^")] {
        let Some(inside) = text.strip_prefix(open) else { continue };
        let found =
            core(inside).map(|(form, label, len)| (if form == Form::Link { form } else { Form::Raised }, label, len));
        let found = found.or_else(|| {
            let len = label_length(inside);
            is_label(inside.get(..len)?).then(|| (Form::Raised, inside.get(..len).unwrap_or_default(), len))
        });
        if let Some((form, label, len)) = found
            && inside.get(len..)?.starts_with(close)
        {
            return Some((form, label, open.len() + len + close.len()));
        }
    }
    None
}

/// A mark without raising markup.
fn core(text: &str) -> Option<(Form, &str, usize)> {
    if let Some(inside) = text.strip_prefix("[^") {
        let len = inside.as_bytes().iter().take(LONGEST_LABEL * 2).position(|&b| b == b']')?;
        let label = inside.get(..len)?;
        let fits = !label.is_empty() && !label.contains(|c: char| c.is_whitespace() || matches!(c, '[' | '^'));
        return fits.then_some((Form::Caret, label, len + 3));
    }
    if let Some(inside) = text.strip_prefix('[') {
        let (label, len) = label_before(inside, "]")?;
        let close = 1 + len + 1;
        let target = link_target(text.get(close..)?);
        // `[1](https://…)` is a link out of the document.
        return match target {
            Some(target) => Some((Form::Link, label, close + target)),
            None => (!text.get(close..)?.starts_with('(')).then_some((Form::Square, label, close)),
        };
    }
    if let Some(inside) = text.strip_prefix("\\[") {
        let (label, len) = label_before(inside, "\\]")?;
        return Some((Form::Square, label, len + 4));
    }
    if let Some(inside) = text.strip_prefix('(') {
        let (label, len) = label_before(inside, ")")?;
        return Some((Form::Round, label, len + 2));
    }
    let raised: usize = text
        .chars()
        .take(6)
        .take_while(|&c| raised_digit(c).is_some() || matches!(c, '†' | '‡'))
        .map(char::len_utf8)
        .sum();
    (raised > 0).then(|| (Form::Raised, text.get(..raised).unwrap_or_default(), raised))
}

/// The label at the start of a text that `close` follows, and its length.
fn label_before<'t>(text: &'t str, close: &str) -> Option<(&'t str, usize)> {
    let len = label_length(text);
    let label = text.get(..len)?;
    (is_label(label) && text.get(len..)?.starts_with(close)).then_some((label, len))
}

/// The length of `(#…)`, the target of a link within the document.
fn link_target(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("(#")?;
    let len = inside.bytes().take(LONGEST_TARGET).position(|b| matches!(b, b')' | b'\n' | b' '))?;
    (inside.as_bytes().get(len) == Some(&b')')).then_some(len + 3)
}

fn label_length(text: &str) -> usize {
    text.chars()
        .take(LONGEST_LABEL)
        .take_while(|&c| digit(c).is_some() || c.is_alphabetic() || matches!(c, '*' | '†' | '‡'))
        .map(char::len_utf8)
        .sum()
}

/// Whether a text is a label: a number with a letter after it perhaps, one letter, or asterisks and daggers.
fn is_label(text: &str) -> bool {
    let figures = figures(text);
    let mut rest = text.get(figures..).unwrap_or_default().chars();
    match (figures, rest.next(), rest.next()) {
        (1..=12, None, _) => true,
        (1..=12, Some(letter), None) => letter.is_ascii_lowercase(),
        (0, Some(letter), None) => letter.is_ascii_lowercase() || matches!(letter, '*' | '†' | '‡'),
        (0, Some('*'), Some('*')) => text.len() <= 3,
        _ => false,
    }
}

/// The length of the figures with which a text begins.
fn figures(text: &str) -> usize {
    text.chars().take(LONGEST_LABEL).take_while(|&c| digit(c).is_some()).map(char::len_utf8).sum()
}

/// A label with raised figures as plain ones: as it is read.
fn plain(label: &str) -> String {
    label.chars().map(|c| raised_digit(c).and_then(|d| char::from_digit(d, 10)).unwrap_or(c)).collect()
}

fn raised_digit(c: char) -> Option<u32> {
    match c {
        '¹' => Some(1),
        '²' => Some(2),
        '³' => Some(3),
        '⁰' => Some(0),
        '⁴'..='⁹' => Some(c as u32 - 0x2070),
        _ => None,
    }
}

/// The key of a label: figures of any script are the same number.
pub(super) fn key(label: &str) -> String {
    label.chars().map(|c| digit(c).and_then(|d| char::from_digit(d, 10)).unwrap_or(c)).collect()
}

/// The number that a label is, if it is one.
pub(super) fn value(label: &str) -> Option<u32> {
    label.chars().try_fold(0u32, |value, c| value.checked_mul(10)?.checked_add(digit(c)?))
}
