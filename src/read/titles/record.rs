//! From the fields of a record to an entry: which field is the title, which its translation.

use super::Listing;
use super::clean;
use super::names::{Role, role};
use crate::restore::{is_whole, read_day};
use crate::text::script;
use std::fmt;

/// The fields of a record as they stand in the file, empty where they are not given.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'r> {
    pub(super) title: &'r str,
    pub(super) original: &'r str,
    pub(super) translated: &'r str,
    pub(super) extra: &'r str,
    pub(super) source: &'r str,
    pub(super) date: &'r str,
    pub(super) url: &'r str,
    pub(super) place: Place<'r>,
}

/// Where a record stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'r> {
    Line(u64),
    Item(u64),
    Key(&'r str),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "line {line}"),
            Self::Item(item) => write!(f, "item {item}"),
            Self::Key(key) => f.write_str(key),
        }
    }
}

/// Overrides show a text in another order than it stands in: such a title may be written backwards.
const OVERRIDES: [char; 2] = ['\u{202D}', '\u{202E}'];

impl Record<'_> {
    /// The entry, when one of the titles is whole and in the Arabic script. What the other titles say in another script
    /// is its translation: the one that is given as such, else what stands beside it in the same field, else the others.
    pub(super) fn entry(&self) -> Option<Listing> {
        let (original, translated) = in_extra(self.extra);
        let fields = [self.title, self.original, self.translated, original, translated];
        let (found, title, beside) = fields.iter().enumerate().find_map(|(number, field)| {
            let (title, beside) = whole_title(field)?;
            Some((number, title, beside))
        })?;
        let others = |numbers: &[usize]| {
            let others = numbers.iter().filter(|&&number| number != found);
            others.filter_map(|&number| gloss(fields.get(number)?)).next()
        };
        let gloss = others(&[2, 4]).or_else(|| gloss(&beside?)).or_else(|| others(&[0, 1, 3]));
        let source = Some(clean::text(self.source)).filter(|source| !source.is_empty());
        Some(Listing {
            title,
            gloss,
            source,
            date: read_day(self.date),
            url: clean::url(self.url),
            place: self.place.to_string(),
        })
    }
}

/// The original and the translated title that lines of a note give, as Zotero and CSL write them: `Translated Title: …`,
/// `original-title: …`, `{:original-title: …}`, `tex.translatedtitle: …`.
fn in_extra(extra: &str) -> (&str, &str) {
    let (mut original, mut translated) = ("", "");
    if extra.is_empty() {
        return (original, translated);
    }
    for line in extra.lines() {
        let line = line.trim();
        let line = line.strip_prefix("{:").and_then(|line| line.strip_suffix('}')).unwrap_or(line);
        let Some((name, value)) = line.split_once(':').filter(|(name, _)| name.len() < 40) else { continue };
        let name = name.trim();
        match role(name.strip_prefix("tex.").unwrap_or(name)) {
            Some((Role::Original, _)) => original = value,
            Some((Role::Translated, _)) => translated = value,
            _ => {}
        }
    }
    (original, translated)
}

/// A whole title in the Arabic script that a field holds, and what stands beside it in another script.
fn whole_title(field: &str) -> Option<(String, Option<String>)> {
    let may_be = script::has_arabic(field) || field.contains('&');
    if !may_be || field.contains(OVERRIDES) {
        return None;
    }
    let field = clean::title(field);
    if let Some((title, beside)) = sides(&field) {
        return is_whole(title).then(|| (title.to_owned(), Some(beside.to_owned())));
    }
    is_whole(&field).then_some((field, None))
}

/// Both sides of a title with its translation: `عنوان [Title]`, `Title [عنوان]`, `[Title] عنوان`, `عنوان = Title`. The side
/// in the Arabic script comes first.
fn sides(title: &str) -> Option<(&str, &str)> {
    in_brackets(title).or_else(|| parallel(title))
}

fn in_brackets(title: &str) -> Option<(&str, &str)> {
    let body = title.trim_end_matches(['.', '،', ',']);
    let (inner, outer) = if body.ends_with(']') {
        let open = opening(body)?;
        (body.get(open + 1..body.len() - 1)?, body.get(..open)?)
    } else {
        let close = body.strip_prefix('[')?.find(']')? + 1;
        (body.get(1..close)?, body.get(close + 1..)?)
    };
    ordered(outer.trim(), inner.trim())
}

/// Where the bracket opens that the last character closes.
fn opening(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate().rev() {
        match byte {
            b']' => depth += 1,
            b'[' if depth == 1 => return Some(at),
            b'[' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The parallel title of library catalogues (ISBD 1.3).
fn parallel(title: &str) -> Option<(&str, &str)> {
    if !title.contains(" = ") {
        return None;
    }
    let mut parts = title.split(" = ").map(str::trim).filter(|part| !part.is_empty());
    let first = parts.next()?;
    parts.find_map(|part| ordered(first, part))
}

/// Two texts, the one in the Arabic script first, if just one of them is.
fn ordered<'t>(a: &'t str, b: &'t str) -> Option<(&'t str, &'t str)> {
    match (is_arabic(a)?, is_arabic(b)?) {
        (true, false) => Some((a, b)),
        (false, true) => Some((b, a)),
        _ => None,
    }
}

/// Whether a text is in the Arabic script; `None` when it has no letters.
fn is_arabic(text: &str) -> Option<bool> {
    let (arabic, latin) = script::letters(text);
    (arabic > 0 || text.chars().any(char::is_alphabetic)).then_some(arabic > latin)
}

/// What a field gives as a translation, if it is in another script: without brackets and quotes around it. A remark about
/// the language is none.
fn gloss(field: &str) -> Option<String> {
    if field.is_empty() {
        return None;
    }
    let field = clean::text(field);
    let other = sides(&field).map_or(field.as_str(), |(_, other)| other);
    let mut bare = other.trim();
    for (open, close) in [('[', ']'), ('(', ')'), ('"', '"'), ('“', '”'), ('«', '»'), ('‘', '’')] {
        let inner = bare.strip_prefix(open).and_then(|bare| bare.strip_suffix(close));
        bare = inner.filter(|inner| !inner.contains([open, close])).unwrap_or(bare).trim();
    }
    (is_arabic(bare) == Some(false) && !is_about_language(bare)).then(|| bare.to_owned())
}

/// Whether a text only says in which language a work is: `in Arabic`, `Persian`.
fn is_about_language(text: &str) -> bool {
    const LANGUAGES: [&str; 10] =
        ["arabic", "persian", "farsi", "dari", "urdu", "pashto", "kurdish", "sorani", "sindhi", "uyghur"];
    let text = text.trim_end_matches('.').to_lowercase();
    let name = text.strip_prefix("in ").or_else(|| text.strip_prefix("text in ")).unwrap_or(&text);
    LANGUAGES.contains(&name)
}
