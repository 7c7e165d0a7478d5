//! Blocks, notes and references of plain text and Markdown.

use isnad::report::citation::{self, Form};
use isnad::report::{Block, BlockKind, Outline, Report};
use isnad::text::{Source, Span, View};
use proptest::prelude::*;

fn plain(text: &str) -> Report {
    Report::new("test.txt", Source::new(text), Outline::plain(text))
}

fn markdown(text: &str) -> Report {
    Report::new("test.md", Source::new(text), Outline::markdown(text))
}

/// Each note as `label: body`.
fn notes(report: &Report) -> Vec<String> {
    let text = report.text.text();
    report.notes.iter().map(|note| format!("{}: {}", note.label, note.body.slice(text))).collect()
}

/// Each reference as `label→index of its note`.
fn ties(report: &Report) -> Vec<String> {
    let note = |note: Option<usize>| note.map_or("none".to_owned(), |note| note.to_string());
    report.references.iter().map(|reference| format!("{}→{}", reference.label, note(reference.note))).collect()
}

fn kinds(report: &Report) -> Vec<(BlockKind, &str)> {
    report.blocks.iter().map(|block| (block.kind, block.span.slice(report.text.text()))).collect()
}

#[test]
fn linked_marks_braced_and_bare() {
    let report = plain(
        "1.2. Masyaf\n\nThe town^{[7](#)} has a castle[8](#) and\na market.^{[9](#)}\n\n^{[7](#)}\n\nA, B, 2020, [url](#)\n\n[8](#)\n\nC, D, 2021, [url](#)\n\n[9](#) E, F, 2022, [url](#)\n",
    );
    assert_eq!(notes(&report), ["7: A, B, 2020, [url](#)", "8: C, D, 2021, [url](#)", "9: E, F, 2022, [url](#)"]);
    assert_eq!(ties(&report), ["7→0", "8→1", "9→2"]);
    assert_eq!(kinds(&report)[0], (BlockKind::Heading, "1.2. Masyaf"));
    assert!(report.unreferenced_notes().is_empty());
}

#[test]
fn several_paragraphs_of_a_note() {
    let report = plain(
        "Text.[1](#) More.[2](#)\n\n[1](#)\n\nFirst part.\n\nSecond part.\n\n[2](#)\n\nOther.\n\nThe report goes on here.",
    );
    assert_eq!(notes(&report), ["1: First part.\n\nSecond part.", "2: Other."]);
    assert_eq!(kinds(&report).last(), Some(&(BlockKind::Paragraph, "The report goes on here.")));
}

#[test]
fn notes_at_the_foot_of_each_page() {
    let report = plain(
        "Page one.[1](#)\n\n[1](#)\n\nA, B, 2020, [url](#)\n\nPage two has no mark here.\n\nBut here.[2](#)\n\n[2](#)\n\nC, D, 2021, [url](#)",
    );
    assert_eq!(notes(&report), ["1: A, B, 2020, [url](#)", "2: C, D, 2021, [url](#)"]);
    assert_eq!(ties(&report), ["1→0", "2→1"]);
}

#[test]
fn numbering_that_starts_again() {
    let report = plain(
        "Chapter 1\n\nOne[1](#) and two[2](#).\n\n[1](#)\n\nFirst a.\n\n[2](#)\n\nSecond a.\n\n2. Next\n\nAgain one[1](#) and two[2](#), and one[1](#).\n\n[1](#)\n\nFirst b.\n\n[2](#)\n\nSecond b.\n",
    );
    assert_eq!(notes(&report), ["1: First a.", "2: Second a.", "1: First b.", "2: Second b."]);
    assert_eq!(ties(&report), ["1→0", "2→1", "1→2", "2→3", "1→2"]);
}

#[test]
fn markdown_footnotes_with_continuation() {
    let report = markdown(
        "# Title\n\nText[^1] and[^long].\n\n[^1]: A, B, 2020, [url](#)\n    and on.\n\n    A second paragraph.\n\n[^long]: C\n\nNot a note.[^gone]\n",
    );
    assert_eq!(notes(&report), ["1: A, B, 2020, [url](#)\n    and on.\n\n    A second paragraph.", "long: C"]);
    assert_eq!(ties(&report), ["1→0", "long→1", "gone→none"]);
    assert_eq!(report.dangling_references().count(), 1);
    assert_eq!(kinds(&report).last(), Some(&(BlockKind::Paragraph, "Not a note.[^gone]")));
}

#[test]
fn square_labels_in_a_section_of_notes() {
    let report =
        plain("It fell in 2024 [1], they say [gloss] (1990) [2].\n\nNotes\n\n[1] A, B, 2020\n[2] C, D, 2021\nand on\n");
    assert_eq!(notes(&report), ["1: A, B, 2020", "2: C, D, 2021\nand on"]);
    assert_eq!(ties(&report), ["1→0", "2→1"]);
}

#[test]
fn square_labels_without_a_heading() {
    let report = plain("It fell [1], they say [2].\n\n[1] A, B, 2020\n\n[2] C, D, 2021\n");
    assert_eq!(notes(&report), ["1: A, B, 2020", "2: C, D, 2021"]);
    assert_eq!(ties(&report), ["1→0", "2→1"]);
}

#[test]
fn round_labels() {
    let report = plain(
        "It fell (1), in the year (1990), they say (2).\n\nالهوامش\n\n(1) عنب بلدي، خبر، ٢٠٢٤\n(2) سانا، خبر، ٢٠٢٥\n",
    );
    assert_eq!(notes(&report), ["1: عنب بلدي، خبر، ٢٠٢٤", "2: سانا، خبر، ٢٠٢٥"]);
    assert_eq!(ties(&report), ["1→0", "2→1"]);
}

#[test]
fn arabic_indic_labels() {
    let report =
        plain("سقطت المدينة[١] ثم عادت(٢) إلى أهلها[٢].\n\nالهوامش\n\n[١] عنب بلدي، خبر، ٢٠٢٤\n[٢] سانا، خبر، ٢٠٢٥\n");
    assert_eq!(notes(&report), ["١: عنب بلدي، خبر، ٢٠٢٤", "٢: سانا، خبر، ٢٠٢٥"]);
    assert_eq!(ties(&report), ["١→0", "٢→1"]);
    assert_eq!(report.lang.tag(), "ar");
}

#[test]
fn raised_figures_and_powers() {
    let report = plain(
        "The town¹ covers 12 km² and has two mills.² It fell<sup>3</sup>.\n\n---\n\n¹ A, B, 2020\n² C, D, 2021\n³ E, F, 2022\n",
    );
    assert_eq!(notes(&report), ["1: A, B, 2020", "2: C, D, 2021", "3: E, F, 2022"]);
    assert_eq!(ties(&report), ["1→0", "2→1", "3→2"]);
}

#[test]
fn a_numbered_list_under_notes() {
    let report = markdown("The town[1] fell.<sup>2</sup>\n\n## Notes\n\n1. A, B, 2020\n2. C, D, 2021\n");
    assert_eq!(notes(&report), ["1: A, B, 2020", "2: C, D, 2021"]);
    assert_eq!(ties(&report), ["1→0", "2→1"]);
}

#[test]
fn enumerations_are_no_notes() {
    for text in [
        "There are (1) Druze, (2) Ismailis and\n(3) Alawites.",
        "(1) The first point.\n\n(2) The second point.",
        "A title [gloss] of (1990) and [2020].",
        "1. One\n\n2. Two\n\n3. Three",
        "See [1](https://example.org) for more.",
    ] {
        let report = plain(text);
        assert!(report.notes.is_empty() && report.references.is_empty(), "{text}: {:?}", notes(&report));
    }
}

#[test]
fn headings_of_plain_text() {
    let report = plain(
        "2.4.3. Ismailis\n\n2.4. Groups in Hama\nwrap here\n\n250 people came\n\n3. This is a sentence.\n\nReferences\n\n٢.٤ الإسماعيليون",
    );
    let found: Vec<&str> =
        kinds(&report).into_iter().filter(|(kind, _)| *kind == BlockKind::Heading).map(|(_, t)| t).collect();
    assert_eq!(found, ["2.4.3. Ismailis", "References", "٢.٤ الإسماعيليون"]);
}

#[test]
fn blocks_of_markdown() {
    let report = markdown(
        "Title\n=====\n\n## Part\nText goes\non.\n\n- one\n  more\n- two\n\n| a | b |\n|---|---|\n| c | d |\n\n```rust\nlet x = 1;\n\n# no heading\n```\n\n    indented\n\n***\nEnd [x](https://example.org).\n",
    );
    use BlockKind::{Code, Heading, ListItem, Paragraph, TableCell};
    let found: Vec<_> = kinds(&report).into_iter().filter(|(_, text)| *text != "|").collect();
    assert_eq!(
        found,
        [
            (Heading, "Title\n====="),
            (Heading, "## Part"),
            (Paragraph, "Text goes\non."),
            (ListItem, "- one\n  more"),
            (ListItem, "- two"),
            (TableCell, "a"),
            (TableCell, "b"),
            (Code, "|---|---|"),
            (TableCell, "c"),
            (TableCell, "d"),
            (Code, "```rust\nlet x = 1;\n\n# no heading\n```"),
            (Code, "indented"),
            (Code, "***"),
            (Paragraph, "End [x](https://example.org)."),
        ]
    );
}

#[test]
fn bibliography() {
    let report = markdown(
        "Text.\n\n# References\n\n- AFP, Fire in Qadmus; and after, 7 March 2025, [url](#)\n- Reuters, Funeral in Masyaf, 9 March 2025, https://example.org/b, accessed 3 May 2025\n\n# Annex\n\nNot, cited, 2020, [url](#)\n",
    );
    let view = View::identity(&report.text);
    let found = citation::citations(&report, &view);
    let titles: Vec<_> = found.iter().filter_map(|c| c.title).map(|span| span.slice(view.text())).collect();
    assert_eq!(titles, ["Fire in Qadmus; and after", "Funeral in Masyaf"]);
    assert!(found.iter().all(|citation| citation.note.is_none() && citation.form == Form::Full));
}

#[test]
fn language_of_the_text_and_not_of_its_notes() {
    let report =
        plain("Short text.[1](#)\n\n[1](#)\n\nعنب بلدي، السلمية لجان أهلية تحمي المدينة بعد سقوط النظام، ٢٠٢٤");
    assert_eq!(report.lang.tag(), "en");
    assert_eq!(plain("خبر من المدينة with a few words").lang.tag(), "en");
    assert_eq!(plain("گزارش دربارهٔ شهر").lang.tag(), "fa");
    assert_eq!(plain("12 %").lang.tag(), "und");
}

/// The published section, where it lies beside the repository.
#[test]
fn a_published_section() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/reports/euaa-syria-2025-ismailis.txt");
    let Ok(text) = std::fs::read_to_string(path) else { return };
    let report = plain(&text);
    assert_eq!(report.notes.len(), 9);
    assert!(report.references.iter().all(|reference| reference.note.is_some()), "{:?}", ties(&report));
    assert!(report.unreferenced_notes().is_empty());
    assert_eq!(report.lang.tag(), "en");
    let view = View::identity(&report.text);
    let found = citation::citations(&report, &view);
    assert_eq!(found.len(), 10);
    assert!(found.iter().all(|c| c.form == Form::Full && c.author.is_some() && c.title.is_some() && c.url.is_some()));
    let masked: Vec<_> = found.iter().filter(|c| c.gloss.is_some()).collect();
    assert_eq!(masked.len(), 1);
    let title = masked[0].title.unwrap_or_default().slice(&text);
    let lengths: Vec<usize> = title.split(' ').map(str::len).collect();
    assert!(title.chars().all(|c| matches!(c, '?' | ' ')), "{title}");
    assert_eq!(lengths, [3, 4, 6, 7, 7, 7, 7]);
    assert!(masked[0].gloss.unwrap_or_default().slice(&text).ends_with("identity?"));
    let date = masked[0].date.expect("a date");
    assert_eq!((date.year, date.month, date.day), (2025, Some(3), Some(11)));
    let of_355: Vec<_> =
        found.iter().filter(|c| c.note == Some(3)).map(|c| c.author.unwrap_or_default().slice(&text)).collect();
    assert_eq!(of_355, ["Waters, G.", "Simerg"]);
}

/// Text that once cost, or could cost, more than its length.
#[test]
fn time_grows_with_the_length() {
    let started = std::time::Instant::now();
    for unit in [
        "[", "^{", "*", "* ", "(", "[](", "[1](#", "a", "> ", "1. ", "; 2025", ", p. 1", "“", "\"", "| ", "`",
        "[1] \n", "& ", "?? ",
    ] {
        let text = unit.repeat(200_000 / unit.len());
        let _ = plain(&text);
        let _ = markdown(&text);
        let _ = citation::parse(&text);
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

/// Text built from the pieces that mean something to the readers.
fn fragments() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "\n",
        "\n\n",
        " ",
        "[1](#)",
        "^{[2](#)}",
        "[^a]",
        "[^a]: ",
        "[1] ",
        "(2)",
        "¹",
        "<sup>3</sup>",
        "# ",
        "- ",
        "1. ",
        "| a | b |",
        "```",
        "    ",
        "---",
        "===",
        "Notes",
        "References",
        "BBC News, ",
        "Waters, G., ",
        "كيف؟ ",
        "????? ",
        "[How?]",
        "(",
        ")",
        "[",
        "]",
        "“",
        "”",
        "\"",
        "«",
        "»",
        ", ",
        "، ",
        "; ",
        "؛ ",
        "11 March 2025",
        "١١ آذار ٢٠٢٥",
        "2025-03-11",
        "[url](#)",
        "https://example.org/a?b=1;c",
        "www.x.org",
        "accessed 3 May 2025",
        "(accessed 2024)",
        "ibid.",
        "op. cit.",
        "p. 12",
        "n.d.",
        "المرجع نفسه",
        "\u{FFFD}",
        "Ø§Ù„",
        "\u{200F}",
        "\r\n",
        "é",
        "٣",
        ".",
        "/",
        "doi: 10.1/x",
        "<http://x>",
        "[a b](http://y)",
        "&#1575;",
        "*",
        "^",
        "\\[1\\]",
        "\u{E000}",
        "𐤀",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

fn in_bounds(text: &str, span: Span) -> bool {
    text.get(span.range()).is_some()
}

fn check(report: &Report) {
    let text = report.text.text();
    let mut covered = 0;
    for Block { span, .. } in &report.blocks {
        assert!(in_bounds(text, *span) && span.start >= covered && !span.is_empty(), "{:?}", report.blocks);
        assert!(text[covered..span.start].trim().is_empty(), "left over: {:?}", &text[covered..span.start]);
        covered = span.end;
    }
    assert!(text[covered..].trim().is_empty(), "left over: {:?}", &text[covered..]);
    for note in &report.notes {
        assert!(in_bounds(text, note.mark) && in_bounds(text, note.body) && note.mark.end <= note.body.start);
    }
    assert!(report.notes.windows(2).all(|pair| pair[0].body.end <= pair[1].mark.start));
    assert!(report.references.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    assert!(report.references.iter().all(|r| in_bounds(text, r.span) && r.note.is_none_or(|n| n < report.notes.len())));
    for citation in citation::citations(report, &View::identity(&report.text)) {
        let parts = [citation.author, citation.title, citation.gloss, citation.publisher];
        let others = [citation.date.map(|d| d.span), citation.accessed.map(|d| d.span), citation.url.map(|u| u.span)];
        for span in parts.into_iter().chain(others).flatten() {
            assert!(
                in_bounds(text, span) && citation.span.contains(span),
                "{span:?} of {citation:?}",
                citation = citation.span
            );
        }
        assert!(in_bounds(text, citation.span));
    }
}

proptest! {
    #[test]
    fn every_byte_has_its_block(text in fragments()) {
        check(&plain(&text));
        check(&markdown(&text));
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        check(&plain(&text));
        check(&markdown(&text));
        let _ = citation::parse(&text);
    }

    #[test]
    fn the_citations_of_a_note_lie_in_it_in_order(text in fragments()) {
        let found = citation::parse(&text);
        prop_assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        prop_assert!(found.iter().all(|citation| in_bounds(&text, citation.span) && !citation.span.is_empty()));
        for citation in &found {
            for (a, b) in [(citation.author, citation.title), (citation.title, citation.gloss), (citation.gloss, citation.publisher)] {
                prop_assert!(a.zip(b).is_none_or(|(a, b)| !a.overlaps(b)), "{:?} in {:?}", citation, text);
            }
        }
    }
}

#[test]
fn two_sets_of_notes_with_the_same_numbers_are_kept_apart() {
    let text = "A claim.(1) Another.¹\n\nNotes\n\n(1) Haddad, R., First, 2020.\n\n¹ Nasser, L., Second, 2021.\n";
    let report = plain(text);
    let tied: Vec<&str> = report
        .references
        .iter()
        .filter_map(|reference| report.notes.get(reference.note?))
        .map(|note| note.body.slice(text))
        .collect();
    assert_eq!(tied, ["Haddad, R., First, 2020.", "Nasser, L., Second, 2021."]);
}
