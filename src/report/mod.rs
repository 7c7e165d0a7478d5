//! A report: its text, blocks, notes and citations.
//!
//! [`Outline`] is what a reader knows of the layout; [`Report::new`] ties note references to notes; [`citation`] reads the
//! citations out of the notes, on a view, since damage hides their punctuation.

pub mod citation;
mod layout;
pub(crate) mod marks;
mod notes;
mod outline;
mod ties;

use crate::text::{Lang, Source, Span};

/// A report as it was read. All spans are ranges of `text`.
#[derive(Clone, Debug)]
pub struct Report {
    /// What it is called in outputs: its path below the input folder, with `/`.
    pub name: String,
    /// Its text.
    pub text: Source,
    /// The language most of it is written in.
    pub lang: Lang,
    /// Headings, paragraphs and so on, in order, without overlaps.
    pub blocks: Vec<Block>,
    /// Foot- and endnotes, in order.
    pub notes: Vec<Note>,
    /// Places in the text that refer to a note, in order.
    pub references: Vec<Reference>,
}

/// A stretch of a report that stands on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands, without the blank lines around it.
    pub span: Span,
}

/// The kinds of block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// A heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A cell of a table.
    TableCell,
    /// A note's label alone on its line, or a note's text.
    Note,
    /// Program code, a formula, a link target: text that is nobody's sentence.
    Code,
}

/// A foot- or endnote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Its label as it reads: `352`, `a`, `*`.
    pub label: String,
    /// The label with its marking: `^{[352](#)}`.
    pub mark: Span,
    /// Its text, without the label and without white space around it.
    pub body: Span,
}

/// A place that refers to a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The label as it reads.
    pub label: String,
    /// The whole marker: `^{[352](#)}`.
    pub span: Span,
    /// The note, as an index into [`Report::notes`]; `None` when no note has this label.
    pub note: Option<usize>,
}

/// What a reader knows of a text's layout.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The blocks, in order.
    pub blocks: Vec<Block>,
    /// The notes, in order.
    pub notes: Vec<Note>,
    /// The references, in order; [`Report::new`] fills in `note`.
    pub references: Vec<Reference>,
}
