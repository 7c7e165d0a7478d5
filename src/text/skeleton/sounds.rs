//! A name, in either script, as a row of sounds: what its letters stand for, as far as they say it.

use super::letters::{arabic_sound, digraph, latin_sound};
use crate::text::key::{is_apostrophe, is_ignorable, is_separator};
use crate::text::script::is_arabic_letter;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// A sound, or one of several that a letter may stand for. The Latin letters and the Arabic ones share most of them; where a
/// letter of one script can be any of several of the other, it has a sound of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub(super) enum Sound {
    /// No sound: where a name has nothing to set against a sound of the other.
    #[default]
    None,
    // Vowels as Latin letters have them.
    A,
    E,
    I,
    O,
    U,
    /// ا, آ, ى: an a, or the seat of another vowel at the beginning.
    Alef,
    /// ع: nothing, or a vowel in Latin letters.
    Ayn,
    /// و, w: a consonant or a long vowel.
    W,
    /// ي, y: a consonant or a long vowel.
    Y,
    /// ة, or ه at the end of a word: a, ah, at, e.
    Marbuta,
    B,
    P,
    T,
    /// ط
    Tah,
    /// ث, th
    Th,
    J,
    /// چ, ch: in French spellings also ش, in German ones also خ.
    Ch,
    /// ح, ḥ
    Hah,
    /// ه, h
    H,
    /// خ, kh
    Kh,
    D,
    /// ض, ḍ
    Dad,
    /// ذ, dh
    Dh,
    /// ظ, ẓ
    Zah,
    Z,
    /// ژ, zh
    Zh,
    R,
    /// rh: غ in French spellings, or r.
    Rh,
    S,
    /// ص, ṣ
    Sad,
    /// ş: ص or ش, as the scheme has it.
    Cedilla,
    /// ش, sh
    Sh,
    /// غ, gh
    Gh,
    /// ğ: غ, ج or nothing.
    Breve,
    F,
    V,
    Q,
    K,
    /// c: k, s, j or ch.
    C,
    /// x: kh or ks.
    X,
    /// g, گ: also ج, ق, غ.
    G,
    L,
    M,
    N,
    /// A digit, or a letter of another script.
    Other0,
    Other1,
    Other2,
    Other3,
    Other4,
    Other5,
    Other6,
    Other7,
    Other8,
    Other9,
}

/// How many there are.
pub(super) const SOUNDS: usize = Sound::Other9 as usize + 1;

/// Sounds of which a name may consist; what a longer text has beyond them is left out.
pub(super) const LONGEST: usize = 96;

/// In which script a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Writing {
    /// Letters for consonants and long vowels.
    Arabic,
    /// Latin letters, or any others.
    Latin,
}

/// The sounds of a name, without articles, hamzas and apostrophes, doubled consonants once: what a name is compared by when
/// it is compared with many. Of a long text only the beginning counts.
#[derive(Clone, Debug)]
pub struct Sounds {
    row: [Sound; LONGEST],
    length: usize,
    pub(super) writing: Writing,
    /// Whether an article stood before the first word.
    pub(super) article: bool,
    /// How many sounds at the beginning may be an article written together with the name: `El` of `Elhamma`, `As` of
    /// `Assalamiya`.
    pub(super) glued: usize,
}

impl Sounds {
    /// The sounds of a name.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let letters = Letters::new(name);
        let writing = if letters.arabic { Writing::Arabic } else { Writing::Latin };
        let mut sounds = Self { row: [Sound::None; LONGEST], length: 0, writing, article: false, glued: 0 };
        let mut words = letters.all().split(|&letter| letter == ' ').filter(|word| !word.is_empty()).peekable();
        let mut first = true;
        while let Some(word) = words.next() {
            if word.first().is_some_and(|&c| is_arabic_letter(c)) {
                sounds.arabic(word, first);
                first = false;
            } else if is_article(word, words.peek().copied()) {
                sounds.article |= first;
            } else {
                sounds.latin(without_joined_article(word, words.peek().copied()), words.peek().is_some());
                if first && !sounds.article {
                    sounds.glued = glued_article(sounds.all());
                }
                first = false;
            }
        }
        sounds
    }

    /// Whether the name makes no sound: it has no letters and no digits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// All sounds, in order.
    pub(super) fn all(&self) -> &[Sound] {
        self.row.get(..self.length).unwrap_or_default()
    }

    fn push(&mut self, sound: Sound) {
        if let Some(place) = self.row.get_mut(self.length) {
            *place = sound;
            self.length += 1;
        }
    }

    fn arabic(&mut self, word: &[char], first: bool) {
        let word = match word {
            ['ا', 'ل', rest @ ..] if rest.len() > 1 => {
                self.article |= first;
                rest
            }
            _ => word,
        };
        for (at, &letter) in word.iter().enumerate() {
            let last = at + 1 == word.len();
            let sound = arabic_sound(letter, last && at > 0);
            if sound != Sound::None {
                self.push(sound);
            }
        }
    }

    fn latin(&mut self, word: &[char], followed: bool) {
        let start = self.length;
        let mut rest = word;
        while let Some((&letter, after)) = rest.split_first() {
            let (sound, used) = digraph(rest).unwrap_or((latin_sound(letter), 1));
            let before = if self.length > start { self.all().last().copied() } else { None };
            let sound = match (sound, before) {
                // A silent h: Salamiyah, Dara’ah.
                (Sound::H, Some(vowel)) if after.is_empty() && vowel.is_vowel() => Sound::None,
                // Before another word a final ة is heard: Madinat Zayid.
                (Sound::T, Some(Sound::A)) if followed && after.is_empty() && word.len() > 3 => Sound::Marbuta,
                (Sound::I, Some(Sound::A | Sound::E)) => Sound::Y,
                _ => sound,
            };
            if sound != Sound::None && before != Some(sound) {
                self.push(sound);
            }
            rest = rest.get(used..).unwrap_or_default();
        }
    }
}

impl Sound {
    /// Whether it is a vowel or may be one.
    pub(super) const fn is_vowel(self) -> bool {
        (self as u8) >= Self::A as u8 && (self as u8) <= Self::Marbuta as u8
    }
}

const TATWEEL: char = '\u{640}';

/// Letters that a name may have before they become sounds.
const LETTERS: usize = 128;

/// The letters of a name: small, without what leaves no sound, one space between words.
struct Letters {
    row: [char; LETTERS],
    length: usize,
    arabic: bool,
}

impl Letters {
    fn new(name: &str) -> Self {
        let mut letters = Self { row: [' '; LETTERS], length: 0, arabic: false };
        for c in name.chars() {
            match c {
                TATWEEL | '\u{64B}'..='\u{65F}' => {}
                'a'..='z' | '0'..='9' | 'ء'..='ي' => letters.push(c),
                'A'..='Z' => letters.push(c.to_ascii_lowercase()),
                ' ' | '-' | '_' | '/' | '.' | ',' => letters.push(' '),
                '٠'..='٩' => letters.digit(c, '٠'),
                '۰'..='۹' => letters.digit(c, '۰'),
                _ if is_separator(c) => letters.push(' '),
                _ if is_apostrophe(c) || is_raised(c) => {}
                _ => decompose_compatible(c, |c| letters.part(c)),
            }
        }
        letters
    }

    /// Takes up a digit of a script whose zero is given.
    fn digit(&mut self, c: char, zero: char) {
        if let Some(digit) = char::from_digit(u32::from(c) - u32::from(zero), 10) {
            self.push(digit);
        }
    }

    /// Takes up a part of a decomposed character: a letter, or a mark on the letter before.
    fn part(&mut self, c: char) {
        if is_combining_mark(c) {
            if let Some(last) = self.length.checked_sub(1).and_then(|last| self.row.get_mut(last)) {
                *last = marked(*last, c);
            }
        } else if c.is_ascii_uppercase() {
            self.push(c.to_ascii_lowercase());
        } else if is_separator(c) {
            self.push(' ');
        } else if c.is_alphanumeric() && !is_ignorable(c) && !is_apostrophe(c) && !is_raised(c) {
            c.to_lowercase().for_each(|c| self.push(c));
        }
    }

    fn push(&mut self, c: char) {
        self.arabic |= !c.is_ascii() && is_arabic_letter(c);
        if c == ' ' && self.all().last().is_none_or(|&last| last == ' ') {
            return;
        }
        if let Some(place) = self.row.get_mut(self.length) {
            *place = c;
            self.length += 1;
        }
    }

    fn all(&self) -> &[char] {
        self.row.get(..self.length).unwrap_or_default()
    }
}

/// Whether a character is one of the modifier letters, which stand for nothing that a name needs.
const fn is_raised(c: char) -> bool {
    matches!(c, '\u{2B0}'..='\u{2FF}')
}

/// A Latin letter with a mark that tells it from the bare one, as the composed letter that [`latin_sound`] knows.
const fn marked(letter: char, mark: char) -> char {
    const CIRCUMFLEX: char = '\u{302}';
    const MACRON: char = '\u{304}';
    const CARON: char = '\u{30C}';
    const CEDILLA: char = '\u{327}';
    const COMMA_BELOW: char = '\u{326}';
    const DOT_BELOW: char = '\u{323}';
    const DOT_ABOVE: char = '\u{307}';
    const LINE_BELOW: char = '\u{331}';
    const BREVE_BELOW: char = '\u{32E}';
    const BREVE: char = '\u{306}';
    match (letter, mark) {
        ('a', MACRON | CIRCUMFLEX) => 'ā',
        ('i', MACRON | CIRCUMFLEX) => 'ī',
        ('u', MACRON | CIRCUMFLEX) => 'ū',
        ('s', CARON) => 'š',
        ('c', CARON | CEDILLA) => 'č',
        ('z', CARON) => 'ž',
        ('g', CARON) => 'ǧ',
        ('g', BREVE) => 'ğ',
        ('g', DOT_ABOVE) => 'ġ',
        ('h', LINE_BELOW | BREVE_BELOW) => 'ḫ',
        ('k', LINE_BELOW) => 'ḫ',
        ('h', DOT_BELOW | CEDILLA) => 'ḥ',
        ('d', LINE_BELOW) => 'ḏ',
        ('t', LINE_BELOW) => 'ṯ',
        ('s', CEDILLA | COMMA_BELOW) => 'ş',
        ('s', DOT_BELOW) => 'ṣ',
        ('d', DOT_BELOW | CEDILLA) => 'ḍ',
        ('t', DOT_BELOW | CEDILLA | COMMA_BELOW) => 'ṭ',
        ('z', DOT_BELOW | CEDILLA) => 'ẓ',
        // The hamza and the madda sit on ا, و and ي; on their own they have no sound here.
        _ => letter,
    }
}

/// Whether a word is an Arabic article before another word: al, el, ul, or with the consonant of the next word.
fn is_article(word: &[char], next: Option<&[char]>) -> bool {
    let Some(next) = next else { return false };
    let (vowels, consonants) = word.split_at(word.iter().take_while(|c| "aeiou".contains(**c)).count());
    match consonants {
        ['l'] => matches!(vowels, ['a' | 'e' | 'u' | 'i'] | ['o', 'u'] | []),
        [] => false,
        [first, rest @ ..] => {
            let written_alike = |letter| hissing(*first) == hissing(letter);
            matches!(vowels, ['a' | 'e' | 'u' | 'i'] | ['o', 'u'])
                && matches!(rest, [] | ['h'])
                && next.first().is_some_and(|&letter| written_alike(letter))
        }
    }
}

/// The letters of the hissing consonants taken together: As Zaqaziq.
const fn hissing(letter: char) -> char {
    match letter {
        's' | 'z' | 'š' | 'ş' | 'ṣ' | 'ẓ' => 's',
        'd' | 'ḍ' => 'd',
        't' | 'ṭ' => 't',
        _ => letter,
    }
}

/// A word without an article that is written at its end: Abdul Rahman, Abdel-Aziz.
fn without_joined_article<'w>(word: &'w [char], next: Option<&[char]>) -> &'w [char] {
    match word {
        [name @ .., 'o', 'u', 'l'] if next.is_some() && name == ['a', 'b', 'd'] => name,
        [name @ .., 'u' | 'e' | 'a' | 'i', 'l'] if next.is_some() && name == ['a', 'b', 'd'] => name,
        _ => word,
    }
}

/// How many sounds at the beginning may be an article.
fn glued_article(sounds: &[Sound]) -> usize {
    match sounds {
        [Sound::A | Sound::E | Sound::U | Sound::I, Sound::L, _, _, _, ..] => 2,
        // Doubled consonants are one sound by now: only the vowel stands before the name.
        [Sound::A | Sound::E, consonant, _, _, _, ..] if !consonant.is_vowel() => 1,
        _ => 0,
    }
}
