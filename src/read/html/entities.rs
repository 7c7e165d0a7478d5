//! Character references in HTML text: `&amp;`, `&#1587;`, `&#x633;`.

use html5gum::{Token, Tokenizer};

/// The longest name is `CounterClockwiseContourIntegral`; a number may have zeros before it.
const LONGEST: usize = 40;

/// What a character reference at the start of `text` stands for, and how many bytes it takes. `None` when the `&` is just
/// that. The table of names is html5gum's.
pub(super) fn reference(text: &str) -> Option<(String, usize)> {
    let body = text.strip_prefix('&')?;
    let is_part = |b: &u8| b.is_ascii_alphanumeric() || *b == b'#';
    let len = 1 + body.bytes().take(LONGEST).take_while(is_part).count();
    let len = len + usize::from(text.as_bytes().get(len) == Some(&b';'));
    if len < 3 {
        return None;
    }
    let written = text.get(..len)?;
    let mut reads = String::new();
    for Ok(token) in Tokenizer::new(written) {
        if let Token::String(value) = token {
            reads.push_str(&String::from_utf8_lossy(&value));
        }
    }
    if reads == written {
        return None;
    }
    // A name without its semicolon may be the start of a longer word, which stays as it is: `&copyright`.
    let tail = common_tail(&reads, written);
    let reads_len = reads.len() - tail;
    reads.truncate(reads_len);
    Some((reads, len - tail))
}

/// A text with its character references resolved.
pub(in crate::read) fn decode(written: &str) -> String {
    let mut decoded = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        let (before, from) = rest.split_at(at);
        decoded.push_str(before);
        let (reads, len) = reference(from).unwrap_or_else(|| ("&".to_owned(), 1));
        decoded.push_str(&reads);
        rest = from.get(len..).unwrap_or_default();
    }
    decoded.push_str(rest);
    decoded
}

/// The length of what two texts end in alike: the letters after a reference that has no semicolon.
fn common_tail(reads: &str, written: &str) -> usize {
    if written.ends_with(';') {
        return 0;
    }
    let pairs = reads.bytes().rev().zip(written.bytes().rev());
    pairs.take_while(|(a, b)| a == b && a.is_ascii_alphanumeric()).count()
}
