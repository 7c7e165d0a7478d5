//! Any text read as a glossary: refused with a reason, or checked and used.
#![no_main]

use isnad::glossary::{Glossary, Matcher};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (bool, &str)| {
    let (csv, text) = input;
    let parsed = if csv { Glossary::parse_csv("a.csv", text) } else { Glossary::parse_toml("a.toml", text) };
    match parsed {
        Ok(mut glossary) => {
            let _ = glossary.check();
            let _ = Matcher::new(&glossary);
            let concepts = glossary.concepts.len();
            glossary.merge(glossary.clone());
            assert_eq!(glossary.concepts.len(), concepts, "a glossary replaces itself");
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
