//! What units are made of.

use super::TermUse;
use crate::report::Report;
use crate::report::citation::Citation;
use crate::text::{Lang, Ledger, View};
use std::sync::Arc;

/// What units are made of. All spans of `citations` and `terms` are ranges of `view`.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'r> {
    /// The report.
    pub report: &'r Report,
    /// The report as it reads in the end.
    pub view: &'r View,
    /// The findings behind `view`: they say how certain a mended title is.
    pub ledger: &'r Ledger,
    /// The citations, in order.
    pub citations: &'r [Citation],
    /// The glossary terms that occur, in order.
    pub terms: &'r [Occurrence],
}

/// A glossary term that occurs in a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Where in the view, its concept and its translation.
    pub term: TermUse,
    /// The language of the term that was met.
    pub lang: Lang,
    /// The preferred term of the concept in the same language.
    pub preferred: Option<Arc<str>>,
}
