//! The mask-beam with a real model: English–Portuguese, which tests/fetch_enpt.sh gets. Without it the tests pass by.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]
#![allow(clippy::print_stdout, reason = "what was measured, and that nothing was")]
#![cfg(feature = "neural")]

use isnad::text::mask::mask_fits;
use isnad::translate::firefox::{Model, ModelError, reconstruct};
use isnad::translate::{Options, fill, free, shape};
use std::path::PathBuf;
use std::time::Instant;

const TITLES: [&str; 20] = [
    "The city council meets in the old theatre",
    "How does the drought change the villages?",
    "Teachers wait for their salaries since March",
    "A bridge between two banks",
    "The minister visits the southern provinces",
    "Who governs the coast?",
    "Families return to their homes after ten years",
    "The price of bread doubles in one week",
    "New law protects the forests",
    "What remains of the old market",
    "Doctors warn of a new wave of cholera",
    "The president receives a delegation from the north",
    "Schools reopen after the earthquake",
    "Water and war in the valley of the river",
    "Farmers lose half of the harvest",
    "The court postpones the trial of the officers",
    "Women build a cooperative in the mountains",
    "The road to the border is closed again",
    "A history of the castle and its people",
    "Report on human rights in 2023",
];

fn model() -> Option<Model> {
    let Some(dir) = std::env::var_os("ISNAD_ENPT_MODEL") else {
        println!("passed by: ISNAD_ENPT_MODEL names no model; tests/fetch_enpt.sh gets one");
        return None;
    };
    Some(Model::load(&PathBuf::from(dir)).unwrap())
}

/// Portuguese is written in ASCII, mostly: here every letter is lost.
fn letters(c: char) -> usize {
    usize::from(c.is_alphabetic())
}

fn mask(text: &str, signs: fn(char) -> usize) -> String {
    text.chars().map(|c| if signs(c) > 0 { '?' } else { c }).collect()
}

/// A question mark of the title itself is lost as well: it cannot be told from a sign for a letter.
fn leaves(text: &str, mask: &str) -> bool {
    self::mask(text, |c| usize::from(c.is_alphabetic() || c == '?')) == mask
}

#[test]
fn a_title_comes_back_from_its_shape() {
    let Some(model) = model() else { return };
    let options = Options { signs: letters, ..Options::default() };
    let mut same = 0;
    for title in TITLES {
        let text = free(&model, title).unwrap().text;
        let mask = mask(&text, letters);
        let began = Instant::now();
        let filled = fill(&model, title, &shape(&mask), &options).unwrap();
        let first = filled.first().map(|filled| filled.text.as_str()).unwrap_or_default();
        println!("{:4} ms  {text}  →  {first}", began.elapsed().as_millis());
        same += usize::from(first == text);
        for candidate in &filled {
            assert!(leaves(&candidate.text, &mask), "{mask} / {candidate:?}");
            assert!(candidate.logprob <= 0.0 && candidate.per_piece >= candidate.free_logprob - options.far_below);
        }
        assert!(filled.windows(2).all(|pair| pair[0].logprob >= pair[1].logprob));
    }
    println!("{same} of {} titles are the first candidate of their own shape", TITLES.len());
    assert!(same * 10 >= TITLES.len() * 8, "only {same}");
}

#[test]
fn a_shape_of_another_title_is_left_alone() {
    let Some(model) = model() else { return };
    let options = Options { signs: letters, ..Options::default() };
    let (mut tried, mut taken) = (0, 0);
    let texts: Vec<String> = TITLES.iter().map(|title| free(&model, title).unwrap().text).collect();
    for (title, own) in TITLES.iter().zip(&texts) {
        let words = |text: &str| text.split_whitespace().count();
        for other in texts.iter().filter(|other| *other != own && words(other) == words(own)) {
            tried += 1;
            let filled = fill(&model, title, &shape(&mask(other, letters)), &options).unwrap();
            if let Some(first) = filled.first() {
                taken += 1;
                println!("{title} as {other}: {first:?}");
            }
        }
    }
    println!("{taken} of {tried} shapes of other titles are filled");
    assert!(tried > 20 && taken * 10 <= tried, "{taken} of {tried}");
}

#[test]
fn real_damage_is_guessed_at() {
    let Some(model) = model() else { return };
    for title in TITLES {
        let text = free(&model, title).unwrap().text;
        for bytes in [false, true] {
            let left =
                |c: char| if c.is_ascii() { c.to_string() } else { "?".repeat(if bytes { c.len_utf8() } else { 1 }) };
            let mask: String = text.chars().map(left).collect();
            let candidates = reconstruct(&model, title, &mask);
            assert_eq!(candidates.first().map(|(first, _)| first.as_str()), Some(text.as_str()), "{mask}");
            assert!(candidates.iter().all(|(candidate, _)| mask_fits(&mask, candidate)), "{mask}: {candidates:?}");
            let sum: f64 = candidates.iter().map(|(_, probability)| probability).sum();
            assert!((sum - 1.0).abs() < 1e-9, "{candidates:?}");
        }
    }
    assert!(reconstruct(&model, "", "??? ????").is_empty());
    assert!(reconstruct(&model, "A title", "").is_empty());
    assert!(reconstruct(&model, &"word ".repeat(500), "??? ????").is_empty());
}

#[test]
fn a_folder_without_a_model_says_what_is_missing() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str| std::fs::write(dir.path().join(name), "nothing of the kind").unwrap();
    let error = |dir: &tempfile::TempDir| Model::load(dir.path()).map(drop).unwrap_err();
    assert!(error(&dir).to_string().contains("model….bin, but holds none"), "{}", error(&dir));
    write("model.enar.bin");
    assert!(error(&dir).to_string().contains("vocab….spm"), "{}", error(&dir));
    write("vocab.enar.spm");
    assert!(matches!(error(&dir), ModelError::Unusable { .. }), "{}", error(&dir));
    assert!(error(&dir).to_string().contains("isnad models verify"), "{}", error(&dir));
    write("vocab.aren.spm");
    assert!(error(&dir).to_string().contains("holds 2"), "{}", error(&dir));
    assert!(matches!(Model::load(&dir.path().join("nowhere")), Err(ModelError::Io { .. })));
}
