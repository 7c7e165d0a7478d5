//! The citations of a note.

use super::Report;
use crate::text::{Span, View};

/// One citation. All spans are ranges of the view from which it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Citation {
    /// The note it stands in, as an index into [`Report::notes`]; `None` for one that stands in the text.
    pub note: Option<usize>,
    /// All of it, without the separator.
    pub span: Span,
    /// How much of it was understood.
    pub form: Form,
    /// Who wrote or published it.
    pub author: Option<Span>,
    /// Its title in the language of the work.
    pub title: Option<Span>,
    /// The translation of the title, without its brackets or quotes.
    pub gloss: Option<Span>,
    /// The outlet or publisher, where one is given beside the author.
    pub publisher: Option<Span>,
    /// When it was published.
    pub date: Option<Date>,
    /// When it was looked up.
    pub accessed: Option<Date>,
    /// Where it can be found.
    pub url: Option<Url>,
}

/// How much of a citation was understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Author, title and the rest.
    Full,
    /// It repeats the one before: `ibid.`, `المرجع نفسه`.
    Ibid,
    /// It repeats an earlier one by its author: `op. cit.`, `المرجع السابق`.
    OpCit,
    /// Not understood: kept whole.
    Unparsed,
}

/// A date as it is written, and what it says as far as it says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    /// Where it is written.
    pub span: Span,
    /// The year of the Gregorian calendar.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day of the month, from 1.
    pub day: Option<u8>,
}

/// An address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url {
    /// Where it is written, with its markup: `[url](https://…)`.
    pub span: Span,
    /// The address; `None` where the document kept only the word: `[url](#)`.
    pub target: Option<String>,
}

/// Reads the citations of all notes of a report from a view of it, in order.
#[must_use]
pub fn citations(report: &Report, view: &View) -> Vec<Citation> {
    let _ = (report, view);
    Vec::new()
}
