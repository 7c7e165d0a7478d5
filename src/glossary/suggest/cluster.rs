//! Spellings of one name put together.

use super::ordinary::is_known_name;
use super::words::is_article;
use super::{Mention, Mentions};
use crate::glossary::Subject;
use crate::text::script::has_arabic;
use crate::text::skeleton::{Skeleton, likeness};
use crate::text::{Key, Lang};
use std::collections::{BTreeMap, BTreeSet};

/// Spellings that were met, by their text.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    by_text: BTreeMap<String, Spelling>,
    links: BTreeSet<(String, String)>,
}

/// A spelling.
#[derive(Clone, Debug)]
pub(super) struct Spelling {
    /// Its language.
    pub(super) lang: Lang,
    /// How often a cue said what it names.
    pub(super) subjects: BTreeMap<Subject, usize>,
    /// Whether it stood once where only a name has a capital, or beside something that says so.
    firm: bool,
}

impl Spellings {
    /// Takes up the names of a text.
    pub(super) fn add(&mut self, found: &Mentions<'_>, lang: impl Fn(&str) -> Lang) {
        for Mention { text, subject, firm, .. } in &found.mentions {
            let new = || Spelling { lang: lang(text), subjects: BTreeMap::new(), firm: false };
            let spelling = self.by_text.entry(one_line(text)).or_insert_with(new);
            spelling.firm |= firm;
            if let Some(subject) = subject {
                *spelling.subjects.entry(*subject).or_default() += 1;
            }
        }
        self.links.extend(found.links.iter().map(|link| (one_line(link.a), one_line(link.b))));
    }

    /// The names, each with its spellings; those that `is_word` knows as an ordinary word of the texts are left out, and those
    /// that may be the beginning of a sentence each time.
    pub(super) fn clusters(mut self, is_word: impl Fn(&str) -> bool) -> Vec<Vec<(String, Spelling)>> {
        self.by_text.retain(|text, spelling| spelling.firm && !is_word(text));
        let texts: Vec<&String> = self.by_text.keys().collect();
        let mut groups = Groups((0..texts.len()).collect());
        let place = |text: &String| texts.binary_search(&text).ok();
        for (a, b) in &self.links {
            if let (Some(a), Some(b)) = (place(a), place(b)) {
                groups.join(a, b);
            }
        }
        let mut by_key: BTreeMap<Key, usize> = BTreeMap::new();
        let mut by_skeleton: BTreeMap<Skeleton, Vec<usize>> = BTreeMap::new();
        for (number, text) in texts.iter().enumerate() {
            groups.join(*by_key.entry(Key::new(text)).or_insert(number), number);
            let skeleton = Skeleton::new(text);
            if skeleton.classes().len() > 1 {
                by_skeleton.entry(skeleton).or_default().push(number);
            }
        }
        for same in by_skeleton.values() {
            for (nth, &a) in same.iter().enumerate() {
                for &b in same.iter().skip(nth + 1) {
                    if let (Some(x), Some(y)) = (texts.get(a), texts.get(b))
                        && !(is_known_name(x) && is_known_name(y))
                        && are_spellings(x, y)
                    {
                        groups.join(a, b);
                    }
                }
            }
        }
        let mut clusters: BTreeMap<usize, Vec<(String, Spelling)>> = BTreeMap::new();
        for (number, (text, spelling)) in self.by_text.iter().enumerate() {
            clusters.entry(groups.of(number)).or_default().push((text.clone(), spelling.clone()));
        }
        clusters.into_values().collect()
    }
}

/// Whether two names with the same or nearly the same consonants are spellings of one. Stricter than [`likeness`], which does
/// not know that of many names any two may be alike by chance.
pub(super) fn are_spellings(a: &str, b: &str) -> bool {
    const MIXED: f64 = 0.75;
    const ARABIC: f64 = 0.9;
    const LATIN: f64 = 0.93;
    const SHORT: f64 = 0.95;
    let alike = likeness(a, b);
    if Skeleton::new(a).classes().len() < 3 && alike < SHORT {
        return false;
    }
    match (has_arabic(a), has_arabic(b)) {
        (true, true) => alike >= ARABIC,
        (false, false) => alike >= LATIN && may_be_spellings(&Key::new(a), &Key::new(b)),
        _ => alike >= MIXED,
    }
}

/// Whether two Latin names agree in what spellings of one name mostly share: the number of words, a vowel or none at the
/// beginning, the number of syllables. «Mongolia» is no spelling of «Mongol».
fn may_be_spellings(a: &Key, b: &Key) -> bool {
    let (a, b) = (without_article(a.folded()), without_article(b.folded()));
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let syllables = |name: &str| name.split(|c| !vowel(c)).filter(|vowels| !vowels.is_empty()).count();
    let goes_on = |a: &str, b: &str| b.strip_prefix(a).is_some_and(|rest| rest.len() > 1 && rest != "ah");
    a.split(' ').count() == b.split(' ').count()
        && a.starts_with(vowel) == b.starts_with(vowel)
        && syllables(a).abs_diff(syllables(b)) < 2
        && !goes_on(a, b)
        && !goes_on(b, a)
}

/// A folded name without an Arabic article before it.
fn without_article(name: &str) -> &str {
    name.split_once(' ').filter(|(first, _)| is_article(first)).map_or(name, |(_, rest)| rest)
}

/// A text with one space between words.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Which group each number belongs to: a union-find structure.
struct Groups(Vec<usize>);

impl Groups {
    fn of(&self, mut number: usize) -> usize {
        while let Some(&parent) = self.0.get(number).filter(|&&parent| parent != number) {
            number = parent;
        }
        number
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        if let Some(parent) = self.0.get_mut(a.max(b)) {
            *parent = a.min(b);
        }
    }
}
