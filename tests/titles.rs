//! The title index: what is added is found, whatever was added before, dies half-way, or is damaged.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use isnad::restore::{Day, Entry, Query, Resources, Restored, Shelf, mask_keys, restore_one};
use isnad::text::mask::mask_fits;
use isnad::titles::{Added, Adder, IndexError, TitleIndex};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// An entry that owns what it says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Work {
    title: String,
    gloss: Option<String>,
    source: Option<String>,
    date: Option<Day>,
    url: Option<String>,
    place: String,
}

impl Work {
    fn titled(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            gloss: None,
            source: None,
            date: None,
            url: None,
            place: "headlines.tsv, line 2".to_owned(),
        }
    }

    fn of(entry: &Entry<'_>) -> Self {
        Self {
            title: entry.title.to_owned(),
            gloss: entry.gloss.map(str::to_owned),
            source: entry.source.map(str::to_owned),
            date: entry.date,
            url: entry.url.map(str::to_owned),
            place: entry.place.to_owned(),
        }
    }

    fn entry(&self) -> Entry<'_> {
        Entry {
            title: &self.title,
            gloss: self.gloss.as_deref(),
            source: self.source.as_deref(),
            date: self.date,
            url: self.url.as_deref(),
            place: &self.place,
        }
    }
}

fn add(dir: &Path, works: &[Work]) -> Result<Added, IndexError> {
    let mut adder = Adder::begin(dir)?;
    for work in works {
        adder.add(&work.entry())?;
    }
    adder.commit()
}

fn each(index: &TitleIndex) -> Result<Vec<Work>, IndexError> {
    let mut works = Vec::new();
    index.each::<IndexError>(|entry| {
        works.push(Work::of(&entry));
        Ok(())
    })?;
    works.sort();
    Ok(works)
}

/// The entries that fit a mask, as often as they are handed over.
fn fitting(index: &TitleIndex, mask: &str) -> Result<Vec<Work>, String> {
    let mut works = Vec::new();
    index.find(&mask_keys(mask), &mut |entry| {
        if mask_fits(mask, entry.title) {
            works.push(Work::of(&entry));
        }
    })?;
    works.sort();
    Ok(works)
}

/// A text as a converter leaves it that writes a sign for each character that is not ASCII, or for each of its bytes.
fn mangle(text: &str, bytes: bool) -> String {
    let cells = |c: char| if bytes { c.len_utf8() } else { 1 };
    text.chars()
        .flat_map(|c| std::iter::repeat_n(if c.is_ascii() { c } else { '?' }, if c.is_ascii() { 1 } else { cells(c) }))
        .collect()
}

fn files(dir: &Path) -> Vec<String> {
    let names = fs::read_dir(dir).unwrap().map(|file| file.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn segments(dir: &Path) -> Vec<String> {
    files(dir).into_iter().filter(|name| name.ends_with(".titles")).collect()
}

/// All files with what is in them.
fn bytes(dir: &Path) -> Vec<(String, Vec<u8>)> {
    files(dir).into_iter().map(|name| (name.clone(), fs::read(dir.join(name)).unwrap())).collect()
}

fn copy(from: &Path) -> tempfile::TempDir {
    let to = tempfile::tempdir().unwrap();
    for name in files(from) {
        fs::copy(from.join(&name), to.path().join(&name)).unwrap();
    }
    to
}

fn sorted(mut works: Vec<Work>) -> Vec<Work> {
    works.sort();
    works
}

fn title() -> impl Strategy<Value = String> {
    let word = "[ء-غف-ي]{2,8}|«[ء-غف-ي]{2,5}»|[ء-ي\u{64B}-\u{652}؟،پچگ\u{200C}0-9٠-٩“”–A-Za-z\"?!:]{1,9}";
    prop::collection::vec(word, 1..8).prop_map(|words| words.join(" "))
}

fn work() -> impl Strategy<Value = Work> {
    let date = (1900..2030u16, prop::option::of((1..13u8, prop::option::of(1..32u8))));
    let date = date.prop_map(|(year, rest)| (year, rest.map(|rest| rest.0), rest.and_then(|rest| rest.1)));
    (
        title(),
        prop::option::of("[A-Z][a-z ]{0,30}"),
        prop::option::of("SANA|عنب بلدي"),
        prop::option::of(date),
        prop::option::of("https://example\\.org/[a-z0-9]{1,9}"),
        "[a-z]{1,5}\\.tsv, line [1-9][0-9]{0,3}",
    )
        .prop_map(|(title, gloss, source, date, url, place)| Work { title, gloss, source, date, url, place })
}

/// Works that differ in what they say, not in the place alone.
fn works(most: usize) -> impl Strategy<Value = Vec<Work>> {
    prop::collection::vec(work(), 1..most).prop_map(|mut works| {
        let mut seen = BTreeSet::new();
        works.retain(|work| seen.insert(Work { place: String::new(), ..work.clone() }));
        works
    })
}

/// Titles of words, the same ones each time, all different.
fn headlines(seed: usize, count: usize) -> Vec<Work> {
    const WORDS: [&str; 12] = [
        "الرئيس",
        "يلتقي",
        "وفدا",
        "من",
        "«الهوية»",
        "السورية",
        "2025",
        "می\u{200C}رود",
        "في",
        "دمشق،",
        "الهويّة",
        "كيف",
    ];
    (0..count)
        .map(|number| {
            let mut left = number * 7919 + seed * 104_729 + 5;
            let mut words = Vec::new();
            while left > 0 {
                words.push(WORDS[left % WORDS.len()]);
                left /= WORDS.len();
            }
            Work {
                source: (number % 3 == 0).then(|| "SANA".to_owned()),
                date: (number % 2 == 0).then_some((2025, Some(3), Some(11))),
                url: Some(format!("https://example.org/{seed}/{number}")),
                place: format!("{seed}.tsv, line {}", number + 2),
                ..Work::titled(&words.join(" "))
            }
        })
        .collect()
}

#[test]
fn what_is_added_is_found_and_exported() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("made/as/needed");
    let whole = Work {
        title: "من يحكم الساحل؟".to_owned(),
        gloss: Some("Who governs the coast?".to_owned()),
        source: Some("BBC News".to_owned()),
        date: Some((2025, Some(3), Some(11))),
        url: Some("https://example.org/coast".to_owned()),
        place: "refs.bib, doe2025".to_owned(),
    };
    let works = [
        whole.clone(),
        Work::titled("حكاية الجبل"),
        Work { date: Some((2024, None, None)), ..Work::titled("رواية السهل") },
    ];
    assert_eq!(add(&folder, &works).unwrap(), Added { before: 0, now: 3 });
    let index = TitleIndex::open(&folder).unwrap();
    assert_eq!(each(&index).unwrap(), sorted(works.to_vec()));
    for (mask, found) in [
        ("?? ???? ???????", &works[..1]),
        ("???? ???????? ??????????????", &works[..1]),
        ("\u{FFFD}\u{FFFD}  \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\n???????", &works[..1]),
        ("????? ?????", &works[1..]),
        ("?????????? ??????????", &works[1..]),
        ("????? ??????", &[]),
        ("???", &[]),
    ] {
        assert_eq!(fitting(&index, mask).unwrap(), sorted(found.to_vec()), "{mask}");
    }
    let stats = index.stats();
    assert_eq!((stats.titles, stats.segments, stats.format, index.titles()), (3, 1, 1, 3));
    assert!(stats.keys >= 3 && stats.raw_bytes > 100);
    assert_eq!(stats.disk_bytes, fs::metadata(folder.join("000001.titles")).unwrap().len());
}

#[test]
fn an_empty_index_is_one() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(add(dir.path(), &[]).unwrap(), Added { before: 0, now: 0 });
    let index = TitleIndex::open(dir.path()).unwrap();
    assert_eq!((index.titles(), fitting(&index, "??? ????").unwrap()), (0, vec![]));
    assert_eq!(add(dir.path(), &headlines(1, 5)).unwrap(), Added { before: 0, now: 5 });
    assert_eq!(add(dir.path(), &[]).unwrap(), Added { before: 5, now: 5 });
}

#[test]
fn a_title_is_handed_over_once() {
    // One title stands under three keys, in one block; a mask of even runs is asked for in two ways.
    let dir = tempfile::tempdir().unwrap();
    let quoted = Work::titled("«نعم» 2025؟");
    let marked = Work::titled("هوَّ");
    add(dir.path(), &[quoted.clone(), marked.clone()]).unwrap();
    let index = TitleIndex::open(dir.path()).unwrap();
    for (mask, work) in
        [("????? 2025?", &quoted), ("\"???\" 2025?", &quoted), ("?????????? 2025??", &quoted), ("????", &marked)]
    {
        assert_eq!(fitting(&index, mask).unwrap(), std::slice::from_ref(work), "{mask}");
    }
}

fn restored(index: &TitleIndex, query: &Query) -> Restored {
    let resources = Resources {
        witnesses: &isnad::restore::Witnesses::default(),
        shelf: Some(index),
        names: &isnad::restore::Names::default(),
        guesser: None,
    };
    restore_one(query, &resources).expect("a whole index")
}

#[test]
fn how_likely_a_title_is_does_not_depend_on_what_stands_beside_it() {
    // A title with several keys, and as many others as fill its block or the blocks between its rows.
    let query = Query {
        mask: "???????? 2025??".to_owned(),
        url: Some("https://example.org/yes".to_owned()),
        ..Query::default()
    };
    let asked = Work { url: query.url.clone(), ..Work::titled("«نعممم» 2025؟؟") };
    let asked = Work { title: asked.title.replace("ممم", "مممم"), ..asked };
    let mut likely = Vec::new();
    for others in [0, 2000] {
        let dir = tempfile::tempdir().unwrap();
        let mut works = headlines(1, others);
        works.retain(|work| !mask_fits(&query.mask, &work.title));
        works.push(asked.clone());
        add(dir.path(), &works).unwrap();
        let index = TitleIndex::open(dir.path()).unwrap();
        assert_eq!(fitting(&index, &query.mask).unwrap(), std::slice::from_ref(&asked));
        let found = restored(&index, &query);
        assert_eq!(found.text.as_deref(), Some(asked.title.as_str()), "{found:?}");
        likely.push(found.candidates[0].probability);
    }
    assert!((likely[0] - likely[1]).abs() < 1e-3, "{likely:?}");
}

#[test]
fn what_is_there_already_is_not_there_twice() {
    let dir = tempfile::tempdir().unwrap();
    let works = headlines(1, 300);
    assert_eq!(add(dir.path(), &works).unwrap(), Added { before: 0, now: 300 });
    // As large as what is there: both come to stand in one segment.
    assert_eq!(add(dir.path(), &works).unwrap(), Added { before: 300, now: 300 });
    assert_eq!(each(&TitleIndex::open(dir.path()).unwrap()).unwrap(), sorted(works.clone()));
    // Twice in one file, at two places: the first place by its bytes stands.
    let again = Work { place: "0.tsv, line 2".to_owned(), ..works[7].clone() };
    let twice: Vec<Work> = works.iter().cloned().chain([again.clone()]).collect();
    assert_eq!(add(dir.path(), &twice).unwrap(), Added { before: 300, now: 300 });
    let index = TitleIndex::open(dir.path()).unwrap();
    assert!(each(&index).unwrap().contains(&again));
    // A title that says something else besides is another one.
    let dated = Work { date: Some((1999, None, None)), ..works[7].clone() };
    assert_eq!(add(dir.path(), &twice.into_iter().chain([dated]).collect::<Vec<_>>()).unwrap().now, 301);
    // A small part of a large index goes into a segment of its own, and stands twice until the two are merged.
    assert_eq!(add(dir.path(), &works[..2]).unwrap(), Added { before: 301, now: 303 });
    assert_eq!(segments(dir.path()).len(), 2);
    let index = TitleIndex::open(dir.path()).unwrap();
    for work in &works[..2] {
        let found = fitting(&index, &mangle(&work.title, false)).unwrap();
        assert_eq!(found.iter().filter(|found| *found == work).count(), 1, "{found:?}");
    }
    assert_eq!(add(dir.path(), &works).unwrap(), Added { before: 303, now: 301 });
}

#[test]
fn many_small_adds_leave_few_segments() {
    let dir = tempfile::tempdir().unwrap();
    let works = headlines(3, 400);
    for (number, part) in works.chunks(4).enumerate() {
        let added = add(dir.path(), part).unwrap();
        assert_eq!((added.before, added.now), (number as u64 * 4, number as u64 * 4 + 4));
        let segments = segments(dir.path()).len();
        let bound = 1 + (number + 1).ilog2() as usize;
        assert!(segments <= bound, "{segments} segments after {} adds", number + 1);
    }
    assert_eq!(each(&TitleIndex::open(dir.path()).unwrap()).unwrap(), sorted(works));
}

#[test]
fn a_folder_without_an_index_is_said() {
    let dir = tempfile::tempdir().unwrap();
    let missing = dir.path().join("none");
    let error = TitleIndex::open(&missing).unwrap_err();
    assert!(matches!(&error, IndexError::Missing(path) if *path == missing), "{error:?}");
    assert!(error.to_string().contains("isnad titles add"), "{error}");
    assert!(matches!(TitleIndex::open(dir.path()), Err(IndexError::Missing(_))));
    let file = dir.path().join("file");
    fs::write(&file, "no folder").unwrap();
    for error in [TitleIndex::open(&file).unwrap_err(), Adder::begin(&file).unwrap_err()] {
        assert!(error.to_string().contains(file.to_str().unwrap()), "{error}");
        assert!(matches!(error, IndexError::Io { .. } | IndexError::Missing(_)), "{error:?}");
    }
    assert_eq!(fs::read(&file).unwrap(), b"no folder");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    add(dir.path(), &headlines(1, 5)).unwrap();
    let set = |mode| fs::set_permissions(dir.path(), fs::Permissions::from_mode(mode)).unwrap();
    set(0o555);
    // Some users may write everywhere.
    let may = fs::write(dir.path().join("probe"), "").is_ok();
    let added = add(dir.path(), &headlines(2, 5));
    let read = TitleIndex::open(dir.path()).map(|index| index.titles());
    set(0o755);
    if !may {
        let error = added.unwrap_err();
        assert!(matches!(&error, IndexError::Io { .. }) && error.to_string().ends_with("the index is as it was"));
        assert_eq!(read.unwrap(), 5);
    }
}

/// Whoever may read a folder's other files may read its index: all its files get the permissions that new files get.
#[cfg(unix)]
#[test]
fn an_index_can_be_shared() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    add(dir.path(), &headlines(1, 5)).unwrap();
    let mode = |name: &str| fs::metadata(dir.path().join(name)).unwrap().permissions().mode();
    fs::write(dir.path().join("other"), "").unwrap();
    for name in ["titles.json", "000001.titles"] {
        assert_eq!(mode(name), mode("other"), "{name}");
    }
}

#[test]
fn one_at_a_time_adds() {
    let dir = tempfile::tempdir().unwrap();
    add(dir.path(), &headlines(1, 50)).unwrap();
    let mut first = Adder::begin(dir.path()).unwrap();
    let error = Adder::begin(dir.path()).unwrap_err();
    assert!(matches!(&error, IndexError::Busy(path) if path == dir.path()), "{error:?}");
    assert!(error.to_string().contains("another isnad is adding"), "{error}");
    for work in headlines(2, 50) {
        first.add(&work.entry()).unwrap();
    }
    assert!(matches!(Adder::begin(dir.path()), Err(IndexError::Busy(_))));
    assert_eq!(first.commit().unwrap(), Added { before: 50, now: 100 });
    let all = sorted(headlines(1, 50).into_iter().chain(headlines(2, 50)).collect());
    assert_eq!(each(&TitleIndex::open(dir.path()).unwrap()).unwrap(), all);
    assert_eq!(add(dir.path(), &[]).unwrap().now, 100);
}

/// One that gives up takes its files away before anybody else may begin.
#[test]
fn one_that_gives_up_is_not_in_the_way_of_the_next() {
    let dir = tempfile::tempdir().unwrap();
    let added = AtomicU64::new(0);
    std::thread::scope(|scope| {
        for thread in 0..4usize {
            let (dir, added) = (dir.path(), &added);
            scope.spawn(move || {
                let mut round = 0;
                while round < 25 {
                    let mut adder = match Adder::begin(dir) {
                        Ok(adder) => adder,
                        Err(IndexError::Busy(_)) => continue,
                        Err(error) => panic!("{error}"),
                    };
                    let works = headlines(thread * 100 + round, 3);
                    works.iter().for_each(|work| adder.add(&work.entry()).unwrap());
                    round += 1;
                    if round % 2 == 0 {
                        adder.commit().unwrap();
                        added.fetch_add(3, Ordering::SeqCst);
                    }
                }
            });
        }
    });
    let works = each(&TitleIndex::open(dir.path()).unwrap()).unwrap();
    assert_eq!(works.len() as u64, added.into_inner());
}

#[test]
fn readers_go_on_while_somebody_adds() {
    let dir = tempfile::tempdir().unwrap();
    let works = headlines(1, 600);
    add(dir.path(), &works[..40]).unwrap();
    let before = TitleIndex::open(dir.path()).unwrap();
    let fingerprint = before.fingerprint();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for reader in 0..2usize {
            let (dir, works, done, before) = (dir.path(), &works, &done, &before);
            scope.spawn(move || {
                let mut least = 40;
                while !done.load(Ordering::SeqCst) {
                    let index = TitleIndex::open(dir).unwrap();
                    let titles = index.titles();
                    assert!(titles >= least && titles.is_multiple_of(8), "{titles} after {least}");
                    least = titles;
                    // Added in order: an index holds the first so many.
                    assert_eq!(each(&index).unwrap(), sorted(works[..titles as usize].to_vec()));
                    let work = &works[(titles as usize * 7 + reader) % titles as usize];
                    assert!(fitting(&index, &mangle(&work.title, reader == 1)).unwrap().contains(work));
                    assert_eq!(each(before).unwrap(), sorted(works[..40].to_vec()));
                }
            });
        }
        for part in works[40..].chunks(8) {
            add(dir.path(), part).unwrap();
        }
        done.store(true, Ordering::SeqCst);
    });
    assert_eq!(before.fingerprint(), fingerprint);
    assert_eq!(each(&before).unwrap(), sorted(works[..40].to_vec()));
    let after = TitleIndex::open(dir.path()).unwrap();
    assert_ne!(after.fingerprint(), fingerprint);
    assert_eq!(each(&after).unwrap(), sorted(works));
}

#[test]
fn one_that_gives_up_leaves_the_index_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    add(dir.path(), &headlines(1, 50)).unwrap();
    let before = bytes(dir.path());
    let mut adder = Adder::begin(dir.path()).unwrap();
    headlines(2, 50).iter().for_each(|work| adder.add(&work.entry()).unwrap());
    drop(adder);
    assert_eq!(bytes(dir.path()), before);
    assert_eq!(add(dir.path(), &headlines(2, 50)).unwrap(), Added { before: 50, now: 100 });
}

#[test]
fn what_a_killed_process_left_is_removed_by_the_next_one() {
    let dir = tempfile::tempdir().unwrap();
    let works = headlines(1, 50);
    add(dir.path(), &works).unwrap();
    let before = files(dir.path());
    // A whole run, the beginning of another, and a list that was not renamed.
    fs::copy(dir.path().join("000001.titles"), dir.path().join("000002.titles")).unwrap();
    fs::write(dir.path().join("000003.titles"), b"isnadttl").unwrap();
    fs::write(dir.path().join("titles.json.new"), b"{\"format\": 1").unwrap();
    assert_eq!(each(&TitleIndex::open(dir.path()).unwrap()).unwrap(), sorted(works));
    assert_eq!(add(dir.path(), &[]).unwrap(), Added { before: 50, now: 50 });
    assert_eq!(files(dir.path()), before);
    // What is not the index's own stays.
    fs::write(dir.path().join("notes.titles"), "mine").unwrap();
    fs::write(dir.path().join("2.titles.bak"), "mine").unwrap();
    add(dir.path(), &[]).unwrap();
    assert_eq!(files(dir.path()), ["000001.titles", "2.titles.bak", "lock", "notes.titles", "titles.json"]);
}

#[test]
fn a_first_add_that_is_killed_can_be_done_again() {
    let dir = tempfile::tempdir().unwrap();
    let mut adder = Adder::begin(dir.path()).unwrap();
    headlines(1, 5).iter().for_each(|work| adder.add(&work.entry()).unwrap());
    // As it is when the process dies now, with a run on disk.
    let killed = copy(dir.path());
    fs::write(killed.path().join("000001.titles"), b"isnadttl").unwrap();
    assert_eq!(add(killed.path(), &headlines(1, 5)).unwrap(), Added { before: 0, now: 5 });
}

#[test]
fn an_entry_without_end_is_refused_and_the_others_are_added() {
    let dir = tempfile::tempdir().unwrap();
    let mut adder = Adder::begin(dir.path()).unwrap();
    let long = Work { gloss: Some("x".repeat(70 << 20)), ..Work::titled("حكاية الجبل") };
    let error = adder.add(&long.entry()).unwrap_err();
    assert!(matches!(&error, IndexError::TooLong { .. }), "{error:?}");
    assert!(error.to_string().contains("headlines.tsv, line 2"), "{error}");
    let large = Work { gloss: Some("x".repeat(1 << 19)), ..Work::titled("حكاية الجبل") };
    for work in [&large, &Work::titled("رواية السهل")] {
        adder.add(&work.entry()).unwrap();
    }
    assert_eq!(adder.commit().unwrap().now, 2);
    let index = TitleIndex::open(dir.path()).unwrap();
    assert_eq!(fitting(&index, "????? ?????").unwrap(), sorted(vec![large, Work::titled("رواية السهل")]));
}

/// An index of three segments: 600 titles, in several blocks; 150; and 30.
static WHOLE: LazyLock<(tempfile::TempDir, Vec<Work>)> = LazyLock::new(|| {
    let dir = tempfile::tempdir().unwrap();
    let works = headlines(5, 780);
    for part in [&works[..600], &works[600..750], &works[750..]] {
        add(dir.path(), part).unwrap();
    }
    assert_eq!(segments(dir.path()).len(), 3);
    (dir, sorted(works))
});

/// Whatever happened to an index: an error with a clear text, or the right entries.
fn assert_error_or_right(dir: &Path, what: &str) {
    let works = &WHOLE.1;
    let clear = |error: &str| {
        let name = dir.to_str().unwrap();
        assert!(error.contains(name) && (error.contains("damaged") || error.contains("format")), "{what}: {error}");
    };
    let index = match TitleIndex::open(dir) {
        Ok(index) => index,
        Err(error) => return clear(&error.to_string()),
    };
    assert_eq!(index.titles(), works.len() as u64, "{what}");
    assert_eq!(index.stats(), TitleIndex::open(WHOLE.0.path()).unwrap().stats(), "{what}");
    match each(&index) {
        Ok(entries) => assert_eq!(&entries, works, "{what}"),
        Err(error) => clear(&error.to_string()),
    }
    let whole = TitleIndex::open(WHOLE.0.path()).unwrap();
    for work in works.iter().step_by(97) {
        let mask = mangle(&work.title, false);
        match fitting(&index, &mask) {
            Ok(entries) => assert_eq!(entries, fitting(&whole, &mask).unwrap(), "{what}, {mask}"),
            Err(error) => clear(&error),
        }
    }
}

#[test]
fn every_byte_of_the_list_counts() {
    let dir = copy(WHOLE.0.path());
    let path = dir.path().join("titles.json");
    let list = fs::read(&path).unwrap();
    for at in 0..list.len() {
        for bit in 0..8 {
            let mut flipped = list.clone();
            flipped[at] ^= 1 << bit;
            fs::write(&path, &flipped).unwrap();
            assert_error_or_right(dir.path(), &format!("bit {bit} of byte {at} of the list"));
        }
    }
    for len in 0..list.len() {
        fs::write(&path, &list[..len]).unwrap();
        let error = TitleIndex::open(dir.path()).unwrap_err();
        assert!(matches!(error, IndexError::Damaged { .. }), "{error:?}");
    }
}

#[test]
fn a_file_that_is_cut_short_is_damaged() {
    for name in segments(WHOLE.0.path()) {
        let whole = fs::read(WHOLE.0.path().join(&name)).unwrap();
        let dir = copy(WHOLE.0.path());
        let len = whole.len();
        let places = (0..80.min(len)).chain((80..len - 200).step_by(len / 40 + 1)).chain(len - 200..len);
        for at in places {
            fs::write(dir.path().join(&name), &whole[..at]).unwrap();
            let error = TitleIndex::open(dir.path()).unwrap_err();
            assert!(matches!(&error, IndexError::Damaged { file, .. } if file.ends_with(&name)), "{at}: {error:?}");
        }
        fs::write(dir.path().join(&name), [&whole[..], b"x"].concat()).unwrap();
        assert!(matches!(TitleIndex::open(dir.path()), Err(IndexError::Damaged { .. })));
        fs::remove_file(dir.path().join(&name)).unwrap();
        let error = TitleIndex::open(dir.path()).unwrap_err();
        assert!(matches!(&error, IndexError::Damaged { file, .. } if file.ends_with(&name)), "{error:?}");
        assert!(error.to_string().contains("missing"), "{error}");
    }
}

/// A file cut short under a reader is an error, and no signal.
#[test]
fn a_file_cut_short_while_it_is_read_is_damaged() {
    let dir = copy(WHOLE.0.path());
    let index = TitleIndex::open(dir.path()).unwrap();
    let file = fs::OpenOptions::new().write(true).open(dir.path().join("000001.titles")).unwrap();
    file.set_len(20).unwrap();
    let error = each(&index).unwrap_err();
    assert!(matches!(&error, IndexError::Damaged { .. }), "{error:?}");
}

#[test]
fn another_version_is_said_and_nothing_is_touched() {
    let dir = copy(WHOLE.0.path());
    let list = dir.path().join("titles.json");
    let text = fs::read_to_string(&list).unwrap();
    // Another version may have other fields.
    for other in [text.replace("\"format\": 1", "\"format\": 2"), "{\"format\": 7, \"shards\": []}".to_owned()] {
        fs::write(&list, &other).unwrap();
        assert_version(dir.path(), &list);
    }
    fs::write(&list, text).unwrap();
    let segment = dir.path().join("000002.titles");
    let mut whole = fs::read(&segment).unwrap();
    whole[8] = 2;
    fs::write(&segment, whole).unwrap();
    assert_version(dir.path(), &segment);
}

fn assert_version(dir: &Path, file: &Path) {
    let before = bytes(dir);
    let adding = add(dir, &headlines(9, 400)).unwrap_err();
    for error in [TitleIndex::open(dir).unwrap_err(), adding] {
        assert!(
            matches!(&error, IndexError::Version { file: named, known: 1, found: 2 | 7 } if named == file),
            "{error:?}"
        );
        assert!(error.to_string().contains("use the isnad that wrote it"), "{error}");
    }
    assert_eq!(bytes(dir), before);
}

/// A list that is gone leaves segments that nobody knows of: they are not taken for what somebody left.
#[test]
fn a_list_that_is_gone_costs_no_titles() {
    let dir = copy(WHOLE.0.path());
    let list = dir.path().join("titles.json");
    let kept = fs::read(&list).unwrap();
    fs::remove_file(&list).unwrap();
    let error = add(dir.path(), &headlines(9, 5)).unwrap_err();
    assert!(matches!(&error, IndexError::Damaged { file, .. } if *file == list), "{error:?}");
    fs::write(&list, kept).unwrap();
    assert_eq!(each(&TitleIndex::open(dir.path()).unwrap()).unwrap(), WHOLE.1);
}

/// Flips a byte, adds, and puts the byte back: nothing that was in the index is lost by adding to a damaged one.
fn assert_adding_loses_nothing(name: &str, at: usize, flip: u8) {
    let dir = copy(WHOLE.0.path());
    let path: PathBuf = dir.path().join(name);
    let whole = fs::read(&path).unwrap();
    let mut flipped = whole.clone();
    flipped[at] ^= flip;
    fs::write(&path, &flipped).unwrap();
    let new = headlines(9, 70);
    let added = add(dir.path(), &new).is_ok();
    if fs::read(&path).is_ok_and(|now| now == flipped) {
        fs::write(&path, &whole).unwrap();
    }
    let works = each(&TitleIndex::open(dir.path()).unwrap()).unwrap();
    let expected: Vec<Work> = WHOLE.1.iter().cloned().chain(new.into_iter().filter(|_| added)).collect();
    assert_eq!(works, sorted(expected), "byte {at} of {name}");
}

#[test]
fn adding_to_an_index_with_a_damaged_list_loses_nothing() {
    let list = fs::read(WHOLE.0.path().join("titles.json")).unwrap();
    let digits = (0..list.len()).filter(|&at| list[at].is_ascii_digit());
    for at in digits {
        for digit in b'0'..=b'9' {
            assert_adding_loses_nothing("titles.json", at, list[at] ^ digit);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_title_is_found_by_each_of_its_masks(works in works(300), parts in 1..5usize) {
        let dir = tempfile::tempdir().unwrap();
        for part in works.chunks(works.len().div_ceil(parts)) {
            add(dir.path(), part).unwrap();
        }
        let index = TitleIndex::open(dir.path()).unwrap();
        prop_assert_eq!(index.titles(), works.len() as u64);
        prop_assert_eq!(each(&index).unwrap(), sorted(works.clone()));
        for work in &works {
            for bytes in [false, true] {
                let mask = mangle(&work.title, bytes);
                let found = fitting(&index, &mask).unwrap();
                prop_assert!(found.contains(work), "{:?} is not found by {}", work, mask);
                prop_assert!(found.windows(2).all(|pair| pair[0] != pair[1]), "twice by {}", mask);
            }
        }
    }

    #[test]
    fn what_is_found_does_not_depend_on_how_it_was_added(
        (works, order) in works(200).prop_flat_map(|works| {
            let order = Just((0..works.len()).collect::<Vec<_>>()).prop_shuffle();
            (Just(works), order)
        }),
        size in 1..60usize,
    ) {
        let (once, parts) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        add(once.path(), &works).unwrap();
        let shuffled: Vec<Work> = order.iter().map(|&at| works[at].clone()).collect();
        for part in shuffled.chunks(size.max(works.len() / 12)) {
            add(parts.path(), part).unwrap();
        }
        let (once, parts) = (TitleIndex::open(once.path()).unwrap(), TitleIndex::open(parts.path()).unwrap());
        prop_assert_eq!(each(&once).unwrap(), each(&parts).unwrap());
        for work in works.iter().step_by(7) {
            let mask = mangle(&work.title, false);
            prop_assert_eq!(fitting(&once, &mask).unwrap(), fitting(&parts, &mask).unwrap());
            let query = Query { mask, gloss: work.gloss.clone(), url: work.url.clone(), date: work.date, ..Query::default() };
            let likely = |index| {
                let found = restored(index, &query).candidates.into_iter();
                found.map(|candidate| (candidate.text, candidate.probability)).collect::<Vec<_>>()
            };
            prop_assert_eq!(likely(&once), likely(&parts));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_flipped_byte_is_noticed(file in 0..3usize, place in 0.0..1.0f64, edge in any::<bool>(), flip in 1..=255u8) {
        let name = &segments(WHOLE.0.path())[file];
        let dir = copy(WHOLE.0.path());
        let path = dir.path().join(name);
        let mut whole = fs::read(&path).unwrap();
        // Half of them in the head, the directory and the foot.
        let small = 12 + 48 + 28;
        let at = if edge {
            let at = (small as f64 * place) as usize;
            if at < 12 { at } else { whole.len() - (at - 11) }
        } else {
            (whole.len() as f64 * place) as usize
        };
        whole[at] ^= flip;
        fs::write(&path, whole).unwrap();
        assert_error_or_right(dir.path(), &format!("byte {at} of {name}"));
        assert_adding_loses_nothing(name, at, flip);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn rows_that_make_no_sense_are_an_error(
        key in prop_oneof![Just(0), any::<u64>()],
        rows in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..80),
            prop::collection::vec((0..9u8, 0..3usize), 0..9).prop_map(|rows| {
                let row = |(flags, len): (u8, usize)| [&[flags, 2 * len as u8][..], "لا م".get(..2 * len).unwrap().as_bytes(), &[1, b'a']].concat();
                rows.into_iter().flat_map(row).collect()
            }),
        ],
    ) {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("titles.json"), br#"{"format": 1, "segments": ["000001.titles"], "next": 2}"#).unwrap();
        fs::write(dir.path().join("000001.titles"), segment(key, &rows)).unwrap();
        let index = TitleIndex::open(dir.path()).unwrap();
        for mask in ["??? ????", "??", "????", "?", ""] {
            let _ = fitting(&index, mask);
        }
        let entries = each(&index);
        // Whoever merges it loses no row without a word.
        let added = add(dir.path(), &headlines(1, 20));
        let after = TitleIndex::open(dir.path()).unwrap();
        match (entries, added) {
            (Ok(entries), Ok(_)) => {
                let merged = each(&after).unwrap();
                prop_assert!(entries.iter().all(|entry| merged.iter().any(|other| other.title == entry.title)));
            }
            (Err(_), added) => prop_assert!(added.is_err(), "{:?}", rows),
            (Ok(_), Err(error)) => {
                let damaged = matches!(error, IndexError::Damaged { .. });
                prop_assert!(damaged, "{error}");
            }
        }
    }
}

/// A segment of one block of any rows under any key, right in all else.
fn segment(key: u64, rows: &[u8]) -> Vec<u8> {
    let packed = lz4_flex::block::compress(rows);
    let short = |len: usize| u32::try_from(len).unwrap().to_le_bytes();
    let mut segment = [&b"isnadttl"[..], &1u32.to_le_bytes(), &packed].concat();
    let offset = (segment.len() as u64).to_le_bytes();
    let crc = crc32fast::hash(&packed).to_le_bytes();
    let directory =
        [&key.to_le_bytes()[..], &12u64.to_le_bytes(), &short(packed.len()), &short(rows.len()), &crc].concat();
    let counts = [7u64.to_le_bytes(), 9u64.to_le_bytes(), 99u64.to_le_bytes()].concat();
    let foot = [&offset[..], &1u32.to_le_bytes()].concat();
    let crc = crc32fast::hash(&[&directory[..], &foot, &counts, b"isnadttl"].concat()).to_le_bytes();
    segment.extend([&directory[..], &foot, &crc, &counts, b"isnadttl"].concat());
    segment
}
