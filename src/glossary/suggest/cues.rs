//! Cue words: what stands beside a name, or in it, and says what it names.

use crate::glossary::Subject;
use crate::text::Key;
use crate::text::script::has_arabic;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a cue word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// A name of this kind stands beside it.
    Beside(Subject),
    /// It is part of a name of this kind.
    Within(Subject),
    /// It is no name.
    Never,
}

/// The words of `cues.tsv`, which describes its columns. Latin words are kept as they are, others folded.
static CUES: LazyLock<HashMap<String, Vec<Cue>>> = LazyLock::new(|| {
    let mut cues: HashMap<String, Vec<Cue>> = HashMap::new();
    for line in include_str!("cues.tsv").lines().filter(|line| !line.starts_with('#')) {
        // A test reads the file: a line with a fault is left out here.
        if let Some((word, cue)) = parse(line) {
            cues.entry(word).or_default().push(cue);
        }
    }
    cues
});

fn parse(line: &str) -> Option<(String, Cue)> {
    let [_lang, word, subject, part] = line.split('\t').collect::<Vec<_>>()[..] else { return None };
    let cue = match (part, Subject::from_word(subject)) {
        ("beside", Some(subject)) => Cue::Beside(subject),
        ("within", Some(subject)) => Cue::Within(subject),
        ("never", None) => Cue::Never,
        _ => return None,
    };
    Some((look_up(word), cue))
}

fn look_up(word: &str) -> String {
    if has_arabic(word) { Key::new(word).folded().to_owned() } else { word.to_owned() }
}

/// What a word says as a cue.
pub(super) fn cues(word: &str) -> &'static [Cue] {
    CUES.get(&look_up(word)).map_or(&[], Vec::as_slice)
}

/// The kind of name that stands beside a word.
pub(super) fn beside(word: &str) -> Option<Subject> {
    cues(word).iter().find_map(|cue| if let Cue::Beside(subject) = cue { Some(*subject) } else { None })
}

/// The kind of name that a word is part of.
pub(super) fn within(word: &str) -> Option<Subject> {
    cues(word).iter().find_map(|cue| if let Cue::Within(subject) = cue { Some(*subject) } else { None })
}

/// Whether no name begins with a word.
pub(super) fn is_never(word: &str) -> bool {
    cues(word).contains(&Cue::Never)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let lines = include_str!("cues.tsv").lines().filter(|line| !line.starts_with('#'));
        let faulty: Vec<&str> = lines.filter(|line| parse(line).is_none()).collect();
        assert!(faulty.is_empty(), "{faulty:?}");
        assert_eq!(beside("city"), Some(Subject::Place));
        assert_eq!(within("كتيبة"), Some(Subject::ArmedGroup));
        assert!(is_never("March") && !is_never("march"));
    }
}
