//! The data categories of TBX-Basic that are written, and the words of their values.

use crate::glossary::{Gender, Number, PartOfSpeech, Register};
use crate::text::TermStatus;

/// A data category.
#[derive(Clone, Copy, Debug)]
pub(super) struct Category {
    /// The element that holds it, with its name as `type`.
    pub(super) element: &'static str,
    /// Its name.
    pub(super) name: &'static str,
    /// The module that defines it, which is the prefix of its tag in DCT style.
    pub(super) module: &'static str,
}

const fn category(element: &'static str, name: &'static str, module: &'static str) -> Category {
    Category { element, name, module }
}

pub(super) const SUBJECT_FIELD: Category = category("descrip", "subjectField", "min");
pub(super) const DEFINITION: Category = category("descrip", "definition", "basic");
pub(super) const SOURCE: Category = category("admin", "source", "basic");
pub(super) const CROSS_REFERENCE: Category = category("xref", "externalCrossReference", "min");
pub(super) const STATUS: Category = category("termNote", "administrativeStatus", "min");
pub(super) const PART_OF_SPEECH: Category = category("termNote", "partOfSpeech", "min");
pub(super) const GENDER: Category = category("termNote", "grammaticalGender", "basic");
pub(super) const REGION: Category = category("termNote", "geographicalUsage", "basic");
pub(super) const TERM_TYPE: Category = category("termNote", "termType", "basic");

/// The values of a data category: those of the model with their words in TBX.
pub(super) type Words<T> = [(T, &'static str)];

/// TBX has no word for what is forbidden: it is deprecated, and a note says more.
pub(super) const STATUSES: &Words<TermStatus> = &[
    (TermStatus::Preferred, "preferredTerm-admn-sts"),
    (TermStatus::Admitted, "admittedTerm-admn-sts"),
    (TermStatus::Deprecated, "deprecatedTerm-admn-sts"),
];

/// Version 3 has no `properNoun` in TBX-Basic.
pub(super) const PARTS_OF_SPEECH: &Words<PartOfSpeech> = &[
    (PartOfSpeech::Noun, "noun"),
    (PartOfSpeech::ProperNoun, "properNoun"),
    (PartOfSpeech::Verb, "verb"),
    (PartOfSpeech::Adjective, "adjective"),
    (PartOfSpeech::Adverb, "adverb"),
    (PartOfSpeech::Other, "other"),
];

pub(super) const GENDERS: &Words<Gender> = &[
    (Gender::Masculine, "masculine"),
    (Gender::Feminine, "feminine"),
    (Gender::Neuter, "neuter"),
    (Gender::Other, "other"),
];

pub(super) const NUMBERS: &Words<Number> =
    &[(Number::Singular, "singular"), (Number::Dual, "dual"), (Number::Plural, "plural"), (Number::Mass, "mass")];

pub(super) const REGISTERS: &Words<Register> = &[
    (Register::Neutral, "neutralRegister"),
    (Register::Technical, "technicalRegister"),
    (Register::InHouse, "in-houseRegister"),
    (Register::BenchLevel, "bench-levelRegister"),
    (Register::Colloquial, "colloquialRegister"),
    (Register::Slang, "slangRegister"),
    (Register::Vulgar, "vulgarRegister"),
];

/// The word of a value; empty when the list has none for it.
pub(super) fn word<T: Copy + PartialEq>(words: &Words<T>, value: T) -> &'static str {
    words.iter().find(|(known, _)| *known == value).map_or("", |(_, word)| word)
}

/// The value of a word, which other programs write in other cases and with or without what all words of a list end in.
pub(super) fn value<T: Copy>(words: &Words<T>, word: &str) -> Option<T> {
    let wanted = folded(word);
    words.iter().find(|(_, known)| folded(known) == wanted).map(|(value, _)| *value)
}

/// A word as it is compared: letters only, small, without `Term-admn-sts` and `Register`.
pub(super) fn folded(word: &str) -> String {
    let letters: String = word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let stem = letters.strip_suffix("admnsts").unwrap_or(&letters);
    let stem = stem.strip_suffix("term").or_else(|| stem.strip_suffix("register")).unwrap_or(stem);
    stem.to_owned()
}
