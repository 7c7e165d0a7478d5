//! Names with their Arabic forms, and names compared across the scripts.

use crate::lexicon::letters;
use crate::text::Key;
use std::collections::HashMap;

/// Names in Latin letters with their forms in Arabic script: what the glossary says of places, groups and outlets.
#[derive(Clone, Debug, Default)]
pub struct Names {
    by_name: HashMap<String, Vec<String>>,
    longest: usize,
}

impl FromIterator<(String, String)> for Names {
    /// Pairs of a name and one of its Arabic forms.
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        let mut names = Self::default();
        for (name, arabic) in pairs {
            let key = Key::new(&name).folded().to_owned();
            if key.is_empty() || arabic.is_empty() {
                continue;
            }
            names.longest = names.longest.max(key.split(' ').count());
            let forms = names.by_name.entry(key).or_default();
            if !forms.contains(&arabic) {
                forms.push(arabic);
            }
        }
        names
    }
}

impl Names {
    /// The Arabic forms of a name, however it is written in Latin letters as far as folding goes.
    pub(super) fn arabic(&self, name: &str) -> &[String] {
        self.by_name.get(Key::new(name).folded()).map_or(&[], Vec::as_slice)
    }

    /// Words of the longest name.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }
}

/// Consonants without which two spellings of a name are told apart.
const LEAST: usize = 2;

/// What two spellings of one name have in common, in whatever script: its consonants, in coarse classes. `None` for a word
/// that has too few of them.
pub(super) fn skeleton(word: &str) -> Option<String> {
    let arabic = word.chars().any(crate::text::script::is_arabic_letter);
    let skeleton = if arabic { arabic_skeleton(&letters(word)) } else { latin_skeleton(word) };
    (skeleton.len() >= LEAST).then_some(skeleton)
}

fn arabic_skeleton(word: &str) -> String {
    let word = word.strip_prefix("ال").filter(|rest| rest.chars().count() > 2).unwrap_or(word);
    let mut skeleton = String::new();
    for c in word.chars() {
        let class = match c {
            'ب' | 'پ' => 'b',
            'ت' | 'ط' => 't',
            'ث' | 'س' | 'ص' | 'ز' | 'ظ' | 'ذ' => 's',
            'ج' | 'چ' | 'ژ' => 'j',
            'ح' => 'h',
            'خ' => 'x',
            'د' | 'ض' => 'd',
            'ر' => 'r',
            'ش' => 'c',
            'غ' | 'ق' | 'ك' | 'گ' => 'k',
            'ف' | 'ڤ' => 'f',
            'ل' => 'l',
            'م' => 'm',
            'ن' => 'n',
            'ه' => 'h',
            _ => continue,
        };
        skeleton.push(class);
    }
    // A final ه is ة as often as not, which Latin spellings leave out.
    if word.ends_with('ه') {
        skeleton.pop();
    }
    skeleton
}

fn latin_skeleton(word: &str) -> String {
    let folded = Key::new(word);
    let word = folded.folded();
    let word = ["al ", "el "].iter().find_map(|article| word.strip_prefix(article)).unwrap_or(word);
    let mut skeleton = String::new();
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let h = chars.peek() == Some(&'h');
        let class = match c {
            's' if h => 'c',
            'c' if h => 'c',
            'k' if h => 'x',
            'g' if h => 'k',
            't' | 'd' if h => 's',
            'p' if h => 'f',
            'b' | 'p' => 'b',
            't' => 't',
            's' | 'z' | 'x' => 's',
            'j' => 'j',
            'h' => 'h',
            'd' => 'd',
            'r' => 'r',
            'c' | 'k' | 'q' | 'g' => 'k',
            'f' | 'v' => 'f',
            'l' => 'l',
            'm' => 'm',
            'n' => 'n',
            _ => continue,
        };
        if h && matches!(c, 's' | 'c' | 'k' | 'g' | 't' | 'd' | 'p') {
            chars.next();
        }
        if !skeleton.ends_with(class) {
            skeleton.push(class);
        }
    }
    if word.ends_with('h') {
        skeleton.pop();
    }
    skeleton
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_name_share_a_skeleton() {
        for (latin, arabic) in [
            ("Masyaf", "مصياف"),
            ("Assad", "الأسد"),
            ("Damascus", "دامسكس"),
            ("Khalid", "خالد"),
            ("Tartous", "طرطوس"),
            ("Latakia", "لاتاكيا"),
            ("Salma", "سلمى"),
            ("al-Sharaa", "الشرع"),
        ] {
            assert_eq!(skeleton(latin), skeleton(arabic), "{latin} {arabic}");
        }
        assert_ne!(skeleton("Homs"), skeleton("حماة"));
        assert_eq!(skeleton("ya"), None);
    }
}
