//! The pipeline: the stages in their order, over the two passes of a run.
//!
//! [`Pipeline::gather`] reads what one report can say on its own: its damage mended, its citations, the titles that it
//! can witness. [`Pipeline::apply`] goes on with the witnesses of all reports: lost titles, the glossary, aligned units.

mod engine;
mod lost;
#[cfg(feature = "neural")]
mod neural;
mod outcome;
mod tally;

pub use engine::{Gathered, Pipeline, Settings};
pub use lost::{LostTitle, MaybeTitle};
#[cfg(feature = "neural")]
pub use neural::Neural;
pub use outcome::{Outcome, Problem};
pub use tally::{Counts, Failure, FindingKind, Positions, ReportProblem, ReportTally, RestoredTitle, Tally, Where};
