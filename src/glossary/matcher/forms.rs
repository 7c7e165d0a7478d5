//! The forms in which a term stands in running text, as folded patterns with what may be attached to each.

use super::words::{ARTICLE, Folded, Kind, next_word};
use crate::glossary::{PartOfSpeech, Subject, Term};
use crate::lexicon::{Lexicon, frequencies};
use crate::text::Key;
use crate::text::key::fold;
use crate::text::script::has_arabic;
use std::collections::BTreeMap;

/// One form of a term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Form {
    /// How the word may begin.
    pub(super) attach: Attach,
    /// Whether an English plural ending may follow.
    pub(super) plural: bool,
    /// Whether an Arabic pronoun, or the ending of the indefinite accusative, may follow.
    pub(super) endings: bool,
    /// Whether the form is derived by rule rather than listed.
    pub(super) derived: bool,
    /// Whether it must begin with a capital where it begins with a Latin letter: written small it is, or may be, an ordinary word.
    pub(super) capital: bool,
    /// Whether one of the term's context words must stand near by.
    pub(super) guarded: bool,
}

/// What may stand between the beginning of the word and the form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Attach {
    /// Nothing: not an Arabic word, or too short a one.
    #[default]
    Nothing,
    /// و or ف, then ب, ل or ك.
    Particles,
    /// The same, and the article after them: بال, لل.
    ParticlesAndArticle,
    /// ل with or without و or ف before it, and nothing else: the form is the rest of a word whose article has lost its alef
    /// to it (للسلمية).
    Lam,
    /// و or ف, then س: a verb.
    Future,
}

impl Attach {
    /// Whether this prefix of a word, folded, may stand before the form.
    pub(super) fn allows(self, prefix: &str) -> bool {
        if prefix.is_empty() {
            return self != Self::Lam;
        }
        let rest = prefix.strip_prefix(['و', 'ف']).unwrap_or(prefix);
        match self {
            Self::Nothing => false,
            Self::Particles => matches!(rest, "" | "ب" | "ل" | "ك"),
            Self::ParticlesAndArticle => matches!(rest, "" | "ب" | "ل" | "ك" | "ال" | "بال" | "كال" | "لل"),
            Self::Lam => rest == "ل",
            Self::Future => matches!(rest, "" | "س"),
        }
    }

    /// The most letters that any of them allows: a longer prefix need not be looked at.
    pub(super) const LONGEST: usize = 4;
}

/// The prefixes of a folded Arabic word, in bytes, behind which a form may begin; the empty one is not among them.
pub(super) fn prefixes(word: &[u8]) -> impl Iterator<Item = usize> + use<> {
    let at = |at: usize, letters: &[u16]| letter(word, at).is_some_and(|letter| letters.contains(&letter));
    let article = |from: usize| if at(from, &[ALEF]) && at(from + 2, &[LAM]) { from + 4 } else { from };
    let conjunction = if at(0, &[WAW, FEH]) { 2 } else { 0 };
    let particle = if at(conjunction, &[BEH, KAF, LAM, SEEN]) { conjunction + 2 } else { conjunction };
    let definite = if at(conjunction, &[LAM]) && at(particle, &[LAM]) { particle + 2 } else { article(particle) };
    let mut last = 0;
    [conjunction, particle, definite, article(conjunction)].into_iter().filter(move |&prefix| {
        let new = prefix > last;
        last = last.max(prefix);
        new
    })
}

/// The two bytes of the letter at an offset of a folded Arabic word.
pub(super) fn letter(word: &[u8], at: usize) -> Option<u16> {
    word.get(at..)?.first_chunk().map(|bytes| u16::from_be_bytes(*bytes))
}

/// The two bytes of a letter of the Arabic block.
pub(super) const fn code(c: char) -> u16 {
    (0xC0 | c as u16 >> 6) << 8 | 0x80 | c as u16 & 0x3F
}

const ALEF: u16 = code('ا');
const BEH: u16 = code('ب');
const FEH: u16 = code('ف');
const KAF: u16 = code('ك');
const LAM: u16 = code('ل');
const SEEN: u16 = code('س');
const WAW: u16 = code('و');

impl Form {
    pub(super) fn bits(self) -> u16 {
        let flags = [self.plural, self.endings, self.derived, self.capital, self.guarded];
        flags.iter().rev().fold(0, |bits, &flag| bits << 1 | u16::from(flag)) << 3 | self.attach as u16
    }

    pub(super) fn from_bits(bits: u16) -> Self {
        let attach = match bits & 7 {
            1 => Attach::Particles,
            2 => Attach::ParticlesAndArticle,
            3 => Attach::Lam,
            4 => Attach::Future,
            _ => Attach::Nothing,
        };
        let flag = |number: u16| bits >> (3 + number) & 1 == 1;
        Self { attach, plural: flag(0), endings: flag(1), derived: flag(2), capital: flag(3), guarded: flag(4) }
    }
}

/// Forms by their folded text.
type Forms = BTreeMap<String, Form>;

/// The forms of a term of a concept of this kind, by their folded text; [`ARTICLE`] stands in it for each Latin article.
pub(super) fn forms(term: &Term, subject: Subject) -> Forms {
    let mut forms = Forms::new();
    let key = pattern(&term.text);
    if key.is_empty() {
        return forms;
    }
    if has_arabic(&term.text) {
        arabic(&key, term, subject, &mut forms);
    } else {
        latin(&key, term, subject, &mut forms);
    }
    forms.values_mut().for_each(|form| form.guarded = !term.context.is_empty());
    forms
}

/// The folded text of a term, with one sign for all forms of the article.
pub(super) fn pattern(text: &str) -> String {
    let (folded, map) = fold(text);
    let mut view = Folded { text, folded: &folded, map: map.cursor() };
    let mut pattern = String::with_capacity(folded.len());
    let (mut at, mut word) = (0, next_word(&folded, 0));
    while let Some(current) = word {
        let next = next_word(&folded, current.end);
        let spaced = current.start > at && !pattern.is_empty();
        pattern.push_str(if spaced { " " } else { "" });
        let article = current.kind == Kind::Plain && next.is_some_and(|next| view.is_article(current, next));
        pattern.push_str(if article { ARTICLE } else { folded.get(current.start..current.end).unwrap_or_default() });
        (at, word) = (current.end, next);
    }
    pattern
}

/// Keeps the listed form where a rule makes the same one.
fn insert(forms: &mut Forms, key: String, form: Form) {
    forms.entry(key).and_modify(|known| *known = if form.derived { *known } else { form }).or_insert(form);
}

/// The forms of a term in another script than the Arabic one.
fn latin(key: &str, term: &Term, subject: Subject, forms: &mut Forms) {
    let english = term.lang.primary() == "en";
    // A list of ordinary terms may have capitals that mean nothing.
    let name = !matches!(subject, Subject::Term | Subject::Office);
    let capital = name && english && term.text.starts_with(char::is_uppercase) && is_ordinary(key);
    let inflects = english && term.inflect && has_plural(subject);
    let derived = Form { derived: true, capital, ..Form::default() };
    insert(forms, key.to_owned(), Form { plural: inflects && !key.ends_with('s'), capital, ..Form::default() });
    if inflects {
        if let Some(stem) = key.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel)) {
            insert(forms, format!("{stem}ies"), derived);
        }
        if let Some(plural) = plural_before_preposition(key) {
            insert(forms, plural, derived);
        }
        if subject == Subject::Community
            && let Some(singular) = key.strip_suffix('s').filter(|stem| stem.len() >= 4 && !stem.ends_with('s'))
        {
            insert(forms, singular.to_owned(), Form { capital: true, ..derived });
        }
    }
    // Reports drop the article of a place; what is left must look like a name.
    if subject == Subject::Place
        && let Some(rest) = key.strip_prefix(ARTICLE).map(str::trim_start)
        && rest.len() >= 5
        && !is_ordinary(rest)
    {
        insert(forms, rest.to_owned(), Form { derived: true, capital: true, ..Form::default() });
    }
    if let Some(dotted) = dotted(&term.text) {
        insert(forms, dotted, Form { capital: true, ..derived });
    }
}

/// Whether all words of a folded English term are ordinary ones: Turkey, New Dawn.
fn is_ordinary(key: &str) -> bool {
    let words: Vec<&str> = key.split(' ').collect();
    // Longer names are not met by chance.
    words.len() <= 2 && words.iter().all(|word| !Lexicon::builtin().lemmas(word).is_empty())
}

/// «prisoners of war» of «prisoner of war».
fn plural_before_preposition(key: &str) -> Option<String> {
    let (head, rest) = [" of ", " for ", " in "]
        .iter()
        .filter_map(|word| {
            let at = key.find(word)?;
            Some((key.get(..at)?, key.get(at..)?))
        })
        .min_by_key(|(head, _)| head.len())?;
    (!head.ends_with('s')).then(|| match head.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel)) {
        Some(stem) => format!("{stem}ies{rest}"),
        None => format!("{head}s{rest}"),
    })
}

/// An acronym of capitals with a full stop after each.
fn dotted(text: &str) -> Option<String> {
    let acronym = (2..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_uppercase());
    acronym.then(|| text.chars().flat_map(|c| [c.to_ascii_lowercase(), '.']).collect())
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Whether there are several of the kind, so that its name has a plural. A town has none: «Hamas» is not two Hamas.
fn has_plural(subject: Subject) -> bool {
    matches!(subject, Subject::Community | Subject::Office | Subject::Term | Subject::Institution | Subject::Party)
}

/// Whether the name of such a thing is an ordinary noun or adjective, which takes and drops the article. The article of a
/// place or a person belongs to the name.
fn takes_article(subject: Subject) -> bool {
    !matches!(subject, Subject::Place | Subject::Person | Subject::Media | Subject::Event)
}

/// The forms of an Arabic-script term.
fn arabic(key: &str, term: &Term, subject: Subject, forms: &mut Forms) {
    let single = !key.contains(' ');
    // ألمانيا begins with no article.
    let may_have_article = !term.text.trim_start().starts_with(['أ', 'إ', 'آ']);
    let noun = term.inflect && takes_article(subject) && term.part_of_speech != Some(PartOfSpeech::ProperNoun);
    let common = noun && matches!(subject, Subject::Term | Subject::Office);
    let mut inflected = vec![key.to_owned()];
    if noun {
        inflected.extend(oblique(key));
        inflected.extend(sound_plurals(key, common));
    }
    if single && noun && subject == Subject::Community {
        inflected.extend(nisba(key));
    }
    if common && !single {
        inflected.extend(definite(key));
    }
    inflected.extend(joined(key));
    for (number, word) in inflected.into_iter().enumerate() {
        let derived = number > 0;
        let bare = word.strip_prefix("ال").filter(|bare| may_have_article && letters(bare) >= 3);
        if let Some(bare) = bare {
            // Of three ل two are written: للجنة of اللجنة.
            let behind_lam = if bare.starts_with('ل') { bare.to_owned() } else { format!("ل{bare}") };
            insert(forms, behind_lam, Form { attach: Attach::Lam, derived: true, ..Form::default() });
            let community = single && noun && subject == Subject::Community && letters(bare) >= 4;
            if community && (derived || !is_commoner_bare(&term.text)) {
                let form = Form { attach: Attach::Particles, derived: true, ..Form::default() };
                insert(forms, bare.to_owned(), form);
            }
        }
        let attach = match letters(&word) {
            0..=2 => Attach::Nothing,
            _ if term.part_of_speech == Some(PartOfSpeech::Verb) => Attach::Future,
            3 if single && noun && subject == Subject::Community => Attach::ParticlesAndArticle,
            3 => Attach::Particles,
            _ if single && bare.is_none() && noun => Attach::ParticlesAndArticle,
            _ => Attach::Particles,
        };
        let last = word.rsplit(' ').next().unwrap_or(&word);
        let endings = common && !last.starts_with("ال") && letters(last) >= 4;
        insert(forms, word, Form { attach, endings, derived, ..Form::default() });
    }
}

/// Whether an Arabic word is far commoner without its article, so that it is another one then: البدون are people, بدون is
/// «without».
fn is_commoner_bare(text: &str) -> bool {
    /// As a base-10 logarithm. Names of peoples are about as frequent with the article as without.
    const FAR: f32 = 0.7;
    let known = frequencies();
    let bare = text.strip_prefix("ال").and_then(|bare| known.known(bare));
    bare.is_some_and(|bare| bare > known.log10(text) + FAR)
}

/// How many letters, spaces left out.
fn letters(word: &str) -> usize {
    word.chars().filter(|&c| c != ' ').count()
}

/// A term of words of which each may be changed.
fn each_word(key: &str, change: impl Fn(&str) -> Option<String>) -> String {
    let words: Vec<String> = key.split(' ').map(|word| change(word).unwrap_or_else(|| word.to_owned())).collect();
    words.join(" ")
}

/// The term with the sound masculine plurals in it in their other case: المسلمون, المسلمين.
fn oblique(key: &str) -> Option<String> {
    let oblique = each_word(key, |word| {
        word.strip_suffix("ون").filter(|stem| letters(stem) >= 4).map(|stem| format!("{stem}ين"))
    });
    Some(oblique).filter(|changed| changed != key)
}

/// The sound feminine plural of a term that ends in ة (منظمات), and for one word the dual too.
fn sound_plurals(key: &str, common: bool) -> Vec<String> {
    if !common || key.contains(' ') {
        return Vec::new();
    }
    match key.strip_suffix('ه').filter(|stem| letters(stem.strip_prefix("ال").unwrap_or(stem)) >= 3) {
        Some(stem) => ["ات", "تان", "تين"].map(|ending| format!("{stem}{ending}")).to_vec(),
        None => Vec::new(),
    }
}

/// A term of several words with the article: before its last word (of the second in a construct), and before all (adjectives).
fn definite(key: &str) -> Vec<String> {
    let words: Vec<&str> = key.split(' ').collect();
    if words.len() > 3 || words.iter().any(|word| word.starts_with("ال") || letters(word) < 3) {
        return Vec::new();
    }
    let all = each_word(key, |word| Some(format!("ال{word}")));
    let last = key.rsplit_once(' ').map(|(before, last)| format!("{before} ال{last}"));
    std::iter::once(all).chain(last).collect()
}

/// A name whose first part is often written together with the second: عبد الله and عبدالله.
fn joined(key: &str) -> Option<String> {
    let (first, rest) = key.split_once(' ')?;
    let joins = match first {
        "عبد" => rest.starts_with("ال"),
        "ابو" | "دير" | "بيت" => true,
        _ => false,
    };
    (joins && letters(rest) >= 4).then(|| format!("{first}{rest}"))
}

/// The other forms of the name of those who belong to a community: إسماعيلي, إسماعيلية, إسماعيليون, إسماعيليين, إسماعيليات.
/// For a short stem the masculine singular is not made of another form: علوي is also «upper».
fn nisba(key: &str) -> Vec<String> {
    const SINGULAR: [&str; 2] = ["ي", "يه"];
    const PLURAL: [&str; 3] = ["يون", "يين", "يات"];
    let plural = PLURAL.iter().find_map(|ending| key.strip_suffix(ending));
    let singular = SINGULAR.iter().rev().find_map(|ending| key.strip_suffix(ending));
    let Some(stem) = plural.or(singular) else { return Vec::new() };
    let long = letters(stem.strip_prefix("ال").unwrap_or(stem)) >= 4;
    let mut endings = PLURAL.to_vec();
    if long {
        endings.extend(SINGULAR);
    } else if key.ends_with('ي') {
        endings.push("يه");
    }
    endings.into_iter().map(|ending| format!("{stem}{ending}")).filter(|form| form != key).collect()
}

/// The folded words of a context hint.
pub(super) fn context(words: &[String]) -> Vec<Key> {
    words.iter().map(|word| Key::new(word)).collect()
}
