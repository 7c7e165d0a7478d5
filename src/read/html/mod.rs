//! HTML: the words without the tags, with blocks, notes and their references.
//!
//! [`tags`] finds the tags with their places (html5gum, which follows the WHATWG tokenizer); [`notes`] tells which of them
//! make notes and references; [`extract`] weaves the text.

mod entities;
mod extract;
mod notes;
mod stack;
mod tags;

pub(super) use entities::decode;

use super::Woven;
use crate::report::Outline;
use crate::text::{Lang, Source};

/// Weaves an HTML file. One without linked notes may still write them as plain text does: then they are read so.
pub(super) fn weave(file: &Source) -> Woven {
    let pieces = tags::pieces(file.text());
    let links = notes::links(&pieces, file.text());
    let mut woven = extract::extract(file.text(), &pieces, &links);
    if woven.outline.notes.is_empty() {
        let plain = Outline::plain(woven.text.text());
        if !plain.notes.is_empty() && woven.outline.references.is_empty() {
            woven.outline.notes = plain.notes;
            woven.outline.references = plain.references;
            mark_notes(&mut woven.outline);
        }
    }
    woven.lang = declared_language(&pieces);
    woven
}

/// Makes note blocks of the blocks in which notes stand.
fn mark_notes(outline: &mut Outline) {
    use crate::report::BlockKind;
    let notes: Vec<_> = outline.notes.iter().map(|note| note.mark.cover(note.body)).collect();
    let mut next = notes.iter().peekable();
    for block in &mut outline.blocks {
        while next.peek().is_some_and(|note| note.end <= block.span.start) {
            next.next();
        }
        if next.peek().is_some_and(|note| note.overlaps(block.span)) {
            block.kind = BlockKind::Note;
        }
    }
}

/// The language of the document element, or else of its body.
fn declared_language(pieces: &[tags::Piece]) -> Option<Lang> {
    pieces.iter().find_map(|piece| match &piece.kind {
        tags::Kind::Open(tags::Tag::Html | tags::Tag::Body, attributes) => {
            attributes.as_ref()?.lang.as_deref().map(str::trim).filter(|tag| is_language_tag(tag)).map(Lang::new)
        }
        _ => None,
    })
}

/// Whether a text has the shape of a BCP 47 tag.
fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=8).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}
