//! Records of tagged lines, which RIS and Refer have in common: a tag, its text, and lines that go on with it.

use super::draft::Draft;
use super::names::Role;
use super::record::Place;
use super::sink::{Sink, Stop};

/// What the tags of a format say, each with its rank among those that say the same.
pub(super) type Tags = &'static [(&'static str, Role, usize)];

/// The record that is being read.
#[derive(Debug, Default)]
pub(super) struct Tagged {
    /// Where it begins; `None` between records.
    line: Option<u64>,
    fields: Vec<(String, String)>,
}

impl Tagged {
    /// A line with a tag.
    pub(super) fn tag(&mut self, line: u64, tag: &str, value: &str) {
        self.line.get_or_insert(line);
        self.fields.push((tag.to_owned(), value.trim().to_owned()));
    }

    /// A line without one, which goes on with the field before.
    pub(super) fn go_on(&mut self, value: &str) {
        if let Some((_, field)) = self.fields.last_mut()
            && !value.trim().is_empty()
        {
            field.push('\n');
            field.push_str(value.trim());
        }
    }

    /// Hands the record over, if there is one, and is ready for the next. `key` is the tag that names the record.
    pub(super) fn end(&mut self, tags: Tags, key: &str, sink: &mut Sink<'_>) -> Result<(), Stop> {
        let Some(line) = self.line.take() else { return Ok(()) };
        let mut draft = Draft::default();
        let mut place = Place::Line(line);
        for (tag, value) in &self.fields {
            if tag == key && !value.is_empty() && value.len() < 80 {
                place = Place::Key(value);
            }
            for (_, role, rank) in tags.iter().filter(|(known, ..)| known == tag) {
                draft.offer(*role, *rank, value);
            }
        }
        let handed = sink.record(&draft.record(place));
        self.fields.clear();
        handed
    }
}

/// The lines of a text with their numbers, whatever ends them.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (u64, &str)> {
    let by_newline = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    (1..).zip(by_newline.flat_map(|line| line.split('\r')))
}
