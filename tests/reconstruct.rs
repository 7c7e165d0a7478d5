//! Guesses at titles that stand nowhere, from their translation and shape.

use isnad::restore::{Names, Query, Resources, Restored, Witnesses, restore_one};
use isnad::text::mask::mask_fits;
use isnad::text::{Certainty, Evidence};
use proptest::prelude::*;

fn guess(mask: &str, gloss: &str, names: &Names) -> Restored {
    let query = Query { mask: mask.to_owned(), gloss: Some(gloss.to_owned()), ..Query::default() };
    let resources = Resources { witnesses: &Witnesses::default(), shelf: None, names, guesser: None };
    restore_one(&query, &resources).expect("no index to be read")
}

/// A text as a converter leaves it that writes a sign for each character that is not ASCII, or for each of its bytes.
fn mangle(text: &str, bytes: bool) -> String {
    let sign = |c: char| if c.is_ascii() { c.to_string() } else { "?".repeat(if bytes { c.len_utf8() } else { 1 }) };
    text.chars().map(sign).collect()
}

#[test]
fn plain_titles_are_put_together() {
    for (title, gloss) in [
        ("حقوق الإنسان في سوريا", "Human rights in Syria"),
        ("الحكومة تعلن وقف إطلاق النار", "Government announces ceasefire"),
        ("أصوات من المجتمعات النازحة", "Voices from Displaced Communities"),
        ("لماذا يهاجر الشباب؟", "Why do young people emigrate?"),
        ("انتخابات 2024 في العراق", "Elections 2024 in Iraq"),
        ("الأمن والاستقرار", "Security and stability"),
    ] {
        for bytes in [false, true] {
            let mask = mangle(title, bytes);
            let restored = guess(&mask, gloss, &Names::default());
            assert_eq!((restored.text, restored.certainty), (None, Certainty::Lost), "{title}");
            let texts: Vec<&str> = restored.candidates.iter().map(|candidate| candidate.text.as_str()).collect();
            let words: Vec<&str> = title.split(' ').collect();
            // The true word stands at its place in one of the guesses, for most words.
            let found = words
                .iter()
                .enumerate()
                .filter(|(at, word)| texts.iter().any(|text| text.split(' ').nth(*at) == Some(**word)));
            assert!(found.count() * 3 >= words.len() * 2, "{title}: {texts:?}");
        }
    }
}

#[test]
fn names_of_the_glossary_are_used() {
    let names: Names =
        [("Masyaf".to_owned(), "مصياف".to_owned()), ("Hama".to_owned(), "حماة".to_owned())].into_iter().collect();
    let restored = guess(&mangle("هجوم في مصياف", false), "Attack in Masyaf", &names);
    assert!(restored.candidates[0].text.ends_with("في مصياف"), "{:?}", restored.candidates);
}

#[test]
fn a_guess_is_never_put_into_the_text() {
    let restored = guess("???? ?? ?????", "Attack in Damascus", &Names::default());
    assert!(restored.text.is_none() && restored.search.is_some() && !restored.candidates.is_empty());
    for candidate in &restored.candidates {
        assert!(matches!(candidate.certainty, Certainty::Inferred(p) if p < 0.95), "{candidate:?}");
        assert_eq!(candidate.evidence, [Evidence::Reconstruction { model: None }]);
    }
    let all: f64 = restored.candidates.iter().map(|candidate| candidate.probability).sum();
    assert!(all <= 1.0, "{all}");
}

#[test]
fn nothing_is_guessed_where_nothing_fits() {
    for (mask, gloss) in [
        ("???????????????????? ??????????????????????? ???????????????????", "Attack in Damascus"),
        ("???? ?? ?????", "Xyzzy qwrtp"),
        ("???? ?? ?????", "?!"),
        ("???? ?? ?????", ""),
    ] {
        assert_eq!(guess(mask, gloss, &Names::default()).candidates, [], "{mask} / {gloss}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_guess_fits_its_mask(
        cells in prop::collection::vec(1..11usize, 1..9),
        gloss in "([A-Z]?[a-z]{1,9}|attack|government|in|the|of|Syrian|women|[0-9]{1,4}|,|'s|[é–»])( ([a-z]{1,9}|city|rights|for|and|security|war)){0,9}[?!.]?",
    ) {
        let mask = cells.iter().map(|&cells| "?".repeat(cells)).collect::<Vec<_>>().join(" ");
        let restored = guess(&mask, &gloss, &Names::default());
        prop_assert_eq!(restored.clone(), guess(&mask, &gloss, &Names::default()));
        for candidate in &restored.candidates {
            prop_assert!(mask_fits(&mask, &candidate.text) || mask_fits(&mask.replace("??", "?"), &candidate.text), "{mask} {}", candidate.text);
            prop_assert!((0.0..=1.0).contains(&candidate.probability));
        }
    }
}
