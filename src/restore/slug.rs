//! Titles in the addresses of their works: `…/news/413796/الحوثيون-يجرون-اتصالات`.

use super::address::words_of_address;
use crate::text::mask::{is_cell, mask_fits};
use crate::text::script::{has_arabic, is_arabic_letter};

/// A title as far as an address holds it, in the shape of what is left of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SlugTitle {
    /// The title. Where the address ends before it does, the lost characters stay.
    pub(super) text: String,
    /// The part of the address that holds it.
    pub(super) slug: String,
    /// Signs that are not in the address, which keeps no punctuation, and were put where the shape has room for one.
    pub(super) guessed: usize,
    /// Lost characters that stay lost, because the address is cut.
    pub(super) missing: usize,
    /// Words that the address holds.
    pub(super) words: usize,
}

/// Looks for a lost title in the address of its work. `asks` says whether its translation is a question.
pub(super) fn title_in_address(mask: &str, url: &str, asks: bool) -> Option<SlugTitle> {
    let mask = Pieces::new(mask.trim());
    let readings = words_of_address(url).into_iter().filter(|part| has_arabic(part)).filter_map(|part| {
        let words: Vec<&str> = part.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()).collect();
        // What stands before the title in its part of the address: a number, a section.
        let readings = [1, 2].into_iter().flat_map(|unit| (0..words.len()).map(move |from| (unit, from)));
        let best = readings.filter_map(|(unit, from)| {
            let title = mask.filled(words.get(from..)?, unit, asks)?;
            let beside = words.iter().filter(|word| has_arabic(word)).count().saturating_sub(title.words);
            let exact = title.guessed == 0 && title.missing == 0 && title.words >= LEAST_BESIDE_OTHERS;
            (beside == 0 || exact).then_some(title)
        });
        best.min_by_key(SlugTitle::faults).map(|title| SlugTitle { slug: part.clone(), ..title })
    });
    readings.min_by_key(SlugTitle::faults)
}

impl SlugTitle {
    fn faults(&self) -> (usize, usize) {
        (self.missing, self.guessed)
    }
}

/// Whether a character is part of a word in an address: words are parted by hyphens, underscores, dots and white space.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && !c.is_whitespace()
}

/// A mask in pieces: what is lost or stands in letters and digits, and the signs between.
struct Pieces<'m> {
    /// Each piece with the signs before it.
    pieces: Vec<(&'m str, &'m str)>,
    /// The signs at the end.
    rest: &'m str,
}

/// Pieces that an address cut short must hold: fewer say too little.
const LEAST_OF_CUT: usize = 3;
/// Words that a title must have when the address has others beside it.
const LEAST_BESIDE_OTHERS: usize = 4;
/// Signs that are put at one end of a word where the shape has room for them.
const MOST_SIGNS: usize = 2;

impl<'m> Pieces<'m> {
    fn new(mask: &'m str) -> Self {
        let inside = |c: char| is_cell(c) || is_word(c);
        let mut pieces = Vec::new();
        let mut rest = mask;
        while let Some(start) = rest.find(inside) {
            let (before, from) = rest.split_at(start);
            let (piece, after) = from.split_at(from.find(|c| !inside(c)).unwrap_or(from.len()));
            pieces.push((before, piece));
            rest = after;
        }
        Self { pieces, rest }
    }

    /// The mask with the words of an address in it, `unit` lost characters for a letter.
    fn filled(&self, words: &[&str], unit: usize, asks: bool) -> Option<SlugTitle> {
        let mut title = SlugTitle { text: String::new(), slug: String::new(), guessed: 0, missing: 0, words: 0 };
        let mut words = words.iter().copied().peekable();
        let mut open = false;
        let last = self.pieces.len().checked_sub(1)?;
        for (number, &(before, piece)) in self.pieces.iter().enumerate() {
            title.text.push_str(before);
            let Some(&word) = words.peek() else {
                // A cut address: what it does not hold stays lost.
                title.text.push_str(piece);
                title.missing += piece.chars().filter(|&c| is_cell(c)).count();
                continue;
            };
            if mask_fits(piece, word) {
                title.text.push_str(word);
                title.words += usize::from(word.contains(is_arabic_letter));
                words.next();
                continue;
            }
            let cells = piece.chars().filter(|&c| is_cell(c)).count();
            let whole = cells == piece.chars().count();
            let letters = word.chars().filter(|c| !c.is_ascii()).count();
            let spare = cells.checked_sub(letters * unit).filter(|spare| spare % unit == 0).map(|spare| spare / unit);
            let arabic = whole && letters == word.chars().count();
            match spare {
                // A sign at the very end is only told from a letter that was cut off where the title asks or a quotation is open.
                Some(spare @ 1..=MOST_SIGNS) if arabic && (words.len() > 1 || number == last && (asks || open)) => {
                    let later: Vec<&str> = words.clone().skip(1).collect();
                    let (start, end) = match (spare, open) {
                        (1, true) => ("", "»"),
                        (1, false) if number == last => ("", "؟"),
                        (1, false) if self.closes_later(number, &later, unit) => ("«", ""),
                        (1, false) => ("", "،"),
                        (_, true) if number == last && asks => ("", "»؟"),
                        (_, true) => ("", "»،"),
                        (_, false) => ("«", "»"),
                    };
                    open = if start.is_empty() { open && end.is_empty() } else { end.is_empty() };
                    title.text.extend([start, word, end]);
                    title.guessed += spare;
                    title.words += 1;
                    words.next();
                }
                // The last word of a cut address, cut itself.
                Some(_) if arabic && words.len() == 1 && title.words + 1 >= LEAST_OF_CUT => {
                    title.text.push_str(word);
                    let left: String = piece.chars().skip(letters * unit).collect();
                    title.missing += cells - letters * unit;
                    title.text.push_str(&left);
                    title.words += 1;
                    words.next();
                }
                // A sign that stands by itself: a dash, most often.
                _ if whole && cells == unit => {
                    title.text.push('–');
                    title.guessed += 1;
                }
                _ => return None,
            }
        }
        title.text.push_str(self.rest);
        let enough = title.missing == 0 || title.words >= LEAST_OF_CUT;
        (title.words > 0 && enough).then_some(title)
    }

    /// Whether one of the next pieces has room for a sign too, so that this one's may open a quotation.
    fn closes_later(&self, number: usize, words: &[&str], unit: usize) -> bool {
        const NEAR: usize = 5;
        self.pieces.iter().skip(number + 1).zip(words).take(NEAR).any(|((_, piece), word)| {
            piece.chars().all(is_cell) && piece.chars().count() == (word.chars().count() + 1) * unit
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

    #[test]
    fn titles_stand_in_addresses() {
        let raw = "https://news.example/home/413796/غارات-للتحالف-والمقاومة-تدخل-زنجبار.html";
        let encoded = format!("https://news.example/{}?id=7", utf8_percent_encode("نافذة على مؤسسة", NON_ALPHANUMERIC));
        for (mask, url, asks, text, guessed, missing) in [
            ("????? ???????.. ????????? ???? ??????", raw, false, "غارات للتحالف.. والمقاومة تدخل زنجبار", 0, 0),
            ("????? ??? ?????", &encoded, false, "نافذة على مؤسسة", 0, 0),
            ("?????????? ?????? ??????????", &encoded, false, "نافذة على مؤسسة", 0, 0),
            ("????? ??????? ????????? ???? ???????", raw, true, "غارات للتحالف والمقاومة تدخل زنجبار؟", 1, 0),
            ("????? ??????? ????????? ????? ???????", raw, false, "غارات للتحالف والمقاومة «تدخل زنجبار»", 2, 0),
            (
                "????? ??????? ????????? ???? ???????? ???",
                raw,
                false,
                "غارات للتحالف والمقاومة تدخل زنجبار?? ???",
                0,
                5,
            ),
        ] {
            let found = title_in_address(mask, url, asks).unwrap_or_else(|| panic!("{mask} in {url}"));
            assert_eq!((found.text.as_str(), found.guessed, found.missing), (text, guessed, missing), "{mask}");
        }
        for (mask, url) in [
            ("????? ?????????", raw),
            ("????? ??????? ?????????", "https://news.example/a/b.html"),
            ("???? ???? ????", "https://news.example/رياضة/17"),
        ] {
            assert_eq!(title_in_address(mask, url, false), None, "{mask}");
        }
    }
}
