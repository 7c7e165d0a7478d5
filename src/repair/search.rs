//! Looking for the chains by which a word can be read: the likely ones first, and no further once one explains it all.

use super::bytes;
use super::letters::Pairs;
use super::reading::{Chain, Letters, WordReading, latin_is_sound, read_word};
use super::step::{Step, kinds};

/// Most layers that are taken off.
const DEPTH: usize = 4;
/// Chains that are worth weighing.
const BEST: usize = 6;
/// Bytes of a word that tell as much as any more would.
const SAMPLE: usize = 1000;
/// Misread code pages that are tried on a line.
const PAGES: usize = 4;

/// The chains by which a word can be read soundly, the likeliest first. In program code (`code`) its escapes are meant. A long
/// word is judged by its beginning.
pub(super) fn chains(word: &str, code: bool) -> Vec<Chain> {
    let end = (0..=SAMPLE.min(word.len())).rev().find(|&end| word.is_char_boundary(end));
    let word = word.get(..end.unwrap_or_default()).unwrap_or(word);
    let mut search = Search { word, code, found: Vec::new(), seen: vec![word.to_owned()] };
    search.escapes(&Chain::default(), word);
    search.found.sort_by(|a, b| a.1.total_cmp(&b.1));
    search.found.truncate(BEST);
    search.found.into_iter().map(|(chain, _)| chain).collect()
}

struct Search<'w> {
    word: &'w str,
    code: bool,
    /// Chains with what the word costs by them.
    found: Vec<(Chain, f64)>,
    /// Texts that were looked at.
    seen: Vec<String>,
}

impl Search<'_> {
    /// Takes escapes off, which are the outermost layers; then goes on with bytes.
    fn escapes(&mut self, chain: &Chain, text: &str) {
        for kind in kinds() {
            let Step::Escaped(escape) = kind.step else { break };
            if self.code && escape.is_code() || chain.0.len() >= DEPTH {
                continue;
            }
            let Some(undone) = kind.step.undo(text) else { continue };
            let longer = chain.then(kind.step);
            self.consider(&longer, &undone.text);
            if undone.text.len() < self.word.len() && self.is_new(&undone.text) {
                self.escapes(&longer, &undone.text);
            }
        }
        self.bytes(chain, text);
    }

    /// Takes a wrong reading of bytes off.
    fn bytes(&mut self, chain: &Chain, text: &str) {
        if text.is_ascii() && !super::wide::shows(text) || chain.0.len() >= DEPTH {
            return;
        }
        // All of one layer come before two, so that the plainer chain has a text first.
        let mut deeper = Vec::new();
        for kind in kinds() {
            match kind.step {
                Step::Utf8As(page, aftermath) => {
                    if !bytes::shows_utf8(page, aftermath, text) {
                        continue;
                    }
                }
                Step::Utf16As(..) if super::wide::shows(text) => {}
                _ => continue,
            }
            let Some(undone) = kind.step.undo(text) else { continue };
            if undone.text.len() >= self.word.len() || !self.is_new(&undone.text) {
                continue;
            }
            let longer = chain.then(kind.step);
            let reading = self.consider(&longer, &undone.text);
            if undone.left == 0 && !undone.has_holes() {
                // UTF-8 does not come about by chance: what reads all of it explains it.
                if reading.is_whole() && reading.reads_as_text() && reading.gained.arabic >= 2 {
                    return;
                }
                deeper.push((longer, undone.text));
            }
        }
        for (longer, text) in deeper {
            self.bytes(&longer, &text);
        }
    }

    /// Whether a text was not looked at yet.
    fn is_new(&mut self, text: &str) -> bool {
        let new = !self.seen.iter().any(|seen| seen == text);
        if new {
            self.seen.push(text.to_owned());
        }
        new
    }

    /// Notes a chain if it reads the word soundly.
    fn consider(&mut self, chain: &Chain, text: &str) -> WordReading {
        let reading = read_word(chain, self.word);
        if reading.sound && (reading.gained != Letters::default() || latin_is_sound(chain, self.word, text)) {
            self.found.push((chain.clone(), reading.bits + chain.bits()));
        }
        reading
    }
}

/// The code pages that a text is likeliest in, where it was read as another one: reading one as the other explains nearly
/// anything, so that only its letter pairs can tell.
pub(super) fn likely_pages(text: &str) -> Vec<Chain> {
    /// Bits of a sign among words.
    const SIGN: f64 = 9.0;
    let signs = text.chars().filter(|c| !c.is_ascii()).count() as f64;
    let mut likely: Vec<(f64, Chain)> = kinds()
        .iter()
        .filter_map(|kind| {
            let Step::PageAs(source, page) = kind.step else { return None };
            let pairs = Pairs::of_chars(bytes::page_chars(source, page, text)?);
            let bits = pairs.bits() + SIGN * (signs - f64::from(pairs.letters)) + kind.bits;
            (pairs.letters > 0).then(|| (bits, Chain::default().then(kind.step)))
        })
        .collect();
    likely.sort_by(|a, b| a.0.total_cmp(&b.0));
    likely.truncate(PAGES);
    likely.into_iter().map(|(_, chain)| chain).collect()
}
