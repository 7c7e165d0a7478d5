//! Translation models on disk: the user's own files, checked when they are added and whenever asked.
//!
//! A [`Store`] is a folder with a folder for each model; `model.toml` in it says what was added. The [`Manifest`] names the
//! models that can be checked against published sums. Only with the feature `neural` can models be downloaded.

mod add;
#[cfg(feature = "neural")]
mod download;
mod error;
mod manifest;
mod store;
mod sum;

pub use add::{Files, Wanted};
#[cfg(feature = "neural")]
pub use download::{Progress, download};
pub use error::ModelsError;
pub use manifest::{Known, KnownFile, Manifest, is_id};
pub use store::{Checked, Fault, Installed, InstalledFile, Store, default_dir};
pub use sum::Sum;
