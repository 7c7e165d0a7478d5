//! Adding titles: sorted in memory a part at a time, written as runs, merged into one segment, and only then named in the list.

use super::error::IndexError;
use super::index::{List, is_segment};
use super::row::{self, Layout};
use super::segment::{Counts, Cursor, FORMAT, Segment, Writer};
use crate::restore::{Entry, title_keys};
use fs4::FileExt;
use rayon::slice::ParallelSliceMut;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Bytes of rows that are sorted in memory at a time.
const BUFFER: usize = 48 << 20;
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
    /// Held while this is alive; the system gives it up when the process dies.
    _lock: File,
    rows: Vec<u8>,
    order: Vec<Slot>,
    runs: Vec<Run>,
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
        let list = List::read(dir)?.unwrap_or(List { format: FORMAT, segments: Vec::new(), next: 1 });
        remove_leftovers(dir, &list)?;
        Ok(Self { dir: dir.to_owned(), list, _lock: lock, rows: Vec::new(), order: Vec::new(), runs: Vec::new() })
    }

    /// Adds an entry.
    ///
    /// # Errors
    /// When the disk is full, say: the index is then as it was.
    pub fn add(&mut self, entry: &Entry<'_>) -> Result<(), IndexError> {
        for (number, key) in (0u8..).zip(title_keys(entry.title)) {
            let start = self.rows.len();
            row::write(entry, number, &mut self.rows);
            let short = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
            self.order.push(Slot { key: key.get(), start: short(start), len: short(self.rows.len() - start) });
        }
        if self.rows.len() + self.order.len() * size_of::<Slot>() >= BUFFER { self.spill() } else { Ok(()) }
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
        if self.runs.len() == FAN_IN {
            let runs: Vec<Segment> = self.runs.iter().map(|run| Segment::open(&run.path)).collect::<Result<_, _>>()?;
            let (run, _) = merge(&runs.iter().collect::<Vec<_>>(), next_run(&self.dir, &mut self.list))?;
            self.runs = vec![run];
        }
        Ok(())
    }
}

fn next_run(dir: &Path, list: &mut List) -> Run {
    let name = format!("{:06}.titles", list.next);
    list.next += 1;
    Run { path: dir.join(&name), name, kept: false }
}

/// Removes what somebody left who died while adding.
fn remove_leftovers(dir: &Path, list: &List) -> Result<(), IndexError> {
    let failed = |error| IndexError::io("cannot read", dir)(error);
    for file in fs::read_dir(dir).map_err(failed)? {
        let file = file.map_err(failed)?;
        let name = file.file_name().to_string_lossy().into_owned();
        if is_segment(&name) && !list.segments.contains(&name) {
            fs::remove_file(file.path()).map_err(IndexError::io("cannot remove", &file.path()))?;
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
    Ok(cursor.key().map(|key| Reverse((key, cursor.bytes().to_vec(), number))))
}
