//! Plain letters in place of shaped ones that stand in reading order.

use super::shapes::{self, ALLAH, Form, Shape, form, is_form, is_mark, joins_next, joins_previous};
use super::{layout, words};
use crate::repair::edit::Edit;
use crate::text::Span;
use crate::text::script::arabic_script_language;

/// The name of this damage.
const FORMS: &str = super::SHAPES;
/// The name of the loss of zero-width non-joiners that kept shaped letters apart.
const NON_JOINER_LOST: &str = "zero-width-non-joiner-lost";
/// The name of the damage of brackets and the number in them.
const BRACKETS: &str = "brackets-turned";
/// Bits by which brackets that open and close lead those that do not.
const TURNED: f64 = 5.0;
/// Bits by which forms in reading order lead: for each that is there, and for each place at which two fit.
const BITS_A_FORM: f64 = 6.0;
const ZWNJ: char = '\u{200C}';

/// The changes that resolve the forms of a line. A form that is shown by itself, as in a table of forms, is left.
pub(super) fn changes(line: &str) -> Vec<Edit> {
    if !shapes::has_forms(line) {
        return Vec::new();
    }
    let words: Vec<Span> = words::spans(line);
    let is_word = |span: &Span| {
        let text = span.slice(line);
        text.chars().filter(|&c| !is_mark(c)).count() > 1 && shapes::has_forms(text) || text.chars().any(is_ligature)
    };
    if !words.iter().any(is_word) {
        return Vec::new();
    }
    let apart = loses_non_joiners(line);
    let mut changes: Vec<Edit> =
        stretches(line, &words).into_iter().filter_map(|span| change(line, span, apart)).collect();
    changes.extend(turned_brackets(line).filter(|turned| !words.iter().any(|word| word.overlaps(turned.span))));
    changes.sort_by_key(|change| change.span.start);
    changes.dedup_by(|b, a| a.span.overlaps(b.span));
    changes
}

/// Brackets that stand the wrong way round about a number, in a line that shows by its forms that it went through a
/// typesetter: it was reversed letter by letter out of display order.
fn turned_brackets(line: &str) -> impl Iterator<Item = Edit> {
    let mut open = 0usize;
    line.match_indices(['(', ')']).filter_map(move |(at, bracket)| {
        if bracket == "(" || open > 0 {
            open = if bracket == "(" { open + 1 } else { open - 1 };
            return None;
        }
        let numeric = |c: char| c.is_numeric() || matches!(c, '.' | '/' | '-');
        let tail = line.get(at + 1..)?;
        let inner = tail.get(..tail.find(|c| !numeric(c))?)?;
        if inner.is_empty() || !tail.get(inner.len()..)?.starts_with('(') {
            return None;
        }
        let turned: String = inner.chars().rev().collect();
        let (kept, turned) = (format!("({inner})"), format!("({turned})"));
        let lead = layout::bits(' ', &kept, ' ') - layout::bits(' ', &turned, ' ');
        let (after, runner_up) = if lead > 0.0 { (turned, kept) } else { (kept, turned) };
        let span = Span::new(at, at + inner.len() + 2);
        let lead = lead.abs() + TURNED;
        Some(Edit { span, after, steps: vec![BRACKETS], loss: None, torn: false, filled: None, lead, runner_up })
    })
}

/// Whether a form holds more than one letter.
fn is_ligature(c: char) -> bool {
    form(c).is_some_and(|form| form.plain.chars().filter(|&c| !is_mark(c)).count() > 1)
}

/// Stretches from the first to the last form, parted by text of other scripts.
fn stretches(line: &str, words: &[Span]) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for span in words.iter().filter(|span| shapes::has_forms(span.slice(line)) || span.slice(line).contains(ALLAH)) {
        let gap = found.last().map(|last| line.get(last.end..span.start).unwrap_or_default());
        let joins = gap.is_some_and(|gap| {
            gap.len() < 60 && !gap.contains(|c: char| c.is_ascii_alphabetic() || matches!(c, '[' | ']' | ';'))
        });
        match found.last_mut() {
            Some(last) if joins => last.end = span.end,
            _ => found.push(*span),
        }
    }
    found
}

/// Whether letters that do not join as they should show the loss of non-joiners: in some places, not in all.
fn loses_non_joiners(line: &str) -> bool {
    let chars: Vec<char> = line.chars().filter(|&c| !is_mark(c)).collect();
    let pairs = chars.windows(2).filter_map(|pair| Some((pair.first().copied()?, pair.last().copied()?)));
    let (mut joined, mut apart) = (0, 0);
    for (a, b) in pairs {
        if let (Some((_, before)), Some((_, after))) = (shaped(a), shaped(b)) {
            joined += usize::from(before.joins_after && after.joins_before);
            apart += usize::from(parts(a, b));
        }
    }
    let plain = shapes::plain(line);
    apart > 0 && joined > 2 * apart && arabic_script_language(&plain).is_some_and(|lang| lang != crate::text::Lang::AR)
}

fn shaped(c: char) -> Option<(&'static Form, Shape)> {
    let form = form(c)?;
    Some((form, form.shape?))
}

/// Whether two forms side by side stand apart although their letters join: only a non-joiner does that.
fn parts(a: char, b: char) -> bool {
    let (Some((before, left)), Some((after, right))) = (shaped(a), shaped(b)) else { return false };
    shapes::part(before, left, after, right)
}

/// Resolves the forms of a stretch, and shapes the result again for the proof.
fn change(line: &str, span: Span, apart: bool) -> Option<Edit> {
    let before: Vec<char> = span.slice(line).chars().collect();
    if !before.iter().any(|&c| is_form(c)) {
        return None;
    }
    let mut after = String::with_capacity(span.len());
    let mut non_joiners = 0;
    let mut forms = 0;
    for (at, &c) in before.iter().enumerate() {
        match form(c) {
            Some(form) => {
                after.push_str(&form.plain);
                forms += 1;
            }
            None if c == ALLAH => after.push_str("الله"),
            None => after.push(c),
        }
        if apart && before.get(at + 1).is_some_and(|&next| parts(c, next)) {
            after.push(ZWNJ);
            non_joiners += 1;
        }
    }
    let exact = shape_like(&before, &after);
    let steps = if non_joiners > 0 { vec![FORMS, NON_JOINER_LOST] } else { vec![FORMS] };
    let lead = f64::from(forms) * BITS_A_FORM;
    let runner_up = span.slice(line).to_owned();
    let loss = (!exact).then_some("the shape of letters that do not join as they stand");
    Some(Edit { span, after, steps, loss, torn: false, filled: None, lead, runner_up })
}

/// Whether the plain letters, shaped again where `before` has forms, give it back. Lost non-joiners part letters and then
/// are left out.
fn shape_like(before: &[char], after: &str) -> bool {
    let plain: Vec<char> = after.chars().collect();
    let mut at = 0;
    for &c in before {
        if plain.get(at) == Some(&ZWNJ) && c != ZWNJ {
            at += 1;
        }
        let letters = match form(c) {
            Some(form) => form.plain.as_str(),
            None if c == ALLAH => "الله",
            None if plain.get(at) == Some(&c) => {
                at += 1;
                continue;
            }
            None => return false,
        };
        let count = letters.chars().count();
        let left = plain.get(..at).unwrap_or_default().iter().rev().copied().find(|&c| !is_mark(c));
        let right = plain.get(at + count..).unwrap_or_default().iter().copied().find(|&c| !is_mark(c));
        let (first, last) = (letters.chars().next(), letters.chars().next_back());
        let joins_before = left.is_some_and(joins_next) && first.is_some_and(joins_previous);
        let joins_after = last.is_some_and(joins_next) && right.is_some_and(joins_previous);
        if c != ALLAH && shapes::shaped(letters, joins_before, joins_after) != Some(c) {
            return false;
        }
        at += count;
    }
    at == plain.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(line: &str) -> (String, bool) {
        let changes = changes(line);
        let exact = changes.iter().all(|change| change.loss.is_none());
        (crate::repair::edit::applied(line, &changes).0, exact)
    }

    #[test]
    fn forms_become_letters() {
        assert_eq!(resolved("ﻣﻨﺼﺔ ﻭﺍﺣﺪﺓ. ﻓﺮﺹ"), ("منصة واحدة. فرص".to_owned(), true));
        assert_eq!(resolved("السﻻم في البﻻد").0, "السلام في البلاد");
        assert_eq!(resolved("ﷲ ﻋﻠﻴﻜﻢ").0, "الله عليكم");
    }

    #[test]
    fn lost_non_joiners_come_back() {
        assert_eq!(resolved("ﻧﺎﻣﻪﻫﺎﯼ ﻣﯽﺧﻮﺍﻫﻢ"), ("نامه\u{200C}های می\u{200C}خواهم".to_owned(), true));
    }

    #[test]
    fn brackets_turned_with_their_number_are_turned_back() {
        assert_eq!(resolved("ﺣﻘوق اﻹﻧﺳﺎن ﻓﻲ اﻟدﺳﺗور )٥٠٠٢(").0, "حقوق الإنسان في الدستور (٢٠٠٥)");
        assert_eq!(resolved("ﺣﻘﻮﻕ (٢٠٠٥) ﻭ )٢٠٠٥(").0, "حقوق (٢٠٠٥) و (٢٠٠٥)");
    }

    #[test]
    fn forms_shown_on_purpose_stay() {
        for line in ["The form ﻍ is isolated.", "ﻍ ﻎ ﻏ ﻐ", "ﷺ", "قال ﷺ ﷲ"] {
            assert_eq!(resolved(line).0, line);
        }
    }
}
