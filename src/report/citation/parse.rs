//! One citation: its end read from the right, its author from the left, its title between them.

use super::author;
use super::tail::{self, Part, Text};
use super::{Citation, Date, Form, Url, dates, phrases, split, title};
use crate::text::Span;

/// What stands after the title.
#[derive(Default)]
struct Tail {
    date: Option<Date>,
    accessed: Option<Date>,
    url: Option<Url>,
    undated: bool,
    locator: bool,
}

/// What stands before the date.
#[derive(Default)]
struct Head {
    author: Option<Span>,
    title: Option<Span>,
    gloss: Option<Span>,
    publisher: Option<Span>,
    /// A date after the author, in brackets.
    date: Option<Date>,
    /// Whether the title is marked as one.
    marked: bool,
}

/// Reads one citation. All spans are ranges of `piece`; what is not understood is [`Form::Unparsed`], whole.
pub(super) fn citation(piece: &str) -> Citation {
    let whole = Span::new(0, piece.len()).trim(piece);
    let unparsed = Citation {
        note: None,
        span: whole,
        form: Form::Unparsed,
        author: None,
        title: None,
        gloss: None,
        publisher: None,
        date: None,
        accessed: None,
        url: None,
    };
    if split::is_ibid(whole.slice(piece)) {
        return Citation { form: Form::Ibid, ..unparsed };
    }
    let text = Text::new(piece);
    let start = whole.start + lead(whole.slice(piece));
    if let Some((author, title)) = op_cit(&text, Span::new(start, whole.end)) {
        return Citation { form: Form::OpCit, author, title, ..unparsed };
    }
    let (end, tail) = tail_of(&text, start, whole.end);
    let head = head_of(&text, Span::new(start, end).trim(piece));
    if !is_understood(piece, &head, &tail) {
        return unparsed;
    }
    Citation {
        form: Form::Full,
        author: head.author,
        title: head.title,
        gloss: head.gloss,
        publisher: head.publisher,
        date: head.date.or(tail.date),
        accessed: tail.accessed,
        url: tail.url.or_else(|| text.links.iter().find(|link| link.words.is_some()).map(|link| link.url.clone())),
        ..unparsed
    }
}

/// How long the words are that lead to the citation: `See also:`.
fn lead(text: &str) -> usize {
    let Some(end) = phrases::at_start(text, phrases::LEADS) else { return 0 };
    let rest = text.get(end..).unwrap_or_default();
    if rest.is_empty() || rest.starts_with(char::is_lowercase) && !rest.starts_with("al-") { 0 } else { end }
}

/// Author and title of a repeat of an earlier citation.
fn op_cit(text: &Text<'_>, span: Span) -> Option<(Option<Span>, Option<Span>)> {
    if span.len() > 400 {
        return None;
    }
    let fields = author::fields(text.text, span, |at| text.brackets.hold(at) || text.in_link(at));
    let at = fields.iter().position(|field| {
        let written = field.slice(text.text).trim_end_matches(|c: char| c != ']' && c != ')' && !c.is_alphabetic());
        let phrase = phrases::at_start(written.trim_start_matches(['(', '[']), phrases::OP_CIT);
        phrase.is_some_and(|end| {
            let rest = written.trim_start_matches(['(', '[']).get(end..).unwrap_or_default();
            let rest = rest.trim_start_matches(['.', ' ']);
            rest.is_empty() || rest.chars().all(|c| !c.is_alphabetic()) || phrases::is_locator(rest)
        })
    })?;
    let before = fields.get(..at)?;
    let words: Vec<&str> = before.iter().map(|field| field.slice(text.text)).collect();
    let count = author::of(&words, false).or_else(|| author::of(&words, true)).map_or(0, |author| author.fields);
    let author =
        before.first().zip(before.get(..count).and_then(<[Span]>::last)).map(|(first, last)| first.cover(*last));
    let title = before.get(count).zip(before.last()).map(|(first, last)| title::bare(text.text, first.cover(*last)));
    Some((author.filter(|a| !a.is_empty()), title.filter(|t| !t.is_empty())))
}

/// The parts at the end of `start..end`, and where the head ends.
fn tail_of(text: &Text<'_>, start: usize, end: usize) -> (usize, Tail) {
    let mut tail = Tail::default();
    let mut updated = None;
    let mut end = end;
    while let Some((before, part)) = tail::take(text, start, end) {
        match part {
            // Of several addresses the first is the work's own; archives follow it.
            Part::Url(url) => tail.url = Some(url),
            Part::Date(_) if tail.date.is_some() => break,
            Part::Date(date) => tail.date = Some(date),
            Part::Updated(date) => updated = updated.or(Some(date)),
            Part::Accessed(date) => tail.accessed = tail.accessed.or(Some(date)),
            Part::Undated => tail.undated = true,
            Part::Locator => tail.locator = true,
            Part::Aside => {}
        }
        end = before;
    }
    tail.date = tail.date.or(updated);
    (end, tail)
}

fn head_of(text: &Text<'_>, span: Span) -> Head {
    let span = Span::new(span.start, span.start + tail::trim(span.slice(text.text)).len());
    let mut head = dated_author(text, span).unwrap_or_else(|| undated_head(text, span));
    head.author = head.author.map(|author| author.trim(text.text)).map(|author| {
        Span::new(author.start, author.start + author.slice(text.text).trim_end_matches([',', '،', ':', ' ']).len())
    });
    head.author = head.author.filter(|author| !author.is_empty());
    for part in [&mut head.title, &mut head.gloss, &mut head.publisher] {
        *part = part.map(|part| title::bare(text.text, part)).filter(|part| !part.is_empty());
    }
    head
}

/// `Waters, G. (2025). Title. Publisher`: author, date in brackets, title.
fn dated_author(text: &Text<'_>, span: Span) -> Option<Head> {
    let pair = *text.brackets.within(span).first()?;
    let inner = Span::new(pair.start + 1, pair.end - 1).trim(text.text);
    let undated = phrases::is_one(inner.slice(text.text), phrases::UNDATED);
    let date = dates::at_end(inner.slice(text.text))
        .filter(|date| date.span.start == 0)
        .or_else(|| year_first(inner.slice(text.text)));
    let author = Span::new(span.start, pair.start).trim(text.text);
    let after = text.text.get(pair.end..span.end)?;
    let names: Vec<&str> = author.slice(text.text).split(tail::is_separator).map(str::trim).collect();
    let person = author::of(&names, true).is_some_and(|author| author.person);
    let follows = after.starts_with(['.', ':']) || person && after.starts_with([',', ' ', '،']);
    if date.is_none() && !undated || !follows || author.is_empty() || author.len() > 160 {
        return None;
    }
    let rest = Span::new(pair.end + after.len() - after.trim_start_matches(['.', ':', ',', '،', ' ']).len(), span.end);
    let mut head = match title::marked(text, rest) {
        Some(found) => marked_head(text, rest, found),
        None => {
            let written = rest.slice(text.text);
            // The title ends with its sentence.
            let end = written.find(". ").map_or(rest.end, |at| rest.start + at);
            let publisher = Span::new((end + 2).min(rest.end), rest.end);
            Head { title: Some(Span::new(rest.start, end)), publisher: Some(publisher), ..Head::default() }
        }
    };
    if let (Some(extra), Some(title)) = (head.author.take(), head.title.as_mut()) {
        *title = extra.cover(*title);
    }
    head.author = Some(author);
    head.date = date.map(|date| Date { span: date.span.shift(inner.start), ..date });
    Some(head)
}

/// `2025, March 11`, as some styles write a date after the author.
fn year_first(text: &str) -> Option<Date> {
    let (year, rest) = text.split_once(',')?;
    let turned = format!("{} {year}", rest.trim());
    let date = dates::at_end(&turned).filter(|date| date.span.start == 0 && date.month.is_some())?;
    Some(Date { span: Span::new(0, text.len()), ..date })
}

fn undated_head(text: &Text<'_>, span: Span) -> Head {
    if let Some(found) = title::marked(text, span) {
        return marked_head(text, span, found);
    }
    let fields = fields(text, span);
    let words: Vec<&str> = fields.iter().map(|field| field.slice(text.text)).collect();
    let Some(author) = author::of(&words, false) else { return single(text, span) };
    let Some((names, rest)) = fields.split_at_checked(author.fields).filter(|(_, rest)| !rest.is_empty()) else {
        return single(text, span);
    };
    let publisher = rest.last().filter(|last| rest.len() > 1 && author::is_publisher(last.slice(text.text), author));
    let titles = if publisher.is_some() { rest.get(..rest.len() - 1).unwrap_or(rest) } else { rest };
    Head { author: cover(names), title: cover(titles), publisher: publisher.copied(), ..Head::default() }
}

/// A head of one field: `BBC News: Title`, a title, or the name of an author whose work has no title.
fn single(text: &Text<'_>, span: Span) -> Head {
    let written = span.slice(text.text);
    if written.is_empty() {
        return Head::default();
    }
    if let Some((before, _)) = written.split_once(": ")
        && author::is_outlet(before)
    {
        let at = span.start + before.len();
        return Head {
            author: Some(Span::new(span.start, at)),
            title: Some(Span::new(at + 2, span.end)),
            ..Head::default()
        };
    }
    let short = written.split_whitespace().count() <= 4;
    if short && title::is_latin(written) == Some(true) && is_name(written) {
        Head { author: Some(span), ..Head::default() }
    } else {
        Head { title: Some(span), ..Head::default() }
    }
}

/// The head around a title that is marked as one.
fn marked_head(text: &Text<'_>, span: Span, found: title::Marked) -> Head {
    let publisher = Some(found.rest).filter(|rest| !tail::trim(rest.slice(text.text)).trim().is_empty());
    let head = Head { title: Some(found.title), gloss: found.gloss, publisher, marked: true, ..Head::default() };
    if found.begun {
        let before = Span::new(span.start, found.start).trim(text.text);
        return Head { author: Some(before).filter(|before| !before.is_empty()), ..head };
    }
    let fields = fields(text, found.title);
    let words: Vec<&str> = fields.iter().map(|field| field.slice(text.text)).collect();
    let count = author::of(&words, false).map_or(0, |author| author.fields);
    let (names, titles) = fields.split_at_checked(count).unwrap_or((&[], &fields));
    Head { author: cover(names), title: cover(titles).or(head.title), ..head }
}

fn fields(text: &Text<'_>, span: Span) -> Vec<Span> {
    let mut fields = author::fields(text.text, span, |at| text.brackets.hold(at) || text.in_link(at));
    fields.retain(|field| !field.is_empty());
    fields
}

fn cover(fields: &[Span]) -> Option<Span> {
    Some(fields.first()?.cover(*fields.last()?))
}

/// Whether enough was read for a citation: who or what, and at least when or where. Without an address the author must
/// look like a name, since sentences end with dates too.
fn is_understood(text: &str, head: &Head, tail: &Tail) -> bool {
    let named = head.author.is_none_or(|author| is_name(author.slice(text)));
    let dated = head.date.is_some() || tail.date.is_some() || tail.undated;
    match (head.author, head.title) {
        _ if head.marked && head.title.is_some() => {
            dated || tail.url.is_some() || tail.accessed.is_some() || head.author.is_some() && named
        }
        (Some(_), Some(_)) if tail.url.is_some() => true,
        (Some(_), Some(_)) => named && (dated || tail.accessed.is_some() || tail.locator),
        (None, Some(title)) => {
            let words = title.slice(text);
            let foreign = title::is_latin(words) == Some(false);
            (foreign || is_name(words) || dated && tail.url.is_some()) && (dated || tail.url.is_some())
        }
        (Some(_), None) => named && (dated || tail.url.is_some()),
        (None, None) => false,
    }
}

/// Whether the words of a text look like those of a name: no more than a few, the longer ones with capitals, or in a
/// script without capitals.
fn is_name(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.by_ref().take(12).all(|word| {
        !word.starts_with(char::is_lowercase)
            || word.chars().count() < 4
            || word.contains(|c: char| c.is_uppercase() || c == '-' || c == '.')
    }) && words.next().is_none()
}
