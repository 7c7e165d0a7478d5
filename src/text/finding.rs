//! A finding: what a stage says about a stretch of text, and what it would put there.

use super::{Certainty, Evidence, Span};
use serde::{Deserialize, Serialize};

/// The number of a finding in its report's ledger, from 0, in the order in which the stages made them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FindingId(pub u32);

/// The text that a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Anchor {
    /// A range of the text that an earlier finding brought in.
    Within {
        /// The earlier finding.
        finding: FindingId,
        /// A byte range of its replacement.
        span: Span,
    },
    /// A byte range of the source.
    Source {
        /// The range.
        span: Span,
    },
}

/// The stage that made a finding, in the order in which they run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Undoing reversible damage.
    Repair,
    /// Bringing lost titles back.
    Restore,
    /// Applying the glossary.
    Terms,
}

/// What a stage found at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Who found it.
    pub stage: Stage,
    /// Where.
    pub anchor: Anchor,
    /// The rule by which it was found, in lower case with hyphens: `utf8-as-windows-1252`.
    pub rule: String,
    /// The text as it stood.
    pub before: String,
    /// The text that should stand there; `None` for a finding that changes nothing.
    pub after: Option<String>,
    /// How certain.
    pub certainty: Certainty,
    /// On what evidence.
    pub evidence: Vec<Evidence>,
}

impl Anchor {
    /// The whole of a source span.
    #[must_use]
    pub const fn source(span: Span) -> Self {
        Self::Source { span }
    }

    /// The span, in the source or in the replacement that it is anchored to.
    #[must_use]
    pub const fn span(self) -> Span {
        match self {
            Self::Source { span } | Self::Within { span, .. } => span,
        }
    }
}

impl Stage {
    /// The word for it in outputs and messages.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Repair => "repair",
            Self::Restore => "restore",
            Self::Terms => "terms",
        }
    }
}
