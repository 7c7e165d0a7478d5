//! The pipeline: the stages in their order, over the two passes of a run.

mod outcome;

pub use outcome::{Outcome, Problem};
