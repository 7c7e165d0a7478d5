//! The letters of a term: of the right script and language, whole, visible and composed. Forms that are to be replaced are
//! not looked at: they may well be misspelt.

use super::{Issue, Rule, character, is_good, quoted, scripts};
use crate::glossary::term::is_acronym;
use crate::glossary::{Concept, Term};
use crate::text::Lang;
use crate::text::script::{is_arabic_letter, is_arabic_mark, is_presentation_form};
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, Script};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Arabic and its spoken forms.
const ARABIC: &[&str] = &["ar", "arb", "arz", "apc", "acm", "afb", "ary", "aeb"];

/// Languages, and letters of the Arabic script that they do not write, with what they write for them.
type Foreign = (&'static [&'static str], &'static [(char, &'static str)]);

/// What is not written in which language.
const FOREIGN: &[Foreign] = &[
    (
        ARABIC,
        &[
            ('ی', "ي or ى"),
            ('ې', "ي"),
            ('ک', "ك"),
            ('ڪ', "ك"),
            ('ہ', "ه"),
            ('ھ', "ه"),
            ('ە', "ه or ة"),
            ('ۀ', "ة"),
            ('ۃ', "ة"),
        ],
    ),
    (&["fa", "pes", "prs"], &[('ي', "ی"), ('ى', "ی"), ('ك', "ک"), ('ڪ', "ک"), ('ہ', "ه"), ('ھ', "ه"), ('ە', "ه")]),
    (&["ur"], &[('ي', "ی"), ('ى', "ی"), ('ك', "ک"), ('ڪ', "ک"), ('ه', "ہ or ھ"), ('ە', "ہ")]),
    (&["ckb", "ku"], &[('ي', "ی"), ('ى', "ی"), ('ك', "ک"), ('ڪ', "ک"), ('ہ', "ه")]),
    (&["ps"], &[('ى', "ی or ي"), ('ك', "ک"), ('ہ', "ه"), ('ھ', "ه"), ('ە', "ه")]),
    (&["ug"], &[('ی', "ي or ى"), ('ک', "ك"), ('ڪ', "ك"), ('ه', "ە or ھ"), ('ہ', "ە or ھ")]),
];

/// Characters that can't be seen, by name.
const INVISIBLE: &[(char, &str)] = &[
    ('\u{AD}', "soft hyphen"),
    ('\u{61C}', "Arabic letter mark"),
    ('\u{200B}', "zero-width space"),
    ('\u{200C}', "zero-width non-joiner"),
    ('\u{200D}', "zero-width joiner"),
    ('\u{200E}', "left-to-right mark"),
    ('\u{200F}', "right-to-left mark"),
    ('\u{202A}', "left-to-right embedding"),
    ('\u{202B}', "right-to-left embedding"),
    ('\u{202C}', "end of a directional embedding"),
    ('\u{202D}', "left-to-right override"),
    ('\u{202E}', "right-to-left override"),
    ('\u{2060}', "word joiner"),
    ('\u{2066}', "left-to-right isolate"),
    ('\u{2067}', "right-to-left isolate"),
    ('\u{2068}', "directional isolate"),
    ('\u{2069}', "end of a directional isolate"),
    ('\u{FEFF}', "byte order mark"),
];

pub(super) fn issues(concept: &Concept, term: &Term) -> Vec<Issue> {
    // Most terms are plain.
    if !is_good(term) || term.text.bytes().all(|b| b.is_ascii_graphic() || b == b' ') && may_be_latin(&term.lang) {
        return Vec::new();
    }
    let text = &term.text;
    let found = [
        invisible(term).map(|message| (Rule::InvisibleCharacter, message)),
        look_alike(text).map(|message| (Rule::LookAlike, message)),
        foreign(term).map(|message| (Rule::ForeignLetter, message)),
        presentation(text).map(|message| (Rule::PresentationForm, message)),
        not_normalized(text).map(|message| (Rule::NotNormalized, message)),
        tatweel(text).map(|message| (Rule::Tatweel, message)),
        wrong_script(term).map(|message| (Rule::WrongScript, message)),
    ];
    found.into_iter().flatten().map(|(rule, message)| Issue::of_term(rule, concept, term, message)).collect()
}

fn may_be_latin(lang: &Lang) -> bool {
    let scripts = scripts::scripts(lang);
    scripts.is_empty() || scripts.contains(&Script::Latin)
}

fn invisible(term: &Term) -> Option<String> {
    let chars: Vec<char> = term.text.chars().collect();
    let joins =
        |c: Option<&char>| c.is_some_and(|&c| is_arabic_letter(c) && !is_presentation_form(c) || is_arabic_mark(c));
    let c = chars.iter().enumerate().find_map(|(at, &c)| {
        let before = at.checked_sub(1).and_then(|at| chars.get(at));
        // Persian, Kurdish and others part the letters of a word with it; Arabic does not.
        let parts =
            c == '\u{200C}' && !ARABIC.contains(&term.lang.primary()) && joins(before) && joins(chars.get(at + 1));
        // The scripts of India shape their letters with both joiners.
        let shapes = matches!(c, '\u{200C}' | '\u{200D}') && before.is_some_and(|c| matches!(c, '\u{900}'..='\u{DFF}'));
        (is_invisible(c) && !parts && !shapes).then_some(c)
    })?;
    let seen: String = chars.into_iter().filter(|c| !is_invisible(*c)).collect();
    let name = INVISIBLE.iter().find(|(known, _)| *known == c).map_or("invisible character", |(_, name)| name);
    let article = if name.starts_with(['A', 'e', 'i']) { "an" } else { "a" };
    Some(format!("{} holds {article} {name} (U+{:04X}), which can't be seen: take it out", quoted(&seen), u32::from(c)))
}

fn is_invisible(c: char) -> bool {
    match c {
        // White space is told elsewhere.
        '\t' | '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' => false,
        // Signs around numbers and the like, which are seen.
        '\u{600}'..='\u{605}' | '\u{6DD}' | '\u{70F}' | '\u{890}' | '\u{891}' | '\u{8E2}' => false,
        c => {
            let category = CodePointMapData::<GeneralCategory>::new().get(c);
            matches!(category, GeneralCategory::Control | GeneralCategory::Format)
        }
    }
}

/// Words with letters of two scripts.
fn look_alike(text: &str) -> Option<String> {
    // After a tatweel another script may begin: an Arabic article before a Latin acronym.
    text.split(|c: char| !(c.is_alphabetic() || is_arabic_mark(c)) || c == '\u{640}').find_map(|word| {
        let letters: Vec<(char, Script)> = word.chars().filter_map(|c| Some((c, scripts::script(c)?))).collect();
        let count = |script: Script| letters.iter().filter(|(_, other)| *other == script).count();
        let mut mixed = letters.iter().map(|(_, script)| *script).collect::<Vec<_>>();
        mixed.sort();
        mixed.dedup();
        // Japanese mixes scripts within a word.
        let [Some(a), Some(b), None] = [mixed.first(), mixed.get(1), mixed.get(2)].map(Option::<&Script>::copied) else {
            return None;
        };
        let judged = [Script::Latin, Script::Cyrillic, Script::Greek, Script::Arabic];
        if !judged.contains(&a) || !judged.contains(&b) {
            return None;
        }
        let (main, other) = if count(a) >= count(b) { (a, b) } else { (b, a) };
        // Where each has as many, the letters that could be of the other script are the wrong ones.
        let is_wrong = |main: Script, other: Script| {
            let mut letters = letters.iter().filter(move |(_, script)| *script == other);
            letters.all(|&(c, _)| scripts::alike(c, main).is_some())
        };
        let (main, other) = if !is_wrong(main, other) && is_wrong(other, main) { (other, main) } else { (main, other) };
        let wrong = letters.iter().find(|(_, script)| *script == other).map(|(c, _)| *c)?;
        let (main_name, other_name) = (scripts::name(main), scripts::name(other));
        Some(match scripts::alike(wrong, main) {
            Some(right) => format!(
                "{} has the {other_name} letter {} in a {main_name} word: write {}",
                quoted(word),
                character(wrong),
                character(right)
            ),
            None => format!(
                "{} has {main_name} and {other_name} letters in one word, such as {}: write one script, or part the words",
                quoted(word),
                character(wrong)
            ),
        })
    })
}

fn foreign(term: &Term) -> Option<String> {
    let (_, letters) = FOREIGN.iter().find(|(langs, _)| langs.contains(&term.lang.primary()))?;
    let told = |c: char, right: &str| {
        let lang = &term.lang;
        Some(format!(
            "{} has {}, which {lang} does not write: write {}",
            quoted(&term.text),
            character(c),
            quoted(right)
        ))
    };
    for c in term.text.chars() {
        if let Some((_, right)) = letters.iter().find(|(foreign, _)| *foreign == c) {
            return told(c, right);
        }
    }
    // In Kurdish the letter is a consonant; at the end of a word, or before a non-joiner, the vowel is meant.
    let is_kurdish = matches!(term.lang.primary(), "ckb" | "ku");
    let ends = term.text.split(|c: char| !c.is_alphabetic()).any(|word| word.ends_with('ه'));
    if is_kurdish && ends { told('ه', "ە") } else { None }
}

fn presentation(text: &str) -> Option<String> {
    let is_shaped = |c: char| match c {
        // Brackets and whole formulas, which are characters of their own.
        '\u{FD3E}' | '\u{FD3F}' | '\u{FDF0}'..='\u{FDFF}' => false,
        c => is_presentation_form(c) || matches!(c, '\u{FB00}'..='\u{FB06}'),
    };
    let shaped = text.chars().find(|c| is_shaped(*c))?;
    let plain: String = text.nfkc().collect();
    Some(format!("the shaped form U+{:04X} is for fonts only: write {}", u32::from(shaped), quoted(&plain)))
}

fn not_normalized(text: &str) -> Option<String> {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes || text.nfc().eq(text.chars()) {
        return None;
    }
    let (was, becomes) = text.chars().zip(text.nfc()).find(|(was, becomes)| was != becomes)?;
    Some(format!(
        "{} is not in Unicode's form NFC, where {} is written {}: write it composed",
        quoted(text),
        code(text, was),
        character(becomes)
    ))
}

/// The code points that one composed letter is written with: the first that differs and its marks.
fn code(text: &str, first: char) -> String {
    let from = text.find(first).and_then(|at| text.get(at..)).unwrap_or_default();
    let marks = from.chars().skip(1).take_while(|&c| unicode_normalization::char::is_combining_mark(c));
    let codes: Vec<String> = std::iter::once(first).chain(marks).map(|c| format!("U+{:04X}", u32::from(c))).collect();
    codes.join(" ")
}

fn tatweel(text: &str) -> Option<String> {
    let stretched = text.match_indices('\u{640}').any(|(at, tatweel)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + tatweel.len()..).and_then(|text| text.chars().next());
        before.is_some_and(is_arabic_letter) && after.is_some_and(|c| is_arabic_letter(c) || is_arabic_mark(c))
    });
    let plain = text.replace('\u{640}', "");
    stretched.then(|| format!("{} is stretched with a tatweel (U+0640): write {}", quoted(text), quoted(&plain)))
}

fn wrong_script(term: &Term) -> Option<String> {
    let expected = scripts::scripts(&term.lang);
    let found: Vec<Script> = term.text.chars().filter_map(scripts::script).collect();
    let first = *found.first()?;
    let fits = expected.is_empty() || found.iter().any(|script| expected.contains(script));
    // Acronyms and codes travel, and a romanization says that it is one.
    let is_code = is_acronym(&term.text) || term.text.chars().any(|c| c.is_ascii_digit()) && !term.text.contains(' ');
    if fits || term.scheme.is_some() || is_code {
        return None;
    }
    let lang = &term.lang;
    let written: Vec<&str> = expected.into_iter().map(scripts::name).collect();
    let (written, name) = (written.join(" or "), scripts::name(first));
    Some(format!(
        "{} is in {name} letters, and {lang} is written in {written} ones: correct the language, or name the script in its tag",
        quoted(&term.text)
    ))
}
