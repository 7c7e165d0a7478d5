//! The glossaries that come with the program.

/// Name and text of each file, in the order in which they are merged.
pub(super) const FILES: &[(&str, &str)] = &[
    ("glossaries/syria-places.toml", include_str!("../../glossaries/syria-places.toml")),
    ("glossaries/syria-communities.toml", include_str!("../../glossaries/syria-communities.toml")),
    ("glossaries/syria-actors.toml", include_str!("../../glossaries/syria-actors.toml")),
    ("glossaries/institutions.toml", include_str!("../../glossaries/institutions.toml")),
    ("glossaries/media.toml", include_str!("../../glossaries/media.toml")),
];
