//! How well punctuation, brackets, numbers and Latin words sit in a text: what a line in the wrong order gives away.

use super::shapes;

/// Bits that an end of a sentence costs before a word, and words glued to it.
const STOP_AHEAD: f64 = 6.0;
const STOP_GLUED: f64 = 3.0;
/// Bits that a bracket costs on the wrong side of its space, and one without its partner.
const BRACKET_ASIDE: f64 = 3.0;
const BRACKET_ALONE: f64 = 5.0;
/// Bits that a straight quotation mark costs that neither opens nor closes, and one without its partner.
const QUOTE_ASIDE: f64 = 3.0;
const QUOTE_ALONE: f64 = 4.0;

/// Bits of the layout of a text that stands between two characters.
pub(super) fn bits(before: char, text: &str, after: char) -> f64 {
    let mut bits = 0.0;
    let mut open: Vec<char> = Vec::new();
    let mut quotes: Vec<char> = Vec::new();
    let mut previous = before;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(after);
        bits += match c {
            '.' | ',' | '،' | '؛' | ':' | '!' | '؟' | '?' | '۔' | '…' => stop(previous, next),
            '(' | '[' | '{' | '«' | '“' | '‹' => {
                open.push(c);
                aside(is_word(previous)) + aside(next.is_whitespace())
            }
            ')' | ']' | '}' | '»' | '”' | '›' => {
                let paired = open.pop_if(|open| closes(*open) == c).is_some();
                aside(is_word(next)) + aside(previous.is_whitespace()) + if paired { 0.0 } else { BRACKET_ALONE }
            }
            '"' => quote(&mut quotes, c, previous, next),
            '\'' | '’' | '‘' if is_word(previous) && is_word(next) => 0.0,
            '\'' => quote(&mut quotes, c, previous, next),
            '–' | '—' if previous == before && before.is_whitespace() => BRACKET_ASIDE,
            _ => 0.0,
        };
        previous = c;
    }
    bits + open.len() as f64 * BRACKET_ALONE + quotes.len() as f64 * QUOTE_ALONE + numbers(text) + latin(text)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

fn stop(previous: char, next: char) -> f64 {
    let inside =
        previous.is_ascii_alphanumeric() && next.is_ascii_alphanumeric() || previous.is_numeric() && next.is_numeric();
    if inside {
        return 0.0;
    }
    let ahead = previous.is_whitespace() || matches!(previous, '(' | '[' | '«' | '“' | '"' | '\'');
    (if ahead { STOP_AHEAD } else { 0.0 }) + if is_word(next) { STOP_GLUED } else { 0.0 }
}

fn aside(wrong: bool) -> f64 {
    if wrong { BRACKET_ASIDE } else { 0.0 }
}

const fn closes(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '«' => '»',
        '“' => '”',
        _ => '›',
    }
}

/// A straight quotation mark opens after a space and closes before one; elsewhere by turns.
fn quote(open: &mut Vec<char>, c: char, previous: char, next: char) -> f64 {
    let (starts, ends) = (!is_word(previous) && is_word(next), is_word(previous) && !is_word(next));
    let closing = if starts == ends { open.last() == Some(&c) } else { ends };
    let alone = if closing {
        open.pop_if(|open| *open == c).is_none()
    } else {
        open.push(c);
        false
    };
    let (inner, outer) = if closing { (previous, next) } else { (next, previous) };
    let wrong = |wrong: bool, bits: f64| if wrong { bits } else { 0.0 };
    wrong(inner.is_whitespace() || inner == c, QUOTE_ASIDE)
        + wrong(is_word(outer), QUOTE_ASIDE)
        + wrong(alone, QUOTE_ALONE)
}

/// Bits by which numbers are unlike those that people write: by their first digit (Benford 1938), their length, and
/// whether they are round, a year or a day of a month.
fn numbers(text: &str) -> f64 {
    let mut bits = 0.0;
    let chars: Vec<char> = text.chars().collect();
    let mut at: usize = 0;
    for piece in chars.chunk_by(|a, b| digit(*a).is_some() == digit(*b).is_some()) {
        let digits: Vec<u32> = piece.iter().filter_map(|c| digit(*c)).collect();
        if !digits.is_empty() {
            let around = |at: Option<usize>| at.and_then(|at| chars.get(at)).copied().unwrap_or(' ');
            let before = around(at.checked_sub(1));
            let after = (around(Some(at + piece.len())), around(Some(at + piece.len() + 1)));
            let parted = at > 1 && matches!(before, ',' | '.' | '٬' | '٫') && digit(around(Some(at - 2))).is_some();
            bits += match (parted, before) {
                // Thousands stand in threes, decimals by one or two.
                (true, ',' | '٬') => {
                    if digits.len() == 3 {
                        -1.0
                    } else {
                        3.0
                    }
                }
                (true, _) => {
                    if digits.len() == 1 {
                        -1.0
                    } else {
                        0.0
                    }
                }
                // Letters before a number, as in NLRP3; after it, as in 3PRLN.
                _ if before.is_ascii_alphabetic() => 0.0,
                _ => number_bits(&digits),
            };
            bits += if digits.len() == 2 && is_month(&chars, at + 3) && !is_day(&digits) { NO_DAY } else { 0.0 };
            let capitals = after.0.is_ascii_uppercase() && after.1.is_ascii_uppercase();
            // A degree sign comes after its number.
            bits += if before == '°' { 4.0 } else { 0.0 };
            bits += if capitals || after.0 == '-' && after.1.is_ascii_uppercase() { 3.0 } else { 0.0 };
        }
        at += piece.len();
    }
    bits
}

/// Bits of a number before the name of a month that is no day of one.
const NO_DAY: f64 = 6.0;

/// Names of months in Arabic, Persian and Urdu.
const MONTHS: &str = "يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار \
                      نيسان أيار حزيران تموز آب أيلول تشرين ژانویه فوریه آوریل ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر \
                      دسامبر فروردین اردیبهشت خرداد مرداد شهریور آبان آذر بهمن اسفند جنوری فروری مارچ اپریل مئی جون \
                      جولائی اگست ستمبر اکتوبر نومبر دسمبر";

/// Whether the name of a month begins at a place.
fn is_month(chars: &[char], at: usize) -> bool {
    let word: String = chars.iter().skip(at).take_while(|c| c.is_alphabetic()).collect();
    let word = shapes::plain(&word);
    !word.is_empty() && MONTHS.split(' ').any(|month| month == word)
}

fn is_day(digits: &[u32]) -> bool {
    let number = digits.iter().fold(0, |number, digit| number * 10 + digit);
    (1..=31).contains(&number)
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => c.to_digit(10),
        '٠'..='٩' => Some(c as u32 - '٠' as u32),
        '۰'..='۹' => Some(c as u32 - '۰' as u32),
        _ => None,
    }
}

fn number_bits(digits: &[u32]) -> f64 {
    let first = digits.first().copied().unwrap_or(0);
    if digits.len() == 1 {
        return 0.0;
    }
    let lead = if first == 0 { 8.0 } else { -(1.0 + 1.0 / f64::from(first)).log10().log2() };
    let year = digits.len() == 4 && matches!(digits, [1, 9, ..] | [2, 0, ..]);
    let day = digits.len() == 2 && is_day(digits);
    let zeros = digits.iter().rev().take_while(|digit| **digit == 0).count() as f64;
    lead - if year { 5.0 } else { 0.0 } - if day { 0.7 } else { 0.0 } - zeros
}

/// Bits by which Latin words look turned round: a capital at the end of a small-letter word, and the order of letters.
fn latin(text: &str) -> f64 {
    /// Frequent pairs of letters in English and in romanized names that are rare the other way round.
    const PAIRS: &str =
        "th he in an nd ng ou hi co sh ch io ne qu ly wh ck ph gh rk ld nt st sy da mo ba ha kh cov who";
    let mut bits = 0.0;
    for word in text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1) {
        let bytes = word.as_bytes();
        let (first, last) = (bytes.first().copied().unwrap_or(0), bytes.last().copied().unwrap_or(0));
        let small = |rest: Option<&[u8]>| rest.is_some_and(|rest| rest.iter().all(u8::is_ascii_lowercase));
        if first.is_ascii_uppercase() && small(bytes.get(1..)) {
            bits -= 2.0;
        }
        if last.is_ascii_uppercase() && small(bytes.get(..bytes.len() - 1)) {
            bits += 4.0;
        }
        // Short names in capitals have no order of letters to speak of.
        if word.len() < 5 && !small(bytes.get(1..)) {
            continue;
        }
        let lower = word.to_ascii_lowercase();
        let turned: String = lower.chars().rev().collect();
        let hits = |word: &str| PAIRS.split(' ').filter(|pair| word.contains(pair)).count() as f64;
        bits += hits(&turned) - hits(&lower);
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_right_order_costs_less() {
        for (right, wrong) in [
            ("كوفيد-19 (تقرير).", ".(تقرير) 91-كوفيد"),
            ("قال: \"نعم\" ثم", "قال :\"نعم\" ثم"),
            ("عام 2020 في 28 آذار", "عام 0202 في 82 آذار"),
            ("شركة Syriatel", "شركة letairyS"),
            ("(COVID-19)", ")91-DIVOC("),
        ] {
            assert!(bits(' ', right, ' ') < bits(' ', wrong, ' '), "{right}");
        }
    }
}
