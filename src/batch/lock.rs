//! One run at a time in an output folder.

use fs4::{FileExt, TryLockError};
use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Held by a run while it writes into a folder. The system gives it up when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    /// Closing the file gives the lock up.
    _file: File,
}

impl Lock {
    /// Takes the lock that a file stands for; `None` when another run holds it.
    pub(super) fn take(path: &Path) -> io::Result<Option<Self>> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let file = File::options().create(true).truncate(false).write(true).open(path)?;
        // Not the standard library's method of the same name, which came with Rust 1.89.
        match FileExt::try_lock(&file) {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}
