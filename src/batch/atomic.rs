//! Files that are whole or not there: written under another name, synced, renamed.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Writes a file through `fill`. Until everything is on disk the path keeps what it held before; when anything fails, or
/// the process dies, it still does. Folders above it are made as needed. Returns the length in bytes.
pub(super) fn write(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<u64> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".isnad-").suffix(".tmp");
    // A temporary file is private by default; what a run leaves has the permissions that any new file would have.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut temporary = builder.tempfile_in(folder)?;
    let mut out = BufWriter::with_capacity(1 << 16, temporary.as_file_mut());
    fill(&mut out)?;
    out.flush()?;
    drop(out);
    temporary.as_file().sync_data()?;
    let len = temporary.as_file().metadata()?.len();
    temporary.persist(path).map_err(|error| error.error)?;
    Ok(len)
}
