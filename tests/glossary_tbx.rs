//! Glossaries in TBX: what is written comes back, files of other programs are understood, and faults are told with their
//! place.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use isnad::glossary::{Concept, Dialect, Gender, Glossary, Header, Number, PartOfSpeech, Register, Subject, Term};
use isnad::text::{Key, Lang, TermStatus};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::{fs, path::Path};

fn parse(text: &str) -> Glossary {
    Glossary::parse_tbx("a.tbx", text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn fails(bytes: impl AsRef<[u8]>) -> String {
    Glossary::parse_tbx("a.tbx", bytes.as_ref()).expect_err("a fault").to_string()
}

/// A file in version 3, DCA, with this body.
fn file(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"en\" xmlns=\"urn:iso:std:iso:30042:ed-2\">\n\
         <tbxHeader><fileDesc><sourceDesc><p>A termbase</p></sourceDesc></fileDesc></tbxHeader><text><body>\n{body}\n\
         </body></text></tbx>"
    )
}

/// An entry with one English term.
fn entry(id: &str, inside: &str) -> String {
    file(&format!(
        "<conceptEntry id=\"{id}\">{inside}<langSec xml:lang=\"en\"><termSec><term>Masyaf</term></termSec></langSec></conceptEntry>"
    ))
}

/// A glossary whose one concept has everything that a concept and its terms can have.
fn full() -> Glossary {
    let mut concept = Concept::new("hay-at-2012", Subject::ArmedGroup);
    concept.definition = Some("An armed group & its <wings>".to_owned());
    concept.note = Some("Contested.\nBy \"several\" sides".to_owned());
    concept.source = Some("UN, S/2024/1".to_owned());
    for (system, id) in [
        ("pcode", "SY0504"),
        ("wikidata", "Q2007044"),
        ("geonames", "167541"),
        ("site", "https://example.org/a?b=1&c"),
        ("old id: 2", "x: y"),
    ] {
        concept.external.insert(system.to_owned(), id.to_owned());
    }
    let arabic = Term {
        part_of_speech: Some(PartOfSpeech::ProperNoun),
        gender: Some(Gender::Feminine),
        number: Some(Number::Dual),
        register: Some(Register::BenchLevel),
        region: Some("SY".to_owned()),
        inflect: false,
        note: Some("register: as one writes it".to_owned()),
        context: vec!["فصيل".to_owned(), "إدلب".to_owned()],
        ..Term::new(Lang::AR, "هيئة تحرير الشام", TermStatus::Preferred)
    };
    let short = Term { short: true, ..Term::new(Lang::EN, "the Body", TermStatus::Admitted) };
    let acronym = Term { translate: false, ..Term::new(Lang::EN, "HTS", TermStatus::Preferred) };
    let romanized = Term {
        scheme: Some("ijmes".to_owned()),
        case_sensitive: true,
        ..Term::new(Lang::new("ar-Latn"), "Hayʾat Taḥrīr al-Shām", TermStatus::Deprecated)
    };
    let insult = Term { case_sensitive: false, ..Term::new(Lang::EN, "LLC", TermStatus::Forbidden) };
    concept.terms = vec![arabic, romanized, short, acronym, insult];
    let mut numbered = Concept::new("2024-events", Subject::Event);
    numbered.terms = vec![Term::new(Lang::EN, "events", TermStatus::Admitted)];
    let headers = vec![
        Header {
            name: "groups".to_owned(),
            scope: "Armed groups".to_owned(),
            sources: vec!["licence: none of ours".to_owned(), "Reports".to_owned()],
            country: Some("SY".to_owned()),
            licence: Some("MIT OR Apache-2.0".to_owned()),
        },
        Header { name: "events".to_owned(), ..Header::default() },
    ];
    Glossary { headers, concepts: vec![concept, numbered] }
}

#[test]
fn everything_in_the_model_comes_back_through_every_dialect() {
    for dialect in Dialect::ALL {
        let (text, losses) = full().to_tbx(dialect);
        assert!(losses.is_empty(), "{dialect:?}: {losses}");
        assert_eq!(parse(&text), full(), "{dialect:?}\n{text}");
    }
}

#[test]
fn the_built_in_glossaries_come_back_through_every_dialect() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tbx");
    fs::create_dir_all(&folder).unwrap();
    let glossary = Glossary::builtin().unwrap();
    for dialect in Dialect::ALL {
        for (name, glossary) in [("builtin", &glossary), ("full", &full())] {
            let (text, losses) = glossary.to_tbx(dialect);
            assert!(losses.is_empty(), "{dialect:?}: {losses}");
            assert_eq!(parse(&text), *glossary, "{name} in {dialect:?}");
            // For tests/tbx_validators.sh.
            fs::write(folder.join(format!("{name}-{dialect:?}.tbx").to_lowercase()), text).unwrap();
        }
    }
}

#[test]
fn a_small_glossary_in_each_dialect() {
    let mut concept = Concept::new("aleppo", Subject::Place);
    concept.definition = Some("City in the north".to_owned());
    concept.external =
        BTreeMap::from([("pcode".to_owned(), "SY0200".to_owned()), ("wikidata".to_owned(), "Q41183".to_owned())]);
    concept.terms = vec![
        Term::new(Lang::AR, "حلب", TermStatus::Preferred),
        Term { gender: Some(Gender::Feminine), ..Term::new(Lang::EN, "Alep", TermStatus::Forbidden) },
    ];
    let header = Header { name: "places".to_owned(), scope: "Places".to_owned(), ..Header::default() };
    let glossary = Glossary { headers: vec![header], concepts: vec![concept] };
    for dialect in Dialect::ALL {
        insta::assert_snapshot!(format!("tbx_{dialect:?}").to_lowercase(), glossary.to_tbx(dialect).0);
    }
}

#[test]
fn what_no_xml_can_hold_is_a_loss_and_nothing_else_is() {
    let mut glossary = full();
    glossary.concepts[0].definition = Some("a\u{7}b".to_owned());
    glossary.concepts.push(Concept::new("empty", Subject::Term));
    let mut twice = glossary.concepts[1].clone();
    twice.note = Some("the later one".to_owned());
    glossary.concepts.push(twice.clone());
    let mut named = Concept::new("No id", Subject::Term);
    named.terms.clone_from(&twice.terms);
    glossary.concepts.push(named);
    for dialect in Dialect::ALL {
        let (text, losses) = glossary.to_tbx(dialect);
        let losses: Vec<String> = losses.iter().map(|(what, which)| format!("{what}: {which:?}")).collect();
        assert_eq!(
            losses,
            [
                "characters that XML can't hold: {\"hay-at-2012\"}",
                "concepts whose id a later one has: {\"2024-events\"}",
                "concepts whose id is none: {\"No id\"}",
                "concepts without terms: {\"empty\"}",
            ]
        );
        let read = parse(&text);
        assert_eq!(read.concepts.len(), 2);
        assert_eq!(read.concepts[0].definition.as_deref(), Some("ab"));
        assert_eq!(read.concepts[1], twice);
    }
}

#[test]
fn layout_is_no_text_but_white_space_of_the_text_stays() {
    let read = parse(&entry("c1", "<descrip type=\"definition\">\n    a  town\r\n\tof\n  Hama </descrip>"));
    assert_eq!(read.concepts[0].definition.as_deref(), Some("a town of Hama"));
    let mut glossary = full();
    glossary.concepts[0].definition = Some(" two  spaces,\ta tab,\r\na line \u{a0} and one more\n".to_owned());
    for dialect in Dialect::ALL {
        assert_eq!(parse(&glossary.to_tbx(dialect).0), glossary);
    }
}

#[test]
fn a_version_2_file_of_another_program_is_understood() {
    let text = r#"<?xml version='1.0'?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en">
  <martifHeader>
    <fileDesc>
      <titleStmt><title>Rivers</title><note>For  reports</note></titleStmt>
      <publicationStmt><p>An institute</p></publicationStmt>
      <sourceDesc><p>A <hi>termbase</hi></p></sourceDesc>
    </fileDesc>
    <encodingDesc><p type="XCSURI">TBXXCSV02.xcs</p></encodingDesc>
  </martifHeader>
  <text><body>
    <termEntry id="C_1">
      <descrip type="subjectField">Hydrology</descrip>
      <xref type="externalCrossReference" target="https://www.wikidata.org/wiki/Q171866">Orontes</xref>
      <xref type="externalCrossReference" target="https://en.wikipedia.org/wiki/Orontes"/>
      <transacGrp><transac type="origination">LK</transac><date>2019-02-01</date></transacGrp>
      <langSet xml:lang="AR_sy">
        <descripGrp><descrip type="definition">نهر</descrip><admin type="source">أطلس</admin></descripGrp>
        <ntig>
          <termGrp>
            <term>العاصي</term>
            <termNote type="termType">fullForm</termNote>
            <termNote type="grammaticalNumber">singular</termNote>
            <termNote type="register">technicalRegister</termNote>
          </termGrp>
          <descrip type="context">يجري العاصي شمالا</descrip>
        </ntig>
        <tig><term>نهر العاصي</term></tig>
      </langSet>
      <langSet xml:lang="en">
        <descripGrp><descrip type="definition">A river</descrip><admin type="source">Atlas</admin></descripGrp>
        <tig>
          <term>Ori<hi>ent</hi>es &amp; &#x1E24;</term>
          <termNote type="administrativeStatus">supersededTerm-admn-sts</termNote>
          <termNote type="partOfSpeech">Proper Noun</termNote>
          <termNote type="animacy">inanimate</termNote>
          <note>An old name</note>
        </tig>
        <tig><term>Orontes</term><termNote type="normativeAuthorization">preferredTerm</termNote></tig>
      </langSet>
    </termEntry>
    <termEntry><langSet lang="en"><tig><term>ford</term></tig></langSet></termEntry>
  </body><back><refObjectList type="respPerson"><refObject id="x"><item type="fn">L. K.</item></refObject></refObjectList></back></text>
</martif>"#;
    let glossary = parse(text);
    let header = Header {
        name: "Rivers".to_owned(),
        scope: "For reports".to_owned(),
        sources: vec!["A termbase".to_owned(), "An institute".to_owned()],
        ..Header::default()
    };
    assert_eq!(glossary.headers, [header]);
    let river = glossary.get("c-1").unwrap();
    assert_eq!(river.subject, Subject::Term);
    assert_eq!(river.definition.as_deref(), Some("نهر"));
    assert_eq!(river.source.as_deref(), Some("أطلس"));
    let external: Vec<(&str, &str)> =
        river.external.iter().map(|(system, id)| (system.as_str(), id.as_str())).collect();
    assert_eq!(
        external,
        [("en.wikipedia.org", "https://en.wikipedia.org/wiki/Orontes"), ("tbx", "C_1"), ("wikidata", "Q171866")]
    );
    assert_eq!(
        river.note.as_deref().unwrap().lines().collect::<Vec<_>>(),
        [
            "subjectField: Hydrology",
            "externalCrossReference: Orontes (https://www.wikidata.org/wiki/Q171866)",
            "origination: LK, 2019-02-01",
            "definition (en): A river",
            "source (en): Atlas",
        ]
    );
    let syrian = Lang::new("ar-sy");
    let first = Term {
        number: Some(Number::Singular),
        register: Some(Register::Technical),
        note: Some("context: يجري العاصي شمالا".to_owned()),
        ..Term::new(syrian.clone(), "العاصي", TermStatus::Preferred)
    };
    let second = Term::new(syrian, "نهر العاصي", TermStatus::Admitted);
    let old = Term {
        part_of_speech: Some(PartOfSpeech::ProperNoun),
        note: Some("administrativeStatus: supersededTerm-admn-sts\nanimacy: inanimate\nAn old name".to_owned()),
        ..Term::new(Lang::EN, "Orientes & Ḥ", TermStatus::Deprecated)
    };
    assert_eq!(river.terms, [first, second, old, Term::new(Lang::EN, "Orontes", TermStatus::Preferred)]);
    assert_eq!(glossary.concepts[1].id, "concept-2");
    // The id that the file had is written again, and what became notes stays as it is.
    let (again, losses) = glossary.to_tbx(Dialect::Dct3);
    assert!(losses.is_empty());
    assert!(again.contains("<conceptEntry id=\"C_1\">"));
    assert_eq!(parse(&again), glossary);
}

#[test]
fn what_multiterm_and_tbx_min_make_of_it_is_understood() {
    let multiterm = r#"<?xml version="1.0" encoding="UTF-16"?>
<mtf><conceptGrp><concept>17</concept><system type="entryClass">1</system>
<transacGrp><transac type="origination">super</transac><date>2010-01-02</date></transacGrp>
<descripGrp><descrip type="Subject">place</descrip></descripGrp>
<languageGrp><language type="English" lang="EN"/><termGrp><term>Hama</term>
<descripGrp><descrip type="Status">preferred</descrip></descripGrp><descripGrp><descrip type="Note">A city</descrip></descripGrp></termGrp></languageGrp>
<languageGrp><language type="Arabic" lang="AR"/><termGrp><term>حماة</term></termGrp></languageGrp></conceptGrp></mtf>"#;
    let concept = parse(multiterm).concepts.remove(0);
    assert_eq!((concept.id.as_str(), concept.subject), ("17", Subject::Place));
    assert_eq!(concept.note.as_deref(), Some("entryClass: 1\norigination: super, 2010-01-02"));
    let english = Term { note: Some("Note: A city".to_owned()), ..Term::new(Lang::EN, "Hama", TermStatus::Preferred) };
    assert_eq!(concept.terms, [Term::new(Lang::AR, "حماة", TermStatus::Preferred), english]);
    let min = r#"<TBX dialect="TBX-Min"><header><id>Small</id><description>A test</description><license>CC0-1.0</license></header>
<body><entry id="e1"><subjectField>event</subjectField><langGroup xml:lang="en"><termGroup><term>uprising</term>
<termStatus>obsolete</termStatus><partOfSpeech>noun</partOfSpeech></termGroup></langGroup></entry></body></TBX>"#;
    let glossary = parse(min);
    assert_eq!(glossary.headers[0].name, "Small");
    assert_eq!(glossary.headers[0].licence.as_deref(), Some("CC0-1.0"));
    assert_eq!(glossary.concepts[0].subject, Subject::Event);
    assert_eq!(glossary.concepts[0].terms[0].status, TermStatus::Deprecated);
    assert_eq!(glossary.concepts[0].terms[0].part_of_speech, Some(PartOfSpeech::Noun));
}

#[test]
fn ids_that_can_not_be_ours_are_made_and_kept() {
    for (id, made, kept) in [
        ("sy-hama", "sy-hama", None),
        ("_2024", "2024", None),
        ("Hama.City", "hama-city", Some("Hama.City")),
        ("c1_é", "c1-e", Some("c1_é")),
        ("حماة", "concept-1", Some("حماة")),
        ("", "concept-1", None),
    ] {
        let concept = parse(&entry(id, "")).concepts.remove(0);
        assert_eq!((concept.id.as_str(), concept.external.get("tbx").map(String::as_str)), (made, kept), "{id}");
        for dialect in Dialect::ALL {
            let glossary = Glossary { concepts: vec![concept.clone()], ..full() };
            assert_eq!(parse(&glossary.to_tbx(dialect).0), glossary, "{id}");
        }
    }
}

#[test]
fn statuses_of_other_programs() {
    let status = |word: &str| {
        let note = format!("<termNote type=\"administrativeStatus\">{word}</termNote>");
        let text = entry("c1", "").replace("</term>", &format!("</term>{note}"));
        let term = parse(&text).concepts.remove(0).terms.remove(0);
        (term.status, term.note)
    };
    let kept = |word: &str| Some(format!("administrativeStatus: {word}"));
    for (word, expected, note) in [
        ("preferredTerm-admn-sts", TermStatus::Preferred, None),
        ("admitted", TermStatus::Admitted, None),
        ("Deprecated Term", TermStatus::Deprecated, None),
        ("forbidden", TermStatus::Forbidden, None),
        ("supersededTerm-admn-sts", TermStatus::Deprecated, kept("supersededTerm-admn-sts")),
        ("obsolete", TermStatus::Deprecated, kept("obsolete")),
        ("standardizedTerm-admn-sts", TermStatus::Preferred, kept("standardizedTerm-admn-sts")),
        ("under review", TermStatus::Preferred, kept("under review")),
    ] {
        assert_eq!(status(word), (expected, note), "{word}");
    }
}

#[test]
fn encodings() {
    let text = file(
        "<conceptEntry id=\"c1\"><langSec xml:lang=\"ar\"><termSec><term>حماة</term></termSec></langSec></conceptEntry>",
    );
    let expected = parse(&text);
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let declared = text.replacen("version=\"1.0\"", "version=\"1.0\" encoding='windows-1256'", 1);
    let ansi = encoding_rs::WINDOWS_1256.encode(&declared).0.into_owned();
    for bytes in [
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        [b"\xFF\xFE", little.as_slice()].concat(),
        [b"\xFE\xFF", big.as_slice()].concat(),
        little,
        big,
        ansi,
    ] {
        assert_eq!(Glossary::parse_tbx("a.tbx", &bytes).unwrap(), expected);
    }
}

#[test]
fn bytes_that_can_not_be_decoded_are_told_with_their_place() {
    let text = entry("c1", "<note>caf\u{e9}</note>");
    let latin: Vec<u8> = encoding_rs::WINDOWS_1252.encode(&text).0.into_owned();
    assert!(
        fails(&latin).starts_with("a.tbx:4:32: the byte 0xE9 at offset 236 is not valid UTF-8"),
        "{}",
        fails(&latin)
    );
    let unknown = text.replacen("version=\"1.0\"", "version=\"1.0\" encoding=\"ebcdic-7\"", 1);
    assert!(fails(unknown).starts_with("a.tbx:1:1: the encoding `ebcdic-7` is not known"));
    let half = [
        b"\xFF\xFE".as_slice(),
        &"<tbx>\n".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
        b"\x00\xD8<\x00",
    ]
    .concat();
    assert!(
        fails(&half).starts_with("a.tbx:2:1: the byte 0x00 at offset 14 is not valid UTF-16LE"),
        "{}",
        fails(&half)
    );
    assert!(fails(entry("c1", "<note>\u{1}</note>")).starts_with("a.tbx:4:29: U+0001 may not be in XML"));
    assert!(fails(b"\xFF\xFE\x00").starts_with("a.tbx:1:1: the byte"));
}

#[test]
fn nothing_is_expanded_and_nothing_is_fetched() {
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE martif [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\n<martif><text>&b;</text></martif>";
    assert!(fails(bomb).starts_with("a.tbx:2:1: a DOCTYPE with declarations of its own is refused"));
    let external = "<!DOCTYPE martif [ <!ENTITY x SYSTEM \"file:///etc/hostname\"> ]><martif/>";
    assert!(fails(external).starts_with("a.tbx:1:1: a DOCTYPE with declarations of its own is refused"));
    let late = "<martif><!DOCTYPE martif SYSTEM \"a.dtd\"></martif>";
    assert!(fails(late).starts_with("a.tbx:1:9: a DOCTYPE after the first element"));
    let unknown = entry("c1", "<note>&x;</note>");
    assert!(fails(unknown).starts_with("a.tbx:4:29: the entity &x; is not expanded"));
    let in_attribute = file("<conceptEntry id=\"&x;\"/>");
    assert!(fails(in_attribute).starts_with("a.tbx:4:1: a fault in this tag"));
    assert!(fails(entry("c1", "<note>&#0;</note>")).starts_with("a.tbx:4:29:"));
    assert!(fails(entry("c1", "<note>&#x1F;</note>")).starts_with("a.tbx:4:29: &#x1F; is no character"));
    // A reference to a DTD is passed by.
    let plain = entry("c1", "").replacen('\n', "\n<!DOCTYPE tbx PUBLIC \"-//x\" \"http://127.0.0.1:9/no.dtd\">", 1);
    assert_eq!(parse(&plain).concepts.len(), 1);
}

#[test]
fn faults_are_told_with_their_place() {
    let sec = |id: &str| {
        format!(
            "<conceptEntry id=\"{id}\"><langSec xml:lang=\"en\"><termSec><term>a</term></termSec></langSec></conceptEntry>"
        )
    };
    for (text, message) in [
        (String::new(), "1:1: there is no element in it"),
        ("masyaf\n".to_owned(), "1:1: text outside all elements"),
        ("<html/>".to_owned(), "1:1: <html> is no TBX"),
        (file("<conceptEntry id=\"a\">"), "5:1: this is not well-formed XML"),
        ("<tbx>\n <text>\n  <body>".to_owned(), "3:3: <body> is not closed: the file ends inside it"),
        ("<tbx>\n<text".to_owned(), "2:1: this is not well-formed XML"),
        ("<tbx/>\n<tbx/>".to_owned(), "2:1: a second outermost element"),
        ("<tbx/>\n x".to_owned(), "2:2: text outside all elements"),
        ("<tbx a='1' a='2'/>".to_owned(), "1:1: a fault in this tag"),
        (file("<conceptEntry id=\"a\">\n<note>a & b</note></conceptEntry>"), "5:9: this is not well-formed XML"),
        (
            file("<conceptEntry id=\"a\">\n<langSec><termSec/></langSec></conceptEntry>"),
            "5:1: <langSec> does not say its language",
        ),
        (
            file("<conceptEntry id=\"a\">\n<langSec xml:lang=\"Arabic!\"/></conceptEntry>"),
            "5:1: `Arabic!` is no language tag",
        ),
        (file("<conceptEntry id=\"a\"><langSec xml:lang=\"ar\"/></conceptEntry>"), "4:1: <conceptEntry> has no terms"),
        (
            file("<conceptEntry id=\"a\"><langSec xml:lang=\"ar\">\n<termSec/></langSec></conceptEntry>"),
            "5:1: <termSec> has no <term>",
        ),
        (
            file(
                "<conceptEntry id=\"a\"><langSec xml:lang=\"ar\"><termSec>\n<term> - </term></termSec></langSec></conceptEntry>",
            ),
            "5:1: a term needs at least one letter",
        ),
        (
            file(&format!("{}\n{}\n{}", sec("a"), sec("b"), sec("a"))),
            "6:1: the id `a` is taken by the concept at line 4",
        ),
        (file(&format!("{}\n{}", sec("a_1"), sec("A-1"))), "5:1: the id `a-1` is taken by the concept at line 4"),
        (file(&"<note>".repeat(100)), "4:367: elements nest deeper than 64"),
    ] {
        let told = fails(&text);
        assert!(told.starts_with(&format!("a.tbx:{message}")), "{told}\n{text}");
    }
}

/// Texts with what XML, white space and the notes of this format make difficult.
fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "[a-zA-Z ]{1,6}",
        "[ء-ي ]{1,6}",
        prop::sample::select(vec![
            "&",
            "<",
            ">",
            "\"",
            "'",
            "]]>",
            "\n",
            "\t",
            "\r\n",
            "  ",
            "&amp;",
            "&#10;",
            ": ",
            "note: ",
            "register: slangRegister",
            "externalId pcode: 1",
            "contextWord: ",
            "translate: no",
            "glossary: ",
            "\u{200f}",
            "\u{a0}",
            "\u{301}",
            "𐤀",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(part, 1..4)
        .prop_map(|parts| parts.concat())
        .prop_filter("says something", |text| !text.is_empty())
}

fn term() -> impl Strategy<Value = Term> {
    let lang = prop::sample::select(vec!["ar", "en", "ku-Latn", "ckb"]);
    let name = text().prop_filter("a letter", |text| !Key::new(text).is_empty());
    let status = prop::sample::select(vec![
        TermStatus::Preferred,
        TermStatus::Admitted,
        TermStatus::Deprecated,
        TermStatus::Forbidden,
    ]);
    let grammar = (
        prop::option::of(prop::sample::select(PartOfSpeech::ALL)),
        prop::option::of(prop::sample::select(Gender::ALL)),
        prop::option::of(prop::sample::select(Number::ALL)),
        prop::option::of(prop::sample::select(Register::ALL)),
    );
    let flags = any::<[bool; 4]>();
    let texts = (
        prop::option::of(text()),
        prop::option::of(text()),
        prop::option::of(text()),
        prop::collection::vec(text(), 0..3),
    );
    (lang, name, status, grammar, flags, texts).prop_map(
        |(
            lang,
            name,
            status,
            grammar,
            [case_sensitive, short, translate, inflect],
            (region, scheme, note, context),
        )| Term {
            part_of_speech: grammar.0,
            gender: grammar.1,
            number: grammar.2,
            register: grammar.3,
            case_sensitive,
            short,
            translate,
            inflect,
            region,
            scheme,
            note,
            context,
            ..Term::new(Lang::new(lang), name, status)
        },
    )
}

fn concept() -> impl Strategy<Value = Concept> {
    let external = prop::collection::btree_map(
        prop_oneof![Just("wikidata".to_owned()), Just("geonames".to_owned()), Just("tbx".to_owned()), text()],
        prop_oneof!["Q[0-9]{1,4}", "[0-9]{1,4}", "https?://[a-z&?=]{1,6}", "[A-Z_]{1,3}", text()],
        0..4,
    );
    let texts = (prop::option::of(text()), prop::option::of(text()), prop::option::of(text()));
    let terms = prop::collection::vec(term(), 1..5);
    ("[a-z0-9-]{1,4}", prop::sample::select(Subject::ALL), texts, external, terms).prop_map(
        |(id, subject, (definition, note, source), external, mut terms)| {
            terms.sort_by(|a, b| a.lang.cmp(&b.lang));
            Concept { definition, note, source, external, terms, ..Concept::new(id, subject) }
        },
    )
}

fn glossary() -> impl Strategy<Value = Glossary> {
    let header =
        (text(), text(), prop::collection::vec(text(), 0..3), prop::option::of(text()), prop::option::of(text()))
            .prop_map(|(name, scope, sources, country, licence)| Header { name, scope, sources, country, licence });
    (prop::collection::vec(header, 1..3), prop::collection::vec(concept(), 0..4)).prop_map(|(headers, mut concepts)| {
        let mut seen = BTreeSet::new();
        concepts.retain(|concept| seen.insert(concept.id.clone()));
        Glossary { headers, concepts }
    })
}

proptest! {
    #[test]
    fn any_glossary_comes_back_through_any_dialect(glossary in glossary()) {
        for dialect in Dialect::ALL {
            let (text, losses) = glossary.to_tbx(dialect);
            prop_assert!(losses.is_empty(), "{}", losses);
            prop_assert_eq!(&parse(&text), &glossary, "{:?}\n{}", dialect, text);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(parts in prop::collection::vec(prop_oneof![
        prop::sample::select(vec![
            "<tbx>", "<martif>", "<body>", "<termEntry id='a'>", "<conceptEntry>", "<langSet xml:lang='ar'>", "<tig>", "<term>", "حماة",
            "</term>", "</tig>", "</langSet>", "</termEntry>", "</conceptEntry>", "<note>", "</note>", "&amp;", "&x;", "<![CDATA[", "]]>",
            "<!--", "-->", "<!DOCTYPE a [", "<xref target='http://a/b'/>", "<transacGrp>", "</transacGrp>", "<", ">", "/>", "\"",
        ]).prop_map(|part| part.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..4),
    ], 0..24)) {
        if let Err(error) = Glossary::parse_tbx("a.tbx", &parts.concat()) {
            prop_assert!(error.position.line >= 1 && error.position.column >= 1);
        }
    }
}
