//! The words of a line and whether their letters read forward or backward.

use super::model::Reader;
use super::neighbours;
use super::shapes::{self, is_mark};
use crate::text::Span;
use crate::text::script::is_arabic_letter;

/// Articles before a lam-alef that was turned round, which no word begins with, and what they were.
const TURNED_LAM_ALEF: [(&str, &str); 4] = [("اال", "الا"), ("األ", "الأ"), ("اإل", "الإ"), ("اآل", "الآ")];
/// Bits that a place costs at which two forms do not fit.
const MISFIT: f64 = 12.0;
/// Bits that it costs to begin reading backward where a stretch begins.
const ENTER: f64 = 9.0;
/// Bits that it costs to change the direction between two words of one stretch.
const CHANGE: f64 = 24.0;
/// Most bytes of other text that may stand between two words of one stretch.
const GAP: usize = 60;

/// A word in the Arabic script.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) span: Span,
    /// Bits of its letters as they stand.
    forward: f64,
    /// Bits of its letters from the last to the first.
    backward: f64,
    pub(super) letters: usize,
    /// Places at which its forms do not fit, as they stand and the other way round.
    misfits: (usize, usize),
}

/// Words in a row that read in one direction.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// From the first to the last letter.
    pub(super) span: Span,
    pub(super) words: Vec<Word>,
    pub(super) backward: bool,
    /// Letters of its stretch that read in the other direction.
    pub(super) others: usize,
}

impl Run {
    /// Bits by which its letters read better backward than forward.
    pub(super) fn lead(&self) -> f64 {
        self.words.iter().map(|word| word.forward - word.backward).sum()
    }

    pub(super) fn letters(&self) -> usize {
        self.words.iter().map(|word| word.letters).sum()
    }

    /// Whether its forms fit better backward than forward, and hardly anything contradicts.
    pub(super) fn forms_turn(&self) -> bool {
        let forward: usize = self.words.iter().map(|word| word.misfits.0).sum();
        let backward: usize = self.words.iter().map(|word| word.misfits.1).sum();
        forward > 3 * backward
    }
}

/// Whether a character belongs to a word.
pub(super) fn in_word(c: char) -> bool {
    is_arabic_letter(c) || is_mark(c) || matches!(c, '\u{640}' | '\u{200C}' | '\u{200D}')
}

/// Where the words of a line stand.
pub(super) fn spans(line: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        match (start, in_word(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                spans.extend(Some(Span::new(from, at)).filter(|span| span.slice(line).contains(is_arabic_letter)));
                start = None;
            }
            _ => {}
        }
    }
    spans
}

fn word(line: &str, span: Span, reader: Reader) -> Word {
    let text = span.slice(line);
    let letters = text.chars().filter(|&c| is_arabic_letter(c)).count();
    let misfits = (shapes::misfits(text.chars()), shapes::misfits(text.chars().rev()));
    // A lam-alef that was split before the line was turned round is read as what it was.
    let turned: String = text.chars().rev().collect();
    let turned = TURNED_LAM_ALEF.iter().fold(turned, |word, (turned, right)| word.replace(turned, right));
    let bits = |text: &str, misfits: usize| {
        let plain = shapes::plain(text);
        reader.bits(&plain) - neighbours::letter_order(&plain) / 2.0 + misfits as f64 * MISFIT
    };
    Word { span, forward: bits(text, misfits.0), backward: bits(&turned, misfits.1), letters, misfits }
}

/// The runs of a line: the cheapest way to read its words forward or backward, stretch by stretch (Viterbi 1967).
pub(super) fn runs(line: &str) -> Vec<Run> {
    let reader = Reader::of(&shapes::plain(line));
    let words: Vec<Word> = spans(line).into_iter().map(|span| word(line, span, reader)).collect();
    let mut runs = Vec::new();
    let parted = |a: &Word, b: &Word| parts(line.get(a.span.end..b.span.start).unwrap_or_default());
    for stretch in words.chunk_by(|a, b| !parted(a, b)) {
        let directions = directions(stretch);
        let mut rest = stretch;
        let all: usize = stretch.iter().map(|word| word.letters).sum();
        for run in directions.chunk_by(|a, b| a == b) {
            let (words, tail) = rest.split_at(run.len());
            if let (Some(first), Some(last)) = (words.first(), words.last()) {
                let backward = run.first().copied().unwrap_or(false);
                let others = all - words.iter().map(|word| word.letters).sum::<usize>();
                runs.push(Run { span: first.span.cover(last.span), words: words.to_vec(), backward, others });
            }
            rest = tail;
        }
    }
    runs
}

/// For each word of a stretch, whether it is read backward.
fn directions(stretch: &[Word]) -> Vec<bool> {
    let mut costs = (0.0, ENTER);
    let mut from: Vec<(bool, bool)> = Vec::with_capacity(stretch.len());
    for word in stretch {
        let (forward, backward) = costs;
        let change = if from.is_empty() { 0.0 } else { CHANGE };
        let to_forward = !from.is_empty() && backward + change < forward;
        let to_backward = from.is_empty() || backward <= forward + change;
        costs = (
            word.forward + if to_forward { backward + change } else { forward },
            word.backward + if to_backward { backward } else { forward + change },
        );
        from.push((to_forward, to_backward));
    }
    let mut backward = costs.1 < costs.0;
    let mut directions = vec![false; stretch.len()];
    for (slot, from) in directions.iter_mut().zip(&from).rev() {
        *slot = backward;
        backward = if backward { from.1 } else { from.0 };
    }
    directions
}

/// Whether the text between two words parts them: brackets of a gloss or a link, the end of a citation, an English passage.
fn parts(gap: &str) -> bool {
    let comma = gap.find(", ").is_some_and(|at| !gap.get(..at).unwrap_or_default().ends_with(' '));
    gap.len() > GAP
        || gap.contains(['[', ']', '{', '}', '<', '>', '|', ';', '\t'])
        || comma && (gap.contains(|c: char| c.is_alphabetic()) || gap.contains(")"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directions_of_words() {
        let backward =
            |line: &str| runs(line).into_iter().map(|run| (run.words.len(), run.backward)).collect::<Vec<_>>();
        assert_eq!(backward("المجلس المحلي في سلمية"), [(4, false)]);
        assert_eq!(backward("ةيملس يف يلحملا سلجملا"), [(4, true)]);
        assert_eq!(backward("Radio (عربي), ةيملس يف يلحملا سلجملا [x]"), [(1, false), (4, true)]);
    }
}
