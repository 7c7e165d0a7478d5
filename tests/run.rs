//! The main job, end to end: folders in, everything out.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use isnad::batch::passes::{Digest, Done};
use isnad::batch::{Progress, RunOptions, RunReport, Stop, run, survey, walk};
use isnad::glossary::{Glossary, Matcher};
use isnad::pipeline::{Pipeline, Settings};
use isnad::read;
use isnad::write::Format;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

fn examples(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(folder)
}

fn pipeline() -> Pipeline {
    Pipeline::new(Settings::default(), Matcher::new(&Glossary::builtin().unwrap()))
}

fn options(input: &Path, out: &Path) -> RunOptions {
    RunOptions {
        witnesses: Vec::new(),
        inputs: vec![input.to_path_buf()],
        out: out.to_path_buf(),
        ignore: Vec::new(),
        read: read::Options::default(),
        formats: Format::ALL.to_vec(),
        dry_run: false,
        fail_fast: false,
        settings: Digest::of(&[]),
    }
}

fn run_into(input: &Path, out: &Path) -> RunReport {
    run(&pipeline(), &options(input, out), &Stop::default(), &Progress::new(true)).unwrap()
}

/// Every file below a folder with its content, but for what a run remembers.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with(".isnad") {
                    folders.push(path);
                }
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_named_and_not_followed() {
    let (input, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(input.path().join("a.txt"), "The castle of Masyaf.\n").unwrap();
    std::os::unix::fs::symlink(input.path().join("a.txt"), input.path().join("b.txt")).unwrap();
    std::os::unix::fs::symlink("nowhere", input.path().join("c")).unwrap();
    let tally = run_into(input.path(), out.path()).tally;
    assert_eq!(tally.left_out.into_iter().collect::<Vec<_>>(), ["b.txt (symbolic link)", "c (symbolic link)"]);
    assert_eq!(files(&out.path().join("reports")).into_keys().collect::<Vec<_>>(), ["a.txt"]);
}

#[test]
fn the_examples_come_out_as_expected() {
    let out = tempfile::tempdir().unwrap();
    let report = run_into(&examples("reports"), out.path());
    assert!(report.tally.failures.is_empty(), "{:?}", report.tally.failures);
    let mended = files(&out.path().join("reports"));
    let expected = files(&examples("expected"));
    assert_eq!(mended.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (name, expected) in expected {
        let mended = String::from_utf8_lossy(&mended[&name]).into_owned();
        assert_eq!(mended, String::from_utf8_lossy(&expected), "{name}");
    }
    for name in ["ledger.jsonl", "units.jsonl", "memory.tmx", "summary.json", "summary.html"] {
        assert!(out.path().join(name).metadata().unwrap().len() > 0, "{name} is empty");
    }
}

#[test]
fn a_run_over_what_a_run_mended_changes_nothing() {
    let (first, second) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    run_into(&examples("reports"), first.path());
    run_into(&first.path().join("reports"), second.path());
    assert_eq!(files(&first.path().join("reports")), files(&second.path().join("reports")));
}

#[test]
fn the_number_of_threads_makes_no_difference() {
    let outputs = |threads: usize| {
        let out = tempfile::tempdir().unwrap();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| run_into(&examples("reports"), out.path()));
        files(out.path())
    };
    assert_eq!(outputs(1), outputs(5));
}

#[test]
fn a_second_run_does_only_what_changed() {
    let (input, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let title = "الرئيس يزور مدينة حماة ويلتقي وجهاءها";
    let citation = |title: &str| {
        format!("Text.[1]\n\n[1] SANA, {title} [The president visits Hama], 3 May 2024, https://sana.example/1\n")
    };
    fs::write(input.path().join("clean.txt"), "Nothing to see here.\n").unwrap();
    fs::write(input.path().join("lost.txt"), citation("?????? ???? ????? ???? ?????? ???????")).unwrap();

    let first = run_into(input.path(), out.path());
    assert_eq!((first.now, first.before), (2, 0));
    assert_eq!(first.tally.lost.len(), 1);
    let before = files(out.path());

    let second = run_into(input.path(), out.path());
    assert_eq!((second.now, second.before), (0, 2));
    assert_eq!(files(out.path()), before);

    // A witness in a new report concerns the report with the lost title, and no other.
    fs::write(input.path().join("whole.txt"), citation(title)).unwrap();
    let third = run_into(input.path(), out.path());
    assert_eq!((third.now, third.before), (2, 1));
    assert!(fs::read_to_string(out.path().join("reports/lost.txt")).unwrap().contains(title));

    // An output that was tampered with is made anew.
    fs::write(out.path().join("reports/clean.txt"), "cut").unwrap();
    let fourth = run_into(input.path(), out.path());
    assert_eq!((fourth.now, fourth.before), (1, 2));
    assert_eq!(fs::read_to_string(out.path().join("reports/clean.txt")).unwrap(), "Nothing to see here.\n");
}

#[test]
fn one_bad_file_is_one_line_and_stops_nothing() {
    let (input, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(input.path().join("binary.txt"), b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\0\0\0\0\0").unwrap();
    fs::write(input.path().join("cut.txt"), b"A title: \xd8\xa7\xd9").unwrap();
    fs::write(input.path().join("empty.txt"), b"").unwrap();
    fs::write(input.path().join("good.txt"), "Good.\n").unwrap();
    fs::write(input.path().join("scan.pdf"), b"%PDF-1.4").unwrap();
    let report = run_into(input.path(), out.path());
    let failed: Vec<&str> = report.tally.failures.iter().map(|failure| failure.file.as_str()).collect();
    assert_eq!(failed, ["binary.txt"]);
    assert_eq!(report.tally.left_out.iter().collect::<Vec<_>>(), ["scan.pdf"]);
    assert_eq!(fs::read(out.path().join("reports/cut.txt")).unwrap(), b"A title: \xd8\xa7\xd9");
    assert_eq!(fs::read(out.path().join("reports/empty.txt")).unwrap(), b"");
    assert!(!out.path().join("reports/binary.txt").exists());
}

#[test]
fn an_output_folder_inside_the_input_is_not_read() {
    let input = tempfile::tempdir().unwrap();
    fs::write(input.path().join("a.txt"), "One.\n").unwrap();
    let out = input.path().join("out");
    assert_eq!(run_into(input.path(), &out).now, 1);
    let again = run_into(input.path(), &out);
    assert_eq!((again.now, again.before), (0, 1));
}

#[test]
fn an_output_folder_that_holds_the_input_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    fs::create_dir(&input).unwrap();
    fs::write(input.join("a.txt"), "One.\n").unwrap();
    let error = run(&pipeline(), &options(&input, folder.path()), &Stop::default(), &Progress::new(true)).unwrap_err();
    assert!(error.to_string().contains("give another output folder"), "{error}");
    assert_eq!(files(folder.path()).len(), 1);
}

#[test]
fn a_dry_run_writes_nothing() {
    let (input, out) = (examples("reports"), tempfile::tempdir().unwrap());
    let options = RunOptions { dry_run: true, ..options(&input, out.path()) };
    let report = run(&pipeline(), &options, &Stop::default(), &Progress::new(true)).unwrap();
    assert!(report.would_change.iter().any(|name| name == "country/legal-memo.txt"));
    assert!(files(out.path()).is_empty());
}

#[test]
fn a_run_that_is_stopped_leaves_the_folder_as_it_was() {
    let out = tempfile::tempdir().unwrap();
    run_into(&examples("reports"), out.path());
    let before = files(out.path());
    let stop = Stop::default();
    stop.ask();
    let report = run(&pipeline(), &options(&examples("reports"), out.path()), &stop, &Progress::new(true)).unwrap();
    assert!(report.stopped > 0);
    assert_eq!(files(out.path()), before);
}

#[test]
fn files_that_vanish_or_turn_into_something_else_are_failures_of_their_own() {
    let input = tempfile::tempdir().unwrap();
    for name in ["a.txt", "gone.txt", "turned.txt", "z.txt"] {
        fs::write(input.path().join(name), "One.\n").unwrap();
    }
    let files = walk::walk(&[input.path().to_path_buf()], &[], None).unwrap().files;
    fs::remove_file(input.path().join("gone.txt")).unwrap();
    fs::remove_file(input.path().join("turned.txt")).unwrap();
    fs::create_dir(input.path().join("turned.txt")).unwrap();
    let (read, stop, progress) = (read::Options::default(), Stop::default(), Progress::new(true));
    let done =
        survey::survey(&files, &[], &pipeline(), &read, &stop, &progress, |_, outcome| outcome.report.name.clone());
    let [Done::Now(first), Done::Failed(gone), Done::Failed(turned), Done::Now(last)] = done.as_slice() else {
        panic!("{done:?}")
    };
    assert_eq!((first.as_str(), last.as_str()), ("a.txt", "z.txt"));
    assert_eq!((gone.file.as_str(), turned.file.as_str()), ("gone.txt", "turned.txt"));
    assert!(gone.error.starts_with("cannot be read: ") && turned.error.starts_with("cannot be read: "));
}

#[test]
fn outputs_that_cannot_be_written_fail_one_by_one() {
    let (input, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for name in ["a.txt", "b.txt", "c.txt"] {
        fs::write(input.path().join(name), "One.\n").unwrap();
    }
    // Nothing can take the place of a folder that holds something.
    for name in ["a.txt", "c.txt"] {
        fs::create_dir_all(out.path().join("reports").join(name).join("taken")).unwrap();
    }
    let report = run_into(input.path(), out.path());
    let failed: Vec<&str> = report.tally.failures.iter().map(|failure| failure.file.as_str()).collect();
    assert_eq!((report.now, failed), (1, vec!["a.txt", "c.txt"]));
    assert!(report.tally.failures.iter().all(|failure| failure.error.starts_with("its outputs cannot be written: ")));
    let summary = fs::read_to_string(out.path().join("summary.json")).unwrap();
    assert!(summary.contains("\"reports_failed\": 2"), "{summary}");
    fs::remove_dir_all(out.path().join("reports/a.txt")).unwrap();
    let again = run_into(input.path(), out.path());
    assert_eq!((again.now, again.before, again.tally.failures.len()), (1, 1, 1), "what failed is done again");
}

#[test]
fn reports_are_in_their_places_when_the_run_s_own_files_cannot_be_written() {
    let (input, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(input.path().join("a.txt"), "One.\n").unwrap();
    fs::create_dir_all(out.path().join("summary.html/taken")).unwrap();
    let report = run_into(input.path(), out.path());
    assert!(report.unfinished.is_some());
    assert!(out.path().join("reports/a.txt").exists());
}

#[test]
fn two_runs_do_not_write_into_one_folder() {
    let (input, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(input.path().join("a.txt"), "One.\n").unwrap();
    run_into(input.path(), out.path());
    let lock = fs::File::open(out.path().join(".isnad/lock")).unwrap();
    fs4::FileExt::try_lock(&lock).unwrap();
    let other = run(&pipeline(), &options(input.path(), out.path()), &Stop::default(), &Progress::new(true));
    assert!(other.unwrap_err().to_string().contains("another run is writing into"));
    drop(lock);
    assert_eq!(run_into(input.path(), out.path()).before, 1);
}

#[test]
fn what_a_killed_run_left_in_the_staging_folder_is_removed() {
    let (input, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(input.path().join("a.txt"), "One.\n").unwrap();
    let left = out.path().join(".isnad/staging/0");
    fs::create_dir_all(left.parent().unwrap()).unwrap();
    fs::write(&left, "half a fi").unwrap();
    run_into(input.path(), out.path());
    assert!(fs::read_dir(left.parent().unwrap()).unwrap().next().is_none());
}

/// Other bytes behind the end of a Linux program do not change what it does, but it is another program.
#[cfg(target_os = "linux")]
#[test]
fn another_program_does_every_report_anew() {
    let (input, folder) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(input.path().join("a.txt"), "One.\n").unwrap();
    let said_by = |program: &Path| {
        let mut command = std::process::Command::new(program);
        let output = command.arg("run").arg(input.path()).arg("-o").arg(folder.path().join("out")).output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    let program = Path::new(env!("CARGO_BIN_EXE_isnad"));
    assert!(said_by(program).contains("1 report (0 unchanged"));
    assert!(said_by(program).contains("1 report (1 unchanged"));
    let other = folder.path().join("isnad");
    fs::copy(program, &other).unwrap();
    fs::OpenOptions::new().append(true).open(&other).unwrap().write_all(b"other data").unwrap();
    assert!(said_by(&other).contains("1 report (0 unchanged"));
}
