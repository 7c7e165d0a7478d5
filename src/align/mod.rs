//! Aligned text: segmentation into sentences, and the units of a report.

mod abbreviations;
mod build;
mod ids;
mod segment;
mod title;
mod unit;

pub use build::{Occurrence, Sources, units};
pub use segment::{sentences, sentences_around};
pub use unit::{Marker, Side, TermUse, Unit, UnitKind};
