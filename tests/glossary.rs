//! The glossary: what its matcher finds, what its policy does, and what its files may say.

use isnad::glossary::policy::{Action, Policy, findings};
use isnad::glossary::{Glossary, Hit, Issue, Matcher, Severity, Suspicion};
use isnad::lexicon::Lexicon;
use isnad::text::{Finding, Lang, Ledger, Protection, Source, Span, TermStatus, Threshold, View};
use proptest::prelude::*;

const NAMES: &str = r#"
[glossary]
name = "test"

[[concept]]
id = "masyaf"
subject = "place"
terms.en = ["Masyaf", "Misyaf", "Maṣyāf", { text = "Misiaf", status = "deprecated" }]
terms.ar = ["مصياف"]

[[concept]]
id = "salamiyah"
subject = "place"
terms.en = ["Salamiyah", "Salamieh"]
terms.ar = ["السلمية", { text = "السلميه", status = "deprecated" }]

[[concept]]
id = "hama"
subject = "place"
terms.en = ["Hama"]
terms.ar = ["حماة"]

[[concept]]
id = "aleppo"
subject = "place"
terms.en = ["Aleppo"]
terms.fr = ["Alep"]
terms.ar = ["حلب"]

[[concept]]
id = "ismailis"
subject = "community"
terms.en = ["Ismailis", "Ismaili", { text = "Isma'ilis", status = "deprecated" }, { text = "Isma'ili", status = "deprecated" }, { text = "Ismailite", status = "forbidden" }]
terms.ar = ["الإسماعيليون", "إسماعيلي", { text = "الباطنيون", status = "deprecated" }]

[[concept]]
id = "alawites"
subject = "community"
terms.en = ["Alawite", "Alawi", { text = "Nusayri", status = "deprecated" }]
terms.ar = ["العلويون", { text = "النصيريون", status = "deprecated" }]

[[concept]]
id = "kurds"
subject = "community"
terms.en = ["Kurd"]
terms.ar = ["الأكراد", "كرد"]

[[concept]]
id = "hts"
subject = "armed-group"
terms.en = ["Hay'at Tahrir al-Sham", "HTS", { text = "Levant Liberation Committee", status = "deprecated" }]
terms.ar = ["هيئة تحرير الشام", { text = "هتش", status = "forbidden" }]

[[concept]]
id = "sham-front"
subject = "armed-group"
terms.en = ["Levant Front", "al-Sham Front"]
terms.ar = ["الجبهة الشامية"]

[[concept]]
id = "brotherhood"
subject = "party"
terms.en = ["Muslim Brotherhood"]
terms.ar = ["الإخوان المسلمون"]

[[concept]]
id = "ismaili-council"
subject = "institution"
terms.en = ["Syrian National Ismaili Council", "Ismaili Council", { text = "the Council", case_sensitive = true, short = true }]

[[concept]]
id = "security-council"
subject = "institution"
terms.en = ["UN Security Council", { text = "the Council", case_sensitive = true, short = true }]
terms.ar = ["مجلس الأمن"]

[[concept]]
id = "tal-town"
subject = "place"
terms.en = [{ text = "Tell", status = "preferred", case_sensitive = true, context = ["Rif Dimashq", "Damascus"] }]
terms.ar = ["التل"]

[[concept]]
id = "idp"
subject = "term"
terms.en = ["internally displaced person", "IDP"]
"#;

fn matcher(toml: &str) -> Matcher {
    Matcher::new(&Glossary::parse_toml("test.toml", toml).expect("the test glossary follows the schema"))
}

fn found(matcher: &Matcher, text: &str) -> Vec<(String, String)> {
    matcher.hits(text, &Lang::AR).into_iter().map(|hit| (hit.surface.to_string(), hit.concept.to_string())).collect()
}

/// Checks that exactly these surfaces and concepts are found.
#[track_caller]
fn finds(text: &str, expected: &[(&str, &str)]) {
    let expected: Vec<_> = expected.iter().map(|&(a, b)| (a.to_owned(), b.to_owned())).collect();
    assert_eq!(found(&matcher(NAMES), text), expected, "in {text}");
}

#[test]
fn one_name_in_many_latin_spellings() {
    for spelling in ["Ismaili", "Isma'ili", "Isma‘ili", "Isma’ili", "Ismāʿīlī", "Isma\u{2bf}ili", "ISMAILI", "Isma`ili"]
    {
        finds(&format!("An {spelling} village."), &[(spelling, "ismailis")]);
    }
    for spelling in ["Masyaf", "Maṣyāf", "Mas\u{323}ya\u{304}f", "MASYAF", "Misyaf"] {
        finds(&format!("near {spelling}, and"), &[(spelling, "masyaf")]);
    }
}

#[test]
fn plural_is_part_of_the_name_and_possessive_is_not() {
    finds("The Ismailis' hopes", &[("Ismailis", "ismailis")]);
    finds("an Ismaili's house", &[("Ismaili", "ismailis")]);
    finds("an Isma’ili’s house", &[("Isma’ili", "ismailis")]);
    finds(
        "Alawites and Alawis; the Alawite's",
        &[("Alawites", "alawites"), ("Alawis", "alawites"), ("Alawite", "alawites")],
    );
    finds("Hama's old town and Hama’s bridges", &[("Hama", "hama"), ("Hama", "hama")]);
    finds("HTS's allies", &[("HTS", "hts")]);
    finds("IDPs and IDPs' rights", &[("IDPs", "idp"), ("IDPs", "idp")]);
}

#[test]
fn words_of_a_name_may_be_joined_in_any_way() {
    for spelling in [
        "Hay'at Tahrir al-Sham",
        "Hayat Tahrir al-Sham",
        "Hay’at Tahrir Al Sham",
        "Hayʾat Taḥrīr al-Shām",
        "Hayat\nTahrir al‑Sham",
        "HAYAT TAHRIR AL-SHAM",
        "Hayat  Tahrir\u{a0}al-\n  Sham",
    ] {
        finds(&format!("by {spelling}, in"), &[(spelling, "hts")]);
    }
    finds("Hayat\n\nTahrir al-Sham", &[]);
}

#[test]
fn words_have_borders() {
    finds("Hamas, Hamah, Mohama, hama1, my_Hama, hama_x", &[]);
    finds(
        "Hama-Aleppo; (Hama) *Hama* \"Hama\" Hama/Aleppo Hama:",
        &[
            ("Hama", "hama"),
            ("Aleppo", "aleppo"),
            ("Hama", "hama"),
            ("Hama", "hama"),
            ("Hama", "hama"),
            ("Hama", "hama"),
            ("Aleppo", "aleppo"),
            ("Hama", "hama"),
        ],
    );
    finds("Hama^{[355](#)} and Hama.", &[("Hama", "hama"), ("Hama", "hama")]);
    finds("www.hama.example d'Alep", &[("Alep", "aleppo")]);
    finds("Kurdish Kurds Kurdistan", &[("Kurds", "kurds")]);
}

#[test]
fn acronyms_keep_their_case() {
    finds(
        "HTS-aligned, hts, Hts, pro-HTS, HTSX, \u{201c}HTS\u{201d}",
        &[("HTS", "hts"), ("HTS", "hts"), ("HTS", "hts")],
    );
}

#[test]
fn the_first_and_longest_candidate_stands() {
    finds("the al-Sham Front", &[("al-Sham Front", "sham-front")]);
    // The longer name begins later: the earlier one stands.
    finds("Hay'at Tahrir al-Sham Front", &[("Hay'at Tahrir al-Sham", "hts")]);
    // The longest candidate is no whole word, a shorter one is.
    finds("Syrian National Ismaili Councillor", &[("Ismaili", "ismailis")]);
    finds("the Syrian National Ismaili Council", &[("Syrian National Ismaili Council", "ismaili-council")]);
}

#[test]
fn short_forms_need_the_full_name_before_them() {
    finds("The Council met.", &[]);
    finds(
        "The Council met. Then the Ismaili Council said that the Council, a council, the council",
        &[("Ismaili Council", "ismaili-council"), ("the Council", "ismaili-council")],
    );
    finds(
        "The Ismaili Council wrote to the UN Security Council. The Council answered.",
        &[
            ("Ismaili Council", "ismaili-council"),
            ("UN Security Council", "security-council"),
            ("The Council", "security-council"),
        ],
    );
}

#[test]
fn homographs_need_their_context() {
    finds("Tell them to go.", &[]);
    finds("The road from Damascus to Tell was closed.", &[("Tell", "tal-town")]);
    finds("Tell them to go to Damascus, tell him.", &[("Tell", "tal-town")]);
}

#[test]
fn arabic_names_behind_particles_and_articles() {
    finds("ومصياف", &[("مصياف", "masyaf")]);
    finds("في حماة وحماة وبحماة ولحماة", &[("حماة", "hama"); 4]);
    finds("إلى السلمية وبالسلمية والسلمية فالسلمية", &[("السلمية", "salamiyah"); 4]);
    finds("للسلمية", &[("لسلمية", "salamiyah")]);
    finds("والإسماعيليين", &[("الإسماعيليين", "ismailis")]);
    finds("للإسماعيليين", &[("لإسماعيليين", "ismailis")]);
    finds("من الاسماعيليين والإسماعيليات", &[("الاسماعيليين", "ismailis"), ("الإسماعيليات", "ismailis")]);
    finds("الطائفة الإسماعيلية", &[("الإسماعيلية", "ismailis")]);
    finds("وهيئة تحرير الشام لهيئة تحرير الشام", &[("هيئة تحرير الشام", "hts"); 2]);
    finds("من الإخوان المسلمين", &[("الإخوان المسلمين", "brotherhood")]);
    finds("الأكراد والأكراد للأكراد", &[("الأكراد", "kurds"), ("الأكراد", "kurds"), ("لأكراد", "kurds")]);
    finds("الكرد", &[("كرد", "kurds")]);
}

#[test]
fn arabic_spelling_varies() {
    for spelling in ["الإسماعيليون", "الاسماعيليون", "الإسْماعيليّون", "الإسماعيليــون", "ٱلإسماعیلیون"]
    {
        finds(&format!("قال {spelling} إن"), &[(spelling, "ismailis")]);
    }
    finds("مِصيافُ.", &[("مِصيافُ", "masyaf")]);
    finds("هيئه تحرير الشام", &[("هيئه تحرير الشام", "hts")]);
    finds("\u{200f}حماة\u{200f} و\u{200e}", &[("حماة", "hama")]);
}

#[test]
fn arabic_words_have_borders() {
    finds("حلبي محلب حلبة الحلب حلب_ حلب٢", &[]);
    finds("حلب، وحلب؛ بحلب. (حلب) لحلب كحلب", &[("حلب", "aleppo"); 6]);
    finds("الحماة حماتي رحماة", &[]);
    finds("العلوي علوي", &[]);
    finds("علويون والعلويين", &[("علويون", "alawites"), ("العلويين", "alawites")]);
}

#[test]
fn both_scripts_in_one_text() {
    finds("قوات الـHTS في Hama (حماة) بـHTS", &[("HTS", "hts"), ("Hama", "hama"), ("حماة", "hama"), ("HTS", "hts")]);
}

#[test]
fn a_hit_says_what_it_met() {
    let hits = matcher(NAMES).hits("in Misiaf", &Lang::AR);
    let line = serde_json::to_string(&hits[0].record()).expect("a hit is valid JSON");
    assert_eq!(
        line,
        r#"{"start":3,"end":9,"surface":"Misiaf","concept":"masyaf","term":"Misiaf","status":"deprecated","lang":"en"}"#
    );
    assert_eq!(hits[0].preferred.as_deref(), Some("Masyaf"));
    assert_eq!(hits[0].translation.as_deref(), Some("مصياف"));
}

/// The text with the policy applied, the hits and the findings.
fn applied(text: &str, protected: &[(Span, Protection)], policy: &Policy) -> (String, Vec<Hit>, Vec<Finding>) {
    let matcher = matcher(NAMES);
    let source = Source::from(text);
    let view = View::identity(&source);
    let mut hits = matcher.hits(view.text(), &Lang::AR);
    let findings = findings(&view, &mut hits, protected, &matcher, policy);
    let mut ledger = Ledger::new(Threshold::default());
    ledger.extend(findings.clone());
    (View::new(&source, &ledger).text().to_owned(), hits, findings)
}

#[track_caller]
fn becomes(text: &str, expected: &str) {
    assert_eq!(applied(text, &[], &Policy::default()).0, expected);
}

#[test]
fn deprecated_names_are_replaced_in_their_number_and_case() {
    becomes("In Misiaf, Misiaf's and MISIAF", "In Masyaf, Masyaf's and MASYAF");
    becomes("The Isma'ilis' and an Isma'ili's", "The Ismailis' and an Ismaili's");
    becomes("Ismailites, an Ismailite", "Ismailis, an Ismaili");
    becomes("The Nusayris and a Nusayri", "The Alawites and an Alawite");
    becomes("levant liberation committee", "Hay'at Tahrir al-Sham");
}

#[test]
fn arabic_replacements_take_over_particles_and_article() {
    becomes("والباطنيين للباطنيين بالباطنيين", "والإسماعيليين للإسماعيليين بالإسماعيليين");
    becomes("كان باطنيون", "كان إسماعيليون");
    becomes("النصيريون وللنصيريين", "العلويون وللعلويين");
    becomes("وهتش", "وهيئة تحرير الشام");
}

#[test]
fn a_name_that_introduces_another_spelling_stays() {
    for text in [
        "The Ismailis (Isma'ilis) are",
        "The Isma'ilis (Ismailis) are",
        "the Ismailis' (or Isma'ilis') rights",
        "Levant Liberation Committee (HTS)",
    ] {
        let (after, hits, _) = applied(text, &[], &Policy::default());
        assert_eq!(after, text);
        assert!(hits.iter().all(|hit| hit.kept == Some(Protection::Apposition)), "{hits:?}");
    }
    becomes("In Hama (with Isma'ilis)", "In Hama (with Ismailis)");
    becomes("Ismailis are many (in all Isma'ilis)", "Ismailis are many (in all Ismailis)");
}

#[test]
fn quotations_are_never_rewritten() {
    for text in [
        "He said “the Isma'ilis left”.",
        "He said \"the Isma'ilis left\".",
        "قال «الباطنيون هنا».",
        "He said ‘the Isma’ilis left’.",
        "„the Isma'ilis“ “outer “inner” Isma'ilis”",
        "“an Isma'ili that is never closed",
    ] {
        let (after, hits, _) = applied(text, &[], &Policy::default());
        let open_low = text.starts_with('„');
        assert_eq!(after, text);
        assert!(open_low || hits.iter().all(|hit| hit.kept == Some(Protection::Quotation)), "{hits:?}");
    }
    becomes("“Hama” Isma'ili “Hama”", "“Hama” Ismaili “Hama”");
    becomes("“not closed\n\nIsma'ili ” \"x\" Isma'ili", "“not closed\n\nIsmaili ” \"x\" Ismaili");
    becomes("The ‘Alawi and the Isma'ili", "The ‘Alawi and the Ismaili");
    becomes("a 5\" pipe, Isma'ili", "a 5\" pipe, Ismaili");
}

#[test]
fn places_that_the_caller_protects_stay() {
    let text = "MRG, Isma'ili Shi'a; the Isma'ili";
    let (after, hits, findings) = applied(text, &[(Span::new(5, 19), Protection::CitedTitle)], &Policy::default());
    assert_eq!(after, "MRG, Isma'ili Shi'a; the Ismaili");
    assert_eq!(hits.iter().map(|hit| hit.kept).collect::<Vec<_>>(), [Some(Protection::CitedTitle), None]);
    assert_eq!(findings.iter().map(|f| f.after.as_deref()).collect::<Vec<_>>(), [None, Some("Ismaili")]);
}

#[test]
fn policies_by_concept() {
    let with = |action| Policy { concepts: [("masyaf".to_owned(), action)].into(), ..Policy::default() };
    let text = "Misyaf and Misiaf";
    assert_eq!(applied(text, &[], &with(Action::Enforce)).0, "Masyaf and Masyaf");
    assert_eq!(applied(text, &[], &Policy::default()).0, "Misyaf and Masyaf");
    assert_eq!(applied(text, &[], &Policy { admitted: true, ..Policy::default() }).0, "Masyaf and Masyaf");
    for action in [Action::Suggest, Action::Flag] {
        let (after, hits, findings) = applied(text, &[], &with(action));
        assert_eq!((after.as_str(), findings.len()), (text, 2));
        assert!(hits.iter().all(|hit| hit.kept == Some(Protection::NotEnforced)));
    }
    assert!(applied(text, &[], &with(Action::Ignore)).2.is_empty());
    assert_eq!(applied(text, &[], &Policy { breaches_only: true, ..Policy::default() }).2.len(), 1);
}

#[test]
fn applying_twice_is_applying_once() {
    let once = applied("Misiaf, the Isma'ilis (Ismailis), Nusayris, للباطنيين", &[], &Policy::default()).0;
    assert_eq!(applied(&once, &[], &Policy::default()).0, once);
}

#[test]
fn faults_in_toml_are_told_with_their_place() {
    let concept = "[[concept]]\nid = \"a\"\n";
    for (text, place, says) in [
        (format!("{concept}colour = \"red\"\nterms.en = [\"A\"]\n"), "3:1", "colour"),
        (format!("{concept}terms.en = [{{ text = \"A\", statu = \"x\" }}]\n"), "3:27", "statu"),
        (format!("{concept}terms.en = [{{ text = \"A\", status = \"x\" }}]\n"), "3:36", "deprecated"),
        (format!("{concept}terms.en = [\"A\", 3]\n"), "3:18", "term in quotes"),
        (format!("{concept}terms.en = []\n"), "2:6", "no terms"),
        (format!("{concept}terms.en = [\"'\"]\n"), "3:13", "letter"),
        (format!("{concept}terms.English = [\"A\"]\n"), "3:7", "language tag"),
        (format!("{concept}subject = \"city\"\nterms.en = [\"A\"]\n"), "3:11", "place"),
        ("[[concept]]\nid = \"Ä\"\nterms.en = [\"A\"]\n".to_owned(), "2:6", "small letters"),
        (format!("{concept}terms.en = [\"A\"]\n{concept}terms.en = [\"B\"]\n"), "5:6", "line 2"),
        (format!("{concept}terms.en = [\"A\"\n"), "", ""),
    ] {
        let error = Glossary::parse_toml("g.toml", &text).expect_err("this is a fault");
        let message = error.to_string();
        assert!(message.starts_with(&format!("g.toml:{place}")), "{message}");
        assert!(message.contains(says), "{message}");
    }
}

#[test]
fn csv_is_read_and_its_faults_are_told_with_their_place() {
    let text = "concept,lang,term,status,subject,note\n\
                homs,en,Homs,,place,\nhoms,ar,حمص,preferred,,\nhoms,en,\"Hims\",deprecated,,\"old, but seen\"\n";
    let glossary = Glossary::parse_csv("g.csv", text).expect("a good file");
    let homs = glossary.get("homs").expect("the concept");
    assert_eq!(homs.preferred(&Lang::EN).map(|term| term.text.as_str()), Some("Homs"));
    assert_eq!(
        homs.terms.iter().map(|term| term.status).collect::<Vec<_>>(),
        [TermStatus::Preferred, TermStatus::Preferred, TermStatus::Deprecated]
    );
    for (text, place, says) in [
        ("concept,lang,term,colour\n", "1:19", "colour"),
        ("concept,lang\n", "1:1", "term"),
        ("concept,lang,term\na,en,A\nb,en\n", "3:1", "2 fields"),
        ("concept,lang,term,status\na,en,A,good\n", "2:8", "good"),
        ("concept,lang,term,subject\na,en,A,city\n", "2:8", "place"),
        ("concept,lang,term\na,English,A\n", "2:3", "language tag"),
        ("concept,lang,term\nA b,en,A\n", "2:1", "small letters"),
    ] {
        let message = Glossary::parse_csv("g.csv", text).expect_err("this is a fault").to_string();
        assert!(message.starts_with(&format!("g.csv:{place}: ")) && message.contains(says), "{message}");
    }
}

#[test]
fn a_later_glossary_corrects_an_earlier_one() {
    let mut all = Glossary::parse_toml("a", "[[concept]]\nid = \"a\"\nterms.en = [\"A\"]\n").expect("good");
    all.merge(Glossary::parse_toml("b", "[[concept]]\nid = \"a\"\nterms.en = [\"Aa\"]\n").expect("good"));
    assert_eq!(all.concepts.len(), 1);
    assert_eq!(all.concepts[0].terms[0].text, "Aa");
}

#[test]
fn the_built_in_glossaries_follow_the_schema() {
    let glossary = Glossary::builtin().expect("they follow the schema");
    assert!(glossary.headers.iter().all(|header| !header.scope.is_empty() && !header.sources.is_empty()));
    let grave = |issue: &Issue| issue.severity() < Severity::Hint;
    let issues: Vec<String> = glossary.check().iter().filter(|issue| grave(issue)).map(ToString::to_string).collect();
    assert!(issues.is_empty(), "{issues:#?}");
    for concept in &glossary.concepts {
        for lang in [Lang::EN, Lang::AR] {
            assert!(concept.preferred(&lang).is_some(), "{} has no preferred term in {lang}", concept.id);
        }
    }
}

#[test]
fn every_built_in_term_is_found_where_it_stands_alone() {
    let glossary = Glossary::builtin().expect("they follow the schema");
    let matcher = Matcher::new(&glossary);
    for concept in &glossary.concepts {
        for term in concept.terms.iter().filter(|term| !term.short && term.context.is_empty()) {
            // Names in other languages that are English words without a mark need one, or context.
            let english_word =
                |text: &str| text.to_lowercase().split([' ', '-']).all(|word| Lexicon::builtin().has(word));
            if term.lang != Lang::EN && term.text.is_ascii() && english_word(&term.text) {
                continue;
            }
            let hits = matcher.hits(&term.text, &Lang::UND);
            assert!(hits.len() == 1 && *hits[0].surface == *term.text, "{} {}: {hits:?}", concept.id, term.text);
        }
    }
}

proptest! {
    #[test]
    fn hits_are_in_order_in_bounds_and_apart(
        parts in prop::collection::vec(prop_oneof![
            prop::sample::select(vec!["Hama", "Isma'ilis", "Hay'at Tahrir", "al-Sham", "HTS", "للسلمية", "و", "ال", "حلب",
                "الإسماعيليين", "'", "’s", "s", " ", "\n", "\u{200f}", "\u{64b}", "ـ", "(", ")", "“", "”", "\"", "the Council",
                "Ismaili Council", "ʿ", "-"]).prop_map(str::to_owned),
            any::<char>().prop_map(String::from),
        ], 0..30)
    ) {
        let text = parts.concat();
        let mut end = 0;
        let (_, hits, findings) = applied(&text, &[], &Policy::default());
        for hit in &hits {
            prop_assert!(hit.span.start >= end && !hit.span.is_empty());
            prop_assert_eq!(text.get(hit.span.range()), Some(&*hit.surface));
            end = hit.span.end;
        }
        prop_assert_eq!(findings.len(), hits.len());
    }

    #[test]
    fn folded_borders_lie_on_borders_of_the_text(text in "(\\PC|[\u{64b}\u{640}'ﷺﬀßā \n-]){0,40}") {
        let (folded, map) = isnad::text::key::fold(&text);
        let borders: Vec<usize> = folded.char_indices().map(|(at, _)| at).chain([folded.len()]).collect();
        let mut last = Span::at(0);
        for pair in borders.windows(2) {
            let span = map.to_original(Span::new(pair[0], pair[1]));
            let original = text.get(span.range());
            prop_assert!(original.is_some_and(|part| !part.is_empty()), "{:?} of {:?}", span, text);
            prop_assert!(span.start >= last.start && span.end >= last.end);
            // Folding the stretch alone gives the character, or all that one character became.
            let alone = isnad::text::key::fold(original.unwrap_or_default()).0;
            prop_assert!(alone.contains(&folded[pair[0]..pair[1]]), "{alone:?} of {text:?}");
            last = span;
        }
        if folded.is_ascii() && text.is_ascii() && folded.len() == text.len() {
            prop_assert_eq!(map.to_original(Span::new(0, folded.len())), Span::new(0, text.len()));
        }
    }

    #[test]
    fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
        let once = isnad::text::Key::new(&text);
        let twice = isnad::text::Key::new(once.folded());
        prop_assert_eq!(once, twice);
    }
}

#[test]
fn an_ayn_before_a_name_belongs_to_it_and_a_quotation_mark_does_not() {
    let names = matcher("[[concept]]\nid = \"kobani\"\nsubject = \"place\"\nterms.en = [\"Ayn al-Arab\"]\n");
    let surface = |text: &str| found(&names, text).into_iter().map(|(surface, _)| surface).collect::<Vec<_>>();
    assert_eq!(surface("in \u{2018}Ayn al-\u{2018}Arab, and"), ["\u{2018}Ayn al-\u{2018}Arab"]);
    assert_eq!(surface("called \u{2018}Ayn al-Arab\u{2019}, and"), ["Ayn al-Arab"]);
    assert_eq!(surface("\u{2018}Ayn al-Arab was taken\u{2019}, he said"), ["Ayn al-Arab"]);
}

#[test]
fn a_name_in_another_language_is_not_found_in_arabic() {
    let names = matcher(
        "[[concept]]\nid = \"qom\"\nsubject = \"place\"\nterms.fa = [\"قم\"]\n\
         [[concept]]\nid = \"umrah\"\nterms.fa = [\"عمره\"]\n\
         [[concept]]\nid = \"albanians\"\nsubject = \"community\"\nterms.ar = [\"ألباني\"]\n",
    );
    assert_eq!(found(&names, "قم يا أخي، وعمره عشرون سنة"), []);
    assert_eq!(found(&names, "او در قم زندگی می‌کند"), [("قم".to_owned(), "qom".to_owned())]);
    assert_eq!(found(&names, "The city of Qom (قم)"), [("قم".to_owned(), "qom".to_owned())]);
    assert_eq!(found(&names, "أعتقد بأني محق، وهو ألباني"), [("ألباني".to_owned(), "albanians".to_owned())]);
}

#[test]
fn other_spellings_are_suspected_and_never_applied() {
    let matcher = matcher(NAMES);
    let suspected = |text: &str| {
        let hits = matcher.hits(text, &Lang::AR);
        let suspects = matcher.suspects(text, &hits, &Lang::AR);
        assert!(
            suspects.iter().all(|hit| hits
                .iter()
                .all(|other| other.span.end <= hit.span.start || hit.span.end <= other.span.start))
        );
        let told = |hit: Hit| (hit.surface.to_string(), hit.concept.to_string(), hit.suspicion.map(|why| why.word()));
        suspects.into_iter().map(told).collect::<Vec<_>>()
    };
    let told = |surface: &str, concept: &str, why| (surface.to_owned(), concept.to_owned(), Some(why));
    assert_eq!(suspected("near Salameya, in Hama"), [told("Salameya", "salamiyah", "sound")]);
    assert_eq!(suspected("by Hayat Tahreer al-Sham"), [told("Hayat Tahreer al-Sham", "hts", "sound")]);
    assert_eq!(suspected("Salamiyha fell"), [told("Salamiyha", "salamiyah", "slip")]);
    assert_eq!(suspected("قال الإسماعيلون"), [told("الإسماعيلون", "ismailis", "slip")]);
    for text in ["Salamander Masks Hamas", "in Salamiyah", "a salameya", "Alepo", "في المدينة الكبيرة"]
    {
        assert_eq!(suspected(text), [], "{text}");
    }
    let source = Source::from("near Salameya");
    let view = View::identity(&source);
    let mut hits = matcher.suspects(view.text(), &[], &Lang::AR);
    let enforce = Policy { default: Action::Enforce, admitted: true, ..Policy::default() };
    let found = findings(&view, &mut hits, &[], &matcher, &enforce);
    assert!(found.iter().all(|finding| finding.after.is_none() && finding.rule == "suspected-term"), "{found:?}");
}

#[test]
fn a_name_that_two_concepts_share_is_left_to_review() {
    let names = matcher(
        "[[concept]]\nid = \"tripoli-lb\"\nsubject = \"place\"\nterms.en = [\"Tripoli\"]\n\
         [[concept]]\nid = \"tripoli-ly\"\nsubject = \"place\"\nterms.en = [\"Tripoli\"]\n\
         [[concept]]\nid = \"bab\"\nsubject = \"place\"\nterms.en = [{ text = \"Bab\", context = [\"Aleppo\"] }]\n\
         [[concept]]\nid = \"bab-tunis\"\nsubject = \"place\"\nterms.en = [\"Bab\"]\n",
    );
    let hits = names.hits("from Tripoli; Bab near Aleppo", &Lang::AR);
    assert_eq!(hits[0].suspicion, Some(Suspicion::Shared(vec!["tripoli-ly".into()])));
    assert_eq!((&*hits[1].concept, hits[1].is_suspected()), ("bab", false), "context decides");
    let line = serde_json::to_string(&hits[0].record()).expect("a hit is valid JSON");
    assert!(line.ends_with(r#""certainty":"suspected","because":"shared-name","rivals":["tripoli-ly"]}"#), "{line}");
}

#[test]
fn two_lams_are_written_for_three_and_an_accusative_is_no_name() {
    let names = matcher(
        "[[concept]]\nid = \"committee\"\nsubject = \"institution\"\nterms.ar = [\"اللجنة الدستورية\"]\n\
         [[concept]]\nid = \"lajat\"\nsubject = \"place\"\nterms.ar = [\"اللجاة\"]\n\
         [[concept]]\nid = \"daraa\"\nsubject = \"place\"\nterms.ar = [\"درعا\"]\n",
    );
    let told = |surface: &str, concept: &str| vec![(surface.to_owned(), concept.to_owned())];
    assert_eq!(found(&names, "قائمة للجنة الدستورية"), told("لجنة الدستورية", "committee"));
    assert_eq!(found(&names, "أول زيارة للجاة منذ"), told("لجاة", "lajat"));
    assert_eq!(found(&names, "هذه لجنة ولجاة"), []);
    assert_eq!(found(&names, "ارتدى درعًا أو درعاً في درعا"), told("درعا", "daraa"));
}

#[test]
fn function_words_are_no_names() {
    let names = matcher(
        "[[concept]]\nid = \"ali\"\nsubject = \"person\"\nterms.ar = [\"علي\"]\n\
         [[concept]]\nid = \"wali\"\nsubject = \"office\"\nterms.ar = [\"والي\"]\n\
         [[concept]]\nid = \"hidda\"\nsubject = \"place\"\nterms.ar = [\"حدة\"]\n",
    );
    assert_eq!(found(&names, "على الطريق وعلى الجسر، وإلى الوحدة وحدة"), []);
    assert_eq!(found(&names, "قال علي وعلي إن والي المدينة في حدة").len(), 4);
}

#[test]
fn a_name_in_another_language_is_no_english_word() {
    let names = matcher(
        "[[concept]]\nid = \"rasht\"\nsubject = \"place\"\nterms.ku = [\"Reşt\"]\n\
         [[concept]]\nid = \"aleppo\"\nsubject = \"place\"\nterms.fr = [\"Alep\"]\n\
         [[concept]]\nid = \"roma\"\nsubject = \"community\"\nterms.tr = [\"Roman\"]\n",
    );
    let surfaces = |text: &str| found(&names, text).into_iter().map(|(surface, _)| surface).collect::<Vec<_>>();
    assert_eq!(surfaces("The rest of the Roman road; Rest"), [""; 0]);
    assert_eq!(surfaces("li Reşt û REŞT, à Alep"), ["Reşt", "REŞT", "Alep"]);
}

#[test]
fn english_words_are_no_articles() {
    let names = matcher(
        "[[concept]]\nid = \"najaf\"\nsubject = \"place\"\nterms.en = [\"al-Najaf\", \"Najaf\"]\n\
         [[concept]]\nid = \"suwayda\"\nsubject = \"place\"\nterms.en = [\"As-Suwayda\", \"Suwayda\"]\n\
         [[concept]]\nid = \"tall\"\nsubject = \"place\"\nterms.en = [\"al-Tartus\", \"Tartus\"]\n",
    );
    let surfaces = |text: &str| found(&names, text).into_iter().map(|(surface, _)| surface).collect::<Vec<_>>();
    assert_eq!(
        surfaces("In Najaf it was calm. At Tartus too. As Suwayda fell, \u{201c}In Najaf"),
        ["Najaf", "Tartus", "Suwayda", "Najaf"]
    );
    assert_eq!(surfaces("an-Najaf, the city of As Suwayda, in At Tartus"), ["an-Najaf", "As Suwayda", "At Tartus"]);
    assert_eq!(surfaces("As Suwayda"), ["As Suwayda"]);
}
