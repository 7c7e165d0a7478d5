//! Segmentation into sentences, and the units of a report.

use isnad::align::{Occurrence, Sources, TermUse, Unit, UnitKind, sentences, sentences_around, units};
use isnad::report::citation::{Citation, Date, Form, Url};
use isnad::report::{Block, BlockKind, Note, Reference, Report};
use isnad::text::{
    Anchor, Certainty, Evidence, Finding, Lang, Ledger, Source, Span, Stage, TermStatus, Threshold, View, WitnessKey,
};
use proptest::prelude::*;

/// Note markers in the forms of real reports.
fn markers(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let digits = |from: usize| rest[from..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |n| from + n);
        let marked = |open: &str, close: &str| {
            let end = rest.starts_with(open).then(|| digits(open.len()))?;
            (end > open.len() && rest[end..].starts_with(close)).then_some(end + close.len())
        };
        let superscript = rest.find(|c| !"⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c)).unwrap_or(rest.len());
        let length = marked("^{[", "](#)}")
            .or_else(|| marked("[", "](#)"))
            .or_else(|| marked("[^", "]"))
            .or((superscript > 0).then_some(superscript));
        if let Some(length) = length {
            found.push(Span::new(at, at + length));
        }
        at += length.unwrap_or(c.len_utf8());
    }
    found
}

/// Each case with `|` where one sentence ends and the next begins.
fn check(lang: &Lang, cases: &[&str]) {
    let mut wrong = Vec::new();
    for case in cases {
        let expected: Vec<&str> = case.split('|').map(str::trim).collect();
        let text = case.replace('|', "");
        let found: Vec<&str> =
            sentences(&text, &markers(&text), lang).into_iter().map(|span| span.slice(&text)).collect();
        if found != expected {
            wrong.push(format!("\nexpected {expected:#?}\nfound    {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:{}", wrong.len(), cases.len(), wrong.concat());
}

#[test]
fn english_sentences_with_note_markers() {
    check(
        &Lang::EN,
        &[
            "They farm olives.^{[353](#)} |They also trade.",
            "They farm olives. ^{[353](#)} |They also trade.",
            "They farm olives.[354](#) |They also trade.",
            "They farm olives.[^1] |They also trade.[^2]",
            "They farm olives.¹ |They also trade.²",
            "They farm olives.¹² ¹³ |They also trade.",
            "They farm olives^{[352](#)} in the hills.^{[353](#)} |They also trade.^{[354](#)}",
            "They farm olives^{[352](#)}. |They also trade.",
            "They farm olives.^{[352](#)}^{[353](#)} |They also trade.",
            "The town had 250 000 people.^{[353](#)} |It has fewer now.",
            "Was it true?^{[1](#)} |Nobody knew.",
            "It is in the U.S.^{[3](#)} |The rest is here.",
            "It is in the U.S.^{[3](#)} zone.",
            "“They left.”^{[12](#)} |Others stayed.",
            "Dr.^{[7](#)} Haddad came.",
            "The town was quiet.^{[5](#)} |250 families had left.",
            "^{[5](#)} The town was quiet. |It stayed so.",
        ],
    );
}

#[test]
fn english_sentences_with_full_stops_inside() {
    check(
        &Lang::EN,
        &[
            "Dr. Haddad met Mr. Khoury. |They spoke.",
            "Brig. Gen. Saleh was dismissed. |Lt. Col. Nader took over.",
            "See No. 7 of the list. |It is short.",
            "Was it so? |No. |It was not.",
            "See p. 12 and pp. 14-16. |Then stop.",
            "Art. 5 applies. |Sec. IV does not.",
            "The U.S. Army left. |The U.N. stayed.",
            "He lives in the U.S. |He came in 2011.",
            "Several groups, e.g. Kurds, i.e. people of the north, left.",
            "Cf. Smith et al. (2019) and others.",
            "G. Haddad and J. R. R. Malik wrote it. |It sold well.",
            "The case Smith v. Jones was cited. |It was lost.",
            "Prices rose 2.5 percent. |Wages fell 1.3 percent.",
            "2.4.3. Ismailis",
            "2.4.3. Minorities in the north. |They are many.",
            "1. The council met. |It voted.",
            "IV. The council met. |It voted.",
            "There were two reasons: 1. The drought. |2. The war.",
            "On Jan. 5 it rained. |By Feb. 3 it was dry.",
            "It happened in 2024. |Then it stopped.",
            "It opened at 5 p.m. on Sunday. |It closed at 9 p.m. |The guard left.",
            "Acme Inc. bought it. |Acme Ltd. sold it.",
            "Food, water, etc. were scarce. |Bread, salt, etc. |The rest was there.",
            "Version 2.4. |The next one failed.",
            "St. Thekla stands in Maaloula. |Mt. Hermon is near.",
            "The op. cit. form is old. |Ibid. is too.",
            "Read https://example.org/a.b?c=d. |Then stop.",
            "Write to www.example.org. |Then wait.",
            "The file report_????-??-??.pdf is lost. |Ask again.",
        ],
    );
}

#[test]
fn english_sentences_with_brackets_quotes_and_questions() {
    check(
        &Lang::EN,
        &[
            "“Why?” he asked. |Nobody answered.",
            "\"Stop!\" she said. |He did not.",
            "He said \"Go.\" |She went.",
            "He left (nobody saw him. He was alone). |Then it rained.",
            "(The town is small.) |It is old.",
            "The article [How does it end? We ask.] was read. |It was long.",
            "BBC News, ??? ???? ?????? ??????? [How does it end?], 11 March 2025, [url](#)",
            "The title was ??? ???? ?????? ???????. |It is lost.",
            "He paused ... Then nothing.",
            "He waited... |Then he left.",
            "Really?! |Yes.",
            "What??? |Nobody knew.",
            "One line\nends here. |The next\nbegins.",
            "No end",
            "Half 3.14 and 2.71",
            "He said yes; she said no. |Both left.",
            "“It ended.” |“It did not.”",
            "In Hama the council met. |al-Sharaa was absent.",
        ],
    );
}

#[test]
fn arabic_script_sentences() {
    check(
        &Lang::AR,
        &[
            "وصل الوفد إلى المدينة. |غادر في المساء.",
            "هل وصل الوفد؟ |لا أحد يعلم.",
            "وصل الوفد!^{[3](#)} |غادر في المساء.",
            "وصل الوفد.^{[353](#)} |ثم غادر.[^4]",
            "وصل الوفد.[354](#) |ثم غادر.",
            "قال د. سامر الحسن إن الوضع هادئ. |وأضاف أنه متفائل.",
            "كتبه م. خالد و أ. ليلى. |نشر في دمشق.",
            "انظر ص. 12 من الكتاب. |ثم عد.",
            "انظر ص. ١٢ من الكتاب. |ثم عد.",
            "ذكرت وكالة أ.ف.ب أن الوفد وصل. |ثم نفت.",
            "عاش في القرن الثالث ق.م. في الساحل.",
            "بلغت النسبة 2.5 في المئة. |ثم هبطت.",
            "وقع ذلك سنة 2010 م. |وكان الشتاء باردا.",
            "انتهى الاجتماع.|وقال الوزير إنه نجح.",
            "قال... ثم سكت.",
            "«وصل الوفد.» |وأضاف المصدر أنه غادر.",
            "وصل الوفد (من حلب. ثم دمشق) صباحا. |وغادر.",
            "لماذا غادر الوفد؟ [Why did they leave?]، 3 آذار 2025",
            "1. وصل الوفد. |2. غادر الوفد.",
            "وصل 20 شخصا. |30 منهم نساء.",
        ],
    );
    check(&Lang::FA, &["هیئت وارد شد. |سپس رفت.", "آیا آمد؟ |نه.", "ر.ک. کتاب اول. |این کتاب خوب است."]);
    check(&Lang::UR, &["وفد آیا۔ |پھر چلا گیا۔", "کیا وہ آیا؟ |نہیں۔"]);
    check(&Lang::CKB, &["شاندەکە گەیشت. |پاشان ڕۆیشت."]);
}

#[test]
fn sentences_in_other_languages() {
    check(&Lang::new("de"), &["Am 11. März kam er. |Am 3. Mai ging er.", "Vgl. Nr. 5 bzw. Nr. 6. |Das genügt."]);
    check(&Lang::new("fr"), &["M. Haddad est venu. |Il est reparti.", "Voir p. 12. |Elle est courte."]);
    check(&Lang::new("tr"), &["8. Ağustos günü geldi. |Sonra gitti.", "Bkz. s. 12. |Bu yeter."]);
}

#[test]
fn kept_spans_are_not_cut() {
    let text = "First. Author A, A title. Another part, 2020. Last.";
    let start = text.find("Author").expect("stands there");
    let end = text.find(" Last").expect("stands there");
    let found = sentences_around(text, &[], &[Span::new(start, end)], &Lang::EN);
    let found: Vec<&str> = found.into_iter().map(|span| span.slice(text)).collect();
    assert_eq!(found, ["First.", "Author A, A title. Another part, 2020.", "Last."]);
}

#[test]
fn hostile_text_takes_linear_time() {
    for piece in [".", "?", ". ", "a. ", "( ", ".)", "[.", "? ? ", ". 5", "\n", "???? ", "و. "] {
        let text = piece.repeat(500_000 / piece.len());
        let started = std::time::Instant::now();
        let found = sentences(&text, &[], &Lang::EN);
        assert!(found.len() <= text.len());
        assert!(started.elapsed().as_secs() < 10, "{piece:?} took {:?}", started.elapsed());
    }
}

proptest! {
    #[test]
    fn sentences_hold_all_but_white_space(
        parts in prop::collection::vec(prop_oneof![
            Just(". ".to_owned()), Just("^{[12](#)}".to_owned()), Just("[7](#)".to_owned()), Just("? ".to_owned()),
            Just("؟ ".to_owned()), Just("\n".to_owned()), Just("(".to_owned()), Just(") ".to_owned()),
            Just("???? ????? ".to_owned()), Just("Dr. ".to_owned()), Just("2.4. ".to_owned()),
            "[A-Za-z ]{0,8}", "[ا-ي ]{0,8}", "\\PC{0,4}",
        ], 0..24)
    ) {
        let text = parts.concat();
        let markers = markers(&text);
        let found = sentences(&text, &markers, &Lang::EN);
        let mut at = 0;
        for span in &found {
            prop_assert!(span.start >= at && !span.is_empty());
            prop_assert!(text.get(span.range()).is_some());
            prop_assert!(Span::new(at, span.start).slice(&text).trim().is_empty());
            at = span.end;
        }
        prop_assert!(text[at..].trim().is_empty());
        // No marker is cut, and none begins a sentence but the first.
        for marker in &markers {
            let cut = found.iter().any(|span| marker.start < span.start && span.start < marker.end);
            prop_assert!(!cut);
            prop_assert!(found.iter().skip(1).all(|span| span.start != marker.start));
        }
    }

    #[test]
    fn plain_sentences_are_cut_apart(words in prop::collection::vec("[A-Z][a-z]{3,8} [a-z]{6,8}\\.", 1..6)) {
        let text = words.join(" ");
        prop_assert_eq!(sentences(&text, &[], &Lang::EN).len(), words.len());
    }
}

/// Where a piece stands in a text that holds it once.
fn place(text: &str, piece: &str) -> Span {
    let start = text.find(piece).unwrap_or_else(|| panic!("{piece:?} stands in the text"));
    assert_eq!(text.rfind(piece), Some(start), "{piece:?} stands once");
    Span::new(start, start + piece.len())
}

const TEXT: &str = "The people of the hills

They farm olives^{[1](#)} near Masyaf.^{[2](#)} They trade too.

## Notes

^{[1](#)}
Qanat Press, حكاية الجبل والبحر [A tale of hill and sea], 3 May 2024, https://example.org/a; Anon, ???? ?????? ????? [The last olive tree], 2023

^{[2](#)}
See also the map. Not a citation at all.
";

fn citation(text: &str, note: Option<usize>, whole: &str, title: &str, gloss: &str) -> Citation {
    let span = place(text, whole);
    Citation {
        note,
        span,
        form: Form::Full,
        author: None,
        title: Some(place(text, title)),
        gloss: Some(place(text, gloss)),
        publisher: None,
        date: Some(Date { span: Span::at(span.end), year: 2024, month: Some(5), day: Some(3) }),
        accessed: None,
        url: whole.contains("https://example.org/a").then(|| Url {
            span: place(text, "https://example.org/a"),
            target: Some("https://example.org/a".to_owned()),
        }),
    }
}

fn report() -> Report {
    let first = TEXT.find("^{[1](#)} near").expect("stands there");
    let second = TEXT.find("^{[2](#)} They").expect("stands there");
    let (mark_1, mark_2) = (TEXT.rfind("^{[1]").expect("stands there"), TEXT.rfind("^{[2]").expect("stands there"));
    let block = |kind, span| Block { kind, span };
    let marker = |start: usize| Span::new(start, start + "^{[1](#)}".len());
    let body_1 = Span::new(place(TEXT, "Qanat").start, place(TEXT, ", 2023").end);
    let body_2 = place(TEXT, "See also the map. Not a citation at all.");
    let note = |label: &str, mark, body| Note { label: label.to_owned(), mark, body };
    let reference =
        |label: &str, start, note| Reference { label: label.to_owned(), span: marker(start), note: Some(note) };
    Report {
        name: "hills.md".to_owned(),
        text: Source::new(TEXT),
        lang: Lang::EN,
        blocks: vec![
            block(BlockKind::Heading, place(TEXT, "The people of the hills")),
            block(BlockKind::Paragraph, Span::new(place(TEXT, "They farm").start, place(TEXT, "trade too.").end)),
            block(BlockKind::Heading, place(TEXT, "## Notes")),
            block(BlockKind::Note, body_1),
            block(BlockKind::Note, body_2),
        ],
        notes: vec![note("1", marker(mark_1), body_1), note("2", marker(mark_2), body_2)],
        references: vec![reference("1", first, 0), reference("2", second, 1)],
    }
}

fn cited() -> Vec<Citation> {
    let first = "Qanat Press, حكاية الجبل والبحر [A tale of hill and sea], 3 May 2024, https://example.org/a";
    let second = "Anon, ???? ?????? ????? [The last olive tree], 2023";
    vec![
        citation(TEXT, Some(0), first, "حكاية الجبل والبحر", "A tale of hill and sea"),
        citation(TEXT, Some(0), second, "???? ?????? ?????", "The last olive tree"),
    ]
}

fn summary(units: &[Unit]) -> Vec<(&str, &str)> {
    units.iter().map(|unit| (unit.id.as_str(), unit.source.text.as_str())).collect()
}

fn masyaf() -> Occurrence {
    Occurrence {
        term: TermUse {
            span: place(TEXT, "Masyaf"),
            concept: "place/masyaf".into(),
            status: TermStatus::Preferred,
            translation: Some("مصياف".into()),
        },
        lang: Lang::EN,
        preferred: Some("Masyaf".into()),
    }
}

#[test]
fn a_report_becomes_units_in_the_order_of_its_text() {
    let (report, citations, terms) = (report(), cited(), [masyaf()]);
    let (view, ledger) = (View::identity(&report.text), Ledger::default());
    let sources = Sources { report: &report, view: &view, ledger: &ledger, citations: &citations, terms: &terms };
    let units = units(&sources, &Lang::AR);
    assert_eq!(
        summary(&units),
        [
            ("s1", "The people of the hills"),
            ("s2", "They farm olives^{[1](#)} near Masyaf.^{[2](#)}"),
            ("s3", "They trade too."),
            ("s4", "Notes"),
            ("c1-1", citations[0].span.slice(TEXT)),
            ("t1-1", "A tale of hill and sea"),
            ("c1-2", citations[1].span.slice(TEXT)),
            ("t1-2", "The last olive tree"),
            ("n2-1", "See also the map."),
            ("n2-2", "Not a citation at all."),
            ("term-placex2Fmasyaf", "Masyaf"),
        ]
    );
    let side = &units[1].source;
    let marked: Vec<_> = side.markers.iter().map(|marker| (&*marker.label, marker.span.slice(&side.text))).collect();
    assert_eq!(marked, [("1", "^{[1](#)}"), ("2", "^{[2](#)}")]);
    assert_eq!(side.terms.iter().map(|term| term.span.slice(&side.text)).collect::<Vec<_>>(), ["Masyaf"]);

    let whole = &units[5];
    let target = whole.target.as_ref().expect("the title stands whole");
    assert_eq!((target.text.as_str(), target.lang.tag()), ("حكاية الجبل والبحر", "ar"));
    assert_eq!((whole.certainty, whole.url.as_deref()), (None, Some("https://example.org/a")));

    let lost = &units[7];
    assert_eq!((&lost.target, lost.certainty), (&None, Some(Certainty::Lost)));
    assert_eq!((lost.mask.as_deref(), lost.note.as_deref()), (Some(&[4, 6, 5][..]), Some("1")));

    let term = units.last().expect("a term");
    assert_eq!((term.kind, term.certainty), (UnitKind::Term, Some(Certainty::Decided)));
    assert_eq!(term.target.as_ref().map(|side| side.text.as_str()), Some("مصياف"));
}

#[test]
fn a_restored_title_is_as_certain_as_its_finding() {
    let report = report();
    let evidence = vec![Evidence::Witness {
        by: vec![WitnessKey::Gloss, WitnessKey::Date],
        report: "b.md".to_owned(),
        note: None,
        text: "شجرة زيتون أخيرة".to_owned(),
    }];
    let mut ledger = Ledger::new(Threshold::default());
    ledger.extend([Finding {
        stage: Stage::Restore,
        anchor: Anchor::source(place(TEXT, "???? ?????? ?????")),
        rule: "title-from-witness".to_owned(),
        before: "???? ?????? ?????".to_owned(),
        after: Some("شجرة زيتون أخيرة".to_owned()),
        certainty: Certainty::Witnessed,
        evidence: evidence.clone(),
    }]);
    let view = View::new(&report.text, &ledger);
    let whole = "Anon, شجرة زيتون أخيرة [The last olive tree], 2023";
    let citations = [citation(view.text(), Some(0), whole, "شجرة زيتون أخيرة", "The last olive tree")];
    let sources = Sources { report: &report, view: &view, ledger: &ledger, citations: &citations, terms: &[] };
    let units = units(&sources, &Lang::AR);
    let title = units.iter().find(|unit| unit.kind == UnitKind::Title).expect("a title unit");
    assert_eq!((title.certainty, &title.evidence), (Some(Certainty::Witnessed), &evidence));
    assert_eq!(title.target.as_ref().map(|side| side.text.as_str()), Some("شجرة زيتون أخيرة"));
}

#[test]
fn a_report_in_arabic_pairs_the_other_way_round() {
    let text = "ملاحظات\n\nقناة، حكاية الجبل [A tale of the hill]، 2024\n\nPress, A tale of the sea [حكاية البحر], 2024";
    let source = Source::new(text);
    let (first, second) =
        ("قناة، حكاية الجبل [A tale of the hill]، 2024", "Press, A tale of the sea [حكاية البحر], 2024");
    let report = Report {
        name: "ar.md".to_owned(),
        text: source.clone(),
        lang: Lang::AR,
        blocks: vec![
            Block { kind: BlockKind::Heading, span: place(text, "ملاحظات") },
            Block { kind: BlockKind::Paragraph, span: place(text, first) },
            Block { kind: BlockKind::ListItem, span: place(text, second) },
        ],
        notes: Vec::new(),
        references: Vec::new(),
    };
    let citations = [
        citation(text, None, first, "حكاية الجبل", "A tale of the hill"),
        citation(text, None, second, "A tale of the sea", "حكاية البحر"),
    ];
    let (view, ledger) = (View::identity(&source), Ledger::default());
    let sources = Sources { report: &report, view: &view, ledger: &ledger, citations: &citations, terms: &[] };
    let units = units(&sources, &Lang::EN);
    let pairs: Vec<_> = units
        .iter()
        .filter(|unit| unit.kind == UnitKind::Title)
        .map(|unit| {
            let target = unit.target.as_ref().map(|side| (side.lang.tag(), side.text.as_str()));
            (unit.id.as_str(), unit.source.text.as_str(), target)
        })
        .collect();
    assert_eq!(
        pairs,
        [
            ("t-1", "حكاية الجبل", Some(("en", "A tale of the hill"))),
            ("t-2", "حكاية البحر", Some(("en", "A tale of the sea"))),
        ]
    );
    assert_eq!(units.iter().filter(|unit| unit.kind == UnitKind::Citation).count(), 2);
}

#[test]
fn names_of_units_are_unique_nmtokens() {
    let mut report = report();
    let twin = report.notes[0].clone();
    report.notes[1].label = "1".to_owned();
    report.notes.push(Note { label: "٣ *".to_owned(), ..twin });
    let mut citations = cited();
    citations.extend(cited().into_iter().map(|citation| Citation { note: Some(2), ..citation }));
    let (view, ledger) = (View::identity(&report.text), Ledger::default());
    let sources = Sources { report: &report, view: &view, ledger: &ledger, citations: &citations, terms: &[] };
    let units = units(&sources, &Lang::AR);
    let ids: std::collections::BTreeSet<_> = units.iter().map(|unit| unit.id.as_str()).collect();
    assert_eq!(ids.len(), units.len());
    assert!(ids.iter().all(|id| id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))), "{ids:?}");
}
