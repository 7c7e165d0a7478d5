//! English words brought back to the forms under which the lexicon has them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What an ending says of an English word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ending {
    /// The word as the lexicon has it.
    Plain,
    /// A plural noun, or a verb in the third person of the present.
    S,
    /// A past tense or a past participle.
    Ed,
    /// A present participle or a verbal noun.
    Ing,
    /// A comparative.
    Er,
    /// A superlative.
    Est,
}

/// Forms that no rule explains, one lemma a line: `v go went gone` (verb, past, participle), `n child children` (noun,
/// plural), `a good better best`.
const FORMS: &str = include_str!("../../lexicon/english-irregular.txt");

/// The lemmas of irregular forms, each with what the form says.
static IRREGULAR: LazyLock<BTreeMap<&str, Vec<(&str, Ending)>>> = LazyLock::new(|| {
    let mut lemmas: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for line in FORMS.lines() {
        let mut words = line.split_ascii_whitespace();
        let (Some(kind), Some(lemma)) = (words.next(), words.next()) else { continue };
        for (at, forms) in words.enumerate() {
            let ending = match kind {
                "v" if at < 2 => Ending::Ed,
                "v" | "n" => Ending::S,
                "a" if at == 0 => Ending::Er,
                "a" => Ending::Est,
                _ => continue,
            };
            for form in forms.split('/') {
                let of_form = lemmas.entry(form).or_default();
                if !of_form.iter().any(|(other, _)| *other == lemma) {
                    of_form.push((lemma, ending));
                }
            }
        }
    }
    lemmas
});

/// The lemmas that a lower-case English word may be a form of, as far as `known` has them, each with what its ending says.
/// The word itself comes first.
pub(super) fn lemmas(word: &str, known: impl Fn(&str) -> bool) -> Vec<(String, Ending)> {
    let mut found: Vec<(String, Ending)> = Vec::new();
    let mut add = |lemma: String, ending: Ending| {
        if lemma.len() > 1 && known(&lemma) && !found.iter().any(|(other, _)| *other == lemma) {
            found.push((lemma, ending));
        }
    };
    add(word.to_owned(), Ending::Plain);
    for (lemma, ending) in IRREGULAR.get(word).into_iter().flatten() {
        add((*lemma).to_owned(), *ending);
    }
    const RULES: &[(&str, &[&str], Ending)] = &[
        ("ies", &["y", "ie"], Ending::S),
        ("ves", &["f", "fe", "ve"], Ending::S),
        ("es", &["", "e", "is"], Ending::S),
        ("s", &[""], Ending::S),
        ("ied", &["y"], Ending::Ed),
        ("ed", &["", "e"], Ending::Ed),
        ("ying", &["ie", "y"], Ending::Ing),
        ("ing", &["", "e"], Ending::Ing),
        ("ier", &["y"], Ending::Er),
        ("er", &["", "e"], Ending::Er),
        ("iest", &["y"], Ending::Est),
        ("est", &["", "e"], Ending::Est),
    ];
    for (ending, stems, says) in RULES {
        let Some(stem) = word.strip_suffix(ending) else { continue };
        if stem.len() < 2 || *ending == "s" && stem.ends_with('s') {
            continue;
        }
        for end in *stems {
            add(format!("{stem}{end}"), *says);
        }
        // stopped, planning, bigger
        if let [.., a, b] = stem.as_bytes()
            && a == b
            && matches!(says, Ending::Ed | Ending::Ing | Ending::Er | Ending::Est)
        {
            add(stem.get(..stem.len() - 1).unwrap_or_default().to_owned(), *says);
        }
    }
    for (spelling, other) in [("isation", "ization"), ("ise", "ize"), ("our", "or"), ("tre", "ter"), ("ence", "ense")] {
        for (from, to) in [(spelling, other), (other, spelling)] {
            for s in ["", "s", "d"] {
                if let Some(stem) = word.strip_suffix(s).and_then(|word| word.strip_suffix(from)) {
                    let says = match s {
                        "s" => Ending::S,
                        "d" => Ending::Ed,
                        _ => Ending::Plain,
                    };
                    add(format!("{stem}{to}"), says);
                }
            }
        }
    }
    found
}
