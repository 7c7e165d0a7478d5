//! How sure a finding is: the promise of the house, as a type.

use serde::{Deserialize, Serialize};

/// How certain a finding is, strongest first. Probabilities run from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Certainty {
    /// The inverse reproduces the damaged text exactly, and no other reading does as well.
    Proven,
    /// The same text was found whole elsewhere, and fits.
    Witnessed,
    /// A preferred glossary entry, or a reviewer, says so.
    Decided,
    /// Damaging it again gives the input up to the loss that such damage causes, and a model chose among the readings.
    Fitting(f64),
    /// A best guess at text of which only the shape is left: for review, never into the text.
    Inferred(f64),
    /// Damage is certain, the text is not recoverable here.
    Lost,
}

/// The least probability at which a [`Certainty::Fitting`] finding is applied.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Threshold(f64);

impl Threshold {
    /// A threshold; values outside 0 to 1 are brought to the nearer end.
    #[must_use]
    pub fn new(probability: f64) -> Self {
        Self(probability.clamp(0.0, 1.0))
    }

    /// Whether a finding of this certainty goes into the text.
    #[must_use]
    pub fn admits(self, certainty: Certainty) -> bool {
        match certainty {
            Certainty::Proven | Certainty::Witnessed | Certainty::Decided => true,
            Certainty::Fitting(p) => p >= self.0,
            Certainty::Inferred(_) | Certainty::Lost => false,
        }
    }
}

impl Default for Threshold {
    fn default() -> Self {
        Self(0.95)
    }
}

impl Certainty {
    /// The word for it in outputs and messages.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::Witnessed => "witnessed",
            Self::Decided => "decided",
            Self::Fitting(_) => "fitting",
            Self::Inferred(_) => "inferred",
            Self::Lost => "lost",
        }
    }

    /// The probability, where it is a matter of one.
    #[must_use]
    pub const fn probability(self) -> Option<f64> {
        match self {
            Self::Fitting(p) | Self::Inferred(p) => Some(p),
            _ => None,
        }
    }

    /// Place in the order of strength: 0 for the strongest.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::Proven => 0,
            Self::Witnessed => 1,
            Self::Decided => 2,
            Self::Fitting(_) => 3,
            Self::Inferred(_) => 4,
            Self::Lost => 5,
        }
    }

    /// Reads what [`Certainty::word`] and [`Certainty::probability`] say.
    #[must_use]
    pub fn from_parts(word: &str, probability: Option<f64>) -> Option<Self> {
        Some(match (word, probability) {
            ("proven", _) => Self::Proven,
            ("witnessed", _) => Self::Witnessed,
            ("decided", _) => Self::Decided,
            ("fitting", Some(p)) => Self::Fitting(p),
            ("inferred", Some(p)) => Self::Inferred(p),
            ("lost", _) => Self::Lost,
            _ => return None,
        })
    }
}

impl std::fmt::Display for Certainty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.probability() {
            Some(p) => write!(f, "{} ({p:.2})", self.word()),
            None => f.write_str(self.word()),
        }
    }
}

impl Serialize for Certainty {
    /// Its word, in JSON; the probability is a field of its own beside it.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}
