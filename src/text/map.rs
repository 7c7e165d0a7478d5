//! The offset map: where a stretch of a derived text stands in the text that it was made from, and the way back.

use super::Span;

/// A map between an *original* text and a text *derived* from it, kept as runs of copied and of replaced text.
///
/// Offsets inside copied text map exactly. A replaced stretch maps as a whole: an offset inside it has no exact partner,
/// so a span that touches it is widened to hold all of it. Spans therefore never lose text on the way, but for what was
/// put in or taken out at their very edge, which has no partner; and a span of copied text comes back as it was. An empty
/// span where text was put in or taken out stands for all of that text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    runs: Vec<Run>,
}

/// One stretch of the map. Runs follow one another without gaps on both sides; several replaced runs may stand for the same
/// stretch of the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// In the derived text.
    pub derived: Span,
    /// In the original text.
    pub original: Span,
    /// Whether the two hold the same bytes.
    pub copied: bool,
}

impl OffsetMap {
    /// The map of a text of `len` bytes onto itself.
    #[must_use]
    pub fn identity(len: usize) -> Self {
        let mut map = Self::default();
        map.copy(len);
        map
    }

    /// Goes on by `len` bytes that are the same on both sides.
    pub fn copy(&mut self, len: usize) {
        if len == 0 {
            return;
        }
        if let Some(last) = self.runs.last_mut().filter(|last| last.copied) {
            last.derived.end += len;
            last.original.end += len;
        } else {
            self.push(len, len, true);
        }
    }

    /// Goes on by `original` bytes of the original that became `derived` bytes. Either may be 0. Every call makes a run of
    /// its own, so that neighbouring replacements stay apart.
    pub fn replace(&mut self, original: usize, derived: usize) {
        if original > 0 || derived > 0 {
            self.push(original, derived, false);
        }
    }

    /// Goes on with `derived` more bytes that stand for the same original as the run before.
    pub fn replace_more(&mut self, derived: usize) {
        if let Some(&last) = self.runs.last() {
            let derived = Span::new(last.derived.end, last.derived.end + derived);
            self.runs.push(Run { derived, original: last.original, copied: false });
        }
    }

    fn push(&mut self, original: usize, derived: usize, copied: bool) {
        let at = self.runs.last().map_or((0, 0), |last| (last.derived.end, last.original.end));
        self.runs.push(Run {
            derived: Span::new(at.0, at.0 + derived),
            original: Span::new(at.1, at.1 + original),
            copied,
        });
    }

    /// The runs, in order.
    #[must_use]
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Where a span of the derived text stands in the original.
    #[must_use]
    pub fn to_original(&self, span: Span) -> Span {
        self.project(span, |run| run.derived, |run| run.original)
    }

    /// Where a span of the original stands in the derived text.
    #[must_use]
    pub fn to_derived(&self, span: Span) -> Span {
        self.project(span, |run| run.original, |run| run.derived)
    }

    /// The numbers of the runs that a span of the derived text touches: those with which it shares text, or for an empty
    /// span the run in which it lies or that it ends.
    #[must_use]
    pub(super) fn touched(&self, span: Span) -> std::ops::Range<usize> {
        self.indices(span, |run| run.derived)
    }

    fn indices(&self, span: Span, from: impl Fn(&Run) -> Span) -> std::ops::Range<usize> {
        if span.is_empty() {
            // What was put in or taken out just here, as a whole; else the run that holds the place; at a border the
            // copied run, which can say it exactly.
            let first = self.runs.partition_point(|run| from(run).end < span.start);
            let last = self.runs.partition_point(|run| from(run).start <= span.start);
            let candidates = self.runs.get(first..last).unwrap_or_default();
            let empty = |run: &Run| from(run).is_empty();
            if let (Some(from), Some(to)) = (candidates.iter().position(empty), candidates.iter().rposition(empty)) {
                return first + from..first + to + 1;
            }
            let chosen = candidates.iter().position(|run| run.copied).unwrap_or(0);
            return if candidates.is_empty() { first..first } else { first + chosen..first + chosen + 1 };
        }
        let first = self.runs.partition_point(|run| from(run).end <= span.start);
        let last = self.runs.partition_point(|run| from(run).start < span.end);
        first..last.max(first)
    }

    fn project(&self, span: Span, from: impl Fn(&Run) -> Span, to: impl Fn(&Run) -> Span) -> Span {
        let touched = self.runs.get(self.indices(span, &from)).unwrap_or_default();
        let (Some(first), Some(last)) = (touched.first(), touched.last()) else {
            // Past the end, or an empty map: the nearest end.
            let end = self.runs.last().map_or(0, |run| to(run).end);
            return Span::at(if span.start == 0 { 0 } else { end });
        };
        let start = if first.copied { to(first).start + (span.start - from(first).start) } else { to(first).start };
        let end =
            if last.copied { to(last).start + (span.end.min(from(last).end) - from(last).start) } else { to(last).end };
        Span::new(start, end)
    }
}
