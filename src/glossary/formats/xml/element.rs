//! An element with all that is in it.

use super::is_space;
use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

/// An element with all that is in it. Names are without prefixes.
#[derive(Debug)]
pub(in crate::glossary::formats) struct Element {
    /// Its name.
    pub(in crate::glossary::formats) name: String,
    /// Where its start tag begins, in bytes.
    pub(in crate::glossary::formats) at: usize,
    attributes: Vec<(String, String)>,
    parts: Vec<Part>,
}

#[derive(Debug)]
enum Part {
    /// Text as it stands in the file: its white space is the layout of the file.
    Text(String),
    /// A character that was written as a reference: white space is meant.
    Referred(char),
    Element(Element),
}

impl Element {
    /// An element with nothing in it yet; an error says what is wrong with its attributes.
    pub(super) fn new(tag: &BytesStart<'_>, at: usize) -> Result<Self, String> {
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
            attributes.push((local(attribute.key.as_ref()).to_owned(), value.into_owned()));
        }
        Ok(Self { name: local(tag.name().as_ref()).to_owned(), at, attributes, parts: Vec::new() })
    }

    /// The value of an attribute, without the space around it.
    pub(in crate::glossary::formats) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim())
    }

    /// The elements in it.
    pub(in crate::glossary::formats) fn children(&self) -> impl Iterator<Item = &Self> {
        self.parts.iter().filter_map(|part| match part {
            Part::Element(element) => Some(element),
            Part::Text(_) | Part::Referred(_) => None,
        })
    }

    /// The first element of a name in it.
    pub(in crate::glossary::formats) fn child(&self, name: &str) -> Option<&Self> {
        self.children().find(|child| child.name == name)
    }

    /// The elements of a name at any depth.
    pub(in crate::glossary::formats) fn all<'e>(&'e self, name: &str) -> Vec<&'e Self> {
        let mut found = Vec::new();
        self.find_all(name, &mut found);
        found
    }

    fn find_all<'e>(&'e self, name: &str, found: &mut Vec<&'e Self>) {
        for child in self.children() {
            if child.name == name {
                found.push(child);
            }
            child.find_all(name, found);
        }
    }

    /// Its text with that of the elements in it, but for those of the names in `without`. White space counts as one space
    /// and does not count at the ends, unless it was written as a reference.
    pub(in crate::glossary::formats) fn text(&self, without: &[&str]) -> String {
        let mut text = Collected::default();
        self.collect(without, &mut text);
        text.text
    }

    fn collect(&self, without: &[&str], text: &mut Collected) {
        for part in &self.parts {
            match part {
                Part::Text(more) => more.chars().for_each(|c| text.push(c)),
                Part::Referred(c) => text.push_referred(*c),
                Part::Element(element) if without.contains(&element.name.as_str()) => {}
                Part::Element(element) => element.collect(without, text),
            }
        }
    }

    pub(super) fn push_text(&mut self, more: &str) {
        match self.parts.last_mut() {
            Some(Part::Text(text)) => text.push_str(more),
            _ => self.parts.push(Part::Text(more.to_owned())),
        }
    }

    pub(super) fn push_referred(&mut self, c: char) {
        self.parts.push(Part::Referred(c));
    }

    pub(super) fn push_element(&mut self, element: Self) {
        self.parts.push(Part::Element(element));
    }
}

/// Text whose last white space waits for what follows it.
#[derive(Default)]
struct Collected {
    text: String,
    space: bool,
}

impl Collected {
    fn push(&mut self, c: char) {
        if is_space(c) {
            self.space = !self.text.is_empty();
        } else {
            self.push_referred(c);
        }
    }

    fn push_referred(&mut self, c: char) {
        if std::mem::take(&mut self.space) {
            self.text.push(' ');
        }
        self.text.push(c);
    }
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
