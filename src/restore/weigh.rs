//! What speaks for a candidate: odds from what it shares with the lost title, and from how many titles fit by chance.

use super::address::Address;
use super::day;
use super::gloss::{Gloss, Likeness};
use super::names::Names;
use super::witnesses::Witnesses;
use super::{Day, Query};
use crate::text::mask::is_cell;
use crate::text::{Key, WitnessKey, script};
use std::cell::RefCell;
use std::collections::HashMap;

/// What is known of the lost work, made ready for comparing.
pub(super) struct Known<'q> {
    query: &'q Query,
    names: &'q Names,
    pub(super) address: Option<Address>,
    /// Whether the address belongs to one work alone.
    telling: bool,
    pub(super) gloss: Option<Key>,
    pub(super) words: Gloss,
    author: Option<Key>,
    /// Which outlets were found to be the lost work's.
    authors: RefCell<HashMap<String, Option<bool>>>,
}

/// A work that may be the lost one, as its witness describes it.
pub(super) struct Described<'w> {
    pub(super) title: &'w str,
    pub(super) gloss: Option<&'w str>,
    pub(super) author: Option<&'w str>,
    pub(super) date: Option<Day>,
    pub(super) address: Option<&'w Address>,
}

/// What a work shares with the lost one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shared {
    pub(super) keys: Vec<WitnessKey>,
    /// Logarithm of how much likelier this is for the lost work than for any other of the same shape.
    pub(super) odds: f64,
    /// Whether independent evidence agrees: the address; or the translation, and besides the date or the outlet.
    pub(super) agrees: bool,
}

/// The odds that each trait speaks for, as natural logarithms. First set from how common the traits are in collections of
/// headlines, then checked against the rate at which candidates are right (docs/restore.md).
mod odds {
    pub(super) const TELLING_URL: f64 = 11.5;
    pub(super) const SHARED_URL: f64 = 3.9;
    pub(super) const GLOSS: f64 = 9.0;
    pub(super) const SAME_DAY: f64 = 5.0;
    pub(super) const SAME_MONTH: f64 = 3.0;
    pub(super) const SAME_YEAR: f64 = 1.5;
    pub(super) const NEXT_DAY: f64 = 3.0;
    pub(super) const OTHER_DATE: f64 = -3.0;
    pub(super) const AUTHOR: f64 = 2.5;
    pub(super) const OTHER_AUTHOR: f64 = -1.0;
    pub(super) const HOST: f64 = 2.0;
    pub(super) const OTHER_HOST: f64 = -1.5;
}

/// When a title goes with a translation by its words: which part of them it has at least, how many, and with what odds.
struct GoesWith {
    covered: f64,
    hits: usize,
    odds: f64,
}
/// On the same day.
const ON_THE_DAY: GoesWith = GoesWith { covered: 0.5, hits: 3, odds: 12.0 };
/// In the same outlet on any day: titles of a series differ in a word, so that hardly one may be missing.
const IN_THE_OUTLET: GoesWith = GoesWith { covered: 0.85, hits: 4, odds: 16.0 };

impl GoesWith {
    fn holds(&self, words: &Likeness) -> bool {
        words.covered >= self.covered && words.hits >= self.hits && words.odds >= self.odds
    }
}

impl<'q> Known<'q> {
    pub(super) fn new(query: &'q Query, witnesses: &Witnesses, names: &'q Names) -> Self {
        let key = |text: &Option<String>| text.as_deref().map(Key::new).filter(|key| !key.is_empty());
        let address = query.url.as_deref().and_then(Address::new);
        Self {
            query,
            names,
            telling: address.as_ref().is_some_and(|address| !address.is_front_page() && witnesses.is_telling(address)),
            address,
            gloss: key(&query.gloss),
            words: query.gloss.as_deref().map(|gloss| Gloss::new(gloss, names)).unwrap_or_default(),
            author: key(&query.source),
            authors: RefCell::default(),
        }
    }

    /// Compares a work with the lost one.
    pub(super) fn compare(&self, work: &Described<'_>) -> Shared {
        let mut shared = Shared { keys: vec![WitnessKey::Shape], odds: 0.0, agrees: false };
        let mut add = |key: Option<WitnessKey>, odds: f64| {
            shared.keys.extend(key);
            shared.odds += odds;
        };
        let url = self.address.as_ref().zip(work.address).map(|(a, b)| a == b);
        let same_url = url == Some(true);
        if same_url {
            add(Some(WitnessKey::Url), if self.telling { odds::TELLING_URL } else { odds::SHARED_URL });
        }
        let (gloss, words) = self.compare_gloss(work);
        add(gloss.then_some(WitnessKey::Gloss), if gloss { odds::GLOSS } else { 0.0 } + words.odds);
        let dated = self.query.date.zip(work.date).map(|(a, b)| (day::agree(a, b), a, b));
        match dated {
            Some((true, a, b)) => {
                let exact = a.2.is_some() && b.2.is_some();
                let month = a.1.is_some() && b.1.is_some();
                let odds = if exact {
                    odds::SAME_DAY
                } else if month {
                    odds::SAME_MONTH
                } else {
                    odds::SAME_YEAR
                };
                add(Some(WitnessKey::Date), odds);
            }
            Some((false, a, b)) => add(None, if day::next(a, b) { odds::NEXT_DAY } else { odds::OTHER_DATE }),
            None => {}
        }
        let author = self.compare_author(work.author);
        let host = self.address.as_ref().zip(work.address).map(|(a, b)| a.host() == b.host());
        match (author, host) {
            (Some(true), _) => add(Some(WitnessKey::Author), odds::AUTHOR),
            (_, Some(true)) if !same_url => add(Some(WitnessKey::Host), odds::HOST),
            (_, Some(false)) => add(None, odds::OTHER_HOST),
            (Some(false), None) => add(None, odds::OTHER_AUTHOR),
            _ => {}
        }
        let same_date = dated.is_some_and(|(agree, ..)| agree);
        let same_day = dated.is_some_and(|(agree, a, b)| agree && a.2.is_some() && b.2.is_some());
        let outlet = author == Some(true) || host == Some(true);
        let other_day = dated.is_some_and(|(agree, ..)| !agree);
        let by_words = !gloss
            && (ON_THE_DAY.holds(&words) && same_day
                || IN_THE_OUTLET.holds(&words) && (outlet || same_date || same_url));
        if by_words {
            shared.keys.push(WitnessKey::Words);
        }
        let by_gloss = !other_day && (gloss && (same_date || outlet || same_url) || by_words);
        shared.agrees = same_url && self.telling || by_gloss;
        shared.keys.sort_unstable();
        shared
    }

    /// Whether the translations are the same, and how the title or its translation goes with the lost one's.
    fn compare_gloss(&self, work: &Described<'_>) -> (bool, Likeness) {
        let none = Likeness { odds: 0.0, covered: 0.0, hits: 0 };
        let Some(gloss) = &self.gloss else { return (false, none) };
        let across = if self.words.is_empty() { none } else { self.words.likeness(work.title) };
        if work.gloss.is_some_and(|other| Key::new(other) == *gloss) {
            // A title that has none of the words may all the same have this translation.
            return (true, Likeness { odds: across.odds.max(0.0), ..across });
        }
        let Some(other) = work.gloss.filter(|gloss| !script::has_arabic(gloss)) else { return (false, across) };
        let within = self.words.same_words(&Gloss::new(other, self.names));
        (false, if within.odds > across.odds { within } else { across })
    }

    /// Whether the outlets are the same; `None` when one is not known, or they are in two scripts and no name says.
    fn compare_author(&self, author: Option<&str>) -> Option<bool> {
        let (mine, other) = (self.author.as_ref()?, author?);
        // An index has few outlets and many titles of each.
        if let Some(&same) = self.authors.borrow().get(other) {
            return same;
        }
        let same = self.is_author(mine, other);
        self.authors.borrow_mut().insert(other.to_owned(), same);
        same
    }

    fn is_author(&self, mine: &Key, other: &str) -> Option<bool> {
        let key = Key::new(other);
        if key.is_empty() {
            return None;
        }
        if is_same_author(mine, &key) {
            return Some(true);
        }
        let written = self.query.source.as_deref().unwrap_or_default();
        let arabic =
            |name: &str, form: &str| self.names.arabic(name).iter().any(|known| Key::new(known) == Key::new(form));
        match (script::has_arabic(written), script::has_arabic(other)) {
            (false, true) if arabic(written, other) => Some(true),
            (true, false) if arabic(other, written) => Some(true),
            (a, b) if a != b => None,
            _ => Some(false),
        }
    }
}

/// Whether two names mean the same author: they are equal, or one goes on where the other ends (BBC News, BBC News Arabic).
fn is_same_author(a: &Key, b: &Key) -> bool {
    let goes_on = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
    a == b || goes_on(a.folded(), b.folded()) || goes_on(b.folded(), a.folded())
}

/// Shares of words of each length, from one letter on, in running Arabic text (TICO-19; NOTICE says whose).
const LENGTHS: [f64; 14] =
    [0.004, 0.131, 0.123, 0.140, 0.173, 0.152, 0.135, 0.083, 0.035, 0.014, 0.005, 0.003, 0.001, 0.0015];

/// Signs in a word, on average, from which on they stand for bytes.
const LONG: usize = 7;

/// The chance that any title has the shape of a mask.
pub(super) fn chance(mask: &str) -> f64 {
    let words: Vec<&str> = mask.split_whitespace().collect();
    let cells = |word: &&str| word.chars().filter(|&c| is_cell(c) || !c.is_ascii()).count();
    let all: usize = words.iter().map(cells).sum();
    // Signs for bytes come in pairs, mostly, and in long runs.
    let long = all > LONG * words.len();
    let even = words.iter().all(|word| cells(word) % 2 == 0);
    let per = |unit: usize| -> f64 {
        words
            .iter()
            .map(|word| {
                let letters = cells(word) / unit;
                let kept = word.chars().filter(|c| c.is_ascii() && !is_cell(*c)).count();
                let length = letters.checked_sub(1).map_or(0.02, |at| LENGTHS.get(at).copied().unwrap_or(2e-4));
                // A digit or sign that survived stands there in one title of twenty, say.
                length * 0.05f64.powi(i32::try_from(kept.min(8)).unwrap_or(8))
            })
            .product()
    };
    // Titles of each number of words: the commonest numbers have a share of about an eighth each.
    let number = match words.len() {
        0..=2 => 0.03,
        3..=5 => 0.07,
        6..=10 => 0.13,
        _ => 0.03,
    };
    number
        * if long {
            per(2)
        } else if even {
            per(1).max(per(2))
        } else {
            per(1)
        }
}
