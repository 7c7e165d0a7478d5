//! Masks: what is left of a text whose letters were each replaced by the same character.

use super::Span;

/// A run of masked words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    /// Where it stands.
    pub span: Span,
    /// Characters in each word, in order.
    pub words: Vec<usize>,
}

/// The masks of a text, in order: two or more words of `?` or U+FFFD, of which at least two have two characters or more.
#[must_use]
pub fn masks(text: &str) -> Vec<Mask> {
    let mut masks = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive('\n') {
        line_masks(piece, at, &mut masks);
        at += piece.len();
    }
    masks
}

/// Adds the masks of one line that begins at `base`.
fn line_masks(line: &str, base: usize, masks: &mut Vec<Mask>) {
    let is_mask = |c: char| matches!(c, '?' | '\u{FFFD}');
    let edge = |c: char| c.is_ascii_punctuation() || matches!(c, '“' | '”' | '‘' | '’' | '«' | '»');
    let mut open: Option<Mask> = None;
    let mut at = base;
    for word in line.split_inclusive([' ', '\n', '\r', '\t']) {
        let core = word.trim_end().trim_matches(|c| edge(c) && !is_mask(c));
        if !core.is_empty() && core.chars().all(is_mask) {
            let start = at + word.find(is_mask).unwrap_or_default();
            let mask = open.get_or_insert(Mask { span: Span::at(start), words: Vec::new() });
            mask.span.end = start + core.len();
            mask.words.push(core.chars().count());
        } else {
            close(open.take(), masks);
        }
        at += word.len();
    }
    close(open, masks);
}

/// Keeps a run of masked words that is long enough to be one.
fn close(mask: Option<Mask>, masks: &mut Vec<Mask>) {
    masks.extend(mask.filter(|mask| mask.words.iter().filter(|&&n| n >= 2).count() >= 2));
}
