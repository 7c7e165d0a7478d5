//! Citations of any text lie in it, in order.
#![no_main]

use isnad::report::citation;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let found = citation::parse(text);
    assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    isnad_fuzz::citations(text, &found);
});
