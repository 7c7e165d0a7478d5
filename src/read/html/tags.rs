//! The tags of an HTML file, with their places and the attributes that matter.

use crate::text::Span;
use html5gum::{DefaultEmitter, HtmlString, StartTag, Token, Tokenizer};

/// A stretch of markup. What lies between two pieces is text.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

/// The kinds of markup.
#[derive(Debug)]
pub(super) enum Kind {
    Open(Tag, Option<Box<Attributes>>),
    Close(Tag),
    /// A comment or a document type.
    Other,
}

/// The attributes that matter.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    /// `id`, else `name`.
    pub(super) id: Option<String>,
    pub(super) href: Option<String>,
    pub(super) class: String,
    /// `role`, and EPUB's `epub:type` with it.
    pub(super) role: String,
    pub(super) lang: Option<String>,
    pub(super) style: String,
}

/// The elements that differ in how their text is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    Html,
    Body,
    /// `h1` to `h6`.
    Heading,
    Item,
    List,
    Cell,
    /// A row of a table.
    Row,
    /// The rest of a table.
    Table,
    Preformatted,
    Paragraph,
    /// `div` and all else that stands on lines of its own.
    Block,
    /// `hr`: a border between blocks.
    Rule,
    Break,
    Anchor,
    Superscript,
    /// An element whose text nobody reads.
    Hidden(Hidden),
    /// An element in a line.
    Inline,
}

/// The elements whose text nobody reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hidden {
    Script,
    Style,
    Title,
    Template,
    Textarea,
    Select,
    Vector,
    Frame,
}

/// How many kinds of tag there are, with [`Tag::index`].
pub(super) const TAGS: usize = 24;

impl Tag {
    fn of(name: &[u8]) -> Self {
        match name {
            b"html" => Self::Html,
            b"body" => Self::Body,
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Self::Heading,
            b"li" | b"dd" | b"dt" => Self::Item,
            b"ul" | b"ol" | b"dl" | b"menu" => Self::List,
            b"td" | b"th" => Self::Cell,
            b"tr" => Self::Row,
            b"table" | b"thead" | b"tbody" | b"tfoot" => Self::Table,
            b"pre" | b"listing" => Self::Preformatted,
            b"p" => Self::Paragraph,
            b"hr" => Self::Rule,
            b"div" | b"blockquote" | b"section" | b"article" | b"aside" | b"header" | b"footer" | b"main" | b"nav"
            | b"address" | b"figure" | b"figcaption" | b"caption" | b"form" | b"fieldset" | b"legend" | b"details"
            | b"summary" | b"dialog" | b"center" | b"head" => Self::Block,
            b"br" => Self::Break,
            b"a" => Self::Anchor,
            b"sup" => Self::Superscript,
            b"script" => Self::Hidden(Hidden::Script),
            b"style" => Self::Hidden(Hidden::Style),
            b"title" => Self::Hidden(Hidden::Title),
            b"template" => Self::Hidden(Hidden::Template),
            b"textarea" => Self::Hidden(Hidden::Textarea),
            b"select" => Self::Hidden(Hidden::Select),
            b"svg" => Self::Hidden(Hidden::Vector),
            b"iframe" | b"noembed" | b"noframes" | b"xmp" => Self::Hidden(Hidden::Frame),
            _ => Self::Inline,
        }
    }

    /// A number below [`TAGS`] for each.
    pub(super) const fn index(self) -> usize {
        match self {
            Self::Html => 0,
            Self::Body => 1,
            Self::Heading => 2,
            Self::Item => 3,
            Self::List => 4,
            Self::Cell => 5,
            Self::Row => 6,
            Self::Table => 7,
            Self::Preformatted => 8,
            Self::Paragraph => 9,
            Self::Block => 10,
            Self::Rule => 11,
            Self::Break => 12,
            Self::Anchor => 13,
            Self::Superscript => 14,
            Self::Inline => 15,
            Self::Hidden(hidden) => 16 + hidden as usize,
        }
    }

    /// Whether it holds text that stands apart from the text around it.
    pub(super) const fn is_block(self) -> bool {
        !matches!(self, Self::Rule | Self::Break | Self::Anchor | Self::Superscript | Self::Hidden(_) | Self::Inline)
    }
}

/// The markup of a file, in order, without overlaps.
pub(super) fn pieces(html: &str) -> Vec<Piece> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
        let (span, kind) = match token {
            // Only foreign elements can be closed by their own slash.
            Token::StartTag(tag) if tag.self_closing && tag.name.as_slice() == b"svg" => (tag.span, Kind::Other),
            Token::StartTag(tag) => (tag.span, Kind::Open(Tag::of(&tag.name), attributes(&tag))),
            Token::EndTag(tag) => (tag.span, Kind::Close(Tag::of(&tag.name))),
            Token::Comment(comment) => (comment.span, Kind::Other),
            Token::Doctype(doctype) => (doctype.span, Kind::Other),
            Token::String(_) | Token::Error(_) => continue,
        };
        let span = Span::new(span.start, span.end);
        // The places are the tokenizer's word; the text is cut by them, so they are checked.
        if span.start >= at && span.slice(html).starts_with('<') {
            at = span.end;
            pieces.push(Piece { span, kind });
        }
    }
    pieces
}

fn attributes(tag: &StartTag<usize>) -> Option<Box<Attributes>> {
    let value = |name: &str| {
        let value = tag.attributes.get(&HtmlString::from(name.as_bytes().to_vec()))?;
        Some(String::from_utf8_lossy(value).into_owned())
    };
    if tag.attributes.is_empty() {
        return None;
    }
    let words = |value: Option<String>| value.unwrap_or_default().to_ascii_lowercase();
    let role = [words(value("role")), words(value("epub:type"))].join(" ");
    Some(Box::new(Attributes {
        id: value("id").or_else(|| value("name")).filter(|id| !id.is_empty()),
        href: value("href"),
        class: words(value("class")),
        role,
        lang: value("lang").or_else(|| value("xml:lang")),
        style: words(value("style")),
    }))
}
