//! The index as a folder: the list of its segments, opened for looking titles up.

use super::error::IndexError;
use super::row::Row;
use super::segment::{FORMAT, MISSING, Segment, Space};
use crate::restore::{Entry, ShapeKey, Shelf, title_keys};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

/// The file that says which segments there are. It is replaced as a whole: an index is as before or as after.
const LIST: &str = "titles.json";
/// The list that is being written.
pub(super) const NEW_LIST: &str = "titles.json.new";

/// What stands in [`LIST`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct List {
    pub(super) format: u32,
    /// File names, in the order in which they were written.
    pub(super) segments: Vec<String>,
    /// The number of the next segment.
    pub(super) next: u64,
}

impl List {
    pub(super) fn path(dir: &Path) -> PathBuf {
        dir.join(LIST)
    }

    /// Reads the list; `None` when there is no index.
    pub(super) fn read(dir: &Path) -> Result<Option<Self>, IndexError> {
        #[derive(Deserialize)]
        struct Format {
            format: u32,
        }
        let path = Self::path(dir);
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(IndexError::io("cannot read", &path)(error)),
        };
        let damaged = |error: serde_json::Error| IndexError::damaged(&path, error.to_string());
        // The format first: another one may have other fields.
        let Format { format } = serde_json::from_slice(&text).map_err(damaged)?;
        if format != FORMAT {
            return Err(IndexError::Version { file: path, found: format, known: FORMAT });
        }
        let list: Self = serde_json::from_slice(&text).map_err(damaged)?;
        match list.fault() {
            Some(fault) => Err(IndexError::damaged(&path, fault)),
            None => Ok(Some(list)),
        }
    }

    /// What cannot be in a list, if it is. A number that is given again would write over a file of the index.
    fn fault(&self) -> Option<&'static str> {
        let mut numbers = Vec::new();
        for name in &self.segments {
            let Some(number) = number(name) else { return Some("it names a file that is no segment") };
            if numbers.contains(&number) {
                return Some("it names a file twice");
            }
            numbers.push(number);
        }
        let is_next = numbers.iter().all(|number| *number < self.next) && self.next < u64::MAX / 2;
        if is_next { None } else { Some("the number of the next file makes no sense") }
    }

    /// Replaces the list on disk. Only who holds the lock may.
    pub(super) fn write(&self, dir: &Path) -> Result<(), IndexError> {
        let (path, new) = (Self::path(dir), dir.join(NEW_LIST));
        // That a file is there, and what it is called, must be on disk too. Not every system lets a folder be opened for that.
        let sync = || fs::File::open(dir).and_then(|dir| dir.sync_all()).or(Ok::<_, io::Error>(()));
        let write = || {
            let mut file = fs::File::create(&new)?;
            serde_json::to_writer_pretty(&mut file, self)?;
            file.sync_all()?;
            drop(file);
            sync()?;
            fs::rename(&new, &path)?;
            sync()
        };
        write().map_err(|error| {
            // What cannot be removed now is removed by the next one who adds.
            let _ = fs::remove_file(&new);
            IndexError::io("cannot write", &path)(error)
        })
    }
}

/// The number in a file name that segments have.
pub(super) fn number(name: &str) -> Option<u64> {
    let number = name.strip_suffix(".titles").filter(|number| number.bytes().all(|b| b.is_ascii_digit()))?;
    number.parse().ok()
}

/// A title index, open for reading: as it was when it was opened, whatever is added since.
#[derive(Debug)]
pub struct TitleIndex {
    segments: Vec<Segment>,
}

/// What an index holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Titles.
    pub titles: u64,
    /// Keys under which they can be found.
    pub keys: u64,
    /// Bytes of the entries as they were added: titles, glosses, sources, dates, addresses, places.
    pub raw_bytes: u64,
    /// Bytes on disk.
    pub disk_bytes: u64,
    /// Files.
    pub segments: usize,
    /// The format of the files.
    pub format: u32,
}

/// Stands for all that an entry says, but for the place.
fn content(entry: &Entry<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    (entry.title, entry.gloss, entry.source, entry.date, entry.url).hash(&mut hasher);
    hasher.finish()
}

/// Times that opening is tried anew when somebody replaces segments meanwhile.
const TRIES: usize = 5;

impl TitleIndex {
    /// Opens the index in a folder.
    ///
    /// # Errors
    /// When there is none, when another version wrote it, when a file of it is damaged or cannot be read.
    pub fn open(dir: &Path) -> Result<Self, IndexError> {
        let mut tries = 0;
        loop {
            tries += 1;
            let list = List::read(dir)?.ok_or_else(|| IndexError::Missing(dir.to_owned()))?;
            let segments = list.segments.iter().map(|name| Segment::open(&dir.join(name))).collect();
            match segments {
                // Between reading the list and opening its files a writer may have merged some of them.
                Err(IndexError::Damaged { what, .. }) if what == MISSING && tries < TRIES => {}
                segments => return Ok(Self { segments: segments? }),
            }
        }
    }

    /// What stands for all that is in the index: it changes when something is added.
    #[must_use]
    pub fn fingerprint(&self) -> Vec<u8> {
        self.segments.iter().flat_map(Segment::fingerprint).collect()
    }

    /// What it holds.
    #[must_use]
    pub fn stats(&self) -> Stats {
        let mut stats = Stats { segments: self.segments.len(), format: FORMAT, ..Stats::default() };
        for segment in &self.segments {
            stats.titles += segment.counts.titles;
            stats.keys += segment.counts.rows;
            stats.raw_bytes += segment.counts.raw;
            stats.disk_bytes += segment.len;
        }
        stats
    }

    /// Hands over all entries, in the order of the files.
    ///
    /// # Errors
    /// When a file is damaged or cannot be read, or when `each` fails.
    pub fn each<E: From<IndexError>>(&self, mut each: impl FnMut(Entry<'_>) -> Result<(), E>) -> Result<(), E> {
        for segment in &self.segments {
            let mut cursor = segment.cursor();
            while cursor.advance()? {
                let row = cursor.row()?;
                if row.key == 0 {
                    each(row.entry)?;
                }
            }
        }
        Ok(())
    }
}

impl Shelf for TitleIndex {
    fn titles(&self) -> u64 {
        self.stats().titles
    }

    fn find(&self, keys: &[ShapeKey], each: &mut dyn FnMut(Entry<'_>)) -> Result<(), String> {
        let mut space = Space::default();
        // A mask without lost characters reads the same in both ways.
        let mut handed_over = HashSet::new();
        let distinct: BTreeSet<ShapeKey> = keys.iter().copied().collect();
        for segment in &self.segments {
            for &key in &distinct {
                let mut once = |row: Row<'_>| {
                    // A title may stand under several of the keys: it is handed over under the first of its own.

                    let before = || title_keys(row.entry.title).take(usize::from(row.key));
                    // Reckoning keys takes longer than all else here, and most rows stand under their title's first one.
                    let again = row.key > 0 && before().any(|key| keys.contains(&key));
                    // What was added twice may stand in two segments.
                    if !again && (self.segments.len() == 1 || handed_over.insert(content(&row.entry))) {
                        each(row.entry);
                    }
                };
                segment.find(key, &mut space, &mut once).map_err(|error| error.to_string())?;
            }
        }
        Ok(())
    }
}
