//! A side of a unit, cut into its note markers, its terms and the text between them.

use crate::align::{Marker, Side, TermUse};
use crate::text::Span;

/// A stretch of the text of a side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece<'u> {
    /// Where it stands in the side's text.
    pub(super) span: Span,
    /// The text there.
    pub(super) text: &'u str,
    /// What it is.
    pub(super) what: What<'u>,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum What<'u> {
    /// Text and nothing more.
    Text,
    /// A note marker.
    Marker(&'u Marker),
    /// A glossary term.
    Term(&'u TermUse),
}

/// The pieces of a side, in order and without gaps. A marker wins over a term that overlaps it, and of two terms the one
/// that begins first, then the longer.
pub(super) fn pieces(side: &Side) -> Vec<Piece<'_>> {
    let text = side.text.as_str();
    let mut marks: Vec<(Span, What<'_>)> = Vec::with_capacity(side.markers.len() + side.terms.len());
    marks.extend(side.markers.iter().map(|marker| (marker.span, What::Marker(marker))));
    marks.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let of_markers = marks.len();
    for term in &side.terms {
        let near = marks[..of_markers].partition_point(|(span, _)| span.end <= term.span.start);
        if marks[..of_markers].get(near).is_none_or(|(span, _)| !span.overlaps(term.span)) {
            marks.push((term.span, What::Term(term)));
        }
    }
    marks.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut pieces = Vec::with_capacity(2 * marks.len() + 1);
    let mut at = 0;
    for (span, what) in marks {
        if span.is_empty() || span.start < at {
            continue;
        }
        let (Some(between), Some(marked)) = (text.get(at..span.start), text.get(span.range())) else { continue };
        if !between.is_empty() {
            pieces.push(Piece { span: Span::new(at, span.start), text: between, what: What::Text });
        }
        pieces.push(Piece { span, text: marked, what });
        at = span.end;
    }
    match text.get(at..) {
        Some(rest) if !rest.is_empty() => {
            pieces.push(Piece { span: Span::new(at, text.len()), text: rest, what: What::Text });
        }
        _ => {}
    }
    pieces
}
