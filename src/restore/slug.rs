//! Titles in the addresses of their works: `…/news/413796/الحوثيون-يجرون-اتصالات`.

use super::address::words_of_address;
use crate::lexicon::frequencies;
use crate::text::mask::{Signs, is_cell, mask_fits_as};
use crate::text::script::{has_arabic, is_arabic_letter};

/// A title as far as an address holds it, in the shape of what is left of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct SlugTitle {
    /// The title. Where the address ends before it does, the lost characters stay.
    pub(super) text: String,
    /// The part of the address that holds it.
    pub(super) slug: String,
    /// Signs and letters that are not in the address, which keeps no punctuation and perhaps no hamza, and were put where the
    /// shape has room for them.
    pub(super) guessed: usize,
    /// Lost characters that stay lost, because the address is cut.
    pub(super) missing: usize,
    /// Words that the address holds.
    pub(super) words: usize,
    /// How likely all that was guessed is right, 0 to 1.
    pub(super) trust: f64,
    /// Lost characters for each letter.
    unit: usize,
}

/// How likely a guessed sign is the right one, of addresses of headlines: ؟ at the end of a question; quotes, which are of one kind
/// or another, as the number of their bytes may tell; and a letter that addresses do not keep.
mod trust {
    pub(super) const QUESTION: f64 = 0.97;
    pub(super) const QUOTES: f64 = 0.5;
    pub(super) const QUOTES_BY_BYTES: f64 = 0.8;
    pub(super) const DASH: f64 = 0.5;
    pub(super) const LETTERS: f64 = 0.7;
}

/// Words that a title must have when the address has others beside it, or is cut: fewer say too little.
const LEAST_BESIDE_OTHERS: usize = 4;
const LEAST_OF_CUT: usize = 3;

/// Looks for a lost title in the address of its work. `asks` says whether its translation is a question.
pub(super) fn title_in_address(mask: &str, url: &str, asks: bool) -> Option<SlugTitle> {
    let mask = Pieces::new(mask.trim());
    let readings = words_of_address(url).into_iter().filter(|part| has_arabic(part)).filter_map(|part| {
        let words: Vec<&str> = part.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()).collect();
        // What stands before the title in its part of the address: a number, a section.
        let starts =
            [Signs::Characters, Signs::Bytes].into_iter().flat_map(|s| (0..words.len()).map(move |at| (s, at)));
        let best = starts.filter_map(|(signs, from)| {
            let title = mask.filled(words.get(from..)?, signs, asks)?;
            let beside = words.iter().filter(|word| has_arabic(word)).count().saturating_sub(title.words);
            let exact = title.guessed == 0 && title.missing == 0 && title.words >= LEAST_BESIDE_OTHERS;
            (beside == 0 || exact).then_some(title)
        });
        let best = best.min_by_key(SlugTitle::faults)?;
        Some(SlugTitle { slug: part.clone(), ..respelt(best) })
    });
    readings.min_by_key(SlugTitle::faults)
}

impl SlugTitle {
    fn faults(&self) -> (usize, usize) {
        (self.missing, self.guessed)
    }

    /// What a title may be of which only the end of the last word is cut off: the words that begin so and are as long, each
    /// with its share of them, the commonest first.
    pub(super) fn completed(&self) -> Vec<(String, f64)> {
        const MOST: usize = 3;
        let (before, last) = self.text.rsplit_once(' ').unwrap_or(("", &self.text));
        let (begun, lost) = last.split_at(last.find(is_cell).unwrap_or(last.len()));
        let alone = self.missing > 0 && self.missing == lost.chars().count() && !before.contains(is_cell);
        if !alone || begun.is_empty() || !lost.chars().all(is_cell) {
            return Vec::new();
        }
        let letters = begun.chars().count() + lost.chars().count() / self.unit.max(1);
        let words = frequencies().beginning_with(begun, letters);
        let all: f64 = words.iter().map(|(_, share)| 10f64.powf(f64::from(*share))).sum();
        let mut words: Vec<(String, f64)> = words
            .into_iter()
            .map(|(word, share)| (format!("{before} {word}"), 10f64.powf(f64::from(share)) / all))
            .collect();
        words.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        words.truncate(MOST);
        words
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

/// What stands at the two ends of a word and is not in an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ends {
    before: &'static str,
    after: &'static str,
}

/// Where a word stands that has room for more signs than it has letters.
#[derive(Clone, Copy)]
struct Place {
    /// A quotation is open.
    open: bool,
    /// One of the next words has room for a sign too, which may close a quotation.
    closes: bool,
    /// It is the last word.
    last: bool,
    /// The title is a question.
    asks: bool,
}

/// The signs that fill so many lost characters more than a word has letters, if they can be told.
fn ends(spare: usize, signs: Signs, place: Place) -> Option<Ends> {
    // «, », ؟ and ، have two bytes; “ and ” have three.
    let (one, double) = match (signs, spare) {
        (Signs::Characters, 1) | (Signs::Bytes, 2) => (1, ["«", "»"]),
        (Signs::Characters, 2) | (Signs::Bytes, 4) => (2, ["«", "»"]),
        (Signs::Bytes, 3) => (1, ["“", "”"]),
        (Signs::Bytes, 6) => (2, ["“", "”"]),
        _ => return None,
    };
    let [left, right] = double;
    let question = left == "«" && place.last && place.asks;
    let (before, after) = match (one, place.open) {
        (1, true) => ("", right),
        (1, false) if question => ("", "؟"),
        (1, false) if place.closes => (left, ""),
        // A comma, a vowel mark, or a letter that was cut off.
        (1, false) => return None,
        (_, true) if question => ("", "»؟"),
        (_, true) => return None,
        (_, false) if place.last => return None,
        (_, false) => (left, right),
    };
    Some(Ends { before, after })
}

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

    /// The mask with the words of an address in it.
    fn filled(&self, words: &[&str], signs: Signs, asks: bool) -> Option<SlugTitle> {
        let unit = if signs == Signs::Bytes { 2 } else { 1 };
        let mut title = SlugTitle { unit, trust: 1.0, ..SlugTitle::default() };
        let mut left = words;
        let mut open = false;
        for (number, &(before, piece)) in self.pieces.iter().enumerate() {
            title.text.push_str(before);
            let Some((&word, next)) = left.split_first() else {
                // A cut address: what it does not hold stays lost.
                title.text.push_str(piece);
                title.missing += piece.chars().filter(|&c| is_cell(c)).count();
                continue;
            };
            if mask_fits_as(piece, word, signs) {
                title.text.push_str(word);
                title.words += usize::from(word.contains(is_arabic_letter));
                left = next;
                continue;
            }
            let last = number + 1 == self.pieces.len();
            let place = Place { open, closes: self.closes_later(number, next, signs), last, asks };
            if let Some(ends) = spare(piece, word, signs).and_then(|spare| {
                // The last word of the address may be cut where the title goes on.
                if next.is_empty() && !last { None } else { ends(spare, signs, place) }
            }) {
                open = if ends.before.is_empty() { open && ends.after.is_empty() } else { ends.after.is_empty() };
                title.text.extend([ends.before, word, ends.after]);
                title.guessed += ends.before.chars().count() + ends.after.chars().count();
                title.trust *= match (ends.after, signs) {
                    ("؟", _) => trust::QUESTION,
                    // Counted once for a pair.
                    ("", _) => 1.0,
                    (_, Signs::Characters) => trust::QUOTES,
                    (_, Signs::Bytes) => trust::QUOTES_BY_BYTES,
                };
                title.words += usize::from(word.contains(is_arabic_letter));
                left = next;
            } else if let Some(lost) = cut(piece, word, signs).filter(|_| next.is_empty()) {
                title.text.extend([word, lost]);
                title.missing += lost.chars().count();
                title.words += 1;
                left = next;
            } else if piece.chars().all(is_cell)
                && matches!((signs, piece.chars().count()), (Signs::Characters, 1) | (Signs::Bytes, 3))
            {
                // A sign that stands by itself: a dash, most often.
                title.text.push('–');
                title.guessed += 1;
                title.trust *= trust::DASH;
            } else {
                return None;
            }
        }
        title.text.push_str(self.rest);
        let enough = title.missing == 0 || title.words >= LEAST_OF_CUT;
        (title.words > 0 && enough).then_some(title)
    }

    /// Whether one of the next pieces has room for one sign too, so that this one's may open a quotation.
    fn closes_later(&self, number: usize, words: &[&str], signs: Signs) -> bool {
        const NEAR: usize = 5;
        let pieces = self.pieces.iter().skip(number + 1);
        pieces.zip(words).take(NEAR).any(|((_, piece), word)| {
            matches!((signs, spare(piece, word, signs)), (Signs::Characters, Some(1)) | (Signs::Bytes, Some(2 | 3)))
        })
    }
}

/// How many more lost characters a piece has than its word fills: a word of letters, or a number with signs lost around it.
fn spare(piece: &str, word: &str, signs: Signs) -> Option<usize> {
    let cells = piece.chars().filter(|&c| is_cell(c)).count();
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        let around = piece.len() > word.len() && piece.trim_matches(is_cell) == word;
        return around.then_some(cells);
    }
    let whole = cells == piece.chars().count() && !word.contains(|c: char| c.is_ascii());
    let filled = match signs {
        Signs::Characters => word.chars().count(),
        Signs::Bytes => word.len(),
    };
    cells.checked_sub(filled).filter(|_| whole)
}

/// What stays lost of a piece of which a word is the beginning.
fn cut<'p>(piece: &'p str, word: &str, signs: Signs) -> Option<&'p str> {
    let spare = spare(piece, word, signs).filter(|_| word.contains(is_arabic_letter))?;
    let at = piece.char_indices().rev().nth(spare.checked_sub(1)?)?.0;
    piece.get(at..)
}

/// Letters that some addresses do not keep, and what they write for them.
const UNKEPT: [(char, &[char]); 3] = [('ا', &['أ', 'إ', 'آ']), ('ه', &['ة']), ('ي', &['ى', 'ئ'])];
/// How much more frequent a spelling must be than the one in the address, as a base-10 logarithm.
const MUCH: f32 = 0.7;

/// The title with hamza and final letters put back, if the address shows none of them and several of its words are hardly
/// written without.
fn respelt(title: SlugTitle) -> SlugTitle {
    let kept = |c: char| UNKEPT.iter().any(|(_, letters)| letters.contains(&c)) || c == 'ؤ';
    if title.text.contains(kept) {
        return title;
    }
    let mut changed = 0;
    let words: Vec<String> = title
        .text
        .split(' ')
        .map(|word| {
            let own = frequencies().log10(word);
            // إلى lacks two of its letters.
            let once = spellings(word);
            let twice = once.iter().flat_map(|word| spellings(word));
            let others = twice.chain(once.iter().cloned()).map(|other| (frequencies().log10(&other), other));
            let best = others.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(share, _)| *share > own + MUCH);
            let spelt = best.map_or_else(|| word.to_owned(), |(_, other)| other);
            changed += usize::from(spelt != word);
            spelt
        })
        .collect();
    if changed < 2 {
        return title;
    }
    let trust = title.trust * trust::LETTERS;
    SlugTitle { text: words.join(" "), guessed: title.guessed + changed, trust, ..title }
}

/// A word with one letter put back that addresses do not keep: at its beginning, after the article, or at its end.
fn spellings(word: &str) -> Vec<String> {
    let chars: Vec<char> = word.chars().collect();
    let mut places = vec![0, 1, 2, 3, chars.len().saturating_sub(1)];
    places.dedup();
    let mut found = Vec::new();
    for at in places {
        let Some(&c) = chars.get(at) else { continue };
        let letters = UNKEPT.iter().filter(|(plain, _)| *plain == c).flat_map(|(_, letters)| letters.iter());
        for &letter in letters {
            let spelt = chars.iter().enumerate().map(|(place, &c)| if place == at { letter } else { c });
            found.push(spelt.collect());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

    #[test]
    fn titles_stand_in_addresses() {
        let raw = "https://news.example/home/413796/غارات-للتحالف-والمقاومة-تدخل-زنجبار.html";
        let encoded = format!("https://news.example/{}?id=7", utf8_percent_encode("نافذة على مؤسسة", NON_ALPHANUMERIC));
        let numbered = "https://news.example/a/الذهب-يرتفع-منذ-3-أسابيع/";
        let unkept = "https://news.example/a/الامم-المتحده-تدعو-الي-انهاء-الازمه";
        for (mask, url, asks, text, guessed, missing) in [
            ("????? ???????.. ????????? ???? ??????", raw, false, "غارات للتحالف.. والمقاومة تدخل زنجبار", 0, 0),
            ("????? ??? ?????", &encoded, false, "نافذة على مؤسسة", 0, 0),
            ("?????????? ?????? ??????????", &encoded, false, "نافذة على مؤسسة", 0, 0),
            ("????? ??????? ????????? ???? ???????", raw, true, "غارات للتحالف والمقاومة تدخل زنجبار؟", 1, 0),
            ("????? ??????? ????????? ????? ???????", raw, false, "غارات للتحالف والمقاومة «تدخل زنجبار»", 2, 0),
            ("????? ????????? ????????? ???? ??????", raw, false, "غارات «للتحالف» والمقاومة تدخل زنجبار", 2, 0),
            (
                "????? ??????? ????????? ???? ???????? ???",
                raw,
                false,
                "غارات للتحالف والمقاومة تدخل زنجبار?? ???",
                0,
                5,
            ),
            ("????? ????? ??? ?3? ??????", numbered, false, "الذهب يرتفع منذ «3» أسابيع", 2, 0),
            ("????? ??????? ???? ??? ????? ??????", unkept, false, "الأمم المتحدة تدعو إلى إنهاء الأزمة", 5, 0),
        ] {
            let found = title_in_address(mask, url, asks).unwrap_or_else(|| panic!("{mask} in {url}"));
            assert_eq!((found.text.as_str(), found.guessed, found.missing), (text, guessed, missing), "{mask}");
            assert_eq!(found.trust < 1.0, guessed > 0, "{mask}");
        }
        for (mask, url) in [
            ("????? ?????????", raw),
            ("????? ??????? ?????????", "https://news.example/a/b.html"),
            ("???? ???? ????", "https://news.example/رياضة/17"),
            ("?????????? ??????? ?????????", raw),
        ] {
            assert_eq!(title_in_address(mask, url, false), None, "{mask}");
        }
    }

    #[test]
    fn a_word_that_is_cut_may_be_completed() {
        let url = "https://news.example/a/الأرصاد-تنبه-من-سحب-رعدية-على-المد/";
        let found = title_in_address("??????? ???? ?? ??? ????? ??? ???????", url, false).expect("a title");
        assert_eq!((found.text.as_str(), found.missing), ("الأرصاد تنبه من سحب رعدية على المد???", 3));
        let completed = found.completed();
        assert!(completed.iter().any(|(text, _)| text.ends_with("على المدينة")), "{completed:?}");
        assert!(completed.iter().all(|(_, share)| (0.0..=1.0).contains(share)));
    }
}
