//! Presentation forms: shaped letters written out as characters of their own, and the plain letters they stand for.
//!
//! The blocks are Arabic Presentation Forms-A and -B of the Unicode Standard. Only they are resolved, never a whole string.
//! How letters join is taken from the standard's `ArabicShaping.txt`.

use crate::text::script::{is_arabic_letter, is_arabic_mark};
use std::collections::HashMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// How a shaped letter joins its neighbours, in logical order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Shape {
    pub(super) joins_before: bool,
    pub(super) joins_after: bool,
}

impl Shape {
    const ISOLATED: Self = Self { joins_before: false, joins_after: false };
    const FINAL: Self = Self { joins_before: true, joins_after: false };
    const INITIAL: Self = Self { joins_before: false, joins_after: true };
    const MEDIAL: Self = Self { joins_before: true, joins_after: true };
}

/// A shaped letter or ligature.
#[derive(Debug)]
pub(super) struct Form {
    /// The plain letters.
    pub(super) plain: String,
    /// Its shape; `None` where the block does not tell.
    pub(super) shape: Option<Shape>,
}

/// Ligatures of Presentation Forms-A by their shape. The shapes of three-letter ligatures are not in order.
const LIGATURES: [(char, char, Option<Shape>); 11] = [
    ('\u{FC00}', '\u{FC63}', Some(Shape::ISOLATED)),
    ('\u{FC64}', '\u{FC96}', Some(Shape::FINAL)),
    ('\u{FC97}', '\u{FCDE}', Some(Shape::INITIAL)),
    ('\u{FCDF}', '\u{FCF4}', Some(Shape::MEDIAL)),
    ('\u{FCF5}', '\u{FD10}', Some(Shape::ISOLATED)),
    ('\u{FD11}', '\u{FD2C}', Some(Shape::FINAL)),
    ('\u{FD2D}', '\u{FD33}', Some(Shape::INITIAL)),
    ('\u{FD34}', '\u{FD3B}', Some(Shape::MEDIAL)),
    ('\u{FD3C}', '\u{FD3C}', Some(Shape::FINAL)),
    ('\u{FD3D}', '\u{FD3D}', Some(Shape::ISOLATED)),
    ('\u{FD50}', '\u{FDC7}', None),
];

/// The first character of the blocks.
const FIRST: u32 = 0xFB50;

/// All forms, from U+FB50 on.
static FORMS: LazyLock<Vec<Option<Form>>> = LazyLock::new(|| {
    let mut forms: Vec<Option<Form>> = Vec::new();
    let (mut order, mut last) = (0, String::new());
    for c in '\u{FB50}'..='\u{FEFC}' {
        let plain: String = std::iter::once(c).nfkc().collect();
        let is_form = is_form(c) && plain != c.to_string();
        // Forms of one letter stand side by side as isolated, final, initial, medial.
        order = if plain == last { order + 1 } else { 0 };
        last.clone_from(&plain);
        let shape = match (c, order) {
            ('\u{FC00}'..='\u{FDC7}', _) => {
                LIGATURES.iter().find(|(first, end, _)| (*first..=*end).contains(&c)).and_then(|row| row.2)
            }
            ('\u{FE70}'..='\u{FE7F}', _) => None,
            // The alef maksura of Uyghur has an initial and a medial form only.
            ('\u{FBE8}', _) => Some(Shape::INITIAL),
            ('\u{FBE9}', _) => Some(Shape::MEDIAL),
            (_, 0) => Some(Shape::ISOLATED),
            (_, 1) => Some(Shape::FINAL),
            (_, 2) => Some(Shape::INITIAL),
            _ => Some(Shape::MEDIAL),
        };
        // A vowel mark is shown on a space or a tatweel where it stands alone, which is no part of it.
        let plain = if is_mark_form(c) { plain.chars().filter(|&c| is_arabic_mark(c)).collect() } else { plain };
        forms.push(is_form.then_some(Form { plain, shape }));
    }
    forms
});

/// The shaped letter of plain letters in a shape.
static SHAPED: LazyLock<HashMap<(&'static str, Shape), char>> = LazyLock::new(|| {
    let mut shaped = HashMap::new();
    for (code, form) in (FIRST..).zip(FORMS.iter()) {
        if let (Some(c), Some(Form { plain, shape: Some(shape) })) = (char::from_u32(code), form) {
            shaped.entry((plain.as_str(), *shape)).or_insert(c);
        }
    }
    shaped
});

/// Whether a character is a shaped letter or ligature that is resolved: not the word ligatures such as ﷺ and ﷼, nor the
/// ornate brackets, which writers use on purpose.
pub(super) const fn is_form(c: char) -> bool {
    matches!(c, '\u{FB50}'..='\u{FBB1}' | '\u{FBD3}'..='\u{FD3D}' | '\u{FD50}'..='\u{FDC7}' | '\u{FE70}'..='\u{FEFC}')
}

/// The name of God as one character. Writers use it, and so do shapers: between other forms it is one of them.
pub(super) const ALLAH: char = '\u{FDF2}';

const fn is_mark_form(c: char) -> bool {
    matches!(c, '\u{FE70}'..='\u{FE7F}')
}

/// What a character stands for, if it is a form.
pub(super) fn form(c: char) -> Option<&'static Form> {
    let at = (c as u32).checked_sub(FIRST)?;
    FORMS.get(at as usize)?.as_ref()
}

/// Whether a text holds a form.
pub(super) fn has_forms(text: &str) -> bool {
    text.chars().any(is_form)
}

/// The plain letters of a text, in the order in which it stands.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match form(c) {
            Some(form) => plain.push_str(&form.plain),
            None => plain.push(c),
        }
    }
    plain
}

/// The shaped letter for plain letters that join their neighbours so; the isolated one where there is no such shape.
pub(super) fn shaped(plain: &str, joins_before: bool, joins_after: bool) -> Option<char> {
    let shape = |shape| SHAPED.get(&(plain, shape)).copied();
    shape(Shape { joins_before, joins_after })
        .or_else(|| shape(Shape { joins_before, joins_after: false }).or_else(|| shape(Shape::ISOLATED)))
}

/// How badly the forms of a word fit one another in an order: how often one joins and its neighbour does not, or neither
/// does although both letters would. A plain letter fits everything.
pub(super) fn misfits(letters: impl Iterator<Item = char>) -> usize {
    let mut count = 0;
    let mut before: Option<(Option<&Form>, Shape)> = Some((None, Shape::ISOLATED));
    let forms = letters.filter(|&c| !is_mark(c)).map(|c| {
        let form = form(c)?;
        Some((Some(form), form.shape?))
    });
    for next in forms.chain(std::iter::once(Some((None, Shape::ISOLATED)))) {
        if let (Some((a, left)), Some((b, right))) = (before, next) {
            let apart = a.zip(b).is_some_and(|(a, b)| part(a, left, b, right));
            count += usize::from(left.joins_after != right.joins_before || apart);
        }
        before = next;
    }
    count
}

/// Whether two forms side by side stand apart although their letters join.
pub(super) fn part(a: &Form, left: Shape, b: &Form, right: Shape) -> bool {
    let joining =
        a.plain.chars().next_back().is_some_and(joins_next) && b.plain.chars().next().is_some_and(joins_previous);
    joining && !left.joins_after && !right.joins_before
}

/// Whether a character is written over or under a letter and does not part it from the next.
pub(super) const fn is_mark(c: char) -> bool {
    is_arabic_mark(c) || is_mark_form(c)
}

/// Whether a plain letter joins the one after it.
pub(super) fn joins_next(c: char) -> bool {
    matches!(c, '\u{640}' | '\u{200D}') || is_plain_letter(c) && !parts_next(c) && !joins_none(c)
}

/// Whether a plain letter joins the one before it.
pub(super) fn joins_previous(c: char) -> bool {
    matches!(c, '\u{640}' | '\u{200D}') || is_plain_letter(c) && !joins_none(c)
}

fn is_plain_letter(c: char) -> bool {
    is_arabic_letter(c) && c < '\u{FB50}'
}

/// Letters of `Joining_Type=Right_Joining`.
const fn parts_next(c: char) -> bool {
    matches!(
        c,
        '\u{622}'..='\u{625}' | '\u{627}' | '\u{629}' | '\u{62F}'..='\u{632}' | '\u{648}' | '\u{671}'..='\u{673}'
            | '\u{675}'..='\u{677}' | '\u{688}'..='\u{699}' | '\u{6C0}' | '\u{6C3}'..='\u{6CB}' | '\u{6CD}' | '\u{6CF}'
            | '\u{6D2}' | '\u{6D3}' | '\u{6D5}' | '\u{6EE}' | '\u{6EF}' | '\u{759}'..='\u{75B}' | '\u{76B}' | '\u{76C}'
            | '\u{771}' | '\u{773}' | '\u{774}' | '\u{778}' | '\u{779}'
    )
}

/// Letters of `Joining_Type=Non_Joining`.
const fn joins_none(c: char) -> bool {
    matches!(c, '\u{621}' | '\u{674}' | '\u{6DD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_stand_for_plain_letters() {
        assert_eq!(plain("ﻣﻨﺼﺔ ﻭﺍﺣﺪﺓ ﲪ ﻻ"), "منصة واحدة حم لا");
        assert_eq!(plain("ﷺ ﷼ ﴾"), "ﷺ ﷼ ﴾");
        assert_eq!(plain("\u{FE77}"), "\u{64E}");
    }

    #[test]
    fn joining_tells_the_order() {
        for word in ["ﺍﻟﻤﺠﻠﺲ", "ﺳﻠﻤﻴﺔ", "ﻣﺘﺴﺎﻭﻳﺔ", "حﻘوق"] {
            assert_eq!(misfits(word.chars()), 0, "{word}");
            assert!(misfits(word.chars().rev()) > 0 || word.starts_with('ح'), "{word}");
        }
    }

    #[test]
    fn letters_are_shaped_by_how_they_join() {
        assert_eq!(shaped("ل", true, true), Some('ﻠ'));
        assert_eq!(shaped("ا", true, true), Some('ﺎ'));
        assert_eq!(shaped("لا", false, true), Some('ﻻ'));
        assert!(joins_next('ڵ') && !joins_next('ە') && joins_previous('ە') && !joins_previous('ء'));
    }
}
