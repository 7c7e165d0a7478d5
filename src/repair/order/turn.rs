//! Letters and words that stand in display order, brought back into reading order.

use super::bidi::{self, Manner};
use super::words::{self, Run};
use super::{ends, lam_alef, neighbours, shapes, suspect, word_order};
use crate::repair::edit::Edit;
use crate::text::Span;

/// Bits by which letters without forms must read better backward: so many, and so many for each letter.
const LEAST: f64 = 4.0;
const LEAST_A_LETTER: f64 = 0.5;
/// Letters of a word by itself from which on their order can be told.
const FEWEST: usize = 4;
/// Bits by which a single word must read better backward: chance is not ruled out by others.
const LEAST_ALONE: f64 = 9.0;
/// Bits by which a few words must read better backward that stand among more that do not.
const LEAST_AMONG_OTHERS: f64 = 32.0;
/// Bits that it costs to reverse each word by itself: rarer than a line in display order.
const IN_WORDS: f64 = 2.5;
/// Bits of a manner beyond the algorithm itself.
const REVERSED: f64 = 1.5;
const IN_PART: f64 = 2.0;
const LEFT_TO_RIGHT: f64 = 4.0;
const UNMIRRORED: f64 = 1.0;
/// Bits of a reading that does not give the line again.
const INEXACT: f64 = 5.0;
/// Bytes of a run from which on only the nearest ends are weighed, so that time stays linear.
const LONG: usize = 4096;

/// The name of the damage of words each reversed by itself.
pub(super) const REVERSED_WORDS: &str = "letters-reversed-in-words";

/// One way to read a run.
#[derive(Clone, Debug)]
struct Reading {
    span: Span,
    after: String,
    bits: f64,
    steps: Vec<&'static str>,
    exact: bool,
}

/// The changes that bring the letters of a line into reading order.
pub(super) fn changes(line: &str) -> Vec<Edit> {
    let forms = shapes::has_forms(line);
    let backward = if forms { may_turn(line) } else { suspect::may_read_backward(line) };
    if !backward {
        return Vec::new();
    }
    words::runs(line).iter().filter(|run| run.backward && is_sure(run)).filter_map(|run| change(line, run)).collect()
}

/// Whether a line with forms may read better backward: somewhere they do not fit, or all of them fit either way.
fn may_turn(line: &str) -> bool {
    let misfit = line.split(|c| !words::in_word(c)).any(|word| shapes::misfits(word.chars()) > 0);
    misfit || suspect::may_read_backward(&shapes::plain(line))
}

/// Whether the letters of a run are in the wrong order beyond doubt.
fn is_sure(run: &Run) -> bool {
    // Two or three letters by themselves read both ways.
    if run.words.len() == 1 && run.letters() < FEWEST && !run.forms_turn() {
        return false;
    }
    let least = match run.words.len() {
        _ if run.others > run.letters() => LEAST_AMONG_OTHERS,
        1 => LEAST_ALONE,
        _ => LEAST,
    };
    run.forms_turn() || run.lead() >= least + LEAST_A_LETTER * run.letters() as f64
}

fn change(line: &str, run: &Run) -> Option<Edit> {
    let window = ends::Window::around(line, run.span, run.span.len() > LONG);
    let mut readings = turned_lines(&window, run.span);
    readings.extend(turned_words(&window, run));
    readings.sort_by(|a, b| a.bits.total_cmp(&b.bits));
    let best = readings.first()?.clone();
    let other = readings
        .iter()
        .find(|reading| window.with(reading.span, &reading.after) != window.with(best.span, &best.after));
    let (runner_up, lead) = match other {
        Some(other) if other.bits - best.bits < run.lead() => {
            (other.after.clone(), other.bits - best.bits + head_start(&best.steps, &other.steps))
        }
        _ => (best.span.slice(line).to_owned(), run.lead()),
    };
    let mut change = Edit {
        span: best.span,
        after: best.after,
        steps: best.steps,
        loss: (!best.exact).then_some("where numbers stood between signs"),
        torn: false,
        filled: None,
        lead,
        runner_up,
    };
    if change.steps == [super::VISUAL] {
        lam_alef::unreversed(&mut change);
    }
    Some(change)
}

/// Bits by which a reading leads another before anything speaks for either. The readings weigh manners and ends as if all
/// were met about as often, so that each is found where it shows; far most lines are in plain display order.
fn head_start(best: &[&str], other: &[&str]) -> f64 {
    if best == [super::VISUAL] && other == [super::VISUAL] { 4.0 } else { 2.8 }
}

/// The line or a part of it in display order, by every end and manner that may be.
fn turned_lines(window: &ends::Window<'_>, core: Span) -> Vec<Reading> {
    let mut readings = Vec::new();
    // The order of its words is the same at all ends.
    let order = neighbours::word_order(&shapes::plain(&bidi::to_logical(core.slice(window.line), Manner::default()).0));
    for &start in &window.starts {
        for &end in &window.ends {
            let span = Span::new(start, end);
            let before = span.slice(window.line);
            for manner in manners(before) {
                let (after, exact) = bidi::to_logical(before, manner);
                let bits = window.reach_bits(span, core)
                    + window.layout_bits(span, &after)
                    + order_bits(&after, order)
                    + rarity(manner, before)
                    + if exact { 0.0 } else { INEXACT };
                readings.push(Reading { span, after, bits, steps: vec![super::VISUAL], exact });
            }
        }
    }
    readings
}

/// Bits of the order of the words of a text: half of what it is likelier than the other way round, by the tables.
fn order_bits(text: &str, order: f64) -> f64 {
    (if word_order::ends_early(text) { word_order::ENDS_EARLY } else { 0.0 }) - order / 2.0
}

/// The manners that make a difference to a text.
fn manners(text: &str) -> Vec<Manner> {
    let mut manners = vec![Manner::default()];
    let mut both = |with: fn(Manner) -> Manner| {
        let more: Vec<Manner> = manners.iter().copied().map(with).collect();
        manners.extend(more);
    };
    if text.contains(|c| bidi::mirror(c) != c) {
        both(|manner| Manner { unmirrored: true, ..manner });
    }
    if text.contains(char::is_numeric) {
        both(|manner| Manner { numbers_reversed: true, ..manner });
    }
    if text.contains(|c: char| c.is_ascii_alphabetic()) {
        both(|manner| Manner { latin_reversed: true, ..manner });
        manners.push(Manner { left_to_right: true, ..Manner::default() });
    }
    manners
}

fn rarity(manner: Manner, text: &str) -> f64 {
    let Manner { numbers_reversed, latin_reversed, unmirrored, left_to_right } = manner;
    let brackets = text.contains(|c| bidi::mirror(c) != c);
    let both = text.contains(char::is_numeric) && text.contains(|c: char| c.is_ascii_alphabetic());
    // Whoever reverses a whole line reverses all of it, and mirrors nothing.
    let all = numbers_reversed || latin_reversed;
    (if all { REVERSED } else { 0.0 })
        + (if left_to_right { LEFT_TO_RIGHT } else { 0.0 })
        + (if both && numbers_reversed != latin_reversed { IN_PART } else { 0.0 })
        + (if brackets && unmirrored != all { UNMIRRORED } else { 0.0 })
}

/// Each word reversed where it stands, with the signs of the Arabic block or without them.
fn turned_words(window: &ends::Window<'_>, run: &Run) -> Vec<Reading> {
    [true, false]
        .into_iter()
        .filter_map(|signs| {
            let span = window.words_with_signs(run.span, signs);
            let after = reverse_words(span.slice(window.line), signs);
            let order = order_bits(&after, neighbours::word_order(&shapes::plain(&after)));
            let bits = window.layout_bits(span, &after) + order + IN_WORDS + if signs { 0.0 } else { 1.0 };
            let exact = reverse_words(&after, signs) == span.slice(window.line);
            (run.words.len() > 1).then(|| Reading { span, after, bits, steps: vec![REVERSED_WORDS], exact })
        })
        .collect()
}

/// Reverses the letters of each word.
fn reverse_words(text: &str, signs: bool) -> String {
    let turns = |c: char| words::in_word(c) || signs && matches!(c, '\u{600}'..='\u{6FF}');
    let mut turned = String::with_capacity(text.len());
    let chars: Vec<char> = text.chars().collect();
    for piece in chars.chunk_by(|a, b| turns(*a) == turns(*b)) {
        if piece.first().is_some_and(|&c| turns(c)) {
            turned.extend(piece.iter().rev());
        } else {
            turned.extend(piece);
        }
    }
    turned
}
