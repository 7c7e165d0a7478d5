//! Bibliographies as witnesses: the whole titles that stand in them.

use super::walk::InputFile;
use crate::pipeline::Failure;
use crate::read::titles::read_titles;
use crate::restore::Witness;
use std::convert::Infallible;
use std::fs::File;
use std::io::BufReader;

/// What bibliographies hold.
#[derive(Debug, Default)]
pub struct Listed {
    /// The whole titles.
    pub witnesses: Vec<Witness>,
    /// Files without one, by name.
    pub empty: Vec<String>,
    /// Files that could not be read, with the reason.
    pub failed: Vec<Failure>,
}

/// Reads bibliographies, in order.
#[must_use]
pub fn listed(files: &[InputFile]) -> Listed {
    let mut listed = Listed::default();
    for file in files {
        let before = listed.witnesses.len();
        let witnesses = &mut listed.witnesses;
        let read = File::open(&file.path).map_err(|error| format!("cannot be read: {error}")).and_then(|input| {
            read_titles::<Infallible>(&file.name, &mut BufReader::new(input), &mut |listing| {
                witnesses.push(listing.into_witness(&file.name));
                Ok(())
            })
            .map_err(|error| error.to_string())
        });
        match read {
            Err(error) => listed.failed.push(Failure { file: file.name.clone(), error }),
            Ok(_) if witnesses.len() == before => listed.empty.push(file.name.clone()),
            Ok(_) => {}
        }
    }
    listed
}
