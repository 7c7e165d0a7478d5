//! JSON that survives the tools which cut files into lines: every character that any of them takes for a line end is
//! escaped, and so is every control character.

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};
use std::io;

/// Writes a value as one line of JSON Lines, in one write.
///
/// U+2028, U+2029, U+0085 and the other control characters are escaped; numbers that JSON does not know (NaN and the
/// infinities) become `null`.
///
/// # Errors
/// When `out` does, or when the value does not serialise (a map with keys that are not strings).
pub fn write_line(out: &mut impl io::Write, value: &impl Serialize) -> io::Result<()> {
    let mut line = Vec::with_capacity(512);
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut line, LineSafe(CompactFormatter)))?;
    line.push(b'\n');
    out.write_all(&line)
}

/// Writes a value as an indented document with a line end, with the same escapes as [`write_line`].
///
/// # Errors
/// As [`write_line`].
pub fn write_pretty(out: &mut impl io::Write, value: &impl Serialize) -> io::Result<()> {
    let mut out = io::BufWriter::new(out);
    let pretty = LineSafe(PrettyFormatter::with_indent(b"  "));
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut out, pretty))?;
    io::Write::write_all(&mut out, b"\n")?;
    io::Write::flush(&mut out)
}

/// A formatter that lays out as another does, and escapes what must not stand raw in a line.
struct LineSafe<F>(F);

/// Hands the layout on to the inner formatter.
macro_rules! as_inner {
    ($($name:ident($($argument:ident: $kind:ty),*));* $(;)?) => {
        $(fn $name<W: ?Sized + io::Write>(&mut self, writer: &mut W $(, $argument: $kind)*) -> io::Result<()> {
            self.0.$name(writer $(, $argument)*)
        })*
    };
}

impl<F: Formatter> Formatter for LineSafe<F> {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let bytes = fragment.as_bytes();
        let mut written = 0;
        // DEL, and the first bytes of U+0080..U+00BF and of U+2000..U+2FFF.
        for at in memchr::memchr3_iter(0x7F, 0xC2, 0xE2, bytes) {
            let code: u32 = match bytes.get(at..) {
                Some([0x7F, ..]) => 0x7F,
                Some([0xC2, low @ 0x80..=0x9F, ..]) => u32::from(*low),
                Some([0xE2, 0x80, low @ 0xA8..=0xA9, ..]) => 0x2000 + u32::from(low - 0x80),
                _ => continue,
            };
            writer.write_all(bytes.get(written..at).unwrap_or_default())?;
            write!(writer, "\\u{code:04x}")?;
            written = at + char::from_u32(code).map_or(1, char::len_utf8);
        }
        writer.write_all(bytes.get(written..).unwrap_or_default())
    }

    as_inner! {
        begin_array();
        end_array();
        begin_array_value(first: bool);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first: bool);
        end_object_key();
        begin_object_value();
        end_object_value();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(value: &impl Serialize) -> String {
        let mut out = Vec::new();
        write_line(&mut out, value).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn line_ends_and_controls_are_escaped() {
        for (text, json) in [
            ("plain", r#""plain""#),
            ("a\u{2028}b\u{2029}c\u{85}d", r#""a\u2028b\u2029c\u0085d""#),
            ("\u{7f}\u{80}\u{9f}\u{a0}", "\"\\u007f\\u0080\\u009f\u{a0}\""),
            ("\0\u{1b}\n\"\\", r#""\u0000\u001b\n\"\\""#),
            ("“quoted” – قلعة", "\"“quoted” – قلعة\""),
            ("\u{2027}\u{202a}", "\"\u{2027}\u{202a}\""),
        ] {
            assert_eq!(line(&text), format!("{json}\n"), "{text:?}");
            assert_eq!(serde_json::from_str::<String>(&line(&text)).unwrap(), text);
        }
    }

    #[test]
    fn keys_are_escaped_too_and_numbers_without_a_name_are_null() {
        let value = std::collections::BTreeMap::from([("a\u{2028}", f64::NAN), ("b", 1.5)]);
        assert_eq!(line(&value), "{\"a\\u2028\":null,\"b\":1.5}\n");
    }

    #[test]
    fn a_document_is_indented() {
        let mut out = Vec::new();
        write_pretty(&mut out, &serde_json::json!({"a": [1, "\u{2028}"], "b": {}})).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "{\n  \"a\": [\n    1,\n    \"\\u2028\"\n  ],\n  \"b\": {}\n}\n");
    }
}
