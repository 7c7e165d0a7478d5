//! A repair of a repair changes nothing.
#![no_main]

use isnad::repair::repair;
use isnad_fuzz::damage::damage;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &str)| {
    let damaged = damage(input.1, input.0 % 20);
    let once = repair(&damaged).text;
    assert_eq!(repair(&once).text, once, "a repair of a repair of {damaged:?}");
});
