//! The first look: which lines can hold damage at all. Everything else goes by untouched, at the speed of one pass.

use super::forms;

/// Whether a line may hold damage that the steps undo. It may say yes to clean text, never no to such damage.
pub(super) fn is_suspect(line: &str) -> bool {
    let bytes = line.as_bytes();
    memchr::memchr3(b'&', b'\\', b'%', bytes).is_some_and(|_| has_escape(line))
        || !line.is_ascii() && has_odd_pair(line)
}

/// Whether an escape of any notation may begin somewhere.
fn has_escape(line: &str) -> bool {
    let bytes = line.as_bytes();
    memchr::memchr3_iter(b'&', b'\\', b'%', bytes).any(|at| match bytes.get(at..) {
        Some([b'&', b'#', b'0'..=b'9' | b'x' | b'X', ..]) => true,
        Some([b'&', b'a'..=b'z' | b'A'..=b'Z', rest @ ..]) => rest.iter().take(9).any(|&b| b == b';'),
        Some([b'\\', b'u' | b'U' | b'x' | b'\\', ..]) => true,
        Some([b'%', a, b, ..]) => *a == b'u' || a.is_ascii_hexdigit() && b.is_ascii_hexdigit(),
        _ => false,
    })
}

/// Whether two characters stand side by side that damage may have made, or one that only damage makes.
fn has_odd_pair(line: &str) -> bool {
    let mut before = Class::Plain;
    let mut rest = line;
    while let Some(at) = rest.bytes().position(|b| b >= 0x80) {
        if at > 0 {
            before = Class::Plain;
        }
        let tail = rest.get(at..).unwrap_or_default();
        let Some(c) = tail.chars().next() else { break };
        let class = class(c);
        let odd = matches!(
            (before, class),
            (_, Class::Form) | (Class::Odd, Class::Odd | Class::Tail) | (Class::Lead, Class::Tail | Class::Odd)
        );
        if odd {
            return true;
        }
        before = class;
        rest = tail.get(c.len_utf8()..).unwrap_or_default();
    }
    false
}

#[derive(Clone, Copy)]
enum Class {
    /// Nothing that points to damage.
    Plain,
    /// An Arabic letter that stands for a lead byte of Arabic in windows-1256.
    Lead,
    /// An Arabic letter that stands for a later byte there.
    Tail,
    /// A shaped letter.
    Form,
    /// Any other character beyond ASCII that some code page has.
    Odd,
}

const fn class(c: char) -> Class {
    match c {
        'ط' | 'ظ' | 'ع' | 'غ' => Class::Lead,
        'پ' | 'ٹ' | 'چ' | 'ژ' | 'ڈ' | 'گ' | 'ک' | 'ڑ' | 'ں' | 'ھ' | '،' | '؛' | '؟' | '\u{200C}' | '\u{200D}' => {
            Class::Tail
        }
        '\u{5D0}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{8A0}'..='\u{8FF}' => Class::Plain,
        _ if forms::is_shaped(c) => Class::Form,
        // Small Cyrillic letters, and the scripts of no code page.
        'а'..='я' | '\u{900}'..='\u{1FFF}' | '\u{3000}'..='\u{FAFF}' | '\u{10000}'.. => Class::Plain,
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
        for line in ["Ø³", "ط³", "&#1587;", r"\u0633", "%D8%B3", "ﺱ", "ÓæÑíÇ", "ظپظٹ", "╪│"] {
            assert!(is_suspect(line), "{line}");
        }
    }
}
