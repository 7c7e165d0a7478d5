//! TMX 1.4b: translation memories, of one report and of a whole run.
//!
//! One file has one direction, since the source side of a unit is always in the language of its report. There are no
//! dates in it, so that the same input gives the same bytes, and no directional marks, since a mark that is not in the
//! text breaks exact matches.

use super::inline::{What, pieces};
use super::{words, xml};
use crate::align::{Side, Unit, UnitKind};
use crate::pipeline::Outcome;
use crate::text::{Certainty, Lang};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

/// How note markers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markers {
    /// As they stand in the text (TMX level 1). This is the default: in a report they *are* text, so a tool that opens the
    /// mended report looks its segments up with the markers in them, and inline codes in the memory would keep it from an
    /// exact match.
    #[default]
    Text,
    /// As `<ph type="fnote">` (TMX level 2), for tools that import the report with its notes as codes.
    Inline,
}

/// Writes the units of a report that have both sides. Guesses for review are left out: what is in a memory gets reused
/// without a second look.
///
/// # Errors
/// When `out` does.
pub fn write(outcome: &Outcome, markers: Markers, out: &mut impl Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    begin(&mut out, xml::language(&outcome.report.lang))?;
    for (unit, target, certainty) in pairs(&outcome.units) {
        out.write_all(b"<tu tuid=\"")?;
        xml::attribute(&mut out, &unit.id)?;
        write!(out, "\" segtype=\"{}\">\n<prop type=\"file\">", segment_type(unit.kind))?;
        xml::text(&mut out, &outcome.report.name)?;
        out.write_all(b"</prop><prop type=\"id\">")?;
        xml::text(&mut out, &unit.id)?;
        out.write_all(b"</prop>")?;
        properties(&mut out, unit.kind, certainty)?;
        variant(&mut out, &unit.source, markers)?;
        variant(&mut out, target, markers)?;
        out.write_all(b"</tu>\n")?;
    }
    end(&mut out)
}

/// The units with both sides that may be reused, with their targets and certainties.
fn pairs(units: &[Unit]) -> impl Iterator<Item = (&Unit, &Side, Option<Certainty>)> {
    units
        .iter()
        .filter(|unit| !matches!(unit.certainty, Some(Certainty::Inferred(_) | Certainty::Lost)))
        .filter_map(|unit| Some((unit, unit.target.as_ref()?, unit.certainty)))
}

fn begin(out: &mut impl Write, source_language: &str) -> io::Result<()> {
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n",
    )?;
    writeln!(
        out,
        "<header creationtool=\"isnad\" creationtoolversion=\"{}\" segtype=\"sentence\" o-tmf=\"isnad\" adminlang=\"en\" \
         srclang=\"{source_language}\" datatype=\"plaintext\"/>\n<body>",
        env!("CARGO_PKG_VERSION")
    )
}

fn end(out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"</body>\n</tmx>\n")?;
    out.flush()
}

/// The standing of a pair, as properties of our own (their names begin with `x-`, as the standard asks).
fn properties(out: &mut impl Write, kind: UnitKind, certainty: Option<Certainty>) -> io::Result<()> {
    write!(out, "<prop type=\"x-kind\">{}</prop>", words::unit_kind(kind))?;
    if let Some(certainty) = certainty {
        write!(out, "<prop type=\"x-certainty\">{}</prop>", certainty.word())?;
        if let Some(probability) = certainty.probability() {
            write!(out, "<prop type=\"x-probability\">{probability:.4}</prop>")?;
        }
    }
    out.write_all(b"\n")
}

/// One side.
fn variant(out: &mut impl Write, side: &Side, markers: Markers) -> io::Result<()> {
    write!(out, "<tuv xml:lang=\"{}\"><seg>", xml::language(&side.lang))?;
    match markers {
        Markers::Text => xml::text(out, &side.text)?,
        Markers::Inline => {
            let mut number = 0;
            for piece in pieces(side) {
                if matches!(piece.what, What::Marker(_)) {
                    number += 1;
                    write!(out, "<ph x=\"{number}\" type=\"fnote\" assoc=\"p\">")?;
                    xml::text(out, piece.text)?;
                    out.write_all(b"</ph>")?;
                } else {
                    xml::text(out, piece.text)?;
                }
            }
        }
    }
    out.write_all(b"</seg></tuv>\n")
}

const fn segment_type(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Heading | UnitKind::Sentence => "sentence",
        UnitKind::Citation => "paragraph",
        UnitKind::Title | UnitKind::Term => "phrase",
    }
}

/// The memory of a run: each pair of texts once, however often it occurs. Its bytes do not depend on the order in which
/// reports and other memories are added.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<(Pair, Standing)>", into = "Vec<(Pair, Standing)>")]
pub struct Memory {
    pairs: BTreeMap<Pair, Standing>,
}

impl From<Vec<(Pair, Standing)>> for Memory {
    fn from(pairs: Vec<(Pair, Standing)>) -> Self {
        Self { pairs: pairs.into_iter().collect() }
    }
}

impl From<Memory> for Vec<(Pair, Standing)> {
    fn from(memory: Memory) -> Self {
        memory.pairs.into_iter().collect()
    }
}

/// What makes two units the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Pair {
    source_lang: Lang,
    target_lang: Lang,
    source: String,
    target: String,
}

/// What is known of a pair.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Standing {
    kind: UnitKind,
    /// The weakest with which it occurs: the pair is as good as its worst witness.
    #[serde(with = "certainty")]
    certainty: Option<Certainty>,
    /// The first report in which it occurs, by name.
    report: String,
    /// How often it occurs.
    count: u64,
}

impl Memory {
    /// Adds the units of a report that [`write()`] would write.
    pub fn add(&mut self, outcome: &Outcome) {
        for (unit, target, certainty) in pairs(&outcome.units) {
            let pair = Pair {
                source_lang: unit.source.lang.clone(),
                target_lang: target.lang.clone(),
                source: unit.source.text.clone(),
                target: target.text.clone(),
            };
            self.insert(pair, Standing { kind: unit.kind, certainty, report: outcome.report.name.clone(), count: 1 });
        }
    }

    /// Adds another memory.
    pub fn merge(&mut self, other: Self) {
        for (pair, standing) in other.pairs {
            self.insert(pair, standing);
        }
    }

    fn insert(&mut self, pair: Pair, new: Standing) {
        match self.pairs.entry(pair) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(new);
            }
            std::collections::btree_map::Entry::Occupied(mut entry) => {
                let known = entry.get_mut();
                known.count += new.count;
                known.kind = known.kind.min(new.kind);
                known.certainty = weaker(known.certainty, new.certainty);
                if new.report < known.report {
                    known.report = new.report;
                }
            }
        }
    }

    /// How many pairs there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Writes all pairs, sorted by language and text. Where the reports have several languages, each unit says its own.
    ///
    /// # Errors
    /// When `out` does.
    pub fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        let first = self.pairs.keys().next().map_or("en", |pair| xml::language(&pair.source_lang));
        let same = self.pairs.keys().all(|pair| xml::language(&pair.source_lang) == first);
        begin(&mut out, if same { first } else { "*all*" })?;
        for (number, (pair, standing)) in self.pairs.iter().enumerate() {
            write!(out, "<tu tuid=\"{}\" segtype=\"{}\"", number + 1, segment_type(standing.kind))?;
            write!(out, " usagecount=\"{}\"", standing.count)?;
            if !same {
                write!(out, " srclang=\"{}\"", xml::language(&pair.source_lang))?;
            }
            out.write_all(b">\n<prop type=\"file\">")?;
            xml::text(&mut out, &standing.report)?;
            out.write_all(b"</prop>")?;
            properties(&mut out, standing.kind, standing.certainty)?;
            for (lang, text) in [(&pair.source_lang, &pair.source), (&pair.target_lang, &pair.target)] {
                write!(out, "<tuv xml:lang=\"{}\"><seg>", xml::language(lang))?;
                xml::text(&mut out, text)?;
                out.write_all(b"</seg></tuv>\n")?;
            }
            out.write_all(b"</tu>\n")?;
        }
        end(&mut out)
    }
}

/// The weaker of two certainties; an unstated one is no reason for doubt.
fn weaker(a: Option<Certainty>, b: Option<Certainty>) -> Option<Certainty> {
    let strength = |certainty: Certainty| (certainty.rank(), 1.0 - certainty.probability().unwrap_or(1.0));
    match (a, b) {
        (Some(a), Some(b)) => {
            let ((rank_a, doubt_a), (rank_b, doubt_b)) = (strength(a), strength(b));
            Some(if rank_a.cmp(&rank_b).then(doubt_a.total_cmp(&doubt_b)).is_lt() { b } else { a })
        }
        (one, other) => one.or(other),
    }
}

/// A certainty and its probability together, for records that are read back.
mod certainty {
    use crate::text::Certainty;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    // The signature is serde's.
    #[allow(clippy::ref_option)]
    pub(super) fn serialize<S: Serializer>(certainty: &Option<Certainty>, serializer: S) -> Result<S::Ok, S::Error> {
        certainty.map(|certainty| (certainty.word(), certainty.probability())).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Certainty>, D::Error> {
        let parts = Option::<(String, Option<f64>)>::deserialize(deserializer)?;
        Ok(parts.and_then(|(word, probability)| Certainty::from_parts(&word, probability)))
    }
}
