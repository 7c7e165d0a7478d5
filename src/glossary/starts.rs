//! Keys that begin with an ASCII character, found where a word may begin: most of a text need not be looked at.

use crate::text::Span;
use crate::text::key::FoldMap;
use std::iter::Peekable;

/// Keys by their beginnings.
#[derive(Debug)]
pub(super) struct Starts {
    /// Keys of four bytes and more.
    long: Keys,
    /// Keys of three bytes.
    three: Keys,
    /// Keys of one or two.
    short: Keys,
    /// Whether a key begins with a character that is neither letter nor digit.
    with_signs: bool,
}

/// Keys with their numbers, in buckets by a hash of their first bytes.
#[derive(Debug)]
struct Keys {
    /// For each bucket one bit: whether there are keys in it. Small enough to stay in the nearest cache.
    gate: Vec<u64>,
    /// Where the keys of each bucket begin, and those of the last one end.
    starts: Vec<u32>,
    keys: Vec<(Box<str>, u32)>,
}

/// How many buckets there are.
const BUCKETS: usize = 1 << 16;

impl Starts {
    /// The keys among these that begin with an ASCII character, with their numbers.
    pub(super) fn new<'k>(keys: impl Iterator<Item = (&'k str, u32)>) -> Self {
        let (mut long, mut three, mut short) = (Vec::new(), Vec::new(), Vec::new());
        let mut with_signs = false;
        for (key, number) in keys.filter(|(key, _)| key.starts_with(|c: char| c.is_ascii())) {
            with_signs |= !key.starts_with(|c: char| c.is_ascii_alphanumeric());
            match *key.as_bytes() {
                [a, b, c, d, ..] => long.push((hash([a, b, c, d]), key, number)),
                [a, b, c] => three.push((hash([a, b, c, 0]), key, number)),
                [a, b] => short.push((hash([a, b, 0, 0]), key, number)),
                // Any byte may follow, or none.
                [a] => short.extend((0..=u8::MAX).map(|b| (hash([a, b, 0, 0]), key, number))),
                [] => {}
            }
        }
        Self { long: Keys::new(long), three: Keys::new(three), short: Keys::new(short), with_signs }
    }

    /// Calls `found` with the number and place of each key in a folded text that may be a whole word there, with or without
    /// a plural ending.
    ///
    /// A key that begins with a letter or digit is a whole word only where no such character stands before it in the text
    /// itself. In the folded text that is where none stands before it, or where the two are set apart by something that
    /// folding dropped. It is the same with its end.
    pub(super) fn find(&self, folded: &str, map: &FoldMap, mut found: impl FnMut(u32, Span)) {
        let bytes = folded.as_bytes();
        let mut borders = map.borders().peekable();
        let mut at = 0;
        // One word, or what stands between two words, after the other.
        while let Some(&first) = bytes.get(at) {
            let rest = bytes.get(at..).unwrap_or_default();
            let part = is_part(first);
            let end = at + rest.iter().position(|&byte| is_part(byte) != part).unwrap_or(rest.len());
            if part {
                while borders.next_if(|&border| border <= at).is_some() {}
                self.find_at(bytes, at, &mut borders, &mut found);
                while let Some(border) = borders.next_if(|&border| border < end) {
                    self.find_at(bytes, border, &mut borders, &mut found);
                }
            } else if self.with_signs {
                (at..end).for_each(|at| self.find_at(bytes, at, &mut borders, &mut found));
            }
            at = end;
        }
    }

    /// The keys that stand at a place; `borders` are those behind it.
    #[inline]
    fn find_at(
        &self,
        bytes: &[u8],
        at: usize,
        borders: &mut Peekable<impl Iterator<Item = usize>>,
        found: &mut impl FnMut(u32, Span),
    ) {
        let rest = bytes.get(at..).unwrap_or_default();
        let byte = |ahead: usize| rest.get(ahead).copied().unwrap_or_default();
        let [a, b, c, d] = match rest.first_chunk::<4>() {
            Some(beginning) => *beginning,
            None => [byte(0), byte(1), byte(2), byte(3)],
        };
        for (keys, beginning) in [(&self.long, [a, b, c, d]), (&self.three, [a, b, c, 0]), (&self.short, [a, b, 0, 0])]
        {
            let bucket = hash(beginning);
            if keys.may_hold(bucket) {
                let apart = borders.peek().copied().unwrap_or(usize::MAX);
                keys.find_at(bucket, rest, at, apart, found);
            }
        }
    }
}

impl Keys {
    fn new(mut keys: Vec<(usize, &str, u32)>) -> Self {
        keys.sort_unstable();
        let mut gate = vec![0; BUCKETS / 64];
        let mut starts = Vec::with_capacity(BUCKETS + 1);
        let mut at: u32 = 0;
        for group in keys.chunk_by(|(a, ..), (b, ..)| a == b) {
            let Some((bucket, ..)) = group.first() else { continue };
            starts.resize(bucket + 1, at);
            at += u32::try_from(group.len()).unwrap_or_default();
            if let Some(bits) = gate.get_mut(bucket / 64) {
                *bits |= 1 << (bucket % 64);
            }
        }
        starts.resize(BUCKETS + 1, at);
        Self { gate, starts, keys: keys.into_iter().map(|(_, key, number)| (key.into(), number)).collect() }
    }

    #[inline]
    fn may_hold(&self, bucket: usize) -> bool {
        self.gate.get(bucket / 64).is_some_and(|bits| bits & 1 << (bucket % 64) != 0)
    }

    /// The keys of a bucket with which `rest` begins, which stands at `at`. What comes from `apart` on is not glued to what
    /// stands before it.
    fn find_at(&self, bucket: usize, rest: &[u8], at: usize, apart: usize, found: &mut impl FnMut(u32, Span)) {
        let border = |bucket: usize| self.starts.get(bucket).map_or(0, |&start| start as usize);
        for (key, number) in self.keys.get(border(bucket)..border(bucket + 1)).unwrap_or_default() {
            // Keys of one bucket mostly begin alike: their ends tell more.
            let last = key.len() - 1;
            if rest.get(last) != key.as_bytes().get(last) || !rest.starts_with(key.as_bytes()) {
                continue;
            }
            let end = at + key.len();
            let goes_on = rest.get(key.len()).is_some_and(|&next| is_part(next) && !matches!(next, b's' | b'e'));
            if !goes_on || apart <= end {
                found(*number, Span::new(at, end));
            }
        }
    }
}

/// Whether a byte is part of an ASCII word.
#[inline]
const fn is_part(byte: u8) -> bool {
    PART[byte as usize]
}

/// Looked up for each byte of a text.
const PART: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

/// 16 bits of a beginning.
#[inline]
fn hash(beginning: [u8; 4]) -> usize {
    // Knuth's multiplicative hash.
    (u32::from_le_bytes(beginning).wrapping_mul(2_654_435_769) >> 16) as usize
}

/// The stretches of a text in which a key of at most `longest` bytes that begins beyond ASCII may stand: from one character
/// beyond ASCII to behind the last that follows near by.
pub(super) fn stretches_beyond_ascii(text: &str, longest: usize) -> Vec<Span> {
    let mut stretches: Vec<Span> = Vec::new();
    if longest == 0 {
        return stretches;
    }
    // Steps of a size for which the compiler knows fast ways to look at all bytes at once.
    for (step, start) in text.as_bytes().chunks(64).zip((0..).step_by(64)) {
        if step.is_ascii() {
            continue;
        }
        for at in step.iter().zip(start..).filter(|(byte, _)| !byte.is_ascii()).map(|(_, at)| at) {
            match stretches.last_mut() {
                Some(stretch) if at <= stretch.end => stretch.end = at + longest,
                _ => stretches.push(Span::new(at, at + longest)),
            }
        }
    }
    for stretch in &mut stretches {
        stretch.end = (stretch.end..text.len()).find(|&end| text.is_char_boundary(end)).unwrap_or(text.len());
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::key::fold;

    #[test]
    fn keys_are_found_where_a_word_may_begin_and_end() {
        let keys = ["a", "un", "hts", "hama", "hama city", "alep", ".sy", "حماة"];
        let starts = Starts::new(keys.into_iter().zip(0..));
        for (text, expected) in [
            ("The UN and its under-secretary", &["un"][..]),
            ("HTS's men, HTS, HTSX", &["hts", "hts"]),
            ("Hama City, hama", &["hama", "hama city", "hama"]),
            ("Khama, Hamah, 1hama", &[]),
            ("pro-Hama, d'Alep, dalep", &["hama", "alep"]),
            ("un\u{AD}der", &["un"]),
            ("a.sy", &["a", ".sy"]),
            ("", &[]),
        ] {
            let (folded, map) = fold(text);
            let mut found = Vec::new();
            starts.find(&folded, &map, |number, span| found.push((keys[number as usize], span.slice(&folded))));
            assert!(found.iter().all(|(key, slice)| key == slice), "{text}: {found:?}");
            assert_eq!(found.into_iter().map(|(key, _)| key).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn stretches_hold_every_character_beyond_ascii_and_room_behind_it() {
        let text = "in حماة and حمص, then a long stretch of plain text, and é";
        let stretches = stretches_beyond_ascii(text, 8);
        let shown: Vec<&str> = stretches.iter().map(|stretch| stretch.slice(text)).collect();
        assert_eq!(shown, ["حماة and حمص, then ", "é"]);
        assert!(stretches_beyond_ascii("plain", 8).is_empty());
    }
}
