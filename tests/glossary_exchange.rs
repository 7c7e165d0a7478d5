//! Glossaries from translation memories in TMX and from SKOS thesauri in Turtle and JSON-LD.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use isnad::glossary::{Concept, Glossary, GlossaryError, Header, Term};
use isnad::text::{Lang, TermStatus};
use proptest::prelude::*;

fn external(concept: &Concept) -> Vec<(&str, &str)> {
    concept.external.iter().map(|(system, id)| (system.as_str(), id.as_str())).collect()
}

fn terms(concept: &Concept) -> Vec<(&str, &str, TermStatus)> {
    concept.terms.iter().map(|term| (term.lang.tag(), term.text.as_str(), term.status)).collect()
}

const MEMORY: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="text"><note>Reports</note></header><body>
<tu tuid="CMU_1:1">
  <prop type="file">a.md</prop><note>old</note>
  <tuv xml:lang="en"><seg>The castle of <bpt i="1">&lt;b></bpt>Masyaf<ept i="1">&lt;/b></ept> &amp; its <hi>town</hi>.</seg></tuv>
  <tuv xml:lang="ar"><note>checked</note><seg>قلعة
   مصياف</seg></tuv>
</tu>
<tu tuid="cmu-1-1"><tuv lang="EN-us"><seg>Hama</seg></tuv><tuv xml:lang="ar"><seg>حماة</seg></tuv></tu>
<tu tuid="..."><tuv xml:lang="en"><seg>…</seg></tuv><tuv xml:lang="ar"><seg/></tuv></tu>
<tu><tuv xml:lang="en"><seg>Homs</seg></tuv><tuv xml:lang="en"><seg>Hims</seg></tuv></tu>
</body></tmx>"#;

#[test]
fn a_translation_memory_is_a_glossary() {
    let glossary = Glossary::parse_tmx("a.tmx", MEMORY.as_bytes()).unwrap();
    let header = Header { name: "a.tmx".to_owned(), scope: "Reports".to_owned(), ..Header::default() };
    assert_eq!(glossary.headers, [header]);
    let [castle, hama, homs] = glossary.concepts.as_slice() else { panic!("{:?}", glossary.concepts) };
    assert_eq!((castle.id.as_str(), external(castle)), ("cmu-1-1", vec![("tmx", "CMU_1:1")]));
    assert_eq!(castle.note.as_deref(), Some("file: a.md\nold"));
    let arabic =
        Term { note: Some("checked".to_owned()), ..Term::new(Lang::AR, "قلعة مصياف", TermStatus::Preferred) };
    assert_eq!(castle.terms, [arabic, Term::new(Lang::EN, "The castle of Masyaf & its town.", TermStatus::Preferred)]);
    assert_eq!((hama.id.as_str(), external(hama)), ("cmu-1-1-2", vec![("tmx", "cmu-1-1")]));
    assert_eq!(terms(hama), [("ar", "حماة", TermStatus::Preferred), ("en-us", "Hama", TermStatus::Preferred)]);
    assert_eq!(homs.id, "concept-4");
    assert_eq!(terms(homs), [("en", "Homs", TermStatus::Preferred), ("en", "Hims", TermStatus::Admitted)]);
}

#[test]
fn faults_of_a_translation_memory_are_told_with_their_place() {
    for (text, message) in [
        ("<tbx/>".to_owned(), "1:1: <tbx> is no TMX"),
        (MEMORY.replace(" lang=\"EN-us\"", ""), "10:20: <tuv> does not say its language"),
        (MEMORY.replace("lang=\"EN-us\"", "lang=\"*all*\""), "10:20: `*all*` is no language tag"),
        (MEMORY.replace("<seg>Hama</seg>", ""), "10:20: <tuv> has no <seg>"),
        (MEMORY.replace("<seg>Hama</seg>", "<seg>Hama</sg>"), "10:47: this is not well-formed XML"),
        (MEMORY.replace("\"tmx14.dtd\"", "\"a\" [<!ENTITY a 'b'>]"), "2:1: a DOCTYPE with declarations"),
    ] {
        let told = Glossary::parse_tmx("a.tmx", text.as_bytes()).unwrap_err().to_string();
        assert!(told.starts_with(&format!("a.tmx:{message}")), "{told}");
    }
}

const THESAURUS: &str = r#"@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix ex: <http://example.org/law/> .

ex: a skos:ConceptScheme ; dct:title "Law"@en ; dct:description "Words of asylum" ; dct:source "A handbook" ;
    dct:license <https://creativecommons.org/publicdomain/zero/1.0/> .

ex:Refugee_Status a skos:Concept ; skos:inScheme ex: ;
    skos:prefLabel "refugee status"@en, "صفة اللاجئ"@ar ;
    skos:altLabel "refugeehood"@en, "refugee status"@en ;
    skos:hiddenLabel "refugee statut"@en ;
    skos:definition "statut"@fr, "What a refugee has"@en ;
    skos:scopeNote "In law"@en ; skos:example "مثال"@ar ;
    skos:notation "4.1", "R1" ; dct:source "Convention of 1951" ;
    skos:exactMatch <http://www.wikidata.org/entity/Q1234> ;
    skos:closeMatch <http://vocab.example.net/t/9> ;
    skos:broader ex:status .

<http://other.example/x#refugee-status> a skos:Concept ; xl:prefLabel [ xl:literalForm "asylum"@en-GB ] .
<#local> skos:prefLabel "no language" .
ex:status a skos:Concept .
[] skos:prefLabel "nameless"@en .
"#;

#[test]
fn a_thesaurus_in_turtle_is_a_glossary() {
    let glossary = Glossary::parse_turtle("a.ttl", THESAURUS.as_bytes()).unwrap();
    let header = Header {
        name: "Law".to_owned(),
        scope: "Words of asylum".to_owned(),
        sources: vec!["A handbook".to_owned()],
        country: None,
        licence: Some("https://creativecommons.org/publicdomain/zero/1.0/".to_owned()),
    };
    assert_eq!(glossary.headers, [header]);
    let [status, asylum, local, nameless] = glossary.concepts.as_slice() else { panic!("{:?}", glossary.concepts) };
    assert_eq!(status.id, "refugee-status");
    assert_eq!(
        external(status),
        [
            ("close-vocab.example.net", "http://vocab.example.net/t/9"),
            ("notation", "4.1"),
            ("uri", "http://example.org/law/Refugee_Status"),
            ("wikidata", "Q1234"),
        ]
    );
    assert_eq!(
        terms(status),
        [
            ("ar", "صفة اللاجئ", TermStatus::Preferred),
            ("en", "refugee status", TermStatus::Preferred),
            ("en", "refugeehood", TermStatus::Admitted),
            ("en", "refugee statut", TermStatus::Deprecated),
        ]
    );
    assert_eq!(status.definition.as_deref(), Some("What a refugee has"));
    assert_eq!(status.source.as_deref(), Some("Convention of 1951"));
    assert_eq!(status.note.as_deref(), Some("definition (fr): statut\nIn law\nexample (ar): مثال\nnotation: R1"));
    assert_eq!(asylum.id, "refugee-status-2");
    assert_eq!(terms(asylum), [("en-gb", "asylum", TermStatus::Preferred)]);
    assert_eq!((local.id.as_str(), external(local)), ("local", vec![]));
    assert_eq!(terms(local), [("und", "no language", TermStatus::Preferred)]);
    assert_eq!(nameless.id, "concept-5");
}

#[test]
fn the_same_thesaurus_in_json_ld() {
    let text = r#"{"@context": {"skos": "http://www.w3.org/2004/02/skos/core#", "ex": "http://example.org/law/",
      "pref": {"@id": "skos:prefLabel", "@container": "@language"}},
    "@graph": [{"@id": "ex:Refugee_Status", "@type": "skos:Concept", "pref": {"en": "refugee status", "ar": "صفة اللاجئ"},
      "skos:altLabel": {"@value": "refugeehood", "@language": "en"}, "skos:exactMatch": {"@id": "http://www.wikidata.org/entity/Q1234"}}]}"#;
    let glossary = Glossary::parse_jsonld("a.jsonld", text.as_bytes()).unwrap();
    let [status] = glossary.concepts.as_slice() else { panic!("{:?}", glossary.concepts) };
    assert_eq!(external(status), [("uri", "http://example.org/law/Refugee_Status"), ("wikidata", "Q1234")]);
    assert_eq!(
        terms(status),
        [
            ("ar", "صفة اللاجئ", TermStatus::Preferred),
            ("en", "refugee status", TermStatus::Preferred),
            ("en", "refugeehood", TermStatus::Admitted),
        ]
    );
}

#[test]
fn faults_of_linked_data_are_told_with_their_place() {
    let told = |read: fn(&str, &[u8]) -> Result<Glossary, GlossaryError>, text: &[u8]| {
        read("a", text).unwrap_err().to_string()
    };
    let turtle = told(Glossary::parse_turtle, b"@prefix a: <http://a/> .\na:b a:c \"x .\n");
    assert!(turtle.starts_with("a:2:9: "), "{turtle}");
    let prefix = told(Glossary::parse_turtle, b"\na:b a:c 1 .\n");
    assert!(prefix.starts_with("a:2:1: "), "{prefix}");
    assert!(told(Glossary::parse_turtle, b"\n \"caf\xE9\"").starts_with("a:2:6: the byte 0xE9"));
    let json = told(Glossary::parse_jsonld, b"{\n\"@graph\": [}");
    assert!(json.starts_with("a:2:12: "), "{json}");
    let remote = told(Glossary::parse_jsonld, b"{\n  \"@context\": \"https://example.org/c.jsonld\", \"a\": 1}");
    assert!(
        remote.starts_with(
            "a:2:16: the @context lies elsewhere, at https://example.org/c.jsonld, and nothing is fetched"
        ),
        "{remote}"
    );
    let relative = told(Glossary::parse_jsonld, b"{\"@context\": [{}, \"../c.jsonld\"]}");
    assert!(relative.contains("the @context lies elsewhere"), "{relative}");
}

#[test]
fn json_that_nests_deep_is_refused_or_read() {
    for part in ["[", "{\"@graph\":", "{\"@context\":", "{\"http://a/b\":{\"@list\":["] {
        let _ = Glossary::parse_jsonld("a", part.repeat(20_000).as_bytes());
    }
    let turtle = format!("<a> <b> {}", "[ <b> (".repeat(20_000));
    let _ = Glossary::parse_turtle("a", turtle.as_bytes());
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(parts in prop::collection::vec(prop_oneof![
        prop::sample::select(vec![
            "<tmx>", "<tu tuid='a'>", "<tuv xml:lang='ar'>", "<seg>", "حماة", "</seg>", "</tuv>", "</tu>", "</tmx>", "<ph/>",
            "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .", "<a>", " skos:prefLabel ", "\"x\"@ar", " . ", ";", ",", "[", "]",
            "{", "}", "\"@context\"", ":", "\"@id\"", "\"@type\"", "\"http://www.w3.org/2004/02/skos/core#prefLabel\"", "_:b", "(", ")",
        ]).prop_map(|part| part.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..3),
    ], 0..20)) {
        let bytes = parts.concat();
        for read in [Glossary::parse_tmx, Glossary::parse_turtle, Glossary::parse_jsonld] {
            if let Err(error) = read("a", &bytes) {
                prop_assert!(error.position.line >= 1 && error.position.column >= 1);
            }
        }
    }
}
