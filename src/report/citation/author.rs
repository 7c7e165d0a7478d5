//! Where the author of a citation ends and the title begins.

use crate::text::Span;

/// An author at the head of a citation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Author {
    /// How many fields name the author.
    pub(super) fields: usize,
    /// Whether it is a person by the form of the name, so that the last field may be a publisher.
    pub(super) person: bool,
}

/// States that put the name of the state before that of an office: «Germany, BAMF, …». They are no given names either.
const STATES: &[&str] = &[
    "Afghanistan",
    "Algeria",
    "Armenia",
    "Australia",
    "Austria",
    "Azerbaijan",
    "Bahrain",
    "Belgium",
    "Canada",
    "China",
    "Denmark",
    "Egypt",
    "Eritrea",
    "EU",
    "European Union",
    "Finland",
    "France",
    "Germany",
    "Greece",
    "India",
    "Iran",
    "Iraq",
    "Ireland",
    "Israel",
    "Italy",
    "Jordan",
    "Kuwait",
    "Lebanon",
    "Libya",
    "Morocco",
    "Netherlands",
    "Norway",
    "Oman",
    "Pakistan",
    "Palestine",
    "Poland",
    "Qatar",
    "Russia",
    "Saudi Arabia",
    "Somalia",
    "Spain",
    "Sudan",
    "Sweden",
    "Switzerland",
    "Syria",
    "Tunisia",
    "Türkiye",
    "Turkey",
    "UAE",
    "UK",
    "Ukraine",
    "UN",
    "United Kingdom",
    "United Nations",
    "United States",
    "US",
    "USA",
    "Yemen",
    "سوريا",
    "سورية",
    "لبنان",
    "العراق",
    "مصر",
    "الأردن",
    "تركيا",
    "ألمانيا",
];

/// Words by which an office, an institution or an outlet is known.
const OFFICES: &[&str] = &[
    "academy",
    "administration",
    "agency",
    "assembly",
    "association",
    "authority",
    "bank",
    "board",
    "bureau",
    "cabinet",
    "center",
    "centre",
    "centers",
    "chronicle",
    "club",
    "coalition",
    "commission",
    "commissioner",
    "committee",
    "congress",
    "consulting",
    "corporation",
    "council",
    "court",
    "daily",
    "department",
    "directorate",
    "embassy",
    "endowment",
    "federation",
    "forum",
    "foundation",
    "fund",
    "gazette",
    "government",
    "group",
    "herald",
    "initiative",
    "institute",
    "institution",
    "journal",
    "magazine",
    "media",
    "migrationsverket",
    "ministry",
    "mission",
    "monitor",
    "movement",
    "network",
    "news",
    "newspaper",
    "observatory",
    "observer",
    "office",
    "organisation",
    "organization",
    "parliament",
    "post",
    "presidency",
    "press",
    "programme",
    "program",
    "project",
    "publishers",
    "publishing",
    "radio",
    "review",
    "secretariat",
    "service",
    "society",
    "studies",
    "telegraph",
    "television",
    "think",
    "times",
    "tribune",
    "tv",
    "union",
    "university",
    "verlag",
    "watch",
    "وزارة",
    "مركز",
    "معهد",
    "مجلس",
    "جامعة",
    "مؤسسة",
    "وكالة",
    "دار",
    "هيئة",
    "شبكة",
    "مرصد",
    "صحيفة",
    "مجلة",
    "قناة",
    "موقع",
    "منظمة",
    "جمعية",
    "مكتبة",
    "رئاسة",
    "مديرية",
    "المركز",
    "المعهد",
    "المؤسسة",
    "الهيئة",
];

/// Outlets and organisations of one capitalised word, which are no surnames.
const OUTLETS: &[&str] = &[
    "Acaps",
    "Alarabiya",
    "Amnesty",
    "Anadolu",
    "Axios",
    "Bellingcat",
    "Bloomberg",
    "Euronews",
    "Europol",
    "Frontex",
    "Guardian",
    "Haaretz",
    "Ifex",
    "Jusoor",
    "Kurdistan24",
    "Newsweek",
    "Newlines",
    "Politico",
    "Reach",
    "Reliefweb",
    "Reuters",
    "Rudaw",
    "Shafaq",
    "Simerg",
    "Sputnik",
    "Tass",
    "Unicef",
    "Unesco",
    "Xinhua",
];

/// Who wrote it, when the fields before and with the title are these. At least one field is left for the title, unless
/// `title_follows` says that it stands apart.
pub(super) fn of(fields: &[&str], title_follows: bool) -> Option<Author> {
    let most = if title_follows { fields.len() } else { fields.len().checked_sub(1)? };
    let fields = fields.get(..most)?;
    let first = fields.first()?;
    if let Some(count) = people(fields) {
        return Some(Author { fields: count, person: true });
    }
    let second = fields.get(1);
    if STATES.contains(first) && second.is_some_and(|second| is_office(second) || is_acronym(second)) {
        return Some(Author { fields: 2, person: false });
    }
    if is_surname(first) && second.is_some_and(|second| is_given_name(second)) {
        return Some(Author { fields: 2, person: true });
    }
    Some(Author { fields: 1, person: false })
}

/// How many fields name people as `Surname, I.`: `Waters, G. and Lister, C.`
fn people(fields: &[&str]) -> Option<usize> {
    let mut count = 0;
    while let (Some(surname), Some(initials)) = (fields.get(count), fields.get(count + 1)) {
        let surname = surname.strip_prefix("and ").or_else(|| surname.strip_prefix("& ")).unwrap_or(surname);
        let Some(rest) = surname_fits(surname).then(|| after_initials(initials)).flatten() else { break };
        count += 2;
        if rest.is_empty() || is_role(rest) {
            continue;
        }
        // `G. and Lister` is the end of one name and the beginning of the next.
        let next = ["and ", "& ", "und ", "et ", "و"].iter().find_map(|word| rest.strip_prefix(word));
        let Some(next) = next.map(str::trim).filter(|next| surname_fits(next)) else {
            return if rest.starts_with("et al") { Some(count) } else { finish(count - 2) };
        };
        match fields.get(count).and_then(|initials| after_initials(initials)) {
            Some(rest) if rest.is_empty() || is_role(rest) => count += 1,
            // `Waters, G. and Charles Lister`
            _ => return next.split_whitespace().nth(1).map(|_| count).or(finish(count - 2)),
        }
    }
    if fields.get(count).is_some_and(|field| field.starts_with("et al")) && count > 0 {
        count += 1;
    }
    finish(count)
}

fn finish(count: usize) -> Option<usize> {
    (count > 0).then_some(count)
}

fn surname_fits(text: &str) -> bool {
    let words = text.split_whitespace().count();
    (1..=4).contains(&words) && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | '?' | '!'))
}

/// What follows the initials with which a field begins: `G.`, `G. W.`, `J.-P.`, `أ.`
fn after_initials(field: &str) -> Option<&str> {
    let mut rest = field;
    let mut any = false;
    loop {
        let mut chars = rest.trim_start_matches([' ', '-']).chars();
        let Some(letter) = chars.next().filter(|c| c.is_alphabetic() && !c.is_lowercase()) else { break };
        let _ = letter;
        // Two letters make an initial in names such as `Yu.` and `Kh.`
        let after = chars.as_str();
        let second = after.strip_prefix(|c: char| c.is_lowercase()).and_then(|after| after.strip_prefix('.'));
        let Some(after) = after.strip_prefix('.').or(second) else { break };
        any = true;
        rest = after;
    }
    any.then(|| rest.trim())
}

/// What may follow a name: `(ed.)`, `et al.`
fn is_role(text: &str) -> bool {
    let text = text.trim_matches(|c: char| matches!(c, '(' | ')' | '.' | ' '));
    ["ed", "eds", "et al", "Jr", "Sr", "editor", "editors", "trans", "dir"]
        .iter()
        .any(|role| text.eq_ignore_ascii_case(role))
}

/// Whether a field is one capitalised word, with a particle perhaps, as surnames are: `Waters`, `al-Khatib`, `Van Dam`.
fn is_surname(field: &str) -> bool {
    let mut words = field.split_whitespace().rev();
    let last = words.next().unwrap_or_default();
    let particles = ["al", "el", "van", "von", "de", "der", "den", "bin", "ibn", "abu", "di", "da", "le", "la"];
    words.all(|word| particles.iter().any(|particle| word.eq_ignore_ascii_case(particle)))
        && is_name_word(last)
        && !STATES.contains(&field)
        && !OUTLETS.iter().any(|outlet| outlet.eq_ignore_ascii_case(field))
        && !is_office(field)
}

/// Whether a field is a given name, or two, perhaps with the names of more people after it.
fn is_given_name(field: &str) -> bool {
    let (first, others) = match field.split_once(" and ").or_else(|| field.split_once(" & ")) {
        Some((first, others)) => (first, Some(others)),
        None => (field, None),
    };
    let names = |text: &str, most: usize| {
        let count = text.split_whitespace().count();
        (1..=most).contains(&count)
            && text.split_whitespace().all(|word| is_name_word(word) || after_initials(word) == Some(""))
    };
    names(first, 2)
        && others.is_none_or(|others| others.split_whitespace().count() >= 2 && names(others, 4))
        && !STATES.contains(&first)
        && !is_office(field)
}

/// Whether a word has a capital, small letters and nothing else, as names have: `Gregory`, `al-Sharaa`, `O'Neill`.
fn is_name_word(word: &str) -> bool {
    let word = ["al-", "Al-", "el-", "El-", "as-", "ash-", "ad-", "at-", "an-", "ar-"]
        .iter()
        .find_map(|p| word.strip_prefix(p))
        .unwrap_or(word);
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase)
        && word.chars().count() >= 2
        && word.chars().count() <= 20
        && chars.clone().any(char::is_lowercase)
        && chars.all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | 'ʿ' | '‘'))
        && word
            .split('-')
            .all(|part| part.chars().skip(1).all(|c| !c.is_uppercase() || part.contains(['\'', '’', 'c'])))
}

fn is_office(field: &str) -> bool {
    field
        .split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '/'))
        .any(|word| OFFICES.iter().any(|office| word.eq_ignore_ascii_case(office)))
}

fn is_acronym(field: &str) -> bool {
    let first = field.split_whitespace().next().unwrap_or_default();
    first.chars().count() >= 2 && first.chars().all(|c| c.is_uppercase() || matches!(c, '&' | '-' | '.'))
}

/// Whether the last field of a title and what follows it can be a publisher.
pub(super) fn is_publisher(field: &str, author: Author) -> bool {
    let words: Vec<&str> = field.split_whitespace().take(9).collect();
    let capital = |word: &&str| !word.starts_with(char::is_lowercase) || is_particle(word);
    let shaped = (1..=8).contains(&words.len())
        && field.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
        && words.iter().all(capital)
        && !field.contains(['?', '!', '؟', ':', '…']);
    shaped && (author.person && words.len() <= 6 || is_office(field))
}

fn is_particle(word: &str) -> bool {
    ["of", "for", "and", "the", "on", "in", "to", "at", "al", "de", "la", "du", "für", "des"].contains(&word)
        || word.starts_with("al-")
}

/// The fields of a text: what stands between commas that white space follows, or between Arabic commas, outside brackets.
/// A comma inside a number or an address parts nothing.
pub(super) fn fields(text: &str, span: Span, in_brackets: impl Fn(usize) -> bool) -> Vec<Span> {
    let mut fields = Vec::new();
    let mut start = span.start;
    for (offset, c) in span.slice(text).char_indices() {
        let at = span.start + offset;
        let after = text.get(at + c.len_utf8()..span.end).unwrap_or_default();
        let parts = match c {
            '،' => true,
            ',' => after.is_empty() || after.starts_with(char::is_whitespace),
            _ => false,
        };
        if parts && !in_brackets(at) {
            fields.push(Span::new(start, at).trim(text));
            start = at + c.len_utf8();
        }
    }
    fields.push(Span::new(start, span.end).trim(text));
    fields
}

/// Whether a text before a colon names an outlet or an office.
pub(super) fn is_outlet(text: &str) -> bool {
    text.split_whitespace().nth(5).is_none() && (is_office(text) || is_acronym(text) || OUTLETS.contains(&text))
}
