//! Looking for the chains by which a word can be read: the likely ones first, and no further once one explains it all.

use super::chain::Chain;
use super::classes::Letters;
use super::letters::Pairs;
use super::pages::PageId;
use super::reading::{WordReading, judge, latin_is_sound};
use super::step::{Step, kinds};
use super::undone::Undone;
use super::{bytes, cost, escapes, leads};

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
    let mut search = Search { word, code, found: Vec::new(), seen: Vec::new(), layers: Vec::new() };
    search.escapes(&Chain::default());
    search.found.sort_by(|a, b| a.1.total_cmp(&b.1));
    search.found.truncate(BEST);
    search.found.into_iter().map(|(chain, _)| chain).collect()
}

struct Search<'w> {
    word: &'w str,
    code: bool,
    /// Chains with what the word costs by them.
    found: Vec<(Chain, f64)>,
    /// Texts that were looked at, beside the word itself.
    seen: Vec<String>,
    /// The layers that are taken off just now, one for each step of the chain that is looked at.
    layers: Vec<Undone>,
}

impl Search<'_> {
    /// The word as it reads without the layers that are taken off just now.
    fn text(&self) -> &str {
        self.layers.last().map_or(self.word, |layer| &layer.text)
    }

    /// Takes escapes off, which are the outermost layers; then goes on with bytes.
    fn escapes(&mut self, chain: &Chain) {
        // Most words hold none, and nine looks for nine notations take longer than one for all.
        let kinds = if escapes::may_begin(self.text()) { kinds() } else { &[] };
        for kind in kinds {
            let Step::Escaped(escape) = kind.step else { break };
            if self.code && escape.is_code() || chain.0.len() >= DEPTH {
                continue;
            }
            let Some(undone) = kind.step.undo(self.text()) else { continue };
            let longer = chain.then(kind.step);
            let goes_on = undone.text.len() < self.word.len();
            self.layers.push(undone);
            self.consider(&longer);
            if goes_on && self.is_new() {
                self.escapes(&longer);
            }
            self.layers.pop();
        }
        self.bytes(chain);
    }

    /// Takes a wrong reading of bytes off.
    fn bytes(&mut self, chain: &Chain) {
        let wide = super::wide::shows(self.text());
        if self.text().is_ascii() && !wide || chain.0.len() >= DEPTH {
            return;
        }
        let mut possible = leads::possible(self.text());
        if possible == 0 && !wide {
            return;
        }
        // All of one layer come before two, so that the plainer chain has a text first.
        let mut deeper = Vec::new();
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
            let Some(undone) = kind.step.undo(self.text()) else { continue };
            let shorter = undone.text.len() < self.word.len();
            let all = undone.left == 0 && !undone.has_holes();
            self.layers.push(undone);
            if shorter && self.is_new() {
                let longer = chain.then(kind.step);
                let reading = self.consider(&longer);
                // UTF-8 does not come about by chance: what reads all of it explains it.
                if all && reading.is_whole() && reading.reads_as_text() && reading.gained.arabic >= 2 {
                    self.layers.pop();
                    return;
                }
                if all {
                    deeper.extend(self.layers.pop().map(|layer| (longer, layer)));
                    continue;
                }
            }
            self.layers.pop();
        }
        for (longer, layer) in deeper {
            self.layers.push(layer);
            self.bytes(&longer);
            self.layers.pop();
        }
    }

    /// Whether this text was not looked at yet.
    fn is_new(&mut self) -> bool {
        let text = self.text();
        let new = text != self.word && !self.seen.iter().any(|seen| seen == text);
        if new {
            let text = text.to_owned();
            self.seen.push(text);
        }
        new
    }

    /// Notes a chain if it reads the word soundly: the one whose layers are taken off just now.
    fn consider(&mut self, chain: &Chain) -> WordReading {
        let reading = judge(chain, self.word, &self.layers);
        if reading.sound && (reading.gained != Letters::default() || latin_is_sound(chain, self.word, self.text())) {
            self.found.push((chain.clone(), reading.bits + chain.bits()));
        }
        reading
    }
}

/// The beginning of a word without its escapes, and what these were.
pub(super) fn unescaped(word: &str, code: bool) -> (Chain, String) {
    let (mut chain, mut text) = (Chain::default(), beginning(word, SAMPLE).to_owned());
    while chain.0.len() < DEPTH && escapes::may_begin(&text) {
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
    let mut looked_at: Vec<Bytes> = Vec::new();
    for kind in kinds() {
        let Step::PageAs(source, page) = kind.step else { continue };
        let place = looked_at.iter().position(|other| other.page == page).unwrap_or_else(|| {
            let bytes = Bytes::of(&signs, page, &looked_at);
            looked_at.push(bytes);
            looked_at.len() - 1
        });
        let Some(same) = looked_at.get(place).and_then(|bytes| bytes.same) else { continue };
        let known = likely.iter().find(|known| (known.source, known.page) == (source, same)).map(|known| known.bits);
        let bits = known.unwrap_or_else(|| {
            let pairs = Pairs::of_chars(bytes::page_chars(source.page(), page.page(), first));
            pairs.bits() + SIGN * (signs.len() as f64 - f64::from(pairs.letters))
        });
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
            None => cost::line_bits(
                &bytes::page_chars(misread.source.page(), misread.page.page(), text).collect::<String>(),
            ),
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

/// The bytes that the signs of a text are in a page.
struct Bytes {
    page: PageId,
    /// 0 for what the page has not.
    bytes: Vec<u8>,
    /// The first page that has the same; `None` where a quarter of the signs are not in the page.
    same: Option<PageId>,
}

impl Bytes {
    fn of(signs: &[char], id: PageId, others: &[Self]) -> Self {
        let page = id.page();
        let bytes: Vec<u8> = signs.iter().map(|&c| page.byte(c).unwrap_or(0)).collect();
        let foreign = bytes.iter().filter(|&&byte| byte == 0).count();
        let same = others.iter().find(|other| other.bytes == bytes).map_or(id, |other| other.page);
        Self { page: id, bytes, same: (foreign * 4 <= signs.len()).then_some(same) }
    }
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
