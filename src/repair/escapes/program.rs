//! The escapes of programming languages, dumps and RTF: `\u0627`, `\xd8\xa7`, `\330\247`, `\u1575?`, `<U+0627>`.

use super::{Unit, Value, hex};

/// Reads `digits` hexadecimal digits at the beginning of a text.
fn number(text: &str, digits: usize) -> Option<u32> {
    let digits = text.get(..digits).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    u32::from_str_radix(digits, 16).ok()
}

/// Reads one backslash escape at the beginning of a text.
pub(super) fn backslash(text: &str) -> Option<Unit> {
    // A dump of a dump doubles the backslash.
    let slashes = text.bytes().take(4).take_while(|&b| b == b'\\').count();
    let body = text.get(slashes..).filter(|_| slashes > 0 && slashes.is_power_of_two())?;
    let (value, len) = match body.as_bytes() {
        [b'u' | b'x', b'{', ..] => {
            let end = body.bytes().take(10).position(|b| b == b'}')?;
            (Value::Char(char::from_u32(number(body.get(2..end)?, end - 2)?)?), end + 1)
        }
        [b'u', ..] => (Value::Wide(u16::try_from(number(body.get(1..)?, 4)?).ok()?), 5),
        [b'U', ..] => (Value::Char(char::from_u32(number(body.get(1..)?, 8)?)?), 9),
        [b'x', ..] => (Value::Byte(u8::try_from(number(body.get(1..)?, 2)?).ok()?), 3),
        [b'2' | b'3', b'0'..=b'7', b'0'..=b'7', ..] => (Value::Byte(u8::from_str_radix(body.get(..3)?, 8).ok()?), 3),
        _ => return None,
    };
    Some(Unit { value, len: slashes + len })
}

/// Writes a character as the backslash escape `like` is written.
pub(super) fn backslash_again(like: &str, c: char) -> Option<String> {
    let slashes: String = like.chars().take_while(|&c| c == '\\').collect();
    let body = like.get(slashes.len()..)?;
    let code = u32::from(c);
    Some(match body.as_bytes() {
        [mark, b'{', digits @ ..] => {
            format!("{slashes}{}{{{}}}", char::from(*mark), hex(code, digits.len() - 1, like))
        }
        [b'u', ..] => utf16(c)
            .map(|wide| format!("{slashes}u{}", hex(wide.into(), 4, body.get(1..).unwrap_or_default())))
            .collect(),
        [b'U', ..] => format!("{slashes}U{}", hex(code, 8, body.get(1..)?)),
        [b'x', ..] => super::bytes_again(like, slashes.len() + 3, c, |b| {
            format!("{slashes}x{}", hex(b.into(), 2, body.get(1..).unwrap_or_default()))
        }),
        _ => super::bytes_again(like, slashes.len() + 3, c, |b| format!("{slashes}{b:03o}")),
    })
}

/// Reads one RTF character at the beginning of a text: a signed decimal code unit and the `?` for readers that know none
/// (Rich Text Format 1.9.1), or a byte of the document's code page, `\'c7`.
pub(super) fn rtf(text: &str) -> Option<Unit> {
    if let Some(byte) = text.strip_prefix("\\'").and_then(|body| number(body, 2)) {
        return Some(Unit { value: Value::Byte(u8::try_from(byte).ok().filter(|b| *b >= 0x80)?), len: 4 });
    }
    let body = text.strip_prefix("\\u")?;
    let len = body.bytes().take(6).position(|b| b == b'?')?;
    let code: i32 = body.get(..len)?.parse().ok()?;
    let wide = u16::try_from(if code < 0 { code + 0x1_0000 } else { code }).ok()?;
    Some(Unit { value: Value::Wide(wide), len: 2 + len + 1 })
}

/// Writes a character as the RTF escape `like` is written.
pub(super) fn rtf_again(like: &str, c: char) -> String {
    if like.starts_with("\\'") {
        return super::bytes_again(like, 4, c, |b| format!("\\'{}", hex(b.into(), 2, like)));
    }
    let signed = like.starts_with("\\u-");
    let number = |wide: u16| if signed { i32::from(wide) - 0x1_0000 } else { i32::from(wide) };
    utf16(c).map(|wide| format!("\\u{}?", number(wide))).collect()
}

/// Marks before and after a code point.
const CODE_POINT: [(&str, &str); 5] = [("<U+", ">"), ("[U+", "]"), ("{U+", "}"), ("U+", ""), ("u+", "")];

/// Reads one code point in Unicode's own notation at the beginning of a text: `<U+0627>`, `U+0627`. A single space before
/// another bare one is part of it.
pub(super) fn code_point(text: &str) -> Option<Unit> {
    let (open, close) = CODE_POINT.into_iter().find(|(open, _)| text.starts_with(open))?;
    let body = text.get(open.len()..)?;
    let digits = body.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
    let code = number(body, digits).filter(|_| digits >= 4)?;
    let rest = body.get(digits..)?.strip_prefix(close)?;
    let mut len = open.len() + digits + close.len();
    let alone = rest.strip_prefix(' ').is_some_and(|next| {
        next.starts_with(open) && next.get(open.len() + 4..).is_none_or(|end| !end.starts_with(open))
    });
    if close.is_empty() && alone {
        len += 1;
    }
    Some(Unit { value: Value::Char(char::from_u32(code)?), len })
}

/// Writes a character as the code point `like` is written.
pub(super) fn code_point_again(like: &str, c: char) -> Option<String> {
    let (open, close) = CODE_POINT.into_iter().find(|(open, _)| like.starts_with(open))?;
    let digits = like.get(open.len()..)?.bytes().take_while(u8::is_ascii_hexdigit).count();
    let space = if like.ends_with(' ') { " " } else { "" };
    Some(format!("{open}{}{close}{space}", hex(c.into(), digits, like.get(open.len()..)?)))
}

/// Reads one escape that lost its backslash, `u0627`, at the beginning of a text.
pub(super) fn bare(text: &str) -> Option<Unit> {
    let code = number(text.strip_prefix('u')?, 4)?;
    let c =
        char::from_u32(code).filter(|&c| crate::text::script::is_arabic(c) || matches!(c, '\u{200C}'..='\u{200F}'))?;
    Some(Unit { value: Value::Char(c), len: 5 })
}

/// Writes a character as the bare escape `like` is written.
pub(super) fn bare_again(like: &str, c: char) -> String {
    format!("u{}", hex(c.into(), 4, like.get(1..).unwrap_or_default()))
}

fn utf16(c: char) -> impl Iterator<Item = u16> {
    let mut units = [0; 2];
    let len = c.encode_utf16(&mut units).len();
    units.into_iter().take(len)
}

/// Reads one percent escape at the beginning of a text.
pub(super) fn percent(text: &str) -> Option<Unit> {
    let body = text.strip_prefix('%')?;
    if let Some(wide) = body.strip_prefix('u').and_then(|digits| number(digits, 4)) {
        return Some(Unit { value: Value::Wide(u16::try_from(wide).ok()?), len: 6 });
    }
    Some(Unit { value: Value::Byte(u8::try_from(number(body, 2)?).ok()?), len: 3 })
}

/// Writes a character as the percent escape `like` is written.
pub(super) fn percent_again(like: &str, c: char) -> String {
    if like == "+" {
        return like.to_owned();
    }
    if like.starts_with("%u") {
        return utf16(c).map(|wide| format!("%u{}", hex(wide.into(), 4, like.get(2..).unwrap_or_default()))).collect();
    }
    super::bytes_again(like, 3, c, |b| format!("%{}", hex(b.into(), 2, like)))
}
