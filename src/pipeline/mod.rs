//! The pipeline: the stages in their order, over the two passes of a run.

mod outcome;
mod tally;

pub use outcome::{Outcome, Problem};
pub use tally::{
    Counts, Failure, FindingKind, LostTitle, Name, ReportProblem, ReportTally, RestoredTitle, Spelling, Tally, Where,
};
