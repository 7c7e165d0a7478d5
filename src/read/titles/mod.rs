//! Titles of cited works, read from what people keep them in: tables, bibliographies, translation memories, feeds.
//!
//! [`read_titles`] tells the format, decodes the file and hands over one [`Listing`] for each record that has a whole title in
//! the Arabic script. Each format has a file that fills a `Draft`; `record` makes an entry of it, the same way for all.

mod bibtex;
mod clean;
mod csl;
mod draft;
mod endnote;
mod error;
mod feed;
mod format;
mod input;
mod names;
mod rdf;
mod record;
mod refer;
mod ris;
mod sink;
mod table;
mod tagged;
mod tmx;
mod xml;

pub use error::{Count, Fault, Problem, TitlesError};

use crate::restore::{self, Day};
use format::Format;
use sink::{Sink, Stop};
use std::io::{BufRead, Cursor, Read};
use std::ops::ControlFlow;

/// A title as a bibliography lists it, with what it says of the work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The title, in the Arabic script, as it was published.
    pub title: String,
    /// Its translation, in any other script.
    pub gloss: Option<String>,
    /// Outlet, else publisher, else author.
    pub source: Option<String>,
    /// When the work was published: year, month, day, as far as given.
    pub date: Option<Day>,
    /// The address of the work.
    pub url: Option<String>,
    /// Where it stands in the file: the record's key, or a line: `doe2020`, `line 14`.
    pub place: String,
}

impl Listing {
    /// The same, borrowed, with the file named in its place: `refs.bib, doe2020`.
    #[must_use]
    pub fn entry<'a>(&'a self, place: &'a str) -> restore::Entry<'a> {
        restore::Entry {
            title: &self.title,
            gloss: self.gloss.as_deref(),
            source: self.source.as_deref(),
            date: self.date,
            url: self.url.as_deref(),
            place,
        }
    }

    /// The same, as a witness that stands in a file.
    #[must_use]
    pub fn into_witness(self, file: &str) -> restore::Witness {
        let report = format!("{file}, {}", self.place);
        let Self { title, gloss, source, date, url, .. } = self;
        restore::Witness { title, gloss, author: source, date, url, report, note: None }
    }
}

/// Whether a file's name says that it is a bibliography that [`read_titles`] reads.
#[must_use]
pub fn is_bibliography(name: &str) -> bool {
    Format::of_name(name).is_some()
}

/// Streams the titles of a bibliography to `each`, in order; stops with the error when `each` fails.
///
/// The extension of `name` tells the format; of XML, the first element; without a known extension, the first bytes. Tables
/// are read as they come. Other formats are read whole, up to 1 GiB. A record that cannot be read is a [`Problem`], and
/// the ones around it are taken.
///
/// # Errors
/// When the file cannot be read at all, see [`Fault`]; what `each` returns.
pub fn read_titles<E>(
    name: &str,
    input: &mut dyn BufRead,
    each: &mut dyn FnMut(Listing) -> Result<(), E>,
) -> Result<Count, TitlesError<E>> {
    let mut failed = None;
    let mut hand_over = |entry| match each(entry) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failed = Some(error);
            ControlFlow::Break(())
        }
    };
    let mut sink = Sink::new(&mut hand_over);
    let read = read_any(name, input, &mut sink);
    let count = sink.finish();
    match (read, failed) {
        (_, Some(error)) => Err(TitlesError::Each(error)),
        (Err(Stop::Fault(fault)), None) => Err(TitlesError::File { name: name.to_owned(), fault }),
        // Without an error of its own, `each` has asked for nothing.
        (Ok(()) | Err(Stop::Asked), None) => Ok(count),
    }
}

fn read_any(name: &str, input: &mut dyn BufRead, sink: &mut Sink<'_>) -> Result<(), Stop> {
    match Format::of_name(name) {
        Some(format) => read_as(format, input, sink),
        None => {
            let head = input::head(input).map_err(Fault::Io)?;
            let format = Format::of_bytes(&head).ok_or(Fault::Unknown)?;
            read_as(format, &mut Cursor::new(head).chain(input), sink)
        }
    }
}

fn read_as(format: Format, input: &mut dyn BufRead, sink: &mut Sink<'_>) -> Result<(), Stop> {
    if let Format::Tsv | Format::Csv = format {
        return table::read(input, format == Format::Csv, sink);
    }
    let source = input::whole(input, format == Format::Xml, sink)?;
    let text = source.text();
    match format {
        Format::Csl => csl::read(text, sink),
        Format::Ris => ris::read(text, sink),
        Format::Bibtex => bibtex::read(text, sink),
        Format::Refer => refer::read(text, sink),
        Format::Xml | Format::Tsv | Format::Csv => match xml::kind(text)? {
            xml::Kind::Rdf => rdf::read(text, sink),
            xml::Kind::EndNote => endnote::read(text, sink),
            xml::Kind::Tmx => tmx::read(text, sink),
            xml::Kind::Feed => feed::read(text, sink),
        },
    }
}
