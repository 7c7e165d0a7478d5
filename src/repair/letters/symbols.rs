//! The symbols that the letter models count: letters of the Arabic script, with those folded that languages write
//! differently, and one symbol for the border of a word.

/// A letter as a model sees it. 0 is the border of a word.
pub(in crate::repair) type Symbol = u8;

/// The border of a word: space, punctuation, the end of the text, letters of other scripts.
pub(in crate::repair) const BORDER: Symbol = 0;

/// Letters that have a symbol of their own, in the order of their symbols from 1 on: of Arabic, then those that Persian,
/// Urdu, Kurdish, Pashto, Sindhi, Uyghur and Jawi add. Digits share the symbol of `0`.
const ALPHABET: &str =
    "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي\u{200C}0پچژگٹڈڑںھۂےۓۃۀڕڵۆێڤټځڅډړږښګڼېۍٻڀٽٺٿڄڃڇڌڏڊڍڙڦڪڳڱۇۈۋڭۉڠڽۏٱ";

/// How many symbols there are, rounded up.
pub(in crate::repair) const SYMBOLS: usize = 128;

/// What a character is to a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::repair) enum Seen {
    /// A letter with a symbol, or the border of a word.
    Symbol(Symbol),
    /// A vowel mark or a tatweel: passed over.
    Mark,
    /// A letter of the Arabic script that no model knows.
    Strange,
}

/// Code points of the Arabic block and what each is; everything beyond is looked up in [`see`].
static BLOCK: [Seen; 256] = block();

const fn block() -> [Seen; 256] {
    let mut block = [Seen::Strange; 256];
    let mut at = 0;
    while at < 256 {
        block[at] = match 0x600 + at as u32 {
            0x610..=0x61A | 0x640 | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6DC | 0x6DF..=0x6E8 | 0x6EA..=0x6ED => Seen::Mark,
            0x600..=0x60F | 0x61B..=0x61F | 0x66A..=0x66D | 0x6D4 | 0x6DD | 0x6DE | 0x6E9 => Seen::Symbol(BORDER),
            _ => Seen::Strange,
        };
        at += 1;
    }
    let letters = ALPHABET.as_bytes();
    let (mut at, mut symbol) = (0, 1);
    while at < letters.len() {
        let lead = letters[at];
        if lead < 0x80 {
            let mut digit = 0;
            while digit < 10 {
                block[0x60 + digit] = Seen::Symbol(symbol);
                block[0xF0 + digit] = Seen::Symbol(symbol);
                digit += 1;
            }
            at += 1;
        } else if lead < 0xE0 {
            let code = ((lead as usize & 0x1F) << 6) | (letters[at + 1] as usize & 0x3F);
            if code >= 0x600 && code < 0x700 {
                block[code - 0x600] = Seen::Symbol(symbol);
            }
            at += 2;
        } else {
            at += 3;
        }
        symbol += 1;
    }
    // Folded: Persian yeh and kaf, Urdu heh and the Kurdish and Uyghur e that look like the Arabic ones.
    block[0xCC] = block[0x4A];
    block[0xA9] = block[0x43];
    block[0xC1] = block[0x47];
    block[0xD5] = block[0x47];
    block
}

/// What a character is to a model.
pub(in crate::repair) fn see(c: char) -> Seen {
    match c {
        '\u{600}'..='\u{6FF}' => BLOCK.get(c as usize - 0x600).copied().unwrap_or(Seen::Strange),
        '0'..='9' => BLOCK.get(0x60).copied().unwrap_or(Seen::Strange),
        '\u{200C}' => Seen::Symbol(ZWNJ),
        '\u{200D}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' => Seen::Mark,
        _ if c.is_ascii() => Seen::Symbol(BORDER),
        _ if crate::text::script::is_arabic_mark(c) => Seen::Mark,
        _ if crate::text::script::is_arabic_letter(c) => Seen::Strange,
        _ => Seen::Symbol(BORDER),
    }
}

/// The zero-width non-joiner, a letter of Persian spelling in all but shape.
const ZWNJ: Symbol = 37;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_its_symbol() {
        for (symbol, c) in (1..).zip(ALPHABET.chars()) {
            assert_eq!(see(c), Seen::Symbol(symbol), "{c}");
        }
        assert!(ALPHABET.chars().count() < SYMBOLS - 1);
    }

    #[test]
    fn look_alikes_are_one_symbol() {
        for (a, b) in [('ی', 'ي'), ('ک', 'ك'), ('ہ', 'ه'), ('ە', 'ه'), ('٣', '3'), ('۳', '3')] {
            assert_eq!(see(a), see(b), "{a} {b}");
        }
        assert_eq!(see('،'), Seen::Symbol(BORDER));
        assert_eq!(see('َ'), Seen::Mark);
    }
}
