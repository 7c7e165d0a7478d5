//! Languages, by their BCP 47 tags.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A language, as a BCP 47 tag such as `en`, `ar`, `ckb` or `ku-Latn`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lang(Cow<'static, str>);

/// The direction in which a language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Lang {
    /// English.
    pub const EN: Self = Self(Cow::Borrowed("en"));
    /// Arabic.
    pub const AR: Self = Self(Cow::Borrowed("ar"));
    /// Persian.
    pub const FA: Self = Self(Cow::Borrowed("fa"));
    /// Urdu.
    pub const UR: Self = Self(Cow::Borrowed("ur"));
    /// Sorani (Central Kurdish).
    pub const CKB: Self = Self(Cow::Borrowed("ckb"));
    /// Pashto.
    pub const PS: Self = Self(Cow::Borrowed("ps"));
    /// Uyghur.
    pub const UG: Self = Self(Cow::Borrowed("ug"));
    /// Sindhi.
    pub const SD: Self = Self(Cow::Borrowed("sd"));
    /// Hebrew.
    pub const HE: Self = Self(Cow::Borrowed("he"));
    /// Undetermined.
    pub const UND: Self = Self(Cow::Borrowed("und"));

    /// The language of a tag. The tag is taken as it stands, in the usual case of BCP 47.
    #[must_use]
    pub fn new(tag: &str) -> Self {
        // These are copied often; they need no memory of their own.
        let known =
            [Self::EN, Self::AR, Self::FA, Self::UR, Self::CKB, Self::PS, Self::UG, Self::SD, Self::HE, Self::UND];
        known.into_iter().find(|known| known.tag() == tag).unwrap_or_else(|| Self(Cow::Owned(tag.to_owned())))
    }

    /// The tag.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The primary language subtag: `ku` of `ku-Latn`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// The script subtag, if it has one: `Latn` of `ku-Latn`.
    #[must_use]
    pub fn script(&self) -> Option<&str> {
        let is_script = |part: &&str| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic());
        // Before it only extended languages may stand, which have three letters.
        self.0.split('-').skip(1).skip_while(|part| part.len() == 3).take(1).find(is_script)
    }

    /// Whether both are the same language in the same script, whatever their regions: `en` and `en-US`, but neither `ku-Latn`
    /// and `ku-Arab` nor `ar` and `ar-Latn`.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let same_script = match (self.script(), other.script()) {
            (Some(own), Some(other)) => own.eq_ignore_ascii_case(other),
            (own, other) => own == other,
        };
        same_script && self.primary().eq_ignore_ascii_case(other.primary())
    }

    /// The direction in which it is written, from its script subtag or else its usual script.
    #[must_use]
    pub fn direction(&self) -> Direction {
        let rtl = match self.0.split('-').nth(1) {
            Some("Latn" | "Cyrl") => false,
            Some("Arab" | "Hebr") => true,
            _ => matches!(
                self.primary(),
                "ar" | "arb" | "arc" | "ckb" | "fa" | "he" | "prs" | "ps" | "sd" | "syr" | "ug" | "ur" | "yi"
            ),
        };
        if rtl { Direction::Rtl } else { Direction::Ltr }
    }
}

impl Direction {
    /// The word for it in HTML and XLIFF.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
