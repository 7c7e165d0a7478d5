//! XML as records: the elements that a format counts as such, each as a small tree, with faults that end one and not all.

use super::error::Fault;
use super::input::Lines;
use super::sink::{Sink, Stop};
use crate::read::html;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements that lie deeper in a record are not told apart from those around them.
const DEPTH: usize = 48;
/// After so many faults a file is not read on.
const FAULTS: usize = 1_000;

/// What an XML file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Rdf,
    EndNote,
    Tmx,
    Feed,
}

/// Tells by the first element what an XML file holds.
pub(super) fn kind(text: &str) -> Result<Kind, Fault> {
    let mut reader = reader(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                let root = tag.name().as_ref().to_owned();
                return match local(&root) {
                    "rss" | "feed" => Ok(Kind::Feed),
                    "RDF" if tag.attributes_raw().contains("purl.org/rss/") => Ok(Kind::Feed),
                    "RDF" => Ok(Kind::Rdf),
                    "tmx" => Ok(Kind::Tmx),
                    "xml" | "records" => Ok(Kind::EndNote),
                    _ => Err(Fault::OtherXml { root: root.chars().take(40).collect() }),
                };
            }
            Ok(Event::Eof) | Err(_) => return Err(Fault::NoXml),
            Ok(_) => {}
        }
    }
}

/// An element with all that is in it.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its name, with the prefix that it has.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    parts: Vec<Part>,
}

#[derive(Debug)]
enum Part {
    Text(String),
    Element(Element),
}

impl Element {
    fn new(tag: &BytesStart<'_>) -> Self {
        let mut all = tag.attributes();
        let all = all.with_checks(false).flatten();
        let attributes = all.map(|a| (a.key.as_ref().to_owned(), html::decode(&a.value))).collect();
        Self { name: tag.name().as_ref().to_owned(), attributes, parts: Vec::new() }
    }

    /// The value of an attribute, by its name with or without a prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut named = self.attributes.iter().filter(|(key, _)| key == name || local(key) == name);
        named.next().map(|(_, value)| value.as_str())
    }

    /// The elements in it.
    pub(super) fn children(&self) -> impl Iterator<Item = &Self> {
        self.parts.iter().filter_map(|part| match part {
            Part::Element(element) => Some(element),
            Part::Text(_) => None,
        })
    }

    /// The elements of a name in it, whatever their prefix.
    pub(super) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children().filter(move |child| local(&child.name) == name)
    }

    /// The first element of a name at any depth.
    pub(super) fn find(&self, name: &str) -> Option<&Self> {
        self.children().find_map(|child| if local(&child.name) == name { Some(child) } else { child.find(name) })
    }

    /// Its text, with that of the elements in it but for those of the names in `without`.
    pub(super) fn text_without(&self, without: &[&str]) -> String {
        let mut text = String::new();
        self.collect(without, &mut text);
        text
    }

    /// All its text.
    pub(super) fn text(&self) -> String {
        self.text_without(&[])
    }

    fn collect(&self, without: &[&str], text: &mut String) {
        for part in &self.parts {
            match part {
                Part::Text(more) => text.push_str(more),
                Part::Element(element) if without.contains(&local(&element.name)) => {}
                Part::Element(element) => element.collect(without, text),
            }
        }
    }

    fn push(&mut self, more: &str) {
        match self.parts.last_mut() {
            Some(Part::Text(text)) => text.push_str(more),
            _ => self.parts.push(Part::Text(more.to_owned())),
        }
    }
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Which elements are records.
pub(super) struct Records {
    /// By the names of the element around it and of its own.
    pub(super) is_record: fn(&str, &str) -> bool,
    /// Records by whose start reading can begin anew after a fault; they do not stand in each other.
    pub(super) anew: &'static [&'static str],
}

/// What is done with a record and its line.
pub(super) type Each<'a> = &'a mut dyn FnMut(&Element, u64, &mut Sink<'_>) -> Result<(), Stop>;

/// Gives each record of a file to `each`.
pub(super) fn each(text: &str, records: &Records, sink: &mut Sink<'_>, each: Each<'_>) -> Result<(), Stop> {
    let mut lines = Lines::of(text);
    let mut base = 0;
    let mut around: Vec<String> = Vec::new();
    for _ in 0..FAULTS {
        let rest = text.get(base..).unwrap_or_default();
        let Some((at, message)) = read_on(rest, base, records, &mut around, &mut lines, sink, each)? else {
            return Ok(());
        };
        let from = (base + at + 1).min(text.len());
        let next = next_record(text, from, records.anew);
        let then = if next.is_some() { "it is left out" } else { "nothing that follows is read" };
        sink.problem(lines.line(base + at), format!("this is not well-formed XML, {then}: {message}"));
        let Some(next) = next else { return Ok(()) };
        base = next;
    }
    sink.problem(lines.line(base), "the file has too many faults and is not read on");
    Ok(())
}

/// Where the next record begins.
fn next_record(text: &str, from: usize, names: &[&str]) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    let starts = memchr::memchr_iter(b'<', bytes).map(|at| from + at);
    let is_start = |&at: &usize| {
        let tag = text.as_bytes().get(at + 1..).unwrap_or_default();
        names.iter().any(|name| {
            tag.strip_prefix(name.as_bytes()).is_some_and(|rest| rest.first().is_some_and(|b| b" >\t\r\n".contains(b)))
        })
    };
    if names.is_empty() { None } else { starts.into_iter().find(is_start) }
}

/// Reads until the end or a fault: where that is, and what is wrong.
#[allow(clippy::too_many_arguments)]
fn read_on(
    text: &str,
    base: usize,
    records: &Records,
    around: &mut Vec<String>,
    lines: &mut Lines<'_>,
    sink: &mut Sink<'_>,
    each: Each<'_>,
) -> Result<Option<(usize, String)>, Stop> {
    let mut reader = reader(text);
    let mut tree = Tree::default();
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return Ok(Some((tree.start.unwrap_or(at), error.to_string()))),
        };
        let done = match event {
            Event::Start(tag) => {
                if tree.start.is_some() && records.anew.contains(&tag.name().as_ref()) {
                    let message = format!("<{}> is not closed before the next one begins: it is left out", tree.root());
                    sink.problem(lines.line(base + tree.start.unwrap_or_default()), message);
                    tree = Tree::default();
                }
                let parent = around.last().map_or("", String::as_str);
                if tree.start.is_some() || (records.is_record)(parent, tag.name().as_ref()) {
                    tree.open(&tag, at);
                } else {
                    around.push(tag.name().as_ref().to_owned());
                }
                None
            }
            Event::Empty(tag) if tree.start.is_some() => {
                tree.open(&tag, at);
                tree.close(tag.name().as_ref())
            }
            Event::End(tag) if tree.start.is_some() => tree.close(tag.name().as_ref()),
            Event::End(tag) => {
                if let Some(open) = innermost(around, |name| name == tag.name().as_ref()) {
                    around.truncate(open);
                }
                None
            }
            Event::Text(text) => tree.push(&text),
            Event::CData(text) => tree.push(&text),
            Event::GeneralRef(name) if tree.start.is_some() => tree.push(&html::decode(&format!("&{};", &*name))),
            Event::Eof => {
                return Ok(tree.start.map(|start| (start, format!("the file ends inside <{}>", tree.root()))));
            }
            _ => None,
        };
        if let Some((record, start)) = done {
            each(&record, lines.line(base + start), sink)?;
        }
    }
}

/// A record that is being read.
#[derive(Default)]
struct Tree {
    /// Where it begins; `None` outside records.
    start: Option<usize>,
    open: Vec<Element>,
    /// Open elements beyond [`DEPTH`].
    deeper: Vec<String>,
}

impl Tree {
    fn root(&self) -> &str {
        self.open.first().map_or("", |root| root.name.as_str())
    }

    fn open(&mut self, tag: &BytesStart<'_>, at: usize) {
        self.start.get_or_insert(at);
        if self.open.len() < DEPTH {
            self.open.push(Element::new(tag));
        } else {
            self.deeper.push(tag.name().as_ref().to_owned());
        }
    }

    /// Closes the innermost element of a name, with those in it; the record and its start when that was all of it. An end
    /// without a beginning is passed by.
    fn close(&mut self, name: &str) -> Option<(Element, usize)> {
        if let Some(at) = innermost(&self.deeper, |open| open == name) {
            self.deeper.truncate(at);
            return None;
        }
        let at = innermost(&self.open, |open| open.name == name)?;
        self.deeper.clear();
        while self.open.len() > at {
            let closed = self.open.pop()?;
            match self.open.last_mut() {
                Some(parent) => parent.parts.push(Part::Element(closed)),
                None => return Some((closed, self.start.take()?)),
            }
        }
        None
    }

    fn push(&mut self, text: &str) -> Option<(Element, usize)> {
        if let Some(element) = self.open.last_mut() {
            element.push(text);
        }
        None
    }
}

/// The innermost open element that an end closes. One that lies far out is not looked for, so that no file takes long.
fn innermost<T>(open: &[T], is_it: impl Fn(&T) -> bool) -> Option<usize> {
    let from = open.len().saturating_sub(DEPTH);
    Some(from + open.get(from..)?.iter().rposition(is_it)?)
}

fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}
