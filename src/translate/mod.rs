//! Translation, in so far as it helps to read what is lost: the gloss of a lost title, searched under the title's shape.
//!
//! [`fill`] is the search, over any [`StepDecoder`]. With the feature `neural`, `firefox` is one: it runs the models of
//! Firefox Translations. What comes out is a guess, and only ever offered to a reviewer.

#[cfg(feature = "neural")]
pub mod firefox;
mod mask_beam;
mod piece;
mod pieces;
mod shape;
#[cfg(test)]
mod toy;

pub use mask_beam::{FAR_BELOW, Filled, Free, Options, StepDecoder, fill, free};
pub use piece::Piece;
pub use shape::{Cell, Slot, one_byte, one_sign, shape};
