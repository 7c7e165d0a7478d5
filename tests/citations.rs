//! The citation grammar, by cases in the styles of reports, and by properties that hold for any text.

use isnad::report::citation::{Citation, parse};
use isnad::text::Span;
use std::fmt::Write;

/// What a citation says, one line a part, in a fixed order.
fn shown(text: &str, citation: &Citation) -> String {
    let mut out = format!("{:?}\n", citation.form);
    let mut part = |name: &str, span: Option<Span>| {
        if let Some(span) = span {
            let _ = writeln!(out, "{name}: {}", span.slice(text));
        }
    };
    part("author", citation.author);
    part("title", citation.title);
    part("gloss", citation.gloss);
    part("publisher", citation.publisher);
    for (name, date) in [("date", citation.date), ("accessed", citation.accessed)] {
        if let Some(date) = date {
            let number = |n: Option<u8>| n.map(|n| format!("-{n:02}")).unwrap_or_default();
            let _ = writeln!(out, "{name}: {}{}{}", date.year, number(date.month), number(date.day));
        }
    }
    if let Some(url) = &citation.url {
        let _ = writeln!(out, "url: {}", url.target.as_deref().unwrap_or("lost"));
    }
    out
}

/// Runs a suite file: sections of a name after `###`, a note's text, and after `---` what its citations say. Sections of
/// `===` part the citations of one note.
fn suite(file: &str) {
    let mut failures = String::new();
    let mut cases = 0;
    for section in file.split("\n### ").skip(1) {
        let (name, body) = section.split_once('\n').expect("a section has a body");
        let (text, expected) = body.split_once("\n---\n").expect("a section has an expectation");
        let found = parse(text).iter().map(|citation| shown(text, citation)).collect::<Vec<_>>().join("===\n");
        cases += 1;
        if found.trim() != expected.trim() {
            let _ = writeln!(failures, "### {name}\n{text}\n--- expected\n{}\n--- found\n{found}", expected.trim());
        }
    }
    assert!(cases > 0, "the suite is empty");
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn reports() {
    suite(include_str!("suite/citations/reports.txt"));
}

#[test]
fn arabic() {
    suite(include_str!("suite/citations/arabic.txt"));
}

#[test]
fn hard() {
    suite(include_str!("suite/citations/hard.txt"));
}
