//! Consistency: which spellings of each name a folder uses and where, and how they are rendered in the other language.
//!
//! [`Consistency`] is made report by report and merged in any order; [`Consistency::breaches`] and
//! [`Consistency::divergences`] say what a person should look at.

mod spelling;

use crate::glossary::Hit;
use crate::text::{Lang, Position, TermStatus};
use serde::{Deserialize, Serialize};
use spelling::{alike, go_together, spelling};
use std::collections::{BTreeMap, BTreeSet};

/// Most reports of which the first place is kept for a spelling: the first in the order of names.
const PLACES: usize = 5;

/// The names of a folder. Merging parts gives the same whatever their order, as long as no report is in two of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consistency {
    /// The spellings, by concept and language.
    pub names: BTreeMap<String, BTreeMap<String, Names>>,
    /// The renderings in aligned units, by concept and the languages of the two sides, as `en>ar`.
    pub renderings: BTreeMap<String, BTreeMap<String, Renderings>>,
}

/// The spellings on the source side of aligned units, by what is the same for all forms of one.
pub type Renderings = BTreeMap<String, Rendered>;

/// How one spelling on the source side is rendered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendered {
    /// Its forms, with how often.
    pub surfaces: BTreeMap<String, u64>,
    /// The spellings on the target side, by what is the same for all forms of one.
    pub targets: BTreeMap<String, Use>,
}

/// The names of a concept in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// The preferred term.
    pub preferred: Option<String>,
    /// The spellings, by what is the same for all forms of one.
    pub spellings: BTreeMap<String, Use>,
}

/// How a spelling is used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Use {
    /// Its standing in the glossary; not known for a rendering.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<TermStatus>,
    /// How often the reports' own text has it, as it reads in the end.
    pub own: u64,
    /// How often it stands where it must stay: in cited titles, quotations, and where the configuration makes an exception.
    #[serde(default)]
    pub kept: u64,
    /// How often the glossary put another spelling in its place.
    #[serde(default)]
    pub replaced: u64,
    /// How many reports have it in their own text.
    pub reports: u64,
    /// The forms in which it stands, with how often.
    pub surfaces: BTreeMap<String, u64>,
    /// The first place in the own text of each of the first reports.
    pub places: BTreeSet<Place>,
}

/// A place in a report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The report.
    pub report: String,
    /// The line and column.
    #[serde(flatten)]
    pub position: Position,
}

/// In what part of a report a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// In its own text.
    Own,
    /// Where it must stay.
    Kept,
    /// In its own text before the glossary put another spelling there.
    Replaced,
}

/// A spelling that a person should look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breach<'c> {
    /// The concept's id.
    pub concept: &'c str,
    /// The language, as a BCP 47 tag.
    pub lang: &'c str,
    /// What is wrong with it.
    pub kind: BreachKind,
    /// The spelling, in its most frequent form.
    pub spelling: &'c str,
    /// How it is used.
    pub used: &'c Use,
    /// The spelling to use: the preferred one where it is in use or where the other is rejected, or else that of the
    /// majority.
    pub standard: &'c str,
    /// How that is used, where it is.
    pub standard_used: Option<&'c Use>,
    /// Whether `standard` is the preferred term, or only what most places have.
    pub is_preferred: bool,
}

/// What is wrong with a spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BreachKind {
    /// The glossary rejects it.
    Rejected,
    /// It is another spelling of the name that is used elsewhere.
    Spelling,
    /// It is another name of the same thing.
    Name,
}

/// A term that is rendered in more than one way, or one rendering that stands for more than one term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Divergence<'c> {
    /// The concepts' ids.
    pub concepts: BTreeSet<&'c str>,
    /// The languages of the two sides: `en>ar`.
    pub langs: &'c str,
    /// Whether one source has several targets; otherwise one target has several sources.
    pub of_source: bool,
    /// The one spelling.
    pub one: &'c str,
    /// The several on the other side, the most frequent first.
    pub several: Vec<(&'c str, &'c Use)>,
}

impl Consistency {
    /// Adds a name in a report. All names of a report go into a value of their own, which is then merged; they come in the
    /// order of the text. `position` says where it stands in the file.
    pub fn add(&mut self, report: &str, hit: &Hit, standing: Standing, position: impl FnOnce() -> Position) {
        let names = self.names.entry_of(&hit.concept).entry_of(hit.lang.tag());
        if names.preferred.is_none() {
            names.preferred = hit.preferred.as_deref().map(str::to_owned);
        }
        let surface = written_out(hit);
        let used = names.spellings.entry_of(&spelling(&surface, hit.status));
        used.status = used.status.max(Some(hit.status));
        *used.surfaces.entry_of(&surface) += 1;
        match standing {
            Standing::Own => used.note(report, position),
            Standing::Kept => used.kept += 1,
            Standing::Replaced => used.replaced += 1,
        }
    }

    /// Adds a pair of names of one concept that stand on the two sides of an aligned unit.
    pub fn add_rendering(
        &mut self,
        report: &str,
        concept: &str,
        (source_lang, source): (&Lang, &str),
        (target_lang, target): (&Lang, &str),
        position: impl FnOnce() -> Position,
    ) {
        let langs = format!("{}>{}", source_lang.tag(), target_lang.tag());
        let renderings = self.renderings.entry_of(concept).entry_of(&langs);
        let rendered = renderings.entry_of(&spelling(source, TermStatus::Admitted));
        *rendered.surfaces.entry_of(source) += 1;
        let used = rendered.targets.entry_of(&spelling(target, TermStatus::Admitted));
        *used.surfaces.entry_of(target) += 1;
        used.note(report, position);
    }

    /// Adds the names of other reports.
    pub fn merge(&mut self, other: Self) {
        for (concept, langs) in other.names {
            let known = self.names.entry(concept).or_default();
            for (lang, names) in langs {
                known.entry(lang).or_default().merge(names);
            }
        }
        for (concept, langs) in other.renderings {
            let known = self.renderings.entry(concept).or_default();
            for (lang, sources) in langs {
                let known = known.entry(lang).or_default();
                for (source, rendered) in sources {
                    let known = known.entry(source).or_default();
                    add_counts(&mut known.surfaces, rendered.surfaces);
                    for (target, used) in rendered.targets {
                        known.targets.entry(target).or_default().merge(used);
                    }
                }
            }
        }
    }

    /// How often a concept was met, in all languages and places.
    #[must_use]
    pub fn count(&self, concept: &str) -> u64 {
        let langs = self.names.get(concept).into_iter().flat_map(BTreeMap::values);
        langs.flat_map(|names| names.spellings.values()).map(|used| used.own + used.kept).sum()
    }

    /// What to call a concept: its preferred English term, or any other, or its id.
    #[must_use]
    pub fn label<'c>(&'c self, concept: &'c str) -> &'c str {
        let preferred = |names: &'c Names| names.preferred.as_deref();
        let Some(langs) = self.names.get(concept) else { return concept };
        langs.get("en").and_then(preferred).or_else(|| langs.values().find_map(preferred)).unwrap_or(concept)
    }

    /// The spellings that a person should look at, by concept and language: what the glossary rejects, and what stands
    /// beside the preferred spelling, or beside that of the majority where the preferred one is not in use. Only the
    /// reports' own text counts. An acronym or a short form beside the full name is no breach, nor is another form of the
    /// same word.
    #[must_use]
    pub fn breaches(&self) -> Vec<Breach<'_>> {
        let mut breaches = Vec::new();
        for (concept, langs) in &self.names {
            for (lang, names) in langs {
                names.breaches(concept, lang, &mut breaches);
            }
        }
        breaches
    }

    /// In the aligned units: terms that are rendered in more than one way, then renderings that stand for more than one
    /// term.
    #[must_use]
    pub fn divergences(&self) -> Vec<Divergence<'_>> {
        let mut divergences = Vec::new();
        // For each pair of languages and target, the concepts and sources that it stands for.
        let mut sources: BTreeMap<(&str, &str), Vec<Origin<'_>>> = BTreeMap::new();
        for (concept, langs) in &self.renderings {
            for (langs, renderings) in langs {
                for rendered in renderings.values() {
                    let source = most_frequent(&rendered.surfaces);
                    let several = rendered.targets.values().map(|used| (used.form(), used)).collect();
                    divergences.extend(diverging(several).map(|several| Divergence {
                        concepts: BTreeSet::from([concept.as_str()]),
                        langs,
                        of_source: true,
                        one: source,
                        several,
                    }));
                    for (target, used) in &rendered.targets {
                        sources.entry((langs, target)).or_default().push((concept, source, used));
                    }
                }
            }
        }
        for ((langs, target), found) in sources {
            let several = found.iter().map(|(_, source, used)| (*source, *used)).collect();
            divergences.extend(diverging(several).map(|several| Divergence {
                concepts: found.iter().map(|(concept, ..)| *concept).collect(),
                langs,
                of_source: false,
                one: several.first().map_or(target, |(_, used)| used.form()),
                several,
            }));
        }
        divergences
    }
}

/// A concept, a spelling of it on the source side, and how a target renders it.
type Origin<'c> = (&'c str, &'c str, &'c Use);

/// The several spellings, the most frequent first, when more than one is left after those that go with it.
fn diverging<'c>(mut several: Vec<(&'c str, &'c Use)>) -> Option<Vec<(&'c str, &'c Use)>> {
    several.sort_by(|(a, a_used), (b, b_used)| b_used.own.cmp(&a_used.own).then_with(|| a.cmp(b)));
    let (&first, rest) = several.split_first()?;
    let mut kept = vec![first];
    kept.extend(rest.iter().filter(|(other, _)| !go_together(first.0, other)));
    (kept.len() > 1).then_some(kept)
}

/// The surface of a hit with the article that it lost to an attached «ل» (للسلمية), and white space as it would be in one
/// line.
fn written_out(hit: &Hit) -> String {
    let lam = hit.surface.strip_prefix('ل').filter(|_| hit.term.starts_with("ال") && !hit.term.starts_with("الل"));
    let surface = lam.map_or_else(|| hit.surface.as_ref().to_owned(), |rest| format!("ال{rest}"));
    surface.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Use {
    /// Counts a place in the report's own text.
    fn note(&mut self, report: &str, position: impl FnOnce() -> Position) {
        self.own += 1;
        self.reports = 1;
        if self.places.is_empty() {
            self.places.insert(Place { report: report.to_owned(), position: position() });
        }
    }

    fn merge(&mut self, other: Self) {
        self.status = self.status.max(other.status);
        self.own += other.own;
        self.kept += other.kept;
        self.replaced += other.replaced;
        self.reports += other.reports;
        add_counts(&mut self.surfaces, other.surfaces);
        self.places.extend(other.places);
        while self.places.len() > PLACES {
            self.places.pop_last();
        }
    }

    /// The form in which it stands most often.
    #[must_use]
    pub fn form(&self) -> &str {
        most_frequent(&self.surfaces)
    }

    fn is_rejected(&self) -> bool {
        self.status.is_some_and(TermStatus::is_rejected)
    }
}

fn add_counts(sums: &mut BTreeMap<String, u64>, counts: BTreeMap<String, u64>) {
    for (text, count) in counts {
        *sums.entry(text).or_default() += count;
    }
}

/// The text with the highest count; of several the first in order.
fn most_frequent(counts: &BTreeMap<String, u64>) -> &str {
    let most = counts.iter().max_by(|(a, a_count), (b, b_count)| a_count.cmp(b_count).then_with(|| b.cmp(a)));
    most.map(|(text, _)| text.as_str()).unwrap_or_default()
}

impl Names {
    fn merge(&mut self, other: Self) {
        // Reports of one run share a glossary; should they not, the first in order stands.
        self.preferred = match (self.preferred.take(), other.preferred) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        for (spelling, used) in other.spellings {
            self.spellings.entry(spelling).or_default().merge(used);
        }
    }

    /// The spelling that most places in the reports' own text have. Of two as frequent ones the preferred, then the first in
    /// order.
    #[must_use]
    pub fn majority(&self) -> Option<&Use> {
        let own = self.spellings.iter().filter(|(_, used)| used.own > 0);
        let preferred = self.preferred_spelling();
        own.max_by(|(a, a_used), (b, b_used)| {
            let is_preferred = |spelling: &String| preferred.as_ref() == Some(spelling);
            a_used.own.cmp(&b_used.own).then(is_preferred(a).cmp(&is_preferred(b))).then_with(|| b.cmp(a))
        })
        .map(|(_, used)| used)
    }

    fn preferred_spelling(&self) -> Option<String> {
        self.preferred.as_deref().map(|term| spelling(term, TermStatus::Preferred))
    }

    fn breaches<'c>(&'c self, concept: &'c str, lang: &'c str, breaches: &mut Vec<Breach<'c>>) {
        let preferred = self.preferred_spelling();
        let in_use = |used: &&Use| used.own > 0;
        let preferred_used = preferred.as_ref().and_then(|spelling| self.spellings.get(spelling)).filter(in_use);
        let current = || self.spellings.values().filter(in_use).filter(|used| !used.is_rejected());
        let majority = self
            .majority()
            .filter(|used| !used.is_rejected())
            .or_else(|| current().max_by(|a, b| a.own.cmp(&b.own).then_with(|| b.form().cmp(a.form()))));
        let standard = preferred_used.or(majority);
        for used in self.spellings.values().filter(in_use) {
            let form = used.form();
            let breach = |kind, standard, standard_used, is_preferred| Breach {
                concept,
                lang,
                kind,
                spelling: form,
                used,
                standard,
                standard_used,
                is_preferred,
            };
            if used.is_rejected() {
                let preferred = self.preferred.as_deref();
                let name = preferred.or_else(|| standard.map(Use::form)).unwrap_or_default();
                breaches.push(breach(BreachKind::Rejected, name, preferred_used, preferred.is_some()));
            } else if let Some(standard) = standard.filter(|standard| !std::ptr::eq(*standard, used)) {
                let name = standard.form();
                if !go_together(form, name) {
                    let kind = if alike(form, name) { BreachKind::Spelling } else { BreachKind::Name };
                    breaches.push(breach(kind, name, Some(standard), preferred_used.is_some()));
                }
            }
        }
    }
}

impl Breach<'_> {
    /// What is wrong, in one clause. Quoted text stands between directional isolates.
    #[must_use]
    pub fn sentence(&self) -> String {
        let Self { spelling, used, standard, .. } = self;
        let beside = self.standard_used.map(|used| format!(" ({})", used.extent())).unwrap_or_default();
        let which = if self.is_preferred { "the preferred" } else { "the usual" };
        let extent = used.extent();
        match self.kind {
            BreachKind::Rejected if standard.is_empty() => {
                format!("\u{2068}{spelling}\u{2069} ({extent}) is a form that the glossary rejects")
            }
            BreachKind::Rejected => {
                format!(
                    "\u{2068}{spelling}\u{2069} ({extent}) is rejected; the glossary has \u{2068}{standard}\u{2069}{beside}"
                )
            }
            BreachKind::Spelling => {
                format!(
                    "\u{2068}{spelling}\u{2069} ({extent}) stands beside {which} spelling, \u{2068}{standard}\u{2069}{beside}"
                )
            }
            BreachKind::Name => {
                format!(
                    "\u{2068}{spelling}\u{2069} ({extent}) stands beside {which} name, \u{2068}{standard}\u{2069}{beside}"
                )
            }
        }
    }
}

impl Divergence<'_> {
    /// What is wrong, in one clause. Quoted text stands between directional isolates.
    #[must_use]
    pub fn sentence(&self) -> String {
        let several = self.several.iter().map(|(name, used)| format!("\u{2068}{name}\u{2069} ({})", used.extent()));
        let several = several.collect::<Vec<_>>().join(", ");
        let (what, how) = if self.of_source { ("term", "is rendered as") } else { ("rendering", "stands for") };
        format!("the {what} \u{2068}{}\u{2069} ({}) {how} {several}", self.one, self.langs)
    }
}

impl Use {
    /// How often and where, for people: `3 times in 2 reports`.
    #[must_use]
    pub fn extent(&self) -> String {
        let times = if self.own == 1 { "once".to_owned() } else { format!("{} times", self.own) };
        let reports = if self.reports == 1 { "report" } else { "reports" };
        format!("{times} in {} {reports}", self.reports)
    }
}

/// Look-up by a borrowed key.
trait EntryOf<V> {
    /// The value of a key, made when it is new.
    fn entry_of(&mut self, key: &str) -> &mut V;
}

impl<V: Default> EntryOf<V> for BTreeMap<String, V> {
    fn entry_of(&mut self, key: &str) -> &mut V {
        if !self.contains_key(key) {
            self.insert(key.to_owned(), V::default());
        }
        self.entry(key.to_owned()).or_default()
    }
}
