//! Stray bidi controls and byte order marks: those that move nothing where they stand.
//!
//! A mark between two characters without a direction may be meant, and an isolate around a part of a line does its work.
//! Marks that touch a letter of their line's direction, and pairs around a whole title, do none.

use crate::repair::edit::Edit;
use crate::text::Span;
use crate::text::script::{has_arabic, is_arabic_letter};

/// The name of this damage.
const STRAY: &str = "stray-controls";
/// The name of a mark at the beginning of a file that came into its text.
const BYTE_ORDER_MARK: &str = "byte-order-mark";
/// Bits by which a text without them leads.
const LEAD: f64 = 12.0;

/// Marks of a title that do nothing for certain, from which on all of them are taken for strewn.
const STREWN: usize = 2;

const LRM: char = '\u{200E}';
const RLM: char = '\u{200F}';
const ALM: char = '\u{61C}';
const PDF: char = '\u{202C}';
const LRO: char = '\u{202D}';
const LRE: char = '\u{202A}';
const LRI: char = '\u{2066}';
const FSI: char = '\u{2068}';
const PDI: char = '\u{2069}';
const BOM: char = '\u{FEFF}';
const ZWJ: char = '\u{200D}';

/// The changes that take stray controls out of a line with letters of the Arabic script.
pub(super) fn changes(line: &str) -> Vec<Edit> {
    let signs: Vec<(usize, char)> = line.char_indices().collect();
    if !signs.iter().any(|sign| is_control(sign.1)) || !has_arabic(line) {
        return Vec::new();
    }
    let mut stray = vec![false; signs.len()];
    pairs(&signs, &mut stray);
    marks(&signs, &mut stray);
    wrapping_marks(&signs, &mut stray);
    let taken = signs.iter().zip(&stray).filter(|(_, stray)| **stray);
    taken
        .map(|(&(at, c), _)| {
            let first = c == BOM && at == 0;
            Edit {
                span: Span::new(at, at + c.len_utf8()),
                after: String::new(),
                steps: vec![if first { BYTE_ORDER_MARK } else { STRAY }],
                loss: (!first).then_some("where the controls stood"),
                torn: false,
                filled: None,
                lead: LEAD,
                runner_up: c.to_string(),
            }
        })
        .collect()
}

/// Whether a character is one of those that this family looks at.
pub(super) const fn is_control(c: char) -> bool {
    matches!(c, LRM | RLM | ALM | LRE..='\u{202E}' | LRI..=PDI | BOM | ZWJ)
}

const fn is_mark(c: char) -> bool {
    matches!(c, LRM | RLM | ALM)
}

/// Embeddings, overrides and isolates: the stray ones are marked, together with their ends.
fn pairs(signs: &[(usize, char)], stray: &mut [bool]) {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut found: Vec<(usize, Option<usize>)> = Vec::new();
    for (at, &(_, c)) in signs.iter().enumerate() {
        match c {
            LRE..='\u{202B}' | LRO..='\u{202E}' | LRI..=FSI => open.push((at, c)),
            PDF | PDI => match open.pop_if(|(_, opener)| (*opener >= LRI) == (c == PDI)) {
                Some((from, _)) => found.push((from, Some(at))),
                None => set(stray, at),
            },
            _ => {}
        }
    }
    found.extend(open.into_iter().map(|(from, _)| (from, None)));
    for (from, to) in found {
        let end = to.unwrap_or(signs.len());
        let inner = signs.get(from + 1..end).unwrap_or_default();
        let outer = signs.get(..from).unwrap_or_default().iter().chain(signs.get(end..).unwrap_or_default());
        let whole = !outer.clone().any(|sign| sign.1.is_alphanumeric());
        let opener = signs.get(from).map_or(' ', |sign| sign.1);
        let latin = inner.iter().filter(|sign| sign.1.is_ascii_alphabetic()).count();
        let arabic = inner.iter().filter(|sign| is_arabic_letter(sign.1)).count();
        let does_nothing = match opener {
            LRI | FSI => whole,
            _ => whole && latin < arabic || arabic > 3 * latin || inner.iter().all(|sign| is_control(sign.1)),
        };
        if does_nothing {
            set(stray, from);
            to.into_iter().for_each(|to| set(stray, to));
        }
    }
}

fn set(stray: &mut [bool], at: usize) {
    if let Some(slot) = stray.get_mut(at) {
        *slot = true;
    }
}

/// What stands beside a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    Arabic,
    Latin,
    Space,
    Other,
}

/// Marks, byte order marks and lone joiners. A lone non-joiner is common in Persian, where it does no harm, and stays.
fn marks(signs: &[(usize, char)], stray: &mut [bool]) {
    // The nearest characters that are no controls.
    let mut before = Vec::with_capacity(signs.len());
    let mut last = Beside::Space;
    for &(_, c) in signs {
        before.push(last);
        last = beside(c).unwrap_or(last);
    }
    let mut after = vec![Beside::Space; signs.len()];
    let mut next = Beside::Space;
    for (slot, &(_, c)) in after.iter_mut().zip(signs).rev() {
        *slot = next;
        next = beside(c).unwrap_or(next);
    }
    // Where marks are strewn over a title, those beside its numbers and signs are of the same sort.
    let pairs = usize::from(stray.contains(&true));
    let (mut certain, mut doubtful) = (pairs, Vec::new());
    for (at, &(_, c)) in signs.iter().enumerate() {
        let sides = (before.get(at).copied().unwrap_or(Beside::Space), after.get(at).copied().unwrap_or(Beside::Space));
        if ends_part(c) {
            (certain, doubtful) = (pairs, Vec::new());
        } else if is_stray(c, sides) {
            set(stray, at);
            certain += usize::from(is_mark(c));
        } else if is_mark(c) {
            doubtful.push(at);
        }
        // A left-to-right mark has less to do in such a title than its opposite.
        let enough = |at: &usize| certain >= STREWN || certain > 0 && signs.get(*at).is_some_and(|sign| sign.1 == LRM);
        doubtful.retain(|at| {
            let taken = enough(at);
            if taken {
                set(stray, *at);
            }
            !taken
        });
    }
}

/// What parts the titles of a line.
const fn ends_part(c: char) -> bool {
    matches!(c, '[' | ']' | ';')
}

/// Whether a control does nothing between two such characters.
fn is_stray(c: char, sides: (Beside, Beside)) -> bool {
    match c {
        BOM => true,
        ZWJ => sides == (Beside::Space, Beside::Space),
        RLM | ALM => sides.0 == Beside::Arabic || sides.1 == Beside::Arabic,
        LRM => {
            let free = |side| matches!(side, Beside::Space | Beside::Arabic);
            matches!(sides, (Beside::Latin, _) | (_, Beside::Latin))
                || sides.0 == Beside::Arabic && free(sides.1)
                || sides.1 == Beside::Arabic && free(sides.0)
        }
        _ => false,
    }
}

/// A pair of equal marks around a whole title: nothing of the script stands beside it in its part of the line.
fn wrapping_marks(signs: &[(usize, char)], stray: &mut [bool]) {
    let mut start = 0;
    for part in signs.split_inclusive(|sign| ends_part(sign.1)) {
        let first = part.iter().position(|sign| is_mark(sign.1));
        let last = part.iter().rposition(|sign| is_mark(sign.1));
        if let (Some(first), Some(last)) = (first, last)
            && first < last
            && part.get(first).map(|sign| sign.1) == part.get(last).map(|sign| sign.1)
        {
            let outer = part.get(..first).unwrap_or_default().iter().chain(part.get(last..).unwrap_or_default());
            let ahead = part.get(first.wrapping_sub(1)).is_none_or(|sign| !sign.1.is_alphanumeric());
            let behind = part.get(last - 1).is_some_and(|sign| !sign.1.is_whitespace());
            if ahead && behind && !outer.clone().any(|sign| is_arabic_letter(sign.1)) {
                set(stray, start + first);
                set(stray, start + last);
            }
        }
        start += part.len();
    }
}

/// What a character is beside a mark; `None` for controls.
fn beside(c: char) -> Option<Beside> {
    if is_control(c) {
        None
    } else if is_arabic_letter(c) {
        Some(Beside::Arabic)
    } else if c.is_alphabetic() {
        Some(Beside::Latin)
    } else if c.is_whitespace() {
        Some(Beside::Space)
    } else {
        Some(Beside::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(line: &str) -> String {
        crate::repair::edit::applied(line, &changes(line)).0
    }

    #[test]
    fn stray_controls_go() {
        for line in [
            "\u{202B}قال نعم.\u{202C}",
            "Radio, \u{2067}قال نعم (1)\u{2069}, 2024",
            "Radio, '\u{200F}قال نعم.\u{200F}', 2024",
            "\u{FEFF}قال نعم",
            "قال \u{200F}نعم \u{200E}ثم ذهب.\u{200E}",
            "قال\u{202C} نعم",
            "\u{202D}قال نعم\u{202C}",
        ] {
            let plain: String = line.chars().filter(|&c| !is_control(c)).collect();
            assert_eq!(cleaned(line), plain, "{}", line.escape_unicode());
        }
    }

    #[test]
    fn controls_at_work_stay() {
        for line in [
            "قال: \u{200F}\"نعم\" ثم ذهب (1).",
            "لغة C++\u{200E} هي",
            "اسم الملف \u{2068}report (2).pdf\u{2069} في المجلد",
            "شركة \u{2066}Acme (UK)\u{2069} في لندن",
            "می\u{200C}خواهم",
            "سنة 1402 ه\u{200D} في",
            "Emoji 👨\u{200D}👩\u{200D}👧 عائلة",
        ] {
            assert_eq!(cleaned(line), line);
        }
    }
}
