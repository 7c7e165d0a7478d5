//! The consistency of a folder: which spellings stand where, which of them is the usual one, and what differs.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use isnad::glossary::consistency::{BreachKind, Consistency, Divergence, Standing};
use isnad::glossary::{Glossary, Matcher};
use isnad::text::{Lang, Source};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

const NAMES: &str = r#"
[[concept]]
id = "masyaf"
subject = "place"
terms.en = ["Masyaf", "Misyaf", { text = "Misiaf", status = "deprecated" }]
terms.ar = ["مصياف"]

[[concept]]
id = "ismailis"
subject = "community"
terms.en = ["Ismailis", "Ismaili"]
terms.ar = ["الإسماعيليون", "إسماعيلي"]

[[concept]]
id = "kobani"
subject = "place"
terms.en = [{ text = "Kobani", status = "preferred" }, "Ayn al-Arab", "Kobane"]
terms.ar = ["عين العرب", "كوباني"]

[[concept]]
id = "hts"
subject = "armed-group"
terms.en = ["Hay'at Tahrir al-Sham", "HTS", "Tahrir al-Sham"]
terms.ar = ["هيئة تحرير الشام", "تحرير الشام"]

[[concept]]
id = "kurds"
subject = "community"
terms.ar = ["الأكراد", "كرد"]
"#;

fn matcher() -> Matcher {
    Matcher::new(&Glossary::parse_toml("test.toml", NAMES).unwrap())
}

/// The names of one report, all of them in its own text.
fn names_of(report: &str, text: &str) -> Consistency {
    let source = Source::from(text);
    let mut names = Consistency::default();
    for hit in matcher().hits(text, &Lang::UND) {
        names.add(report, &hit, Standing::Own, || source.position(hit.span.start));
    }
    names
}

fn folder(reports: &[&str]) -> Consistency {
    let mut all = Consistency::default();
    for (number, text) in reports.iter().enumerate() {
        all.merge(names_of(&format!("{number}.md"), text));
    }
    all
}

fn breaches(reports: &[&str]) -> Vec<(BreachKind, String, String)> {
    let folder = folder(reports);
    let breaches = folder.breaches();
    breaches.iter().map(|breach| (breach.kind, breach.spelling.to_owned(), breach.standard.to_owned())).collect()
}

#[test]
fn what_stands_beside_the_preferred_or_the_usual_spelling_is_a_breach() {
    use BreachKind::{Name, Rejected, Spelling};
    for (reports, expected) in [
        (&["Masyaf, Masyaf", "Misyaf"][..], vec![(Spelling, "Misyaf", "Masyaf")]),
        // The preferred spelling is the one to use even where it is the rarer one.
        (&["Masyaf", "Misyaf, Misyaf"], vec![(Spelling, "Misyaf", "Masyaf")]),
        (&["Misyaf only", "Misyaf"], vec![]),
        (&["Ayn al-Arab and Ayn al-Arab", "Kobane"], vec![(Name, "Kobane", "Ayn al-Arab")]),
        (&["Kobani", "Kobane and Ayn al-Arab"], vec![(Name, "Ayn al-Arab", "Kobani"), (Spelling, "Kobane", "Kobani")]),
        (&["Misiaf"], vec![(Rejected, "Misiaf", "Masyaf")]),
        (&["Ismaili, Ismailis, ISMAILIS', an Ismaili’s"], vec![]),
        (&["Ismailis, Ismailis", "Isma'ili"], vec![(Spelling, "Isma'ili", "Ismailis")]),
        (&["Ismailis and Ismāʿīlīs, Ismailis"], vec![(Spelling, "Ismāʿīlīs", "Ismailis")]),
        (&["HTS, Hay'at Tahrir al-Sham, Tahrir al-Sham", "Hay'at\nTahrir al-Sham"], vec![]),
        (
            &["Hay'at Tahrir al-Sham", "Hayat Tahrir al-Sham"],
            vec![(Spelling, "Hayat Tahrir al-Sham", "Hay'at Tahrir al-Sham")],
        ),
        (&["الإسماعيليون والإسماعيليين للإسماعيليين إسماعيلية"], vec![]),
        (&["الأكراد وكرد"], vec![]),
        (&["عين العرب وكوباني، عين العرب"], vec![(Name, "كوباني", "عين العرب")]),
        (&["Masyaf مصياف"], vec![]),
        (&[], vec![]),
    ] {
        let expected: Vec<_> = expected.into_iter().map(|(kind, a, b)| (kind, a.to_owned(), b.to_owned())).collect();
        assert_eq!(breaches(reports), expected, "{reports:?}");
    }
}

#[test]
fn a_breach_says_how_often_and_where() {
    let folder = folder(&["Masyaf", "On\nMisyaf, Misyaf", "Misyaf. Masyaf"]);
    let breaches = folder.breaches();
    let breach = breaches.first().unwrap();
    let places: Vec<String> =
        breach.used.places.iter().map(|place| format!("{}:{}", place.report, place.position)).collect();
    assert_eq!(places, ["1.md:2:1", "2.md:1:1"]);
    assert_eq!(
        breach.sentence(),
        "\u{2068}Misyaf\u{2069} (3 times in 2 reports) stands beside the preferred spelling, \u{2068}Masyaf\u{2069} \
         (2 times in 2 reports)"
    );
    assert_eq!(folder.names["masyaf"]["en"].majority().unwrap().form(), "Misyaf");
    assert_eq!(folder.count("masyaf"), 5);
}

#[test]
fn only_the_reports_own_text_is_compared() {
    let mut names = names_of("a.md", "Masyaf");
    let mut other = Consistency::default();
    for hit in matcher().hits("Misyaf Misiaf", &Lang::UND) {
        other.add("b.md", &hit, Standing::Kept, || unreachable!());
        other.add("b.md", &hit, Standing::Replaced, || unreachable!());
    }
    names.merge(other);
    assert_eq!(names.breaches(), []);
    let used = &names.names["masyaf"]["en"].spellings["misyaf"];
    assert_eq!((used.own, used.kept, used.replaced, used.reports), (0, 1, 1, 0));
}

/// Renderings of a concept, English to Arabic.
fn rendered(pairs: &[(&str, &str, &str)]) -> Consistency {
    let mut all = Consistency::default();
    for (number, (concept, source, target)) in pairs.iter().enumerate() {
        let mut names = Consistency::default();
        let position = || Source::from("").position(0);
        names.add_rendering(&format!("{number}.md"), concept, (&Lang::EN, source), (&Lang::AR, target), position);
        all.merge(names);
    }
    all
}

#[test]
fn renderings_that_differ_are_told_from_both_sides() {
    let names = rendered(&[
        ("kobani", "Kobani", "كوباني"),
        ("kobani", "Kobani", "عين العرب"),
        ("kobani", "Kobani", "عين العرب"),
        ("kobani", "Ayn al-Arab", "عين العرب"),
        ("masyaf", "Masyaf", "مصياف"),
        ("masyaf", "Masyaf", "مصياف"),
    ]);
    let said: Vec<String> = names.divergences().iter().map(Divergence::sentence).collect();
    assert_eq!(
        said,
        [
            "the term \u{2068}Kobani\u{2069} (en>ar) is rendered as \u{2068}عين العرب\u{2069} (2 times in 2 reports), \
             \u{2068}كوباني\u{2069} (once in 1 report)",
            "the rendering \u{2068}عين العرب\u{2069} (en>ar) stands for \u{2068}Kobani\u{2069} (2 times in 2 reports), \
             \u{2068}Ayn al-Arab\u{2069} (once in 1 report)",
        ]
    );
    assert!(
        rendered(&[("ismailis", "Ismailis", "الإسماعيليين"), ("ismailis", "Ismaili", "إسماعيلي")])
            .divergences()
            .is_empty()
    );
}

fn isnad(folder: &Path, args: &[&str]) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_isnad")).current_dir(folder).args(args).output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

/// A folder with a glossary of its own and these reports.
fn desk(reports: &[(&str, &str)]) -> tempfile::TempDir {
    let desk = tempfile::tempdir().unwrap();
    fs::create_dir(desk.path().join("in")).unwrap();
    fs::write(desk.path().join("ours.toml"), NAMES).unwrap();
    fs::write(desk.path().join("isnad.toml"), "glossaries = [\"ours.toml\"]\nonly-glossary = true\n").unwrap();
    for (name, text) in reports {
        fs::write(desk.path().join("in").join(name), text).unwrap();
    }
    desk
}

#[test]
fn check_has_one_diagnostic_for_each_minority_spelling() {
    let desk = desk(&[
        ("a.md", "In Masyaf and Masyaf.\n"),
        ("b.md", "Text.\n\nNear Misyaf, Misyaf and Misiaf; “Kobane”.\n"),
        ("c.md", "Kobani, Misyaf.\n"),
    ]);
    let (text, code) = isnad(desk.path(), &["check", "in"]);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(code, Some(1));
    assert_eq!(lines.len(), 2, "{text}");
    assert!(
        lines[0].starts_with("in/b.md:3:6: warning: \u{2068}Misyaf\u{2069} (3 times in 2 reports) stands beside"),
        "{text}"
    );
    assert!(lines[0].ends_with("[inconsistent-name]"), "{text}");
    assert!(lines[1].starts_with("in/b.md:3:25: warning: the glossary has") && lines[1].ends_with("[term]"), "{text}");
    let (json, _) = isnad(desk.path(), &["check", "in", "--format", "json"]);
    let first: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!((&first["rule"], &first["position"]["line"]), (&"inconsistent-name".into(), &3.into()));
    let (sarif, _) = isnad(desk.path(), &["check", "in", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "inconsistent-name");
    assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "in/b.md");
}

#[test]
fn a_second_run_sums_up_as_a_fresh_one() {
    let reports = [("a.md", "In Masyaf and Masyaf.\n"), ("b.md", "Near Misyaf and Misiaf.\n")];
    let old = desk(&reports);
    isnad(old.path(), &["run", "in", "-o", "out", "--quiet"]);
    fs::write(old.path().join("in/c.md"), "Misyaf, Misyaf, Misyaf.\n").unwrap();
    isnad(old.path(), &["run", "in", "-o", "out", "--quiet"]);
    let fresh = desk(&reports);
    fs::write(fresh.path().join("in/c.md"), "Misyaf, Misyaf, Misyaf.\n").unwrap();
    isnad(fresh.path(), &["run", "in", "-o", "out", "--quiet"]);
    for name in ["out/summary.json", "out/summary.html"] {
        let read = |desk: &tempfile::TempDir| fs::read_to_string(desk.path().join(name)).unwrap();
        assert_eq!(read(&old), read(&fresh), "{name}");
    }
    let summary: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(old.path().join("out/summary.json")).unwrap()).unwrap();
    let names = &summary["names"]["masyaf"]["en"];
    assert_eq!((&names["preferred"], &names["majority"]), (&"Masyaf".into(), &"Misyaf".into()));
    let spellings: BTreeMap<&str, &serde_json::Value> =
        names["spellings"].as_array().unwrap().iter().map(|line| (line["spelling"].as_str().unwrap(), line)).collect();
    assert_eq!(spellings["Misyaf"]["breach"]["standard"], "Masyaf");
    assert_eq!(spellings["Misyaf"]["places"][0]["report"], "b.md");
    // «Misiaf» was put right: it is not in the text any more, and its place counts for the spelling that is.
    assert_eq!((&spellings["Misiaf"]["own"], &spellings["Misiaf"]["replaced"]), (&0.into(), &1.into()));
    assert_eq!(spellings["Masyaf"]["own"], 3);
    let page = fs::read_to_string(old.path().join("out/summary.html")).unwrap();
    assert!(page.contains("<h2 id=\"names\">Names</h2>") && page.contains("stands beside the preferred spelling"));
}

#[test]
fn titles_beside_their_glosses_show_how_names_are_rendered() {
    let note = |number: usize, title: &str| {
        format!("[{number}] SANA, {title} [News from Kobani today], 3 May 2024, https://sana.example/{number}\n")
    };
    let text = format!("Text.[1][2]\n\n{}{}", note(1, "أخبار من كوباني اليوم"), note(2, "أخبار من عين العرب اليوم"));
    let desk = desk(&[("a.txt", &text)]);
    isnad(desk.path(), &["run", "in", "-o", "out", "--quiet"]);
    let summary: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(desk.path().join("out/summary.json")).unwrap()).unwrap();
    let rendering = &summary["renderings"][0];
    assert_eq!((&rendering["one_is"], &rendering["one"]), (&"source".into(), &"Kobani".into()), "{summary:#}");
    let (said, _) = isnad(desk.path(), &["check", "in"]);
    assert!(said.contains("is rendered as") && said.contains("[inconsistent-translation]"), "{said}");
}

proptest! {
    #[test]
    fn parts_add_up_in_any_order(
        reports in prop::collection::vec(
            prop::collection::vec(prop::sample::select(vec![
                "Masyaf", "Misyaf", "Misiaf", "Ismaili", "Isma'ilis", "Kobani", "Kobane", "HTS", "للإسماعيليين", "مصياف", "\n",
            ]), 0..8),
            0..9,
        ).prop_shuffle(),
        seed in any::<u64>(),
    ) {
        let parts: Vec<Consistency> =
            reports.iter().enumerate().map(|(number, words)| names_of(&format!("{number}.md"), &words.join(" "))).collect();
        let add = |order: Vec<&Consistency>| order.into_iter().fold(Consistency::default(), |mut sum, part| {
            sum.merge(part.clone());
            sum
        });
        let mut order: Vec<&Consistency> = parts.iter().collect();
        let forth = add(order.clone());
        let by = usize::try_from(seed % 7).unwrap() % order.len().max(1);
        order.rotate_left(by);
        order.reverse();
        let middle = order.len() / 2;
        let (mut first, second) = (add(order[..middle].to_vec()), add(order[middle..].to_vec()));
        first.merge(second);
        prop_assert_eq!(&first, &forth);
        let kept = serde_json::to_string(&first).unwrap();
        prop_assert_eq!(serde_json::from_str::<Consistency>(&kept).unwrap(), first);
    }
}
