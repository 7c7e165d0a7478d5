//! The findings about lost text in a report.

use super::witness::day;
use super::{Query, Resources, Restored, restore_one};
use crate::report::citation::Citation;
use crate::report::{BlockKind, Report};
use crate::text::mask::{Mask, masks, title_mask};
use crate::text::{Anchor, Certainty, Evidence, Finding, Span, Stage, View};

/// Candidates that a finding of a lost title names.
const CANDIDATES: usize = 5;

/// Finds the lost titles of a report and brings back those that are certain; names all other lost text.
///
/// | rule | says |
/// |---|---|
/// | `title-from-witness` | the title stands whole elsewhere and fits: [`Certainty::Witnessed`] |
/// | `title-from-address` | the address of the work holds its letters, and not all of its signs: [`Certainty::Fitting`] |
/// | `lost-title` | neither; what it may be is named for review: [`Certainty::Lost`] |
/// | `lost-text` | lost text that is no title of a citation: [`Certainty::Lost`] |
///
/// Findings come in the order of the text.
///
/// # Errors
/// When the title index cannot be read.
pub fn find(
    view: &View,
    report: &Report,
    citations: &[Citation],
    resources: &Resources<'_>,
) -> Result<Vec<Finding>, String> {
    let text = view.text();
    let mut findings = Vec::new();
    let mut titles: Vec<Span> = Vec::new();
    for citation in citations {
        let Some((span, mask)) = lost_title(text, citation) else { continue };
        titles.push(span);
        let restored = restore_one(&query(text, citation, span), resources)?;
        findings.push((span, title_finding(view, span, mask, restored)));
    }
    titles.sort_unstable();
    for mask in lost_text(view, report, &titles) {
        let evidence = vec![Evidence::Mask { words: mask.words }];
        findings.push((mask.span, lost(view, mask.span, "lost-text", evidence)));
    }
    findings.sort_by_key(|(span, _)| *span);
    Ok(findings.into_iter().map(|(_, finding)| finding).collect())
}

/// Whether some text of a report is lost.
#[must_use]
pub fn has_lost_text(view: &View, report: &Report, citations: &[Citation]) -> bool {
    citations.iter().any(|citation| lost_title(view.text(), citation).is_some())
        || lost_text(view, report, &[]).next().is_some()
}

/// Lost text outside these sorted spans and outside code.
fn lost_text(view: &View, report: &Report, titles: &[Span]) -> impl Iterator<Item = Mask> {
    let code = report.blocks.iter().filter(|block| block.kind == BlockKind::Code);
    let code: Vec<Span> = code.map(|block| view.from_source(block.span)).collect();
    let found = masks(view.text());
    found.into_iter().filter(move |mask| !overlaps(titles, mask.span) && !overlaps(&code, mask.span))
}

/// Whether one of these sorted spans, none of which overlap, overlaps another.
fn overlaps(sorted: &[Span], span: Span) -> bool {
    let next = sorted.partition_point(|other| other.end <= span.start);
    sorted.get(next).is_some_and(|other| other.overlaps(span))
}

/// The title of a citation, when it is lost. Without a gloss to show that a title stood there, it must be a mask by the rule
/// for running text.
fn lost_title(text: &str, citation: &Citation) -> Option<(Span, Mask)> {
    let span = citation.title?.trim(text);
    let title = span.slice(text);
    let mask = title_mask(title)?;
    (citation.gloss.is_some() || !masks(title).is_empty()).then_some((span, mask))
}

fn query(text: &str, citation: &Citation, title: Span) -> Query {
    let slice = |span: Option<Span>| span.map(|span| span.slice(text).trim().to_owned());
    Query {
        mask: title.slice(text).to_owned(),
        gloss: slice(citation.gloss),
        lang: None,
        date: citation.date.map(day),
        source: slice(citation.author.or(citation.publisher)),
        url: citation.url.as_ref().and_then(|url| url.target.clone()),
    }
}

fn title_finding(view: &View, span: Span, mask: Mask, restored: Restored) -> Finding {
    let Restored { text, certainty, candidates, search } = restored;
    if let (Some(after), Some(best)) = (text, candidates.first()) {
        let (anchor, before, after) = replacement(view, span, &after);
        let from_address = !best.evidence.iter().any(|link| matches!(link, Evidence::Witness { .. }));
        return Finding {
            stage: Stage::Restore,
            anchor,
            rule: if from_address { "title-from-address" } else { "title-from-witness" }.to_owned(),
            before,
            after: Some(after),
            certainty,
            evidence: best.evidence.clone(),
        };
    }
    let mut evidence = vec![Evidence::Mask { words: mask.words }];
    evidence.extend(candidates.into_iter().take(CANDIDATES).map(|candidate| Evidence::Candidate {
        text: candidate.text,
        probability: candidate.probability,
        because: candidate.evidence,
    }));
    evidence.extend(search);
    lost(view, span, "lost-title", evidence)
}

fn lost(view: &View, span: Span, rule: &str, evidence: Vec<Evidence>) -> Finding {
    let (anchor, before, _) = replacement(view, span, "");
    Finding {
        stage: Stage::Restore,
        anchor,
        rule: rule.to_owned(),
        before,
        after: None,
        certainty: Certainty::Lost,
        evidence,
    }
}

/// Where a finding about a span of the view stands, the text there, and the text that would stand there with `after` in the
/// place of the span. The place is wider than the span where the span cuts through an earlier replacement.
fn replacement(view: &View, span: Span, after: &str) -> (Anchor, String, String) {
    let anchor = view.anchor(span);
    let Anchor::Source { span: source } = anchor else {
        return (anchor, span.slice(view.text()).to_owned(), after.to_owned());
    };
    let wide = view.from_source(source).cover(span);
    let side = |start, end| Span::new(start, end).slice(view.text());
    let after = [side(wide.start, span.start), after, side(span.end, wide.end)].concat();
    (anchor, source.slice(view.source().text()).to_owned(), after)
}
