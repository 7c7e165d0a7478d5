//! The glossary: concepts with their terms, the matcher that finds them, and the policy that says what becomes of a hit.
//!
//! [`Glossary`] is the data, read from TOML, CSV, TBX, TMX or SKOS; [`Matcher`] finds its terms in a text as [`Hit`]s;
//! [`policy`] makes findings of them.

mod boundary;
mod builtin;
mod check;
mod concept;
mod error;
mod formats;
mod forms;
mod hit;
mod matcher;
pub mod policy;
pub mod protect;
mod replace;
mod starts;
mod term;

pub use check::Issue;
pub use concept::{Concept, Glossary, Header, Subject};
pub use error::GlossaryError;
pub use formats::{Dialect, Losses};
pub use hit::{Hit, HitRecord};
pub use matcher::Matcher;
pub use term::{Gender, Number, PartOfSpeech, Register, Term};
