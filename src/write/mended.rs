//! The mended file: the file as it was read, with the applied findings spliced in and not a byte else changed.

use crate::read::{Document, FileEncoding, Format, Layout, Warning};
use crate::text::{Ledger, Span, View};
use std::borrow::Cow;
use std::fmt::Write;

/// A mended file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended<'d> {
    /// Its bytes: those of the file, where nothing changes.
    pub bytes: Cow<'d, [u8]>,
    /// What could not be written as found, and why.
    pub warnings: Vec<Warning>,
}

/// A stretch of the file's text, and what takes its place, not yet escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Splice {
    span: Span,
    text: String,
}

/// Writes the findings that `ledger` applies into the file that `document` was read from.
///
/// Only the characters in which a finding's text differs from what stood there are written. Markup is kept: of text that
/// tags run through, the first piece takes the replacement and the others are emptied. What the encoding cannot hold is
/// written as a character reference in HTML and as an escape in JSON; of other formats the whole file is then written in
/// UTF-8, with a warning. Without findings the bytes are those of the file.
#[must_use]
pub fn mended<'d>(document: &'d Document, ledger: &Ledger) -> Mended<'d> {
    let mut warnings = Vec::new();
    let splices = splices(document, ledger, &mut warnings);
    if splices.is_empty() {
        return Mended { bytes: Cow::Borrowed(document.bytes()), warnings };
    }
    if let Some(bytes) = splice_bytes(document, &splices) {
        return Mended { bytes: Cow::Owned(bytes), warnings };
    }
    let name = document.encoding.encoding.name();
    warnings.push(Warning::new(format!(
        "the mended text does not fit into {name}, the encoding of the file: the whole file is written in UTF-8"
    )));
    Mended { bytes: Cow::Owned(splice_text(document, &splices)), warnings }
}

/// The splices of all edits, in the order of the file and without overlaps.
fn splices(document: &Document, ledger: &Ledger, warnings: &mut Vec<Warning>) -> Vec<Splice> {
    let mut splices: Vec<Splice> = Vec::new();
    let text = document.report.text.text();
    for (span, after) in View::new(&document.report.text, ledger).edits() {
        let placed = place_words(&document.layout, text, span, &after).filter(|placed| {
            let end = splices.last().map_or(0, |last| last.span.end);
            placed.first().is_none_or(|first| first.span.start >= end)
        });
        match placed {
            Some(placed) => splices.extend(placed),
            None => warnings.push(Warning::at(
                document.position(span.start),
                format!(
                    "\"{}\" is not written in place of \"{}\": markup that must stay stands there; change it by hand",
                    shortened(&after),
                    shortened(span.slice(text))
                ),
            )),
        }
    }
    splices
}

/// As much of a text as a message needs.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown: String = text.chars().take(LONGEST).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

/// Where in the file an edit goes, word by word where both texts have as many words: what stands between the words, a line
/// break or a tag, then stays as the file has it.
fn place_words(layout: &Layout, text: &str, span: Span, after: &str) -> Option<Vec<Splice>> {
    let before = span.slice(text);
    let words = before.matches(' ').count();
    if layout.is_identity() || words == 0 || words != after.matches(' ').count() {
        return place(layout, text, span, after);
    }
    let mut at = span.start;
    let mut splices = Vec::new();
    for (word, after) in before.split(' ').zip(after.split(' ')) {
        splices.extend(place(layout, text, Span::new(at, at + word.len()), after)?);
        at += word.len() + 1;
    }
    Some(splices)
}

/// Where in the file an edit of the report's text goes. `None` when markup that shows in the text would have to change.
fn place(layout: &Layout, text: &str, span: Span, after: &str) -> Option<Vec<Splice>> {
    let (span, after) = trimmed(text, span, after);
    if span.is_empty() && after.is_empty() {
        return Some(Vec::new());
    }
    if layout.is_identity() {
        return Some(vec![Splice { span, text: after.to_owned() }]);
    }
    let shown: Vec<Span> = layout
        .runs_at(span)
        .filter(|(run, markup)| *markup && !run.derived.is_empty() && run.derived.overlaps(span))
        .map(|(run, _)| Span::new(run.derived.start.max(span.start), run.derived.end.min(span.end)))
        .collect();
    let (Some(first), Some(last)) = (shown.first(), shown.last()) else {
        return place_between_markup(layout, text, span, after);
    };
    // Markup shows inside the edit. It must be in the new text too: best in one piece, with all that is between.
    let whole = first.cover(*last);
    let kept = if after.contains(whole.slice(text)) { vec![whole] } else { shown };
    let mut splices = Vec::new();
    let (mut at, mut rest) = (span.start, after);
    for markup in kept {
        let (before, next) = rest.split_once(markup.slice(text))?;
        splices.extend(place_between_markup_trimmed(layout, text, Span::new(at, markup.start), before)?);
        (at, rest) = (markup.end, next);
    }
    splices.extend(place_between_markup_trimmed(layout, text, Span::new(at, span.end), rest)?);
    Some(splices)
}

fn place_between_markup_trimmed(layout: &Layout, text: &str, span: Span, after: &str) -> Option<Vec<Splice>> {
    let (span, after) = trimmed(text, span, after);
    if span.is_empty() && after.is_empty() {
        return Some(Vec::new());
    }
    place_between_markup(layout, text, span, after)
}

/// Places an edit of text in which no markup shows: tags may still run through it.
fn place_between_markup(layout: &Layout, text: &str, span: Span, after: &str) -> Option<Vec<Splice>> {
    if span.is_empty() {
        return insertion(layout, span.start, after).map(|splice| vec![splice]);
    }
    let mut splices: Vec<Splice> = Vec::new();
    for (run, _) in layout.runs_at(span).filter(|(run, markup)| !markup && run.derived.overlaps(span)) {
        let mut replacement = String::new();
        let inside = Span::new(run.derived.start.max(span.start), run.derived.end.min(span.end));
        // What the file writes another way is replaced whole: the part that stays is written out.
        let written = if run.copied {
            let start = run.original.start + (inside.start - run.derived.start);
            Span::new(start, start + inside.len())
        } else {
            replacement.push_str(Span::new(run.derived.start, inside.start).slice(text));
            run.original
        };
        if splices.is_empty() {
            replacement.push_str(after);
        }
        if !run.copied {
            replacement.push_str(Span::new(inside.end, run.derived.end).slice(text));
        }
        splices.push(Splice { span: written, text: replacement });
    }
    (!splices.is_empty()).then_some(splices)
}

/// Where text goes that is put between two characters: after the one before, or before the one after.
fn insertion(layout: &Layout, at: usize, after: &str) -> Option<Splice> {
    let mut before_next = None;
    for (run, markup) in layout.runs_at(Span::at(at)) {
        if markup || run.derived.is_empty() {
            continue;
        }
        let place = if run.copied {
            run.original.start + (at - run.derived.start)
        } else if run.derived.end == at {
            run.original.end
        } else if run.derived.start == at {
            run.original.start
        } else {
            return None;
        };
        let splice = Splice { span: Span::at(place), text: after.to_owned() };
        if run.derived.start < at {
            return Some(splice);
        }
        before_next.get_or_insert(splice);
    }
    before_next
}

/// An edit without what its text begins and ends in as before.
fn trimmed<'a>(text: &str, span: Span, after: &'a str) -> (Span, &'a str) {
    let before = span.slice(text);
    let same = |(a, b): &(char, char)| a == b;
    let head: usize = before.chars().zip(after.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (before, after) = (before.get(head..).unwrap_or_default(), after.get(head..).unwrap_or_default());
    let tail: usize = before.chars().rev().zip(after.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let after = after.get(..after.len() - tail).unwrap_or_default();
    (Span::new(span.start + head, span.end - tail), after)
}

/// The file's bytes with the splices in. `None` when the encoding cannot hold them.
fn splice_bytes(document: &Document, splices: &[Splice]) -> Option<Vec<u8>> {
    let borders: Vec<usize> = splices.iter().flat_map(|splice| [splice.span.start, splice.span.end]).collect();
    let borders = document.byte_offsets(&borders)?;
    let original = document.bytes();
    let mut bytes = Vec::with_capacity(original.len());
    let mut at = 0;
    for (splice, border) in splices.iter().zip(borders.as_chunks::<2>().0) {
        let [start, end] = *border;
        bytes.extend_from_slice(original.get(at..start)?);
        bytes.extend(encoded(document.encoding, document.format, &splice.text)?);
        at = end;
    }
    bytes.extend_from_slice(original.get(at..)?);
    Some(bytes)
}

/// A replacement as the file writes it.
fn encoded(encoding: FileEncoding, format: Format, text: &str) -> Option<Vec<u8>> {
    encoding.encode(&escaped(format, text), |c| match format {
        Format::Html => Some(format!("&#{};", u32::from(c))),
        Format::JsonLines => {
            let mut units = [0; 2];
            let units = c.encode_utf16(&mut units);
            Some(units.iter().fold(String::new(), |escapes, unit| format!("{escapes}\\u{unit:04x}")))
        }
        Format::Text | Format::Markdown => None,
    })
}

/// The file in UTF-8 with the splices in. HTML gets a byte order mark, which counts for more than what it declares.
fn splice_text(document: &Document, splices: &[Splice]) -> Vec<u8> {
    let original = document.text.text();
    let mut text = String::with_capacity(original.len() + 3);
    if document.format == Format::Html {
        text.push('\u{FEFF}');
    }
    let mut at = 0;
    for splice in splices {
        text.push_str(Span::new(at, splice.span.start).slice(original));
        text.push_str(&escaped(document.format, &splice.text));
        at = splice.span.end;
    }
    text.push_str(original.get(at..).unwrap_or_default());
    text.into_bytes()
}

/// A replacement with the characters escaped that mean something else in the format.
fn escaped(format: Format, text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match (format, c) {
            (Format::Html, '&') => escaped.push_str("&amp;"),
            (Format::Html, '<') => escaped.push_str("&lt;"),
            (Format::Html, '>') => escaped.push_str("&gt;"),
            (Format::JsonLines, '"') => escaped.push_str("\\\""),
            (Format::JsonLines, '\\') => escaped.push_str("\\\\"),
            (Format::JsonLines, '\n') => escaped.push_str("\\n"),
            (Format::JsonLines, '\r') => escaped.push_str("\\r"),
            (Format::JsonLines, '\t') => escaped.push_str("\\t"),
            (Format::JsonLines, c) if c < ' ' || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}') => {
                // Writing to a string does not fail.
                let _ = write!(escaped, "\\u{:04x}", u32::from(c));
            }
            (_, c) => escaped.push(c),
        }
    }
    escaped
}
