//! Which stretches of a text are damaged, and by which chain: the cheapest way to write the text down, word by word.
//!
//! Every word of a line is read by every chain that reads some word of it soundly. The best path through the words pays
//! for the text itself ([`cost`]) and for each change of chain, so that single words do not go astray (minimum description
//! length; Viterbi 1967). Stretches that then lack the letters to be sure are left alone.

use super::reading::{Chain, Letters, WordReading, chains, read_word};
use super::{cost, escapes, scan};
use crate::text::Span;

/// Bits that it costs to begin a damaged stretch, beyond the rarity of its chain.
const ENTER: f64 = 9.0;
/// Words of a line from which chains are gathered in full; later ones only where no chain at hand reads them.
const GATHER: usize = 8;
/// Most chains that are weighed in one line.
const CHAINS: usize = 32;
/// Bytes of a line that are weighed at once; a longer one is cut between words.
const WINDOW: usize = 1 << 15;
/// Most bytes of undamaged text that may stand inside a damaged stretch.
const GAP: usize = 40;

/// A damaged stretch.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// Where it stands.
    pub(super) span: Span,
    /// What is to be undone there.
    pub(super) chain: Chain,
    /// Other chains that read some word of its line.
    pub(super) others: Vec<Chain>,
}

/// A stretch of a line and the chains that read some word of it.
#[derive(Debug)]
pub(super) struct Window<'t> {
    text: &'t str,
    words: Vec<Span>,
    pub(super) chains: Vec<Chain>,
}

/// The damaged stretches of a text, in order.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    for (base, window) in windows(text) {
        runs.extend(window.runs().into_iter().map(|run| Run { span: run.span.shift(base), ..run }));
    }
    runs
}

/// The windows of a text that may hold damage, with the offsets at which they begin.
pub(super) fn windows(text: &str) -> impl Iterator<Item = (usize, Window<'_>)> {
    let mut base = 0;
    let lines = text.split_inclusive(['\n', '\r']).map(move |line| {
        let at = base;
        base += line.len();
        (at, line)
    });
    // Clean text beyond ASCII is rare in most reports, so whole lines are looked at before words are.
    lines.filter(|(_, line)| scan::is_suspect(line)).flat_map(|(at, line)| {
        let code = escapes::is_code(line);
        cut(line).into_iter().map(move |piece| (at + piece.start, Window::new(piece.slice(line), code)))
    })
}

/// Cuts a line between words into pieces of about [`WINDOW`] bytes.
fn cut(line: &str) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while line.len() - start > WINDOW {
        let from = start + WINDOW;
        let Some(end) = line.as_bytes().get(from..).and_then(|rest| memchr::memchr2(b' ', b'\t', rest)) else { break };
        pieces.push(Span::new(start, from + end));
        start = from + end;
    }
    pieces.push(Span::new(start, line.len()));
    pieces
}

impl<'t> Window<'t> {
    fn new(text: &'t str, code: bool) -> Self {
        let mut words = Vec::new();
        let mut at = 0;
        for word in text.split([' ', '\t', '\n', '\r']) {
            if !word.is_empty() {
                words.push(Span::new(at, at + word.len()));
            }
            at += word.len() + 1;
        }
        let mut window = Self { text, words, chains: Vec::new() };
        window.gather(code);
        window
    }

    /// Where its words stand, in its own text.
    pub(super) fn span(&self) -> Span {
        self.words.iter().copied().reduce(Span::cover).unwrap_or_default()
    }

    /// Gathers the chains that read some word of the window.
    fn gather(&mut self, code: bool) {
        let mut full = 0;
        for word in self.words.iter().map(|span| span.slice(self.text)).filter(|word| scan::is_suspect(word)) {
            let read = |chain: &Chain| Some(read_word(chain, word)).filter(|r| r.changed && r.sound).is_some();
            if full >= GATHER && self.chains.iter().any(read) {
                continue;
            }
            if self.chains.len() >= CHAINS {
                break;
            }
            let found = chains(word, code);
            full += usize::from(!found.is_empty());
            for chain in found {
                if !self.chains.contains(&chain) {
                    self.chains.push(chain);
                }
            }
        }
        self.chains.truncate(CHAINS);
    }

    /// The damaged stretches of the window.
    fn runs(&self) -> Vec<Run> {
        if self.chains.is_empty() {
            return Vec::new();
        }
        let path = self.best_path();
        let mut runs = Vec::new();
        let mut at = 0;
        while at < path.len() {
            let Some(chain) = path.get(at).copied().flatten() else {
                at += 1;
                continue;
            };
            let end = at + path.iter().skip(at).take_while(|step| **step == Some(chain)).count();
            self.stretches(at, end, chain, &mut runs);
            at = end;
        }
        runs
    }

    /// For every word, the chain by which it is read on the cheapest path; `None` for as it stands.
    fn best_path(&self) -> Vec<Option<usize>> {
        let n = self.chains.len();
        let enter: Vec<f64> = self.chains.iter().map(|chain| ENTER + chain.bits()).collect();
        // Cost of the best path that ends in each chain; the last place is for text as it stands.
        let mut costs = vec![f64::INFINITY; n + 1];
        if let Some(plain) = costs.last_mut() {
            *plain = 0.0;
        }
        let mut from: Vec<Vec<u8>> = Vec::with_capacity(self.words.len());
        for span in &self.words {
            let word = span.slice(self.text);
            let plain = cost::bits(word);
            let (best, least) = costs.iter().enumerate().fold((n, f64::INFINITY), |best, (at, &cost)| {
                if cost < best.1 { (at, cost) } else { best }
            });
            let mut back = vec![0u8; n + 1];
            let mut next = vec![f64::INFINITY; n + 1];
            for (at, (slot, back)) in next.iter_mut().zip(&mut back).enumerate() {
                let stay = costs.get(at).copied().unwrap_or(f64::INFINITY);
                let enter = least + enter.get(at).copied().unwrap_or(0.0);
                let (cost, source) = if stay <= enter { (stay, at) } else { (enter, best) };
                let here = self.chains.get(at).map_or(plain, |chain| word_cost(&read_word(chain, word), plain));
                *slot = cost + here;
                *back = u8::try_from(source).unwrap_or(u8::MAX);
            }
            costs = next;
            from.push(back);
        }
        let mut at = costs.iter().enumerate().fold((n, f64::INFINITY), |b, (at, &c)| if c < b.1 { (at, c) } else { b }).0;
        let mut path = vec![None; self.words.len()];
        for (slot, back) in path.iter_mut().zip(&from).rev() {
            *slot = Some(at).filter(|&at| at < n);
            at = back.get(at).copied().map_or(n, usize::from);
        }
        path
    }

    /// Adds the stretches of the words `from..to` that are damaged by one chain.
    fn stretches(&self, from: usize, to: usize, chain: usize, runs: &mut Vec<Run>) {
        let Some(chain) = self.chains.get(chain) else { return };
        let mut open: Option<(Span, Vec<WordReading>)> = None;
        for span in self.words.get(from..to).unwrap_or_default() {
            let reading = read_word(chain, span.slice(self.text));
            if !reading.changed {
                continue;
            }
            // A word that the chain spoils ends the stretch, and so does other text that is too long or too telling.
            if !reading.sound || open.as_ref().is_some_and(|(run, _)| !self.joins(Span::new(run.end, span.start))) {
                self.close(open.take(), chain, runs);
            }
            if reading.sound {
                let (run, readings) = open.get_or_insert_with(|| (*span, Vec::new()));
                run.end = span.end;
                readings.push(reading);
            }
        }
        self.close(open, chain, runs);
    }

    /// Whether undamaged text may stand inside a damaged stretch.
    fn joins(&self, gap: Span) -> bool {
        let text = gap.slice(self.text);
        let before = self.text.get(..gap.start).and_then(|text| text.chars().next_back());
        let ended = matches!(before, Some(',' | ';' | ']' | ')' | '"' | '”'));
        gap.len() <= GAP
            && !text.contains(['[', ']', '{', '}', '<', '>', ';', '|'])
            && !(text.chars().any(char::is_alphabetic) && (ended || text.contains([',', '"', '“', '”'])))
    }

    /// Keeps a stretch if it has letters enough to be sure of.
    fn close(&self, open: Option<(Span, Vec<WordReading>)>, chain: &Chain, runs: &mut Vec<Run>) {
        let Some((span, readings)) = open else { return };
        let layers = chain.undo(span.slice(self.text));
        let after = layers.last().map(|layer| layer.text.as_str()).unwrap_or_default();
        if is_enough(chain, after, &readings) {
            let others = self.chains.iter().filter(|other| *other != chain).cloned().collect();
            runs.push(Run { span, chain: chain.clone(), others });
        }
    }
}

/// What a word costs on a path of its chain. A word that the chain leaves or would spoil stays as it stands.
fn word_cost(reading: &WordReading, plain: f64) -> f64 {
    if !reading.changed {
        plain
    } else if reading.sound {
        reading.bits
    } else {
        plain + 1.0
    }
}

/// Whether a stretch has gained letters enough that chance is ruled out.
fn is_enough(chain: &Chain, after: &str, readings: &[WordReading]) -> bool {
    let sum = |count: fn(&Letters) -> usize| readings.iter().map(|reading| count(&reading.gained)).sum::<usize>();
    let (arabic, other, latin) = (sum(|l| l.arabic), sum(|l| l.other), sum(|l| l.latin));
    let longest = after.split(|c: char| !c.is_alphabetic()).map(|word| word.chars().count()).max().unwrap_or_default();
    if chain.only_shapes() {
        return longest >= 2;
    }
    if chain.only_letters_tell() {
        let mut kinds: Vec<char> = after.chars().filter(|c| c.is_alphabetic()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let bits: f64 = readings.iter().map(|reading| reading.bits).sum();
        return arabic >= 5 && kinds.len() >= 4 && bits <= 7.0 * arabic as f64;
    }
    let escaped = chain.0.iter().all(|step| matches!(step, super::step::Step::Escaped(_)));
    match (arabic, other, latin) {
        (0, 0, 0) => !escaped,
        (0, 0, _) => !escaped,
        (0, n, _) => n >= 4,
        (n, ..) if escaped => n >= 3 && longest >= 2,
        (n, ..) => n >= 2,
    }
}
