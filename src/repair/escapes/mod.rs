//! Escapes that were meant for a program and reached the page: HTML entities, `\u0627`, `%D8%A7`, `=D8=A7` and their kin.
//!
//! * `entities`, `program`, `mail`: one notation each reads the escape at the beginning of a text, and writes a character
//!   again in the manner of the escape that stood there.
//!
//! Bytes beyond ASCII that make no UTF-8 stand for the characters of the same number, so that the reading of code pages can
//! go on from there.

mod entities;
mod mail;
mod program;

use super::undone::{Undoing, Undone};
use super::words;
use std::sync::LazyLock;

/// A way of escaping characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Escape {
    /// `&#1575;`, `&#x627;`, `&laquo;`.
    Html,
    /// `\u0627`, `\u{627}`, `\U00000627`, and bytes as `\xd8\xa7` or `\330\247`.
    Backslash,
    /// `%D8%A7` and `%u0627`, with `+` for a space.
    Percent,
    /// `=D8=A7`.
    QuotedPrintable,
    /// `=?UTF-8?B?2KfZhA==?=`.
    EncodedWord,
    /// `+BicGRA-`.
    Utf7,
    /// `\u1575?` and `\'c7`.
    Rtf,
    /// `<U+0627>`, `U+0627`.
    CodePoint,
    /// `u0627`.
    Bare,
}

/// What one escape stands for, and its length in bytes.
#[derive(Clone, Debug)]
struct Unit {
    value: Value,
    len: usize,
}

#[derive(Clone, Debug)]
enum Value {
    Char(char),
    /// A byte of some encoding.
    Byte(u8),
    /// A code unit of UTF-16.
    Wide(u16),
    Text(String),
}

/// One or more escapes that stand for one text.
#[derive(Debug)]
struct Decoded {
    from: usize,
    to: usize,
    text: String,
}

impl Escape {
    /// Whether programs are written with it, so that it may be as it should be.
    pub(super) const fn is_code(self) -> bool {
        matches!(self, Self::Html | Self::Backslash | Self::Percent | Self::Rtf | Self::Bare)
    }

    /// What an escape begins with.
    const fn trigger(self) -> u8 {
        match self {
            Self::Html => b'&',
            Self::Backslash | Self::Rtf => b'\\',
            Self::Percent => b'%',
            Self::QuotedPrintable | Self::EncodedWord => b'=',
            Self::Utf7 => b'+',
            Self::CodePoint => b'+',
            Self::Bare => b'u',
        }
    }

    /// How many bytes before the trigger an escape begins, at most.
    const fn lead(self) -> usize {
        match self {
            Self::CodePoint => 2,
            _ => 0,
        }
    }

    /// Reads one escape at the beginning of a text.
    fn unit(self, text: &str) -> Option<Unit> {
        match self {
            Self::Html => entities::unit(text),
            Self::Backslash => program::backslash(text),
            Self::Percent => program::percent(text),
            Self::QuotedPrintable => mail::quoted_printable(text),
            Self::EncodedWord => mail::encoded_word(text),
            Self::Utf7 => mail::utf7(text),
            Self::Rtf => program::rtf(text),
            Self::CodePoint => program::code_point(text),
            Self::Bare => program::bare(text),
        }
    }

    /// Escapes a text again in the manner of `like`, the escape that stood there.
    pub(super) fn again(self, like: &str, text: &str) -> Option<String> {
        let one = || {
            let mut chars = text.chars();
            chars.next().filter(|_| chars.next().is_none())
        };
        match self {
            Self::QuotedPrintable => Some(mail::quoted_printable_again(like, text)),
            Self::EncodedWord => mail::encode_word(like, text),
            Self::Utf7 => Some(mail::shift(like, text)),
            // The quotes of a literal stand for nothing.
            Self::Backslash if text.is_empty() => Some(like.to_owned()),
            Self::Html => entities::again(like, one()?),
            Self::Backslash => program::backslash_again(like, one()?),
            Self::Percent => Some(program::percent_again(like, one()?)),
            Self::Rtf => Some(program::rtf_again(like, one()?)),
            Self::CodePoint => program::code_point_again(like, one()?),
            Self::Bare => Some(program::bare_again(like, one()?)),
        }
    }
}

/// Undoes the escapes of a text in which one of them stands for a character beyond ASCII.
pub(super) fn unescape(escape: Escape, text: &str) -> Option<Undone> {
    memchr::memchr(escape.trigger(), text.as_bytes())?;
    let mut undone = Undoing::new(text);
    let mut shows = false;
    let literal = literal(text).filter(|_| escape == Escape::Backslash);
    if let Some((open, _)) = literal {
        undone.replace_str(0, open, "");
    }
    for span in words::spans(text) {
        let word = span.slice(text);
        if escape == Escape::Percent && is_address(word) {
            continue;
        }
        for Decoded { from, to, text } in decode(escape, word) {
            shows |= !text.is_ascii() || begins_escape(&text, word.get(to..).unwrap_or_default());
            undone.replace_str(span.start + from, span.start + to, &text);
        }
    }
    if let Some((_, close)) = literal {
        undone.replace_str(close, close + 1, "");
    }
    if shows { undone.done() } else { None }
}

/// The `b'` and the `'` around the bytes of a literal, as a program prints them: where they end and begin.
fn literal(text: &str) -> Option<(usize, usize)> {
    let quote = text.strip_prefix('b')?.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let close = text.trim_end_matches([',', '.', ';', ')', ']']).strip_suffix(quote)?.len();
    (close > 2 && text.contains("\\x")).then_some((2, close))
}

/// Whether an unescaped character opens another escape: `&amp;#1575;`, `%25D8`.
fn begins_escape(text: &str, rest: &str) -> bool {
    let rest = rest.as_bytes();
    match text {
        "&" => matches!(rest, [b'#', b'0'..=b'9' | b'x' | b'X', ..]),
        "%" => matches!(rest, [a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit()),
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

/// The escapes of a word, in order.
fn decode(escape: Escape, word: &str) -> Vec<Decoded> {
    let latin1 = is_latin1(escape, word);
    let mut found: Vec<Decoded> = Vec::new();
    let mut at = 0;
    while let Some(next) = word.as_bytes().get(at..).and_then(|rest| memchr::memchr(escape.trigger(), rest)) {
        let trigger = at + next;
        let first = found.last().map_or(0, |last: &Decoded| last.to).max(trigger.saturating_sub(escape.lead()));
        let decoded = (first..=trigger)
            .filter(|from| word.is_char_boundary(*from))
            .find_map(|from| character(escape, word, from, latin1));
        at = match decoded {
            Some(decoded) => {
                let to = decoded.to;
                found.push(decoded);
                to.max(trigger + 1)
            }
            // Past a run of backslashes at once: none of them opens an escape if the first does not.
            None => trigger + word.bytes().skip(trigger).take_while(|&b| b == escape.trigger()).count().max(1),
        };
    }
    match escape {
        Escape::Percent if !found.is_empty() => {
            let plus = word.match_indices('+');
            found.extend(plus.map(|(at, _)| Decoded { from: at, to: at + 1, text: " ".to_owned() }));
            found.sort_unstable_by_key(|decoded| decoded.from);
        }
        // Anything may hold a u; only a word of nothing else is a row of escapes.
        Escape::Bare => {
            let escaped: usize = found.iter().map(|decoded| decoded.to - decoded.from).sum();
            let letters = word.bytes().filter(|b| b.is_ascii_alphanumeric() || !b.is_ascii()).count();
            if escaped < letters {
                found.clear();
            }
        }
        _ => {}
    }
    found
}

/// Whether the bytes that are escaped in a word are no UTF-8: then each stands for itself.
fn is_latin1(escape: Escape, word: &str) -> bool {
    if !matches!(escape, Escape::Percent | Escape::QuotedPrintable | Escape::Backslash | Escape::Rtf) {
        return false;
    }
    let mut bytes = Vec::new();
    let mut at = 0;
    while at < word.len() {
        let unit = word.get(at..).filter(|rest| rest.as_bytes().first() == Some(&escape.trigger()));
        match unit.and_then(|rest| escape.unit(rest)) {
            Some(Unit { value: Value::Byte(byte), len }) => {
                bytes.push(byte);
                at += len;
            }
            other => {
                bytes.push(b' ');
                at += other.map_or(1, |unit| unit.len);
            }
        }
    }
    std::str::from_utf8(&bytes).is_err_and(|error| {
        // The last letter of Arabic text may be cut off.
        let before = bytes.get(..error.valid_up_to()).and_then(|bytes| std::str::from_utf8(bytes).ok());
        error.error_len().is_some() || !before.is_some_and(crate::text::script::has_arabic)
    })
}

/// The text that begins at `from`, of one or more escapes, and where it ends. Bytes beyond ASCII make UTF-8, or stand for
/// themselves.
fn character(escape: Escape, word: &str, from: usize, latin1: bool) -> Option<Decoded> {
    let rest = |at: usize| word.get(at..).unwrap_or_default();
    let unit = escape.unit(rest(from))?;
    let end = from + unit.len;
    let decoded = |text: String, to: usize| Some(Decoded { from, to, text });
    match unit.value {
        Value::Text(text) => decoded(text, end),
        Value::Char(c) => decoded(c.into(), end),
        Value::Byte(byte) if byte < 0x80 => decoded(char::from(byte).into(), end),
        Value::Byte(byte) => {
            if !latin1 {
                let mut bytes = vec![byte];
                let mut at = end;
                while let Some(Unit { value, len }) = escape.unit(rest(at)) {
                    match value {
                        Value::Byte(byte @ 0x80..=0xBF) => bytes.push(byte),
                        // A soft line break may part the bytes of a letter.
                        Value::Text(text) if text.is_empty() => {
                            at += len;
                            continue;
                        }
                        _ => break,
                    }
                    at += len;
                    if let Ok(text) = std::str::from_utf8(&bytes) {
                        return decoded(text.to_owned(), at);
                    }
                    if bytes.len() == 4 {
                        break;
                    }
                }
            }
            decoded(char::from(byte).into(), end)
        }
        Value::Wide(wide) => {
            if let Some(c) = char::from_u32(u32::from(wide)) {
                return decoded(c.into(), end);
            }
            let Unit { value: Value::Wide(low), len } = escape.unit(rest(end))? else { return None };
            let c = char::decode_utf16([wide, low]).next()?.ok()?;
            decoded(c.into(), end + len)
        }
    }
}

/// Digits of a number in the case in which `like` writes them, at least `width` of them.
fn hex(number: u32, width: usize, like: &str) -> String {
    if like.bytes().any(|b| matches!(b, b'A'..=b'F')) {
        format!("{number:0width$X}")
    } else {
        format!("{number:0width$x}")
    }
}

/// Writes a character as bytes, `width` characters each in `like`: one byte if that is all there was, else those of UTF-8.
fn bytes_again(like: &str, width: usize, c: char, write: impl Fn(u8) -> String) -> String {
    match u8::try_from(u32::from(c)) {
        Ok(byte) if like.len() == width => write(byte),
        _ => c.encode_utf8(&mut [0; 4]).bytes().map(write).collect(),
    }
}

/// Whether a text holds what escapes begin with.
pub(super) fn may_begin(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'&' | b'\\' | b'%' | b'=' | b'+' | b'u'))
}

/// Finds what may begin a bare escape. Made once, since a look through a word takes less time than making it.
static BARE: LazyLock<memchr::memmem::Finder<'static>> = LazyLock::new(|| memchr::memmem::Finder::new("u0"));

/// Whether a line may hold an escape of any notation. It may say yes where there is none, never no where there is one.
pub(super) fn may_show(line: &str) -> bool {
    let bytes = line.as_bytes();
    let shows = |at: usize| match bytes.get(at..) {
        Some([b'&', b'#', b'0'..=b'9' | b'x' | b'X', ..]) => true,
        Some([b'&', b'a'..=b'z' | b'A'..=b'Z', rest @ ..]) => rest.iter().take(9).any(|&b| b == b';'),
        Some([b'\\', b'u' | b'U' | b'x' | b'\\' | b'\'' | b'2' | b'3', ..]) => true,
        Some([b'%', a, b, ..]) => *a == b'u' || a.is_ascii_hexdigit() && b.is_ascii_hexdigit(),
        Some([b'=', b'?', ..]) => true,
        Some([b'=', b'C'..=b'F', b, ..]) => b.is_ascii_hexdigit(),
        Some([b'+', rest @ ..]) => rest.iter().take(3).filter(|b| b.is_ascii_alphanumeric()).count() == 3,
        _ => false,
    };
    memchr::memchr3_iter(b'&', b'\\', b'%', bytes).any(shows)
        || memchr::memchr2_iter(b'=', b'+', bytes).any(shows)
        || BARE.find_iter(bytes).any(|at| matches!(bytes.get(at + 2), Some(b'6' | b'7')))
}

/// Whether a line reads as program code or data, where escapes are as they should be.
pub(super) fn is_code(line: &str) -> bool {
    let bytes = line.as_bytes();
    // "key": value, call("…"), re.compile(r"…"), \d and \n beside \u, a number format.
    let quotes = |at: usize, escapes: &[u8]| {
        let body = bytes.get(at + 1..).unwrap_or_default();
        let end = body.iter().position(|b| Some(b) == bytes.get(at)).unwrap_or(body.len());
        body.get(..end).is_some_and(|body| body.iter().any(|b| escapes.contains(b)))
    };
    bytes.windows(2).enumerate().any(|(at, pair)| match pair {
        [b'"', b':'] => at > 0,
        [b'(', b'"' | b'\''] => {
            at > 0
                && bytes.get(at - 1).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_')
                && quotes(at + 1, br"\%&")
        }
        [b'r' | b'u', b'"' | b'\''] => {
            at > 0 && matches!(bytes.get(at - 1), Some(b'(' | b'=' | b' ')) && quotes(at + 1, br"\")
        }
        [b'\\', b'd' | b'w' | b's' | b'n' | b't' | b'r' | b'b' | b'p' | b'.' | b'('] => true,
        _ => false,
    }) || line.trim_end().ends_with([';', '{', '}'])
        && (line.contains(" = ") || line.contains("=\"") || line.contains("('") || line.trim_start().starts_with('{'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair::undone::Back;

    #[test]
    fn reads_every_notation() {
        let cases = [
            (Escape::Html, "&#1587;&#x633;&#X0633;&#1587&#1587;", "سسسسس"),
            (Escape::Html, "&laquo;&#1587;&raquo;", "«س»"),
            (Escape::Html, "&amp;#1587;", "&#1587;"),
            (Escape::Backslash, r"\u0633\u{633}\x{0633}\U00000633\xd8\xb3\330\263", "سسسسسس"),
            (Escape::Backslash, r"\\u0633", "س"),
            (Escape::Backslash, r"\ud83d\ude00", "\u{1F600}"),
            (Escape::Backslash, r"\xd3", "Ó"),
            (Escape::Percent, "%D8%B3+%d8%b3%u0633", "س سس"),
            (Escape::Percent, "%25D8%25B3", "%D8%B3"),
            (Escape::QuotedPrintable, "=D8=B3=D8=B3", "سس"),
            (Escape::EncodedWord, "=?UTF-8?B?2LPZiNix2YrYpw==?=", "سوريا"),
            (Escape::EncodedWord, "=?windows-1256?Q?=D3=E6=D1=ED=C7_=D3?= =?utf-8?B?2LM=?=", "سوريا سس"),
            (Escape::Utf7, "+BjMGSAYxBkoGJw-", "سوريا"),
            (Escape::Rtf, r"\u1587?\u-2?\'d3", "س\u{FFFE}Ó"),
            (Escape::CodePoint, "<U+0633><U+0633>", "سس"),
            (Escape::CodePoint, "U+0633 U+0633", "سس"),
            (Escape::Bare, "u0633u0648,", "سو,"),
        ];
        for (escape, damaged, expected) in cases {
            let undone = unescape(escape, damaged).unwrap_or_else(|| panic!("{damaged}"));
            assert_eq!(undone.text, expected, "{damaged}");
            let back = undone.comes_back(|piece, text, out| {
                out.push_str(&escape.again(piece.before.slice(damaged), text)?);
                Some(())
            });
            assert_eq!(back, Back::Exact, "{damaged}");
        }
    }

    #[test]
    fn leaves_what_is_no_escape_beyond_ascii() {
        let cases = [
            (Escape::Html, "AT&amp;T &lt;b&gt; &#38; &unknown; &#1114112; &#; &"),
            (Escape::Backslash, r"C:\users\u00zz \x4 \u{} \ud800 \\\"),
            (Escape::Percent, "100%25 50% %zz %D %"),
            (Escape::Percent, "https://ar.wikipedia.org/wiki/%D8%B3 /wiki/%D8%B3 ?q=%D8%B3"),
            (Escape::QuotedPrintable, "a=3D b=C c==D8 =d8"),
            (Escape::EncodedWord, "=?x?B?2LM=?= =?utf-8?B?2L?= =?utf-8?Z?a?= =?"),
            (Escape::Utf7, "C++ a+b +963 1+1=2 +-"),
            (Escape::Rtf, r"\u12 \'41 \'zz"),
            (Escape::CodePoint, "U+00 U+ <U+062 C+0627"),
            (Escape::Bare, "u0041 menu0627 u0627x"),
        ];
        for (escape, text) in cases {
            assert!(unescape(escape, text).is_none(), "{text} {:?}", unescape(escape, text));
        }
    }
}
