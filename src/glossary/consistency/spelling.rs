//! Spellings: which ways of writing a name are one, but for case, number, genitive, article and the like.

use crate::glossary::term::is_acronym;
use crate::text::key::{is_ignorable, is_modifier_letter, is_separator};
use crate::text::script::has_arabic;
use crate::text::{Key, TermStatus};

/// Names longer than this are not compared letter by letter.
const LONGEST: usize = 100;

/// What is the same for all forms of one spelling: small letters, straight apostrophes, single spaces, no English plural or
/// genitive; in Arabic script no article, no sound plural, no vowel marks. A rejected form keeps its ending, since that may
/// be what it is rejected for.
pub(super) fn spelling(surface: &str, status: TermStatus) -> String {
    if has_arabic(surface) { arabic(surface) } else { latin(surface, status) }
}

fn latin(surface: &str, status: TermStatus) -> String {
    let mut folded = String::with_capacity(surface.len());
    for c in surface.chars().filter(|c| !is_invisible(*c)) {
        match c {
            '’' | '‘' | '`' | '´' | '\u{2032}' | '\u{FF07}' => folded.push('\''),
            c if c.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c if is_separator(c) => folded.push('-'),
            c => folded.extend(c.to_lowercase()),
        }
    }
    if status.is_rejected() {
        return folded;
    }
    match folded.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => folded.trim_end_matches(['s', '\'']).to_owned(),
    }
}

/// Whether a character shows nothing. Marks on letters are part of the spelling.
fn is_invisible(c: char) -> bool {
    is_ignorable(c) && !matches!(c, '\u{300}'..='\u{36F}')
}

fn arabic(surface: &str) -> String {
    const ENDINGS: [&str; 7] = ["تان", "تين", "ات", "ون", "ين", "ان", "ه"];
    let key = Key::new(surface);
    let words = key.folded().split(' ').map(|word| {
        let bare = word.strip_prefix("ال").filter(|bare| bare.chars().count() > 2).unwrap_or(word);
        let stem = ENDINGS.into_iter().find_map(|ending| bare.strip_suffix(ending));
        stem.filter(|stem| stem.chars().count() > 2).unwrap_or(bare)
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Whether two surfaces of different spellings are forms of which one does not make the other a slip: an acronym beside the
/// full name, a short form of it, a broken plural.
pub(super) fn go_together(a: &str, b: &str) -> bool {
    is_abbreviation(a)
        || is_abbreviation(b)
        || holds(a, b)
        || holds(b, a)
        || has_arabic(a) && skeleton(a) == skeleton(b)
}

fn is_abbreviation(surface: &str) -> bool {
    is_acronym(surface.strip_suffix('s').unwrap_or(surface))
}

/// Whether the first has more words than the second, and all of those. An article does not count.
fn holds(long: &str, short: &str) -> bool {
    let (long, short) = (Key::new(long), Key::new(short));
    let words = |key: &'_ Key| -> Vec<String> {
        key.folded().split(' ').filter(|word| *word != "the").map(str::to_owned).collect()
    };
    let (long, short) = (words(&long), words(&short));
    long.len() > short.len() && short.iter().all(|word| long.contains(word))
}

/// The consonants of an Arabic name: what its broken plural has in common with it.
fn skeleton(surface: &str) -> String {
    arabic(surface).chars().filter(|c| !matches!(c, 'ا' | 'و' | 'ي' | 'ه' | 'ء')).collect()
}

/// Whether two surfaces are spellings of one name rather than two names: at most a third of their letters differ.
pub(super) fn alike(a: &str, b: &str) -> bool {
    if a.len() > LONGEST || b.len() > LONGEST {
        return false;
    }
    let folded = |text: &str| -> Vec<char> {
        Key::new(text).folded().chars().filter(|&c| !is_modifier_letter(c) && c != ' ').collect()
    };
    let (a, b) = (folded(a), folded(b));
    distance(&a, &b) <= a.len().min(b.len()) / 3
}

/// How many characters must be put in, taken out or changed to make one text of another.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, from) in a.iter().enumerate() {
        let mut diagonal = at;
        let mut left = at + 1;
        for (to, above) in b.iter().zip(row.iter_mut().skip(1)) {
            let cost = (diagonal + usize::from(from != to)).min(left + 1).min(*above + 1);
            diagonal = std::mem::replace(above, cost);
            left = cost;
        }
        if let Some(first) = row.first_mut() {
            *first = at + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_spelling() {
        let one = |surface: &str| spelling(surface, TermStatus::Admitted);
        for (a, b) in [
            ("Ismaili", "ISMAILIS’"),
            ("Isma'ili", "Isma’ilis"),
            ("Hayat Tahrir al-Sham", "Hayat\nTahrir al\u{2011}Sham"),
            ("community", "Communities"),
            ("إسماعيلي", "الإسماعيليون"),
            ("الإسماعيليين", "إسماعيلية"),
            ("حماة", "حمَاة"),
        ] {
            assert_eq!(one(a), one(b), "{a} {b}");
        }
        for (a, b) in [("Ismaili", "Isma'ili"), ("Isma'ili", "Ismaʿili"), ("Masyaf", "Maṣyāf"), ("سوريا", "مصياف")]
        {
            assert_ne!(one(a), one(b), "{a} {b}");
        }
        assert_ne!(spelling("al-Shams", TermStatus::Deprecated), one("al-Sham"));
    }

    #[test]
    fn an_abbreviation_and_a_short_form_go_with_the_full_name() {
        for (a, b, together) in [
            ("HTS", "Hayat Tahrir al-Sham", true),
            ("IDPs", "internally displaced persons", true),
            ("Muslim Brotherhood", "the Brotherhood", true),
            ("كرد", "الأكراد", true),
            ("Masyaf", "Misyaf", false),
            ("Kobani", "Ayn al-Arab", false),
        ] {
            assert_eq!(go_together(a, b), together, "{a} {b}");
        }
    }

    #[test]
    fn alike_is_a_third_of_the_letters() {
        for (a, b, expected) in [
            ("Ismailis", "Isma'ilis", true),
            ("Salamiyah", "Salamiya", true),
            ("Kobani", "Ayn al-Arab", false),
            ("Daesh", "ISIL", false),
        ] {
            assert_eq!(alike(a, b), expected, "{a} {b}");
        }
        for (a, b, expected) in [("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("same", "same", 0)] {
            let letters = |text: &str| text.chars().collect::<Vec<_>>();
            assert_eq!(distance(&letters(a), &letters(b)), expected, "{a} {b}");
        }
    }
}
