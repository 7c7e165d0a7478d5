//! The mended file: findings spliced in, and not a byte else changed.

use encoding_rs::{WINDOWS_1252, WINDOWS_1256};
use isnad::read::{Document, Options, read};
use isnad::text::{Anchor, Certainty, Finding, FindingId, Ledger, Span, Stage};
use isnad::write::mended::{Mended, mended};
use proptest::prelude::*;

fn open(name: &str, bytes: impl Into<Vec<u8>>) -> Document {
    read(name, bytes.into(), &Options::default()).expect("it is text")
}

fn finding(stage: Stage, anchor: Anchor, before: &str, after: &str) -> Finding {
    Finding {
        stage,
        anchor,
        rule: "test".into(),
        before: before.into(),
        after: Some(after.into()),
        certainty: Certainty::Proven,
        evidence: Vec::new(),
    }
}

/// A ledger that puts each second text in place of the first, which stands in the report.
fn ledger(document: &Document, changes: &[(&str, &str)]) -> Ledger {
    let mut ledger = Ledger::default();
    for (before, after) in changes {
        let start = document.report.text.text().find(before).unwrap_or_else(|| {
            panic!("{before:?} is not in {:?}", document.report.text.text());
        });
        let anchor = Anchor::source(Span::new(start, start + before.len()));
        ledger.extend([finding(Stage::Repair, anchor, before, after)]);
    }
    ledger
}

fn mend(name: &str, bytes: impl Into<Vec<u8>>, changes: &[(&str, &str)]) -> Mended<'static> {
    let document = open(name, bytes);
    let ledger = ledger(&document, changes);
    let Mended { bytes, warnings } = mended(&document, &ledger);
    Mended { bytes: bytes.into_owned().into(), warnings }
}

/// What is tried, the file's name, the file, the changes, the file that should come out.
type Case = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)], &'static str);

#[test]
fn findings_are_spliced_into_each_format() {
    let cases: &[Case] = &[
        ("plain text, line ends kept", "a.txt", "one\r\nÃ©tÃ© two\r\n", &[("Ã©tÃ©", "été")], "one\r\nété two\r\n"),
        ("a byte order mark kept", "a.txt", "\u{FEFF}x ??? y", &[("???", "سوريا")], "\u{FEFF}x سوريا y"),
        ("Markdown", "a.md", "*??* [^1]\n\n[^1]: x", &[("??", "هو"), ("x", "<&>")], "*هو* [^1]\n\n[^1]: <&>"),
        (
            "HTML, escaped",
            "a.html",
            "<p id='x'>A ?? B</p>",
            &[("??", "x < y & z")],
            "<p id='x'>A x &lt; y &amp; z B</p>",
        ),
        ("HTML, a reference replaced", "a.html", "<p>caf&Atilde;&copy;!</p>", &[("Ã©", "é")], "<p>café!</p>"),
        ("HTML, a reference kept", "a.html", "<p>a &amp; b ??</p>", &[("a & b ??", "a & b هو")], "<p>a &amp; b هو</p>"),
        (
            "HTML, across tags",
            "a.html",
            "<p>x <i>??</i> <b>???</b> y</p>",
            &[("?? ???", "من هو")],
            "<p>x <i>من</i> <b>هو</b> y</p>",
        ),
        (
            "HTML, across tags, fewer words",
            "a.html",
            "<p>x <i>??</i> <b>???</b> y</p>",
            &[("?? ???", "هو")],
            "<p>x <i>هو</i><b></b> y</p>",
        ),
        ("HTML, wrapped lines", "a.html", "<p>x ??\r\n   ??? y</p>", &[("?? ???", "من هو")], "<p>x من\r\n   هو y</p>"),
        (
            "HTML, only what differs",
            "a.html",
            "<p><i>one</i>\n<b>two</b> ???</p>",
            &[("one two ???", "one two هو")],
            "<p><i>one</i>\n<b>two</b> هو</p>",
        ),
        (
            "HTML, a link in a note",
            "a.html",
            "<p>t<sup><a href='#n'>1</a></sup></p><p id=n>??? [The], <a href='https://x.test'>url</a>; ?!</p>",
            &[("??? [The], [url](https://x.test); ?!", "هو [The [a]], [url](https://x.test); ?؟")],
            "<p>t<sup><a href='#n'>1</a></sup></p><p id=n>هو [The [a]], <a href='https://x.test'>url</a>; ?؟</p>",
        ),
        (
            "HTML, across blocks",
            "a.html",
            "<p>a??</p>\n<p>??b</p>",
            &[("??\n\n??", "هو\n\nما")],
            "<p>aهو</p>\n<p>ماb</p>",
        ),
        ("HTML, put in before a tag", "a.html", "<p>ab<b>cd</b></p>", &[("abcd", "abXcd")], "<p>abX<b>cd</b></p>"),
        (
            "HTML, taken out",
            "a.html",
            "<p>a\u{202B}<b>b\u{202C}</b></p>",
            &[("\u{202B}", ""), ("\u{202C}", "")],
            "<p>a<b>b</b></p>",
        ),
        (
            "JSON, escaped",
            "a.jsonl",
            "{\"n\": 1,\"text\":\"a ?? \\u0633\"}\r\n{\"text\" : \"c\\n\"}\n",
            &[("??", "\"\\\n\u{2028}\u{85}\u{1}هو")],
            "{\"n\": 1,\"text\":\"a \\\"\\\\\\n\\u2028\\u0085\\u0001هو \\u0633\"}\r\n{\"text\" : \"c\\n\"}\n",
        ),
        (
            "JSON, an escape replaced",
            "a.jsonl",
            "{\"text\":\"\\u00c3\\u00a9t\\u00e9\"}",
            &[("Ã©t", "ét")],
            "{\"text\":\"ét\\u00e9\"}",
        ),
        ("nothing differs", "a.html", "<p>a &lt; b</p>", &[("a < b", "a < b")], "<p>a &lt; b</p>"),
    ];
    for (case, name, before, changes, after) in cases {
        let mended = mend(name, *before, changes);
        assert_eq!(String::from_utf8_lossy(&mended.bytes), *after, "{case}");
        assert!(mended.warnings.is_empty(), "{case}: {:?}", mended.warnings);
    }
}

#[test]
fn a_finding_within_a_finding_is_written_with_it() {
    let document = open("a.html", "<p>BBC, <i>Ø\u{AD}Ù…</i>!</p>");
    let mut ledger = ledger(&document, &[("Ø\u{AD}Ù…", "من حم")]);
    let within = Anchor::Within { finding: FindingId(0), span: Span::new("من ".len(), "من حم".len()) };
    ledger.extend([finding(Stage::Terms, within, "حم", "حماة")]);
    assert_eq!(
        String::from_utf8(mended(&document, &ledger).bytes.into_owned()).unwrap(),
        "<p>BBC, <i>من حماة</i>!</p>"
    );
}

#[test]
fn what_cannot_be_written_is_said_and_left() {
    let before = "<p>t<sup><a href='#n'>1</a></sup></p><p id=n>x, <a href='https://x.test'>url</a></p>";
    for change in [("https://x.test", "https://y.test"), ("1]\n\nx", "2 y"), ("[1]", "")] {
        let mended = mend("a.html", before, &[change]);
        assert_eq!(String::from_utf8(mended.bytes.into_owned()).unwrap(), before, "{change:?}");
        assert!(mended.warnings[0].message.contains("by hand"), "{change:?}");
    }
}

#[test]
fn other_encodings_are_kept() {
    let text = "عنوان التقرير ?? عن سوريا ولبنان والعراق والأردن وفلسطين\r\n";
    let windows_1256 = WINDOWS_1256.encode(text).0.into_owned();
    let changed = text.replace("??", "الجديد");
    let mended = mend("a.txt", windows_1256.clone(), &[("??", "الجديد")]);
    assert_eq!(mended.bytes, WINDOWS_1256.encode(&changed).0.into_owned());
    assert!(mended.warnings.is_empty());

    // A Sorani letter that windows-1256 does not hold.
    let changed = text.replace("??", "ڵ");
    let mended = mend("a.txt", windows_1256, &[("??", "ڵ")]);
    assert_eq!(String::from_utf8(mended.bytes.into_owned()).unwrap(), changed);
    assert!(mended.warnings[0].message.contains("written in UTF-8"), "{:?}", mended.warnings);

    for unit in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
        for mark in ["", "\u{FEFF}"] {
            let encode = |text: &str| -> Vec<u8> { format!("{mark}{text}").encode_utf16().flat_map(unit).collect() };
            let mended = mend("a.txt", encode("x 😀 ?? y\r\n"), &[("??", "هو😀")]);
            assert_eq!(mended.bytes, encode("x 😀 هو😀 y\r\n"));
        }
    }
}

#[test]
fn html_and_json_escape_what_the_encoding_cannot_hold() {
    let html = |text: &str| format!("<html><meta charset=windows-1252><p>Les \u{e9}lus {text}</p>");
    let mended = mend("a.html", WINDOWS_1252.encode(&html("??")).0.into_owned(), &[("??", "été هو")]);
    assert_eq!(mended.bytes, WINDOWS_1252.encode(&html("été &#1607;&#1608;")).0.into_owned());

    let json = |text: &str| format!("{{\"text\":\"Les élus de la région reçus à l'hôtel {text}\"}}\n");
    let mended = mend("a.jsonl", WINDOWS_1252.encode(&json("??")).0.into_owned(), &[("??", "هé😀")]);
    assert_eq!(mended.bytes, WINDOWS_1252.encode(&json("\\u0647é\\ud83d\\ude00")).0.into_owned());
}

#[test]
fn multibyte_encodings_are_spliced_between_characters() {
    let text = "<html><meta charset=Shift_JIS><p>日本語の報告 ?? です</p>";
    let encode = |text: &str| encoding_rs::SHIFT_JIS.encode(text).0.into_owned();
    let mended = mend("a.html", encode(text), &[("?? で", "東京 で")]);
    assert_eq!(mended.bytes, encode(&text.replace("??", "東京")));
}

#[test]
fn broken_bytes_stay_as_they_were() {
    let mut bytes = "سوريا ولبنان ".as_bytes().to_vec();
    bytes.extend(b"\xE9 ?? \xD8\xD8 end \xF0\x9F");
    let mended =
        mend("a.txt", bytes.clone(), &[("\u{FFFD} ?? \u{FFFD}\u{FFFD} end", "\u{FFFD} هو \u{FFFD}\u{FFFD} end")]);
    let mut expected = "سوريا ولبنان ".as_bytes().to_vec();
    expected.extend(b"\xE9 ");
    expected.extend("هو".as_bytes());
    expected.extend(b" \xD8\xD8 end \xF0\x9F");
    assert_eq!(mended.bytes, expected);
}

/// A piece of a file in some format.
fn soup() -> impl Strategy<Value = String> {
    "(<p>|</p>|<b>|</b>|<br>|<li id=n>|<a href='#n'>|</a>|<sup>|</sup>|&amp;|&#1587;|[a-cسه?;\\[\\] \r\n]|\\{\"text\":\"|\\\\n|\\\\u0633|\"\\}\n){0,40}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn without_findings_the_bytes_are_the_same(bytes in prop::collection::vec(any::<u8>(), 0..300), name in "a\\.(txt|md|html|jsonl|x)") {
        if let Ok(document) = read(&name, bytes.clone(), &Options::default()) {
            prop_assert_eq!(mended(&document, &Ledger::default()).bytes, bytes);
        }
    }

    #[test]
    fn without_findings_the_text_is_the_same(text in soup(), name in "a\\.(txt|md|html|jsonl|x)") {
        let document = open(&name, text.clone());
        prop_assert_eq!(mended(&document, &Ledger::default()).bytes, text.into_bytes());
    }

    /// What was written is read again as it was found, and everything around it is as it was.
    #[test]
    fn a_finding_is_read_again(head in "[a-cسه&<>;\"\\\\ ]{0,8}", tail in "[a-cسه&<>;\"\\\\ ]{0,8}", after in "[a-zسهوي&<>\"\\\\;é]{1,12}", name in prop::sample::select(vec!["a.txt", "a.html", "a.jsonl"])) {
        let escape = |text: &str| match name {
            "a.html" => text.replace('&', "&amp;").replace('<', "&lt;"),
            "a.jsonl" => text.replace('\\', "\\\\").replace('"', "\\\""),
            _ => text.to_owned(),
        };
        let (open_with, close_with) = match name {
            "a.html" => ("<p class=x>", "</p>"),
            "a.jsonl" => ("{\"id\":\"1\",\"text\":\"", "\"}\n"),
            _ => ("", "\n"),
        };
        let file = |middle: &str| format!("{open_with}.{}{}{}.{close_with}", escape(&head), escape(middle), escape(&tail));
        let document = open(name, file("???"));
        let before = document.report.text.text().to_owned();
        let written = mended(&document, &ledger(&document, &[("???", &after)]));
        prop_assert!(written.warnings.is_empty());
        let again = open(name, written.bytes);
        prop_assert_eq!(again.report.text.text(), before.replacen("???", &after, 1));
    }

    /// A change anywhere in any soup is written or said not to be, and never panics.
    #[test]
    fn any_change_is_written_or_said(text in soup(), name in "a\\.(txt|md|html|jsonl)", at in 0usize..60, len in 0usize..12, after in "[a-cس<\"\n\\[]{0,6}") {
        let document = open(&name, text);
        let read_as = document.report.text.text();
        let borders: Vec<usize> = read_as.char_indices().map(|(at, _)| at).chain([read_as.len()]).collect();
        let start = borders[at % borders.len()];
        let end = borders[(at % borders.len() + len).min(borders.len() - 1)];
        let mut ledger = Ledger::default();
        let span = Span::new(start, end);
        ledger.extend([finding(Stage::Repair, Anchor::source(span), span.slice(read_as), &after)]);
        let written = mended(&document, &ledger);
        if !written.warnings.is_empty() || span.slice(read_as) == after {
            prop_assert_eq!(written.bytes, document.bytes());
        }
    }
}
