//! Length and SHA-256 of what is read, taken in passing.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Length and SHA-256 of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// Length in bytes.
    pub size: u64,
    /// SHA-256, as 64 lower-case hexadecimal digits.
    pub sha256: String,
}

impl Sum {
    /// That of a file.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of(path: &Path) -> io::Result<Self> {
        let mut file = Summing::new(File::open(path)?);
        io::copy(&mut file, &mut io::sink())?;
        Ok(file.sum())
    }
}

impl std::fmt::Display for Sum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes with sha256 {}", self.size, self.sha256)
    }
}

/// Takes the sum of all that is read through it.
pub(super) struct Summing<R> {
    inner: R,
    hasher: Sha256,
    size: u64,
}

impl<R: Read> Summing<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, hasher: Sha256::new(), size: 0 }
    }

    /// The sum of what was read.
    pub(super) fn sum(self) -> Sum {
        let mut sha256 = String::with_capacity(64);
        for byte in self.hasher.finalize() {
            // Writing to memory does not fail.
            let _ = write!(sha256, "{byte:02x}");
        }
        Sum { size: self.size, sha256 }
    }
}

impl<R: Read> Read for Summing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.hasher.update(buffer.get(..count).unwrap_or_default());
        self.size += count as u64;
        Ok(count)
    }
}
