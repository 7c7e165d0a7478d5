//! JSON Lines in, JSON Lines out: one object a line, order kept, errors as records.

use crate::write::json;
use rayon::prelude::*;
use serde_json::{Map, Value};
use std::io::{self, BufRead, BufReader, Read, Write};

/// A JSON object with its fields in the order in which they came.
pub(super) type Object = Map<String, Value>;

/// How much is read ahead. What is there is worked on at once: nothing waits for a full buffer.
const READ_AHEAD: usize = 1 << 20;

/// Sends each object of `input` through `each` and writes it with the fields that `each` gives, on all threads, in
/// order. A line that is no object, or that `each` refuses, comes back as `{"id", "error"}`; the stream goes on.
///
/// # Errors
/// When the input cannot be read or the output cannot be written.
pub(super) fn filter(
    input: impl Read,
    output: &mut impl Write,
    each: impl Fn(&Object) -> Result<Object, String> + Sync,
) -> io::Result<()> {
    let mut input = BufReader::with_capacity(READ_AHEAD, input);
    loop {
        let lines = next_lines(&mut input)?;
        if lines.is_empty() {
            return output.flush();
        }
        let answers: Vec<Vec<u8>> = lines.par_iter().map(|line| answer(line, &each)).collect();
        for answer in answers {
            output.write_all(&answer)?;
        }
        output.flush()?;
    }
}

/// The next line, and all whole lines that have been read with it.
fn next_lines(input: &mut BufReader<impl Read>) -> io::Result<Vec<Vec<u8>>> {
    let mut lines = Vec::new();
    while lines.is_empty() || memchr::memchr(b'\n', input.buffer()).is_some() {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        lines.push(line);
    }
    Ok(lines)
}

fn answer(line: &[u8], each: impl Fn(&Object) -> Result<Object, String>) -> Vec<u8> {
    let mut out = Vec::with_capacity(line.len() * 2);
    if line.trim_ascii().is_empty() {
        // One line out for each line in.
        out.push(b'\n');
        return out;
    }
    let answered = match serde_json::from_slice::<Object>(line) {
        Ok(mut object) => match each(&object) {
            Ok(fields) => {
                object.extend(fields);
                object
            }
            Err(error) => error_record(object.remove("id"), error),
        },
        Err(error) => error_record(None, format!("not a JSON object: {error}")),
    };
    // Writing to memory does not fail.
    let _ = json::write_line(&mut out, &answered);
    out
}

fn error_record(id: Option<Value>, error: String) -> Object {
    Object::from_iter([("id".to_owned(), id.unwrap_or(Value::Null)), ("error".to_owned(), Value::String(error))])
}

/// A string field that must be there.
pub(super) fn text<'o>(object: &'o Object, field: &str) -> Result<&'o str, String> {
    match object.get(field) {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(format!("the field {field} must be a string")),
        None => Err(format!("the field {field} is missing")),
    }
}

/// A string field that may be left out or null.
pub(super) fn optional_text<'o>(object: &'o Object, field: &str) -> Result<Option<&'o str>, String> {
    match object.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(_) => text(object, field).map(Some),
    }
}
