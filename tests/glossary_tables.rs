//! Glossaries as tables and in TOML: what goes out comes back, foreign tables are understood, comments stay, and faults are
//! told with their place.

use isnad::glossary::{
    Columns, Concept, Format, Gender, Glossary, Header, Number, PartOfSpeech, Register, Subject, Term, WriteError,
    update_toml,
};
use isnad::text::{Lang, TermStatus};
use proptest::prelude::*;
use std::collections::BTreeSet;

const NO_COLUMNS: fn() -> Columns = Columns::default;

/// A glossary with a value in every field.
fn full() -> Glossary {
    Glossary::parse_toml(
        "full.toml",
        r#"
[glossary]
name = "full"
scope = "Everything | and more"
sources = ["One", "Two, with a comma"]
country = "SY"
licence = "CC0-1.0"

[[concept]]
id = "sy-homs"
subject = "place"
definition = "City, and governorate"
note = "A \"quoted\" note\nof two lines"
source = "OCHA"
external = { pcode = "SY04", "odd:system" = "a|b\\c" }
terms.en = [
  "Homs",
  { text = "Hims", part_of_speech = "proper-noun", gender = "feminine", number = "singular", register = "neutral" },
  { text = "Emesa", status = "deprecated", region = "SY", scheme = "bgn", case_sensitive = true, note = "ancient" },
  { text = "HMS", case_sensitive = false, short = true, translate = false, inflect = false, context = ["a|b", "c\\"] },
]
terms.ar = [{ text = "حمص", status = "admitted" }]
terms.ku-Latn = ["Humus"]

[[concept]]
id = "word"
terms.en = [{ text = "=1+1", status = "preferred" }, { text = "a;b", status = "forbidden" }]
terms.fa = ["واژه"]
"#,
    )
    .expect("a good file")
}

fn text(glossary: &Glossary, format: Format) -> String {
    String::from_utf8(bytes(glossary, format)).expect("text")
}

fn bytes(glossary: &Glossary, format: Format) -> Vec<u8> {
    let (bytes, losses) = glossary.write(format, &NO_COLUMNS()).expect("it can be written");
    assert!(losses.is_empty(), "{losses}");
    bytes
}

fn table(text: &str, columns: &str) -> Result<Glossary, String> {
    let columns = columns.parse().map_err(|error: isnad::glossary::ColumnsError| error.to_string())?;
    Glossary::read("t.csv", text.as_bytes(), Format::Csv, &columns).map_err(|error| error.to_string())
}

/// Each concept as `id: lang text status, …`.
fn shown(glossary: &Glossary) -> Vec<String> {
    let term = |term: &Term| format!("{} {} {:?}", term.lang, term.text, term.status);
    let concept = |concept: &Concept| {
        format!("{}: {}", concept.id, concept.terms.iter().map(term).collect::<Vec<_>>().join(", "))
    };
    glossary.concepts.iter().map(concept).collect()
}

#[test]
fn every_field_survives_toml_and_tables() {
    let glossary = full();
    for format in [Format::Toml, Format::Csv, Format::Tsv, Format::Xlsx] {
        let written = bytes(&glossary, format);
        let back = Glossary::read("full", &written, format, &NO_COLUMNS()).expect("what was written is read");
        assert_eq!(back, glossary, "{}", format.word());
        assert_eq!(bytes(&back, format), written, "{}: written twice alike", format.word());
    }
}

#[test]
fn the_built_in_glossaries_survive_tables() {
    for entry in std::fs::read_dir("glossaries").expect("the folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("text");
        let glossary = Glossary::parse_toml("g", &text).expect("good");
        for format in [Format::Toml, Format::Csv, Format::Tsv, Format::Xlsx] {
            let back = Glossary::read("g", &bytes(&glossary, format), format, &NO_COLUMNS()).expect("good");
            assert!(back == glossary, "{} as {}", path.display(), format.word());
        }
        assert_eq!(update_toml(&text, &glossary).expect("nothing changes"), text, "{}", path.display());
    }
}

#[test]
fn toml_is_written_as_people_write_it() {
    let text = std::fs::read_to_string("glossaries/syria-communities.toml").expect("text");
    let written = Glossary::parse_toml("g", &text).expect("good").to_toml();
    let known: BTreeSet<&str> = text.lines().collect();
    let (same, other): (Vec<&str>, Vec<&str>) = written.lines().partition(|line| known.contains(line));
    assert!(other.len() * 50 < same.len(), "{} of {}: {other:#?}", other.len(), same.len());
    let long = |line: &&str| line.chars().count() > 118 && !line.contains('{') && !line.starts_with("note = ");
    assert_eq!(written.lines().find(long), None);
}

#[test]
fn a_status_that_is_not_said_is_the_one_that_was_meant() {
    for names in [
        r#"["A", "B"]"#,
        r#"[{ text = "A", status = "deprecated" }, "B", "C"]"#,
        r#"["A", { text = "B", status = "preferred" }]"#,
        r#"[{ text = "A", status = "admitted" }, { text = "B", status = "admitted" }]"#,
        r#"[{ text = "A", status = "preferred" }, { text = "B", status = "preferred" }, "C"]"#,
        r#"[{ text = "A", note = "n", status = "preferred" }, "B"]"#,
        r#"[{ text = "A", status = "forbidden" }]"#,
    ] {
        let toml =
            format!("[glossary]\nname = \"g\"\n\n[[concept]]\nid = \"a\"\nsubject = \"term\"\nterms.en = {names}\n");
        let glossary = Glossary::parse_toml("g", &toml).expect("good");
        assert_eq!(Glossary::parse_toml("g", &glossary.to_toml()).expect("good"), glossary, "{names}");
        assert_eq!(table(&text(&glossary, Format::Csv), "").expect("good"), glossary, "{names}");
    }
}

#[test]
fn a_table_holds_a_column_only_for_what_there_is() {
    let toml =
        "[glossary]\nname = \"g\"\n[[concept]]\nid = \"homs\"\nsubject = \"place\"\nterms.en = [\"Homs\", \"Hims\"]\n";
    let glossary = Glossary::parse_toml("g", toml).expect("good");
    assert_eq!(
        text(&glossary, Format::Csv),
        "concept,lang,term,status,subject,definition,note,glossary\n\
         homs,en,Homs,preferred,place,,,g\nhoms,en,Hims,admitted,,,,\n"
    );
}

#[test]
fn what_a_table_cannot_hold_is_said() {
    let mut glossary = full();
    glossary.concepts.push(Concept::new("bare", Subject::Place));
    glossary.concepts[0].note = Some(" spaced ".to_owned());
    for format in [Format::Csv, Format::Tsv, Format::Xlsx] {
        let (_, losses) = glossary.write(format, &NO_COLUMNS()).expect("it can be written");
        assert_eq!(
            losses.to_string(),
            "a concept without terms: 1 concept (bare)\n\
             empty texts, and white space at the ends of texts: 1 concept (sy-homs)"
        );
    }
    let (toml, losses) = glossary.write(Format::Toml, &NO_COLUMNS()).expect("it can be written");
    assert_eq!(losses.to_string(), "a concept without terms: 1 concept (bare)");
    Glossary::read("g", &toml, Format::Toml, &NO_COLUMNS()).expect("the rest is a good file");
}

#[test]
fn two_heads_survive_a_table() {
    let mut glossary = full();
    glossary.headers.push(Header { name: "other".to_owned(), country: Some("IQ".to_owned()), ..Header::default() });
    let back = table(&text(&glossary, Format::Csv), "").expect("good");
    assert_eq!(back, glossary);
    let (_, losses) = glossary.write(Format::Toml, &NO_COLUMNS()).expect("it can be written");
    assert!(losses.to_string().contains("other"), "{losses}");
}

#[test]
fn tables_of_one_concept_a_row_are_understood() {
    for (text, columns, expected) in [
        ("en,ar\nHoms | Hims,حمص\n", "", vec!["homs: ar حمص Preferred, en Homs Preferred, en Hims Admitted"]),
        (
            "English (en);Arabic;Status\nArmed group;جماعة مسلحة;Approved\nArmed gang;عصابة;not recommended\n",
            "",
            vec![
                "armed-group: ar جماعة مسلحة Preferred, en Armed group Preferred",
                "armed-gang: ar عصابة Deprecated, en Armed gang Deprecated",
            ],
        ),
        (
            "ID\tTerm EN\tArabic term\tState\tOwner\nC-01\tHoms; Hims\tحمص\tpreferred\tme\nc_2\tHama\t\tobsolete\tyou\n",
            "concept=ID,en=\"Term EN\",ar=\"Arabic term\",status=State",
            vec!["c-01: ar حمص Preferred, en Homs Preferred, en Hims Admitted", "c-2: en Hama Deprecated"],
        ),
        (
            "en,ar,Forbidden,Preferred\nA,أ,no,yes\nB,ب,yes,no\nC,ت,no,no\n",
            "",
            vec![
                "a: ar أ Preferred, en A Preferred",
                "b: ar ب Forbidden, en B Forbidden",
                "c: ar ت Admitted, en C Admitted",
            ],
        ),
        // Rows of synonyms share an id; the same English twice does not.
        (
            "concept,en,fr\nx,Homs,Homs\nx,Hims,Homs\n",
            "",
            vec!["x: en Homs Preferred, en Hims Admitted, fr Homs Preferred"],
        ),
        (
            "en,ar\nThe Council,المجلس\nthe council,مجلس\n",
            "",
            vec![
                "the-council: ar المجلس Preferred, en The Council Preferred",
                "the-council-2: ar مجلس Preferred, en the council Preferred",
            ],
        ),
        (
            "Arabic,French\nحماة,Hama sur l'Oronte\n",
            "",
            vec!["hama-sur-loronte: ar حماة Preferred, fr Hama sur l'Oronte Preferred"],
        ),
        ("source,target\nHoms,حمص\n", "en=source,ar=target", vec!["homs: ar حمص Preferred, en Homs Preferred"]),
    ] {
        assert_eq!(shown(&table(text, columns).expect(text)), expected, "{text}");
    }
    let arabic = "ar,fa\nحمص,حمص\nحماة,حما\n";
    let ids = |text: &str| table(text, "").expect("good").concepts.into_iter().map(|c| c.id).collect::<Vec<_>>();
    assert!(ids(arabic).iter().all(|id| id.starts_with("term-")), "{:?}", ids(arabic));
    assert_eq!(ids("ar,fa\nحماة,حما\n")[0], ids(arabic)[1], "an id does not hang on the rows above");
}

#[test]
fn what_a_table_does_not_say_is_asked_for() {
    for (text, columns, says) in [
        (
            "Source,Target\nHoms,حمص\n",
            "",
            "t.csv:1:1: the column `Source` doesn't say its language: give it, as in --columns en=Source,ar=Target\n",
        ),
        ("Source term,Target term\na,b\n", "", "--columns en=\"Source term\",ar=\"Target term\""),
        ("Source,Target\nHoms,حمص\n", "ar=Target", "the column `Source` doesn't say its language"),
        ("en,colour\nA,red\n", "", "t.csv:1:4: unknown column `colour`"),
        (
            "en,ar\nA,ب\n",
            "en=English",
            "no column is called `English`, which the mapping gives for `en`; there are `en`, `ar`",
        ),
        ("en,term,lang\nA,B,en\n", "", "either one term or one concept a row"),
        ("term,lang\nA,en\n", "", "the column `concept` is missing"),
        ("en,note,comment\nA,b,c\n", "", "t.csv:1:9: two columns hold `note`: say which"),
        ("en,\nA,b\n", "", "t.csv:2:3: `b` stands in a column without a heading"),
        ("en,note\n,b\n", "", "t.csv:2:1: this row has no term in any language"),
        ("en,status\nA,good\n", "", "t.csv:2:3: unknown status `good`"),
        (
            "concept,lang,term,gender\na,en,A,strong\n",
            "",
            "t.csv:2:8: unknown gender `strong`; known are masculine, feminine",
        ),
        (
            "concept,lang,term,note\na,en,A,one\n\na,en,\"B\nb\",two\n",
            "",
            "t.csv:5:4: a row above says another note: «one»; a note on one term",
        ),
        ("concept,lang,term,short\na,en,\"A, b\",maybe\n", "", "t.csv:2:13: `maybe` is neither yes nor no"),
        ("concept,lang,term,external\na,en,A,170062\n", "", "t.csv:2:8: `170062` is no id elsewhere"),
        ("concept,lang,term\n,en,A\n", "", "a row needs the id of its concept"),
        ("concept,lang,term\na,en,\"'\"\n", "", "t.csv:2:6: a term needs at least one letter"),
        ("sep=;\nconcept;lang\n", "", "t.csv:2:1: the column `term` is missing"),
        ("", "", "the file is empty"),
        ("en\nA\n", "en=A,fr", "`fr` has no `=`"),
        ("en\nA\n", "colour=A", "`colour` is neither a language tag"),
        ("en\nA\n", "note=A,note=B", "`note` is given twice"),
        ("en\nA\n", "en=\"A", "a quote is not closed"),
        ("en,ar\nA,B\n", "en=ar,ar=ar", "two meanings"),
    ] {
        let message = table(text, columns).expect_err(text);
        assert!(message.contains(says), "{text:?}: {message}");
    }
    let message = table("concept,lang,term\nhoms,en,Homs\nhoms,xx!,حمص\n", "").expect_err("no tag");
    assert!(message.ends_with("\n    \u{2068}homs,xx!,حمص\u{2069}"), "the entry is quoted: {message}");
}

#[test]
fn encodings_are_read_or_refused_but_never_guessed() {
    let text = "concept,lang,term\nhoms,ar,حمص\n";
    let expected = table(text, "").expect("good");
    let utf16 = |bom: [u8; 2], to: fn(u16) -> [u8; 2]| -> Vec<u8> {
        bom.into_iter().chain(text.encode_utf16().flat_map(to)).collect()
    };
    let little = utf16([0xFF, 0xFE], u16::to_le_bytes);
    for bytes in [
        text.as_bytes().to_vec(),
        format!("\u{FEFF}{text}").into_bytes(),
        little.clone(),
        utf16([0xFE, 0xFF], u16::to_be_bytes),
    ] {
        assert_eq!(Glossary::read("t.csv", &bytes, Format::Csv, &NO_COLUMNS()).expect("good"), expected);
    }
    let (windows, _, _) = encoding_rs::WINDOWS_1256.encode(text);
    let toml = b"[[concept]]\nid = \"a\"\nterms.en = [\"caf\xE9\"]\n";
    for (bytes, format, says) in [
        (windows.to_vec(), Format::Csv, "f:2:9: the byte 0xCD at offset 26 is not valid UTF-8; save it as UTF-8"),
        (toml.to_vec(), Format::Toml, "f:3:17: the byte 0xE9 at offset 37 is not valid UTF-8"),
        (little[2..].to_vec(), Format::Csv, "f:1:"),
        (little[..little.len() - 1].to_vec(), Format::Csv, "is not valid UTF-16LE; save it as UTF-8"),
        (b"a\0b".to_vec(), Format::Tsv, "f:1:2: a NUL is no text: perhaps this is UTF-16"),
        (b"PK".to_vec(), Format::Xlsx, "this is no readable XLSX file"),
    ] {
        let message = Glossary::read("f", &bytes, format, &NO_COLUMNS()).expect_err(says).to_string();
        assert!(message.contains(says), "{message}");
    }
}

#[test]
fn spreadsheets_of_others_are_read_by_sheet_and_their_faults_by_cell() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().set_name("About").unwrap().write_string(0, 0, "Terms of 2025").unwrap();
    let sheet = book.add_worksheet().set_name("Terms").unwrap();
    for (column, heading) in (1..).zip(["No.", "English", "Arabic", "Preferred"]) {
        sheet.write_string(2, column, heading).unwrap();
    }
    sheet.write_number(3, 1, 12).unwrap();
    sheet.write_string(3, 2, "Homs").unwrap();
    sheet.write_string(3, 3, "حمص").unwrap();
    sheet.write_boolean(3, 4, true).unwrap();
    sheet.write_number(4, 1, 13).unwrap();
    sheet.write_formula(4, 2, rust_xlsxwriter::Formula::new("=\"Ha\"&\"ma\"").set_result("Hama")).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let read = |columns: &str| {
        let columns: Columns = columns.parse().expect("a mapping");
        Glossary::read("t.xlsx", &bytes, Format::Xlsx, &columns).map_err(|error| error.to_string())
    };
    assert_eq!(
        shown(&read("sheet=Terms,concept=No.").expect("good")),
        ["12: ar حمص Preferred, en Homs Preferred", "13: en Hama Preferred"]
    );
    for (columns, says) in [
        ("", "unknown column `Terms of 2025`"),
        ("sheet=Other", "no sheet is called `Other`; there are About, Terms"),
        ("sheet=Terms", "t.xlsx:3:2: cell B3: unknown column `No.`"),
        (
            "sheet=Terms,short=No.",
            "t.xlsx:4:2: cell B4: `12` is neither yes nor no\n    \u{2068}12 | Homs | حمص | yes\u{2069}",
        ),
    ] {
        let message = read(columns).expect_err(says);
        // The list of known columns stands between the message and the entry.
        assert!(message.contains(says), "{message}");
    }
}

#[test]
fn cells_of_a_spreadsheet_are_text() {
    let written = bytes(&full(), Format::Xlsx);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(written)).expect("an archive");
    let part = |archive: &mut zip::ZipArchive<_>, name: &str| {
        let mut part = archive.by_name(name).expect("a part");
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).expect("text");
        text
    };
    let sheet = part(&mut archive, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && sheet.contains("state=\"frozen\""), "{sheet}");
    assert!(sheet.matches("<c ").count() == sheet.matches(" t=\"s\"").count(), "{sheet}");
    let styles = part(&mut archive, "xl/styles.xml");
    assert!(styles.contains("readingOrder=\"2\"") && styles.contains("numFmtId=\"49\""), "{styles}");
}

#[test]
fn omegat_holds_pairs_and_says_what_it_leaves_out() {
    let glossary = Glossary::parse_toml(
        "g",
        "[[concept]]\nid = \"sy-homs\"\nsubject = \"place\"\ndefinition = \"City\"\nnote = \"On the\\tOrontes.\"\n\
         external = { pcode = \"SY04\" }\nterms.en = [\"Homs\", \"Hims\", { text = \"Homss\", status = \"deprecated\" }]\n\
         terms.ar = [\"حمص\", \"الحمص\"]\nterms.fr = [\"Homs\"]\n[[concept]]\nid = \"b\"\nterms.en = [\"B\"]\n",
    )
    .expect("good");
    let pair = Columns::pair("en", "ar");
    let (written, losses) = glossary.write(Format::Omegat, &pair).expect("it can be written");
    assert_eq!(
        String::from_utf8(written.clone()).expect("text"),
        "Homs\tحمص\t[sy-homs] place, preferred. On the Orontes.\nHims\tحمص\t[sy-homs] place, admitted. On the Orontes.\n"
    );
    let kinds: Vec<&str> = losses.iter().map(|(what, _)| what).collect();
    assert_eq!(
        kinds,
        [
            "a concept without a usable term in both languages",
            "deprecated and forbidden terms",
            "further terms in the target language",
            "ids elsewhere",
            "line breaks and double spaces in a note",
            "terms in other languages",
            "the definition",
            "the head of a glossary",
        ]
    );
    let back = Glossary::read("g", &written, Format::Omegat, &pair).expect("good");
    assert_eq!(shown(&back), ["sy-homs: ar حمص Preferred, en Homs Preferred, en Hims Admitted"]);
    assert_eq!((back.concepts[0].subject, back.concepts[0].note.as_deref()), (Subject::Place, Some("On the Orontes.")));
    assert_eq!(back.write(Format::Omegat, &pair).expect("again").0, written);
}

#[test]
fn glossaries_that_others_wrote_for_omegat_are_read() {
    let text = "# a remark\nState Security\tأمن الدولة; الأمن\tservice\r\nState Security\tجهاز أمن الدولة\tservice\n\nHama\tحماة\n";
    let read = |text: &str, columns: &Columns| Glossary::read("g.txt", text.as_bytes(), Format::Omegat, columns);
    let back = read(text, &Columns::pair("en", "ar")).expect("good");
    assert_eq!(
        shown(&back),
        [
            "state-security: ar أمن الدولة Preferred, ar الأمن Admitted, ar جهاز أمن الدولة Admitted, en State Security Preferred",
            "hama: ar حماة Preferred, en Hama Preferred",
        ]
    );
    assert_eq!(back.concepts[0].note.as_deref(), Some("service"));
    for (text, columns, says) in [
        ("Hama\tحماة\n", Columns::default(), "give them, as in --columns source=en,target=ar"),
        ("Hama\tحماة\n", Columns::pair("English", "ar"), "`English` is no language tag"),
        ("a\tb\nHama\n", Columns::pair("en", "ar"), "g.txt:2:1: a line has a source term, a tab"),
        ("a\t'\n", Columns::pair("en", "ar"), "g.txt:1:3: a translation needs at least one letter"),
    ] {
        let message = read(text, &columns).expect_err(says).to_string();
        assert!(message.contains(says), "{message}");
    }
}

#[test]
fn a_language_is_answered_by_its_varieties_in_the_same_script() {
    // Terms as `tag text`, one preferred a line; what is asked for; and the term to use.
    for (terms, asked, expected) in [
        (&["en-US color", "en-GB colour"][..], "en-GB", Some("colour")),
        (&["en-GB colour", "en-US color"], "en", Some("colour")),
        (&["en-US color", "en colour"], "en", Some("colour")),
        (&["en-AU colour", "en color"], "en-US", Some("color")),
        (&["ar-SA حمص"], "ar", Some("حمص")),
        (&["ar حمص"], "ar-SY", Some("حمص")),
        (&["ku-Arab حومس", "ku-Latn Humus"], "ku-Latn", Some("Humus")),
        (&["ku-Arab حومس", "ku-Latn-TR Humus"], "ku-Latn", Some("Humus")),
        (&["ku-arab حومس"], "ku-Arab-IQ", Some("حومس")),
        (&["ku-Arab حومس"], "ku-Latn", None),
        (&["ku-Arab حومس"], "ku", None),
        (&["ar-Latn Hims"], "ar", None),
        (&["es-419 Homs"], "es", Some("Homs")),
        (&["en-US color"], "enm", None),
    ] {
        let rows: String =
            terms.iter().map(|term| term.replacen(' ', ",", 1)).map(|term| format!("a,{term},preferred\n")).collect();
        let csv = format!("concept,lang,term,status\n{rows}");
        let concept = table(&csv, "").expect("good").concepts.remove(0);
        let found = concept.preferred(&Lang::new(asked)).map(|term| term.text.as_str());
        assert_eq!(found, expected, "{terms:?}: {asked}");
        let mut tags: Vec<&str> = terms.iter().filter_map(|term| Some(term.split_once(' ')?.0)).collect();
        tags.sort_unstable();
        let kept: Vec<&str> = concept.terms.iter().map(|term| term.lang.tag()).collect();
        assert_eq!(kept, tags, "the tags stay as they are");
    }
    let advised = "concept,lang,term,status\na,en,colour,deprecated\na,en-US,color,preferred\n";
    let concept = table(advised, "").expect("good").concepts.remove(0);
    assert_eq!(concept.preferred(&Lang::EN).map(|term| term.text.as_str()), Some("color"));
    assert_eq!(concept.terms_in(&Lang::EN).count(), 1, "only the preferred term falls back");
}

#[test]
fn omegat_takes_a_variety_of_the_target_language_but_not_the_source_for_its_own_translation() {
    let csv = "concept,lang,term\na,en-US,color\na,ar-SY,لون\n";
    let glossary = table(csv, "").expect("good");
    let (written, losses) = glossary.write(Format::Omegat, &Columns::pair("en-US", "ar")).expect("written");
    assert_eq!(String::from_utf8(written).expect("text"), "color\tلون\t[a] term, preferred.\n");
    assert!(
        losses.to_string().contains("for which region a term in the target language is: 1 concept (a)"),
        "{losses}"
    );
    assert!(!losses.to_string().contains("other languages"), "{losses}");
    let (written, _) = glossary.write(Format::Omegat, &Columns::pair("en-US", "en-GB")).expect("written");
    assert!(written.is_empty());
}

#[test]
fn formats_are_known_by_word_and_by_path() {
    for &format in Format::ALL {
        assert_eq!(Format::from_word(format.word()), Some(format));
    }
    assert_eq!(Format::from_word("tbx"), Some(Format::Tbx2));
    for (path, format) in [
        ("a.TOML", Some(Format::Toml)),
        ("a.csv", Some(Format::Csv)),
        ("a.tab", Some(Format::Tsv)),
        ("a.xlsx", Some(Format::Xlsx)),
        ("a.utf8", Some(Format::Omegat)),
        ("a.tbx", Some(Format::Tbx2)),
        ("a.tmx", Some(Format::Tmx)),
        ("a.ttl", Some(Format::Turtle)),
        ("a.jsonld", Some(Format::JsonLd)),
        ("a.docx", None),
        ("toml", None),
    ] {
        assert_eq!(Format::of_path(path.as_ref()), format, "{path}");
    }
    for format in [Format::Tmx, Format::Turtle, Format::JsonLd] {
        let error = full().write(format, &NO_COLUMNS()).expect_err("it is only read");
        assert_eq!(error, WriteError::ReadOnly(format));
        assert!(error.to_string().contains("is only read; a glossary can be written as toml, csv"), "{error}");
    }
}

/// A file with comments in all places.
const COMMENTED: &str = r#"# Head of the file.

[glossary]
name = "g" # the name
sources = [
  "One", # the first
  "Two",
]

# --- Cities ---

# About Homs.
[[concept]]
id   =   "homs"   # odd spaces
subject = "place"
# About the note.
note = 'A literal note' # behind it
terms.en = ["Homs",   "Hims"]
terms.ar = [
  "حمص", # the usual one
  # only in books
  "حمص العدية",
  "ابن الوليد",
]

# --- Rivers ---

# About the Orontes.
[[concept]]
id = "orontes"
subject = "place"
terms = { en = ["Orontes"], ar = ["العاصي"] }

[[concept]]
id = "last"
terms.en = ["Last"]
# The end.
"#;

fn updated(change: impl FnOnce(&mut Glossary)) -> String {
    let mut glossary = Glossary::parse_toml("g", COMMENTED).expect("good");
    change(&mut glossary);
    let text = update_toml(COMMENTED, &glossary).expect("it can be updated");
    let back = Glossary::parse_toml("g", &text).expect("what was updated is read");
    assert_eq!(back.headers, glossary.headers, "{text}");
    text
}

#[test]
fn what_has_not_changed_stays_byte_for_byte() {
    assert_eq!(updated(|_| {}), COMMENTED);
    let crlf = format!("\u{FEFF}{}", COMMENTED.replace('\n', "\r\n"));
    let glossary = Glossary::parse_toml("g", &crlf).expect("good");
    assert_eq!(update_toml(&crlf, &glossary).expect("good"), crlf);
}

#[test]
fn what_changes_is_written_in_its_place_and_comments_stay() {
    for (change, before, after) in [
        (
            (|g| g.concepts[0].note = Some("New".to_owned())) as fn(&mut Glossary),
            "note = 'A literal note' # behind it",
            "note = \"New\" # behind it",
        ),
        (
            |g| g.concepts[0].subject = Subject::Event,
            "subject = \"place\"\n# About the note",
            "subject = \"event\"\n# About the note",
        ),
        (
            |g| g.concepts[0].definition = Some("City".to_owned()),
            "# About the note.",
            "definition = \"City\"\n# About the note.",
        ),
        (
            |g| drop(g.concepts[0].external.insert("pcode".to_owned(), "SY04".to_owned())),
            "terms.en = [\"Homs\",   \"Hims\"]",
            "external = { pcode = \"SY04\" }\nterms.en = [\"Homs\",   \"Hims\"]",
        ),
        (
            |g| g.concepts[0].terms.retain(|term| term.text != "Hims"),
            "terms.en = [\"Homs\",   \"Hims\"]",
            "terms.en = [\"Homs\"]",
        ),
        // The comments of a list stay with what they stand by.
        (
            |g| g.concepts[0].terms.retain(|term| term.text != "حمص العدية"),
            "  # only in books\n  \"حمص العدية\",\n  \"ابن",
            "  # only in books\n  \"ابن",
        ),
        (
            |g| g.concepts[0].terms.retain(|term| term.text != "ابن الوليد"),
            "  \"حمص العدية\",\n  \"ابن الوليد\",\n]",
            "  \"حمص العدية\",\n]",
        ),
        (
            |g| g.concepts[0].terms.insert(1, Term::new(Lang::AR, "حِمْص القديمة", TermStatus::Deprecated)),
            "terms.ar = [\n  \"حمص\", # the",
            "terms.ar = [\n  \"حمص\",\n  { text = \"حِمْص القديمة\", status = \"deprecated\" }, # the",
        ),
        (
            |g| g.concepts[1].terms.push(Term::new(Lang::new("fr"), "Oronte", TermStatus::Preferred)),
            "terms = { en = [\"Orontes\"], ar = [\"العاصي\"] }",
            "terms = { en = [\"Orontes\"], ar = [\"العاصي\"], fr = [\"Oronte\"] }",
        ),
        (|g| g.headers[0].sources.push("Three".to_owned()), "  \"Two\",\n]", "  \"Two\",\n  \"Three\",\n]"),
        (|g| g.headers[0].country = Some("SY".to_owned()), "]\n\n# --- Cities", "]\ncountry = \"SY\"\n\n# --- Cities"),
        (|g| drop(g.concepts.remove(2)), "\n[[concept]]\nid = \"last\"\nterms.en = [\"Last\"]\n", ""),
        (
            |g| g.concepts.insert(0, person()),
            "terms.en = [\"Last\"]\n",
            "terms.en = [\"Last\"]\n\n[[concept]]\nid = \"new\"\nsubject = \"person\"\nterms.en = [\"New\"]\n",
        ),
    ] {
        let expected = COMMENTED.replacen(before, after, 1);
        let text = updated(change);
        assert!(text == expected, "expected:\n{expected}\nfound:\n{text}");
    }
}

#[test]
fn a_comment_right_above_a_concept_goes_with_it_and_that_of_its_section_stays() {
    let text = updated(|g| drop(g.concepts.remove(0)));
    let (head, rest) = COMMENTED.split_once("# About Homs.").expect("the first concept");
    let (_, rest) = rest.split_once("\n# --- Rivers").expect("the second section");
    assert_eq!(text, format!("{head}# --- Rivers{rest}"));
    let none = updated(|g| g.concepts.clear());
    for comment in ["# Head of the file.", "# the name", "# --- Cities ---", "# --- Rivers ---", "# The end."] {
        assert!(none.contains(comment), "{comment}: {none}");
    }
}

fn person() -> Concept {
    let mut person = Concept::new("new", Subject::Person);
    person.terms.push(Term::new(Lang::EN, "New", TermStatus::Preferred));
    person
}

#[test]
fn a_file_without_concepts_or_head_can_be_updated() {
    let glossary = full();
    for original in ["", "# only a remark\n", "[glossary]\nname = \"x\"\n"] {
        let text = update_toml(original, &glossary).expect("it can be updated");
        let back = Glossary::parse_toml("full", &text).expect("good");
        assert_eq!(back, glossary, "{text}");
        assert!(text.contains(original.lines().next().unwrap_or_default()));
        assert_eq!(
            update_toml(&text, &Glossary { concepts: Vec::new(), ..glossary.clone() }).map(|t| t.contains("[[")),
            Ok(false)
        );
    }
    let error = update_toml("[[concept]]\nid = 3\n", &glossary).expect_err("a fault").to_string();
    assert!(error.contains(":2:6: ") && error.ends_with("\u{2068}id = 3\u{2069}"), "{error}");
    let error =
        update_toml("concept = [{ id = \"a\", terms.en = [\"A\"] }]\n", &glossary).expect_err("inline").to_string();
    assert!(error.contains("[[concept]]"), "{error}");
}

/// What `isnad terms` finds in a text with a glossary alone, or what it says is wrong.
fn terms(glossary: &std::path::Path, text: &str) -> Result<String, String> {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_isnad"))
        .args(["terms", "--only-glossary", "--glossary"])
        .arg(glossary)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    // It may end before it reads.
    let _ = child.stdin.take().expect("a pipe").write_all(text.as_bytes());
    let output = child.wait_with_output().expect("it ends");
    let said = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    if output.status.success() { Ok(said(output.stdout)) } else { Err(said(output.stderr)) }
}

#[test]
fn the_program_reads_glossaries_of_all_kinds() {
    let folder = tempfile::tempdir().expect("a folder");
    let toml = "[[concept]]\nid = \"masyaf\"\nterms.en = [\"Masyaf\", \"Misyaf\"]\nterms.ar = [\"مصياف\"]\n";
    let glossary = Glossary::parse_toml("g", toml).expect("good");
    for format in [Format::Toml, Format::Csv, Format::Tsv, Format::Xlsx, Format::Omegat] {
        let end = if format == Format::Omegat { "txt" } else { format.word() };
        let path = folder.path().join(format!("ours.{end}"));
        std::fs::write(&path, glossary.write(format, &Columns::pair("en", "ar")).expect("written").0).expect("a file");
        let found = terms(&path, "near Misyaf").expect("it is read");
        assert!(found.contains("masyaf"), "{end}: {found}");
    }
    let path = folder.path().join("ours.docx");
    let message = terms(&path, "").expect_err("no such format");
    assert!(message.contains("a glossary is known by the end of its name: .toml, .csv, .tsv, .xlsx"), "{message}");
    let path = folder.path().join("large.csv");
    // A file of holes: only its length is large.
    std::fs::File::create(&path).and_then(|file| file.set_len(Glossary::LARGEST_FILE + 1)).expect("a file");
    let message = terms(&path, "").expect_err("too large");
    assert!(message.contains("a glossary may have 256 MiB at most"), "{message}");
}

/// A text that a cell can hold: something that is no white space at both ends.
fn any_text() -> impl Strategy<Value = String> {
    let solid = prop::sample::select(vec![
        'a', 'Z', 'é', 'ح', 'ص', '|', ':', ';', '\\', '"', '\'', '#', ',', '=', '[', '\u{200C}', '😀',
    ]);
    let inner = prop_oneof![6 => solid.clone(), 1 => prop::sample::select(vec![' ', '\n', '\t', '\r', '\u{A0}'])];
    (solid.clone(), prop::collection::vec(inner, 0..6), solid)
        .prop_map(|(first, inner, last)| std::iter::once(first).chain(inner).chain([last]).collect())
}

fn any_status() -> impl Strategy<Value = TermStatus> {
    use TermStatus::{Admitted, Deprecated, Forbidden, Preferred};
    prop::sample::select(vec![Preferred, Admitted, Admitted, Deprecated, Forbidden])
}

fn any_word<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Option<T>> {
    prop::option::weighted(0.2, prop::sample::select(all))
}

fn any_term() -> impl Strategy<Value = Term> {
    let maybe = || prop::option::weighted(0.2, any_text());
    let lang = prop::sample::select(vec!["en", "ar", "ku-Latn", "fa"]);
    let words = (any_word(PartOfSpeech::ALL), any_word(Gender::ALL), any_word(Number::ALL), any_word(Register::ALL));
    let flags = prop::option::weighted(0.2, prop::array::uniform4(any::<bool>()));
    let texts = (maybe(), maybe(), maybe(), prop::collection::vec(any_text(), 0..3));
    (lang, any_text(), any_status(), words, flags, texts).prop_map(|(lang, text, status, words, flags, texts)| {
        let term = Term::new(Lang::new(lang), format!("a{text}"), status);
        let [case_sensitive, short, translate, inflect] = flags.unwrap_or([term.case_sensitive, false, true, true]);
        Term {
            part_of_speech: words.0,
            gender: words.1,
            number: words.2,
            register: words.3,
            region: texts.0,
            scheme: texts.1,
            note: texts.2,
            context: texts.3,
            case_sensitive,
            short,
            translate,
            inflect,
            ..term
        }
    })
}

fn any_concept() -> impl Strategy<Value = Concept> {
    let maybe = || prop::option::weighted(0.3, any_text());
    let external = prop::collection::btree_map(any_text(), any_text(), 0..3);
    let subject = prop::sample::select(Subject::ALL);
    (subject, maybe(), maybe(), maybe(), external, prop::collection::vec(any_term(), 1..6)).prop_map(
        |(subject, definition, note, source, external, mut terms)| {
            terms.sort_by(|a, b| a.lang.cmp(&b.lang));
            Concept { definition, note, source, external, terms, ..Concept::new("", subject) }
        },
    )
}

prop_compose! {
    fn any_glossary()(
        concepts in prop::collection::btree_map("[a-z][a-z0-9-]{0,3}", any_concept(), 1..5),
        (name, country) in (any_text(), prop::option::of(any_text())),
        (scope, licence) in (prop::option::of(any_text()), prop::option::of(any_text())),
        sources in prop::collection::btree_set(any_text(), 0..3),
    ) -> Glossary {
        let header = Header { name, scope: scope.unwrap_or_default(), sources: sources.into_iter().collect(), country, licence };
        let concepts = concepts.into_iter().map(|(id, concept)| Concept { id, ..concept }).collect();
        Glossary { headers: vec![header], concepts }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_glossary_survives_toml(glossary in any_glossary()) {
        let text = glossary.to_toml();
        prop_assert_eq!(Glossary::parse_toml("g", &text).expect(&text), glossary);
    }

    #[test]
    fn any_glossary_survives_tables(glossary in any_glossary()) {
        for format in [Format::Csv, Format::Tsv] {
            let written = bytes(&glossary, format);
            let back = Glossary::read("g", &written, format, &NO_COLUMNS());
            prop_assert_eq!(back.expect("what was written is read"), glossary.clone(), "{}", format.word());
        }
    }

    #[test]
    fn any_file_is_brought_up_to_date(old in any_glossary(), new in any_glossary()) {
        let text = update_toml(&old.to_toml(), &new).expect("it can be updated");
        let back = Glossary::parse_toml("g", &text).expect(&text);
        prop_assert_eq!(&back.headers, &new.headers);
        let sorted = |glossary: &Glossary| {
            let mut concepts = glossary.concepts.clone();
            concepts.sort_by(|a, b| a.id.cmp(&b.id));
            concepts
        };
        prop_assert_eq!(sorted(&back), sorted(&new));
        prop_assert_eq!(update_toml(&text, &back).expect("again"), text);
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), lines in "[a-z,;|\"\n\t=\\[\\]{}#\\\\ ]{0,80}") {
        for format in Format::ALL {
            let _ = Glossary::read("g", &bytes, *format, &Columns::pair("en", "ar"));
            let _ = Glossary::read("g", format!("concept,lang,term,context,external\n{lines}").as_bytes(), *format, &NO_COLUMNS());
        }
        let _ = lines.parse::<Columns>();
        let _ = update_toml(&lines, &full());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_glossary_survives_a_spreadsheet(glossary in any_glossary()) {
        let back = Glossary::read("g", &bytes(&glossary, Format::Xlsx), Format::Xlsx, &NO_COLUMNS());
        prop_assert_eq!(back.expect("what was written is read"), glossary);
    }
}
