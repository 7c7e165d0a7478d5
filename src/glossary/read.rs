//! Reading glossaries: those that come with the program, and those of users.

use super::{Glossary, GlossaryError, builtin, csv_form, toml_form};

impl Glossary {
    /// The glossaries that come with the program.
    ///
    /// # Errors
    /// When one of them does not follow the schema; a test sees to it that this does not happen.
    pub fn builtin() -> Result<Self, GlossaryError> {
        let mut all = Self::default();
        for (name, text) in builtin::FILES {
            all.merge(Self::parse_toml(name, text)?);
        }
        Ok(all)
    }

    /// Reads a glossary in TOML; `glossaries/README.md` describes the schema.
    ///
    /// # Errors
    /// When the text is no TOML or does not follow the schema: with `name`, line, column and the entry.
    pub fn parse_toml(name: &str, text: &str) -> Result<Self, GlossaryError> {
        toml_form::parse(name, text)
    }

    /// Reads a glossary in CSV (RFC 4180, UTF-8) with a header line: `concept`, `lang`, `term`, and if wanted `status`,
    /// `subject`, `definition`, `note`; one term a line, the lines of a concept in any place.
    ///
    /// # Errors
    /// When a column is unknown or missing, or a value is not allowed: with `name`, line, column and the entry.
    pub fn parse_csv(name: &str, text: &str) -> Result<Self, GlossaryError> {
        csv_form::parse(name, text)
    }
}
