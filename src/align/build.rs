//! The units of a report, out of its blocks, notes, citations and terms.

use super::ids::{Ids, token};
use super::segment::sentences_around;
use super::sources::Sources;
use super::title::title_pair;
use super::{Marker, Side, TermUse, Unit, UnitKind};
use crate::report::citation::Citation;
use crate::report::{Block, BlockKind};
use crate::text::mask::masks;
use crate::text::{Certainty, Evidence, Lang, Span};
use std::collections::BTreeMap;

/// Makes the units of a report, in the order of the text; a title after its citation, the terms last.
///
/// | unit | id | one for each |
/// |---|---|---|
/// | heading, sentence | `s1` | heading; sentence of a paragraph, list item or cell |
/// | citation | `c353-1` | citation of a note, whole |
/// | sentence in a note | `n353-1` | stretch of a note that is no citation |
/// | title | `t353-1` | title that stands beside its gloss, or did |
/// | term | `term-…` | concept that occurs and has a translation |
///
/// `target` is the language of the translations of terms. Text without letters makes no unit, nor does code.
#[must_use]
pub fn units(sources: &Sources<'_>, target: &Lang) -> Vec<Unit> {
    let mut builder = Builder::new(sources);
    for (number, block) in sources.report.blocks.iter().enumerate() {
        builder.block(number, *block);
    }
    for note in 0..sources.report.notes.len() {
        builder.note(note);
    }
    let mut drafts = std::mem::take(&mut builder.drafts);
    drafts.sort_by_key(|draft| draft.place);
    let mut units = builder.name(drafts);
    builder.terms(target, &mut units);
    units
}

/// A unit without its name, and where it comes in the order.
struct Draft {
    /// Where the sentence or citation begins; then 0 for it and 1 for its title.
    place: (usize, u8),
    /// The letters of its id, and for what stands in a note the number of the citation or sentence there.
    prefix: char,
    number: Option<usize>,
    unit: Unit,
}

struct Builder<'r> {
    sources: &'r Sources<'r>,
    text: &'r str,
    /// Note markers in the view, in order.
    markers: Vec<Marker>,
    /// For each note the citations in it; under `None` those in the text.
    citations: BTreeMap<Option<usize>, Vec<&'r Citation>>,
    /// Where each block begins in the view.
    blocks: Vec<usize>,
    drafts: Vec<Draft>,
    ids: Ids,
}

impl<'r> Builder<'r> {
    fn new(sources: &'r Sources<'r>) -> Self {
        let view = sources.view;
        let marker = |reference: &crate::report::Reference| Marker {
            span: view.from_source(reference.span),
            label: reference.label.clone(),
        };
        let mut citations: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for citation in sources.citations {
            citations.entry(citation.note).or_default().push(citation);
        }
        for list in citations.values_mut() {
            list.sort_by_key(|citation| citation.span);
        }
        Self {
            sources,
            text: view.text(),
            markers: sources.report.references.iter().map(marker).collect(),
            citations,
            blocks: sources.report.blocks.iter().map(|block| view.from_source(block.span).start).collect(),
            drafts: Vec::new(),
            ids: Ids::default(),
        }
    }

    /// Drafts the units of a block that is no note.
    fn block(&mut self, number: usize, block: Block) {
        if matches!(block.kind, BlockKind::Note | BlockKind::Code) {
            return;
        }
        let span = without_bullet(self.sources.view.from_source(block.span), block.kind, self.text);
        let cited = self.cited_in(span);
        if block.kind == BlockKind::Heading {
            self.push_text(number, span, UnitKind::Heading, None);
        } else if let [citation] = cited.as_slice()
            && is_all_but_layout(self.text, span, citation.span)
        {
            self.push_citation(number, citation, None);
            return;
        } else {
            let kept: Vec<Span> = cited.iter().map(|citation| citation.span).collect();
            self.push_sentences(number, span, &kept, None);
        }
        for citation in cited {
            self.push_title(number, citation, None);
        }
    }

    /// Drafts the units of a note: its citations, and whatever stands between them.
    fn note(&mut self, note: usize) {
        let Some(body) = self.sources.report.notes.get(note).map(|note| self.sources.view.from_source(note.body))
        else {
            return;
        };
        let block = self.blocks.partition_point(|&start| start <= body.start).saturating_sub(1);
        let citations = self.citations.remove(&Some(note)).unwrap_or_default();
        let mut at = body.start;
        let (mut number, mut gaps) = (0, 0);
        for citation in citations {
            self.gap(block, Span::new(at, citation.span.start), (note, &mut gaps));
            number += 1;
            self.push_citation(block, citation, Some((note, number)));
            at = citation.span.end.max(at);
        }
        self.gap(block, Span::new(at, body.end), (note, &mut gaps));
    }

    /// Drafts what stands in a note outside its citations, but for separators.
    fn gap(&mut self, block: usize, gap: Span, (note, count): (usize, &mut usize)) {
        let separators = |c: char| c.is_whitespace() || matches!(c, ';' | '؛' | ',' | '،');
        let inner = gap.slice(self.text);
        let start = gap.start + inner.len() - inner.trim_start_matches(separators).len();
        if start < gap.end {
            self.push_sentences(block, Span::new(start, gap.end), &[], Some((note, count)));
        }
    }

    fn push_sentences(&mut self, block: usize, span: Span, kept: &[Span], mut note: Option<(usize, &mut usize)>) {
        let base = span.start;
        let back = |span: Span| Span::new(span.start.saturating_sub(base), span.end.saturating_sub(base));
        let markers: Vec<Span> = self.markers_in(span).iter().map(|marker| back(marker.span)).collect();
        let kept: Vec<Span> = kept.iter().copied().map(back).collect();
        for sentence in sentences_around(span.slice(self.text), &markers, &kept, &self.sources.report.lang) {
            let place = note.as_mut().map(|(note, count)| {
                **count += 1;
                (*note, **count)
            });
            self.push_text(block, sentence.shift(base), UnitKind::Sentence, place);
        }
    }

    fn push_text(&mut self, block: usize, span: Span, kind: UnitKind, note: Option<(usize, usize)>) {
        let prefix = if note.is_some() { 'n' } else { 's' };
        if self.says_something(span) {
            let unit = self.unit(block, span, kind, note);
            self.drafts.push(Draft { place: (span.start, 0), prefix, number: note.map(|(_, number)| number), unit });
        }
    }

    fn push_citation(&mut self, block: usize, citation: &Citation, note: Option<(usize, usize)>) {
        let span = citation.span.trim(self.text);
        if self.says_something(span) {
            let mut unit = self.unit(block, span, UnitKind::Citation, note);
            unit.url = address(citation);
            let number = note.map(|(_, number)| number);
            self.drafts.push(Draft { place: (span.start, 0), prefix: 'c', number, unit });
        }
        self.push_title(block, citation, note);
    }

    fn push_title(&mut self, block: usize, citation: &Citation, note: Option<(usize, usize)>) {
        let Some(pair) = title_pair(self.sources, citation) else { return };
        let mut unit = self.unit(block, pair.source, UnitKind::Title, note);
        unit.target = pair.target.map(|(span, lang)| self.side(span, lang));
        unit.certainty = pair.certainty;
        unit.evidence = pair.evidence;
        unit.mask = pair.mask;
        unit.url = address(citation);
        let number = note.map(|(_, number)| number);
        self.drafts.push(Draft { place: (citation.span.start, 1), prefix: 't', number, unit });
    }

    /// A unit that has only its source side yet.
    fn unit(&self, block: usize, span: Span, kind: UnitKind, note: Option<(usize, usize)>) -> Unit {
        let label = note.and_then(|(note, _)| self.sources.report.notes.get(note)).map(|note| note.label.clone());
        Unit {
            id: String::new(),
            kind,
            block,
            span,
            source: self.side(span, self.sources.report.lang.clone()),
            target: None,
            certainty: None,
            evidence: Vec::new(),
            mask: None,
            note: label,
            url: None,
        }
    }

    fn side(&self, span: Span, lang: Lang) -> Side {
        let back = |inner: Span| Span::new(inner.start - span.start, inner.end - span.start);
        let markers = self.markers_in(span).iter();
        let first = self.sources.terms.partition_point(|term| term.term.span.start < span.start);
        let terms = self.sources.terms.iter().skip(first).take_while(|term| term.term.span.start < span.end);
        let inside = terms.filter(|term| span.contains(term.term.span));
        Side {
            lang,
            text: span.slice(self.text).to_owned(),
            markers: markers.map(|marker| Marker { span: back(marker.span), label: marker.label.clone() }).collect(),
            terms: inside.map(|found| TermUse { span: back(found.term.span), ..found.term.clone() }).collect(),
        }
    }

    /// The markers wholly inside a span of the view.
    fn markers_in(&self, span: Span) -> &[Marker] {
        let first = self.markers.partition_point(|marker| marker.span.start < span.start);
        let last = self.markers.partition_point(|marker| marker.span.end <= span.end);
        self.markers.get(first..last.max(first)).unwrap_or_default()
    }

    /// The citations that stand in the text of a block, in order.
    fn cited_in(&self, span: Span) -> Vec<&'r Citation> {
        let all = self.citations.get(&None).map_or(&[][..], Vec::as_slice);
        let first = all.partition_point(|citation| citation.span.start < span.start);
        let rest = all.iter().skip(first).take_while(|citation| citation.span.start < span.end);
        rest.copied().filter(|citation| span.contains(citation.span)).collect()
    }

    /// Whether a stretch has a letter outside its note markers, or what was one.
    fn says_something(&self, span: Span) -> bool {
        let mut at = span.start;
        let mut parts: Vec<Span> = Vec::new();
        for marker in self.markers_in(span) {
            parts.push(Span::new(at, marker.span.start));
            at = marker.span.end;
        }
        parts.push(Span::new(at, span.end));
        let has_letter = |part: &Span| part.slice(self.text).contains(char::is_alphabetic);
        parts.iter().any(has_letter) || !masks(span.slice(self.text)).is_empty()
    }

    /// Gives the units their names.
    fn name(&mut self, drafts: Vec<Draft>) -> Vec<Unit> {
        let mut running: BTreeMap<char, usize> = BTreeMap::new();
        let mut units = Vec::with_capacity(drafts.len());
        for Draft { prefix, number, mut unit, .. } in drafts {
            unit.id = match (&unit.note, number) {
                (Some(label), Some(number)) => self.ids.claim(format!("{prefix}{}-{number}", token(label))),
                _ => {
                    let count = running.entry(prefix).or_default();
                    *count += 1;
                    // Apart from c353-1, in case a note is called 1.
                    if prefix == 's' { Ids::sentence(*count) } else { self.ids.claim(format!("{prefix}-{count}")) }
                }
            };
            units.push(unit);
        }
        units
    }

    /// Adds a unit for each concept that occurs in the report's language and has a translation, by its first occurrence.
    fn terms(&mut self, target: &Lang, units: &mut Vec<Unit>) {
        let mut seen = std::collections::BTreeSet::new();
        for found in self.sources.terms {
            let Some(translation) = &found.term.translation else { continue };
            if found.lang.primary() != self.sources.report.lang.primary() || !seen.insert(&found.term.concept) {
                continue;
            }
            let span = found.term.span;
            let block = self.blocks.partition_point(|&start| start <= span.start).saturating_sub(1);
            let mut unit = self.unit(block, span, UnitKind::Term, None);
            let surface = span.slice(self.text);
            let term = found.preferred.as_deref().unwrap_or(surface);
            let side = |lang: &Lang, text: &str| Side {
                lang: lang.clone(),
                text: text.to_owned(),
                markers: Vec::new(),
                terms: Vec::new(),
            };
            unit.evidence = vec![Evidence::Glossary {
                concept: found.term.concept.clone(),
                term: surface.into(),
                status: found.term.status,
            }];
            unit.source = side(&self.sources.report.lang, term);
            unit.target = Some(side(target, translation));
            unit.certainty = Some(Certainty::Decided);
            unit.id = self.ids.claim(format!("term-{}", token(&found.term.concept)));
            units.push(unit);
        }
    }
}

fn address(citation: &Citation) -> Option<String> {
    citation.url.as_ref().and_then(|url| url.target.clone())
}

/// A block's span without the signs of its layout: `## ` before a heading, `- ` before a list item.
fn without_bullet(span: Span, kind: BlockKind, text: &str) -> Span {
    let inner = span.slice(text);
    let rest = match kind {
        BlockKind::Heading => inner.trim_start_matches('#'),
        BlockKind::ListItem => inner.trim_start_matches(['-', '*', '+', '•']),
        _ => inner,
    };
    let spaced = rest.trim_start();
    let layout = rest.len() < inner.len() && spaced.len() < rest.len();
    if layout { Span::new(span.end - spaced.len(), span.end) } else { span }
}

/// Whether a block is a citation but for white space, a number and punctuation around it.
fn is_all_but_layout(text: &str, block: Span, citation: Span) -> bool {
    let around = [Span::new(block.start, citation.start), Span::new(citation.end, block.end)];
    around.iter().all(|part| !part.slice(text).contains(char::is_alphabetic))
}
