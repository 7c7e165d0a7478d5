//! Notes: which marks begin one, how far its text goes, and which marks refer to it.
//!
//! A link within the document (`[352](#)`) and Markdown's `[^1]:` say themselves that they mark a note. Other marks, such as
//! `[1]`, `(1)` or `¹`, begin notes only in a run of rising numbers that stands under a heading such as «Notes» or that the
//! text before refers to; elsewhere they are text.

use super::layout::{Syntax, heads_notes};
use super::marks::{self, Form, Mark};
use super::{Block, BlockKind, Note, Outline, Reference};
use crate::text::Span;
use std::collections::{HashMap, HashSet};

/// A mark at the beginning of a line, which may be the label of a note.
struct Candidate {
    mark: Mark,
    /// The block in which it stands.
    block: usize,
    /// Whether it begins the block.
    first: bool,
    /// Whether nothing else stands on its line.
    alone: bool,
    section: Section,
}

/// What the last heading or rule before a mark says.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Section {
    number: usize,
    of_notes: bool,
    after_rule: bool,
}

/// How far a first-in-block number may be ahead of the one before it, where notes are missing.
const LARGEST_GAP: u32 = 5;

/// Tells the notes of a text from its other blocks, and finds the references to them.
pub(super) fn outline(text: &str, blocks: &[Block], syntax: Syntax) -> Outline {
    let marks = marks_in(text, blocks);
    let labels = accepted(candidates(text, blocks), &marks);
    let (blocks, notes) = cut(text, blocks, &labels, &marks);
    let references = references(text, &blocks, &notes, &labels, marks, syntax);
    Outline { blocks, notes, references }
}

/// All marks outside code, in order.
fn marks_in(text: &str, blocks: &[Block]) -> Vec<Mark> {
    let mut found = Vec::new();
    for block in blocks.iter().filter(|block| block.kind != BlockKind::Code) {
        let bytes = block.span.slice(text).as_bytes();
        let mut at = 0;
        while let Some(offset) = bytes.get(at..).and_then(|rest| rest.iter().position(|&byte| marks::may_begin(byte))) {
            at += offset;
            let mark = marks::at(text, block.span.start + at).filter(|mark| mark.span.end <= block.span.end);
            at = mark.as_ref().map_or(at + 1, |mark| mark.span.end - block.span.start);
            found.extend(mark);
        }
    }
    found
}

fn candidates(text: &str, blocks: &[Block]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut section = Section { number: 0, of_notes: false, after_rule: false };
    for (nth, block) in blocks.iter().enumerate() {
        let written = block.span.slice(text);
        match block.kind {
            BlockKind::Heading => {
                section = Section { number: nth + 1, of_notes: heads_notes(written), after_rule: false };
            }
            BlockKind::Code if !written.contains(char::is_alphanumeric) && !written.contains('|') => {
                section = Section { number: nth + 1, after_rule: true, ..section };
            }
            BlockKind::Paragraph | BlockKind::ListItem => {
                let starts = memchr::memchr_iter(b'\n', written.as_bytes()).map(|at| at + 1);
                for start in std::iter::once(0).chain(starts) {
                    found.extend(candidate(text, *block, nth, start, section));
                }
            }
            _ => {}
        }
    }
    found
}

/// The label with which the line at `start` of a block may begin.
fn candidate(text: &str, block: Block, nth: usize, start: usize, section: Section) -> Option<Candidate> {
    let line = text.get(block.span.start + start..block.span.end)?;
    let indent = line.bytes().take(64).take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let at = block.span.start + start + indent;
    let mut mark = marks::at(text, at)
        .or_else(|| marks::bare(text, at).filter(|_| section.of_notes || section.after_rule))
        .filter(|mark| mark.span.end <= block.span.end)?;
    let rest = text.get(mark.span.end..block.span.end)?;
    if mark.form == Form::Caret {
        // Without its colon it is a reference.
        rest.strip_prefix(':')?;
        mark.span.end += 1;
    }
    let rest = text.get(mark.span.end..block.span.end)?;
    let alone = rest.bytes().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r')).is_none_or(|byte| byte == b'\n');
    Some(Candidate { mark, block: nth, first: start == 0, alone, section })
}

/// The candidates that are labels of notes, in order.
fn accepted(candidates: Vec<Candidate>, marks: &[Mark]) -> Vec<Candidate> {
    let starts: HashSet<usize> = candidates.iter().map(|candidate| candidate.mark.span.start).collect();
    let mut first_use: HashMap<(Form, String), usize> = HashMap::new();
    for mark in marks.iter().filter(|mark| mark.form == Form::Link || !starts.contains(&mark.span.start)) {
        first_use.entry((mark.form, marks::key(&mark.label))).or_insert(mark.span.start);
    }
    let used_before = |mark: &Mark, before: usize| {
        let forms = [Form::Link, Form::Caret, Form::Square, Form::Round, Form::Raised];
        let key = marks::key(&mark.label);
        forms
            .into_iter()
            .filter(|&form| refers(form, mark.form))
            .any(|form| first_use.get(&(form, key.clone())).is_some_and(|&at| at < before))
    };
    let mut labels: Vec<Candidate> = Vec::new();
    let mut run: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        match candidate.mark.form {
            Form::Caret => labels.push(candidate),
            Form::Link => {
                let in_note = labels.last().is_some_and(|label| label.block == candidate.block);
                let used = candidate.alone && used_before(&candidate.mark, candidate.mark.span.start);
                if candidate.first || in_note || used {
                    labels.push(candidate);
                }
            }
            _ if goes_on(&run, &candidate) => run.push(candidate),
            _ if candidate.first && may_start(&candidate) => {
                settle(&mut run, &mut labels, used_before);
                run.push(candidate);
            }
            _ => {}
        }
    }
    settle(&mut run, &mut labels, used_before);
    labels.sort_by_key(|label| label.mark.span);
    labels
}

/// Whether a mark can be the first of a run.
fn may_start(candidate: &Candidate) -> bool {
    let year = marks::value(&candidate.mark.label).is_some_and(|value| (1000..=2100).contains(&value));
    let number = marks::value(&candidate.mark.label).is_some();
    !year && (number || candidate.section.of_notes || candidate.section.after_rule)
}

/// Whether a mark is the next of a run.
fn goes_on(run: &[Candidate], candidate: &Candidate) -> bool {
    let Some(last) = run.last() else { return false };
    if last.mark.form != candidate.mark.form || last.section != candidate.section {
        return false;
    }
    match (marks::value(&last.mark.label), marks::value(&candidate.mark.label)) {
        (Some(last), Some(next)) if candidate.first => next > last && next - last <= LARGEST_GAP,
        (Some(last), Some(next)) => last.checked_add(1) == Some(next),
        _ => candidate.first && last.mark.label < candidate.mark.label,
    }
}

/// Takes the marks of a run as labels, if its section says so or the text before refers to at least half of them.
fn settle(run: &mut Vec<Candidate>, labels: &mut Vec<Candidate>, used_before: impl Fn(&Mark, usize) -> bool) {
    let Some(first) = run.first() else { return };
    let start = first.mark.span.start;
    let used = run.iter().filter(|candidate| used_before(&candidate.mark, start)).count();
    let bare = first.mark.form == Form::Bare;
    let headed = first.section.of_notes && (!bare || run.len() > 1);
    if headed || used > 0 && used * 2 >= run.len() {
        labels.append(run);
    }
    run.clear();
}

/// Whether a mark of one form can refer to a note whose label has the other.
fn refers(reference: Form, label: Form) -> bool {
    match reference {
        Form::Link => label != Form::Caret,
        Form::Caret => label == Form::Caret,
        Form::Square => matches!(label, Form::Square | Form::Bare | Form::Raised),
        Form::Round => matches!(label, Form::Round | Form::Bare),
        Form::Raised => label != Form::Caret,
        Form::Bare => false,
    }
}

/// Cuts the blocks at the labels, and gives each note its text.
fn cut(text: &str, blocks: &[Block], labels: &[Candidate], marks: &[Mark]) -> (Vec<Block>, Vec<Note>) {
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut notes = Vec::with_capacity(labels.len());
    let mut done = 0;
    for (nth, label) in labels.iter().enumerate() {
        let Some(block) = blocks.get(label.block) else { continue };
        out.extend(blocks.get(done..label.block).unwrap_or_default());
        let first_here = nth == 0 || labels.get(nth - 1).is_none_or(|before| before.block != label.block);
        let before = Span::new(block.span.start, label.mark.span.start).trim(text);
        if first_here && !before.is_empty() {
            out.push(Block { kind: block.kind, span: before });
        }
        let next = labels.get(nth + 1);
        let end = next.filter(|next| next.block == label.block).map_or(block.span.end, |next| next.mark.span.start);
        let mut body = Span::new(label.mark.span.end, end).trim(text);
        let span = label.mark.span.cover(if body.is_empty() { Span::at(label.mark.span.end) } else { body });
        out.push(Block { kind: BlockKind::Note, span });
        done = done.max(label.block + 1);
        if end == block.span.end {
            let more = following(text, blocks, label, next, body.is_empty(), marks);
            for block in blocks.get(done..done + more).unwrap_or_default() {
                out.push(Block { kind: BlockKind::Note, ..*block });
                body = if body.is_empty() { block.span } else { body.cover(block.span) };
            }
            done += more;
        }
        notes.push(Note { label: label.mark.label.clone(), mark: label.mark.span, body });
    }
    out.extend(blocks.get(done..).unwrap_or_default());
    (out, notes)
}

/// How many of the blocks after a label's own belong to its note.
///
/// The first does when the label stands alone. The others do when nothing but notes stands up to the next label; where
/// running text goes on after a note, only paragraphs that hold an address do.
fn following(
    text: &str,
    blocks: &[Block],
    label: &Candidate,
    next: Option<&Candidate>,
    empty: bool,
    marks: &[Mark],
) -> usize {
    let after = blocks.get(label.block + 1..).unwrap_or_default();
    let stretch = next.map_or(usize::MAX, |next| next.block.saturating_sub(label.block + 1));
    let textual = |block: &&Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem);
    if label.mark.form == Form::Caret {
        return after
            .iter()
            .take(stretch)
            .take_while(textual)
            .take_while(|block| is_indented(text, block.span))
            .count();
    }
    let least = usize::from(empty).min(after.iter().take(stretch.min(1)).take_while(textual).count());
    let refers = |block: &Block| {
        let first = marks.partition_point(|mark| mark.span.start < block.span.start);
        marks
            .get(first)
            .is_some_and(|mark| mark.span.start < block.span.end && matches!(mark.form, Form::Link | Form::Caret))
    };
    let only_notes = next.is_some_and(|next| next.first)
        && after.iter().take(stretch).all(|block| textual(&block))
        && !after.iter().take(stretch).skip(least).any(refers);
    if only_notes {
        return stretch;
    }
    let has_address = |block: &&Block| {
        let written = block.span.slice(text);
        !refers(block) && ["](", "http", "www."].iter().any(|sign| written.contains(sign))
    };
    least + after.iter().take(stretch).skip(least).take_while(textual).take_while(has_address).count()
}

/// Whether a block stands further in than the margin.
fn is_indented(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).unwrap_or_default().as_bytes();
    before.ends_with(b"  ") || before.ends_with(b"\t")
}

/// The marks that refer to a note, or say themselves that they do.
fn references(
    text: &str,
    blocks: &[Block],
    notes: &[Note],
    labels: &[Candidate],
    marks: Vec<Mark>,
    syntax: Syntax,
) -> Vec<Reference> {
    let of_labels: HashSet<usize> = notes.iter().map(|note| note.mark.start).collect();
    let known: HashSet<(Form, String)> =
        labels.iter().map(|label| (label.mark.form, marks::key(&label.mark.label))).collect();
    let known_to = |mark: &Mark| {
        let forms = [Form::Link, Form::Caret, Form::Square, Form::Round, Form::Raised, Form::Bare];
        let key = marks::key(&mark.label);
        forms.into_iter().any(|label| refers(mark.form, label) && known.contains(&(label, key.clone())))
    };
    let is_reference = |mark: &Mark| {
        if of_labels.contains(&mark.span.start) {
            return false;
        }
        match mark.form {
            Form::Link => true,
            Form::Caret => syntax == Syntax::Markdown || known_to(mark),
            Form::Bare => false,
            Form::Square | Form::Round | Form::Raised => {
                let nth = blocks.partition_point(|block| block.span.end <= mark.span.start);
                let running = blocks
                    .get(nth)
                    .is_some_and(|block| block.kind != BlockKind::Note && block.span.start < mark.span.start);
                running && !is_power(text, mark) && known_to(mark)
            }
        }
    };
    let found = marks.into_iter().filter(is_reference);
    found.map(|mark| Reference { label: mark.label, span: mark.span, note: None }).collect()
}

/// Whether a raised figure is a power: `km²`, `10^{6}`.
fn is_power(text: &str, mark: &Mark) -> bool {
    if mark.form != Form::Raised {
        return false;
    }
    let before = text.get(..mark.span.start).unwrap_or_default();
    let unit = ["m", "km", "cm", "mm", "ft", "mi", "م", "كم", "سم"].iter().any(|unit| {
        before.strip_suffix(unit).is_some_and(|rest| rest.ends_with(|c: char| c.is_whitespace() || c.is_ascii_digit()))
    });
    unit || text.get(mark.span.start..).is_some_and(|mark| mark.starts_with("^{")) && before.ends_with("10")
}
