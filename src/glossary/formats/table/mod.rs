//! Glossaries as tables, in CSV, TSV and XLSX: one term a row, or one concept a row with a column for each language.

pub(super) mod cells;
mod columns;
pub(super) mod csv;
mod gather;
mod langs;
mod layout;
mod rows;
pub(super) mod xlsx;

pub use columns::{Columns, ColumnsError};
pub(super) use gather::Draft;
