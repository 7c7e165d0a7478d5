//! Progress on standard error: a bar on a terminal, a plain line now and then elsewhere.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How often a plain line is written where there is no terminal.
const PLAIN_EVERY: Duration = Duration::from_secs(10);

/// Shows how far a run has come. It touches nothing but standard error.
#[derive(Debug)]
pub struct Progress {
    how: How,
}

#[derive(Debug)]
enum How {
    Quiet,
    Bar(ProgressBar),
    Plain(Mutex<Plain>),
}

/// The state of progress in plain lines.
#[derive(Debug)]
struct Plain {
    pass: &'static str,
    files: (usize, usize),
    bytes: (u64, u64),
    began: Instant,
    said: Instant,
}

impl Progress {
    /// Progress as fits standard error; none when `quiet`.
    #[must_use]
    pub fn new(quiet: bool) -> Self {
        let how = if quiet {
            How::Quiet
        } else if std::io::stderr().is_terminal() {
            let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
            let template = "{prefix:>7} {wide_bar} {bytes}/{total_bytes}  {binary_bytes_per_sec}  {msg}  {eta} left";
            bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
            How::Bar(bar)
        } else {
            let now = Instant::now();
            How::Plain(Mutex::new(Plain { pass: "", files: (0, 0), bytes: (0, 0), began: now, said: now }))
        };
        Self { how }
    }

    /// A pass over `files` files of `bytes` bytes in all begins.
    pub fn begin(&self, pass: &'static str, files: usize, bytes: u64) {
        match &self.how {
            How::Quiet => {}
            How::Bar(bar) => {
                bar.reset();
                bar.set_prefix(pass);
                bar.set_message(format!("{files} reports"));
                bar.set_length(bytes);
            }
            How::Plain(plain) => {
                if let Ok(mut plain) = plain.lock() {
                    let now = Instant::now();
                    *plain = Plain { pass, files: (0, files), bytes: (0, bytes), began: now, said: now };
                }
            }
        }
    }

    /// A file of `bytes` bytes is done.
    pub fn advance(&self, bytes: u64) {
        match &self.how {
            How::Quiet => {}
            How::Bar(bar) => bar.inc(bytes),
            How::Plain(plain) => {
                if let Ok(mut plain) = plain.lock() {
                    plain.files.0 += 1;
                    plain.bytes.0 += bytes;
                    if plain.said.elapsed() >= PLAIN_EVERY {
                        plain.said = Instant::now();
                        plain.say();
                    }
                }
            }
        }
    }

    /// The last pass is over.
    pub fn end(&self) {
        if let How::Bar(bar) = &self.how {
            bar.finish_and_clear();
        }
    }
}

impl Plain {
    fn say(&self) {
        let seconds = self.began.elapsed().as_secs_f64().max(0.001);
        let megabytes = |bytes: u64| bytes as f64 / 1e6;
        let rate = megabytes(self.bytes.0) / seconds;
        let left = megabytes(self.bytes.1.saturating_sub(self.bytes.0)) / rate.max(0.001);
        // Nobody reads standard error when it is closed: nothing to do about a failure here.
        let _ = writeln!(
            std::io::stderr(),
            "isnad: {}: {} of {} reports, {:.0} of {:.0} MB, {rate:.1} MB/s, about {left:.0} s left",
            self.pass,
            self.files.0,
            self.files.1,
            megabytes(self.bytes.0),
            megabytes(self.bytes.1),
        );
    }
}
