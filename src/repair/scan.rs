//! The first look: which lines can hold damage at all. Everything else goes by untouched, at the speed of one pass.

use super::{escapes, wide};

/// Whether a line may hold damage that the steps undo. It may say yes to clean text, never no to such damage.
pub(super) fn is_suspect(line: &str) -> bool {
    escapes::may_show(line) || wide::shows(line) || !line.is_ascii() && has_odd_pair(line)
}

/// The same of a word of such a line, which mostly holds no ASCII at all.
pub(super) fn is_suspect_word(word: &str) -> bool {
    escapes::may_begin(word) && escapes::may_show(word) || wide::shows(word) || has_odd_pair(word)
}

/// Whether two characters stand side by side that damage may have made, or one that only damage makes.
fn has_odd_pair(line: &str) -> bool {
    let mut before = Class::Plain;
    // An Arabic comma after a letter is common; it points to damage where another such letter follows at once.
    let mut comma = false;
    for c in line.chars() {
        if c.is_ascii() {
            (before, comma) = (Class::Plain, false);
            continue;
        }
        let class = CLASSES.get(c as usize).copied().unwrap_or_else(|| class(c));
        let odd = ODD.get(before as usize).is_some_and(|odd| odd & 1 << class as u8 != 0);
        let weak = matches!((before, class), (Class::Lead, Class::Tail)) && matches!(c, '،' | '؛' | '؟');
        if odd && !weak || comma && matches!(class, Class::Lead) {
            return true;
        }
        comma = weak;
        before = class;
    }
    false
}

/// The classes of the characters below U+0700: the answer for nearly all text, in a third of the time.
static CLASSES: [Class; 0x700] = {
    let mut classes = [Class::Plain; 0x700];
    let mut code = 0;
    while code < classes.len() {
        if let Some(c) = char::from_u32(code as u32) {
            classes[code] = class(c);
        }
        code += 1;
    }
    classes
};

/// For a class, those after it that make an odd pair: a bit for each.
static ODD: [u8; 7] = {
    let mut odd = [0; 7];
    odd[Class::Odd as usize] = bit(Class::Odd) | bit(Class::Accented) | bit(Class::Tail);
    odd[Class::Accented as usize] = odd[Class::Odd as usize] | bit(Class::Arabic) | bit(Class::Lead);
    odd[Class::Lead as usize] = bit(Class::Tail) | bit(Class::Odd) | bit(Class::Accented);
    odd[Class::Arabic as usize] = bit(Class::Accented);
    odd[Class::Tail as usize] = bit(Class::Accented);
    odd[Class::Small as usize] = bit(Class::Odd);
    odd
};

const fn bit(class: Class) -> u8 {
    1 << class as u8
}

#[derive(Clone, Copy)]
enum Class {
    /// Nothing that points to damage.
    Plain,
    /// A small Cyrillic letter.
    Small,
    /// An Arabic letter.
    Arabic,
    /// An Arabic letter that stands for a lead byte of Arabic in windows-1256.
    Lead,
    /// An Arabic letter or mark that stands for a later byte there.
    Tail,
    /// A Latin letter with an accent, or a sign that stands between such letters in code pages.
    Accented,
    /// Any other character beyond ASCII that some code page has.
    Odd,
}

const fn class(c: char) -> Class {
    match c {
        'ط' | 'ظ' | 'ع' | 'غ' => Class::Lead,
        'پ' | 'ٹ' | 'چ' | 'ژ' | 'ڈ' | 'گ' | 'ک' | 'ڑ' | 'ں' | 'ھ' | '،' | '؛' | '؟' | '\u{200C}' | '\u{200D}' => {
            Class::Tail
        }
        '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{8A0}'..='\u{8FF}' => Class::Arabic,
        'а'..='я' => Class::Small,
        'À'..='\u{24F}' => Class::Accented,
        // Hebrew and the scripts of no code page; shapes of Arabic letters are looked at by `order`.
        '\u{5D0}'..='\u{5FF}' | '\u{900}'..='\u{1FFF}' | '\u{3000}'..='\u{FAFF}' | '\u{FB50}'..='\u{FEFE}' => {
            Class::Plain
        }
        '\u{10000}'.. => Class::Plain,
        _ => Class::Odd,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_lines_pass() {
        for line in
            ["plain ASCII, 100 % of it & more", "Élan vital, naïve, Köln", "سوريا: قصة وطن", "می‌خواهم", r"C:\data"]
        {
            assert!(!is_suspect(line), "{line}");
        }
    }

    #[test]
    fn damaged_lines_do_not() {
        for line in ["Ø³", "ط³", "&#1587;", r"\u0633", "%D8%B3", "ÓæÑíÇ", "ظپظٹ", "╪│", "гУКдП", "Ç×ä", "ةههفتâ"]
        {
            assert!(is_suspect(line), "{line}");
        }
    }
}
