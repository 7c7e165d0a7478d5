//! The English–Arabic lexicon: what is built in is what the files say, and every word of it can be inflected.

use isnad::lexicon::{Ending, Lexicon, Pos, Role, compile, forms, frequencies, learned};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lexicon");
    let mut names: Vec<_> = fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    names.sort();
    let read = |path: &Path| fs::read_to_string(path).expect("a readable file");
    names.iter().map(|path| (path.display().to_string(), read(path))).collect()
}

#[test]
fn what_is_built_in_is_what_the_files_say() {
    let files = files();
    let borrowed: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (index, senses) = compile(&borrowed).unwrap_or_else(|error| panic!("{error}"));
    let advice = "run: cargo run --release --example compile_lexicon";
    assert!(index == include_bytes!("../src/lexicon/compiled/lemmas.fst"), "{advice}");
    assert!(senses == include_str!("../src/lexicon/compiled/senses.txt"), "{advice}");
}

#[test]
fn it_has_the_words_of_the_domain() {
    let lexicon = Lexicon::builtin();
    let all = lexicon.all();
    assert!(all.len() >= 10_000, "{} lemmas", all.len());
    let single = all.iter().filter(|lemma| !lemma.contains(' ')).count();
    assert!(single >= 6_000, "{single} single words");
    for (english, arabic) in [
        ("government", "حكومة"),
        ("identity", "هوية"),
        ("sectarian", "طائفي"),
        ("human rights", "حقوق الإنسان"),
        ("shape", "شكل"),
        ("syria", "سوريا"),
        ("ceasefire", "وقف إطلاق النار"),
        ("with", "مع"),
    ] {
        assert!(lexicon.senses(english).any(|sense| sense.arabic == arabic), "{english}");
    }
    assert_eq!(lexicon.senses("xyzzy").count(), 0);
}

#[test]
fn every_sense_is_inflected() {
    let lexicon = Lexicon::builtin();
    let mut of_verbs = BTreeSet::new();
    for lemma in lexicon.all() {
        let mut senses = 0;
        for sense in lexicon.senses(&lemma) {
            senses += 1;
            let forms = forms(&sense);
            assert!(forms.iter().any(|form| form.text == sense.arabic), "{lemma}: {}", sense.arabic);
            for form in &forms {
                let letters = |c: char| matches!(c, '\u{621}'..='\u{63A}' | '\u{641}'..='\u{64A}' | ' ');
                assert!(form.text.chars().all(letters) && !form.text.contains("  "), "{lemma}: {}", form.text);
                assert!(!form.text.starts_with("الال"), "{lemma}: {}", form.text);
            }
            if sense.pos == Pos::Verb {
                of_verbs.extend(forms.iter().map(|form| form.role));
            }
        }
        assert!(senses > 0, "{lemma}");
    }
    for role in [Role::Perfect, Role::Imperfect, Role::Masdar, Role::Adjective] {
        assert!(of_verbs.contains(&role), "{role:?}");
    }
}

#[test]
fn english_forms_lead_to_their_lemmas() {
    for (word, lemma, ending) in [
        ("governments", "government", Ending::S),
        ("crises", "crisis", Ending::S),
        ("women", "woman", Ending::S),
        ("cities", "city", Ending::S),
        ("seizes", "seize", Ending::S),
        ("announced", "announce", Ending::Ed),
        ("stopped", "stop", Ending::Ed),
        ("said", "say", Ending::Ed),
        ("written", "write", Ending::Ed),
        ("shaping", "shape", Ending::Ing),
        ("Planning", "plan", Ending::Ing),
        ("bigger", "big", Ending::Er),
        ("worst", "bad", Ending::Est),
        ("organisation", "organization", Ending::Plain),
        ("Syria", "syria", Ending::Plain),
    ] {
        let found = Lexicon::builtin().lemmas(word);
        assert!(found.contains(&(lemma.to_owned(), ending)), "{word}: {found:?}");
    }
    for word in ["", "s", "ing", "xyzzy", "ed", "’s", "éé", "ies"] {
        let _ = Lexicon::builtin().lemmas(word);
    }
}

#[test]
fn figures_are_whole() {
    let words = frequencies().all();
    assert!(words.len() >= 50_000);
    for (word, share) in &words {
        assert!((-8.0..0.0).contains(share), "{word}: {share}");
        assert_eq!(frequencies().known(word), Some(*share));
    }
    assert!(frequencies().log10("في") > frequencies().log10("هوية"));
    assert_eq!(frequencies().known("قققق"), None);
    let begun = frequencies().beginning_with("المدي", 7);
    assert!(begun.iter().any(|(word, _)| word == "المدينة") && begun.iter().all(|(word, _)| word.chars().count() == 7));

    let government: Vec<(&str, f32)> = learned("government").collect();
    assert!(government.iter().any(|(form, share)| *form == "الحكومة" && *share > 0.3), "{government:?}");
    assert!(government.is_sorted_by(|a, b| a.1 >= b.1));
    assert_eq!(learned("xyzzy").count(), 0);
}

#[test]
fn faults_in_a_file_are_named() {
    for (line, what) in [
        ("city n مدينة", "tabs"),
        ("city\tnoun\tمدينة", "no part of speech"),
        ("city\tn\t", "missing"),
        ("city\tn\tمدِينة", "without marks"),
        ("city\tn\tمدينة\tplural=مدن", "no feature"),
        ("city\tn\tمدينة\tpl=cities", "Arabic letters"),
        ("city\tn\tمدينة\tpl=مدن\tmore", "three or four columns"),
        ("shape\tv\tشكل\timp=يشكل", "imp= and masdar="),
        (" city\tn\tمدينة", "begin or end"),
    ] {
        let text = format!("# A comment.\n\n{line}\n");
        let error = compile(&[("a.tsv", &text)]).expect_err(line);
        assert_eq!((error.file.as_str(), error.line), ("a.tsv", 3), "{line}");
        assert!(error.to_string().contains(what), "{line}: {error}");
    }
}
