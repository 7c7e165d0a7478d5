//! Downloading models: file by file, going on where an earlier attempt stopped, and checked before anything is added.

use super::add::{Files, Wanted, check};
use super::error::ModelsError;
use super::manifest::{Known, KnownFile, PACKED};
use super::store::{Installed, Store};
use super::sum::Sum;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;
use ureq::http::{Response, StatusCode, header};
use ureq::{Agent, Body};

/// Is told how a download goes on: the file, the bytes that are there, and how many there will be, where that is known.
pub type Progress<'p> = dyn FnMut(&str, u64, Option<u64>) + 'p;

/// How often a server is asked anew that gave nothing.
const TRIES: u32 = 4;
/// How long to wait for a connection, for an answer, and for the next bytes.
const PATIENCE: Duration = Duration::from_secs(30);

/// What came of one request.
enum Answer {
    /// The rest of the file was written.
    Whole,
    /// A part was written, or nothing: the reason.
    Cut(String),
    /// What is there does not go on from there: the file must be got from its beginning.
    Stale,
    /// The server does not have it.
    Absent,
}

/// Downloads the files of a known model and adds it to the store. `base` is the folder to get them from, instead of the one that
/// the manifest names. What was downloaded stays until the model is added: the next attempt goes on from there.
///
/// # Errors
/// When a file cannot be had or is not the published one, when the disk is full, when somebody else is adding.
pub fn download(
    store: &Store,
    known: &Known,
    base: Option<&str>,
    progress: &mut Progress<'_>,
) -> Result<Installed, ModelsError> {
    let _lock = store.lock()?;
    let folder = store.dir().join(".downloads").join(&known.id);
    fs::create_dir_all(&folder).map_err(ModelsError::io("cannot make the folder", &folder))?;
    is_room(store, known)?;
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .user_agent(concat!("isnad/", env!("CARGO_PKG_VERSION")))
        .timeout_connect(Some(PATIENCE))
        .timeout_recv_response(Some(PATIENCE))
        .timeout_per_read(Some(PATIENCE));
    let download = Download { agent: config.build().into(), base: base.unwrap_or(&known.url), folder: &folder, known };
    let mut files = Vec::new();
    for file in &known.files {
        match download.file(file, progress)? {
            Some(path) => files.push((file.name.clone(), path)),
            None if file.optional => {}
            None => {
                return Err(ModelsError::Fetch {
                    url: download.url(&file.name),
                    why: "the server does not have it, nor the same packed".to_owned(),
                    advice: "; name another folder with --url, or files that you have with --from",
                });
            }
        }
    }
    let added = store.bring_in(&Wanted::Known(known), &Files::new(files));
    if matches!(added, Ok(_) | Err(ModelsError::WrongSum { .. } | ModelsError::Damaged { .. })) {
        // What is wrong must not be found again. What cannot be removed is looked at again, and overwritten.
        let _ = fs::remove_dir_all(&folder);
        let _ = fs::remove_dir(store.dir().join(".downloads"));
    }
    added
}

/// Whether there is room for the files, as far as their sizes are known: packed, and then as they are.
fn is_room(store: &Store, known: &Known) -> Result<(), ModelsError> {
    let sizes = known.files.iter().flat_map(|file| [file.download_size(), file.size]);
    let needed: u64 = sizes.flatten().sum();
    match fs4::available_space(store.dir()) {
        Ok(room) if room < needed => {
            let needed = format!(", {:.1} MB are needed", needed as f64 / 1e6);
            Err(ModelsError::NoSpace { dir: store.dir().to_owned(), needed })
        }
        // Where nobody knows, the writing will show.
        _ => Ok(()),
    }
}

struct Download<'d> {
    agent: Agent,
    base: &'d str,
    folder: &'d Path,
    known: &'d Known,
}

impl Download<'_> {
    fn url(&self, name: &str) -> String {
        format!("{}/{name}", self.base.trim_end_matches('/'))
    }

    /// Gets a file, packed if the server has it so; `None` when it has neither.
    fn file(&self, file: &KnownFile, progress: &mut Progress<'_>) -> Result<Option<PathBuf>, ModelsError> {
        let packed = format!("{}{PACKED}", file.name);
        let ways = [
            (packed.as_str(), (file.packed_size, file.packed_sha256.as_deref())),
            (file.name.as_str(), (file.size, file.sha256.as_deref())),
        ];
        for (name, expected) in ways {
            let place = self.folder.join(name);
            if let Ok(sum) = Sum::of(&place)
                && check(&Wanted::Known(self.known), &place, &sum, Some(expected)).is_ok()
            {
                return Ok(Some(place));
            }
            if self.get(name, &place, expected, progress)? {
                return Ok(Some(place));
            }
        }
        Ok(None)
    }

    /// Gets a file to its place, unless the server does not have it.
    fn get(
        &self,
        name: &str,
        place: &Path,
        expected: (Option<u64>, Option<&str>),
        progress: &mut Progress<'_>,
    ) -> Result<bool, ModelsError> {
        let mut part = place.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let (mut tries, mut resumed) = (0, false);
        loop {
            let before = fs::metadata(&part).map_or(0, |metadata| metadata.len());
            resumed |= before > 0;
            match self.ask(name, &part, before, expected.0, progress)? {
                Answer::Absent => return Ok(false),
                Answer::Stale => fs::remove_file(&part).map_err(ModelsError::io("cannot remove", &part))?,
                Answer::Cut(why) => {
                    let now = fs::metadata(&part).map_or(0, |metadata| metadata.len());
                    tries = if now > before { 0 } else { tries + 1 };
                    if tries == TRIES {
                        let advice = "; what was got so far is kept, and the same command goes on from there";
                        return Err(ModelsError::Fetch { url: self.url(name), why, advice });
                    }
                    std::thread::sleep(Duration::from_millis(300) * tries);
                }
                Answer::Whole => {
                    let sum = Sum::of(&part).map_err(ModelsError::io("cannot read", &part))?;
                    match check(&Wanted::Known(self.known), place, &sum, Some(expected)) {
                        Ok(_) => {
                            fs::rename(&part, place).map_err(ModelsError::io("cannot write", place))?;
                            return Ok(true);
                        }
                        Err(error) => {
                            fs::remove_file(&part).map_err(ModelsError::io("cannot remove", &part))?;
                            // The beginning may be of another version than the rest.
                            if !std::mem::take(&mut resumed) {
                                return Err(error);
                            }
                        }
                    }
                }
            }
        }
    }

    /// Asks for what is missing of a file, and appends it.
    fn ask(
        &self,
        name: &str,
        part: &Path,
        have: u64,
        size: Option<u64>,
        progress: &mut Progress<'_>,
    ) -> Result<Answer, ModelsError> {
        if have > 0 && size == Some(have) {
            return Ok(Answer::Whole);
        }
        let mut request = self.agent.get(self.url(name)).header(header::ACCEPT_ENCODING, "identity");
        if have > 0 {
            request = request.header(header::RANGE, format!("bytes={have}-"));
        }
        let response = match request.call() {
            Ok(response) => response,
            Err(ureq::Error::BadUri(why)) => return Err(self.refused(name, why)),
            Err(error) => return Ok(Answer::Cut(error.to_string())),
        };
        let (start, total) = match response.status() {
            StatusCode::OK => (0, header_number(&response, header::CONTENT_LENGTH)),
            StatusCode::PARTIAL_CONTENT => match range(&response) {
                Some((start, total)) if start == have => (start, total),
                _ => return Ok(Answer::Stale),
            },
            // There is nothing after what is there: it is all, or of another file.
            StatusCode::RANGE_NOT_SATISFIABLE if have > 0 => {
                let all = range(&response).is_some_and(|(_, total)| total == Some(have));
                return Ok(if all { Answer::Whole } else { Answer::Stale });
            }
            StatusCode::NOT_FOUND | StatusCode::GONE => return Ok(Answer::Absent),
            status if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS => {
                return Ok(Answer::Cut(format!("the server says {status}")));
            }
            status => return Err(self.refused(name, format!("the server says {status}"))),
        };
        let failed = |error| ModelsError::io("cannot write", part)(error);
        let mut file = File::options().create(true).truncate(false).write(true).open(part).map_err(failed)?;
        file.set_len(start).and_then(|()| file.seek(SeekFrom::End(0))).map_err(failed)?;
        let mut body = response.into_body().into_reader();
        let (mut buffer, mut there) = (vec![0; 1 << 16], start);
        loop {
            progress(name, there, total);
            let count = match body.read(&mut buffer) {
                Ok(0) if total.is_some_and(|total| there < total) => {
                    return Ok(Answer::Cut("the connection was closed".to_owned()));
                }
                Ok(0) => break,
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Ok(Answer::Cut(error.to_string())),
            };
            file.write_all(buffer.get(..count).unwrap_or_default()).map_err(failed)?;
            there += count as u64;
        }
        file.sync_all().map_err(failed)?;
        Ok(Answer::Whole)
    }

    fn refused(&self, name: &str, why: String) -> ModelsError {
        ModelsError::Fetch { url: self.url(name), why, advice: "; name another folder with --url" }
    }
}

fn header_number(response: &Response<Body>, name: header::HeaderName) -> Option<u64> {
    response.headers().get(name)?.to_str().ok()?.trim().parse().ok()
}

/// Where the bytes of an answer begin, and how many the whole file has: `bytes 100-199/200`, or `bytes */200` for none.
fn range(response: &Response<Body>) -> Option<(u64, Option<u64>)> {
    let range = response.headers().get(header::CONTENT_RANGE)?.to_str().ok()?.trim().strip_prefix("bytes ")?;
    let (bytes, total) = range.split_once('/')?;
    let start = bytes.split('-').next().and_then(|start| start.trim().parse().ok()).unwrap_or(0);
    Some((start, total.trim().parse().ok()))
}
