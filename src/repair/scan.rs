//! The first look: which lines can hold damage at all. Everything else goes by untouched, at the speed of one pass.

use super::{escapes, wide};

/// Whether a line may hold damage that the steps undo. It may say yes to clean text, never no to such damage.
pub(super) fn is_suspect(line: &str) -> bool {
    escapes::may_show(line) || wide::shows(line) || !line.is_ascii() && has_odd_pair(line)
}

/// Whether two characters stand side by side that damage may have made, or one that only damage makes.
fn has_odd_pair(line: &str) -> bool {
    let mut before = Class::Plain;
    // An Arabic comma after a letter is common; it points to damage where another such letter follows at once.
    let mut comma = false;
    let mut rest = line;
    while let Some(at) = rest.bytes().position(|b| b >= 0x80) {
        if at > 0 {
            (before, comma) = (Class::Plain, false);
        }
        let tail = rest.get(at..).unwrap_or_default();
        let Some(c) = tail.chars().next() else { break };
        let class = class(c);
        let odd = matches!(
            (before, class),
            (Class::Odd | Class::Accented, Class::Odd | Class::Accented | Class::Tail)
                | (Class::Lead, Class::Tail | Class::Odd | Class::Accented)
                | (Class::Arabic | Class::Tail, Class::Accented)
                | (Class::Accented, Class::Arabic | Class::Lead)
                | (Class::Small, Class::Odd)
        );
        let weak = matches!((before, class), (Class::Lead, Class::Tail)) && matches!(c, '،' | '؛' | '؟');
        if odd && !weak || comma && matches!(class, Class::Lead) {
            return true;
        }
        comma = weak;
        before = class;
        rest = tail.get(c.len_utf8()..).unwrap_or_default();
    }
    false
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
