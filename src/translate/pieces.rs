//! The pieces that a translator writes with, sorted by how many lost characters they fill.

use super::piece::Piece;
use super::shape::{At, Track, left};

/// The pieces of a translator by what they can fill. An index of 0 or 1 says whether they begin a word.
#[derive(Debug)]
pub(super) struct Pieces<'p> {
    all: &'p [Piece],
    /// Those of which nothing survives, by the signs that they leave.
    lost: [Vec<Vec<u32>>; 2],
    /// Those that may stand in a text.
    writable: [Vec<u32>; 2],
    /// Those that end one.
    ends: Vec<u32>,
}

impl<'p> Pieces<'p> {
    pub(super) fn new(all: &'p [Piece], signs: fn(char) -> usize) -> Self {
        let mut pieces = Self { all, lost: Default::default(), writable: Default::default(), ends: Vec::new() };
        for (id, piece) in (0u32..).zip(all) {
            if piece.is_end {
                pieces.ends.push(id);
                continue;
            }
            let starts = usize::from(piece.starts_word);
            // A space within a piece would begin a word unseen; a piece of nothing would never come to an end.
            if piece.text.contains(char::is_whitespace) || piece.text.is_empty() && !piece.starts_word {
                continue;
            }
            let counts = piece.text.chars().map(|c| left(c, signs));
            if let Some(count) = counts.map(|count| Some(count).filter(|&count| count > 0)).sum::<Option<usize>>() {
                let [others, starting] = &mut pieces.lost;
                let by_count = if piece.starts_word { starting } else { others };
                if by_count.len() <= count {
                    by_count.resize(count + 1, Vec::new());
                }
                if let Some(ids) = by_count.get_mut(count) {
                    ids.push(id);
                }
            }
            if let Some(ids) = pieces.writable.get_mut(starts) {
                ids.push(id);
            }
        }
        pieces
    }

    /// Hands over every piece that may come next, with where it leads.
    pub(super) fn each(&self, track: &Track, at: At, mut each: impl FnMut(u32, At)) {
        let starts = usize::from(track.wants_word(at));
        if let Some(left) = track.lost(at) {
            let by_count = self.lost.get(starts).into_iter().flatten();
            for (count, ids) in by_count.enumerate().take(left + 1) {
                let next = track.skip(at, count);
                ids.iter().for_each(|&id| each(id, next));
            }
            return;
        }
        for &id in self.writable.get(starts).into_iter().flatten() {
            if let Some(next) = self.get(id).and_then(|piece| track.advance(at, piece)) {
                each(id, next);
            }
        }
    }

    /// The pieces that end a text.
    pub(super) fn ends(&self) -> &[u32] {
        &self.ends
    }

    fn get(&self, id: u32) -> Option<&'p Piece> {
        self.all.get(id as usize)
    }

    /// The text that pieces make.
    pub(super) fn text(&self, ids: &[u32]) -> String {
        let mut text = String::new();
        for piece in ids.iter().filter_map(|&id| self.get(id)) {
            if piece.starts_word && !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&piece.text);
        }
        text
    }
}
