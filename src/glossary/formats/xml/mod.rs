//! XML as the formats of glossaries need it: decoded strictly, read element by element without any DTD, written losslessly.

mod decode;
mod document;
mod element;
mod escape;

pub(super) use decode::decode;
pub(super) use document::Document;
pub(super) use element::Element;
pub(super) use escape::escape;

/// The white space of XML.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Whether XML 1.0 may hold a character, be it written out or as a reference.
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}
