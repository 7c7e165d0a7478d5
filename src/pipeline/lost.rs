//! Lost titles as a reviewer sees them: what is left, what each may be, how to look for it.

use super::Where;
use crate::text::{Evidence, Finding};
use serde::{Deserialize, Serialize};

/// A lost title.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LostTitle {
    /// Where it stood.
    #[serde(flatten)]
    pub place: Where,
    /// Characters in each of its words.
    pub mask: Vec<usize>,
    /// Its translation, where the citation gives one.
    pub gloss: Option<String>,
    /// What it may be, the likeliest first.
    #[serde(default)]
    pub candidates: Vec<MaybeTitle>,
    /// What to ask a search engine for it.
    #[serde(default)]
    pub search: Option<String>,
    /// A regular expression that it matches.
    #[serde(default)]
    pub pattern: Option<String>,
}

/// A title that a lost one may be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MaybeTitle {
    /// The title.
    pub title: String,
    /// How likely it is the lost one, in thousandths.
    pub thousandths: u16,
    /// In words, what speaks for it.
    pub because: String,
}

impl LostTitle {
    /// What a finding says of a lost title.
    pub(super) fn new(finding: &Finding, place: Where, gloss: Option<String>) -> Self {
        let measure = || finding.before.split_whitespace().map(|word| word.chars().count()).collect();
        let (mut mask, mut candidates, mut asked) = (None, Vec::new(), None);
        for link in &finding.evidence {
            match link {
                Evidence::Mask { words } => mask = Some(words.clone()),
                Evidence::Candidate { text, probability, because } => candidates.push(MaybeTitle {
                    title: text.clone(),
                    thousandths: (probability.clamp(0.0, 1.0) * 1000.0).round() as u16,
                    because: because.first().map(Evidence::sentence).unwrap_or_default(),
                }),
                Evidence::Search { query, pattern } => asked = Some((query.clone(), pattern.clone())),
                _ => {}
            }
        }
        let (search, pattern) = asked.unzip();
        Self { place, mask: mask.unwrap_or_else(measure), gloss, candidates, search, pattern }
    }
}

impl MaybeTitle {
    /// How likely it is, for people: `42 %`.
    #[must_use]
    pub fn percent(&self) -> String {
        match self.thousandths {
            0..5 => "< 1 %".to_owned(),
            995.. => "> 99 %".to_owned(),
            thousandths => format!("{} %", (thousandths + 5) / 10),
        }
    }
}
