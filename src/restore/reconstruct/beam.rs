//! The search: a word for each slot, so that as much of the translation as can be is said, in an order that Arabic has.

use super::slots::Slot;
use super::source::{Choice, Class, Token};
use crate::lexicon::{Number, Role};
use std::collections::HashSet;

/// How the search weighs what it meets; all are logarithms. Set by hand, looking at development pairs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Costs {
    /// A step in the order of words that the grammar does not explain, for each word jumped over.
    pub(super) jump: f32,
    /// A content word that is not said.
    pub(super) unsaid: f32,
    /// A preposition or conjunction that is not said.
    pub(super) unsaid_function: f32,
    /// A word that the translation does not have.
    pub(super) added: f32,
    /// A slot that stays empty.
    pub(super) empty: f32,
    /// An adjective that does not agree with its noun.
    pub(super) disagrees: f32,
    /// A join (و, ل, ب …) for which the translation has a word near by.
    pub(super) joined: f32,
    /// A join for which it has none.
    pub(super) joined_freely: f32,
    /// A sign that is no letter: ؟ at the end of a question, a vowel mark.
    pub(super) sign: f32,
}

pub(super) const COSTS: Costs = Costs {
    jump: -0.6,
    unsaid: -3.0,
    unsaid_function: -0.4,
    added: -2.5,
    empty: -11.0,
    disagrees: -1.5,
    joined: -1.0,
    joined_freely: -3.0,
    sign: -1.2,
};

/// Hypotheses that are kept after each slot.
const WIDTH: usize = 160;
/// Tokens of a translation that are kept apart; a longer one is no title's.
const MOST_TOKENS: usize = 64;

/// A way to fill a run of slots.
#[derive(Clone, Debug)]
pub(super) struct Fill {
    /// The words, one for each slot.
    pub(super) words: Vec<String>,
    /// The tokens that they say.
    says: u64,
    /// Where in the translation it stands; `None` for a word that the translation does not have.
    at: Option<usize>,
    role: Role,
    class: Class,
    feminine: bool,
    definite: bool,
    number: Number,
    log: f32,
}

/// A filled shape, in the making.
#[derive(Clone)]
struct Hypothesis {
    said: u64,
    /// The last token that was said, and how.
    last: Option<usize>,
    /// The fill before: index into all fills of its slot.
    fill: Option<(usize, usize)>,
    back: usize,
    score: f32,
}

/// A filled shape.
#[derive(Clone, Debug)]
pub(super) struct Filled {
    /// A word for each slot; `None` where none was found.
    pub(super) words: Vec<Option<String>>,
    pub(super) score: f32,
    /// Slots with a word that says something of the translation.
    pub(super) said: usize,
}

/// The search over one lost title.
pub(super) struct Search<'s> {
    slots: &'s [Slot],
    tokens: &'s [Token],
    /// What may begin at each slot.
    fills: Vec<Vec<Fill>>,
    costs: Costs,
}

/// Words that titles have and their translations may not, with the logarithm of how freely they come.
const ADDED: &[(&str, f32)] = &[
    ("في", 0.0),
    ("من", -0.2),
    ("على", -0.4),
    ("إلى", -0.5),
    ("عن", -1.0),
    ("مع", -1.2),
    ("بين", -1.5),
    ("أن", -1.2),
    ("التي", -1.5),
    ("الذي", -1.7),
    ("ما", -1.5),
    ("هو", -1.8),
    ("هي", -1.8),
    ("هل", -1.5),
    ("لا", -1.8),
    ("بعد", -1.8),
    ("قد", -2.2),
    ("كل", -2.2),
    ("حول", -1.5),
    ("هذا", -2.2),
    ("هذه", -2.2),
    ("ذلك", -2.4),
    ("عدم", -2.2),
    ("خلال", -1.7),
    ("ضد", -1.8),
    ("أو", -1.8),
    ("أي", -2.2),
    ("يتم", -2.0),
    ("كان", -2.3),
    ("عند", -2.0),
    ("عبر", -2.0),
    ("لدى", -2.3),
];

/// What a join stands for in English.
const JOINS: &[(&str, &[&str])] = &[
    ("و", &["and", ",", "while", "as well as"]),
    ("ل", &["to", "for", "of", "'s"]),
    ("ب", &["with", "by", "in", "at", "of", "on"]),
    ("ك", &["as", "like"]),
    ("ف", &["so", "then"]),
    ("س", &["will", "to", "would"]),
];

impl<'s> Search<'s> {
    pub(super) fn new(slots: &'s [Slot], tokens: &'s [Token], asks: bool, costs: Costs) -> Self {
        let tokens = tokens.get(..tokens.len().min(MOST_TOKENS)).unwrap_or_default();
        let mut search = Self { slots, tokens, fills: vec![Vec::new(); slots.len()], costs };
        for number in 0..slots.len() {
            search.fills[number] = search.fills_at(number, asks);
        }
        search
    }

    /// All that may begin at a slot.
    fn fills_at(&self, number: usize, asks: bool) -> Vec<Fill> {
        let mut fills = Vec::new();
        for (at, token) in self.tokens.iter().enumerate() {
            for choice in &token.options {
                self.choice(number, at, token, choice, asks, &mut fills);
            }
        }
        for &(word, log) in ADDED {
            let choice = Choice { log, ..super::source::surface(word) };
            if let Some((words, sign)) = self.fits(number, &choice.words, asks) {
                fills.push(Fill {
                    at: None,
                    says: 0,
                    class: Class::Function,
                    role: Role::Particle,
                    ..self.fill(words, &choice, log + self.costs.added + sign)
                });
            }
        }
        fills.sort_by(|a, b| b.log.total_cmp(&a.log).then_with(|| a.words.cmp(&b.words)));
        fills
    }

    /// A form at a slot: as it is, and with each join that may stand before it.
    fn choice(&self, number: usize, at: usize, token: &Token, choice: &Choice, asks: bool, fills: &mut Vec<Fill>) {
        let mut push = |words: &[String], says: u64, cost: f32| {
            if let Some((words, sign)) = self.fits(number, words, asks) {
                let fill = self.fill(words, choice, choice.log + cost + sign);
                fills.push(Fill { at: Some(at), says, class: token.class, ..fill });
            }
        };
        let own = 1u64 << at;
        push(&choice.words, own, 0.0);
        let Some((first, rest)) = choice.words.split_first() else { return };
        let function = ADDED.iter().any(|(word, _)| word == first);
        for (join, english) in JOINS {
            let verb = matches!(choice.role, Role::Perfect | Role::Imperfect);
            let fits_role = match *join {
                "و" | "ف" => true,
                // بفي is no word.
                _ if function => false,
                "س" => choice.role == Role::Imperfect,
                "ل" => choice.role != Role::Perfect,
                _ => !verb,
            };
            if !fits_role || first.starts_with(join) && join.len() == first.len() {
                continue;
            }
            let joined = match (*join, first.strip_prefix("ال")) {
                ("ل", Some(stem)) if choice.definite => format!("لل{}", stem.strip_prefix('ل').unwrap_or(stem)),
                _ => format!("{join}{first}"),
            };
            let near = (at.saturating_sub(3)..at)
                .rev()
                .find(|&other| self.tokens.get(other).is_some_and(|token| english.contains(&token.text.as_str())));
            let (says, cost) = match near {
                Some(other) => (own | 1 << other, self.costs.joined),
                None => (own, self.costs.joined_freely),
            };
            let words: Vec<String> = std::iter::once(joined).chain(rest.iter().cloned()).collect();
            push(&words, says, cost);
        }
    }

    fn fill(&self, words: Vec<String>, choice: &Choice, log: f32) -> Fill {
        let Choice { role, number, feminine, definite, .. } = *choice;
        Fill { words, says: 0, at: None, role, class: Class::Noun, feminine, definite, number, log }
    }

    /// The words as they would stand in the slots from one on, when they have their lengths; and what signs cost.
    fn fits(&self, number: usize, words: &[String], asks: bool) -> Option<(Vec<String>, f32)> {
        let slots = self.slots.get(number..number + words.len())?;
        let mut cost = 0.0;
        let mut fitted = Vec::with_capacity(words.len());
        for (place, (slot, word)) in slots.iter().zip(words).enumerate() {
            let Slot::Lost { letters, .. } = slot else { return None };
            let have = word.chars().count();
            if have == *letters {
                fitted.push(word.clone());
                continue;
            }
            if have + 1 != *letters {
                return None;
            }
            cost += self.costs.sign;
            let last = number + place + 1 == self.slots.len();
            if last && asks {
                fitted.push(format!("{word}؟"));
            } else if let Some(adverb) = word.strip_suffix('ا').filter(|stem| stem.chars().count() > 2) {
                fitted.push(format!("{adverb}ا\u{64B}"));
            } else {
                return None;
            }
        }
        Some((fitted, cost))
    }

    /// The best ways to fill all slots, best first. `used` gives each slot's words that were used before and should not be
    /// used again lightly.
    pub(super) fn run(&self, used: &dyn Fn(usize, &str) -> f32) -> Vec<Filled> {
        let mut beams: Vec<Vec<Hypothesis>> = vec![Vec::new(); self.slots.len() + 1];
        if let Some(start) = beams.first_mut() {
            start.push(Hypothesis { said: 0, last: None, fill: None, back: 0, score: 0.0 });
        }
        for number in 0..self.slots.len() {
            let beam = std::mem::take(&mut beams[number]);
            let beam = pruned(beam);
            for (back, hypothesis) in beam.iter().enumerate() {
                let kept = matches!(self.slots.get(number), Some(Slot::Kept(_)));
                if !kept {
                    for (index, fill) in self.fills.get(number).into_iter().flatten().enumerate() {
                        if let Some(next) = self.extend(hypothesis, number, index, fill, back, used) {
                            beams[number + fill.words.len()].push(next);
                        }
                    }
                }
                let cost = if kept { 0.0 } else { self.costs.empty };
                let fill = None;
                beams[number + 1].push(Hypothesis { fill, back, score: hypothesis.score + cost, ..hypothesis.clone() });
            }
            beams[number] = beam;
        }
        let mut last = std::mem::take(&mut beams[self.slots.len()]);
        for hypothesis in &mut last {
            hypothesis.score += self.unsaid(hypothesis.said);
        }
        let last = pruned(last);
        beams[self.slots.len()] = last;
        (0..beams[self.slots.len()].len()).map(|end| self.trace(&beams, end)).collect()
    }

    fn extend(
        &self,
        hypothesis: &Hypothesis,
        slot: usize,
        index: usize,
        fill: &Fill,
        back: usize,
        used: &dyn Fn(usize, &str) -> f32,
    ) -> Option<Hypothesis> {
        let own = fill.at.map_or(0, |at| 1u64 << at);
        if hypothesis.said & own != 0 {
            return None;
        }
        let before = hypothesis.fill.and_then(|(slot, index)| self.fills.get(slot)?.get(index));
        let mut score = hypothesis.score + fill.log + self.order(hypothesis, before, fill);
        for (place, word) in fill.words.iter().enumerate() {
            score += used(slot + place, word);
        }
        Some(Hypothesis {
            said: hypothesis.said | fill.says,
            last: fill.at.or(hypothesis.last),
            fill: Some((slot, index)),
            back,
            score,
        })
    }

    /// What the order of two words costs, and whether they go together.
    fn order(&self, hypothesis: &Hypothesis, before: Option<&Fill>, fill: &Fill) -> f32 {
        let Some(at) = fill.at else { return 0.0 };
        let Some(last) = hypothesis.last else {
            // What comes first in English comes first here, or the verb does.
            let verb = matches!(fill.role, Role::Perfect | Role::Imperfect);
            return if verb { -0.2 } else { self.costs.jump * self.between(0, at, hypothesis.said) };
        };
        let mut cost = if at > last {
            self.costs.jump * self.between(last + 1, at, hypothesis.said)
        } else {
            // A word that says more about the noun before: it stood before it in English.
            let skipped = self.between(at + 1, last, hypothesis.said);
            0.2 * self.costs.jump + self.costs.jump * skipped
        };
        let Some(before) = before else { return cost };
        let near = at.abs_diff(last) <= 3;
        if fill.role == Role::Adjective && before.role != Role::Adjective && near && at < last {
            let agrees = fill.definite == before.definite && fill.feminine == before.feminine;
            let number = before.number == fill.number || before.number == Number::Plural && before.feminine;
            cost += if agrees && number { 0.3 } else { self.costs.disagrees };
        }
        if fill.role == Role::Noun
            && fill.class == Class::Noun
            && matches!(before.role, Role::Noun | Role::Masdar)
            && near
        {
            // Annexation: only the last of its nouns has the article.
            cost += if before.definite {
                self.costs.disagrees * 0.7
            } else if fill.definite {
                0.3
            } else {
                0.0
            };
        }
        cost
    }

    /// How many content words that are not said yet stand between two places.
    fn between(&self, from: usize, to: usize, said: u64) -> f32 {
        let unsaid = |at: &usize| said & (1 << at) == 0;
        let content =
            |at: usize| self.tokens.get(at).is_some_and(|token| !matches!(token.class, Class::Light | Class::Function));
        (from..to).filter(unsaid).filter(|&at| content(at)).count().min(5) as f32
    }

    fn unsaid(&self, said: u64) -> f32 {
        let unsaid = self.tokens.iter().enumerate().filter(|(at, _)| said & (1 << at) == 0);
        unsaid
            .map(|(_, token)| match token.class {
                Class::Light => 0.0,
                Class::Function => self.costs.unsaid_function,
                _ if token.options.is_empty() => 0.0,
                _ => self.costs.unsaid,
            })
            .sum()
    }

    fn trace(&self, beams: &[Vec<Hypothesis>], end: usize) -> Filled {
        let mut words: Vec<Option<String>> = vec![None; self.slots.len()];
        let mut said = 0;
        let (mut slot, mut index) = (self.slots.len(), end);
        let score = beams.get(slot).and_then(|beam| beam.get(index)).map_or(f32::MIN, |last| last.score);
        while slot > 0 {
            let Some(hypothesis) = beams.get(slot).and_then(|beam| beam.get(index)) else { break };
            let fill = hypothesis
                .fill
                .filter(|(from, _)| beams.get(*from).is_some())
                .and_then(|(from, number)| Some((from, self.fills.get(from)?.get(number)?)))
                .filter(|(from, fill)| from + fill.words.len() == slot);
            match fill {
                Some((from, fill)) => {
                    for (place, word) in fill.words.iter().enumerate() {
                        if let Some(filled) = words.get_mut(from + place) {
                            *filled = Some(word.clone());
                        }
                    }
                    said += if fill.at.is_some() { fill.words.len() } else { 0 };
                    slot = from;
                }
                None => slot -= 1,
            }
            index = hypothesis.back;
        }
        Filled { words, score, said }
    }
}

/// The best hypotheses, of those with the same future only the best one.
fn pruned(mut beam: Vec<Hypothesis>) -> Vec<Hypothesis> {
    let order = |a: &Hypothesis, b: &Hypothesis| {
        b.score.total_cmp(&a.score).then(a.said.cmp(&b.said)).then(a.fill.cmp(&b.fill)).then(a.back.cmp(&b.back))
    };
    // Most are far from the best: these need no order among themselves.
    const NEAR: usize = 4 * WIDTH;
    if beam.len() > NEAR {
        beam.select_nth_unstable_by(NEAR, order);
        beam.truncate(NEAR);
    }
    beam.sort_unstable_by(order);
    let mut futures = HashSet::with_capacity(WIDTH);
    beam.retain(|hypothesis| {
        futures.len() < WIDTH && futures.insert((hypothesis.said, hypothesis.last, hypothesis.fill))
    });
    beam
}
