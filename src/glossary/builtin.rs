//! The glossaries that come with the program.

use super::{Glossary, GlossaryError};

/// Name and text of each file, in the order in which they are merged.
const FILES: &[(&str, &str)] = &[
    ("glossaries/syria-places.toml", include_str!("../../glossaries/syria-places.toml")),
    ("glossaries/syria-communities.toml", include_str!("../../glossaries/syria-communities.toml")),
    ("glossaries/syria-actors.toml", include_str!("../../glossaries/syria-actors.toml")),
    ("glossaries/institutions.toml", include_str!("../../glossaries/institutions.toml")),
    ("glossaries/media.toml", include_str!("../../glossaries/media.toml")),
];

impl Glossary {
    /// Name and text in TOML of each glossary that comes with the program, in the order in which they are merged.
    #[must_use]
    pub const fn builtin_files() -> &'static [(&'static str, &'static str)] {
        FILES
    }

    /// A digest of the files of [`Glossary::builtin`].
    #[must_use]
    pub fn builtin_digest() -> [u8; 32] {
        let mut digest = blake3::Hasher::new();
        for (name, text) in FILES {
            digest.update(name.as_bytes()).update(text.as_bytes());
        }
        digest.finalize().into()
    }

    /// The glossaries that come with the program.
    ///
    /// # Errors
    /// When one of them does not follow the schema; a test sees to it that this does not happen.
    pub fn builtin() -> Result<Self, GlossaryError> {
        let mut all = Self::default();
        for (name, text) in FILES {
            all.merge(Self::parse_toml(name, text)?);
        }
        Ok(all)
    }
}
