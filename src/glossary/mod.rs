//! The glossary: concepts with their terms, the matcher that finds them, and the policy that says what becomes of a hit.
//!
//! [`Glossary`] is the data, read from TOML or CSV; [`Matcher`] finds its terms in a text as [`Hit`]s; [`policy`] makes
//! findings of them. [`Finder`] looks names up for a person, and
//! [`suggest`] gathers the names that a glossary lacks.

mod boundary;
mod builtin;
mod check;
mod concept;
mod error;
mod find;
mod formats;
mod forms;
mod hit;
mod matcher;
pub mod policy;
pub mod protect;
mod replace;
mod starts;
pub mod suggest;
mod term;

pub use check::Issue;
pub use concept::{Concept, Glossary, Header, Subject};
pub use error::GlossaryError;
pub use find::{Finder, Found, FoundBy};
pub use formats::Losses;
pub use hit::{Hit, HitRecord};
pub use matcher::Matcher;
pub use term::{Gender, Number, PartOfSpeech, Register, Term};
