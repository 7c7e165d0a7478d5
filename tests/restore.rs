//! Masks, and lost titles brought back from witnesses.

use isnad::report::citation::{Citation, Date, Form, Url};
use isnad::report::{Block, BlockKind, Note, Report};
use isnad::restore::{Names, Query, Resources, Restored, Witness, Witnesses, find, witnesses};
use isnad::text::mask::{mask_fits, masks, title_mask};
use isnad::text::{Anchor, Certainty, Evidence, Finding, Lang, Ledger, Source, Span, Stage, View, WitnessKey};
use proptest::prelude::*;

/// A text as a converter leaves it that writes `sign` for each character that is not ASCII, or for each of its bytes.
fn mangle(text: &str, sign: char, bytes: bool) -> String {
    let cells = |c: char| if bytes { c.len_utf8() } else { 1 };
    text.chars()
        .flat_map(|c| {
            let kept = c.is_ascii() || c.is_whitespace();
            std::iter::repeat_n(if kept { c } else { sign }, if kept { 1 } else { cells(c) })
        })
        .collect()
}

#[test]
fn masks_are_found_in_running_text() {
    let cases: &[(&str, &str, &[usize])] = &[
        ("BBC News, ??? ???? ?????? ??????? [How?], 2025", "??? ???? ?????? ???????", &[3, 4, 6, 7]),
        ("the title ????? ? ?????? was lost", "????? ? ??????", &[5, 1, 6]),
        ("??? ????\n??????? in two lines", "??? ????\n???????", &[3, 4, 7]),
        (
            "with \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD} \u{FFFD}\u{FFFD} signs",
            "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD} \u{FFFD}\u{FFFD}",
            &[4, 2],
        ),
        ("boxes □□□□□ □□□ here", "□□□□□ □□□", &[5, 3]),
        ("one word \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD} here", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}", &[5]),
        ("years ????? 2023 ?????? here", "????? 2023 ??????", &[5, 6]),
        ("quoted «????? ???????» here", "????? ???????", &[5, 7]),
        ("half quoted ???? «????????» ends", "???? «????????»", &[4, 8]),
        ("colon: ??????: ???? ????????, 2024", "??????: ???? ????????", &[6, 4, 8]),
        ("mixed ??????-???? ??? and on", "??????-???? ???", &[6, 4, 3]),
    ];
    for (text, span, words) in cases {
        let found = masks(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].span.slice(text), *span, "{text}");
        assert_eq!(found[0].words, *words, "{text}");
    }
    assert_eq!(masks("first ???? ????? and ???????? ??? last\n\n???? ??????").len(), 3);
    let digits = "????? 2023 «??????»";
    let anchors: Vec<_> = masks(digits)[0].anchors.iter().map(|anchor| anchor.slice(digits)).collect();
    assert_eq!(anchors, ["2023", "«", "»"]);
}

#[test]
fn what_people_write_is_no_mask() {
    for text in [
        "",
        "???",
        "What???",
        "What??? ??? ????",
        "Why? Who? Where?",
        "Really?? Yes.",
        "INSERT INTO t VALUES (?, ?, ?)",
        "SELECT ?? FROM ?? WHERE ?? = ?",
        "? ? ? ? ? ?",
        "a ?? b ?? c",
        "report_????-??-??.pdf",
        "ls ????.txt ??????.md",
        "????-??-?? ??:??:??",
        "??/??/????",
        "+963 ??? ???",
        "+963 ??? ????",
        "(011) ??? ????",
        "???? ???? ???? 1234",
        "?? ?? ?? ??",
        "???\t????\t?????",
        "https://example.org/?q=??????&r=????",
        "`???? ?????`",
        "<???> <?????>",
        "What is this?? And why???",
        "?????????",
        "\u{FFFD} one \u{FFFD}",
        "خبر عاجل؟؟ لماذا؟؟؟",
    ] {
        assert_eq!(masks(text), [], "{text}");
    }
}

#[test]
fn a_title_may_be_a_mask_of_one_word() {
    assert_eq!(title_mask("????").map(|mask| mask.words), Some(vec![4]));
    assert_eq!(title_mask("???? BBC ??????").map(|mask| mask.words), Some(vec![4, 6]));
    assert_eq!(title_mask("??? ???").map(|mask| mask.words), Some(vec![3, 3]));
    assert_eq!(title_mask("??????? PGP").map(|mask| mask.words), Some(vec![7]));
    for whole in ["???", "Who is ????", "Who did it??", "Who did it????", "حكاية الجبل", "حكاية الجبل؟؟", "A tale", ""]
    {
        assert_eq!(title_mask(whole), None, "{whole}");
    }
}

#[test]
fn a_mask_fits_what_it_was_made_of() {
    for (mask, text, fits) in [
        ("????? ?????? ??????", "حكاية الجبلي والبحر", true),
        ("?????? ??????", "حكاية الجبل", false),
        ("??????? ??", "الهويّة لي", true),
        ("?????? ??", "الهويّة لي", false),
        ("?????????? ??????????", "حكاية الجبل", true),
        ("???? ??????", "لماذ الجبل؟", true),
        ("????? 2023 ?????", "حكاية 2023 الجبل", true),
        ("????? 2024 ?????", "حكاية 2023 الجبل", false),
        ("????? BBC ?????", "حكاية BBC الجبل", true),
        ("????? BBC ?????", "حكاية CNN الجبل", false),
        ("\"?????\" ?????", "«حكاية» الجبل", true),
        ("??????? ?????", "«حكاية» الجبل", true),
        ("?????\n   ?????", "حكاية الجبل", true),
        ("????? ?????", "حكايةالجبل ", false),
        ("?????, ?????", "حكاية، الجبل", true),
        ("?? ????", "2م سنة3", false),
        ("????????", "می\u{200C}خواهد", true),
        ("???????", "می\u{200C}خواهد", true),
        ("\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}", "حكاية", true),
        ("?????", "حكاية الجبل", false),
        ("????? ?????", "", false),
    ] {
        assert_eq!(mask_fits(mask, text), fits, "{mask} / {text}");
    }
}

#[test]
fn megabytes_of_question_marks_take_linear_time() {
    for piece in ["?", "? ", "?? ", "????? ??? ", "??a ", "a??", "?\u{FFFD}", "□□ 1 ", "«?? "] {
        let text = piece.repeat(if piece == "?" { 10_000_000 } else { 2_000_000 / piece.len() });
        let started = std::time::Instant::now();
        let found = masks(&text);
        assert!(found.iter().all(|mask| mask.span.end <= text.len()));
        assert!(started.elapsed().as_secs() < 10, "{piece:?} took {:?}", started.elapsed());
    }
}

fn title() -> impl Strategy<Value = String> {
    prop::collection::vec("[ء-غف-ي\u{64B}-\u{652}؟،«»پچگ\u{200C}0-9A-Za-z\"]{1,9}", 1..8)
        .prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn a_mask_always_fits_its_own_text(title in title(), sign in prop::sample::select(vec!['?', '\u{FFFD}', '□'])) {
        for bytes in [false, true] {
            prop_assert!(mask_fits(&mangle(&title, sign, bytes), &title));
        }
    }

    #[test]
    fn masks_never_panic(text in "[?\u{FFFD}□ 0-9a\\n«»\"():.-]{0,60}|\\PC{0,40}") {
        let mut at = 0;
        for mask in masks(&text) {
            prop_assert!(mask.span.start >= at && text.get(mask.span.range()).is_some());
            let least = if mask.span.slice(&text).contains('?') { 6 } else { 5 };
            prop_assert!(mask.words.iter().sum::<usize>() >= least);
            at = mask.span.end;
        }
        prop_assert!(title_mask(&text).is_none_or(|mask| text.get(mask.span.range()).is_some()));
        prop_assert!(mask_fits(&text, &text));
    }

    #[test]
    fn a_masked_title_in_a_sentence_is_found(words in prop::collection::vec("[ء-غف-ي]{2,9}", 3..9), bytes in any::<bool>()) {
        let lengths: Vec<usize> = words.iter().map(|word| word.chars().count() * if bytes { 2 } else { 1 }).collect();
        prop_assume!(lengths.iter().any(|&length| length > 3));
        let mask = mangle(&words.join(" "), '?', bytes);
        let text = format!("BBC News, {mask} [How it ended], 3 May 2024, https://example.org/a?b=c");
        let found = masks(&text);
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(&found[0].words, &lengths);
        prop_assert_eq!(found[0].span.slice(&text), mask);
    }

    #[test]
    fn no_query_makes_it_panic(
        mask in "[?\u{FFFD}□ا-ي«»\"():0-9a .-]{0,60}|\\PC{0,40}",
        gloss in prop::option::of("[A-Za-z0-9?'’ -]{0,60}|\\PC{0,40}"),
        url in prop::option::of("(https?://)?[a-z.]{0,9}/[ا-ي%0-9A-F._+=&?#-]{0,50}|\\PC{0,40}"),
        source in prop::option::of("\\PC{0,12}"),
    ) {
        let witnesses: Witnesses = [witness("حكاية الجبل"), witness("رواية السهل"), witness("«نعم» 2025؟")].into_iter().collect();
        let query = Query { mask, gloss, source, url, date: Some((2024, None, None)), lang: None };
        let restored = restore_one(&query, &witnesses);
        for candidate in &restored.candidates {
            prop_assert!((0.0..=1.0).contains(&candidate.probability), "{candidate:?}");
        }
        prop_assert!(restored.text.is_none() || restored.candidates.first().map(|best| &best.text) == restored.text.as_ref());
    }

    #[test]
    fn the_order_of_witnesses_does_not_matter(order in Just((0..6usize).collect::<Vec<_>>()).prop_shuffle()) {
        let all: Vec<Witness> = (0..6u16)
            .map(|n| Witness { date: Some((2020 + n % 3, None, None)), note: Some(n.to_string()), ..witness("حكاية الجبل") })
            .collect();
        let sorted: Witnesses = all.iter().cloned().collect();
        let shuffled: Witnesses = order.into_iter().chain([0]).map(|n| all[n].clone()).collect();
        prop_assert_eq!(sorted.iter().collect::<Vec<_>>(), shuffled.iter().collect::<Vec<_>>());
        prop_assert_eq!(restore_one(&query(), &sorted), restore_one(&query(), &shuffled));
    }
}

fn witness(title: &str) -> Witness {
    Witness {
        title: title.to_owned(),
        gloss: Some("A tale of the hill".to_owned()),
        author: Some("Qanat Press".to_owned()),
        date: Some((2024, Some(5), Some(3))),
        url: Some("https://www.example.org/news/17?utm_source=x".to_owned()),
        report: "other.md".to_owned(),
        note: Some("4".to_owned()),
    }
}

fn query() -> Query {
    Query {
        mask: "????? ?????".to_owned(),
        gloss: Some("A Tale of the Hill".to_owned()),
        date: Some((2024, Some(5), Some(3))),
        source: Some("Qanat Press".to_owned()),
        url: Some("http://example.org/news/17/#top".to_owned()),
        lang: None,
    }
}

fn restore_one(query: &Query, witnesses: &Witnesses) -> Restored {
    let resources = Resources { witnesses, shelf: None, names: &Names::default(), guesser: None };
    isnad::restore::restore_one(query, &resources).expect("no index to be read")
}

fn ask(query: &Query, all: &[Witness]) -> Option<String> {
    let restored = restore_one(query, &all.iter().cloned().collect());
    assert_eq!(restored.text.is_some(), restored.certainty == Certainty::Witnessed);
    assert!(restored.candidates.iter().all(|candidate| (0.0..=1.0).contains(&candidate.probability)));
    restored.text
}

#[test]
fn one_shared_address_or_gloss_with_date_brings_a_title_back() {
    let whole = Some("حكاية الجبل".to_owned());
    let all = [witness("حكاية الجبل")];
    let bare = Query { mask: query().mask, ..Query::default() };
    let by_url = Query { url: query().url, ..bare.clone() };
    let by_gloss_and_date = Query { gloss: query().gloss, date: query().date, ..bare.clone() };
    let by_gloss_and_author =
        Query { gloss: query().gloss, source: Some("Qanat Press Arabic".to_owned()), ..bare.clone() };
    for query in [query(), by_url, by_gloss_and_date, by_gloss_and_author] {
        assert_eq!(ask(&query, &all), whole, "{query:?}");
    }
    let by_gloss = Query { gloss: query().gloss, ..bare.clone() };
    let by_date = Query { date: query().date, source: query().source, ..bare.clone() };
    let other_day = Query { date: Some((2024, Some(5), Some(4))), url: None, ..query() };
    let other_shape = Query { mask: "????? ??????".to_owned(), ..query() };
    let no_address = Query { url: Some("#".to_owned()), ..bare.clone() };
    for query in [bare, by_gloss, by_date, other_day, other_shape, no_address] {
        assert_eq!(ask(&query, &all), None, "{query:?}");
    }
}

#[test]
fn a_shared_address_needs_more() {
    let front = |title: &str| Witness { url: Some("https://example.org/".to_owned()), gloss: None, ..witness(title) };
    let by_front = Query { url: Some("https://example.org".to_owned()), gloss: None, ..query() };
    assert_eq!(ask(&by_front, &[front("حكاية الجبل")]), None);
    let list = |title: &str| Witness { gloss: None, ..witness(title) };
    let by_list = Query { gloss: None, ..query() };
    assert_eq!(ask(&by_list, &[list("حكاية الجبل")]), Some("حكاية الجبل".to_owned()));
    assert_eq!(ask(&by_list, &[list("حكاية الجبل"), list("قصة أخرى تماما")]), None);
    let glossed = Query { date: None, source: None, ..query() };
    assert_eq!(ask(&glossed, &[witness("حكاية الجبل"), list("قصة أخرى تماما")]), Some("حكاية الجبل".to_owned()));
}

#[test]
fn witnesses_that_differ_leave_a_title_lost() {
    let all = [witness("حكاية الجبل"), witness("رواية السهل")];
    let restored = restore_one(&query(), &all.iter().cloned().collect());
    assert_eq!((restored.text, restored.certainty), (None, Certainty::Lost));
    assert_eq!(restored.candidates.len(), 2);
    assert!(restored.search.is_some());
    assert!(restored.candidates.iter().all(|candidate| matches!(candidate.certainty, Certainty::Inferred(_))));
    // One that shares less does not stand against one that shares all.
    let less = Witness { url: None, author: None, ..witness("رواية السهل") };
    assert_eq!(ask(&query(), &[witness("حكاية الجبل"), less]), Some("حكاية الجبل".to_owned()));
}

#[test]
fn a_title_without_a_translation_is_known_by_its_words() {
    let bare = |title: &str| Witness { gloss: None, url: None, ..witness(title) };
    let query =
        |mask: &str, gloss: &str| Query { mask: mask.to_owned(), gloss: Some(gloss.to_owned()), url: None, ..query() };
    let monitor = "مرصد الاقتصاد اليمني - ربيع 2022";
    let mask = "???? ???????? ?????? - ???? 2022";
    let on_the_day = query(mask, "Yemen Economic Monitor - Spring 2022");
    assert_eq!(ask(&on_the_day, &[bare(monitor)]), Some(monitor.to_owned()));
    // Another issue of the series: by the outlet alone it would have to have all words.
    let other = Query { date: None, ..query(mask, "Yemen Economic Monitor - Fall 2022") };
    assert_eq!(ask(&other, &[bare(monitor)]), None);
    let other_day = Query { date: Some((2022, Some(11), Some(1))), ..on_the_day.clone() };
    assert_eq!(ask(&other_day, &[bare(monitor)]), None);
    // One that lacks a word, on the same day, does not stand against one that has all.
    let both = [bare(monitor), bare("مرصد الاقتصاد اليمني - خريف 2022")];
    assert_eq!(ask(&on_the_day, &both), Some(monitor.to_owned()));
    // The shape and a day say little about it.
    assert_eq!(ask(&Query { gloss: None, ..on_the_day }, &[bare(monitor)]), None);
}

#[test]
fn presentation_does_not_divide_witnesses() {
    let noted = |title: &str, note: &str| Witness { note: Some(note.to_owned()), ..witness(title) };
    let quotes = [noted("قال «نعم» الجبل", "1"), noted("قال “نعم” الجبل", "2"), noted("قال “نعم” الجبل", "3")];
    let mask = |mask: &str| Query { mask: mask.to_owned(), ..query() };
    assert_eq!(ask(&mask("??? ????? ?????"), &quotes), Some("قال “نعم” الجبل".to_owned()));
    // As many of one as of the other: the smaller by code points.
    assert_eq!(ask(&mask("??? ????? ?????"), &quotes[..2]), Some("قال «نعم» الجبل".to_owned()));
    // Only the spelling with the mark fits the longer mask.
    let marked = [noted("الهويّة السورية", "1"), noted("الهوية السورية", "2"), noted("الهوية السورية", "3")];
    assert_eq!(ask(&mask("??????? ???????"), &marked), Some("الهويّة السورية".to_owned()));
    // Quotes around all of it stay as they are where it is lost.
    assert_eq!(ask(&mask("\"????? ?????\""), &[witness("حكاية الجبل")]), Some("\"حكاية الجبل\"".to_owned()));
    assert_eq!(ask(&mask("????? ?????"), &[witness("«حكاية الجبل»")]), Some("حكاية الجبل".to_owned()));
}

#[test]
fn queries_are_read_from_json() {
    let query: Query = serde_json::from_str(
        r#"{"id":7,"mask":"????","date":"2024-05-03","source":"Press","gloss":null,"other":true}"#,
    )
    .expect("a query");
    assert_eq!((query.date, query.source.as_deref()), (Some((2024, Some(5), Some(3))), Some("Press")));
    for (text, date) in [
        ("2024", (2024, None, None)),
        ("2024-05", (2024, Some(5), None)),
        ("2024-05-03T10:00:00Z", (2024, Some(5), Some(3))),
        ("3 May 2024", (2024, Some(5), Some(3))),
        ("September 2024", (2024, Some(9), None)),
    ] {
        let query: Query = serde_json::from_value(serde_json::json!({"mask": "????", "date": text})).expect("a query");
        assert_eq!(query.date, Some(date), "{text}");
    }
    for text in ["2024-13", "yesterday", "2024-05-03-01", "", "3 2024"] {
        assert!(serde_json::from_value::<Query>(serde_json::json!({"mask": "????", "date": text})).is_err(), "{text}");
    }
}

/// A report of one note with these citations: author, title, gloss.
fn report(lines: &[(&str, &str, &str)]) -> (Report, Vec<Citation>) {
    let mut text = String::new();
    let mut citations = Vec::new();
    for (author, title, gloss) in lines {
        let mut push = |piece: &str| {
            let start = text.len();
            text.push_str(piece);
            Span::new(start, start + piece.len())
        };
        let author = push(author);
        push(", ");
        let title = push(title);
        push(" [");
        let written = push(gloss);
        push("], ");
        let date = push("3 May 2024");
        push("; ");
        citations.push(Citation {
            note: Some(0),
            span: Span::new(author.start, date.end),
            form: Form::Full,
            author: Some(author),
            title: Some(title),
            gloss: (!gloss.is_empty()).then_some(written),
            publisher: None,
            date: Some(Date { span: date, year: 2024, month: Some(5), day: Some(3) }),
            accessed: None,
            url: Some(Url { span: Span::at(date.end), target: None }),
        });
    }
    let whole = Span::new(0, text.len());
    let report = Report {
        name: "a.md".to_owned(),
        text: Source::new(text),
        lang: Lang::EN,
        blocks: vec![Block { kind: BlockKind::Note, span: whole }],
        notes: vec![Note { label: "9".to_owned(), mark: Span::at(0), body: whole }],
        references: Vec::new(),
    };
    (report, citations)
}

fn findings(lines: &[(&str, &str, &str)], more: &[Witness]) -> (String, Vec<Finding>, String) {
    let (report, citations) = report(lines);
    let view = View::identity(&report.text);
    let own = witnesses(&report.name, &view, &report, &citations);
    let all: Witnesses = own.into_iter().chain(more.iter().cloned()).collect();
    let resources = Resources { witnesses: &all, shelf: None, names: &Names::default(), guesser: None };
    let found = find(&view, &report, &citations, &resources).expect("no index to be read");
    let mut ledger = Ledger::default();
    ledger.extend(found.iter().cloned());
    (report.text.text().to_owned(), found, View::new(&report.text, &ledger).text().to_owned())
}

#[test]
fn a_lost_title_is_restored_from_another_citation_of_the_report() {
    let (text, found, after) = findings(
        &[
            ("Press", "????? ?????", "A tale of the hill"),
            ("Press", "حكاية الجبل", "A tale of the hill"),
            ("Press", "???? ???????", "Another one"),
        ],
        &[],
    );
    assert_eq!(found.len(), 2);
    let restored = &found[0];
    assert_eq!((restored.rule.as_str(), restored.certainty), ("title-from-witness", Certainty::Witnessed));
    assert_eq!((restored.stage, restored.before.as_str()), (Stage::Restore, "????? ?????"));
    assert_eq!(restored.after.as_deref(), Some("حكاية الجبل"));
    assert_eq!(restored.anchor.span().slice(&text), "????? ?????");
    assert!(restored.evidence.contains(&Evidence::MaskFits { words: vec![5, 5] }));
    assert_eq!(
        restored.evidence[0],
        Evidence::Witness {
            by: vec![WitnessKey::Gloss, WitnessKey::Date, WitnessKey::Author, WitnessKey::Shape],
            report: "a.md".to_owned(),
            note: Some("9".to_owned()),
            text: "حكاية الجبل".to_owned(),
        }
    );
    let lost = &found[1];
    assert_eq!((lost.rule.as_str(), lost.certainty, &lost.after), ("lost-title", Certainty::Lost, &None));
    assert_eq!(lost.evidence[0], Evidence::Mask { words: vec![4, 7] });
    let guesses = &lost.evidence[1..lost.evidence.len() - 1];
    assert!(guesses.iter().all(|link| matches!(link, Evidence::Candidate { .. })), "{guesses:?}");
    assert!(matches!(lost.evidence.last(), Some(Evidence::Search { query, .. }) if query.contains("Another one")));
    assert_eq!(after, text.replacen("????? ?????", "حكاية الجبل", 1));
}

#[test]
fn a_lost_title_is_no_witness_of_itself() {
    let line = ("Press", "????? ?????", "A tale of the hill");
    let (text, found, after) = findings(&[line, line], &[]);
    assert!(found.len() == 2 && found.iter().all(|finding| finding.certainty == Certainty::Lost));
    assert_eq!(after, text);
}

#[test]
fn lost_text_and_single_words_are_named_where_they_stand() {
    let (text, found, _) = findings(&[("The ????? ?????? office", "?????", "A tale"), ("Press", "????", "")], &[]);
    let named: Vec<_> = found.iter().map(|finding| (&*finding.rule, finding.anchor.span().slice(&text))).collect();
    assert_eq!(named, [("lost-text", "????? ??????"), ("lost-title", "?????")]);
}

#[test]
fn candidates_of_a_lost_title_are_named() {
    let line = ("Press", "????? ?????", "A tale of the hill");
    let two = [witness("حكاية الجبل"), witness("رواية السهل")].map(|witness| Witness { author: None, ..witness });
    let (_, found, _) = findings(&[line], &two);
    assert_eq!(found[0].rule.as_str(), "lost-title");
    let links = &found[0].evidence;
    let named: Vec<&str> = links
        .iter()
        .filter_map(|link| match link {
            Evidence::Candidate { text, because, .. } if matches!(because[0], Evidence::Witness { .. }) => {
                Some(&**text)
            }
            _ => None,
        })
        .collect();
    assert_eq!(named, ["حكاية الجبل", "رواية السهل"]);
    assert!(matches!(links.last(), Some(Evidence::Search { .. })));
}

#[test]
fn a_finding_inside_mended_text_is_anchored_there() {
    let (report, mut citations) = report(&[("Qanat Press", "&#63;&#63;", "A tale of the hill")]);
    let title = citations[0].title.expect("a title");
    let mut ledger = Ledger::default();
    ledger.extend([Finding {
        stage: Stage::Repair,
        anchor: Anchor::source(title),
        rule: "entities".to_owned(),
        before: "&#63;&#63;".to_owned(),
        after: Some("????? ?????".to_owned()),
        certainty: Certainty::Proven,
        evidence: Vec::new(),
    }]);
    let view = View::new(&report.text, &ledger);
    let cited = &mut citations[0];
    for part in [&mut cited.title, &mut cited.gloss, &mut cited.author] {
        *part = part.map(|span| view.from_source(span));
    }
    let all: Witnesses = std::iter::once(witness("حكاية الجبل")).collect();
    let resources = Resources { witnesses: &all, shelf: None, names: &Names::default(), guesser: None };
    let found = find(&view, &report, &citations, &resources).expect("no index to be read");
    assert_eq!((found[0].before.as_str(), found[0].after.as_deref()), ("????? ?????", Some("حكاية الجبل")));
    assert!(matches!(found[0].anchor, Anchor::Within { .. }));
    ledger.extend(found);
    let restored = View::new(&report.text, &ledger);
    assert!(restored.text().starts_with("Qanat Press, حكاية الجبل [A tale"), "{}", restored.text());
}

#[test]
fn damaged_and_foreign_titles_are_no_witnesses() {
    let titles = [
        ("حكاية الجبل", true),
        ("هل كتب BBC حكاية «الجبل»؟", true),
        ("A tale of the hill", false),
        ("????? ?????", false),
        ("حكاية ????? ???????", false),
        ("حكا\u{FFFD}ة الجبل", false),
        ("Ø\u{AD}ÙƒØ§ÙŠØ©", false),
        ("ط\u{AD}ظƒط§ظٹط© ط§ظ„ط¬ط¨ظ„", false),
        ("ﺣﻜﺎﻳﺔ", false),
        ("حكاية\u{0080}الجبل", false),
    ];
    for (title, whole) in titles {
        let (report, citations) = report(&[("Press", title, "A tale")]);
        let view = View::identity(&report.text);
        let found = witnesses("a.md", &view, &report, &citations);
        assert_eq!(found.len(), usize::from(whole), "{title}");
        let json = serde_json::to_string(&found).expect("written");
        assert_eq!(serde_json::from_str::<Vec<Witness>>(&json).expect("read"), found);
    }
}
