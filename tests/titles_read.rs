//! Titles of cited works, read from tables, bibliographies, translation memories and feeds.

use isnad::read::titles::{Count, Fault, Listing, TitlesError, is_bibliography, read_titles};
use isnad::restore::{Day, read_day};
use proptest::prelude::*;
use std::convert::Infallible;

const EXTENSIONS: [&str; 11] = ["tsv", "csv", "json", "ris", "bib", "enw", "rdf", "xml", "tmx", "rss", "atom"];
const COAST: &str = "من يحكم الساحل؟";

fn try_read(name: &str, bytes: &[u8]) -> Result<(Vec<Listing>, Count), TitlesError<Infallible>> {
    let mut entries = Vec::new();
    let mut each = |entry| {
        entries.push(entry);
        Ok(())
    };
    let count = read_titles(name, &mut &bytes[..], &mut each)?;
    assert_eq!(count.taken, entries.len() as u64);
    Ok((entries, count))
}

fn read(name: &str, text: &str) -> (Vec<Listing>, Count) {
    try_read(name, text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

fn entry(title: &str, gloss: &str, source: &str, date: Option<Day>, url: &str, place: &str) -> Listing {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Listing {
        title: title.to_owned(),
        gloss: given(gloss),
        source: given(source),
        date,
        url: given(url),
        place: place.to_owned(),
    }
}

fn day(year: u16, month: u8, day: u8) -> Option<Day> {
    Some((year, Some(month), Some(day)))
}

/// The one record of all formats.
fn whole(place: &str) -> Listing {
    entry(COAST, "Who governs the coast?", "BBC News", day(2025, 3, 11), "https://example.org/coast", place)
}

#[track_caller]
fn assert_read(name: &str, text: &str, expected: &[Listing], left_out: u64) {
    let (entries, count) = read(name, text);
    assert_eq!(entries, expected, "{name}");
    assert_eq!((count.left_out, count.problems.as_slice()), (left_out, &[][..]), "{name}");
}

#[test]
fn tables_are_read() {
    let tsv = format!(
        "Title\tGloss\tDate\tSource\tURL\n\
         {COAST}\tWho governs the coast?\t2025-03-11\tBBC News\thttps://example.org/coast\n\
         A plain title\t\t\t\t\n\
         قال \"نعم\" للحوار\tHe said \"yes\"\t١١ آذار ٢٠٢٥\t\t\n"
    );
    let said = entry("قال \"نعم\" للحوار", "He said \"yes\"", "", day(2025, 3, 11), "", "line 4");
    assert_read("a.tsv", &tsv, &[whole("line 2"), said], 1);

    let quoted = format!(
        "title_original,translated title,outlet,published,link\r\n\
         \"{COAST}\",\"Who governs the coast?\",BBC News,11 March 2025,https://example.org/coast\r\n\
         \"الرئيس، كما\nقيل\",\"The \"\"president\"\"\",,,\r\n\
         سوريا اليوم,Syria today,,,\r\n"
    );
    let president = entry("الرئيس، كما قيل", "The \"president\"", "", None, "", "line 3");
    let today = entry("سوريا اليوم", "Syria today", "", None, "", "line 5");
    assert_read("a.csv", &quoted, &[whole("line 2"), president, today], 0);

    let semicolons = format!("sep=;\n\"title\";\"gloss\"\n\"{COAST}\";\"Who, and why\"\n");
    assert_read("a.csv", &semicolons, &[entry(COAST, "Who, and why", "", None, "", "line 3")], 0);

    let old = format!("title,gloss\r{COAST},Who\rسوريا,Syria\r");
    let lines = [entry(COAST, "Who", "", None, "", "line 2"), entry("سوريا", "Syria", "", None, "", "line 3")];
    assert_read("a.csv", &old, &lines, 0);

    let zotero = format!(
        "\"Key\",\"Item Type\",\"Publication Year\",\"Author\",\"Title\",\"Publication Title\",\"Url\",\"Date\",\"Access Date\",\"Short Title\",\"Extra\"\n\
         \"AB12\",\"webpage\",\"2025\",\"Doe, J.\",\"{COAST}\",\"BBC News\",\"https://example.org/coast\",\"2025-03-11\",\"2025-04-01\",\"Who\",\"tex.x: 1\nTranslated Title: Who governs the coast?\"\n"
    );
    assert_read("Exported Items.csv", &zotero, &[whole("line 2")], 0);
}

#[test]
fn ragged_tables_lose_no_more_than_they_must() {
    let text = "title,gloss,date\nعنوان أول,First\nعنوان ثان, مع فاصلة,Second,2025\n\nعنوان ثالث,Third,2025,,\n";
    let (entries, count) = read("a.csv", text);
    let first = entry("عنوان أول", "First", "", None, "", "line 2");
    let third = entry("عنوان ثالث", "Third", "", Some((2025, None, None)), "", "line 5");
    assert_eq!(entries, [first, third]);
    let problems: Vec<_> = count.problems.iter().map(ToString::to_string).collect();
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].starts_with("line 2: this line has 2 fields"), "{problems:?}");
    assert!(problems[1].starts_with("line 3: this line has 4 fields"), "{problems:?}");

    let many = format!("title,gloss\n{}", "عنوان جديد\n".repeat(50));
    let (entries, count) = read("a.csv", &many);
    assert_eq!((entries.len(), count.problems.len(), count.more_problems), (50, 20, 30));
}

#[test]
fn tables_that_cannot_be_read_say_why() {
    let error = try_read("b.csv", "name,when\nعنوان,2025\n".as_bytes()).unwrap_err().to_string();
    assert!(
        error.starts_with("b.csv: line 1: no column is named `title`") && error.contains("`name`, `when`"),
        "{error}"
    );
    let open = format!("title,gloss\nعنوان,a\n\"عنوان,{}", "x\n".repeat(9_000_000));
    let error = try_read("b.csv", open.as_bytes()).unwrap_err();
    assert!(matches!(error, TitlesError::File { fault: Fault::LongRecord { line: 3, .. }, .. }), "{error}");
    let error = try_read("b.tsv", b"PK\x03\x04 and so on").unwrap_err().to_string();
    assert!(error.contains("ZIP"), "{error}");
}

#[test]
fn csl_json_is_read() {
    let text = format!(
        r#"[
          {{"id": "bbc", "type": "webpage", "title": "{COAST}", "container-title": "BBC News", "URL": "https://example.org/coast",
           "author": [{{"family": "Doe"}}], "issued": {{"date-parts": [["2025", 3, 11]]}}, "note": "translated-title: Who governs the coast?"}},
          {{"id": 7, "title": "Man hum", "note": "original-title: من هم", "author": [{{"literal": "SANA"}}], "issued": {{"raw": "March 2025"}}}},
          {{"title": "English only"}},
          {{"title": "عنوان", "custom": {{"title_en": "A title"}}, "issued": {{"literal": "2024/2025"}}, "publisher": "Dar"}}
        ]"#
    );
    let hum = entry("من هم", "Man hum", "SANA", Some((2025, Some(3), None)), "", "7");
    let title = entry("عنوان", "A title", "Dar", None, "", "item 4");
    assert_read("a.json", &text, &[whole("bbc"), hum.clone(), title], 1);
    let one = r#"{"id": 7, "title": "Man hum", "original-title": "من هم", "author": [{"literal": "SANA"}], "issued": "2025-03"}"#;
    assert_read("a.json", one, std::slice::from_ref(&hum), 0);
    assert_read("a.json", &format!("{one}\n{one}\n"), &[hum.clone(), hum.clone()], 0);
    assert_read("a.json", &format!("{{\"config\": {{}}, \"items\": [{one}]}}"), std::slice::from_ref(&hum), 0);

    let (entries, count) = read("a.json", &format!("[{one},\n{{\"title\": \"عنوان\","));
    assert_eq!(entries, [hum]);
    assert_eq!(count.problems[0].line, 2);
}

#[test]
fn ris_is_read() {
    let text = format!(
        "\u{FEFF}TY  - ELEC\r\nTI  - {COAST}\r\nTT  - Who governs the coast?\r\nT2  - BBC News\r\nAU  - Doe, Jane\r\nDA  - 2025/03/11/\r\n\
         PY  - 2025\r\nUR  - https://example.org/coast\r\nID  - doe2025\r\nLA  - ar\r\nER  - \r\n\r\n\
         TY  - JOUR\r\nT1  - A very long title\r\n   that goes on\r\n\
         TY  - NEWS\r\nTI  - The president\r\nTT  - الرئيس\r\nPB  - SANA\r\nPY  - 2024///\r\n"
    );
    let president = entry("الرئيس", "The president", "SANA", Some((2024, None, None)), "", "line 16");
    assert_read("a.ris", &text, &[whole("doe2025"), president], 1);
}

#[test]
fn refer_is_read() {
    let text = format!(
        "%0 Web Page\n%T {COAST}\n%Q Who governs the coast?\n%J BBC News\n%D 2025\n%8 March 11, 2025\n%U https://example.org/coast\n\n\
         %0 Book\n%T A book\n\n%0 Book\n%T كتاب آخر\n%D 1999\n"
    );
    let other = entry("كتاب آخر", "", "", Some((1999, None, None)), "", "line 12");
    assert_read("a.enw", &text, &[whole("line 1"), other], 1);
}

#[test]
fn bibtex_is_read() {
    let text = format!(
        "% a comment with an@address\n@comment{{jabref-meta: x}}\n@string{{bbc = \"BBC News\"}}\n\
         @online{{bbc2025,\n  title = {{{{{COAST}}}}},\n  titleaddon = {{[Who governs the coast?]}},\n  shorttitle = {{Coast}},\n\
           journaltitle = bbc,\n  date = {{2025-03-11}},\n  url = {{https://example.org/coast}},\n}}\n\
         @misc{{sana, title = \"\\textarabic{{الرئيس يلتقي وفداً}}\", translatedtitle = {{The {{President}} meets a d\\'el\\'egation}},\n\
           year = 2025, month = feb, publisher = {{SANA}}, howpublished = {{\\url{{https://example.org/a\\_b}}}} }}\n\
         @book(paren, title = {{كتاب (جديد)}})\n@book{{latin, title = {{Only Latin}}, year = 2020}}\n"
    );
    let sana = entry(
        "الرئيس يلتقي وفداً",
        "The President meets a délégation",
        "SANA",
        Some((2025, Some(2), None)),
        "https://example.org/a_b",
        "sana",
    );
    let paren = entry("كتاب (جديد)", "", "", None, "", "paren");
    assert_read("a.bib", &text, &[whole("bbc2025"), sana, paren], 1);
}

#[test]
fn a_bad_bibtex_entry_is_one_problem() {
    let text = "@book{one, title = {كتاب أول}}\n@book{two, title = {كتاب ثان}, year = = 3}\n@book{three, title = {كتاب ثالث}\n\
                @book{four, title = {كتاب رابع}, year = 2020\n}\n@book{one, title = {كتاب أول}}\n@book{five, title = {كتاب";
    let (entries, count) = read("a.bib", text);
    let keys: Vec<_> = entries.iter().map(|entry| entry.place.as_str()).collect();
    assert_eq!(keys, ["one", "four", "one"]);
    let lines: Vec<_> = count.problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [2, 3, 7], "{:?}", count.problems);
}

#[test]
fn abbreviations_and_braces_cannot_run_away() {
    let doubled: String = (0..60).map(|n| format!("@string{{s{} = s{n} # s{n}}}\n", n + 1)).collect();
    let text = format!("@string{{s0 = \"عنوان \"}}\n{doubled}@string{{a = a # b}}\n@misc{{x, title = s60 # a}}\n");
    read("a.bib", &text);
    let open = "@a{".repeat(200_000);
    assert_eq!(read("a.bib", &open).1.problems.len(), 1);
    let deep = format!("@misc{{x, title = {{{}عنوان{}}}}}", "\\a{".repeat(20_000), "}".repeat(20_000));
    assert_eq!(read("a.bib", &deep).0[0].title, "عنوان");
}

#[test]
fn zotero_rdf_is_read() {
    let text = format!(
        r##"<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/">
  <bib:Document rdf:about="https://example.org/coast">
    <z:itemType>webpage</z:itemType>
    <dcterms:isPartOf><z:Website><dc:title>BBC News</dc:title></z:Website></dcterms:isPartOf>
    <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Doe</foaf:surname></foaf:Person></rdf:li></rdf:Seq></bib:authors>
    <link:link rdf:resource="#item_2"/>
    <dc:title>{COAST}</dc:title>
    <dc:date>2025-03-11</dc:date>
    <dc:description>Translated Title: Who governs the coast?</dc:description>
    <dc:identifier><dcterms:URI><rdf:value>https://example.org/coast</rdf:value></dcterms:URI></dc:identifier>
  </bib:Document>
  <z:Attachment rdf:about="#item_2"><z:itemType>attachment</z:itemType><dc:title>لقطة شاشة</dc:title></z:Attachment>
  <bib:Article rdf:about="#item_3"><z:itemType>journalArticle</z:itemType><dcterms:isPartOf rdf:resource="urn:issn:1"/><dc:title>مقال &amp; رد</dc:title></bib:Article>
  <bib:Journal rdf:about="urn:issn:1"><dc:title>مجلة الدراسات</dc:title></bib:Journal>
</rdf:RDF>"##
    );
    let article = entry("مقال & رد", "", "مجلة الدراسات", None, "", "line 15");
    assert_read("a.rdf", &text, &[whole("line 4"), article], 0);
}

#[test]
fn endnote_xml_is_read() {
    let text = r#"<?xml version="1.0" encoding="UTF-8"?><xml><records>
<record><rec-number>1</rec-number><contributors><authors><author>Doe</author></authors></contributors>
<titles><title><style face="normal">من يحكم </style><style face="bold">الساحل؟</style></title><secondary-title>BBC News</secondary-title>
<translated-title><style>Who governs the coast?</style></translated-title></titles>
<dates><year>2025</year><pub-dates><date>March 11</date></pub-dates></dates><urls><related-urls><url>https://example.org/coast</url></related-urls></urls></record>
<record><titles><title>English</title></titles></record>
</records></xml>"#;
    assert_read("a.xml", text, &[whole("line 2")], 1);
}

#[test]
fn tmx_is_read() {
    let long = "كلمة ".repeat(70);
    let text = format!(
        r#"<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header srclang="en" creationdate="20240101T000000Z"/><body>
<tu tuid="t1" creationdate="20240101T000000Z"><prop type="x-url">https://example.org/coast</prop><prop type="source">BBC News</prop><prop type="date">2025-03-11</prop>
<tuv xml:lang="fr"><seg>Qui gouverne la côte ?</seg></tuv>
<tuv xml:lang="en-GB"><seg>Who governs <bpt i="1">&lt;b&gt;</bpt>the coast<ept i="1">&lt;/b&gt;</ept>?</seg></tuv>
<tuv xml:lang="ar"><seg>من يحكم <hi>الساحل</hi>؟<ph x="1">^{{1}}</ph></seg></tuv></tu>
<tu><tuv lang="en"><seg>Long</seg></tuv><tuv lang="ar"><seg>{long}</seg></tuv></tu>
<tu><tuv lang="fa"><seg>سلام دنیا</seg></tuv></tu>
<tu creationdate="20240101T000000Z"><tuv lang="en"><seg>Hello</seg></tuv><tuv lang="fa"><seg>سلام دنیا</seg></tuv></tu>
</body></tmx>"#
    );
    assert_read("a.tmx", &text, &[whole("t1"), entry("سلام دنیا", "Hello", "", None, "", "line 8")], 2);
}

#[test]
fn feeds_are_read() {
    let rss = format!(
        r#"<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>BBC News</title><link>https://example.org</link>
<item><title>{COAST} [Who governs the coast?]</title><media:title>صورة</media:title><link> https://example.org/coast </link><pubDate>Tue, 11 Mar 2025 09:00:00 +0300</pubDate></item>
<item><title><![CDATA[<b>حمص</b> &amp; حماة&#8230; &quot;لقاء&quot;]]></title><dc:date>2025-03-11T07:00:00Z</dc:date><guid>https://example.org/2</guid></item>
<item><title>لقاء في حمص - الجريدة</title><source url="https://example.com">الجريدة</source></item>
<item><title>News in English</title></item>
</channel></rss>"#
    );
    let homs = entry("حمص & حماة… \"لقاء\"", "", "BBC News", day(2025, 3, 11), "https://example.org/2", "line 4");
    let meeting = entry("لقاء في حمص", "", "الجريدة", None, "", "line 5");
    for name in ["a.rss", "a.xml"] {
        assert_read(name, &rss, &[whole("line 3"), homs.clone(), meeting.clone()], 1);
    }
    let atom = format!(
        r#"<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>BBC News</title><updated>2026-01-01T00:00:00Z</updated>
<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{COAST} = Who governs the coast?</div></title>
<link rel="enclosure" href="https://example.org/a.mp3"/><link href="https://example.org/coast"/><author><name>Doe</name></author>
<published>2025-03-11T10:00:00+03:00</published><updated>2025-04-01T10:00:00Z</updated></entry></feed>"#
    );
    assert_read("a.atom", &atom, &[whole("line 2")], 0);
}

#[test]
fn broken_xml_loses_only_what_is_broken() {
    let item = |title: &str| format!("<item><title>{title}</title></item>\n");
    let titles = |text: &str| -> (Vec<String>, Vec<u64>) {
        let (entries, count) = read("a.rss", text);
        let lines = count.problems.iter().map(|problem| problem.line).collect();
        (entries.into_iter().map(|entry| entry.title).collect(), lines)
    };
    let (one, two) = (item("عنوان أول"), item("عنوان ثان"));
    let cut = format!("<rss><channel>\n{one}<item><title>عنو");
    assert_eq!(titles(&cut), (vec!["عنوان أول".to_owned()], vec![3]));
    let bad = format!("<rss><channel>\n{one}<item><title>x<!-x></title></item>\n{two}</channel></rss>");
    assert_eq!(titles(&bad), (vec!["عنوان أول".to_owned(), "عنوان ثان".to_owned()], vec![3]));
    let unclosed = format!("<rss><channel>\n<item><title>عنوان</title>\n{two}</channel></rss>");
    assert_eq!(titles(&unclosed), (vec!["عنوان ثان".to_owned()], vec![2]));
    let crossed = "<rss><channel><item><title>عنوان & رد &nbsp;آخر</item></channel></rss>";
    assert_eq!(titles(crossed), (vec!["عنوان & رد آخر".to_owned()], vec![]));
    let deep = format!(
        "<rss><channel><item><title>{}عنوان{}</title></item></channel></rss>",
        "<b>".repeat(50_000),
        "</b>".repeat(50_000)
    );
    assert_eq!(titles(&deep), (vec!["عنوان".to_owned()], vec![]));
    let crossed = format!("<rss>{}{}</rss>", "<a>".repeat(100_000), "</b>".repeat(100_000));
    assert_eq!(read("a.rss", &crossed).1.taken, 0);
    let comments = format!("<rss><channel>{}</channel></rss>", "<item><!-- ".repeat(5_000));
    assert_eq!(read("a.rss", &comments).1.taken, 0);

    let error = try_read("a.xml", b"<mods><titleInfo/></mods>").unwrap_err().to_string();
    assert!(error.contains("begins with <mods>"), "{error}");
}

#[test]
fn titles_and_glosses_are_told_apart() {
    let cases = [
        ("عنوان [A title]", "", "عنوان", "A title"),
        ("عنوان [A title].", "", "عنوان", "A title"),
        ("A title [عنوان]", "", "عنوان", "A title"),
        ("[A title] عنوان", "", "عنوان", "A title"),
        ("عنوان = A title = Un titre", "", "عنوان", "A title"),
        ("عنوان [2]", "", "عنوان [2]", ""),
        ("عنوان [ملحق]", "", "عنوان [ملحق]", ""),
        ("عنوان [A title]", "Another", "عنوان", "Another"),
        ("عنوان", "[A title]", "عنوان", "A title"),
        ("عنوان", "(in Arabic)", "عنوان", ""),
        ("عنوان", "“A title”", "عنوان", "A title"),
        ("عنوان", "عنوان آخر", "عنوان", ""),
        ("عنوان", "А по-русски", "عنوان", "А по-русски"),
        ("  عنوان \u{A0} طويل\u{200F}", "", "عنوان طويل\u{200F}", ""),
        ("\u{202B}عنوان\u{202C}", "", "عنوان", ""),
        // Alef and a hamza above, composed.
        ("ا\u{654}خبار اليوم", "", "أخبار اليوم", ""),
        ("&#1593;&#1606;&#1608;&#1575;&#1606;", "", "عنوان", ""),
        ("<i>عنوان</i> a<b", "", "عنوان a<b", ""),
        ("Latin", "عنوان", "عنوان", "Latin"),
        ("می\u{200C}خواهم", "", "می\u{200C}خواهم", ""),
    ];
    for (title, gloss, expected, expected_gloss) in cases {
        let (entries, _) = read("a.tsv", &format!("title\tgloss\n{title}\t{gloss}\n"));
        assert_eq!(entries, [entry(expected, expected_gloss, "", None, "", "line 2")], "{title} {gloss}");
    }
    for damaged in
        ["??? ???? ??????", "عنوان ??? ??????", "Ø¹Ù†ÙˆØ§Ù†", "ﻋﻨﻮﺍﻥ", "عنوان\u{FFFD}", "\u{202E}ناونع\u{202C}", "؟"]
    {
        let (entries, count) = read("a.tsv", &format!("title\tgloss\n{damaged}\tA title\n"));
        assert_eq!((entries.len(), count.left_out), (0, 1), "{damaged}");
    }
    let columns = "title\toriginal title\ttranslation\nMan yahkum\tمن يحكم\tWho governs\n";
    assert_eq!(read("a.tsv", columns).0, [entry("من يحكم", "Who governs", "", None, "", "line 2")]);
}

#[test]
fn encodings_are_told() {
    let filler = "الرئيس يلتقي وفداً من أهالي حماة ويبحث معهم شؤون المدينة\tx\n".repeat(5);
    let text = format!("title\tgloss\n{COAST}\tWho governs the coast?\n{filler}");
    let utf16 = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let cases: [(&str, Vec<u8>); 6] = [
        ("utf-8", text.clone().into()),
        ("utf-8 with a mark", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        ("utf-16le with a mark", [&b"\xFF\xFE"[..], &utf16(u16::to_le_bytes)].concat()),
        ("utf-16be with a mark", [&b"\xFE\xFF"[..], &utf16(u16::to_be_bytes)].concat()),
        ("utf-16le", utf16(u16::to_le_bytes)),
        ("windows-1256", encoding_rs::WINDOWS_1256.encode(&text).0.into_owned()),
    ];
    for (case, bytes) in cases {
        let (entries, count) = try_read("a.tsv", &bytes).unwrap();
        assert_eq!(entries.len(), 6, "{case}: {count:?}");
        assert_eq!(entries[0], entry(COAST, "Who governs the coast?", "", None, "", "line 2"), "{case}");
    }
    let rss = format!(
        "<?xml version='1.0' encoding='windows-1256'?><rss><channel><item><title>{COAST}</title></item></channel></rss>"
    );
    let (entries, _) = try_read("a.rss", &encoding_rs::WINDOWS_1256.encode(&rss).0).unwrap();
    assert_eq!(entries[0].title, COAST);
    let broken = [text.as_bytes(), b"\xD8\xB9\xD9\x86\xE9\tx\n\xD8\xB9\xD9\x86\xD9\x87\tx\n"].concat();
    let (entries, count) = try_read("a.tsv", &broken).unwrap();
    assert_eq!((entries.len(), count.problems.len(), count.problems[0].line), (7, 1, 8));
}

#[test]
fn formats_are_told() {
    for extension in EXTENSIONS {
        assert!(
            is_bibliography(&format!("refs/a.{extension}"))
                && is_bibliography(&format!("A.{}", extension.to_uppercase()))
        );
    }
    assert!(!is_bibliography("a.txt") && !is_bibliography("tsv") && !is_bibliography("a.tsv.gz"));
    for text in [
        "TY  - NEWS\nTI  - عنوان\nER  - \n",
        "@misc{a, title={عنوان}}",
        "%0 Book\n%T عنوان\n",
        "[{\"title\": \"عنوان\"}]",
        "<rss><channel><item><title>عنوان</title></item></channel></rss>",
        "title\tgloss\nعنوان\t\n",
        "title,gloss\nعنوان,\n",
    ] {
        assert_eq!(read("unnamed", text).0[0].title, "عنوان", "{text}");
    }
    let error = try_read("a.txt", b"nothing of the kind").unwrap_err();
    assert!(matches!(error, TitlesError::File { fault: Fault::Unknown, .. }), "{error}");
    for extension in EXTENSIONS {
        let message = match try_read(&format!("a.{extension}"), b"") {
            Ok((_, count)) => count.problems[0].message.clone(),
            Err(error) => error.to_string(),
        };
        assert!(message.contains("empty"), "{extension}: {message}");
    }
}

#[test]
fn who_is_given_the_titles_can_stop() {
    let mut seen = 0;
    let text = "title\tgloss\nعنوان\t\nعنوان\t\nعنوان\t\n";
    let mut each = |_| {
        seen += 1;
        if seen == 2 { Err(std::fmt::Error) } else { Ok(()) }
    };
    let result = read_titles("a.tsv", &mut text.as_bytes(), &mut each);
    assert!(matches!(result, Err(TitlesError::Each(std::fmt::Error))));
    assert_eq!(seen, 2);
}

#[test]
fn days_are_read_as_people_and_programs_write_them() {
    let cases = [
        ("2025-03-11", day(2025, 3, 11)),
        ("2025-3-1", day(2025, 3, 1)),
        ("2025-03-11T09:00:00Z", day(2025, 3, 11)),
        ("2025-03-11 09:00", day(2025, 3, 11)),
        ("2025/03/11/", day(2025, 3, 11)),
        ("2025/03//", Some((2025, Some(3), None))),
        ("2025///", Some((2025, None, None))),
        ("2025-03-00 March 2025", Some((2025, Some(3), None))),
        ("٢٠٢٥-٠٣-١١", day(2025, 3, 11)),
        ("۱۱/۰۳/۲۰۲۵", day(2025, 3, 11)),
        ("11 March 2025", day(2025, 3, 11)),
        ("March 11, 2025", day(2025, 3, 11)),
        ("11th March 2025", day(2025, 3, 11)),
        ("11 آذار 2025", day(2025, 3, 11)),
        ("Tue, 11 Mar 2025 09:00:00 +0300", day(2025, 3, 11)),
        ("Tuesday, 11 March 2025", day(2025, 3, 11)),
        ("11 Mar 2025 09:00 GMT", day(2025, 3, 11)),
        ("[2025]", Some((2025, None, None))),
        ("March 2025", Some((2025, Some(3), None))),
        ("2025", Some((2025, None, None))),
        ("1446-09-11", None),
        ("2024-2025", None),
        ("2025-13-40", None),
        ("no date", None),
        ("", None),
        (":::,", None),
    ];
    for (text, expected) in cases {
        assert_eq!(read_day(text), expected, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        for extension in EXTENSIONS {
            let _ = try_read(&format!("a.{extension}"), &bytes);
        }
        let _ = try_read("a", &bytes);
    }

    #[test]
    fn no_text_of_a_format_makes_it_panic(parts in proptest::collection::vec(proptest::sample::select(PARTS), 0..40)) {
        let text = parts.concat();
        for extension in EXTENSIONS {
            if let Ok((entries, _)) = try_read(&format!("a.{extension}"), text.as_bytes()) {
                for entry in entries {
                    prop_assert!(!entry.title.is_empty() && entry.title.trim() == entry.title);
                }
            }
        }
    }
}

const PARTS: &[&str] = &[
    "title",
    ",",
    "\t",
    "\n",
    "\r\n",
    "\"",
    "عنوان",
    " [",
    "]",
    " = ",
    "A title",
    "<rss>",
    "<item>",
    "</item>",
    "<title>",
    "</title>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "&",
    ";",
    "&amp;",
    "<tmx>",
    "<tu>",
    "<tuv lang='ar'>",
    "<seg>",
    "</seg>",
    "</tuv>",
    "</tu>",
    "<rdf:RDF>",
    "<bib:Document>",
    "<xml>",
    "<record>",
    "<titles>",
    "[",
    "{",
    "}",
    ":",
    "TY  - ",
    "TI  - ",
    "ER  - ",
    "%0 ",
    "%T ",
    "@misc{",
    "@string{",
    "=",
    "#",
    "\\",
    "\\'",
    "$",
    "a",
    "{",
    "~",
    "-",
    "2025",
    "/",
    "\u{FEFF}",
    "\u{202E}",
    "<",
    ">",
    "?",
    "??",
    "'",
    "^",
    "é",
];
