//! What the pipeline made of one report.

use crate::align::Unit;
use crate::glossary::Hit;
use crate::report::Report;
use crate::report::citation::Citation;
use crate::text::{Ledger, Span, View};
use std::collections::BTreeMap;
use std::sync::Arc;

/// All that is known of a report after the last stage. Writers read it; nothing changes it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The report as read.
    pub report: Arc<Report>,
    /// All findings.
    pub ledger: Ledger,
    /// The report as it reads with the applied findings.
    pub view: View,
    /// The citations, on `view`.
    pub citations: Vec<Citation>,
    /// The glossary hits, on `view`.
    pub hits: Vec<Hit>,
    /// The glossary hits that were respelt, as they stood, on the source.
    pub respelt: Vec<Hit>,
    /// How often each exception of the policy decided about a hit, by [`crate::glossary::policy::Exception::label`].
    pub exceptions: BTreeMap<String, u64>,
    /// The aligned units, in the order of the text.
    pub units: Vec<Unit>,
    /// What a person should look at that is no finding: a reference without a note, a citation not understood.
    pub problems: Vec<Problem>,
}

/// Something in a report that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, in the source.
    pub span: Span,
    /// What is wrong and what to do.
    pub message: String,
}
