//! The scripts that languages are written in, and letters of one script that look like those of another.

use crate::text::Lang;
use icu_properties::CodePointMapData;
use icu_properties::props::Script;

/// Languages by their scripts, the usual one first. One that is not here is not judged.
const WRITTEN: &[(&[Script], &[&str])] = &[
    (
        &[Script::Arabic],
        &["ar", "arb", "arz", "apc", "acm", "afb", "ary", "aeb", "ckb", "fa", "pes", "prs", "ps", "sd", "ur"],
    ),
    (&[Script::Arabic, Script::Cyrillic, Script::Latin], &["ug"]),
    (
        &[Script::Latin],
        &[
            "ca", "cs", "cy", "da", "de", "en", "es", "et", "eu", "fi", "fr", "ga", "hr", "hu", "id", "is", "it",
            "kmr", "lt", "lv", "mt", "nb", "nl", "nn", "no", "pl", "pt", "ro", "sk", "sl", "so", "sq", "sv", "sw",
            "tl", "tr", "vi", "zza",
        ],
    ),
    (&[Script::Latin, Script::Arabic], &["ha", "ms"]),
    (&[Script::Latin, Script::Arabic, Script::Cyrillic], &["az", "ku", "tk", "uz"]),
    (&[Script::Latin, Script::Cyrillic], &["bs"]),
    (&[Script::Cyrillic], &["be", "bg", "mk", "ru", "uk"]),
    (&[Script::Cyrillic, Script::Latin], &["sr"]),
    (&[Script::Cyrillic, Script::Arabic, Script::Latin], &["kk", "ky", "tg"]),
    (&[Script::Greek], &["el"]),
    (&[Script::Hebrew], &["he", "yi"]),
    (&[Script::Armenian], &["hy"]),
    (&[Script::Georgian], &["ka"]),
    (&[Script::Ethiopic], &["am", "ti"]),
    (&[Script::Syriac], &["syr"]),
    (&[Script::Syriac, Script::Hebrew], &["arc"]),
    (&[Script::Devanagari], &["hi", "mr", "ne"]),
    (&[Script::Bengali], &["bn"]),
    (&[Script::Gurmukhi, Script::Arabic], &["pa"]),
    (&[Script::Thai], &["th"]),
];

/// The scripts that a tag may name, with their names for people.
const NAMES: &[(&str, Script, &str)] = &[
    ("Arab", Script::Arabic, "Arabic"),
    ("Latn", Script::Latin, "Latin"),
    ("Cyrl", Script::Cyrillic, "Cyrillic"),
    ("Grek", Script::Greek, "Greek"),
    ("Hebr", Script::Hebrew, "Hebrew"),
    ("Armn", Script::Armenian, "Armenian"),
    ("Geor", Script::Georgian, "Georgian"),
    ("Ethi", Script::Ethiopic, "Ethiopic"),
    ("Syrc", Script::Syriac, "Syriac"),
    ("Deva", Script::Devanagari, "Devanagari"),
    ("Beng", Script::Bengali, "Bengali"),
    ("Guru", Script::Gurmukhi, "Gurmukhi"),
    ("Thai", Script::Thai, "Thai"),
];

/// Capital and small letters of Latin, Cyrillic and Greek that look alike; a space where there is none.
const ALIKE: &[[char; 3]] = &[
    ['A', 'А', 'Α'],
    ['B', 'В', 'Β'],
    ['C', 'С', ' '],
    ['E', 'Е', 'Ε'],
    ['H', 'Н', 'Η'],
    ['I', 'І', 'Ι'],
    ['J', 'Ј', ' '],
    ['K', 'К', 'Κ'],
    ['M', 'М', 'Μ'],
    ['N', ' ', 'Ν'],
    ['O', 'О', 'Ο'],
    ['P', 'Р', 'Ρ'],
    ['S', 'Ѕ', ' '],
    ['T', 'Т', 'Τ'],
    ['X', 'Х', 'Χ'],
    ['Y', 'У', 'Υ'],
    ['Z', ' ', 'Ζ'],
    ['a', 'а', 'α'],
    ['c', 'с', ' '],
    ['d', 'ԁ', ' '],
    ['e', 'е', ' '],
    ['h', 'һ', ' '],
    ['i', 'і', 'ι'],
    ['j', 'ј', ' '],
    ['k', 'к', 'κ'],
    ['l', 'ӏ', ' '],
    ['o', 'о', 'ο'],
    ['p', 'р', 'ρ'],
    ['s', 'ѕ', ' '],
    ['v', ' ', 'ν'],
    ['x', 'х', 'χ'],
    ['y', 'у', 'γ'],
];

/// The script of a letter; none for what several scripts share.
pub(super) fn script(c: char) -> Option<Script> {
    // Nearly all that is met.
    if c.is_ascii_alphabetic() {
        return Some(Script::Latin);
    }
    let script = CodePointMapData::<Script>::new().get(c);
    (c.is_alphabetic() && !matches!(script, Script::Common | Script::Inherited | Script::Unknown)).then_some(script)
}

/// The scripts that a language is written in, from its tag or else as is usual; empty where that is not known.
pub(super) fn scripts(lang: &Lang) -> Vec<Script> {
    let subtag = lang.tag().split('-').skip(1).find(|subtag| subtag.len() == 4);
    if let Some(subtag) = subtag {
        return NAMES.iter().filter(|(tag, ..)| *tag == subtag).map(|(_, script, _)| *script).collect();
    }
    let written = WRITTEN.iter().find(|(_, langs)| langs.contains(&lang.primary()));
    written.map(|(scripts, _)| scripts.to_vec()).unwrap_or_default()
}

/// The name of a script.
pub(super) fn name(script: Script) -> &'static str {
    NAMES.iter().find(|(_, known, _)| *known == script).map_or("other", |(.., name)| name)
}

/// The letter of a script that looks like a letter of another one.
pub(super) fn alike(c: char, script: Script) -> Option<char> {
    let column = [Script::Latin, Script::Cyrillic, Script::Greek].iter().position(|known| *known == script)?;
    let row = ALIKE.iter().find(|row| row.contains(&c))?;
    row.get(column).copied().filter(|&other| other != ' ' && other != c)
}
