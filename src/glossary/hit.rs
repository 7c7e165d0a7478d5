//! A hit: a glossary term found in a text.

use crate::text::{Lang, Protection, Span, TermStatus};
use std::sync::Arc;

/// A glossary term found in a view. Its texts are shared: a name that occurs a million times is in memory once.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Where the name itself stands: without proclitics, articles that are not part of the term, possessive endings.
    pub span: Span,
    /// The text there.
    pub surface: Arc<str>,
    /// The concept's id.
    pub concept: Arc<str>,
    /// The term of the glossary that was met.
    pub term: Arc<str>,
    /// Its status.
    pub status: TermStatus,
    /// Its language.
    pub lang: Lang,
    /// The preferred term of the concept in the same language.
    pub preferred: Option<Arc<str>>,
    /// The preferred term in the language asked for as the other side.
    pub translation: Option<Arc<str>>,
    /// Why it is only suspected, when it is not sure that the concept is meant: then it is for review, and never applied.
    pub suspicion: Option<Suspicion>,
    /// Why it must stay as it is, when something protects it.
    pub kept: Option<Protection>,
}

/// Why a hit is not sure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suspicion {
    /// Other concepts have the same name, and nothing in the text tells which is meant. Some of their ids.
    Shared(Vec<Arc<str>>),
    /// One letter is missing, too many, another, or changes places with its neighbour.
    Slip,
    /// It sounds like the term: other vowels, or another romanization.
    Sound,
}

impl Suspicion {
    /// The word for it in outputs.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Shared(_) => "shared-name",
            Self::Slip => "slip",
            Self::Sound => "sound",
        }
    }

    /// Other concepts that may be meant.
    #[must_use]
    pub fn rivals(&self) -> &[Arc<str>] {
        match self {
            Self::Shared(rivals) => rivals,
            _ => &[],
        }
    }
}

/// A hit as a line of JSON has it.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct HitRecord<'h> {
    /// First byte of the name.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The text there.
    pub surface: &'h str,
    /// The concept's id.
    pub concept: &'h str,
    /// The term of the glossary that was met.
    pub term: &'h str,
    /// Its status.
    pub status: TermStatus,
    /// Its language.
    pub lang: &'h Lang,
    /// `suspected` where it is not sure that the concept is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<&'static str>,
    /// Why it is only suspected: `shared-name`, `slip` or `sound`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<&'static str>,
    /// Other concepts that may be meant.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub rivals: &'h [Arc<str>],
}

impl Hit {
    /// Whether the policy, having judged it, puts the preferred term in its place: nothing keeps a form that is not preferred.
    #[must_use]
    pub fn is_respelt(&self) -> bool {
        self.kept.is_none() && self.status != TermStatus::Preferred
    }

    /// The hit as the `terms` filter writes it; offsets are bytes of the text in which it was found.
    #[must_use]
    pub fn record(&self) -> HitRecord<'_> {
        HitRecord {
            start: self.span.start,
            end: self.span.end,
            surface: &self.surface,
            concept: &self.concept,
            term: &self.term,
            status: self.status,
            lang: &self.lang,
            certainty: self.is_suspected().then_some("suspected"),
            because: self.suspicion.as_ref().map(Suspicion::word),
            rivals: self.suspicion.as_ref().map(Suspicion::rivals).unwrap_or_default(),
        }
    }

    /// Whether it is not sure that the concept is meant. Such a hit is for review, and never applied.
    #[must_use]
    pub fn is_suspected(&self) -> bool {
        self.suspicion.is_some()
    }
}

impl serde::Serialize for Hit {
    /// As [`Hit::record`].
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.record().serialize(serializer)
    }
}
