//! The summary of a run as a page: problems first, then what was mended, pictures, and the reports.
//!
//! Pictures are tables with bars, so that a screen reader, a printer and a text browser have the numbers. Long lists are
//! cut, and say how long they are; `summary.json` has all of them.

use super::html::{mask_picture, mixed, plain};
use super::words::{self, icon, lengths};
use super::{BUFFER, Format, link, mended_path};
use crate::glossary::consistency::{Consistency, Use};
use crate::pipeline::{Counts, Failure, FindingKind, LostTitle, ReportProblem, RestoredTitle, Tally, Where};
use crate::text::{Lang, Stage, script};
use askama::Template;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufWriter, Write};

/// Most lines of a list of problems or titles.
const LISTED: usize = 200;

/// Most reports that are listed.
const REPORTS: usize = 2000;

/// Most bars in a picture.
const BARS: usize = 15;

#[derive(Template)]
#[template(path = "summary.html")]
struct Page<'t> {
    lead: String,
    counts: Vec<(&'static str, String)>,
    failures: List<&'t Failure>,
    lost: List<&'t LostTitle>,
    /// Names that a person should look at, with what is wrong.
    breaches: List<(&'t str, String)>,
    /// Exceptions of the configuration that met nothing.
    idle: List<&'t str>,
    /// All names: those with something wrong first.
    names: List<NameLine<'t>>,
    problems: List<&'t ReportProblem>,
    nothing_wrong: bool,
    /// Rule, stage, and how many were applied and left.
    mended: Vec<(&'t str, &'static str, String, String)>,
    restored: List<&'t RestoredTitle>,
    pictures: Vec<Picture>,
    reports: List<ReportLine<'t>>,
}

/// The beginning of a list, and its length.
struct List<T> {
    shown: Vec<T>,
    all: usize,
}

struct Picture {
    title: &'static str,
    /// What its bars stand for.
    of: &'static str,
    bars: Vec<Bar>,
    /// Bars that are not shown.
    more: usize,
}

struct Bar {
    icon: &'static str,
    label: String,
    value: String,
    /// Length, in hundredths of the longest.
    percent: u64,
}

/// A name in one language.
struct NameLine<'t> {
    label: &'t str,
    lang: String,
    /// Whether something is wrong with it.
    wrong: bool,
    /// Each spelling, with how often, where, and what of it stays or was replaced.
    spellings: Vec<String>,
    majority: &'t str,
}

struct ReportLine<'t> {
    name: &'t str,
    bilingual: String,
    mended: String,
    counts: Counts,
}

/// Writes the summary.
///
/// # Errors
/// When `out` does.
pub fn write(tally: &Tally, out: &mut impl Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, out);
    page(tally).write_into(&mut out)?;
    out.flush()
}

fn page(tally: &Tally) -> Page<'_> {
    let totals = tally.totals();
    let breaches = breaches(&tally.names);
    let idle = List::new(tally.idle_exceptions(), LISTED);
    Page {
        lead: lead(tally, totals),
        counts: counts(totals, tally),
        nothing_wrong: tally.failures.is_empty()
            && tally.lost.is_empty()
            && tally.problems.is_empty()
            && breaches.shown.is_empty()
            && idle.shown.is_empty(),
        failures: List::new(tally.failures.iter(), LISTED),
        lost: List::new(tally.lost.iter(), LISTED),
        breaches,
        idle,
        names: names(&tally.names),
        problems: List::new(tally.problems.iter(), LISTED),
        mended: mended(tally),
        restored: List::new(tally.restored.iter(), LISTED),
        pictures: pictures(tally),
        reports: List::new(
            tally.reports.iter().map(|(name, report)| ReportLine {
                name,
                bilingual: link(&Format::Html.path(name)),
                mended: link(&mended_path(name)),
                counts: report.counts,
            }),
            REPORTS,
        ),
    }
}

fn lead(tally: &Tally, totals: Counts) -> String {
    let read = words::count(tally.reports.len() as u64, "report", "reports");
    let mut said = format!("{read} read ({})", size(totals.bytes));
    if !tally.failures.is_empty() {
        said += &format!(", {} failed", words::count(tally.failures.len() as u64, "file", "files"));
    }
    if !tally.left_out.is_empty() {
        said += &format!(", {} left out", words::count(tally.left_out.len() as u64, "file", "files"));
    }
    said + "."
}

/// The numbers that matter most.
fn counts(totals: Counts, tally: &Tally) -> Vec<(&'static str, String)> {
    let unparsed = totals.unparsed_citations;
    let citations = totals.citations + totals.repeated_citations + unparsed;
    let mut counts = vec![
        ("Findings put into the text", words::number(totals.applied)),
        ("Findings left as they stand", words::number(totals.left)),
        ("Titles brought back", words::number(tally.restored.len() as u64)),
        ("Titles lost", words::number(tally.lost.len() as u64)),
        ("Notes", words::number(totals.notes)),
        ("References to notes", words::number(totals.references)),
        ("Citations", words::number(citations)),
        ("Names met", words::number(totals.hits)),
    ];
    if unparsed > 0 {
        counts.insert(7, ("Citations not understood", words::number(unparsed)));
    }
    counts
}

/// What is wrong with names: spellings, then renderings.
fn breaches(names: &Consistency) -> List<(&str, String)> {
    let spellings = names.breaches().into_iter().map(|breach| (names.label(breach.concept), breach.sentence()));
    let renderings = names.divergences().into_iter().map(|divergence| {
        let concept = divergence.concepts.first().copied().unwrap_or_default();
        (names.label(concept), divergence.sentence())
    });
    List::new(spellings.chain(renderings), LISTED)
}

/// All names, those with something wrong first.
fn names(names: &Consistency) -> List<NameLine<'_>> {
    let wrong: BTreeSet<(&str, &str)> = names.breaches().iter().map(|breach| (breach.concept, breach.lang)).collect();
    let mut lines: Vec<NameLine<'_>> = Vec::new();
    for (concept, langs) in &names.names {
        for (lang, found) in langs {
            let mut spellings: Vec<&Use> = found.spellings.values().collect();
            spellings.sort_by(|a, b| b.own.cmp(&a.own).then_with(|| a.form().cmp(b.form())));
            lines.push(NameLine {
                label: names.label(concept),
                lang: words::language(&Lang::new(lang)).to_owned(),
                wrong: wrong.contains(&(concept, lang)),
                spellings: spellings.into_iter().map(spelling).collect(),
                majority: found.majority().map(Use::form).unwrap_or_default(),
            });
        }
    }
    lines.sort_by_key(|line| !line.wrong);
    List::new(lines.into_iter(), LISTED)
}

/// A spelling, how often and where: `Masyaf: 3 times in 2 reports (a.md:3:1, b.md:7:12); once where it stays`.
fn spelling(used: &Use) -> String {
    let mut said = Vec::new();
    if used.own > 0 {
        let places = used.places.iter().map(|place| format!("{}:{}", place.report, place.position));
        let more = if used.reports > used.places.len() as u64 { ", …" } else { "" };
        said.push(format!("{} ({}{more})", used.extent(), places.collect::<Vec<_>>().join(", ")));
    }
    if used.kept > 0 {
        said.push(format!("{} where it stays", words::count(used.kept, "time", "times")));
    }
    if used.replaced > 0 {
        said.push(format!("{} replaced", words::count(used.replaced, "time", "times")));
    }
    format!("{}: {}", used.form(), said.join("; "))
}

fn mended(tally: &Tally) -> Vec<(&str, &'static str, String, String)> {
    let mut rules: BTreeMap<(Stage, &str), (u64, u64)> = BTreeMap::new();
    for (kind, count) in &tally.findings {
        let (applied, left) = rules.entry((kind.stage, &kind.rule)).or_default();
        *(if kind.applied { applied } else { left }) += count;
    }
    rules
        .into_iter()
        .map(|((stage, rule), (applied, left))| (rule, stage.word(), words::number(applied), words::number(left)))
        .collect()
}

fn pictures(tally: &Tally) -> Vec<Picture> {
    let damage = |kind: &FindingKind| (kind.stage != Stage::Terms).then(|| kind.rule.clone());
    let damage = tally.findings_by(damage).into_iter().map(|(rule, count)| (rule, "", count));
    let by_certainty = tally.findings_by(|kind| Some(kind.certainty.clone()));
    let strongest_first = ["proven", "witnessed", "decided", "fitting", "inferred", "lost"];
    let certainty = strongest_first
        .into_iter()
        .filter_map(|word| Some((word.to_owned(), icon(word), *by_certainty.get(word)?)))
        .collect();
    let names = &tally.names;
    let names = names.names.keys().map(|concept| (names.label(concept).to_owned(), "", names.count(concept)));
    [
        picture("Damage found, by rule", "Rule", largest_first(damage)),
        picture("Findings by certainty, strongest first", "Certainty", certainty),
        picture("Names met most often", "Name", largest_first(names)),
    ]
    .into_iter()
    .filter(|picture| !picture.bars.is_empty())
    .collect()
}

fn largest_first(bars: impl Iterator<Item = (String, &'static str, u64)>) -> Vec<(String, &'static str, u64)> {
    let mut bars: Vec<_> = bars.collect();
    bars.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    bars
}

fn picture(title: &'static str, of: &'static str, bars: Vec<(String, &'static str, u64)>) -> Picture {
    let longest = bars.iter().map(|bar| bar.2).max().unwrap_or(1).max(1);
    let more = bars.len().saturating_sub(BARS);
    let bars = bars
        .into_iter()
        .take(BARS)
        .map(|(label, icon, count)| Bar {
            icon,
            label,
            value: words::number(count),
            percent: count.saturating_mul(100) / longest,
        })
        .collect();
    Picture { title, of, bars, more }
}

impl<T> List<T> {
    fn new(lines: impl Iterator<Item = T>, most: usize) -> Self {
        let mut all = 0;
        let shown =
            lines.inspect(|_| all += 1).enumerate().filter(|(at, _)| *at < most).map(|(_, line)| line).collect();
        Self { shown, all }
    }

    /// How many there are, and whether they are all here.
    fn caption(&self, one: &str, many: &str) -> String {
        let all = words::count(self.all as u64, one, many);
        if self.all > self.shown.len() {
            format!(
                "{all}; the first {} are listed here, all of them in summary.json.",
                words::number(self.shown.len() as u64)
            )
        } else {
            format!("{all}.")
        }
    }
}

impl ReportLine<'_> {
    fn citations(&self) -> u64 {
        self.counts.citations + self.counts.repeated_citations + self.counts.unparsed_citations
    }
}

/// A place, as compilers write it, with the note for people: `a/b.txt:12:4, note 353`.
fn place(place: &Where) -> String {
    let note = place.note.as_ref().map(|note| format!(", note {note}")).unwrap_or_default();
    format!("{}:{}{note}", place.report, place.position)
}

/// A number of bytes, for people, with decimal prefixes.
fn size(bytes: u64) -> String {
    let (unit, divisor) = match bytes {
        0..1_000 => return words::count(bytes, "byte", "bytes"),
        1_000..1_000_000 => ("kB", 1_000),
        1_000_000..1_000_000_000 => ("MB", 1_000_000),
        _ => ("GB", 1_000_000_000),
    };
    let tenths = bytes.saturating_mul(10) / divisor;
    format!("{}.{}\u{A0}{unit}", words::number(tenths / 10), tenths % 10)
}

/// The language that the letters of a title point to.
fn language_of(title: &str) -> Lang {
    script::arabic_script_language(title).unwrap_or(Lang::UND)
}

/// The direction of a title.
fn direction_of(title: &str) -> &'static str {
    language_of(title).direction().word()
}
