//! Which column of a foreign table holds what, as a user says it.

use super::layout::Field;
use crate::glossary::formats::tag::is_tag;
use std::str::FromStr;

/// A mapping from what a glossary knows to the columns of a file: `concept=ID,en=English,ar="Arabic term",status=State`.
///
/// A key is a field (`concept`, `term`, `status`, `note` …) or a language tag; its value is the heading of a column. `sheet`
/// names the sheet of a spreadsheet. An OmegaT glossary has no headings: there `source` and `target` give the two languages,
/// as in `source=en,target=ar`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns(Vec<(String, String)>);

/// Why a column mapping could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ColumnsError(String);

impl Columns {
    /// The mapping that says which two languages an OmegaT glossary has.
    #[must_use]
    pub fn pair(source: &str, target: &str) -> Self {
        Self(vec![("source".to_owned(), source.to_owned()), ("target".to_owned(), target.to_owned())])
    }

    /// The value of a key.
    pub(in crate::glossary::formats) fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, value)| value.as_str())
    }

    /// Keys and values that say something about columns.
    pub(super) fn headings(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter(|(key, _)| key != "sheet").map(|(key, value)| (key.as_str(), value.as_str()))
    }
}

impl FromStr for Columns {
    type Err = ColumnsError;

    /// Reads `key=value,key="value, with a comma"`; inside quotes, two quotes stand for one.
    fn from_str(text: &str) -> Result<Self, ColumnsError> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() {
            let (key, after) = rest.split_once('=').ok_or_else(|| {
                ColumnsError(format!("`{rest}` has no `=`: a column mapping is written as concept=ID,en=English"))
            })?;
            let (value, after) = value(after.trim_start())?;
            let key = key.trim().to_owned();
            if Field::from_word(&key).is_none() && !is_tag(&key) && !["sheet", "target"].contains(&key.as_str()) {
                let known = Field::written().map(Field::word).collect::<Vec<_>>().join(", ");
                return Err(ColumnsError(format!(
                    "`{key}` is neither a language tag such as `ar` nor one of {known}, forbidden, preferred, sheet"
                )));
            }
            if value.is_empty() {
                return Err(ColumnsError(format!("`{key}=` names no column")));
            }
            if pairs.iter().any(|(known, _)| *known == key) && !is_tag(&key) {
                return Err(ColumnsError(format!("`{key}` is given twice")));
            }
            pairs.push((key, value));
            rest = after;
        }
        Ok(Self(pairs))
    }
}

/// The value at the start of a text, and what follows its comma.
fn value(text: &str) -> Result<(String, &str), ColumnsError> {
    let Some(mut rest) = text.strip_prefix('"') else {
        let (value, rest) = text.split_once(',').unwrap_or((text, ""));
        return Ok((value.trim().to_owned(), rest.trim_start()));
    };
    let mut value = String::new();
    loop {
        let (part, after) =
            rest.split_once('"').ok_or_else(|| ColumnsError(format!("a quote is not closed: \"{value}{rest}")))?;
        value.push_str(part);
        match after.strip_prefix('"') {
            Some(more) => {
                value.push('"');
                rest = more;
            }
            None => {
                let after = after.trim_start();
                let next = after.strip_prefix(',').or_else(|| after.is_empty().then_some("")).ok_or_else(|| {
                    ColumnsError(format!("a comma must follow the quoted value \"{value}\", not `{after}`"))
                })?;
                return Ok((value, next.trim_start()));
            }
        }
    }
}
