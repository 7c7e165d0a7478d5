//! The steps by which text is damaged, as data: a name, the way back, and the damage again for the proof.

use super::bytes::{self, Aftermath};
use super::escapes::{self, Escape};
use super::pages::PageId;
use super::undone::{Back, Undone};
use super::wide::{self, Order};
use std::sync::LazyLock;

/// One step of damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Step {
    /// UTF-8 read as a code page.
    Utf8As(PageId, Aftermath),
    /// A code page read as another.
    PageAs(PageId, PageId),
    /// UTF-16 read as a code page.
    Utf16As(PageId, Order),
    /// Characters escaped.
    Escaped(Escape),
}

/// A step with what there is to know about it.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    pub(super) step: Step,
    /// Its name in rules: `utf8-as-windows-1252`.
    pub(super) name: String,
    /// What happened, as the end of the sentence "the text was …".
    words: String,
    /// How rare it is, in bits.
    pub(super) bits: f64,
}

/// Code pages through which UTF-8 is read, with their rarity in bits.
const UTF8_AS: [(&str, f64); 25] = [
    ("windows-1252", 1.0),
    ("iso-8859-1", 2.0),
    ("windows-1256", 3.0),
    ("windows-1254", 4.0),
    ("iso-8859-9", 5.0),
    ("windows-1250", 5.0),
    ("windows-1251", 5.0),
    ("mac-roman", 5.0),
    ("cp437", 6.0),
    ("cp850", 6.0),
    ("iso-8859-15", 6.0),
    ("cp720", 7.0),
    ("cp866", 7.0),
    ("mac-arabic", 7.0),
    ("windows-1253", 7.0),
    ("windows-1255", 7.0),
    ("windows-1257", 7.0),
    ("windows-1258", 7.0),
    ("iso-8859-2", 7.0),
    ("koi8-r", 7.0),
    ("cp852", 7.0),
    ("cp857", 7.0),
    ("cp858", 7.0),
    ("cp862", 8.0),
    ("mac-turkish", 8.0),
];

/// Code pages whose control characters, or whose capitals, later programs are seen to spoil.
const SPOILED: [(&str, f64); 4] =
    [("windows-1252", 6.0), ("iso-8859-1", 7.0), ("windows-1254", 9.0), ("windows-1251", 9.0)];

/// Code pages of the Arabic script, with their rarity in bits.
const ARABIC: [(&str, f64); 4] = [("windows-1256", 1.0), ("iso-8859-6", 4.0), ("cp720", 6.0), ("mac-arabic", 6.0)];

/// Code pages that Arabic single-byte text is read as, with their rarity in bits.
const READ_AS: [(&str, f64); 14] = [
    ("windows-1252", 2.0),
    ("iso-8859-1", 3.0),
    ("windows-1254", 5.0),
    ("windows-1251", 5.0),
    ("windows-1250", 6.0),
    ("windows-1256", 6.0),
    ("mac-roman", 6.0),
    ("cp437", 6.0),
    ("cp850", 6.0),
    ("iso-8859-9", 7.0),
    ("iso-8859-6", 7.0),
    ("cp866", 8.0),
    ("cp720", 8.0),
    ("mac-arabic", 8.0),
];

/// Escapes with their names, what they are in words, and their rarity in bits.
const ESCAPES: [(Escape, &str, &str, f64); 9] = [
    (Escape::Html, "html-entities", "written as HTML entities", 1.0),
    (Escape::Backslash, "unicode-escapes", "written as backslash escapes", 1.0),
    (Escape::Percent, "percent-escapes", "written as percent escapes", 1.0),
    (Escape::QuotedPrintable, "quoted-printable", "written as quoted-printable", 2.0),
    (Escape::EncodedWord, "encoded-word", "written as an encoded word of mail", 2.0),
    (Escape::Utf7, "utf-7", "written as UTF-7", 3.0),
    (Escape::Rtf, "rtf-escapes", "written as RTF escapes", 2.0),
    (Escape::CodePoint, "code-points", "written as Unicode code points", 2.0),
    (Escape::Bare, "bare-escapes", "written as backslash escapes whose backslashes were dropped", 3.0),
];

static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let kind = |step, name: String, words: String, bits| Kind { step, name, words, bits };
    let mut kinds: Vec<Kind> = ESCAPES
        .into_iter()
        .map(|(escape, name, words, bits)| kind(Step::Escaped(escape), name.into(), words.into(), bits))
        .collect();
    for (page, bits) in UTF8_AS {
        kinds.extend(PageId::named(page).map(|id| {
            let words = format!("written as UTF-8 and read as {page}");
            kind(Step::Utf8As(id, Aftermath::Nothing), format!("utf8-as-{page}"), words, bits)
        }));
    }
    for (page, bits) in SPOILED {
        kinds.extend(PageId::named(page).map(|id| {
            let words = format!("written as UTF-8, read as {page} and put into small letters");
            kind(Step::Utf8As(id, Aftermath::Lowered), format!("utf8-as-{page}-lowered"), words, bits)
        }));
    }
    for (page, bits) in [("iso-8859-1", 3.0), ("windows-1252", 3.0), ("windows-1256", 5.0)] {
        for (order, name, words) in
            [(Order::Little, "utf16le", "UTF-16, little-endian"), (Order::Big, "utf16be", "UTF-16, big-endian")]
        {
            kinds.extend(PageId::named(page).map(|id| {
                let words = format!("written as {words}, and read as {page}");
                kind(Step::Utf16As(id, order), format!("{name}-as-{page}"), words, bits)
            }));
        }
    }
    for (source, rare) in ARABIC {
        for (page, bits) in READ_AS.into_iter().filter(|(page, _)| *page != source) {
            kinds.extend(PageId::named(source).zip(PageId::named(page)).map(|(from, to)| {
                let words = format!("written as {source} and read as {page}");
                kind(Step::PageAs(from, to), format!("{source}-as-{page}"), words, rare + bits)
            }));
        }
    }
    kinds
});

/// All steps, in the order in which they are undone: escapes, then bytes.
pub(super) fn kinds() -> &'static [Kind] {
    &KINDS
}

impl Step {
    /// Undoes it wherever in a text it shows; `None` when it shows nowhere.
    pub(super) fn undo(self, text: &str) -> Option<Undone> {
        match self {
            Self::Utf8As(page, aftermath) => bytes::utf8_read_as(page.page(), aftermath, text),
            Self::PageAs(source, page) => bytes::page_read_as(source.page(), page.page(), text),
            Self::Utf16As(page, order) => wide::utf16_read_as(page.page(), order, text),
            Self::Escaped(escape) => escapes::unescape(escape, text),
        }
    }

    /// Whether bytes were read through a wrong table.
    pub(super) const fn is_reading(self) -> bool {
        matches!(self, Self::Utf8As(..) | Self::PageAs(..) | Self::Utf16As(..))
    }

    /// Whether doing it again gives what was undone.
    pub(super) fn comes_back(self, undone: &Undone) -> Back {
        undone.comes_back(|piece, text, out| match self {
            Self::Utf8As(page, aftermath) => bytes::read_utf8_as(page.page(), aftermath, text, out),
            Self::PageAs(source, page) => bytes::read_page_as(source.page(), page.page(), text, out),
            Self::Utf16As(page, order) => wide::read_utf16_as(page.page(), order, text, out),
            Self::Escaped(escape) => {
                out.push_str(&escape.again(piece.before.slice(undone.before()), text)?);
                Some(())
            }
        })
    }

    /// What such damage loses where it does not come back exactly.
    pub(super) const fn loss(self) -> &'static str {
        match self {
            Self::Escaped(_) => "the way in which a character was escaped",
            Self::Utf8As(..) | Self::PageAs(..) | Self::Utf16As(..) => "bytes that the code page leaves open",
        }
    }

    fn kind(self) -> Option<&'static Kind> {
        KINDS.iter().find(|kind| kind.step == self)
    }

    /// Its name in rules.
    pub(super) fn name(self) -> &'static str {
        self.kind().map_or("", |kind| kind.name.as_str())
    }

    /// How rare it is, in bits.
    pub(super) fn bits(self) -> f64 {
        self.kind().map_or(f64::INFINITY, |kind| kind.bits)
    }
}

/// Explains the name of a step as the end of the sentence "the text was …".
pub(super) fn words(name: &str) -> Option<&'static str> {
    KINDS.iter().find(|kind| kind.name == name).map(|kind| kind.words.as_str())
}
