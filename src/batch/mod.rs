//! Batch: walking folders, scheduling, cache and resume, progress, summary.
//!
//! [`passes::two_passes`] takes files through the pipeline; [`run`] writes what comes out and remembers it, [`survey`]
//! only looks.

pub mod bibliographies;
mod commit;
mod finish;
mod lock;
mod outputs;
pub mod passes;
mod program;
mod progress;
mod record;
mod run;
mod staging;
pub mod survey;
pub mod walk;

pub use passes::Stop;
pub use progress::Progress;
pub use run::{RunError, RunOptions, RunReport, run};
