//! The layout of a file: where each part of a report's text stands in the file, and what may be rewritten there.

use crate::text::{OffsetMap, Run, Span};

/// How the text of a report lies in the text of its file.
///
/// Each run of the map is one of three things: text that stands in the file as it reads; text that the file writes another
/// way (`&amp;`, `\u0627`, a line break in a paragraph); or *markup*, which is kept whatever happens to the text around it,
/// and which may show as something in the report (a blank line between two paragraphs, the brackets of a link).
#[derive(Clone, Debug, Default)]
pub struct Layout {
    map: OffsetMap,
    /// Which runs are markup. Shorter than the runs where the rest is text.
    markup: Vec<bool>,
}

impl Layout {
    /// The layout of a file that is its text.
    #[must_use]
    pub fn identity(len: usize) -> Self {
        Self { map: OffsetMap::identity(len), markup: Vec::new() }
    }

    /// Whether the report's text is the file's text.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        self.markup.is_empty()
    }

    /// Where a span of the report's text stands in the file's text, widened to whole pieces that the file writes another way.
    #[must_use]
    pub fn to_file(&self, span: Span) -> Span {
        self.map.to_original(span)
    }

    /// The runs that a span of the report's text touches, its ends included, in order, each with whether it is markup.
    pub fn runs_at(&self, span: Span) -> impl Iterator<Item = (Run, bool)> {
        let runs = self.map.runs();
        let first = runs.partition_point(|run| run.derived.end < span.start);
        let touched = runs.get(first..).unwrap_or_default().iter().take_while(move |run| run.derived.start <= span.end);
        touched.zip(first..).map(|(run, at)| (*run, self.markup.get(at).copied().unwrap_or(false)))
    }
}

/// Weaves the text of a report out of the pieces of a file, in their order, and notes the layout.
#[derive(Debug, Default)]
pub(super) struct Weaver {
    text: String,
    layout: Layout,
    /// Bytes of markup not yet in the map: neighbouring tags make one run.
    silent: usize,
}

impl Weaver {
    /// The text so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Text that reads as it stands.
    pub(super) fn copy(&mut self, text: &str) {
        if !text.is_empty() {
            self.flush();
            self.text.push_str(text);
            self.layout.map.copy(text.len());
            self.note(false);
        }
    }

    /// Text that the file writes in `written` bytes and that reads otherwise.
    pub(super) fn read(&mut self, written: usize, text: &str) {
        self.flush();
        self.text.push_str(text);
        self.layout.map.replace(written, text.len());
        self.note(false);
    }

    /// Markup of so many bytes that does not show.
    pub(super) fn keep(&mut self, written: usize) {
        self.silent += written;
    }

    /// Markup of so many bytes (or none) that shows as this text.
    pub(super) fn show(&mut self, written: usize, text: &str) {
        self.flush();
        self.text.push_str(text);
        self.layout.map.replace(written, text.len());
        self.note(true);
    }

    /// The text and its layout.
    pub(super) fn finish(mut self) -> (String, Layout) {
        self.flush();
        (self.text, self.layout)
    }

    fn flush(&mut self) {
        let silent = std::mem::take(&mut self.silent);
        if silent > 0 {
            self.layout.map.replace(silent, 0);
            self.note(true);
        }
    }

    /// Says of the run that was just made, if a new one was, whether it is markup.
    fn note(&mut self, markup: bool) {
        self.layout.markup.resize(self.layout.map.runs().len(), markup);
    }
}
