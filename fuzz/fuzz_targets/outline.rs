//! Blocks, notes and references of plain text and Markdown source, in which nothing is left over.
#![no_main]

use isnad::report::{Outline, Report};
use isnad::text::Source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for outline in [Outline::plain(text), Outline::markdown(text)] {
        let report = Report::new("a", Source::new(text), outline);
        isnad_fuzz::report(&report);
        let mut covered = 0;
        for block in &report.blocks {
            assert!(text[covered..block.span.start].trim().is_empty(), "left over before {block:?}");
            covered = block.span.end;
        }
        assert!(text[covered..].trim().is_empty(), "left over at the end");
    }
});
