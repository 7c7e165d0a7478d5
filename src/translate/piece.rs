//! A piece: what a translator writes at a step.

/// What a translator writes at a step: a word, a part of one, or the sign that nothing follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// Its text, without the space before it. Empty for what never goes into a text, as signs of control do.
    pub text: String,
    /// Whether a space stands before it: it begins a word.
    pub starts_word: bool,
    /// Whether it says that the text ends.
    pub is_end: bool,
}
