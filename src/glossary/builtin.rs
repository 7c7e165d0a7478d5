//! The glossaries that come with the program.

use super::{Glossary, GlossaryError};

/// Name and text of each file, in the order in which they are merged.
const FILES: &[(&str, &str)] = &[
    ("glossaries/syria-places.toml", include_str!("../../glossaries/syria-places.toml")),
    ("glossaries/syria-towns.toml", include_str!("../../glossaries/syria-towns.toml")),
    ("glossaries/syria-communities.toml", include_str!("../../glossaries/syria-communities.toml")),
    ("glossaries/syria-actors.toml", include_str!("../../glossaries/syria-actors.toml")),
    ("glossaries/iraq-places.toml", include_str!("../../glossaries/iraq-places.toml")),
    ("glossaries/lebanon-places.toml", include_str!("../../glossaries/lebanon-places.toml")),
    ("glossaries/palestine-places.toml", include_str!("../../glossaries/palestine-places.toml")),
    ("glossaries/jordan-places.toml", include_str!("../../glossaries/jordan-places.toml")),
    ("glossaries/yemen-places.toml", include_str!("../../glossaries/yemen-places.toml")),
    ("glossaries/iran-places.toml", include_str!("../../glossaries/iran-places.toml")),
    ("glossaries/afghanistan-places.toml", include_str!("../../glossaries/afghanistan-places.toml")),
    ("glossaries/turkiye-places.toml", include_str!("../../glossaries/turkiye-places.toml")),
    ("glossaries/region-places.toml", include_str!("../../glossaries/region-places.toml")),
    ("glossaries/countries.toml", include_str!("../../glossaries/countries.toml")),
    ("glossaries/communities.toml", include_str!("../../glossaries/communities.toml")),
    ("glossaries/armed-groups.toml", include_str!("../../glossaries/armed-groups.toml")),
    ("glossaries/parties.toml", include_str!("../../glossaries/parties.toml")),
    ("glossaries/persons.toml", include_str!("../../glossaries/persons.toml")),
    ("glossaries/institutions.toml", include_str!("../../glossaries/institutions.toml")),
    ("glossaries/state-bodies.toml", include_str!("../../glossaries/state-bodies.toml")),
    ("glossaries/world-bodies.toml", include_str!("../../glossaries/world-bodies.toml")),
    ("glossaries/offices.toml", include_str!("../../glossaries/offices.toml")),
    ("glossaries/media.toml", include_str!("../../glossaries/media.toml")),
    ("glossaries/outlets.toml", include_str!("../../glossaries/outlets.toml")),
    ("glossaries/asylum-law.toml", include_str!("../../glossaries/asylum-law.toml")),
    ("glossaries/human-rights.toml", include_str!("../../glossaries/human-rights.toml")),
    ("glossaries/conflict-society.toml", include_str!("../../glossaries/conflict-society.toml")),
    ("glossaries/calendars.toml", include_str!("../../glossaries/calendars.toml")),
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
