//! Names that reports have and the glossary lacks.

use isnad::glossary::suggest::{Suggestion, Text, suggest};
use isnad::glossary::{Glossary, Matcher, Subject};
use isnad::text::{Lang, TermStatus};

const KNOWN: &str = r#"
[[concept]]
id = "hama"
subject = "place"
terms.en = ["Hama"]
terms.ar = ["حماة"]

[[concept]]
id = "qadmus"
subject = "place"
terms.en = ["Qadmus"]

[[concept]]
id = "hts"
subject = "armed-group"
terms.en = ["Hay'at Tahrir al-Sham", "HTS"]
"#;

const FIRST: &str = "\
4.1 Security

However, clashes spread from Hama to the town of Muhrada in March 2025.[12] Muhrada (محردة) lies on the Orontes. \
According to the Damascus Monitoring Network (DMN), three checkpoints closed. The DMN counted nine incidents near \
Tell Qartal village, and HTS left. Residents of Mhardeh blamed the Falcons Brigade, which president Karim al-Jundi had praised.

Government officials said on Monday that Local Council elections would follow. They named no date.

[12] Rahimi, S., Names and Numbers in the Coastal Region, 4 April 2025, https://example.org/Some-Page
";

const SECOND: &str = "\
Lessons from Muhrada: a short note

Many families returned to Muhradah and to Kadmous. Families in Muhrada asked the Ministry of Local Affairs for help, as did \
pro-Rahimi lawyers. A weekly, Al-Barq Press, wrote: وصلت قافلة إلى بلدة كرناز [A convoy reached Karnaz].
";

const ARABIC: &str = "\
وصل الوفد إلى مدينة كرناز في ريف حماة، ثم زار قرية صغيرة قريبة. وقال كتيبة صقور الغاب إنها انسحبت، بينما دعا حزب جديد إلى \
انتخابات. وتحدث سكان محردة (Muhrada) عن عودة الماء إلى كرناز وإلى مدينة حماة.
";

fn suggestions() -> Vec<Suggestion> {
    let glossary = Glossary::parse_toml("known", KNOWN).expect("a glossary");
    let matcher = Matcher::new(&glossary);
    let texts = [
        Text { report: "first.txt", text: FIRST, lang: &Lang::EN },
        Text { report: "second.txt", text: SECOND, lang: &Lang::EN },
        Text { report: "third.txt", text: ARABIC, lang: &Lang::AR },
    ];
    suggest(&matcher, texts.into_iter())
}

fn with_term<'s>(all: &'s [Suggestion], text: &str) -> &'s Suggestion {
    let found = all.iter().find(|suggestion| suggestion.concept.terms.iter().any(|term| term.text == text));
    found.unwrap_or_else(|| panic!("no {text} in {:#?}", terms(all)))
}

fn terms(all: &[Suggestion]) -> Vec<Vec<&str>> {
    all.iter().map(|suggestion| suggestion.concept.terms.iter().map(|term| term.text.as_str()).collect()).collect()
}

#[test]
fn spellings_and_scripts_of_a_name_are_one_suggestion() {
    let all = suggestions();
    let muhrada = with_term(&all, "Muhrada");
    assert_eq!(all.first(), Some(muhrada), "{:?}", terms(&all));
    assert_eq!(muhrada.concept.id, "muhradah");
    assert_eq!(muhrada.concept.subject, Subject::Place);
    assert_eq!(muhrada.reports, 3);
    let preferred = |lang| muhrada.concept.preferred(lang).map(|term| term.text.as_str());
    assert_eq!(preferred(&Lang::EN), Some("Muhrada"));
    assert_eq!(preferred(&Lang::AR), Some("محردة"));
    assert!(muhrada.concept.terms.iter().any(|t| t.text == "Muhradah" && t.status == TermStatus::Admitted));
    let place = muhrada.places.first().expect("a place");
    assert_eq!((place.report.as_str(), place.position.line), ("first.txt", 3));
    assert!(place.context.contains("the town of Muhrada in March"), "{}", place.context);
}

#[test]
fn parts_of_known_names_are_not_counted() {
    let glossary = Glossary::parse_toml("known", KNOWN).expect("a glossary");
    let text = "People in Tahrir left. Hay'at Tahrir al-Sham came to Tahrir, and Hay'at Tahrir al-Sham stayed.";
    let all = suggest(&Matcher::new(&glossary), [Text { report: "r", text, lang: &Lang::EN }].into_iter());
    assert_eq!(with_term(&all, "Tahrir").count, 2);
}

#[test]
fn an_acronym_goes_with_its_full_form() {
    let all = suggestions();
    let network = with_term(&all, "Damascus Monitoring Network");
    assert_eq!(network.concept.subject, Subject::Institution);
    assert_eq!(network.count, 3);
    let acronym = network.concept.terms.iter().find(|term| term.text == "DMN").expect("the acronym");
    assert!(acronym.case_sensitive && acronym.status == TermStatus::Admitted);
}

#[test]
fn cue_words_say_what_a_name_names() {
    let all = suggestions();
    for (term, subject) in [
        ("Tell Qartal", Subject::Place),
        ("Falcons Brigade", Subject::ArmedGroup),
        ("Karim al-Jundi", Subject::Person),
        ("Al-Barq Press", Subject::Media),
        ("Ministry of Local Affairs", Subject::Institution),
        ("كتيبة صقور الغاب", Subject::ArmedGroup),
        ("كرناز", Subject::Place),
    ] {
        assert_eq!(with_term(&all, term).concept.subject, subject, "{term}");
    }
}

#[test]
fn names_in_a_title_meet_those_in_its_translation() {
    let all = suggestions();
    assert_eq!(with_term(&all, "كرناز"), with_term(&all, "Karnaz"));
}

#[test]
fn a_spelling_of_a_known_name_says_so() {
    let all = suggestions();
    assert_eq!(with_term(&all, "Kadmous").like.as_deref(), Some("qadmus"));
    assert_eq!(with_term(&all, "Muhrada").like, None);
}

#[test]
fn what_is_no_name_or_known_is_left_out() {
    let all = suggestions();
    let terms = terms(&all).concat();
    for text in [
        "However",
        "March",
        "Monday",
        "According",
        "Government",
        "They",
        "Lessons",
        "Many",
        "Residents",
        "Security",
        "Hama",
        "HTS",
        "حماة",
        "Names and Numbers",
        "Coastal Region",
        "Some-Page",
        "Rahimi",
        "pro-Rahimi",
        "صغيرة",
        "حزب جديد",
        "A",
        "Families",
    ] {
        assert!(!terms.contains(&text), "{text} in {terms:?}");
    }
}

#[test]
fn suggestions_can_be_added_to_a_glossary() {
    let mut glossary = Glossary::parse_toml("known", KNOWN).expect("a glossary");
    let all = suggestions();
    assert!(all.is_sorted_by(|a, b| a.count >= b.count));
    glossary.merge(Glossary {
        concepts: all.into_iter().map(|suggestion| suggestion.concept).collect(),
        ..Glossary::default()
    });
    let matcher = Matcher::new(&glossary);
    let texts = [(FIRST, &Lang::EN), (SECOND, &Lang::EN), (ARABIC, &Lang::AR)];
    let left = suggest(&matcher, texts.iter().map(|(text, lang)| Text { report: "r", text, lang }));
    assert!(left.is_empty(), "{:?}", terms(&left));
}
