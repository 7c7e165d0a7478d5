//! Addresses in a text: bare, in angle brackets, as Markdown links, and the word `url` where a link was lost.

use super::Url;
use super::brackets::Brackets;
use crate::text::Span;

/// An address in a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Link {
    /// All of it, with its markup.
    pub(super) span: Span,
    /// The words of a link that are more than a pointer: `[Title](https://…)`.
    pub(super) words: Option<Span>,
    /// The address as it will be reported.
    pub(super) url: Url,
}

/// Words that stand for an address, as link text or alone.
const POINTERS: &[&str] =
    &["url", "link", "here", "source", "web", "website", "online", "رابط", "الرابط", "هنا", "لینک", "لنک"];

/// The longest address that is looked for, in bytes, so that nested brackets cost no more than other text.
const LONGEST: usize = 4096;

/// All addresses in a text, in order, without overlaps.
pub(super) fn find(text: &str, brackets: &Brackets) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr3_iter(b'[', b':', b'.', text.get(at..).unwrap_or_default().as_bytes())
        .find_map(|offset| link_at(text, at, at + offset, brackets))
    {
        at = found.span.end.max(at + 1);
        links.push(found);
    }
    links
}

/// The address to which the bracket, colon or full stop at `at` belongs, starting no earlier than `from`.
fn link_at(text: &str, from: usize, at: usize, brackets: &Brackets) -> Option<Link> {
    let rest = text.get(at..)?;
    if rest.starts_with('[') {
        return markdown_link(text, Span::new(at, brackets.close_of(at)?), brackets);
    }
    let before = text.get(from..at)?;
    if rest.starts_with("://") {
        let scheme =
            ["https", "http", "ftp", "hxxps", "hxxp"].into_iter().find(|scheme| ends_with_word(before, scheme))?;
        return bare(text, at - scheme.len(), "");
    }
    if ends_with_word(before, "www") && rest.trim_start_matches('.').starts_with(|c: char| c.is_alphanumeric()) {
        return bare(text, at - "www".len(), "https://");
    }
    let number = rest.strip_prefix(':')?.trim_start_matches(' ');
    if ends_with_word(before, "doi") && number.starts_with("10.") {
        return bare(text, text.len() - number.len(), "https://doi.org/").map(|link| widen(link, at - "doi".len()));
    }
    None
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let Some(start) = text.len().checked_sub(word.len()) else { return false };
    text.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(word))
        && !text.get(..start).unwrap_or_default().ends_with(|c: char| c.is_ascii_alphanumeric())
}

fn widen(mut link: Link, start: usize) -> Link {
    link.span.start = start;
    link.url.span.start = start;
    link
}

/// An address without markup, or between angle brackets, that begins at `start`.
fn bare(text: &str, start: usize, scheme: &str) -> Option<Link> {
    let span = Span::new(start, start + bare_length(text.get(start..)?));
    let target = format!("{scheme}{}", span.slice(text));
    let before = text.get(..start)?;
    let angled = before.ends_with('<') && text.get(span.end..)?.starts_with('>');
    let span = if angled { Span::new(span.start - 1, span.end + 1) } else { span };
    Some(Link { span, words: None, url: Url { span, target: Some(target) } })
}

/// How long an address is that begins a text: to white space, a quote or an Arabic separator, without the punctuation
/// that closes the sentence and without a bracket that was opened before it.
fn bare_length(text: &str) -> usize {
    let end = text
        .find(|c: char| {
            c.is_whitespace() || matches!(c, '<' | '>' | '"' | '،' | '؛' | '«' | '»' | '“' | '”' | '[' | ']')
        })
        .unwrap_or(text.len());
    let mut address = text.get(..end).unwrap_or_default();
    let (mut opened, mut closed) = (address.matches('(').count(), address.matches(')').count());
    loop {
        let Some(last) = address.chars().next_back() else { return 0 };
        let extra = match last {
            ')' if closed > opened => {
                closed -= 1;
                true
            }
            '(' => {
                opened -= 1;
                true
            }
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '؟' | '*' | '}' => true,
            _ => false,
        };
        if !extra {
            return address.len();
        }
        address = address.get(..address.len() - last.len_utf8()).unwrap_or_default();
    }
}

/// `[words](target)`, or `[url]` whose target was lost. `pair` runs from the opening bracket to past the closing one.
fn markdown_link(text: &str, pair: Span, brackets: &Brackets) -> Option<Link> {
    let words = Span::new(pair.start + 1, pair.end - 1);
    let written = words.slice(text).trim();
    if !text.get(pair.end..)?.starts_with('(') {
        let lost = is_pointer(written).then_some(Url { span: pair, target: None })?;
        return Some(Link { span: pair, words: None, url: lost });
    };
    let target = Span::new(pair.end + 1, brackets.close_of(pair.end)? - 1);
    if target.len() > LONGEST || target.slice(text).contains('\n') {
        return None;
    }
    let span = Span::new(pair.start, target.end + 1);
    let address = target.slice(text).split_whitespace().next().unwrap_or_default();
    let address = address.trim_start_matches('<').trim_end_matches('>');
    let target = if !address.is_empty() && !address.starts_with('#') {
        Some(address.to_owned())
    } else {
        is_address(written).then(|| written.to_owned())
    };
    // One word is a pointer to the work; more than that is its title.
    let named = !is_pointer(written) && !is_address(written) && written.split_whitespace().nth(1).is_some();
    if named {
        let url = Url { span: Span::new(pair.end, span.end), target };
        return Some(Link { span, words: Some(words.trim(text)), url });
    }
    Some(Link { span, words: None, url: Url { span, target } })
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.")
}

/// Whether a text is a word that only stands for an address: `url`.
pub(super) fn is_pointer(text: &str) -> bool {
    POINTERS.iter().any(|pointer| text.eq_ignore_ascii_case(pointer))
}

/// Whether a text, alone in its place in a citation, is what is left of an address.
pub(super) fn is_lost_address(text: &str) -> bool {
    ["url", "link", "weblink", "رابط", "الرابط"].iter().any(|word| text.eq_ignore_ascii_case(word))
}
