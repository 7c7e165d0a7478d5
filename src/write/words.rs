//! The words that people read in the outputs, said the same way in each of them.

use crate::align::UnitKind;
use crate::report::BlockKind;
use crate::text::{Certainty, Evidence, Finding, Lang};
use std::fmt::Write;

/// Most characters that a sentence quotes of one text; the data beside it has all of them.
const QUOTED: usize = 120;

/// Most word lengths that a sentence lists of one mask.
const LISTED: usize = 40;

/// A finding in one sentence: what was there, what became of it, by which rule, how certain, and why.
pub(super) fn finding(finding: &Finding, applied: bool) -> String {
    let before = quote(&finding.before);
    let mut said = match (&finding.after, applied, finding.certainty) {
        (Some(after), true, _) => format!("{before} became {}", quote(after)),
        (Some(after), false, _) => format!("{before} may stand for {}, and is left as it stands", quote(after)),
        (None, _, Certainty::Lost) => format!("{before} is lost"),
        (None, ..) => format!("{before} is noted"),
    };
    let _ = write!(said, " (rule {}, {})", finding.rule, finding.certainty);
    let mut reasons = finding.evidence.iter().map(Evidence::sentence);
    let first = reasons.next().unwrap_or_else(|| finding.certainty.meaning().to_owned());
    let _ = write!(said, ": {first}");
    for reason in reasons {
        let _ = write!(said, "; {reason}");
    }
    said.push('.');
    said
}

/// A text between directional isolates and quotation marks, cut when it is long.
fn quote(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("«\u{2068}{}…\u{2069}»", text.get(..end).unwrap_or_default()),
        None => format!("«\u{2068}{text}\u{2069}»"),
    }
}

/// Word lengths in a row: `3 4 6`.
pub(super) fn lengths(mask: &[usize]) -> String {
    let mut said = String::with_capacity(3 * mask.len().min(LISTED));
    for (at, length) in mask.iter().take(LISTED).enumerate() {
        let _ = write!(said, "{}{length}", if at > 0 { " " } else { "" });
    }
    if mask.len() > LISTED {
        let _ = write!(said, " … ({} words in all)", mask.len());
    }
    said
}

/// What is known of a lost title: `lost title: words of 3 4 6 characters`.
pub(super) fn lost_title(mask: Option<&[usize]>) -> String {
    match mask {
        Some(mask) if !mask.is_empty() => format!("lost title: words of {} characters", lengths(mask)),
        _ => "lost title".to_owned(),
    }
}

/// The word for a kind of unit.
pub(super) const fn unit_kind(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Heading => "heading",
        UnitKind::Sentence => "sentence",
        UnitKind::Citation => "citation",
        UnitKind::Title => "title",
        UnitKind::Term => "term",
    }
}

/// The word for so many units of a kind, of which only sentences are named together.
pub(super) const fn unit_kinds(kind: UnitKind, count: usize) -> &'static str {
    match kind {
        UnitKind::Sentence if count > 1 => "sentences",
        _ => unit_kind(kind),
    }
}

/// The word for a kind of block.
pub(super) const fn block_kind(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::ListItem => "list-item",
        BlockKind::TableCell => "table-cell",
        BlockKind::Note => "note",
        BlockKind::Code => "code",
    }
}

/// A sign that stands beside the word for a certainty, so that colour is not the only help to the eye.
pub(super) fn icon(certainty: &str) -> &'static str {
    match certainty {
        "proven" => "✓",
        "witnessed" => "≡",
        "decided" => "◆",
        "fitting" => "≈",
        "inferred" => "?",
        "lost" => "∅",
        _ => "",
    }
}

/// The name of a language in English, or its tag.
pub(super) fn language(lang: &Lang) -> &str {
    match lang.primary() {
        "ar" | "arb" => "Arabic",
        "ckb" => "Central Kurdish",
        "de" => "German",
        "en" => "English",
        "es" => "Spanish",
        "fa" | "prs" => "Persian",
        "fr" => "French",
        "he" => "Hebrew",
        "ku" | "kmr" => "Kurdish",
        "ps" => "Pashto",
        "ru" => "Russian",
        "sd" => "Sindhi",
        "syr" => "Syriac",
        "tr" => "Turkish",
        "ug" => "Uyghur",
        "ur" => "Urdu",
        "und" => "language not known",
        _ => lang.tag(),
    }
}

/// A number with thousands set apart by a space that does not break a line: `12 345`.
pub(super) fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut said = String::with_capacity(digits.len() + digits.len() / 3 * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            said.push('\u{A0}');
        }
        said.push(digit);
    }
    said
}

/// A count with its noun: `1 note`, `3 notes`.
pub(super) fn count(value: u64, one: &str, many: &str) -> String {
    format!("{}\u{A0}{}", number(value), if value == 1 { one } else { many })
}
