//! The title index: whole titles on disk, to be asked for by the shape of a lost one.
//!
//! An index is a folder: `titles.json` names its *segments*, files of rows sorted by shape key. One writer at a time adds
//! ([`Adder`]); readers ([`TitleIndex`]) need no lock, since segments never change and the list is replaced as a whole.

mod add;
mod error;
mod index;
mod row;
mod segment;

pub use add::{Added, Adder};
pub use error::IndexError;
pub use index::{Stats, TitleIndex};
