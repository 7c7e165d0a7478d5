//! Nothing imports upward, and no stage imports another stage: the ladder of rooms, read off the sources.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, low to high. A room may import from the rows above its own, and from [`BESIDE`].
const LADDER: [&[&str]; 8] = [
    &["text"],
    &["lexicon"],
    &["report"],
    &["repair", "restore", "glossary", "romanize", "translate", "align"],
    &["pipeline"],
    &["read", "titles", "models", "write", "review"],
    &["batch"],
    &["cli"],
];

/// Who may import from its own row: a document is written back into the format that it was read from.
const BESIDE: [(&str, &str); 1] = [("write", "read")];

#[test]
fn no_room_imports_upward_or_beside() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&src, &mut files);
    assert!(files.len() > 20, "only {} files under {}", files.len(), src.display());
    let breaches: Vec<String> = files
        .iter()
        .flat_map(|path| {
            let name = path.strip_prefix(&src).expect("a file below src").to_string_lossy().replace('\\', "/");
            breaches(&name, &fs::read_to_string(path).expect("a readable source file"))
        })
        .collect();
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// What is wrong with the imports of one file, each as `file:line: why`.
fn breaches(file: &str, source: &str) -> Vec<String> {
    let Some(room) = file.split_once('/').map(|(room, _)| room).or_else(|| file.strip_suffix(".rs")) else {
        return Vec::new();
    };
    // These two see the whole house.
    if matches!(room, "lib" | "main") {
        return Vec::new();
    }
    let Some(rung) = rung(room) else {
        return vec![format!("{file}:1: the room {room} stands on no rung of the ladder")];
    };
    imports(source, depth(file))
        .into_iter()
        .filter(|(_, other)| other != room && !BESIDE.contains(&(room, other.as_str())))
        .filter_map(|(line, other)| {
            let why = match self::rung(&other)? {
                other_rung if other_rung > rung => "upward",
                other_rung if other_rung == rung => "beside itself",
                _ => return None,
            };
            Some(format!("{file}:{line}: {room} imports {why}, from {other}"))
        })
        .collect()
}

fn rung(room: &str) -> Option<usize> {
    LADDER.iter().position(|row| row.contains(&room))
}

/// How many `super::` lead from the module of a file to the crate's root.
fn depth(file: &str) -> usize {
    let parts = file.split('/').count();
    if file.ends_with("/mod.rs") { parts - 1 } else { parts }
}

/// The first names of all paths that start at the crate's root, with the line of each.
fn imports(source: &str, depth: usize) -> Vec<(usize, String)> {
    let code: String = source.lines().map(without_comment).collect::<Vec<_>>().join("\n");
    let to_root = "super::".repeat(depth);
    let mut found = Vec::new();
    for root in ["crate::", to_root.as_str()] {
        for (at, _) in code.match_indices(root) {
            // Part of a longer word, as in `my_crate::`.
            if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let line = code[..at].matches('\n').count() + 1;
            found.extend(first_names(&code[at + root.len()..]).into_iter().map(|name| (line, name)));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The first name of a path, or those of each path in braces: `{text::{Span, View}, report}` gives `text` and `report`.
fn first_names(path: &str) -> Vec<String> {
    let name = |text: &str| text.chars().take_while(|&c| c.is_alphanumeric() || c == '_').collect::<String>();
    let Some(group) = path.strip_prefix('{') else {
        return vec![name(path)];
    };
    let mut names = vec![name(group.trim_start())];
    let mut open = 1;
    for (at, c) in group.char_indices() {
        match c {
            '{' => open += 1,
            '}' => open -= 1,
            ',' if open == 1 => names.push(name(group[at + 1..].trim_start())),
            _ => {}
        }
        if open == 0 {
            break;
        }
    }
    names
}

/// A line up to its comment. The `//` of an address in a string is none.
fn without_comment(line: &str) -> &str {
    let comment = line.match_indices("//").find(|(at, _)| !line[..*at].ends_with(':'));
    comment.map_or(line, |(at, _)| &line[..at])
}

#[test]
fn a_breach_is_noticed() {
    let rows = [
        ("text/view.rs", "use crate::report::Report;", Some("text imports upward, from report")),
        ("repair/mod.rs", "use crate::restore::Witness;", Some("repair imports beside itself, from restore")),
        (
            "align/unit.rs",
            "use crate::{text::{Span, View},\n    glossary::Hit};",
            Some("align imports beside itself, from glossary"),
        ),
        ("glossary/hit.rs", "fn f(x: &crate::pipeline::Outcome) {}", Some("glossary imports upward, from pipeline")),
        ("pipeline.rs", "pub(crate) use crate::batch::walk;", Some("pipeline imports upward, from batch")),
        ("read/mod.rs", "use crate::write::splice;", Some("read imports beside itself, from write")),
        ("report/note.rs", "use super::super::cli::run;", Some("report imports upward, from cli")),
        ("report/mod.rs", "use super::align::Unit;", Some("report imports upward, from align")),
        ("stray/mod.rs", "", Some("the room stray stands on no rung of the ladder")),
        ("write/mended.rs", "use crate::read::Document;", None),
        ("align/unit.rs", "use crate::text::Span; // and never crate::pipeline", None),
        ("align/unit.rs", "/// See [`crate::pipeline::Outcome`].", None),
        ("repair/table.rs", "use super::align;\nuse my_crate::pipeline;", None),
        ("cli/mod.rs", "use crate::{batch, pipeline, text};", None),
        ("lib.rs", "pub use crate::cli::main;", None),
    ];
    for (file, source, expected) in rows {
        let found = breaches(file, source);
        match expected {
            Some(why) => assert!(found.len() == 1 && found[0].ends_with(why), "{file}: {source}: {found:?}"),
            None => assert!(found.is_empty(), "{file}: {source}: {found:?}"),
        }
    }
}
