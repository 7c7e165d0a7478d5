//! What the writers write: whole files as snapshots, and their structure read back by an independent parser.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use isnad::align::{Marker, Side, TermUse, Unit, UnitKind};
use isnad::glossary::Hit;
use isnad::pipeline::{Failure, Outcome, Problem, Tally};
use isnad::report::citation::{Citation, Form};
use isnad::report::{Block, BlockKind, Note, Reference, Report};
use isnad::text::{
    Anchor, Certainty, Evidence, Finding, FindingId, Lang, Ledger, Protection, Source, Span, Stage, TermStatus,
    Threshold, View, WitnessKey,
};
use isnad::write::{html, ledger, memory, summary_html, summary_json, tmx, tsv, units, xliff};
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

fn tally_of(outcome: &Outcome) -> Tally {
    Tally::of(outcome, &|offset| outcome.report.text.position(offset))
}

/// A report with a lost title, a mended one, one brought back, names, note markers, Arabic in English, numbers, and
/// characters that formats must escape.
const TEXT: &str = "\
Masyaf & its castle

The Ismailis of Masyaf^{[1](#)} number some 250 000 <people>. A \"quoted\" bell\u{7} rang.^{[2](#)}

^{[1](#)}

Enab, ??? ????? [The castle above the town], 3 May 2024, [url](#)

^{[2](#)}

Zaman, Ù‚Ù„Ø¹Ø© (Ù…ØµÙŠØ§Ù) [Castle of (Masyaf)], 4 May 2024, [url](#); Sham, ??? ???? [Isma'ili life], [url](#)
";

const MOJIBAKE: &str = "Ù‚Ù„Ø¹Ø© (Ù…ØµÙŠØ§Ù)";

fn find(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap_or_else(|| panic!("{part:?} is not in the text"));
    Span::new(start, start + part.len())
}

fn side(lang: &Lang, text: &str, labels: &[&str], terms: &[(&str, &str, TermStatus, Option<&str>)]) -> Side {
    let marker = |label: &&str| Marker { span: find(text, &format!("^{{[{label}](#)}}")), label: (*label).to_owned() };
    let term = |(part, concept, status, translation): &(&str, &str, TermStatus, Option<&str>)| TermUse {
        span: find(text, part),
        concept: (*concept).into(),
        status: *status,
        translation: translation.map(Into::into),
    };
    Side {
        lang: lang.clone(),
        text: text.to_owned(),
        markers: labels.iter().map(marker).collect(),
        terms: terms.iter().map(term).collect(),
    }
}

fn unit(id: &str, kind: UnitKind, block: usize, source: Side, view: &View) -> Unit {
    Unit {
        id: id.to_owned(),
        kind,
        block,
        span: find(view.text(), &source.text),
        source,
        target: None,
        certainty: None,
        evidence: Vec::new(),
        mask: None,
        note: None,
        url: None,
    }
}

fn findings() -> Vec<Finding> {
    let finding = |stage, span, rule: &str, after: Option<&str>, certainty, evidence| Finding {
        stage,
        anchor: Anchor::source(span),
        rule: rule.to_owned(),
        before: span.slice(TEXT).to_owned(),
        after: after.map(str::to_owned),
        certainty,
        evidence,
    };
    let chain = vec!["utf-8 read as windows-1252".to_owned()];
    let witness = Evidence::Witness {
        by: vec![WitnessKey::Gloss, WitnessKey::Date],
        report: "b/other.txt".to_owned(),
        note: Some("7".to_owned()),
        text: "حياة الناس".to_owned(),
    };
    let glossary =
        Evidence::Glossary { concept: "ismailis".into(), term: "Isma'ili".into(), status: TermStatus::Deprecated };
    let mut name = finding(
        Stage::Terms,
        Span::new(0, 8),
        "glossary-term",
        None,
        Certainty::Decided,
        vec![glossary, Evidence::Kept { because: Protection::Gloss }],
    );
    name.anchor = Anchor::Within { finding: FindingId(0), span: Span::new(0, 8) };
    name.before = "قلعة".to_owned();
    let second_mask = find(TEXT, "??? ???? [Isma").start;
    vec![
        finding(
            Stage::Repair,
            find(TEXT, MOJIBAKE),
            "utf8-as-windows-1252",
            Some("قلعة (مصياف)"),
            Certainty::Proven,
            vec![Evidence::Inverse { chain }, Evidence::RunnerUp { text: "قلعة (مصياڤ)".to_owned(), bits: 12.0 }],
        ),
        finding(
            Stage::Restore,
            find(TEXT, "??? ?????"),
            "mask",
            None,
            Certainty::Lost,
            vec![Evidence::Mask { words: vec![3, 5] }],
        ),
        finding(
            Stage::Restore,
            Span::new(second_mask, second_mask + "??? ????".len()),
            "witness",
            Some("حياة الناس"),
            Certainty::Witnessed,
            vec![witness],
        ),
        finding(
            Stage::Repair,
            find(TEXT, "bell\u{7}"),
            "control-character",
            Some("bell\u{2028}"),
            Certainty::Fitting(0.5),
            vec![],
        ),
        name,
    ]
}

fn report() -> Report {
    let block = |kind, part: &str| Block { kind, span: find(TEXT, part) };
    let reference = |label: &str, at: usize| {
        let span = find(TEXT, &format!("^{{[{label}](#)}}"));
        Reference { label: label.to_owned(), span, note: Some(at) }
    };
    let note = |label: &str, body: &str| {
        let mark = format!("^{{[{label}](#)}}\n");
        let at = TEXT.rfind(&mark).unwrap();
        Note { label: label.to_owned(), mark: Span::new(at, at + mark.len() - 1), body: find(TEXT, body) }
    };
    let last = TEXT.lines().next_back().unwrap();
    let third = TEXT.lines().find(|line| line.starts_with("Enab")).unwrap();
    Report {
        name: "a/castle & town.txt".to_owned(),
        text: Source::from(TEXT),
        lang: Lang::EN,
        blocks: vec![
            block(BlockKind::Heading, "Masyaf & its castle"),
            block(BlockKind::Paragraph, TEXT.lines().nth(2).unwrap()),
            block(BlockKind::Note, third),
            block(BlockKind::Note, last),
        ],
        notes: vec![note("1", third), note("2", last)],
        references: vec![reference("1", 0), reference("2", 1)],
    }
}

fn citation(view: &View, note: usize, all: &str, gloss: &str) -> Citation {
    Citation {
        note: Some(note),
        span: find(view.text(), all),
        form: Form::Full,
        author: None,
        title: None,
        gloss: Some(find(view.text(), gloss)),
        publisher: None,
        date: None,
        accessed: None,
        url: None,
    }
}

fn aligned(view: &View) -> Vec<Unit> {
    let (preferred, deprecated) = (TermStatus::Preferred, TermStatus::Deprecated);
    let masyaf = ("Masyaf", "masyaf", preferred, Some("مصياف"));
    let ismailis = ("Ismailis", "ismailis", preferred, Some("الإسماعيليون"));
    let first = "The Ismailis of Masyaf^{[1](#)} number some 250 000 <people>.";
    let second = "A \"quoted\" bell\u{7} rang.^{[2](#)}";
    let mut heading = unit("s1", UnitKind::Heading, 0, side(&Lang::EN, "Masyaf & its castle", &[], &[masyaf]), view);
    heading.target = Some(side(&Lang::AR, "مصياف وقلعتها", &[], &[("مصياف", "masyaf", preferred, Some("Masyaf"))]));
    heading.certainty = Some(Certainty::Fitting(0.97));
    let mut sentence = unit("s2", UnitKind::Sentence, 1, side(&Lang::EN, first, &["1"], &[ismailis, masyaf]), view);
    sentence.target = Some(side(&Lang::AR, "نحو 250 000 إسماعيلي (BBC News) في مصياف^{[1](#)}", &["1"], &[]));
    sentence.certainty = Some(Certainty::Inferred(0.4));
    let other = unit("s3", UnitKind::Sentence, 1, side(&Lang::EN, second, &["2"], &[]), view);
    let whole = "Zaman, قلعة (مصياف) [Castle of (Masyaf)], 4 May 2024, [url](#)";
    let mut citation = unit("n2-1", UnitKind::Citation, 3, side(&Lang::EN, whole, &[], &[]), view);
    citation.note = Some("2".to_owned());

    let title = |id: &str, note: &str, block, gloss: &str, terms: &[_]| {
        let mut unit = unit(id, UnitKind::Title, block, side(&Lang::EN, gloss, &[], terms), view);
        unit.note = Some(note.to_owned());
        unit
    };
    let mut lost = title("n1-1t", "1", 2, "The castle above the town", &[]);
    lost.certainty = Some(Certainty::Lost);
    lost.mask = Some(vec![3, 5]);
    lost.evidence = vec![Evidence::Mask { words: vec![3, 5] }];
    lost.url = Some("https://example.org/?a=1&b=2".to_owned());
    let mut mended = title("n2-1t", "2", 3, "Castle of (Masyaf)", &[masyaf]);
    mended.target = Some(side(&Lang::AR, "قلعة (مصياف)", &[], &[]));
    mended.certainty = Some(Certainty::Proven);
    mended.evidence = vec![Evidence::Inverse { chain: vec!["utf-8 read as windows-1252".to_owned()] }];
    let life = ("Isma'ili", "ismailis", deprecated, Some("إسماعيلي"));
    let mut restored = title("n2-2t", "2", 3, "Isma'ili life", &[life]);
    restored.target = Some(side(&Lang::FA, "حياة الناس", &[], &[]));
    restored.certainty = Some(Certainty::Witnessed);
    restored.evidence = findings()[2].evidence.clone();

    let mut term = unit("t1", UnitKind::Term, 1, side(&Lang::EN, "Ismailis", &[], &[ismailis]), view);
    term.target = Some(side(&Lang::AR, "الإسماعيليون", &[], &[]));
    term.certainty = Some(Certainty::Decided);
    vec![heading, sentence, other, lost, citation, mended, restored, term]
}

fn hits(view: &View) -> Vec<Hit> {
    let hit = |surface: &str, concept: &str, kept| Hit {
        span: find(view.text(), surface),
        surface: surface.into(),
        concept: concept.into(),
        term: surface.into(),
        status: TermStatus::Admitted,
        lang: Lang::EN,
        preferred: Some(if concept == "masyaf" { "Masyaf" } else { "Ismailis" }.into()),
        translation: None,
        suspicion: None,
        kept,
    };
    vec![
        hit("Masyaf", "masyaf", None),
        hit("Ismailis", "ismailis", None),
        hit("Isma'ili", "ismailis", Some(Protection::NotEnforced)),
        hit("Masyaf", "masyaf", Some(Protection::Gloss)),
    ]
}

fn outcome() -> Outcome {
    let report = report();
    let mut ledger = Ledger::new(Threshold::default());
    ledger.extend(findings());
    let view = View::new(&report.text, &ledger);
    let problem = Problem { span: find(TEXT, "[2]"), message: "no note has the label «٢»; add it".to_owned() };
    Outcome {
        citations: vec![
            citation(
                &view,
                0,
                "Enab, ??? ????? [The castle above the town], 3 May 2024, [url](#)",
                "The castle above the town",
            ),
            citation(&view, 1, "Zaman, قلعة (مصياف) [Castle of (Masyaf)], 4 May 2024, [url](#)", "Castle of (Masyaf)"),
            citation(&view, 1, "Sham, حياة الناس [Isma'ili life], [url](#)", "Isma'ili life"),
        ],
        hits: hits(&view),
        respelt: vec![],
        exceptions: BTreeMap::new(),
        units: aligned(&view),
        problems: vec![problem],
        report: report.into(),
        ledger,
        view,
    }
}

fn empty() -> Outcome {
    let text = Source::from("");
    let view = View::identity(&text);
    let report = Report {
        name: "empty.txt".to_owned(),
        text,
        lang: Lang::EN,
        blocks: vec![],
        notes: vec![],
        references: vec![],
    };
    Outcome {
        report: report.into(),
        ledger: Ledger::default(),
        view,
        citations: vec![],
        hits: vec![],
        respelt: vec![],
        exceptions: BTreeMap::new(),
        units: vec![],
        problems: vec![],
    }
}

fn tally() -> Tally {
    let mut tally = tally_of(&outcome());
    let failure = Failure { file: "b/\u{202e}broken.txt".to_owned(), error: "not text: byte 0 at 17".to_owned() };
    tally.merge(Tally { failures: [failure].into(), left_out: ["scan.pdf".to_owned()].into(), ..Tally::default() });
    tally
}

fn written(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn ledger_of(outcome: &Outcome) -> String {
    written(|out| ledger::write(outcome, &|offset| outcome.report.text.position(offset), out))
}

/// The formats, each with what it writes for one report.
fn all(outcome: &Outcome) -> Vec<(&'static str, String)> {
    vec![
        ("ledger.jsonl", ledger_of(outcome)),
        ("units.jsonl", written(|out| units::write(outcome, out))),
        ("report.tmx", written(|out| tmx::write(outcome, tmx::Markers::Text, out))),
        ("inline.tmx", written(|out| tmx::write(outcome, tmx::Markers::Inline, out))),
        ("report.xlf", written(|out| xliff::write(outcome, out))),
        ("report.tsv", written(|out| tsv::write(outcome, out))),
        ("report.html", written(|out| html::write(outcome, out))),
        ("summary.json", written(|out| summary_json::write(&tally(), out))),
        ("summary.html", written(|out| summary_html::write(&tally(), out))),
    ]
}

#[test]
fn the_files_are_as_reviewed() {
    for (name, content) in all(&outcome()) {
        // The style sheet is reviewed in a browser, and the version changes with each release.
        let content = match (content.find("<style>"), content.find("</style>")) {
            (Some(start), Some(end)) => format!("{}{}", &content[..start], &content[end..]),
            _ => content.replace(env!("CARGO_PKG_VERSION"), "VERSION"),
        };
        insta::assert_snapshot!(name, content);
    }
    // For validators and browsers: ISNAD_WRITE_TO=folder cargo test --test write
    if let Some(folder) = std::env::var_os("ISNAD_WRITE_TO") {
        for (name, content) in all(&outcome()) {
            std::fs::write(std::path::Path::new(&folder).join(name), content).unwrap();
        }
        for (name, content) in all(&empty()) {
            std::fs::write(std::path::Path::new(&folder).join(format!("empty-{name}")), content).unwrap();
        }
    }
}

#[test]
fn writing_twice_gives_the_same_bytes() {
    assert_eq!(all(&outcome()), all(&outcome()));
}

/// Reads XML and returns the text of every element of this name.
fn texts_of(xml: &str, element: &str) -> Vec<String> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut found, mut depth) = (Vec::new(), 0);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} at {}", reader.buffer_position())) {
            Event::Eof => break,
            Event::Start(tag) => {
                assert!(tag.attributes().all(|attribute| attribute.is_ok()));
                if tag.name().as_ref() == element {
                    depth += 1;
                    found.push(String::new());
                }
            }
            Event::End(tag) if tag.name().as_ref() == element => depth -= 1,
            Event::Text(text) if depth > 0 => found.last_mut().unwrap().push_str(&text),
            Event::GeneralRef(reference) if depth > 0 => {
                let name: &str = &reference;
                let resolved = quick_xml::escape::resolve_xml_entity(name).map(str::to_owned);
                let resolved = resolved.or_else(|| reference.resolve_char_ref().unwrap().map(String::from));
                found.last_mut().unwrap().push_str(&resolved.unwrap());
            }
            _ => {}
        }
    }
    found
}

#[test]
fn a_memory_gives_its_texts_back() {
    let outcome = outcome();
    for markers in [tmx::Markers::Text, tmx::Markers::Inline] {
        let read = texts_of(&written(|out| tmx::write(&outcome, markers, out)), "seg");
        let expected: Vec<String> = outcome
            .units
            .iter()
            .filter(|unit| !matches!(unit.certainty, Some(Certainty::Inferred(_) | Certainty::Lost)))
            .filter_map(|unit| Some([unit.source.text.clone(), unit.target.as_ref()?.text.clone()]))
            .flatten()
            .collect();
        assert_eq!(read, expected);
    }
}

#[test]
fn a_memory_of_a_run_does_not_depend_on_the_order() {
    let (first, mut second) = (outcome(), outcome());
    "z.txt".clone_into(&mut Arc::make_mut(&mut second.report).name);
    second.units[5].certainty = Some(Certainty::Fitting(0.96));
    second.units[0].source.text.push_str(" <again>");
    let memory = |reports: [&Outcome; 2]| {
        let mut memory = memory::Memory::default();
        memory.add(reports[0]);
        let mut rest = memory::Memory::default();
        rest.add(reports[1]);
        memory.merge(rest);
        written(|out| memory.write(out))
    };
    let written = memory([&first, &second]);
    assert_eq!(written, memory([&second, &first]));
    assert_eq!(texts_of(&written, "seg").len(), 2 * 5, "four pairs, one of them also with another source");
    assert!(written.contains("usagecount=\"2\"") && written.contains("<prop type=\"x-probability\">0.9600"));
}

#[test]
fn xliff_is_well_formed_and_keeps_the_text() {
    let xml = written(|out| xliff::write(&outcome(), out));
    assert!(texts_of(&xml, "source").contains(&"A \"quoted\" bell rang.".to_owned()), "{xml}");
    assert!(xml.contains("bell<cp hex=\"0007\"/> rang.<ph id=\"p1\""));
    assert_eq!(texts_of(&xml, "target"), ["مصياف وقلعتها", "قلعة (مصياف)", "حياة الناس"]);
    assert!(texts_of(&xml, "note").contains(&"lost title: words of 3 5 characters".to_owned()));
}

#[test]
fn running_text_is_one_unit_with_a_segment_for_each_sentence() {
    let mut outcome = outcome();
    (outcome.units[1].target, outcome.units[1].certainty) = (None, None);
    let xml = written(|out| xliff::write(&outcome, out));
    let unit = xml.split("<unit ").find(|unit| unit.starts_with("id=\"s2\" type=\"isnad:paragraph\"")).unwrap();
    assert_eq!(texts_of(unit.split_once('>').unwrap().1.split_once("</unit>").unwrap().0, "source").len(), 2, "{unit}");
    assert!(unit.contains("&lt;people&gt;. </source></segment>\n<segment id=\"s3\"><source>A "), "{unit}");
    assert!(unit.contains("<ph id=\"p1\" dataRef=\"d1\"") && unit.contains("<ph id=\"p2\" dataRef=\"d2\""), "{unit}");
}

#[test]
fn a_name_in_a_form_that_is_in_use_has_no_sentence() {
    let evidence = |status| Evidence::Glossary { concept: "masyaf".into(), term: "Masyaf".into(), status };
    let mut name = findings()[4].clone();
    let has_sentence = |name: &Finding| {
        let mut outcome = outcome();
        outcome.ledger.extend([name.clone()]);
        ledger_of(&outcome).lines().next_back().unwrap().contains("\"sentence\":")
    };
    name.evidence = vec![evidence(TermStatus::Admitted), Evidence::Kept { because: Protection::Gloss }];
    assert!(!has_sentence(&name));
    name.evidence = vec![evidence(TermStatus::Forbidden)];
    assert!(has_sentence(&name));
}

#[test]
fn a_table_reads_back() {
    let outcome = outcome();
    let table = written(|out| tsv::write(&outcome, out));
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(table.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), outcome.units.len());
    assert_eq!(table.lines().count(), rows.len() + 1);
    assert_eq!(&rows[2][5], "A \"quoted\" bell\\u0007 rang.^{[2](#)}");
    assert_eq!(&rows[5][7], "قلعة (مصياف)");
    assert_eq!(&rows[3][10], "3 5");
}

#[test]
fn json_lines_are_lines_and_parse() {
    for (name, content) in all(&outcome()).into_iter().filter(|(name, _)| name.ends_with("jsonl")) {
        assert!(
            !content.chars().any(|c| c != '\n' && c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')),
            "{name}"
        );
        for line in content.lines() {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            assert_eq!(value["report"], "a/castle & town.txt");
        }
    }
    let first: serde_json::Value = serde_json::from_str(ledger_of(&outcome()).lines().next().unwrap()).unwrap();
    let span = find(TEXT, MOJIBAKE);
    assert_eq!((first["start"].as_u64(), first["end"].as_u64()), (Some(span.start as u64), Some(span.end as u64)));
    assert_eq!((first["line"].as_u64(), first["column"].as_u64()), (Some(11), Some(8)));
}

#[test]
fn pages_isolate_what_runs_the_other_way() {
    let page = written(|out| html::write(&outcome(), out));
    for expected in [
        "Zaman, <bdi lang=\"ar\" dir=\"rtl\">قلعة (مصياف)</bdi> [Castle of (Masyaf)]",
        "نحو <bdi dir=\"ltr\">250 000</bdi> إسماعيلي (<bdi lang=\"en\" dir=\"ltr\">BBC News</bdi>) في مصياف<sup",
        "bell␇ rang.",
        "<span class=\"flag\" lang=\"en\" dir=\"ltr\">guess</span> نحو",
        "&lt;people&gt;",
        "lost title: words of 3 5 characters",
    ] {
        assert!(page.contains(expected), "{expected}");
    }
    assert_eq!(page.matches("<bdi").count(), page.matches("</bdi>").count());
    let summary = written(|out| summary_html::write(&tally(), out));
    assert!(
        summary.contains("b/<span class=\"flag\">U+202E</span>broken.txt"),
        "an override shows itself and turns nothing"
    );
    assert!(!page.contains("http://") && !page.contains("src="));
}

#[test]
fn tallies_add_up_in_any_order() {
    let (first, mut second) = (outcome(), outcome());
    "z.txt".clone_into(&mut Arc::make_mut(&mut second.report).name);
    let add = |parts: [&Outcome; 2]| {
        let mut tally = tally_of(parts[0]);
        tally.merge(tally_of(parts[1]));
        tally
    };
    let tally = add([&first, &second]);
    assert_eq!(tally, add([&second, &first]));
    assert_eq!(tally.totals().applied, 4);
    assert_eq!(tally.totals().lost, 2);
    assert_eq!(tally.restored.len(), 2);
    let lost = tally.lost.first().unwrap();
    assert_eq!((lost.gloss.as_deref(), lost.place.note.as_deref()), (Some("The castle above the town"), Some("1")));
    let breaches = tally.names.breaches();
    assert_eq!(
        breaches.iter().map(|breach| (breach.spelling, breach.standard)).collect::<Vec<_>>(),
        [("Isma'ili", "Ismailis")]
    );
    let cached = serde_json::to_string(&tally).unwrap();
    assert_eq!(serde_json::from_str::<Tally>(&cached).unwrap(), tally, "a tally can be kept for the next run");
}

#[test]
fn an_empty_report_gives_whole_files() {
    for (name, content) in all(&empty()) {
        if name.ends_with("tmx") || name.ends_with("xlf") {
            texts_of(&content, "seg");
        }
        assert!(name.ends_with("jsonl") || !content.is_empty(), "{name}");
    }
}
