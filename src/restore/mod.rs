//! Lost titles: masks found and measured, witnesses gathered, titles brought back.
//!
//! [`witnesses`] reads the whole titles of a report; [`Witnesses`] holds those of all reports; [`find`] looks up each lost
//! title there. [`restore_one`] is the decision itself, for one title.

mod address;
mod day;
mod decide;
mod entry;
mod find;
mod query;
mod shape;
mod witness;
mod witnesses;

pub use day::Day;
pub use decide::{Candidate, Restored, restore_one};
pub use entry::{Entry, Shelf};
pub use find::find;
pub use query::Query;
pub use shape::{ShapeKey, mask_keys, title_keys};
pub use witness::{Witness, witnesses};
pub use witnesses::Witnesses;
