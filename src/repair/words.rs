//! Words as damage leaves them: stretches between white space, but for white space that is part of the damage.
//!
//! Text in UTF-16 that was read byte by byte is one word, since half of a letter may look like white space.

use crate::text::Span;

/// The words of a text, in order.
pub(super) fn spans(text: &str) -> impl Iterator<Item = Span> {
    let bytes = text.as_bytes();
    let wide = super::wide::shows(text);
    let mut at = 0;
    std::iter::from_fn(move || {
        while bytes.get(at).is_some_and(|b| is_space(*b)) {
            at += 1;
        }
        let start = at;
        while at < bytes.len() && (wide || !bytes.get(at).is_some_and(|b| is_space(*b)) || !ends_word(text, at)) {
            at += 1;
        }
        (start < at).then_some(Span::new(start, at))
    })
}

/// White space as programs put it between words.
const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Whether white space ends a word: not in a soft line break of quoted-printable, between two encoded words of mail or two
/// bare code points, or where it stands for the last byte of an Arabic zero (a no-break space, in Latin pages).
fn ends_word(text: &str, at: usize) -> bool {
    let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
    match after.as_bytes() {
        [b'\n', ..] => !(before.ends_with('=') || before.ends_with("=\r")),
        [b'\r', ..] => !before.ends_with('='),
        [b' ', b'=', b'?', ..] => !before.ends_with("?="),
        [b' ', b'U' | b'u', b'+', ..] => {
            !(before.rsplit(is_break).next().is_some_and(is_code_point)
                && after.split(is_break).nth(1).is_some_and(is_code_point))
        }
        [b' ', ..] => !is_zero(before, after),
        _ => true,
    }
}

/// Whether a word is one bare code point and no more: then the white space around it only parts it from the next.
fn is_code_point(word: &str) -> bool {
    let digits = word.strip_prefix("U+").or_else(|| word.strip_prefix("u+"));
    digits.is_some_and(|digits| digits.len() >= 4 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

const fn is_break(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Whether a space is what is left of the no-break space in a misread `٠` or `۰` beside other digits.
pub(super) fn is_zero(before: &str, after: &str) -> bool {
    let mut left = before.chars().rev();
    let lead = left.next();
    if !matches!(lead, Some('Ù' | 'ù')) {
        return false;
    }
    let digit = |c: Option<char>| matches!(c, Some('\u{A0}'..='\u{A9}' | ' '));
    let mut right = after.chars().skip(1);
    digit(left.next()) && left.next() == lead || right.next() == lead && digit(right.next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_that_is_damage_is_kept() {
        for (text, expected) in [
            ("  a b\t\nc ", vec!["a", "b", "c"]),
            ("=D8=\r\n=A7 b", vec!["=D8=\r\n=A7", "b"]),
            ("=?a?= =?b?= c", vec!["=?a?= =?b?=", "c"]),
            ("U+0633 U+0648 x U+0648", vec!["U+0633 U+0648", "x", "U+0648"]),
            ("Ù¢Ù Ù¢Ù¤ Ù", vec!["Ù¢Ù Ù¢Ù¤", "Ù"]),
            ("", vec![]),
        ] {
            let words: Vec<&str> = spans(text).map(|span| span.slice(text)).collect();
            assert_eq!(words, expected, "{text:?}");
        }
    }
}
