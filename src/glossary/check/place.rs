//! Where a concept or term stands in its file, looked up in the text.

use crate::glossary::Format;
use crate::text::{Position, Source};
use std::collections::HashMap;

/// The places of concepts and terms in the text of a glossary file: cheap, and right for files as people and programs write
/// them. A term that is written with escapes is looked for in vain; its concept's place will do.
#[derive(Debug)]
pub struct Places {
    source: Source,
    /// For each piece of text between delimiters the offsets at which it begins, in order.
    pieces: HashMap<String, Vec<usize>>,
    /// Whether ids stand behind `id =`, as opposed to anywhere.
    is_toml: bool,
}

impl Places {
    /// The places in a file. `None` for a format without lines, and for a text that is not UTF-8.
    #[must_use]
    pub fn new(bytes: &[u8], format: Format) -> Option<Self> {
        let delimiters: &[char] = match format {
            Format::Toml => &['"', '\n'],
            Format::Csv => &[',', ';', '"', '\n', '\r'],
            Format::Tsv | Format::Omegat => &['\t', ';', '"', '[', ']', '\n', '\r'],
            Format::Tbx2 | Format::TbxDca | Format::TbxDct | Format::Tmx => &['<', '>', '"', '\n'],
            Format::Turtle | Format::JsonLd => &['"', '<', '>', '#', '/', ':', ' ', '\n'],
            Format::Xlsx => return None,
        };
        let text = std::str::from_utf8(bytes).ok()?;
        let mut pieces: HashMap<String, Vec<usize>> = HashMap::new();
        let mut offset = 0;
        for piece in text.split_inclusive(delimiters) {
            let inner = piece.trim_end_matches(delimiters);
            let start = offset + inner.len() - inner.trim_start().len();
            let inner = inner.trim();
            if !inner.is_empty() {
                pieces.entry(inner.to_owned()).or_default().push(start);
            }
            offset += piece.len();
        }
        Some(Self { source: Source::from(text), pieces, is_toml: format == Format::Toml })
    }

    /// Where a concept's entry is, or its term in the entry. An id that is not in the file, because it was made when the file
    /// was read, does not matter where the term is.
    #[must_use]
    pub fn of(&self, concept: &str, term: Option<&str>) -> Option<Position> {
        let entry = self.offsets(concept).iter().copied().find(|&at| !self.is_toml || self.is_toml_id(at));
        let from = entry.unwrap_or_default();
        let term = term.and_then(|term| {
            let offsets = self.offsets(term.trim());
            let first = offsets.partition_point(|&at| at < from);
            offsets.get(first).copied().filter(|&at| entry.is_none() || self.is_in_entry(from, at))
        });
        term.or(entry).map(|at| self.source.position(at))
    }

    fn offsets(&self, piece: &str) -> &[usize] {
        self.pieces.get(piece).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether what stands before a quoted value makes it the id of a concept.
    fn is_toml_id(&self, at: usize) -> bool {
        let before = self.source.text().get(..at).unwrap_or_default().trim_end_matches('"').trim_end();
        let before = before.strip_suffix('=').map(str::trim_end).and_then(|before| before.strip_suffix("id"));
        before.is_some_and(|before| {
            before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || c == '{' || c == ',')
        })
    }

    /// Whether no other entry begins between two places of a file in TOML; of other formats that is not known.
    fn is_in_entry(&self, entry: usize, at: usize) -> bool {
        !self.is_toml || !self.source.text().get(entry..at).unwrap_or_default().contains("[[concept]]")
    }
}
