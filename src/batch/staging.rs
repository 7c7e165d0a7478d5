//! Files that are whole or not there: written under another name, synced together, renamed.
//!
//! Waiting for the disk after every file takes longer than all else that a run does. So files are written into a staging
//! folder first, and those of all reports that are ready by then are brought in together, with one sync for all of them.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// The folder in which the files of a run wait: below the output folder, so that a rename brings them in.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
    /// The name of the next file.
    next: AtomicU64,
}

/// A file that is written, but neither synced nor in its place. Dropped, it is removed.
#[derive(Debug)]
pub(super) struct Staged {
    waiting: tempfile::TempPath,
    place: PathBuf,
    len: u64,
}

impl Staging {
    /// An empty staging folder. What a run that was killed left in it is removed: no other run may be at work.
    pub(super) fn new(folder: PathBuf) -> io::Result<Self> {
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => fs::create_dir_all(&folder)?,
        }
        Ok(Self { folder, next: AtomicU64::new(0) })
    }

    /// The folder itself.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file through `fill`, to stand at `place` once it is brought in.
    pub(super) fn write(&self, place: PathBuf, fill: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<Staged> {
        let waiting = self.folder.join(self.next.fetch_add(1, Ordering::Relaxed).to_string());
        let mut file = File::create_new(&waiting)?;
        let waiting = tempfile::TempPath::try_from_path(waiting)?;
        fill(&mut file)?;
        // Elsewhere each file waits for the disk by itself.
        #[cfg(not(target_os = "linux"))]
        file.sync_data()?;
        let len = file.metadata()?.len();
        Ok(Staged { waiting, place, len })
    }

    /// Waits until all that was written is on disk.
    #[cfg(target_os = "linux")]
    pub(super) fn sync(&self) -> io::Result<()> {
        Ok(rustix::fs::syncfs(File::open(&self.folder)?)?)
    }

    /// Waits until all that was written is on disk.
    #[cfg(not(target_os = "linux"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "as on Linux")]
    pub(super) fn sync(&self) -> io::Result<()> {
        Ok(())
    }
}

impl Staged {
    /// Length in bytes.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// Gives the file its name. Until then the place keeps what it held before. Folders above it are made as needed.
    pub(super) fn bring_in(self) -> io::Result<()> {
        if let Some(folder) = self.place.parent() {
            fs::create_dir_all(folder)?;
        }
        let Err(refused) = self.waiting.persist(&self.place) else { return Ok(()) };
        if refused.error.kind() != io::ErrorKind::CrossesDevices {
            return Err(refused.error);
        }
        // A folder of the output is on a disk of its own: the file is copied there, and renamed within it.
        let mut near = self.place.clone();
        near.as_mut_os_string().push(".isnad-part");
        let mut file = File::create(&near)?;
        let near = tempfile::TempPath::try_from_path(near)?;
        io::copy(&mut File::open(&refused.path)?, &mut file)?;
        file.sync_data()?;
        near.persist(&self.place).map_err(|error| error.error)
    }

    /// Where it will stand.
    pub(super) fn place(&self) -> &Path {
        &self.place
    }
}
