//! The file formats of glossaries, each with what it can and can't hold.

mod cells;
mod columns;
mod csv;
mod decode;
mod format;
mod id;
mod langs;
mod layout;
mod losses;
mod omegat;
mod rows;
mod table;
mod toml;
mod toml_update;
mod toml_write;
mod xlsx;

pub use columns::{Columns, ColumnsError};
pub use format::Format;
pub use losses::Losses;
pub use toml_update::update_toml;

use super::{Glossary, GlossaryError};

/// Why a glossary could not be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// The format is only read.
    #[error("{} is only read; a glossary can be written as {}", .0.word(), Format::written())]
    ReadOnly(Format),
    /// The languages of an OmegaT glossary are not given.
    #[error("{0}")]
    Languages(String),
    /// Something does not fit into a spreadsheet.
    #[error("it doesn't fit into a spreadsheet: {0}")]
    Sheet(String),
}

impl Glossary {
    /// A larger file is not read, in bytes (256 MiB): its concepts are held in memory. A glossary of a million terms has less.
    pub const LARGEST_FILE: u64 = 256 << 20;

    /// Reads a file of any format. `columns` says what the columns of a foreign table hold, and which two languages an
    /// OmegaT glossary has.
    ///
    /// Text is UTF-8, or UTF-16 with a byte order mark.
    ///
    /// # Errors
    /// When the file is too large, in another encoding, or does not follow its format: with `name`, line, column and the
    /// entry.
    pub fn read(name: &str, bytes: &[u8], format: Format, columns: &Columns) -> Result<Self, GlossaryError> {
        if bytes.len() as u64 > Self::LARGEST_FILE {
            let limit = Self::LARGEST_FILE >> 20;
            return Err(GlossaryError::of_file(name, format!("the file is larger than {limit} MiB: split it")));
        }
        let text = || decode::text(name, bytes);
        match format {
            Format::Toml => toml::parse(name, &text()?),
            Format::Csv => csv::parse(name, &text()?, None, columns),
            Format::Tsv => csv::parse(name, &text()?, Some(b'\t'), columns),
            Format::Xlsx => xlsx::parse(name, bytes, columns),
            Format::Omegat => omegat::parse(name, &text()?, columns),
            Format::Tbx2 | Format::TbxDca | Format::TbxDct => Err(not_yet(name, format)),
            Format::Tmx => Err(not_yet(name, format)),
            Format::Turtle => Err(not_yet(name, format)),
            Format::JsonLd => Err(not_yet(name, format)),
        }
    }

    /// Writes a file, and says what it could not hold. `columns` gives the two languages of an OmegaT glossary; other formats
    /// need nothing of it.
    ///
    /// # Errors
    /// When the format is only read, when an OmegaT glossary lacks its languages, or when a spreadsheet has too many rows or
    /// too long a text.
    pub fn write(&self, format: Format, columns: &Columns) -> Result<(Vec<u8>, Losses), WriteError> {
        match format {
            Format::Toml => Ok((self.to_toml().into_bytes(), toml_write::losses(self))),
            Format::Csv => Ok(csv::write(self, b',')),
            Format::Tsv => Ok(csv::write(self, b'\t')),
            Format::Xlsx => xlsx::write(self),
            Format::Omegat => omegat::write(self, columns),
            Format::Tbx2 => Err(WriteError::ReadOnly(format)),
            Format::TbxDca => Err(WriteError::ReadOnly(format)),
            Format::TbxDct => Err(WriteError::ReadOnly(format)),
            Format::Tmx | Format::Turtle | Format::JsonLd => Err(WriteError::ReadOnly(format)),
        }
    }

    /// Reads a glossary in TOML; `glossaries/README.md` describes the schema.
    ///
    /// # Errors
    /// When the text is no TOML or does not follow the schema: with `name`, line, column and the entry.
    pub fn parse_toml(name: &str, text: &str) -> Result<Self, GlossaryError> {
        toml::parse(name, text)
    }

    /// Writes the glossary in TOML, as people write it: [`Glossary::parse_toml`] reads the same from it. Of several heads the
    /// first stands, with the sources of all; concepts without terms are left out.
    #[must_use]
    pub fn to_toml(&self) -> String {
        toml_write::write(self)
    }

    /// Reads a glossary in CSV (RFC 4180, UTF-8) with a header line: `concept`, `lang`, `term`, and if wanted `status`,
    /// `subject`, `definition`, `note` and the other fields; one term a line, the lines of a concept in any place. A line
    /// that is silent about the status is admitted, or preferred if it is the first and no other is.
    ///
    /// # Errors
    /// When a column is unknown or missing, or a value is not allowed: with `name`, line, column and the entry.
    pub fn parse_csv(name: &str, text: &str) -> Result<Self, GlossaryError> {
        csv::parse(name, text, None, &Columns::default())
    }
}

/// The error of a format that is not read here.
fn not_yet(name: &str, format: Format) -> GlossaryError {
    GlossaryError::of_file(name, format!("glossaries in {} are not read", format.word()))
}
