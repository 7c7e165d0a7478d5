//! From the bytes of a glossary file to its text: UTF-8 or UTF-16 with a byte order mark, and no guess at anything else.

use crate::glossary::GlossaryError;
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;

/// What to do about a file in another encoding.
const ADVICE: &str = "save it as UTF-8 (in Excel: «CSV UTF-8»; on a command line: iconv -f WINDOWS-1256 -t UTF-8)";

/// The text of a file, without its byte order mark. UTF-8 is not copied.
pub(super) fn text<'b>(name: &str, bytes: &'b [u8]) -> Result<Cow<'b, str>, GlossaryError> {
    let (encoding, bom) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let body = bytes.get(bom..).unwrap_or_default();
    if encoding != UTF_8 {
        let (text, malformed) = encoding.decode_without_bom_handling(body);
        if malformed || body.len() % 2 == 1 {
            let at = text.find('\u{FFFD}').unwrap_or(text.len());
            let message = format!("this is not valid {}; {ADVICE}", encoding.name());
            return Err(GlossaryError::at(name, &text, at, message));
        }
        return Ok(text);
    }
    let text = std::str::from_utf8(body).map_err(|error| {
        let at = error.valid_up_to();
        let byte = body.get(at).copied().unwrap_or_default();
        // Up to the end of the line, as far as it can be shown.
        let end = body.iter().skip(at).position(|&b| b == b'\n').map_or(body.len(), |length| at + length);
        let shown = String::from_utf8_lossy(body.get(..end).unwrap_or(body));
        GlossaryError::at(name, &shown, at, format!("the byte {byte:02X} is not UTF-8 here; {ADVICE}"))
    })?;
    match text.find('\0') {
        Some(at) => {
            let line = text.get(..at).unwrap_or_default();
            let message = format!("a NUL is no text: perhaps this is UTF-16 without a byte order mark; {ADVICE}");
            Err(GlossaryError::at(name, line, at, message))
        }
        None => Ok(Cow::Borrowed(text)),
    }
}
