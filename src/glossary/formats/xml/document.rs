//! A walk through an XML file that keeps one element at a time. Nothing outside the file is read, and no entity is expanded.

use super::element::Element;
use super::is_allowed;
use crate::glossary::GlossaryError;
use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// No file that is meant nests deeper; what holds the whole of it is bounded so.
const DEPTH: usize = 64;

/// An XML file that is being read.
pub(in crate::glossary::formats) struct Document<'t> {
    name: &'t str,
    text: &'t str,
    reader: Reader<&'t [u8]>,
    /// The open elements: their names and where they begin.
    open: Vec<(String, usize)>,
    /// Whether the first element has begun.
    begun: bool,
}

/// What comes next in a file.
enum Step<'t> {
    Open(BytesStart<'t>),
    Empty(BytesStart<'t>),
    Close,
    Text(String),
    Referred(char),
    End,
}

impl<'t> Document<'t> {
    pub(in crate::glossary::formats) fn new(name: &'t str, text: &'t str) -> Self {
        Self { name, text, reader: Reader::from_str(text), open: Vec::new(), begun: false }
    }

    /// An error at a byte offset.
    pub(in crate::glossary::formats) fn fail(&self, at: usize, message: impl Into<String>) -> GlossaryError {
        GlossaryError::at(self.name, self.text, at, message)
    }

    /// The first element of the file, without what is in it.
    ///
    /// # Errors
    /// When the file has none, or is not well-formed up to there.
    pub(in crate::glossary::formats) fn root(&mut self) -> Result<Element, GlossaryError> {
        let (at, step) = self.step()?;
        match step {
            Step::Open(tag) | Step::Empty(tag) => self.start(&tag, at),
            _ => Err(self.fail(at, "there is no element in it: this is no XML")),
        }
    }

    /// The next element of one of these names, with all that is in it; `None` at the end of the file.
    ///
    /// # Errors
    /// When the file is not well-formed up to there.
    pub(in crate::glossary::formats) fn next(&mut self, names: &[&str]) -> Result<Option<Element>, GlossaryError> {
        loop {
            let (at, step) = self.step()?;
            match step {
                Step::Open(tag) => {
                    let element = self.start(&tag, at)?;
                    if names.contains(&element.name.as_str()) {
                        return self.rest(element).map(Some);
                    }
                }
                Step::Empty(tag) => {
                    let element = self.start(&tag, at)?;
                    if names.contains(&element.name.as_str()) {
                        return Ok(Some(element));
                    }
                }
                Step::End => return Ok(None),
                Step::Close | Step::Text(_) | Step::Referred(_) => {}
            }
        }
    }

    fn start(&self, tag: &BytesStart<'_>, at: usize) -> Result<Element, GlossaryError> {
        Element::new(tag, at).map_err(|message| self.fail(at, format!("a fault in this tag: {message}")))
    }

    /// Reads what is in an element, to its end.
    fn rest(&mut self, element: Element) -> Result<Element, GlossaryError> {
        let mut around = Vec::new();
        let mut current = element;
        loop {
            let (at, step) = self.step()?;
            match step {
                Step::Open(tag) => {
                    let inner = self.start(&tag, at)?;
                    around.push(std::mem::replace(&mut current, inner));
                }
                Step::Empty(tag) => current.push_element(self.start(&tag, at)?),
                Step::Close => match around.pop() {
                    Some(parent) => {
                        let inner = std::mem::replace(&mut current, parent);
                        current.push_element(inner);
                    }
                    None => return Ok(current),
                },
                Step::Text(text) => current.push_text(&text),
                Step::Referred(c) => current.push_referred(c),
                // Not reached: a file that ends inside an element is an error.
                Step::End => return Ok(current),
            }
        }
    }

    /// The next step and where it begins.
    fn step(&mut self) -> Result<(usize, Step<'t>), GlossaryError> {
        loop {
            let at = offset(self.reader.buffer_position());
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => {
                    let at = offset(self.reader.error_position());
                    return Err(self.fail(at, format!("this is not well-formed XML: {error}")));
                }
            };
            let step = match event {
                Event::Start(tag) => {
                    self.begin(at)?;
                    self.open.push((tag.name().as_ref().to_owned(), at));
                    if self.open.len() > DEPTH {
                        return Err(self.fail(at, format!("elements nest deeper than {DEPTH}")));
                    }
                    Step::Open(tag)
                }
                Event::Empty(tag) => {
                    self.begin(at)?;
                    Step::Empty(tag)
                }
                Event::End(_) => {
                    self.open.pop();
                    Step::Close
                }
                Event::Text(text) if self.open.is_empty() => {
                    if text.trim_matches(super::is_space).is_empty() {
                        continue;
                    }
                    let inside = text.len() - text.trim_start_matches(super::is_space).len();
                    return Err(self.fail(at + inside, "text outside all elements: this is no well-formed XML"));
                }
                Event::Text(text) => Step::Text(text.into_inner().into_owned()),
                Event::CData(text) => Step::Text(text.into_inner().into_owned()),
                Event::GeneralRef(reference) => Step::Referred(self.resolve(&reference, at)?),
                Event::DocType(doctype) => {
                    self.check_doctype(&doctype, at)?;
                    continue;
                }
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => continue,
                Event::Eof => match self.open.last() {
                    Some((name, at)) => {
                        return Err(self.fail(*at, format!("<{name}> is not closed: the file ends inside it")));
                    }
                    None => Step::End,
                },
            };
            return Ok((at, step));
        }
    }

    /// Sees to it that a file has one outermost element.
    fn begin(&mut self, at: usize) -> Result<(), GlossaryError> {
        if self.begun && self.open.is_empty() {
            return Err(self.fail(at, "a second outermost element: this is not well-formed XML"));
        }
        self.begun = true;
        Ok(())
    }

    /// The character that a reference stands for.
    fn resolve(&self, reference: &BytesRef<'_>, at: usize) -> Result<char, GlossaryError> {
        if self.open.is_empty() {
            return Err(self.fail(at, "text outside all elements: this is no well-formed XML"));
        }
        let referred = reference.resolve_char_ref().map_err(|error| self.fail(at, error.to_string()))?;
        let known = referred.or_else(|| resolve_xml_entity(reference)?.chars().next());
        match known {
            Some(c) if is_allowed(c) => Ok(c),
            Some(_) => Err(self.fail(at, format!("&{}; is no character that may be in XML", &**reference))),
            None => {
                let message = format!("the entity &{}; is not expanded: write the character itself", &**reference);
                Err(self.fail(at, message))
            }
        }
    }

    /// A reference to a DTD is passed by, and the DTD not read; declarations in the file itself are refused.
    fn check_doctype(&self, doctype: &str, at: usize) -> Result<(), GlossaryError> {
        if self.begun {
            return Err(self.fail(at, "a DOCTYPE after the first element: this is not well-formed XML"));
        }
        if doctype.contains('[') || doctype.contains("<!") {
            let message = "a DOCTYPE with declarations of its own is refused, for entities can grow without bound: \
                           remove what is between [ and ], and write characters themselves";
            return Err(self.fail(at, message));
        }
        Ok(())
    }
}

fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
