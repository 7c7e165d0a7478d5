//! From bytes to text and back: which encoding a file is in, its text, and where each character lies in the bytes.

use super::detect;
use super::error::{ReadError, Warning};
use crate::text::Source;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// How much text the detector is given, from the first byte that is not ASCII on.
const DETECTION: usize = 1024 * 1024;

/// The encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileEncoding {
    /// The encoding, as WHATWG names it.
    pub encoding: &'static Encoding,
    /// Whether the file begins with a byte order mark.
    pub bom: bool,
}

/// What the rest of reading needs of a decoded file.
#[derive(Debug)]
pub(super) struct Decoded {
    /// Its text, without the byte order mark.
    pub(super) text: Source,
    /// Its bytes, where they are not those of the text.
    pub(super) bytes: Option<Vec<u8>>,
    pub(super) encoding: FileEncoding,
    pub(super) warnings: Vec<Warning>,
}

/// Decodes a file: by `forced`; else by its byte order mark; else as UTF-16 if it is that; else as UTF-8 if it is valid;
/// else by its declaration, if it may have one (`markup`); else as UTF-8 if most of it is valid; else as the detector says.
///
/// # Errors
/// When it is no text.
pub(super) fn decode(bytes: Vec<u8>, markup: bool, forced: Option<&'static Encoding>) -> Result<Decoded, ReadError> {
    detect::other_kind(&bytes)?;
    if let Some((encoding, length)) = Encoding::for_bom(&bytes) {
        let mut warnings = Vec::new();
        if forced.is_some_and(|forced| forced != encoding) {
            let name = encoding.name();
            warnings.push(Warning::new(format!("read as {name}, which its byte order mark says, not as asked")));
        }
        return Ok(decode_as(FileEncoding { encoding, bom: true }, bytes, length, warnings));
    }
    let no_bom = |encoding| FileEncoding { encoding, bom: false };
    if let Some(encoding) = forced {
        return Ok(decode_as(no_bom(encoding), bytes, 0, Vec::new()));
    }
    if let Some(encoding) = detect::utf16(&bytes) {
        return Ok(decode_as(no_bom(encoding), bytes, 0, Vec::new()));
    }
    detect::binary(&bytes)?;
    let declared = if markup { detect::declared(&bytes) } else { None };
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => {
            let warnings = declared.filter(|(encoding, _)| *encoding != UTF_8 && !text.is_ascii());
            let warnings = warnings
                .map(|(_, name)| Warning::new(format!("it declares {name} but is UTF-8: read as UTF-8")))
                .into_iter()
                .collect();
            return Ok(Decoded { text: Source::new(text), bytes: None, encoding: no_bom(UTF_8), warnings });
        }
        Err(error) => error.into_bytes(),
    };
    let mut warnings = Vec::new();
    let encoding = match declared {
        Some((encoding, _)) if encoding != UTF_8 => encoding,
        _ if is_mostly_utf8(&bytes) => UTF_8,
        declared => {
            let encoding = guess(&bytes);
            if declared.is_some() {
                let name = encoding.name();
                warnings.push(Warning::new(format!("it declares UTF-8 but is not: read as {name}, which fits best")));
            }
            encoding
        }
    };
    Ok(decode_as(no_bom(encoding), bytes, 0, warnings))
}

/// Decodes what follows the byte order mark. What is not valid becomes U+FFFD and stays recoverable in the bytes.
fn decode_as(encoding: FileEncoding, bytes: Vec<u8>, bom: usize, mut warnings: Vec<Warning>) -> Decoded {
    let body = bytes.get(bom..).unwrap_or_default();
    let (text, malformed) = encoding.encoding.decode_without_bom_handling(body);
    let text = Source::new(match &text {
        // The standard library's rule for what one U+FFFD stands for, which `byte_offsets` counts by.
        Cow::Owned(_) if encoding.encoding == UTF_8 => String::from_utf8_lossy(body).into(),
        Cow::Owned(text) => std::sync::Arc::<str>::from(text.as_str()),
        Cow::Borrowed(text) => (*text).into(),
    });
    if malformed {
        let all = text.text().matches('\u{FFFD}').count();
        let first = text.text().find('\u{FFFD}').unwrap_or_default();
        let name = encoding.encoding.name();
        let places = if all == 1 { "1 place is".to_owned() } else { format!("{all} places are") };
        let message =
            format!("{places} not valid {name}, shown as \u{FFFD} and kept as in the file; this is the first");
        warnings.push(Warning::at(text.position(first), message));
    }
    let same = text.text().as_bytes() == bytes;
    Decoded { text, bytes: (!same).then_some(bytes), encoding, warnings }
}

/// Whether most sequences of bytes beyond ASCII are valid UTF-8: then the others are damage, and not another encoding. A
/// character cut off by the end of the file does not count.
pub(super) fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0usize, 0usize);
    let mut cut = false;
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|&b| b >= 0xC0).count();
        invalid += usize::from(!chunk.invalid().is_empty());
        cut = std::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none());
    }
    // A chunk is cut only at the end of the file or before a byte that does not go on; only the last one is at the end.
    valid > invalid - usize::from(cut && valid > 0)
}

/// The encoding that chardetng takes the text for.
pub(super) fn guess(bytes: &[u8]) -> &'static Encoding {
    let first = bytes.iter().position(|&b| b >= 0x80).unwrap_or_default();
    let line = bytes.get(..first).and_then(|before| memchr::memrchr(b'\n', before)).map_or(0, |at| at + 1);
    let sample = bytes.get(line..).unwrap_or_default();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample.get(..DETECTION).unwrap_or(sample), sample.len() <= DETECTION);
    detector.guess(None, Utf8Detection::Deny)
}

impl FileEncoding {
    /// The bytes of its byte order mark, if the file has one.
    #[must_use]
    pub fn mark(self) -> &'static [u8] {
        match (self.bom, self.encoding) {
            (false, _) => b"",
            (true, encoding) if encoding == UTF_16LE => b"\xFF\xFE",
            (true, encoding) if encoding == UTF_16BE => b"\xFE\xFF",
            (true, _) => b"\xEF\xBB\xBF",
        }
    }

    /// A text in this encoding, without a byte order mark; `otherwise` writes a character that it cannot hold. `None` when
    /// that has no way to write one either.
    #[must_use]
    pub fn encode(self, text: &str, otherwise: impl Fn(char) -> Option<String>) -> Option<Vec<u8>> {
        if self.encoding == UTF_8 {
            return Some(text.as_bytes().to_vec());
        }
        if self.encoding == UTF_16LE {
            return Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect());
        }
        if self.encoding == UTF_16BE {
            return Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect());
        }
        let (bytes, _, unmappable) = self.encoding.encode(text);
        if !unmappable {
            return Some(bytes.into_owned());
        }
        let mut bytes = Vec::with_capacity(text.len());
        let mut buffer = [0; 4];
        for c in text.chars() {
            let (encoded, _, unmappable) = self.encoding.encode(c.encode_utf8(&mut buffer));
            if unmappable {
                bytes.extend_from_slice(&self.encoding.encode(&otherwise(c)?).0);
            } else {
                bytes.extend_from_slice(&encoded);
            }
        }
        Some(bytes)
    }

    /// Where offsets into a decoded text lie in the bytes that it was decoded from. `offsets` must ascend. `None` when one
    /// has no place of its own, or when the encoding has states, so that bytes mean nothing by themselves.
    pub(super) fn byte_offsets(self, text: &str, bytes: &[u8], offsets: &[usize]) -> Option<Vec<usize>> {
        let start = self.mark().len();
        let body = bytes.get(start..)?;
        let encoding = self.encoding;
        let mut found = Offsets { wanted: offsets, found: Vec::with_capacity(offsets.len()) };
        if encoding == UTF_8 {
            let (mut at, mut byte) = (0, start);
            for chunk in body.utf8_chunks() {
                found.copied(at, byte, chunk.valid().len());
                at += chunk.valid().len();
                byte += chunk.valid().len() + chunk.invalid().len();
                at += if chunk.invalid().is_empty() { 0 } else { char::REPLACEMENT_CHARACTER.len_utf8() };
            }
            found.copied(at, byte, 0);
        } else if encoding == UTF_16LE || encoding == UTF_16BE {
            found.measured(text, start, bytes.len(), |c| c.len_utf16() * 2);
        } else if encoding.is_single_byte() {
            found.measured(text, start, bytes.len(), |_| 1);
        } else if encoding != encoding_rs::ISO_2022_JP {
            found.stepwise(encoding, body, start);
        }
        (found.found.len() == offsets.len()).then_some(found.found)
    }
}

/// Finds ascending offsets while a text is walked through.
struct Offsets<'o> {
    wanted: &'o [usize],
    found: Vec<usize>,
}

impl Offsets<'_> {
    fn next(&self) -> Option<usize> {
        self.wanted.get(self.found.len()).copied()
    }

    /// `len` bytes of text from `at` on lie in as many bytes from `byte` on.
    fn copied(&mut self, at: usize, byte: usize, len: usize) {
        while let Some(inside) = self.next().and_then(|next| next.checked_sub(at)).filter(|&inside| inside <= len) {
            self.found.push(byte + inside);
        }
    }

    /// Each character lies in as many bytes as `width` says; the last one of a cut file in fewer.
    fn measured(&mut self, text: &str, start: usize, end: usize, width: impl Fn(char) -> usize) {
        let mut byte = start;
        for (at, c) in text.char_indices() {
            self.copied(at, byte, 0);
            byte += width(c);
        }
        self.copied(text.len(), byte.min(end), 0);
    }

    /// The text as it comes out when the decoder is given one byte after the other.
    fn stepwise(&mut self, encoding: &'static Encoding, body: &[u8], start: usize) {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let mut buffer = [0; 16];
        let mut at = 0;
        for (index, byte) in body.iter().enumerate() {
            // Between two characters only: a decoder that has taken a lead byte has not yet said anything about it.
            if self.next() == Some(at) {
                self.copied(at, start + index, 0);
            }
            let last = index + 1 == body.len();
            let (result, _, written, _) = decoder.decode_to_utf8(std::slice::from_ref(byte), &mut buffer, last);
            if result != CoderResult::InputEmpty {
                return;
            }
            at += written;
        }
        self.copied(at, start + body.len(), 0);
    }
}
