//! Filling holes: which of the letters that a torn byte allows stood there, by the letter model of the text's language.

use super::letters::{Context, Pairs};
use super::undone::Undone;
use crate::text::script::is_arabic_mark;

/// Ways to go on that are kept at each letter.
const BEAM: usize = 12;
/// Bits of a vowel mark in a hole, beyond what the letters around it cost: in text that writes others, and in text that
/// writes none.
const MARK: (f64, f64) = (3.0, 12.0);
/// Bits of a mark that stands at the end of words, anywhere else.
const MISPLACED: f64 = 12.0;
/// Holes of one word that are weighed together.
const TOGETHER: usize = 40;

/// One way to fill the holes of a word so far.
#[derive(Clone)]
struct Way {
    context: Context,
    bits: f64,
    choices: Vec<char>,
}

/// The ways that are still open, and what is settled.
struct Filling {
    ways: Vec<Way>,
    settled: Vec<char>,
    /// By how many bits the closest call was made.
    lead: f64,
}

/// Fills the holes of a text. Returns by how many bits the next best filling is behind.
pub(super) fn fill(undone: &mut Undone) -> f64 {
    let tongue = Pairs::of(&undone.text).best();
    let marked = has_marks(undone);
    let mut holes = undone.holes().peekable();
    let mut filling = Filling { ways: vec![Way::START], settled: Vec::new(), lead: f64::INFINITY };
    for (at, c) in undone.text.char_indices().chain([(undone.text.len(), ' ')]) {
        match holes.next_if(|(span, _)| span.start == at) {
            Some((span, options)) => {
                let ends = undone.text.get(span.end..).is_none_or(|rest| !rest.starts_with(char::is_alphabetic));
                filling.ways = branched(&filling.ways, options, |context, option| {
                    context.step(option, tongue) + mark_bits(option, marked, ends)
                });
            }
            None => filling.ways.iter_mut().for_each(|way| way.bits += way.context.step(c, tongue)),
        }
        let border = filling.ways.iter().all(|way| way.context == Context::START);
        if border || filling.ways.first().is_some_and(|way| way.choices.len() >= TOGETHER) {
            filling.settle();
        }
    }
    filling.settle();
    let Filling { settled, lead, .. } = filling;
    drop(holes);
    undone.fill(&settled);
    lead
}

/// Bits for a vowel mark in a hole, `ends` where no letter follows.
fn mark_bits(c: char, marked: bool, ends: bool) -> f64 {
    let misplaced = matches!(c, '\u{64B}'..='\u{64D}') && !ends;
    match (is_arabic_mark(c), marked) {
        (false, _) => 0.0,
        (true, true) => MARK.0 + if misplaced { MISPLACED } else { 0.0 },
        (true, false) => MARK.1 + if misplaced { MISPLACED } else { 0.0 },
    }
}

/// Whether the text holds vowel marks outside of its holes: others than those of endings and doubled letters, which text
/// without vowels writes too.
fn has_marks(undone: &Undone) -> bool {
    let mut holes = undone.holes().peekable();
    undone.text.char_indices().any(|(at, c)| {
        let hole = holes.next_if(|(span, _)| span.start == at).is_some();
        !hole && is_arabic_mark(c) && !matches!(c, '\u{64B}' | '\u{64D}' | '\u{651}')
    })
}

/// All ways to go on with one of the options, the best of them.
fn branched(ways: &[Way], options: &[char], step: impl Fn(&mut Context, char) -> f64) -> Vec<Way> {
    let mut next: Vec<Way> = Vec::with_capacity(ways.len() * options.len());
    for way in ways {
        for &option in options {
            let mut way = way.clone();
            way.bits += step(&mut way.context, option);
            way.choices.push(option);
            next.push(way);
        }
    }
    next.sort_by(|a, b| a.bits.total_cmp(&b.bits));
    next.truncate(BEAM);
    next
}

impl Way {
    const START: Self = Self { context: Context::START, bits: 0.0, choices: Vec::new() };
}

impl Filling {
    /// Takes the best way so far; what comes does not depend on the others.
    fn settle(&mut self) {
        self.ways.sort_by(|a, b| a.bits.total_cmp(&b.bits));
        if let [best, second, ..] = self.ways.as_slice() {
            self.lead = self.lead.min(second.bits - best.bits);
        }
        self.ways.truncate(1);
        if let Some(best) = self.ways.first_mut() {
            self.settled.append(&mut best.choices);
            best.bits = 0.0;
        }
    }
}
