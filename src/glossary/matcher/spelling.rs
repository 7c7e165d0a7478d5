//! How a word is spelled beside the term, and whether it is another word that only looks like it.

use crate::lexicon::{Frequencies, frequencies};
use crate::text::Span;
use crate::text::key::{is_apostrophe, is_ignorable};
use crate::text::script::{has_arabic, is_arabic_letter};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The function words that are easily taken for names.
static FUNCTION_WORDS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| include_str!("function_words.txt").lines().filter(|line| !line.starts_with('#')).collect());

/// How far a spelling is from that of the term: 0 the same, 1 but for case and the kind of apostrophe, 2 but for what folding
/// drops.
pub(super) fn distance(surface: &str, term: &str) -> u8 {
    if surface == term {
        return 0;
    }
    let plain = |c: char| if is_apostrophe(c) { '\'' } else { c };
    let letters = |text: &str| text.chars().map(plain).flat_map(char::to_lowercase).collect::<String>();
    let same = surface.eq_ignore_ascii_case(term)
        || !(surface.is_ascii() && term.is_ascii()) && !has_arabic(surface) && letters(surface) == letters(term);
    if same { 1 } else { 2 }
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

/// How frequent a name with a particle is beside the bare name, at most, as a base-10 logarithm. Measured on 76 well-known
/// names in the list of words: 95 % lie below, and half of them below -1.4, -1.6, -1.8, -3.3 and -3.5.
fn most_frequent_with(particle: char) -> f32 {
    match particle {
        'و' => -0.6,
        'ب' => -0.55,
        'ل' => -0.9,
        'ف' => -1.8,
        'ك' => -2.0,
        _ => 0.0,
    }
}

/// Whether an Arabic word with something attached to a name is rather another word, as its frequency beside that of the name
/// tells: وحدة is «unity», not و and a name حدة.
pub(super) fn is_part_of_another_word(text: &str, surface: Span) -> bool {
    let (start, end) = (word_start(text, surface.start), word_end(text, surface.end));
    if (start, end) == (surface.start, surface.end) {
        return false;
    }
    let name = letters(surface.slice(text));
    if name.is_empty() || name.contains(' ') {
        return false;
    }
    let whole = letters(Span::new(start, end).slice(text));
    has_hamza_article(&whole, &name) || is_by_chance(&whole, &name, frequencies())
}

/// Whether an Arabic word that folds to the same letters as a term is spelled like another word: على is «on», not a name علي; or
/// has the ending of an indefinite accusative, whose alef is no part of it.
pub(super) fn is_spelled_as_another_word(surface: &str, term: &str) -> bool {
    if surface == term || !has_arabic(surface) {
        return false;
    }
    let (name, term) = (letters(surface), letters(term));
    // درعًا is «a shield», no Daraa.
    let indefinite = surface.trim_end_matches('ا').ends_with('\u{64B}');
    if indefinite && term.ends_with('ا') {
        return true;
    }
    name != term && !name.contains(' ') && is_spelled_as_another(&name, &term, frequencies())
}

/// Whether the ال before a name is the beginning of another word: ألماني is no ماني with an article.
fn has_hamza_article(whole: &str, name: &str) -> bool {
    whole.strip_suffix(name).is_some_and(|prefix| prefix.contains(['أ', 'إ', 'آ']))
}

/// Whether a word is too frequent to be a name with something attached to it. Nothing is known of articles and endings.
fn is_by_chance(whole: &str, name: &str, known: &Frequencies) -> bool {
    let particles = whole.strip_suffix(name).filter(|prefix| prefix.chars().count() <= 2);
    let most = particles.map_or(0.0, |particles| particles.chars().map(most_frequent_with).sum());
    let article = whole.strip_suffix(name).is_some_and(|prefix| prefix.ends_with("ال") || prefix.ends_with("لل"));
    !article
        && name.chars().count() <= MET_BY_CHANCE
        && known.known(whole).is_some_and(|frequency| frequency > known.log10(name) + most)
}

/// Whether the spelling of a name is that of a word so much more frequent that it is meant. How much, as a base-10
/// logarithm, depends on the difference: two hamzas that contradict each other hardly stand for the same name, a missing one
/// is found everywhere.
fn is_spelled_as_another(name: &str, term: &str, known: &Frequencies) -> bool {
    let bare = name.strip_prefix(['و', 'ف']).unwrap_or(name);
    if FUNCTION_WORDS.contains(name) || FUNCTION_WORDS.contains(bare) {
        return true;
    }
    let margin = |(c, of_term): (char, char)| match (c, of_term) {
        _ if c == of_term => None,
        ('أ' | 'إ' | 'آ', 'أ' | 'إ' | 'آ') => Some(0.7),
        ('أ' | 'إ' | 'آ' | 'ى' | 'ة' | 'ئ' | 'ؤ', _) => Some(1.2),
        _ => Some(1.5),
    };
    let margin = name.chars().zip(term.chars()).filter_map(margin).fold(f32::INFINITY, f32::min);
    known.known(name).is_some_and(|frequency| frequency >= known.log10(term) + margin)
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
