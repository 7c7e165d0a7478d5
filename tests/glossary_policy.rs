//! The policy of the glossary: what protects a name, what a replacement takes over from its place, first mentions, exceptions.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use isnad::glossary::policy::protect::quotations;
use isnad::glossary::policy::{Action, Exception, FileGlob, FirstMention, Policy, findings};
use isnad::glossary::{Glossary, Hit, Matcher};
use isnad::text::{Certainty, Evidence, Finding, Lang, Ledger, Protection, Source, Threshold, View};
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const NAMES: &str = r#"
[[concept]]
id = "ismailis"
subject = "community"
terms.en = ["Ismailis", "Ismaili", { text = "Isma'ilis", status = "deprecated" }, { text = "Isma'ili", status = "deprecated" }]
terms.ar = ["الإسماعيليون", "إسماعيلي", { text = "الباطنيون", status = "deprecated" }]

[[concept]]
id = "alawites"
subject = "community"
terms.en = ["Alawite", "Alawi", { text = "Nusayri", status = "deprecated" }]
terms.fr = ["Alaouite", { text = "Noseiri", status = "deprecated" }, { text = "Ansarieh", status = "deprecated" }]
terms.ar = ["العلويون", { text = "النصيريون", status = "deprecated" }, { text = "النصيرية", status = "deprecated" }]

[[concept]]
id = "hts"
subject = "armed-group"
terms.en = ["Hay'at Tahrir al-Sham", "HTS", { text = "Hay'at Tahrir al-Shams", status = "deprecated" }]
terms.ar = ["هيئة تحرير الشام", { text = "هتش", status = "forbidden" }]

[[concept]]
id = "idp"
subject = "term"
terms.en = ["internally displaced person", "IDP", { text = "refugee inside", status = "deprecated" }]

[[concept]]
id = "peshmerga"
subject = "term"
terms.en = [
  { text = "Peshmerga", status = "preferred", inflect = false },
  { text = "Pesh Merga fighter", status = "deprecated" },
]

[[concept]]
id = "forces"
subject = "armed-group"
terms.en = [{ text = "Syrian Democratic Forces", status = "preferred", number = "plural" }, "SDF", { text = "SDF militia", status = "deprecated" }]
terms.ar = ["قوات سوريا الديمقراطية"]

[[concept]]
id = "brotherhood"
subject = "party"
terms.ar = ["الإخوان المسلمون", { text = "الاخوانجيون", status = "deprecated" }]

[[concept]]
id = "shiites"
subject = "community"
terms.ar = ["الشيعيون", { text = "الروافض", status = "deprecated" }]

[[concept]]
id = "motto"
subject = "term"
terms.en = ["Great Mosque", { text = "Jami", status = "deprecated", translate = false }, { text = "Waqf", translate = false }]
terms.ar = ["الجامع الكبير"]
"#;

fn matcher() -> Matcher {
    Matcher::new(&Glossary::parse_toml("test.toml", NAMES).unwrap())
}

/// The text with the policy applied, the hits and the findings.
fn applied(text: &str, policy: &Policy) -> (String, Vec<Hit>, Vec<Finding>) {
    let matcher = matcher();
    let source = Source::from(text);
    let view = View::identity(&source);
    let mut hits = matcher.hits(view.text(), &Lang::AR);
    let findings = findings(&view, &mut hits, &[], &matcher, policy);
    let mut ledger = Ledger::new(Threshold::default());
    ledger.extend(findings.clone());
    (View::new(&source, &ledger).text().to_owned(), hits, findings)
}

#[track_caller]
fn becomes(text: &str, expected: &str) {
    assert_eq!(applied(text, &Policy::default()).0, expected, "from {text}");
}

/// Checks that a text stays as it is, and why each name in it does.
#[track_caller]
fn stays(text: &str, because: Protection) {
    let (after, hits, _) = applied(text, &Policy::default());
    assert_eq!(after, text);
    assert!(!hits.is_empty(), "no name in {text}");
    assert!(hits.iter().all(|hit| hit.kept == Some(because)), "{text}: {hits:?}");
}

#[test]
fn addresses_code_and_paths_stay() {
    for text in [
        "see https://example.org/nusayri-news.",
        "(www.example.org/Nusayri)",
        "write to Nusayri@example.org",
        "@Nusayri wrote",
        "the tag #Nusayri",
    ] {
        stays(text, Protection::Address);
    }
    for text in ["`Nusayri` is the key", "```\nNusayri\n```\n", "the field <code>Nusayri</code>", "``a Nusayri ` b``"] {
        stays(text, Protection::Code);
    }
    for text in [r"C:\desk\Nusayri\a.docx", "in reports/Nusayri/1.md", "see Nusayri-2024.pdf"] {
        stays(text, Protection::Path);
    }
    becomes("(https://example.org) Nusayri/Isma'ili", "(https://example.org) Alawite/Ismaili");
    becomes("the `Alawi and Isma`il, a Nusayri", "the `Alawi and Isma`il, an Alawite");
}

#[test]
fn quotation_marks_of_many_languages() {
    for text in [
        "„die Nusayris sind da“, he",
        "„die Nusayris sind da”, he",
        "‚die Nusayris‘",
        "« les Nusayris »",
        "»die Nusayris«",
        "‹les Nusayris›",
        "›die Nusayris‹",
        "”de Nusayris”",
        "قال «إن النصيريين هنا»",
        "قال ”إن النصيريين هنا“",
        "گفت «او گفت ‹النصيريون› و رفت»",
        "﴿النصيريون﴾",
        "“outer ‘inner’ Nusayri”",
        "«outer „inner“ Nusayri»",
        "« un « deux » Nusayri »",
        "he said 'the Nusayris left'.",
        "\"the Nusayri 'left' Nusayri\"",
    ] {
        stays(text, Protection::Quotation);
    }
    becomes("the Isma'ilis' hopes and the Isma'ilis' fears", "the Ismailis' hopes and the Ismailis' fears");
    becomes("the 'Alawi and the Nusayri", "the 'Alawi and the Alawite");
    becomes("„a“ Nusayri »b« Nusayri «c» Nusayri", "„a“ Alawite »b« Alawite «c» Alawite");
    becomes("5' by 6', a Nusayri", "5' by 6', an Alawite");
}

#[test]
fn the_english_article_goes_with_the_new_name() {
    becomes("a Nusayri and A Nusayri", "an Alawite and An Alawite");
    becomes("A NUSAYRI", "AN ALAWITE");
    becomes("a *Nusayri* man", "an *Alawite* man");
    becomes("a young Nusayri", "a young Alawite");
    becomes("an Isma'ili", "an Ismaili");
    becomes("group A: Nusayri", "group A: Alawite");
    let (_, _, found) = applied("was a Nusayri", &Policy::default());
    let finding = found.first().unwrap();
    assert_eq!((finding.before.as_str(), finding.after.as_deref()), ("a Nusayri", Some("an Alawite")));
    let said: Vec<String> = finding.evidence.iter().map(Evidence::sentence).collect();
    assert!(said.contains(&"the article before \u{2068}Alawite\u{2069} is \u{2068}an\u{2069}".to_owned()), "{said:?}");
}

#[test]
fn genitives_go_with_the_new_name() {
    becomes("the Isma'ilis' and an Isma'ili’s", "the Ismailis' and an Ismaili’s");
    becomes("Hay'at Tahrir al-Shams' men", "Hay'at Tahrir al-Sham's men");
    becomes("Hay'at Tahrir al-Shams's men", "Hay'at Tahrir al-Sham's men");
    becomes("the SDF militia's men", "the Syrian Democratic Forces' men");
    becomes("the Pesh Merga fighters' pay", "the Peshmerga's pay");
}

#[test]
fn number_follows_the_glossary() {
    becomes("Nusayris and Isma'ilis", "Alawites and Ismailis");
    becomes("two Pesh Merga fighters", "two Peshmerga");
    becomes("refugees inside; refugee inside", "refugees inside; internally displaced person");
}

#[test]
fn capitals_follow_the_place() {
    becomes("NUSAYRIS IN HAMA", "ALAWITES IN HAMA");
    becomes("Refugee Inside", "Internally Displaced Person");
    becomes("Refugee inside", "Internally displaced person");
    let with = Policy { admitted: true, ..Policy::default() };
    let text = "The IDP left. IDP camps. HTS\n\nHTS IN HAMA TODAY\n";
    let expected = "The internally displaced person left. Internally displaced person camps. Hay'at Tahrir al-Sham\n\n\
                    HAY'AT TAHRIR AL-SHAM IN HAMA TODAY\n";
    assert_eq!(applied(text, &with).0, expected);
}

#[test]
fn arabic_takes_over_particles_article_and_endings() {
    for (text, expected) in [
        ("والنصيريون فالنصيريون", "والعلويون فالعلويون"),
        ("بالنصيريين كالنصيريين للنصيريين", "بالعلويين كالعلويين للعلويين"),
        ("وللنصيريين وبالنصيريين", "وللعلويين وبالعلويين"),
        ("كان نصيريون", "كان علويون"),
        ("لنصيريين", "لعلويين"),
        ("الطائفة النصيرية", "الطائفة العلوية"),
        ("نصيريات", "علويات"),
        ("لهتش وبهتش", "لهيئة تحرير الشام وبهيئة تحرير الشام"),
    ] {
        becomes(text, expected);
    }
}

#[test]
fn a_form_that_does_not_fit_is_left_and_flagged() {
    // A plural of which nothing shows the case.
    stays("قال الروافض", Protection::Grammar);
    becomes("من الروافض وبالروافض", "من الشيعيين وبالشيعيين");
    becomes("الروافض", "الشيعيون");
    let (after, hits, _) = applied("الـIDP", &Policy { admitted: true, ..Policy::default() });
    assert_eq!((after.as_str(), hits[0].kept), ("الـIDP", Some(Protection::Grammar)));
    becomes("d'Ansarieh et l'Ansarieh", "d'Alaouite et l'Alaouite");
}

#[test]
fn a_term_without_translation_stays_in_the_other_language() {
    let hits = applied("the Waqf and the Great Mosque", &Policy::default()).1;
    let translations: Vec<_> = hits.iter().map(|hit| hit.translation.as_deref()).collect();
    assert_eq!(translations, [Some("Waqf"), Some("الجامع الكبير")]);
    becomes("the Jami", "the Great Mosque");
}

fn in_full() -> Policy {
    Policy { first_mention: FirstMention::FullWithAcronym, ..Policy::default() }
}

fn proposals(text: &str, policy: &Policy) -> Vec<(String, Option<String>)> {
    let found = applied(text, policy).2.into_iter().filter(|finding| finding.rule == "first-mention");
    found.map(|finding| (finding.before, finding.after)).collect()
}

#[test]
fn a_first_mention_by_the_acronym_is_proposed_in_full() {
    for (text, before, after) in [
        ("In 2017 HTS took it. HTS left.", "HTS", "Hay'at Tahrir al-Sham (HTS)"),
        ("HTS's men", "HTS's", "Hay'at Tahrir al-Sham's (HTS)"),
        ("an HTS man", "an HTS", "a Hay'at Tahrir al-Sham (HTS)"),
        ("many IDPs fled", "IDPs", "internally displaced persons (IDPs)"),
        ("IDPs fled", "IDPs", "Internally displaced persons (IDPs)"),
        ("“HTS came”, and HTS left", "HTS", "Hay'at Tahrir al-Sham (HTS)"),
        ("“Hay'at Tahrir al-Sham (HTS)” and HTS", "HTS", "Hay'at Tahrir al-Sham (HTS)"),
        ("HTS IN HAMA TODAY\n\nThen HTS left", "HTS", "Hay'at Tahrir al-Sham (HTS)"),
    ] {
        assert_eq!(proposals(text, &in_full()), [(before.to_owned(), Some(after.to_owned()))], "{text}");
        assert_eq!(applied(text, &in_full()).0, text, "a proposal changes nothing");
    }
}

#[test]
fn a_report_that_introduces_the_name_itself_is_left() {
    for text in [
        "Hay'at Tahrir al-Sham (HTS) came. HTS left.",
        "HTS (Hay'at Tahrir al-Sham) came. HTS left.",
        "HTS came. Hay'at Tahrir al-Sham (hereafter “HTS”) left.",
        "HTS: Hay'at Tahrir al-Sham\nSDF: Syrian Democratic Forces\n\nHTS came.",
        "HTS, or Hay'at Tahrir al-Sham, came",
        "Hay'at Tahrir al-Sham came. HTS left.",
        "HTS (هيئة تحرير الشام) came. HTS left.",
        "“HTS came”",
        "https://example.org/HTS/ and HTS.pdf",
        "no name",
    ] {
        assert_eq!(proposals(text, &in_full()), [], "{text}");
    }
}

#[test]
fn a_first_mention_is_decided_only_where_the_configuration_says_so() {
    let text = "HTS came. HTS left.";
    let certainty = |policy: &Policy| {
        let found = applied(text, policy).2;
        found.iter().find(|finding| finding.rule == "first-mention").map(|finding| finding.certainty)
    };
    assert_eq!(certainty(&in_full()), Some(Certainty::Inferred(0.5)));
    let by_run = Policy { first_mention_action: Action::Enforce, ..in_full() };
    let by_concept = Policy { concepts: [("hts".to_owned(), Action::Enforce)].into(), ..in_full() };
    for policy in [&by_run, &by_concept] {
        let (after, ..) = applied(text, policy);
        assert_eq!(after, "Hay'at Tahrir al-Sham (HTS) came. HTS left.");
        assert_eq!(certainty(policy), Some(Certainty::Decided));
        assert_eq!(applied(&after, policy).0, after, "once is enough");
    }
    let suggest = Policy { default: Action::Suggest, ..by_run };
    assert_eq!(certainty(&suggest), Some(Certainty::Inferred(0.5)));
    let flag = Policy { default: Action::Flag, ..in_full() };
    assert_eq!(proposals(text, &flag), [("HTS".to_owned(), None)]);
    assert_eq!(proposals(text, &Policy { default: Action::Ignore, ..in_full() }), []);
    let one =
        Policy { first_mentions: [("idp".to_owned(), FirstMention::FullWithAcronym)].into(), ..Policy::default() };
    assert_eq!(proposals("HTS and IDPs", &one).len(), 1);
}

fn exception(files: &str, concepts: &[&str], action: Action) -> Exception {
    Exception {
        files: vec![FileGlob::new(files).unwrap()],
        concepts: concepts.iter().map(|&id| id.to_owned()).collect(),
        action,
        reason: "quotes the law's wording".to_owned(),
        folder: PathBuf::from("/desk"),
    }
}

#[test]
fn globs_name_reports_and_paths() {
    for (glob, name, path, expected) in [
        ("reports/2024-*.docx", "2024-01.docx", Some("/desk/reports/2024-01.docx"), true),
        ("reports/2024-*.docx", "reports/2024-01.docx", None, true),
        ("reports/2024-*.docx", "2024-01.docx", Some("/else/reports/2024-01.docx"), false),
        ("reports/2024-*.docx", "2023-01.docx", Some("/desk/reports/2023-01.docx"), false),
        ("*.docx", "deep/down/a.docx", None, true),
        ("law/", "law/2024/a.md", None, true),
        ("law/**", "law/2024/a.md", None, true),
        ("/a.md", "b/a.md", None, false),
    ] {
        let covers = exception(glob, &[], Action::Ignore).covers(name, path.map(Path::new));
        assert_eq!(covers, expected, "{glob} {name} {path:?}");
    }
    for fault in ["", "!a", "a{b", "# a"] {
        assert!(FileGlob::new(fault).unwrap_err().contains("is not understood"), "{fault}");
    }
}

#[test]
fn an_exception_is_named_in_the_evidence() {
    let matcher = matcher();
    let text = "The Nusayris and the Isma'ilis";
    let source = Source::from(text);
    let view = View::identity(&source);
    let result = |action, name: &str| {
        let policy = Policy { exceptions: vec![exception("law/*.md", &["alawites"], action)], ..Policy::default() };
        let mut hits = matcher.hits(text, &Lang::AR);
        let found = findings(&view, &mut hits, &[], &matcher, policy.in_report(name, None));
        (found, hits)
    };
    let (found, hits) = result(Action::Ignore, "law/1.md");
    assert_eq!(found.iter().map(|finding| finding.after.as_deref()).collect::<Vec<_>>(), [None, Some("Ismailis")]);
    assert_eq!(hits.iter().map(|hit| hit.kept).collect::<Vec<_>>(), [Some(Protection::Waived), None]);
    let reason = "an exception for law/*.md: \u{2068}quotes the law's wording\u{2069}";
    let said = |finding: &Finding| finding.evidence.iter().any(|link| link.sentence() == reason);
    assert_eq!(found.iter().map(said).collect::<Vec<_>>(), [true, false]);
    assert!(said(&result(Action::Suggest, "law/1.md").0[0]));
    assert!(result(Action::Enforce, "law/1.md").0.iter().all(|finding| finding.after.is_some()));
    assert!(result(Action::Ignore, "news/1.md").0.iter().all(|finding| finding.after.is_some()));
}

/// What a command says on standard output and on standard error.
fn isnad(folder: &Path, args: &[&str]) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_isnad")).current_dir(folder).args(args).output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn exceptions_and_first_mentions_are_configured_in_isnad_toml() {
    let desk = tempfile::tempdir().unwrap();
    fs::create_dir(desk.path().join("reports")).unwrap();
    fs::write(desk.path().join("ours.toml"), NAMES).unwrap();
    fs::write(desk.path().join("reports/2024-1.md"), "The Nusayris and HTS.\n").unwrap();
    fs::write(desk.path().join("reports/2025-1.md"), "The Nusayris and HTS.\n").unwrap();
    fs::write(
        desk.path().join("isnad.toml"),
        "glossaries = [\"ours.toml\"]\nonly-glossary = true\n[terms]\nfirst-mention = \"full-with-acronym\"\n\
         first-mention-action = \"enforce\"\n[terms.concepts]\nidp = { action = \"flag\", first-mention = \"as-is\" }\n\
         [[terms.exception]]\nfiles = [\"reports/2024-*.md\"]\nconcepts = [\"alawites\", \"hts\"]\naction = \"ignore\"\n\
         reason = \"quotes the law's wording\"\n\
         [[terms.exception]]\nfiles = [\"reports/2023-*.md\"]\nreason = \"too old\"\n",
    )
    .unwrap();
    let (_, said) = isnad(desk.path(), &["run", "reports", "-o", "out", "--quiet"]);
    assert_eq!(
        said,
        "isnad: the exception for reports/2023-*.md: all concepts met nothing: look at its files and concepts\n"
    );
    let read = |name: &str| fs::read_to_string(desk.path().join(name)).unwrap();
    assert_eq!(read("out/reports/2024-1.md"), "The Nusayris and HTS.\n");
    assert_eq!(read("out/reports/2025-1.md"), "The Alawites and Hay'at Tahrir al-Sham (HTS).\n");
    assert!(read("out/ledger.jsonl").contains("quotes the law's wording"));
    assert!(read("out/summary.json").contains("reports/2023-*.md: all concepts"));
    assert!(read("out/summary.html").contains("Exceptions that met nothing"));
    // The same after a run that finds nothing to do.
    let before = read("out/summary.json");
    assert_eq!(isnad(desk.path(), &["run", "reports", "-o", "out", "--quiet"]).1, said);
    assert_eq!(read("out/summary.json"), before);
    let (diagnostics, _) = isnad(desk.path(), &["check", "reports"]);
    assert!(!diagnostics.contains("2024-1.md") && diagnostics.contains("2025-1.md:1:5"), "{diagnostics}");
    // From elsewhere, the globs are still meant from where the file is.
    let config = desk.path().join("isnad.toml");
    let input = desk.path().join("reports");
    let elsewhere = tempfile::tempdir().unwrap();
    let paths = [&input, &config].map(|path| path.to_str().unwrap().to_owned());
    isnad(elsewhere.path(), &["run", &paths[0], "-o", "out", "--quiet", "--config", &paths[1]]);
    assert_eq!(fs::read_to_string(elsewhere.path().join("out/reports/2024-1.md")).unwrap(), "The Nusayris and HTS.\n");
}

#[test]
fn faults_in_the_configuration_are_told_with_their_place() {
    let desk = tempfile::tempdir().unwrap();
    for (text, says) in [
        ("[[terms.exception]]\nfiles = [\"!a\"]\nreason = \"r\"\n", "line 2"),
        ("[[terms.exception]]\nfiles = [\"a\"]\n", "reason"),
        ("[[terms.exception]]\nfiles = [\"a\"]\nreason = \"r\"\nwho = \"me\"\n", "line 4"),
        ("[terms]\nfirst-mention = \"short\"\n", "full-with-acronym"),
        ("[terms.concepts]\nhts = \"never\"\n", "enforce"),
        ("[terms.concepts]\nhts = { act = \"flag\" }\n", "act"),
    ] {
        fs::write(desk.path().join("isnad.toml"), text).unwrap();
        let (_, said) = isnad(desk.path(), &["config"]);
        assert!(said.contains("isnad.toml") && said.contains(says), "{text}: {said}");
    }
    fs::write(desk.path().join("isnad.toml"), "[terms.concepts]\nno-such-concept = \"flag\"\n").unwrap();
    fs::write(desk.path().join("a.md"), "Text.\n").unwrap();
    let (_, said) = isnad(desk.path(), &["check", "a.md"]);
    assert!(said.contains("no-such-concept, which no glossary has"), "{said}");
}

proptest! {
    #[test]
    fn any_text_has_its_quotations_in_order_and_its_findings_in_bounds(
        parts in prop::collection::vec(prop_oneof![
            prop::sample::select(vec!["Nusayri", "a ", "HTS", "'s", "'", "«", "»", "„", "“", "”", "‘", "’", "\"", "`", "```", "\n",
                "\n\n", "(", ")", "http://", "www.", "@", "#", "/", "\\", ".md", "للنصيريين", "النصيرية", "ال", "و", " ", "هم",
                "Hay'at Tahrir al-Sham", "<code>", "</code>", "﴿", "‚"]).prop_map(str::to_owned),
            any::<char>().prop_map(String::from),
        ], 0..30)
    ) {
        let text = parts.concat();
        let mut end = 0;
        for span in quotations(&text) {
            prop_assert!(span.start >= end && text.get(span.range()).is_some());
            end = span.end;
        }
        let policy = Policy { first_mention_action: Action::Enforce, admitted: true, ..in_full() };
        let (after, hits, found) = applied(&text, &policy);
        prop_assert_eq!(found.len(), hits.len());
        for finding in &found {
            prop_assert_eq!(finding.anchor.span().slice(&text), finding.before.as_str());
        }
        if found.iter().all(|finding| finding.after.is_none()) {
            prop_assert_eq!(after, text);
        }
    }
}
