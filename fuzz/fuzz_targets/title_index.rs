//! Any bytes as the files of a title index, and any rows in a segment with the right checksums: refused with a reason, or read to
//! the end.
#![no_main]

use isnad::restore::{Entry, Shelf, mask_keys};
use isnad::titles::{Adder, IndexError, TitleIndex};
use libfuzzer_sys::fuzz_target;
use std::fs;
use std::path::Path;

/// A list as it is written.
const LIST: &[u8] = br#"{"format": 1, "segments": ["000001.titles"], "next": 2}"#;

fuzz_target!(|input: (Option<&[u8]>, Option<u64>, &[u8])| {
    let (list, key, bytes) = input;
    let dir = tempfile::tempdir().expect("a folder");
    let segment = key.map_or_else(|| bytes.to_vec(), |key| segment(key, bytes));
    fs::write(dir.path().join("titles.json"), list.unwrap_or(LIST)).expect("room on the disk");
    fs::write(dir.path().join("000001.titles"), segment).expect("room on the disk");
    let before = read(dir.path());
    // Adding nothing removes what the list does not name, and leaves the rest as it is.
    if let Ok(adder) = Adder::begin(dir.path()) {
        assert_eq!(adder.commit().ok().map(|added| added.now), before);
        assert_eq!(read(dir.path()), before);
    }
    // Titles that are merged with what is there.
    if let Ok(mut adder) = Adder::begin(dir.path()) {
        for number in 0..9 {
            let title = format!("حكاية {number}");
            adder.add(&Entry { title: &title, place: "a", ..Entry::default() }).expect("room in memory");
        }
        let _ = adder.commit();
        assert!(read(dir.path()).is_some());
    }
});

/// Reads everything; the number of titles that the index says it has, when it can be opened.
fn read(dir: &Path) -> Option<u64> {
    let index = TitleIndex::open(dir).ok()?;
    let mut masks = vec!["??? ????".to_owned(), String::new()];
    let _ = index.each::<IndexError>(|entry| {
        masks.truncate(20);
        masks.push(entry.title.to_owned());
        Ok(())
    });
    for mask in masks {
        let _ = index.find(&mask_keys(&mask), &mut |entry| drop(entry.title.to_owned()));
    }
    let _ = index.fingerprint();
    Some(index.stats().titles)
}

/// A segment of one block of any rows under any key, right in all else.
fn segment(key: u64, rows: &[u8]) -> Vec<u8> {
    let packed = lz4_flex::block::compress(rows);
    let short = |len: usize| u32::try_from(len).expect("a short input").to_le_bytes();
    let mut segment = [&b"isnadttl"[..], &1u32.to_le_bytes(), &packed].concat();
    let offset = (segment.len() as u64).to_le_bytes();
    let crc = crc32fast::hash(&packed).to_le_bytes();
    let directory =
        [&key.to_le_bytes()[..], &12u64.to_le_bytes(), &short(packed.len()), &short(rows.len()), &crc].concat();
    let counts = [7u64.to_le_bytes(), 9u64.to_le_bytes(), 99u64.to_le_bytes()].concat();
    let foot = [&offset[..], &1u32.to_le_bytes()].concat();
    let crc = crc32fast::hash(&[&directory[..], &foot, &counts, b"isnadttl"].concat()).to_le_bytes();
    segment.extend([&directory[..], &foot, &crc, &counts, b"isnadttl"].concat());
    segment
}
