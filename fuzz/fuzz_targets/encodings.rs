//! Any bytes read in any encoding: the file is kept, and every character has its place in it.
#![no_main]

use isnad::read::{Options, read};
use libfuzzer_sys::fuzz_target;

/// Told from the bytes, then as options name them.
const LABELS: [&str; 12] = [
    "",
    "utf-8",
    "utf-16le",
    "utf-16be",
    "windows-1256",
    "windows-1252",
    "iso-8859-6",
    "macintosh",
    "ibm866",
    "gb18030",
    "shift_jis",
    "iso-2022-jp",
];

fuzz_target!(|input: (u8, &[u8])| {
    let (choice, bytes) = input;
    let label = LABELS[usize::from(choice) % LABELS.len()];
    let options = Options { encoding: encoding_rs::Encoding::for_label(label.as_bytes()), ..Options::default() };
    isnad_fuzz::file("a.txt", bytes, &options);
    let Ok(document) = read("a.txt", bytes.to_vec(), &options) else { return };
    let text = document.text.text();
    let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    if let Some(places) = document.byte_offsets(&offsets) {
        assert!(places.is_sorted() && places.iter().all(|&place| place <= bytes.len()));
    }
});
