//! Which stretches of a text are damaged, and by which chain: the cheapest way to write the text down, word by word.
//!
//! Every word of a line is read by every chain that reads some word of it soundly. The best path through the words pays
//! for the text itself ([`cost`]) and for each change of chain, so that single words do not go astray (minimum description
//! length; Viterbi 1967). Stretches that then lack the letters to be sure are left alone.

use super::chain::Chain;
use super::reading::{WordReading, read_word};
use super::search::{chains, likely_pages, unescaped};
use super::stretch::{Evidence, Sort, Stretch};
use super::{cost, escapes, scan, words};
use crate::text::Span;
use std::ops::Range;

/// Bits that it costs to begin a damaged stretch, beyond the rarity of its chain.
const ENTER: f64 = 9.0;
/// Bits that it costs to go from one misread code page to another at once: titles do not.
const CHANGE_PAGE: f64 = 20.0;
/// Words of a line from which chains are gathered in full; later ones only where no chain at hand reads them.
const GATHER: usize = 4;
/// Bytes of unexplained words that tell in which code page they are.
const PAGE_SAMPLE: usize = 240;
/// So many signs of which nothing is made are no word of a misread code page.
const FEW_SIGNS: usize = 5;
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
    /// The next best reading that says something else: its chain, none for the text as it stands; and by how many bits it is
    /// behind.
    pub(super) runner_up: (Chain, f64),
}

/// A stretch of a line and the chains that read some word of it.
#[derive(Debug)]
pub(super) struct Window<'t> {
    text: &'t str,
    words: Vec<Word>,
    pub(super) chains: Vec<Chain>,
    /// What each chain makes of each word, by chain and word, as far as it was asked.
    readings: Vec<Vec<Option<WordReading>>>,
}

/// A word beside a damaged stretch.
struct Neighbour {
    span: Span,
    /// Whether the chain of the stretch reads it.
    belongs: bool,
    /// Whether a title or a part of one may end with it.
    closes: bool,
}

/// A word of a window.
#[derive(Clone, Copy, Debug)]
struct Word {
    span: Span,
    /// Whether it looks damaged by itself.
    suspect: bool,
    /// Whether it can be part of damage at all.
    readable: bool,
    /// What it costs as it stands.
    bits: f64,
}

/// The windows of a line that may hold damage, with the offsets at which they begin.
pub(super) fn windows(line: &str) -> impl Iterator<Item = (usize, Window<'_>)> {
    let suspect = scan::is_suspect(line);
    let code = suspect && escapes::is_code(line);
    let pieces = if suspect { cut(line) } else { Vec::new() };
    pieces.into_iter().map(move |piece| (piece.start, Window::new(piece.slice(line), code)))
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
        let words = words::spans(text)
            .map(|span| {
                let word = span.slice(text);
                let suspect = scan::is_suspect_word(word);
                Word { span, suspect, readable: suspect || !word.is_ascii(), bits: cost::bits(word) }
            })
            .collect();
        let mut window = Self { text, words, chains: Vec::new(), readings: Vec::new() };
        window.gather(code);
        window
    }

    /// Where its words stand, in its own text.
    pub(super) fn span(&self) -> Span {
        self.words.iter().map(|word| word.span).reduce(Span::cover).unwrap_or_default()
    }

    /// Gathers the chains that read some word of the window.
    fn gather(&mut self, code: bool) {
        let mut full = 0;
        // Words that nothing explains but, perhaps, a misread code page, with the escapes that were taken off them.
        let mut left: Vec<(Chain, String)> = Vec::new();
        for at in 0..self.words.len() {
            if self.chains.len() >= CHAINS {
                break;
            }
            let Some(word) = self.words.get(at).copied().filter(|word| word.suspect) else { continue };
            // UTF-8 does not come about by chance: where a chain at hand reads the word, no other is looked for.
            let known = (0..self.chains.len()).any(|chain| {
                let escapes = self.chains.get(chain).is_some_and(Chain::only_escapes);
                (full >= GATHER || !escapes) && self.reading(chain, at).explains()
            });
            if known {
                continue;
            }
            let text = word.span.slice(self.text);
            let found = chains(text, code);
            full += usize::from(!found.is_empty());
            if found.is_empty() {
                let (escapes, text) = unescaped(text, code);
                let known = left.iter().position(|(known, _)| *known == escapes);
                let at = known.unwrap_or_else(|| {
                    left.push((escapes, String::new()));
                    left.len() - 1
                });
                if let Some((_, sample)) = left.get_mut(at).filter(|(_, sample)| sample.len() < PAGE_SAMPLE) {
                    sample.push_str(&text);
                    sample.push(' ');
                }
            }
            found.into_iter().for_each(|chain| self.add(chain));
        }
        // A sign or two beside words that are explained belong with them.
        let signs: usize = left.iter().map(|(_, sample)| sample.chars().filter(|c| !c.is_ascii()).count()).sum();
        if signs <= FEW_SIGNS && !self.chains.is_empty() {
            return;
        }
        let mut others = Vec::new();
        for (escapes, sample) in left {
            let (best, rest) = likely_pages(&escapes, &sample);
            best.into_iter().for_each(|chain| self.add(chain));
            others.extend(rest);
        }
        // Pages that agree with those so far are of use where these leave a word.
        let leaves = |window: &mut Self, at: usize| {
            let suspect = window.words.get(at).is_some_and(|word| word.suspect);
            suspect && !(0..window.chains.len()).any(|chain| window.reading(chain, at).explains())
        };
        if !others.is_empty() && (0..self.words.len()).any(|at| leaves(self, at)) {
            others.into_iter().for_each(|chain| self.add(chain));
        }
    }

    /// Adds a chain to those that are weighed.
    fn add(&mut self, chain: Chain) {
        if !self.chains.contains(&chain) && self.chains.len() < CHAINS {
            self.chains.push(chain);
            self.readings.push(vec![None; self.words.len()]);
        }
    }

    /// What a chain makes of a word.
    fn reading(&mut self, chain: usize, at: usize) -> WordReading {
        let known = self.readings.get(chain).and_then(|readings| readings.get(at).copied().flatten());
        known.unwrap_or_else(|| {
            let word = self.words.get(at).filter(|word| word.readable);
            let reading = match (word, self.chains.get(chain)) {
                (Some(word), Some(chain)) => read_word(chain, word.span.slice(self.text)),
                _ => WordReading::UNCHANGED,
            };
            if let Some(slot) = self.readings.get_mut(chain).and_then(|readings| readings.get_mut(at)) {
                *slot = Some(reading);
            }
            reading
        })
    }

    /// The damaged stretches of the window.
    pub(super) fn runs(mut self) -> Vec<Run> {
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
    fn kept(&mut self, stretches: &[Stretch]) -> Vec<Run> {
        let mut sums = [Evidence::default(); 3];
        for stretch in stretches {
            let sort = self.chains.get(stretch.chain).map(Sort::of);
            if let Some(sum) = sort.and_then(|sort| sums.get_mut(sort as usize)) {
                sum.add(stretch);
            }
        }
        let enough = |stretch: &&Stretch| {
            let sort = self.chains.get(stretch.chain).map(Sort::of);
            let sum = sort.and_then(|sort| Some((sums.get(sort as usize)?, sort)));
            sum.is_some_and(|(sum, sort)| sum.is_enough(sort) && stretch.is_enough_beside(sort))
        };
        let mut kept: Vec<Stretch> = stretches.iter().filter(enough).cloned().collect();
        for at in 0..kept.len() {
            let floor = at.checked_sub(1).and_then(|before| kept.get(before)).map_or(0, |before| before.words.end);
            let ceiling = kept.get(at + 1).map_or(self.words.len(), |after| after.words.start);
            if let Some(stretch) = kept.get(at).cloned() {
                let wide = self.widened(stretch, floor..ceiling);
                if let Some(slot) = kept.get_mut(at) {
                    *slot = wide;
                }
            }
        }
        let mut runs = Vec::new();
        for stretch in kept {
            if let Some(chain) = self.chains.get(stretch.chain).cloned() {
                runs.push(Run { span: stretch.span, runner_up: self.runner_up(&stretch, &chain), chain });
            }
        }
        runs
    }

    /// A stretch with the words on either side that its chain reads as well, where nothing but spaces and numbers are between:
    /// a code page that was misread makes words in letters that people do write, and a title does not change its code page
    /// half-way. Looks at the words in `room`.
    fn widened(&mut self, mut stretch: Stretch, room: Range<usize>) -> Stretch {
        let Some(chain) = self.chains.get(stretch.chain).filter(|chain| chain.only_letters_tell()).cloned() else {
            return stretch;
        };
        let mut at = stretch.words.start;
        while let Some(before) = at.checked_sub(1).filter(|at| room.contains(at)) {
            let Some(neighbour) = self.neighbour(&chain, stretch.chain, before) else { break };
            if neighbour.closes && !neighbour.belongs {
                break;
            }
            at = before;
            if neighbour.belongs {
                (stretch.words.start, stretch.span.start) = (at, neighbour.span.start);
            }
        }
        let mut at = stretch.words.end;
        let mut closed = self.neighbour(&chain, stretch.chain, at - 1).is_none_or(|last| last.closes);
        while !closed && room.contains(&at) {
            let Some(neighbour) = self.neighbour(&chain, stretch.chain, at) else { break };
            at += 1;
            if neighbour.belongs {
                (stretch.words.end, stretch.span.end) = (at, neighbour.span.end);
            }
            closed = neighbour.closes;
        }
        stretch
    }

    /// A word beside a stretch of a chain; `None` where the damage ends before it.
    fn neighbour(&mut self, chain: &Chain, index: usize, at: usize) -> Option<Neighbour> {
        let word = self.words.get(at).copied()?;
        let reading = self.reading(index, at);
        let text = word.span.slice(self.text);
        let read = if reading.changed { chain.read(text) } else { text.to_owned() };
        let number = !read.chars().any(char::is_alphabetic);
        // A dash or a mark of quotation by itself is the frame's, whatever letter it may be in a code page.
        let sign = text.chars().all(|c| matches!(c, '–' | '—' | '•' | '…' | '“' | '”' | '‘' | '’' | '«' | '»'));
        let belongs = reading.is_whole() && !sign && (number || reading.reads_as_text());
        let closes = read.ends_with([',', ';', ':', '"', ')', ']', '”', '»', '\'']);
        (belongs || number && !sign).then_some(Neighbour {
            span: word.span,
            belongs: belongs && reading.changed,
            closes,
        })
    }

    /// The next best reading of a stretch that says something else.
    fn runner_up(&mut self, stretch: &Stretch, chain: &Chain) -> (Chain, f64) {
        let plain: f64 = self.words.get(stretch.words.clone()).unwrap_or_default().iter().map(|word| word.bits).sum();
        let best = self.stretch_bits(stretch, stretch.chain).unwrap_or(plain) + chain.bits();
        let text = stretch.span.slice(self.text);
        let mut runner_up = (Chain::default(), plain);
        let mut chosen = None;
        for other in (0..self.chains.len()).filter(|other| *other != stretch.chain) {
            let Some(bits) = self.stretch_bits(stretch, other) else { continue };
            let Some(other) = self.chains.get(other) else { continue };
            let bits = bits + other.bits();
            if bits < runner_up.1 {
                let chosen = chosen.get_or_insert_with(|| chain.read(text));
                if other.read(text) != *chosen {
                    runner_up = (other.clone(), bits);
                }
            }
        }
        (runner_up.0, (runner_up.1 - best).max(0.0))
    }

    /// What a chain makes of a stretch, in bits; `None` if it spoils a word of it.
    fn stretch_bits(&mut self, stretch: &Stretch, chain: usize) -> Option<f64> {
        stretch.words.clone().try_fold(0.0, |sum, at| {
            let reading = self.reading(chain, at);
            let plain = self.words.get(at).map_or(0.0, |word| word.bits);
            reading.sound.then(|| sum + reading.cost(plain))
        })
    }

    /// For every word, the chain by which it is read on the cheapest path; `None` for as it stands.
    fn best_path(&mut self) -> Vec<Option<usize>> {
        let n = self.chains.len();
        let enter: Vec<f64> = self.chains.iter().map(|chain| ENTER + chain.bits()).collect();
        let pages: Vec<bool> = self.chains.iter().map(Chain::only_letters_tell).collect();
        // Cost of the best path that ends in each chain; the last place is for text as it stands.
        let mut costs = vec![f64::INFINITY; n + 1];
        if let Some(plain) = costs.last_mut() {
            *plain = 0.0;
        }
        let mut next = costs.clone();
        // Where the best path to each place came from, word by word.
        let mut from: Vec<u8> = Vec::with_capacity(self.words.len() * (n + 1));
        for word in 0..self.words.len() {
            let plain = self.words.get(word).map_or(0.0, |word| word.bits);
            let (best, cheapest) = least(&costs);
            // The best place that is no code page of which only the letters tell.
            let (other, cheapest_other) = least_of(&costs, |at| !pages.get(at).copied().unwrap_or(false));
            for (at, slot) in next.iter_mut().enumerate() {
                let stay = costs.get(at).copied().unwrap_or(f64::INFINITY);
                let mut from_there = (cheapest, best);
                if pages.get(at).copied().unwrap_or(false) && cheapest_other < cheapest + CHANGE_PAGE {
                    from_there = (cheapest_other, other);
                } else if pages.get(at).copied().unwrap_or(false) {
                    from_there.0 += CHANGE_PAGE;
                }
                let enter = from_there.0 + enter.get(at).copied().unwrap_or(0.0);
                let (cost, source) = if stay <= enter { (stay, at) } else { (enter, from_there.1) };
                *slot = cost + if at < n { self.reading(at, word).cost(plain) } else { plain };
                from.push(u8::try_from(source).unwrap_or(u8::MAX));
            }
            std::mem::swap(&mut costs, &mut next);
        }
        let (mut at, _) = least(&costs);
        let mut path = vec![None; self.words.len()];
        for (slot, back) in path.iter_mut().zip(from.chunks_exact(n + 1)).rev() {
            *slot = Some(at).filter(|&at| at < n);
            at = back.get(at).copied().map_or(n, usize::from);
        }
        path
    }

    /// Adds the stretches of the words `from..to` that are damaged by one chain.
    fn stretches(&mut self, from: usize, to: usize, chain: usize, found: &mut Vec<Stretch>) {
        let mut open: Option<Stretch> = None;
        for at in from..to {
            let Some(Word { span, .. }) = self.words.get(at).copied() else { break };
            let reading = self.reading(chain, at);
            if !reading.changed {
                continue;
            }
            // A word that the chain spoils ends the stretch, and so does other text that is too long or too telling.
            if !reading.sound || open.as_ref().is_some_and(|open| !self.joins(Span::new(open.span.end, span.start))) {
                found.extend(open.take());
            }
            if reading.sound {
                let stretch = open.get_or_insert_with(|| Stretch::new(span, at, chain));
                stretch.span.end = span.end;
                stretch.words.end = at + 1;
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

/// The place of the least of some costs, and that cost.
fn least(costs: &[f64]) -> (usize, f64) {
    least_of(costs, |_| true)
}

/// The place of the least of those costs whose places are asked for, and that cost.
fn least_of(costs: &[f64], asked: impl Fn(usize) -> bool) -> (usize, f64) {
    let costs = costs.iter().enumerate().filter(|(at, _)| asked(*at));
    costs.rev().fold((0, f64::INFINITY), |b, (at, &c)| if c <= b.1 { (at, c) } else { b })
}
