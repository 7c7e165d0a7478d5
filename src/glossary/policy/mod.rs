//! The policy: what becomes of a hit, for a run, for a concept, in a report.

mod arabic;
mod article;
mod exception;
mod findings;
mod mention;
pub mod protect;
mod quotation;
mod replace;
mod verbatim;

use crate::text::{Span, TermStatus};
pub use exception::{Exception, FileGlob};
pub use findings::findings;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// What to do about the hits of a concept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// Write the preferred term in place of one that is deprecated or forbidden.
    #[default]
    Enforce,
    /// Name the preferred term in the finding, and leave the text.
    Suggest,
    /// Report the hit, and leave the text.
    Flag,
    /// Say nothing.
    Ignore,
}

/// How a concept with a full name and an acronym is named where a report first mentions it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FirstMention {
    /// As the report has it.
    #[default]
    AsIs,
    /// In full, with the acronym in brackets: «Hay'at Tahrir al-Sham (HTS)».
    FullWithAcronym,
}

/// What to do about hits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Policy {
    /// For concepts that are not named below.
    pub default: Action,
    /// For single concepts, by id. [`Action::Enforce`] here also replaces admitted terms of the concept.
    pub concepts: BTreeMap<String, Action>,
    /// Whether to replace admitted terms of all concepts too.
    pub admitted: bool,
    /// Whether to leave out findings about hits that the policy has nothing against.
    pub breaches_only: bool,
    /// How concepts are named at their first mention in a report.
    pub first_mention: FirstMention,
    /// The same for single concepts, by id.
    pub first_mentions: BTreeMap<String, FirstMention>,
    /// What to do about a first mention by the acronym alone. [`Action::Enforce`] for the concept in [`Policy::concepts`]
    /// goes before it; neither does more than the policy does about the concept in any case.
    pub first_mention_action: Action,
    /// What is done otherwise in some reports. Of several for the same hit the first one stands.
    pub exceptions: Vec<Exception>,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            default: Action::Enforce,
            concepts: BTreeMap::new(),
            admitted: false,
            breaches_only: false,
            first_mention: FirstMention::AsIs,
            first_mentions: BTreeMap::new(),
            first_mention_action: Action::Suggest,
            exceptions: Vec::new(),
        }
    }
}

impl Policy {
    /// What to do about the hits of a concept, exceptions aside.
    #[must_use]
    pub fn action(&self, concept: &str) -> Action {
        self.concepts.get(concept).copied().unwrap_or(self.default)
    }

    /// Whether the policy is against a term of this standing.
    #[must_use]
    pub fn objects(&self, concept: &str, status: TermStatus) -> bool {
        match status {
            TermStatus::Preferred => false,
            TermStatus::Admitted => self.admitted || self.concepts.get(concept) == Some(&Action::Enforce),
            TermStatus::Deprecated | TermStatus::Forbidden => true,
        }
    }

    /// How a concept is named at its first mention.
    #[must_use]
    pub fn first_mention(&self, concept: &str) -> FirstMention {
        self.first_mentions.get(concept).copied().unwrap_or(self.first_mention)
    }

    /// The policy for one report, which has this name in outputs and was read from this path.
    #[must_use]
    pub fn in_report(&self, name: &str, path: Option<&Path>) -> InReport<'_> {
        let exceptions = self.exceptions.iter().filter(|exception| exception.covers(name, path)).collect();
        InReport { policy: self, exceptions, headings: Vec::new() }
    }
}

/// A policy for one report.
#[derive(Clone, Debug)]
pub struct InReport<'p> {
    pub(super) policy: &'p Policy,
    /// The exceptions that are made for the report, in order.
    exceptions: Vec<&'p Exception>,
    /// The headings: a name in one is no first mention.
    pub(super) headings: Vec<Span>,
}

impl<'p> From<&'p Policy> for InReport<'p> {
    /// The policy for a text that is no file: without exceptions.
    fn from(policy: &'p Policy) -> Self {
        Self { policy, exceptions: Vec::new(), headings: Vec::new() }
    }
}

impl<'p> InReport<'p> {
    /// The same, with the headings of the report, as spans of the view in order.
    #[must_use]
    pub fn with_headings(self, headings: Vec<Span>) -> Self {
        Self { headings, ..self }
    }

    /// The exceptions that are made for the report, in the order of the policy.
    #[must_use]
    pub fn exceptions(&self) -> &[&'p Exception] {
        &self.exceptions
    }

    /// The exception that decides about a concept.
    #[must_use]
    pub fn exception(&self, concept: &str) -> Option<&'p Exception> {
        self.exceptions.iter().copied().find(|exception| exception.is_about(concept))
    }

    /// What to do about the hits of a concept, and the exception that says so.
    #[must_use]
    pub fn ruling(&self, concept: &str) -> (Action, Option<&'p Exception>) {
        let exception = self.exception(concept);
        (exception.map_or_else(|| self.policy.action(concept), |exception| exception.action), exception)
    }

    /// What to do about a first mention of a concept by its acronym alone; `None` where nothing is asked.
    pub(super) fn first_mention(&self, concept: &str) -> Option<Action> {
        if self.policy.first_mention(concept) == FirstMention::AsIs {
            return None;
        }
        let explicit = self.policy.concepts.get(concept) == Some(&Action::Enforce);
        let asked = if explicit { Action::Enforce } else { self.policy.first_mention_action };
        let (allowed, _) = self.ruling(concept);
        Some(asked.restrained_by(allowed))
    }
}

impl Action {
    /// Of two actions the one that does less.
    const fn restrained_by(self, other: Self) -> Self {
        if self as u8 >= other as u8 { self } else { other }
    }
}
