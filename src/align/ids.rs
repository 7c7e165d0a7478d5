//! Names of units: unique in a report, and XML `NMTOKEN`s.

use std::collections::HashMap;

/// The names given so far, each with the last number that was put behind it.
#[derive(Debug, Default)]
pub(super) struct Ids(HashMap<String, usize>);

impl Ids {
    /// The name of a sentence by its number. No other name begins with the same letter, so none of them can be taken.
    pub(super) fn sentence(number: usize) -> String {
        // A report has thousands of them, and `format!` takes as long as finding a sentence does.
        let mut name = number.to_string();
        name.insert(0, 's');
        name
    }

    /// A name made of `wanted`; where it is taken, with a number behind it.
    pub(super) fn claim(&mut self, wanted: String) -> String {
        let Some(last) = self.0.get(&wanted).copied() else {
            self.0.insert(wanted.clone(), 1);
            return wanted;
        };
        let mut number = last + 1;
        let mut name = format!("{wanted}.{number}");
        while self.0.contains_key(&name) {
            number += 1;
            name = format!("{wanted}.{number}");
        }
        self.0.insert(wanted, number);
        self.0.insert(name.clone(), 1);
        name
    }
}

/// A label or an id as part of a name: ASCII letters, digits, `-` and `_` as they are, other characters by their number.
pub(super) fn token(text: &str) -> String {
    let mut token = String::with_capacity(text.len());
    for c in text.trim().chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') {
            token.push(c);
        } else {
            token.push_str(&format!("x{:X}", u32::from(c)));
        }
    }
    token
}
