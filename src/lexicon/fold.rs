//! Arabic words compared past their clitics and endings.

#[must_use]
/// Letters of a word without vowel marks, the hamza and the final letters unified. For comparing, never shown.
pub fn letters(word: &str) -> String {
    word.chars()
        .filter_map(|c| match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
            'ى' | 'ئ' => Some('ي'),
            'ؤ' => Some('و'),
            'ة' => Some('ه'),
            'ک' => Some('ك'),
            'ی' => Some('ي'),
            '\u{621}'..='\u{63A}' | '\u{641}'..='\u{64A}' => Some(c),
            _ => None,
        })
        .collect()
}

/// Joins before a word, longest first. The article is one of them.
const BEFORE: [&str; 14] = ["وبال", "وال", "بال", "كال", "فال", "ولل", "لل", "ال", "وب", "ول", "و", "ف", "ب", "ل"];
/// Endings, longest first: of number, gender, relation and possession.
const AFTER: [&str; 17] =
    ["يات", "تها", "تهم", "تنا", "ات", "ان", "ين", "ون", "يه", "ها", "هم", "نا", "وا", "ته", "ه", "ي", "ت"];

/// The stem of a word: joins and endings taken off as long as three letters stay. Forms of one lemma mostly have the same stem;
/// broken plurals have their own, which the lexicon gives. After the light stemmer of Larkey, Ballesteros and Connell (2007).
pub fn stem(word: &str) -> String {
    let folded = letters(word);
    let mut stem: &str = &folded;
    let long = |text: &str, least: usize| text.chars().nth(least - 1).is_some();
    for join in BEFORE {
        // A single letter may be the word's own: it goes only from a long word.
        let least = if join.chars().nth(1).is_none() { 4 } else { 3 };
        if let Some(rest) = stem.strip_prefix(join).filter(|rest| long(rest, least)) {
            stem = rest;
            break;
        }
    }
    for _ in 0..2 {
        for ending in AFTER {
            if let Some(rest) = stem.strip_suffix(ending).filter(|rest| long(rest, 3)) {
                stem = rest;
                break;
            }
        }
    }
    stem.to_owned()
}
