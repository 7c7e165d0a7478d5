//! A diagnostic: what `isnad check` and `isnad glossary check` say about one place.

use crate::text::Position;
use serde::Serialize;

/// One thing that is wrong at one place.
#[derive(Debug, Serialize)]
pub(super) struct Diagnostic {
    /// The report; none where a glossary is checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) report: Option<String>,
    /// The file as the user named it.
    pub(super) path: String,
    /// Where, in the file, if it has lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) position: Option<Position>,
    /// The rule.
    pub(super) rule: String,
    /// How bad.
    pub(super) level: Level,
    /// What is wrong, and what should stand there.
    pub(super) message: String,
    /// The text that should stand there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) after: Option<String>,
    /// The concept, where a glossary is checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) concept: Option<String>,
}

impl Diagnostic {
    /// A diagnostic about a report, of which the path is not known yet.
    pub(super) fn new(
        report: &str,
        position: Position,
        rule: &str,
        level: Level,
        message: String,
        after: Option<String>,
    ) -> Self {
        Self {
            report: Some(report.to_owned()),
            path: String::new(),
            position: Some(position),
            rule: rule.to_owned(),
            level,
            message,
            after,
            concept: None,
        }
    }
}

/// How bad a diagnostic is; the words are SARIF's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Level {
    /// Text is lost, or a glossary contradicts itself.
    Error,
    /// Text is damaged or a name is misspelt, and it can be mended.
    Warning,
    /// A person should look.
    Note,
}

impl Level {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}
