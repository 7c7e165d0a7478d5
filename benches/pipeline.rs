//! The whole pipeline on one report, in memory: a clean one and a damaged one.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use isnad::glossary::{Glossary, Matcher};
use isnad::pipeline::{Pipeline, Settings};
use isnad::read::{self, Options};
use isnad::restore::Witnesses;
use std::hint::black_box;

const CLEAN: &str = include_str!("../examples/reports/country/wells-survey.md");
const DAMAGED: &str = include_str!("../examples/reports/country/hama-communities.txt");

fn pipeline(criterion: &mut Criterion) {
    let glossary = Glossary::builtin().expect("the built-in glossaries are read by the tests");
    let pipeline = Pipeline::new(Settings::default(), Matcher::new(&glossary));
    let mut group = criterion.benchmark_group("pipeline");
    for (name, text) in [("clean.md", CLEAN), ("damaged.txt", DAMAGED)] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let document = read::read(name, black_box(text).into(), &Options::default()).expect("plain text");
                let gathered = pipeline.gather(document.report);
                pipeline.apply(gathered, &Witnesses::default()).expect("no index to be read")
            });
        });
    }
    group.finish();
}

criterion_group!(benches, pipeline);
criterion_main!(benches);
