//! How a word is spelled beside the term, and whether it is another word that only looks like it.

use crate::lexicon::{Frequencies, frequencies};
use crate::text::Span;
use crate::text::key::{is_apostrophe, is_ignorable};
use crate::text::script::is_arabic_letter;

/// How far a spelling is from that of the term.
pub(super) fn distance(surface: &str, term: &str) -> u8 {
    if surface == term {
        0
    } else if surface.eq_ignore_ascii_case(term) || !surface.is_ascii() && surface.to_lowercase() == term.to_lowercase()
    {
        1
    } else {
        2
    }
}

/// Whether two spellings of the same letters have them in the same case. A small first letter in the term may be a capital.
pub(super) fn same_case(surface: &str, term: &str) -> bool {
    let capitals = |text| {
        let letters = str::chars(text).filter(|&c| c.is_alphanumeric() && !is_apostrophe(c) && !is_ignorable(c));
        letters.map(char::is_uppercase)
    };
    let starts_small = capitals(term).next() == Some(false);
    let from = usize::from(starts_small);
    capitals(surface).skip(from).eq(capitals(term).skip(from))
}

/// The longest name, in letters, that is met by chance inside another word behind a particle.
const MET_BY_CHANCE: usize = 5;

/// How much of the frequency of a name the same name with something attached has at most, as a base-10 logarithm. Counted
/// words show a tenth and less; a name that is rare in the list is given more.
const ATTACHED: f32 = -0.2;

/// Whether an Arabic word of a text is another word than the term that it folds to, judged by how frequent both are:
/// - with something attached (وحدة is «unity», not و and a name حدة);
/// - spelled otherwise, not only more carelessly (على is «on», not a name علي).
///
/// `term` is given where the word should be spelled as it is, not in a form derived from it.
pub(super) fn is_another_word(text: &str, surface: Span, term: Option<&str>) -> bool {
    let name = letters(surface.slice(text));
    if name.is_empty() || name.contains(' ') {
        return false;
    }
    let whole = letters(Span::new(word_start(text, surface.start), word_end(text, surface.end)).slice(text));
    let known = frequencies();
    if whole.len() > name.len() {
        return has_hamza_article(&whole, &name) || is_by_chance(&whole, &name, known);
    }
    term.map(letters).is_some_and(|term| {
        is_spelled_with_care(&name, &term)
            && known.known(&name).is_some_and(|frequency| frequency >= known.log10(&term))
    })
}

/// Whether the ال before a name is the beginning of another word: ألماني is no ماني with an article.
fn has_hamza_article(whole: &str, name: &str) -> bool {
    whole.strip_suffix(name).is_some_and(|prefix| prefix.contains(['أ', 'إ', 'آ']))
}

/// Whether a word is too frequent to be a name with something attached to it.
fn is_by_chance(whole: &str, name: &str, known: &Frequencies) -> bool {
    let article = whole.strip_suffix(name).is_some_and(|prefix| prefix.ends_with("ال") || prefix.ends_with("لل"));
    !article
        && name.chars().count() <= MET_BY_CHANCE
        && known.known(whole).is_some_and(|frequency| frequency > known.log10(name) + ATTACHED)
}

/// Whether a spelling has a letter that careless writing does not bring in: a hamza or two dots where the term has another.
fn is_spelled_with_care(surface: &str, term: &str) -> bool {
    surface
        .chars()
        .zip(term.chars())
        .any(|(c, of_term)| c != of_term && matches!(c, 'أ' | 'إ' | 'آ' | 'ى' | 'ة' | 'ئ' | 'ؤ'))
}

/// The Arabic letters of a text, without marks, tatweel and the like, and a space for each white space.
fn letters(text: &str) -> String {
    let parts = text.chars().filter(|&c| is_arabic_letter(c) && !is_ignorable(c) || c.is_whitespace());
    parts.map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}

fn is_part(c: char) -> bool {
    is_arabic_letter(c) || is_ignorable(c)
}

/// Where the Arabic word begins that goes on at an offset.
fn word_start(text: &str, at: usize) -> usize {
    text.get(..at).map_or(at, |before| before.trim_end_matches(is_part).len())
}

/// Where the Arabic word ends that goes on at an offset.
fn word_end(text: &str, at: usize) -> usize {
    text.get(at..).map_or(at, |after| at + (after.len() - after.trim_start_matches(is_part).len()))
}
