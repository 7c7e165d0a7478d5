//! Which formats there are, and by what they are known.

use std::path::Path;

/// The file formats of glossaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// The program's own, which people write by hand.
    Toml,
    /// A table, RFC 4180.
    Csv,
    /// A table with tabs.
    Tsv,
    /// A sheet of Excel, ISO/IEC 29500.
    Xlsx,
    /// OmegaT's tab-separated glossary.
    Omegat,
    /// TBX 2 (`martif`), TBX-Basic: read by most tools.
    Tbx2,
    /// TBX 3 (ISO 30042:2019), TBX-Basic with data categories as attributes.
    TbxDca,
    /// TBX 3, TBX-Basic with data categories as tags.
    TbxDct,
    /// A translation memory. Read only.
    Tmx,
    /// SKOS in Turtle. Read only.
    Turtle,
    /// SKOS in JSON-LD. Read only.
    JsonLd,
}

impl Format {
    /// All formats.
    pub const ALL: &[Self] = &[
        Self::Toml,
        Self::Csv,
        Self::Tsv,
        Self::Xlsx,
        Self::Omegat,
        Self::Tbx2,
        Self::TbxDca,
        Self::TbxDct,
        Self::Tmx,
        Self::Turtle,
        Self::JsonLd,
    ];

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Toml => "toml",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Xlsx => "xlsx",
            Self::Omegat => "omegat",
            Self::Tbx2 => "tbx2",
            Self::TbxDca => "tbx-dca",
            Self::TbxDct => "tbx-dct",
            Self::Tmx => "tmx",
            Self::Turtle => "turtle",
            Self::JsonLd => "jsonld",
        }
    }

    /// Reads what `word` says. `tbx` is TBX 2, and a TBX file is read in any dialect.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let word = if word == "tbx" { "tbx2" } else { word };
        Self::ALL.iter().copied().find(|format| format.word() == word)
    }

    /// The format of a file, by the end of its name. A `.txt` is an OmegaT glossary.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match extension.as_str() {
            "toml" => Self::Toml,
            "csv" => Self::Csv,
            "tsv" | "tab" => Self::Tsv,
            "xlsx" => Self::Xlsx,
            "txt" | "utf8" => Self::Omegat,
            "tbx" | "xml" | "mtf" => Self::Tbx2,
            "tmx" => Self::Tmx,
            "ttl" => Self::Turtle,
            "jsonld" => Self::JsonLd,
            _ => return None,
        })
    }

    /// Whether a glossary can be written in it.
    #[must_use]
    pub const fn is_written(self) -> bool {
        !matches!(self, Self::Tmx | Self::Turtle | Self::JsonLd)
    }

    /// The words of the formats that are written, for messages.
    pub(super) fn written() -> String {
        let words = Self::ALL.iter().filter(|format| format.is_written()).map(|format| format.word());
        words.collect::<Vec<_>>().join(", ")
    }
}
