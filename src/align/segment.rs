//! Segmentation: the sentences of a block, with its note markers out of the way.
//!
//! Markers, masks and line ends are blotted out in a copy of the same length; Unicode's sentence boundaries (UAX #29) on the
//! copy are the candidates; what follows an abbreviation, an initial or a number, or stands inside brackets or addresses, is
//! dropped from them.

use super::abbreviations::Abbreviations;
use crate::text::mask::masks;
use crate::text::{Lang, Span, script};
use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;
use std::borrow::Cow;

/// Longer brackets, in bytes, may hold sentences of their own.
const LONGEST_BRACKET: usize = 500;
/// No word before a full stop that matters is longer, in bytes.
const LONGEST_WORD: usize = 64;

/// The sentences of the text of one block: spans in order, without overlaps, which hold everything but white space. A note
/// marker belongs to the sentence before it. `markers` are spans of `text`, in order.
#[must_use]
pub fn sentences(text: &str, markers: &[Span], lang: &Lang) -> Vec<Span> {
    sentences_around(text, markers, &[], lang)
}

/// As [`sentences`], without a cut inside any of the `kept` spans, which are in order.
#[must_use]
pub fn sentences_around(text: &str, markers: &[Span], kept: &[Span], lang: &Lang) -> Vec<Span> {
    let whole = Span::new(0, text.len()).trim(text);
    if whole.is_empty() {
        return Vec::new();
    }
    if !may_split(text) {
        return vec![whole];
    }
    let shadow = shadow(text, markers);
    let brackets = brackets(&shadow);
    let rules = Rules { text: &shadow, abbreviations: Abbreviations::of(lang) };
    let mut cuts = boundaries(&shadow);
    cuts.extend(rules.more_candidates());
    cuts.sort_unstable();
    cuts.dedup();
    cuts.retain(|&at| {
        at > 0 && at < text.len() && !inside(&brackets, at) && !inside(kept, at) && rules.ends_sentence(at)
    });
    pieces(text, &shadow, &cuts)
}

/// The sentence boundaries of UAX #29 inside a text without line ends.
///
/// They lie behind terminators only, and depend on the letter before one and on what stands up to the first letter behind
/// it. So the segmenter is shown these places, and not the letters of all words between them.
fn boundaries(text: &str) -> Vec<usize> {
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(terminator) = next_terminator(text, at) {
        let window = around(text, terminator);
        found.extend(segmenter.segment_str(window.slice(text)).map(|inner| window.start + inner).filter(|&inner| {
            // The ends of the window are none of the text.
            terminator < inner && inner < window.end
        }));
        at = window.end;
    }
    found
}

/// The bytes with which a sign may begin that ends sentences.
const MAY_END: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0x80;
    while byte < 256 {
        table[byte] = true;
        byte += 1;
    }
    table[b'.' as usize] = true;
    table[b'!' as usize] = true;
    table[b'?' as usize] = true;
    table
};

/// Where a sentence may end next: a sign that ends sentences in some language, or one that is not known not to.
fn next_terminator(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let bytes = rest.as_bytes();
    let mut at = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|&byte| MAY_END[usize::from(byte)])?;
        let c = rest.get(at..)?.chars().next()?;
        let known_not_to = c.is_alphanumeric() || matches!(c, '\u{A0}' | '\u{2010}'..='\u{201F}');
        if !known_not_to {
            return Some(from + at);
        }
        at += c.len_utf8();
    }
}

/// What decides about the terminator at `at`: from the letter before it to the first letter behind it that no other
/// terminator precedes.
fn around(text: &str, at: usize) -> Span {
    /// Characters that may stand between a letter and the terminator: marks, digits.
    const BEFORE: usize = 8;
    let (head, tail) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
    let start = head.char_indices().rev().take(BEFORE).last().map_or(at, |(start, _)| start);
    // Marks are letters to Unicode, but belong to the sign before them here.
    let is_letter = |c: char| c.is_alphabetic() && !script::is_arabic_mark(c);
    let end = tail.char_indices().skip(1).find(|(_, c)| is_letter(*c)).map(|(end, c)| at + end + c.len_utf8());
    Span::new(start, end.unwrap_or(text.len()))
}

/// Whether a text holds a sentence end that is not its own end.
fn may_split(text: &str) -> bool {
    let last = text.rfind(char::is_alphanumeric).unwrap_or_default();
    let goes_on =
        |at: usize| at < last && text.as_bytes().get(at + 1).is_some_and(|next| !next.is_ascii_alphanumeric());
    memchr::memchr3_iter(b'.', b'!', b'?', text.as_bytes()).any(goes_on)
        || !text.is_ascii() && text.contains(['؟', '۔', '\u{2029}', '\u{3002}', '\u{203C}'])
}

/// The text with note markers and line ends as spaces and the signs of masks as letters. All offsets stay.
fn shadow<'t>(text: &'t str, markers: &[Span]) -> Cow<'t, str> {
    let masks = masks(text);
    if markers.is_empty() && masks.is_empty() && memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut bytes = text.as_bytes().to_vec();
    for marker in markers.iter().filter(|marker| !marker.slice(text).is_empty()) {
        if let Some(blot) = bytes.get_mut(marker.range()) {
            blot.fill(b' ');
        }
    }
    for byte in &mut bytes {
        if matches!(*byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
    for mask in masks {
        for byte in bytes.get_mut(mask.span.range()).into_iter().flatten().filter(|byte| **byte == b'?') {
            *byte = b'A';
        }
    }
    // Only whole characters were replaced, by ASCII.
    String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// The brackets that close again within a short stretch, in order of their ends, merged where they lie in one another.
fn brackets(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    if memchr::memchr2(b'(', b'[', text.as_bytes()).is_none() {
        return found;
    }
    let (mut round, mut square) = (Vec::new(), Vec::new());
    for (at, byte) in text.bytes().enumerate() {
        let stack = match byte {
            b'(' | b')' => &mut round,
            b'[' | b']' => &mut square,
            _ => continue,
        };
        if matches!(byte, b'(' | b'[') {
            stack.push(at);
        } else if let Some(open) = stack.pop().filter(|open| at - open <= LONGEST_BRACKET) {
            while found.last().is_some_and(|last| last.start >= open) {
                found.pop();
            }
            found.push(Span::new(open, at + 1));
        }
    }
    found
}

/// Whether a place lies inside one of these spans, which are in order.
fn inside(spans: &[Span], at: usize) -> bool {
    let next = spans.partition_point(|span| span.end <= at);
    spans.get(next).is_some_and(|span| span.start < at)
}

/// The text between the cuts. What has no letters, such as `2.4.3.`, goes with what follows, or at the end with what
/// stands before.
fn pieces(text: &str, shadow: &str, cuts: &[usize]) -> Vec<Span> {
    let mut pieces: Vec<Span> = Vec::with_capacity(cuts.len() + 1);
    // Where the piece began, and where the part of it that is still unread does.
    let (mut start, mut from) = (0, 0);
    for end in cuts.iter().copied().chain([text.len()]) {
        let part = Span::new(from, end).slice(shadow);
        from = end;
        let label = !part.contains(char::is_alphabetic) || start == 0 && is_roman(part.trim().trim_end_matches('.'));
        if label && end < text.len() {
            continue;
        }
        match pieces.last_mut() {
            Some(before) if label => before.end = end,
            _ => pieces.push(Span::new(start, end)),
        }
        start = end;
    }
    pieces.into_iter().map(|piece| piece.trim(text)).filter(|piece| !piece.is_empty()).collect()
}

/// The rules that drop candidates, over the blotted text.
struct Rules<'t> {
    text: &'t str,
    abbreviations: Abbreviations,
}

const fn is_closer(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '"' | '\'' | '”' | '’' | '»' | '›')
}

const fn is_opener(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '"' | '\'' | '“' | '‘' | '«' | '‹' | '„')
}

impl Rules<'_> {
    /// Sentence ends that UAX #29 does not know: a full stop before a number that lower-case words follow, or before a name
    /// with a small article.
    fn more_candidates(&self) -> impl Iterator<Item = usize> + '_ {
        memchr::memchr_iter(b'.', self.text.as_bytes()).filter_map(|at| {
            let tail = self.text.get(at + 1..)?;
            let rest = tail.trim_start_matches(is_closer);
            let next = rest.trim_start();
            let spaced = next.len() < rest.len();
            let begins = next.starts_with(|c: char| c.is_ascii_digit())
                || ["al-", "el-"].into_iter().any(|article| next.starts_with(article));
            let word = last_word(self.text.get(..at)?);
            let ended = word.chars().filter(|c| c.is_alphabetic()).count() >= 3 || word.ends_with(is_closer);
            (spaced && begins && ended).then_some(at + 1 + tail.len() - next.len())
        })
    }

    /// Whether a candidate ends a sentence.
    fn ends_sentence(&self, at: usize) -> bool {
        let (Some(head), Some(tail)) = (self.text.get(..at), self.text.get(at..)) else { return false };
        let body = head.trim_end();
        let sentence = body.trim_end_matches(is_closer);
        let Some(terminator) = sentence.chars().next_back() else { return false };
        let next = tail.chars().next().unwrap_or(' ');
        if body.len() == head.len() {
            return ends_without_space(sentence, tail);
        }
        if next == '[' || matches!(next, ')' | ']' | '}' | '»' | '”' | ',' | ';' | ':' | '،' | '؛') {
            return false;
        }
        match terminator {
            '.' if sentence.ends_with("..") => ellipsis_ends(sentence, next),
            '.' if sentence.len() < body.len() => true,
            '.' => self.full_stop_ends(sentence.trim_end_matches('.'), tail),
            _ => !tail.trim_start_matches(is_opener).starts_with(char::is_lowercase),
        }
    }

    /// Whether the full stop after `head` ends a sentence when `tail` follows.
    fn full_stop_ends(&self, head: &str, tail: &str) -> bool {
        let word = last_word(head);
        let before = head.get(..head.len() - word.len()).unwrap_or_default().trim_end();
        let next = next_word(tail);
        let habit = self.abbreviations.habit(word);
        let starter = self.abbreviations.habit(next).starter || next.starts_with('و') && next.chars().count() > 3;
        let numbered = next.starts_with(char::is_numeric);
        let letters = word.chars().filter(|&c| c.is_alphabetic() && c != '\u{640}').count();
        if word.starts_with(char::is_numeric) && letters == 0 {
            return self.number_ends(word, before, next, starter);
        }
        // After a number: 1445 هـ., 2010 م.
        let counted = last_word(before).ends_with(char::is_numeric);
        if habit.maybe && (counted || !habit.always) && (letters > 1 || counted) {
            return !numbered && (starter || counted && script::has_arabic(word));
        }
        if habit.always || habit.number && (numbered || is_roman(next)) {
            return false;
        }
        let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 2);
        if letters == 1 && !word.contains(char::is_numeric) {
            return !script::has_arabic(word) && starter && last_word(before).starts_with(char::is_lowercase);
        }
        if dotted { starter && !script::has_arabic(word) } else { true }
    }

    /// Whether a number with a full stop ends a sentence, or counts what follows.
    fn number_ends(&self, number: &str, before: &str, next: &str, starter: bool) -> bool {
        let short = number.chars().count() <= 2;
        let counts = short && before.ends_with([':', ';', '؛', '،', ',']);
        let ordinal = self.abbreviations.ordinals && short && !starter && next.starts_with(char::is_uppercase);
        !counts && !ordinal
    }
}

/// Whether dots end a sentence: not when they stand alone, and in the Arabic script they mostly pause.
fn ellipsis_ends(sentence: &str, next: char) -> bool {
    let before = sentence.trim_end_matches('.').chars().next_back().unwrap_or(' ');
    !before.is_whitespace() && !is_opener(before) && !script::is_arabic(before) && !script::is_arabic(next)
}

/// Whether a sentence ends where the space after it was forgotten: between two whole words in the Arabic script.
fn ends_without_space(sentence: &str, tail: &str) -> bool {
    let long =
        |word: &str| word.chars().count() >= 3 && word.chars().all(|c| script::is_arabic(c) && c.is_alphabetic());
    let head = sentence.trim_end_matches(['.', '!', '؟', '۔', '?']);
    head.len() < sentence.len() && !sentence.ends_with("..") && long(last_word(head)) && long(next_word(tail))
}

/// The last word of a text, without brackets and quotes before it; empty when it is too long to matter.
fn last_word(text: &str) -> &str {
    let mut from = text.len().saturating_sub(LONGEST_WORD);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let window = text.get(from..).unwrap_or_default();
    let word = window.rsplit(|c: char| c.is_whitespace() || is_opener(c) || matches!(c, '/' | '–' | '—')).next();
    word.filter(|word| from == 0 || word.len() < window.len()).unwrap_or_default()
}

/// The first word of a text, without brackets and quotes before it.
fn next_word(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || is_opener(c));
    let end = text.find(|c: char| !c.is_alphanumeric() && !script::is_arabic_mark(c) && c != '\u{200C}');
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// Whether a word is a number in Roman numerals.
fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// What is not shown to the segmenter would not have changed what it finds.
        #[test]
        fn boundaries_are_those_of_the_whole_text(text in "([a-zA-Zéßا-يک०-९0-9]|[.!?؟۔।…。] ?|[ ,;:()\"'”’»«\u{64E}\u{301}\u{A0}\u{2009}-]|\\. ){0,60}") {
            let whole = SentenceSegmenter::new(SentenceBreakInvariantOptions::default()).segment_str(&text);
            let whole: Vec<usize> = whole.filter(|&at| at > 0 && at < text.len()).collect();
            prop_assert_eq!(boundaries(&text), whole, "{:?}", text);
        }
    }
}
