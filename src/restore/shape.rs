//! Shapes: what all texts that leave the same mask have in common, as keys to look titles up by.

use crate::text::mask::{is_cell, is_invisible, plain};
use crate::text::script::is_arabic_mark;

/// The key of a shape: the lost characters in each word, and what is left in ASCII between them.
///
/// Texts with the same key almost always leave the same mask; whether one really fits is for
/// [`mask_fits`](crate::text::mask::mask_fits) to say. Stable: the keys of one version of the title index never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeKey(u64);

impl ShapeKey {
    /// The number that stands for it.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }
}

/// The keys under which a title can be asked for, each once, the plainest first.
///
/// | what a converter did | key |
/// |---|---|
/// | one sign for each character that is not ASCII | always |
/// | the same, quotes, dashes, commas and digits written in ASCII | where the title has any |
/// | the same, invisible characters dropped, or vowel marks not written | where it has any |
/// | one sign for each byte | where a lost character has not two bytes, or a `?` is the title's own; else a mask of bytes is twice the first key's |
pub fn title_keys(title: &str) -> impl Iterator<Item = ShapeKey> {
    let title = title.trim();
    let mut keys = [None; 5];
    let mut builder = Builder::default();
    keys[0] = Some(builder.key(title.chars().map(|c| (c, 1))));
    let (mut plainer, mut hidden, mut marked, mut uneven) = (false, false, false, false);
    for c in title.chars() {
        if c.is_ascii() {
            // A question mark of the title's own is a sign in the mask too, and is never two.
            uneven |= is_cell(c);
            continue;
        }
        plainer |= plain(c).is_some();
        hidden |= is_invisible(c);
        marked |= is_arabic_mark(c);
        uneven |= c.len_utf8() != 2 && !c.is_whitespace();
    }
    if plainer {
        keys[1] = Some(builder.key(title.chars().map(|c| (plain(c).unwrap_or(c), 1))));
    }
    if hidden {
        keys[2] = Some(builder.key(title.chars().filter(|&c| !is_invisible(c)).map(|c| (c, 1))));
    }
    if marked {
        let kept = |c: &char| !is_invisible(*c) && !is_arabic_mark(*c);
        keys[3] = Some(builder.key(title.chars().filter(kept).map(|c| (c, 1))));
    }
    if uneven {
        keys[4] = Some(builder.key(title.chars().map(|c| (c, c.len_utf8()))));
    }
    (0..keys.len()).filter_map(move |at| keys[at].filter(|key| !keys[..at].contains(&Some(*key))))
}

/// The keys that titles which fit a mask may have: the mask read as one sign for each character, and as one for each byte.
#[must_use]
pub fn mask_keys(mask: &str) -> Vec<ShapeKey> {
    let cells = || mask.trim().chars().map(|c| (c, 1));
    let mut keys = vec![Builder::default().key(cells())];
    let mut halved = Builder { halve: true, ..Builder::default() };
    let key = halved.key(cells());
    if !halved.odd {
        keys.push(key);
    }
    keys
}

/// Writes shapes down: ASCII as it is, a run of lost characters as its length.
#[derive(Default)]
struct Builder {
    shape: Vec<u8>,
    /// Whether two signs are taken for one lost character.
    halve: bool,
    /// Whether a sign was left over.
    odd: bool,
}

/// Marks a byte as the length of a run, which ASCII never is.
const RUN: u8 = 0x80;

impl Builder {
    fn key(&mut self, chars: impl Iterator<Item = (char, usize)>) -> ShapeKey {
        self.shape.clear();
        let mut run = 0usize;
        for (c, cells) in chars {
            if c.is_whitespace() {
                self.end_run(&mut run);
                if self.shape.last() != Some(&b' ') {
                    self.shape.push(b' ');
                }
            } else if c.is_ascii() && !is_cell(c) {
                self.end_run(&mut run);
                self.shape.push(c as u8);
            } else {
                run += cells;
            }
        }
        self.end_run(&mut run);
        let digest = blake3::hash(&self.shape);
        ShapeKey(u64::from_le_bytes(digest.as_bytes().first_chunk::<8>().copied().unwrap_or_default()))
    }

    fn end_run(&mut self, run: &mut usize) {
        let mut left = std::mem::take(run);
        if self.halve {
            self.odd |= left % 2 == 1;
            left /= 2;
        }
        while left > 0 {
            // A run too long for one byte takes several; the first ones are full.
            let part = left.min(usize::from(!RUN));
            self.shape.push(RUN | u8::try_from(part).unwrap_or(!RUN));
            left -= part;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_found_by_each_mask_that_it_may_leave() {
        for (title, masks) in [
            (
                "كيف تشكل الهوية",
                &["??? ???? ??????", "\u{FFFD}\u{FFFD}\u{FFFD} □□□□ ??????", "??????  ????????\n????????????"][..],
            ),
            ("«نعم» 2025؟", &["????? 2025?", "\"???\" 2025?", "?????????? 2025??"]),
            ("می\u{200C}رود خانه", &["?????? ????", "????? ????", "????????????? ????????"]),
            ("الهويّة", &["???????", "??????", "??????????????"]),
            ("لا BBC لا", &["?? BBC ??", "???? BBC ????"]),
            ("هل تعلم?", &["?? ?????", "???? ?????????"]),
        ] {
            let keys: Vec<ShapeKey> = title_keys(title).collect();
            for mask in masks {
                assert!(mask_keys(mask).iter().any(|key| keys.contains(key)), "{title} / {mask}");
            }
        }
        assert!(mask_keys("??? ????").iter().all(|key| title_keys("حكاية الجبل").all(|title| title != *key)));
    }
}
