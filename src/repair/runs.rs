//! Which stretches of a text are damaged, and by which chain: the cheapest way to write the text down, word by word.
//!
//! Every word of a line is read by every chain that reads some word of it soundly. The best path through the words pays
//! for the text itself ([`cost`]) and for each change of chain, so that single words do not go astray (minimum description
//! length; Viterbi 1967). Stretches that then lack the letters to be sure are left alone.

use super::reading::{Chain, Letters, WordReading, chains, read_word};
use super::step::Step;
use super::{cost, escapes, forms, scan};
use crate::text::Span;

/// Bits that it costs to begin a damaged stretch, beyond the rarity of its chain.
const ENTER: f64 = 9.0;
/// Words of a line from which chains are gathered in full; later ones only where no chain at hand reads them.
const GATHER: usize = 4;
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
            let read = |chain: &Chain| {
                let reading = read_word(chain, word);
                reading.changed && reading.sound && reading.whole
            };
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
        // Shapes in visual order need their order mended first, or the letters would come out reversed.
        if forms::in_visual_order(self.text) {
            self.chains.retain(|chain| !chain.0.contains(&Step::Shaped));
        }
        self.chains.truncate(CHAINS);
    }

    /// The damaged stretches of the window.
    fn runs(&self) -> Vec<Run> {
        if self.chains.is_empty() {
            return Vec::new();
        }
        let path = self.best_path();
        let mut stretches = Vec::new();
        let mut at = 0;
        while at < path.len() {
            let Some(chain) = path.get(at).copied().flatten() else {
                at += 1;
                continue;
            };
            let end = at + path.iter().skip(at).take_while(|step| **step == Some(chain)).count();
            self.stretches(at, end, chain, &mut stretches);
            at = end;
        }
        self.kept(&stretches)
    }

    /// The stretches that are kept: chance is ruled out by all that the window holds of one sort of damage, so that a short
    /// word beside a damaged title is mended with it.
    fn kept(&self, stretches: &[Stretch]) -> Vec<Run> {
        let mut sums: [Evidence; 4] = Default::default();
        let sort = |stretch: &Stretch| self.chains.get(stretch.chain).map(Sort::of);
        for stretch in stretches {
            if let Some(sum) = sort(stretch).and_then(|sort| sums.get_mut(sort as usize)) {
                sum.add(stretch);
            }
        }
        let keep = |stretch: &Stretch| {
            let sort = sort(stretch)?;
            let chain = self.chains.get(stretch.chain)?;
            (sums.get(sort as usize)?.is_enough(sort) && stretch.is_enough_beside(sort)).then(|| Run {
                span: stretch.span,
                chain: chain.clone(),
                others: self.chains.iter().filter(|other| *other != chain).cloned().collect(),
            })
        };
        stretches.iter().filter_map(keep).collect()
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
            let (best, least) = costs
                .iter()
                .enumerate()
                .fold((n, f64::INFINITY), |best, (at, &cost)| if cost < best.1 { (at, cost) } else { best });
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
        let mut at =
            costs.iter().enumerate().fold((n, f64::INFINITY), |b, (at, &c)| if c < b.1 { (at, c) } else { b }).0;
        let mut path = vec![None; self.words.len()];
        for (slot, back) in path.iter_mut().zip(&from).rev() {
            *slot = Some(at).filter(|&at| at < n);
            at = back.get(at).copied().map_or(n, usize::from);
        }
        path
    }

    /// Adds the stretches of the words `from..to` that are damaged by one chain.
    fn stretches(&self, from: usize, to: usize, chain: usize, found: &mut Vec<Stretch>) {
        let Some(steps) = self.chains.get(chain) else { return };
        let mut open: Option<Stretch> = None;
        for span in self.words.get(from..to).unwrap_or_default() {
            let reading = read_word(steps, span.slice(self.text));
            if !reading.changed {
                continue;
            }
            // A word that the chain spoils ends the stretch, and so does other text that is too long or too telling.
            if !reading.sound || open.as_ref().is_some_and(|open| !self.joins(Span::new(open.span.end, span.start))) {
                found.extend(open.take());
            }
            if reading.sound {
                let stretch = open.get_or_insert_with(|| Stretch::new(*span, chain));
                stretch.span.end = span.end;
                stretch.add(&reading);
            }
        }
        found.extend(open);
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

/// A stretch of words that one chain reads.
#[derive(Debug)]
struct Stretch {
    span: Span,
    /// The chain, as an index into the window's.
    chain: usize,
    words: usize,
    letters: Letters,
    bits: f64,
}

impl Stretch {
    fn new(span: Span, chain: usize) -> Self {
        Self { span, chain, words: 0, letters: Letters::default(), bits: 0.0 }
    }

    fn add(&mut self, reading: &WordReading) {
        self.words += 1;
        self.letters.arabic += reading.gained.arabic;
        self.letters.other += reading.gained.other;
        self.letters.latin += reading.gained.latin;
        self.bits += reading.bits;
    }

    /// Whether it may be mended once the window shows enough of its sort.
    fn is_enough_beside(&self, sort: Sort) -> bool {
        match sort {
            // A single accented letter may well be one.
            Sort::Pages => self.letters.arabic >= 2,
            _ => true,
        }
    }
}

/// Sorts of damage by what it takes to be sure of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// The grammar of UTF-8 speaks for the reading.
    Utf8,
    /// Nothing but the letters do.
    Pages,
    /// Escapes that somebody may have meant.
    Escapes,
    /// Shaped letters.
    Shapes,
}

impl Sort {
    fn of(chain: &Chain) -> Self {
        if chain.only_letters_tell() {
            Self::Pages
        } else if chain.0.iter().any(|step| matches!(step, Step::Utf8As(_))) {
            Self::Utf8
        } else if chain.only_shapes() {
            Self::Shapes
        } else {
            Self::Escapes
        }
    }
}

/// What a window holds of one sort of damage.
#[derive(Debug, Default)]
struct Evidence {
    letters: Letters,
    /// Most letters a word, on average, in any stretch.
    longest: f64,
    bits: f64,
}

impl Evidence {
    fn add(&mut self, stretch: &Stretch) {
        self.letters.arabic += stretch.letters.arabic;
        self.letters.other += stretch.letters.other;
        self.letters.latin += stretch.letters.latin;
        self.bits += stretch.bits;
        self.longest = self.longest.max(stretch.letters.arabic as f64 / stretch.words.max(1) as f64);
    }

    /// Whether chance, and text that is about damage, are ruled out.
    fn is_enough(&self, sort: Sort) -> bool {
        let Letters { arabic, other, .. } = self.letters;
        match sort {
            Sort::Utf8 => arabic >= 2 || other >= 4 || arabic + other == 0,
            Sort::Pages => arabic >= 5 && self.bits <= 7.0 * arabic as f64,
            Sort::Escapes => arabic >= 3 && self.longest >= 1.5 || other >= 4,
            Sort::Shapes => self.longest >= 1.5,
        }
    }
}
