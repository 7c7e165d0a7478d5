//! Reading: one file per input format, from bytes to a report.
