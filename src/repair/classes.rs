//! What the characters of a word are: letters of which script, and such as may come out of damage.
//!
//! Every word is looked at before and after by every chain, so that the answers for all common characters are kept in a table.

use crate::text::script::{self, is_arabic_letter};
use std::sync::LazyLock;

const ARABIC: u8 = 1;
const OTHER: u8 = 2;
const LATIN: u8 = 4;
const APPEARS: u8 = 8;
const USUAL: u8 = 16;

/// The classes of the characters below U+2600.
static CLASSES: LazyLock<Vec<u8>> =
    LazyLock::new(|| (0..0x2600).map(|code| char::from_u32(code).map_or(0, class)).collect());

/// Letters by the scripts that repair aims at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Letters {
    pub(super) arabic: usize,
    /// Hebrew and Cyrillic.
    pub(super) other: usize,
    /// Latin beyond ASCII.
    pub(super) latin: usize,
}

impl Letters {
    pub(super) fn of(text: &str) -> Self {
        look(text).0
    }
}

/// The letters of a text, and whether a repaired text may hold all of its characters.
pub(super) fn look(text: &str) -> (Letters, bool) {
    let classes = CLASSES.as_slice();
    let mut letters = Letters::default();
    let mut all = APPEARS;
    for c in text.chars() {
        let class = classes.get(c as usize).copied().unwrap_or_else(|| class(c));
        letters.arabic += usize::from(class & ARABIC != 0);
        letters.other += usize::from(class & OTHER != 0);
        letters.latin += usize::from(class & LATIN != 0);
        all &= class;
    }
    (letters, all != 0)
}

/// Whether text of the Arabic script commonly holds a character.
pub(super) fn is_usual(c: char) -> bool {
    CLASSES.get(c as usize).copied().unwrap_or_else(|| class(c)) & USUAL != 0
}

fn class(c: char) -> u8 {
    let script = match c {
        _ if c.is_ascii() => 0,
        _ if is_arabic_letter(c) => ARABIC,
        '\u{5D0}'..='\u{5EA}' | '\u{400}'..='\u{45F}' => OTHER,
        _ if is_latin(c) => LATIN,
        _ => 0,
    };
    let usual = script == ARABIC
        || matches!(c, '\u{64B}'..='\u{652}' | '٠'..='٩' | '۰'..='۹' | '،' | '؛' | '؟' | '۔')
        || matches!(c, '\u{200C}' | '–' | '—' | '…' | '“' | '”' | '‘' | '’');
    script | if may_appear(c) { APPEARS } else { 0 } | if usual { USUAL } else { 0 }
}

const fn is_latin(c: char) -> bool {
    matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{17F}' | '\u{1E00}'..='\u{1EFF}')
}

/// Whether a repaired text may hold this character where the damaged one did not.
pub(super) fn may_appear(c: char) -> bool {
    c.is_ascii() && !c.is_ascii_control()
        || script::is_arabic(c)
        || is_latin(c)
        || matches!(
            c,
            '\u{5B0}'..='\u{5F4}' | '\u{400}'..='\u{45F}' | '\u{A0}' | '«' | '»' | '°' | '·' | '§' | '©' | '®' | '£' | '€'
            | '\u{200B}'..='\u{200F}' | '\u{2010}'..='\u{203A}' | '\u{2066}'..='\u{2069}'
            | '\u{2116}' | '\u{2122}' | '\u{1F300}'..='\u{1FAFF}' | '\u{FEFF}'
        )
}

/// Whether a character may come out of UTF-8 beside words of the Arabic script: signs of mathematics and science, names in the
/// scripts of East Asia.
pub(super) const fn may_appear_oddly(c: char) -> bool {
    matches!(c, '\u{A1}'..='\u{3FF}' | '\u{2000}'..='\u{2BFF}' | '\u{3000}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
}

pub(super) const fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{45F}')
}
