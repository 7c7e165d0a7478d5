//! Files that are whole or as they were: written under another name, synced, renamed.

use super::sources::is_stdin;
use anyhow::Context;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file, or standard output for `-`. Where a link stands, the file that it leads to is written.
pub(super) fn save(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if is_stdin(path) {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        return Ok(out.flush()?);
    }
    write(path, bytes).with_context(|| format!("cannot write {}; it is as it was", path.display()))
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let target = match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        found => found?,
    };
    let known = match fs::metadata(&target) {
        Ok(known) if !known.is_file() => {
            // A pipe or device keeps nothing that could be half-written.
            return fs::OpenOptions::new().write(true).open(&target)?.write_all(bytes);
        }
        known => known.ok(),
    };
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".isnad-");
    // As any new file, under the user's mask; by itself a temporary file is for its owner only.
    #[cfg(unix)]
    let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(permissions);
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(known) = known {
        file.as_file().set_permissions(known.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}
