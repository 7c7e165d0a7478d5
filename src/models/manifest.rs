//! The models that are known by name, with the sums of their files.

use super::error::ModelsError;
use serde::Deserialize;
use std::path::Path;

/// The models that are known by name. The one that comes with the program is `models/manifest.toml`, which says what the
/// fields mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    #[serde(rename = "model")]
    models: Vec<Known>,
}

/// A model that is known by name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Its name.
    pub id: String,
    /// From which language into which: `en-ar`.
    pub langs: String,
    /// Its licence, as an SPDX expression.
    pub licence: String,
    /// The folder from which its files can be downloaded.
    pub url: String,
    /// Its files.
    #[serde(rename = "file")]
    pub files: Vec<KnownFile>,
}

/// A file of a known model.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct KnownFile {
    /// Its name.
    pub name: String,
    /// Whether the model works without it.
    #[serde(default)]
    pub optional: bool,
    /// Its length in bytes, where it is known.
    pub size: Option<u64>,
    /// Its SHA-256, where it is known.
    pub sha256: Option<String>,
    /// The length of the packed file, where it is known.
    pub packed_size: Option<u64>,
    /// The SHA-256 of the packed file, where it is known.
    pub packed_sha256: Option<String>,
}

impl KnownFile {
    /// Bytes to download, where it is known.
    #[must_use]
    pub fn download_size(&self) -> Option<u64> {
        self.packed_size.or(self.size)
    }
}

/// The ending of a packed file.
pub(super) const PACKED: &str = ".gz";

impl Manifest {
    /// The manifest that comes with the program.
    ///
    /// # Errors
    /// Never, as tests make sure.
    pub fn builtin() -> Result<Self, ModelsError> {
        Self::parse("models/manifest.toml", include_str!("../../models/manifest.toml"))
    }

    /// Reads a manifest. `name` is what errors call it.
    ///
    /// # Errors
    /// When it cannot be understood: the error says where.
    pub fn parse(name: &str, text: &str) -> Result<Self, ModelsError> {
        let damaged = |why: String| ModelsError::Damaged { file: Path::new(name).to_owned(), why };
        let manifest: Self = toml::from_str(text).map_err(|error| damaged(error.to_string()))?;
        for model in &manifest.models {
            check_id(&model.id)?;
            check_langs(&model.langs)?;
            if let Some(file) = model.files.iter().find(|file| !is_file_name(&file.name)) {
                return Err(damaged(format!("{:?} is no name of a file", file.name)));
            }
            let sums = model.files.iter().flat_map(|file| [&file.sha256, &file.packed_sha256]).flatten();
            if let Some(sum) = sums.into_iter().find(|sum| !is_sha256(sum)) {
                return Err(damaged(format!("{sum:?} is no SHA-256 in 64 lower-case hexadecimal digits")));
            }
        }
        Ok(manifest)
    }

    /// The models, in order.
    #[must_use]
    pub fn models(&self) -> &[Known] {
        &self.models
    }

    /// The model of this name.
    ///
    /// # Errors
    /// When there is none: the error names those that there are.
    pub fn get(&self, id: &str) -> Result<&Known, ModelsError> {
        self.models.iter().find(|model| model.id == id).ok_or_else(|| {
            let known: Vec<&str> = self.models.iter().map(|model| model.id.as_str()).collect();
            ModelsError::Unknown { id: id.to_owned(), known: known.join(", ") }
        })
    }
}

/// Whether a model can have this name, which is also that of its folder.
#[must_use]
pub fn is_id(id: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    id.starts_with(|c: char| c.is_ascii_lowercase()) && id.len() <= 64 && id.chars().all(plain)
}

pub(super) fn check_id(id: &str) -> Result<(), ModelsError> {
    if is_id(id) { Ok(()) } else { Err(ModelsError::Id(id.to_owned())) }
}

/// Whether this says from which language into which: two BCP 47 tags, the first without a script or region.
pub(super) fn check_langs(langs: &str) -> Result<(), ModelsError> {
    let language = |tag: &str| (2..=3).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphabetic());
    let subtag = |tag: &str| (1..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric());
    let mut tags = langs.split('-');
    let both = tags.next().is_some_and(language) && tags.next().is_some_and(language);
    if both && tags.all(subtag) { Ok(()) } else { Err(ModelsError::Langs(langs.to_owned())) }
}

/// Whether this is the plain name of a file that is not hidden.
pub(super) fn is_file_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':', '\0'])
}

fn is_sha256(sum: &str) -> bool {
    sum.len() == 64 && sum.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}
