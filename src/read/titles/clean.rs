//! Text of a field as it goes into a listing: white space collapsed, without markup; but for titles NFC, without directional
//! marks.

use crate::read::html;
use icu_normalizer::ComposingNormalizer;
use std::borrow::Cow;

/// Elements that bibliographies and feeds write inside titles.
const TAGS: [&str; 22] = [
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "br",
    "div",
    "em",
    "font",
    "i",
    "jats:italic",
    "nobr",
    "p",
    "sc",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
    "wbr",
    "mark",
];

/// A text in NFC, with single spaces, without directional marks, its HTML tags dropped and its character references resolved.
pub(super) fn text(written: &str) -> String {
    let written = written.trim();
    if is_clean_ascii(written) {
        return written.to_owned();
    }
    let plain = without_markup(written);
    let composed = if plain.is_ascii() { plain } else { composed(plain) };
    spaced(&composed, is_directional)
}

/// A title as it was published, with single spaces, its HTML tags dropped, its character references resolved and its letters
/// composed. The order of vowel marks and marks of direction stay: each of them left a sign in the mask of a lost title.
pub(super) fn title(written: &str) -> String {
    let plain = without_markup(written);
    let composed = composed(Cow::Borrowed(&plain));
    let is_shorter = composed.len() < plain.len();
    let wraps = |c| is_directional(c) && !matches!(c, '\u{200E}' | '\u{200F}');
    spaced(if is_shorter { &composed } else { &plain }, wraps)
}

fn spaced(text: &str, leave_out: impl Fn(char) -> bool) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut spaced = true;
    for c in text.chars() {
        if c.is_whitespace() {
            if !spaced {
                clean.push(' ');
            }
            spaced = true;
        } else if !leave_out(c) {
            clean.push(c);
            spaced = false;
        }
    }
    clean.truncate(clean.trim_end().len());
    clean
}

/// Whether a text in ASCII needs nothing: most of what is not the title.
fn is_clean_ascii(text: &str) -> bool {
    let mut before = 0;
    text.bytes().all(|byte| {
        let is_clean = matches!(byte, b' '..=b'~') && !matches!((before, byte), (_, b'<' | b'&') | (b' ', b' '));
        before = byte;
        is_clean
    })
}

fn composed(text: Cow<'_, str>) -> Cow<'_, str> {
    match ComposingNormalizer::new_nfc().normalize(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(composed) => composed.into(),
    }
}

/// Marks, embeddings and isolates that only steer how a line is laid out, and byte order marks.
const fn is_directional(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn without_markup(written: &str) -> Cow<'_, str> {
    let mut plain = Cow::Borrowed(written);
    if memchr::memchr2(b'<', b'&', written.as_bytes()).is_some() {
        plain = without_tags(written).into();
        if plain.contains('&') {
            plain = html::decode(&plain).into();
        }
    }
    plain
}

/// A text without known tags. `br`, `p` and `div` stand for a space.
fn without_tags(written: &str) -> String {
    let mut plain = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, from)) = rest.find('<').and_then(|at| rest.split_at_checked(at)) {
        plain.push_str(before);
        match tag(from) {
            Some((name, after)) => {
                if ["br", "p", "div"].iter().any(|block| name.eq_ignore_ascii_case(block)) {
                    plain.push(' ');
                }
                rest = after;
            }
            None => {
                plain.push('<');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// The name of a known tag at the start of a text, and what follows the tag.
fn tag(text: &str) -> Option<(&str, &str)> {
    const LONGEST: usize = 400;
    let end = memchr::memchr(b'>', text.as_bytes().get(..LONGEST).unwrap_or(text.as_bytes()))?;
    let inner = text.get(1..end)?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let name = inner.split([' ', '\t', '\n', '/']).next()?;
    TAGS.iter().any(|known| name.eq_ignore_ascii_case(known)).then_some((name, text.get(end + 1..)?))
}

/// An address, if a field holds one: with a scheme, or beginning with `www.`, or a DOI.
pub(super) fn url(written: &str) -> Option<String> {
    let first = written.split_whitespace().next()?.trim_matches(['<', '>', '"', '\'', ',', ';']);
    let first = first.strip_prefix("doi:").unwrap_or(first);
    if first.starts_with("10.") && first.contains('/') {
        return Some(format!("https://doi.org/{first}"));
    }
    let (scheme, rest) = first.split_once("://").unwrap_or(("", ""));
    let is_address =
        ["http", "https", "ftp"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) && !rest.is_empty();
    (is_address || first.starts_with("www.")).then(|| first.to_owned())
}
