//! Text in XML 1.0: escapes, and what becomes of the characters that XML cannot hold.

use crate::text::Lang;
use std::io;

/// Writes character data. A character that XML 1.0 has no place for becomes U+FFFD.
pub(super) fn text(out: &mut impl io::Write, raw: &str) -> io::Result<()> {
    escape(out, raw, false, |out, _| out.write_all("\u{FFFD}".as_bytes()))
}

/// Writes character data of XLIFF 2, where a character that XML 1.0 has no place for is written as `<cp hex="001B"/>`.
pub(super) fn text_with_cp(out: &mut impl io::Write, raw: &str) -> io::Result<()> {
    escape(out, raw, false, |out, code| write!(out, "<cp hex=\"{code:04X}\"/>"))
}

/// Writes what stands between the quotation marks of an attribute.
pub(super) fn attribute(out: &mut impl io::Write, raw: &str) -> io::Result<()> {
    escape(out, raw, true, |out, _| out.write_all("\u{FFFD}".as_bytes()))
}

/// The tag of a language as XML Schema's `language` type takes it; `und` where it would not.
pub(super) fn language(lang: &Lang) -> &str {
    let fits = |(at, part): (usize, &str)| {
        (1..=8).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_alphabetic() || at > 0 && byte.is_ascii_digit())
    };
    if lang.tag().split('-').enumerate().all(fits) { lang.tag() } else { "und" }
}

/// Whether a text is a name token of ASCII, which may stand as an id.
pub(super) fn is_name_token(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b':');
    !text.is_empty() && text.bytes().all(fits)
}

/// Whether a byte may be written as it stands, whatever surrounds it.
const fn is_plain(byte: u8) -> bool {
    byte >= 0x20 && !matches!(byte, b'<' | b'>' | b'&' | b'"' | 0xEF)
}

/// Looked up for each byte of each text that is written.
const PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "below 256")]
        let plain = is_plain(byte as u8);
        table[byte] = plain;
        byte += 1;
    }
    table
};

/// Writes text with its special characters escaped; `forbidden` writes the characters that XML 1.0 cannot hold.
fn escape<W: io::Write>(
    out: &mut W,
    raw: &str,
    in_attribute: bool,
    forbidden: impl Fn(&mut W, u32) -> io::Result<()>,
) -> io::Result<()> {
    let bytes = raw.as_bytes();
    let mut written = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if PLAIN[usize::from(byte)] {
            continue;
        }
        let entity = match byte {
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'&' => "&amp;",
            b'"' if in_attribute => "&quot;",
            // Readers turn these into spaces or line feeds when they stand raw.
            b'\t' if in_attribute => "&#9;",
            b'\n' if in_attribute => "&#10;",
            b'\r' => "&#13;",
            b'"' | b'\t' | b'\n' => continue,
            _ => "",
        };
        let (length, code) = match bytes.get(at..) {
            // U+FFFE and U+FFFF.
            Some([0xEF, 0xBF, low @ 0xBE..=0xBF, ..]) => (3, 0xFFC0 + u32::from(*low & 0x3F)),
            Some([0xEF, ..]) => continue,
            _ => (1, u32::from(byte)),
        };
        out.write_all(bytes.get(written..at).unwrap_or_default())?;
        if entity.is_empty() {
            forbidden(out, code)?;
        } else {
            out.write_all(entity.as_bytes())?;
        }
        written = at + length;
    }
    out.write_all(bytes.get(written..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_and_forbidden_characters() {
        let raw = "a<b>&\"c\"\t\n\r\u{1b}\u{fffe}\u{ffff}\u{fffd}\u{feff}ﻼقلعة";
        let written = |write: &dyn Fn(&mut Vec<u8>) -> io::Result<()>| {
            let mut out = Vec::new();
            write(&mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(
            written(&|out| text(out, raw)),
            "a&lt;b&gt;&amp;\"c\"\t\n&#13;\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{feff}ﻼقلعة"
        );
        assert_eq!(
            written(&|out| text_with_cp(out, raw)),
            "a&lt;b&gt;&amp;\"c\"\t\n&#13;<cp hex=\"001B\"/><cp hex=\"FFFE\"/><cp hex=\"FFFF\"/>\u{fffd}\u{feff}ﻼقلعة"
        );
        assert_eq!(
            written(&|out| attribute(out, raw)),
            "a&lt;b&gt;&amp;&quot;c&quot;&#9;&#10;&#13;\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{feff}ﻼقلعة"
        );
    }
}
