//! The forms in which a term stands in running text, as folded patterns with what may be attached to each.

use super::{Subject, Term};
use crate::text::Key;
use crate::text::script::has_arabic;
use std::collections::BTreeMap;

/// One form of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Form {
    /// How the word may begin.
    pub(super) attach: Attach,
    /// Whether an English plural ending may follow.
    pub(super) plural: bool,
    /// Whether the form is derived by rule rather than listed.
    pub(super) derived: bool,
}

/// What may stand between the beginning of the word and the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Attach {
    /// Nothing: not an Arabic word, or too short a one.
    Nothing,
    /// One of و ف ب ل, و or ف before ب or ل: for words of three letters, where more would find them inside others.
    Few,
    /// و or ف, then ب, ل or ك.
    Particles,
    /// The same, and the article after them: بال, لل.
    ParticlesAndArticle,
    /// ل with or without و or ف before it, and nothing else: the form is the rest of a word whose article has lost its alef
    /// to it (للسلمية).
    Lam,
}

impl Attach {
    /// Whether this prefix of a word, folded, may stand before the form.
    pub(super) fn allows(self, prefix: &str) -> bool {
        if prefix.is_empty() {
            return self != Self::Lam;
        }
        let rest = prefix.strip_prefix(['و', 'ف']).unwrap_or(prefix);
        match self {
            Self::Nothing => false,
            Self::Few => matches!(rest, "" | "ب" | "ل"),
            Self::Particles => matches!(rest, "" | "ب" | "ل" | "ك"),
            Self::ParticlesAndArticle => matches!(rest, "" | "ب" | "ل" | "ك" | "ال" | "بال" | "كال" | "لل"),
            Self::Lam => rest == "ل",
        }
    }

    /// The most letters that any of them allows: a longer prefix need not be looked at.
    pub(super) const LONGEST: usize = 4;
}

/// The forms of a term of a concept of this kind, by their folded text.
pub(super) fn forms(term: &Term, subject: Subject) -> BTreeMap<String, Form> {
    let key = Key::new(&term.text);
    let key = key.folded();
    let mut forms = BTreeMap::new();
    if key.is_empty() {
        return forms;
    }
    if has_arabic(&term.text) {
        arabic(key, subject, &mut forms);
    } else {
        let plural = term.lang.primary() == "en" && has_plural(subject) && !key.ends_with('s');
        if let (true, Some(stem)) = (plural, key.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel))) {
            insert(&mut forms, format!("{stem}ies"), Form { attach: Attach::Nothing, plural: false, derived: true });
        }
        insert(&mut forms, key.to_owned(), Form { attach: Attach::Nothing, plural, derived: false });
    }
    forms
}

/// Keeps the listed form where a rule makes the same one.
fn insert(forms: &mut BTreeMap<String, Form>, key: String, form: Form) {
    forms.entry(key).and_modify(|known| *known = if form.derived { *known } else { form }).or_insert(form);
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Whether there are several of the kind, so that its name has a plural. A town has none: «Hamas» is not two Hamas.
fn has_plural(subject: Subject) -> bool {
    matches!(subject, Subject::Community | Subject::Office | Subject::Term | Subject::Institution | Subject::Party)
}

/// Whether the name of such a thing is an ordinary noun or adjective, which takes and drops the article. The article of a
/// place or a person belongs to the name.
fn takes_article(subject: Subject) -> bool {
    !matches!(subject, Subject::Place | Subject::Person | Subject::Media | Subject::Event)
}

/// The forms of an Arabic-script term.
fn arabic(key: &str, subject: Subject, forms: &mut BTreeMap<String, Form>) {
    let single = !key.contains(' ');
    let mut inflected = vec![key.to_owned()];
    if takes_article(subject) {
        inflected.extend(oblique(key));
    }
    if single && subject == Subject::Community {
        inflected.extend(nisba(key));
    }
    for (number, word) in inflected.into_iter().enumerate() {
        let derived = number > 0;
        let bare = word.strip_prefix("ال").filter(|bare| letters(bare) >= 3);
        if let Some(bare) = bare {
            insert(forms, format!("ل{bare}"), Form { attach: Attach::Lam, plural: false, derived: true });
            if single && subject == Subject::Community && letters(bare) >= 4 {
                insert(forms, bare.to_owned(), Form { attach: Attach::Particles, plural: false, derived: true });
            }
        }
        let attach = match letters(&word) {
            0..=2 => Attach::Nothing,
            3 if single && subject == Subject::Community => Attach::ParticlesAndArticle,
            3 => Attach::Few,
            _ if single && bare.is_none() && takes_article(subject) => Attach::ParticlesAndArticle,
            _ => Attach::Particles,
        };
        insert(forms, word, Form { attach, plural: false, derived });
    }
}

/// How many letters, spaces left out.
fn letters(word: &str) -> usize {
    word.chars().filter(|&c| c != ' ').count()
}

/// The term with the sound masculine plurals in it in their other case: المسلمون, المسلمين.
fn oblique(key: &str) -> Option<String> {
    let words: Vec<String> = key
        .split(' ')
        .map(|word| match word.strip_suffix("ون") {
            Some(stem) if letters(stem) >= 3 => format!("{stem}ين"),
            _ => word.to_owned(),
        })
        .collect();
    Some(words.join(" ")).filter(|changed| changed != key)
}

/// The other forms of the name of those who belong to a community: إسماعيلي, إسماعيلية, إسماعيليون, إسماعيليين, إسماعيليات.
/// From a plural with a short stem no singular is made: علوي is also «upper».
fn nisba(key: &str) -> Vec<String> {
    const SINGULAR: [&str; 2] = ["ي", "يه"];
    const PLURAL: [&str; 3] = ["يون", "يين", "يات"];
    let plural = PLURAL.iter().find_map(|ending| key.strip_suffix(ending));
    let singular = SINGULAR.iter().rev().find_map(|ending| key.strip_suffix(ending));
    let Some(stem) = plural.or(singular) else { return Vec::new() };
    let long = letters(stem.strip_prefix("ال").unwrap_or(stem)) >= 4;
    let mut endings = Vec::new();
    if long || plural.is_some() {
        endings.extend(PLURAL);
    }
    if long || plural.is_none() {
        endings.extend(SINGULAR);
    }
    endings.into_iter().map(|ending| format!("{stem}{ending}")).filter(|form| form != key).collect()
}
