//! The file formats of glossaries, each with what it can and can't hold.

mod decode;
mod format;
mod ids;
mod losses;
mod omegat;
mod skos;
mod standing;
mod table;
mod tag;
mod tbx;
mod tmx;
mod toml;
mod xml;

pub use format::Format;
pub use losses::Losses;
pub use table::{Columns, ColumnsError};
pub use tbx::Dialect;
pub use toml::update_toml;

use super::{Glossary, GlossaryError};
use table::{csv, xlsx};

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
            Format::Tbx2 | Format::TbxDca | Format::TbxDct => tbx::parse(name, bytes),
            Format::Tmx => tmx::parse(name, bytes),
            Format::Turtle => skos::parse_turtle(name, bytes),
            Format::JsonLd => skos::parse_jsonld(name, bytes),
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
            Format::Toml => Ok((self.to_toml().into_bytes(), toml::losses(self))),
            Format::Csv => Ok(csv::write(self, b',')),
            Format::Tsv => Ok(csv::write(self, b'\t')),
            Format::Xlsx => xlsx::write(self),
            Format::Omegat => omegat::write(self, columns),
            Format::Tbx2 => Ok(in_bytes(tbx::write(self, Dialect::Basic2))),
            Format::TbxDca => Ok(in_bytes(tbx::write(self, Dialect::Dca3))),
            Format::TbxDct => Ok(in_bytes(tbx::write(self, Dialect::Dct3))),
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
        toml::write(self)
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

    /// Reads a termbase in TBX (ISO 30042): version 2 with `<martif>`, version 3 with `<tbx>` in DCA or DCT style, and leniently
    /// what MultiTerm and TBX-Min make of it. The encoding is that of the byte order mark or the XML declaration, else UTF-8.
    /// Data categories without a place in the model are kept as lines of the note, as `name: value`.
    ///
    /// A term that has no status is preferred if it is the first such one in a language without a preferred term, else
    /// admitted. An id that can't be one here is made into one, and kept under `tbx`.
    ///
    /// # Errors
    /// When it is no TBX, is not well-formed, has declarations of entities, has two concepts with one id, or has a term
    /// without a letter or a language: with `name`, line, column and the line itself. Nothing outside of the file is read.
    pub fn parse_tbx(name: &str, bytes: &[u8]) -> Result<Self, GlossaryError> {
        tbx::parse(name, bytes)
    }

    /// Writes the glossary in TBX-Basic, in UTF-8, with what the file could not hold: only characters that may not be in XML,
    /// and concepts without terms or with an id that is none or not their own. Texts that are empty are not written.
    #[must_use]
    pub fn to_tbx(&self, dialect: Dialect) -> (String, Losses) {
        tbx::write(self, dialect)
    }

    /// Reads a translation memory in TMX 1.4 as a glossary: each unit is a concept, each of its sides a preferred term, and
    /// inline codes are left out.
    ///
    /// # Errors
    /// When it is no TMX, is not well-formed, has declarations of entities, or has a side without a language: with `name`,
    /// line, column and the line itself.
    pub fn parse_tmx(name: &str, bytes: &[u8]) -> Result<Self, GlossaryError> {
        tmx::parse(name, bytes)
    }

    /// Reads a SKOS thesaurus in Turtle: preferred, alternative and hidden labels are preferred, admitted and deprecated
    /// terms.
    ///
    /// # Errors
    /// When it is no Turtle: with `name`, line, column and the line itself.
    pub fn parse_turtle(name: &str, bytes: &[u8]) -> Result<Self, GlossaryError> {
        skos::parse_turtle(name, bytes)
    }

    /// Reads a SKOS thesaurus in JSON-LD, as [`Glossary::parse_turtle`] reads Turtle.
    ///
    /// # Errors
    /// When it is no JSON-LD, or its `@context` lies elsewhere, for nothing is fetched: with `name`, and line, column and the
    /// line itself where the parser tells them.
    pub fn parse_jsonld(name: &str, bytes: &[u8]) -> Result<Self, GlossaryError> {
        skos::parse_jsonld(name, bytes)
    }
}

fn in_bytes((text, losses): (String, Losses)) -> (Vec<u8>, Losses) {
    (text.into_bytes(), losses)
}
