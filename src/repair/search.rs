//! Looking for the chains by which a word can be read: the likely ones first, and no further once one explains it all.

use super::letters::Pairs;
use super::pages::PageId;
use super::reading::{Chain, Letters, WordReading, latin_is_sound, read_word};
use super::step::{Step, kinds};
use super::{bytes, cost, leads};

/// Most layers that are taken off.
const DEPTH: usize = 4;
/// Chains that are worth weighing.
const BEST: usize = 6;
/// Bytes of a word that tell as much as any more would.
const SAMPLE: usize = 1000;
/// Misread code pages that are tried on a line.
const PAGES: usize = 6;
/// Bytes of a text by which code pages are told apart first.
const FIRST_LOOK: usize = 96;
/// Bits by which one of them may be behind the best and still be weighed.
const CLOSE: f64 = 20.0;

/// The chains by which a word can be read soundly, the likeliest first. In program code (`code`) its escapes are meant. A long
/// word is judged by its beginning.
pub(super) fn chains(word: &str, code: bool) -> Vec<Chain> {
    let word = beginning(word, SAMPLE);
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
        let (mut possible, wide) = (leads::possible(text), super::wide::shows(text));
        for kind in kinds() {
            let shows = match kind.step {
                Step::Utf8As(..) => {
                    let shows = possible & 1 == 1;
                    possible >>= 1;
                    shows
                }
                Step::Utf16As(..) => wide,
                _ => false,
            };
            if !shows {
                continue;
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

/// The beginning of a word without its escapes, and what these were.
pub(super) fn unescaped(word: &str, code: bool) -> (Chain, String) {
    let (mut chain, mut text) = (Chain::default(), beginning(word, SAMPLE).to_owned());
    while chain.0.len() < DEPTH {
        let undone = kinds().iter().find_map(|kind| match kind.step {
            Step::Escaped(escape) if code && escape.is_code() => None,
            Step::Escaped(_) => Some((kind.step, kind.step.undo(&text)?)),
            _ => None,
        });
        let Some((step, undone)) = undone else { break };
        (chain, text) = (chain.then(step), undone.text);
    }
    (chain, text)
}

/// As much of a text as fits into some bytes.
fn beginning(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    text.get(..end.unwrap_or_default()).unwrap_or(text)
}

/// The code pages that a text is likeliest in, where it was read as another one: reading one as the other explains nearly
/// anything, so that only its letters can tell. `escapes` are those that were taken off it before.
/// Beside the best come those that read the text as one of them does.
pub(super) fn likely_pages(escapes: &Chain, text: &str) -> (Vec<Chain>, Vec<Chain>) {
    /// Bits of a sign among words.
    const SIGN: f64 = 9.0;
    // A few words tell most pages apart; the rest is asked about the best.
    let first = beginning(text, FIRST_LOOK);
    let signs: Vec<char> = first.chars().filter(|c| !c.is_ascii()).collect();
    let mut likely: Vec<Misread> = Vec::new();
    // Most of the pages agree about most texts, and only what is new needs a look.
    let mut looked_at: Vec<(Vec<Option<u8>>, PageId)> = Vec::new();
    for kind in kinds() {
        let Step::PageAs(source, page) = kind.step else { continue };
        let bytes: Vec<Option<u8>> = signs.iter().map(|&c| page.byte(c)).collect();
        let foreign = bytes.iter().filter(|byte| byte.is_none()).count();
        if foreign * 4 > bytes.len() {
            continue;
        }
        let same = looked_at.iter().find(|(other, _)| *other == bytes).map_or(page, |(_, page)| *page);
        let known = likely.iter().find(|known| (known.source, known.page) == (source, same)).map(|known| known.bits);
        let bits = known.unwrap_or_else(|| {
            let pairs = Pairs::of_chars(bytes::page_chars(source, page, first));
            pairs.bits() + SIGN * (signs.len() as f64 - f64::from(pairs.letters))
        });
        if same == page {
            looked_at.push((bytes, page));
        }
        likely.push(Misread { source, page, same, bits, rarity: kind.bits, step: kind.step });
    }
    let order = |a: &Misread, b: &Misread| (a.bits + a.rarity).total_cmp(&(b.bits + b.rarity));
    likely.sort_by(order);
    likely.truncate(PAGES);
    // The closer look is only worth it for the best.
    let mut close: Vec<Misread> = Vec::new();
    for mut misread in likely {
        let known = close.iter().find(|known| (known.source, known.same) == (misread.source, misread.same));
        misread.bits = match known {
            Some(known) => known.bits,
            None => cost::line_bits(&bytes::page_chars(misread.source, misread.page, text).collect::<String>()),
        };
        close.push(misread);
    }
    close.sort_by(order);
    let least = close.first().map_or(0.0, |best| best.bits + best.rarity);
    close.retain(|misread| misread.bits + misread.rarity < least + CLOSE);
    let mut readings = Vec::new();
    let (mut best, mut rest) = (Vec::new(), Vec::new());
    for misread in close {
        let reading = (misread.source, misread.same);
        let chains = if readings.contains(&reading) { &mut rest } else { &mut best };
        chains.push(escapes.then(misread.step));
        readings.push(reading);
    }
    (best, rest)
}

/// A code page that a text may be in, read as another.
struct Misread {
    source: PageId,
    page: PageId,
    /// The first page that has the same bytes for the text.
    same: PageId,
    /// What the text costs to write down.
    bits: f64,
    /// What the misreading does.
    rarity: f64,
    step: Step,
}
