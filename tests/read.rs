//! Reading: encodings, formats, notes, and what is said about input that cannot be read.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};
use isnad::read::{Document, Format, Options, ReadError, read};
use isnad::report::BlockKind;
use proptest::prelude::*;

const ARABIC: &str = "إعلان دمشق يدعو إلى حوار وطني شامل حول مستقبل البلاد، ويرحب بالمبادرات الجديدة.\n\
    وقال المتحدث إن اللجنة ستجتمع في حماة يوم الخميس مع ممثلين عن الأهالي.\n";

fn open(name: &str, bytes: impl Into<Vec<u8>>) -> Document {
    read(name, bytes.into(), &Options::default()).expect("it is text")
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

fn with_mark(mark: &[u8], bytes: &[u8]) -> Vec<u8> {
    [mark, bytes].concat()
}

#[test]
fn encodings_are_told() {
    let windows_1256 = WINDOWS_1256.encode(ARABIC).0.into_owned();
    let iso_8859_6 = encoding_rs::ISO_8859_6.encode(ARABIC).0.into_owned();
    let french = "Les élus de la région ont été reçus à l'hôtel de ville ; la réunion a duré près de trois heures.";
    let mixed = "BBC News, كيف يشكل التنوع هوية سوريا? [How?], 11 March 2025";
    let pure = "السلامعليكم";
    let cases: Vec<(&str, Vec<u8>, &Encoding, bool, &str)> = vec![
        ("utf-8", ARABIC.into(), UTF_8, false, ARABIC),
        ("utf-8 with a mark", with_mark(b"\xEF\xBB\xBF", ARABIC.as_bytes()), UTF_8, true, ARABIC),
        ("utf-16le with a mark", with_mark(b"\xFF\xFE", &utf16(ARABIC, u16::to_le_bytes)), UTF_16LE, true, ARABIC),
        ("utf-16be with a mark", with_mark(b"\xFE\xFF", &utf16(ARABIC, u16::to_be_bytes)), UTF_16BE, true, ARABIC),
        ("utf-16le, Arabic", utf16(ARABIC, u16::to_le_bytes), UTF_16LE, false, ARABIC),
        ("utf-16be, Arabic", utf16(ARABIC, u16::to_be_bytes), UTF_16BE, false, ARABIC),
        ("utf-16le, no space", utf16(pure, u16::to_le_bytes), UTF_16LE, false, pure),
        ("utf-16be, no space", utf16(pure, u16::to_be_bytes), UTF_16BE, false, pure),
        ("utf-16le, mixed", utf16(mixed, u16::to_le_bytes), UTF_16LE, false, mixed),
        ("utf-16be, English", utf16("A plain report.\r\n", u16::to_be_bytes), UTF_16BE, false, "A plain report.\r\n"),
        ("windows-1256", windows_1256, WINDOWS_1256, false, ARABIC),
        ("iso-8859-6", iso_8859_6, encoding_rs::ISO_8859_6, false, ARABIC),
        ("windows-1252", WINDOWS_1252.encode(french).0.into_owned(), WINDOWS_1252, false, french),
        ("ascii", b"Nothing but ASCII.".to_vec(), UTF_8, false, "Nothing but ASCII."),
        (
            "a control character",
            b"form\x06feed and much more text around it".to_vec(),
            UTF_8,
            false,
            "form\u{6}feed and much more text around it",
        ),
    ];
    for (case, bytes, encoding, bom, text) in cases {
        let document = open("a.txt", bytes.clone());
        assert_eq!(document.encoding.encoding.name(), encoding.name(), "{case}");
        assert_eq!(document.encoding.bom, bom, "{case}");
        assert_eq!(document.report.text.text(), text, "{case}");
        assert_eq!(document.bytes(), bytes, "{case}");
        assert!(document.warnings.is_empty(), "{case}: {:?}", document.warnings);
    }
}

#[test]
fn declarations_are_followed_unless_the_bytes_say_otherwise() {
    let html = |label: &str| format!("<html><head><meta charset=\"{label}\"></head><p>سوريا</p>");
    let meta = "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1256\"><p>سوريا</p>";
    let xml = "<?xml version=\"1.0\" encoding='windows-1256'?>\n<html><p>سوريا</p></html>";
    for text in [html("windows-1256").as_str(), meta, xml] {
        let document = open("a.html", WINDOWS_1256.encode(text).0.into_owned());
        assert_eq!(document.encoding.encoding, WINDOWS_1256);
        assert_eq!(document.report.text.text(), "سوريا");
    }
    let document = open("a.html", html("windows-1252"));
    assert_eq!((document.encoding.encoding, document.report.text.text()), (UTF_8, "سوريا"));
    assert!(document.warnings[0].message.contains("declares windows-1252"), "{:?}", document.warnings);
}

#[test]
fn broken_utf8_stays_utf8_and_says_where() {
    let mut cut = ARABIC.as_bytes().to_vec();
    cut.truncate(cut.len() - 3);
    let mut stray = ARABIC.as_bytes().to_vec();
    let line = ARABIC.find('\n').unwrap() + 1;
    stray.insert(line, 0xE9);
    // The last letter before the full stop lost its second byte.
    let cut_at = format!("2:{}", ARABIC.lines().nth(1).unwrap().chars().count() - 1);
    let only_cut = b"caf\xC3\xA9 \xD8".to_vec();
    for (bytes, position) in [(cut, cut_at.as_str()), (stray, "2:1"), (only_cut, "1:6")] {
        let document = open("a.txt", bytes.clone());
        assert_eq!(document.encoding.encoding, UTF_8);
        assert_eq!(document.bytes(), bytes);
        assert_eq!(document.report.text.text().matches('\u{FFFD}').count(), 1);
        assert!(document.warnings[0].to_string().starts_with(position), "{}", document.warnings[0]);
    }
}

#[test]
fn other_files_are_refused_with_advice() {
    let error = |bytes: &[u8]| read("a.txt", bytes.to_vec(), &Options::default()).unwrap_err();
    assert!(error(b"%PDF-1.7\n...").to_string().contains("PDF"));
    assert!(error(b"PK\x03\x04....").to_string().contains("DOCX"));
    assert!(error(b"\xFF\xFE\0\0a\0\0\0").to_string().contains("UTF-32"));
    assert_eq!(error(b"one\ntwo\0three"), ReadError::Binary { offset: 7, line: 2, what: "a NUL" });
    let noise: Vec<u8> = (1..=255).cycle().take(4000).map(|b: u8| b % 24 + 1).collect();
    assert!(matches!(error(&noise), ReadError::Binary { .. }));
}

#[test]
fn an_empty_file_is_an_empty_report() {
    for (name, bytes) in [("a.txt", ""), ("a.md", ""), ("a.html", ""), ("a.jsonl", ""), ("a", "\u{FEFF}")] {
        let document = open(name, bytes);
        assert_eq!(document.report.text.text(), "", "{name}");
        assert!(document.warnings[0].message.contains("empty"), "{name}");
    }
    assert!(open("a.html", "<p> </p>").warnings[0].message.contains("no text"));
}

#[test]
fn formats_are_told_by_name_then_by_look() {
    let cases = [
        ("A.HTM", "x", Format::Html),
        ("a.b/c.md", "x", Format::Markdown),
        ("x.ndjson", "", Format::JsonLines),
        ("x.txt", "<p>", Format::Text),
        ("x", "\n<!DOCTYPE html><p>x", Format::Html),
        ("x", "<?xml version='1.0'?><html/>", Format::Html),
        ("x", "<p>x", Format::Html),
        ("x", "<pre-print> x", Format::Text),
        ("x", "{\"text\":\"x\"}\n", Format::JsonLines),
        ("x", "{not json}\n", Format::Text),
        ("x", "# Heading\n\nx", Format::Markdown),
        ("x", "x[^1]\n\n[^1]: y", Format::Markdown),
        ("x.report", "Just words.", Format::Text),
    ];
    for (name, text, format) in cases {
        assert_eq!(open(name, text).format, format, "{name} {text:?}");
    }
}

/// A reference as it reads, and the label of its note.
type Tied<'d> = (&'d str, Option<&'d str>);

/// Label, mark and body of each note, and the references.
fn notes(document: &Document) -> (Vec<[&str; 3]>, Vec<Tied<'_>>) {
    let report = &document.report;
    let text = report.text.text();
    (
        report.notes.iter().map(|note| [note.label.as_str(), note.mark.slice(text), note.body.slice(text)]).collect(),
        report
            .references
            .iter()
            .map(|r| (r.span.slice(text), r.note.and_then(|at| report.notes.get(at)).map(|note| note.label.as_str())))
            .collect(),
    )
}

#[test]
fn html_notes_are_read_in_every_common_form() {
    let body = "MRG, الإسماعيليون في سوريا [The Ismailis], March 2018, [url](https://example.org/a)";
    let link = "MRG, الإسماعيليون في سوريا [The Ismailis], March 2018, <a href=\"https://example.org/a\">url</a>";
    let cases = [
        (
            "pandoc",
            "[1]",
            "",
            format!(
                "<p>Text<a href=\"#fn1\" class=\"footnote-ref\" id=\"fnref1\" role=\"doc-noteref\"><sup>1</sup></a> goes on.</p>\
             <section id=\"footnotes\" class=\"footnotes\" role=\"doc-endnotes\"><hr /><ol><li id=\"fn1\"><p>{link}<a \
             href=\"#fnref1\" class=\"footnote-back\" role=\"doc-backlink\">↩︎</a></p></li></ol></section>"
            ),
        ),
        (
            "LibreOffice",
            "[1]",
            "1",
            format!(
                "<P>Text<A CLASS=\"sdfootnoteanc\" NAME=\"sdfootnote1anc\" HREF=\"#sdfootnote1sym\"><SUP>1</SUP></A> goes on.\n\
             <DIV ID=\"sdfootnote1\"><P CLASS=\"sdfootnote\"><A CLASS=\"sdfootnotesym\" NAME=\"sdfootnote1sym\" \
             HREF=\"#sdfootnote1anc\">1</A>\n\t{link}</P>\n</DIV>"
            ),
        ),
        (
            "Word",
            "[1]",
            "[1]",
            format!(
                "<p>Text<a style='mso-footnote-id:ftn1' href=\"#_ftn1\" name=\"_ftnref1\" title=\"\"><span class=x>[1]</span></a> \
             goes on.</p><div style='mso-element:footnote-list'><hr><div style='mso-element:footnote' id=ftn1><p><a \
             href=\"#_ftnref1\" name=\"_ftn1\"><span>[1]</span></a> {link}</p></div></div>"
            ),
        ),
        (
            "MediaWiki",
            "[1]",
            "",
            format!(
                "<p>Text<sup id=\"cite_ref-1\" class=\"reference\"><a href=\"#cite_note-1\">&#91;1&#93;</a></sup> goes on.</p><ol>\
             <li id=\"cite_note-1\"><span><b><a href=\"#cite_ref-1\">^</a></b></span> <span>{link}</span></li></ol>"
            ),
        ),
        (
            "GitHub",
            "[1]",
            "",
            format!(
                "<p>Text<sup><a href=\"#user-content-fn-1\" id=\"user-content-fnref-1\" data-footnote-ref>1</a></sup> goes on.</p>\
             <section><ol><li id=\"user-content-fn-1\"><p>{link} <a href=\"#user-content-fnref-1\" \
             class=\"data-footnote-backref\">↩</a></p></li></ol></section>"
            ),
        ),
        (
            "by hand",
            "[1]",
            "[1]",
            format!("<p>Text<sup><a href=\"#n1\">1</a></sup> goes on.</p><p id=\"n1\">[1] {link}</p>"),
        ),
        (
            "by hand, superscript",
            "[1]",
            "1",
            format!("<p>Text<sup><a href=\"#n1\">1</a></sup> goes on.<p id=\"n1\"><sup>1</sup> {link}"),
        ),
        (
            "EPUB",
            "[1]",
            "",
            format!(
                "<p>Text<a epub:type=\"noteref\" href=\"#n1\">1</a> goes on.</p><aside epub:type=\"footnote\" id=\"n1\"><p>{link}</p>\
             </aside>"
            ),
        ),
    ];
    for (case, reference, mark, html) in cases {
        let document = open("a.html", html);
        let (notes, references) = notes(&document);
        assert_eq!(notes, [["1", mark, body]], "{case}: {:?}", document.report.text.text());
        assert_eq!(references, [(reference, Some("1"))], "{case}");
        let text = document.report.text.text();
        assert!(text.starts_with("Text[1] goes on.\n\n"), "{case}: {text:?}");
        assert!(!text.contains(['↩', '^']), "{case}: {text:?}");
        let kinds: Vec<BlockKind> = document.report.blocks.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [BlockKind::Paragraph, BlockKind::Note], "{case}");
    }
}

#[test]
fn a_title_that_is_the_link_keeps_its_words_together() {
    let html = "<p>Text<sup><a href=\"#n1\">1</a></sup></p><ol><li id=\"n1\">BBC, <a href=\"https://x.test/(a) b\">هوية سوريا \
        الجديدة</a> [Identity], 2025; MRG, <a href='https://y.test'>A new report</a>, 2018.</li></ol>";
    let document = open("a.html", html);
    let (notes, _) = notes(&document);
    assert_eq!(
        notes[0][2],
        "BBC, هوية سوريا الجديدة [Identity], 2025, [url](https://x.test/%28a%29%20b); MRG, A new report, 2018. \
         [url](https://y.test)"
    );
}

#[test]
fn html_blocks_are_read_as_a_browser_shows_them() {
    let html = "<!DOCTYPE html>\r\n<html lang=\"ar\"><head><title>T</title><style>p {}</style></head><body>\r\n\
        <h2>Heading &amp; <i>more</i></h2><script>if (a < b) document.write('<p>x')</script>\r\n\
        <p>One\r\n  two <b> three</b>&nbsp;four<br>five<!-- no -->six</p><ul><li>a<li>b</ul>\
        <table><tr><td>c<td>d</table><pre>x\n  y</pre>a < b<svg><text>no</text></svg>";
    let document = open("a.html", html);
    let report = &document.report;
    let blocks: Vec<(BlockKind, &str)> =
        report.blocks.iter().map(|block| (block.kind, block.span.slice(report.text.text()))).collect();
    assert_eq!(
        blocks,
        [
            (BlockKind::Heading, "Heading & more"),
            (BlockKind::Paragraph, "One two three\u{A0}four\nfivesix"),
            (BlockKind::ListItem, "a"),
            (BlockKind::ListItem, "b"),
            (BlockKind::TableCell, "c"),
            (BlockKind::TableCell, "d"),
            (BlockKind::Code, "x\n  y"),
            (BlockKind::Paragraph, "a < b"),
        ]
    );
    assert_eq!(report.lang.tag(), "ar");
    let at = report.text.text().find("two").unwrap();
    assert_eq!(document.position(at).to_string(), "5:3");
    let six = report.text.text().find("six").unwrap();
    assert_eq!(
        html.lines().nth(4).unwrap().chars().skip(document.position(six).column - 1).take(3).collect::<String>(),
        "six"
    );
}

#[test]
fn references_in_html_without_semicolon_or_name() {
    for (html, text) in [
        ("<p>&copy 2025 &copyright &nosuch; &#1587;&#x648; R&D AT&T &", "© 2025 ©right &nosuch; سو R&D AT&T &"),
        ("<p>&#0; &#xD800; &#x110000;", "\u{FFFD} \u{FFFD} \u{FFFD}"),
        ("<p>&lt;p&gt; &amp;amp;", "<p> &amp;"),
    ] {
        assert_eq!(open("a.html", html).report.text.text(), text);
    }
}

#[test]
fn json_lines_give_the_text_of_their_fields() {
    let lines = "{\"id\": 1, \"title\": \"A \\u0633\\u0648\\u0631\\u064a\\u0627 \\\"b\\\"\", \"text\": \"One.\\n\\nTwo \\ud83d\\ude00.\", \
        \"other\": \"no\"}\r\n\
        {broken\r\n\
        [\"text\"]\n\n\
        {\"notes\": [\"BBC, \\\\ x\", \"[7] MRG\"], \"n\": {\"body\": \"deep \\ud800 end\", \"text\": 3}, \"te\\u0078t\": \"named\"}";
    let document = open("a.jsonl", lines);
    let text = document.report.text.text();
    assert_eq!(text, "A سوريا \"b\"\n\nOne.\n\nTwo 😀.\n\nBBC, \\ x\n\n[7] MRG\n\ndeep \u{FFFD} end\n\nnamed");
    let warnings: Vec<String> = document.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warnings.len(), 2, "{warnings:?}");
    assert!(warnings[0].starts_with("2:2: this line is not JSON"), "{warnings:?}");
    assert!(warnings[1].starts_with("3:1: this line is JSON but no object"), "{warnings:?}");
    assert_eq!(document.report.notes[0].body.slice(text), "BBC, \\ x");
    assert_eq!(document.report.notes[0].label, "1");
    assert_eq!(document.report.blocks[0].kind, BlockKind::Heading);
    let named = text.find("named").unwrap();
    assert_eq!(document.position(named).line, 5);
    let rest = lines.lines().nth(4).unwrap().chars().skip(document.position(named).column - 1).collect::<String>();
    assert!(rest.starts_with("named"), "{rest}");
}

#[test]
fn large_odd_input_takes_linear_time() {
    let started = std::time::Instant::now();
    for piece in ["<", "&", "[", "<li>", "</p>", "<p>", "<a href='#x'>", "&amp", "<ul><div>", "\"", "\\", "{"] {
        let bytes = piece.repeat(400_000 / piece.len());
        for name in ["a.html", "a.jsonl"] {
            read(name, bytes.clone().into(), &Options::default()).unwrap();
        }
    }
    assert!(started.elapsed().as_secs() < 120, "took {:?}", started.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), name in "a\\.(txt|md|html|jsonl|x)") {
        if let Ok(document) = read(&name, bytes.clone(), &Options::default()) {
            prop_assert_eq!(document.bytes(), bytes);
        }
    }

    #[test]
    fn any_tag_soup_is_laid_out_whole(html in "(<(p|li|/p|a href='#a'|sup|/a|/sup|b|!--|td|pre|script|br|p id=a|a id=a href='#b')>?|[a-c&;\u{633} \n<\"]|&amp;|-->){0,40}") {
        let document = open("a.html", html.clone());
        let text = document.report.text.text();
        for (at, c) in text.char_indices() {
            let span = isnad::text::Span::new(at, at + c.len_utf8());
            let place = document.layout.to_file(span);
            prop_assert!(place.end <= html.len() && html.is_char_boundary(place.start) && html.is_char_boundary(place.end));
        }
        for block in &document.report.blocks {
            prop_assert!(!block.span.slice(text).trim().is_empty());
        }
        prop_assert!(document.report.blocks.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    }
}
