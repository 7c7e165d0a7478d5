//! The shape of a lost title as a row of slots, one for each word.

use crate::text::mask::is_cell;

/// A word of a lost title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    /// Lost letters, with the ASCII signs that survived before and after them.
    Lost {
        /// What survived before.
        before: String,
        /// How many letters are lost.
        letters: usize,
        /// What survived after.
        after: String,
    },
    /// A word that survived, or one of which parts survived inside: it stays as it is.
    Kept(String),
}

/// The slots of a mask. Where each byte left a sign, two signs are one letter.
pub(super) fn slots(mask: &str) -> Vec<Slot> {
    let words: Vec<&str> = mask.split_whitespace().collect();
    let unit = if is_of_bytes(&words) { 2 } else { 1 };
    words.into_iter().map(|word| slot(word, unit)).collect()
}

fn slot(word: &str, unit: usize) -> Slot {
    let Some(start) = word.find(is_cell) else { return Slot::Kept(word.to_owned()) };
    let (before, rest) = word.split_at(start);
    let (lost, after) = rest.split_at(rest.find(|c| !is_cell(c)).unwrap_or(rest.len()));
    let sign = |c: char| c.is_ascii_punctuation() && !is_cell(c);
    if !before.chars().all(sign) || !after.chars().all(sign) {
        return Slot::Kept(word.to_owned());
    }
    Slot::Lost { before: before.to_owned(), letters: lost.chars().count() / unit, after: after.to_owned() }
}

/// Whether a mask has one sign for each byte: then the runs of signs are even, and long for words. One in two runs of signs for
/// letters is even too, so a few even runs say little.
fn is_of_bytes(words: &[&str]) -> bool {
    let runs: Vec<usize> = words
        .iter()
        .flat_map(|word| word.split(|c: char| !is_cell(c)))
        .map(|run| run.chars().count())
        .filter(|&run| run > 0)
        .collect();
    /// Letters of an Arabic word in a title, on average, and half as many again.
    const LONG: usize = 7;
    !runs.is_empty()
        && runs.iter().all(|run| run % 2 == 0)
        && (runs.len() >= 5 || runs.iter().sum::<usize>() >= LONG * runs.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_are_rows_of_slots() {
        let lost =
            |before: &str, letters, after: &str| Slot::Lost { before: before.into(), letters, after: after.into() };
        assert_eq!(
            slots("??? \"????\" 2025 ?????.. ??-??"),
            [
                lost("", 3, ""),
                lost("\"", 4, "\""),
                Slot::Kept("2025".into()),
                lost("", 5, ".."),
                Slot::Kept("??-??".into())
            ]
        );
        assert_eq!(slots("?????? ???? ??????????????"), [lost("", 3, ""), lost("", 2, ""), lost("", 7, "")]);
        assert_eq!(slots("?????? ????"), [lost("", 6, ""), lost("", 4, "")]);
    }
}
