//! Quotations: stretches of a text between quotation marks of any of the languages that reports are written in.

use crate::text::Span;

/// A kind of quotation, named by its opening mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// “…”.
    Double,
    /// „…“ and „…”: German, Polish, Turkish.
    Low,
    /// ”…” and ”…“: Swedish, and Arabic keyed in the order of the eye.
    High,
    /// «…»: French, Arabic, Persian, Russian.
    Angle,
    /// »…«: German and Danish books.
    AngleInward,
    /// ‹…›.
    SmallAngle,
    /// ›…‹.
    SmallAngleInward,
    /// "…".
    Straight,
    /// ‘…’.
    Single,
    /// ‚…‘ and ‚…’.
    LowSingle,
    /// '…'.
    StraightSingle,
    /// ﴿…﴾: words of the Qur'an.
    Ornate,
    /// The same with the marks in the order of the eye.
    OrnateInward,
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
            Some((mark, start, depth)) if nests(mark) && opens(c, text, at, end) == Some(mark) => {
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
    // One pass: a search for each kind of byte would go over the rest of the text again and again for the rarer ones.
    let begins = |&byte: &u8| matches!(byte, b'"' | b'\'' | 0xC2 | 0xE2 | 0xEF) || inside && byte == b'\n';
    text.as_bytes().get(from..)?.iter().position(begins).map(|at| from + at)
}

/// Whether the line that begins at `at` is blank.
fn ends_paragraph(text: &str, at: usize) -> bool {
    let line = text.get(at..).unwrap_or_default().trim_start_matches([' ', '\t', '\r']);
    line.is_empty() || line.starts_with('\n')
}

fn close_unclosed(open: Option<(Mark, usize, usize)>, paragraph_end: usize, spans: &mut Vec<Span>) {
    if let Some((mark, start, _)) = open
        && reaches_on(mark)
    {
        spans.push(Span::new(start, paragraph_end.min(start.saturating_add(UNCLOSED))));
    }
}

/// Whether a mark that is not closed is still a quotation. A single mark is then the ayn of a name, and a mark that looks
/// the wrong way closed something.
const fn reaches_on(mark: Mark) -> bool {
    use Mark::{AngleInward, High, OrnateInward, Single, SmallAngle, SmallAngleInward, StraightSingle};
    !matches!(mark, Single | StraightSingle | High | AngleInward | SmallAngle | SmallAngleInward | OrnateInward)
}

/// Whether the opening mark differs from every mark that closes it, so that a quotation of the kind can hold another.
const fn nests(mark: Mark) -> bool {
    !matches!(mark, Mark::Straight | Mark::StraightSingle | Mark::High)
}

/// The kind of quotation that a character opens where it stands.
fn opens(c: char, text: &str, at: usize, end: usize) -> Option<Mark> {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(end..).and_then(|text| text.chars().next());
    let after_word = before.is_some_and(char::is_alphanumeric);
    let at_word = after.is_some_and(char::is_alphanumeric);
    let mark = match c {
        '“' => Mark::Double,
        '„' | '‟' => Mark::Low,
        '«' => Mark::Angle,
        '‹' => Mark::SmallAngle,
        '﴿' => Mark::Ornate,
        '"' if !after_word && after.is_some_and(|c| !c.is_whitespace()) => Mark::Straight,
        '‘' if !after_word && at_word => Mark::Single,
        '‚' if !after_word && at_word => Mark::LowSingle,
        '\'' if before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '"' | '“'))
            && at_word =>
        {
            Mark::StraightSingle
        }
        '”' if !after_word && at_word => Mark::High,
        '»' if !after_word && at_word => Mark::AngleInward,
        '›' if !after_word && at_word => Mark::SmallAngleInward,
        '﴾' if !after_word && at_word => Mark::OrnateInward,
        _ => return None,
    };
    Some(mark)
}

/// Whether a character closes a quotation of this kind where it stands.
fn closes(mark: Mark, c: char, text: &str, at: usize, end: usize) -> bool {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text.get(end..).and_then(|text| text.chars().next());
    let at_end = before.is_some_and(|c| !c.is_whitespace()) && !after.is_some_and(char::is_alphanumeric);
    match mark {
        Mark::Double => c == '”',
        Mark::Low => matches!(c, '“' | '”' | '‟'),
        Mark::High => matches!(c, '“' | '”') && at_end,
        Mark::Angle => c == '»',
        Mark::AngleInward => c == '«' && at_end,
        Mark::SmallAngle => c == '›',
        Mark::SmallAngleInward => c == '‹' && at_end,
        Mark::Straight => c == '"' && at_end,
        Mark::Single => c == '’' && at_end,
        Mark::LowSingle => matches!(c, '‘' | '’') && at_end,
        // «the Kurds' hopes»: after an «s» and before another word it is a genitive.
        Mark::StraightSingle => {
            let genitive = matches!(before, Some('s' | 'S'))
                && after.is_some_and(char::is_whitespace)
                && text.get(end..).and_then(|rest| rest.trim_start().chars().next()).is_some_and(char::is_lowercase);
            c == '\'' && at_end && !genitive
        }
        Mark::Ornate => c == '﴾',
        Mark::OrnateInward => c == '﴿' && at_end,
    }
}
