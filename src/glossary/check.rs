//! What is doubtful about a glossary as a whole.

use super::{Glossary, Term};
use crate::text::{Key, Lang, TermStatus};
use std::collections::{BTreeMap, BTreeSet};

/// Something that a terminologist should look at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Issue {
    /// Two concepts have the same id; the matcher uses the first.
    DuplicateId {
        /// The id.
        concept: String,
    },
    /// Two concepts have the same term, and nothing tells them apart.
    SharedTerm {
        /// The concepts, in the order of the glossary.
        concepts: Vec<String>,
        /// The term, as the first has it.
        term: String,
    },
    /// A concept has no term in a language in which most of the glossary has one.
    MissingLanguage {
        /// The concept.
        concept: String,
        /// The language.
        lang: Lang,
    },
    /// A concept has more than one preferred term in a language.
    TwoPreferred {
        /// The concept.
        concept: String,
        /// The language.
        lang: Lang,
    },
    /// A concept has terms in a language, and none of them is preferred.
    NonePreferred {
        /// The concept.
        concept: String,
        /// The language.
        lang: Lang,
    },
}

impl Glossary {
    /// Everything doubtful, by kind and then by concept.
    #[must_use]
    pub fn check(&self) -> Vec<Issue> {
        let mut issues = BTreeSet::new();
        self.check_ids(&mut issues);
        self.check_shared(&mut issues);
        self.check_languages(&mut issues);
        issues.into_iter().collect()
    }

    fn check_ids(&self, issues: &mut BTreeSet<Issue>) {
        let mut seen = BTreeSet::new();
        for concept in &self.concepts {
            if !seen.insert(&concept.id) {
                issues.insert(Issue::DuplicateId { concept: concept.id.clone() });
            }
        }
    }

    fn check_shared(&self, issues: &mut BTreeSet<Issue>) {
        let mut owners: BTreeMap<(&Lang, Key), Vec<(&str, &Term)>> = BTreeMap::new();
        for concept in &self.concepts {
            // A context hint or the need of a full form before it tells homographs apart.
            for term in concept.terms.iter().filter(|term| term.context.is_empty() && !term.short) {
                owners.entry((&term.lang, Key::new(&term.text))).or_default().push((&concept.id, term));
            }
        }
        for terms in owners.into_values() {
            let mut concepts: Vec<String> = Vec::new();
            for (concept, _) in &terms {
                if !concepts.iter().any(|known| known == concept) {
                    concepts.push((*concept).to_owned());
                }
            }
            if let (true, Some((_, term))) = (concepts.len() > 1, terms.first()) {
                issues.insert(Issue::SharedTerm { concepts, term: term.text.clone() });
            }
        }
    }

    fn check_languages(&self, issues: &mut BTreeSet<Issue>) {
        let mut counts: BTreeMap<&Lang, usize> = BTreeMap::new();
        for concept in &self.concepts {
            for lang in concept.terms.iter().map(|term| &term.lang).collect::<BTreeSet<_>>() {
                *counts.entry(lang).or_default() += 1;
            }
        }
        for concept in &self.concepts {
            for (&lang, &count) in &counts {
                let preferred = concept.terms_in(lang).filter(|term| term.status == TermStatus::Preferred).count();
                let (concept, lang, any) = (concept.id.clone(), lang.clone(), concept.terms_in(lang).next().is_some());
                if preferred > 1 {
                    issues.insert(Issue::TwoPreferred { concept, lang });
                } else if any && preferred == 0 {
                    issues.insert(Issue::NonePreferred { concept, lang });
                } else if !any && count * 2 > self.concepts.len() {
                    issues.insert(Issue::MissingLanguage { concept, lang });
                }
            }
        }
    }
}

impl std::fmt::Display for Issue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::DuplicateId { concept } => write!(f, "two concepts have the id `{concept}`"),
            Self::SharedTerm { concepts, term } => {
                write!(
                    f,
                    "\u{2068}{term}\u{2069} is a term of {}; add context words to tell them apart",
                    concepts.join(", ")
                )
            }
            Self::MissingLanguage { concept, lang } => write!(f, "`{concept}` has no term in {lang}"),
            Self::TwoPreferred { concept, lang } => write!(f, "`{concept}` has more than one preferred term in {lang}"),
            Self::NonePreferred { concept, lang } => write!(f, "`{concept}` has no preferred term in {lang}"),
        }
    }
}
