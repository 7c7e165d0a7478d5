//! The citations of notes and bibliographies: `Author, Title [gloss], publisher, date, address; next`.
//!
//! A deterministic grammar. `split` parts the citations of a note, `tail` reads one from its end, where the marking is
//! strictest, `author` from its beginning, and `title` tells title and gloss apart in what is left. What does not fit is
//! kept whole as [`Form::Unparsed`].

mod author;
mod brackets;
mod dates;
mod parse;
mod phrases;
mod split;
mod tail;
mod title;
mod urls;

pub(super) use dates::digit;

use super::{BlockKind, Report};
use crate::text::{Key, Span, View, mask, script};
use memchr::memmem;
use std::sync::LazyLock;

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

/// Words that head a list of cited works, as keys would have them.
const BIBLIOGRAPHY: &[&str] = &[
    "references",
    "bibliography",
    "sources",
    "works cited",
    "reference list",
    "list of references",
    "list of sources",
    "bibliography and sources",
    "sources and bibliography",
    "literature",
    "further reading",
    "المراجع",
    "المصادر",
    "المصادر والمراجع",
    "المراجع والمصادر",
    "قائمة المراجع",
    "قائمة المصادر",
    "ببليوغرافيا",
    "ثبت المراجع",
    "منابع",
    "حوالہ جات",
];

/// Reads the citations of a report from a view of it, in order: those of all notes, and one for each paragraph or list item
/// under a heading such as «References» or «المراجع».
#[must_use]
pub fn citations(report: &Report, view: &View) -> Vec<Citation> {
    let mut found = Vec::new();
    for (nth, note) in report.notes.iter().enumerate() {
        let body = view.from_source(note.body);
        let read = parse(body.slice(view.text())).into_iter();
        found.extend(read.map(|citation| Citation { note: Some(nth), ..citation.shift(body.start) }));
    }
    for entry in bibliography(report) {
        let entry = view.from_source(entry);
        let text = entry.slice(view.text());
        let marker = list_marker(text);
        let rest = text.get(marker..).unwrap_or_default();
        if !rest.trim().is_empty() {
            found.push(parse::citation(rest).shift(entry.start + marker));
        }
    }
    for line in standing_alone(report, view) {
        let text = line.slice(view.text());
        let marker = list_marker(text);
        let citation = parse::citation(text.get(marker..).unwrap_or_default()).shift(line.start + marker);
        if citation.is_complete() && !found.iter().any(|other| other.span.overlaps(citation.span)) {
            found.push(citation);
        }
    }
    found.sort_by_key(|citation| citation.span);
    found
}

/// Lines of running text that may be a citation each, without a note or a bibliography around them: digests and feeds
/// write so. Only lines with an address, and with Arabic script or a mask, are worth the parser's time.
fn standing_alone<'r>(report: &'r Report, view: &'r View) -> impl Iterator<Item = Span> + 'r {
    let blocks = report.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem));
    blocks.flat_map(move |block| {
        let span = view.from_source(block.span);
        let text = span.slice(view.text());
        let worth = memmem::find(text.as_bytes(), b"://").is_some() && may_cite_arabic(text);
        let mut at = span.start;
        let lines = worth.then(|| text.split_inclusive('\n')).into_iter().flatten();
        lines.filter_map(move |line| {
            let span = Span::new(at, at + line.len());
            at = span.end;
            (line.contains("://") && may_cite_arabic(line)).then(|| span.trim(view.text()))
        })
    })
}

fn may_cite_arabic(text: &str) -> bool {
    memmem::find(text.as_bytes(), b"??").is_some()
        || text.contains(|c| c != '?' && mask::is_cell(c))
        || script::has_arabic(text)
}

/// Reads the citations in the text of one note. Spans are ranges of `text`.
#[must_use]
pub fn parse(text: &str) -> Vec<Citation> {
    let pieces = split::pieces(&tail::Text::new(text));
    pieces.into_iter().map(|piece| parse::citation(piece.slice(text)).shift(piece.start)).collect()
}

/// The date that a text is, when it says nothing else: in figures or in words of several languages.
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    dates::at_end(text.trim()).filter(|date| date.span.start == 0)
}

/// Where the entries of the report's bibliographies stand.
fn bibliography(report: &Report) -> impl Iterator<Item = Span> {
    let text = report.text.text();
    let mut inside = false;
    report.blocks.iter().filter_map(move |block| match block.kind {
        BlockKind::Heading => {
            inside = heads_bibliography(block.span.slice(text));
            None
        }
        BlockKind::Paragraph | BlockKind::ListItem => inside.then_some(block.span),
        BlockKind::TableCell | BlockKind::Note | BlockKind::Code => None,
    })
}

/// Whether a heading, without its number and marking, announces a list of cited works.
pub(super) fn heads_bibliography(heading: &str) -> bool {
    let words = heading.trim_matches(|c: char| !c.is_alphabetic());
    words.len() < 80 && {
        static KEYS: LazyLock<Vec<Key>> = LazyLock::new(|| BIBLIOGRAPHY.iter().map(|word| Key::new(word)).collect());
        KEYS.contains(&Key::new(words))
    }
}

/// The length of the mark of a list item: `- `, `3. `, `[3] `.
fn list_marker(text: &str) -> usize {
    let rest = text.trim_start();
    let number = |text: &'_ str| text.trim_start_matches(|c| digit(c).is_some()).len();
    let after = rest.strip_prefix(['-', '*', '+', '•', '–', '—', '▪', '◦', '·']).or_else(|| {
        let inner = rest.strip_prefix(['[', '(']).unwrap_or(rest);
        let left = inner.get(inner.len() - number(inner)..)?;
        let counted = left.len() < inner.len() && inner.len() - left.len() < 9;
        counted.then(|| left.strip_prefix([']', ')', '.'])).flatten()
    });
    match after {
        Some(after) if after.starts_with(char::is_whitespace) => text.len() - after.trim_start().len(),
        _ => text.len() - rest.len(),
    }
}

impl Citation {
    /// Whether it has all that a citation needs to be known for one where nothing around it says so.
    fn is_complete(&self) -> bool {
        let ends_with_url = self.url.as_ref().is_some_and(|url| url.span.end + 1 >= self.span.end);
        self.form == Form::Full && self.author.is_some() && self.title.is_some() && self.date.is_some() && ends_with_url
    }

    /// The same citation in a text where its own begins `by` bytes later.
    #[must_use]
    fn shift(self, by: usize) -> Self {
        let span = |span: Option<Span>| span.map(|span| span.shift(by));
        let date = |date: Option<Date>| date.map(|date| Date { span: date.span.shift(by), ..date });
        Self {
            note: self.note,
            span: self.span.shift(by),
            form: self.form,
            author: span(self.author),
            title: span(self.title),
            gloss: span(self.gloss),
            publisher: span(self.publisher),
            date: date(self.date),
            accessed: date(self.accessed),
            url: self.url.map(|url| Url { span: url.span.shift(by), ..url }),
        }
    }
}
