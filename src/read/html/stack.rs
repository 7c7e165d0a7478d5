//! The blocks that are open at a place, by the rules of HTML for end tags that are left out.

use super::tags::{TAGS, Tag};

/// The open blocks, each with what is known of it. Opening and closing take constant time on average, however tags nest.
#[derive(Debug)]
pub(super) struct Stack<T> {
    open: Vec<(Tag, T)>,
    counts: [usize; TAGS],
}

impl<T> Default for Stack<T> {
    fn default() -> Self {
        Self { open: Vec::new(), counts: [0; TAGS] }
    }
}

impl<T: Copy> Stack<T> {
    /// What is known of the innermost block.
    pub(super) fn top(&self) -> Option<T> {
        self.open.last().map(|(_, known)| *known)
    }

    /// Closes what the opening of this block closes: a paragraph, and the item or cell before.
    pub(super) fn make_room(&mut self, tag: Tag) {
        let top_is = |stack: &Self, tags: &[Tag]| stack.open.last().is_some_and(|(top, _)| tags.contains(top));
        if top_is(self, &[Tag::Paragraph]) {
            self.pop();
        }
        let closes: &[Tag] = match tag {
            Tag::Item => &[Tag::Item],
            Tag::Cell | Tag::Row => &[Tag::Cell],
            _ => &[],
        };
        if top_is(self, closes) {
            self.pop();
        }
    }

    /// Opens a block.
    pub(super) fn open(&mut self, tag: Tag, known: T) {
        self.open.push((tag, known));
        if let Some(count) = self.counts.get_mut(tag.index()) {
            *count += 1;
        }
    }

    /// Closes the innermost block of this kind, with all that is open in it; nothing when none is.
    pub(super) fn close(&mut self, tag: Tag) {
        if self.counts.get(tag.index()).is_none_or(|&count| count == 0) {
            return;
        }
        while self.pop().is_some_and(|closed| closed != tag) {}
    }

    fn pop(&mut self) -> Option<Tag> {
        let (tag, _) = self.open.pop()?;
        if let Some(count) = self.counts.get_mut(tag.index()) {
            *count -= 1;
        }
        Some(tag)
    }
}
