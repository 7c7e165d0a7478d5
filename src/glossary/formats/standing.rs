//! The standing of terms of which a file does not say it.

use crate::glossary::Term;
use crate::text::TermStatus;

/// The terms by language, each given with whether the file is silent about its status. In a language without a preferred term
/// the first silent one is it.
pub(super) fn prefer_first(mut terms: Vec<(Term, bool)>) -> Vec<Term> {
    terms.sort_by(|(a, _), (b, _)| a.lang.cmp(&b.lang));
    for group in terms.chunk_by_mut(|(a, _), (b, _)| a.lang == b.lang) {
        if group.iter().all(|(term, _)| term.status != TermStatus::Preferred)
            && let Some((first, _)) = group.iter_mut().find(|(_, silent)| *silent)
        {
            first.status = TermStatus::Preferred;
        }
    }
    terms.into_iter().map(|(term, _)| term).collect()
}
