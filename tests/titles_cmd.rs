//! `isnad titles`, where one command must wait for another, or die.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use isnad::titles::Adder;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn isnad(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_isnad")).args(args).current_dir(dir).output().unwrap()
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// A folder with a table of so many titles, and one of a single title.
fn tables(count: usize) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("one.tsv"), "title\tdate\nحكاية الجبل\t2024\n").unwrap();
    let mut many = "title\turl\n".to_owned();
    for number in 0..count {
        many += &format!("خبر رقم {number} من دمشق\thttps://example.org/{}\n", number * 7919 % 100_003);
    }
    fs::write(dir.path().join("many.tsv"), many).unwrap();
    dir
}

fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|file| {
            let file = file.unwrap();
            (file.file_name().to_string_lossy().into_owned(), fs::read(file.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn what_is_exported_can_be_added() {
    let dir = tables(50);
    let table = "title\tgloss\tdate\tsource\turl\n\
                 \"كيف\" سأل الرئيس\tHow, he asked\t2025-03-11\tSANA\thttps://example.org/a\n\
                 می\u{200C}رود خانه، هل تعلم?\t\t2025-03\t\t\n\
                 الهويّة [Identity]\t\t2025\tعنب بلدي\thttps://example.org/b?c=d&e=f\n";
    fs::write(dir.path().join("more.tsv"), table).unwrap();
    let add = isnad(dir.path(), &["titles", "add", "one.tsv", "many.tsv", "more.tsv", "--index", "a", "-q"]);
    assert_eq!(said(&add), (Some(0), String::new(), String::new()));
    let (code, exported, _) = said(&isnad(dir.path(), &["titles", "export", "--index", "a"]));
    assert_eq!((code, exported.lines().count()), (Some(0), 55));
    fs::write(dir.path().join("exported.tsv"), &exported).unwrap();
    // Into the same index: nothing new. Into another one: the same.
    let (_, _, err) = said(&isnad(dir.path(), &["titles", "add", "exported.tsv", "--index", "a"]));
    assert!(err.ends_with("54 titles in a, 54 before\n"), "{err}");
    isnad(dir.path(), &["titles", "add", "exported.tsv", "--index", "b"]);
    assert_eq!(said(&isnad(dir.path(), &["titles", "export", "--index", "b"])).1, exported);
}

#[test]
fn one_adds_at_a_time_and_others_may_ask() {
    let dir = tables(0);
    assert!(isnad(dir.path(), &["titles", "add", "one.tsv", "--index", "index"]).status.success());
    let adder = Adder::begin(&dir.path().join("index")).unwrap();
    let (code, _, err) = said(&isnad(dir.path(), &["titles", "add", "many.tsv", "--index", "index"]));
    assert_eq!(
        (code, err.as_str()),
        (Some(2), "isnad: another isnad is adding titles to index: try again when it has ended\n")
    );
    let (code, out, _) = said(&isnad(dir.path(), &["titles", "find", "????? ?????", "--index", "index"]));
    assert!(code == Some(0) && out.contains("حكاية الجبل"), "{out}");
    drop(adder);
    assert!(isnad(dir.path(), &["titles", "add", "one.tsv", "--index", "index"]).status.success());
}

#[test]
fn an_entry_without_end_is_said_and_the_others_are_added() {
    let dir = tables(0);
    let table = format!("title\tgloss\nرواية السهل\tA{}\nحكاية البحر\tA tale\n", " plain".repeat(200_000));
    fs::write(dir.path().join("long.tsv"), table).unwrap();
    let (code, _, err) = said(&isnad(dir.path(), &["titles", "add", "long.tsv", "one.tsv", "--index", "index"]));
    assert_eq!(code, Some(2));
    assert!(err.contains("isnad: the entry at long.tsv, line 2 has 12"), "{err}");
    assert!(err.ends_with("2 titles in index, 0 before\n"), "{err}");
}

#[test]
fn a_damaged_index_is_said() {
    let dir = tables(2000);
    assert!(isnad(dir.path(), &["titles", "add", "many.tsv", "--index", "index"]).status.success());
    let path = dir.path().join("index/000001.titles");
    let mut bytes = fs::read(&path).unwrap();
    bytes[5000] ^= 1;
    fs::write(&path, bytes).unwrap();
    let (code, _, err) = said(&isnad(dir.path(), &["titles", "export", "--index", "index"]));
    assert_eq!(code, Some(2));
    assert!(
        err.contains("000001.titles is damaged (the block at byte 12 has changed): put it back from a copy"),
        "{err}"
    );
}

/// Adds where no file may be longer than some kilobytes; `before` is said to the shell first.
#[cfg(unix)]
fn add_many_with_limit(dir: &Path, before: &str) -> Output {
    let script = format!("ulimit -c 0; ulimit -f 16; {before} exec \"$0\" titles add many.tsv --index index");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_isnad")]).current_dir(dir).output().unwrap()
}

/// An index of one title; and whether the shell can limit files.
#[cfg(unix)]
fn limited() -> Option<tempfile::TempDir> {
    if !Command::new("sh").args(["-c", "ulimit -f 16"]).status().is_ok_and(|status| status.success()) {
        return None;
    }
    let dir = tables(20_000);
    assert!(isnad(dir.path(), &["titles", "add", "one.tsv", "--index", "index"]).status.success());
    Some(dir)
}

/// A file that may not grow is refused as a full disk is.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_index_as_it_was() {
    let Some(dir) = limited() else { return };
    let before = files(&dir.path().join("index"));
    let (code, _, err) = said(&add_many_with_limit(dir.path(), "trap '' XFSZ;"));
    assert_eq!(code, Some(2), "{err}");
    assert!(err.contains("cannot write index/000002.titles") && err.ends_with("the index is as it was\n"), "{err}");
    assert_eq!(files(&dir.path().join("index")), before);
}

#[cfg(unix)]
#[test]
fn a_killed_process_leaves_the_index_as_it_was() {
    use std::os::unix::process::ExitStatusExt;
    let Some(dir) = limited() else { return };
    let index = dir.path().join("index");
    let before = files(&index);
    // The signal for a file that grows too long ends the process where it stands.
    let killed = add_many_with_limit(dir.path(), "");
    assert!(killed.status.signal().is_some(), "{killed:?}");
    let left = files(&index);
    assert_eq!(left.iter().filter(|file| before.contains(file)).count(), before.len());
    assert!(left.iter().any(|(name, _)| name == "000002.titles"), "nothing was left, so nothing is tested");
    let (_, out, _) = said(&isnad(dir.path(), &["titles", "export", "--index", "index"]));
    assert_eq!(out.lines().count(), 2);
    let (code, _, err) = said(&isnad(dir.path(), &["titles", "add", "many.tsv", "--index", "index"]));
    assert_eq!(code, Some(0));
    assert!(err.ends_with("20001 titles in index, 1 before\n"), "{err}");
    assert_eq!(files(&index).len(), 3, "the list, the lock, one segment");
}
