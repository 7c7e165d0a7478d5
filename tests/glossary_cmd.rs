//! `isnad glossary`, where files change, standard input is read, or what comes out is for other programs.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn isnad(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_isnad")).arg("glossary").args(args).current_dir(dir).output().unwrap()
}

fn isnad_reading(dir: &Path, args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_isnad"))
        .arg("glossary")
        .args(args)
        .current_dir(dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that is not understood ends before it reads.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// A folder with files of these names and texts.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(dir).unwrap().map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

const MINE: &str = "# Ours.\n\n[[concept]] # the first\nid = \"homs\"\nsubject = \"place\"\n\
                    terms.en = [\"Homs\", { text = \"Hims\", note = \"old\" }]\nterms.fr = [\"Homs\"]\n";

#[test]
fn what_an_import_is_silent_about_stays() {
    let table = "concept,en,ar\nhoms,Homs,حمص\nhama,Hama,حماة\n";
    let dir = folder(&[("mine.toml", MINE), ("table.csv", table)]);
    let columns = ["--columns", "concept=concept,en=en,ar=ar"];
    let brought = isnad(dir.path(), &[&["import", "table.csv", "--into", "mine.toml"], &columns[..]].concat());
    assert_eq!(said(&brought), (Some(0), String::new(), "mine.toml: 1 new, 1 changed, 0 the same\n".to_owned()));
    let text = fs::read_to_string(dir.path().join("mine.toml")).unwrap();
    let added = "terms.ar = [\"حمص\"]\n\n[[concept]]\nid = \"hama\"\nsubject = \"term\"\nterms.en = [\"Hama\"]\nterms.ar = [\"حماة\"]\n";
    assert_eq!(text.replace(added, ""), MINE, "{text}");
    // The same again changes nothing, not even the file's date.
    let before = fs::metadata(dir.path().join("mine.toml")).unwrap().modified().unwrap();
    let again = isnad(dir.path(), &[&["import", "table.csv", "--into", "mine.toml"], &columns[..]].concat());
    assert_eq!(said(&again).2, "mine.toml: 0 new, 0 changed, 2 the same\n");
    assert_eq!(fs::metadata(dir.path().join("mine.toml")).unwrap().modified().unwrap(), before);
    // Unless it is to be as the file has it.
    isnad(dir.path(), &[&["import", "table.csv", "--into", "mine.toml", "--replace"], &columns[..]].concat());
    let text = fs::read_to_string(dir.path().join("mine.toml")).unwrap();
    assert!(!text.contains("Hims") && !text.contains("terms.fr") && text.starts_with("# Ours.\n"), "{text}");
}

#[test]
fn another_preferred_term_takes_the_place_of_the_first() {
    let dir = folder(&[("mine.toml", MINE)]);
    let table = "concept,lang,term,status\nhoms,en,Hims,preferred\n";
    let brought = isnad_reading(dir.path(), &["import", "-", "--as", "csv", "--into", "mine.toml"], table);
    assert_eq!(said(&brought).0, Some(0));
    let (code, text, _) = said(&isnad_reading(dir.path(), &["diff", "--as", "toml", "-", "mine.toml"], MINE));
    assert_eq!(code, Some(1));
    assert_eq!(
        text,
        "~ homs (place)\n    ~ en \u{2068}Hims\u{2069}: status \u{2068}admitted\u{2069} → \u{2068}preferred\u{2069}\n    \
         ~ en \u{2068}Homs\u{2069}: status \u{2068}preferred\u{2069} → \u{2068}admitted\u{2069}\n"
    );
}

#[test]
fn standard_input_needs_a_format_and_is_read_once() {
    let dir = folder(&[]);
    let (code, out, err) = said(&isnad_reading(dir.path(), &["check", "-"], MINE));
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("standard input doesn't say its format") && err.contains("--as csv"), "{err}");
    let (code, _, err) = said(&isnad_reading(dir.path(), &["check", "-", "-", "--as", "toml"], MINE));
    assert_eq!((code, err.as_str()), (Some(2), "isnad: standard input can be read once only: give - once\n"));
    let (code, out, _) = said(&isnad_reading(dir.path(), &["stats", "-", "--as", "toml"], MINE));
    assert_eq!((code, out.lines().next()), (Some(0), Some("1 concept, 3 terms")));
    let exported = isnad_reading(dir.path(), &["export", "-o", "-", "--as", "csv", "--from", "toml", "-", "-q"], MINE);
    assert_eq!(said(&exported).1.lines().count(), 4);
}

#[test]
fn nothing_is_half_written() {
    let broken = "[[concept]]\nid = \"homs\"\nterms.en = [\n";
    let dir = folder(&[("mine.toml", MINE), ("broken.toml", broken), ("latin.toml", "")]);
    fs::write(dir.path().join("latin.toml"), b"# caf\xE9\n").unwrap();
    let before = names(dir.path());
    for args in [
        &["import", "broken.toml", "--into", "mine.toml"][..],
        &["import", "mine.toml", "--into", "broken.toml"],
        &["import", "mine.toml", "--into", "latin.toml"],
        &["import", "mine.toml", "--into", "no/such/folder.toml"],
        &["import", "mine.toml", "--as", "xlsx", "--into", "mine.toml"],
        &["import", "mine.toml", "--columns", "colour=blue"],
        &["import", "mine.toml", "--as", "colour"],
        &["export", "-o", "new.tbx", "mine.toml", "broken.toml"],
        &["export", "-o", "new.txt", "--langs", "en", "mine.toml"],
        &["export", "-o", "no/such/folder.tbx", "mine.toml"],
        &["suggest", "no-such-folder", "-o", "new.toml"],
    ] {
        let (code, out, err) = said(&isnad(dir.path(), args));
        assert_eq!((code, out.as_str()), (Some(2), ""), "{args:?}");
        assert!(err.lines().count() >= 1 && !err.contains("panicked"), "{args:?}: {err}");
        assert_eq!(names(dir.path()), before, "{args:?}");
        assert_eq!(fs::read_to_string(dir.path().join("mine.toml")).unwrap(), MINE, "{args:?}");
        assert_eq!(fs::read_to_string(dir.path().join("broken.toml")).unwrap(), broken, "{args:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_link_and_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let dir = folder(&[("mine.toml", MINE), ("table.csv", "concept,lang,term\nhama,en,Hama\n")]);
    let (mine, link) = (dir.path().join("mine.toml"), dir.path().join("link.toml"));
    fs::set_permissions(&mine, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("mine.toml", &link).unwrap();
    assert_eq!(said(&isnad(dir.path(), &["import", "table.csv", "--into", "link.toml", "-q"])).0, Some(0));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&mine).unwrap().contains("Hama"));
    assert_eq!(fs::metadata(&mine).unwrap().permissions().mode() & 0o777, 0o640);
    // A new file is one that others may read, as far as the user lets them.
    fs::write(dir.path().join("plain"), "").unwrap();
    assert_eq!(said(&isnad(dir.path(), &["export", "-o", "new.csv", "mine.toml", "-q"])).0, Some(0));
    let mode = |name: &str| fs::metadata(dir.path().join(name)).unwrap().permissions().mode();
    assert_eq!(mode("new.csv"), mode("plain"));
}

#[test]
fn what_is_exported_comes_back() {
    let dir = folder(&[("mine.toml", MINE)]);
    for format in ["toml", "csv", "tsv", "xlsx", "tbx"] {
        let file = format!("out.{format}");
        let (code, out, err) = said(&isnad(dir.path(), &["export", "-o", &file, "mine.toml"]));
        assert_eq!((code, out.as_str()), (Some(0), ""), "{err}");
        let (code, out, _) = said(&isnad(dir.path(), &["diff", "mine.toml", &file]));
        assert_eq!((code, out.as_str()), (Some(0), ""), "{format}");
    }
}

#[test]
fn the_report_of_a_check_as_sarif() {
    let dir = folder(&[("my terms.toml", "[[concept]]\nid = \"homs\"\nterms.en = [\"Homs (city\"]\n")]);
    let (code, out, _) = said(&isnad(dir.path(), &["check", "my terms.toml", "--format", "sarif"]));
    assert_eq!(code, Some(1));
    let log: serde_json::Value = serde_json::from_str(&out).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "unbalanced");
    assert_eq!(result["level"], "warning");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "my%20terms.toml");
    assert_eq!(place["region"], serde_json::json!({ "startLine": 3, "startColumn": 14 }));
}

#[test]
fn a_sheet_has_no_lines() {
    let dir = folder(&[("mine.toml", "[[concept]]\nid = \"homs\"\nterms.en = [\"Homs (city\"]\n")]);
    assert_eq!(said(&isnad(dir.path(), &["export", "-o", "mine.xlsx", "mine.toml", "-q"])).0, Some(0));
    let (code, out, _) = said(&isnad(dir.path(), &["check", "mine.xlsx"]));
    assert_eq!(code, Some(1));
    assert!(out.starts_with("mine.xlsx: warning: \u{2068}Homs (city\u{2069} has ("), "{out}");
    let (_, out, _) = said(&isnad(dir.path(), &["check", "mine.xlsx", "--format", "sarif"]));
    let log: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert!(log["runs"][0]["results"][0]["locations"][0]["physicalLocation"].get("region").is_none());
}

#[test]
fn a_later_file_replaces_concepts_of_an_earlier_one() {
    let dir = folder(&[("one.toml", MINE), ("two.toml", MINE)]);
    let (code, out, _) = said(&isnad(dir.path(), &["check", "one.toml", "two.toml"]));
    // Only a note.
    assert_eq!(code, Some(0));
    assert!(out.starts_with("two.toml:4:7: note: `homs` takes the place of the one in one.toml"), "{out}");
}

#[test]
fn the_built_in_glossaries_have_no_slips() {
    let dir = folder(&[]);
    let (code, out, err) = said(&isnad(dir.path(), &["check"]));
    let grave: Vec<&str> = out.lines().filter(|line| !line.contains(": note: ")).collect();
    assert_eq!((code, grave, err.as_str()), (Some(0), Vec::new(), ""));
}

#[test]
fn names_of_a_folder_can_be_imported() {
    let report = "The town of Muhrada met the Falcons Brigade. Muhrada (محردة) is quiet, said the Falcons Brigade.\n";
    let dir = folder(&[("report.txt", report), ("mine.toml", MINE)]);
    let glossary = ["--glossary", "mine.toml", "--only-glossary"];
    let made =
        isnad(dir.path(), &[&["suggest", "report.txt", "--least", "2", "-o", "new.toml"], &glossary[..]].concat());
    assert_eq!(said(&made), (Some(0), String::new(), "2 names in 1 report that the glossary lacks\n".to_owned()));
    let (code, _, err) = said(&isnad(dir.path(), &["import", "new.toml", "--into", "mine.toml"]));
    assert_eq!((code, err.as_str()), (Some(0), "mine.toml: 2 new, 0 changed, 0 the same\n"));
    // What is in the glossary is not suggested again.
    let (_, out, _) = said(&isnad(dir.path(), &[&["suggest", "report.txt", "-q"], &glossary[..]].concat()));
    assert!(!out.contains("[[concept]]"), "{out}");
}

#[test]
fn found_names_as_json() {
    let dir = folder(&[("mine.toml", MINE)]);
    let glossary = ["--glossary", "mine.toml", "--only-glossary"];
    let (code, out, _) = said(&isnad(dir.path(), &[&["find", "حمص", "--json"], &glossary[..]].concat()));
    let found: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &found["concept"], &found["by"]), (Some(0), &"homs".into(), &"sound".into()));
    assert_eq!(found["terms"].as_array().unwrap().len(), 3);
}

#[test]
fn shells_and_the_manual_know_it() {
    let run = |args: &[&str]| Command::new(env!("CARGO_BIN_EXE_isnad")).args(args).output().unwrap();
    for shell in ["bash", "zsh", "fish"] {
        let (code, out, _) = said(&run(&["completions", shell]));
        assert!(code == Some(0) && out.contains("suggest") && out.contains("tbx-dca"), "{shell}");
    }
    let (code, out, _) = said(&run(&["man"]));
    assert!(code == Some(0) && out.contains("Checks, converts and compares glossaries"), "{out}");
}
