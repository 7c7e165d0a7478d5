//! Models: added from the user's own files, checked, listed and, where the build can, downloaded.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use flate2::Compression;
use flate2::write::GzEncoder;
use isnad::models::{Fault, Files, Manifest, ModelsError, Store, Sum, Wanted, is_id};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn packed(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

fn sum(content: &[u8]) -> Sum {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), content).unwrap();
    Sum::of(file.path()).unwrap()
}

const MODEL: &[u8] = b"the numbers of a model";
const VOCAB: &[u8] = b"the pieces of a model";

/// A manifest with one model, of which the sum of the model and that of the packed vocabulary are known.
fn manifest() -> Manifest {
    let (model, vocab) = (sum(MODEL), sum(&packed(VOCAB)));
    let text = format!(
        r#"
        [[model]]
        id = "toy"
        langs = "en-ar"
        licence = "CC0-1.0"
        url = "http://127.0.0.1:9/toy"
        [[model.file]]
        name = "model.toy.bin"
        size = {}
        sha256 = "{}"
        [[model.file]]
        name = "vocab.toy.spm"
        packed-size = {}
        packed-sha256 = "{}"
        [[model.file]]
        name = "lex.toy.bin"
        optional = true
        "#,
        model.size, model.sha256, vocab.size, vocab.sha256
    );
    Manifest::parse("test", &text).unwrap()
}

/// A folder with the files of the model, the vocabulary packed, and a file that is no part of it.
fn downloads() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("model.toy.bin"), MODEL).unwrap();
    fs::write(dir.path().join("vocab.toy.spm.gz"), packed(VOCAB)).unwrap();
    fs::write(dir.path().join("notes.txt"), "got on Monday").unwrap();
    dir
}

fn from(dir: &Path) -> Vec<PathBuf> {
    vec![dir.to_owned()]
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .map(|entries| entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect())
        .unwrap_or_default();
    names.retain(|name| name != ".lock");
    names.sort();
    names
}

#[test]
fn sums_are_those_that_everybody_takes() {
    assert_eq!(sum(b"abc").sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(sum(b"").size, 0);
}

#[test]
fn the_manifest_names_the_models_of_arabic() {
    let manifest = Manifest::builtin().unwrap();
    let ids: Vec<&str> = manifest.models().iter().map(|model| model.id.as_str()).collect();
    assert_eq!(ids, ["enar-base-memory", "enar-base", "aren-base-memory", "aren-base"]);
    for model in manifest.models() {
        assert!(is_id(&model.id) && model.url.starts_with("https://") && model.licence == "MPL-2.0", "{model:?}");
        let file = &model.files[0];
        assert!(file.name.starts_with("model.") && file.sha256.is_some() && file.size.is_some(), "{file:?}");
        assert!(model.files.iter().any(|file| file.name.starts_with("vocab.") && !file.optional), "{model:?}");
    }
}

#[test]
fn what_a_manifest_may_not_say() {
    let entry = |id: &str, langs: &str, name: &str, sum: &str| {
        format!(
            "[[model]]\nid = \"{id}\"\nlangs = \"{langs}\"\nlicence = \"CC0-1.0\"\nurl = \"\"\n[[model.file]]\nname = \"{name}\"\n{sum}"
        )
    };
    assert!(Manifest::parse("good", &entry("toy", "en-ar", "a.bin", "")).is_ok());
    for bad in [
        entry("../toy", "en-ar", "a.bin", ""),
        entry("toy", "english", "a.bin", ""),
        entry("toy", "en-ar", "../a.bin", ""),
        entry("toy", "en-ar", "a.bin", "sha256 = \"ae65…\""),
        entry("toy", "en-ar", "a.bin", "sum = \"ae65\""),
    ] {
        assert!(Manifest::parse("bad", &bad).is_err(), "{bad}");
    }
}

#[test]
fn files_are_copied_unpacked_and_vouched_for() {
    let (manifest, downloads, dir) = (manifest(), downloads(), tempfile::tempdir().unwrap());
    let store = Store::new(dir.path().join("models"));
    assert!(store.list().unwrap().is_empty());
    let wanted = Wanted::Known(manifest.get("toy").unwrap());
    let added = store.add(&wanted, &Files::find(&wanted, &from(downloads.path())).unwrap()).unwrap();
    assert_eq!(store.list().unwrap(), std::slice::from_ref(&added));
    assert_eq!((added.id.as_str(), added.langs.as_str()), ("toy", "en-ar"));
    assert_eq!(added.size(), (MODEL.len() + VOCAB.len()) as u64);
    assert_eq!(added.unpinned().count(), 0);
    assert_eq!(fs::read(store.folder("toy").join("vocab.toy.spm")).unwrap(), VOCAB);
    assert_eq!(names(store.dir()), ["toy"]);
    assert_eq!(names(&store.folder("toy")), ["model.toml", "model.toy.bin", "vocab.toy.spm"]);
    assert!(store.verify(&added).iter().all(|checked| checked.fault.is_none()));
}

#[test]
fn a_file_of_which_no_sum_is_known_is_unpinned() {
    let (manifest, downloads, dir) = (manifest(), downloads(), tempfile::tempdir().unwrap());
    // Only the sum of the packed file is known.
    fs::remove_file(downloads.path().join("vocab.toy.spm.gz")).unwrap();
    fs::write(downloads.path().join("vocab.toy.spm"), VOCAB).unwrap();
    let (store, wanted) = (Store::new(dir.path()), Wanted::Known(manifest.get("toy").unwrap()));
    let added = store.add(&wanted, &Files::find(&wanted, &from(downloads.path())).unwrap()).unwrap();
    assert_eq!(added.unpinned().collect::<Vec<_>>(), ["vocab.toy.spm"]);
}

#[test]
fn a_changed_file_is_noticed_later() {
    let (manifest, downloads, dir) = (manifest(), downloads(), tempfile::tempdir().unwrap());
    let (store, wanted) = (Store::new(dir.path()), Wanted::Known(manifest.get("toy").unwrap()));
    let files = Files::find(&wanted, &from(downloads.path())).unwrap();
    let added = store.add(&wanted, &files).unwrap();
    fs::write(store.folder("toy").join("model.toy.bin"), "the numbers of a modem").unwrap();
    fs::remove_file(store.folder("toy").join("vocab.toy.spm")).unwrap();
    let faults: Vec<Option<Fault>> = store.verify(&added).into_iter().map(|checked| checked.fault).collect();
    assert!(
        matches!(&faults[0], Some(Fault::Differs { expected, found }) if *expected == sum(MODEL) && expected != found)
    );
    assert_eq!(faults[1], Some(Fault::Missing));
    // Added again it is whole again.
    let added = store.add(&wanted, &files).unwrap();
    assert!(store.verify(&added).iter().all(|checked| checked.fault.is_none()));
    assert_eq!(names(store.dir()), ["toy"]);
}

#[test]
fn what_is_not_the_published_file_is_not_added() {
    let manifest = manifest();
    let wanted = Wanted::Known(manifest.get("toy").unwrap());
    let cut = &packed(VOCAB)[..20];
    for (name, content, expected) in [
        ("model.toy.bin", &b"the numbers of a modem"[..], sum(MODEL).sha256),
        ("model.toy.bin", &MODEL[..5], "22 bytes".to_owned()),
        ("vocab.toy.spm.gz", &packed(b"other pieces")[..], sum(&packed(VOCAB)).sha256),
        ("vocab.toy.spm.gz", cut, sum(&packed(VOCAB)).sha256),
    ] {
        let (downloads, dir) = (downloads(), tempfile::tempdir().unwrap());
        fs::write(downloads.path().join(name), content).unwrap();
        let store = Store::new(dir.path());
        let error = store.add(&wanted, &Files::find(&wanted, &from(downloads.path())).unwrap()).unwrap_err();
        assert!(matches!(error, ModelsError::WrongSum { .. }), "{error}");
        let message = error.to_string();
        assert!(message.contains(&expected) && message.contains(&sum(content).sha256), "{message}");
        assert!(message.contains(name) && message.contains("--langs en-ar"), "{message}");
        assert!(store.list().unwrap().is_empty() && names(store.dir()).is_empty());
    }
}

#[test]
fn what_was_there_stays_when_the_new_files_are_wrong() {
    let (manifest, downloads, dir) = (manifest(), downloads(), tempfile::tempdir().unwrap());
    let (store, wanted) = (Store::new(dir.path()), Wanted::Known(manifest.get("toy").unwrap()));
    let files = Files::find(&wanted, &from(downloads.path())).unwrap();
    let added = store.add(&wanted, &files).unwrap();
    fs::write(downloads.path().join("model.toy.bin"), "something else").unwrap();
    assert!(store.add(&wanted, &files).is_err());
    assert!(store.verify(&added).iter().all(|checked| checked.fault.is_none()));
}

#[test]
fn files_that_do_not_make_a_model_are_refused() {
    let (manifest, downloads) = (manifest(), downloads());
    let known = Wanted::Known(manifest.get("toy").unwrap());
    let own = Wanted::own("mine", "en-ar", &manifest).unwrap();
    let find = |wanted: &Wanted<'_>, from: &[PathBuf]| Files::find(wanted, from).map(drop).unwrap_err();
    let (model, vocab) = (downloads.path().join("model.toy.bin"), downloads.path().join("vocab.toy.spm.gz"));

    assert!(Files::find(&known, &[model.clone(), vocab.clone()]).is_ok());
    assert!(
        matches!(find(&known, std::slice::from_ref(&model)), ModelsError::Missing { name, .. } if name == "vocab.toy.spm")
    );
    assert!(
        matches!(find(&own, std::slice::from_ref(&vocab)), ModelsError::Missing { name, .. } if name == "model….bin")
    );
    let notes = downloads.path().join("notes.txt");
    assert!(matches!(find(&known, &[model.clone(), vocab, notes]), ModelsError::NotOfModel { .. }));
    let twice = [downloads.path().to_owned(), model];
    assert!(matches!(find(&known, &twice), ModelsError::Twice { name, .. } if name == "model.toy.bin"));
    assert!(matches!(find(&known, &from(&downloads.path().join("nowhere"))), ModelsError::NotOfModel { .. }));
}

#[test]
fn a_model_of_ones_own_has_a_name_of_its_own() {
    let (manifest, downloads, dir) = (manifest(), downloads(), tempfile::tempdir().unwrap());
    assert!(matches!(Wanted::own("toy", "en-ar", &manifest), Err(ModelsError::Taken(_))));
    for id in ["", "..", "a/b", "A", "-a", ".a", "a b", &"a".repeat(65)] {
        assert!(matches!(Wanted::own(id, "en-ar", &manifest), Err(ModelsError::Id(_))), "{id}");
    }
    for langs in ["", "en", "en-", "-ar", "english-arabic", "en_ar"] {
        assert!(matches!(Wanted::own("mine", langs, &manifest), Err(ModelsError::Langs(_))), "{langs}");
    }
    let (store, own) = (Store::new(dir.path()), Wanted::own("mine", "en-zh-Hant", &manifest).unwrap());
    let added = store.add(&own, &Files::find(&own, &from(downloads.path())).unwrap()).unwrap();
    assert_eq!(added.unpinned().collect::<Vec<_>>(), ["model.toy.bin", "vocab.toy.spm"]);
    assert_eq!(store.get("mine").unwrap(), added);
    assert!(matches!(store.get("toy"), Err(ModelsError::NotInstalled { .. })));
    assert!(matches!(store.get("../mine"), Err(ModelsError::Id(_))));
}

#[test]
fn a_file_that_cannot_be_unpacked_says_so() {
    let (manifest, downloads, dir) = (manifest(), downloads(), tempfile::tempdir().unwrap());
    fs::write(downloads.path().join("vocab.toy.spm.gz"), "not packed").unwrap();
    let (store, own) = (Store::new(dir.path()), Wanted::own("mine", "en-ar", &manifest).unwrap());
    let error = store.add(&own, &Files::find(&own, &from(downloads.path())).unwrap()).unwrap_err();
    assert!(error.to_string().contains("vocab.toy.spm.gz") && error.to_string().contains("unpacked"), "{error}");
    assert!(names(store.dir()).is_empty());
}

#[test]
fn one_adds_at_a_time() {
    let (manifest, downloads, dir) = (manifest(), downloads(), tempfile::tempdir().unwrap());
    let (store, wanted) = (Store::new(dir.path()), Wanted::Known(manifest.get("toy").unwrap()));
    let files = Files::find(&wanted, &from(downloads.path())).unwrap();
    let lock = fs::File::create(dir.path().join(".lock")).unwrap();
    assert!(fs4::FileExt::try_lock(&lock).is_ok());
    assert!(matches!(store.add(&wanted, &files), Err(ModelsError::Busy(_))));
    drop(lock);
    assert!(store.add(&wanted, &files).is_ok());
}

/// Runs the command in a folder, with its home there.
fn isnad(home: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_isnad"))
        .args(args)
        .current_dir(home)
        .env("HOME", home)
        .env_remove("XDG_DATA_HOME")
        .output()
        .unwrap()
}

fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn the_commands_add_list_and_verify() {
    let (home, downloads) = (tempfile::tempdir().unwrap(), downloads());
    // So that no configuration from above the temporary folder counts.
    fs::write(home.path().join("isnad.toml"), "").unwrap();
    let (code, out, err) = said(&isnad(home.path(), &["models", "list"]));
    assert_eq!((code, out.as_str()), (Some(0), ""));
    assert!(err.contains("no model in") && err.contains("enar-base-memory"), "{err}");

    let path = downloads.path().to_str().unwrap();
    let args = ["models", "add", "--id", "mine", "--langs", "en-pt", "--from", path];
    let (code, out, err) = said(&isnad(home.path(), &args));
    assert_eq!((code, out.as_str()), (Some(0), ""), "{err}");
    assert!(err.contains("added mine") && err.contains("nobody vouches"), "{err}");
    assert!(home.path().join(".local/share/isnad/models/mine/vocab.toy.spm").is_file());

    let (_, out, err) = said(&isnad(home.path(), &["models", "list"]));
    assert_eq!((out.as_str(), err.as_str()), ("mine\ten-pt\t0.0 MB\tunpinned: model.toy.bin, vocab.toy.spm\n", ""));
    let (code, out, _) = said(&isnad(home.path(), &["models", "verify"]));
    assert_eq!((code, out.as_str()), (Some(0), "mine\tas it was added\n"));

    fs::write(home.path().join(".local/share/isnad/models/mine/model.toy.bin"), "else").unwrap();
    let (code, out, _) = said(&isnad(home.path(), &["models", "verify", "mine"]));
    assert_eq!(code, Some(1));
    assert!(out.contains("differs: expected 22 bytes") && out.contains("found 4 bytes"), "{out}");
    let (code, _, err) = said(&isnad(home.path(), &["models", "verify", "other"]));
    assert_eq!(code, Some(2));
    assert!(err.contains("no model other is installed"), "{err}");
}

#[test]
fn the_commands_say_what_they_do_not_understand() {
    let home = tempfile::tempdir().unwrap();
    for (args, expected) in [
        (&["models", "add", "enar"][..], "no model enar is known; known are enar-base-memory"),
        (&["models", "add", "--id", "enar-base", "--langs", "en-ar", "--from", "x"], "is the name of a known model"),
        (&["models", "add", "enar-base", "--from", "nowhere"], "is no file of the model enar-base"),
        (&["models", "add"], "required"),
        (&["models", "add", "--id", "mine", "--from", "x"], "--langs"),
        (&["models", "add", "enar-base", "--url", "http://x", "--from", "x"], "cannot be used with"),
    ] {
        let (code, _, err) = said(&isnad(home.path(), args));
        assert_eq!(code, Some(2), "{args:?}");
        assert!(err.contains(expected), "{args:?}: {err}");
    }
}

#[test]
fn the_folder_can_be_configured() {
    let (home, downloads) = (tempfile::tempdir().unwrap(), downloads());
    fs::create_dir(home.path().join("work")).unwrap();
    fs::write(home.path().join("isnad.toml"), "models = \"shelf\"\n").unwrap();
    let work = home.path().join("work");
    let path = downloads.path().to_str().unwrap();
    let add = ["models", "add", "--quiet", "--id", "mine", "--langs", "en-pt", "--from", path];
    assert_eq!(said(&isnad(&work, &add)), (Some(0), String::new(), String::new()));
    assert!(home.path().join("shelf/mine/model.toy.bin").is_file());
    let (_, out, _) = said(&isnad(&work, &["config"]));
    assert!(out.lines().any(|line| line.starts_with("models = ") && line.contains("shelf")), "{out}");
    let (_, out, _) = said(&isnad(&work, &["models", "list", "--models", "elsewhere"]));
    assert_eq!(out, "");
}

#[cfg(not(feature = "neural"))]
#[test]
fn a_build_that_cannot_download_says_how_to_go_on() {
    let home = tempfile::tempdir().unwrap();
    let (code, _, err) = said(&isnad(home.path(), &["models", "add", "enar-base-memory"]));
    assert_eq!(code, Some(2));
    for part in ["cannot download", "model.enar.intgemm.alphas.bin", "--from FOLDER", "--features neural"] {
        assert!(err.contains(part), "{err}");
    }
}

#[cfg(feature = "neural")]
mod download {
    //! Against a server on the loopback interface.

    use super::{MODEL, VOCAB, manifest, names, packed, sum};
    use isnad::models::{Installed, Manifest, ModelsError, Store, download};
    use std::collections::BTreeMap;
    use std::io::{BufRead, BufReader, Write};
    use std::net::{TcpListener, TcpStream};
    use std::sync::{Arc, Mutex};

    /// A server of files that writes down what it is asked for, as `NAME RANGE`.
    struct Server {
        base: String,
        asked: Arc<Mutex<Vec<String>>>,
    }

    /// What a server does.
    #[derive(Clone, Default)]
    struct Manner {
        files: BTreeMap<&'static str, Vec<u8>>,
        /// Closes the connection after so many bytes of each answer.
        cut: Option<usize>,
        /// Sends the whole file whatever it is asked for.
        no_ranges: bool,
    }

    impl Server {
        fn start(manner: Manner) -> Self {
            let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            let base = format!("http://{}/models", listener.local_addr().unwrap());
            let asked = Arc::new(Mutex::new(Vec::new()));
            let log = Arc::clone(&asked);
            std::thread::spawn(move || {
                for stream in listener.incoming().flatten() {
                    // A client that goes away is none of its business.
                    let _ = manner.answer(stream, &log);
                }
            });
            Self { base, asked }
        }

        fn asked(&self) -> Vec<String> {
            std::mem::take(&mut self.asked.lock().unwrap())
        }

        fn get(&self, store: &Store, manifest: &Manifest) -> Result<Installed, ModelsError> {
            download(store, manifest.get("toy").unwrap(), Some(&self.base), &mut |_, there, total| {
                assert!(total.is_none_or(|total| there <= total));
            })
        }
    }

    impl Manner {
        fn answer(&self, mut stream: TcpStream, log: &Mutex<Vec<String>>) -> std::io::Result<()> {
            let mut lines = BufReader::new(stream.try_clone()?).lines();
            let first = lines.next().transpose()?.unwrap_or_default();
            let mut from = 0;
            for line in lines.map_while(Result::ok).take_while(|line| !line.is_empty()) {
                if let Some(range) = line.to_lowercase().strip_prefix("range: bytes=") {
                    from = range.trim_end_matches('-').parse().unwrap();
                }
            }
            let name = first.split_whitespace().nth(1).unwrap_or_default().rsplit('/').next().unwrap_or_default();
            log.lock().unwrap().push(format!("{name} {from}"));
            let head = |stream: &mut TcpStream, status: &str, length: usize, more: &str| {
                write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n{more}\r\n")
            };
            let Some(content) = self.files.get(name) else { return head(&mut stream, "404 Not Found", 0, "") };
            let all = content.len();
            if self.no_ranges {
                from = 0;
            }
            let rest = content.get(from..).unwrap_or_default();
            if from > 0 && rest.is_empty() {
                let range = format!("Content-Range: bytes */{all}\r\n");
                return head(&mut stream, "416 Range Not Satisfiable", 0, &range);
            }
            let range = format!("Content-Range: bytes {from}-{}/{all}\r\n", all - 1);
            let (status, range) = if from > 0 { ("206 Partial Content", range.as_str()) } else { ("200 OK", "") };
            head(&mut stream, status, rest.len(), range)?;
            stream.write_all(&rest[..self.cut.unwrap_or(rest.len()).min(rest.len())])
        }
    }

    fn files() -> BTreeMap<&'static str, Vec<u8>> {
        BTreeMap::from([("model.toy.bin", MODEL.to_vec()), ("vocab.toy.spm.gz", packed(VOCAB))])
    }

    fn assert_whole(store: &Store, installed: &Installed) {
        assert_eq!(std::fs::read(store.folder("toy").join("vocab.toy.spm")).unwrap(), VOCAB);
        assert!(store.verify(installed).iter().all(|checked| checked.fault.is_none()));
        assert_eq!(installed.unpinned().count(), 0);
        assert_eq!(names(store.dir()), ["toy"]);
    }

    #[test]
    fn packed_or_not_what_the_server_has_is_taken() {
        let (manifest, dir) = (manifest(), tempfile::tempdir().unwrap());
        let (store, server) = (Store::new(dir.path()), Server::start(Manner { files: files(), ..Manner::default() }));
        let installed = server.get(&store, &manifest).unwrap();
        assert_whole(&store, &installed);
        assert_eq!(
            server.asked(),
            ["model.toy.bin.gz 0", "model.toy.bin 0", "vocab.toy.spm.gz 0", "lex.toy.bin.gz 0", "lex.toy.bin 0"]
        );
    }

    #[test]
    fn a_broken_connection_is_gone_on_from() {
        let (manifest, dir) = (manifest(), tempfile::tempdir().unwrap());
        let manner = Manner { files: files(), cut: Some(9), ..Manner::default() };
        let (store, server) = (Store::new(dir.path()), Server::start(manner));
        let installed = server.get(&store, &manifest).unwrap();
        assert_whole(&store, &installed);
        let asked = server.asked();
        assert_eq!(asked[1..4], ["model.toy.bin 0", "model.toy.bin 9", "model.toy.bin 18"]);
        assert!(asked.contains(&"vocab.toy.spm.gz 9".to_owned()), "{asked:?}");
    }

    #[test]
    fn what_an_earlier_attempt_got_is_used() {
        for (part, no_ranges) in [(&MODEL[..7], false), (&MODEL[..7], true), (b"of another version".as_slice(), false)]
        {
            let (manifest, dir) = (manifest(), tempfile::tempdir().unwrap());
            let waiting = dir.path().join(".downloads/toy");
            std::fs::create_dir_all(&waiting).unwrap();
            std::fs::write(waiting.join("model.toy.bin.part"), part).unwrap();
            // All of it, but not renamed any more.
            std::fs::write(waiting.join("vocab.toy.spm.gz.part"), packed(VOCAB)).unwrap();
            let manner = Manner { files: files(), no_ranges, ..Manner::default() };
            let (store, server) = (Store::new(dir.path()), Server::start(manner));
            let installed = server.get(&store, &manifest).unwrap();
            assert_whole(&store, &installed);
            let asked = server.asked();
            assert_eq!(asked[1], format!("model.toy.bin {}", part.len()));
            // Only what turns out to be another file is got twice.
            assert_eq!(asked.contains(&"model.toy.bin 0".to_owned()), part != &MODEL[..7], "{asked:?}");
            assert!(!asked.iter().any(|line| line.starts_with("vocab")), "{asked:?}");
        }
    }

    #[test]
    fn what_is_not_the_published_file_is_not_kept() {
        let (manifest, dir) = (manifest(), tempfile::tempdir().unwrap());
        let mut files = files();
        files.insert("model.toy.bin", b"the numbers of a modem".to_vec());
        let (store, server) = (Store::new(dir.path()), Server::start(Manner { files, ..Manner::default() }));
        let error = server.get(&store, &manifest).unwrap_err();
        assert!(matches!(error, ModelsError::WrongSum { .. }), "{error}");
        assert!(error.to_string().contains(&sum(MODEL).sha256), "{error}");
        assert!(store.list().unwrap().is_empty());
        assert!(names(&dir.path().join(".downloads/toy")).is_empty());
    }

    #[test]
    fn what_was_packed_wrongly_is_not_found_again() {
        let (manifest, dir) = (manifest(), tempfile::tempdir().unwrap());
        // No sum is known of the packed model, so only unpacked it turns out to be another.
        let mut wrong = files();
        wrong.insert("model.toy.bin.gz", packed(b"the numbers of a modem"));
        let store = Store::new(dir.path());
        let server = Server::start(Manner { files: wrong, ..Manner::default() });
        assert!(matches!(server.get(&store, &manifest), Err(ModelsError::WrongSum { .. })));
        let server = Server::start(Manner { files: files(), ..Manner::default() });
        let installed = server.get(&store, &manifest).unwrap();
        assert_whole(&store, &installed);
    }

    #[test]
    fn a_server_that_has_nothing_says_what_to_do() {
        let (manifest, dir) = (manifest(), tempfile::tempdir().unwrap());
        let (store, server) = (Store::new(dir.path()), Server::start(Manner::default()));
        let message = server.get(&store, &manifest).unwrap_err().to_string();
        assert!(message.contains("model.toy.bin") && message.contains("--from"), "{message}");
        // Nobody listens there.
        let message = download(&store, manifest.get("toy").unwrap(), None, &mut |_, _, _| {}).unwrap_err().to_string();
        assert!(message.contains("the same command goes on"), "{message}");
    }
}
