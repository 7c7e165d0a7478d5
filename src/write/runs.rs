//! Runs of the other direction inside a text, which HTML must isolate: Arabic in English, English in Arabic, and numbers
//! in groups, which a text from right to left would show with their groups in reverse.

use crate::align::Marker;
use crate::text::{Direction, Span, script};

/// The stretches of `text` that are to be isolated from a surrounding written in `base` direction, in order.
///
/// A run begins and ends with letters of the other direction (or with marks, digits and punctuation of that script) and
/// takes the brackets and quotation marks with it that open or close inside. Note markers belong to nobody.
pub(super) fn foreign(text: &str, base: Direction, markers: &[Marker]) -> Vec<Span> {
    // Letters of the scripts that run from right to left have lead bytes from 0xD6 on: most English text is decided here.
    if base == Direction::Ltr && !text.bytes().any(|byte| matches!(byte, 0xD6..=0xE0 | 0xEF | 0xF0)) {
        return Vec::new();
    }
    let mut finder = Finder { text, runs: Vec::new(), open: None };
    let mut markers = markers.iter().map(|marker| marker.span).filter(|span| !span.is_empty()).peekable();
    let mut group_end = 0;
    for (at, c) in text.char_indices() {
        while markers.next_if(|span| span.end <= at).is_some() {}
        if markers.peek().is_some_and(|span| span.start <= at) {
            continue;
        }
        let end = at + c.len_utf8();
        if at < group_end {
            continue;
        }
        match class(c, base) {
            Class::Foreign => finder.extend(at, end),
            Class::Follows if finder.open.is_some() => finder.extend(at, end),
            Class::Own => finder.close(),
            Class::Follows | Class::Neutral => {
                if base == Direction::Rtl
                    && c.is_numeric()
                    && let Some(length) = number_group(&text[at..])
                {
                    group_end = at + length;
                    finder.extend(at, group_end);
                }
            }
        }
    }
    finder.close();
    finder.runs
}

/// What a character does to a run.
enum Class {
    /// Begins or goes on with it.
    Foreign,
    /// Goes on with it when it is open.
    Follows,
    /// Ends it.
    Own,
    /// Leaves it open.
    Neutral,
}

fn class(c: char, base: Direction) -> Class {
    let rtl = script::is_arabic_letter(c) || is_other_rtl_letter(c);
    match base {
        Direction::Ltr if rtl => Class::Foreign,
        Direction::Ltr if script::is_arabic(c) => Class::Follows,
        Direction::Rtl if rtl => Class::Own,
        Direction::Rtl if c.is_ascii_digit() => Class::Follows,
        _ if c == '\n' => Class::Own,
        Direction::Ltr if c.is_alphabetic() => Class::Own,
        Direction::Rtl if c.is_alphabetic() && !script::is_arabic(c) => Class::Foreign,
        _ => Class::Neutral,
    }
}

/// Letters of Hebrew, Syriac, Thaana and N'Ko.
const fn is_other_rtl_letter(c: char) -> bool {
    matches!(c, '\u{5D0}'..='\u{5F2}' | '\u{710}'..='\u{72F}' | '\u{74D}'..='\u{74F}' | '\u{780}'..='\u{7A5}'
        | '\u{7CA}'..='\u{7EA}' | '\u{FB1D}'..='\u{FB4F}')
}

/// The length of a number whose thousands are set apart by spaces, at the start of a text: `250 000`.
fn number_group(text: &str) -> Option<usize> {
    let digits = |text: &str| -> (usize, usize) {
        text.chars()
            .take(4)
            .take_while(|c| c.is_numeric())
            .fold((0, 0), |(count, length), c| (count + 1, length + c.len_utf8()))
    };
    let (first, mut length) = digits(text);
    if !(1..=3).contains(&first) {
        return None;
    }
    let mut groups = 0;
    while let Some(rest) = text.get(length..).and_then(|rest| rest.strip_prefix([' ', '\u{A0}', '\u{202F}'])) {
        let (count, more) = digits(rest);
        if count != 3 {
            break;
        }
        length = text.len() - rest.len() + more;
        groups += 1;
    }
    (groups > 0).then_some(length)
}

/// The pairs of brackets and quotation marks that a run takes with it.
const PAIRS: [(char, char); 6] = [('(', ')'), ('[', ']'), ('{', '}'), ('«', '»'), ('“', '”'), ('‹', '›')];

/// The runs found so far, and the one that is open.
struct Finder<'t> {
    text: &'t str,
    runs: Vec<Span>,
    open: Option<Span>,
}

impl Finder<'_> {
    fn extend(&mut self, start: usize, end: usize) {
        self.open = Some(self.open.map_or(Span::new(start, end), |open| Span::new(open.start, end)));
    }

    fn close(&mut self) {
        if let Some(run) = self.open.take() {
            self.runs.push(self.with_brackets(run));
        }
    }

    /// A run with the bracket before it that closes inside, and the bracket after it that opened inside.
    fn with_brackets(&self, run: Span) -> Span {
        let inner = run.slice(self.text);
        let before = self.text.get(..run.start).and_then(|text| text.chars().next_back());
        let after = self.text.get(run.end..).and_then(|text| text.chars().next());
        let floor = self.runs.last().map_or(0, |last| last.end);
        let mut run = run;
        for (opening, closing) in PAIRS {
            let balance = inner.chars().fold((0i32, 0i32), |(depth, lowest), c| {
                let depth = depth + i32::from(c == opening) - i32::from(c == closing);
                (depth, lowest.min(depth))
            });
            if balance.1 < 0 && before == Some(opening) && run.start - opening.len_utf8() >= floor {
                run.start -= opening.len_utf8();
            }
            if balance.0 - balance.1 > 0 && after == Some(closing) {
                run.end += closing.len_utf8();
            }
        }
        run
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, base: Direction) -> Vec<&str> {
        foreign(text, base, &[]).into_iter().map(|run| run.slice(text)).collect()
    }

    #[test]
    fn arabic_in_english() {
        for (text, expected) in [
            ("No Arabic at all, “quoted” – naïve", vec![]),
            ("BBC News, قلعة مصياف [Masyaf castle], 2025", vec!["قلعة مصياف"]),
            ("Enab, قلعة (مصياف) [x]", vec!["قلعة (مصياف)"]),
            ("Enab, «قلعة» مصياف [x]", vec!["«قلعة» مصياف"]),
            ("Enab, [قلعة مصياف]", vec!["قلعة مصياف"]),
            ("one نعم two لا، three", vec!["نعم", "لا،"]),
            ("עברית and عربي", vec!["עברית", "عربي"]),
            ("first قلعة\nمصياف", vec!["قلعة", "مصياف"]),
        ] {
            assert_eq!(found(text, Direction::Ltr), expected, "{text}");
        }
    }

    #[test]
    fn english_and_numbers_in_arabic() {
        for (text, expected) in [
            ("قلعة مصياف", vec![]),
            ("قالت BBC News إن", vec!["BBC News"]),
            ("نحو 250 000 نسمة", vec!["250 000"]),
            ("في 4 2024 كان", vec![]),
            ("شركة (Apple Inc.) هنا", vec!["Apple Inc"]),
            ("تقرير F (x) هنا", vec!["F (x)"]),
        ] {
            assert_eq!(found(text, Direction::Rtl), expected, "{text}");
        }
    }

    #[test]
    fn a_marker_does_not_end_a_run_and_does_not_begin_one() {
        let text = "قلعة^{[a](#)} مصياف^{[b](#)} in";
        let at = |label: &str| {
            let start = text.find(&format!("^{{[{label}]")).unwrap();
            Marker { span: Span::new(start, start + 9), label: label.to_owned() }
        };
        let runs = foreign(text, Direction::Ltr, &[at("a"), at("b")]);
        assert_eq!(runs.iter().map(|run| run.slice(text)).collect::<Vec<_>>(), ["قلعة^{[a](#)} مصياف"]);
    }
}
