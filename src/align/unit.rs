//! A unit: a stretch of source text and what stands for it in the other language. TMX and XLIFF call it the same.

use crate::text::{Certainty, Evidence, Lang, Span, TermStatus};
use std::sync::Arc;

/// An aligned pair, or one side of a pair whose other side is still to be made.
///
/// The source side is always in the language of the report, so that a report gives one translation direction: the title of
/// a cited work in another language is the *target* of its gloss.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Unique in the report, an XML `NMTOKEN`: `s12`, `n353-1`.
    pub id: String,
    /// What it pairs.
    pub kind: UnitKind,
    /// The block in which it stands, as an index into [`crate::report::Report::blocks`].
    pub block: usize,
    /// Where its source side stands, in the final view.
    pub span: Span,
    /// The side in the report's language.
    pub source: Side,
    /// The side in the other language, where it is known.
    pub target: Option<Side>,
    /// How certain the pair is, where this program had a part in it: that of the finding which mended or restored the
    /// target; [`Certainty::Decided`] for a term; [`Certainty::Lost`] when the target was there and is lost. `None` while
    /// there is no target, and for a pair as the report itself states it.
    pub certainty: Option<Certainty>,
    /// What the pair rests on.
    pub evidence: Vec<Evidence>,
    /// Word lengths of a lost title.
    pub mask: Option<Vec<usize>>,
    /// The label of the note in which it stands.
    pub note: Option<String>,
    /// The address of the cited work.
    pub url: Option<String>,
}

/// What a unit pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitKind {
    /// A heading, whole.
    Heading,
    /// A sentence of running text.
    Sentence,
    /// A citation, never cut.
    Citation,
    /// The title of a cited work and its gloss.
    Title,
    /// A term of the glossary that occurs in the report.
    Term,
}

/// One side of a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// Its language.
    pub lang: Lang,
    /// Its text, note markers and all.
    pub text: String,
    /// Note markers in `text`: to be carried as inline codes.
    pub markers: Vec<Marker>,
    /// Glossary terms in `text`.
    pub terms: Vec<TermUse>,
}

/// A note marker in the text of a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Where, in the side's text.
    pub span: Span,
    /// The label as it reads: `352`.
    pub label: String,
}

/// A glossary term in the text of a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermUse {
    /// Where, in the side's text.
    pub span: Span,
    /// The concept's id.
    pub concept: Arc<str>,
    /// The status of the term that was met.
    pub status: TermStatus,
    /// The preferred term in the other language.
    pub translation: Option<Arc<str>>,
}

impl Side {
    /// Whether its text has neither note markers nor terms in it.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.markers.is_empty() && self.terms.is_empty()
    }
}

impl Unit {
    /// Whether something is known of its other side: what it reads, or that it is lost.
    #[must_use]
    pub fn is_aligned(&self) -> bool {
        self.target.is_some() || self.certainty.is_some()
    }

    /// Whether it is a sentence that has no other side.
    #[must_use]
    pub fn is_running_text(&self) -> bool {
        self.kind == UnitKind::Sentence && !self.is_aligned()
    }

    /// Whether it is running text that goes on from the unit before it, so that one can be read on into the other.
    #[must_use]
    pub fn goes_on_from(&self, before: &Self) -> bool {
        before.is_running_text() && self.is_running_text() && before.block == self.block && before.note == self.note
    }
}
