//! A hit: a glossary term found in a text.

use crate::text::{Lang, Protection, Span, TermStatus};

/// A glossary term found in a view.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Where the name itself stands: without proclitics, articles that are not part of the term, possessive endings.
    pub span: Span,
    /// The text there.
    pub surface: String,
    /// The concept's id.
    pub concept: String,
    /// The term of the glossary that was met.
    pub term: String,
    /// Its status.
    pub status: TermStatus,
    /// Its language.
    pub lang: Lang,
    /// The preferred term of the concept in the same language.
    pub preferred: Option<String>,
    /// The preferred term in the language asked for as the other side.
    pub translation: Option<String>,
    /// Why it must stay as it is, when something protects it.
    pub kept: Option<Protection>,
}
