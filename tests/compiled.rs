//! Compiled glossaries: what is read back finds what was compiled, and nothing else is taken for it.
#![allow(clippy::unwrap_used)] // A test may stop at the first surprise.

use isnad::glossary::{Glossary, GlossaryError, Matcher};
use isnad::read::compiled;
use isnad::text::Lang;
use std::convert::Infallible;

const DIGEST: [u8; 32] = [7; 32];
const TEXT: &str = "HTS (Hay'at Tahrir al-Sham) held Idlib, وإدلب; the Ismailis of Salamiyah, والإسماعيليين.";

fn saved(matcher: &Matcher) -> Vec<u8> {
    let mut file = Vec::new();
    matcher.save(DIGEST, &mut file).unwrap();
    file
}

#[test]
fn a_compiled_glossary_finds_the_same() {
    let matcher = Matcher::new(&Glossary::builtin().unwrap());
    let file = saved(&matcher);
    let read = Matcher::load(DIGEST, file.len() as u64, file.as_slice()).unwrap();
    assert_eq!(read.hits(TEXT, &Lang::AR), matcher.hits(TEXT, &Lang::AR));
    assert!(!read.hits(TEXT, &Lang::AR).is_empty());
    assert_eq!(read.headers(), matcher.headers());
    assert_eq!(read.concept("sy-idlib"), matcher.concept("sy-idlib"));
    assert!(read.concepts().eq(Glossary::builtin().unwrap().concepts.iter()));
    assert_eq!(saved(&read), file, "the same bytes each time");
}

#[test]
fn other_and_damaged_files_are_refused() {
    let glossary = Glossary::parse_csv("g.csv", "concept,lang,term\nhama,en,Hama\n").unwrap();
    let file = saved(&Matcher::new(&glossary));
    let refused = |digest, bytes: &[u8]| Matcher::load(digest, bytes.len() as u64, bytes).is_err();
    assert!(!refused(DIGEST, &file));
    assert!(refused([8; 32], &file), "compiled from something else");
    for length in 0..file.len() {
        assert!(refused(DIGEST, &file[..length]), "cut off after {length} bytes");
    }
    for at in (0..file.len()).step_by(7) {
        let mut damaged = file.clone();
        damaged[at] ^= 0x10;
        // A changed length or byte is found by the sum or by what does not fit; the number of the layout may be another's.
        assert!(refused(DIGEST, &damaged), "changed at {at}");
    }
}

#[test]
fn the_cache_is_used_and_never_trusted() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Some(folder.path());
    let glossary = || Glossary::parse_csv("g.csv", "concept,lang,term\nhama,en,Hama\n");
    let count = |matcher: &Matcher| matcher.hits("in Hama", &Lang::AR).len();
    assert_eq!(count(&compiled::matcher(cache, DIGEST, glossary).unwrap()), 1);
    let unread = || -> Result<Glossary, Infallible> { panic!("the sources are not read again") };
    assert_eq!(count(&compiled::matcher(cache, DIGEST, unread).unwrap()), 1);

    let file = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
    std::fs::write(&file, b"something else").unwrap();
    assert_eq!(count(&compiled::matcher(cache, DIGEST, glossary).unwrap()), 1);
    let nowhere = folder.path().join("a-file");
    std::fs::write(&nowhere, b"").unwrap();
    assert_eq!(count(&compiled::matcher(Some(&nowhere), DIGEST, glossary).unwrap()), 1);
    let fails = || Glossary::parse_csv("g.csv", "concept\n");
    assert!(matches!(compiled::matcher(None, DIGEST, fails), Err(GlossaryError { .. })));

    for number in 0..12 {
        compiled::matcher(cache, [number; 32], glossary).unwrap();
    }
    assert!(std::fs::read_dir(folder.path()).unwrap().count() <= 9, "old ones are deleted");
}
