//! The glossary: concepts with their terms, the files that hold them, the matcher that finds them in a text, and the policy
//! that says what becomes of a hit.
//!
//! [`Glossary`] is the data, read and written in the formats of [`Format`]; [`Issue`] is what is doubtful about it. [`Matcher`]
//! finds its terms in a text as [`Hit`]s; [`policy`] makes findings of them, and [`consistency`] compares the spellings of a
//! folder. [`Finder`] looks names up for a person, and [`suggest`] gathers the names that a glossary lacks.

mod builtin;
mod check;
mod concept;
pub mod consistency;
mod diff;
mod error;
mod find;
mod formats;
mod hit;
mod import;
mod matcher;
pub mod policy;
mod stats;
pub mod suggest;
mod term;

pub use check::{Issue, Places, Rule, Severity};
pub use concept::{Concept, Glossary, Header, Subject};
pub use diff::{Change, Difference, FieldChange, TermDifference};
pub use error::GlossaryError;
pub use find::{Finder, Found, FoundBy};
pub use formats::{Columns, ColumnsError, Dialect, Format, Losses, WriteError, update_toml};
pub use hit::{Hit, HitRecord, Suspicion};
pub use import::{Bring, Imported};
pub use matcher::{CompiledError, Matcher};
pub use stats::{Stats, StatusCounts};
pub use term::{Gender, Number, PartOfSpeech, Register, Term};
