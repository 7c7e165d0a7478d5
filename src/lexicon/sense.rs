//! Senses: what an English word can be in Arabic, with what is needed to inflect it.

/// Parts of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pos {
    /// A noun.
    Noun,
    /// A verb.
    Verb,
    /// An adjective.
    Adjective,
    /// An adverb.
    Adverb,
    /// A preposition.
    Preposition,
    /// A conjunction or particle.
    Conjunction,
    /// A proper name.
    Name,
    /// A fixed expression of several English words.
    Term,
}

impl Pos {
    /// Reads the word for it in the lexicon's files.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "n" => Self::Noun,
            "v" => Self::Verb,
            "adj" => Self::Adjective,
            "adv" => Self::Adverb,
            "prep" => Self::Preposition,
            "conj" => Self::Conjunction,
            "name" => Self::Name,
            "term" => Self::Term,
            _ => return None,
        })
    }
}

/// One Arabic equivalent of an English word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense<'l> {
    /// Its part of speech.
    pub pos: Pos,
    /// The lemma: singular of a noun, masculine of an adjective, perfect of a verb (third person masculine singular).
    pub arabic: &'l str,
    features: &'l str,
}

impl<'l> Sense<'l> {
    /// Reads a line of a lexicon file without its first column: part of speech, lemma, features.
    #[must_use]
    pub fn parse(line: &'l str) -> Option<Self> {
        let mut columns = line.split('\t');
        let pos = Pos::from_word(columns.next()?)?;
        let arabic = columns.next().filter(|arabic| !arabic.is_empty())?;
        Some(Self { pos, arabic, features: columns.next().unwrap_or_default() })
    }

    /// The value of a feature: `imp`, `f`, `g`. Empty for one that is only there or not: `hum`, `nisba`.
    #[must_use]
    pub fn feature(&self, name: &str) -> Option<&'l str> {
        self.features.split(';').map(str::trim).find_map(|feature| match feature.split_once('=') {
            Some((key, value)) => (key == name).then_some(value),
            None => (feature == name).then_some(""),
        })
    }

    /// The values of a feature that may have several: plurals, verbal nouns, participles.
    pub fn values(&self, name: &str) -> impl Iterator<Item = &'l str> + use<'l> {
        self.feature(name).unwrap_or_default().split('|').filter(|value| !value.is_empty() && *value != "0")
    }

    /// Whether the lemma is feminine: as said, or as its ending shows.
    #[must_use]
    pub fn is_feminine(&self) -> bool {
        match self.feature("g") {
            Some(gender) => gender == "f",
            None => self.arabic.split(' ').next().is_some_and(|word| word.ends_with('ة')),
        }
    }
}
