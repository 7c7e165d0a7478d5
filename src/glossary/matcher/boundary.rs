//! Where a word begins and ends around a candidate: UAX #29, and what Arabic and English attach to a name.

use super::forms::{Attach, Form};
use super::search::ENDINGS;
use super::words::Folded;
use crate::text::Span;
use crate::text::key::{is_apostrophe, is_ignorable, is_modifier_letter};
use crate::text::script::{is_arabic_letter, is_arabic_mark};
use unicode_segmentation::UnicodeSegmentation;

/// A candidate that stands as a word of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The name, without what is attached to it.
    pub(super) span: Span,
    /// The name without a plural ending either: what the term itself was matched with.
    pub(super) stem: Span,
}

impl Folded<'_> {
    /// Where the name stands, when `found` in the folded text is a whole word of this form, with nothing attached to it
    /// but what the form allows.
    pub(super) fn place(&mut self, found: Span, form: Form) -> Option<Place> {
        let mut stem = self.map.to_original(found);
        // Most candidates are parts of longer words: decided by two bytes.
        if glued(self.text, stem.start) || !form.plural && glued(self.text, stem.end) {
            return None;
        }
        stem.start = self.with_leading_letters(stem.start);
        stem.end = self.with_trailing_marks(stem.end);
        if !self.begins(found.start, stem.start, form) {
            return None;
        }
        let end = self.end(stem.end, form)?;
        Some(Place { span: Span::new(stem.start, end), stem })
    }

    /// Half rings before a name belong to it: they fold away, so the candidate begins after them.
    fn with_leading_letters(&self, start: usize) -> usize {
        let before = self.text.get(..start).unwrap_or_default();
        before.trim_end_matches(is_modifier_letter).len()
    }

    /// Vowel marks and half rings at the end of a name belong to it.
    fn with_trailing_marks(&self, end: usize) -> usize {
        let after = self.text.get(end..).unwrap_or_default();
        let marks = |c: char| is_modifier_letter(c) || is_arabic_mark(c) || matches!(c, '\u{300}'..='\u{36F}');
        end + (after.len() - after.trim_start_matches(marks).len())
    }

    /// Whether a word begins here, or a proclitic that the form takes stands before.
    fn begins(&self, folded: usize, start: usize, form: Form) -> bool {
        let before = self.folded.get(..folded).unwrap_or_default();
        let first = self.folded.get(folded..).and_then(|rest| rest.chars().next());
        if first.is_some_and(is_arabic_letter) {
            let prefix =
                before.char_indices().rev().take_while(|(_, c)| is_arabic_letter(*c)).take(Attach::LONGEST + 1);
            let prefix_start = prefix.last().map_or(folded, |(at, _)| at);
            let prefix = before.get(prefix_start..).unwrap_or_default();
            // What stands before the prefix is no Arabic letter: a digit or an underscore would still make it one word.
            let joined = before.get(..prefix_start).and_then(|text| text.chars().next_back());
            return form.attach.allows(prefix)
                && !joined.is_some_and(|c| c.is_numeric() || c == '_' || is_arabic_letter(c));
        }
        // An Arabic particle before a name in another script: «الـHTS».
        before.chars().next_back().is_some_and(is_arabic_letter)
            || is_word_boundary(self.text, start)
            || follows_elision(self.text, start)
    }

    /// Where the name ends, its plural ending included, when a word ends there.
    fn end(&self, stem: usize, form: Form) -> Option<usize> {
        if self.ends(stem) || form.endings && self.ends_in_ending(stem) {
            return Some(stem);
        }
        let after = self.text.get(stem..)?;
        let endings: &[&str] = if form.plural { &["s", "S", "es", "ES"] } else { &[] };
        endings
            .iter()
            .filter(|ending| after.starts_with(**ending))
            .map(|ending| stem + ending.len())
            .find(|&end| self.ends(end))
    }

    /// Whether an Arabic word goes on with a pronoun or the ending of the accusative, and then ends. The two dots of a ة are
    /// no pronoun.
    fn ends_in_ending(&self, stem: usize) -> bool {
        let after = self.text.get(stem..).unwrap_or_default();
        let rest: String = after.chars().take_while(|&c| is_arabic_letter(c) || is_ignorable(c)).collect();
        let letters: String = rest.chars().filter(|&c| !is_ignorable(c)).collect();
        ENDINGS.contains(&letters.as_str()) && self.ends(stem + rest.len())
    }

    /// Whether a word ends here, or goes on with a possessive ending only.
    fn ends(&self, end: usize) -> bool {
        let rest = self.text.get(end..).unwrap_or_default();
        // Direction marks and the like belong to the character before them.
        let ignored = rest.len() - rest.trim_start_matches(is_ignorable).len();
        let end = end + ignored;
        let last = self.text.get(..end).and_then(|text| text.chars().rev().find(|c| !is_ignorable(*c)));
        let rest = self.text.get(end..).unwrap_or_default();
        let next = rest.chars().next();
        match (last, next) {
            (_, None) => return true,
            (Some(last), Some(next)) if is_arabic_letter(last) => {
                return !(is_arabic_letter(next) || next.is_numeric() || next == '_');
            }
            (_, Some(next)) if is_arabic_letter(next) => return true,
            _ => {}
        }
        // UAX #29 keeps a Hebrew letter and the geresh behind it together.
        let behind_mark = rest.strip_prefix(is_apostrophe);
        let closes = behind_mark.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        let possessive = behind_mark.and_then(|rest| rest.strip_prefix(['s', 'S']));
        closes
            || is_word_boundary(self.text, end)
            || possessive.is_some_and(|rest| is_word_boundary(self.text, self.text.len() - rest.len()))
    }
}

/// Whether ASCII letters or digits stand on both sides of an offset.
fn glued(text: &str, at: usize) -> bool {
    let byte = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).copied();
    let (Some(before), Some(after)) = (byte(at.checked_sub(1)), byte(Some(at))) else { return false };
    before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric()
}

/// Whether a word border after UAX #29 lies at an offset. Looks at a stretch of text around it only, so that the cost does
/// not grow with the text.
pub(super) fn is_word_boundary(text: &str, at: usize) -> bool {
    const WINDOW: usize = 32;
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else { return false };
    let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else { return true };
    if let Some(border) = ascii_border(before.as_bytes(), after.as_bytes()) {
        return border;
    }
    // UAX #29 keeps «word:word» together, for Swedish; in reports a colon parts words.
    if last.is_whitespace() || next.is_whitespace() || last == ':' || next == ':' {
        return true;
    }
    let from = (at.saturating_sub(WINDOW)..at).find(|&from| text.is_char_boundary(from)).unwrap_or(at);
    let to = (at..=text.len().min(at + WINDOW)).rev().find(|&to| text.is_char_boundary(to)).unwrap_or(at);
    let window = text.get(from..to).unwrap_or_default();
    window.split_word_bound_indices().any(|(border, _)| from + border == at)
}

/// What UAX #29 says between two ASCII characters, where they alone decide. A full stop, apostrophe, comma or semicolon
/// between letters or digits needs a look at both sides of it.
fn ascii_border(before: &[u8], after: &[u8]) -> Option<bool> {
    let (&last, &next) = (before.last()?, after.first()?);
    let joins = |byte: u8| matches!(byte, b'.' | b'\'' | b',' | b';');
    let part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let may_be_part = |byte: Option<&u8>| byte.is_some_and(|&byte| part(byte) || !byte.is_ascii());
    match (last, next) {
        _ if !last.is_ascii() || !next.is_ascii() || last == b'\r' => None,
        _ if part(last) && part(next) => Some(false),
        _ if joins(next) && part(last) => (!may_be_part(after.get(1))).then_some(true),
        _ if joins(last) && part(next) => {
            (!may_be_part(before.len().checked_sub(2).and_then(|at| before.get(at)))).then_some(true)
        }
        // Two characters of which at most one is part of a word. White space keeps together, as do line ends, but a name
        // has none at its ends.
        _ => Some(true),
    }
}

/// Whether a French or Italian article or preposition that has lost its vowel stands before: «d'Alep».
fn follows_elision(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let Some(word) = before.strip_suffix(is_apostrophe) else { return false };
    ["d", "D", "l", "L", "qu", "Qu"].iter().any(|elided| {
        word.strip_suffix(elided).is_some_and(|rest| rest.chars().next_back().is_none_or(|c| !c.is_alphanumeric()))
    })
}

#[cfg(test)]
mod tests {
    use super::is_word_boundary;

    #[test]
    fn borders_follow_uax_29_but_for_the_colon() {
        for (text, at, border) in [
            ("Hama", 0, true),
            ("Hama", 2, false),
            ("Hama", 4, true),
            ("Hama.html", 4, false),
            ("Hama. Then", 4, true),
            ("Hama:Homs", 4, true),
            ("Hama_1", 4, false),
            ("pro-Assad", 4, true),
            ("Isma'ili", 4, false),
            ("Ismailis' own", 8, true),
        ] {
            assert_eq!(is_word_boundary(text, at), border, "{text} at {at}");
        }
    }
}
