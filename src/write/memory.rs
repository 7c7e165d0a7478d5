//! Memories: the pairs of many reports, each once, as one TMX file.

use super::tmx::{begin, end, pairs, properties, segment_type};
use super::{BUFFER, xml};
use crate::align::UnitKind;
use crate::pipeline::Outcome;
use crate::text::{Certainty, Lang};
use serde::{Deserialize, Serialize};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A memory: each pair of texts once, however often it occurs. Its bytes do not depend on the order in which reports and
/// other memories are added.
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

impl Standing {
    /// Takes up what is known of the same pair elsewhere.
    fn join(&mut self, other: Self) {
        self.count += other.count;
        self.kind = self.kind.min(other.kind);
        self.certainty = weaker(self.certainty, other.certainty);
        if other.report < self.report {
            self.report = other.report;
        }
    }
}

impl Memory {
    /// Adds the units of a report that [`super::tmx::write`] would write.
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

    /// Whether the pair is new.
    fn insert(&mut self, pair: Pair, new: Standing) -> bool {
        match self.pairs.entry(pair) {
            Entry::Vacant(entry) => {
                entry.insert(new);
                true
            }
            Entry::Occupied(mut entry) => {
                entry.get_mut().join(new);
                false
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
        let languages = self.pairs.keys().map(|pair| pair.source_lang.clone()).collect();
        let mut writer = PairWriter::new(out, &languages)?;
        self.pairs.iter().try_for_each(|(pair, standing)| writer.write(pair, standing))?;
        writer.finish()
    }
}

/// Writes pairs one after another.
struct PairWriter<W: Write> {
    out: BufWriter<W>,
    /// Whether the reports have several languages.
    mixed: bool,
    written: u64,
}

impl<W: Write> PairWriter<W> {
    /// Begins a memory with sources in these languages.
    fn new(out: W, languages: &BTreeSet<Lang>) -> io::Result<Self> {
        let mut out = BufWriter::with_capacity(BUFFER, out);
        let mut names = languages.iter().map(xml::language);
        let first = names.next().unwrap_or("en");
        let mixed = names.any(|name| name != first);
        begin(&mut out, if mixed { "*all*" } else { first })?;
        Ok(Self { out, mixed, written: 0 })
    }

    fn write(&mut self, pair: &Pair, standing: &Standing) -> io::Result<()> {
        let out = &mut self.out;
        self.written += 1;
        write!(out, "<tu tuid=\"{}\" segtype=\"{}\"", self.written, segment_type(standing.kind))?;
        write!(out, " usagecount=\"{}\"", standing.count)?;
        if self.mixed {
            write!(out, " srclang=\"{}\"", xml::language(&pair.source_lang))?;
        }
        out.write_all(b">\n<prop type=\"file\">")?;
        xml::text(out, &standing.report)?;
        out.write_all(b"</prop>")?;
        properties(out, standing.kind, standing.certainty)?;
        for (lang, text) in [(&pair.source_lang, &pair.source), (&pair.target_lang, &pair.target)] {
            write!(out, "<tuv xml:lang=\"{}\"><seg>", xml::language(lang))?;
            xml::text(out, text)?;
            out.write_all(b"</seg></tuv>\n")?;
        }
        out.write_all(b"</tu>\n")
    }

    fn finish(mut self) -> io::Result<()> {
        end(&mut self.out)
    }
}

/// The memories of any number of reports as one. No more than a fixed amount is in memory: what is more is sorted, kept in
/// unnamed files, and merged at the end.
#[derive(Debug)]
pub struct Collected {
    /// The folder for the files.
    folder: PathBuf,
    memory: Memory,
    /// Bytes of text in `memory`.
    held: usize,
    most_held: usize,
    languages: BTreeSet<Lang>,
    sorted: Vec<File>,
}

/// Most bytes of text that a [`Collected`] holds in memory.
const MOST_HELD: usize = 64 << 20;

impl Collected {
    /// An empty one, which keeps files in `folder` while it needs them.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self::holding(MOST_HELD, folder)
    }

    fn holding(most_held: usize, folder: &Path) -> Self {
        let (memory, languages) = (Memory::default(), BTreeSet::new());
        Self { folder: folder.to_path_buf(), memory, held: 0, most_held, languages, sorted: Vec::new() }
    }

    /// Adds a memory.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn add(&mut self, memory: Memory) -> io::Result<()> {
        for (pair, standing) in memory.pairs {
            if !self.languages.contains(&pair.source_lang) {
                self.languages.insert(pair.source_lang.clone());
            }
            let size = size_of::<(Pair, Standing)>() + pair.source.len() + pair.target.len() + standing.report.len();
            self.held += if self.memory.insert(pair, standing) { size } else { 0 };
        }
        if self.held > self.most_held { self.put_aside() } else { Ok(()) }
    }

    /// Moves what is in memory into a file.
    fn put_aside(&mut self) -> io::Result<()> {
        let mut out = BufWriter::with_capacity(BUFFER, tempfile::tempfile_in(&self.folder)?);
        for entry in std::mem::take(&mut self.memory.pairs) {
            serde_json::to_writer(&mut out, &entry)?;
            out.write_all(b"\n")?;
        }
        self.held = 0;
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.seek(SeekFrom::Start(0))?;
        self.sorted.push(file);
        Ok(())
    }

    /// Writes all pairs as [`Memory::write`] would.
    ///
    /// # Errors
    /// When `out` does, or a file cannot be read or written.
    pub fn write(mut self, out: &mut impl Write) -> io::Result<()> {
        if self.sorted.is_empty() {
            return self.memory.write(out);
        }
        self.put_aside()?;
        let mut writer = PairWriter::new(out, &self.languages)?;
        let count = self.sorted.len();
        let mut streams: Vec<_> = self
            .sorted
            .into_iter()
            .map(|file| serde_json::Deserializer::from_reader(BufReader::new(file)).into_iter::<(Pair, Standing)>())
            .collect();
        // The next pair of each file, smallest first.
        let mut next: BTreeMap<(Pair, usize), Standing> = BTreeMap::new();
        let mut refill = |stream: usize, next: &mut BTreeMap<(Pair, usize), Standing>| -> io::Result<()> {
            if let Some(entry) = streams.get_mut(stream).and_then(Iterator::next) {
                let (pair, standing) = entry?;
                next.insert((pair, stream), standing);
            }
            Ok(())
        };
        (0..count).try_for_each(|stream| refill(stream, &mut next))?;
        let mut current: Option<(Pair, Standing)> = None;
        while let Some(((pair, stream), standing)) = next.pop_first() {
            refill(stream, &mut next)?;
            match &mut current {
                Some((known, known_standing)) if *known == pair => known_standing.join(standing),
                _ => {
                    if let Some((pair, standing)) = current.replace((pair, standing)) {
                        writer.write(&pair, &standing)?;
                    }
                }
            }
        }
        if let Some((pair, standing)) = current {
            writer.write(&pair, &standing)?;
        }
        writer.finish()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn memory(numbers: impl Iterator<Item = usize>) -> Memory {
        let entry = |number: usize| {
            let (source, target) = (format!("text {}", number % 7), format!("نص {}", number % 7));
            let pair = Pair { source_lang: Lang::EN, target_lang: Lang::AR, source, target };
            let report = format!("{number}.txt");
            (pair, Standing { kind: UnitKind::Title, certainty: None, report, count: 1 })
        };
        let mut memory = Memory::default();
        for (pair, standing) in numbers.map(entry) {
            memory.insert(pair, standing);
        }
        memory
    }

    #[test]
    fn what_does_not_fit_into_memory_is_merged_from_files() {
        let folder = tempfile::tempdir().unwrap();
        let mut collected = Collected::holding(100, folder.path());
        for start in 0..20 {
            collected.add(memory((start..40).step_by(3))).unwrap();
        }
        assert!(collected.sorted.len() > 5);
        let (mut merged, mut whole) = (Vec::new(), Vec::new());
        collected.write(&mut merged).unwrap();
        memory((0..20).flat_map(|start| (start..40).step_by(3))).write(&mut whole).unwrap();
        assert_eq!(String::from_utf8(merged).unwrap(), String::from_utf8(whole).unwrap());
    }
}
