//! The tally: what a run found, counted report by report, to be added up in any order.

use super::{LostTitle, Outcome};
use crate::report::citation::Form;
use crate::text::key::Key;
use crate::text::{Certainty, Evidence, Finding, FindingId, Lang, Position, Protection, Span, Stage, script};
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
    /// Names, by concept.
    pub names: BTreeMap<String, Name>,
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

/// A concept of the glossary that was met.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The preferred term in each language in which it was met.
    pub preferred: BTreeMap<String, String>,
    /// How often it was met.
    pub count: u64,
    /// The spellings in which it was met, as they stood in the texts.
    pub spellings: BTreeMap<String, Spelling>,
}

/// One spelling of a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spelling {
    /// Its language.
    pub lang: String,
    /// How often the reports' own text has it.
    pub own: u64,
    /// How often it stands where it must stay: in cited titles, quotations and the like.
    pub kept: u64,
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
        for hit in &outcome.hits {
            let name = entry(&mut tally.names, &hit.concept);
            name.count += 1;
            if let Some(preferred) = &hit.preferred
                && name.preferred.get(hit.lang.tag()).is_none_or(|known| **known != **preferred)
            {
                name.preferred.insert(hit.lang.tag().to_owned(), preferred.as_ref().to_owned());
            }
            let spelling = entry(&mut name.spellings, &hit.surface);
            hit.lang.tag().clone_into(&mut spelling.lang);
            if hit.kept.is_none_or(|kept| kept == Protection::NotEnforced) {
                spelling.own += 1;
            } else {
                spelling.kept += 1;
            }
        }
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
        for (concept, name) in other.names {
            self.names.entry(concept).or_default().merge(name);
        }
        self.problems.extend(other.problems);
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

impl Name {
    fn merge(&mut self, other: Self) {
        for (lang, preferred) in other.preferred {
            // Reports of one run share a glossary; should they not, the first in order stands.
            let known = self.preferred.entry(lang).or_insert_with(|| preferred.clone());
            if preferred < *known {
                *known = preferred;
            }
        }
        self.count += other.count;
        for (surface, spelling) in other.spellings {
            let known = self.spellings.entry(surface).or_default();
            known.own += spelling.own;
            known.kept += spelling.kept;
            known.lang = spelling.lang;
        }
    }

    /// The spellings between which the reports' own text wavers: of one language, alike but neither the same word nor a
    /// plural or genitive of it. An abbreviation beside the full name is no second spelling, and in Arabic script the
    /// differences are mostly inflection, so that only spellings in other scripts are compared.
    #[must_use]
    pub fn wavering(&self) -> Vec<&str> {
        let own: Vec<(&str, &str, String, Key)> = self
            .spellings
            .iter()
            .filter(|(surface, spelling)| spelling.own > 0 && !script::has_arabic(surface) && surface.len() <= 100)
            .map(|(surface, spelling)| (surface.as_str(), spelling.lang.as_str(), stem(surface), Key::new(surface)))
            .collect();
        let mut wavering = BTreeSet::new();
        for (at, (a, lang_a, stem_a, key_a)) in own.iter().enumerate() {
            for (b, lang_b, stem_b, key_b) in own.iter().skip(at + 1) {
                let near =
                    || distance(key_a.folded(), key_b.folded()) <= key_a.folded().len().min(key_b.folded().len()) / 3;
                if lang_a == lang_b && stem_a != stem_b && near() {
                    wavering.extend([*a, *b]);
                }
            }
        }
        wavering.into_iter().collect()
    }
}

/// A name in lower case, with straight apostrophes and without a plural or genitive ending.
fn stem(surface: &str) -> String {
    let lower: String = surface.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect();
    lower.trim_end_matches(['s', '\'']).to_owned()
}

/// How many characters must be put in, taken out or changed to make one text of another.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, from) in a.chars().enumerate() {
        let mut diagonal = at;
        let mut left = at + 1;
        for (to, above) in b.iter().zip(row.iter_mut().skip(1)) {
            let cost = (diagonal + usize::from(from != *to)).min(left + 1).min(*above + 1);
            diagonal = std::mem::replace(above, cost);
            left = cost;
        }
        if let Some(first) = row.first_mut() {
            *first = at + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// The value of a key, made when it is new.
fn entry<'m, V: Default>(map: &'m mut BTreeMap<String, V>, key: &str) -> &'m mut V {
    if !map.contains_key(key) {
        map.insert(key.to_owned(), V::default());
    }
    map.entry(key.to_owned()).or_default()
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

    fn name(spellings: &[(&str, &str, u64)]) -> Name {
        let spelling = |lang: &str, own| Spelling { lang: lang.to_owned(), own, kept: 1 };
        Name {
            spellings: spellings.iter().map(|&(text, lang, own)| (text.to_owned(), spelling(lang, own))).collect(),
            ..Name::default()
        }
    }

    #[test]
    fn two_spellings_waver_and_inflection_does_not() {
        for (spellings, expected) in [
            (&[("Ismailis", "en", 3), ("Isma'ili", "en", 1)][..], vec!["Isma'ili", "Ismailis"]),
            (&[("Salamiyah", "en", 3), ("Salamiya", "en", 1)], vec!["Salamiya", "Salamiyah"]),
            (&[("Ismaili", "en", 3), ("Ismailis", "en", 1), ("ISMAILIS’", "en", 1)], vec![]),
            (&[("HTS", "en", 3), ("Hayat Tahrir al-Sham", "en", 1)], vec![]),
            (&[("Hama", "en", 3), ("Hamah", "de", 1)], vec![]),
            (&[("Salamiyah", "en", 3), ("Salamiya", "en", 0)], vec![]),
            (&[("سلمية", "ar", 3), ("السلمية", "ar", 2)], vec![]),
        ] {
            assert_eq!(name(spellings).wavering(), expected, "{spellings:?}");
        }
    }

    #[test]
    fn a_kind_of_finding_is_read_back() {
        let kind =
            FindingKind { stage: Stage::Repair, rule: "a/b".to_owned(), certainty: "proven".to_owned(), applied: true };
        assert_eq!(FindingKind::try_from(String::from(kind.clone())), Ok(kind));
        assert!(FindingKind::try_from("repair/x/proven/perhaps".to_owned()).is_err());
    }

    #[test]
    fn distances() {
        for (a, b, expected) in [("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("same", "same", 0)] {
            assert_eq!(distance(a, b), expected, "{a} {b}");
        }
    }
}
