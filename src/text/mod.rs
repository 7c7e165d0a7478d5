//! Text and what is said about it: immutable sources, spans, findings, certainty, and views with their offset maps.
//!
//! Nothing here knows a file, a report or a stage. A stage reads a [`View`] and returns [`Finding`]s; nobody edits a
//! [`Source`].

mod certainty;
mod evidence;
mod finding;
pub mod key;
mod lang;
mod ledger;
mod map;
pub mod mask;
pub mod script;
pub mod skeleton;
mod source;
mod span;
mod view;

pub use certainty::{Certainty, Threshold};
pub use evidence::{Evidence, Protection, TermStatus, WitnessKey};
pub use finding::{Anchor, Finding, FindingId, Stage};
pub use key::{FoldMap, Key};
pub use lang::{Direction, Lang};
pub use ledger::Ledger;
pub use map::{OffsetMap, Run};
pub use mask::Mask;
pub use skeleton::Skeleton;
pub use source::{Position, Source};
pub use span::Span;
pub use view::View;
