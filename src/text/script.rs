//! Which script a text is in, and which language its letters point to.

use super::Lang;

/// Whether a character belongs to the Arabic script: letters, marks, digits, punctuation and presentation forms.
#[must_use]
pub const fn is_arabic(c: char) -> bool {
    matches!(
        c,
        '\u{600}'..='\u{6FF}'
            | '\u{750}'..='\u{77F}'
            | '\u{870}'..='\u{8FF}'
            | '\u{FB50}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFC}'
    )
}

/// Whether a character is a letter of the Arabic script, in its plain or a presentation form.
#[must_use]
pub fn is_arabic_letter(c: char) -> bool {
    match c {
        // Nearly all that is written; Unicode's own table takes many times as long.
        '\u{620}'..='\u{64A}' | '\u{66E}' | '\u{66F}' | '\u{671}'..='\u{6D3}' | '\u{6D5}' => true,
        '\u{6EE}' | '\u{6EF}' | '\u{6FA}'..='\u{6FC}' | '\u{6FF}' => true,
        '\u{600}'..='\u{6FF}' => false,
        _ => is_arabic(c) && c.is_alphabetic() && !is_arabic_mark(c),
    }
}

/// What [`char::is_alphabetic`] says, without a look into the tables of Unicode for the letters that are met most.
#[must_use]
pub fn is_letter(c: char) -> bool {
    match c {
        '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{24F}' | '\u{400}'..='\u{481}' => true,
        '\u{80}'..='\u{A9}' | '\u{2000}'..='\u{206F}' | '\u{2500}'..='\u{25FF}' => false,
        _ => c.is_alphabetic(),
    }
}

/// Whether a character is one of the vowel and reading marks written over and under Arabic letters.
#[must_use]
pub const fn is_arabic_mark(c: char) -> bool {
    matches!(
        c,
        '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E8}'
            | '\u{6EA}'..='\u{6ED}' | '\u{8D3}'..='\u{8FF}'
    )
}

/// Whether a character is one of the Arabic presentation forms A and B (shaped letters and ligatures).
#[must_use]
pub const fn is_presentation_form(c: char) -> bool {
    matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Whether a text holds at least one letter of the Arabic script.
#[must_use]
pub fn has_arabic(text: &str) -> bool {
    // Every Arabic-script letter is encoded with a lead byte of at least 0xD8: most English text is decided here.
    text.as_bytes().iter().any(|&b| b >= 0xD8) && text.chars().any(is_arabic_letter)
}

/// Letters of the Arabic and of the Latin script in a text.
#[must_use]
pub fn letters(text: &str) -> (usize, usize) {
    text.chars().fold((0, 0), |(arabic, latin), c| {
        if c.is_ascii_alphabetic() || matches!(c, '\u{C0}'..='\u{24F}') && c.is_alphabetic() {
            (arabic, latin + 1)
        } else if is_arabic_letter(c) {
            (arabic + 1, latin)
        } else {
            (arabic, latin)
        }
    })
}

/// The language that the letters of an Arabic-script text point to: letters that only one language uses decide, and
/// Arabic is the answer where none does. `None` when the text has no Arabic-script letter.
///
/// This is a hint for `lang` attributes, segmentation and folding, not a proof.
#[must_use]
pub fn arabic_script_language(text: &str) -> Option<Lang> {
    let mut letters = 0usize;
    let (mut pashto, mut sorani, mut uyghur, mut urdu, mut sindhi, mut persian) = (0, 0, 0, 0, 0, 0);
    for c in text.chars().filter(|&c| is_arabic_letter(c)) {
        letters += 1;
        match c {
            'ښ' | 'ځ' | 'څ' | 'ډ' | 'ړ' | 'ږ' | 'ې' | 'ۍ' | 'ټ' | 'ڼ' => pashto += 1,
            'ۆ' | 'ێ' | 'ڕ' | 'ڵ' => sorani += 1,
            'ە' => sorani += 1,
            'ۇ' | 'ۈ' | 'ۋ' => uyghur += 1,
            'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ہ' | 'ۓ' => urdu += 1,
            'ٻ' | 'ڀ' | 'ٿ' | 'ڄ' | 'ڃ' | 'ڇ' | 'ڏ' | 'ڊ' | 'ڙ' | 'ڳ' | 'ڱ' | 'ڻ' | 'ڪ' => sindhi += 1,
            'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی' => persian += 1,
            _ => {}
        }
    }
    if letters == 0 {
        return None;
    }
    // Uyghur writes ە too and also ې; its own letters outweigh them. Pashto ې and ی stand beside each other.
    let ranked = [
        (uyghur * 3, Lang::UG),
        (sindhi * 2, Lang::SD),
        (pashto * 2, Lang::PS),
        (sorani * 2, Lang::CKB),
        (urdu * 2, Lang::UR),
        (persian, Lang::FA),
    ];
    let best = ranked.into_iter().rev().max_by_key(|(weight, _)| *weight);
    Some(best.filter(|(weight, _)| *weight > 0).map_or(Lang::AR, |(_, lang)| lang))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_to_a_letter_says_the_same() {
        for c in ('\u{600}'..='\u{6FF}').chain('\u{FB50}'..='\u{FEFF}') {
            assert_eq!(is_arabic_letter(c), is_arabic(c) && c.is_alphabetic() && !is_arabic_mark(c), "{c:?}");
        }
    }
}
