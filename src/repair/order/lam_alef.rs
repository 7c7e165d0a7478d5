//! Lam-alef that stayed in reading order while all around it was reversed: a ligature that was split too late.

use super::model::Reader;
use crate::repair::edit::Edit;

/// The name of this damage.
pub(super) const UNREVERSED: &str = "lam-alef-unreversed";
/// Bits by which a word must read better with its letters swapped.
const LEAD: f64 = 3.0;
/// Bits by which the better of two spellings leads before the letters speak: where lam-alef is known to be turned, a word
/// that reads better with it is hardly ever another.
const HEAD_START: f64 = 3.0;
/// Bits by which all words together must.
const GAIN: f64 = 4.0;
/// Bits that two alefs in a row cost beyond what the letters say.
const DOUBLE: f64 = 20.0;
/// Most places of one word that are weighed.
const MOST: usize = 4;

/// Swaps lam and alef in the words of a change where they read better so. If lam-alef stands anywhere as it should, it was
/// reversed with the rest, and nothing is done.
pub(super) fn unreversed(change: &mut Edit) {
    if has_lam_alef(&change.after) {
        return;
    }
    let reader = Reader::of(&super::shapes::plain(&change.after));
    // Once the line shows this damage, each word is as likely to have suffered it as not.
    if swap_words(&change.after, reader, LEAD).2 < GAIN {
        return;
    }
    let (swapped, lead, _) = swap_words(&change.after, reader, 0.0);
    if swapped != change.after {
        change.runner_up = std::mem::replace(&mut change.after, swapped);
        change.steps = vec![UNREVERSED, super::VISUAL];
        change.lead = change.lead.min(lead + HEAD_START);
        // What was reversed and what was not is read off the words, so that no damage gives all of it back for certain.
        change.loss = Some("which lam-alef was left as it was");
    }
}

/// Whether lam-alef stands anywhere; not between two lams, where either may be the one that it belongs to.
fn has_lam_alef(text: &str) -> bool {
    let mut rest = text.chars().peekable();
    let mut pair = (' ', ' ');
    while let Some(c) = rest.next() {
        pair = (pair.1, c);
        if pair.0 == 'ل' && is_alef(pair.1) && rest.peek() != Some(&'ل') {
            return true;
        }
    }
    false
}

const fn is_alef(c: char) -> bool {
    matches!(c, 'ا' | 'أ' | 'إ' | 'آ')
}

/// Places of two neighbours of a kind.
fn pairs(text: &str, are: impl Fn(char, char) -> bool) -> impl Iterator<Item = usize> {
    text.char_indices().zip(text.chars().skip(1)).filter(move |((_, a), b)| are(*a, *b)).map(|((at, _), _)| at)
}

/// Swaps alef and lam wherever a word reads better by so many bits; how far the least sure of these decisions leads,
/// and all of them together.
fn swap_words(text: &str, reader: Reader, margin: f64) -> (String, f64, f64) {
    let mut out = String::with_capacity(text.len());
    let (mut least, mut gain) = (f64::INFINITY, 0.0);
    for piece in text.split_inclusive(|c| !super::words::in_word(c)) {
        let word = piece.trim_end_matches(|c| !super::words::in_word(c));
        let places: Vec<usize> = pairs(word, |a, b| is_alef(a) && b == 'ل').take(MOST).collect();
        let plain = reader.bits(word);
        let mut best = (plain, word.to_owned());
        for mask in 1..1usize << places.len() {
            let chosen = places.iter().enumerate().filter(|(bit, _)| mask >> bit & 1 == 1).map(|(_, at)| *at);
            let swapped = swap(word, chosen);
            // No word of Arabic holds two alefs in a row.
            let double = |word: &str| pairs(word, |a, b| a == 'ا' && is_alef(b)).count() as f64;
            let bits = reader.bits(&swapped) + margin - (double(word) - double(&swapped)) * DOUBLE;
            if bits < best.0 {
                best = (bits, swapped);
            }
        }
        if !places.is_empty() && best.1 != word {
            least = least.min(plain - best.0 + margin);
            gain += plain - best.0 + margin;
        }
        out.push_str(&best.1);
        out.push_str(piece.get(word.len()..).unwrap_or_default());
    }
    (out, least, gain)
}

/// Swaps two neighbours at each of these places.
fn swap(word: &str, places: impl Iterator<Item = usize>) -> String {
    let mut chars: Vec<(usize, char)> = word.char_indices().collect();
    for place in places {
        if let Some(at) = chars.iter().position(|(start, _)| *start == place)
            && at + 1 < chars.len()
        {
            let (a, b) = (chars.get(at).map_or(' ', |c| c.1), chars.get(at + 1).map_or(' ', |c| c.1));
            if let Some(slot) = chars.get_mut(at) {
                slot.1 = b;
            }
            if let Some(slot) = chars.get_mut(at + 1) {
                slot.1 = a;
            }
        }
    }
    chars.into_iter().map(|c| c.1).collect()
}

/// The changes to lam-alef that is turned round in text that is right otherwise. Some words show it for certain (no word
/// begins with two alefs); where there is such a word and no lam-alef stands as it should, all words are weighed.
pub(super) fn changes(line: &str) -> Vec<Edit> {
    if !is_turned(line) || has_lam_alef(line) {
        return Vec::new();
    }
    let reader = Reader::of(line);
    let mut changes = Vec::new();
    // One such word in other languages than Arabic may be a slip of the pen.
    let words = super::words::spans(line);
    if !reader.is_arabic() && words.iter().filter(|span| is_turned(span.slice(line))).count() < 2 {
        return changes;
    }
    for span in words {
        let text = span.slice(line);
        let margin = if is_turned(text) { 0.0 } else { LEAD };
        let (after, lead, _) = swap_words(text, reader, margin);
        if after != text {
            let exact = turn(&after) == text;
            changes.push(Edit {
                span,
                after,
                steps: vec![TURNED],
                loss: (!exact).then_some("which lam-alef was turned round"),
                torn: false,
                filled: None,
                lead: if is_turned(text) { lead.max(PROOF) } else { lead },
                runner_up: text.to_owned(),
            });
        }
    }
    changes
}

/// The name of the damage in text that is in order otherwise.
const TURNED: &str = "lam-alef-turned";
/// Bits by which a word leads that could not be one as it stands.
const PROOF: f64 = 8.0;

/// Whether an article's alef is followed by another alef and then lam, which Arabic does not write.
fn is_turned(text: &str) -> bool {
    text.chars()
        .zip(text.chars().skip(1))
        .zip(text.chars().skip(2))
        .any(|((a, b), c)| a == 'ا' && is_alef(b) && c == 'ل')
}

/// Turns every lam-alef round.
fn turn(text: &str) -> String {
    ['ا', 'أ', 'إ', 'آ']
        .iter()
        .fold(text.to_owned(), |text, alef| text.replace(&format!("ل{alef}"), &format!("{alef}ل")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turned_lam_alef_is_seen_by_two_alefs() {
        let fixed: Vec<String> = changes("الحرب األهلية السورية").into_iter().map(|change| change.after).collect();
        assert_eq!(fixed, ["الأهلية"]);
        assert!(changes("الحرب الأهلية السورية").is_empty() && changes("قال لا إله").is_empty());
    }
}
