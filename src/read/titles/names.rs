//! What fields are called in tables, bibliographies and translation memories, and a record that is being put together.

use super::record::{Place, Record};

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

/// A record that is being put together: of each role the best field.
#[derive(Debug, Default)]
pub(super) struct Draft {
    slots: [(usize, String); NAMES.len()],
}

impl Draft {
    /// A field; of two the one of less `rank` stays, or else the first one.
    pub(super) fn offer(&mut self, role: Role, rank: usize, value: &str) {
        if value.trim().is_empty() {
            return;
        }
        if let Some((held, slot)) = self.slots.get_mut(role as usize)
            && (slot.is_empty() || rank < *held)
        {
            *held = rank;
            value.clone_into(slot);
        }
    }

    /// A field, by the name that it has in the file.
    pub(super) fn offer_named(&mut self, name: &str, value: &str) {
        if let Some((role, rank)) = role(name) {
            self.offer(role, rank, value);
        }
    }

    /// What is held for a role, or an empty text.
    pub(super) fn get(&self, role: Role) -> &str {
        self.slots.get(role as usize).map_or("", |(_, slot)| slot)
    }

    /// The record as it stands.
    pub(super) fn record<'d>(&'d self, place: Place<'d>) -> Record<'d> {
        Record {
            title: self.get(Role::Title),
            original: self.get(Role::Original),
            translated: self.get(Role::Translated),
            extra: self.get(Role::Extra),
            source: self.get(Role::Source),
            date: self.get(Role::Date),
            url: self.get(Role::Url),
            place,
        }
    }
}
