//! Markdown: the report is the file, markup and all.

use super::{Layout, Woven};
use crate::report::Outline;
use crate::text::Source;

pub(super) fn weave(file: &Source) -> Woven {
    Woven {
        text: file.clone(),
        layout: Layout::identity(file.text().len()),
        outline: Outline::markdown(file.text()),
        lang: None,
        warnings: Vec::new(),
    }
}
