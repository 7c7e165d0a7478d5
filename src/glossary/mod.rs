//! The glossary: concepts with their terms, the matcher that finds them, and the policy that says what becomes of a hit.
//!
//! [`Glossary`] is the data, read from TOML or CSV; [`Matcher`] finds its terms in a text as [`Hit`]s; [`policy`] makes
//! findings of them; [`consistency`] compares the spellings of a folder.

mod arabic;
mod article;
mod boundary;
mod builtin;
mod check;
mod concept;
pub mod consistency;
mod error;
mod exception;
mod findings;
mod formats;
mod forms;
mod hit;
mod matcher;
mod mention;
pub mod policy;
pub mod protect;
mod quotation;
mod replace;
mod spelling;
mod starts;
mod term;
mod verbatim;

pub use check::Issue;
pub use concept::{Concept, Glossary, Header, Subject};
pub use error::GlossaryError;
pub use formats::Losses;
pub use hit::{Hit, HitRecord};
pub use matcher::Matcher;
pub use term::{Gender, Number, PartOfSpeech, Register, Term};
