//! Trains a letter model of `repair` from word lists and sentences.
//!
//! ```text
//! cargo run --release --example train_letters -- OUT.bin PLACES SOURCE…
//! ```
//! PLACES is the size of the table, a power of two; a place takes four bytes. A SOURCE is a text file, all of whose words of
//! the Arabic script are counted; or `FILE#COLUMN`, one column of a file of tab-separated values with a header; or
//! `FILE#COLUMN#NAME=VALUE`, the rows of it where column NAME holds VALUE; or `FILE#WORD*WEIGHT`, where column WEIGHT says
//! how often the word of column WORD is counted. Columns of a file without a header are numbered from 1. `N×SOURCE` counts all of a source N times (N may be a fraction), which
//! sets sources of different sizes against one another.

use anyhow::Context;
use isnad::repair::Counts;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().context("name the file to write")?;
    let places: usize = arguments.next().context("say how many places the table has")?.parse()?;
    anyhow::ensure!(places.is_power_of_two(), "{places} is not a power of two");
    let mut counts = Counts::default();
    for source in arguments {
        let (times, source) = match source.split_once('×') {
            Some((times, source)) => (times.parse()?, source.to_owned()),
            None => (1.0, source),
        };
        read(&source, times, &mut counts).with_context(|| source.clone())?;
    }
    std::fs::write(&out, counts.model(places)).with_context(|| format!("cannot write {out}"))
}

/// Counts a source.
fn read(source: &str, times: f64, counts: &mut Counts) -> anyhow::Result<()> {
    let mut parts = source.split('#');
    let text = std::fs::read_to_string(parts.next().unwrap_or_default())?;
    let Some(column) = parts.next() else {
        counts.add(&text, times);
        return Ok(());
    };
    let (column, weight) = column.split_once('*').map_or((column, None), |(column, weight)| (column, Some(weight)));
    let header: Vec<&str> = text.lines().next().unwrap_or_default().split('\t').collect();
    let numbered = column.parse::<usize>().is_ok();
    let place = |name: &str| match name.parse::<usize>() {
        Ok(number) if numbered => number.checked_sub(1).context("columns are numbered from 1"),
        _ => header.iter().position(|&cell| cell == name).with_context(|| format!("there is no column {name}")),
    };
    let column = place(column)?;
    let weight = weight.map(place).transpose()?;
    let filter = match parts.next().and_then(|filter| filter.split_once('=')) {
        Some((name, value)) => Some((place(name)?, value)),
        None => None,
    };
    for row in text.lines().skip(usize::from(!numbered)).map(|line| line.split('\t').collect::<Vec<_>>()) {
        if filter.is_none_or(|(at, value)| row.get(at) == Some(&value)) {
            let weight = weight.and_then(|at| row.get(at)).map_or(Ok(1.0), |cell| cell.parse())?;
            counts.add(row.get(column).copied().unwrap_or_default(), times * weight);
        }
    }
    Ok(())
}
