//! The outline of plain text and Markdown: blocks, notes and references by their lines.

use super::layout::{self, Syntax};
use super::{Outline, notes};

impl Outline {
    /// The outline of plain text. Headings are short numbered paragraphs (`2.4.3. Ismailis`); blank lines part paragraphs.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        notes::outline(text, &layout::blocks(text, Syntax::Plain), Syntax::Plain)
    }

    /// The outline of Markdown: CommonMark with pipe tables and footnotes, without nesting.
    #[must_use]
    pub fn markdown(text: &str) -> Self {
        notes::outline(text, &layout::blocks(text, Syntax::Markdown), Syntax::Markdown)
    }
}
