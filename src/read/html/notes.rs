//! Which links of an HTML file refer to notes, which lead back, and which elements are notes.
//!
//! Three signs are read: what the markup says (`role="doc-noteref"`, the classes of pandoc, LibreOffice and GitHub); two
//! links that lead to one another, as Word and MediaWiki write them; a short link in a superscript.

use super::entities;
use super::stack::Stack;
use super::tags::{Attributes, Kind, Piece, Tag};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The longest text of a link that can be a note's label.
const LONGEST_LABEL: usize = 12;

/// What the links of a file make of its pieces. Keys are indices of pieces.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// Links that refer to a note: the element that is the note, where there is one.
    pub(super) references: BTreeMap<usize, Option<usize>>,
    /// Links in a note that lead back to the text.
    pub(super) back: BTreeSet<usize>,
    /// Elements that are notes, with the label by which they are first referred to.
    pub(super) notes: BTreeMap<usize, Option<String>>,
}

/// A link to a place in the file.
struct Link<'p> {
    piece: usize,
    /// The ids by which others may lead here: its own, and that of the superscript around it.
    ids: [Option<&'p str>; 2],
    target: &'p str,
    label: String,
    /// Whether its text is a sign that leads back.
    is_arrow: bool,
    attributes: &'p Attributes,
    in_superscript: bool,
}

/// Reads the links of a file.
pub(super) fn links(pieces: &[Piece], html: &str) -> Links {
    let mut found = Links::default();
    let (links, homes) = gather(pieces, html);
    let mut by_id: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, link) in links.iter().enumerate() {
        for id in link.ids.into_iter().flatten() {
            by_id.entry(id).or_insert(at);
        }
    }
    // The ids of the references so far: a later link to one of them leads back.
    let mut left_from = BTreeSet::new();
    for (at, link) in links.iter().enumerate() {
        if found.back.contains(&link.piece) || left_from.contains(link.target) || is_back_link(link) {
            found.back.insert(link.piece);
            continue;
        }
        // The link in the note that leads back here: the target itself, or one that stands in it.
        let partner = by_id.get(link.target).filter(|&&other| other > at).and_then(|&other| links.get(other));
        let partner = partner.filter(|other| link.ids.into_iter().flatten().any(|id| id == other.target));
        let home = homes.get(link.target).copied();
        if !(is_marked(link) || partner.is_some() || link.in_superscript && is_label(&link.label)) {
            continue;
        }
        found.back.extend(partner.map(|partner| partner.piece));
        left_from.extend(link.ids.into_iter().flatten());
        let note = home.filter(|&note| note > link.piece || is_marked(link));
        found.references.insert(link.piece, note);
        if let Some(note) = note {
            found.notes.entry(note).or_default().get_or_insert_with(|| link.label.clone());
        }
    }
    for (at, piece) in pieces.iter().enumerate() {
        if let Kind::Open(tag, Some(attributes)) = &piece.kind
            && tag.is_block()
            && is_note(attributes)
        {
            found.notes.entry(at).or_default();
        }
    }
    found
}

/// All links within the file, and for each id the element that would be the note if a reference led there: the nearest
/// block around it, or the marked note around that.
fn gather<'p>(pieces: &'p [Piece], html: &str) -> (Vec<Link<'p>>, BTreeMap<&'p str, usize>) {
    let mut links = Vec::new();
    let mut homes = BTreeMap::new();
    // The nearest block, or the marked note around it.
    let mut stack: Stack<(usize, bool)> = Stack::default();
    let mut superscript: Option<&Attributes> = None;
    let mut in_superscript = false;
    for (at, piece) in pieces.iter().enumerate() {
        match &piece.kind {
            Kind::Open(tag, attributes) => {
                let attributes = attributes.as_deref();
                if tag.is_block() {
                    stack.make_room(*tag);
                    let marked = attributes.is_some_and(is_note);
                    let outer = stack.top().filter(|(_, is_note)| *is_note && !marked);
                    stack.open(*tag, outer.unwrap_or((at, marked)));
                }
                if *tag == Tag::Superscript {
                    (superscript, in_superscript) = (attributes, true);
                }
                let Some(attributes) = attributes else { continue };
                if let (Some(id), Some(home)) = (attributes.id.as_deref(), stack.top()) {
                    homes.entry(id).or_insert(home.0);
                }
                if *tag == Tag::Anchor
                    && let Some(target) = attributes.href.as_deref().and_then(|href| href.strip_prefix('#'))
                {
                    let text = short_text(pieces, at, html);
                    let around = superscript.and_then(|superscript| superscript.id.as_deref());
                    let ids = [attributes.id.as_deref(), around];
                    let holds_superscript =
                        matches!(pieces.get(at + 1), Some(Piece { kind: Kind::Open(Tag::Superscript, _), .. }));
                    links.push(Link {
                        piece: at,
                        ids,
                        target,
                        label: label_of(&text),
                        is_arrow: !text.trim().is_empty() && is_arrow(&text),
                        attributes,
                        in_superscript: in_superscript || holds_superscript,
                    });
                }
            }
            Kind::Close(tag) => {
                stack.close(*tag);
                if *tag == Tag::Superscript || tag.is_block() {
                    (superscript, in_superscript) = (None, false);
                }
            }
            Kind::Other => {}
        }
    }
    (links, homes)
}

/// The text of a link that may be a label; empty when it is too long for one.
fn short_text(pieces: &[Piece], link: usize, html: &str) -> String {
    link_text(pieces, link, html).filter(|text| text.len() <= 4 * LONGEST_LABEL).unwrap_or_default()
}

/// The text of a link, if the link ends after a few tags.
pub(super) fn link_text(pieces: &[Piece], link: usize, html: &str) -> Option<String> {
    let mut text = String::new();
    for pair in pieces.get(link..)?.windows(2).take(12) {
        let [piece, next] = pair else { break };
        text.push_str(Span::new(piece.span.end, next.span.start).slice(html));
        if matches!(next.kind, Kind::Close(Tag::Anchor)) {
            return Some(entities::decode(&text));
        }
    }
    None
}

/// A label without the marks around it: `352` of `[352]`, `(352)` and `352.`.
pub(super) fn label_of(text: &str) -> String {
    let around = |c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | '.' | ':' | '{' | '}' | '^');
    text.trim_matches(around).to_owned()
}

/// Whether a text can be the label of a note: a number, a letter or two, or signs such as `*` and `†`.
pub(super) fn is_label(text: &str) -> bool {
    let count = text.chars().count();
    let is_sign = |c: char| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#');
    (1..=4).contains(&count)
        && (text.chars().all(char::is_numeric) || text.chars().all(is_sign) || count <= 2)
        && !is_arrow(text)
        || (1..=LONGEST_LABEL).contains(&count)
            && text.chars().any(char::is_numeric)
            && !text.contains(char::is_whitespace)
}

/// Whether a text is one of the signs by which a note leads back: `↩`, `↑`, `^`.
pub(super) fn is_arrow(text: &str) -> bool {
    let is_arrow = |c: char| matches!(c, '←'..='⇿' | '^' | '⏎' | '🔙' | '\u{FE0E}' | '\u{FE0F}') || c.is_whitespace();
    text.chars().all(is_arrow)
}

fn has_word(words: &str, wanted: &[&str]) -> bool {
    words.split_ascii_whitespace().any(|word| wanted.contains(&word))
}

fn is_marked(link: &Link<'_>) -> bool {
    const CLASSES: &[&str] =
        &["footnote-ref", "footnote-reference", "sdfootnoteanc", "sdendnoteanc", "noteref", "endnote-ref"];
    has_word(&link.attributes.role, &["doc-noteref", "noteref"]) || has_word(&link.attributes.class, CLASSES)
}

fn is_back_link(link: &Link<'_>) -> bool {
    const CLASSES: &[&str] = &[
        "footnote-back",
        "footnote-backref",
        "data-footnote-backref",
        "sdfootnotesym",
        "sdendnotesym",
        "reversefootnote",
    ];
    has_word(&link.attributes.role, &["doc-backlink", "backlink"])
        || has_word(&link.attributes.class, CLASSES)
        || link.is_arrow
}

/// Whether an element says itself that it is a note.
fn is_note(attributes: &Attributes) -> bool {
    has_word(&attributes.role, &["doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote"])
        || attributes.style.contains("mso-element:footnote") && !attributes.style.contains("mso-element:footnote-")
        || attributes.style.contains("mso-element:endnote") && !attributes.style.contains("mso-element:endnote-")
        || attributes.id.as_deref().is_some_and(|id| {
            let number = id.strip_prefix("sdfootnote").or_else(|| id.strip_prefix("sdendnote"));
            number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
        })
}
