//! Lost titles: masks found and measured, witnesses gathered, titles brought back.
//!
//! [`witnesses`] reads the whole titles of a report; [`Witnesses`] holds those of all reports, a [`Shelf`] those of the title
//! index; [`find`] looks up each lost title there and in the address of its work. [`restore_one`] is the decision itself,
//! for one title.

mod address;
mod day;
mod decide;
mod entry;
mod find;
mod gloss;
mod names;
mod query;
mod reconstruct;
mod search;
mod shape;
mod slug;
mod weigh;
mod witness;
mod witnesses;

pub use day::{Day, read_day, written};
pub use decide::{Candidate, Guesser, Resources, Restored, restore_one};
pub use entry::{Entry, Shelf};
pub use find::{find, has_lost_text};
pub use names::Names;
pub use query::Query;
pub use shape::{ShapeKey, mask_keys, title_keys};
pub use witness::{Witness, is_whole, witnesses};
pub use witnesses::Witnesses;
