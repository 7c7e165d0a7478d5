//! Presentation forms: shaped letters written out as characters of their own, in logical order.
//!
//! Only the form ranges are resolved (Unicode Standard, blocks Arabic Presentation Forms-A and -B), never the whole string.
//! The joining of neighbouring forms tells logical from visual order; text in visual order is not touched here.

use super::undone::{Piece, Undone};
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// How a shaped letter joins its neighbours, in logical order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Shape {
    Isolated,
    Final,
    Initial,
    Medial,
}

impl Shape {
    const fn joins_before(self) -> bool {
        matches!(self, Self::Final | Self::Medial)
    }

    const fn joins_after(self) -> bool {
        matches!(self, Self::Initial | Self::Medial)
    }

    const fn of(before: bool, after: bool) -> Self {
        match (before, after) {
            (false, false) => Self::Isolated,
            (true, false) => Self::Final,
            (false, true) => Self::Initial,
            (true, true) => Self::Medial,
        }
    }
}

/// The shaped letters and the plain text of each, both ways.
#[derive(Debug, Default)]
struct Shapes {
    forms: HashMap<char, (String, Shape)>,
    shaped: HashMap<(String, Shape), char>,
}

/// Read off the blocks themselves: forms of one letter stand side by side as isolated, final, initial, medial.
static SHAPES: LazyLock<Shapes> = LazyLock::new(|| {
    let mut shapes = Shapes::default();
    let mut order = 0;
    let mut last = String::new();
    for c in ('\u{FB50}'..='\u{FBFF}').chain('\u{FE80}'..='\u{FEFC}') {
        let plain: String = std::iter::once(c).nfkc().collect();
        if plain == c.to_string() {
            continue;
        }
        order = if plain == last { order + 1 } else { 0 };
        last.clone_from(&plain);
        let shape = match (c, order) {
            // The alef maksura of Uyghur has an initial and a medial form only.
            ('\u{FBE8}', _) => Shape::Initial,
            ('\u{FBE9}', _) => Shape::Medial,
            (_, 0) => Shape::Isolated,
            (_, 1) => Shape::Final,
            (_, 2) => Shape::Initial,
            _ => Shape::Medial,
        };
        shapes.shaped.entry((plain.clone(), shape)).or_insert(c);
        shapes.forms.insert(c, (plain, shape));
    }
    shapes
});

/// Whether a character is one of the shaped letters that are resolved: not the word ligatures such as ﷺ and ﷲ, which
/// writers use on purpose.
pub(super) const fn is_shaped(c: char) -> bool {
    matches!(c, '\u{FB50}'..='\u{FBFF}' | '\u{FE80}'..='\u{FEFC}')
}

/// Puts plain letters in place of the shaped ones of each word whose forms join as in logical order.
pub(super) fn resolve(text: &str) -> Option<Undone> {
    let mut undone = Undone::new(text);
    let mut start = 0;
    while start < text.len() {
        let rest = text.get(start..).unwrap_or_default();
        let end = start + rest.find(breaks).unwrap_or(rest.len());
        let word = text.get(start..end).unwrap_or_default();
        if word.chars().any(is_shaped) && in_logical_order(word) {
            for (at, c) in word.char_indices() {
                if let Some((plain, _)) = SHAPES.forms.get(&c) {
                    undone.replace_str(start + at, start + at + c.len_utf8(), plain);
                }
            }
        }
        start = end + text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    undone.done()
}

/// Whether a character ends the stretch over which joining is read.
fn breaks(c: char) -> bool {
    !(crate::text::script::is_arabic(c) && (c.is_alphabetic() || c == '\u{640}'))
}

/// Whether the forms of a word fit one another as written, better than they would the other way round.
fn in_logical_order(word: &str) -> bool {
    let (logical, visual) = misfits_both_ways(word);
    logical == 0 || logical < visual
}

/// Whether the forms of a text, all its words taken together, fit one another better from its end to its beginning.
pub(super) fn in_visual_order(text: &str) -> bool {
    let words = text.split(breaks).filter(|word| word.chars().any(is_shaped));
    let (logical, visual) = words.map(misfits_both_ways).fold((0, 0), |sum, word| (sum.0 + word.0, sum.1 + word.1));
    visual < logical
}

/// Misfits of a word as written, and from its end to its beginning.
fn misfits_both_ways(word: &str) -> (usize, usize) {
    let shapes: Vec<Option<Shape>> =
        word.chars().filter(|&c| !is_mark(c)).map(|c| SHAPES.forms.get(&c).map(|(_, shape)| *shape)).collect();
    (misfits(shapes.iter().copied()), misfits(shapes.iter().rev().copied()))
}

/// Places where one form joins and its neighbour does not. A plain letter fits everything.
fn misfits(shapes: impl Iterator<Item = Option<Shape>>) -> usize {
    let mut count = 0;
    let mut before = Some(Shape::Isolated);
    for shape in shapes.chain(std::iter::once(Some(Shape::Isolated))) {
        if let (Some(a), Some(b)) = (before, shape) {
            count += usize::from(a.joins_after() != b.joins_before());
        }
        before = shape;
    }
    count
}

/// Whether a piece of a resolved text, shaped again where it stands, gives `form` back.
pub(super) fn shape_again(undone: &Undone, piece: Piece) -> Option<String> {
    let plain = piece.after.slice(&undone.text);
    let before = undone.text.get(..piece.after.start)?.chars().rev().find(|&c| !is_mark(c));
    let after = undone.text.get(piece.after.end..)?.chars().find(|&c| !is_mark(c));
    let first = plain.chars().next()?;
    let last = plain.chars().next_back()?;
    let joins_before = before.is_some_and(joins_next) && joins_previous(first);
    let joins_after = joins_next(last) && after.is_some_and(joins_previous);
    SHAPES.shaped.get(&(plain.to_owned(), Shape::of(joins_before, joins_after))).map(char::to_string)
}

fn has(c: char, shape: Shape) -> bool {
    SHAPES.shaped.contains_key(&(c.to_string(), shape))
}

/// Whether a letter joins the one after it.
fn joins_next(c: char) -> bool {
    matches!(c, '\u{640}' | '\u{200D}') || has(c, Shape::Initial)
}

/// Whether a letter joins the one before it.
fn joins_previous(c: char) -> bool {
    matches!(c, '\u{640}' | '\u{200D}') || has(c, Shape::Final)
}

fn is_mark(c: char) -> bool {
    crate::text::script::is_arabic_mark(c)
}
