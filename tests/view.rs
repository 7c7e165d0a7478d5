//! Views and ledgers keep their promises: nothing is lost on the way, and the order of findings does not matter.

use isnad::text::{Anchor, Certainty, Finding, FindingId, Ledger, OffsetMap, Position, Source, Span, Stage, View};
use proptest::prelude::*;
use proptest::sample::Index;

// ---- Made-up sources and findings.

/// A finding before it knows the text that it is about: its place is a choice among the character boundaries there.
#[derive(Clone, Debug)]
struct Draft {
    stage: Stage,
    certainty: Certainty,
    start: Index,
    chars: usize,
    after: Option<String>,
    /// Stands inside the replacement of an earlier finding rather than in the source.
    owner: Option<Index>,
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(vec!['a', 'b', ' ', '\n', 'é', 'ن', 'ا', '؟', '\u{200C}', '😀']), 0..40)
        .prop_map(String::from_iter)
}

fn certainty() -> impl Strategy<Value = Certainty> {
    prop_oneof![
        Just(Certainty::Proven),
        Just(Certainty::Witnessed),
        Just(Certainty::Decided),
        prop::sample::select(vec![0.5, 0.95, 0.97, 0.99]).prop_map(Certainty::Fitting),
        Just(Certainty::Inferred(0.99)),
        Just(Certainty::Lost),
    ]
}

fn draft() -> impl Strategy<Value = Draft> {
    let stage = prop::sample::select(vec![Stage::Repair, Stage::Restore, Stage::Terms]);
    let after = prop::option::weighted(0.9, prop::sample::select(vec!["", "x", "سلمية", "متحف حماة", "Salamiyah"]));
    (stage, certainty(), any::<Index>(), 0..6_usize, after, prop::option::weighted(0.3, any::<Index>())).prop_map(
        |(stage, certainty, start, chars, after, owner)| Draft {
            stage,
            certainty,
            start,
            chars,
            after: after.map(str::to_owned),
            owner,
        },
    )
}

fn drafts() -> impl Strategy<Value = Vec<Draft>> {
    prop::collection::vec(draft(), 0..12)
}

/// A span of `text` on character boundaries.
fn place(text: &str, start: Index, chars: usize) -> Span {
    let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let first = start.index(bounds.len());
    Span::new(bounds[first], bounds[(first + chars).min(bounds.len() - 1)])
}

fn findings(source: &str, drafts: &[Draft], nested: bool) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for draft in drafts {
        let owner = draft.owner.filter(|_| nested && !findings.is_empty()).map(|owner| owner.index(findings.len()));
        let text = owner.map_or(source, |owner| findings[owner].after.as_deref().unwrap_or_default());
        let span = place(text, draft.start, draft.chars);
        let anchor = match owner {
            Some(owner) => Anchor::Within { finding: id(owner), span },
            None => Anchor::source(span),
        };
        findings.push(Finding {
            stage: draft.stage,
            anchor,
            rule: "made-up".into(),
            before: span.slice(text).to_owned(),
            after: draft.after.clone(),
            certainty: draft.certainty,
            evidence: Vec::new(),
        });
    }
    findings
}

fn id(number: usize) -> FindingId {
    FindingId(u32::try_from(number).expect("few findings"))
}

fn ledger(findings: impl IntoIterator<Item = Finding>) -> Ledger {
    let mut ledger = Ledger::default();
    ledger.extend(findings);
    ledger
}

fn view(source: &str, findings: impl IntoIterator<Item = Finding>) -> View {
    View::new(&source.into(), &ledger(findings))
}

/// The rule of [`Ledger`] once more, as plainly as it can be written: what reads in place of `text`.
fn plainly(text: &str, owner: Option<usize>, findings: &[Finding]) -> String {
    let admitted = |f: &Finding| match f.certainty {
        Certainty::Proven | Certainty::Witnessed | Certainty::Decided => true,
        Certainty::Fitting(p) => p >= 0.95,
        Certainty::Inferred(_) | Certainty::Lost => false,
    };
    let here = |f: &Finding| match f.anchor {
        Anchor::Source { .. } => owner.is_none(),
        Anchor::Within { finding, .. } => Some(finding.0 as usize) == owner,
    };
    let mut proposed: Vec<usize> = (0..findings.len())
        .filter(|&i| findings[i].after.is_some() && admitted(&findings[i]) && here(&findings[i]))
        .collect();
    proposed.sort_by(|&a, &b| {
        let (a, b) = (&findings[a], &findings[b]);
        let (place_a, place_b) = (a.anchor.span(), b.anchor.span());
        let probability = |f: &Finding| f.certainty.probability().unwrap_or(1.0);
        (a.stage, a.certainty.rank())
            .cmp(&(b.stage, b.certainty.rank()))
            .then(probability(b).total_cmp(&probability(a)))
            .then(place_b.len().cmp(&place_a.len()))
            .then(place_a.start.cmp(&place_b.start))
            .then(a.after.cmp(&b.after))
    });
    let mut applied: Vec<usize> = Vec::new();
    for i in proposed {
        if !applied.iter().any(|&j| findings[j].anchor.span().overlaps(findings[i].anchor.span())) {
            applied.push(i);
        }
    }
    applied.sort_by_key(|&i| (findings[i].anchor.span().start, findings[i].anchor.span().end));
    let (mut out, mut at) = (String::new(), 0);
    for i in applied {
        let span = findings[i].anchor.span();
        out.push_str(&text[at..span.start]);
        out.push_str(&plainly(findings[i].after.as_deref().unwrap_or_default(), Some(i), findings));
        at = span.end;
    }
    out + &text[at..]
}

/// What of `span` lies before and after `part`. A span may lose on its way what has no partner at all: text put in or taken
/// out at its very edge.
fn outside(span: Span, part: Span) -> impl Iterator<Item = Span> {
    let before = Span::new(span.start, part.start.min(span.end));
    let after = Span::new(part.end.max(span.start), span.end);
    [before, after].into_iter().filter(|part| !part.is_empty())
}

// ---- Properties.

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_findings_is_identity(source in text(), start in any::<Index>(), chars in 0..9_usize) {
        let view = view(&source, []);
        prop_assert!(view.is_identity());
        prop_assert_eq!(view.text(), &source);
        let span = place(&source, start, chars);
        prop_assert_eq!(view.to_source(span), span);
        prop_assert_eq!(view.from_source(span), span);
        prop_assert_eq!(view.anchor(span), Anchor::source(span));
        prop_assert_eq!(view.brought_in_by(span), None);
    }

    #[test]
    fn findings_that_change_nothing_are_identity(source in text(), drafts in drafts()) {
        let mut findings = findings(&source, &drafts, false);
        findings.iter_mut().for_each(|finding| finding.after = None);
        prop_assert!(view(&source, findings).is_identity());
    }

    #[test]
    fn the_text_is_what_the_rule_says(source in text(), drafts in drafts()) {
        let findings = findings(&source, &drafts, true);
        let view = view(&source, findings.clone());
        prop_assert_eq!(view.text(), plainly(&source, None, &findings));
    }

    #[test]
    fn any_order_of_findings_gives_one_text(
        source in text(),
        (drafts, shuffled) in drafts().prop_flat_map(|drafts| (Just(drafts.clone()), Just(drafts).prop_shuffle())),
    ) {
        let one = view(&source, findings(&source, &drafts, false));
        let other = view(&source, findings(&source, &shuffled, false));
        prop_assert_eq!(one.text(), other.text());
    }

    #[test]
    fn applying_twice_equals_once(source in text(), drafts in drafts()) {
        let once = findings(&source, &drafts, true);
        let twice = view(&source, once.iter().cloned().chain(once.clone()));
        let once = view(&source, once);
        prop_assert_eq!(twice.text(), once.text());
    }

    #[test]
    fn spans_never_lose_text_on_the_way(
        source in text(), drafts in drafts(), start in any::<Index>(), chars in 0..9_usize,
    ) {
        let view = view(&source, findings(&source, &drafts, true));
        let here = place(view.text(), start, chars);
        let there = view.to_source(here);
        prop_assert!(source.get(there.range()).is_some(), "{there:?} does not fit the source");
        let back = view.from_source(there);
        for lost in outside(here, back) {
            prop_assert!(view.to_source(lost).is_empty(), "{here:?} went to {there:?} and came back as {back:?}");
        }
        let here = place(&source, start, chars);
        let there = view.from_source(here);
        prop_assert!(view.text().get(there.range()).is_some(), "{there:?} does not fit the view");
        let back = view.to_source(there);
        for lost in outside(here, back) {
            prop_assert!(view.from_source(lost).is_empty(), "{here:?} went to {there:?} and came back as {back:?}");
        }
    }

    #[test]
    fn untouched_text_maps_exactly(
        source in text(), drafts in drafts(), start in any::<Index>(), chars in 1..9_usize,
    ) {
        let ledger = ledger(findings(&source, &drafts, true));
        let view = View::new(&Source::from(source.as_str()), &ledger);
        let span = place(&source, start, chars);
        let touched = ledger.applied().places(None).iter().any(|place| place.span.overlaps(span));
        if !span.is_empty() && !touched {
            let there = view.from_source(span);
            prop_assert_eq!(there.slice(view.text()), span.slice(&source));
            prop_assert_eq!(view.to_source(there), span);
            prop_assert_eq!(view.anchor(there), Anchor::source(span));
        }
    }

    #[test]
    fn an_anchor_points_at_the_text_that_is_read(
        source in text(), drafts in drafts(), start in any::<Index>(), chars in 1..9_usize,
    ) {
        let ledger = ledger(findings(&source, &drafts, true));
        let view = View::new(&Source::from(source.as_str()), &ledger);
        let span = place(view.text(), start, chars);
        match view.anchor(span) {
            Anchor::Within { finding, span: inside } => {
                let after = ledger.get(finding).and_then(|f| f.after.as_deref()).unwrap_or_default();
                prop_assert_eq!(inside.slice(after), span.slice(view.text()));
                prop_assert!(ledger.applied().contains(finding));
            }
            Anchor::Source { span: touched } => prop_assert_eq!(touched, view.to_source(span)),
        }
    }

    /// What the next stage does: it anchors a finding where it reads, and the text changes just there.
    #[test]
    fn a_finding_at_an_anchor_changes_what_was_read(
        source in text(), drafts in drafts(), start in any::<Index>(), chars in 1..9_usize,
    ) {
        let mut findings = findings(&source, &drafts, true);
        findings.iter_mut().for_each(|finding| finding.stage = Stage::Repair);
        let before = view(&source, findings.clone());
        let span = place(before.text(), start, chars);
        let anchor = before.anchor(span);
        if let (Anchor::Within { .. }, false) = (anchor, span.is_empty()) {
            findings.push(finding(Stage::Terms, anchor, "here", Certainty::Decided));
            let mut expected = before.text().to_owned();
            expected.replace_range(span.range(), "here");
            let after = view(&source, findings);
            prop_assert_eq!(after.text(), expected);
        }
    }
}

// ---- Tables.

fn finding(stage: Stage, anchor: Anchor, after: &str, certainty: Certainty) -> Finding {
    Finding {
        stage,
        anchor,
        rule: "made-up".into(),
        before: String::new(),
        after: Some(after.into()),
        certainty,
        evidence: Vec::new(),
    }
}

/// Each row: why one of two overlapping findings in «0123456789» wins, the winner, the other, and the text.
#[test]
fn overlaps_are_resolved_by_the_rule() {
    use Certainty::{Decided, Fitting, Proven, Witnessed};
    use Stage::{Repair, Restore, Terms};
    let at = |start, end| Anchor::source(Span::new(start, end));
    let rows = [
        ("the earlier stage", (Repair, at(4, 5), "a", Fitting(0.96)), (Restore, at(3, 8), "b", Proven), "0123a56789"),
        ("the earlier stage", (Restore, at(4, 5), "a", Witnessed), (Terms, at(3, 8), "b", Decided), "0123a56789"),
        ("the stronger certainty", (Repair, at(4, 5), "b", Proven), (Repair, at(3, 8), "a", Witnessed), "0123b56789"),
        (
            "the stronger certainty",
            (Repair, at(4, 5), "b", Decided),
            (Repair, at(3, 8), "a", Fitting(1.0)),
            "0123b56789",
        ),
        (
            "the more probable",
            (Repair, at(4, 5), "b", Fitting(0.98)),
            (Repair, at(3, 8), "a", Fitting(0.97)),
            "0123b56789",
        ),
        ("the longer", (Repair, at(4, 8), "b", Proven), (Repair, at(3, 5), "a", Proven), "0123b89"),
        ("the one that begins first", (Repair, at(3, 5), "b", Proven), (Repair, at(4, 6), "a", Proven), "012b56789"),
        ("the one that sorts first", (Repair, at(3, 5), "a", Proven), (Repair, at(3, 5), "b", Proven), "012a56789"),
        ("two at one empty place", (Repair, at(3, 3), "a", Proven), (Repair, at(3, 3), "b", Proven), "012a3456789"),
        ("an empty place inside", (Repair, at(2, 4), "a", Proven), (Repair, at(3, 3), "b", Proven), "01a456789"),
    ];
    for (why, winner, other, expected) in rows {
        let make = |(stage, anchor, after, certainty)| finding(stage, anchor, after, certainty);
        for order in [[winner, other], [other, winner]] {
            assert_eq!(view("0123456789", order.map(make)).text(), expected, "{why}");
        }
    }
}

#[test]
fn neighbours_do_not_overlap() {
    let at =
        |start, end, after| finding(Stage::Repair, Anchor::source(Span::new(start, end)), after, Certainty::Proven);
    assert_eq!(view("0123456789", [at(5, 7, "c"), at(3, 5, "a"), at(5, 5, "b")]).text(), "012abc789");
}

#[test]
fn what_is_only_suspected_stays_out_of_the_text() {
    for certainty in [Certainty::Inferred(1.0), Certainty::Lost, Certainty::Fitting(0.94)] {
        let finding = finding(Stage::Repair, Anchor::source(Span::new(0, 4)), "متحف", certainty);
        assert!(view("???? ????", [finding]).is_identity(), "{certainty}");
    }
}

/// A mended title, a name in it respelt, and a mark put into that name: three findings, each inside the one before.
fn nested(title: Certainty, name: Certainty) -> Vec<Finding> {
    let within = |finding, start, end| Anchor::Within { finding: FindingId(finding), span: Span::new(start, end) };
    vec![
        finding(Stage::Repair, Anchor::source(Span::new(5, 8)), "people of Misyaf today", title),
        finding(Stage::Terms, within(0, 10, 16), "Masyaf", name),
        finding(Stage::Terms, within(1, 1, 2), "ā", Certainty::Decided),
    ]
}

#[test]
fn a_finding_inside_a_replacement_needs_its_owner() {
    let source = "BBC, ??? [x]";
    let text = |title, name| view(source, nested(title, name)).text().to_owned();
    assert_eq!(text(Certainty::Proven, Certainty::Decided), "BBC, people of Māsyaf today [x]");
    assert_eq!(text(Certainty::Proven, Certainty::Lost), "BBC, people of Misyaf today [x]");
    assert_eq!(text(Certainty::Lost, Certainty::Decided), source);
}

/// One stage may undo damage in layers; the layer inside may be surer than the one around it.
#[test]
fn an_owner_may_be_weaker_than_what_stands_inside_it() {
    let within = Anchor::Within { finding: FindingId(0), span: Span::new(0, 7) };
    let layers = [
        finding(Stage::Repair, Anchor::source(Span::new(0, 3)), "&#1571; ب", Certainty::Fitting(0.97)),
        finding(Stage::Repair, within, "أ", Certainty::Proven),
    ];
    assert_eq!(view("???", layers.clone()).text(), "أ ب");
    let longer = finding(Stage::Repair, Anchor::source(Span::new(0, 2)), "x", Certainty::Proven);
    assert_eq!(view("???", layers.into_iter().chain([longer])).text(), "x?", "the owner lost its place");
}

#[test]
fn anchors_in_mended_text_point_into_the_replacement() {
    let view = view("BBC, ??? [x]", nested(Certainty::Proven, Certainty::Decided));
    let find = |word: &str| {
        let start = view.text().find(word).expect(word);
        Span::new(start, start + word.len())
    };
    let within = |finding, start, end| Anchor::Within { finding: FindingId(finding), span: Span::new(start, end) };
    assert_eq!(view.anchor(find("today")), within(0, 17, 22));
    assert_eq!(view.anchor(find("syaf")), within(1, 2, 6));
    assert_eq!(view.anchor(find("ā")), within(2, 0, 2));
    assert_eq!(view.anchor(find("BBC")), Anchor::source(Span::new(0, 3)));
    // Across a border, all the source that it touches.
    assert_eq!(view.anchor(find("Māsyaf")), Anchor::source(Span::new(5, 8)));
    assert_eq!(view.anchor(find("today [x")), Anchor::source(Span::new(5, 11)));
    assert_eq!(view.brought_in_by(find("today [x")), Some(FindingId(0)));
}

#[test]
fn places_where_something_was_put_in_or_taken_out_map_as_a_whole() {
    let at =
        |start, end, after| finding(Stage::Repair, Anchor::source(Span::new(start, end)), after, Certainty::Proven);
    let put_in = view("abcd", [at(2, 2, "XY")]);
    assert_eq!(put_in.text(), "abXYcd");
    assert_eq!(put_in.to_source(Span::new(2, 4)), Span::at(2));
    assert_eq!(put_in.from_source(Span::at(2)), Span::new(2, 4));
    assert_eq!(put_in.from_source(Span::new(2, 3)), Span::new(4, 5));
    let taken_out = view("abcd", [at(1, 3, "")]);
    assert_eq!(taken_out.text(), "ad");
    assert_eq!(taken_out.from_source(Span::new(1, 3)), Span::at(1));
    assert_eq!(taken_out.to_source(Span::at(1)), Span::new(1, 3));
    assert_eq!(taken_out.to_source(Span::new(1, 2)), Span::new(3, 4));
}

/// Findings come from stages, but also from files of decisions, which people edit.
#[test]
fn a_finding_that_does_not_fit_its_text_is_left_out() {
    let source = "متحف حماة";
    let at = |start, end| finding(Stage::Repair, Anchor::source(Span::new(start, end)), "x", Certainty::Proven);
    for misfit in [at(0, 99), at(1, 4), at(50, 60)] {
        assert_eq!(view(source, [misfit]).text(), source);
    }
    for (owner, start, end) in [(0, 0, 99), (0, 1, 2), (1, 0, 1), (7, 0, 1)] {
        let anchor = Anchor::Within { finding: FindingId(owner), span: Span::new(start, end) };
        let title = finding(Stage::Repair, Anchor::source(Span::new(0, 8)), "دار", Certainty::Proven);
        let name = finding(Stage::Terms, anchor, "x", Certainty::Decided);
        assert_eq!(view(source, [title, name]).text(), "دار حماة", "{anchor:?}");
    }
}

#[test]
fn spans_past_the_end_are_brought_back_to_it() {
    let title = finding(Stage::Repair, Anchor::source(Span::new(0, 3)), "متحف", Certainty::Proven);
    let view = view("???", [title]);
    assert_eq!(view.anchor(Span::new(2, 50)), Anchor::Within { finding: FindingId(0), span: Span::new(2, 8) });
    assert_eq!(view.to_source(Span::new(2, 50)), Span::new(0, 3));
    assert_eq!(view.to_source(Span::new(50, 60)), Span::at(3));
    assert_eq!(OffsetMap::default().to_original(Span::new(3, 4)), Span::at(0));
}

#[test]
fn positions_count_lines_and_characters() {
    let text = "one\r\ntwo\nقال: نعم\n\nlast";
    let source = Source::from(text);
    let of = |needle: &str| text.find(needle).expect(needle);
    let rows = [
        (0, (1, 1)),
        (of("\r"), (1, 4)),
        (of("\n"), (1, 5)),
        (of("two"), (2, 1)),
        (of("قال"), (3, 1)),
        (of("قال") + 1, (3, 1)), // Inside a letter: the letter.
        (of("نعم"), (3, 6)),
        (of("\n\n"), (3, 9)),
        (of("\n\n") + 1, (4, 1)),
        (of("last"), (5, 1)),
        (text.len(), (5, 5)),
        (text.len() + 9, (5, 5)),
    ];
    for (offset, (line, column)) in rows {
        assert_eq!(source.position(offset), Position { line, column }, "offset {offset}");
    }
    assert_eq!(Source::from("").position(0), Position { line: 1, column: 1 });
    assert_eq!(Source::from("a\n").position(2), Position { line: 2, column: 1 });
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Against the plain way to count, in texts long enough for any shortcut.
    #[test]
    fn positions_in_long_lines_are_right(
        parts in prop::collection::vec((text(), 1..900_usize), 0..5), at in any::<Index>(),
    ) {
        let text: String = parts.iter().map(|(part, times)| part.repeat(*times)).collect();
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let offset = bounds[at.index(bounds.len())];
        let before = &text[..offset];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
        prop_assert_eq!(Source::from(text.as_str()).position(offset), Position { line, column });
    }
}

/// Not a matter of milliseconds: a way that goes through the line or the list for each finding takes minutes here.
#[test]
fn a_long_line_full_of_findings_is_no_trouble() {
    let source = Source::new("??? ".repeat(200_000));
    let findings = (0..200_000).rev().map(|i| {
        let span = Span::new(i * 4, i * 4 + 3);
        finding(Stage::Repair, Anchor::source(span), if i % 2 == 0 { "حماة" } else { "حمص" }, Certainty::Proven)
    });
    let view = View::new(&source, &ledger(findings));
    assert!(view.text().starts_with("حماة حمص حماة "));
    for i in 0..200_000 {
        assert_eq!(source.position(i * 4), Position { line: 1, column: i * 4 + 1 });
    }
}
