//! Segments: files of rows in the order of their keys, never changed once written.
//!
//! ```text
//! magic, format            8 + 4 bytes
//! blocks                   LZ4, each about 32 kB of rows
//! directory                for each block: first key 8, offset 8, length 4, raw length 4, CRC-32 4
//! foot                     directory offset 8, blocks 4, CRC-32 of the directory and of the other numbers here 4,
//!                          titles 8, rows 8, raw bytes 8, magic 8
//! ```
//! All numbers are little-endian. Segments are read with positioned reads and not mapped into memory: docs/titles.md says why.

use super::error::IndexError;
use super::row::{self, Layout, Row};
use crate::restore::{ShapeKey, title_keys};
use positioned_io::ReadAt;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

const MAGIC: &[u8; 8] = b"isnadttl";
/// The format that this program writes and reads.
pub(super) const FORMAT: u32 = 1;
/// Rows that are packed together. Larger blocks pack better and take longer to look into.
const BLOCK: usize = 32 * 1024;
/// A block is never longer than this, unpacked: one row may be as long as its longest fields.
const LONGEST_BLOCK: u32 = 64 << 20;
/// What is said of a file that the list names and that is not there.
pub(super) const MISSING: &str = "it is missing";
const HEAD: u64 = 12;
const FOOT: usize = 48;
const SLOT: usize = 28;
/// Where in the foot its checksum stands.
const FOOT_CRC: Range<usize> = 12..16;

/// The CRC-32 of a directory and of its foot, but for the checksum itself.
fn checksum(directory: &[u8], foot: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    for part in
        [directory, foot.get(..FOOT_CRC.start).unwrap_or_default(), foot.get(FOOT_CRC.end..).unwrap_or_default()]
    {
        hasher.update(part);
    }
    hasher.finalize()
}

/// What a segment holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Titles.
    pub(super) titles: u64,
    /// Rows: titles, once for each of their keys.
    pub(super) rows: u64,
    /// Bytes of all entries, each counted once.
    pub(super) raw: u64,
}

/// A segment being written. Rows come in the order of their keys.
pub(super) struct Writer {
    out: BufWriter<File>,
    path: PathBuf,
    at: u64,
    block: Vec<u8>,
    first: u64,
    packed: Vec<u8>,
    directory: Vec<u8>,
    counts: Counts,
}

impl Writer {
    pub(super) fn create(path: &Path) -> Result<Self, IndexError> {
        let write = || {
            let mut out = BufWriter::with_capacity(1 << 18, File::create(path)?);
            out.write_all(MAGIC)?;
            out.write_all(&FORMAT.to_le_bytes())?;
            Ok(out)
        };
        Ok(Self {
            out: write().map_err(IndexError::io("cannot write", path))?,
            path: path.to_owned(),
            at: HEAD,
            block: Vec::with_capacity(BLOCK * 2),
            first: 0,
            packed: Vec::new(),
            directory: Vec::new(),
            counts: Counts::default(),
        })
    }

    /// Adds a row. `counted` for the row under its title's first key.
    pub(super) fn push(&mut self, key: u64, row: &[u8], counted: bool) -> Result<(), IndexError> {
        if self.block.is_empty() {
            self.first = key;
        }
        self.block.extend(row);
        self.counts.rows += 1;
        if counted {
            self.counts.titles += 1;
            self.counts.raw += row.len() as u64;
        }
        if self.block.len() >= BLOCK { self.end_block() } else { Ok(()) }
    }

    fn end_block(&mut self) -> Result<(), IndexError> {
        if self.block.is_empty() {
            return Ok(());
        }
        self.packed.resize(lz4_flex::block::get_maximum_output_size(self.block.len()), 0);
        let packed = lz4_flex::block::compress_into(&self.block, &mut self.packed)
            .map_err(|error| IndexError::damaged(&self.path, format!("a block cannot be packed: {error}")))?;
        let packed = self.packed.get(..packed).unwrap_or_default();
        self.out.write_all(packed).map_err(IndexError::io("cannot write", &self.path))?;
        let short = |len: usize| u32::try_from(len).unwrap_or(u32::MAX).to_le_bytes();
        self.directory.extend(self.first.to_le_bytes());
        self.directory.extend(self.at.to_le_bytes());
        self.directory.extend(short(packed.len()));
        self.directory.extend(short(self.block.len()));
        self.directory.extend(crc32fast::hash(packed).to_le_bytes());
        self.at += packed.len() as u64;
        self.block.clear();
        Ok(())
    }

    /// Writes what is left and waits until all of it is on disk.
    pub(super) fn finish(mut self) -> Result<Counts, IndexError> {
        self.end_block()?;
        let Counts { titles, rows, raw } = self.counts;
        let blocks = u32::try_from(self.directory.len() / SLOT).unwrap_or(u32::MAX);
        let mut foot = Vec::with_capacity(FOOT);
        foot.extend(self.at.to_le_bytes());
        foot.extend(blocks.to_le_bytes());
        foot.extend([0; 4]);
        for count in [titles, rows, raw] {
            foot.extend(count.to_le_bytes());
        }
        foot.extend(MAGIC);
        let crc = checksum(&self.directory, &foot);
        foot.splice(FOOT_CRC, crc.to_le_bytes());
        let directory = std::mem::take(&mut self.directory);
        let mut write = || {
            self.out.write_all(&directory)?;
            self.out.write_all(&foot)?;
            self.out.flush()?;
            self.out.get_ref().sync_data()
        };
        write().map_err(IndexError::io("cannot write", &self.path))?;
        Ok(self.counts)
    }
}

/// A file that is gone, or that ends before it should, is no matter of the system.
fn unread(path: &Path, error: io::Error) -> IndexError {
    match error.kind() {
        io::ErrorKind::NotFound => IndexError::damaged(path, MISSING),
        io::ErrorKind::UnexpectedEof => IndexError::damaged(path, "it ends early"),
        _ => IndexError::io("cannot read", path)(error),
    }
}

/// A segment open for reading.
#[derive(Debug)]
pub(super) struct Segment {
    file: File,
    path: PathBuf,
    blocks: Vec<Block>,
    /// The CRC-32 of the directory, which holds those of all blocks, and of the counts.
    crc: u32,
    pub(super) counts: Counts,
    /// Its length on disk, in bytes.
    pub(super) len: u64,
}

/// Where a block stands.
#[derive(Clone, Copy, Debug)]
struct Block {
    first: u64,
    offset: u64,
    packed: u32,
    raw: u32,
    crc: u32,
}

impl Segment {
    pub(super) fn open(path: &Path) -> Result<Self, IndexError> {
        let failed = |error| unread(path, error);
        let damaged = |what: &str| IndexError::damaged(path, what);
        let file = File::open(path).map_err(failed)?;
        let len = file.metadata().map_err(failed)?.len();
        if len < HEAD + FOOT as u64 {
            return Err(damaged("it is too short"));
        }
        let mut head = [0; HEAD as usize];
        file.read_exact_at(0, &mut head).map_err(failed)?;
        let mut numbers = Numbers(&head);
        if numbers.take() != Some(*MAGIC) {
            return Err(damaged("it does not begin as a title index does"));
        }
        let found = numbers.u32();
        if found != FORMAT {
            return Err(IndexError::Version { file: path.to_owned(), found, known: FORMAT });
        }
        let mut foot = [0; FOOT];
        file.read_exact_at(len - FOOT as u64, &mut foot).map_err(failed)?;
        let mut numbers = Numbers(&foot);
        let (offset, count, crc) = (numbers.u64(), numbers.u32(), numbers.u32());
        let counts = Counts { titles: numbers.u64(), rows: numbers.u64(), raw: numbers.u64() };
        if numbers.take() != Some(*MAGIC) {
            return Err(damaged("its end is missing"));
        }
        let size = u64::from(count) * SLOT as u64;
        if offset.checked_add(size) != Some(len - FOOT as u64) {
            return Err(damaged("its directory does not end where it should"));
        }
        let mut directory = vec![0; usize::try_from(size).map_err(|_| damaged("its directory is too long"))?];
        file.read_exact_at(offset, &mut directory).map_err(failed)?;
        if checksum(&directory, &foot) != crc {
            return Err(damaged("its directory has changed"));
        }
        let blocks: Vec<Block> = directory
            .chunks_exact(SLOT)
            .map(|slot| {
                let mut numbers = Numbers(slot);
                Block {
                    first: numbers.u64(),
                    offset: numbers.u64(),
                    packed: numbers.u32(),
                    raw: numbers.u32(),
                    crc: numbers.u32(),
                }
            })
            .collect();
        let inside = |block: &Block| {
            block.raw <= LONGEST_BLOCK
                && block.offset.checked_add(u64::from(block.packed)).is_some_and(|end| end <= offset)
        };
        if !blocks.iter().all(inside) || !blocks.is_sorted_by_key(|block| block.first) {
            return Err(damaged("its directory makes no sense"));
        }
        Ok(Self { file, path: path.to_owned(), blocks, crc, counts, len })
    }

    /// What tells this segment from another.
    pub(super) fn fingerprint(&self) -> [u8; 12] {
        let mut print = [0; 12];
        let (crc, titles) = print.split_at_mut(4);
        crc.copy_from_slice(&self.crc.to_le_bytes());
        titles.copy_from_slice(&self.counts.titles.to_le_bytes());
        print
    }

    /// Hands over the rows that stand under a key, each with the number that the key has among those of its title.
    pub(super) fn find(
        &self,
        key: ShapeKey,
        space: &mut Space,
        each: &mut dyn FnMut(Row<'_>),
    ) -> Result<(), IndexError> {
        // The block before the first one that begins with the key may end with it.
        let from = self.blocks.partition_point(|block| block.first < key.get()).saturating_sub(1);
        for block in self.blocks.iter().skip(from).take_while(|block| block.first <= key.get()) {
            self.load(block, space)?;
            self.measure(space)?;
            let Space { rows, starts, .. } = &*space;
            let row = |start: usize| row::read(rows.get(start..).unwrap_or_default()).map(|(row, _)| row);
            // Keys are not written down: those of a few rows are reckoned, to find where the key's own begin and end.
            let key_at = |start: usize| row(start).and_then(|row| key_of(row.entry.title, row.key));
            let first = starts.partition_point(|&start| key_at(start).is_some_and(|at| at < key.get()));
            let rest = starts.get(first..).unwrap_or_default();
            let own = rest.partition_point(|&start| key_at(start) == Some(key.get()));
            if rest.get(own).is_some_and(|&start| key_at(start).is_none()) {
                return Err(self.damaged_row());
            }
            for &start in rest.iter().take(own) {
                each(row(start).ok_or_else(|| self.damaged_row())?);
            }
        }
        Ok(())
    }

    /// Notes where the rows of a block begin.
    fn measure(&self, space: &mut Space) -> Result<(), IndexError> {
        let Space { rows, starts, .. } = space;
        starts.clear();
        let mut at = 0;
        while at < rows.len() {
            let layout = Layout::of(rows.get(at..).unwrap_or_default()).ok_or_else(|| self.damaged_row())?;
            starts.push(at);
            at += layout.len;
        }
        Ok(())
    }

    fn damaged_row(&self) -> IndexError {
        IndexError::damaged(&self.path, "a row makes no sense")
    }

    /// A place before all rows.
    pub(super) fn cursor(&self) -> Cursor<'_> {
        Cursor { segment: self, next: 0, space: Space::default(), at: 0, layout: Layout::default() }
    }

    fn load(&self, block: &Block, space: &mut Space) -> Result<(), IndexError> {
        space.packed.resize(block.packed as usize, 0);
        self.file.read_exact_at(block.offset, &mut space.packed).map_err(|error| unread(&self.path, error))?;
        let damaged = || IndexError::damaged(&self.path, format!("the block at byte {} has changed", block.offset));
        if crc32fast::hash(&space.packed) != block.crc {
            return Err(damaged());
        }
        space.rows.resize(block.raw as usize, 0);
        let len = lz4_flex::block::decompress_into(&space.packed, &mut space.rows).map_err(|_| damaged())?;
        if len == space.rows.len() { Ok(()) } else { Err(damaged()) }
    }
}

/// The key under which a row stands.
fn key_of(title: &str, number: u8) -> Option<u64> {
    title_keys(title).nth(usize::from(number)).map(ShapeKey::get)
}

/// Room for one block, to be used again for the next.
#[derive(Debug, Default)]
pub(super) struct Space {
    packed: Vec<u8>,
    rows: Vec<u8>,
    starts: Vec<usize>,
}

/// A place in a segment: one row after the other, with one block in memory.
pub(super) struct Cursor<'s> {
    segment: &'s Segment,
    next: usize,
    space: Space,
    at: usize,
    layout: Layout,
}

impl Cursor<'_> {
    /// Goes on to the next row; `false` when there is none.
    pub(super) fn advance(&mut self) -> Result<bool, IndexError> {
        self.at += self.layout.len;
        if self.at >= self.space.rows.len() {
            let Some(block) = self.segment.blocks.get(self.next) else { return Ok(false) };
            self.segment.load(block, &mut self.space)?;
            self.next += 1;
            self.at = 0;
        }
        let rest = self.space.rows.get(self.at..).unwrap_or_default();
        self.layout = Layout::of(rest).ok_or_else(|| self.segment.damaged_row())?;
        Ok(true)
    }

    /// The bytes of the row; none before the first call of [`Cursor::advance`].
    pub(super) fn bytes(&self) -> &[u8] {
        self.space.rows.get(self.at..self.at + self.layout.len).unwrap_or_default()
    }

    /// The row.
    pub(super) fn row(&self) -> Result<Row<'_>, IndexError> {
        row::read(self.bytes()).map(|(row, _)| row).ok_or_else(|| self.segment.damaged_row())
    }

    /// The key under which the row stands.
    pub(super) fn key(&self) -> Result<u64, IndexError> {
        let key = self.layout.title(self.bytes()).and_then(|title| key_of(title, self.layout.key));
        key.ok_or_else(|| self.segment.damaged_row())
    }
}

/// Little-endian numbers, one after the other; 0 past the end.
struct Numbers<'a>(&'a [u8]);

impl Numbers<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (first, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*first)
    }

    fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.take().unwrap_or_default())
    }

    fn u64(&mut self) -> u64 {
        u64::from_le_bytes(self.take().unwrap_or_default())
    }
}
