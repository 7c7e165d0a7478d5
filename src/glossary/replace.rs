//! The form of a preferred term that fits the place of the term it replaces: number, case, article, attached particles.

use super::{Concept, Hit, Term};
use crate::text::key::is_ignorable;
use crate::text::script::{has_arabic, is_arabic_letter};
use crate::text::{Key, TermStatus};

/// What to write in place of a hit; `None` when the concept has no preferred term in its language, or none in the number
/// that the place asks for.
pub(super) fn replacement(text: &str, hit: &Hit, concept: &Concept) -> Option<String> {
    let preferred = hit.preferred.as_deref()?;
    let written = if has_arabic(preferred) {
        arabic(text, hit, preferred)
    } else {
        in_case(&in_number(hit, concept, preferred)?, hit)
    };
    (written != *hit.surface).then_some(written)
}

/// The preferred Arabic term, with the article and the particles as they stand at the place.
fn arabic(text: &str, hit: &Hit, preferred: &str) -> String {
    let mut written = preferred.to_owned();
    if let (true, Some(stem)) = (Key::new(&hit.surface).folded().ends_with("ين"), preferred.strip_suffix("ون")) {
        written = format!("{stem}ين");
    }
    let Some(bare) = written.strip_prefix("ال") else { return written };
    let prefix = prefix(text, hit.span.start);
    let prefix = prefix.strip_prefix(['و', 'ف']).unwrap_or(&prefix);
    let article_before = matches!(prefix, "ال" | "بال" | "كال" | "لل");
    let indefinite = hit.term.starts_with("ال") && !hit.surface.starts_with(['ا', 'ٱ']) && prefix != "ل";
    if article_before || indefinite {
        bare.to_owned()
    } else if prefix == "ل" {
        // لـ and ال join to لل.
        format!("ل{bare}")
    } else {
        written
    }
}

/// The Arabic letters directly before a place, folded: the particles that are attached to the word there.
fn prefix(text: &str, at: usize) -> String {
    const LONGEST: usize = 6;
    let before = text.get(..at).unwrap_or_default();
    let attached = before.chars().rev().take_while(|&c| is_arabic_letter(c) || is_ignorable(c));
    let mut letters: Vec<char> = attached.filter(|c| is_arabic_letter(*c)).take(LONGEST).collect();
    letters.reverse();
    Key::new(&letters.into_iter().collect::<String>()).folded().to_owned()
}

/// One or several, as far as the terms of the concept tell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    Singular,
    Plural,
    Unknown,
}

/// The preferred term in the number of the hit.
fn in_number(hit: &Hit, concept: &Concept, preferred: &str) -> Option<String> {
    let terms = || concept.terms_in(&hit.lang);
    let current = |term: &&Term| matches!(term.status, TermStatus::Preferred | TermStatus::Admitted);
    let text = |term: &Term| term.text.clone();
    let number_of_hit = match number(hit, concept, &hit.surface) {
        // No other term of the concept tells; without an «s» it is no regular plural.
        Number::Unknown if !hit.surface.ends_with(['s', 'S']) => Number::Singular,
        known => known,
    };
    match (number_of_hit, number(hit, concept, preferred)) {
        (Number::Plural, Number::Singular | Number::Unknown) if !preferred.ends_with('s') => {
            match terms().find(|term| is_plural_of(&term.text, preferred)) {
                // The regular plural is what the glossary advises against: the name has none.
                Some(listed) if !current(&listed) => Some(preferred.to_owned()),
                Some(listed) => Some(text(listed)),
                None => Some(plural(preferred)),
            }
        }
        (Number::Singular, Number::Plural) => {
            terms().filter(current).find(|term| is_plural_of(preferred, &term.text)).map(text)
        }
        _ => Some(preferred.to_owned()),
    }
}

/// The number of a spelling, seen beside the terms of its concept.
fn number(hit: &Hit, concept: &Concept, spelling: &str) -> Number {
    let mut terms = concept.terms_in(&hit.lang);
    if terms.clone().any(|term| is_plural_of(spelling, &term.text)) {
        Number::Plural
    } else if terms.any(|term| is_plural_of(&term.text, spelling)) {
        Number::Singular
    } else {
        Number::Unknown
    }
}

/// Whether the first is the regular English plural of the second.
fn is_plural_of(many: &str, one: &str) -> bool {
    Key::new(many) == Key::new(&plural(one))
}

/// The regular English plural.
fn plural(one: &str) -> String {
    let ends = |endings: &[&str]| endings.iter().any(|ending| one.ends_with(ending));
    match one.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if ends(&["s", "x", "z", "ch", "sh"]) => format!("{one}es"),
        _ => format!("{one}s"),
    }
}

/// The text in the case of the hit: in capitals where the place is, with a capital first letter where the place has one.
fn in_case(text: &str, hit: &Hit) -> String {
    let capitals =
        |text: &str| !text.chars().any(char::is_lowercase) && text.chars().filter(|c| c.is_uppercase()).count() > 1;
    if capitals(&hit.surface) && !capitals(&hit.term) {
        return text.to_uppercase();
    }
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if first.is_lowercase() && hit.surface.starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}
