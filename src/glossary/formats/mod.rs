//! The file formats of glossaries, each with what it can and can't hold.

mod csv;
mod losses;
mod toml;

pub use losses::Losses;

use super::{Glossary, GlossaryError};

impl Glossary {
    /// Reads a glossary in TOML; `glossaries/README.md` describes the schema.
    ///
    /// # Errors
    /// When the text is no TOML or does not follow the schema: with `name`, line, column and the entry.
    pub fn parse_toml(name: &str, text: &str) -> Result<Self, GlossaryError> {
        toml::parse(name, text)
    }

    /// Reads a glossary in CSV (RFC 4180, UTF-8) with a header line: `concept`, `lang`, `term`, and if wanted `status`,
    /// `subject`, `definition`, `note`; one term a line, the lines of a concept in any place.
    ///
    /// # Errors
    /// When a column is unknown or missing, or a value is not allowed: with `name`, line, column and the entry.
    pub fn parse_csv(name: &str, text: &str) -> Result<Self, GlossaryError> {
        csv::parse(name, text)
    }
}
