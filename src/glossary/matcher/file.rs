//! The compiled glossary as a file: a header, and the tables as they lie in memory.

use super::Matcher;
use super::table::{Block, SECTIONS};
use std::io::{self, Read, Write};

/// The first bytes of a file; the number is that of the layout.
const MAGIC: [u8; 8] = *b"isnadG01";

/// Words of eight bytes before the tables: magic, byte order, check sum, the digest, the lengths of the tables.
const HEADER: usize = 3 + 4 + SECTIONS;

/// A number whose bytes tell the order in which a machine writes them.
const ORDER: u64 = 0x0102_0304_0506_0708;

/// Why a compiled glossary could not be read.
#[derive(Debug, thiserror::Error)]
pub enum CompiledError {
    /// The file could not be read.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It is none, one of another version or machine, one of other sources, or damaged.
    #[error("no compiled glossary of these sources")]
    Unfit,
}

impl Matcher {
    /// Writes what [`Matcher::new`] compiled. `digest` names what it was compiled from.
    ///
    /// # Errors
    /// When `out` can't be written to.
    pub fn save(&self, digest: [u8; 32], mut out: impl Write) -> io::Result<()> {
        let tables = self.block.as_bytes();
        out.write_all(&MAGIC)?;
        out.write_all(&ORDER.to_ne_bytes())?;
        out.write_all(&u64::from(crc32fast::hash(tables)).to_ne_bytes())?;
        out.write_all(&digest)?;
        for length in self.block.lengths() {
            out.write_all(&(length as u64).to_ne_bytes())?;
        }
        out.write_all(tables)
    }

    /// Reads what [`Matcher::save`] wrote; `length` is that of the file, in bytes. Much faster than compiling: 50 MB in
    /// some 20 ms.
    ///
    /// # Errors
    /// When the file can't be read, or holds something else than a glossary compiled from sources with this digest.
    pub fn load(digest: [u8; 32], length: u64, mut file: impl Read) -> Result<Self, CompiledError> {
        let mut header = [0u64; HEADER];
        file.read_exact(bytemuck::cast_slice_mut(&mut header))?;
        let [magic, order, sum, rest @ ..] = header;
        let (written, lengths) = rest.split_first_chunk::<4>().ok_or(CompiledError::Unfit)?;
        let fits =
            magic == u64::from_ne_bytes(MAGIC) && order == ORDER && bytemuck::cast_slice::<_, u8>(written) == digest;
        let tables = usize::try_from(length).unwrap_or_default().checked_sub(HEADER * 8);
        let tables = tables.filter(|tables| fits && tables % 8 == 0).ok_or(CompiledError::Unfit)?;
        let mut words = vec![0u64; tables / 8];
        file.read_exact(bytemuck::cast_slice_mut(&mut words))?;
        if u64::from(crc32fast::hash(bytemuck::cast_slice(&words))) != sum {
            return Err(CompiledError::Unfit);
        }
        let mut sections = [0; SECTIONS];
        for (section, &length) in sections.iter_mut().zip(lengths) {
            *section = usize::try_from(length).map_err(|_| CompiledError::Unfit)?;
        }
        Block::from_words(words, sections).map(Self::of).ok_or(CompiledError::Unfit)
    }
}
