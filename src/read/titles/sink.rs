//! Where the readers hand over what they find, and where it is counted.

use super::Listing;
use super::error::{Count, Fault, Problem, TOLD};
use super::record::Record;
use std::ops::ControlFlow;

/// Why reading ends before the file does.
#[derive(Debug)]
pub(super) enum Stop {
    /// Who is given the titles wants no more.
    Asked,
    /// The file cannot be read on.
    Fault(Fault),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// Takes the records of a file.
pub(super) struct Sink<'e> {
    each: &'e mut dyn FnMut(Listing) -> ControlFlow<()>,
    count: Count,
}

impl<'e> Sink<'e> {
    pub(super) fn new(each: &'e mut dyn FnMut(Listing) -> ControlFlow<()>) -> Self {
        Self { each, count: Count::default() }
    }

    /// One record: its title is handed over if it has a whole one.
    pub(super) fn record(&mut self, record: &Record<'_>) -> Result<(), Stop> {
        match record.entry() {
            Some(entry) => {
                self.count.taken += 1;
                if (self.each)(entry).is_break() { Err(Stop::Asked) } else { Ok(()) }
            }
            None => {
                self.leave_out();
                Ok(())
            }
        }
    }

    /// One record that was seen to have no title.
    pub(super) fn leave_out(&mut self) {
        self.count.left_out += 1;
    }

    /// Something that could not be read.
    pub(super) fn problem(&mut self, line: u64, message: impl Into<String>) {
        if self.count.problems.len() < TOLD {
            self.count.problems.push(Problem { line, message: message.into() });
        } else {
            self.count.more_problems += 1;
        }
    }

    /// What was in the file.
    pub(super) fn finish(mut self) -> Count {
        if self.count == Count::default() {
            self.problem(1, "no record was found: is the file empty, or of another format than its name says?");
        }
        self.count
    }
}
