//! Languages as the headings of tables name them.

use crate::glossary::formats::tag::{in_usual_case, is_tag};
use crate::text::Lang;

/// Tags and English names of the languages that a heading may name. A tag that is not here needs a column mapping, since
/// any short word looks like one.
const NAMES: &[(&str, &str)] = &[
    ("am", "amharic"),
    ("apc", "levantine arabic"),
    ("ar", "arabic"),
    ("arc", "aramaic"),
    ("az", "azerbaijani"),
    ("bg", "bulgarian"),
    ("bn", "bengali"),
    ("bs", "bosnian"),
    ("ckb", "central kurdish"),
    ("ckb", "sorani"),
    ("cs", "czech"),
    ("da", "danish"),
    ("de", "german"),
    ("el", "greek"),
    ("en", "english"),
    ("es", "spanish"),
    ("fa", "farsi"),
    ("fa", "persian"),
    ("fi", "finnish"),
    ("fr", "french"),
    ("ha", "hausa"),
    ("he", "hebrew"),
    ("hi", "hindi"),
    ("hr", "croatian"),
    ("hu", "hungarian"),
    ("hy", "armenian"),
    ("id", "indonesian"),
    ("it", "italian"),
    ("ja", "japanese"),
    ("ka", "georgian"),
    ("kk", "kazakh"),
    ("kmr", "kurmanji"),
    ("ko", "korean"),
    ("ku", "kurdish"),
    ("ky", "kyrgyz"),
    ("mk", "macedonian"),
    ("ms", "malay"),
    ("nb", "norwegian"),
    ("nl", "dutch"),
    ("pa", "punjabi"),
    ("pl", "polish"),
    ("prs", "dari"),
    ("ps", "pashto"),
    ("pt", "portuguese"),
    ("ro", "romanian"),
    ("ru", "russian"),
    ("sd", "sindhi"),
    ("so", "somali"),
    ("sq", "albanian"),
    ("sr", "serbian"),
    ("sv", "swedish"),
    ("sw", "swahili"),
    ("syr", "syriac"),
    ("tg", "tajik"),
    ("th", "thai"),
    ("ti", "tigrinya"),
    ("tk", "turkmen"),
    ("tr", "turkish"),
    ("ug", "uyghur"),
    ("uk", "ukrainian"),
    ("ur", "urdu"),
    ("uz", "uzbek"),
    ("vi", "vietnamese"),
    ("zh", "chinese"),
];

/// The language that a heading names: `ar`, `EN`, `ar-SY`, `Arabic`, `English (en)`, `Arabic term`.
pub(super) fn of_heading(heading: &str) -> Option<Lang> {
    let heading = heading.trim();
    if let Some(lang) = of_tag(heading) {
        return Some(lang);
    }
    let lower = heading.to_lowercase();
    let (name, tag) = match lower.split_once('(') {
        Some((name, rest)) => (name.trim(), rest.strip_suffix(')').map(str::trim)),
        None => (lower.as_str(), None),
    };
    let name = name.strip_suffix("terms").or_else(|| name.strip_suffix("term")).unwrap_or(name).trim();
    let (known, _) = NAMES.iter().find(|(_, english)| *english == name)?;
    // What stands in brackets may narrow the language, and may be something else.
    let narrowed = tag.and_then(of_tag).filter(|lang| lang.primary() == *known);
    Some(narrowed.unwrap_or_else(|| Lang::new(known)))
}

/// The language of a tag in any case and with either sign between its parts, if its language is in the list.
fn of_tag(text: &str) -> Option<Lang> {
    let tag = in_usual_case(text);
    let primary = tag.split('-').next().unwrap_or_default();
    (is_tag(&tag) && NAMES.iter().any(|(known, _)| *known == primary)).then(|| Lang::new(&tag))
}
