//! A translation model as a guesser at lost titles.

use crate::restore::Guesser;
use crate::translate::firefox::{Model, ModelError, reconstruct};
use std::path::Path;

/// A translation model in memory, with the id under which it is kept.
pub struct Neural {
    id: String,
    model: Model,
}

impl Neural {
    /// Loads the model in a folder.
    ///
    /// # Errors
    /// When files are missing or damaged.
    pub fn load(id: &str, dir: &Path) -> Result<Self, ModelError> {
        Ok(Self { id: id.to_owned(), model: Model::load(dir)? })
    }
}

impl std::fmt::Debug for Neural {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Neural").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Guesser for Neural {
    fn name(&self) -> &str {
        &self.id
    }

    fn guess(&self, gloss: &str, mask: &str) -> Vec<(String, f64)> {
        reconstruct(&self.model, gloss, mask)
    }
}
