//! Writing: one file per output format, and the mended report in the form in which it came.

pub mod mended;
