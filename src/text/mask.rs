//! Masks: what is left of a text when every letter was replaced by `?`, U+FFFD or an empty box, and whether a text fits one.

use super::Span;
use super::script::is_arabic_letter;

/// What is left of a lost text: its place and its shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    /// Where it stands, from its first lost character to its last, with the quotes and brackets that it opens or closes.
    pub span: Span,
    /// The lost characters in each word, in order. A word is a run of lost characters; where every byte of the UTF-8 text
    /// was replaced, these are bytes.
    pub words: Vec<usize>,
    /// What survived between them: digits, Latin words, quotes and other punctuation, without white space.
    pub anchors: Vec<Span>,
}

/// Lost characters that a text needs before it is a mask in running text.
const CELLS: usize = 6;
/// Lost characters that a text needs where the title of a work must stand.
const TITLE_CELLS: usize = 4;
/// Lost characters in one word that no person types: U+FFFD, boxes. Fewer may be a broken emoji.
const UNTYPED: usize = 5;
/// Lost characters in one word that stands by itself between Latin words in the place of a title: `??????? PGP`.
const BESIDE_LETTERS: usize = 5;
/// A longer run is no word of any language, not even two bytes for each letter.
const LONGEST_WORD: usize = 64;
/// Numbers and dashes that may stand between two words of a mask.
const CONNECTORS: usize = 3;

/// Whether a character is what a converter leaves for one that it cannot write.
#[must_use]
pub const fn is_cell(c: char) -> bool {
    matches!(c, '?' | '\u{FFFD}' | '□' | '▯')
}

/// The masks in a text, in order.
///
/// A mask is two or more words made of lost characters and of nothing else but digits, quotes and punctuation; at least
/// two of the words have two characters or more, and all together six or more; of U+FFFD and boxes one word of five is enough. What people write themselves is passed by:
/// `What???`, placeholders of SQL and of dates, file name patterns, hidden telephone numbers. Linear in the length of the
/// text; a text without a run of lost characters costs three searches.
#[must_use]
pub fn masks(text: &str) -> Vec<Mask> {
    let mut found = Vec::new();
    let mut search = Search::new(text);
    let mut from = 0;
    while let Some(at) = search.next(from) {
        let run = run_of_tokens(text, at, from);
        if is_mask(text, &run) {
            found.extend(measure(text, run.span));
        }
        from = run.span.end.max(at + 1);
    }
    found
}

/// The mask that a cited title is, when it is lost. Where a title must stand, one word of four lost characters says enough,
/// and words in Latin letters may stand between the lost ones. `None` when the title is whole, or when its letters show that
/// the question marks are its own.
#[must_use]
pub fn title_mask(title: &str) -> Option<Mask> {
    if !title.contains(is_cell) {
        return None;
    }
    let span = Span::new(0, title.len()).trim(title);
    if title.chars().any(is_arabic_letter) {
        // Lost in part: what survived is an anchor.
        return if masks(title).is_empty() { None } else { measure(title, span) };
    }
    let (mut lost, mut long, mut cells, mut longest, mut letters) = (0, 0, 0, 0, false);
    for token in span.slice(title).split_whitespace() {
        match token_kind(token) {
            Token::Lost(count) => {
                lost += 1;
                long += usize::from(count >= 2);
                cells += count;
                longest = longest.max(count);
            }
            Token::Connector => {}
            Token::Text | Token::Asked => letters = true,
        }
    }
    let beside_letters = long >= 2 && cells >= CELLS || longest >= BESIDE_LETTERS;
    let is_lost = if letters { beside_letters } else { lost >= 1 && cells >= TITLE_CELLS };
    if is_lost { measure(title, span) } else { None }
}

/// The next places at which a mask may stand, by substring search.
struct Search<'t> {
    text: &'t [u8],
    /// What to look for, and where it stands next; `None` once there is no more.
    needles: [(memchr::memmem::Finder<'static>, Option<usize>); 4],
}

impl<'t> Search<'t> {
    fn new(text: &'t str) -> Self {
        let text = text.as_bytes();
        let needle = |bytes: &'static str| {
            let finder = memchr::memmem::Finder::new(bytes);
            let first = finder.find(text);
            (finder, first)
        };
        Self { text, needles: [needle("??"), needle("\u{FFFD}"), needle("□"), needle("▯")] }
    }

    fn next(&mut self, from: usize) -> Option<usize> {
        for (finder, next) in &mut self.needles {
            if next.is_some_and(|at| at < from) {
                *next = self.text.get(from..).and_then(|rest| finder.find(rest)).map(|at| from + at);
            }
        }
        self.needles.iter().filter_map(|(_, next)| *next).min()
    }
}

/// What a stretch without white space can be in or beside a mask.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Token {
    /// Lost characters, so many of them.
    Lost(usize),
    /// Digits and punctuation.
    Connector,
    /// Letters that end in question marks: a question.
    Asked,
    /// Anything else.
    Text,
}

/// A run of tokens that may be a mask.
struct Run {
    span: Span,
    /// What stands just before and after it on the same line.
    before: Option<Span>,
    after: Option<Span>,
}

/// Punctuation that may stand beside a lost word. Not the signs of code, addresses and paths.
fn is_mask_punctuation(c: char) -> bool {
    matches!(c, '.' | ',' | ':' | ';' | '!' | '-' | '\'' | '"' | '(' | ')' | '[' | ']')
        || matches!(c, '–' | '—' | '…' | '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '‹' | '›' | '،' | '؛' | '؟')
        || is_invisible(c)
}

/// Whether a character is not seen: joiners, directional marks, the byte order mark.
#[must_use]
pub const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn token_kind(token: &str) -> Token {
    let (mut cells, mut run, mut longest, mut foreign) = (0usize, 0usize, 0usize, false);
    // Separators between two runs of lost characters, as in a date: `????-??-??`.
    let (mut separators, mut pending, mut time) = (0usize, None, false);
    for c in token.chars() {
        if is_cell(c) {
            if let Some(separator) = pending.take().filter(|_| cells > 0) {
                separators += 1;
                time |= matches!(separator, ':' | '!');
            }
            cells += 1;
            run += 1;
            longest = longest.max(run);
            continue;
        }
        run = 0;
        if matches!(c, '-' | ':' | '.' | '!' | '–') {
            pending = Some(c);
        }
        foreign |= !c.is_ascii_digit() && !is_mask_punctuation(c);
    }
    if foreign {
        let asked = token.ends_with("??") && token.starts_with(char::is_alphabetic);
        return if asked { Token::Asked } else { Token::Text };
    }
    match cells {
        0 => Token::Connector,
        _ if separators >= 2 || time || longest > LONGEST_WORD => Token::Text,
        _ => Token::Lost(cells),
    }
}

/// The token that holds `at`, with the tokens of the same kind before and after it. Looks at nothing before `floor`.
fn run_of_tokens(text: &str, at: usize, floor: usize) -> Run {
    let own = token_around(text, at, floor);
    let mut run = Run { span: own, before: None, after: None };
    if !matches!(token_kind(own.slice(text)), Token::Lost(_)) {
        return run;
    }
    // A token before: single lost characters, which the search does not stop at.
    while let Some(token) = token_before(text, run.span.start, floor) {
        if matches!(token_kind(token.slice(text)), Token::Lost(_)) {
            run.span.start = token.start;
        } else {
            run.before = Some(token);
            break;
        }
    }
    // What stands before `floor` was looked at as a run of its own, and may still say what this one is.
    run.before = run.before.or_else(|| token_before(text, run.span.start, window(text, run.span.start)));
    let mut end = run.span.end;
    let mut connectors = 0;
    while let Some(token) = token_after(text, end) {
        let kind = token_kind(token.slice(text));
        match kind {
            Token::Lost(_) => {
                run.span.end = token.end;
                (end, connectors) = (token.end, 0);
                run.after = None;
            }
            Token::Connector if connectors < CONNECTORS => {
                run.after = run.after.or(Some(token));
                (end, connectors) = (token.end, connectors + 1);
            }
            _ => {
                run.after = run.after.or(Some(token));
                break;
            }
        }
    }
    run
}

/// A little before a place: as far as a word can reach.
fn window(text: &str, at: usize) -> usize {
    let mut from = at.saturating_sub(2 * LONGEST_WORD);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    from
}

fn token_around(text: &str, at: usize, floor: usize) -> Span {
    let head = text.get(floor..at).unwrap_or_default();
    let tail = text.get(at..).unwrap_or_default();
    let start = head.rfind(char::is_whitespace).map_or(floor, |space| {
        let width = head.get(space..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        floor + space + width
    });
    Span::new(start, at + tail.find(char::is_whitespace).unwrap_or(tail.len()))
}

/// Whether white space keeps two words of a mask together: a line's end does, a blank line or a tabulator does not.
fn joins(gap: &str) -> bool {
    gap.bytes().filter(|&b| b == b'\n').count() < 2 && !gap.contains(['\t', '\u{2029}'])
}

fn token_before(text: &str, at: usize, floor: usize) -> Option<Span> {
    let head = text.get(floor..at)?;
    let trimmed = head.trim_end();
    if trimmed.is_empty() || !joins(head.get(trimmed.len()..)?) {
        return None;
    }
    let last = trimmed.char_indices().next_back()?.0;
    Some(token_around(text, floor + last, floor))
}

fn token_after(text: &str, at: usize) -> Option<Span> {
    let tail = text.get(at..)?;
    let trimmed = tail.trim_start();
    let gap = tail.len() - trimmed.len();
    if trimmed.is_empty() || !joins(tail.get(..gap)?) {
        return None;
    }
    Some(Span::new(at + gap, at + gap + trimmed.find(char::is_whitespace).unwrap_or(trimmed.len())))
}

/// Whether a run of tokens is what a lost text leaves and not something that a person wrote.
fn is_mask(text: &str, run: &Run) -> bool {
    let mut words = Vec::new();
    for token in run.span.slice(text).split_whitespace() {
        if let Token::Lost(cells) = token_kind(token) {
            words.push(cells);
        }
    }
    let enough = words.iter().filter(|&&cells| cells >= 2).count() >= 2 && words.iter().sum::<usize>() >= CELLS;
    let alike = words.windows(2).all(|pair| pair.first() == pair.last());
    let longest = words.iter().copied().max().unwrap_or_default();
    let neighbour = |token: Option<Span>| token.map(|token| token.slice(text)).unwrap_or_default();
    let (before, after) = (neighbour(run.before), neighbour(run.after));
    let numbered = is_number(before) || is_number(after) || run.span.slice(text).split_whitespace().any(is_number);
    // Unknown values in a row, and the hidden digits of a telephone or card number.
    let placeholder = alike && longest <= 3 || numbered && (alike || words.len() <= 3 && longest <= 4);
    // Nobody types these signs: a row of them is what is left of a word.
    let untyped = !run.span.slice(text).contains('?') && longest >= UNTYPED;
    (enough && !placeholder || untyped) && token_kind(before) != Token::Asked
}

/// Whether a token is a group of a telephone or card number: digits, with a plus or brackets.
fn is_number(token: &str) -> bool {
    let digits = token.trim_start_matches(['+', '(']).trim_end_matches(')');
    digits.len() >= 2 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// The mask in a span of a text; `None` when nothing there is lost.
fn measure(text: &str, span: Span) -> Option<Mask> {
    let span = trim_to_cells(text, span)?;
    let mut mask = Mask { span, words: Vec::new(), anchors: Vec::new() };
    let (mut in_word, mut in_anchor) = (false, false);
    for (at, c) in span.slice(text).char_indices() {
        let at = span.start + at;
        let cell = is_cell(c);
        if cell && in_word {
            if let Some(word) = mask.words.last_mut() {
                *word += 1;
            }
        } else if cell {
            mask.words.push(1);
        } else if !c.is_whitespace() {
            let end = at + c.len_utf8();
            match mask.anchors.last_mut().filter(|_| in_anchor) {
                Some(anchor) => anchor.end = end,
                None => mask.anchors.push(Span::new(at, end)),
            }
        }
        in_word = cell;
        in_anchor = !cell && !c.is_whitespace();
    }
    Some(mask)
}

/// The span from the first lost character to the last, with a quote or bracket at its edge whose partner stands inside.
fn trim_to_cells(text: &str, span: Span) -> Option<Span> {
    let inner = span.slice(text);
    let first = span.start + inner.find(is_cell)?;
    let (last, c) = inner.char_indices().rev().find(|&(_, c)| is_cell(c))?;
    let mut trimmed = Span::new(first, span.start + last + c.len_utf8());
    let before = text.get(span.start..trimmed.start).unwrap_or_default().chars().next_back();
    let after = text.get(trimmed.end..span.end).unwrap_or_default().chars().next();
    const PAIRS: [(char, char); 7] =
        [('«', '»'), ('“', '”'), ('‘', '’'), ('(', ')'), ('[', ']'), ('"', '"'), ('\'', '\'')];
    for (open, close) in PAIRS {
        let inside = trimmed.slice(text);
        let count = |sign: char| inside.chars().filter(|&c| c == sign).count();
        let (opens, closes) = if open == close { (count(open) % 2, 0) } else { (count(open), count(close)) };
        if opens > closes && after == Some(close) {
            trimmed.end += close.len_utf8();
        } else if (closes > opens || open == close && opens == 1) && before == Some(open) {
            trimmed.start -= open.len_utf8();
        }
    }
    Some(trimmed)
}

/// Whether a text, damaged as `mask` was, would have left `mask`.
///
/// Two kinds of damage are tried: one sign for each character (letter, vowel mark, joiner, Arabic punctuation), and one
/// for each byte of its UTF-8 form; each of them with invisible characters replaced too, and with these dropped before.
/// What is left in ASCII must stand in the text at the same place; any white space equals any other, since lines are
/// wrapped. Linear.
#[must_use]
pub fn mask_fits(mask: &str, candidate: &str) -> bool {
    [Signs::Characters, Signs::Bytes].into_iter().any(|signs| mask_fits_as(mask, candidate, signs))
}

/// What left a sign each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signs {
    /// Characters.
    Characters,
    /// The bytes of UTF-8.
    Bytes,
}

/// The same for one of the two kinds of damage.
#[must_use]
pub fn mask_fits_as(mask: &str, candidate: &str, signs: Signs) -> bool {
    if fits_plainly(mask, candidate, signs) {
        return true;
    }
    [false, true].into_iter().any(|drop| {
        let candidate = candidate.trim().chars().filter(|&c| !(drop && is_invisible(c)));
        fits(mask.trim(), candidate, signs == Signs::Bytes)
    })
}

/// The same for a mask of question marks and a candidate that differs in nothing else: most that fit do so plainly, and an index is
/// asked for thousands of them.
fn fits_plainly(mask: &str, candidate: &str, signs: Signs) -> bool {
    let mut mask = mask.bytes();
    candidate.bytes().all(|byte| match byte {
        0..0x80 => mask.next() == Some(byte),
        // A byte that goes on with a character.
        0x80..0xC0 if signs == Signs::Characters => true,
        _ => mask.next() == Some(b'?'),
    }) && mask.next().is_none()
}

fn fits(mask: &str, candidate: impl Iterator<Item = char>, bytes: bool) -> bool {
    let mut mask = mask.chars().peekable();
    let mut spaced = false;
    for c in candidate {
        if c.is_whitespace() {
            if !spaced && !mask.next_if(|c| c.is_whitespace()).is_some_and(char::is_whitespace) {
                return false;
            }
            while mask.next_if(|c| c.is_whitespace()).is_some() {}
            spaced = true;
            continue;
        }
        spaced = false;
        let Some(left) = mask.next() else { return false };
        if left == c || plain(c) == Some(left) {
            continue;
        }
        if c.is_ascii() || !is_cell(left) {
            return false;
        }
        let cells = if bytes { c.len_utf8() } else { 1 };
        for _ in 1..cells {
            if mask.next() != Some(left) {
                return false;
            }
        }
    }
    mask.next().is_none()
}

/// The ASCII sign that converters write for a character, where they know one.
#[must_use]
pub fn plain(c: char) -> Option<char> {
    Some(match c {
        '«' | '»' | '“' | '”' | '„' => '"',
        '‘' | '’' | '‚' | '‹' | '›' | '\u{2BC}' => '\'',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        '،' => ',',
        '؛' => ';',
        '٪' => '%',
        '٠'..='٩' => char::from_digit(c as u32 - 0x660, 10)?,
        '۰'..='۹' => char::from_digit(c as u32 - 0x6F0, 10)?,
        _ => return None,
    })
}
