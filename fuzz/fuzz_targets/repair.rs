//! Damage a text, repair it: restored, or left, or changed with a proof; never a panic; and repaired once is repaired.
#![no_main]

use encoding_rs::{Encoding, IBM866, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254, WINDOWS_1256};
use isnad::repair::{Status, explain, repair};
use isnad::text::{Certainty, Evidence};
use libfuzzer_sys::fuzz_target;

/// UTF-8 read through another table.
fn misread(text: &str, table: &'static Encoding) -> String {
    table.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

/// Writes every character beyond ASCII another way.
fn escape(text: &str, write: impl Fn(char) -> String) -> String {
    text.chars().map(|c| if c.is_ascii() { c.to_string() } else { write(c) }).collect()
}

fn damage(text: &str, kind: u8) -> String {
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
        // The input as it is: libFuzzer finds damage of its own.
        _ => text.to_owned(),
    }
}

fuzz_target!(|input: (u8, &str)| {
    let (kind, text) = input;
    let damaged = damage(text, kind % 20);
    let repaired = repair(&damaged);
    assert!((0.0..=1.0).contains(&repaired.confidence));
    let mut end = 0;
    for finding in &repaired.findings {
        let span = finding.anchor.span();
        assert_eq!(span.slice(&damaged), finding.before);
        assert!(span.start >= end, "findings overlap");
        end = span.end;
        // Re-mangled by the library itself: that is what this evidence says.
        let proven = finding.evidence.iter().any(|evidence| matches!(evidence, Evidence::Inverse { .. }));
        assert!(finding.certainty != Certainty::Proven || proven || finding.after.is_none(), "{finding:?}");
    }
    if repaired.status == Status::Clean {
        assert_eq!(repaired.text, damaged);
    }
    assert_eq!(repair(&repaired.text).text, repaired.text, "a repair of a repair of {damaged:?}");
    for candidate in explain(&damaged) {
        assert!(!candidate.sentence().is_empty());
    }
});
