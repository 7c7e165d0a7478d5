//! Looking names up in a glossary.

use isnad::glossary::{Concept, Finder, Found, FoundBy, Glossary, Subject, Term};
use isnad::text::{Lang, TermStatus};
use proptest::prelude::*;

const NAMES: &str = r#"
[[concept]]
id = "masyaf"
subject = "place"
terms.en = ["Masyaf", "Misyaf"]

[[concept]]
id = "salamiyah"
subject = "place"
terms.en = ["Salamiyah"]
terms.ar = ["السلمية"]

[[concept]]
id = "sweida"
subject = "place"
terms.en = ["As-Suwayda"]
terms.ar = ["السويداء"]

[[concept]]
id = "hts"
subject = "armed-group"
terms.en = ["Hay'at Tahrir al-Sham", "HTS"]
terms.ar = ["هيئة تحرير الشام"]

[[concept]]
id = "hama"
subject = "place"
terms.en = ["Hama"]
terms.ar = ["حماة"]

[[concept]]
id = "hama-council"
subject = "institution"
terms.en = ["Hama City Council"]

[[concept]]
id = "qadmus"
subject = "place"
terms.ar = ["القدموس"]
"#;

fn glossary() -> Glossary {
    Glossary::parse_toml("test", NAMES).expect("a glossary")
}

fn found(query: &str) -> Vec<(String, FoundBy)> {
    let glossary = glossary();
    let found = Finder::new(&glossary).find(query, 10);
    found.into_iter().map(|Found { concept, by, .. }| (concept.id.clone(), by)).collect()
}

#[test]
fn the_first_answer_and_why() {
    for (query, concept, by) in [
        ("Masyaf", "masyaf", FoundBy::Text),
        ("masyāf", "masyaf", FoundBy::Key),
        ("hayat tahrir al sham", "hts", FoundBy::Key),
        ("hts", "hts", FoundBy::Key),
        ("Salam", "salamiyah", FoundBy::Beginning),
        ("Tahrir", "hts", FoundBy::Word),
        ("Masyf", "masyaf", FoundBy::OneSlip),
        ("Masayf", "masyaf", FoundBy::OneSlip),
        ("Salmiyahh", "salamiyah", FoundBy::TwoSlips),
        ("Sweida", "sweida", FoundBy::Sound),
        ("Selemiye", "salamiyah", FoundBy::Sound),
        ("السلميه", "salamiyah", FoundBy::Key),
        ("مصياف", "masyaf", FoundBy::Sound),
        ("Kadmous", "qadmus", FoundBy::Sound),
        ("تحرير", "hts", FoundBy::Word),
    ] {
        assert_eq!(found(query).first(), Some(&(concept.to_owned(), by)), "{query}: {:?}", found(query));
    }
}

#[test]
fn better_matches_come_first_and_each_concept_once() {
    let hama = found("Hama");
    assert_eq!(hama.first(), Some(&("hama".to_owned(), FoundBy::Text)));
    assert_eq!(hama.get(1), Some(&("hama-council".to_owned(), FoundBy::Beginning)));
    assert_eq!(hama.iter().filter(|(id, _)| id == "hama").count(), 1);
    assert!(found("").is_empty() && found("…").is_empty() && found("Reykjavik").is_empty());
    let glossary = glossary();
    assert_eq!(Finder::new(&glossary).find("hama", 1).len(), 1);
}

#[test]
fn one_name_among_many_is_found() {
    let mut many = glossary();
    for number in 0..5000u32 {
        let name: String =
            (0..6).map(|place| char::from(b'a' + ((number >> (2 * place)) % 4 * 5 + place) as u8)).collect();
        let mut concept = Concept::new(format!("c-{number}"), Subject::Place);
        concept.terms.push(Term::new(Lang::EN, name, TermStatus::Preferred));
        many.concepts.push(concept);
    }
    let finder = Finder::new(&many);
    for query in ["Selemiye", "القدموس", "Masyff"] {
        let found = finder.find(query, 3);
        assert!(found.first().is_some_and(|found| !found.concept.id.starts_with("c-")), "{query}: {found:?}");
    }
}

proptest! {
    #[test]
    fn scores_fall_within_each_kind(query in "[A-Za-zابحسمي ]{0,12}") {
        let glossary = glossary();
        let found = Finder::new(&glossary).find(&query, 10);
        prop_assert!(found.is_sorted_by(|a, b| (a.by, -a.score) <= (b.by, -b.score)));
        prop_assert!(found.iter().all(|found| (0.0..=1.0).contains(&found.score)));
    }
}
