//! First mentions: where a report names a concept for the first time by its acronym alone.

use super::InReport;
use super::protect::Places;
use super::replace::{Change, in_full, is_full, line_in_capitals};
use crate::glossary::term::is_acronym;
use crate::glossary::{Hit, Matcher};
use crate::text::{Lang, Span};
use std::collections::BTreeMap;

/// The longest stretch between a full name and its acronym, in bytes, that joins them: «, also called ».
const NEAR: usize = 24;

/// The longest where the second of them stands in brackets.
const IN_BRACKETS: usize = 160;

/// The hits that are first mentions by the acronym alone, by their numbers, with the change to the full name.
///
/// Only the report's own running text counts: what stands in a quotation, a title, an address, code or a heading neither is a
/// mention nor introduces the name. A report that itself puts the full name beside the acronym somewhere, in either order,
/// is left as it is, and so is one that first names the concept in full.
pub(super) fn first_mentions(
    text: &str,
    hits: &[Hit],
    places: &Places,
    matcher: &Matcher,
    policy: &InReport<'_>,
) -> BTreeMap<usize, Change> {
    let mut mentions: BTreeMap<(&str, &Lang), Vec<usize>> = BTreeMap::new();
    for (number, hit) in hits.iter().enumerate() {
        if policy.first_mention(&hit.concept).is_some() && is_own(text, hit, places, policy) {
            mentions.entry((&hit.concept, &hit.lang)).or_default().push(number);
        }
    }
    mentions
        .into_iter()
        .filter_map(|((concept, lang), numbers)| {
            let concept = matcher.concept(concept)?;
            let full = concept.preferred(lang).filter(|term| is_full(term))?;
            let own: Vec<&Hit> = numbers.iter().filter_map(|&number| hits.get(number)).collect();
            if own.windows(2).any(|pair| matches!(pair, [a, b] if is_introduction(text, a, b))) {
                return None;
            }
            let (&number, &first) = numbers.first().zip(own.first())?;
            if !is_acronym(&first.term) || first.status.is_rejected() || places.introduces(number) {
                return None;
            }
            Some((number, in_full(text, first, concept, full)?))
        })
        .collect()
}

/// Whether a hit is a mention in the report's own running text.
fn is_own(text: &str, hit: &Hit, places: &Places, policy: &InReport<'_>) -> bool {
    let next = policy.headings.partition_point(|heading| heading.end <= hit.span.start);
    let in_heading = policy.headings.get(next).is_some_and(|heading| heading.start < hit.span.end);
    !hit.is_suspected() && !places.is_foreign(text, hit.span) && !in_heading && !line_in_capitals(text, hit.span)
}

/// Whether two mentions that follow one another, one of them an acronym and the other none, introduce the acronym.
fn is_introduction(text: &str, first: &Hit, second: &Hit) -> bool {
    let between = Span::new(first.span.end, second.span.start).slice(text);
    let in_brackets = between.len() <= IN_BRACKETS && between.contains(['(', '[']) && !between.contains([')', ']']);
    let near =
        between.len() <= NEAR && !between.contains(['!', '?']) && !between.contains(". ") && !between.contains("\n\n");
    is_acronym(&first.term) != is_acronym(&second.term) && (near || in_brackets)
}
