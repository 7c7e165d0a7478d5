//! Any bytes read as a glossary in TBX, TMX, Turtle or JSON-LD: refused with a reason, or the same again through every
//! dialect of TBX.
#![no_main]

use isnad::glossary::{Dialect, Glossary};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| {
    let (format, bytes) = input;
    let parsed = match format % 4 {
        0 => Glossary::parse_tbx("a", bytes),
        1 => Glossary::parse_tmx("a", bytes),
        2 => Glossary::parse_turtle("a", bytes),
        _ => Glossary::parse_jsonld("a", bytes),
    };
    match parsed {
        Ok(glossary) => {
            for dialect in Dialect::ALL {
                let (text, losses) = glossary.to_tbx(dialect);
                let again = Glossary::parse_tbx("a", text.as_bytes()).expect("what was written");
                assert!(!losses.is_empty() || again == glossary, "{again:?}\n{glossary:?}");
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
