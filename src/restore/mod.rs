//! Lost titles: masks found and measured, witnesses gathered, titles brought back.
//!
//! [`witnesses`] reads the whole titles of a report; [`Witnesses`] holds those of all reports; [`find`] looks up each lost
//! title there. [`restore_one`] is the decision itself, for one title.

mod address;
mod day;
mod decide;
mod find;
mod query;
mod witness;
mod witnesses;

pub use day::{Day, read_day};
pub use decide::{Candidate, Restored, restore_one};
pub use find::find;
pub use query::Query;
pub use witness::{Witness, is_whole, witnesses};
pub use witnesses::Witnesses;
