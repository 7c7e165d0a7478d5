//! Reading: one file per input format, from bytes to a report.
//!
//! [`read`] decodes the bytes, tells the format, and gives a [`Document`]: the report, and with it all that is needed to
//! write the mended report back into the file ([`crate::write::mended`]) without changing anything else.

pub mod compiled;
mod detect;
mod encoding;
mod error;
mod format;
mod html;
mod json_lines;
mod layout;
mod markdown;
mod text;
pub mod titles;

pub use encoding::FileEncoding;
pub use error::{ReadError, Warning};
pub use format::Format;
pub use json_lines::Fields;
pub use layout::Layout;

use crate::report::{Outline, Report};
use crate::text::{Lang, Position, Source, Span};
use encoding::Decoded;
use std::sync::Arc;

/// How files are to be read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The format of all files; `None` to tell it from each file's name, or else its text.
    pub format: Option<Format>,
    /// The encoding of all files that have no byte order mark; `None` to find it out.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// Which fields of JSON Lines hold text.
    pub fields: Fields,
}

/// A file as it was read.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it says.
    pub report: Arc<Report>,
    /// Where each part of the report's text stands in [`Document::text`].
    pub layout: Layout,
    /// The encoding of the file.
    pub encoding: FileEncoding,
    /// The format of the file.
    pub format: Format,
    /// The file's text: decoded, with all markup, without a byte order mark. Plain text shares it with the report.
    pub text: Source,
    /// What a person should know about the file.
    pub warnings: Vec<Warning>,
    /// The file, where its bytes are not those of `text`.
    bytes: Option<Vec<u8>>,
}

/// What a format makes of a file's text.
struct Woven {
    /// The report's text.
    text: Source,
    layout: Layout,
    outline: Outline,
    /// The language that the file declares.
    lang: Option<Lang>,
    warnings: Vec<Warning>,
}

/// Reads a file. `name` is its path below the input folder, with `/`: it names the report, and tells the format.
///
/// Reading takes time and memory in proportion to the size of the file.
///
/// # Errors
/// When the file is not text: see [`ReadError`]. Text that is damaged is read as far as it goes, with a warning.
pub fn read(name: &str, bytes: Vec<u8>, options: &Options) -> Result<Document, ReadError> {
    let named = options.format.or_else(|| Format::of_name(name));
    let may_declare = match named {
        Some(format) => format == Format::Html,
        None => bytes.trim_ascii_start().starts_with(b"<"),
    };
    let Decoded { text, bytes, encoding, mut warnings } = encoding::decode(bytes, may_declare, options.encoding)?;
    let format = named.unwrap_or_else(|| Format::of_text(text.text()));
    let woven = match format {
        Format::Text => text::weave(&text),
        Format::Markdown => markdown::weave(&text),
        Format::Html => html::weave(&text),
        Format::JsonLines => json_lines::weave(&text, &options.fields),
    };
    warnings.extend(woven.warnings);
    if woven.text.text().trim().is_empty() {
        let what = if text.text().is_empty() { "the file is empty" } else { "the file holds no text of a report" };
        warnings.push(Warning::new(what));
    }
    let mut report = Report::new(name, woven.text, woven.outline);
    if let Some(lang) = woven.lang {
        report.lang = lang;
    }
    Ok(Document { report: Arc::new(report), layout: woven.layout, encoding, format, text, warnings, bytes })
}

impl Document {
    /// Where in the file, for people, a place in the report's text is.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let next = self.report.text.text().get(offset..).and_then(|rest| rest.chars().next());
        let place = Span::new(offset, offset + next.map_or(0, char::len_utf8));
        self.text.position(self.layout.to_file(place).start)
    }

    /// The file as it was.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_deref().unwrap_or_else(|| self.text.text().as_bytes())
    }

    /// Where offsets into [`Document::text`] lie in [`Document::bytes`]. `offsets` must ascend. `None` when the encoding
    /// cannot say it of each.
    #[must_use]
    pub fn byte_offsets(&self, offsets: &[usize]) -> Option<Vec<usize>> {
        match &self.bytes {
            None => Some(offsets.to_vec()),
            Some(bytes) => self.encoding.byte_offsets(self.text.text(), bytes, offsets),
        }
    }
}
