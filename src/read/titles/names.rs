//! What fields are called in tables, bibliographies and translation memories.

/// What a field says of a work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    /// The title in the language of the work.
    Original,
    /// The title in translation.
    Translated,
    /// Lines such as `Translated Title: …` among others.
    Extra,
    Source,
    Date,
    Url,
}

/// How many there are.
pub(super) const ROLES: usize = NAMES.len();

/// The names of fields by what they say, the best first: in small letters, without spaces and signs.
const NAMES: [(Role, &[&str]); 7] = [
    (Role::Title, &["title", "headline", "maintitle", "worktitle", "articletitle", "العنوان", "عنوان"]),
    (
        Role::Original,
        &[
            "titleoriginal",
            "originaltitle",
            "origtitle",
            "titlear",
            "titlearabic",
            "arabictitle",
            "arabic",
            "vernaculartitle",
            "titlevernacular",
            "nativetitle",
            "titlenative",
            "titlefa",
            "titleur",
            "titleps",
            "titleku",
            "titleckb",
            "titleug",
            "titlesd",
            "العنوانالأصلي",
        ],
    ),
    (
        Role::Translated,
        &[
            "gloss",
            "translatedtitle",
            "titletranslated",
            "titletranslation",
            "translation",
            "titleen",
            "titleenglish",
            "englishtitle",
            "english",
            "titlefr",
            "titlede",
            "titleaddon",
        ],
    ),
    (Role::Extra, &["extra", "note", "notes", "annote", "annotation"]),
    (
        Role::Source,
        &[
            "source",
            "outlet",
            "publicationtitle",
            "containertitle",
            "journaltitle",
            "journal",
            "newspaper",
            "booktitle",
            "website",
            "websitetitle",
            "site",
            "sitename",
            "media",
            "publication",
            "channel",
            "blogtitle",
            "publisher",
            "organization",
            "organisation",
            "institution",
            "author",
            "authors",
            "creator",
            "byline",
        ],
    ),
    (
        Role::Date,
        &[
            "date",
            "published",
            "datepublished",
            "publicationdate",
            "datepublication",
            "publishedat",
            "pubdate",
            "issued",
            "year",
            "publicationyear",
            "dateextracted",
        ],
    ),
    (Role::Url, &["url", "link", "address", "uri", "href", "weburl", "permalink", "sourceurl", "doi"]),
];

/// What a field of this name says, and how good a name it is among those that say the same: the less, the better.
pub(super) fn role(name: &str) -> Option<(Role, usize)> {
    let name: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    NAMES.iter().find_map(|(role, names)| Some((*role, names.iter().position(|known| *known == name)?)))
}
