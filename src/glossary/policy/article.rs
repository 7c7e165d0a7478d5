//! The English indefinite article before a name, which goes by the sound with which the name begins.

use crate::text::{Key, Span};

/// The indefinite article directly before an offset, with nothing between but white space and marks of emphasis.
pub(super) fn before(text: &str, at: usize) -> Option<Span> {
    let before = text.get(..at)?;
    let words = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    let gap = before.get(words.len()..)?;
    if !gap.contains(char::is_whitespace) || gap.matches('\n').count() > 1 {
        return None;
    }
    let article = ["an", "a"].into_iter().find(|article| {
        let tail = words.len().checked_sub(article.len()).and_then(|start| words.get(start..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(article))
    })?;
    let start = words.len() - article.len();
    let joined = words.get(..start)?.chars().next_back();
    let apart = joined.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '-' | '.' | '&'));
    apart.then_some(Span::new(start, words.len()))
}

/// The article that goes with a name, in the case of the one that stands there; `None` when that one goes with it, or when
/// the spelling does not tell.
pub(super) fn fitting(standing: &str, name: &str, in_capitals: bool) -> Option<&'static str> {
    let an = begins_with_vowel_sound(name)?;
    let capital = standing.starts_with('A');
    let fits = match (an, capital) {
        (false, false) => "a",
        (false, true) => "A",
        (true, false) => "an",
        (true, true) if in_capitals => "AN",
        (true, true) => "An",
    };
    (!fits.eq_ignore_ascii_case(standing)).then_some(fits)
}

/// Words that begin with a consonant, in sound if not in writing.
const CONSONANT: [&str; 16] =
    ["eu", "ewe", "once", "one", "ubi", "uga", "uk", "uni", "ura", "uru", "use", "usu", "ute", "uti", "uto", "uyg"];

/// Words that begin like one of those, and with a vowel.
const VOWEL: [&str; 7] = ["hei", "honest", "honor", "honour", "hour", "unid", "unim"];

/// Whether a name is spoken with a vowel first. `None` where the spelling does not tell: an acronym that some spell and
/// others speak as a word.
fn begins_with_vowel_sound(name: &str) -> Option<bool> {
    let word = name.split([' ', '-', '/']).find(|word| word.contains(char::is_alphanumeric))?;
    let key = Key::new(word);
    let key = key.folded();
    let first = key.chars().next().filter(char::is_ascii_alphabetic)?;
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if letters > 1 && word.chars().all(|c| !c.is_lowercase()) {
        return acronym(key, first);
    }
    if VOWEL.iter().any(|start| key.starts_with(start)) || key.starts_with("unin") {
        return Some(true);
    }
    Some(matches!(first, 'a' | 'e' | 'i' | 'o' | 'u') && !CONSONANT.iter().any(|start| key.starts_with(start)))
}

/// The same for an acronym: by the name of its first letter, where nobody would speak it as a word.
fn acronym(key: &str, first: char) -> Option<bool> {
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let spoken = key.len() > 3 && key.chars().nth(1).is_some_and(vowel);
    match first {
        'e' if key.starts_with("eu") && key.len() > 2 => None,
        'a' | 'e' | 'i' | 'o' => Some(true),
        'f' | 'h' | 'l' | 'm' | 'n' | 'r' | 's' | 'x' => (!spoken).then_some(true),
        _ => Some(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_go_by_sound() {
        for (name, an) in [
            ("Alawite", Some(true)),
            ("‘Alawi", Some(true)),
            ("ʿAlawī", Some(true)),
            ("Nusayri", Some(false)),
            ("hour", Some(true)),
            ("Hay'at Tahrir al-Sham", Some(false)),
            ("HTS", Some(true)),
            ("SDF", Some(true)),
            ("YPG", Some(false)),
            ("UN", Some(false)),
            ("EU", Some(true)),
            ("NATO", None),
            ("SOHR", None),
            ("Uyghur", Some(false)),
            ("Umayyad", Some(true)),
            ("European", Some(false)),
            ("unidentified", Some(true)),
            ("university", Some(false)),
            ("al-Qaida", Some(true)),
            ("حماة", None),
            ("2011 law", None),
        ] {
            assert_eq!(begins_with_vowel_sound(name), an, "{name}");
        }
    }

    #[test]
    fn an_article_is_a_word_of_its_own() {
        for (text, expected) in [
            ("was a Nusayri", Some("a")),
            ("An Nusayri", Some("An")),
            ("a *Nusayri", Some("a")),
            ("a\nNusayri", Some("a")),
            ("a\n\nNusayri", None),
            ("Al-A Nusayri", None),
            ("visa Nusayri", None),
            ("a young Nusayri", None),
            ("aNusayri", None),
            ("Q&A Nusayri", None),
        ] {
            let at = text.find("Nusayri").unwrap();
            assert_eq!(before(text, at).map(|span| span.slice(text)), expected, "{text}");
        }
    }
}
