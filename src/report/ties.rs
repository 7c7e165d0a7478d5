//! Putting a report together: references tied to notes, and the language of the text.

use super::{Block, BlockKind, Note, Outline, Reference, Report, marks};
use crate::text::script::{arabic_script_language, is_arabic_letter};
use crate::text::{Lang, Source, Span};
use std::collections::{BTreeSet, HashMap};

/// How much text decides between the languages of one script, in bytes.
const SAMPLE: usize = 1 << 16;

impl Report {
    /// A report of this text. A reference that the outline has not tied itself is tied to the nearest note of its label
    /// that follows it, since numbering may start again with every chapter; or else to the nearest before it.
    #[must_use]
    pub fn new(name: impl Into<String>, text: Source, outline: Outline) -> Self {
        let Outline { blocks, notes, mut references } = outline;
        tie(text.text(), &notes, &mut references);
        let lang = language(text.text(), &blocks);
        Self { name: name.into(), text, lang, blocks, notes, references }
    }

    /// The notes to which no reference is tied, as indices into `notes`.
    #[must_use]
    pub fn unreferenced_notes(&self) -> Vec<usize> {
        let tied: BTreeSet<usize> = self.references.iter().filter_map(|reference| reference.note).collect();
        (0..self.notes.len()).filter(|note| !tied.contains(note)).collect()
    }

    /// The references for which there is no note.
    pub fn dangling_references(&self) -> impl Iterator<Item = &Reference> {
        self.references.iter().filter(|reference| reference.note.is_none())
    }
}

/// Ties references to notes, which stand in order. Where notes are counted in two ways at once, `(1)` and `¹`, a reference
/// belongs to a note of its own kind if there is one of its label.
fn tie(text: &str, notes: &[Note], references: &mut [Reference]) {
    /// Where the marks of notes begin, and which notes these are.
    type Places = Vec<(usize, usize)>;
    let mut places: HashMap<(Option<Kind>, String), Places> = HashMap::new();
    for (nth, note) in notes.iter().enumerate() {
        let label = marks::key(&note.label);
        let place = (note.mark.start, nth);
        places.entry((Some(Kind::of(note.mark.slice(text))), label.clone())).or_default().push(place);
        places.entry((None, label)).or_default().push(place);
    }
    for reference in references.iter_mut().filter(|reference| reference.note.is_none()) {
        let label = marks::key(&reference.label);
        let own = places.get(&(Some(Kind::of(reference.span.slice(text))), label.clone()));
        let Some(places) = own.or_else(|| places.get(&(None, label))) else { continue };
        let next = places.partition_point(|&(at, _)| at < reference.span.end);
        reference.note = places.get(next).or(places.last()).map(|&(_, nth)| nth);
    }
}

/// Kinds of mark that a text uses side by side for two sets of notes. All forms of brackets and links are one kind: one set
/// of notes often mixes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Round,
    Superscript,
    Other,
}

impl Kind {
    fn of(mark: &str) -> Self {
        match mark.trim_start().chars().next() {
            Some('(') => Self::Round,
            Some('¹' | '²' | '³' | '\u{2070}'..='\u{2079}') => Self::Superscript,
            _ => Self::Other,
        }
    }
}

/// The language of most letters outside notes and code: of the Arabic script by its letters, English for plain Latin
/// letters, Russian for Cyrillic, Hebrew for Hebrew; undetermined without any. A text of notes alone counts whole.
fn language(text: &str, blocks: &[Block]) -> Lang {
    let running: Vec<Span> = blocks
        .iter()
        .filter(|b| !matches!(b.kind, BlockKind::Note | BlockKind::Code))
        .map(|block| block.span)
        .collect();
    let whole = [Span::new(0, text.len())];
    let spans = if running.is_empty() { whole.as_slice() } else { running.as_slice() };
    let (mut arabic, mut latin, mut cyrillic, mut hebrew) = (0usize, 0usize, 0usize, 0usize);
    let mut sample = String::new();
    for span in spans {
        let text = span.slice(text);
        if text.is_ascii() {
            latin += text.bytes().filter(u8::is_ascii_alphabetic).count();
            continue;
        }
        for c in text.chars() {
            match c {
                'a'..='z' | 'A'..='Z' => latin += 1,
                '\0'..='\u{36F}' => {}
                '\u{400}'..='\u{52F}' => cyrillic += 1,
                '\u{5D0}'..='\u{5EA}' => hebrew += 1,
                c if is_arabic_letter(c) => {
                    arabic += 1;
                    if sample.len() < SAMPLE {
                        sample.push(c);
                    }
                }
                _ => {}
            }
        }
    }
    let most = arabic.max(latin).max(cyrillic).max(hebrew);
    match most {
        0 => Lang::UND,
        _ if most == latin => Lang::EN,
        _ if most == arabic => arabic_script_language(&sample).unwrap_or(Lang::AR),
        _ if most == cyrillic => Lang::new("ru"),
        _ => Lang::HE,
    }
}
