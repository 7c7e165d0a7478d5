//! Edits of a text: what the families of damage give back, put together into findings.

use crate::text::{OffsetMap, Span};

/// One edit of a text by one or more families of damage.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Edit {
    /// What it replaces.
    pub(super) span: Span,
    pub(super) after: String,
    /// The steps of damage that it undoes, in the order in which the text suffered them.
    pub(super) steps: Vec<&'static str>,
    /// What such damage loses, where damaging `after` again does not give the text byte for byte.
    pub(super) loss: Option<&'static str>,
    /// Whether letters are left in it that did not decode: more than a byte of theirs is lost.
    pub(super) torn: bool,
    /// By how many bits the choice of letters was made of which a byte is lost.
    pub(super) filled: Option<f64>,
    /// Bits by which the next best reading is behind.
    pub(super) lead: f64,
    /// The next best reading that says something else, as it stands included.
    pub(super) runner_up: String,
}

/// The edits of a line by a family of damage that looks at the line as earlier edits leave it, together with these. What both
/// touch becomes one edit.
pub(super) fn join(line: &str, earlier: Vec<Edit>, later: impl Fn(&str) -> Vec<Edit>) -> Vec<Edit> {
    if earlier.is_empty() {
        return later(line);
    }
    let (between, first) = applied(line, &earlier);
    let later = later(&between);
    if later.is_empty() {
        return earlier;
    }
    let (end, second) = applied(&between, &later);
    let later = later.into_iter().map(|edit| Edit { span: first.to_original(edit.span), ..edit });
    let mut all: Vec<(bool, Edit)> = earlier.into_iter().map(|edit| (true, edit)).collect();
    all.extend(later.map(|edit| (false, edit)));
    all.sort_by_key(|(earlier, edit)| (edit.span.start, edit.span.end, !earlier));
    let mut joined: Vec<Edit> = Vec::new();
    for (earlier, edit) in all {
        match joined.last_mut().filter(|last| last.span.overlaps(edit.span) || last.span == edit.span) {
            Some(last) => last.absorb(edit, earlier),
            None => joined.push(edit),
        }
    }
    for edit in &mut joined {
        edit.after = second.to_derived(first.to_derived(edit.span)).slice(&end).to_owned();
    }
    joined
}

/// A line with edits in place, and the map between the two.
pub(super) fn applied(line: &str, edits: &[Edit]) -> (String, OffsetMap) {
    let (mut text, mut map) = (String::with_capacity(line.len()), OffsetMap::default());
    let mut at = 0;
    for edit in edits {
        text.push_str(Span::new(at, edit.span.start).slice(line));
        map.copy(edit.span.start - at);
        text.push_str(&edit.after);
        map.replace(edit.span.len(), edit.after.len());
        at = edit.span.end;
    }
    text.push_str(line.get(at..).unwrap_or_default());
    map.copy(line.len() - at);
    (text, map)
}

impl Edit {
    /// Takes in another edit that touches the same text. Its steps were undone before these, if `earlier`, or after.
    fn absorb(&mut self, other: Self, earlier: bool) {
        self.span = self.span.cover(other.span);
        let new = other.steps.into_iter().filter(|step| !self.steps.contains(step)).collect::<Vec<_>>();
        if earlier {
            self.steps.extend(new);
        } else {
            self.steps.splice(0..0, new);
        }
        self.loss = self.loss.or(other.loss);
        self.torn |= other.torn;
        self.filled = match (self.filled, other.filled) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        if other.lead < self.lead {
            (self.lead, self.runner_up) = (other.lead, other.runner_up);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(line: &str, from: &str, to: &str, step: &'static str) -> Vec<Edit> {
        line.match_indices(from)
            .map(|(at, _)| Edit {
                span: Span::new(at, at + from.len()),
                after: to.to_owned(),
                steps: vec![step],
                loss: None,
                torn: false,
                filled: None,
                lead: 20.0,
                runner_up: String::new(),
            })
            .collect()
    }

    #[test]
    fn edits_of_the_same_text_become_one() {
        let line = "a xyz b";
        let joined = join(line, edit(line, "y", "YY", "first"), |between| {
            assert_eq!(between, "a xYYz b");
            [edit(between, "xY", "1", "second"), edit(between, "b", "B", "second")].concat()
        });
        let told: Vec<_> = joined.iter().map(|e| (e.span.slice(line), e.after.as_str(), e.steps.clone())).collect();
        assert_eq!(told, [("xy", "1Y", vec!["second", "first"]), ("b", "B", vec!["second"])]);
    }
}
