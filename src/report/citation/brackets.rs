//! Pairs of brackets, so that separators inside them are told from those between the parts of a citation.

use crate::text::Span;

/// The pairs of round and square brackets of a text. A bracket without a partner counts as text.
#[derive(Clone, Debug, Default)]
pub(super) struct Brackets {
    /// By opening bracket.
    pairs: Vec<Span>,
    /// The pairs that stand in no other pair, in order.
    outer: Vec<Span>,
}

impl Brackets {
    /// Finds the pairs.
    pub(super) fn of(text: &str) -> Self {
        let mut open: Vec<(usize, u8)> = Vec::new();
        let mut pairs: Vec<Span> = Vec::new();
        // How many brackets of each kind are open: a closing one without a partner must not search the whole stack.
        let mut waiting = [0usize; 2];
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'(' | b'[' => {
                    waiting[usize::from(byte == b'[')] += 1;
                    open.push((at, byte));
                }
                b')' | b']' => {
                    let partner = if byte == b')' { b'(' } else { b'[' };
                    if waiting[usize::from(partner == b'[')] == 0 {
                        continue;
                    }
                    while let Some((start, opening)) = open.pop() {
                        waiting[usize::from(opening == b'[')] -= 1;
                        if opening == partner {
                            pairs.push(Span::new(start, at + 1));
                            break;
                        }
                    }
                }
                _ => {}
            }
        }
        pairs.sort_unstable();
        let mut outer: Vec<Span> = Vec::new();
        for &pair in &pairs {
            if outer.last().is_none_or(|last| last.end <= pair.start) {
                outer.push(pair);
            }
        }
        Self { pairs, outer }
    }

    /// One past the partner of the opening bracket at `at`.
    pub(super) fn close_of(&self, at: usize) -> Option<usize> {
        let found = self.pairs.binary_search_by_key(&at, |pair| pair.start).ok()?;
        self.pairs.get(found).map(|pair| pair.end)
    }

    /// The outermost pair whose closing bracket ends at `end`.
    pub(super) fn ending_at(&self, end: usize) -> Option<Span> {
        let found = self.outer.binary_search_by_key(&end, |pair| pair.end).ok()?;
        self.outer.get(found).copied()
    }

    /// The outermost pairs that lie in a span, in order.
    pub(super) fn within(&self, span: Span) -> &[Span] {
        let first = self.outer.partition_point(|pair| pair.start < span.start);
        let last = self.outer.partition_point(|pair| pair.end <= span.end);
        self.outer.get(first..last.max(first)).unwrap_or_default()
    }

    /// Whether a place lies between the brackets of a pair.
    pub(super) fn hold(&self, at: usize) -> bool {
        let next = self.outer.partition_point(|pair| pair.start <= at);
        next.checked_sub(1).and_then(|last| self.outer.get(last)).is_some_and(|pair| at < pair.end)
    }
}
