//! A translator for tests: it writes what is likely after the last piece, whatever it is to translate.

use super::mask_beam::StepDecoder;
use super::piece::Piece;
use std::sync::LazyLock;

/// A translator over a dozen pieces, each of which is likely after some and not after others.
pub(super) struct Toy;

/// The pieces, with `_` for the space before a word and `.` for the end.
const PIECES: &[&str] =
    &[".", "_كيف", "_كي", "ف", "_نحن", "_ن", "حن", "؟", "_السلام", "_و", "_2025", "2025", "ا", "ل", "_", "م"];

/// Which piece follows which, and how probably; all other pieces share the rest.
const FOLLOWS: &[(&str, &[(&str, f32)])] = &[
    ("", &[("_كيف", 0.8), ("_كي", 0.1), ("_السلام", 0.05)]),
    ("_كيف", &[("_نحن", 0.6), ("_السلام", 0.2), ("_ن", 0.05), ("_2025", 0.1)]),
    ("_كي", &[("ف", 0.9)]),
    ("ف", &[("_نحن", 0.6), ("_السلام", 0.3)]),
    ("_نحن", &[("؟", 0.7), (".", 0.2)]),
    ("_ن", &[("حن", 0.9)]),
    ("حن", &[("؟", 0.7), (".", 0.2)]),
    ("؟", &[(".", 0.95)]),
    ("_السلام", &[("؟", 0.5), (".", 0.4)]),
    ("_2025", &[(".", 0.9)]),
];

impl StepDecoder for Toy {
    type State = ();

    fn start(&self, source: &str) -> Result<(), String> {
        if source.is_empty() { Err("nothing to translate".to_owned()) } else { Ok(()) }
    }

    fn step(&self, (): &mut (), last: Option<u32>) -> Result<Vec<f32>, String> {
        let last = last.and_then(|last| PIECES.get(last as usize)).copied().unwrap_or_default();
        let follows = FOLLOWS.iter().find(|(before, _)| *before == last).map_or(&[][..], |(_, follows)| follows);
        let rest = 1.0 - follows.iter().map(|(_, probability)| probability).sum::<f32>();
        let each = rest / (PIECES.len() - follows.len()) as f32;
        let probability = |piece: &&str| follows.iter().find(|(next, _)| next == piece).map_or(each, |(_, it)| *it);
        Ok(PIECES.iter().map(|piece| probability(piece).ln()).collect())
    }

    fn pieces(&self) -> &[Piece] {
        static ALL: LazyLock<Vec<Piece>> = LazyLock::new(|| {
            let piece = |text: &&str| match text.strip_prefix('_') {
                Some(text) => Piece { text: text.to_owned(), starts_word: true, is_end: false },
                None if *text == "." => Piece { is_end: true, ..Piece::default() },
                None => Piece { text: (*text).to_owned(), ..Piece::default() },
            };
            PIECES.iter().map(piece).collect()
        });
        &ALL
    }
}
