//! Text that is nobody's sentence: code between backticks, fences and tags, addresses, handles, file paths. A name in it is
//! part of something that a machine reads, and stays.

use crate::text::{Protection, Span};

/// How far from a name its token is looked at, in bytes: longer than addresses are.
const TOKEN: usize = 2048;

/// How far a stretch of inline code may reach, in bytes, when its paragraph does not end before.
const INLINE: usize = 1000;

/// How far an HTML element that holds code may reach, in bytes.
const ELEMENT: usize = 1 << 16;

/// Endings of file names.
const EXTENSIONS: [&str; 40] = [
    "bib", "bmp", "csv", "doc", "docm", "docx", "epub", "gif", "htm", "html", "jpeg", "jpg", "json", "jsonl", "log",
    "md", "mp3", "mp4", "odp", "ods", "odt", "pdf", "php", "png", "ppt", "pptx", "py", "rs", "rtf", "svg", "tbx",
    "tif", "tiff", "tmx", "toml", "tsv", "txt", "xlf", "xls", "xlsx",
];

/// Generic domains under which sites stand; those of countries have two letters.
const DOMAINS: [&str; 9] = ["com", "edu", "gov", "info", "int", "media", "net", "news", "org"];

/// The stretches of code in a text, with their marks, in order and free of overlaps: fenced blocks, inline code between
/// backticks, and what stands in the HTML elements `code`, `pre`, `kbd` and `samp`.
#[must_use]
pub fn code(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut from = 0;
    while let Some(at) =
        text.as_bytes().get(from..).and_then(|rest| memchr::memchr2(b'`', b'<', rest)).map(|at| from + at)
    {
        let found = if text.as_bytes().get(at) == Some(&b'<') {
            element(text, at)
        } else {
            fenced(text, at).or_else(|| inline(text, at))
        };
        from = match found {
            Some(span) => {
                spans.push(span);
                span.end
            }
            // The whole run of backticks: the rest of it opens nothing.
            None => at + run(text, at, '`').max(1),
        };
    }
    spans
}

/// How many times a character stands there in a row.
fn run(text: &str, at: usize, c: char) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.len() - rest.trim_start_matches(c).len()
}

/// A fenced block of which the opening fence begins here. One that is not closed reaches to the end, as in CommonMark.
fn fenced(text: &str, at: usize) -> Option<Span> {
    let marks = run(text, at, '`');
    let indent = text.get(..at)?.bytes().rev().take(4).take_while(|&byte| byte == b' ').count();
    let at_line_start = at == indent || text.as_bytes().get(at - indent - 1) == Some(&b'\n');
    if marks < 3 || indent > 3 || !at_line_start {
        return None;
    }
    let mut start = at + text.get(at..)?.find('\n').unwrap_or(text.len() - at);
    // A backtick after the opening marks: inline code.
    if text.get(at + marks..start)?.contains('`') {
        return None;
    }
    while let Some(rest) = text.get(start..).and_then(|rest| rest.strip_prefix('\n')) {
        let line = rest.split('\n').next().unwrap_or_default();
        start += 1 + line.len();
        let fence = line.trim_end().trim_start_matches(' ');
        if fence.len() >= marks && fence.bytes().all(|byte| byte == b'`') {
            break;
        }
    }
    Some(Span::new(at, start))
}

/// Inline code that is opened here. A backtick is also written for the ayn of a name, «`Alawi», «Isma`ili»: it opens code only
/// where one like it closes, after a character and before none of a word.
fn inline(text: &str, at: usize) -> Option<Span> {
    let marks = run(text, at, '`');
    if text.get(..at)?.chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let start = at + marks;
    let rest = within(text, start, INLINE)?;
    let paragraph = rest.find("\n\n").unwrap_or(rest.len());
    let mut from = 0;
    while let Some(close) = rest.get(from..).and_then(|rest| rest.find('`')).map(|close| from + close) {
        let length = run(rest, close, '`');
        if close > paragraph {
            return None;
        }
        let before = rest.get(..close)?.chars().next_back();
        let after = rest.get(close + length..)?.chars().next();
        let spaced = before.is_some_and(char::is_whitespace) && !rest.starts_with(char::is_whitespace);
        if length == marks && before.is_some() && !spaced && !after.is_some_and(char::is_alphanumeric) {
            return Some(Span::new(at, start + close + length));
        }
        from = close + length;
    }
    None
}

/// The text from an offset on, so many bytes of it at the most.
fn within(text: &str, at: usize, most: usize) -> Option<&str> {
    let end = (at..=text.len().min(at + most)).rev().find(|&end| text.is_char_boundary(end))?;
    text.get(at..end)
}

/// An HTML element that holds code and begins here, up to the end of its closing tag.
fn element(text: &str, at: usize) -> Option<Span> {
    let name = ["code", "pre", "kbd", "samp"].into_iter().find(|name| {
        let tag = text.as_bytes().get(at + 1..);
        tag.and_then(|tag| tag.get(..name.len())).is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
            && tag.and_then(|tag| tag.get(name.len())).is_some_and(|next| matches!(next, b'>' | b' ' | b'\t' | b'\n'))
    })?;
    let closes = |close: &usize| {
        let tag = text.as_bytes().get(close + 2..close + 2 + name.len());
        tag.is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
    };
    let close = within(text, at, ELEMENT)?.match_indices("</").map(|(close, _)| at + close).find(closes)?;
    let end = text.get(close..)?.find('>').map_or(text.len(), |end| close + end + 1);
    Some(Span::new(at, end))
}

/// What the token around a name is, when that is an address, a handle, a file path or the name of a file. The token reaches
/// to the next white space on both sides.
#[must_use]
pub fn token(text: &str, name: Span) -> Option<Protection> {
    // A name of several words begins in one token and ends in another.
    [name.start, name.end].into_iter().find_map(|at| {
        let whole = around(text, at, name)?;
        let inner = Span::new(name.start.max(whole.start) - whole.start, name.end.min(whole.end) - whole.start);
        let token = whole.slice(text);
        if is_address(token, inner) {
            Some(Protection::Address)
        } else if is_path(token, inner) {
            Some(Protection::Path)
        } else {
            None
        }
    })
}

/// The token at an end of a name, without the brackets and marks around it.
fn around(text: &str, at: usize, name: Span) -> Option<Span> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '|');
    let from = (at.saturating_sub(TOKEN)..=at).find(|&from| text.is_char_boundary(from))?;
    let to = (at..=text.len().min(at + TOKEN)).rev().find(|&to| text.is_char_boundary(to))?;
    let before = text.get(from..at)?;
    let after = text.get(at..to)?;
    let start = from + before.char_indices().rev().find(|(_, c)| ends(*c)).map_or(0, |(i, c)| i + c.len_utf8());
    let end = at + after.find(ends).unwrap_or(after.len());
    // Plain words, which most names are, have nothing more to be looked at.
    (end > name.end || start < name.start).then_some(Span::new(start, end))
}

/// Whether a name stands in an address within its token.
fn is_address(token: &str, name: Span) -> bool {
    let before = token.get(..name.start).unwrap_or_default();
    let at_name = token.get(name.start..).unwrap_or_default();
    let lower = before.to_ascii_lowercase();
    let opened = ["://", "www.", "mailto:"].iter().filter_map(|mark| lower.rfind(mark)).max();
    if opened.and_then(|at| before.get(at..)).is_some_and(|address| !closes_bracket(address)) {
        return true;
    }
    // A handle or a hash tag.
    if before.ends_with(['@', '#']) && !before.trim_end_matches(['@', '#']).ends_with(char::is_alphanumeric) {
        return true;
    }
    let apart = |c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '@'));
    let start = before.char_indices().rev().find(|(_, c)| apart(*c)).map_or(0, |(at, c)| at + c.len_utf8());
    let end = name.start + at_name.find(apart).unwrap_or(at_name.len());
    let word = token.get(start..end).unwrap_or_default().trim_end_matches('.');
    if let Some((mailbox, host)) = word.split_once('@') {
        return !mailbox.is_empty() && host.contains('.');
    }
    // A bare host. A sentence that ends without a space after it is none.
    word.rsplit_once('.').is_some_and(|(site, domain)| {
        let of_country = domain.len() == 2 && domain.bytes().all(|byte| byte.is_ascii_lowercase());
        !site.is_empty() && site.is_ascii() && (of_country || DOMAINS.contains(&domain))
    })
}

/// Whether a bracket closes that this stretch has not opened: there an address in brackets has ended.
fn closes_bracket(text: &str) -> bool {
    let mut open = 0usize;
    text.bytes().any(|byte| match byte {
        b'(' | b'[' => {
            open += 1;
            false
        }
        b')' | b']' if open == 0 => true,
        b')' | b']' => {
            open -= 1;
            false
        }
        _ => false,
    })
}

/// Whether a name stands in the path or the name of a file within its token.
fn is_path(token: &str, name: Span) -> bool {
    const MARKS: &[char] = &['(', ')', '[', ']', '\'', '’', '‘', ',', ';', ':', '!', '?', '*', '_'];
    let trimmed = token.trim_start_matches(MARKS);
    let start = token.len() - trimmed.len();
    let path = trimmed.trim_end_matches(MARKS).trim_end_matches('.');
    if name.start < start || name.start >= start + path.len() {
        return false;
    }
    let separators = |c: char| c == '/' || c == '\\';
    let parts = || path.split(separators);
    let drive = path.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
        && matches!(path.as_bytes().get(1..3), Some(b":\\" | b":/"));
    let rooted = drive
        || path.starts_with("\\\\")
        || ["./", "../", "~/", ".\\", "..\\"].iter().any(|root| path.starts_with(root));
    // «/home/hama» is a path, «/Hama» and «Hama/Homs» are alternatives.
    let absolute = path.starts_with('/') && parts().filter(|part| !part.is_empty()).count() > 1;
    let backslashes = path.as_bytes().windows(3).any(|three| {
        matches!(three, [before, b'\\', after] if before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric())
    });
    let file = parts().next_back().and_then(|file| file.rsplit_once('.'));
    let extension = file.is_some_and(|(stem, extension)| {
        !stem.is_empty() && EXTENSIONS.contains(&extension.to_ascii_lowercase().as_str())
    });
    rooted || absolute || backslashes || extension
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where «Hama» stands in a text, and what the token around it is.
    fn around_hama(text: &str) -> Option<Protection> {
        let at = text.to_lowercase().find("hama").unwrap();
        token(text, Span::new(at, at + 4))
    }

    #[test]
    fn addresses_handles_and_paths_are_told_from_words() {
        for text in [
            "see https://sana.sy/en/hama-news, and",
            "(http://example.org/a_(Hama))",
            "www.hama.example",
            "at www.sana.sy/?q=Hama.",
            "انظر:https://sana.sy/hama",
            "info@hama.example",
            "hama@example.org",
            "<hama.desk@example.org>,",
            "by @Hama_news",
            "the tag #Hama was",
            "on hama-post.com today",
            "hama.sy/news",
            "[text](https://example.org/Hama)",
        ] {
            assert_eq!(around_hama(text), Some(Protection::Address), "{text}");
        }
        for text in [
            r"C:\reports\Hama\a.docx",
            "/home/desk/Hama",
            "./Hama/notes",
            "in reports/Hama/2024.md, line 3",
            "Hama-2024.docx",
            "(Hama.pdf)",
            r"desk\Hama",
        ] {
            assert_eq!(around_hama(text), Some(Protection::Path), "{text}");
        }
        for text in [
            "Hama",
            "in Hama/Homs/Aleppo and",
            "Hama-based",
            "(Hama).",
            "[Hama](#note)",
            "(https://example.org)Hama",
            "pro-Hama.",
            "Hama.Then",
            "/Hama",
            "Hama's",
            "*Hama*",
            "Hama^{[355](#)}",
            "Hama,Homs",
        ] {
            assert_eq!(around_hama(text), None, "{text}");
        }
    }

    #[test]
    fn code_is_told_from_the_ayn_of_names() {
        for (text, expected) in [
            ("run `Hama`, then", &["`Hama`"][..]),
            ("``a ` b`` and", &["``a ` b``"]),
            ("`Alawi and Isma`ili", &[]),
            ("the `Alawi and the `Ayn", &[]),
            ("```\nHama\n```\nHama", &["```\nHama\n```"]),
            ("a\n```sh\nHama\n``\n", &["```sh\nHama\n``\n"]),
            ("a <code class=\"x\">Hama</code> b <CODE>c</CODE>", &["<code class=\"x\">Hama</code>", "<CODE>c</CODE>"]),
            ("<pre>Hama", &[]),
            ("<prefix>Hama</prefix>", &[]),
            ("`one\n\ntwo`", &[]),
        ] {
            let found: Vec<&str> = code(text).into_iter().map(|span| span.slice(text)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
