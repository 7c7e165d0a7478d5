//! How likely a text is as Arabic, Persian, Urdu, Sorani, Pashto, Sindhi or Uyghur, by its letters.
//!
//! * `symbols`: what a letter is to a model. `table`: sequences of up to five letters and what they cost, read in place.
//! * `memo`: what was looked up in a table before.
//! * [`Counts`] makes a model; `examples/train_letters.rs` is its command, `README.md` names the sources.
//!
//! [`Pairs`] is the quick look: the costs of letter pairs in all languages at once.

mod memo;
mod symbols;
mod table;
mod train;

pub use train::Counts;

use std::sync::LazyLock;
use symbols::{BORDER, SYMBOLS, Seen, Symbol, see};
use table::{ORDER, PARTS, Sequence, Table};

/// Bits of a letter that a model has not met.
const STRANGE: f64 = 14.0;
/// Bits of a vowel mark or a tatweel: rare, and at home in any word.
const MARK: f64 = 4.0;

/// A language that has a letter model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Tongue {
    Arabic,
    Persian,
    Urdu,
    Sorani,
    Pashto,
    Sindhi,
    Uyghur,
}

/// How many languages have a model.
pub(super) const TONGUES: usize = 7;

impl Tongue {
    pub(super) const ALL: [Self; TONGUES] =
        [Self::Arabic, Self::Persian, Self::Urdu, Self::Sorani, Self::Pashto, Self::Sindhi, Self::Uyghur];

    fn table(self) -> Table<'static> {
        Table::new(match self {
            Self::Arabic => include_bytes!("ar.bin"),
            Self::Persian => include_bytes!("fa.bin"),
            Self::Urdu => include_bytes!("ur.bin"),
            Self::Sorani => include_bytes!("ckb.bin"),
            Self::Pashto => include_bytes!("ps.bin"),
            Self::Sindhi => include_bytes!("sd.bin"),
            Self::Uyghur => include_bytes!("ug.bin"),
        })
    }
}

/// A place in a text at which a model goes on: the letters before it, as far as they count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Context(Sequence);

impl Context {
    /// The beginning of a word.
    pub(super) const START: Self = Self(Sequence::EMPTY.then(BORDER));

    /// Goes on by a character. Returns what it costs in a language, in bits: nothing for a border after a border.
    pub(super) fn step(&mut self, c: char, tongue: Tongue) -> f64 {
        match see(c) {
            Seen::Mark => MARK,
            Seen::Strange => {
                *self = Self::START;
                STRANGE
            }
            Seen::Symbol(BORDER) if *self == Self::START => 0.0,
            Seen::Symbol(symbol) => {
                let bits = f64::from(memo::cost(tongue, self.0, symbol)) / PARTS;
                *self = if symbol == BORDER {
                    Self::START
                } else {
                    Self(self.0.last(self.0.len().min(ORDER - 2)).then(symbol))
                };
                bits
            }
        }
    }
}

/// What a symbol costs after a context, in [`PARTS`] of a bit.
fn cost(table: Table<'_>, context: Sequence, symbol: Symbol) -> u32 {
    let mut back_off = 0u32;
    let mut context = context;
    loop {
        if let Some(entry) = table.get(context.then(symbol)) {
            return back_off + u32::from(entry.cost);
        }
        match context.len() {
            0 => return (STRANGE * PARTS) as u32,
            len => {
                back_off += table.get(context).map_or(0, |entry| u32::from(entry.back_off));
                context = context.last(len - 1);
            }
        }
    }
}

/// Bits of a text in a language: of its words in the Arabic script, each with its borders. Other text costs nothing.
pub(super) fn bits_in(text: &str, tongue: Tongue) -> f64 {
    let mut context = Context::START;
    text.chars().chain([' ']).map(|c| context.step(c, tongue)).sum()
}

/// The same as far as it is less than `most`.
pub(super) fn bits_below(text: &str, tongue: Tongue, most: f64) -> Option<f64> {
    let mut context = Context::START;
    let sum = text.chars().chain([' ']).try_fold(0.0, |sum, c| {
        let sum = sum + context.step(c, tongue);
        (sum < most).then_some(sum)
    });
    sum.filter(|&bits| bits < most)
}

/// Bits of a text in the language that suits it best, of those that its [`Pairs`] make likely.
pub(super) fn bits(text: &str) -> f64 {
    /// Bits by which a language may be behind in pairs and still be the best by all that the models know.
    const BEHIND: f64 = 8.0;
    let pairs = Pairs::of(text);
    let likely = Tongue::ALL.into_iter().filter(|tongue| pairs.lead_over(*tongue) <= BEHIND);
    likely.fold(f64::INFINITY, |least, tongue| bits_below(text, tongue, least).unwrap_or(least))
}

/// What the letter pairs of a text cost in each language, summed up in one pass.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pairs {
    /// In [`PARTS`] of a bit.
    costs: [u32; TONGUES + 1],
    /// Letters that were counted.
    pub(super) letters: u32,
}

/// Cost of each symbol after each other in each language, in [`PARTS`] of a bit.
static PAIRS: LazyLock<Vec<[u8; TONGUES + 1]>> = LazyLock::new(|| {
    let mut pairs = vec![[u8::MAX; TONGUES + 1]; SYMBOLS * SYMBOLS];
    for (slot, tongue) in Tongue::ALL.into_iter().enumerate() {
        let table = tongue.table();
        for (at, costs) in pairs.iter_mut().enumerate() {
            let (before, symbol) = ((at / SYMBOLS) as Symbol, (at % SYMBOLS) as Symbol);
            if let Some(place) = costs.get_mut(slot) {
                *place = u8::try_from(cost(table, Sequence::EMPTY.then(before), symbol)).unwrap_or(u8::MAX);
            }
        }
    }
    pairs
});

impl Pairs {
    /// The pairs of a text.
    pub(super) fn of(text: &str) -> Self {
        Self::of_chars(text.chars())
    }

    /// The pairs of the characters of a text.
    pub(super) fn of_chars(chars: impl Iterator<Item = char>) -> Self {
        let mut sums = Self::default();
        let table = PAIRS.as_slice();
        let mut before = BORDER;
        for seen in chars.map(see).chain([Seen::Symbol(BORDER)]) {
            match seen {
                Seen::Mark => sums.add(&[(MARK * PARTS) as u8; TONGUES + 1]),
                Seen::Strange => {
                    sums.add(&[(STRANGE * PARTS) as u8; TONGUES + 1]);
                    before = BORDER;
                }
                Seen::Symbol(BORDER) if before == BORDER => {}
                Seen::Symbol(symbol) => {
                    if let Some(costs) = table.get(usize::from(before) * SYMBOLS + usize::from(symbol)) {
                        sums.add(costs);
                    }
                    sums.letters += u32::from(symbol != BORDER);
                    before = symbol;
                }
            }
        }
        sums
    }

    fn add(&mut self, costs: &[u8; TONGUES + 1]) {
        for (sum, cost) in self.costs.iter_mut().zip(costs) {
            *sum += u32::from(*cost);
        }
    }

    /// The pairs of two texts together.
    pub(super) fn plus(mut self, other: Self) -> Self {
        for (sum, cost) in self.costs.iter_mut().zip(other.costs) {
            *sum += cost;
        }
        Self { letters: self.letters + other.letters, ..self }
    }

    /// What it costs in a language, in [`PARTS`] of a bit.
    pub(super) fn cost(&self, tongue: Tongue) -> u32 {
        self.costs.get(tongue as usize).copied().unwrap_or(u32::MAX)
    }

    /// By how many bits the best language leads this one.
    pub(super) fn lead_over(&self, tongue: Tongue) -> f64 {
        f64::from(self.cost(tongue)) / PARTS - self.bits()
    }

    /// The language in which it costs least.
    pub(super) fn best(&self) -> Tongue {
        let costs = Tongue::ALL.into_iter().zip(self.costs);
        costs.min_by_key(|(_, cost)| *cost).map_or(Tongue::Arabic, |(tongue, _)| tongue)
    }

    /// Bits in the language in which it costs least.
    pub(super) fn bits(&self) -> f64 {
        let (costs, _) = self.costs.split_at(TONGUES);
        f64::from(costs.iter().copied().min().unwrap_or_default()) / PARTS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cost_less_than_the_same_letters_in_disorder() {
        for (word, tongue) in [
            ("العربية", Tongue::Arabic),
            ("المدينة", Tongue::Arabic),
            ("سوريا", Tongue::Arabic),
            ("خراسان", Tongue::Persian),
            ("محمدی", Tongue::Persian),
            ("پاکستان", Tongue::Urdu),
            ("کوردستان", Tongue::Sorani),
        ] {
            let reversed: String = word.chars().rev().collect();
            assert!(bits_in(word, tongue) < bits_in(&reversed, tongue), "{word}");
            assert!(bits_in(word, tongue) < 5.0 * word.chars().count() as f64, "{word} {}", bits_in(word, tongue));
        }
    }

    #[test]
    fn tells_languages_apart() {
        for (text, tongue) in [
            ("تقرير عن حالة حقوق الإنسان في المدينة", Tongue::Arabic),
            ("گزارشی درباره وضعیت حقوق بشر در شهر", Tongue::Persian),
            ("شہر میں انسانی حقوق کی صورت حال پر رپورٹ", Tongue::Urdu),
            ("ڕاپۆرتێک لەسەر دۆخی مافی مرۆڤ لە شار", Tongue::Sorani),
            ("په ښار کې د بشري حقونو د حالت راپور", Tongue::Pashto),
            ("شهر ۾ انساني حقن جي صورتحال بابت رپورٽ", Tongue::Sindhi),
            ("شەھەردىكى كىشىلىك ھوقۇق ئەھۋالى توغرىسىدا دوكلات", Tongue::Uyghur),
        ] {
            assert_eq!(Pairs::of(text).best(), tongue, "{text}");
        }
    }
}
