//! Weaves the text of an HTML file: white space collapsed as a browser shows it, blocks apart, notes marked.

use super::entities;
use super::notes::{self, Links};
use super::stack::Stack;
use super::tags::{Attributes, Hidden, Kind, Piece, Tag};
use crate::read::Woven;
use crate::read::layout::Weaver;
use crate::report::{Block, BlockKind, Note, Outline, Reference};
use crate::text::{Source, Span};
use std::collections::BTreeMap;

/// Weaves a file.
pub(super) fn extract(html: &str, pieces: &[Piece], links: &Links) -> Woven {
    let mut reading = Reading {
        html,
        pieces,
        links,
        weaver: Weaver::default(),
        stack: Stack::default(),
        hidden: None,
        anchor: Anchor::None,
        block: None,
        targets: Vec::new(),
        outline: Outline::default(),
        led_to: Vec::new(),
        notes: Vec::new(),
    };
    let mut at = 0;
    for (index, piece) in pieces.iter().enumerate() {
        let ends_block =
            matches!(&piece.kind, Kind::Open(tag, _) | Kind::Close(tag) if tag.is_block() || *tag == Tag::Rule);
        reading.text(Span::new(at, piece.span.start).slice(html), ends_block);
        reading.piece(index, piece);
        at = piece.span.end;
    }
    reading.text(html.get(at..).unwrap_or_default(), true);
    reading.finish()
}

/// What is known of an open element.
#[derive(Clone, Copy)]
struct Frame {
    kind: BlockKind,
    preformatted: bool,
    /// The note in which it stands, as an index into [`Reading::notes`].
    note: Option<usize>,
}

/// A note that is being read.
struct OpenNote {
    /// The piece that opens it.
    piece: usize,
    label: Option<String>,
    mark: Option<Span>,
    /// Where its text begins, mark and all, and ends.
    span: Option<Span>,
}

/// The link that is open.
#[derive(Default)]
enum Anchor {
    #[default]
    None,
    /// It refers to a note; whether brackets are shown around it.
    Reference { start: usize, note: Option<usize>, bracketed: bool },
    /// It leads back, and its text is the note's label.
    Label { start: usize },
    /// It leads back, and its text is only a sign.
    Silent,
    /// A word in a note that leads to the cited work: shown as `[word](target)`.
    Word { target: String },
    /// More than a word in a note: its target is shown at the end of the citation.
    Phrase { target: String },
}

/// What has been read so far.
struct Reading<'h> {
    html: &'h str,
    pieces: &'h [Piece],
    links: &'h Links,
    weaver: Weaver,
    stack: Stack<Frame>,
    /// The element whose text nobody reads, and how many of its kind are open.
    hidden: Option<(Hidden, usize)>,
    anchor: Anchor,
    /// Where the present block began, and what it is.
    block: Option<(usize, Frame)>,
    /// Targets that are to be shown at the end of the citation.
    targets: Vec<String>,
    outline: Outline,
    /// The piece of the note that each reference leads to.
    led_to: Vec<Option<usize>>,
    notes: Vec<OpenNote>,
}

impl Reading<'_> {
    fn frame(&self) -> Frame {
        self.stack.top().unwrap_or(Frame { kind: BlockKind::Paragraph, preformatted: false, note: None })
    }

    fn piece(&mut self, index: usize, piece: &Piece) {
        let len = piece.span.len();
        if let Some((hidden, depth)) = self.hidden {
            let depth = match piece.kind {
                Kind::Open(Tag::Hidden(tag), _) if tag == hidden => depth + 1,
                Kind::Close(Tag::Hidden(tag)) if tag == hidden => depth - 1,
                _ => depth,
            };
            self.hidden = (depth > 0).then_some((hidden, depth));
            self.weaver.keep(len);
            return;
        }
        match &piece.kind {
            Kind::Open(Tag::Break, _) => self.line_break(len),
            Kind::Open(Tag::Hidden(hidden), _) => {
                self.hidden = Some((*hidden, 1));
                self.weaver.keep(len);
            }
            Kind::Open(Tag::Anchor, attributes) => {
                self.close_anchor();
                self.weaver.keep(len);
                self.open_anchor(index, attributes.as_deref());
            }
            Kind::Open(tag, _) => {
                if tag.is_block() || *tag == Tag::Rule {
                    self.end_block();
                }
                self.weaver.keep(len);
                if tag.is_block() {
                    self.open_block(*tag, index);
                }
            }
            Kind::Close(tag) => {
                match tag {
                    Tag::Anchor => self.close_anchor(),
                    Tag::Superscript => self.close_superscript(),
                    tag if tag.is_block() => {
                        self.end_block();
                        self.stack.close(*tag);
                    }
                    _ => {}
                }
                self.weaver.keep(len);
            }
            Kind::Other => self.weaver.keep(len),
        }
    }

    fn open_block(&mut self, tag: Tag, index: usize) {
        self.stack.make_room(tag);
        let mut frame = self.frame();
        match tag {
            Tag::Heading => frame.kind = BlockKind::Heading,
            Tag::Item => frame.kind = BlockKind::ListItem,
            Tag::Cell => frame.kind = BlockKind::TableCell,
            Tag::Preformatted => {
                frame.kind = BlockKind::Code;
                frame.preformatted = true;
            }
            _ => {}
        }
        if let Some(label) = self.links.notes.get(&index) {
            frame.kind = BlockKind::Note;
            frame.note = Some(self.notes.len());
            self.notes.push(OpenNote { piece: index, label: label.clone(), mark: None, span: None });
        } else if frame.note.is_some() {
            frame.kind = BlockKind::Note;
        }
        self.stack.open(tag, frame);
    }

    /// Begins a block, if none has begun, where its first text stands.
    fn begin_block(&mut self) {
        if self.block.is_some() {
            return;
        }
        if !self.weaver.text().is_empty() {
            self.weaver.show(0, "\n\n");
        }
        let (start, frame) = (self.weaver.text().len(), self.frame());
        self.block = Some((start, frame));
        if let Some(note) = frame.note.and_then(|note| self.notes.get_mut(note)) {
            note.span.get_or_insert(Span::at(start));
        }
    }

    fn end_block(&mut self) {
        self.close_anchor();
        let Some((start, frame)) = self.block else { return };
        self.show_targets();
        self.block = None;
        let text = self.weaver.text();
        let span = Span::new(start, text.len()).trim(text);
        if span.is_empty() {
            return;
        }
        self.outline.blocks.push(Block { kind: frame.kind, span });
        if let Some(whole) = frame.note.and_then(|note| self.notes.get_mut(note)).and_then(|note| note.span.as_mut()) {
            whole.end = span.end;
        }
    }

    /// Two breaks in a row end a block, one ends a line.
    fn line_break(&mut self, len: usize) {
        if self.block.is_some() && self.weaver.text().ends_with('\n') {
            self.end_block();
        }
        if self.block.is_some() && !matches!(self.anchor, Anchor::Silent) {
            self.weaver.show(len, "\n");
        } else {
            self.weaver.keep(len);
        }
    }

    /// Text between two tags; whether a block ends after it, and with it white space.
    fn text(&mut self, mut rest: &str, ends_block: bool) {
        if rest.is_empty() {
            return;
        }
        if self.hidden.is_some() || matches!(self.anchor, Anchor::Silent) {
            self.weaver.keep(rest.len());
            return;
        }
        let preformatted = self.frame().preformatted;
        let is_space = |b: &u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0C);
        while !rest.is_empty() {
            let spaces = rest.bytes().take_while(|b| is_space(b)).count();
            let len = if spaces == rest.len() && ends_block && !preformatted {
                self.weaver.keep(spaces);
                spaces
            } else if spaces > 0 {
                let (space, _) = rest.split_at(spaces);
                self.space(space, preformatted);
                spaces
            } else if let Some((reads, len)) = entities::reference(rest) {
                self.begin_block();
                self.weaver.read(len, &reads);
                len
            } else {
                let is_word = |b: &u8| !is_space(b) && *b != b'&';
                let first = rest.chars().next().map_or(1, char::len_utf8);
                let len = first + rest.bytes().skip(first).take_while(is_word).count();
                self.word(rest.get(..len).unwrap_or(rest));
                len
            };
            rest = rest.get(len..).unwrap_or_default();
        }
    }

    /// White space: as it is in a preformatted block, else one space between words.
    fn space(&mut self, space: &str, preformatted: bool) {
        if preformatted && self.block.is_some() {
            self.weaver.copy(space);
        } else if self.block.is_none() || self.weaver.text().ends_with([' ', '\n']) {
            self.weaver.keep(space.len());
        } else if space == " " {
            self.weaver.copy(space);
        } else {
            self.weaver.read(space.len(), " ");
        }
    }

    fn word(&mut self, word: &str) {
        self.begin_block();
        match word.find(';').filter(|_| !self.targets.is_empty()) {
            Some(end) => {
                let (citation, next) = word.split_at(end);
                self.weaver.copy(citation);
                self.show_targets();
                self.weaver.copy(next);
            }
            None => self.weaver.copy(word),
        }
    }

    fn open_anchor(&mut self, index: usize, attributes: Option<&Attributes>) {
        let text = notes::link_text(self.pieces, index, self.html).unwrap_or_default();
        if let Some(&note) = self.links.references.get(&index) {
            self.begin_block();
            let start = self.weaver.text().len();
            let bracketed = !text.trim_start().starts_with(['[', '(']);
            if bracketed {
                self.weaver.show(0, "[");
            }
            self.anchor = Anchor::Reference { start, note, bracketed };
        } else if self.links.back.contains(&index) {
            let is_first = self.open_note().is_some_and(|(note, said)| note.mark.is_none() && said.is_empty());
            self.anchor = if is_first && notes::is_label(&notes::label_of(&text)) {
                self.begin_block();
                Anchor::Label { start: self.weaver.text().len() }
            } else {
                Anchor::Silent
            };
        } else if self.frame().note.is_some() {
            self.open_citation_link(&text, attributes.and_then(|attributes| attributes.href.as_deref()));
        }
    }

    /// The note that is being read, and its text so far.
    fn open_note(&self) -> Option<(&OpenNote, &str)> {
        let note = self.notes.get(self.frame().note?)?;
        let said = note.span.and_then(|span| self.weaver.text().get(span.start..)).unwrap_or_default();
        Some((note, said.trim()))
    }

    /// A link in a note: to the cited work, if it leads out of the file and does not say where in its text.
    fn open_citation_link(&mut self, text: &str, href: Option<&str>) {
        let Some(target) =
            href.map(str::trim).filter(|href| href.starts_with("http://") || href.starts_with("https://"))
        else {
            return;
        };
        let text = text.trim();
        if text.is_empty() || text.starts_with("http") || text.starts_with("www.") {
            return;
        }
        let target = shown_target(target);
        if text.contains(char::is_whitespace) || text.contains(['[', ']', '<']) {
            self.anchor = Anchor::Phrase { target };
        } else {
            self.begin_block();
            self.weaver.show(0, "[");
            self.anchor = Anchor::Word { target };
        }
    }

    fn close_anchor(&mut self) {
        match std::mem::take(&mut self.anchor) {
            Anchor::None | Anchor::Silent => {}
            Anchor::Reference { start, note, bracketed } => {
                if bracketed {
                    self.weaver.show(0, "]");
                }
                let text = self.weaver.text();
                let span = Span::new(start, text.len()).trim(text);
                let label = notes::label_of(span.slice(text));
                if !label.is_empty() {
                    self.outline.references.push(Reference { label, span, note: None });
                    self.led_to.push(note);
                }
            }
            Anchor::Label { start } => {
                let text = self.weaver.text();
                let mark = Span::new(start, text.len()).trim(text);
                self.mark_note(mark);
            }
            Anchor::Word { target } => self.weaver.show(0, &format!("]({target})")),
            Anchor::Phrase { target } => self.targets.push(target),
        }
    }

    /// A superscript that begins a note and says its label is its mark.
    fn close_superscript(&mut self) {
        let Some((note, said)) = self.open_note() else { return };
        let (label, Some(span)) = (notes::label_of(said), note.span) else { return };
        if note.mark.is_none() && !label.is_empty() && note.label.as_ref() == Some(&label) {
            let text = self.weaver.text();
            self.mark_note(Span::new(span.start, text.len()).trim(text));
        }
    }

    fn mark_note(&mut self, mark: Span) {
        let label = notes::label_of(mark.slice(self.weaver.text()));
        let note = self.frame().note.and_then(|note| self.notes.get_mut(note));
        if let Some(note) = note.filter(|_| !label.is_empty()) {
            note.mark = Some(mark);
            note.label = Some(label);
        }
    }

    fn show_targets(&mut self) {
        for target in std::mem::take(&mut self.targets) {
            let comma = if self.weaver.text().ends_with([' ', '\n', '.', ',']) { " " } else { ", " };
            self.weaver.show(0, &format!("{comma}[url]({target})"));
        }
    }

    fn finish(mut self) -> Woven {
        self.end_block();
        let Self { weaver, mut outline, led_to, notes, .. } = self;
        let (text, layout) = weaver.finish();
        let mut by_piece = BTreeMap::new();
        for note in notes {
            let Some(span) = note.span.map(|span| span.trim(&text)).filter(|span| !span.is_empty()) else { continue };
            let label = note.label.unwrap_or_else(|| (outline.notes.len() + 1).to_string());
            let mark = note.mark.or_else(|| written_mark(&text, span, &label)).unwrap_or(Span::at(span.start));
            let body = Span::new(mark.end, span.end.max(mark.end)).trim(&text);
            by_piece.insert(note.piece, outline.notes.len());
            outline.notes.push(Note { label, mark, body });
        }
        for (reference, note) in outline.references.iter_mut().zip(&led_to) {
            reference.note = note.and_then(|note| by_piece.get(&note).copied());
        }
        Woven { text: Source::new(text), layout, outline, lang: None, warnings: Vec::new() }
    }
}

/// The label at the start of a note, where it is written in brackets or before a bracket: `[1]`, `1)`.
fn written_mark(text: &str, note: Span, label: &str) -> Option<Span> {
    let said = note.slice(text);
    let inside = said.trim_start_matches(['[', '(', '^', '{']);
    let after = inside.strip_prefix(label)?;
    let rest = after.trim_start_matches([']', ')', '}']);
    (rest.len() < after.len()).then(|| Span::new(note.start, note.end - rest.len()))
}

/// A target as it can stand between parentheses: RFC 3986 lets brackets and spaces be written as percent escapes.
fn shown_target(target: &str) -> String {
    let mut shown = String::with_capacity(target.len());
    for c in target.chars() {
        match c {
            '(' => shown.push_str("%28"),
            ')' => shown.push_str("%29"),
            c if c.is_whitespace() => shown.push_str("%20"),
            c => shown.push(c),
        }
    }
    shown
}
