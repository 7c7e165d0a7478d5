//! From bytes to text: by the byte order mark, the declaration, or as UTF-8. What can't be decoded is an error, not a guess.

use super::is_allowed;
use crate::glossary::GlossaryError;
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How far an XML declaration is looked for.
const DECLARATION: usize = 256;
/// How much is decoded at a time, so that no more memory is asked for than the text needs.
const CHUNK: usize = 64 * 1024;

/// The text of an XML file, without a byte order mark.
///
/// # Errors
/// When the declared encoding is not known, when bytes are not of the encoding, or when a character may not be in XML.
pub(in crate::glossary::formats) fn decode(name: &str, bytes: &[u8]) -> Result<String, GlossaryError> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => decode_as(name, bytes.get(length..).unwrap_or_default(), length, encoding)?,
        None => decode_as(name, bytes, 0, encoding(name, bytes)?)?,
    };
    match text.char_indices().find(|&(_, c)| !is_allowed(c)) {
        None => Ok(text),
        Some((at, c)) => {
            let message = format!("U+{:04X} may not be in XML: remove it", u32::from(c));
            Err(GlossaryError::at(name, &text, at, message))
        }
    }
}

/// The text of a file that must be in UTF-8, or have a byte order mark.
///
/// # Errors
/// When bytes are not of the encoding.
pub(in crate::glossary::formats) fn decode_utf8(name: &str, bytes: &[u8]) -> Result<String, GlossaryError> {
    let (encoding, length) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    decode_as(name, bytes.get(length..).unwrap_or_default(), length, encoding)
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

/// Decodes what follows a byte order mark of `mark` bytes.
fn decode_as(name: &str, bytes: &[u8], mark: usize, encoding: &'static Encoding) -> Result<String, GlossaryError> {
    let fail = |text: &str, at: usize| {
        let byte = bytes.get(at).copied().unwrap_or_default();
        let message = format!(
            "the byte 0x{byte:02X} at offset {} is not valid {}: state the encoding that the file has, or save it as UTF-8",
            mark + at,
            encoding.name()
        );
        GlossaryError::at(name, text, text.len(), message)
    };
    if encoding == UTF_8 {
        return std::str::from_utf8(bytes).map(str::to_owned).map_err(|error| {
            let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
            fail(&String::from_utf8_lossy(valid), error.valid_up_to())
        });
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::new();
    let mut done = 0;
    loop {
        text.reserve(CHUNK);
        let rest = bytes.get(done..).unwrap_or_default();
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        done += read;
        match result {
            DecoderResult::InputEmpty => return Ok(text),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                return Err(fail(&text, done.saturating_sub(usize::from(length) + usize::from(after))));
            }
        }
    }
}
