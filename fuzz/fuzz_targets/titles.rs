//! Any bytes read as a bibliography of any format: titles are whole, and the same whatever pieces the bytes come in.
#![no_main]

use isnad::read::titles::{Count, Listing, read_titles};
use isnad::restore::is_whole;
use libfuzzer_sys::fuzz_target;
use std::convert::Infallible;
use std::io::{BufRead, BufReader};

const NAMES: [&str; 12] =
    ["a", "a.tsv", "a.csv", "a.json", "a.ris", "a.bib", "a.enw", "a.rdf", "a.xml", "a.tmx", "a.rss", "a.atom"];

fuzz_target!(|input: (u8, &[u8])| {
    let (choice, mut bytes) = input;
    let name = NAMES[usize::from(choice) % NAMES.len()];
    let in_pieces = titles(name, &mut BufReader::with_capacity(7, bytes));
    assert_eq!(titles(name, &mut bytes), in_pieces);
    let Ok((entries, count)) = in_pieces else { return };
    assert_eq!(entries.len() as u64, count.taken);
    for entry in entries {
        assert!(is_whole(&entry.title) && entry.title.trim() == entry.title, "{entry:?}");
    }
});

fn titles(name: &str, input: &mut dyn BufRead) -> Result<(Vec<Listing>, Count), String> {
    let mut entries = Vec::new();
    let mut each = |entry| {
        entries.push(entry);
        Ok::<_, Infallible>(())
    };
    let count = read_titles(name, input, &mut each).map_err(|error| error.to_string())?;
    Ok((entries, count))
}
