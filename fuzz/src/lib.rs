//! What must hold for any input, shared by the fuzz targets.

pub mod damage;

use isnad::read::{Document, Format, Options, read};
use isnad::report::{Report, citation};
use isnad::text::{Ledger, Span, Threshold, View};
use isnad::write::mended::mended;

/// Reads a file of a format and checks what came out of it. A file may be refused.
pub fn file(name: &str, bytes: &[u8], options: &Options) {
    let Ok(document) = read(name, bytes.to_vec(), options) else { return };
    assert_eq!(document.bytes(), bytes, "the file is kept");
    report(&document.report);
    layout(&document);
    mending(&document);
}

/// Reads a file as a format, whatever its name and text say.
pub fn file_as(format: Format, bytes: &[u8]) {
    file("a", bytes, &Options { format: Some(format), ..Options::default() });
}

/// Blocks, notes, references and citations lie in the text, in order, on character boundaries.
pub fn report(report: &Report) {
    let text = report.text.text();
    let fits = |span: Span| text.get(span.range()).is_some();
    let mut covered = 0;
    for block in &report.blocks {
        assert!(fits(block.span) && block.span.start >= covered && !block.span.is_empty(), "{block:?}");
        covered = block.span.end;
    }
    for note in &report.notes {
        assert!(fits(note.mark) && fits(note.body), "{note:?}");
    }
    assert!(report.references.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    for reference in &report.references {
        assert!(fits(reference.span) && reference.note.is_none_or(|note| note < report.notes.len()), "{reference:?}");
    }
    citations(text, &citation::citations(report, &View::identity(&report.text)));
}

/// Every part of a citation lies in it.
pub fn citations(text: &str, citations: &[citation::Citation]) {
    for citation in citations {
        assert!(text.get(citation.span.range()).is_some_and(|part| !part.is_empty()), "{citation:?}");
        let parts = [citation.author, citation.title, citation.gloss, citation.publisher];
        let dates = [citation.date, citation.accessed].map(|date| date.map(|date| date.span));
        let url = citation.url.as_ref().map(|url| url.span);
        for span in parts.into_iter().chain(dates).chain([url]).flatten() {
            assert!(citation.span.contains(span) && text.get(span.range()).is_some(), "{span:?} of {citation:?}");
        }
    }
}

/// Every character of the report stands somewhere in the file.
fn layout(document: &Document) {
    let file = document.text.text();
    for (at, c) in document.report.text.text().char_indices() {
        let place = document.layout.to_file(Span::new(at, at + c.len_utf8()));
        assert!(file.get(place.range()).is_some(), "{at} lies at {place:?}");
    }
}

/// Without findings the mended file is the file; with the findings of the repair stage it can be written and read again.
fn mending(document: &Document) {
    let mut ledger = Ledger::new(Threshold::default());
    assert_eq!(mended(document, &ledger).bytes, document.bytes());
    ledger.extend(isnad::repair::find(&View::identity(&document.report.text)));
    let options = Options { format: Some(document.format), ..Options::default() };
    let _ = read("a", mended(document, &ledger).bytes.into_owned(), &options);
}
