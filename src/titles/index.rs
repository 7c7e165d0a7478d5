//! The index as a folder: the list of its segments, opened for looking titles up.

use super::error::IndexError;
use super::segment::{FORMAT, Segment, Space};
use crate::restore::{Entry, ShapeKey, Shelf};
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The file that says which segments there are. It is replaced as a whole: an index is as before or as after.
const LIST: &str = "titles.json";

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
    fn path(dir: &Path) -> PathBuf {
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
        if list.segments.iter().any(|name| !is_segment(name)) {
            return Err(IndexError::damaged(&path, "it names a file that is no segment"));
        }
        Ok(Some(list))
    }

    /// Replaces the list on disk.
    pub(super) fn write(&self, dir: &Path) -> Result<(), IndexError> {
        let path = Self::path(dir);
        let write = || {
            let mut file = tempfile::NamedTempFile::new_in(dir)?;
            serde_json::to_writer_pretty(&mut file, self)?;
            file.as_file().sync_all()?;
            file.persist(&path).map_err(|error| error.error)?;
            // The renaming itself must be on disk too. Not every system lets a folder be opened for that.
            fs::File::open(dir).and_then(|dir| dir.sync_all()).or(Ok(()))
        };
        write().map_err(IndexError::io("cannot write", &path))
    }
}

/// Whether a file name is one that segments have.
pub(super) fn is_segment(name: &str) -> bool {
    name.strip_suffix(".titles").is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
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
                Err(IndexError::Io { source, .. }) if source.kind() == io::ErrorKind::NotFound && tries < TRIES => {}
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
                if let Some(row) = cursor.row().filter(|row| row.key == 0) {
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
        for segment in &self.segments {
            for &key in keys {
                segment.find(key, &mut space, &mut |row| each(row.entry)).map_err(|error| error.to_string())?;
            }
        }
        Ok(())
    }
}
