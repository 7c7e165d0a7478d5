//! Abbreviations by language: which full stops end no sentence. The data stand in `abbreviations/`, one file per language.

use crate::text::Lang;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The lists of the languages that have one.
const LISTS: [(&str, &str); 9] = [
    ("en", include_str!("abbreviations/en.txt")),
    ("ar", include_str!("abbreviations/ar.txt")),
    ("fa", include_str!("abbreviations/fa.txt")),
    ("ur", include_str!("abbreviations/ur.txt")),
    ("ckb", include_str!("abbreviations/ckb.txt")),
    ("ku", include_str!("abbreviations/ku.txt")),
    ("fr", include_str!("abbreviations/fr.txt")),
    ("de", include_str!("abbreviations/de.txt")),
    ("tr", include_str!("abbreviations/tr.txt")),
];

/// For each language with a list, and last for all others, the lists that hold together: its own, and those of the languages
/// from which such texts quote. English and Arabic stand in for a language without a list.
static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    let languages = LISTS.into_iter().map(|(lang, _)| lang).chain([""]);
    languages
        .map(|own| {
            let holds = |name: &str| name == own || name == "ar" || name == "en" && !quotes_no_english(own);
            let mut table = Table::default();
            LISTS.into_iter().filter(|(name, _)| holds(name)).for_each(|(_, list)| table.add(list));
            table
        })
        .collect()
});

/// Languages in the Latin script, in which English abbreviations are words.
fn quotes_no_english(lang: &str) -> bool {
    matches!(lang, "fr" | "de" | "tr" | "ku")
}

/// What a list says of a word before a full stop, or of the word after it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Habit {
    /// Never ends a sentence.
    pub(super) always: bool,
    /// Ends none before a number.
    pub(super) number: bool,
    /// Ends one only before a word that begins sentences.
    pub(super) maybe: bool,
    /// Begins sentences.
    pub(super) starter: bool,
}

#[derive(Debug, Default)]
struct Table {
    habits: HashMap<&'static str, Habit>,
    /// Bytes of the longest word.
    longest: usize,
}

impl Table {
    fn add(&mut self, list: &'static str) {
        let mut section = "";
        for line in list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = name;
                continue;
            }
            self.longest = self.longest.max(line.len());
            let habit = self.habits.entry(line).or_default();
            match section {
                "always" => habit.always = true,
                "number" => habit.number = true,
                "maybe" => habit.maybe = true,
                _ => habit.starter = true,
            }
        }
    }
}

/// The lists that hold for texts in one language: its own, and those of the languages from which such texts quote.
#[derive(Clone, Copy, Debug)]
pub(super) struct Abbreviations {
    table: Option<&'static Table>,
    /// Whether numbers with a full stop are ordinals: `8. Ağustos`, `11. März`.
    pub(super) ordinals: bool,
}

impl Abbreviations {
    /// The lists for a language.
    pub(super) fn of(lang: &Lang) -> Self {
        let own = lang.primary();
        let number = LISTS.iter().position(|(name, _)| *name == own).unwrap_or(LISTS.len());
        Self { table: TABLES.get(number), ordinals: matches!(own, "de" | "tr" | "ku") }
    }

    /// What the lists say of a word, taken without its last full stop.
    pub(super) fn habit(self, word: &str) -> Habit {
        // Case changes the length of few letters, and by little.
        let Some(table) = self.table.filter(|table| word.len() <= table.longest + 4) else { return Habit::default() };
        let habit = if word.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
            table.habits.get(word.to_lowercase().as_str())
        } else {
            table.habits.get(word)
        };
        habit.copied().unwrap_or_default()
    }
}
