//! Names in Latin letters as they may be spelt in Arabic: for names that neither the glossary nor the lexicon has.

use crate::lexicon::frequencies;
use crate::text::Key;

/// What a letter or two may stand for, with the cost of each as a negative logarithm. `^` stands before what only begins a
/// name, `$` after what only ends one. The longer one of two that match comes first.
const LETTERS: &[(&str, &[(&str, f32)])] = &[
    ("kh", &[("خ", 0.1)]),
    ("sh", &[("ش", 0.1)]),
    ("gh", &[("غ", 0.1)]),
    ("th", &[("ث", 0.4), ("ذ", 0.9), ("ت", 1.2)]),
    ("dh", &[("ذ", 0.5), ("ض", 0.7), ("ظ", 0.9)]),
    ("ch", &[("ش", 0.6), ("تش", 0.7)]),
    ("ph", &[("ف", 0.1)]),
    ("zh", &[("ج", 0.5), ("ز", 0.9)]),
    ("^aa", &[("آ", 0.5), ("ع", 0.7)]),
    ("aa$", &[("ع", 0.9), ("اء", 0.9), ("ا", 1.0)]),
    ("aa", &[("ا", 0.2)]),
    ("^ai", &[("عي", 0.7), ("إي", 1.0)]),
    ("^ei", &[("عي", 0.7), ("إي", 1.0)]),
    ("ai", &[("ي", 0.4), ("اي", 0.9), ("ائ", 1.2)]),
    ("ay", &[("ي", 0.4), ("اي", 0.9)]),
    ("ei", &[("ي", 0.4)]),
    ("ey", &[("ي", 0.4)]),
    ("ee", &[("ي", 0.2)]),
    ("iya$", &[("ية", 0.3), ("يا", 0.8)]),
    ("ia$", &[("يا", 0.4), ("ية", 0.6)]),
    ("iy", &[("ي", 0.3)]),
    ("oo", &[("و", 0.2)]),
    ("ou", &[("و", 0.2)]),
    ("aw", &[("و", 0.4), ("او", 0.8)]),
    ("au", &[("و", 0.4), ("او", 0.9)]),
    ("^a", &[("أ", 0.6), ("ع", 0.9), ("ا", 1.4), ("آ", 1.6)]),
    ("^e", &[("إ", 0.7), ("أ", 1.2), ("ع", 1.3)]),
    ("^i", &[("إ", 0.5), ("ع", 1.2), ("ا", 1.4)]),
    ("^o", &[("أو", 0.8), ("ع", 0.9), ("أ", 1.0)]),
    ("^u", &[("أ", 0.7), ("ع", 0.9), ("أو", 1.1)]),
    ("ah$", &[("ة", 0.3), ("اه", 1.5)]),
    ("a$", &[("ة", 0.6), ("ا", 0.8), ("ى", 1.4), ("اء", 1.8)]),
    ("e$", &[("", 0.7), ("ة", 0.9), ("ي", 1.1)]),
    ("i$", &[("ي", 0.1)]),
    ("y$", &[("ي", 0.1)]),
    ("o$", &[("و", 0.2)]),
    ("a", &[("", 0.6), ("ا", 0.7), ("ع", 2.0)]),
    ("e", &[("", 0.4), ("ي", 1.2), ("ا", 1.8)]),
    ("i", &[("", 0.7), ("ي", 0.7)]),
    ("o", &[("و", 0.5), ("", 0.9)]),
    ("u", &[("", 0.7), ("و", 0.7)]),
    ("b", &[("ب", 0.0)]),
    ("c", &[("ك", 0.3), ("س", 1.0)]),
    ("d", &[("د", 0.2), ("ض", 1.6)]),
    ("f", &[("ف", 0.0)]),
    ("g", &[("غ", 0.7), ("ج", 0.8), ("ق", 1.6), ("ك", 1.7)]),
    ("h", &[("ح", 0.7), ("ه", 0.7)]),
    ("j", &[("ج", 0.0)]),
    ("k", &[("ك", 0.3), ("ق", 1.4)]),
    ("l", &[("ل", 0.0)]),
    ("m", &[("م", 0.0)]),
    ("n", &[("ن", 0.0)]),
    ("p", &[("ب", 0.1)]),
    ("q", &[("ق", 0.0)]),
    ("r", &[("ر", 0.0)]),
    ("s", &[("س", 0.4), ("ص", 1.2)]),
    ("t", &[("ت", 0.5), ("ط", 1.0)]),
    ("v", &[("ف", 0.1)]),
    ("w", &[("و", 0.0)]),
    ("x", &[("كس", 0.2)]),
    ("y", &[("ي", 0.1)]),
    ("z", &[("ز", 0.3), ("ظ", 1.8), ("ذ", 2.0)]),
];

/// Spellings that are followed up at a time, and that come out.
const WIDTH: usize = 80;
const MOST: usize = 60;
/// How much likelier a spelling is that is a word in use.
const KNOWN: f32 = 2.5;

/// The Arabic spellings that a name may have, each with the logarithm of its share, the likeliest first. None for what is no name in
/// Latin letters.
pub(super) fn spellings(name: &str) -> Vec<(String, f32)> {
    let key = Key::new(name);
    let mut name = key.folded().to_owned();
    if name.len() < 2 || !name.bytes().all(|b| b.is_ascii_lowercase()) {
        return Vec::new();
    }
    // A double letter is a single one in Arabic; a double vowel is not.
    name = name.chars().fold(String::new(), |mut single, c| {
        if !single.ends_with(c) || "aeo".contains(c) {
            single.push(c);
        }
        single
    });
    let mut beams: Vec<Vec<(String, f32)>> = vec![Vec::new(); name.len() + 1];
    if let Some(start) = beams.first_mut() {
        start.push((String::new(), 0.0));
    }
    for at in 0..name.len() {
        let mut beam = beams.get_mut(at).map(std::mem::take).unwrap_or_default();
        beam.sort_by(|a, b| a.1.total_cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
        beam.truncate(WIDTH);
        for (pattern, spelt) in LETTERS {
            let letters = pattern.trim_start_matches('^').trim_end_matches('$');
            let ends = at + letters.len() == name.len();
            let here = name.get(at..).is_some_and(|rest| rest.starts_with(letters))
                && (!pattern.starts_with('^') || at == 0)
                && (!pattern.ends_with('$') || ends);
            // A vowel at the beginning is always written.
            let unwritten = at == 0 && !pattern.starts_with('^') && "aeiou".contains(letters);
            if !here || unwritten {
                continue;
            }
            for (text, cost) in &beam {
                for (letter, more) in *spelt {
                    if let Some(next) = beams.get_mut(at + letters.len()) {
                        next.push((format!("{text}{letter}"), cost + more));
                    }
                }
            }
        }
    }
    let mut found: Vec<(String, f32)> = Vec::new();
    for (text, cost) in beams.pop().unwrap_or_default() {
        if text.chars().nth(1).is_none() {
            continue;
        }
        let log = -cost + if frequencies().known(&text).is_some() { KNOWN } else { 0.0 };
        match found.iter_mut().find(|(other, _)| *other == text) {
            Some((_, best)) => *best = best.max(log),
            None => found.push((text, log)),
        }
    }
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found.truncate(MOST);
    let all: f32 = found.iter().map(|(_, log)| log.exp()).sum();
    found.into_iter().map(|(text, log)| (text, log - all.ln())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelt() {
        for (name, arabic) in [
            ("Masyaf", "مصياف"),
            ("Hadi", "هادي"),
            ("Khalid", "خالد"),
            ("Tartous", "طرطوس"),
            ("Salamiyah", "سلمية"),
            ("Ghouta", "غوطة"),
            ("Omar", "عمر"),
            ("Ibrahim", "إبراهيم"),
            ("Sharaa", "شرع"),
            ("Qadmus", "قدموس"),
        ] {
            let found = spellings(name);
            assert!(found.iter().any(|(text, _)| text == arabic), "{name}: {found:?}");
            let all: f32 = found.iter().map(|(_, log)| log.exp()).sum();
            assert!((all - 1.0).abs() < 0.01);
        }
        for none in ["", "a", "2025", "دمشق", "é"] {
            assert_eq!(spellings(none), [], "{none}");
        }
        assert!(spellings("wolfeschlegelsteinhausenbergerdorff").len() <= MOST);
    }
}
