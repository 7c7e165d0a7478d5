//! BibTeX and BibLaTeX, entry by entry, so that a bad one is one problem and not the end.

use super::draft::Draft;
use super::input::Lines;
use super::names::{Role, role};
use super::record::Place;
use super::sink::{Sink, Stop};
use biblatex::{Bibliography, ChunksExt, Pair, RawBibliography, RawChunk, RawEntry, Spanned};
use std::borrow::Cow;
use std::collections::HashMap;

/// A value with braces nested deeper is taken as it stands: the evaluation of commands calls itself for each level.
const DEPTH: usize = 32;
/// The most that abbreviations may make of a value, in bytes: they can be built from each other.
const LONGEST: usize = 64 * 1024;
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads a file.
pub(super) fn read(text: &str, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let mut lines = Lines::of(text);
    let mut strings: HashMap<String, String> = HashMap::new();
    let mut from = 0;
    while let Some(at) = next_start(text, from) {
        let line = lines.line(at);
        let end = match end(text, at) {
            Ok(end) => end,
            Err(reached) => {
                let message = "this entry is not closed before the next one begins, or the file ends: it is left out";
                sink.problem(line, message);
                from = reached;
                continue;
            }
        };
        from = end;
        let written = text.get(at..end).unwrap_or_default();
        if is_passed_by(written) {
            continue;
        }
        let written = in_braces(written);
        match RawBibliography::parse(&written) {
            Ok(parsed) => {
                for pair in &parsed.abbreviations {
                    let value = joined(pair, &strings);
                    strings.insert(pair.key.v.to_lowercase(), value);
                }
                for entry in &parsed.entries {
                    hand_over(&entry.v, line, &strings, sink)?;
                }
            }
            Err(error) => {
                let line = lines.line(at + error.span.start.min(written.len()));
                sink.problem(line, format!("this entry cannot be read and is left out: {}", error.kind));
            }
        }
    }
    Ok(())
}

/// Where the next entry begins: `@`, a name, a brace or a parenthesis.
fn next_start(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    memchr::memchr_iter(b'@', bytes)
        .map(|at| from + at)
        .find(|&at| is_start(text.as_bytes().get(at..).unwrap_or_default()))
}

fn is_start(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.strip_prefix(b"@") else { return false };
    let name = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let after = rest.get(name..).unwrap_or_default().trim_ascii_start();
    name > 0 && after.first().is_some_and(|&byte| byte == b'{' || byte == b'(')
}

/// Where the entry that begins at `at` ends; when it is not closed before a line that begins another one,
/// where that line is.
fn end(text: &str, at: usize) -> Result<usize, usize> {
    let bytes = text.as_bytes();
    let sign = bytes.iter().skip(at).position(|&byte| byte == b'{' || byte == b'(');
    let open = at + sign.unwrap_or_default();
    let by_brace = bytes.get(open) == Some(&b'{');
    let mut depth = usize::from(by_brace);
    let mut here = open + 1;
    while let Some(&byte) = bytes.get(here) {
        match byte {
            b'\\' => here += 1,
            b'{' => depth += 1,
            b')' if !by_brace && depth == 0 => return Ok(here + 1),
            b'}' if by_brace && depth == 1 => return Ok(here + 1),
            b'}' => depth = depth.saturating_sub(1),
            b'\n' if is_start(bytes.get(here + 1..).unwrap_or_default()) => return Err(here + 1),
            _ => {}
        }
        here += 1;
    }
    Err(text.len())
}

/// An entry with braces around it, where it has parentheses: biblatex does not know these.
fn in_braces(entry: &str) -> Cow<'_, str> {
    match (entry.find(['{', '(']), entry.strip_suffix(')')) {
        (Some(open), Some(body)) if body.get(open..).is_some_and(|body| body.starts_with('(')) => {
            let (head, body) = body.split_at(open);
            format!("{head}{{{}}}", body.trim_start_matches('(')).into()
        }
        _ => entry.into(),
    }
}

/// Whether an entry is a comment or a preamble.
fn is_passed_by(entry: &str) -> bool {
    let name = entry.trim_start_matches('@').split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    ["comment", "preamble"].iter().any(|known| name.eq_ignore_ascii_case(known))
}

fn hand_over(
    entry: &RawEntry<'_>,
    line: u64,
    strings: &HashMap<String, String>,
    sink: &mut Sink<'_>,
) -> Result<(), Stop> {
    let mut draft = Draft::default();
    let (mut year, mut month, mut day) = (String::new(), String::new(), String::new());
    for pair in &entry.fields {
        let name = pair.key.v.to_ascii_lowercase();
        match name.as_str() {
            // Only the figures of the date that go with each other.
            "year" => year = plain(&joined(pair, strings)),
            "month" => month = plain(&joined(pair, strings)),
            "day" => day = plain(&joined(pair, strings)),
            // The place of a publisher.
            "address" => {}
            "howpublished" => draft.offer(Role::Url, 8, &address(&joined(pair, strings))),
            "url" | "doi" | "link" => draft.offer_named(&name, &address(&joined(pair, strings))),
            _ if role(&name).is_some() => draft.offer_named(&name, &plain(&joined(pair, strings))),
            _ => {}
        }
    }
    let parts = [&day, &month, &year].into_iter().filter(|part| !part.is_empty());
    let date = match month.trim().parse::<u8>() {
        Ok(month) if day.is_empty() => format!("{}-{month:02}", year.trim()),
        Ok(month) => format!("{}-{month:02}-{:0>2}", year.trim(), day.trim()),
        Err(_) => parts.map(String::as_str).collect::<Vec<_>>().join(" "),
    };
    draft.offer(Role::Date, 5, if year.is_empty() { "" } else { &date });
    let key = entry.key.v;
    sink.record(&draft.record(if key.is_empty() { Place::Line(line) } else { Place::Key(key) }))
}

/// The parts of a value put together, abbreviations resolved.
fn joined(pair: &Pair<'_>, strings: &HashMap<String, String>) -> String {
    let mut value = String::new();
    for chunk in &pair.value.v {
        match chunk.v {
            RawChunk::Normal(text) => value.push_str(text),
            RawChunk::Abbreviation(name) => {
                let lower = name.to_lowercase();
                let month = MONTHS.iter().find(|month| lower.starts_with(**month));
                match (strings.get(&lower), month) {
                    (Some(text), _) if value.len() + text.len() <= LONGEST => value.push_str(text),
                    (None, Some(month)) => value.push_str(month),
                    _ => value.push_str(name),
                }
            }
        }
    }
    value
}

/// A value without its braces, its commands resolved as far as they are known.
fn plain(value: &str) -> String {
    let value = without_language(value);
    let evaluated = if value.contains('\\') { evaluate(&value) } else { None };
    // What no rule is known for: the name goes, what it is applied to stays.
    let mut text = String::with_capacity(value.len());
    let mut signs = evaluated.as_deref().unwrap_or(&value).chars().peekable();
    while let Some(c) = signs.next() {
        match c {
            '\\' if signs.peek().is_some_and(char::is_ascii_alphabetic) => {
                while signs.next_if(char::is_ascii_alphabetic).is_some() {}
            }
            '{' | '}' => {}
            '~' => text.push('\u{A0}'),
            _ => text.push(c),
        }
    }
    text
}

/// What biblatex makes of a value with commands; `None` when it is no good to it.
fn evaluate(value: &str) -> Option<String> {
    let mut depth = 0usize;
    for byte in value.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH {
            return None;
        }
    }
    let field = Pair::new(placed("title"), placed(vec![placed(RawChunk::Normal(value))]));
    let entry = RawEntry { key: placed("a"), kind: placed("misc"), fields: vec![field] };
    let raw = RawBibliography { preamble: String::new(), entries: vec![placed(entry)], abbreviations: Vec::new() };
    let read = Bibliography::from_raw(raw).ok()?;
    Some(read.get("a")?.get("title")?.format_verbatim())
}

/// Something that biblatex wants to know the place of. Its own sign for none overflows when a value is evaluated.
fn placed<T>(value: T) -> Spanned<T> {
    Spanned::new(value, 0..0)
}

/// A value without the name of the language in `\foreignlanguage{arabic}{…}`.
fn without_language(value: &str) -> String {
    let mut rest = value;
    let mut bare = String::with_capacity(value.len());
    while let Some((before, after)) = rest.split_once("\\foreignlanguage") {
        bare.push_str(before);
        rest = after
            .trim_start()
            .strip_prefix('{')
            .and_then(|named| named.split_once('}'))
            .map_or(after, |(_, rest)| rest);
    }
    bare.push_str(rest);
    bare
}

/// The address in a value: `\url{…}`, or as it stands, without the escapes that it may have.
fn address(value: &str) -> String {
    let inner = value.split_once("\\url").map_or(value, |(_, after)| after);
    let inner = inner.trim_start().trim_start_matches('{');
    let inner = inner.split(['}', ' ']).next().unwrap_or_default();
    inner.replace('\\', "")
}
