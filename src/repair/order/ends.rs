//! How far a damaged stretch reaches beyond its first and last Arabic letter: title punctuation, numbers and Latin words
//! belong to it, the frame of the citation does not.

use super::layout;
use crate::text::Span;
use crate::text::script::is_arabic_letter;

/// Most bytes that a stretch may reach beyond its letters at either end.
const REACH: usize = 80;
/// Most ends that are weighed at either side.
const MOST: usize = 12;
/// Bits of an end that leaves a word between the stretch and what parts it from its frame.
const UNPARTED: f64 = 4.0;
/// Bits of an end that leaves the stop after it where it is.
const STOP_LEFT_OUT: f64 = 6.0;
/// Bits of ends of which one is a quotation mark of the frame and the other is not.
const QUOTE_CUT: f64 = 2.0;
/// Bits of an end that cuts a word.
const CUT: f64 = 4.0;
/// Bits of every sign, and of every Latin word, that is taken in without need.
const SIGN: f64 = 0.3;
const LATIN_WORD: f64 = 0.8;
const SMALL_LATIN_WORD: f64 = 2.0;

/// The ends that are weighed for a stretch, and the text between the widest of them.
#[derive(Debug)]
pub(super) struct Window<'t> {
    pub(super) line: &'t str,
    pub(super) starts: Vec<usize>,
    pub(super) ends: Vec<usize>,
    widest: Span,
}

impl<'t> Window<'t> {
    /// The ends around the letters of a stretch; only the nearest, if asked.
    pub(super) fn around(line: &'t str, core: Span, nearest: bool) -> Self {
        let most = if nearest { 1 } else { MOST };
        let (starts, ends) = (starts(line, core.start, most), ends(line, core.end, most));
        let widest = Span::new(
            starts.iter().copied().min().unwrap_or(core.start),
            ends.iter().copied().max().unwrap_or(core.end),
        );
        Self { line, starts, ends, widest }
    }

    /// The text between the widest ends with a part of it replaced.
    pub(super) fn with(&self, span: Span, after: &str) -> String {
        let head = self.line.get(self.widest.start..span.start).unwrap_or_default();
        let tail = self.line.get(span.end..self.widest.end).unwrap_or_default();
        [head, after, tail].concat()
    }

    /// Bits of how all between the widest ends sits with a part of it replaced.
    pub(super) fn layout_bits(&self, span: Span, after: &str) -> f64 {
        let before = self.before(self.widest.start);
        let beyond = self.after(self.widest.end);
        layout::bits(before, &self.with(span, after), beyond)
    }

    /// The letters of a stretch with the signs of the Arabic block that stand at their words.
    pub(super) fn words_with_signs(&self, core: Span, signs: bool) -> Span {
        let is_sign = |c: char| signs && matches!(c, '\u{600}'..='\u{6FF}');
        let head = self.line.get(..core.start).unwrap_or_default();
        let tail = self.line.get(core.end..).unwrap_or_default();
        Span::new(head.trim_end_matches(is_sign).len(), self.line.len() - tail.trim_start_matches(is_sign).len())
    }

    fn before(&self, at: usize) -> char {
        self.line.get(..at).and_then(|head| head.chars().next_back()).unwrap_or(' ')
    }

    fn after(&self, at: usize) -> char {
        self.line.get(at..).and_then(|tail| tail.chars().next()).unwrap_or(' ')
    }

    /// Bits of these ends of a stretch around its letters.
    pub(super) fn reach_bits(&self, span: Span, core: Span) -> f64 {
        let head = self.line.get(..span.start).unwrap_or_default();
        let tail = self.line.get(span.end..).unwrap_or_default();
        let mut bits = 0.0;
        let left_out = |c: Option<char>| match c {
            Some('(' | ')') => UNPARTED / 2.0,
            Some(c) if c.is_alphanumeric() => UNPARTED,
            _ => 0.0,
        };
        bits += left_out(head.trim_end().chars().next_back().filter(|&c| c != '('));
        let next = tail.trim_start();
        // A bracket that begins with a Latin letter holds a translation.
        let gloss = next.starts_with('(') && next.chars().nth(1).is_some_and(|c| c.is_ascii_alphabetic());
        bits += left_out(next.chars().next().filter(|&c| c != ')' && !gloss));
        // A paragraph that runs from left to right keeps its stop at the right: rarer than one that does not.
        if tail.starts_with(['.', '؟', '!', '۔', ':', '…']) {
            bits += STOP_LEFT_OUT;
        }
        // So does a stop that has nothing before it which it could end.
        let ahead = head.trim_end();
        let before_stop = ahead.trim_end_matches(['.', '؟', '!', '۔', '…']);
        if before_stop.len() < ahead.len() && !before_stop.trim_end().ends_with(char::is_alphanumeric) {
            bits += STOP_LEFT_OUT;
        }
        let quoted = |c: Option<char>| c.filter(|c| matches!(c, '"' | '\'' | '“' | '”' | '«' | '»')).is_some();
        if quoted(head.chars().next_back()) != quoted(tail.chars().next()) {
            bits += QUOTE_CUT;
        }
        let (first, last) = (self.after(span.start), self.before(span.end));
        bits += if cuts(self.before(span.start), first) { CUT } else { 0.0 };
        bits += if cuts(last, self.after(span.end)) { CUT } else { 0.0 };
        let taken = [self.line.get(span.start..core.start), self.line.get(core.end..span.end)];
        bits + taken.into_iter().flatten().map(taken_bits).sum::<f64>()
    }
}

/// Whether an end between two characters cuts a word, or a number from its sign.
fn cuts(a: char, b: char) -> bool {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '%' | '+' | '&' | '_');
    inner(a) && inner(b)
}

fn taken_bits(text: &str) -> f64 {
    let signs = text.chars().filter(|c| !c.is_alphanumeric() && !c.is_whitespace()).count();
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let words = words.map(|word| match word.chars().any(char::is_uppercase) {
        true => LATIN_WORD,
        false => SMALL_LATIN_WORD,
    });
    signs as f64 * SIGN + words.sum::<f64>()
}

/// Whether a character ends the search: it belongs to the frame for certain.
fn is_frame(c: char) -> bool {
    matches!(c, '[' | ']' | '{' | '}' | '<' | '>' | '|' | ';' | '\t' | '\n' | '\r' | '^') || is_arabic_letter(c)
}

fn is_latin_or_quote(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '“' | '"' | '‘' | '\'' | '«')
}

/// Places at which a stretch may begin, the nearest to its letters first.
fn starts(line: &str, core: usize, most: usize) -> Vec<usize> {
    let head = line.get(..core).unwrap_or_default();
    let mut found = vec![core];
    let mut next = line.get(core..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
    for (at, c) in head.char_indices().rev() {
        let before = head.get(..at).and_then(|head| head.chars().next_back()).unwrap_or(' ');
        // A comma or colon that sits at the word before it: what ends an author's name or a part of the citation.
        let ends_part = matches!(c, ',' | ':') && next.is_whitespace() && !before.is_whitespace();
        if core - at > REACH || found.len() >= most || is_frame(c) || ends_part {
            break;
        }
        if !(c.is_whitespace() || c.is_alphanumeric() && before.is_alphanumeric()) {
            found.push(at);
        }
        next = c;
    }
    found
}

/// Places at which a stretch may end, the nearest to its letters first.
fn ends(line: &str, core: usize, most: usize) -> Vec<usize> {
    let tail = line.get(core..).unwrap_or_default();
    let mut found = vec![core];
    let mut before = line.get(..core).and_then(|head| head.chars().next_back()).unwrap_or(' ');
    for (at, c) in tail.char_indices() {
        let next = tail.get(at + c.len_utf8()..).and_then(|tail| tail.chars().next());
        let ends_part = c == ',' && next.is_none_or(char::is_whitespace);
        // The translation of a title in round brackets.
        let gloss = c == '(' && !before.is_alphanumeric() && next.is_some_and(|next| next.is_ascii_alphabetic());
        // A dash before the translation or a note.
        let aside = tail.get(at + c.len_utf8()..).map_or("", str::trim_start);
        let dash = matches!(c, '–' | '—' | '-') && before.is_whitespace() && aside.starts_with(is_latin_or_quote);
        if at > REACH || found.len() >= most || is_frame(c) || ends_part || gloss || dash {
            break;
        }
        let next = next.unwrap_or(' ');
        if !(c.is_whitespace() || c.is_alphanumeric() && next.is_alphanumeric()) {
            found.push(core + at + c.len_utf8());
        }
        before = c;
    }
    found
}
