//! The form of a preferred Arabic term that fits the place of the term it replaces: article, attached particles, case, number
//! and gender endings.

use crate::glossary::{Concept, Hit, Subject};
use crate::text::Key;
use crate::text::key::is_ignorable;
use crate::text::script::is_arabic_letter;

/// The endings that a noun or an adjective with sound plurals takes, longest first, folded.
const ENDINGS: [&str; 8] = ["تان", "تين", "ات", "ون", "ين", "ان", "ه", ""];

/// Words after which a noun stands in the genitive.
const PREPOSITIONS: [&str; 22] = [
    "من", "في", "علي", "الي", "عن", "مع", "بين", "ضد", "قبل", "بعد", "عند", "لدي", "تحت", "فوق", "امام", "خلف", "حول",
    "خلال", "بسبب", "سوي", "غير", "كل",
];

/// What to write in place of a hit in the Arabic script; `None` where the preferred term does not fit the place.
pub(super) fn written(text: &str, hit: &Hit, concept: &Concept, preferred: &str) -> Option<String> {
    let (surface, term) = (Key::new(&hit.surface), Key::new(&hit.term));
    let (surface, term) = (surface.folded(), term.folded());
    // A pronoun, «his, their», or whatever else goes on behind the name.
    if letters_after(text, hit.span.end) {
        return None;
    }
    if hit.lang.primary() != "ar" {
        return (surface == term).then(|| preferred.to_owned());
    }
    let place = Place::new(text, hit, concept, surface, term);
    let mut change = Change::between(&hit.surface, place.bare(surface), term.strip_prefix("ال").unwrap_or(term))?;
    if change == Change::Same && preferred.ends_with("يون") && !term.contains(' ') {
        // A listed singular or feminine stays one, as do the words that agree with it: النصيرية, العلوية.
        let listed = term.strip_suffix("يه").map(|_| "ه").or_else(|| term.strip_suffix('ي').map(|_| ""));
        change = listed.map_or(change, Change::Ending);
    }
    let form = inflected(text, hit, preferred, change, &place)?;
    place.with_article(form)
}

/// Whether the word goes on after an offset.
fn letters_after(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default().trim_start_matches(is_ignorable);
    rest.starts_with(is_arabic_letter)
}

/// How the place shows whether the name is definite.
#[derive(Debug)]
struct Place {
    /// The particle before the name: «ب», «ل», «ك» or none; with the article where it stands before the name.
    particle: String,
    /// Whether the article of the name has lost its alef to «ل», so that the name begins with the «ل» of the article.
    lam: bool,
    /// Whether the name itself begins with the article.
    article: bool,
    /// Whether the term is listed with the article.
    listed: bool,
    /// Whether it is an ordinary noun or adjective, which takes the article and drops it.
    common: bool,
}

impl Place {
    fn new(text: &str, hit: &Hit, concept: &Concept, surface: &str, term: &str) -> Self {
        let prefix = prefix(text, hit.span.start);
        let particle = prefix.strip_prefix(['و', 'ف']).unwrap_or(&prefix).to_owned();
        let listed = hit.term.starts_with("ال");
        let lam = particle == "ل"
            && surface.starts_with('ل')
            && term.strip_prefix("ال").is_some_and(|bare| !bare.starts_with('ل'));
        let article = hit.surface.starts_with(['ا', 'ٱ']) && surface.starts_with("ال");
        let common = matches!(concept.subject, Subject::Community | Subject::Term | Subject::Office);
        Self { particle, lam, article, listed, common }
    }

    /// The name without its article.
    fn bare<'s>(&self, surface: &'s str) -> &'s str {
        let article = if self.lam { "ل" } else { "ال" };
        surface.strip_prefix(article).unwrap_or(surface)
    }

    /// Whether the article stands before the name.
    fn article_before(&self) -> bool {
        matches!(self.particle.as_str(), "ال" | "بال" | "كال" | "لل")
    }

    /// A form of the preferred term with the article as the place has it.
    fn with_article(&self, form: String) -> Option<String> {
        let single = !form.contains(' ');
        let Some(bare) = form.strip_prefix("ال") else {
            return match () {
                // The article cannot stand before a name that is definite by itself.
                () if self.article_before() => (single && self.common).then_some(form),
                () if self.listed && self.common && single && self.lam => Some(format!("ل{form}")),
                () if self.listed && self.common && single && self.article => Some(format!("ال{form}")),
                () => Some(form),
            };
        };
        if self.article_before() {
            return Some(bare.to_owned());
        }
        let by_itself = !(self.listed || self.common && single);
        if self.lam || self.particle == "ل" && (self.article || by_itself) {
            // لـ and ال join to لل, and never make three of it.
            return Some(if bare.starts_with('ل') { bare.to_owned() } else { format!("ل{bare}") });
        }
        if self.article || by_itself {
            return Some(form);
        }
        let words: Option<Vec<&str>> = form.split(' ').map(|word| word.strip_prefix("ال")).collect();
        words.map(|words| words.join(" "))
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

/// How the form at the place differs from the listed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    /// Not.
    Same,
    /// A sound plural is in its other case.
    Oblique,
    /// The ending is another one.
    Ending(&'static str),
}

impl Change {
    /// The change from the listed form to that at the place, both folded and without article; `None` where it is none of
    /// these.
    fn between(written: &str, surface: &str, term: &str) -> Option<Self> {
        if surface == term {
            return Some(Self::Same);
        }
        if surface.split(' ').count() != term.split(' ').count() {
            return None;
        }
        let oblique = |(at_place, listed): (&str, &str)| {
            at_place == listed
                || at_place.strip_suffix("ين").is_some_and(|stem| listed.strip_suffix("ون") == Some(stem))
        };
        if surface.split(' ').zip(term.split(' ')).all(oblique) {
            return Some(Self::Oblique);
        }
        let endings = ENDINGS.into_iter().filter_map(|ending| Some((ending, term.strip_suffix(ending)?)));
        let ending = endings.filter(|(_, stem)| stem.chars().count() > 2).find_map(|(_, stem)| {
            surface.strip_prefix(stem).and_then(|rest| ENDINGS.into_iter().find(|e| *e == rest))
        })?;
        // A plain «ه» may be «his» as well as a careless «ة».
        let pronoun = ending == "ه" && written.trim_end_matches(is_ignorable).ends_with('ه');
        (!surface.contains(' ') && !pronoun).then_some(Self::Ending(ending))
    }
}

/// The preferred term with the change that the listed term has gone through at the place.
fn inflected(text: &str, hit: &Hit, preferred: &str, change: Change, place: &Place) -> Option<String> {
    let sound = |word: &str| word.strip_suffix("ون").is_some_and(|stem| stem.chars().count() > 2);
    let oblique = |form: &str| -> String {
        let words = form.split(' ').map(|word| match word.strip_suffix("ون") {
            Some(stem) if sound(word) => format!("{stem}ين"),
            _ => word.to_owned(),
        });
        words.collect::<Vec<_>>().join(" ")
    };
    let shows_case = Key::new(&hit.term).folded().split(' ').any(sound);
    match change {
        Change::Oblique => Some(oblique(preferred)),
        Change::Same if shows_case || !preferred.split(' ').any(sound) => Some(preferred.to_owned()),
        // The listed term does not show its case, and the preferred one does.
        Change::Same => match case(text, hit, place) {
            Case::Nominative => Some(preferred.to_owned()),
            Case::Genitive => Some(oblique(preferred)),
            Case::Unknown => None,
        },
        Change::Ending(ending) => {
            // Only what has sound plurals takes these endings: العلويون, علوي, علوية.
            let adjective = || preferred.strip_suffix('ة').unwrap_or(preferred);
            let stem = preferred.strip_suffix("ون").or_else(|| Some(adjective()).filter(|stem| stem.ends_with('ي')));
            let ending = if ending == "ه" { "ة" } else { ending };
            stem.filter(|stem| !stem.contains(' ')).map(|stem| format!("{stem}{ending}"))
        }
    }
}

/// The case of a noun, as far as the word before it tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Nominative,
    Genitive,
    Unknown,
}

fn case(text: &str, hit: &Hit, place: &Place) -> Case {
    if place.particle.starts_with(['ب', 'ل', 'ك']) {
        return Case::Genitive;
    }
    let before = text.get(..hit.span.start).unwrap_or_default();
    let before = before.trim_end_matches(|c: char| is_arabic_letter(c) || is_ignorable(c)).trim_end();
    let word = before.rsplit(|c: char| !is_arabic_letter(c) && !is_ignorable(c)).next().unwrap_or_default();
    let word = Key::new(word);
    let word = word.folded();
    let joined = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    if word.is_empty() {
        Case::Nominative
    } else if PREPOSITIONS.contains(&word) || PREPOSITIONS.contains(&joined) {
        Case::Genitive
    } else {
        Case::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Lang, Span, TermStatus};

    /// What is written for a name in a text, when a concept has these two terms.
    fn written_for(subject: Subject, text: &str, surface: &str, term: &str, preferred: &str) -> Option<String> {
        let concept = Concept::new("test", subject);
        let start = text.find(surface).unwrap();
        let hit = Hit {
            span: Span::new(start, start + surface.len()),
            surface: surface.into(),
            concept: "test".into(),
            term: term.into(),
            status: TermStatus::Deprecated,
            lang: Lang::AR,
            preferred: Some(preferred.into()),
            translation: None,
            suspicion: None,
            kept: None,
        };
        written(text, &hit, &concept, preferred)
    }

    #[test]
    fn endings_are_carried_over() {
        for (text, surface, expected) in [
            ("النصيريون", "النصيريون", Some("العلويون")),
            ("من النصيريين", "النصيريين", Some("العلويين")),
            ("نصيريان", "نصيريان", Some("علويان")),
            ("النصيريتان", "النصيريتان", Some("العلويتان")),
            ("نصيريتين", "نصيريتين", Some("علويتين")),
            ("النصيريات", "النصيريات", Some("العلويات")),
            ("النصيرية", "النصيرية", Some("العلوية")),
            ("للنصيرية", "لنصيرية", Some("لعلوية")),
            ("للنصيريين", "نصيريين", Some("علويين")),
            ("لنصيري", "نصيري", Some("علوي")),
            // A pronoun behind the name: «their Nusayris», and one that may be one.
            ("نصيريوهم", "نصيريوهم", None),
            ("النصيريون", "النصيري", None),
            ("نصيريه", "نصيريه", None),
        ] {
            assert_eq!(
                written_for(Subject::Community, text, surface, "النصيريون", "العلويون").as_deref(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn the_article_joins_an_attached_lam() {
        for (text, surface, term, preferred, expected) in [
            ("لهتش", "هتش", "هتش", "الهيئة", Some("لهيئة")),
            ("للاذقيه", "لاذقيه", "اللاذقيه", "اللاذقية", Some("لاذقية")),
            ("بهتش", "هتش", "هتش", "هيئة تحرير الشام", Some("هيئة تحرير الشام")),
            ("الهتش", "هتش", "هتش", "هيئة تحرير الشام", None),
        ] {
            let found = written_for(Subject::ArmedGroup, text, surface, term, preferred);
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
