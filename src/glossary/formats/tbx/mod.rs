//! Glossaries in TBX, the standard format of termbases (ISO 30042), in the three forms that other programs read.
//!
//! What the model has is written with the data categories of TBX-Basic where it has one. For the rest a `<note>` says it as
//! `label: value`, in words that a person understands and that are read back; `note.rs` lists the labels. What a file says
//! and the model has no place for becomes a line of the note of the concept or term, again as `label: value`, and so is not
//! lost. Not read are `encodingDesc` and the back matter.

mod category;
mod header;
mod id;
mod note;
mod read;
pub(super) mod reference;
mod write;

pub(in crate::glossary) use read::parse;
pub(in crate::glossary) use write::write;

/// The forms of TBX that are written. All are of the dialect TBX-Basic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// TBX version 2 (2008, ISO 30042:2008): `<martif>` with `<termEntry>` and `<tig>`. OmegaT and translate-toolkit read it.
    Basic2,
    /// TBX version 3 (ISO 30042:2019), data categories as attributes (DCA): `<termNote type="…">`.
    Dca3,
    /// TBX version 3 (ISO 30042:2019), data categories as tags (DCT): `<min:partOfSpeech>`.
    Dct3,
}

impl Dialect {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Basic2, Self::Dca3, Self::Dct3];
}
