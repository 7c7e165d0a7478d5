//! Adding titles: sorted in memory a part at a time, written as runs, merged into one segment, and only then named in the list.

use super::error::IndexError;
use super::index::{List, NEW_LIST, number};
use super::row::{self, Layout};
use super::segment::{Counts, Cursor, FORMAT, MISSING, Segment, Writer};
use crate::restore::{Entry, title_keys};
use fs4::FileExt;
use rayon::slice::ParallelSliceMut;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Bytes of rows that are sorted in memory at a time.
const BUFFER: usize = 48 << 20;
/// Bytes of the longest entry that is taken; blocks have a limit of their own, far above.
const LONGEST_ENTRY: usize = 1 << 20;
/// Runs that are merged at a time: each has a file open and a block in memory.
const FAN_IN: usize = 64;
/// A segment not more than so many times as long as what is new is merged with it: so their number grows with the logarithm
/// of the number of titles.
const MERGE_UP_TO: u64 = 2;

/// Titles on their way into an index. Nothing is in it until [`Adder::commit`]; dropped or killed before, the index is as it was.
#[derive(Debug)]
pub struct Adder {
    dir: PathBuf,
    list: List,
    rows: Vec<u8>,
    order: Vec<Slot>,
    runs: Vec<Run>,
    /// [`BUFFER`]; tests take less.
    buffer: usize,
    /// Held while this is alive; the system gives it up when the process dies. Last, so that it is given up last: the next one
    /// may give its files the names of runs that are removed here.
    _lock: File,
}

/// A row in the buffer.
#[derive(Clone, Copy, Debug)]
struct Slot {
    key: u64,
    start: u32,
    len: u32,
}

/// A file that is removed unless it is kept.
#[derive(Debug)]
struct Run {
    path: PathBuf,
    name: String,
    kept: bool,
    /// How often what is in it has been merged.
    tier: u32,
}

impl Drop for Run {
    fn drop(&mut self) {
        if !self.kept {
            // What cannot be removed now is removed by the next one who adds.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// What became of an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Added {
    /// Titles in it before.
    pub before: u64,
    /// Titles in it now. What was there already is not there twice, where it came to stand in the same segment.
    pub now: u64,
}

impl Adder {
    /// Begins to add titles to the index in a folder, which is made if need be.
    ///
    /// # Errors
    /// When somebody else is adding, when another version wrote the index, when the folder cannot be written.
    pub fn begin(dir: &Path) -> Result<Self, IndexError> {
        fs::create_dir_all(dir).map_err(IndexError::io("cannot make the folder", dir))?;
        let path = dir.join("lock");
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(IndexError::io("cannot write", &path))?;
        match FileExt::try_lock(&lock) {
            Ok(()) => {}
            Err(fs4::TryLockError::WouldBlock) => return Err(IndexError::Busy(dir.to_owned())),
            Err(fs4::TryLockError::Error(error)) => return Err(IndexError::io("cannot lock", &path)(error)),
        }
        let list = match List::read(dir)? {
            Some(list) => {
                // A list that names other files than there are is damaged, and no reason to remove any.
                for name in &list.segments {
                    Segment::open(&dir.join(name))?;
                }
                remove_leftovers(dir, &list)?;
                list
            }
            None if segments(dir)?.is_empty() => {
                // So a folder with segments and without a list is one that lost its list.
                let list = List { format: FORMAT, segments: Vec::new(), next: 1 };
                list.write(dir)?;
                list
            }
            None => return Err(IndexError::damaged(&List::path(dir), MISSING)),
        };
        Ok(Self {
            dir: dir.to_owned(),
            list,
            rows: Vec::new(),
            order: Vec::new(),
            runs: Vec::new(),
            buffer: BUFFER,
            _lock: lock,
        })
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// When the disk is full, say: the index is then as it was. [`IndexError::TooLong`] leaves this entry out; others may follow.
    pub fn add(&mut self, entry: &Entry<'_>) -> Result<(), IndexError> {
        let fields = [Some(entry.title), entry.gloss, entry.source, entry.url, Some(entry.place)];
        let len = fields.into_iter().flatten().map(str::len).sum();
        if len > LONGEST_ENTRY {
            return Err(IndexError::TooLong { place: entry.place.to_owned(), len, limit: LONGEST_ENTRY });
        }
        for (number, key) in (0u8..).zip(title_keys(entry.title)) {
            let start = self.rows.len();
            row::write(entry, number, &mut self.rows);
            let short = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
            self.order.push(Slot { key: key.get(), start: short(start), len: short(self.rows.len() - start) });
        }
        if self.rows.len() + self.order.len() * size_of::<Slot>() >= self.buffer { self.spill() } else { Ok(()) }
    }

    /// Brings all that was added into the index.
    ///
    /// # Errors
    /// When the disk is full, say, or a segment that should be merged is damaged: the index is then as it was.
    pub fn commit(mut self) -> Result<Added, IndexError> {
        self.spill()?;
        let mut old = Vec::new();
        for name in &self.list.segments {
            old.push((name.clone(), Segment::open(&self.dir.join(name))?));
        }
        let before = old.iter().map(|(_, segment)| segment.counts.titles).sum();
        if self.runs.is_empty() {
            self.list.write(&self.dir)?;
            return Ok(Added { before, now: before });
        }
        let runs: Vec<Segment> = self.runs.iter().map(|run| Segment::open(&run.path)).collect::<Result<_, _>>()?;
        old.sort_by_key(|(_, segment)| segment.len);
        let mut new: u64 = runs.iter().map(|run| run.len).sum();
        let merged = old
            .iter()
            .take_while(|(_, segment)| {
                let near = segment.len <= MERGE_UP_TO * new;
                new += if near { segment.len } else { 0 };
                near
            })
            .count();
        let kept = old.split_off(merged);
        let (mut last, counts) = if runs.len() == 1 && old.is_empty() {
            (self.runs.remove(0), runs.first().map(|run| run.counts).unwrap_or_default())
        } else {
            let inputs: Vec<&Segment> = old.iter().map(|(_, segment)| segment).chain(&runs).collect();
            merge(&inputs, next_run(&self.dir, &mut self.list))?
        };
        let now = counts.titles + kept.iter().map(|(_, segment)| segment.counts.titles).sum::<u64>();
        self.list.segments.retain(|name| !old.iter().any(|(merged, _)| merged == name));
        self.list.segments.push(last.name.clone());
        self.list.write(&self.dir)?;
        last.kept = true;
        for (name, segment) in old {
            drop(segment);
            // A reader may have it open, which some systems mind; the next one who adds tries again.
            let _ = fs::remove_file(self.dir.join(name));
        }
        Ok(Added { before, now })
    }

    /// Writes what is in memory as a run.
    fn spill(&mut self) -> Result<(), IndexError> {
        if self.order.is_empty() {
            return Ok(());
        }
        let Self { rows, order, .. } = self;
        let bytes = |slot: &Slot| rows.get(slot.start as usize..(slot.start + slot.len) as usize).unwrap_or_default();
        order.par_sort_unstable_by(|a, b| a.key.cmp(&b.key).then_with(|| bytes(a).cmp(bytes(b))));
        let run = next_run(&self.dir, &mut self.list);
        let mut writer = Writer::create(&run.path)?;
        let mut before = Vec::new();
        for slot in order.iter() {
            push(&mut writer, slot.key, bytes(slot), &mut before)?;
        }
        writer.finish()?;
        self.runs.push(run);
        self.rows.clear();
        self.order.clear();
        self.merge_runs()
    }

    /// Merges runs once there are many of a size, those with the most in them first in the list: so a row is written as often
    /// as there are tiers, and not with each merge.
    fn merge_runs(&mut self) -> Result<(), IndexError> {
        while let Some(tier) = self.runs.last().map(|run| run.tier) {
            let alike = self.runs.iter().rev().take_while(|run| run.tier == tier).count();
            if alike < FAN_IN {
                break;
            }
            let alike = self.runs.len() - alike;
            let parts = self.runs.iter().skip(alike).map(|run| Segment::open(&run.path));
            let parts: Vec<Segment> = parts.collect::<Result<_, _>>()?;
            let (mut run, _) = merge(&parts.iter().collect::<Vec<_>>(), next_run(&self.dir, &mut self.list))?;
            run.tier = tier + 1;
            self.runs.truncate(alike);
            self.runs.push(run);
        }
        Ok(())
    }
}

fn next_run(dir: &Path, list: &mut List) -> Run {
    let name = format!("{:06}.titles", list.next);
    list.next += 1;
    Run { path: dir.join(&name), name, kept: false, tier: 0 }
}

/// The segments in a folder, whether a list names them or not.
fn segments(dir: &Path) -> Result<Vec<String>, IndexError> {
    let name = |file: io::Result<fs::DirEntry>| Ok(file?.file_name().to_string_lossy().into_owned());
    let names: io::Result<Vec<String>> = fs::read_dir(dir).and_then(|files| files.map(name).collect());
    let names = names.map_err(IndexError::io("cannot read", dir))?;
    Ok(names.into_iter().filter(|name| number(name).is_some()).collect())
}

/// Removes what somebody left who died while adding.
fn remove_leftovers(dir: &Path, list: &List) -> Result<(), IndexError> {
    let left = segments(dir)?.into_iter().filter(|name| !list.segments.contains(name));
    for name in left.chain([NEW_LIST.to_owned()]) {
        let path = dir.join(name);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(IndexError::io("cannot remove", &path)(error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Adds a row unless the one before it says the same but for the place.
fn push(writer: &mut Writer, key: u64, bytes: &[u8], before: &mut Vec<u8>) -> Result<(), IndexError> {
    let Some(layout) = Layout::of(bytes) else { return Ok(()) };
    let content = bytes.get(..layout.place).unwrap_or_default();
    if before == content {
        return Ok(());
    }
    before.clear();
    before.extend(content);
    writer.push(key, bytes, layout.key == 0)
}

/// Merges segments into one.
fn merge(segments: &[&Segment], into: Run) -> Result<(Run, Counts), IndexError> {
    let mut writer = Writer::create(&into.path)?;
    let mut cursors: Vec<Cursor<'_>> = segments.iter().map(|segment| segment.cursor()).collect();
    let mut heap = BinaryHeap::new();
    for (number, cursor) in cursors.iter_mut().enumerate() {
        heap.extend(next(cursor, number)?);
    }
    let mut before = Vec::new();
    while let Some(Reverse((key, bytes, number))) = heap.pop() {
        push(&mut writer, key, &bytes, &mut before)?;
        if let Some(cursor) = cursors.get_mut(number) {
            heap.extend(next(cursor, number)?);
        }
    }
    let counts = writer.finish()?;
    Ok((into, counts))
}

/// A row to be merged, with the number of its segment: smallest key first, then smallest bytes, then the older segment.
type Next = (u64, Vec<u8>, usize);

/// The next row of a cursor, for the heap.
fn next(cursor: &mut Cursor<'_>, number: usize) -> Result<Option<Reverse<Next>>, IndexError> {
    if !cursor.advance()? {
        return Ok(None);
    }
    Ok(Some(Reverse((cursor.key()?, cursor.bytes().to_vec(), number))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::titles::TitleIndex;

    #[test]
    fn runs_are_merged_by_size_and_come_to_one_segment() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut adder = Adder::begin(dir.path()).expect("a new index");
        adder.buffer = 1;
        for number in 0..150u32 {
            // Of three titles two are the same, at another place.
            let letters =
                (number - number % 3 % 2).to_string().replace('1', "لا ").replace(|c: char| c.is_ascii_digit(), "م");
            let title = format!("{letters} {}", number - number % 3 % 2);
            adder
                .add(&Entry { title: &title, place: &format!("a.tsv, line {number}"), ..Entry::default() })
                .expect("room");
        }
        let tiers: Vec<u32> = adder.runs.iter().map(|run| run.tier).collect();
        assert_eq!(tiers, [vec![1, 1], vec![0; 150 - 2 * FAN_IN]].concat());
        assert_eq!(adder.commit().expect("room"), Added { before: 0, now: 100 });
        let index = TitleIndex::open(dir.path()).expect("the index just made");
        assert_eq!((index.stats().segments, index.stats().titles), (1, 100));
        let left = fs::read_dir(dir.path()).expect("the folder").count();
        assert_eq!(left, 3, "the list, the lock, one segment");
    }
}
