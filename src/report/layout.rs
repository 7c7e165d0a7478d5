//! The layout of plain text and Markdown, line by line: headings, paragraphs, list items, table cells, code.
//!
//! Markdown is read as CommonMark and its pipe tables lay blocks out, without its rules for nesting, in one pass over the
//! lines. Every byte that is not white space belongs to a block; the marking of tables and rules to blocks of code.

use super::citation::{digit, heads_bibliography};
use super::{Block, BlockKind, marks};
use crate::text::Span;

/// How the text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    Plain,
    Markdown,
}

/// Words that head a section of notes, in small letters.
const NOTE_SECTIONS: &[&str] = &[
    "notes",
    "footnotes",
    "endnotes",
    "end notes",
    "foot notes",
    "الهوامش",
    "هوامش",
    "الحواشي",
    "حواشي",
    "حواشٍ",
    "الملاحظات",
    "ملاحظات",
    "پانویس",
    "یادداشت‌ها",
    "پی‌نوشت",
];

/// The longest heading that is recognised without Markdown's marking, in bytes.
const LONGEST_HEADING: usize = 160;

/// The blocks of a text, notes not yet told from paragraphs.
pub(super) fn blocks(text: &str, syntax: Syntax) -> Vec<Block> {
    let mut layout = Layout { text, syntax, blocks: Vec::new(), open: None, fence: None, indented: false };
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain(std::iter::once(text.len())) {
        layout.line(Span::new(start, end));
        start = end + 1;
    }
    layout.close();
    if syntax == Syntax::Plain {
        lists_of_headings(text, &mut layout.blocks);
    }
    layout.blocks
}

struct Layout<'t> {
    text: &'t str,
    syntax: Syntax,
    blocks: Vec<Block>,
    /// The paragraph or list item that the next line may go on with.
    open: Option<Block>,
    /// The fence that closes the code block being read.
    fence: Option<(u8, usize)>,
    /// Whether indented lines go on with a list item or a note, and are no code.
    indented: bool,
}

impl Layout<'_> {
    fn line(&mut self, line: Span) {
        let span = line.trim(self.text);
        let written = span.slice(self.text);
        if let Some(fence) = self.fence {
            self.code_line(span, written, fence);
        } else if written.is_empty() {
            self.close();
        } else if self.syntax == Syntax::Markdown {
            self.markdown_line(line, span, written);
        } else {
            self.plain_line(span, written);
        }
    }

    /// A line between fences, or the fence that ends them.
    fn code_line(&mut self, span: Span, written: &str, (mark, width): (u8, usize)) {
        if !span.is_empty() {
            self.extend(BlockKind::Code, span);
        }
        if fence(written).is_some_and(|(m, w)| m == mark && w >= width) && written.bytes().all(|b| b == mark) {
            self.fence = None;
            self.close();
        }
    }

    fn markdown_line(&mut self, line: Span, span: Span, written: &str) {
        let indent = indent(line.slice(self.text));
        let going_on = matches!(self.open, Some(Block { kind: BlockKind::Paragraph | BlockKind::ListItem, .. }));
        if indent >= 4 && !going_on && !self.indented {
            return self.extend(BlockKind::Code, span);
        }
        if indent == 0 && !going_on {
            self.indented = false;
        }
        if let Some(fence) = fence(written) {
            self.close();
            self.extend(BlockKind::Code, span);
            self.fence = Some(fence);
        } else if is_atx(written) {
            self.alone(BlockKind::Heading, span);
        } else if is_underline(written) && matches!(self.open, Some(Block { kind: BlockKind::Paragraph, .. })) {
            let title = self.open.take();
            self.blocks.extend(title.map(|title| Block { kind: BlockKind::Heading, span: title.span.cover(span) }));
        } else if is_rule(written) || is_definition(written) {
            self.alone(BlockKind::Code, span);
        } else if is_row(written) {
            self.row(span, written);
        } else {
            self.text_line(span, written);
            self.indented |= written.starts_with("[^") && written.contains("]:");
        }
    }

    fn plain_line(&mut self, span: Span, written: &str) {
        if is_atx(written) {
            self.alone(BlockKind::Heading, span);
        } else if is_rule(written) {
            self.alone(BlockKind::Code, span);
        } else {
            self.text_line(span, written);
        }
    }

    /// A line of running text, or one with which a list item begins.
    fn text_line(&mut self, span: Span, written: &str) {
        if begins_item(written) && !self.inside_sentence(written) {
            self.close();
            self.indented = true;
            self.open = Some(Block { kind: BlockKind::ListItem, span });
        } else if let Some(open) = self.open.as_mut().filter(|open| open.kind != BlockKind::Code) {
            open.span = open.span.cover(span);
        } else {
            self.close();
            self.open = Some(Block { kind: BlockKind::Paragraph, span });
        }
    }

    /// Whether a line that begins with a number goes on with a paragraph: only a list that starts with 1 may interrupt one.
    fn inside_sentence(&self, written: &str) -> bool {
        matches!(self.open, Some(Block { kind: BlockKind::Paragraph, .. }))
            && written.starts_with(|c| digit(c).is_some())
            && !written.starts_with(['1', '١', '۱'])
    }

    /// The cells of a row of a table, and the bars between them.
    fn row(&mut self, span: Span, written: &str) {
        self.close();
        if written.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'\t' | b'+' | b'=')) {
            return self.alone(BlockKind::Code, span);
        }
        let mut start = span.start;
        for at in memchr::memchr_iter(b'|', written.as_bytes()).chain(std::iter::once(written.len())) {
            if at > 0 && written.as_bytes().get(at - 1) == Some(&b'\\') {
                continue;
            }
            let at = span.start + at;
            let cell = Span::new(start, at).trim(self.text);
            if !cell.is_empty() {
                self.blocks.push(Block { kind: BlockKind::TableCell, span: cell });
            }
            if at < span.end {
                self.blocks.push(Block { kind: BlockKind::Code, span: Span::new(at, at + 1) });
            }
            start = at + 1;
        }
    }

    fn extend(&mut self, kind: BlockKind, span: Span) {
        match &mut self.open {
            Some(open) if open.kind == kind => open.span = open.span.cover(span),
            _ => {
                self.close();
                self.open = Some(Block { kind, span });
            }
        }
    }

    fn alone(&mut self, kind: BlockKind, span: Span) {
        self.close();
        self.blocks.push(Block { kind, span });
    }

    /// Ends the block being read. A short paragraph of one line may turn out to be a heading.
    fn close(&mut self) {
        let Some(mut block) = self.open.take() else { return };
        let written = block.span.slice(self.text);
        let text_kind = matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem);
        if text_kind && self.syntax == Syntax::Plain && is_plain_heading(written)
            || block.kind == BlockKind::Paragraph && heads_notes(written)
        {
            block.kind = BlockKind::Heading;
        }
        self.blocks.push(block);
    }
}

fn indent(line: &str) -> usize {
    line.bytes().take_while(|b| matches!(b, b' ' | b'\t')).map(|b| if b == b'\t' { 4 } else { 1 }).sum()
}

/// The fence with which a line opens code.
fn fence(line: &str) -> Option<(u8, usize)> {
    let mark = line.bytes().next().filter(|b| matches!(b, b'`' | b'~'))?;
    let width = line.bytes().take_while(|&b| b == mark).count();
    let info = line.get(width..)?;
    (width >= 3 && !(mark == b'`' && info.contains('`'))).then_some((mark, width))
}

fn is_atx(line: &str) -> bool {
    let marks = line.bytes().take(7).take_while(|&b| b == b'#').count();
    (1..=6).contains(&marks) && line.get(marks..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Whether a line underlines a heading.
fn is_underline(line: &str) -> bool {
    line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-')
}

/// Whether a line is a rule: three or more of one sign, and nothing else.
fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next().filter(|c| matches!(c, '-' | '*' | '_' | '—' | '–' | '─' | '=')) else {
        return false;
    };
    let mut count = 1;
    signs.all(|c| {
        count += 1;
        c == first
    }) && count >= 3
}

/// Whether a line is a Markdown link definition: `[name]: https://…`.
fn is_definition(line: &str) -> bool {
    let Some((name, target)) = line.strip_prefix('[').and_then(|line| line.split_once("]:")) else { return false };
    let target = target.trim_start();
    !name.starts_with('^')
        && name.len() < 200
        && ["http://", "https://", "#", "/", "<", "mailto:"].iter().any(|start| target.starts_with(start))
}

/// Whether a line is a row of a pipe table.
fn is_row(line: &str) -> bool {
    line.starts_with('|') && line.len() > 1 && line.get(1..).is_some_and(|rest| rest.contains('|'))
}

/// Whether a line begins a list item: `- `, `• `, `3. `, `3) `.
fn begins_item(line: &str) -> bool {
    let after = line.strip_prefix(['-', '*', '+', '•', '▪', '◦', '·', '–', '—', '\u{F0B7}']).or_else(|| {
        let figures: usize = line.chars().take(4).take_while(|&c| digit(c).is_some()).map(char::len_utf8).sum();
        let rest = line.get(figures..).filter(|_| figures > 0)?;
        rest.strip_prefix(['.', ')'])
    });
    after.is_some_and(|after| after.starts_with(char::is_whitespace))
}

/// Whether a paragraph of plain text is a heading: `2.4.3. Ismailis`, on one short line, without a full stop; or the name
/// of a section of notes or sources.
fn is_plain_heading(text: &str) -> bool {
    if text.len() > LONGEST_HEADING || text.contains('\n') {
        return false;
    }
    if heads_bibliography(text) || heads_notes(text) {
        return true;
    }
    let (number, title) = section_number(text);
    number > 0
        && title.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
        && !title.ends_with(['.', ';', ',', ':', '!', '؛', '،'])
        && title.split_whitespace().count() <= 14
        && !title.contains("](")
}

/// How many levels the number of a section has (`2.4.3.` has three), and what follows it.
fn section_number(text: &str) -> (usize, &str) {
    let mut rest = text;
    let mut levels = 0;
    loop {
        let figures: usize = rest.chars().take(4).take_while(|&c| digit(c).is_some()).map(char::len_utf8).sum();
        let Some(after) = rest.get(figures..).filter(|_| (1..=6).contains(&figures)) else { break };
        levels += 1;
        match after.strip_prefix(['.', '-', ')']) {
            Some(next) if next.starts_with(|c| digit(c).is_some()) => rest = next,
            Some(next) if next.starts_with(char::is_whitespace) => return (levels, next.trim_start()),
            // `2.4 Title` is numbered, `250 people` is not.
            None if levels > 1 && after.starts_with(char::is_whitespace) => return (levels, after.trim_start()),
            _ => return (0, text),
        }
    }
    (0, text)
}

/// Whether a text is the heading of a section of notes.
pub(super) fn heads_notes(text: &str) -> bool {
    text.len() < 60 && {
        let words = text.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        NOTE_SECTIONS.contains(&words.as_str())
    }
}

/// Turns headings of one level that follow one another without text between them into list items: they are a list with blank
/// lines.
fn lists_of_headings(text: &str, blocks: &mut [Block]) {
    let numbered: Vec<Option<u32>> = blocks
        .iter()
        .map(|block| {
            let written = block.span.slice(text);
            let single = block.kind == BlockKind::Heading && section_number(written).0 == 1;
            single.then(|| marks::bare(text, block.span.start).and_then(|mark| marks::value(&mark.label))).flatten()
        })
        .collect();
    let follows = |a: usize, b: usize| match (numbered.get(a), numbered.get(b)) {
        (Some(Some(a)), Some(Some(b))) => a.checked_add(1) == Some(*b),
        _ => false,
    };
    for (nth, block) in blocks.iter_mut().enumerate() {
        if follows(nth, nth + 1) || nth > 0 && follows(nth - 1, nth) {
            block.kind = BlockKind::ListItem;
        }
    }
}
