//! The file formats of glossaries, each with what it can and can't hold.

mod csv;
mod ids;
mod losses;
mod skos;
mod tag;
mod tbx;
mod tmx;
mod toml;
mod xml;

pub use losses::Losses;
pub use tbx::Dialect;

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
