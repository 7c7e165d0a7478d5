//! SKOS thesauri, from Turtle and JSON-LD: concepts with their labels, also those of SKOS-XL.
//!
//! `prefLabel` is a preferred term, `altLabel` an admitted one, `hiddenLabel` a deprecated one. Notes of all kinds become the
//! note; notations and matches become ids elsewhere. Relations between concepts (`broader`, `related`, `inScheme`) have no
//! place in the model and are left out, as are concepts without a label.

mod graph;
mod read;

use crate::glossary::formats::decode;
use crate::glossary::{Glossary, GlossaryError};
use graph::Graph;

/// Reads Turtle. See [`Glossary::parse_turtle`].
pub(in crate::glossary) fn parse_turtle(name: &str, bytes: &[u8]) -> Result<Glossary, GlossaryError> {
    let text = decode::text(name, bytes)?;
    let graph = Graph::of_turtle(&text).map_err(|(at, message)| GlossaryError::at(name, &text, at, message))?;
    Ok(read::glossary(&graph, name))
}

/// Reads JSON-LD. See [`Glossary::parse_jsonld`].
pub(in crate::glossary) fn parse_jsonld(name: &str, bytes: &[u8]) -> Result<Glossary, GlossaryError> {
    let text = decode::text(name, bytes)?;
    let graph = Graph::of_jsonld(&text).map_err(|(at, message)| GlossaryError::at(name, &text, at, message))?;
    Ok(read::glossary(&graph, name))
}
