//! Aligned text: segmentation into sentences, and the units of a report.

mod unit;

pub use unit::{Marker, Side, TermUse, Unit, UnitKind};
