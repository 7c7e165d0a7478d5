//! Damage a text, repair it: restored, or left, or changed with a proof; never a panic.
#![no_main]

use isnad::repair::{Status, explain, repair};
use isnad::text::{Certainty, Evidence};
use isnad_fuzz::damage::damage;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &str)| {
    let (kind, text) = input;
    let damaged = damage(text, kind % 20);
    let repaired = repair(&damaged);
    assert!((0.0..=1.0).contains(&repaired.confidence));
    let mut end = 0;
    for finding in &repaired.findings {
        let span = finding.anchor.span();
        assert_eq!(span.slice(&damaged), finding.before);
        assert!(span.start >= end, "findings overlap");
        end = span.end;
        // Re-mangled by the library itself: that is what this evidence says.
        let proven = finding.evidence.iter().any(|evidence| matches!(evidence, Evidence::Inverse { .. }));
        assert!(finding.certainty != Certainty::Proven || proven || finding.after.is_none(), "{finding:?}");
    }
    if repaired.status == Status::Clean {
        assert_eq!(repaired.text, damaged);
    }
    for candidate in explain(&damaged) {
        assert!(!candidate.sentence().is_empty());
    }
});
