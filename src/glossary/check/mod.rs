//! What is doubtful about a glossary, for the terminologist who keeps it.

mod concepts;
mod letters;
mod marks;
mod place;
mod rivals;
mod scripts;
mod twice;

pub use place::Places;

use super::term::words;
use super::{Concept, Glossary, Term};
use crate::text::Lang;
use serde::{Deserialize, Serialize};

/// Something that a terminologist should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Issue {
    /// What kind of thing is doubtful.
    pub rule: Rule,
    /// The concept that it is about.
    pub concept: String,
    /// The language, where it is about one.
    pub lang: Option<Lang>,
    /// The term, where it is about one.
    pub term: Option<String>,
    /// What is doubtful, and what to do. Quoted terms stand between directional isolates.
    pub message: String,
}

/// How grave an issue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The glossary contradicts itself.
    Error,
    /// Something is most likely a slip.
    Warning,
    /// A person may want to look.
    Hint,
}

words! {
    /// The kinds of issue.
    Rule {
        /// Two concepts have the same id; the matcher uses the first.
        DuplicateId = "duplicate-id",
        /// A form to be replaced is also a form to be used.
        Conflict = "conflict",
        /// A character that can't be seen: a directional or zero-width mark, a control character.
        InvisibleCharacter = "invisible-character",
        /// A letter of another script that looks like one of its word's script.
        LookAlike = "look-alike",
        /// A letter of the right script that another language uses: Persian ی in Arabic.
        ForeignLetter = "foreign-letter",
        /// A shaped letter, which only fonts should know.
        PresentationForm = "presentation-form",
        /// Characters that Unicode's form NFC writes otherwise.
        NotNormalized = "not-normalized",
        /// A stretched word.
        Tatweel = "tatweel",
        /// No letter is of a script that the language is written in.
        WrongScript = "wrong-script",
        /// A bracket or quotation mark without its other half.
        Unbalanced = "unbalanced",
        /// White space at an end, twice, or other than a plain space.
        WhiteSpace = "white-space",
        /// A term of one letter, which is met everywhere.
        OneLetter = "one-letter",
        /// A context word without letters, which is met everywhere.
        EmptyContext = "empty-context",
        /// The same term twice in a concept.
        RepeatedTerm = "repeated-term",
        /// Two concepts have the same term, and nothing tells them apart.
        SharedTerm = "shared-term",
        /// More than one preferred term in a language.
        TwoPreferred = "two-preferred",
        /// Terms in a language, and none of them preferred.
        NonePreferred = "none-preferred",
        /// A concept without terms.
        NoTerms = "no-terms",
        /// A form that is found without being listed: it differs in case, marks or the like only.
        NeedlessVariant = "needless-variant",
        /// A context word that is part of its term.
        OwnContext = "own-context",
        /// Two concepts that are likely one.
        MaybeTwice = "maybe-twice",
        /// No term in a language in which most of the glossary has one.
        MissingLanguage = "missing-language",
        /// A concept that takes the place of one in an earlier file.
        Replaces = "replaces",
    }
}

impl Rule {
    /// How grave it is.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::DuplicateId | Self::Conflict => Severity::Error,
            Self::NeedlessVariant | Self::OwnContext | Self::MaybeTwice | Self::MissingLanguage | Self::Replaces => {
                Severity::Hint
            }
            _ => Severity::Warning,
        }
    }
}

impl Issue {
    /// An issue about a concept as a whole.
    fn of_concept(rule: Rule, concept: &Concept, message: impl Into<String>) -> Self {
        Self { rule, concept: concept.id.clone(), lang: None, term: None, message: message.into() }
    }

    /// An issue about a concept's terms in a language.
    fn of_lang(rule: Rule, concept: &Concept, lang: &Lang, message: impl Into<String>) -> Self {
        Self { lang: Some(lang.clone()), ..Self::of_concept(rule, concept, message) }
    }

    /// An issue about a term.
    fn of_term(rule: Rule, concept: &Concept, term: &Term, message: impl Into<String>) -> Self {
        Self { term: Some(term.text.clone()), ..Self::of_lang(rule, concept, &term.lang, message) }
    }

    /// A concept takes the place of one with the same id in a file that was read before.
    pub(crate) fn replaces(concept: &str, earlier: &str) -> Self {
        let message =
            format!("`{concept}` takes the place of the one in {earlier}; if that is not meant, change the id");
        Self { rule: Rule::Replaces, concept: concept.to_owned(), lang: None, term: None, message }
    }

    /// How grave it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.rule.severity()
    }
}

impl std::fmt::Display for Issue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

/// What was found so far, each with the place of its concept in the glossary.
type Found = Vec<(usize, Issue)>;

impl Glossary {
    /// Everything doubtful, in the order of the concepts, and for each by rule and language.
    #[must_use]
    pub fn check(&self) -> Vec<Issue> {
        let mut found = Found::new();
        concepts::check(self, &mut found);
        rivals::check(self, &mut found);
        twice::check(self, &mut found);
        for (at, concept) in self.concepts.iter().enumerate() {
            for term in &concept.terms {
                let issues = letters::issues(concept, term).into_iter().chain(marks::issues(concept, term));
                found.extend(issues.map(|issue| (at, issue)));
            }
        }
        // Stable: the terms of a language keep their order.
        found.sort_by(|(a, x), (b, y)| (a, x.rule, &x.lang).cmp(&(b, y.rule, &y.lang)));
        found.into_iter().map(|(_, issue)| issue).collect()
    }
}

/// Whether a form is one to be used, and not one to be replaced.
fn is_good(term: &Term) -> bool {
    !term.status.is_rejected()
}

/// Whether nothing but its text says when a term is meant.
fn is_free(term: &Term) -> bool {
    term.context.is_empty() && !term.short
}

/// A text between directional isolates, so that it does not turn a message about.
fn quoted(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}

/// A character with the number by which people look it up.
fn character(c: char) -> String {
    format!("{} (U+{:04X})", quoted(&c.to_string()), u32::from(c))
}
