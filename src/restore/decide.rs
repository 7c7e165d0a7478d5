//! The decision about one lost title: which witnesses speak of it, which fit, and whether they agree.

use super::address::Address;
use super::day;
use super::witnesses::{Reading, Witnesses, Work, core};
use super::{Query, Witness};
use crate::text::mask::{mask_fits, title_mask};
use crate::text::{Certainty, Evidence, Key, WitnessKey};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// What the witnesses say of a lost title.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Restored {
    /// The title, where it is certain.
    pub text: Option<String>,
    /// [`Certainty::Witnessed`] with a `text`, else [`Certainty::Lost`].
    pub certainty: Certainty,
    /// Every title that fits and that an address or a gloss led to, best first.
    pub candidates: Vec<Candidate>,
}

/// A title that may be the lost one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate {
    /// The title.
    pub text: String,
    /// How likely it is the lost one, 0 to 1. A first estimate, from counts that are assumed and not measured.
    pub probability: f64,
    /// How certain it is.
    pub certainty: Certainty,
    /// Where it stands, and what led to it.
    pub evidence: Vec<Evidence>,
}

/// Places that are named for one candidate; more would only repeat.
const PLACES: usize = 3;

/// What is known of the work, made ready for comparing.
struct Known {
    address: Option<Address>,
    /// Whether the address belongs to one work alone.
    telling: bool,
    gloss: Option<Key>,
    author: Option<Key>,
    date: Option<super::Day>,
}

/// Titles that read the same, and what speaks for them.
struct Group<'w> {
    /// How often each spelling stands.
    spellings: BTreeMap<String, usize>,
    /// What led to them, over all places.
    keys: Vec<WitnessKey>,
    /// Whether one place alone shares enough with the lost title.
    accepted: bool,
    places: Vec<(Vec<WitnessKey>, &'w Witness)>,
}

/// Asks the witnesses for a lost title.
///
/// A witness speaks of the title when it has the same address, unless the address is a front page or other titles stand with it
/// too; or the same gloss, and no other date, and besides the same date, author or (shared) address. Its title must fit the
/// mask. When all that speak agree but for presentation, the spelling that stands most often is the title. When they do
/// not, the title stays lost, unless one of them shares all that the others share with the lost title and more.
#[must_use]
pub fn restore_one(query: &Query, witnesses: &Witnesses) -> Restored {
    let key = |text: &Option<String>| text.as_deref().map(Key::new).filter(|key| !key.is_empty());
    let address = query.url.as_deref().and_then(Address::new);
    let known = Known {
        telling: address.as_ref().is_some_and(|address| witnesses.is_telling(address)),
        address,
        gloss: key(&query.gloss),
        author: key(&query.source),
        date: query.date,
    };
    let mut groups: BTreeMap<&Reading, Group<'_>> = BTreeMap::new();
    for work in witnesses.works(known.address.as_ref(), known.gloss.as_ref()) {
        let places = witnesses.places(work);
        let Some(text) = places.first().and_then(|witness| fitted(&query.mask, &witness.title)) else { continue };
        let (keys, accepted) = known.compare(work);
        let group = groups.entry(&work.reading).or_insert_with(Group::empty);
        *group.spellings.entry(text).or_default() += places.len();
        group.accepted |= accepted;
        group.keys.extend(&keys);
        group.places.extend(places.iter().take(PLACES).map(|witness| (keys.clone(), witness)));
    }
    decide(&query.mask, known.telling, groups.into_values().collect())
}

/// The title as it would stand in place of the mask, when it fits: as it is, composed, or without the quotes around it.
fn fitted(mask: &str, title: &str) -> Option<String> {
    let composed: Cow<'_, str> = title.nfc().collect::<String>().into();
    for title in [Cow::Borrowed(title), composed] {
        if mask_fits(mask, &title) {
            return Some(title.into_owned());
        }
        let (hole, filling) = (core(mask), core(&title));
        if mask_fits(hole.slice(mask), filling.slice(&title)) {
            let (before, after) = (mask.get(..hole.start)?, mask.get(hole.end..)?);
            return Some([before, filling.slice(&title), after].concat());
        }
    }
    None
}

impl Known {
    /// What a work shares with the lost title, and whether it is enough.
    fn compare(&self, work: &Work) -> (Vec<WitnessKey>, bool) {
        let both = |a: Option<super::Day>, b: Option<super::Day>| a.zip(b).map(|(a, b)| day::agree(a, b));
        let dated = both(self.date, work.date);
        let url = self.address.is_some() && self.address == work.address;
        let gloss = self.gloss.is_some() && self.gloss == work.gloss;
        let author = self.author.as_ref().zip(work.author.as_ref()).is_some_and(|(a, b)| is_same_author(a, b));
        let keys = [
            (url, WitnessKey::Url),
            (gloss, WitnessKey::Gloss),
            (dated == Some(true), WitnessKey::Date),
            (author, WitnessKey::Author),
        ];
        let keys = keys.into_iter().filter_map(|(shared, key)| shared.then_some(key)).collect();
        let by_gloss = gloss && dated != Some(false) && (dated == Some(true) || author || url);
        (keys, url && self.telling || by_gloss)
    }
}

/// Whether two names mean the same author: they are equal, or one goes on where the other ends (BBC News, BBC News Arabic).
fn is_same_author(a: &Key, b: &Key) -> bool {
    let goes_on = |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '));
    a == b || goes_on(a.folded(), b.folded()) || goes_on(b.folded(), a.folded())
}

impl Group<'_> {
    fn empty() -> Self {
        Self { spellings: BTreeMap::new(), keys: Vec::new(), accepted: false, places: Vec::new() }
    }

    /// The spelling that stands most often, the smallest of several.
    fn text(&self) -> String {
        let best = self.spellings.iter().rev().max_by_key(|(_, count)| **count);
        best.map(|(text, _)| text.clone()).unwrap_or_default()
    }

    fn evidence(&self, words: &[usize]) -> Vec<Evidence> {
        let mut evidence: Vec<Evidence> = self
            .places
            .iter()
            .take(PLACES)
            .map(|(by, witness)| Evidence::Witness {
                by: by.clone(),
                report: witness.report.clone(),
                note: witness.note.clone(),
                text: witness.title.clone(),
            })
            .collect();
        evidence.push(Evidence::MaskFits { words: words.to_vec() });
        evidence
    }

    /// The odds that this is the lost title, before other candidates are weighed: how much rarer each shared trait is among
    /// other works, and a chance of one in six that two words have the same length.
    fn odds(&self, telling: bool, words: usize) -> f64 {
        let traits: f64 = self
            .keys
            .iter()
            .map(|key| match key {
                WitnessKey::Url if telling => 1e5,
                WitnessKey::Url => 50.0,
                WitnessKey::Gloss => 5e3,
                WitnessKey::Date => 50.0,
                WitnessKey::Author => 20.0,
            })
            .product();
        1e-4 * traits * 6f64.powi(i32::try_from(words.min(5)).unwrap_or(5))
    }
}

fn decide(mask: &str, telling: bool, mut groups: Vec<Group<'_>>) -> Restored {
    let words = title_mask(mask).map(|mask| mask.words).unwrap_or_default();
    for group in &mut groups {
        group.keys.sort_unstable();
        group.keys.dedup();
        // The place that shares most comes first.
        group.places.sort_by_key(|(keys, _)| std::cmp::Reverse(keys.len()));
    }
    let winner = winner(&groups);
    let all: f64 = groups.iter().map(|group| group.odds(telling, words.len())).sum();
    let mut candidates: Vec<Candidate> = groups
        .iter()
        .enumerate()
        .map(|(number, group)| {
            let probability = group.odds(telling, words.len()) / (1.0 + all);
            let certainty =
                if winner == Some(number) { Certainty::Witnessed } else { Certainty::Inferred(probability) };
            Candidate { text: group.text(), probability, certainty, evidence: group.evidence(&words) }
        })
        .collect();
    candidates.sort_by(|a, b| {
        let rank = |candidate: &Candidate| candidate.certainty.rank();
        rank(a).cmp(&rank(b)).then(b.probability.total_cmp(&a.probability)).then_with(|| a.text.cmp(&b.text))
    });
    let text = candidates.first().filter(|best| best.certainty == Certainty::Witnessed).map(|best| best.text.clone());
    let certainty = if text.is_some() { Certainty::Witnessed } else { Certainty::Lost };
    Restored { text, certainty, candidates }
}

/// The one group that is accepted, or that shares all that the other accepted ones share with the lost title and more.
fn winner(groups: &[Group<'_>]) -> Option<usize> {
    let accepted = || groups.iter().enumerate().filter(|(_, group)| group.accepted);
    let (number, best) = accepted().max_by_key(|(_, group)| group.keys.len())?;
    let beats =
        |other: &Group<'_>| best.keys.len() > other.keys.len() && other.keys.iter().all(|key| best.keys.contains(key));
    accepted().all(|(other, group)| other == number || beats(group)).then_some(number)
}
