//! What a file of linked data says, by subject and in the order of the file.

use oxjsonld::JsonLdParser;
use oxrdf::{NamedOrBlankNode, Term};
use oxttl::TurtleParser;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// Against this, addresses are resolved that are relative to the file.
pub(super) const BASE: &str = "file:///";

/// The statements of a file.
#[derive(Debug, Default)]
pub(super) struct Graph {
    subjects: Vec<Subject>,
    places: BTreeMap<String, usize>,
}

/// What is said of one thing.
#[derive(Debug)]
pub(super) struct Subject {
    /// Its address; of a thing without one a name that holds in the file, which begins with `_:`.
    pub(super) name: String,
    statements: BTreeMap<String, Vec<Object>>,
}

/// What a statement says.
#[derive(Debug)]
pub(super) enum Object {
    /// A text, with its language if it has one.
    Text(String, Option<String>),
    /// Another thing.
    Node(String),
}

/// Where a fault is, in bytes, and what it is.
type Fault = (usize, String);

impl Graph {
    pub(super) fn of_turtle(text: &str) -> Result<Self, Fault> {
        let parser = TurtleParser::new().with_base_iri(BASE).map_err(|error| (0, error.to_string()))?;
        let mut graph = Self::default();
        for triple in parser.for_slice(text) {
            let triple = triple.map_err(|error| (offset(error.location().start.offset), error.message().to_owned()))?;
            graph.add(&triple.subject, triple.predicate.into_string(), triple.object);
        }
        Ok(graph)
    }

    pub(super) fn of_jsonld(text: &str) -> Result<Self, Fault> {
        let parser = JsonLdParser::new().with_base_iri(BASE).map_err(|error| (0, error.to_string()))?;
        let wanted = Arc::new(Mutex::new(None));
        let asked = Arc::clone(&wanted);
        let parser = parser.for_slice(text).with_load_document_callback(move |address, _| {
            if let Ok(mut asked) = asked.lock() {
                asked.get_or_insert_with(|| address.to_owned());
            }
            Err("nothing is fetched".into())
        });
        let mut graph = Self::default();
        for quad in parser {
            let quad = quad.map_err(|error| {
                let remote = wanted.lock().ok().and_then(|wanted| wanted.clone());
                let at = error.location().map(|location| offset(location.start.offset));
                match remote {
                    Some(address) => remote_context(text, &address),
                    None => (at.unwrap_or_default(), error.to_string()),
                }
            })?;
            graph.add(&quad.subject, quad.predicate.into_string(), quad.object);
        }
        Ok(graph)
    }

    fn add(&mut self, subject: &NamedOrBlankNode, property: String, object: Term) {
        let name = match subject {
            NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        };
        let object = match object {
            Term::NamedNode(node) => Object::Node(node.into_string()),
            Term::BlankNode(node) => Object::Node(node.to_string()),
            Term::Literal(literal) => Object::Text(literal.value().to_owned(), literal.language().map(str::to_owned)),
        };
        let place = *self.places.entry(name.clone()).or_insert(self.subjects.len());
        if place == self.subjects.len() {
            self.subjects.push(Subject { name, statements: BTreeMap::new() });
        }
        if let Some(subject) = self.subjects.get_mut(place) {
            subject.statements.entry(property).or_default().push(object);
        }
    }

    /// All subjects, in the order in which they first come up.
    pub(super) fn subjects(&self) -> impl Iterator<Item = &Subject> {
        self.subjects.iter()
    }

    /// What is said of a thing.
    pub(super) fn get(&self, name: &str) -> Option<&Subject> {
        self.subjects.get(*self.places.get(name)?)
    }
}

impl Subject {
    /// What is said by a property, given as its whole address.
    pub(super) fn all(&self, property: &str) -> &[Object] {
        self.statements.get(property).map(Vec::as_slice).unwrap_or_default()
    }

    /// The first text of a property.
    pub(super) fn text(&self, property: &str) -> Option<(&str, Option<&str>)> {
        self.all(property).iter().find_map(|object| match object {
            Object::Text(text, lang) => Some((text.as_str(), lang.as_deref())),
            Object::Node(_) => None,
        })
    }
}

/// The fault of a file whose context lies elsewhere.
fn remote_context(text: &str, address: &str) -> Fault {
    let relative = address.strip_prefix(BASE).unwrap_or(address);
    let at = text.find(address).or_else(|| text.find(relative)).unwrap_or_default();
    let message = format!(
        "the @context lies elsewhere, at {address}, and nothing is fetched: put what it says into the file in its place"
    );
    (at, message)
}

fn offset(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
