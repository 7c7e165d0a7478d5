//! From the bytes of an XML file to its text: by the byte order mark, the declaration, or as UTF-8.

use super::is_allowed;
use crate::glossary::GlossaryError;
use crate::glossary::formats::decode;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// How far an XML declaration is looked for.
const DECLARATION: usize = 256;
/// What to do about a file in another encoding.
const ADVICE: &str = "state the encoding that the file has, or save it as UTF-8";

/// The text of an XML file, without a byte order mark.
///
/// # Errors
/// When the declared encoding is not known, when bytes are not of the encoding, or when a character may not be in XML.
pub(in crate::glossary::formats) fn decode<'b>(name: &str, bytes: &'b [u8]) -> Result<Cow<'b, str>, GlossaryError> {
    let encoding = match decode::marked(bytes) {
        Some(encoding) => encoding,
        None => encoding(name, bytes)?,
    };
    let text = decode::decode(name, bytes, encoding, ADVICE)?;
    match text.char_indices().find(|&(_, c)| !is_allowed(c)) {
        None => Ok(text),
        Some((at, c)) => {
            let message = format!("U+{:04X} may not be in XML: remove it", u32::from(c));
            Err(GlossaryError::at(name, &text, at, message))
        }
    }
}

/// The encoding of a file without a byte order mark.
fn encoding(name: &str, bytes: &[u8]) -> Result<&'static Encoding, GlossaryError> {
    match bytes {
        [b'<', 0, ..] => return Ok(UTF_16LE),
        [0, b'<', ..] => return Ok(UTF_16BE),
        _ => {}
    }
    let Some(label) = declared(bytes) else { return Ok(UTF_8) };
    let unknown = || {
        let text = String::from_utf8_lossy(bytes.get(..DECLARATION).unwrap_or(bytes));
        let label = String::from_utf8_lossy(label);
        let message = format!("the encoding `{label}` is not known: save the file as UTF-8");
        GlossaryError::at(name, &text, 0, message)
    };
    let encoding = Encoding::for_label(label).ok_or_else(unknown)?;
    // The declaration could not have been read if this were true.
    Ok(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// What the XML declaration says.
fn declared(bytes: &[u8]) -> Option<&[u8]> {
    let head = bytes.get(..DECLARATION).unwrap_or(bytes);
    let head = head.strip_prefix(b"<?xml")?;
    let head = head.get(..memchr::memmem::find(head, b"?>")?)?;
    let rest = head.get(memchr::memmem::find(head, b"encoding")? + b"encoding".len()..)?.trim_ascii_start();
    let (quote, rest) = rest.strip_prefix(b"=")?.trim_ascii_start().split_first()?;
    rest.get(..memchr::memchr(*quote, rest)?)
}
