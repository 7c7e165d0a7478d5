//! Quotation marks around damage: in some code pages they are letters, so that it is not plain whose they are.

use super::chain::Chain;
use super::cost;
use crate::text::Span;

/// Bits that a pair of marks is cheaper, and a single one dearer, than two signs by themselves.
const PAIR: f64 = 3.0;

/// The parts of a text between its own quotation marks: with all of it, and without the mark at either end.
fn ways(text: &str) -> impl Iterator<Item = (bool, bool, Span)> {
    // A comma after the closing mark is no part of the quotation.
    let end = text.trim_end_matches(|c: char| c.is_ascii_punctuation()).len();
    let quoted = text.get(..end).unwrap_or_default();
    let open = quoted.chars().next().filter(|c| matches!(c, '“' | '‘' | '«' | '„'));
    let close = quoted.chars().next_back().filter(|c| matches!(c, '”' | '’' | '»' | '“'));
    let short = quoted.chars().count() < 3;
    let (open, close) = if short { (None, None) } else { (open, close) };
    let whole = text.len();
    [(false, false), (true, true), (true, false), (false, true)].into_iter().filter_map(move |(opens, closes)| {
        let start = if opens { open?.len_utf8() } else { 0 };
        let end = if closes { end - close?.len_utf8() } else { whole };
        Some((opens, closes, Span::new(start, end)))
    })
}

/// What a text costs as a chain reads it, when some quotation marks at its ends are the frame's own and stay.
fn bits(text: &str, chain: &Chain, (opens, closes, inside): (bool, bool, Span), cost: fn(&str) -> f64) -> f64 {
    let (head, tail) = (text.get(..inside.start).unwrap_or_default(), text.get(inside.end..).unwrap_or_default());
    let read = format!("{head}{}{tail}", chain.read(inside.slice(text)));
    let pairing = match (opens, closes) {
        (true, true) => -PAIR,
        (false, false) => 0.0,
        _ => PAIR,
    };
    cost(&read) + pairing
}

/// A stretch without the quotation marks at its ends that are the frame's own.
pub(super) fn without_own(text: &str, span: Span, chain: &Chain) -> Span {
    let stretch = span.slice(text);
    if !chain.only_letters_tell() || ways(stretch).nth(1).is_none() {
        return span;
    }
    let ways = ways(stretch).map(|way| (bits(stretch, chain, way, cost::close_bits), way.2));
    ways.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(span, |(_, inside)| inside.shift(span.start))
}

/// What a word costs as a chain reads it, with its own quotation marks or the frame's, whichever is cheaper.
pub(super) fn word_bits(word: &str, after: &str, chain: &Chain) -> f64 {
    let others = ways(word).skip(1).map(|way| bits(word, chain, way, cost::bits));
    others.fold(cost::bits(after), f64::min)
}
