//! What a chain makes of a damaged word, and whether that can be what was meant.

use super::chain::Chain;
use super::classes::{Letters, is_cyrillic, look, may_appear, may_appear_oddly};
use super::step::Step;
use super::undone::Undone;
use super::{cost, quotes};
use crate::text::script::{self, is_arabic_letter};

/// What became of one word under a chain.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordReading {
    /// Whether anything changed.
    pub(super) changed: bool,
    /// Whether no letter is left that such damage could have made.
    pub(super) whole: bool,
    /// Whether it can be what was meant; true for a word that did not change.
    pub(super) sound: bool,
    /// What it costs to write down.
    pub(super) bits: f64,
    /// Letters that it has now, without those of which a byte is lost.
    pub(super) gained: Letters,
}

impl WordReading {
    /// Of a word that a chain leaves as it stands.
    pub(super) const UNCHANGED: Self = Self {
        changed: false,
        whole: true,
        sound: true,
        bits: f64::INFINITY,
        gained: Letters { arabic: 0, other: 0, latin: 0 },
    };

    /// Whether all of a damaged word is read soundly.
    pub(super) const fn is_whole(&self) -> bool {
        self.changed && self.sound && self.whole
    }

    /// Whether it explains a damaged word: all of it is read, and letters come of it.
    pub(super) fn explains(&self) -> bool {
        self.is_whole() && self.gained != Letters::default()
    }

    /// Whether its letters are such as words are made of.
    pub(super) fn reads_as_text(&self) -> bool {
        // A word of one or two letters is dear for its length.
        let letters = self.gained.arabic as f64;
        self.gained.arabic > 0 && self.bits <= 7.0 * (letters + 1.0) + 6.0 / letters
    }

    /// What the word costs on a path of the chain, when it costs `plain` as it stands. A word that the chain leaves or would
    /// spoil stays as it stands.
    pub(super) fn cost(&self, plain: f64) -> f64 {
        if !self.changed {
            plain
        } else if self.sound {
            self.bits
        } else {
            plain + 1.0
        }
    }
}

/// Bits for each letter of which a byte is lost.
const TORN: f64 = 5.0;

/// Bits for what is odd in a reading, such as an Arabic letter that touches a Latin one: to be believed beside better words.
const ODD: f64 = 8.0;

/// Reads a word by a chain and judges the result.
pub(super) fn read_word(chain: &Chain, word: &str) -> WordReading {
    judge(chain, word, &chain.undo(word))
}

/// Judges what came of a word when the layers of a chain were taken off.
pub(super) fn judge(chain: &Chain, word: &str, layers: &[Undone]) -> WordReading {
    let after = layers.last().map_or(word, |layer| layer.text.as_str());
    if after == word {
        return WordReading::UNCHANGED;
    }
    let ((then, _), (now, usual)) = (look(word), look(after));
    let torn: usize = layers.iter().map(|layer| layer.torn).sum();
    let soundness = soundness(chain, (word, then), (after, now, usual), layers);
    let bits = if chain.only_letters_tell() { quotes::word_bits(word, after, chain) } else { cost::bits(after) };
    WordReading {
        changed: true,
        whole: torn == 0 && layers.iter().all(|layer| layer.left == 0) && usual,
        sound: soundness != Soundness::None,
        bits: bits + TORN * torn as f64 + if soundness == Soundness::Odd { ODD } else { 0.0 },
        gained: match soundness {
            Soundness::Full => Letters { arabic: now.arabic.saturating_sub(torn), ..now },
            _ => Letters::default(),
        },
    }
}

/// Whether a reading can be what was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Soundness {
    /// Yes, by itself.
    Full,
    /// Beside words of which there is no doubt.
    Odd,
    None,
}

/// The soundness of a reading of `word` as `after`, with the letters of both and whether all of `after` is
/// [`usual`](look).
fn soundness(
    chain: &Chain,
    (word, then): (&str, Letters),
    (after, now, usual): (&str, Letters, bool),
    layers: &[Undone],
) -> Soundness {
    let whole = layers.iter().all(|layer| layer.left == 0);
    // Of a hole in an outer layer the inner ones know nothing.
    if layers.iter().rev().skip(1).any(Undone::has_holes) {
        return Soundness::None;
    }
    // A chain of several wrong readings explains a word only if the whole word went through each of them.
    let read_twice = chain.0.iter().filter(|step| step.is_reading()).count() >= 2;
    let passed_over = chain.0.iter().zip(layers).any(|(step, layer)| {
        step.is_reading()
            && layer.pieces.is_empty()
            && layer.text.chars().any(|c| !c.is_ascii() && script::is_letter(c))
    });
    // Arabic letters that came out of one layer are no Latin or box-drawing letters to be read again as a single-byte page.
    let page_of_arabic = chain.0.iter().zip(layers).any(|(step, layer)| {
        matches!(step, Step::PageAs(..)) && layer.before() != word && Letters::of(layer.before()).arabic > 0
    });
    if passed_over || page_of_arabic || read_twice && !whole || chain.only_letters_tell() && !whole {
        return Soundness::None;
    }
    // Where the damaged text is itself in a script that people write, half a word is no word.
    let own_script = |layer: &Undone| {
        let Letters { arabic, other, .. } = if layer.before() == word { then } else { Letters::of(layer.before()) };
        arabic + other > 0 && (layer.took(is_arabic_letter) || layer.took(is_cyrillic))
    };
    let half = |(step, layer): (&Step, &Undone)| {
        let untouched = || if matches!(step, Step::PageAs(..)) { layer.left } else { layer.untouched_letters() };
        step.is_reading() && own_script(layer) && untouched() > 0
    };
    if chain.0.iter().zip(layers).any(half) {
        return Soundness::None;
    }
    // Titles do write "CoVها", so a whole word of letters may touch Latin ones; a stray letter may not.
    let stray = now.arabic < then.arabic + 2 || !whole || chain.only_letters_tell();
    let meant = |c: char| may_appear(c) || chain.only_escapes() && may_appear_oddly(c);
    let strange = |c: char| !meant(c) && !word.contains(c);
    if !usual && after.chars().any(|c| strange(c) && (!whole || chain.only_letters_tell() || !may_appear_oddly(c))) {
        return Soundness::None;
    }
    if stray && glued(after) > glued(word) || !usual && after.chars().any(strange) {
        return if whole { Soundness::Odd } else { Soundness::None };
    }
    let sound = match (now.arabic, now.other, now.latin) {
        // Digits and punctuation alone.
        (0, 0, 0) => whole,
        (0, 0, _) if whole && !latin_is_sound(chain, word, after) => return Soundness::Odd,
        (0, ..) => whole,
        _ => true,
    };
    if sound { Soundness::Full } else { Soundness::None }
}

/// Places where an Arabic-script letter touches an ASCII one.
fn glued(text: &str) -> usize {
    let kind = |c: char| if c.is_ascii_alphabetic() { 1 } else { 2 * u8::from(is_arabic_letter(c)) };
    let pairs = text.chars().zip(text.chars().skip(1));
    pairs.filter(|&(a, b)| matches!((kind(a), kind(b)), (1, 2) | (2, 1))).count()
}

/// Latin letters and punctuation come back from UTF-8 read as Latin pages only: these are what Latin text meets.
pub(super) fn latin_is_sound(chain: &Chain, word: &str, after: &str) -> bool {
    let page = |step: &Step| matches!(step.name(), "utf8-as-windows-1252" | "utf8-as-iso-8859-1");
    let escapes = |step: &Step| matches!(step, Step::Escaped(_));
    chain.0.iter().any(page)
        && chain.0.iter().all(|step| page(step) || escapes(step))
        && !after.chars().any(|c| matches!(c, '\u{80}'..='\u{9F}') || !word.contains(c) && script::is_arabic(c))
}
