//! The bytes of a file as text: whole and bounded, or as a stream for tables of any length.

use super::error::Fault;
use super::sink::Sink;
use crate::read::{detect, encoding};
use crate::text::Source;
use encoding_rs::{Decoder, Encoding, UTF_8};
use std::io::{self, BufRead, Cursor, Read};

/// The most that is read of a file that has to be held whole.
const LIMIT: u64 = 1 << 30;
/// How much text beyond the first letter that is not ASCII tells the encoding of a stream.
const SAMPLE: usize = 64 * 1024;
/// How far into a stream such a letter is looked for.
const HEAD: usize = 4 * 1024 * 1024;
/// How much of a stream is decoded at a time.
const CHUNK: usize = 64 * 1024;

/// Reads a file whole. What is odd about its encoding becomes a problem.
pub(super) fn whole(input: &mut dyn BufRead, markup: bool, sink: &mut Sink<'_>) -> Result<Source, Fault> {
    let bytes = bytes_up_to(LIMIT, input)?;
    let decoded = encoding::decode(bytes, markup, None).map_err(Fault::NotText)?;
    for warning in decoded.warnings {
        sink.problem(warning.position.map_or(1, |position| position.line as u64), warning.message);
    }
    Ok(decoded.text)
}

fn bytes_up_to(limit: u64, input: &mut dyn BufRead) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    input.take(limit + 1).read_to_end(&mut bytes).map_err(Fault::Io)?;
    if bytes.len() as u64 > limit { Err(Fault::TooLarge { limit }) } else { Ok(bytes) }
}

/// The first bytes of a file, as many as it takes to tell its encoding.
pub(super) fn head(input: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    let mut wanted = HEAD;
    while head.len() < wanted {
        let chunk = match input.fill_buf() {
            Ok([]) => break,
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        // The first such letter, wherever the pieces end in which the file comes.
        if wanted == HEAD
            && let Some(at) = chunk.iter().position(|byte| !byte.is_ascii())
        {
            wanted = HEAD.min(head.len() + at + SAMPLE);
        }
        let chunk = chunk.get(..wanted - head.len()).unwrap_or(chunk);
        head.extend_from_slice(chunk);
        let taken = chunk.len();
        input.consume(taken);
    }
    Ok(head)
}

/// A file as a stream of UTF-8, as far as it is valid, without a byte order mark.
pub(super) fn stream<'i>(input: &'i mut dyn BufRead) -> Result<Box<dyn Read + 'i>, Fault> {
    let head = head(input).map_err(Fault::Io)?;
    let (encoding, mark) = encoding_of(&head)?;
    let mut bytes = Cursor::new(head).chain(input);
    // The mark lies in the head.
    bytes.get_mut().0.set_position(mark as u64);
    if encoding == UTF_8 {
        return Ok(Box::new(bytes));
    }
    let decoder = encoding.new_decoder_without_bom_handling();
    Ok(Box::new(Decoded { bytes, decoder, chunk: vec![0; CHUNK], text: Vec::new(), at: 0, done: false }))
}

/// The encoding of a stream, and the length of its byte order mark.
fn encoding_of(head: &[u8]) -> Result<(&'static Encoding, usize), Fault> {
    detect::other_kind(head).map_err(Fault::NotText)?;
    if let Some(marked) = Encoding::for_bom(head) {
        return Ok(marked);
    }
    if let Some(encoding) = detect::utf16(head) {
        return Ok((encoding, 0));
    }
    detect::binary(head).map_err(Fault::NotText)?;
    let is_utf8 = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() || encoding::is_mostly_utf8(head),
    };
    Ok((if is_utf8 { UTF_8 } else { encoding::guess(head) }, 0))
}

/// A stream that is decoded while it is read.
struct Decoded<R> {
    bytes: R,
    decoder: Decoder,
    chunk: Vec<u8>,
    /// Text that is decoded, and from where on it is still to be read.
    text: Vec<u8>,
    at: usize,
    done: bool,
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.text.len() && !self.done {
            let len = self.bytes.read(&mut self.chunk)?;
            self.done = len == 0;
            let chunk = self.chunk.get(..len).unwrap_or_default();
            let room = self.decoder.max_utf8_buffer_length(len).unwrap_or(len * 3 + 16);
            self.text.resize(room, 0);
            let (_, _, written, _) = self.decoder.decode_to_utf8(chunk, &mut self.text, self.done);
            self.text.truncate(written);
            self.at = 0;
        }
        let len = self.text.get(self.at..).unwrap_or_default().read(out)?;
        self.at += len;
        Ok(len)
    }
}

/// The lines of ascending places in a text.
pub(super) struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: u64,
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, at: 0, line: 1 }
    }

    /// The line of a byte, from 1. A place before the last one asked for is given that one's line.
    pub(super) fn line(&mut self, at: usize) -> u64 {
        if let Some(passed) = self.text.as_bytes().get(self.at..at) {
            self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
            self.at = at;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_large_is_refused() {
        assert_eq!(bytes_up_to(4, &mut &b"four"[..]).expect("it fits"), b"four");
        let error = bytes_up_to(3, &mut &b"four"[..]).expect_err("it does not");
        assert!(error.to_string().contains("larger than 3 bytes"), "{error}");
    }

    #[test]
    fn a_stream_is_decoded_across_its_chunks() {
        // Words enough for the detector.
        let text = "الرئيس يلتقي وفداً من أهالي حماة، ويبحث معهم شؤون المدينة\n".repeat(4_000);
        let bytes = encoding_rs::WINDOWS_1256.encode(&text).0.into_owned();
        let mut read = String::new();
        stream(&mut &bytes[..]).expect("it is text").read_to_string(&mut read).expect("it is UTF-8");
        assert!(read == text, "{} bytes of {}", read.len(), text.len());
    }
}
