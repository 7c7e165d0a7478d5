//! CSL-JSON, item by item: an array, an object, several of them in a row, or an object that holds the array.

use super::draft::Draft;
use super::names::Role;
use super::record::Place;
use super::sink::{Sink, Stop};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// What holds the items where they are not the whole file.
const HOLDERS: [&str; 6] = ["items", "references", "entries", "data", "results", "records"];

/// Reads a file. What stands before a fault is kept.
pub(super) fn read(text: &str, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let mut items = Items { sink, number: 0, stop: None };
    while reader.end().is_err() {
        let read = Level(&mut items).deserialize(&mut reader);
        if let Some(stop) = items.stop.take() {
            return Err(stop);
        }
        if let Err(error) = read {
            let message = format!("this is not JSON, and what follows is not read: {error}");
            items.sink.problem(error.line() as u64, message);
            return Ok(());
        }
    }
    Ok(())
}

/// The items as they come.
struct Items<'s, 'e> {
    sink: &'s mut Sink<'e>,
    number: u64,
    stop: Option<Stop>,
}

impl Items<'_, '_> {
    /// Hands an item over; `false` to stop.
    fn item(&mut self, item: &Map<String, Value>) -> bool {
        self.number += 1;
        let key = item.get("id").or_else(|| item.get("key")).and_then(scalar);
        let place = key.as_deref().filter(|key| !key.is_empty()).map_or(Place::Item(self.number), Place::Key);
        let handed = self.sink.record(&draft(item).record(place));
        self.stop = handed.err();
        self.stop.is_none()
    }
}

/// A value that holds items, or is one.
struct Level<'l, 's, 'e>(&'l mut Items<'s, 'e>);

impl<'de> DeserializeSeed<'de> for Level<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Level<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of CSL items, or one item")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(Level(&mut *self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut item = Map::new();
        let mut holds = false;
        while let Some(name) = map.next_key::<String>()? {
            if HOLDERS.contains(&name.as_str()) {
                holds = true;
                map.next_value_seed(Level(&mut *self.0))?;
            } else {
                item.insert(name, map.next_value()?);
            }
        }
        if holds && !item.contains_key("title") || self.0.item(&item) {
            return Ok(());
        }
        Err(A::Error::custom("stopped"))
    }

    // Values that are no items, where items were looked for.
    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}

/// What an item says.
fn draft(item: &Map<String, Value>) -> Draft {
    let mut draft = Draft::default();
    for (name, value) in item {
        match (name.as_str(), value) {
            ("custom", Value::Object(custom)) => {
                custom.iter().for_each(|(name, value)| draft.offer_named(name, &scalar(value).unwrap_or_default()));
            }
            ("issued", issued) => draft.offer(Role::Date, 0, &date(issued).unwrap_or_default()),
            // The catalogue in which the item was found, as Zotero writes it: little is better than nothing.
            ("source", value) => draft.offer(Role::Source, 90, &scalar(value).unwrap_or_default()),
            ("author" | "creators", Value::Array(authors)) => {
                draft.offer_named("author", &authors.first().and_then(author).unwrap_or_default());
            }
            (name, value) => draft.offer_named(name, &scalar(value).unwrap_or_default()),
        }
    }
    draft
}

/// A string or a number, as text; of an array the first one.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => values.first().filter(|value| !value.is_array()).and_then(scalar),
        _ => None,
    }
}

/// A date variable: `date-parts`, `literal`, `raw`, or just a text.
fn date(issued: &Value) -> Option<String> {
    let Value::Object(date) = issued else { return scalar(issued) };
    let parts = date.get("date-parts").and_then(|ranges| ranges.get(0)).and_then(Value::as_array);
    let parts: Vec<String> = parts.into_iter().flatten().filter_map(scalar).filter(|part| !part.is_empty()).collect();
    match parts.is_empty() {
        false => Some(parts.join("-")),
        true => ["raw", "literal", "edtf"].iter().find_map(|name| scalar(date.get(*name)?)),
    }
}

/// A name variable.
fn author(name: &Value) -> Option<String> {
    ["literal", "family", "lastName", "name"].iter().find_map(|part| scalar(name.get(*part)?))
}
