//! The first look: which lines can hold letters in the wrong order, shapes, stray controls or tatweel.

use super::neighbours::LETTER_PAIRS;

/// Quarters of a bit by which a stretch of letters must speak for the other direction: so many at least, one more for each
/// letter of the line, and never more than so many. Long lines hold a stretch that does by chance.
const LEAST: i32 = 8;
const MOST: i32 = 48;

/// Whether a line may need any edit.
pub(super) fn is_suspect(line: &str) -> bool {
    if line.is_ascii() {
        return false;
    }
    let look = look(line, true);
    look.sign || look.early_stop || look.reads_backward()
}

/// Whether the plain letters of a line may read better backward.
pub(super) fn may_read_backward(line: &str) -> bool {
    look(line, false).reads_backward()
}

/// Whether a stretch of a line begins with a word that ends a sentence.
pub(super) fn stops_early(line: &str) -> bool {
    look(line, false).early_stop
}

/// Looks at all of a line, or as far as the first sign of damage.
fn look(line: &str, as_far_as_needed: bool) -> Look {
    let mut look = Look::new();
    let bytes = line.as_bytes();
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        match lead {
            0xD8..=0xDB => {
                let Some(&low) = bytes.get(at + 1) else { break };
                look.arabic(lead, low);
                at += 2;
            }
            ..0x80 => {
                look.ascii(lead);
                at += 1;
            }
            0xE2 | 0xEF => {
                let Some(tail) = bytes.get(at + 1..at + 3) else { break };
                look.sign |= is_sign(lead, tail);
                look.border();
                at += 3;
            }
            _ => {
                look.border();
                at += match lead {
                    0xF0.. => 4,
                    0xE0..=0xEF => 3,
                    _ => 2,
                };
            }
        }
        if as_far_as_needed && (look.sign || look.early_stop) {
            return look;
        }
    }
    look.border();
    look
}

/// Controls, and forms but for the word ligatures: by the bytes of U+200E to U+2069 and U+FB50 to U+FEFF.
fn is_sign(lead: u8, tail: &[u8]) -> bool {
    match (lead, tail) {
        (0xE2, [0x80, b]) => matches!(b, 0x8D | 0x8E | 0x8F | 0xAA..=0xAE),
        (0xE2, [0x81, b]) => (0xA6..=0xA9).contains(b),
        (0xEF, [0xB7, b]) => *b < 0xB0,
        (0xEF, [0xAD, b]) => *b >= 0x90,
        (0xEF, [0xAE..=0xB6 | 0xBA, _]) => true,
        (0xEF, [0xB9, b]) => *b >= 0xB0,
        (0xEF, [0xBB, b]) => *b <= 0xBC || *b == 0xBF,
        _ => false,
    }
}

/// What a character of U+0600 to U+06FF is to this look.
#[derive(Clone, Copy)]
enum Kind {
    Letter,
    /// Marks do not part letters.
    Mark,
    /// Tatweel, and the Arabic letter mark.
    Sign,
    /// Digits and punctuation.
    Border,
}

/// That of each of them, by its low byte.
static KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Letter; 256];
    let mut low = 0;
    while low < kinds.len() {
        kinds[low] = match low {
            0x4B..=0x5F | 0x70 => Kind::Mark,
            0x40 | 0x1C => Kind::Sign,
            ..0x20 | 0x60..=0x6D | 0xD4 | 0xDD.. => Kind::Border,
            _ => Kind::Letter,
        };
        low += 1;
    }
    kinds
};

/// What was seen so far.
#[derive(Debug)]
struct Look {
    /// [`LETTER_PAIRS`], fetched once.
    pairs: &'static [i8],
    /// A control, a form, a tatweel or a lam-alef turned round.
    sign: bool,
    /// A sentence that ends after its first word.
    early_stop: bool,
    /// The letter before, by its low byte; 0 for none.
    before: u8,
    /// The one before that.
    earlier: u8,
    /// Quarters of a bit for the other direction, in the stretch that speaks for it most up to here (Kadane 1984).
    sum: i32,
    most: i32,
    /// Letters of this word, and words since the last letter of another script.
    letters: u32,
    words: u32,
    /// Letters of the line.
    all: i32,
}

impl Look {
    fn new() -> Self {
        Self {
            pairs: &LETTER_PAIRS,
            sign: false,
            early_stop: false,
            before: 0,
            earlier: 0,
            sum: 0,
            most: 0,
            letters: 0,
            words: 0,
            all: 0,
        }
    }

    /// Whether some stretch may read better backward.
    fn reads_backward(&self) -> bool {
        self.most >= (LEAST + self.all).min(MOST)
    }

    fn arabic(&mut self, lead: u8, low: u8) {
        let low = (lead & 3) << 6 | low & 0x3F;
        match KINDS.get(usize::from(low)) {
            Some(Kind::Mark) => return,
            Some(Kind::Sign) => {
                self.sign = true;
                return;
            }
            Some(Kind::Border) => {
                self.early_stop |= matches!(low, 0x1F | 0xD4) && self.ends_first_word();
                self.border();
                return;
            }
            Some(Kind::Letter) | None => {}
        }
        self.letters += 1;
        self.all = self.all.saturating_add(1);
        self.pair(low);
        // Two alefs and a lam: lam-alef was turned round.
        self.sign |= low == 0x44 && self.earlier == 0x27 && matches!(self.before, 0x22 | 0x23 | 0x25 | 0x27);
        self.earlier = self.before;
        self.before = low;
    }

    fn ascii(&mut self, byte: u8) {
        self.early_stop |= matches!(byte, b'.' | b'!') && self.ends_first_word();
        self.border();
        if byte.is_ascii_alphabetic() {
            self.words = 0;
        }
    }

    /// Whether a stop here would end a sentence of one word.
    fn ends_first_word(&self) -> bool {
        self.words == 0 && self.letters > 1
    }

    fn border(&mut self) {
        if self.before != 0 {
            self.pair(0);
            self.words += 1;
            self.letters = 0;
            (self.before, self.earlier) = (0, 0);
            self.most = self.most.max(self.sum);
            self.sum = self.sum.max(0);
        }
    }

    fn pair(&mut self, low: u8) {
        let place = usize::from(self.before) << 8 | usize::from(low);
        self.sum -= self.pairs.get(place).copied().map_or(0, i32::from);
    }
}
