//! The title index: how fast it is built, how large it is, how long a look-up takes, how much memory it needs.
//!
//! ```text
//! cargo bench --bench titles -- [TITLES]…      (100000 and 1000000 unless given)
//! ```
//! Titles are made of words drawn by their frequency, as long as headlines are, with outlets, dates and addresses.

#![expect(clippy::print_stdout, reason = "figures are what a bench is for")]

use isnad::lexicon::frequencies;
use isnad::restore::{Entry, Shelf, mask_keys};
use isnad::text::mask::mask_fits;
use isnad::titles::{Adder, TitleIndex};
use std::time::{Duration, Instant};

/// Shares of headlines of 2, 3, 4 … words, in thousandths.
const LENGTHS: [u64; 12] = [25, 35, 60, 85, 115, 145, 155, 140, 105, 70, 40, 25];
const LOOK_UPS: usize = 5_000;

fn main() {
    let mut sizes: Vec<usize> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![100_000, 1_000_000];
    }
    println!("  titles  build/s  raw MB  disk/raw  p50 us  p99 us  max us  fitting  MB resident");
    for size in sizes {
        measure(size);
    }
}

fn measure(size: usize) {
    let dir = tempfile::tempdir().expect("a folder");
    let started = Instant::now();
    let mut adder = Adder::begin(dir.path()).expect("a new index");
    let mut maker = Maker::new();
    let mut made = Duration::ZERO;
    let mut asked = Vec::new();
    for number in 0..size {
        let before = Instant::now();
        maker.next(number);
        made += before.elapsed();
        adder.add(&maker.entry()).expect("room on the disk");
        if number % (size / LOOK_UPS).max(1) == 0 {
            asked.push(maker.title.clone());
        }
    }
    adder.commit().expect("room on the disk");
    let built = started.elapsed() - made;

    let index = TitleIndex::open(dir.path()).expect("the index just made");
    let stats = index.stats();
    let mut times: Vec<Duration> = Vec::new();
    let mut fitting = 0usize;
    // The second round is warm.
    for round in 0..2 {
        for (number, title) in asked.iter().enumerate() {
            let unit = number % 2;
            let mask: String = title
                .chars()
                .flat_map(|c| {
                    std::iter::repeat_n(if c.is_ascii() { c } else { '?' }, if c.is_ascii() { 1 } else { unit + 1 })
                })
                .collect();
            let before = Instant::now();
            let mut found = false;
            index
                .find(&mask_keys(&mask), &mut |entry| {
                    if mask_fits(&mask, entry.title) {
                        fitting += round;
                        found |= entry.title == title;
                    }
                })
                .expect("a whole index");
            if round == 1 {
                times.push(before.elapsed());
                assert!(found, "{title} is not found by {mask}");
            }
        }
    }
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_micros();
    println!(
        "{size:>8} {:>8.0} {:>7.0} {:>9.2} {:>7} {:>7} {:>7} {:>8.1} {:>12.0}",
        size as f64 / built.as_secs_f64(),
        stats.raw_bytes as f64 / 1e6,
        stats.disk_bytes as f64 / stats.raw_bytes as f64,
        at(0.5),
        at(0.99),
        at(1.0),
        fitting as f64 / asked.len() as f64,
        resident(),
    );
}

/// The most memory that this process ever held, in MB; 0 where the system does not say.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0) / 1024.0
}

/// Makes titles, the same ones each time.
struct Maker {
    words: Vec<String>,
    /// Running sums of the words' shares.
    sums: Vec<f64>,
    seed: u64,
    title: String,
    url: String,
    place: String,
}

impl Maker {
    fn new() -> Self {
        let (mut words, mut sums, mut sum) = (Vec::new(), Vec::new(), 0.0);
        for (word, share) in frequencies().all() {
            sum += 10f64.powf(f64::from(share));
            words.push(word);
            sums.push(sum);
        }
        Self { words, sums, seed: 7, title: String::new(), url: String::new(), place: String::new() }
    }

    fn random(&mut self) -> u64 {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        self.seed
    }

    fn next(&mut self, number: usize) {
        let mut at = self.random() % LENGTHS.iter().sum::<u64>();
        let mut len = 2;
        for share in LENGTHS {
            if at < share {
                break;
            }
            at -= share;
            len += 1;
        }
        self.title.clear();
        for place in 0..len {
            if place > 0 {
                self.title.push(' ');
            }
            let all = *self.sums.last().expect("words");
            let drawn = (self.random() >> 11) as f64 / (1u64 << 53) as f64 * all;
            let word = self.sums.partition_point(|&sum| sum < drawn).min(self.words.len() - 1);
            let quoted = self.random().is_multiple_of(30);
            self.title.push_str(if quoted { "«" } else { "" });
            self.title.push_str(&self.words[word]);
            self.title.push_str(if quoted { "»" } else { "" });
        }
        use std::fmt::Write;
        self.url.clear();
        self.place.clear();
        let _ = write!(self.url, "https://www.outlet{}.example/news/{}", number % 40, self.seed % 10_000_000);
        let _ = write!(self.place, "headlines.tsv, line {}", number + 2);
    }

    fn entry(&self) -> Entry<'_> {
        const OUTLETS: [&str; 5] = ["الشرق الأوسط", "SANA", "عنب بلدي", "Enab Baladi", "الجزيرة"];
        let day = self.seed % 3000;
        let date = (2016 + (day / 372) as u16, Some((day % 372 / 31 + 1) as u8), Some((day % 31 + 1) as u8));
        Entry {
            title: &self.title,
            gloss: None,
            source: OUTLETS.get((self.seed % 5) as usize).copied(),
            date: Some(date),
            url: Some(&self.url),
            place: &self.place,
        }
    }
}
