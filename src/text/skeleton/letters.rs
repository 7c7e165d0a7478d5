//! Which sound a letter, or several together, stand for.

use super::sounds::Sound;

/// The sound of an Arabic-script letter; none for hamza.
pub(super) const fn arabic_sound(letter: char, last: bool) -> Sound {
    match letter {
        'ا' | 'أ' | 'إ' | 'آ' | 'ٱ' | 'ى' => Sound::Alef,
        'ب' => Sound::B,
        'پ' => Sound::P,
        'ت' | 'ٹ' | 'ټ' => Sound::T,
        'ث' => Sound::Th,
        'ج' => Sound::J,
        'چ' => Sound::Ch,
        'ح' => Sound::Hah,
        'خ' => Sound::Kh,
        'د' | 'ڈ' | 'ډ' => Sound::D,
        'ذ' => Sound::Dh,
        'ر' | 'ڕ' | 'ړ' | 'ڑ' => Sound::R,
        'ز' => Sound::Z,
        'ژ' | 'ږ' => Sound::Zh,
        'س' => Sound::S,
        'ش' | 'ښ' => Sound::Sh,
        'ص' => Sound::Sad,
        'ض' => Sound::Dad,
        'ط' => Sound::Tah,
        'ظ' => Sound::Zah,
        'ع' => Sound::Ayn,
        'غ' => Sound::Gh,
        'ف' => Sound::F,
        'ڤ' => Sound::V,
        'ق' => Sound::Q,
        'ك' | 'ک' | 'ڪ' => Sound::K,
        'گ' | 'ګ' | 'ڭ' => Sound::G,
        'ل' | 'ڵ' => Sound::L,
        'م' => Sound::M,
        'ن' | 'ں' | 'ڼ' => Sound::N,
        'ة' | 'ۃ' | 'ە' => Sound::Marbuta,
        'ه' | 'ہ' | 'ۀ' => {
            if last {
                Sound::Marbuta
            } else {
                Sound::H
            }
        }
        'ھ' => Sound::H,
        'و' | 'ؤ' | 'ۆ' | 'ۇ' | 'ۈ' | 'ۋ' => Sound::W,
        'ي' | 'ی' | 'ئ' | 'ې' | 'ێ' | 'ے' | 'ۓ' | 'ۍ' => Sound::Y,
        'ء' => Sound::None,
        _ => other(letter),
    }
}

/// The sound of a Latin letter that stands by itself.
pub(super) const fn latin_sound(letter: char) -> Sound {
    match letter {
        'ā' => Sound::Alef,
        'ī' => Sound::Y,
        'ū' => Sound::W,
        'a' | 'æ' | 'ə' => Sound::A,
        'e' => Sound::E,
        'i' | 'ı' => Sound::I,
        'o' | 'ø' | 'œ' => Sound::O,
        'u' => Sound::U,
        'w' => Sound::W,
        'y' => Sound::Y,
        'b' => Sound::B,
        'p' => Sound::P,
        't' => Sound::T,
        'ṭ' => Sound::Tah,
        'ṯ' => Sound::Th,
        'j' | 'ǧ' => Sound::J,
        'č' => Sound::Ch,
        'ḥ' => Sound::Hah,
        'h' => Sound::H,
        'ḫ' => Sound::Kh,
        'd' | 'đ' => Sound::D,
        'ḍ' => Sound::Dad,
        'ḏ' => Sound::Dh,
        'ẓ' => Sound::Zah,
        'z' => Sound::Z,
        'ž' => Sound::Zh,
        'r' => Sound::R,
        's' | 'ß' => Sound::S,
        'ṣ' => Sound::Sad,
        'ş' => Sound::Cedilla,
        'š' => Sound::Sh,
        'ġ' => Sound::Gh,
        'ğ' => Sound::Breve,
        'f' => Sound::F,
        'v' => Sound::V,
        'q' => Sound::Q,
        'k' => Sound::K,
        'c' => Sound::C,
        'x' => Sound::X,
        'g' => Sound::G,
        'l' | 'ł' => Sound::L,
        'm' => Sound::M,
        'n' => Sound::N,
        _ => other(letter),
    }
}

/// A stand-in for a digit or a letter of another script: equal for equal ones, seldom for others.
const fn other(letter: char) -> Sound {
    match letter as u32 % 10 {
        // '0' is 48: the digits keep their number.
        8 => Sound::Other0,
        9 => Sound::Other1,
        0 => Sound::Other2,
        1 => Sound::Other3,
        2 => Sound::Other4,
        3 => Sound::Other5,
        4 => Sound::Other6,
        5 => Sound::Other7,
        6 => Sound::Other8,
        _ => Sound::Other9,
    }
}

/// A sound that several Latin letters write together, with their number.
pub(super) fn digraph(letters: &[char]) -> Option<(Sound, usize)> {
    Some(match letters {
        ['t', 'c' | 's', 'h', ..] => (Sound::Ch, 3),
        ['d', 's', 'c', 'h', ..] => (Sound::J, 4),
        ['d', 'z' | 's', 'h', ..] => (Sound::J, 3),
        ['s', 'c', 'h', ..] => (Sound::Sh, 3),
        ['s', 'h', ..] => (Sound::Sh, 2),
        ['c', 'h', ..] => (Sound::Ch, 2),
        ['k', 'h', ..] => (Sound::Kh, 2),
        ['g', 'h', ..] => (Sound::Gh, 2),
        ['t', 'h', ..] => (Sound::Th, 2),
        ['d', 'h', ..] => (Sound::Dh, 2),
        ['z', 'h', ..] => (Sound::Zh, 2),
        ['p', 'h', ..] => (Sound::F, 2),
        ['r', 'h', ..] => (Sound::Rh, 2),
        ['d', 'j', ..] => (Sound::J, 2),
        ['c', 'k', ..] => (Sound::K, 2),
        ['o', 'u', ..] => (Sound::U, 2),
        ['o', 'o', ..] => (Sound::W, 2),
        ['e', 'e', ..] => (Sound::Y, 2),
        _ => return None,
    })
}
