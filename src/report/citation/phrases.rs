//! The set phrases of citations, in English and Arabic: access notes, lead-ins, locators, repeats.

/// Before the date on which a work was looked up.
pub(super) const ACCESSED: &[&str] = &[
    "accessed on",
    "accessed",
    "last accessed on",
    "last accessed",
    "last visited on",
    "last visited",
    "visited on",
    "retrieved on",
    "retrieved",
    "consulted on",
    "last consulted",
    "consulted",
    "viewed on",
    "last viewed",
    "viewed",
    "date accessed",
    "date of access",
    "access date",
    "last checked",
    "checked on",
    "تاريخ الدخول",
    "تاريخ الاطلاع",
    "تاريخ الإطلاع",
    "تاريخ الزيارة",
    "تاريخ التصفح",
    "تاريخ الوصول",
    "تاريخ المشاهدة",
    "آخر زيارة",
    "آخر دخول",
    "آخر اطلاع",
    "شوهد في",
    "شوهد بتاريخ",
    "اطلع عليه في",
    "اطلع عليه بتاريخ",
    "اطُّلع عليه في",
    "اطّلع عليه في",
    "تم الاطلاع في",
    "تم الاطلاع عليه في",
    "تم الاطلاع عليه بتاريخ",
    "تم الاطلاع بتاريخ",
    "تم الدخول في",
    "تم الدخول بتاريخ",
    "تمت الزيارة في",
    "تمت زيارته في",
    "تاریخ دسترسی",
    "تاريخ الدخول في",
];

/// Before the date of publication.
pub(super) const PUBLISHED: &[&str] = &[
    "dated",
    "published on",
    "published",
    "posted on",
    "posted",
    "issued on",
    "issued",
    "released on",
    "released",
    "uploaded on",
    "aired on",
    "broadcast on",
    "on",
    "نشر في",
    "نُشر في",
    "نشر بتاريخ",
    "نُشر بتاريخ",
    "تاريخ النشر",
    "بتاريخ",
    "في",
    "صدر في",
    "صدر بتاريخ",
];

/// Before the date of a later change: the date of publication may stand further left.
pub(super) const UPDATED: &[&str] = &[
    "last updated on",
    "last updated",
    "updated on",
    "updated",
    "last modified on",
    "last modified",
    "modified on",
    "last edited",
    "last revised",
    "آخر تحديث في",
    "آخر تحديث",
    "تم التحديث في",
    "حُدّث في",
    "حدث في",
];

/// Before an address.
pub(super) const AVAILABLE: &[&str] = &[
    "available online at",
    "available from",
    "available online",
    "available at",
    "available on",
    "available here",
    "available via",
    "available in",
    "available",
    "online at",
    "online",
    "accessible at",
    "retrieved from",
    "accessed at",
    "accessed via",
    "link",
    "url",
    "doi",
    "web",
    "source",
    "see",
    "at",
    "via",
    "from",
    "على الرابط التالي",
    "على الرابط",
    "عبر الرابط",
    "عبر الرابط التالي",
    "الرابط",
    "رابط",
    "متاح على الرابط",
    "متاح على",
    "متاح في",
    "متاح عبر",
    "متوفر على الرابط",
    "متوفر على",
    "متوفر في",
    "الموقع",
    "انظر",
];

/// Before a citation.
pub(super) const LEADS: &[&str] = &[
    "for more information, see",
    "for more information see",
    "for further information, see",
    "for further information see",
    "for further details, see",
    "for further details see",
    "for more details, see",
    "for more details see",
    "for more, see",
    "for more see",
    "for details, see",
    "for details see",
    "for example, see",
    "see, for example,",
    "see for example",
    "see, for instance,",
    "see for instance",
    "see, among others,",
    "see among others",
    "see, e.g.,",
    "see, e.g.",
    "see e.g.,",
    "see e.g.",
    "see inter alia",
    "see, inter alia,",
    "see also",
    "see further",
    "see",
    "cf.",
    "cf",
    "compare",
    "but see",
    "also see",
    "quoted in",
    "cited in",
    "as cited in",
    "as quoted in",
    "sources:",
    "source:",
    "also:",
    "e.g.",
    "and",
    "للمزيد انظر",
    "للمزيد، انظر",
    "للمزيد يُنظر",
    "لمزيد من المعلومات، انظر",
    "لمزيد من المعلومات انظر",
    "انظر أيضاً",
    "انظر أيضًا",
    "انظر ايضا",
    "انظر على سبيل المثال",
    "انظر مثلاً",
    "انظر كذلك",
    "انظر",
    "أنظر",
    "يُنظر",
    "ينظر",
    "راجع أيضاً",
    "راجع",
    "نقلاً عن",
    "نقلا عن",
    "المصدر:",
    "وانظر",
    "قارن",
];

/// In the place of a date that is not known.
pub(super) const UNDATED: &[&str] = &[
    "n.d",
    "n. d",
    "nd",
    "undated",
    "no date",
    "date unknown",
    "s.d",
    "د.ت",
    "د. ت",
    "بدون تاريخ",
    "دون تاريخ",
    "بلا تاريخ",
    "بی‌تا",
    "بی تا",
];

/// The language of a work.
pub(super) const LANGUAGES: &[&str] = &[
    "arabic",
    "in arabic",
    "kurdish",
    "in kurdish",
    "persian",
    "in persian",
    "farsi",
    "in farsi",
    "dari",
    "in dari",
    "pashto",
    "in pashto",
    "urdu",
    "in urdu",
    "turkish",
    "in turkish",
    "french",
    "in french",
    "english",
    "in english",
    "german",
    "in german",
    "russian",
    "in russian",
    "hebrew",
    "in hebrew",
    "original in arabic",
    "arabic only",
    "بالعربية",
    "باللغة العربية",
    "بالإنجليزية",
    "باللغة الإنجليزية",
    "بالفرنسية",
    "بالفارسية",
    "عربي",
    "بالكردية",
    "باللغة الفرنسية",
];

/// The kind of a work, in brackets after its title.
pub(super) const KINDS: &[&str] = &[
    "video",
    "audio",
    "podcast",
    "image",
    "photo",
    "photos",
    "map",
    "infographic",
    "blog",
    "blog post",
    "press release",
    "facebook",
    "facebook post",
    "post on facebook",
    "twitter",
    "tweet",
    "x",
    "post on x",
    "x post",
    "telegram",
    "telegram post",
    "telegram channel",
    "youtube",
    "youtube video",
    "instagram",
    "tiktok",
    "linkedin",
    "live blog",
    "updated",
    "archived",
    "pdf",
    "thread",
    "statement",
    "source",
    "فيديو",
    "فيسبوك",
    "تويتر",
    "تلغرام",
    "يوتيوب",
    "صورة",
    "بيان",
    "بيان صحفي",
];

/// The word with which a place inside a work begins: `p. 12`.
pub(super) const LOCATORS: &[&str] = &[
    "p",
    "pp",
    "pg",
    "page",
    "pages",
    "para",
    "paras",
    "par",
    "paragraph",
    "paragraphs",
    "§",
    "§§",
    "section",
    "sections",
    "sec",
    "chapter",
    "chapters",
    "ch",
    "annex",
    "appendix",
    "footnote",
    "footnotes",
    "fn",
    "note",
    "art",
    "article",
    "articles",
    "vol",
    "volume",
    "no",
    "issue",
    "table",
    "figure",
    "fig",
    "col",
    "minute",
    "min",
    "slide",
    "ref",
    "ص",
    "صص",
    "ص ص",
    "الصفحة",
    "صفحة",
    "صفحات",
    "الفقرة",
    "فقرة",
    "الفقرات",
    "الفصل",
    "القسم",
    "المادة",
    "الملحق",
    "ج",
    "العدد",
    "عدد",
    "المجلد",
    "مج",
    "هامش",
    "الدقيقة",
    "s",
    "seite",
    "ss",
];

/// In the place of the citation before.
pub(super) const IBID: &[&str] = &[
    "ibid",
    "ibidem",
    "ib",
    "idem",
    "id",
    "the same",
    "same source",
    "المرجع نفسه",
    "المصدر نفسه",
    "نفس المرجع",
    "نفس المصدر",
    "المرجع ذاته",
    "المصدر ذاته",
    "نفسه",
    "المرجع السابق نفسه",
    "المصدر السابق نفسه",
    "م.ن",
    "م. ن",
    "همان",
];

/// In the place of the title of an earlier citation.
pub(super) const OP_CIT: &[&str] = &[
    "op. cit",
    "op.cit",
    "op cit",
    "opcit",
    "loc. cit",
    "loc.cit",
    "loc cit",
    "opere citato",
    "المرجع السابق",
    "المصدر السابق",
    "مرجع سابق",
    "مصدر سابق",
    "المرجع السابق ذكره",
    "مرجع سبق ذكره",
    "مصدر سبق ذكره",
    "المرجع المذكور",
    "م.س",
    "م. س",
    "پیشین",
];

/// Where a text begins the phrase that ends it, with a colon and white space after it allowed. The longest one counts.
pub(super) fn at_end(text: &str, phrases: &[&str]) -> Option<usize> {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：'));
    let starts = phrases.iter().filter_map(|phrase| {
        let start = text.len().checked_sub(phrase.len())?;
        let before = text.get(..start)?.chars().next_back();
        (before.is_none_or(|c| !c.is_alphanumeric()) && same(text.get(start..)?, phrase)).then_some(start)
    });
    starts.min()
}

/// How long the longest phrase is that begins a text, with the white space, colon or comma after it.
pub(super) fn at_start(text: &str, phrases: &[&str]) -> Option<usize> {
    let ends = phrases.iter().filter_map(|phrase| {
        let rest = text.get(phrase.len()..)?;
        let whole = !rest.starts_with(char::is_alphanumeric);
        (whole && same(text.get(..phrase.len())?, phrase)).then(|| {
            text.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | '،')).len()
        })
    });
    ends.max()
}

/// Whether a text is one of the phrases, but for full stops and white space at its ends.
pub(super) fn is_one(text: &str, phrases: &[&str]) -> bool {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '.');
    phrases.iter().any(|phrase| same(text, phrase.trim_matches('.')))
}

/// Whether a text is a place inside a work: `pp. 3-4`, `ص. ١٢`, `para. 5`.
pub(super) fn is_locator(text: &str) -> bool {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '.');
    if text.len() > 60 {
        return false;
    }
    let number = |c: char| c.is_alphanumeric() || c.is_whitespace() || "–-—,،.:/()".contains(c);
    LOCATORS.iter().any(|word| {
        let Some(rest) = text.get(..word.len()).filter(|start| same(start, word)).and(text.get(word.len()..)) else {
            return false;
        };
        // `page 4 of the annex` is a place; `Pages from a diary` is a title: a figure or Roman numeral must come first.
        let figures = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':'));
        let apart = figures.len() < rest.len() || !word.ends_with(char::is_alphanumeric);
        let first = figures.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let counted = first.starts_with(|c| super::dates::digit(c).is_some());
        let roman = !first.is_empty() && first.chars().all(|c| "ivxlcIVXLC".contains(c));
        (counted || roman && apart) && figures.chars().all(number)
    })
}

fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}
