//! Damage that is met in reports, made by code that is not the library's own.

use encoding_rs::{Encoding, IBM866, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254, WINDOWS_1256};

/// UTF-8 read through another table.
fn misread(text: &str, table: &'static Encoding) -> String {
    table.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

/// Writes every character beyond ASCII another way.
fn escape(text: &str, write: impl Fn(char) -> String) -> String {
    text.chars().map(|c| if c.is_ascii() { c.to_string() } else { write(c) }).collect()
}

/// Damages a text; from 15 on it stays as it is, and libFuzzer finds damage of its own.
#[must_use]
pub fn damage(text: &str, kind: u8) -> String {
    let tables = [WINDOWS_1252, WINDOWS_1256, WINDOWS_1250, WINDOWS_1251, WINDOWS_1254, MACINTOSH, IBM866];
    match kind {
        0..7 => misread(text, tables[usize::from(kind)]),
        7 => misread(&misread(text, WINDOWS_1252), WINDOWS_1252),
        8 => text.bytes().map(char::from).collect(),
        9 => escape(text, |c| format!("&#{};", c as u32)),
        10 => escape(text, |c| c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect()),
        11 => escape(text, |c| c.to_string().bytes().map(|byte| format!("%{byte:02X}")).collect()),
        12 => escape(&misread(text, WINDOWS_1252), |c| format!("&#{};", c as u32)),
        13 => WINDOWS_1252.decode_without_bom_handling(&WINDOWS_1256.encode(text).0).0.into_owned(),
        14 => text.chars().rev().collect(),
        _ => text.to_owned(),
    }
}
