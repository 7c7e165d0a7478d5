//! The stages, composed.

use super::{Outcome, Problem};
use crate::align::{self, Occurrence, TermUse};
use crate::glossary::{Hit, Matcher, policy};
use crate::repair;
use crate::report::citation::{self, Citation, Form};
use crate::report::{BlockKind, Report};
use crate::restore::{self, Guesser, Names, Resources, Shelf, Witness, Witnesses};
use crate::text::{Finding, Lang, Ledger, Protection, Span, Threshold, View};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// What the user chose about the stages.
#[derive(Clone, Debug)]
pub struct Settings {
    /// From which probability on a fitting reading goes into the text.
    pub threshold: Threshold,
    /// The language on the other side of the units; for a report in this language the other side is English.
    pub other_lang: Lang,
    /// What becomes of glossary hits.
    pub policy: policy::Policy,
}

impl Default for Settings {
    fn default() -> Self {
        Self { threshold: Threshold::default(), other_lang: Lang::AR, policy: policy::Policy::default() }
    }
}

/// The stages with their resources. Cheap to share between threads; the same input gives the same output on any of them.
#[derive(Debug)]
pub struct Pipeline {
    settings: Settings,
    matcher: Matcher,
    /// Made when a title is lost: it takes all concepts of the glossary.
    names: OnceLock<Names>,
    shelf: Option<Box<dyn Shelf>>,
    guesser: Option<Box<dyn Guesser>>,
}

/// A report after the first pass.
#[derive(Clone, Debug)]
pub struct Gathered {
    report: Arc<Report>,
    /// Where it was read from.
    path: Option<PathBuf>,
    ledger: Ledger,
    reading: Reading,
}

/// A report as it reads at one point of the pipeline, and the citations in it.
#[derive(Clone, Debug)]
struct Reading {
    view: View,
    citations: Vec<Citation>,
}

impl Reading {
    fn new(report: &Report, ledger: &Ledger) -> Self {
        let view = View::new(&report.text, ledger);
        let citations = citation::citations(report, &view);
        Self { view, citations }
    }

    /// The reading with more findings in the ledger: made anew only where one of them would change the text.
    fn with(self, found: Vec<Finding>, report: &Report, ledger: &mut Ledger) -> Self {
        let changes = found.iter().any(|finding| finding.after.is_some());
        ledger.extend(found);
        if changes { Self::new(report, ledger) } else { self }
    }
}

impl Gathered {
    /// The same, read from this path: exceptions of the policy can then name it.
    #[must_use]
    pub fn read_from(self, path: Option<PathBuf>) -> Self {
        Self { path, ..self }
    }

    /// The titles in this report that can witness for others.
    #[must_use]
    pub fn witnesses(&self) -> Vec<Witness> {
        restore::witnesses(&self.report.name, &self.reading.view, &self.report, &self.reading.citations)
    }

    /// Whether some of the text is lost, so that the second pass depends on the witnesses of other reports.
    #[must_use]
    pub fn has_lost_text(&self) -> bool {
        let Self { report, reading, .. } = self;
        restore::has_lost_text(&reading.view, report, &reading.citations)
    }
}

impl Pipeline {
    /// The pipeline with the matcher of a glossary.
    #[must_use]
    pub fn new(settings: Settings, matcher: Matcher) -> Self {
        Self { settings, matcher, names: OnceLock::new(), shelf: None, guesser: None }
    }

    /// The same pipeline, with a title index to look lost titles up in.
    #[must_use]
    pub fn with_shelf(self, shelf: Box<dyn Shelf>) -> Self {
        Self { shelf: Some(shelf), ..self }
    }

    /// The same pipeline, with a translation model that guesses at lost titles.
    #[must_use]
    pub fn with_guesser(self, guesser: Box<dyn Guesser>) -> Self {
        Self { guesser: Some(guesser), ..self }
    }

    /// What lost titles are brought back from, with the witnesses of a run.
    #[must_use]
    pub fn resources<'r>(&'r self, witnesses: &'r Witnesses) -> Resources<'r> {
        let names = self.names.get_or_init(|| names(&self.matcher));
        Resources { witnesses, shelf: self.shelf.as_deref(), names, guesser: self.guesser.as_deref() }
    }

    /// First pass: mends what can be undone and reads the citations from what then stands there.
    #[must_use]
    pub fn gather(&self, report: impl Into<Arc<Report>>) -> Gathered {
        let report = report.into();
        let mut ledger = Ledger::new(self.settings.threshold);
        ledger.extend(repair::find(&View::identity(&report.text)));
        let reading = Reading::new(&report, &ledger);
        Gathered { report, path: None, ledger, reading }
    }

    /// Second pass: restores lost titles, applies the glossary, aligns.
    ///
    /// # Errors
    /// When the title index cannot be read.
    pub fn apply(&self, gathered: Gathered, witnesses: &Witnesses) -> Result<Outcome, String> {
        let Gathered { report, path, mut ledger, reading } = gathered;

        let found = restore::find(&reading.view, &report, &reading.citations, &self.resources(witnesses))?;
        let reading = reading.with(found, &report, &mut ledger);

        let policy = self.settings.policy.in_report(&report.name, path.as_deref());
        let (mut hits, found) = self.terms(&report, &reading, &policy);
        let exceptions = exceptions(&hits, &policy);
        let mut respelt = Vec::new();
        let replaces = |finding: &Finding| finding.after.is_some() && self.settings.threshold.admits(finding.certainty);
        let replaces = found.iter().any(replaces);
        if replaces {
            let in_source = |hit: &Hit| Hit { span: reading.view.to_source(hit.span), ..hit.clone() };
            respelt.extend(hits.iter().filter(|hit| hit.is_respelt()).map(in_source));
        }
        let reading = reading.with(found, &report, &mut ledger);
        if replaces {
            // The spans of the hits are those of the text before it was respelt.
            (hits, _) = self.terms(&report, &reading, &policy);
        }

        let terms: Vec<Occurrence> = hits.iter().filter(|hit| !hit.is_suspected()).map(occurrence).collect();
        let sources = align::Sources {
            report: &report,
            view: &reading.view,
            ledger: &ledger,
            citations: &reading.citations,
            terms: &terms,
        };
        let units = align::units(&sources, &self.other_lang(&report));
        let problems = problems(&report, &reading);
        let Reading { view, citations } = reading;
        Ok(Outcome { report, ledger, view, citations, hits, respelt, exceptions, units, problems })
    }

    fn terms(&self, report: &Report, reading: &Reading, policy: &policy::InReport<'_>) -> (Vec<Hit>, Vec<Finding>) {
        let (text, other) = (reading.view.text(), self.other_lang(report));
        let mut hits = self.matcher.hits(text, &other);
        hits.extend(self.matcher.suspects(text, &hits, &other));
        hits.sort_by_key(|hit| hit.span);
        let kept = protected(report, reading);
        let headings = report.blocks.iter().filter(|block| block.kind == BlockKind::Heading);
        let headings = headings.map(|block| reading.view.from_source(block.span)).collect();
        let policy = policy.clone().with_headings(headings);
        let found = policy::findings(&reading.view, &mut hits, &kept, &self.matcher, policy);
        (hits, found)
    }

    /// The exceptions that the policy makes, for saying which of them met nothing.
    #[must_use]
    pub fn exceptions(&self) -> &[policy::Exception] {
        &self.settings.policy.exceptions
    }

    /// The exceptions that are made for a report of this name, read from this path, by their numbers: what its outcome
    /// depends on beside its content and the settings.
    #[must_use]
    pub fn exceptions_for(&self, name: &str, path: Option<&Path>) -> Vec<usize> {
        let all = self.settings.policy.exceptions.iter().enumerate();
        all.filter(|(_, exception)| exception.covers(name, path)).map(|(number, _)| number).collect()
    }

    /// The language on the other side of a report's units.
    #[must_use]
    pub fn other_lang(&self, report: &Report) -> Lang {
        if report.lang == self.settings.other_lang { Lang::EN } else { self.settings.other_lang.clone() }
    }
}

/// The English and the Arabic names of each concept, paired.
fn names(matcher: &Matcher) -> Names {
    let mut pairs = Vec::new();
    for concept in matcher.concepts() {
        for english in concept.terms_in(&Lang::EN).filter(|term| !term.status.is_rejected()) {
            let arabic = concept.terms_in(&Lang::AR).filter(|term| !term.status.is_rejected());
            pairs.extend(arabic.map(|arabic| (english.text.clone(), arabic.text.clone())));
        }
    }
    pairs.into_iter().collect()
}

/// Places whose wording belongs to somebody else: what a citation quotes, and code.
fn protected(report: &Report, reading: &Reading) -> Vec<(Span, Protection)> {
    let mut kept: Vec<(Span, Protection)> = Vec::new();
    for citation in &reading.citations {
        kept.extend(citation.title.map(|span| (span, Protection::CitedTitle)));
        kept.extend(citation.gloss.map(|span| (span, Protection::Gloss)));
        kept.extend(citation.author.map(|span| (span, Protection::CitedAuthor)));
        kept.extend(citation.publisher.map(|span| (span, Protection::CitedAuthor)));
        kept.extend(citation.url.as_ref().map(|url| (url.span, Protection::Address)));
        if citation.form == Form::Unparsed {
            // What was not understood may hold a title anywhere.
            kept.push((citation.span, Protection::CitedTitle));
        }
    }
    let code = report.blocks.iter().filter(|block| block.kind == BlockKind::Code);
    kept.extend(code.map(|block| (reading.view.from_source(block.span), Protection::Code)));
    kept
}

/// How often each exception decides about a hit.
fn exceptions(hits: &[Hit], policy: &policy::InReport<'_>) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    if policy.exceptions().is_empty() {
        return counts;
    }
    for exception in hits.iter().filter_map(|hit| policy.exception(&hit.concept)) {
        *counts.entry(exception.label()).or_default() += 1;
    }
    counts
}

fn occurrence(hit: &Hit) -> Occurrence {
    let term = TermUse {
        span: hit.span,
        concept: hit.concept.clone(),
        status: hit.status,
        translation: hit.translation.clone(),
    };
    Occurrence { term, lang: hit.lang.clone(), preferred: hit.preferred.clone() }
}

/// What a person should look at that no stage reports.
fn problems(report: &Report, reading: &Reading) -> Vec<Problem> {
    let mut problems: Vec<Problem> = report
        .dangling_references()
        .map(|reference| Problem {
            span: reference.span,
            message: format!("no note has the label {}: add the note or remove the reference", reference.label),
        })
        .collect();
    problems.extend(report.unreferenced_notes().into_iter().filter_map(|note| report.notes.get(note)).map(|note| {
        Problem { span: note.mark, message: format!("nothing in the text refers to note {}", note.label) }
    }));
    problems.extend(reading.citations.iter().filter(|citation| citation.form == Form::Unparsed).map(|citation| {
        Problem {
            span: reading.view.to_source(citation.span),
            message: "citation not understood, kept whole: expected author, title, date, address".to_owned(),
        }
    }));
    problems.sort_by_key(|problem| problem.span);
    problems
}
