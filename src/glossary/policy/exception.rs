//! Exceptions: what a policy does otherwise in some reports, and why.

use super::Action;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Another action for some concepts in some reports, with its reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The reports: globs on their names in outputs, and on their paths below [`Exception::folder`].
    pub files: Vec<FileGlob>,
    /// The concepts, by id. None stands for all.
    #[serde(default)]
    pub concepts: Vec<String>,
    /// What to do about their hits.
    #[serde(default = "ignore")]
    pub action: Action,
    /// Why, for people.
    pub reason: String,
    /// The folder from which paths are meant: that of the configuration file.
    #[serde(skip)]
    pub folder: PathBuf,
}

const fn ignore() -> Action {
    Action::Ignore
}

/// A glob on the path of a report, as in `.gitignore` files: one without a slash matches at any depth, one with a slash from
/// the top, `**` any number of folders, and a folder all that is in it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileGlob {
    text: String,
    matcher: Gitignore,
}

impl FileGlob {
    /// Reads a glob.
    ///
    /// # Errors
    /// When the text is none: what is wrong, and what to do.
    pub fn new(text: &str) -> Result<Self, String> {
        let mut builder = GitignoreBuilder::new("");
        let fault = |what: &str| format!("the glob '{text}' is not understood: {what}");
        if text.starts_with(['!', '#']) || text.trim().is_empty() {
            return Err(fault("name the files that it is for, such as \"2024/**\" or \"*.docx\""));
        }
        builder.add_line(None, text).map_err(|error| fault(&error.to_string()))?;
        let matcher = builder.build().map_err(|error| fault(&error.to_string()))?;
        Ok(Self { text: text.to_owned(), matcher })
    }

    /// Its text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it matches a path with `/` below some folder.
    fn matches(&self, path: &Path) -> bool {
        path.is_relative() && !path.has_root() && self.matcher.matched_path_or_any_parents(path, false).is_ignore()
    }
}

impl PartialEq for FileGlob {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for FileGlob {}

impl TryFrom<String> for FileGlob {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::new(&text)
    }
}

impl From<FileGlob> for String {
    fn from(glob: FileGlob) -> Self {
        glob.text
    }
}

impl Exception {
    /// Whether it is for a report, which has this name in outputs and was read from this path.
    #[must_use]
    pub fn covers(&self, name: &str, path: Option<&Path>) -> bool {
        let below = path.and_then(|path| path.strip_prefix(&self.folder).ok());
        let matches = |path: &Path| self.files.iter().any(|glob| glob.matches(path));
        matches(Path::new(name)) || below.is_some_and(matches)
    }

    /// Whether it is about a concept.
    #[must_use]
    pub fn is_about(&self, concept: &str) -> bool {
        self.concepts.is_empty() || self.concepts.iter().any(|id| id == concept)
    }

    /// The exception in one line, for messages and outputs: `reports/2024-*.docx: hts`.
    #[must_use]
    pub fn label(&self) -> String {
        let concepts = if self.concepts.is_empty() { "all concepts".to_owned() } else { self.concepts.join(", ") };
        format!("{}: {concepts}", self.globs().join(", "))
    }

    /// The texts of its globs.
    #[must_use]
    pub fn globs(&self) -> Vec<String> {
        self.files.iter().map(|glob| glob.text.clone()).collect()
    }
}
