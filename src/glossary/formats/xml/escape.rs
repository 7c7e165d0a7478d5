//! Text written so that every XML reader gets it back, whatever it does with white space.

use super::{is_allowed, is_space};
use std::fmt::Write as _;

/// Appends a text, as the content of an element or the value of an attribute in double quotes. `false` when it holds
/// characters that XML can't hold; they are left out.
///
/// White space that a reader would take for layout is written as references.
pub(in crate::glossary::formats) fn escape(text: &str, out: &mut String) -> bool {
    let mut characters = text.chars().filter(|&c| is_allowed(c)).peekable();
    let mut after_word = false;
    while let Some(c) = characters.next() {
        let before_word = characters.peek().is_some_and(|&next| !is_space(next));
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            ' ' if after_word && before_word => out.push(' '),
            c if is_space(c) => {
                // Writing into a string can't fail.
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => out.push(c),
        }
        after_word = !is_space(c);
    }
    text.chars().all(is_allowed)
}
