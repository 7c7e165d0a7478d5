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

static TABLES: LazyLock<Vec<(&str, Table)>> =
    LazyLock::new(|| LISTS.into_iter().map(|(lang, list)| (lang, Table::read(list))).collect());

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
struct Table(HashMap<&'static str, Habit>);

impl Table {
    fn read(list: &'static str) -> Self {
        let mut table = Self::default();
        let mut section = "";
        for line in list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                section = name;
                continue;
            }
            let habit = table.0.entry(line).or_default();
            match section {
                "always" => habit.always = true,
                "number" => habit.number = true,
                "maybe" => habit.maybe = true,
                _ => habit.starter = true,
            }
        }
        table
    }
}

/// The lists that hold for texts in one language: its own, and those of the languages from which such texts quote.
#[derive(Clone, Debug)]
pub(super) struct Abbreviations {
    tables: Vec<&'static Table>,
    /// Whether numbers with a full stop are ordinals: `8. Ağustos`, `11. März`.
    pub(super) ordinals: bool,
}

impl Abbreviations {
    /// The lists for a language. English and Arabic stand in for a language without a list.
    pub(super) fn of(lang: &Lang) -> Self {
        let own = lang.primary();
        let latin = matches!(own, "fr" | "de" | "tr" | "ku");
        let holds = |name: &str| name == own || name == "ar" || name == "en" && !latin;
        let tables = TABLES.iter().filter(|(name, _)| holds(name)).map(|(_, table)| table).collect();
        Self { tables, ordinals: matches!(own, "de" | "tr" | "ku") }
    }

    /// What the lists say of a word, taken without its last full stop.
    pub(super) fn habit(&self, word: &str) -> Habit {
        let lower = word.to_lowercase();
        self.tables.iter().filter_map(|table| table.0.get(lower.as_str())).fold(Habit::default(), |all, habit| Habit {
            always: all.always || habit.always,
            number: all.number || habit.number,
            maybe: all.maybe || habit.maybe,
            starter: all.starter || habit.starter,
        })
    }
}
