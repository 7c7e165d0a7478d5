//! The changes of one family after another, kept as edits of the line that all of them began with.

use super::{Change, Edit};
use crate::text::Span;

/// A line with the changes made so far.
#[derive(Debug)]
pub(super) struct Draft<'t> {
    line: &'t str,
    text: String,
    /// Each edit with where its text now stands.
    edits: Vec<(Span, Edit)>,
}

impl<'t> Draft<'t> {
    pub(super) fn new(line: &'t str) -> Self {
        Self { line, text: line.to_owned(), edits: Vec::new() }
    }

    /// The line as it now reads.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Makes changes of the text as it now reads, given in order and without overlaps.
    pub(super) fn apply(&mut self, changes: Vec<Change>) {
        if changes.is_empty() {
            return;
        }
        let mut merged: Vec<(Span, Edit)> = Vec::with_capacity(self.edits.len() + changes.len());
        let mut text = String::with_capacity(self.text.len());
        let mut old = std::mem::take(&mut self.edits).into_iter().peekable();
        let mut changes = changes.into_iter().peekable();
        // How far the text was copied, and the offset of the line that this stands for.
        let (mut copied, mut origin) = (0, 0);
        loop {
            let first = match (old.peek(), changes.peek()) {
                (Some((now, _)), Some(change)) => now.start.min(change.span.start),
                (Some((now, _)), None) => now.start,
                (None, Some(change)) => change.span.start,
                (None, None) => break,
            };
            // All old edits and changes that hang together from here on.
            let mut group = Group { now: Span::at(first), old: Vec::new(), changes: Vec::new() };
            loop {
                let open = group.old.is_empty() && group.changes.is_empty();
                if let Some(edit) = old.next_if(|(now, _)| open && now.start == first || group.meets(*now)) {
                    group.now = group.now.cover(edit.0);
                    group.old.push(edit);
                } else if let Some(change) =
                    changes.next_if(|change| open && change.span.start == first || group.meets(change.span))
                {
                    group.now = group.now.cover(change.span);
                    group.changes.push(change);
                } else {
                    break;
                }
            }
            text.push_str(self.text.get(copied..group.now.start).unwrap_or_default());
            origin += group.now.start - copied;
            copied = group.now.end;
            let (span, edit) = group.merge(&self.text, origin);
            origin = span.end;
            let start = text.len();
            text.push_str(&edit.after);
            merged.push((Span::new(start, text.len()), Edit { span, ..edit }));
        }
        text.push_str(self.text.get(copied..).unwrap_or_default());
        self.text = text;
        self.edits = merged;
    }

    /// The edits that change something.
    pub(super) fn edits(self) -> Vec<Edit> {
        let line = self.line;
        self.edits.into_iter().map(|(_, edit)| edit).filter(|edit| edit.span.slice(line) != edit.after).collect()
    }
}

/// Old edits and new changes that touch the same text.
struct Group {
    /// What they cover in the text as it was before the changes.
    now: Span,
    old: Vec<(Span, Edit)>,
    changes: Vec<Change>,
}

impl Group {
    /// Whether a stretch hangs together with what is gathered.
    fn meets(&self, span: Span) -> bool {
        span.start < self.now.end
            || span.start == self.now.end
                && span.is_empty()
                && !self.now.is_empty()
                && self.changes.iter().any(|change| change.span.end > span.start)
    }

    /// One edit for all of it, with its span in the line. `origin` is the offset of the line at which it begins.
    fn merge(mut self, text: &str, origin: usize) -> (Span, Edit) {
        let mut after = String::new();
        let mut at = self.now.start;
        for change in &self.changes {
            after.push_str(text.get(at..change.span.start).unwrap_or_default());
            after.push_str(&change.after);
            at = change.span.end;
        }
        after.push_str(text.get(at..self.now.end).unwrap_or_default());
        // The line holds as many bytes here as the text, but for what the old edits made longer or shorter.
        let grown: usize = self.old.iter().map(|(now, _)| now.len()).sum();
        let was: usize = self.old.iter().map(|(_, edit)| edit.span.len()).sum();
        let span = Span::new(origin, origin + self.now.len() + was - grown);
        if self.changes.is_empty()
            && self.old.len() == 1
            && let Some((_, edit)) = self.old.pop()
        {
            return (span, Edit { after, ..edit });
        }
        let links: Vec<Edit> = self.changes.into_iter().chain(self.old.into_iter().map(|(_, edit)| edit)).collect();
        let mut steps: Vec<&'static str> = Vec::new();
        for step in links.iter().flat_map(|link| &link.steps) {
            if !steps.contains(step) {
                steps.push(step);
            }
        }
        let exact = links.iter().all(|link| link.exact);
        let loss = links.iter().find_map(|link| link.loss);
        let weakest = links.into_iter().reduce(|a, b| if b.lead < a.lead { b } else { a });
        let (lead, runner_up) = weakest.map_or((0.0, String::new()), |link| (link.lead, link.runner_up));
        (span, Edit { span, after, steps, exact, loss, lead, runner_up })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(from: usize, to: usize, after: &str, step: &'static str) -> Change {
        Edit {
            span: Span::new(from, to),
            after: after.to_owned(),
            steps: vec![step],
            exact: true,
            loss: None,
            lead: 9.0,
            runner_up: String::new(),
        }
    }

    #[test]
    fn changes_of_changes_are_edits_of_the_line() {
        let mut draft = Draft::new("abcdefgh");
        draft.apply(vec![change(0, 1, "", "x"), change(3, 5, "DEE", "x")]);
        assert_eq!(draft.text(), "bcDEEfgh");
        draft.apply(vec![change(1, 3, "--", "y"), change(6, 7, "G", "y")]);
        assert_eq!(draft.text(), "b--EEfGh");
        let edits = draft.edits();
        let seen: Vec<(usize, usize, &str, &[&str])> = edits
            .iter()
            .map(|edit| (edit.span.start, edit.span.end, edit.after.as_str(), edit.steps.as_slice()))
            .collect();
        assert_eq!(seen, [(0, 1, "", &["x"][..]), (2, 5, "--EE", &["y", "x"][..]), (6, 7, "G", &["y"][..])]);
    }
}
