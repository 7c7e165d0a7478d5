//! Edits of a text: what the families of damage give back, put together into findings.

use crate::text::Span;

/// One edit of a text by one or more families of damage.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    /// What it replaces.
    pub(super) span: Span,
    pub(super) after: String,
    /// The steps of damage that it undoes, in the order in which the text suffered them.
    pub(super) steps: Vec<&'static str>,
    /// What such damage loses, where damaging `after` again does not give the text byte for byte.
    pub(super) loss: Option<&'static str>,
    /// Whether letters are left in it that did not decode: more than a byte of theirs is lost.
    pub(super) torn: bool,
    /// By how many bits the choice of letters was made of which a byte is lost.
    pub(super) filled: Option<f64>,
    /// Bits by which the next best reading is behind.
    pub(super) lead: f64,
    /// The next best reading that says something else, as it stands included.
    pub(super) runner_up: String,
}
