//! What the columns of a table hold, by their headings and a user's mapping.

use super::columns::Columns;
use super::langs;
use crate::text::Lang;
use std::collections::BTreeSet;

/// Fields with their words, in the order of written columns.
macro_rules! fields {
    ($($(#[$doc:meta])* $field:ident = $word:literal $(| $alias:literal)*,)+) => {
        /// What a column can hold.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Field {
            $($(#[$doc])* $field,)+
        }

        impl Field {
            const ALL: &[Self] = &[$(Self::$field),+];

            /// The heading of its column.
            pub(super) const fn word(self) -> &'static str {
                match self {
                    $(Self::$field => $word,)+
                }
            }

            /// Other headings that mean the same in the tables of others.
            const fn aliases(self) -> &'static [&'static str] {
                match self {
                    $(Self::$field => &[$($alias),*],)+
                }
            }
        }
    };
}

fields! {
    /// The id of the concept.
    Concept = "concept" | "id" | "concept_id" | "entry_id" | "entry",
    /// The language of the term.
    Lang = "lang" | "language" | "locale",
    /// The term.
    Term = "term",
    /// Its status.
    Status = "status" | "term_status" | "usage_status" | "administrative_status",
    /// The subject of the concept.
    Subject = "subject",
    /// Its definition.
    Definition = "definition",
    /// Its note.
    Note = "note" | "notes" | "comment" | "comments",
    /// Where the concept comes from.
    Source = "source",
    /// The word class of the term.
    PartOfSpeech = "part_of_speech" | "pos",
    /// Its gender.
    Gender = "gender",
    /// Its number.
    Number = "number" | "grammatical_number",
    /// Its register.
    Register = "register",
    /// Its region.
    Region = "region",
    /// Its romanization scheme.
    Scheme = "scheme",
    /// Whether capitals count: yes or no.
    CaseSensitive = "case_sensitive",
    /// Whether it is a short form: yes or no.
    Short = "short",
    /// Whether it has a translation: yes or no.
    Translate = "translate",
    /// Whether it has other forms: yes or no.
    Inflect = "inflect",
    /// The note on the term.
    TermNote = "term_note",
    /// Its context words: `word | word`.
    Context = "context",
    /// Ids of the concept elsewhere: `system:id | system:id`.
    External = "external",
    /// The name of the glossary: a row that has one begins with a head.
    Glossary = "glossary",
    /// What the glossary covers.
    Scope = "scope",
    /// Its sources: `one | another`.
    Sources = "sources",
    /// The country of its places.
    Country = "country",
    /// Its licence.
    Licence = "licence" | "license",
    /// Whether the term is forbidden: yes or no. Read only; written as a status.
    Forbidden = "forbidden",
    /// Whether the term is preferred: yes or no. Read only; written as a status.
    Preferred = "preferred",
}

impl Field {
    /// The fields that are written.
    pub(super) fn written() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|field| !matches!(field, Self::Forbidden | Self::Preferred))
    }

    /// Whether its column is written also where it is empty, for people to fill in.
    pub(super) const fn is_basic(self) -> bool {
        matches!(
            self,
            Self::Concept | Self::Lang | Self::Term | Self::Status | Self::Subject | Self::Definition | Self::Note
        )
    }

    /// The field of a word.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.word() == word)
    }

    /// The field that a heading names: `Part of speech`, `Concept-ID`.
    fn of_heading(heading: &str) -> Option<Self> {
        let word = as_word(heading);
        Self::ALL.iter().copied().find(|field| field.word() == word || field.aliases().contains(&word.as_str()))
    }
}

/// What a column is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A field.
    Field(Field),
    /// The terms of a language.
    Names(Lang),
    /// Nothing that is read.
    Ignored,
    /// It has no heading, so nothing may stand in it.
    Nameless,
}

/// The columns of a table.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// What each column is for.
    pub(super) roles: Vec<Role>,
    /// Whether a row is a concept, with a column for each language, and not a term.
    pub(super) wide: bool,
    /// Whether ids must be such as the program writes, and are not made of what stands there.
    pub(super) strict_ids: bool,
}

impl Layout {
    /// Understands a header. An error says what is wrong, with the index of the column.
    pub(super) fn of(header: &[&str], columns: &Columns) -> Result<Self, (usize, String)> {
        let mapped = columns.headings().next().is_some();
        let mut roles: Vec<Option<Role>> = vec![None; header.len()];
        for (key, heading) in columns.headings() {
            let column = find(header, heading).ok_or_else(|| {
                let found = header.iter().map(|name| format!("`{}`", name.trim())).collect::<Vec<_>>().join(", ");
                (0, format!("no column is called `{heading}`, which the mapping gives for `{key}`; there are {found}"))
            })?;
            let role = Field::from_word(key).map_or_else(|| Role::Names(Lang::new(key)), Role::Field);
            if let Some(slot) = roles.get_mut(column)
                && slot.replace(role).is_some()
            {
                return Err((column, format!("the mapping gives the column `{heading}` two meanings")));
            }
        }
        refuse_pair(header, &roles)?;
        let roles: Vec<Role> = header
            .iter()
            .zip(roles)
            .enumerate()
            .map(|(column, (heading, role))| match role {
                Some(role) => Ok(role),
                None if heading.trim().is_empty() => Ok(if mapped { Role::Ignored } else { Role::Nameless }),
                None => Field::of_heading(heading)
                    .map(Role::Field)
                    .or_else(|| langs::of_heading(heading).map(Role::Names))
                    .or(mapped.then_some(Role::Ignored))
                    .ok_or_else(|| (column, unknown(heading))),
            })
            .collect::<Result<_, _>>()?;
        // What the mapping gives wins over a column that merely has the name.
        let roles = without_doubles(roles, header, columns)?;
        let has = |field| roles.contains(&Role::Field(field));
        let wide = roles.iter().any(|role| matches!(role, Role::Names(_)));
        if wide && (has(Field::Term) || has(Field::Lang)) {
            let column = roles.iter().position(|role| matches!(role, Role::Names(_))).unwrap_or_default();
            let message = "this column holds the terms of a language, and another is called `term` or `lang`: a table has \
                           either one term or one concept a row";
            return Err((column, message.to_owned()));
        }
        if !wide && let Some(field) = [Field::Concept, Field::Lang, Field::Term].into_iter().find(|&field| !has(field))
        {
            let message = format!(
                "the column `{}` is missing; a table of one concept a row has a column for each language instead: name them \
                 with --columns en=HEADING,ar=HEADING",
                field.word()
            );
            return Err((0, message));
        }
        let strict_ids = columns.get(Field::Concept.word()).is_none()
            && header.iter().any(|heading| heading.trim() == Field::Concept.word());
        Ok(Self { roles, wide, strict_ids })
    }
}

/// A heading as fields are written: small letters, with underscores.
fn as_word(heading: &str) -> String {
    heading.trim().to_lowercase().split([' ', '-', '_']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_")
}

/// The column of a heading: the same, or the same but for capitals.
fn find(header: &[&str], heading: &str) -> Option<usize> {
    let same = |name: &&str| name.trim() == heading;
    let alike = |name: &&str| name.trim().to_lowercase() == heading.to_lowercase();
    header.iter().position(same).or_else(|| header.iter().position(alike))
}

/// Refuses headings that say «source» and «target» and not which languages these are.
fn refuse_pair(header: &[&str], roles: &[Option<Role>]) -> Result<(), (usize, String)> {
    let named = |words: &[&str]| header.iter().position(|heading| words.contains(&as_word(heading).as_str()));
    let target = named(&["target", "target_term", "target_text", "target_language", "translation"]);
    let source = named(&["source_term", "source_text", "source_language"])
        .or_else(|| target.and_then(|_| named(&["source", "term", "original"])));
    let open = |column: Option<usize>| column.filter(|&at| roles.get(at).is_some_and(Option::is_none));
    let Some(column) = open(source).or_else(|| open(target)) else { return Ok(()) };
    let heading = |column: Option<usize>| {
        let heading = column.and_then(|at| header.get(at)).map_or("Target", |heading| heading.trim());
        if heading.contains([',', '"', ' ']) {
            format!("\"{}\"", heading.replace('"', "\"\""))
        } else {
            heading.to_owned()
        }
    };
    let pair = match (source, target) {
        (Some(_), Some(_)) => format!("en={},ar={}", heading(source), heading(target)),
        (one, other) => format!("en={}", heading(one.or(other))),
    };
    let name = header.get(column).map_or("", |heading| heading.trim());
    Err((column, format!("the column `{name}` doesn't say its language: give it, as in --columns {pair}")))
}

/// Sees to it that no field has two columns: one of the mapping stands, and two others are an error.
fn without_doubles(roles: Vec<Role>, header: &[&str], columns: &Columns) -> Result<Vec<Role>, (usize, String)> {
    let from_mapping: Vec<usize> = columns.headings().filter_map(|(_, heading)| find(header, heading)).collect();
    let mapped_fields: BTreeSet<Field> = from_mapping.iter().filter_map(|&column| field(roles.get(column)?)).collect();
    let mut seen = BTreeSet::new();
    let mut kept = Vec::with_capacity(roles.len());
    for (column, role) in roles.into_iter().enumerate() {
        match field(&role) {
            Some(field) if mapped_fields.contains(&field) && !from_mapping.contains(&column) => {
                kept.push(Role::Ignored);
            }
            Some(field) if !seen.insert(field) => {
                return Err((
                    column,
                    format!("two columns hold `{0}`: say which, as in --columns {0}=HEADING", field.word()),
                ));
            }
            _ => kept.push(role),
        }
    }
    Ok(kept)
}

fn field(role: &Role) -> Option<Field> {
    match role {
        Role::Field(field) => Some(*field),
        _ => None,
    }
}

/// What to do about a heading that means nothing here.
fn unknown(heading: &str) -> String {
    let known = Field::written().map(Field::word).collect::<Vec<_>>().join(", ");
    format!(
        "unknown column `{}`; known are {known}, and languages such as `ar` or `Arabic`. To read only the columns that you \
         name, give --columns en=HEADING,ar=HEADING,concept=HEADING",
        heading.trim()
    )
}
