//! The curated glossaries are well formed: unique concepts, English and Arabic in each, clean text, no unmarked homographs.
#![allow(clippy::unwrap_used)] // A test may stop at the first surprise.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use toml::{Table, Value};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const SUBJECTS: [&str; 10] =
    ["place", "community", "armed-group", "party", "institution", "media", "person", "office", "event", "term"];
const STATUSES: [&str; 4] = ["preferred", "admitted", "deprecated", "forbidden"];

/// One term as a test sees it: where it comes from, and what it says.
struct Term {
    concept: String,
    lang: String,
    text: String,
    status: Option<String>,
    guarded: bool,
    fields: BTreeSet<String>,
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("glossaries");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    files
}

fn tables() -> Vec<(PathBuf, Table)> {
    files()
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            let table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (path, table)
        })
        .collect()
}

fn concepts() -> Vec<Table> {
    let of_file =
        |table: &Table| table["concept"].as_array().unwrap().iter().map(|c| c.as_table().unwrap().clone()).collect();
    tables().iter().flat_map(|(_, table)| -> Vec<Table> { of_file(table) }).collect()
}

fn word<'a>(table: &'a Table, field: &str) -> &'a str {
    table.get(field).and_then(Value::as_str).unwrap_or_else(|| panic!("no {field} in {table}"))
}

fn terms() -> Vec<Term> {
    let mut terms = Vec::new();
    for concept in concepts() {
        for (lang, list) in concept["terms"].as_table().unwrap() {
            for value in list.as_array().unwrap() {
                let table = value.as_table();
                terms.push(Term {
                    concept: word(&concept, "id").to_owned(),
                    lang: lang.clone(),
                    text: table.map_or_else(|| value.as_str().unwrap().to_owned(), |t| word(t, "text").to_owned()),
                    status: table.and_then(|t| t.get("status")).map(|s| s.as_str().unwrap().to_owned()),
                    guarded: table.is_some_and(|t| t.contains_key("context") || t.contains_key("short")),
                    fields: table.map(|t| t.keys().cloned().collect()).unwrap_or_default(),
                });
            }
        }
    }
    terms
}

/// What is left of a term when case, marks, apostrophes, hyphens and Arabic letter variants do not count.
fn fold(text: &str) -> String {
    let folded: String = text
        .nfkd()
        .filter(|&c| !is_combining_mark(c) && !"'`’‘ʿʾʼـ".contains(c))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ٱ' => 'ا',
            'ى' | 'ی' => 'ي',
            'ة' | 'ە' => 'ه',
            'ک' => 'ك',
            '-' | '‐' | '–' | '\u{200C}' => ' ',
            _ => c,
        })
        .collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_file_says_what_it_is_and_where_it_comes_from() {
    let tables = tables();
    assert!(tables.len() >= 28, "only {} glossaries", tables.len());
    for (path, table) in tables {
        let head = table["glossary"].as_table().unwrap();
        assert_eq!(Some(word(head, "name")), path.file_stem().and_then(|stem| stem.to_str()));
        assert!(!word(head, "scope").is_empty() && !word(head, "licence").is_empty());
        assert!(!head["sources"].as_array().unwrap().is_empty());
    }
}

#[test]
fn concepts_are_unique_described_and_in_english_and_arabic() {
    let concepts = concepts();
    assert!(concepts.len() >= 6_500, "only {} concepts", concepts.len());
    let mut seen = BTreeSet::new();
    for concept in &concepts {
        let id = word(concept, "id");
        assert!(seen.insert(id), "{id} twice");
        assert!(id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'), "{id}");
        assert!(SUBJECTS.contains(&word(concept, "subject")), "{id}");
        assert!(!word(concept, "definition").is_empty(), "{id}");
        let terms = concept["terms"].as_table().unwrap();
        for lang in ["en", "ar"] {
            assert!(terms.get(lang).and_then(Value::as_array).is_some_and(|list| !list.is_empty()), "{id}: no {lang}");
        }
    }
}

#[test]
fn each_language_of_a_concept_has_a_preferred_term_first() {
    let mut first = BTreeMap::new();
    for term in terms() {
        let key = (term.concept.clone(), term.lang.clone());
        first.entry(key).or_insert(term);
    }
    for term in first.values() {
        let preferred = term.fields.is_empty() || term.status.as_deref() == Some("preferred");
        assert!(preferred, "{} ({}) begins with {}", term.concept, term.lang, term.text);
    }
}

#[test]
fn terms_are_clean_text_in_the_script_of_their_language() {
    for term in terms() {
        let (id, text) = (&term.concept, &term.text);
        assert_eq!(text.trim(), text, "{id}");
        assert!(!text.is_empty(), "{id}");
        assert_eq!(&text.nfc().collect::<String>(), text, "{id}: not NFC");
        let odd = |c: char| {
            matches!(c, '\u{200B}' | '\u{200D}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
                | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{FFFD}' | 'ـ')
        };
        assert!(!text.chars().any(odd), "{id}: {}", text.escape_unicode());
        let arabic = |c: char| matches!(c, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}');
        let latin = |c: char| c.is_alphabetic() && c < '\u{250}';
        match term.lang.as_str() {
            "ar" | "fa" | "ckb" | "ur" | "ps" => {
                assert!(!text.chars().any(latin), "{id}: Latin letters in {text}");
                assert!(text.chars().any(arabic), "{id}: {text}");
            }
            "he" => assert!(text.chars().any(|c| matches!(c, '\u{590}'..='\u{5FF}')), "{id}: {text}"),
            _ => assert!(!text.chars().any(arabic), "{id}: Arabic letters in {text}"),
        }
        // Persian yeh and kaf in an Arabic term, or the reverse, would be a slip of the keyboard.
        let foreign = if term.lang == "ar" { "یکەھ\u{200C}" } else { "" };
        assert!(!text.chars().any(|c| foreign.contains(c)), "{id}: foreign letter in {text}");
        if term.lang == "fa" {
            assert!(!text.chars().any(|c| "يكى".contains(c)), "{id}: Arabic yeh or kaf in {text}");
        }
    }
}

#[test]
fn term_fields_are_those_of_the_schema() {
    let known = ["text", "status", "case_sensitive", "note", "context", "short"];
    for term in terms() {
        assert!(term.fields.iter().all(|field| known.contains(&field.as_str())), "{}: {:?}", term.concept, term.fields);
        assert!(term.status.as_deref().is_none_or(|s| STATUSES.contains(&s)), "{}: {:?}", term.concept, term.status);
    }
}

#[test]
fn one_name_belongs_to_one_concept_unless_context_tells_them_apart() {
    let mut owners: BTreeMap<(String, String), (String, bool)> = BTreeMap::new();
    for term in terms() {
        let key = (term.lang.clone(), fold(&term.text));
        let (concept, guarded) = owners.entry(key).or_insert_with(|| (term.concept.clone(), term.guarded));
        let same = *concept == term.concept;
        assert!(same || *guarded || term.guarded, "{} ({}): also in {concept}", term.concept, term.text);
    }
}

#[test]
fn a_form_to_replace_is_no_spelling_of_an_accepted_one() {
    let wrong = |term: &Term| matches!(term.status.as_deref(), Some("deprecated" | "forbidden"));
    let terms = terms();
    let accepted: BTreeSet<_> = terms.iter().filter(|t| !wrong(t)).map(|t| (t.lang.clone(), fold(&t.text))).collect();
    for term in terms.iter().filter(|t| wrong(t)) {
        let key = (term.lang.clone(), fold(&term.text));
        assert!(!accepted.contains(&key), "{}: {} folds to an accepted term", term.concept, term.text);
    }
}

#[test]
fn every_district_of_syria_is_there() {
    let found: BTreeSet<String> =
        concepts().iter().filter_map(|c| c.get("external")?.get("pcode")?.as_str().map(str::to_owned)).collect();
    let governorates = (1..=14).map(|n| format!("SY{n:02}"));
    let districts = "0200 0202 0203 0204 0205 0206 0207 0208 0302 0303 0304 0305 0306 0307 0308 0309 0402 0403 0404 0405 0406 \
        0502 0503 0504 0505 0602 0603 0604 0702 0703 0704 0705 0802 0803 0804 0902 0903 1002 1003 1004 1005 1006 1102 1103 \
        1202 1203 1302 1303 1402";
    for code in governorates.chain(districts.split_whitespace().map(|n| format!("SY{n}"))) {
        assert!(found.contains(&code), "{code} is missing");
    }
}
