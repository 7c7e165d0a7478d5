//! The steps by which text is damaged, as data: a name, the way back, and the damage again for the proof.

use super::escapes::{self, Escape};
use super::pages::PageId;
use super::undone::Undone;
use super::{bytes, forms};
use std::sync::LazyLock;

/// One step of damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Step {
    /// UTF-8 read as a code page.
    Utf8As(PageId),
    /// A code page read as another.
    PageAs(PageId, PageId),
    /// Characters escaped.
    Escaped(Escape),
    /// Letters replaced by their presentation forms.
    Shaped,
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
const UTF8_AS: [(&str, f64); 12] = [
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
    ("cp720", 7.0),
    ("cp866", 7.0),
];

/// Arabic code pages and what they are read as, with their rarity in bits.
const PAGE_AS: [(&str, &str, f64); 10] = [
    ("windows-1256", "windows-1252", 3.0),
    ("windows-1256", "iso-8859-1", 4.0),
    ("windows-1256", "windows-1254", 6.0),
    ("windows-1256", "windows-1250", 7.0),
    ("windows-1256", "mac-roman", 8.0),
    ("windows-1256", "cp437", 8.0),
    ("windows-1256", "cp850", 8.0),
    ("iso-8859-6", "iso-8859-1", 7.0),
    ("iso-8859-6", "windows-1252", 7.0),
    ("cp720", "cp437", 8.0),
];

static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let kind = |step, name: String, words: String, bits| Kind { step, name, words, bits };
    let mut kinds = vec![
        kind(Step::Escaped(Escape::Html), "html-entities".into(), "written as HTML entities".into(), 1.0),
        kind(Step::Escaped(Escape::Backslash), "unicode-escapes".into(), "written as backslash escapes".into(), 1.0),
        kind(Step::Escaped(Escape::Percent), "percent-escapes".into(), "written as percent escapes".into(), 1.0),
    ];
    for (page, bits) in UTF8_AS {
        kinds.extend(PageId::named(page).map(|id| {
            kind(Step::Utf8As(id), format!("utf8-as-{page}"), format!("written as UTF-8 and read as {page}"), bits)
        }));
    }
    for (source, page, bits) in PAGE_AS {
        kinds.extend(PageId::named(source).zip(PageId::named(page)).map(|(from, to)| {
            let words = format!("written as {source} and read as {page}");
            kind(Step::PageAs(from, to), format!("{source}-as-{page}"), words, bits)
        }));
    }
    let words = "stored as the shaped letters that a typesetter uses";
    kinds.push(kind(Step::Shaped, "presentation-forms".into(), words.into(), 1.0));
    kinds
});

/// All steps, in the order in which they are undone: escapes, bytes, forms.
pub(super) fn kinds() -> &'static [Kind] {
    &KINDS
}

impl Step {
    /// Undoes it wherever in a text it shows; `None` when it shows nowhere.
    pub(super) fn undo(self, text: &str) -> Option<Undone> {
        match self {
            Self::Utf8As(page) => bytes::utf8_read_as(page, text),
            Self::PageAs(source, page) => bytes::page_read_as(source, page, text),
            Self::Escaped(escape) => escapes::unescape(escape, text),
            Self::Shaped => forms::resolve(text),
        }
    }

    /// Whether bytes were read through a wrong table.
    pub(super) const fn is_reading(self) -> bool {
        matches!(self, Self::Utf8As(_) | Self::PageAs(..))
    }

    /// Whether doing it again gives what was undone, byte for byte.
    pub(super) fn comes_back(self, undone: &Undone) -> bool {
        undone.comes_back(|piece, text| match self {
            Self::Utf8As(page) => bytes::read_utf8_as(page, text),
            Self::PageAs(source, page) => bytes::read_page_as(source, page, text),
            Self::Escaped(escape) => escapes::escape_like(escape, piece.before.slice(undone.before()), text),
            Self::Shaped => forms::shape_again(undone, piece),
        })
    }

    /// What such damage loses where it does not come back exactly.
    pub(super) const fn loss(self) -> &'static str {
        match self {
            Self::Shaped => "the shape of letters that do not join as they stand",
            Self::Escaped(_) => "the way in which a character was escaped",
            Self::Utf8As(_) | Self::PageAs(..) => "bytes that the code page leaves open",
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

/// Explains the name of a rule for people: `utf8-as-windows-1252+html-entities` becomes "the text was written as UTF-8 and
/// read as windows-1252, then written as HTML entities". A name that is no repair rule comes back as it is.
#[must_use]
pub fn rule_words(rule: &str) -> String {
    let words: Option<Vec<&str>> = rule
        .split('+')
        .map(|name| KINDS.iter().find(|kind| kind.name == name).map(|kind| kind.words.as_str()))
        .collect();
    words.map_or_else(|| rule.to_owned(), |words| format!("the text was {}", words.join(", then ")))
}
