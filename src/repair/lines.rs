//! The edits of a text, line by line: each family of damage looks at the line as the one before leaves it.

use super::edit::{Edit, applied, join};
use super::{alike, findings, order, runs};

/// All edits of a text, in order, without overlaps.
pub(super) fn edits(text: &str) -> Vec<Edit> {
    lines(text)
        .flat_map(|(at, line)| of_line(line).into_iter().map(move |edit| Edit { span: edit.span.shift(at), ..edit }))
        .collect()
}

/// The lines of a text with the offsets at which they begin.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let line = rest.get(..line_end(rest)).unwrap_or(rest);
        at += line.len();
        Some((at - line.len(), line))
    })
}

/// Where the line ends that a text begins with. A soft line break of quoted-printable does not end it.
fn line_end(text: &str) -> usize {
    let mut from = 0;
    while let Some(found) = text.as_bytes().get(from..).and_then(|rest| memchr::memchr2(b'\n', b'\r', rest)) {
        let end = from + found + 1;
        let soft = text.get(..end - 1).is_some_and(|line| line.ends_with('=') || line.ends_with("=\r"));
        if !soft {
            return end;
        }
        from = end;
    }
    text.len()
}

/// The edits of one line.
fn of_line(line: &str) -> Vec<Edit> {
    /// Rounds in which what was mended may lay more damage open: beside it, or one more layer.
    const ROUNDS: usize = 3;
    let mut edits = families(line);
    for _ in 1..ROUNDS {
        if edits.is_empty() {
            break;
        }
        let more = families(&applied(line, &edits).0);
        if more.is_empty() {
            break;
        }
        edits = join(line, edits, |_| more.clone());
        edits.retain(|edit| edit.span.slice(line) != edit.after);
    }
    edits
}

/// The edits of one line by all families of damage, once.
fn families(line: &str) -> Vec<Edit> {
    let edits = join(line, encoding(line), order::edits);
    join(line, edits, alike::edits)
}

/// What undoes wrong readings of bytes, and escapes.
fn encoding(line: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (base, window) in runs::windows(line) {
        for run in window.runs() {
            edits.extend(findings::edit(line, &runs::Run { span: run.span.shift(base), ..run }));
        }
    }
    edits
}
