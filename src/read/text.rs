//! Plain text: the report is the file.

use super::{Layout, Woven};
use crate::report::Outline;
use crate::text::Source;

pub(super) fn weave(file: &Source) -> Woven {
    Woven {
        text: file.clone(),
        layout: Layout::identity(file.text().len()),
        outline: Outline::plain(file.text()),
        lang: None,
        warnings: Vec::new(),
    }
}
