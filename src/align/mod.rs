//! Aligned text: segmentation into sentences, and the units of a report.

mod abbreviations;
mod build;
mod ids;
mod segment;
mod sources;
mod title;
mod unit;

pub use build::units;
pub use segment::{sentences, sentences_around};
pub use sources::{Occurrence, Sources};
pub use unit::{Marker, Side, TermUse, Unit, UnitKind};
