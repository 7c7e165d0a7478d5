//! How well `likeness` and `Skeleton` tell names apart, on a file of pairs: `same` (1 or 0), name, name, parted by tabs.
//!
//! `cargo run --example names_accuracy -- PAIRS.tsv` prints balanced accuracy, precision and recall for each pair of scripts.

use isnad::text::script::has_arabic;
use isnad::text::skeleton::{Skeleton, likeness};
use std::io::Write;

/// Counts of right and wrong answers.
#[derive(Clone, Copy, Default)]
struct Counts {
    hits: f64,
    misses: f64,
    false_alarms: f64,
    rejections: f64,
}

impl Counts {
    fn add(&mut self, same: bool, said: bool) {
        *match (same, said) {
            (true, true) => &mut self.hits,
            (true, false) => &mut self.misses,
            (false, true) => &mut self.false_alarms,
            (false, false) => &mut self.rejections,
        } += 1.0;
    }

    fn line(&self) -> String {
        let recall = self.hits / (self.hits + self.misses);
        let accuracy = f64::midpoint(recall, self.rejections / (self.rejections + self.false_alarms));
        let precision = self.hits / (self.hits + self.false_alarms);
        format!("balanced accuracy {:.1} (P {:.1} R {:.1})", accuracy * 100.0, precision * 100.0, recall * 100.0)
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: names_accuracy PAIRS.tsv")?;
    let text = std::fs::read_to_string(path)?;
    let mut counts = [[Counts::default(); 2]; 3];
    let mut pairs = 0.0;
    let start = std::time::Instant::now();
    for line in text.lines() {
        let [same, a, b] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        let [alike, skeleton] = &mut counts[usize::from(has_arabic(a)) + usize::from(has_arabic(b))];
        alike.add(same == "1", likeness(a, b) >= 0.5);
        skeleton.add(same == "1", Skeleton::new(a) == Skeleton::new(b));
        pairs += 1.0;
    }
    let seconds = start.elapsed().as_secs_f64();
    let mut out = std::io::stdout();
    for (scripts, [alike, skeleton]) in ["Latin-Latin  ", "Arabic-Latin ", "Arabic-Arabic"].iter().zip(counts) {
        writeln!(out, "{scripts}  likeness: {}  skeleton: {}", alike.line(), skeleton.line())?;
    }
    writeln!(out, "{:.0} pairs a second, both together", pairs / seconds)?;
    Ok(())
}
