//! Writing: one file per output format, and the mended report in the form in which it came.
//!
//! Every writer takes what the pipeline knows and any [`std::io::Write`], buffers for itself, and writes the same bytes for
//! the same input: no clock, no machine, no order of a hash table.

pub mod html;
mod inline;
pub mod json;
pub mod ledger;
pub mod memory;
pub mod mended;
mod runs;
pub mod summary_html;
pub mod summary_json;
pub mod tmx;
pub mod tsv;
pub mod units;
mod words;
pub mod xliff;
mod xml;

use crate::align::{Unit, UnitKind};
use crate::pipeline::Outcome;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// Bytes that a writer gathers before it hands them on.
const BUFFER: usize = 1 << 16;

/// The bilingual formats that are written for each report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// XLIFF 2.1.
    Xliff,
    /// TMX 1.4b.
    Tmx,
    /// A side-by-side page.
    Html,
    /// A table of tab-separated values.
    Tsv,
}

impl Format {
    /// All of them, in the order in which they are named to people.
    pub const ALL: [Self; 4] = [Self::Xliff, Self::Tmx, Self::Html, Self::Tsv];

    /// The ending of its files, without a dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Xliff => "xlf",
            Self::Tmx => "tmx",
            Self::Html => "html",
            Self::Tsv => "tsv",
        }
    }

    /// Where the file for a report stands below the output folder. The report's own ending stays in the name, so that
    /// `a.txt` and `a.md` do not write over each other.
    #[must_use]
    pub fn path(self, report: &str) -> String {
        format!("bilingual/{report}.{}", self.extension())
    }
}

/// Where the mended copy of a report stands below the output folder.
#[must_use]
pub fn mended_path(report: &str) -> String {
    format!("reports/{report}")
}

/// The units of a report that are text, in its order, and after them its terms.
fn text_and_terms(outcome: &Outcome) -> (&[Unit], &[Unit]) {
    outcome.units.split_at(outcome.units.partition_point(|unit| unit.kind != UnitKind::Term))
}

/// What must be escaped in a path that stands in a link; `/` stays.
const IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'\\');

/// A path as the target of a relative link. It begins with `./`, so that a colon in it is not taken for a scheme.
fn link(path: &str) -> String {
    format!("./{}", utf8_percent_encode(path, IN_PATH))
}
