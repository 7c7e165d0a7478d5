//! The formats that are read: told by the extension of the name, else by a look at the text.

use memchr::memmem;

/// A format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown, as CommonMark with footnotes.
    Markdown,
    /// HTML or XHTML.
    Html,
    /// JSON Lines: one object a line.
    JsonLines,
}

/// How much of a text is looked at to tell its format.
const SAMPLE: usize = 64 * 1024;

impl Format {
    /// The word for it in outputs and messages.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::JsonLines => "jsonl",
        }
    }

    /// The format that a file's name says it has.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit(['/', '\\']).next()?.rsplit_once('.')?;
        Some(match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Self::Text,
            "md" | "markdown" | "mdown" | "mkd" | "mkdn" => Self::Markdown,
            "html" | "htm" | "xhtml" | "xht" => Self::Html,
            "jsonl" | "ndjson" | "jsonlines" => Self::JsonLines,
            _ => return None,
        })
    }

    /// The format that a text shows: HTML by its first tag, JSON Lines by its first object, Markdown by a footnote or a
    /// heading at its start, else plain text.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let start = text.trim_start();
        if is_html(start) {
            return Self::Html;
        }
        let first_line = start.lines().next().unwrap_or_default();
        if first_line.starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(first_line).is_ok() {
            return Self::JsonLines;
        }
        let sample = start.as_bytes();
        let sample = sample.get(..SAMPLE).unwrap_or(sample);
        let heading = first_line.trim_start_matches('#');
        let is_heading = heading.starts_with(' ') && (1..=6).contains(&(first_line.len() - heading.len()));
        let has_footnote = memmem::find_iter(sample, b"\n[^").any(|at| {
            let line = sample.get(at + 1..).unwrap_or_default();
            let line = line.get(..memchr::memchr(b'\n', line).unwrap_or(line.len())).unwrap_or_default();
            memmem::find(line, b"]:").is_some()
        });
        if is_heading || has_footnote { Self::Markdown } else { Self::Text }
    }
}

/// Whether a text begins as an HTML document or fragment does.
fn is_html(start: &str) -> bool {
    const FIRST: &[&str] = &[
        "!doctype html",
        "html",
        "head",
        "body",
        "title",
        "meta",
        "article",
        "section",
        "main",
        "div",
        "p",
        "h1",
        "h2",
        "h3",
        "table",
        "ul",
        "ol",
        "blockquote",
    ];
    let Some(tag) = start.strip_prefix('<') else { return false };
    if tag.starts_with("?xml") {
        return tag.get(..SAMPLE).unwrap_or(tag).contains("<html");
    }
    FIRST.iter().any(|name| {
        let (head, rest) = tag.as_bytes().split_at(name.len().min(tag.len()));
        head.eq_ignore_ascii_case(name.as_bytes()) && rest.first().is_some_and(|b| b" \t\r\n>/".contains(b))
    })
}
