//! Escapes that were meant for a program and reached the page: HTML entities, `\u0627`, `%D8%A7`.

use super::undone::Undone;

/// A way of escaping characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Escape {
    /// `&#1575;`, `&#x627;`, `&laquo;`.
    Html,
    /// `\u0627`, `\u{627}`, `\U00000627`, and UTF-8 bytes as `\xd8\xa7`.
    Backslash,
    /// `%D8%A7` and `%u0627`, with `+` for a space.
    Percent,
}

/// Entities with names that are met in text. Latin-1 ones stand in order from U+00A0 on.
const LATIN1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 \
    sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring \
    AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash \
    Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc \
    euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute \
    thorn yuml";
const NAMED: [(&str, char); 28] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("lrm", '\u{200E}'),
    ("rlm", '\u{200F}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("dagger", '†'),
    ("Dagger", '‡'),
    ("hellip", '…'),
    ("permil", '‰'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("euro", '€'),
    ("trade", '™'),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("fnof", 'ƒ'),
];

/// What one escape stands for, and its length in bytes.
#[derive(Clone, Copy)]
struct Unit {
    value: Value,
    len: usize,
}

#[derive(Clone, Copy)]
enum Value {
    Char(char),
    /// A byte of UTF-8.
    Byte(u8),
    /// A code unit of UTF-16.
    Wide(u16),
}

/// Undoes the escapes of every word in which one of them stands for a character beyond ASCII.
pub(super) fn unescape(escape: Escape, text: &str) -> Option<Undone> {
    let mut undone = Undone::new(text);
    let mut at = 0;
    for word in text.split_inclusive([' ', '\n', '\r', '\t']) {
        if escape != Escape::Percent || !is_address(word) {
            unescape_word(escape, word, at, &mut undone);
        }
        at += word.len();
    }
    undone.done()
}

fn unescape_word(escape: Escape, word: &str, base: usize, undone: &mut Undone) {
    let decoded = decode(escape, word);
    if !decoded.iter().any(|&(_, to, c)| !c.is_ascii() || begins_escape(c, word.get(to..).unwrap_or_default())) {
        return;
    }
    for (from, to, c) in decoded {
        undone.replace(base + from, base + to, c);
    }
}

/// Whether an unescaped character opens another escape: `&amp;#1575;`, `%25D8`.
fn begins_escape(c: char, rest: &str) -> bool {
    let rest = rest.as_bytes();
    match c {
        '&' => matches!(rest, [b'#', b'0'..=b'9' | b'x' | b'X', ..]),
        '%' => matches!(rest, [a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit()),
        _ => false,
    }
}

/// Whether a word is an address, whose percent escapes are as they should be.
fn is_address(word: &str) -> bool {
    let bytes = word.as_bytes();
    word.contains("://")
        || word.contains("www.")
        || word.contains("=%")
        || word.starts_with("](")
        || bytes.windows(2).any(|pair| matches!(pair, [b'/', b] if b.is_ascii_alphabetic()))
        || bytes.windows(3).any(|part| matches!(part, [a, b'/', b'%'] if a.is_ascii_alphabetic()))
}

/// The escapes of a word as ranges and the characters that they stand for.
fn decode(escape: Escape, word: &str) -> Vec<(usize, usize, char)> {
    let trigger = match escape {
        Escape::Html => b'&',
        Escape::Backslash => b'\\',
        Escape::Percent => b'%',
    };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = word.as_bytes().get(at..).and_then(|rest| memchr::memchr(trigger, rest)) {
        let from = at + next;
        match whole_character(escape, word, from) {
            Some((c, to)) => {
                found.push((from, to, c));
                at = to;
            }
            // Past a run of backslashes at once: none of them opens an escape if the first does not.
            None => at = from + word.as_bytes().iter().skip(from).take_while(|&&b| b == trigger).count().max(1),
        }
    }
    if escape == Escape::Percent && !found.is_empty() {
        found.extend(word.match_indices('+').map(|(at, _)| (at, at + 1, ' ')));
        found.sort_unstable();
    }
    found
}

/// The character that begins at `from`, of one or more escapes, and where it ends.
fn whole_character(escape: Escape, word: &str, from: usize) -> Option<(char, usize)> {
    let rest = |at: usize| word.get(at..).unwrap_or_default();
    let unit = unit(escape, rest(from))?;
    let end = from + unit.len;
    match unit.value {
        Value::Char(c) => Some((c, end)),
        Value::Byte(byte) if byte < 0x80 => Some((char::from(byte), end)),
        Value::Byte(byte) => {
            let mut bytes = vec![byte];
            let mut at = end;
            while bytes.len() < 4 {
                let Some(Unit { value: Value::Byte(byte @ 0x80..=0xBF), len }) = self::unit(escape, rest(at)) else {
                    break;
                };
                bytes.push(byte);
                at += len;
                if let Ok(text) = std::str::from_utf8(&bytes) {
                    return text.chars().next().map(|c| (c, at));
                }
            }
            None
        }
        Value::Wide(wide) => {
            if let Some(c) = char::from_u32(u32::from(wide)) {
                return Some((c, end));
            }
            let Unit { value: Value::Wide(low), len } = self::unit(escape, rest(end))? else { return None };
            let c = char::decode_utf16([wide, low]).next()?.ok()?;
            Some((c, end + len))
        }
    }
}

/// Reads one escape at the beginning of a text.
fn unit(escape: Escape, text: &str) -> Option<Unit> {
    match escape {
        Escape::Html => entity(text),
        Escape::Backslash => backslash(text),
        Escape::Percent => percent(text),
    }
}

fn hex(text: &str, digits: usize) -> Option<u32> {
    let digits = text.get(..digits).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    u32::from_str_radix(digits, 16).ok()
}

fn entity(text: &str) -> Option<Unit> {
    let body = text.strip_prefix('&')?;
    // The longest name has eight letters, the longest number seven digits.
    let end = body.bytes().take(12).position(|b| b == b';')?;
    let body = body.get(..end)?;
    let c = if let Some(number) = body.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => hex(digits, digits.len())?,
            None => number.bytes().all(|b| b.is_ascii_digit()).then(|| number.parse().ok())??,
        };
        char::from_u32(code).filter(|&c| c != '\0')?
    } else {
        named(body)?
    };
    Some(Unit { value: Value::Char(c), len: end + 2 })
}

fn named(name: &str) -> Option<char> {
    let latin1 =
        || (0xA0u8..=0xFF).zip(LATIN1.split_ascii_whitespace()).find(|(_, n)| *n == name).map(|(b, _)| char::from(b));
    NAMED.iter().find(|(n, _)| *n == name).map(|(_, c)| *c).or_else(latin1)
}

fn backslash(text: &str) -> Option<Unit> {
    // A dump of a dump doubles the backslash.
    let slashes = text.bytes().take(4).take_while(|&b| b == b'\\').count();
    let body = text.get(slashes..).filter(|_| slashes > 0 && slashes.is_power_of_two())?;
    let (value, len) = match body.as_bytes() {
        [b'u' | b'x', b'{', ..] => {
            let end = body.bytes().take(10).position(|b| b == b'}')?;
            (Value::Char(char::from_u32(hex(body.get(2..end)?, end - 2)?)?), end + 1)
        }
        [b'u', ..] => (Value::Wide(u16::try_from(hex(body.get(1..)?, 4)?).ok()?), 5),
        [b'U', ..] => (Value::Char(char::from_u32(hex(body.get(1..)?, 8)?)?), 9),
        [b'x', ..] => (Value::Byte(u8::try_from(hex(body.get(1..)?, 2)?).ok()?), 3),
        _ => return None,
    };
    Some(Unit { value, len: slashes + len })
}

fn percent(text: &str) -> Option<Unit> {
    let body = text.strip_prefix('%')?;
    if let Some(wide) = body.strip_prefix('u').and_then(|digits| hex(digits, 4)) {
        return Some(Unit { value: Value::Wide(u16::try_from(wide).ok()?), len: 6 });
    }
    Some(Unit { value: Value::Byte(u8::try_from(hex(body, 2)?).ok()?), len: 3 })
}

/// Escapes a text again in the manner of `like`, the escape that stood there.
pub(super) fn escape_like(escape: Escape, like: &str, text: &str) -> Option<String> {
    let upper = like.bytes().any(|b| matches!(b, b'A'..=b'F'));
    let cased = |digits: String| if upper { digits.to_uppercase() } else { digits };
    let c = text.chars().next()?;
    let code = u32::from(c);
    let bytes = |mark: &str| {
        c.encode_utf8(&mut [0; 4]).bytes().map(|b| format!("{mark}{}", cased(format!("{b:02x}")))).collect()
    };
    Some(match escape {
        Escape::Percent if like == "+" => "+".to_owned(),
        Escape::Percent if like.starts_with("%u") => {
            utf16(c).map(|w| format!("%u{}", cased(format!("{w:04x}")))).collect()
        }
        Escape::Percent => bytes("%"),
        Escape::Backslash => {
            let slashes: String = like.chars().take_while(|&c| c == '\\').collect();
            let body = like.get(slashes.len()..)?;
            match body.as_bytes() {
                [mark, b'{', digits @ ..] => {
                    format!("{slashes}{}{{{}}}", char::from(*mark), cased(format!("{code:0w$x}", w = digits.len() - 1)))
                }
                [b'u', ..] => utf16(c).map(|w| format!("{slashes}u{}", cased(format!("{w:04x}")))).collect(),
                [b'U', ..] => format!("{slashes}U{}", cased(format!("{code:08x}"))),
                _ => bytes(&format!("{slashes}x")),
            }
        }
        Escape::Html => match like.as_bytes() {
            [b'&', b'#', x @ (b'x' | b'X'), digits @ ..] => {
                format!("&#{}{};", char::from(*x), cased(format!("{code:0w$x}", w = digits.len() - 1)))
            }
            [b'&', b'#', digits @ ..] => format!("&#{code:0w$};", w = digits.len() - 1),
            // A name stands for one character, so the name that stood there is the one to write.
            _ => like
                .strip_prefix('&')
                .and_then(|name| name.strip_suffix(';'))
                .filter(|n| named(n) == Some(c))
                .map(|_| like.to_owned())?,
        },
    })
}

fn utf16(c: char) -> impl Iterator<Item = u16> {
    let mut units = [0; 2];
    let len = c.encode_utf16(&mut units).len();
    units.into_iter().take(len)
}

/// Whether a line reads as program code or data, where escapes are as they should be.
pub(super) fn is_code(line: &str) -> bool {
    let bytes = line.as_bytes();
    // "key": value, call("…"), re.compile(r"…"), \d and \n beside \u, a number format.
    bytes.windows(2).enumerate().any(|(at, pair)| match pair {
        [b'"', b':'] => at > 0,
        [b'(', b'"' | b'\''] => at > 0 && bytes.get(at - 1).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_'),
        [b'r' | b'b' | b'u', b'"' | b'\''] => at > 0 && matches!(bytes.get(at - 1), Some(b'(' | b'=' | b' ')),
        [b'\\', b'd' | b'w' | b's' | b'n' | b't' | b'r' | b'b' | b'p' | b'.' | b'('] => true,
        _ => false,
    }) || line.trim_end().ends_with([';', '{', '}'])
        && (line.contains(" = ") || line.contains("=\"") || line.contains("('") || line.trim_start().starts_with('{'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_notation() {
        let cases = [
            (Escape::Html, "&#1587;&#x633;&#X0633;", "سسس"),
            (Escape::Html, "&laquo;&#1587;&raquo;", "«س»"),
            (Escape::Html, "&amp;#1587;", "&#1587;"),
            (Escape::Backslash, r"\u0633\u{633}\x{0633}\U00000633\xd8\xb3", "سسسسس"),
            (Escape::Backslash, r"\\u0633", "س"),
            (Escape::Backslash, r"\ud83d\ude00", "\u{1F600}"),
            (Escape::Percent, "%D8%B3+%d8%b3%u0633", "س سس"),
            (Escape::Percent, "%25D8%25B3", "%D8%B3"),
        ];
        for (escape, damaged, expected) in cases {
            let undone = unescape(escape, damaged).unwrap();
            assert_eq!(undone.text, expected, "{damaged}");
            let again =
                |piece: super::super::undone::Piece, text: &str| escape_like(escape, piece.before.slice(damaged), text);
            assert!(undone.comes_back(again), "{damaged}");
        }
    }

    #[test]
    fn leaves_what_is_no_escape_beyond_ascii() {
        let cases = [
            (Escape::Html, "AT&amp;T &lt;b&gt; &#38; &unknown; &#1114112; &#; &"),
            (Escape::Backslash, r"C:\users\u00zz \x4 \u{} \ud800 \\\"),
            (Escape::Percent, "100%25 50% %zz %D8 %D8%"),
            (Escape::Percent, "https://ar.wikipedia.org/wiki/%D8%B3 /wiki/%D8%B3 ?q=%D8%B3"),
        ];
        for (escape, text) in cases {
            assert!(unescape(escape, text).is_none(), "{text}");
        }
    }
}
