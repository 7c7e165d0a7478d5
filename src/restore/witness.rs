//! A witness: a title that stands whole, with what is known of the work.

use crate::report::citation::{Citation, Date};
use crate::report::{BlockKind, Report};
use crate::text::{Span, View, mask, script};
use serde::{Deserialize, Serialize};

/// A title that stands whole somewhere in the run.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Witness {
    /// The title, as it stands in the mended text.
    pub title: String,
    /// Its translation, as it stands.
    pub gloss: Option<String>,
    /// Author or outlet, as it stands.
    pub author: Option<String>,
    /// Year, month, day, as far as given.
    pub date: Option<(u16, Option<u8>, Option<u8>)>,
    /// The address of the work.
    pub url: Option<String>,
    /// The report in which it stands.
    pub report: String,
    /// The label of the note in which it stands.
    pub note: Option<String>,
}

/// Longer than this, in bytes, is no title.
const LONGEST_TITLE: usize = 2_000;

/// The Arabic-script titles that stand whole in the citations of a report, in the order of the text, then its headings, of which
/// nothing but the words is known.
///
/// A lost title is no witness, so that no citation can witness itself as long as `view` is the report *before* titles were
/// restored.
#[must_use]
pub fn witnesses(report_name: &str, view: &View, report: &Report, citations: &[Citation]) -> Vec<Witness> {
    let text = view.text();
    let kept = |span: Option<Span>| span.map(|span| span.slice(text).trim().to_owned()).filter(|text| !text.is_empty());
    let witness = |citation: &Citation| {
        let title = kept(citation.title).filter(|title| is_whole(title))?;
        Some(Witness {
            title,
            gloss: kept(citation.gloss),
            author: kept(citation.author.or(citation.publisher)),
            date: citation.date.map(day),
            url: citation.url.as_ref().and_then(|url| url.target.clone()),
            report: report_name.to_owned(),
            note: citation.note.and_then(|note| report.notes.get(note)).map(|note| note.label.clone()),
        })
    };
    let mut found: Vec<Witness> = citations.iter().filter_map(witness).collect();
    let headings = report.blocks.iter().filter(|block| block.kind == BlockKind::Heading);
    found.extend(headings.filter_map(|block| {
        let title = view.from_source(block.span).slice(text).trim_matches(|c: char| c == '#' || c.is_whitespace());
        let is_title = is_whole(title) && title.split_whitespace().count() >= LEAST_OF_HEADING;
        is_title.then(|| Witness { title: title.to_owned(), report: report_name.to_owned(), ..Witness::default() })
    }));
    found
}

/// Words of a heading that may be a title cited elsewhere: a shorter one is an Introduction or the like.
const LEAST_OF_HEADING: usize = 3;

/// Year, month and day of a citation's date.
pub(super) fn day(date: Date) -> super::Day {
    (date.year, date.month, date.day)
}

/// Whether a title is in the Arabic script and undamaged as far as its characters show: only such a title can be a witness.
#[must_use]
pub fn is_whole(title: &str) -> bool {
    let (arabic, latin) = script::letters(title);
    title.len() <= LONGEST_TITLE && arabic >= 2 && arabic >= latin && !is_masked(title) && !is_garbled(title)
}

/// Whether a title holds what a mask begins with; without, [`mask::masks`] finds none.
fn is_masked(title: &str) -> bool {
    title.contains("??") || title.contains(|c| c != '?' && mask::is_cell(c))
}

/// Whether a title shows signs of a wrong decoding: control characters, characters of private use, unresolved presentation
/// forms, the lead bytes of UTF-8 read as Latin letters, signs or Latin letters inside an Arabic word.
fn is_garbled(title: &str) -> bool {
    let glued = |a: char, b: char| {
        let foreign = |c: char| matches!(c, '\u{A1}'..='\u{17F}' | '\u{192}' | '\u{2020}'..='\u{2022}' | '\u{2030}' | '\u{2122}' | '\u{201A}' | '\u{201E}' | '\u{2C6}');
        let quote = |c: char| matches!(c, '«' | '»' | '„');
        script::is_arabic_letter(a) && foreign(b) && !quote(b) || foreign(a) && !quote(a) && script::is_arabic_letter(b)
    };
    let mut before = ' ';
    for c in title.chars() {
        let odd = c.is_control() && !c.is_whitespace()
            || matches!(c, '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' | 'Ø' | 'Ù' | 'Ú' | 'Û')
            || script::is_presentation_form(c) && c.is_alphabetic();
        if odd || glued(before, c) {
            return true;
        }
        before = c;
    }
    false
}
