//! Display order: the Unicode Bidirectional Algorithm (UAX #9) as damage, and its way back.

use crate::text::script::is_arabic;
use unicode_bidi::{BidiInfo, Level};

/// How a program wrote a line down in display order, beyond the algorithm itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Manner {
    /// Numbers came out from their last digit to their first.
    pub(super) numbers_reversed: bool,
    /// So did words of other scripts.
    pub(super) latin_reversed: bool,
    /// Brackets were left as they are instead of mirrored (rule L4).
    pub(super) unmirrored: bool,
    /// The paragraph was taken to run from left to right.
    pub(super) left_to_right: bool,
}

/// A line in display order.
pub(super) fn to_visual(text: &str, manner: Manner) -> String {
    reorder(text, levels(text, manner), manner)
}

/// A line back from display order, and whether [`to_visual`] gives the line again.
///
/// The algorithm is nearly its own inverse. Levels taken from the line as it stands are right for words of other scripts,
/// those taken from the line read from its end are right for numbers, whose level hangs on what comes before them (W2).
pub(super) fn to_logical(text: &str, manner: Manner) -> (String, bool) {
    let reversed = manner.numbers_reversed && manner.latin_reversed && !manner.left_to_right;
    if reversed || !text.contains(|c: char| c.is_numeric() || c.is_alphabetic() && !is_arabic(c)) {
        // All of it runs from right to left.
        let mirrored = |c| if manner.unmirrored { c } else { mirror(c) };
        return (text.chars().rev().map(mirrored).collect(), true);
    }
    // Brackets that were not mirrored stand the wrong way round here, so that they would not be seen as pairs (N0).
    let basis: String = if manner.unmirrored { text.chars().map(mirror).collect() } else { text.to_owned() };
    let mut mixed = levels(&basis, manner);
    let forward = reorder(text, mixed.clone(), manner);
    if to_visual(&forward, manner) == text {
        return (forward, true);
    }
    let turned: String = basis.chars().rev().collect();
    let backward: Vec<u8> = levels(&turned, manner).into_iter().rev().collect();
    let letters: Vec<bool> = text.chars().map(char::is_alphabetic).collect();
    let mut at = 0;
    for run in mixed.chunk_by_mut(|a, b| a == b) {
        let end = at + run.len();
        let words = letters.get(at..end).is_some_and(|letters| letters.contains(&true));
        if !words || run.first().is_some_and(|level| level % 2 == 1) {
            run.iter_mut().zip(backward.get(at..end).unwrap_or_default()).for_each(|(level, other)| *level = *other);
        }
        at = end;
    }
    let mixed = reorder(text, mixed, manner);
    let exact = to_visual(&mixed, manner) == text;
    if exact { (mixed, true) } else { (forward, false) }
}

/// The level of each character in its paragraph.
fn levels(text: &str, manner: Manner) -> Vec<u8> {
    let base = if manner.left_to_right { Level::ltr() } else { Level::rtl() };
    let info = BidiInfo::new(text, Some(base));
    text.char_indices().map(|(at, _)| info.levels.get(at).map_or(1, Level::number)).collect()
}

fn reorder(text: &str, levels: Vec<u8>, manner: Manner) -> String {
    let mut glyphs: Vec<(char, u8)> = text.chars().zip(levels).collect();
    flatten(&mut glyphs, manner);
    if !manner.unmirrored {
        for (c, level) in &mut glyphs {
            if *level % 2 == 1 {
                *c = mirror(*c);
            }
        }
    }
    // Rule L2: from the highest level to the lowest odd one, turn round what stands at that level or above.
    let most = glyphs.iter().map(|glyph| glyph.1).max().unwrap_or(0);
    for level in (1..=most).rev() {
        for run in glyphs.chunk_by_mut(|a, b| (a.1 >= level) == (b.1 >= level)) {
            if run.first().is_some_and(|glyph| glyph.1 >= level) {
                run.reverse();
            }
        }
    }
    glyphs.into_iter().map(|glyph| glyph.0).collect()
}

/// Treats what comes out reversed as if it ran from right to left.
fn flatten(glyphs: &mut [(char, u8)], manner: Manner) {
    if !(manner.numbers_reversed || manner.latin_reversed) {
        return;
    }
    for run in glyphs.chunk_by_mut(|a, b| a.1 == b.1) {
        let latin = run.iter().any(|glyph| glyph.0.is_alphabetic());
        let reversed = if latin { manner.latin_reversed } else { manner.numbers_reversed };
        if reversed {
            run.iter_mut().for_each(|glyph| glyph.1 = 1);
        }
    }
}

/// The mirrored character of `BidiMirroring.txt`, for the brackets and signs that texts hold.
pub(super) const fn mirror(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        '≤' => '≥',
        '≥' => '≤',
        '⟨' => '⟩',
        '⟩' => '⟨',
        '⁽' => '⁾',
        '⁾' => '⁽',
        '〈' => '〉',
        '〉' => '〈',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_to_display_order_and_back() {
        let plain = Manner::default();
        for (logical, visual) in [
            ("تقرير (كوفيد-19) عن WHO.", ".WHO نع (19-ديفوك) ريرقت"),
            ("في 12 آذار 2024", "2024 راذآ 12 يف"),
            ("2019-20 في COVID-19", "COVID-19 يف 2019-20"),
        ] {
            assert_eq!(to_visual(logical, plain), visual);
            assert_eq!(to_logical(visual, plain), (logical.to_owned(), true));
        }
    }

    #[test]
    fn manners_differ_in_numbers_words_and_brackets() {
        let raw = Manner { numbers_reversed: true, latin_reversed: true, unmirrored: true, ..Manner::default() };
        let logical = "تقرير (كوفيد-19) عن WHO";
        assert_eq!(to_visual(logical, raw), logical.chars().rev().collect::<String>());
        let unmirrored = Manner { unmirrored: true, ..Manner::default() };
        assert_eq!(to_visual(logical, unmirrored), "WHO نع )19-ديفوك( ريرقت");
        let numbers = Manner { numbers_reversed: true, ..Manner::default() };
        assert_eq!(to_visual(logical, numbers), "WHO نع (91-ديفوك) ريرقت");
    }
}
