//! Which program made the outputs of an earlier run.

use super::passes::Digest;
use std::fs::File;
use std::sync::LazyLock;

/// The digest of the running program: of its file, which holds the built-in glossaries, the letter models and all other
/// embedded data beside the code, so that outputs of a build that differs in any of them are made anew. Where the file
/// cannot be read, that of the version.
pub(super) fn digest() -> &'static Digest {
    static DIGEST: LazyLock<Digest> = LazyLock::new(|| {
        let version = env!("CARGO_PKG_VERSION").as_bytes();
        let own = std::env::current_exe().and_then(File::open).and_then(|mut file| {
            let mut hasher = blake3::Hasher::new();
            hasher.update_reader(&mut file)?;
            Ok(hasher.finalize())
        });
        match own {
            Ok(own) => Digest::of(&[version, own.as_bytes()]),
            Err(_) => Digest::of(&[version]),
        }
    });
    &DIGEST
}
