//! JSON Lines: the strings of certain fields are the text; everything else stays as it is.

use super::layout::Weaver;
use super::{Warning, Woven};
use crate::report::{Block, BlockKind, Note, Outline, Reference};
use crate::text::{Source, Span};
use serde::{Deserialize, Serialize};
use serde_json::Deserializer;

/// The names of the fields whose strings, and arrays of strings, are text. A field counts at any depth of an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fields {
    /// Headings.
    pub titles: Vec<String>,
    /// Running text, which may hold notes of its own.
    pub texts: Vec<String>,
    /// The text of notes: one note each.
    pub notes: Vec<String>,
}

impl Default for Fields {
    fn default() -> Self {
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Self {
            titles: names(&["title"]),
            texts: names(&["text", "body", "content"]),
            notes: names(&["note", "notes", "citation", "citations"]),
        }
    }
}

/// What the strings of a field are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Title,
    Text,
    Note,
}

impl Fields {
    fn role(&self, name: &str) -> Option<Role> {
        let any = |names: &[String]| names.iter().any(|field| field == name);
        if any(&self.texts) {
            Some(Role::Text)
        } else if any(&self.titles) {
            Some(Role::Title)
        } else if any(&self.notes) {
            Some(Role::Note)
        } else {
            None
        }
    }
}

/// Weaves a file of JSON Lines. A line that is no JSON object is kept whole, with a warning.
pub(super) fn weave(file: &Source, fields: &Fields) -> Woven {
    let mut reading = Reading { fields, weaver: Weaver::default(), outline: Outline::default() };
    let mut warnings = Vec::new();
    let mut at = 0;
    for record in file.text().split_inclusive('\n') {
        let trimmed = record.trim();
        if trimmed.is_empty() {
            reading.weaver.keep(record.len());
        } else {
            match fault(trimmed) {
                Some((column, message)) => {
                    reading.weaver.keep(record.len());
                    let start = at + record.find(trimmed).unwrap_or_default();
                    warnings.push(Warning::at(file.position(start + column), message));
                }
                None => reading.record(record),
            }
        }
        at += record.len();
    }
    let Reading { weaver, outline, .. } = reading;
    let (text, layout) = weaver.finish();
    Woven { text: Source::new(text), layout, outline, lang: None, warnings }
}

/// What is wrong with a line, and at which of its bytes.
fn fault(line: &str) -> Option<(usize, String)> {
    let mut stream = Deserializer::from_str(line).into_iter::<serde::de::IgnoredAny>();
    match stream.next() {
        Some(Err(error)) => {
            Some((error.column().saturating_sub(1), format!("this line is not JSON and is kept as it is: {error}")))
        }
        Some(Ok(_)) if !line.starts_with('{') => {
            Some((0, "this line is JSON but no object and is kept as it is".to_owned()))
        }
        Some(Ok(_)) if stream.byte_offset() < line.len() => Some((
            stream.byte_offset(),
            "something follows the object on this line, which is kept as it is: write one object a line".to_owned(),
        )),
        _ => None,
    }
}

/// What is being read.
struct Reading<'f> {
    fields: &'f Fields,
    weaver: Weaver,
    outline: Outline,
}

/// Where a record's notes and references began in the outline, and how many notes its fields have brought.
struct RecordStart {
    notes: usize,
    references: usize,
    counted: usize,
}

impl Reading<'_> {
    /// Reads one record, which is valid JSON: so a string is all that is to be told from the rest, and a string before a
    /// colon is a field's name.
    fn record(&mut self, record: &str) {
        let mut start =
            RecordStart { notes: self.outline.notes.len(), references: self.outline.references.len(), counted: 0 };
        let bytes = record.as_bytes();
        // The role of the field at each depth; an array has that of the field that holds it.
        let mut roles: Vec<Option<Role>> = Vec::new();
        let mut at = 0;
        let mut kept = 0;
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'[' => roles.push(roles.last().copied().flatten()),
                b'{' => roles.push(None),
                b']' | b'}' => {
                    roles.pop();
                }
                b'"' => {
                    let end = string_end(bytes, at);
                    let inside = record.get(at..end).unwrap_or_default();
                    if is_name(bytes, end + 1) {
                        let name = unescaped_name(inside);
                        if let Some(role) = roles.last_mut() {
                            *role = self.fields.role(&name);
                        }
                    } else if let Some(role) = roles.last().copied().flatten() {
                        self.weaver.keep(at - kept);
                        self.value(inside, role, &mut start);
                        kept = end;
                    }
                    at = end + 1;
                }
                _ => {}
            }
        }
        self.weaver.keep(record.len() - kept.min(record.len()));
        self.tie(&start);
    }

    /// A string whose text counts, as a block or more.
    fn value(&mut self, written: &str, role: Role, start: &mut RecordStart) {
        if written.is_empty() {
            return;
        }
        if !self.weaver.text().is_empty() {
            self.weaver.show(0, "\n\n");
        }
        let from = self.weaver.text().len();
        weave_string(&mut self.weaver, written);
        let text = self.weaver.text();
        let span = Span::new(from, text.len()).trim(text);
        if span.is_empty() {
            return;
        }
        match role {
            Role::Title => self.outline.blocks.push(Block { kind: BlockKind::Heading, span }),
            Role::Text => append(&mut self.outline, Outline::plain(span.slice(text)), span.start),
            Role::Note => {
                start.counted += 1;
                self.outline.blocks.push(Block { kind: BlockKind::Note, span });
                let note = self.whole_note(span, start.counted);
                self.outline.notes.push(note);
            }
        }
    }

    /// A note that fills a field: its label stands before it, or is its number in the record.
    fn whole_note(&self, span: Span, number: usize) -> Note {
        let text = self.weaver.text();
        let plain = Outline::plain(span.slice(text));
        if let [note] = plain.notes.as_slice()
            && note.mark.start == 0
        {
            let Note { label, mark, body } = note.clone();
            return Note { label, mark: mark.shift(span.start), body: body.shift(span.start) };
        }
        Note { label: number.to_string(), mark: Span::at(span.start), body: span }
    }

    /// Ties the references of a record to the notes of the same record.
    fn tie(&mut self, start: &RecordStart) {
        let notes = self.outline.notes.get(start.notes..).unwrap_or_default();
        for reference in self.outline.references.iter_mut().skip(start.references).filter(|r| r.note.is_none()) {
            let note = notes.iter().position(|note| note.label == reference.label);
            reference.note = note.map(|note| start.notes + note);
        }
    }
}

/// Adds the outline of a text that stands at `by`.
fn append(outline: &mut Outline, more: Outline, by: usize) {
    outline.blocks.extend(more.blocks.into_iter().map(|block| Block { span: block.span.shift(by), ..block }));
    let first = outline.notes.len();
    let shift_note = |note: Note| Note { mark: note.mark.shift(by), body: note.body.shift(by), ..note };
    outline.notes.extend(more.notes.into_iter().map(shift_note));
    outline.references.extend(more.references.into_iter().map(|reference| Reference {
        span: reference.span.shift(by),
        note: reference.note.map(|note| note + first),
        ..reference
    }));
}

/// Where the closing quote of a string is that begins at `at`.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut at = at;
    while let Some(found) = memchr::memchr2(b'"', b'\\', bytes.get(at..).unwrap_or_default()) {
        at += found;
        if bytes.get(at) == Some(&b'"') {
            return at;
        }
        at += 2;
    }
    bytes.len()
}

/// Whether a colon follows.
fn is_name(bytes: &[u8], at: usize) -> bool {
    bytes.get(at..).is_some_and(|rest| rest.trim_ascii_start().starts_with(b":"))
}

/// The name that a string says.
fn unescaped_name(written: &str) -> String {
    let mut weaver = Weaver::default();
    weave_string(&mut weaver, written);
    weaver.finish().0
}

/// Weaves the inside of a JSON string (RFC 8259 §7). A lone half of a surrogate pair reads as U+FFFD.
fn weave_string(weaver: &mut Weaver, written: &str) {
    let mut rest = written;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        let (plain, escape) = rest.split_at(at);
        weaver.copy(plain);
        let (c, len) = unescape(escape);
        let (written, after) = escape.split_at_checked(len).unwrap_or((escape, ""));
        weaver.read(written.len(), c.encode_utf8(&mut [0; 4]));
        rest = after;
    }
    weaver.copy(rest);
}

/// The character that an escape at the start of `text` stands for, and the escape's length.
fn unescape(text: &str) -> (char, usize) {
    let c = match text.as_bytes().get(1) {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{C}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => {
            let first = code_unit(text, 0);
            let second = if text.get(6..8) == Some("\\u") { code_unit(text, 6) } else { None };
            let units = [first, second].into_iter().flatten();
            return match char::decode_utf16(units).next() {
                Some(Ok(c)) => (c, c.len_utf16() * 6),
                _ => (char::REPLACEMENT_CHARACTER, 6),
            };
        }
        Some(&b) => char::from(b),
        None => '\\',
    };
    (c, 2)
}

/// The code unit of `\uXXXX` at an offset.
fn code_unit(text: &str, at: usize) -> Option<u16> {
    u16::from_str_radix(text.get(at + 2..at + 6)?, 16).ok()
}
