//! The escapes of mail: quoted-printable `=D8=A7` (RFC 2045), encoded words `=?UTF-8?B?…?=` (RFC 2047), UTF-7 `+Bic-`
//! (RFC 2152).

use super::{Unit, Value};
use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use encoding_rs::Encoding;

/// Base64 whose padding may be missing.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(false),
);

/// Reads one byte of quoted-printable, or a soft line break, at the beginning of a text.
pub(super) fn quoted_printable(text: &str) -> Option<Unit> {
    match text.as_bytes() {
        [b'=', a, b, ..] if [a, b].iter().all(|b| matches!(b, b'0'..=b'9' | b'A'..=b'F')) => {
            Some(Unit { value: Value::Byte(u8::from_str_radix(text.get(1..3)?, 16).ok()?), len: 3 })
        }
        // A soft line break.
        [b'=', b'\n', ..] => Some(Unit { value: Value::Text(String::new()), len: 2 }),
        [b'=', b'\r', b'\n', ..] => Some(Unit { value: Value::Text(String::new()), len: 3 }),
        _ => None,
    }
}

/// Writes a character as the quoted-printable `like` is written, soft line breaks and all.
pub(super) fn quoted_printable_again(like: &str, text: &str) -> String {
    let mut chars = text.chars();
    let alone = like.len() == 3 && chars.next().is_some_and(|c| u32::from(c) < 0x100) && chars.next().is_none();
    let bytes: Vec<u8> = if alone { text.chars().map(|c| c as u8).collect() } else { text.bytes().collect() };
    let mut bytes = bytes.into_iter();
    let (mut again, mut rest) = (String::new(), like);
    while let Some(unit) = quoted_printable(rest) {
        match unit.value {
            Value::Byte(_) => again.extend(bytes.next().map(|byte| format!("={byte:02X}"))),
            _ => again.push_str(rest.get(..unit.len).unwrap_or_default()),
        }
        rest = rest.get(unit.len..).unwrap_or_default();
    }
    again
}

/// Reads one encoded word at the beginning of a text. White space between it and the next one is part of it.
pub(super) fn encoded_word(text: &str) -> Option<Unit> {
    let body = text.strip_prefix("=?")?;
    let mut parts = body.splitn(4, '?');
    let (charset, method, payload) = (parts.next()?, parts.next()?, parts.next()?);
    parts.next()?.strip_prefix('=')?;
    let bytes = match method {
        "B" | "b" => BASE64.decode(payload).ok()?,
        "Q" | "q" => underscored(payload)?,
        _ => return None,
    };
    let encoding = Encoding::for_label(charset.split('*').next()?.as_bytes())?;
    let decoded = encoding.decode_without_bom_handling_and_without_replacement(&bytes)?.into_owned();
    let mut len = 2 + charset.len() + 1 + method.len() + 1 + payload.len() + 2;
    let rest = text.get(len..)?;
    let next = rest.trim_start();
    if next.len() < rest.len() && next.starts_with("=?") {
        len += rest.len() - next.len();
    }
    Some(Unit { value: Value::Text(decoded), len })
}

/// The bytes of a Q payload, where `_` is a space.
fn underscored(payload: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(payload.len());
    let mut at = 0;
    while let Some(&byte) = payload.as_bytes().get(at) {
        let rest = payload.get(at..)?;
        let (byte, len) = match byte {
            b'=' => match quoted_printable(rest)?.value {
                Value::Byte(byte) => (byte, 3),
                _ => return None,
            },
            b'_' => (b' ', 1),
            byte => (byte, 1),
        };
        bytes.push(byte);
        at += len;
    }
    Some(bytes)
}

/// Writes a text as the encoded word `like` is written.
pub(super) fn encode_word(like: &str, text: &str) -> Option<String> {
    let word = like.trim_end();
    let mut parts = word.strip_prefix("=?")?.splitn(4, '?');
    let (charset, method, payload) = (parts.next()?, parts.next()?, parts.next()?);
    let (bytes, _, lost) = Encoding::for_label(charset.split('*').next()?.as_bytes())?.encode(text);
    let again = if method.eq_ignore_ascii_case("b") {
        let padding = payload.len() - payload.trim_end_matches('=').len();
        format!("{}{}", BASE64.encode(&bytes), "=".repeat(padding))
    } else {
        // What a mailer escapes beyond need differs, so the payload is compared by what it says.
        (underscored(payload)? == *bytes).then(|| payload.to_owned())?
    };
    (!lost).then(|| format!("=?{charset}?{method}?{again}?={}", like.get(word.len()..).unwrap_or_default()))
}

/// Reads one shifted run of UTF-7 at the beginning of a text.
pub(super) fn utf7(text: &str) -> Option<Unit> {
    let body = text.strip_prefix('+')?;
    let len = body.bytes().take_while(|&b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/')).count();
    // Two letters are the least that hold one code unit's first bits; 3 hold a whole one.
    let bytes = BASE64.decode(body.get(..len).filter(|run| run.len() >= 3)?).ok()?;
    let (units, rest) = bytes.as_chunks::<2>();
    let decoded: String =
        char::decode_utf16(units.iter().map(|unit| u16::from_be_bytes(*unit))).collect::<Result<_, _>>().ok()?;
    let closed = usize::from(body.as_bytes().get(len) == Some(&b'-'));
    let sound = rest.is_empty() && !decoded.is_empty() && !decoded.is_ascii();
    sound.then_some(Unit { value: Value::Text(decoded), len: 1 + len + closed })
}

/// Writes a text as the run of UTF-7 `like` is written.
pub(super) fn shift(like: &str, text: &str) -> String {
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    format!("+{}{}", BASE64.encode(bytes), if like.ends_with('-') { "-" } else { "" })
}
