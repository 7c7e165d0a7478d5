//! Places in a text where a name stays as it stands: quotations, addresses, code, file paths, and appositions that introduce
//! a second spelling.

pub use super::quotation::quotations;
pub use super::verbatim::{code, token};
use crate::glossary::Hit;
use crate::text::key::is_apostrophe;
use crate::text::{Protection, Span};

/// What protects each hit of a text.
pub(super) struct Places {
    /// What the caller protects.
    given: Vec<(Span, Protection)>,
    /// The quotations.
    quoted: Vec<Span>,
    /// The stretches of code.
    code: Vec<Span>,
    /// For each hit, whether it is part of an apposition.
    introducing: Vec<bool>,
}

impl Places {
    /// The places of a text. `hits` come in its order, `protected` in any.
    pub(super) fn new(text: &str, hits: &[Hit], protected: &[(Span, Protection)]) -> Self {
        Self {
            given: disjoint(protected.to_vec()),
            quoted: quotations(text),
            code: code(text),
            introducing: appositions(text, hits),
        }
    }

    /// What protects a hit: first what the caller says, then what the text shows.
    pub(super) fn protection(&self, number: usize, text: &str, span: Span) -> Option<Protection> {
        self.verbatim(text, span)
            .or_else(|| self.introduces(number).then_some(Protection::Apposition))
            .or_else(|| self.quoted(span))
    }

    /// Whether the words of a hit are somebody else's or nobody's: whatever protects it, but for an apposition. A name alone
    /// between marks is no quotation: «hereafter “HTS”».
    pub(super) fn is_foreign(&self, text: &str, span: Span) -> bool {
        let alone = |place: &Span| place.slice(text).trim_matches(|c: char| !c.is_alphanumeric()) == span.slice(text);
        let quoted = covering(&self.quoted, |place| *place, span).is_some_and(|place| !alone(place));
        quoted || self.verbatim(text, span).is_some()
    }

    fn verbatim(&self, text: &str, span: Span) -> Option<Protection> {
        covering(&self.given, |(place, _)| *place, span)
            .map(|(_, protection)| *protection)
            .or_else(|| covering(&self.code, |place| *place, span).map(|_| Protection::Code))
            .or_else(|| token(text, span))
    }

    fn quoted(&self, span: Span) -> Option<Protection> {
        covering(&self.quoted, |place| *place, span).map(|_| Protection::Quotation)
    }

    /// Whether a hit is part of an apposition.
    pub(super) fn introduces(&self, number: usize) -> bool {
        self.introducing.get(number).copied().unwrap_or_default()
    }
}

/// The spans in order, each cut where the one before it ends.
fn disjoint(mut spans: Vec<(Span, Protection)>) -> Vec<(Span, Protection)> {
    spans.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    spans.retain_mut(|(span, _)| {
        *span = Span::new(span.start.max(end), span.end);
        end = end.max(span.end);
        !span.is_empty()
    });
    spans
}

/// The place that the span, or any part of it, stands in.
fn covering<P>(places: &[P], of: impl Fn(&P) -> Span, span: Span) -> Option<&P> {
    let next = places.partition_point(|place| of(place).end <= span.start);
    places.get(next).filter(|place| of(place).start < span.end)
}

/// For each hit, whether it takes part in an apposition: it is directly followed by brackets that hold another hit of the
/// same concept, or it is that other hit. «the Ismailis (Isma'ilis)», «Hay'at Tahrir al-Sham (HTS)». The hits come in the
/// order of the text.
#[must_use]
pub fn appositions(text: &str, hits: &[Hit]) -> Vec<bool> {
    let mut taking_part = vec![false; hits.len()];
    for (number, hit) in hits.iter().enumerate() {
        let Some(brackets) = brackets_after(text, hit.span.end) else { continue };
        let inside = hits.iter().enumerate().skip(number + 1).take_while(|(_, other)| other.span.start < brackets.end);
        for (other, _) in inside.filter(|(_, other)| other.concept == hit.concept && other.span.start >= brackets.start)
        {
            for part in [number, other] {
                if let Some(part) = taking_part.get_mut(part) {
                    *part = true;
                }
            }
        }
    }
    taking_part
}

/// The brackets that follow a name: after a possessive ending, a closing mark and a space at most.
fn brackets_after(text: &str, at: usize) -> Option<Span> {
    /// What introduces a second spelling is short.
    const LONGEST: usize = 240;
    /// Room for what may stand between.
    const NEAR: usize = 12;
    let rest = text.get(at..)?;
    // No further: a search to the next bracket from every hit takes quadratic time in a text without any.
    let between = rest.bytes().take(NEAR + 1).position(|byte| byte == b'(')?;
    let gap = rest.get(..between)?;
    let gap = gap.strip_prefix(is_apostrophe).map_or(gap, |gap| gap.strip_prefix('s').unwrap_or(gap));
    let marks = |c: char| c.is_whitespace() || matches!(c, '”' | '»' | '"' | '’' | '*' | '_');
    if !gap.chars().all(marks) || gap.matches('\n').count() > 1 {
        return None;
    }
    let start = at + between;
    let mut depth = 0usize;
    for (offset, byte) in text.as_bytes().get(start..)?.iter().take(LONGEST).enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(Span::new(start, start + offset + 1)),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}
