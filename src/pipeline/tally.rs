//! The tally: what a run found, counted report by report, to be added up in any order.

use super::{LostTitle, Outcome};
use crate::align::{Side, UnitKind};
use crate::glossary::consistency::{Consistency, Standing};
use crate::report::citation::Form;
use crate::text::{Certainty, Evidence, Finding, FindingId, Lang, Position, Protection, Span, Stage};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Where a byte offset of a report's text stands in its file.
pub type Positions<'p> = &'p dyn Fn(usize) -> Position;

/// What a run found, or a part of a run. Adding parts up gives the same whatever their order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// The reports that were read, by name.
    pub reports: BTreeMap<String, ReportTally>,
    /// Files of formats that are not read.
    pub left_out: BTreeSet<String>,
    /// Files that could not be read or written.
    pub failures: BTreeSet<Failure>,
    /// Findings by stage, rule and certainty.
    pub findings: BTreeMap<FindingKind, u64>,
    /// Titles that are lost.
    pub lost: BTreeSet<LostTitle>,
    /// Titles that were brought back.
    pub restored: BTreeSet<RestoredTitle>,
    /// Names and their spellings.
    pub names: Consistency,
    /// How often each exception of the policy decided about a hit, by its label.
    #[serde(default)]
    pub exceptions: BTreeMap<String, u64>,
    /// What a person should look at.
    pub problems: BTreeSet<ReportProblem>,
}

/// Counts of one report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportTally {
    /// Its language, as a BCP 47 tag.
    pub lang: String,
    /// What was counted.
    #[serde(flatten)]
    pub counts: Counts,
}

/// Counts of one report, or of many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Bytes of text.
    pub bytes: u64,
    /// Notes.
    pub notes: u64,
    /// References to notes.
    pub references: u64,
    /// Citations that were understood.
    pub citations: u64,
    /// Citations that repeat an earlier one: *ibid.*, *op. cit.*
    pub repeated_citations: u64,
    /// Citations that were not understood.
    pub unparsed_citations: u64,
    /// Aligned units.
    pub units: u64,
    /// Units with both sides.
    pub pairs: u64,
    /// Glossary hits.
    pub hits: u64,
    /// Findings that went into the text.
    pub applied: u64,
    /// Findings that did not.
    pub left: u64,
    /// Findings of damage that cannot be undone here.
    pub lost: u64,
    /// Things that a person should look at.
    pub problems: u64,
}

/// A file that could not be dealt with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Failure {
    /// The file.
    pub file: String,
    /// What went wrong and what to do.
    pub error: String,
}

/// What findings have in common when they are counted together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct FindingKind {
    /// The stage that made them.
    pub stage: Stage,
    /// Its rule.
    pub rule: String,
    /// The word for their certainty.
    pub certainty: String,
    /// Whether they went into the text.
    pub applied: bool,
}

/// A place in a report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Where {
    /// The report.
    pub report: String,
    /// The line and column at which it begins.
    #[serde(flatten)]
    pub position: Position,
    /// The label of the note, where it stands in one.
    pub note: Option<String>,
}

/// A title that was brought back.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RestoredTitle {
    /// Where it stands.
    #[serde(flatten)]
    pub place: Where,
    /// The title.
    pub title: String,
    /// Its translation, where the citation gives one.
    pub gloss: Option<String>,
    /// The word for how certain it is.
    pub certainty: String,
    /// In words, what that rests on.
    pub because: Vec<String>,
}

/// Something in a report that a person should look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReportProblem {
    /// Where.
    #[serde(flatten)]
    pub place: Where,
    /// What is wrong and what to do.
    pub message: String,
}

impl Tally {
    /// The tally of one report. `position` says where a byte offset of the report's text stands in its file.
    #[must_use]
    pub fn of(outcome: &Outcome, position: Positions<'_>) -> Self {
        let mut tally = Self::default();
        let report = &outcome.report;
        let mut counts = Counts {
            bytes: report.text.text().len() as u64,
            notes: report.notes.len() as u64,
            references: report.references.len() as u64,
            units: outcome.units.len() as u64,
            pairs: outcome.units.iter().filter(|unit| unit.target.is_some()).count() as u64,
            hits: outcome.hits.len() as u64,
            problems: outcome.problems.len() as u64,
            ..Counts::default()
        };
        for citation in &outcome.citations {
            match citation.form {
                Form::Full => counts.citations += 1,
                Form::Ibid | Form::OpCit => counts.repeated_citations += 1,
                Form::Unparsed => counts.unparsed_citations += 1,
            }
        }
        let applied = outcome.ledger.applied();
        for (id, finding) in outcome.ledger.iter() {
            let applied = applied.contains(id);
            counts.applied += u64::from(applied);
            counts.left += u64::from(!applied);
            counts.lost += u64::from(finding.certainty == Certainty::Lost);
            tally.add_finding(outcome, position, id, finding, applied);
        }
        tally.names = names(outcome, position);
        tally.exceptions.clone_from(&outcome.exceptions);
        for problem in &outcome.problems {
            let place = place(outcome, position, problem.span);
            tally.problems.insert(ReportProblem { place, message: problem.message.clone() });
        }
        tally.reports.insert(report.name.clone(), ReportTally { lang: report.lang.tag().to_owned(), counts });
        tally
    }

    /// Counts one finding, and lists the title that it lost or brought back.
    fn add_finding(
        &mut self,
        outcome: &Outcome,
        position: Positions<'_>,
        id: FindingId,
        finding: &Finding,
        applied: bool,
    ) {
        let kind = FindingKind {
            stage: finding.stage,
            rule: finding.rule.clone(),
            certainty: finding.certainty.word().to_owned(),
            applied,
        };
        *self.findings.entry(kind).or_default() += 1;
        let restores = finding.stage == Stage::Restore;
        let brought_back = applied && restores;
        if finding.certainty != Certainty::Lost && !restores {
            return;
        }
        let span = outcome.ledger.place(id);
        let place = place(outcome, position, span);
        let gloss = gloss(outcome, span);
        match &finding.after {
            Some(title) if brought_back => {
                let because = finding.evidence.iter().map(Evidence::sentence).collect();
                let certainty = finding.certainty.word().to_owned();
                self.restored.insert(RestoredTitle { place, title: title.clone(), gloss, certainty, because });
            }
            _ => {
                self.lost.insert(LostTitle::new(finding, place, gloss));
            }
        }
    }

    /// Adds another part of the run. A report that is in both is taken from `other`.
    pub fn merge(&mut self, other: Self) {
        self.reports.extend(other.reports);
        self.left_out.extend(other.left_out);
        self.failures.extend(other.failures);
        for (kind, count) in other.findings {
            *self.findings.entry(kind).or_default() += count;
        }
        self.lost.extend(other.lost);
        self.restored.extend(other.restored);
        self.names.merge(other.names);
        for (exception, count) in other.exceptions {
            *self.exceptions.entry(exception).or_default() += count;
        }
        self.problems.extend(other.problems);
    }

    /// Takes note of an exception of the policy, so that it is known if it never decides about anything.
    pub fn expect_exception(&mut self, label: String) {
        self.exceptions.entry(label).or_default();
    }

    /// The exceptions that met nothing: a file or a concept in them may be misspelt.
    pub fn idle_exceptions(&self) -> impl Iterator<Item = &str> {
        self.exceptions.iter().filter(|(_, count)| **count == 0).map(|(label, _)| label.as_str())
    }

    /// The counts of all reports together.
    #[must_use]
    pub fn totals(&self) -> Counts {
        self.reports.values().fold(Counts::default(), |sum, report| sum.plus(report.counts))
    }

    /// The findings counted by one of their properties.
    #[must_use]
    pub fn findings_by<K: Ord>(&self, property: impl Fn(&FindingKind) -> Option<K>) -> BTreeMap<K, u64> {
        let mut counts = BTreeMap::new();
        for (kind, count) in &self.findings {
            if let Some(key) = property(kind) {
                *counts.entry(key).or_default() += count;
            }
        }
        counts
    }
}

impl Counts {
    /// The sum of two.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self {
            bytes: self.bytes + other.bytes,
            notes: self.notes + other.notes,
            references: self.references + other.references,
            citations: self.citations + other.citations,
            repeated_citations: self.repeated_citations + other.repeated_citations,
            unparsed_citations: self.unparsed_citations + other.unparsed_citations,
            units: self.units + other.units,
            pairs: self.pairs + other.pairs,
            hits: self.hits + other.hits,
            applied: self.applied + other.applied,
            left: self.left + other.left,
            lost: self.lost + other.lost,
            problems: self.problems + other.problems,
        }
    }
}

/// The names in a report: as they read in the end, those that were respelt, and pairs in its aligned units.
fn names(outcome: &Outcome, position: Positions<'_>) -> Consistency {
    let mut names = Consistency::default();
    let report = &outcome.report.name;
    let at = |span: Span| position(outcome.view.to_source(span).start);
    // A hit that is only suspected is no name of the concept yet.
    for hit in outcome.hits.iter().filter(|hit| !hit.is_suspected()) {
        let standing = match hit.kept {
            None | Some(Protection::NotEnforced | Protection::Grammar) => Standing::Own,
            Some(_) => Standing::Kept,
        };
        names.add(report, hit, standing, || at(hit.span));
    }
    for hit in &outcome.respelt {
        names.add(report, hit, Standing::Replaced, || position(hit.span.start));
    }
    // The other side of a term's own unit is what the glossary says, not what anybody wrote.
    for unit in outcome.units.iter().filter(|unit| unit.kind != UnitKind::Term) {
        let Some(target) = &unit.target else { continue };
        let concepts: BTreeSet<&str> = unit.source.terms.iter().map(|term| &*term.concept).collect();
        for concept in concepts {
            let texts = |side: &Side| -> Vec<String> {
                let of_concept = side.terms.iter().filter(|term| *term.concept == *concept);
                of_concept.map(|term| term.span.slice(&side.text).to_owned()).collect()
            };
            let (sources, targets) = (texts(&unit.source), texts(target));
            // Which stands for which is known only where both sides have as many.
            if sources.len() == targets.len() {
                for (source, rendering) in sources.iter().zip(&targets) {
                    let pair = ((&unit.source.lang, source.as_str()), (&target.lang, rendering.as_str()));
                    names.add_rendering(report, concept, pair.0, pair.1, || at(unit.span));
                }
            }
        }
    }
    names
}

fn place(outcome: &Outcome, position: Positions<'_>, span: Span) -> Where {
    let report = &outcome.report;
    let note = report.notes.get(report.notes.partition_point(|note| note.body.end <= span.start));
    Where {
        report: report.name.clone(),
        position: position(span.start),
        note: note
            .filter(|note| note.body.start <= span.start || note.mark.contains(span))
            .map(|note| note.label.clone()),
    }
}

/// The gloss of the citation in which a stretch of the source stands.
fn gloss(outcome: &Outcome, span: Span) -> Option<String> {
    let span = outcome.view.from_source(span);
    let next = outcome.citations.partition_point(|citation| citation.span.end <= span.start);
    let citation = outcome.citations.get(next).filter(|citation| citation.span.overlaps(span))?;
    Some(citation.gloss?.slice(outcome.view.text()).to_owned())
}

impl From<FindingKind> for String {
    fn from(kind: FindingKind) -> Self {
        let applied = if kind.applied { "applied" } else { "left" };
        format!("{}/{}/{}/{applied}", kind.stage.word(), kind.rule, kind.certainty)
    }
}

impl TryFrom<String> for FindingKind {
    type Error = String;

    /// Reads what a tally writes: `repair/utf8-as-windows-1252/proven/applied`.
    fn try_from(text: String) -> Result<Self, String> {
        let parts = || {
            let (stage, rest) = text.split_once('/')?;
            let (rest, applied) = rest.rsplit_once('/')?;
            let (rule, certainty) = rest.rsplit_once('/')?;
            let stage =
                [Stage::Repair, Stage::Restore, Stage::Terms].into_iter().find(|known| known.word() == stage)?;
            let applied = match applied {
                "applied" => true,
                "left" => false,
                _ => return None,
            };
            Some(Self { stage, rule: rule.to_owned(), certainty: certainty.to_owned(), applied })
        };
        parts().ok_or_else(|| format!("{text:?} is not stage/rule/certainty/applied"))
    }
}

impl ReportTally {
    /// The language of the report.
    #[must_use]
    pub fn language(&self) -> Lang {
        Lang::new(&self.lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_of_finding_is_read_back() {
        let kind =
            FindingKind { stage: Stage::Repair, rule: "a/b".to_owned(), certainty: "proven".to_owned(), applied: true };
        assert_eq!(FindingKind::try_from(String::from(kind.clone())), Ok(kind));
        assert!(FindingKind::try_from("repair/x/proven/perhaps".to_owned()).is_err());
    }
}
