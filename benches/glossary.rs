//! The matcher of a large glossary: how long it takes to compile and to read back, how fast it goes through a text, how much
//! memory it needs, and what twice the glossary costs.
//!
//! ```text
//! cargo bench --bench glossary -- [CONCEPTS]…      (100000 and 200000 unless given)
//! ```
//! A concept has six terms: English and Arabic names of one and of two words, with and without the article. The English text
//! is reports, the Arabic one words drawn by their frequency; one word in fifty is a name of the glossary. First comes the
//! glossary that is built in, which finds far more in the reports. One core.

#![expect(clippy::print_stdout, reason = "figures are what a bench is for")]

use isnad::glossary::{Concept, Glossary, Matcher, Subject, Term};
use isnad::lexicon::frequencies;
use isnad::text::{Lang, TermStatus};
use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

const REPORTS: [&str; 3] = [
    include_str!("../examples/reports/country/wells-survey.md"),
    include_str!("../examples/reports/country/displacement-ngo.md"),
    include_str!("../examples/reports/country/legal-memo.txt"),
];
/// Bytes of each text.
const TEXT: usize = 8_000_000;
/// Bytes of the pieces in which a text is given to the matcher: long reports.
const PIECE: usize = 100_000;
/// One word in so many is a name.
const NAMES: u64 = 50;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, file, digest @ ..] = arguments.as_slice()
        && mode == "--measure"
    {
        // In a process of its own, so that the memory is what the matcher needs.
        measure(file, digest.first().and_then(|size| size.parse().ok()).unwrap_or(0));
        return;
    }
    let mut sizes: Vec<usize> = arguments.iter().filter_map(|size| size.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![100_000, 200_000];
    }
    println!("concepts   terms  compile s  file MB  load ms  English MB/s  Arabic MB/s  hits/MB  MB resident");
    let made = sizes.into_iter().map(|size| (size, glossary(size)));
    let builtin = Glossary::builtin().expect("the built-in glossaries are read by the tests");
    for (size, glossary) in std::iter::once((0, builtin)).chain(made) {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("compiled");
        let terms: usize = glossary.concepts.iter().map(|concept| concept.terms.len()).sum();
        let started = Instant::now();
        let matcher = Matcher::new(&glossary);
        let compiled = started.elapsed();
        let out = std::fs::File::create(&file).expect("a file");
        matcher.save([0; 32], std::io::BufWriter::new(out)).expect("room on the disk");
        print!("{:>8} {terms:>7} {:>10.1} ", glossary.concepts.len(), compiled.as_secs_f64());
        std::io::Write::flush(&mut std::io::stdout()).expect("a place to print to");
        let this = std::env::current_exe().expect("this program");
        let done = Command::new(this).arg("--measure").arg(&file).arg(size.to_string()).status();
        assert!(done.is_ok_and(|status| status.success()), "the measuring process failed");
    }
}

fn measure(file: &str, size: usize) {
    let read = || {
        let started = Instant::now();
        let opened = std::fs::File::open(file).expect("the file just made");
        let length = opened.metadata().expect("a file").len();
        (Matcher::load([0; 32], length, opened).expect("what was saved"), started.elapsed(), length)
    };
    let mut loads: Vec<Duration> = (0..5).map(|_| read().1).collect();
    loads.sort_unstable();
    let (matcher, _, length) = read();
    let mut maker = Maker { seed: 11 };
    let english = english(&mut maker, size);
    let arabic = arabic(&mut maker, size);
    let resident_before = resident();
    let (english_speed, english_hits) = speed(&matcher, &english);
    let (arabic_speed, arabic_hits) = speed(&matcher, &arabic);
    let texts = (english.len() + arabic.len()) as f64 / 1e6;
    println!(
        "{:>8.0} {:>8.1} {english_speed:>13.0} {arabic_speed:>12.0} {:>8.0} {:>12.0}",
        length as f64 / 1e6,
        loads.get(2).map_or(0.0, |load| load.as_secs_f64() * 1e3),
        (english_hits + arabic_hits) as f64 / texts,
        resident().max(resident_before) - texts,
    );
}

/// MB/s, the best of five rounds, and the hits.
fn speed(matcher: &Matcher, text: &str) -> (f64, usize) {
    let mut best = Duration::MAX;
    let mut hits = 0;
    for _ in 0..5 {
        let started = Instant::now();
        hits = pieces(text).map(|piece| matcher.hits(black_box(piece), &Lang::AR).len()).sum();
        best = best.min(started.elapsed());
    }
    (text.len() as f64 / 1e6 / best.as_secs_f64(), hits)
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = (PIECE.min(rest.len())..=rest.len()).find(|&end| rest.is_char_boundary(end))?;
        let (piece, after) = rest.split_at(end);
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

fn glossary(size: usize) -> Glossary {
    let mut concepts = Vec::with_capacity(size);
    for number in 0..size {
        let mut concept = Concept::new(format!("c{number}"), Subject::Place);
        let [first, second] = [latin(number), latin(number / 7 + size)];
        let [premier, deuxieme] = [arabic_name(number), arabic_name(number / 7 + size)];
        let mut add = |lang: Lang, text: String, status| concept.terms.push(Term::new(lang, text, status));
        add(Lang::EN, format!("{first} {second}"), TermStatus::Preferred);
        add(Lang::EN, format!("{first} al-{second}"), TermStatus::Admitted);
        add(Lang::EN, first, TermStatus::Admitted);
        add(Lang::AR, format!("{premier} {deuxieme}"), TermStatus::Preferred);
        add(Lang::AR, format!("{premier} ال{deuxieme}"), TermStatus::Admitted);
        add(Lang::AR, premier, TermStatus::Admitted);
        concepts.push(concept);
    }
    Glossary { headers: Vec::new(), concepts }
}

/// A made-up name, another one for each number below some 30 millions.
fn latin(number: usize) -> String {
    let syllables = [
        "ma", "sya", "dir", "qam", "rub", "zay", "hal", "kes", "lut", "bor", "nif", "jaw", "tel", "sur", "gha", "wad",
        "fer", "hin",
    ];
    let mut name = spell(number, &syllables);
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    name
}

fn arabic_name(number: usize) -> String {
    spell(
        number,
        &["ما", "صي", "دير", "قم", "رب", "زا", "هل", "كس", "لط", "بور", "نف", "جو", "تل", "سر", "غا", "ود", "فر", "حن"],
    )
}

fn spell(number: usize, syllables: &[&str]) -> String {
    let base = syllables.len();
    let mut left = number + base.pow(3);
    let mut name = String::new();
    while left > 0 {
        name.push_str(syllables.get(left % base).unwrap_or(&""));
        left /= base;
    }
    name
}

struct Maker {
    seed: u64,
}

impl Maker {
    fn random(&mut self) -> u64 {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        self.seed
    }

    fn number(&mut self, below: usize) -> usize {
        usize::try_from(self.random()).unwrap_or_default() % below.max(1)
    }
}

fn english(maker: &mut Maker, size: usize) -> String {
    let mut text = String::with_capacity(TEXT + 100);
    let words = REPORTS.iter().flat_map(|report| report.split_inclusive([' ', '\n'])).cycle();
    for word in words {
        text.push_str(word);
        if size > 0 && maker.random().is_multiple_of(NAMES) {
            text.push_str(&latin(maker.number(size)));
            text.push(' ');
        }
        if text.len() >= TEXT {
            break;
        }
    }
    text
}

fn arabic(maker: &mut Maker, size: usize) -> String {
    let mut sums = Vec::new();
    let mut sum = 0.0;
    for (word, share) in frequencies().all() {
        sum += 10f64.powf(f64::from(share));
        sums.push((sum, word));
    }
    let mut text = String::with_capacity(TEXT + 100);
    let mut words = 0;
    while text.len() < TEXT {
        let drawn = (maker.random() >> 11) as f64 / (1u64 << 53) as f64 * sum;
        let at = sums.partition_point(|(sum, _)| *sum < drawn).min(sums.len() - 1);
        text.push_str(sums.get(at).map_or("", |(_, word)| word));
        words += 1;
        text.push_str(if words % 17 == 0 { ".\n" } else { " " });
        if size > 0 && maker.random().is_multiple_of(NAMES) {
            text.push_str(if words % 3 == 0 { "و" } else { "" });
            text.push_str(&arabic_name(maker.number(size)));
            text.push(' ');
        }
    }
    text
}

/// The most memory that this process ever held, in MB; 0 where the system does not say.
fn resident() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0) / 1024.0
}
