//! Any bytes read as Markdown.
#![no_main]

use isnad::read::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| isnad_fuzz::file_as(Format::Markdown, bytes));
