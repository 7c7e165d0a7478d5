//! The text as it reads with the applied findings in place, and the way back to the source.

use super::ledger::Applied;
use super::{Anchor, FindingId, Ledger, OffsetMap, Source, Span};

/// A source as it reads with the applied findings of a ledger: its text, and where each part of it comes from.
#[derive(Clone, Debug)]
pub struct View {
    source: Source,
    /// `None` while nothing is changed: the text is then the source's own.
    text: Option<String>,
    map: OffsetMap,
    /// For each run of the map, the finding that brought its text in and the range of that finding's replacement.
    origins: Vec<Option<(FindingId, Span)>>,
}

impl View {
    /// The source as it is.
    #[must_use]
    pub fn identity(source: &Source) -> Self {
        let map = OffsetMap::identity(source.text().len());
        Self { source: source.clone(), text: None, origins: vec![None; map.runs().len()], map }
    }

    /// The source with the findings that `ledger` applies. One that does not fit the source is left out.
    #[must_use]
    pub fn new(source: &Source, ledger: &Ledger) -> Self {
        let applied = ledger.applied();
        if applied.places(None).is_empty() {
            return Self::identity(source);
        }
        let mut view = Self {
            source: source.clone(),
            text: Some(String::with_capacity(source.text().len())),
            map: OffsetMap::default(),
            origins: Vec::new(),
        };
        let mut at = 0;
        for place in applied.places(None).iter().filter(|place| place.span.fits(source.text())) {
            view.copy(Span::new(at, place.span.start));
            view.bring_in(place.id, place.after, place.span.len(), &applied);
            at = place.span.end;
        }
        view.copy(Span::new(at, source.text().len()));
        view
    }

    /// Goes on with source text as it is.
    fn copy(&mut self, span: Span) {
        if let (false, Some(text)) = (span.is_empty(), self.text.as_mut()) {
            text.push_str(span.slice(self.source.text()));
            self.map.copy(span.len());
            self.origins.resize(self.map.runs().len(), None);
        }
    }

    /// Goes on with the replacement of a finding for `original` bytes of the source, itself with the findings applied
    /// that stand inside it. All its pieces stand for the same source text.
    fn bring_in(&mut self, id: FindingId, after: &str, original: usize, applied: &Applied<'_>) {
        let mut pieces = Vec::new();
        flatten(id, after, applied, &mut pieces);
        let mut pieces = pieces.into_iter();
        let (owner, span, first) = pieces.next().unwrap_or((id, Span::at(0), ""));
        let text = self.text.get_or_insert_default();
        text.push_str(first);
        self.map.replace(original, first.len());
        self.origins.resize(self.map.runs().len(), Some((owner, span)));
        for (owner, span, piece) in pieces {
            text.push_str(piece);
            self.map.replace_more(piece.len());
            self.origins.push(Some((owner, span)));
        }
    }

    /// The text as it reads.
    #[must_use]
    pub fn text(&self) -> &str {
        self.text.as_deref().unwrap_or_else(|| self.source.text())
    }

    /// The source that it shows.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Whether it reads as the source does.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        self.text.is_none()
    }

    /// Where a span of this view stands in the source: widened to whole replacements that it touches.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Span {
        self.map.to_original(span)
    }

    /// Where a span of the source stands in this view.
    #[must_use]
    pub fn from_source(&self, span: Span) -> Span {
        self.map.to_derived(span)
    }

    /// What it changes: the spans of the source that read otherwise, in order, with the text in place of each, findings
    /// inside findings and all.
    #[must_use]
    pub fn edits(&self) -> Vec<(Span, String)> {
        let mut edits: Vec<(Span, String)> = Vec::new();
        let mut last_was_copied = true;
        for run in self.map.runs() {
            if !run.copied {
                let text = run.derived.slice(self.text());
                match edits.last_mut().filter(|(span, _)| !last_was_copied && *span == run.original) {
                    Some((_, after)) => after.push_str(text),
                    None => edits.push((run.original, text.to_owned())),
                }
            }
            last_was_copied = run.copied;
        }
        edits
    }

    /// What a finding about a span of this view should be anchored to: the source; or the replacement of an earlier
    /// finding when the span lies inside it; or, when it straddles a border between the two, all the source text that it
    /// touches.
    #[must_use]
    pub fn anchor(&self, span: Span) -> Anchor {
        let touched = self.map.touched(span);
        if touched.len() == 1
            && let (Some(run), Some(Some((finding, origin)))) =
                (self.map.runs().get(touched.start), self.origins.get(touched.start))
        {
            let inside = |offset: usize| (origin.start + offset.saturating_sub(run.derived.start)).min(origin.end);
            return Anchor::Within { finding: *finding, span: Span::new(inside(span.start), inside(span.end)) };
        }
        Anchor::source(self.to_source(span))
    }

    /// The finding that brought in the text at a span of this view, when one did for any of it.
    #[must_use]
    pub fn brought_in_by(&self, span: Span) -> Option<FindingId> {
        let touched = self.map.touched(span);
        self.origins.get(touched)?.iter().find_map(|origin| origin.map(|(id, _)| id))
    }
}

/// The replacement of a finding as pieces of text, each with the finding it came from and its range there.
fn flatten<'l>(id: FindingId, after: &'l str, applied: &Applied<'l>, pieces: &mut Vec<(FindingId, Span, &'l str)>) {
    let mut at = 0;
    let own = |from: usize, to: usize, pieces: &mut Vec<(FindingId, Span, &'l str)>| {
        let span = Span::new(from, to);
        if !span.is_empty() {
            pieces.push((id, span, span.slice(after)));
        }
    };
    for place in applied.places(Some(id)) {
        own(at, place.span.start, pieces);
        flatten(place.id, place.after, applied, pieces);
        at = place.span.end;
    }
    own(at, after.len(), pieces);
}
