//! From the bytes of a glossary file to its text: by the byte order mark or in a known encoding. What can't be decoded is an
//! error, not a guess.

use crate::glossary::GlossaryError;
use encoding_rs::{DecoderResult, Encoding, UTF_8};
use std::borrow::Cow;

/// What to do about a file in another encoding.
const ADVICE: &str = "save it as UTF-8 (in Excel: «CSV UTF-8»; on a command line: iconv -f WINDOWS-1256 -t UTF-8)";
/// How much is decoded at a time, so that no more memory is asked for than the text needs.
const CHUNK: usize = 64 * 1024;

/// The text of a file in UTF-8, or in UTF-16 with a byte order mark, without the mark.
///
/// # Errors
/// When bytes are not of the encoding, or when a NUL stands in it.
pub(super) fn text<'b>(name: &str, bytes: &'b [u8]) -> Result<Cow<'b, str>, GlossaryError> {
    let text = decode(name, bytes, marked(bytes).unwrap_or(UTF_8), ADVICE)?;
    match text.find('\0') {
        Some(at) => {
            let line = text.get(..at).unwrap_or_default();
            let message = format!("a NUL is no text: perhaps this is UTF-16 without a byte order mark; {ADVICE}");
            Err(GlossaryError::at(name, line, at, message))
        }
        None => Ok(text),
    }
}

/// The encoding that the byte order mark of a file names.
pub(super) fn marked(bytes: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_bom(bytes).map(|(encoding, _)| encoding)
}

/// The text of a file in an encoding, without its byte order mark. UTF-8 is not copied.
///
/// # Errors
/// When bytes are not of the encoding: with the first of them, its offset and `advice`.
pub(super) fn decode<'b>(
    name: &str,
    bytes: &'b [u8],
    encoding: &'static Encoding,
    advice: &str,
) -> Result<Cow<'b, str>, GlossaryError> {
    let mark = Encoding::for_bom(bytes).map_or(0, |(_, length)| length);
    let body = bytes.get(mark..).unwrap_or_default();
    // `text` is what stands before the fault, and may go on after it as far as it can be shown.
    let fail = |text: &str, offset: usize, at: usize| {
        let byte = body.get(at).copied().unwrap_or_default();
        let (at, encoding) = (mark + at, encoding.name());
        GlossaryError::at(
            name,
            text,
            offset,
            format!("the byte 0x{byte:02X} at offset {at} is not valid {encoding}; {advice}"),
        )
    };
    if encoding == UTF_8 {
        return std::str::from_utf8(body).map(Cow::Borrowed).map_err(|error| {
            let at = error.valid_up_to();
            let end = body.iter().skip(at).position(|&b| b == b'\n').map_or(body.len(), |length| at + length);
            fail(&String::from_utf8_lossy(body.get(..end).unwrap_or(body)), at, at)
        });
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::new();
    let mut done = 0;
    loop {
        text.reserve(CHUNK);
        let rest = body.get(done..).unwrap_or_default();
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        done += read;
        match result {
            DecoderResult::InputEmpty => return Ok(Cow::Owned(text)),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                let at = done.saturating_sub(usize::from(length) + usize::from(after));
                return Err(fail(&text, text.len(), at));
            }
        }
    }
}
