//! isnad mends Arabic-script citations in reports, applies a glossary to names, and emits aligned bilingual text. Every
//! change carries its chain of evidence.
//!
//! The modules stand in the order in which data flows; none imports from below itself.
#![forbid(unsafe_code)]

pub mod text;
pub mod lexicon;

pub mod report;

pub mod repair;
pub mod restore;
pub mod glossary;
pub mod translate;
pub mod align;

pub mod pipeline;

pub mod read;
pub mod titles;
pub mod models;
pub mod write;

pub mod batch;
pub mod cli;
