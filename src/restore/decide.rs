//! The decision about one lost title: who may be it, how likely, and whether that is enough.

use super::names::Names;
use super::reconstruct;
use super::search;
use super::slug::{self, SlugTitle};
use super::weigh::{Described, Known, Shared, chance};
use super::witnesses::{Reading, Witnesses, core};
use super::{Entry, Query, Shelf, Witness, mask_keys};
use crate::text::mask::{is_cell, mask_fits, title_mask};
use crate::text::script::is_arabic_mark;
use crate::text::{Certainty, Evidence, Threshold, WitnessKey};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// What a lost title may be brought back from.
#[derive(Clone, Copy)]
pub struct Resources<'r> {
    /// The whole titles of the run.
    pub witnesses: &'r Witnesses,
    /// The title index, if there is one.
    pub shelf: Option<&'r dyn Shelf>,
    /// Names with their Arabic forms.
    pub names: &'r Names,
    /// A translation model that guesses at titles that stand nowhere, beside the lexicon.
    pub guesser: Option<&'r dyn Guesser>,
}

/// A translation model that guesses at lost titles.
pub trait Guesser: std::fmt::Debug + Sync {
    /// What it is called.
    fn name(&self) -> &str;

    /// Texts that fit the mask and translate the gloss, the best first, each with its share of the probability of all of them.
    fn guess(&self, gloss: &str, mask: &str) -> Vec<(String, f64)>;
}

/// What is found for a lost title.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Restored {
    /// The title, where it is certain: `Witnessed`, or `Fitting` where an address held its letters and not its signs.
    pub text: Option<String>,
    /// How certain the text is; [`Certainty::Lost`] without one.
    pub certainty: Certainty,
    /// Titles that may be it, best first: what its address holds of it among them, though a part of that is lost.
    pub candidates: Vec<Candidate>,
    /// How a person may look for it: [`Evidence::Search`]. `None` when it is certain.
    pub search: Option<Evidence>,
}

/// A title that may be the lost one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Candidate {
    /// The title.
    pub text: String,
    /// How likely all of it is the lost one, 0 to 1.
    pub probability: f64,
    /// How certain it is.
    pub certainty: Certainty,
    /// Where it stands, and what led to it.
    pub evidence: Vec<Evidence>,
}

impl Restored {
    /// The same without a text that is less likely than a threshold.
    #[must_use]
    pub fn at_least(self, threshold: Threshold) -> Self {
        if threshold.admits(self.certainty) { self } else { Self { text: None, certainty: Certainty::Lost, ..self } }
    }
}

/// Candidates that are named; a person looks at no more.
const MOST: usize = 10;
/// Places that are named for one candidate; more would only repeat.
const PLACES: usize = 3;
/// From which probability on a candidate that independent evidence agrees on is witnessed.
const WITNESSED: f64 = 0.99;
/// Where titles that stand somewhere leave less room than this, none is guessed at.
const ROOM: f64 = 0.3;
/// How often a model's guesses hold the very title: about half the time from English to Portuguese (docs/models.md).
const MODEL_IS_RIGHT: f64 = 0.4;
/// The same for one of which a sign is guessed: it is fitting, with its probability, and put into the text from the threshold on.
const FITTING: f64 = 0.9;
/// Candidates less likely than this are noise.
const LEAST: f64 = 1e-4;

/// How likely a title stands whole in the run, or in an index that somebody made for the purpose.
const IN_RUN: f64 = 0.2;
const IN_INDEX: f64 = 0.3;

/// Titles that read the same, and what speaks for them.
struct Group {
    /// How often each spelling stands.
    spellings: BTreeMap<String, usize>,
    /// Logarithm of the odds that this is the title, against that it stands nowhere.
    weight: f64,
    agrees: bool,
    /// What it shares with the lost title for certain, over all places.
    keys: BTreeSet<WitnessKey>,
    /// Whether a sign was put in that stands at no place.
    guessed: bool,
    /// Whether a part of it stays lost.
    cut: bool,
    places: Vec<(Vec<WitnessKey>, Evidence)>,
}

/// Where fitting titles come from, so that one can say how many fit by chance.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    Run,
    Index,
}

/// A fitting title at one place.
struct Found {
    from: From,
    text: String,
    guessed: bool,
    shared: Shared,
    times: usize,
    evidence: Vec<Evidence>,
}

/// Asks all that is known for a lost title.
///
/// A title is *witnessed* when it fits the shape, no other comes near it, and independent evidence agrees: the same address,
/// unless other titles stand with that too; or the same translation, and the same date or outlet. Everything else is
/// offered for review, with a probability from what it shares with the lost title and from how many titles fit by chance.
///
/// # Errors
/// When the title index cannot be read.
pub fn restore_one(query: &Query, resources: &Resources<'_>) -> Result<Restored, String> {
    let known = Known::new(query, resources.witnesses, resources.names);
    let asks = query.gloss.as_deref().is_some_and(|gloss| gloss.trim_end().ends_with('?'));
    let holes = holes(&query.mask, asks);
    let mut found = from_run(&known, &holes, resources.witnesses);
    if let Some(shelf) = resources.shelf {
        from_index(&known, &holes, shelf, &mut found)?;
    }
    let mask = title_mask(&query.mask);
    let chance = chance(&query.mask);
    let odds_in = |from: From| {
        let (titles, prior) = match from {
            From::Run => (resources.witnesses.len() as f64, IN_RUN),
            From::Index => (resources.shelf.map_or(0, Shelf::titles) as f64, IN_INDEX),
        };
        let fitting = found.iter().filter(|found| found.from == from).count() as f64;
        // Titles that fit by chance: as many as the shape lets expect, corrected by how many do.
        let by_chance = f64::midpoint(titles * chance, (fitting - 1.0).max(0.0)).max(1e-6);
        (prior / (1.0 - prior) / by_chance).ln()
    };
    let (run, index) = (odds_in(From::Run), odds_in(From::Index));
    let mut groups: BTreeMap<Reading, Group> = BTreeMap::new();
    for Found { from, text, guessed, shared, times, evidence } in found {
        let weight = shared.odds + if from == From::Run { run } else { index } - if guessed { 2.0 } else { 0.0 };
        let group = groups.entry(Reading::new(&text)).or_insert_with(|| Group {
            spellings: BTreeMap::new(),
            weight,
            agrees: false,
            keys: BTreeSet::new(),
            guessed: true,
            cut: false,
            places: Vec::new(),
        });
        *group.spellings.entry(text).or_default() += times;
        group.agrees |= shared.agrees;
        group.keys.extend(shared.keys.iter().filter(|key| !matches!(key, WitnessKey::Words | WitnessKey::Shape)));
        group.guessed &= guessed;
        group.weight = group.weight.max(weight);
        group.places.extend(evidence.into_iter().map(|link| (shared.keys.clone(), link)));
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    let words = mask.map(|mask| mask.words).unwrap_or_default();
    let slug = query.url.as_deref().and_then(|url| slug::title_in_address(&query.mask, url, asks));
    if let Some(slug) = &slug {
        add_slug(&mut groups, slug);
    }
    let mut restored = decide(groups, &words);
    if restored.text.is_none() {
        // What the address holds need not be guessed.
        let mask = slug.as_ref().filter(|slug| slug.missing > 0).map_or(&query.mask, |slug| &slug.text);
        add_guesses(&mut restored, mask, query, resources);
    }
    restored.search = restored.text.is_none().then(|| search::evidence(query));
    Ok(restored)
}

/// The mask in the forms in which a title may fit it: as it is, without the quotes around it, without a question mark that
/// the title was given later.
struct Hole<'m> {
    mask: &'m str,
    before: &'m str,
    after: &'m str,
}

fn holes(mask: &str, asks: bool) -> Vec<Hole<'_>> {
    let mut holes = vec![Hole { mask, before: "", after: "" }];
    let inner = core(mask);
    if inner.len() < mask.len() {
        let (before, after) = (mask.get(..inner.start).unwrap_or_default(), mask.get(inner.end..).unwrap_or_default());
        holes.push(Hole { mask: inner.slice(mask), before, after });
    }
    if asks {
        let shorter = |mask: &str| {
            let (at, c) = mask.char_indices().next_back()?;
            Some(at).filter(|_| is_cell(c))
        };
        let trimmed = mask.trim_end();
        if let Some(at) = shorter(trimmed) {
            holes.push(Hole { mask: trimmed.get(..at).unwrap_or_default(), before: "", after: "؟" });
        }
    }
    holes
}

impl Hole<'_> {
    /// The title as it would stand in place of the whole mask, when it fits: as it is, without quotes around it, or without
    /// vowel marks.
    fn fitted(&self, title: &str) -> Option<String> {
        let whole = |title: &str| [self.before, title, self.after].concat();
        if mask_fits(self.mask, title) {
            return Some(whole(title));
        }
        let inner = core(title);
        if inner.len() < title.len() && mask_fits(self.mask, inner.slice(title)) {
            return Some(whole(inner.slice(title)));
        }
        if title.contains(is_arabic_mark) {
            let bare: String = title.chars().filter(|&c| !is_arabic_mark(c)).collect();
            return mask_fits(self.mask, &bare).then(|| whole(&bare));
        }
        None
    }

    /// Whether a title that fits lacks a sign that the mask has.
    fn adds(&self) -> bool {
        self.after == "؟"
    }
}

fn fitted(holes: &[Hole<'_>], title: &str) -> Option<(String, bool)> {
    let fit = |title: &str| holes.iter().find_map(|hole| Some((hole.fitted(title)?, hole.adds())));
    // Nearly all titles are composed already.
    fit(title).or_else(|| {
        let composed: String = title.nfc().collect();
        if composed == title { None } else { fit(&composed) }
    })
}

fn from_run(known: &Known<'_>, holes: &[Hole<'_>], witnesses: &Witnesses) -> Vec<Found> {
    let keys: Vec<_> = holes.iter().flat_map(|hole| mask_keys(hole.mask)).collect();
    let mut found = Vec::new();
    for work in witnesses.works(known.address.as_ref(), known.gloss.as_ref(), &keys) {
        let places = witnesses.places(work);
        let Some(first) = places.first() else { continue };
        let Some((text, guessed)) = fitted(holes, &first.title) else { continue };
        let shared = known.compare(&Described {
            title: &first.title,
            gloss: first.gloss.as_deref(),
            author: first.author.as_deref(),
            date: work.date,
            address: work.address.as_ref(),
        });
        let evidence = places.iter().take(PLACES).map(|witness| standing(witness, &shared.keys)).collect();
        found.push(Found { from: From::Run, text, guessed, shared, times: places.len(), evidence });
    }
    found
}

fn standing(witness: &Witness, keys: &[WitnessKey]) -> Evidence {
    Evidence::Witness {
        by: keys.to_vec(),
        report: witness.report.clone(),
        note: witness.note.clone(),
        text: witness.title.clone(),
    }
}

/// Entries of the index that are kept for weighing, besides those with an address or translation that is the lost one's: the best by
/// what they share. The bound keeps memory flat for a short mask that fits a hundred thousand titles.
const KEPT: usize = 4096;

fn from_index(known: &Known<'_>, holes: &[Hole<'_>], shelf: &dyn Shelf, found: &mut Vec<Found>) -> Result<(), String> {
    let mut kept = Vec::new();
    for hole in holes {
        shelf.find(&mask_keys(hole.mask), &mut |entry: Entry<'_>| {
            let Some(text) = hole.fitted(entry.title) else { return };
            let address = known.address.as_ref().and(entry.url).and_then(super::address::Address::new);
            let shared = known.compare(&Described {
                title: entry.title,
                gloss: entry.gloss,
                author: entry.source,
                date: entry.date,
                address: address.as_ref(),
            });
            let evidence = vec![Evidence::Witness {
                by: shared.keys.clone(),
                report: entry.place.to_owned(),
                note: None,
                text: entry.title.to_owned(),
            }];
            kept.push(Found { from: From::Index, text, guessed: hole.adds(), shared, times: 1, evidence });
            if kept.len() >= 2 * KEPT {
                best(&mut kept);
            }
        })?;
    }
    found.append(&mut kept);
    Ok(())
}

fn best(kept: &mut Vec<Found>) {
    kept.sort_by(|a, b| b.shared.odds.total_cmp(&a.shared.odds).then_with(|| a.text.cmp(&b.text)));
    kept.truncate(KEPT);
}

impl Group {
    /// The spelling that stands most often, the smallest of several.
    fn text(&self) -> String {
        let best = self.spellings.iter().rev().max_by_key(|(_, count)| **count);
        best.map(|(text, _)| text.clone()).unwrap_or_default()
    }

    fn evidence(&mut self, words: &[usize]) -> Vec<Evidence> {
        // The place that shares most comes first.
        self.places.sort_by_key(|(keys, _)| std::cmp::Reverse(keys.len()));
        let mut evidence: Vec<Evidence> = self.places.drain(..).take(PLACES).map(|(_, link)| link).collect();
        evidence.push(Evidence::MaskFits { words: words.to_vec() });
        evidence
    }
}

/// How likely a title in an address is the lost one, by the words that it holds: a part of the address that is a section's
/// name fits one or two words by chance, and hardly more. Measured on addresses of headlines.
fn slug_odds(slug: &SlugTitle) -> f64 {
    let words = slug.words as f64;
    let odds = 3.5 * words - 3.0 - if slug.missing > 0 { 2.0 } else { 0.0 };
    if slug.guessed == 0 { odds } else { odds.min((slug.trust / (1.0 - slug.trust)).ln()) }
}

/// Adds what the address says: to the titles that agree with it, or as one of its own. Where the address is cut, the words that
/// the last one may be are further titles.
fn add_slug(groups: &mut Vec<Group>, slug: &SlugTitle) {
    let odds = slug_odds(slug);
    let cut = slug.missing > 0;
    let keys = vec![WitnessKey::Url];
    let evidence = Evidence::Address { slug: slug.slug.clone(), guessed: slug.guessed, missing: slug.missing };
    let reading = Reading::new(&slug.text);
    let agrees = !cut && slug.words >= 2;
    let mut found = false;
    for group in groups.iter_mut() {
        let text = group.text();
        if if cut { continues(&slug.text, &text) } else { Reading::new(&text) == reading } {
            found = true;
            group.weight = group.weight.max(0.0) + odds.max(0.0);
            group.agrees |= agrees;
            group.keys.insert(WitnessKey::Url);
            group.places.push((keys.clone(), evidence.clone()));
        }
    }
    if found {
        return;
    }
    let mut add = |text: String, weight: f64, cut: bool, guessed: bool| {
        groups.push(Group {
            spellings: BTreeMap::from([(text, 1)]),
            weight,
            agrees,
            keys: BTreeSet::from([WitnessKey::Url]),
            guessed,
            cut,
            places: vec![(keys.clone(), evidence.clone())],
        });
    };
    let mut left = 1.0;
    for (text, share) in slug.completed() {
        let share = share * COMMON;
        left -= share;
        add(text, odds + share.ln(), false, true);
    }
    add(slug.text.clone(), odds + f64::max(left, 1e-3).ln(), cut, slug.guessed > 0);
}

/// How often the last word of a title is one that is common enough to be known.
const COMMON: f64 = 0.75;

/// Whether a text agrees with one of which the end is lost, as far as that goes.
fn continues(begun: &str, text: &str) -> bool {
    begun.chars().count() == text.chars().count() && begun.chars().zip(text.chars()).all(|(a, b)| a == b || is_cell(a))
}

/// Adds what the title may have been by its translation, as far as what was found leaves room for it.
fn add_guesses(restored: &mut Restored, mask: &str, query: &Query, resources: &Resources<'_>) {
    let Some(gloss) = &query.gloss else { return };
    let room = 1.0 - restored.candidates.iter().map(|candidate| candidate.probability).sum::<f64>();
    if room < ROOM {
        return;
    }
    let by_model = resources.guesser.into_iter().flat_map(|guesser| {
        let model = Some(guesser.name().to_owned());
        let guesses = guesser.guess(gloss, mask).into_iter();
        guesses.map(move |(text, share)| (text, share * MODEL_IS_RIGHT, model.clone()))
    });
    let by_lexicon = reconstruct::guesses(mask, gloss, resources.names).into_iter();
    for (text, probability, model) in by_model.chain(by_lexicon.map(|guess| (guess.text, guess.probability, None))) {
        let probability = probability * room.max(0.0);
        if restored.candidates.iter().all(|candidate| candidate.text != text) {
            restored.candidates.push(Candidate {
                text,
                probability,
                certainty: Certainty::Inferred(probability),
                evidence: vec![Evidence::Reconstruction { model }],
            });
        }
    }
    restored.candidates.truncate(MOST);
}

/// Whether another title than the first has as much independent evidence for itself: then a model of words must not decide
/// between them. One that shares less, and nothing else, does not stand against one that shares all of that and more.
fn contested(groups: &[Group]) -> bool {
    let Some((best, others)) = groups.split_first() else { return false };
    let beaten = |other: &Group| other.keys.len() < best.keys.len() && other.keys.is_subset(&best.keys);
    others.iter().any(|other| other.agrees && !beaten(other))
}

fn decide(mut groups: Vec<Group>, words: &[usize]) -> Restored {
    // Odds beyond this leave no doubt that a floating-point number could show.
    let weight = |group: &Group| group.weight.min(300.0).exp();
    let total = 1.0 + groups.iter().map(weight).sum::<f64>();
    groups.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.text().cmp(&b.text())));
    let contested = contested(&groups);
    let mut candidates: Vec<Candidate> = Vec::new();
    for (number, group) in groups.iter_mut().enumerate() {
        let probability = weight(group) / total;
        if probability < LEAST || candidates.len() == MOST {
            break;
        }
        // With a part of it lost, it is not the title, however sure that part is.
        let probability = if group.cut { 0.0 } else { probability };
        let enough = if group.guessed { FITTING } else { WITNESSED };
        let sure = number == 0 && !contested && group.agrees && !group.cut && probability >= enough;
        let certainty = match (sure, group.guessed) {
            (true, false) => Certainty::Witnessed,
            // Its letters stand elsewhere, a sign of it does not.
            (true, true) => Certainty::Fitting(probability),
            (false, _) => Certainty::Inferred(probability),
        };
        candidates.push(Candidate { text: group.text(), probability, certainty, evidence: group.evidence(words) });
    }
    let best = candidates.first().filter(|best| !matches!(best.certainty, Certainty::Inferred(_)));
    let (text, certainty) = best.map_or((None, Certainty::Lost), |best| (Some(best.text.clone()), best.certainty));
    Restored { text, certainty, candidates, search: None }
}
