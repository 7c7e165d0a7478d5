//! How alike two names sound: the cheapest way to make the sounds of one into those of the other.
//!
//! An edit distance (Levenshtein, 1966) whose costs say which sounds romanizations and dialects take for one another, and what
//! each script leaves out. The costs were set by hand, then drawn towards those that fitted best on pairs of names from
//! GeoNames, Who's On First and lists of personal names; `examples/names_accuracy.rs` measures them on pairs kept apart.

use super::sounds::Sound::{
    self, A, Alef, Ayn, B, Breve, C, Cedilla, Ch, D, Dad, Dh, E, F, G, Gh, H, Hah, I, J, K, Kh, L, M, Marbuta, N, None,
    O, P, Q, R, Rh, S, Sad, Sh, T, Tah, Th, U, V, W, X, Y, Z, Zah, Zh,
};
use super::sounds::{LONGEST, SOUNDS, Sounds, Writing};

/// Some sounds, others, and what it costs to set one of the ones against one of the others, in hundredths of a wrong consonant:
/// both names in Latin letters, both in Arabic ones, one in each.
type Near = (&'static [Sound], &'static [Sound], [u8; 3]);

/// The costs of all pairs that cost less than a wrong consonant.
const NEAR: &[Near] = &[
    // A sound that the other name does not have.
    (&[None], &[A], [16, 24, 14]),
    (&[None], &[E], [12, 24, 12]),
    (&[None], &[I], [12, 24, 6]),
    (&[None], &[O], [12, 24, 4]),
    (&[None], &[U], [20, 24, 10]),
    (&[None], &[Alef], [24, 32, 38]),
    (&[None], &[Ayn], [24, 36, 4]),
    (&[None], &[W], [60, 40, 40]),
    (&[None], &[Y], [30, 28, 30]),
    (&[None], &[Marbuta], [30, 22, 18]),
    (&[None], &[H], [36, 68, 44]),
    (&[None], &[Hah], [68, 72, 26]),
    (&[None], &[Breve], [30, 30, 30]),
    (&[None], &[N, L, R], [76, 76, 84]),
    (&[None], &[T, D], [74, 72, 70]),
    // Vowels.
    (&[A], &[E], [4, 12, 12]),
    (&[A], &[O], [12, 20, 20]),
    (&[A], &[I, U], [22, 20, 20]),
    (&[E], &[I], [2, 8, 8]),
    (&[E], &[O, U], [30, 20, 20]),
    (&[O], &[U], [2, 8, 8]),
    (&[I], &[O, U], [36, 36, 36]),
    (&[U], &[W], [4, 10, 2]),
    (&[O], &[W], [6, 20, 2]),
    (&[I], &[Y], [2, 8, 4]),
    (&[E], &[Y], [32, 16, 4]),
    (&[A], &[Y, W], [52, 30, 54]),
    (&[Y], &[W], [72, 60, 70]),
    (&[Alef], &[A], [4, 4, 0]),
    (&[Alef], &[E], [4, 4, 2]),
    (&[Alef], &[O, U, I], [4, 4, 10]),
    (&[Alef], &[Marbuta], [4, 8, 4]),
    (&[Alef], &[Y, W], [4, 44, 38]),
    (&[Alef], &[Ayn], [4, 26, 4]),
    (&[Ayn], &[A, E], [4, 4, 8]),
    (&[Ayn], &[O, U, I], [4, 4, 2]),
    (&[Marbuta], &[A, E], [4, 4, 0]),
    (&[Marbuta], &[T], [4, 32, 20]),
    (&[Marbuta], &[H], [4, 36, 10]),
    (&[Marbuta], &[I, O, U, Y, W], [30, 52, 22]),
    // Consonants.
    (&[B], &[P], [14, 10, 4]),
    (&[P], &[F], [44, 30, 60]),
    (&[T], &[Tah], [0, 12, 0]),
    (&[T, Tah], &[Th], [16, 30, 6]),
    (&[T, Tah], &[D, Dad], [56, 60, 64]),
    (&[S], &[Sad], [0, 32, 0]),
    (&[S, Sad], &[Th], [24, 40, 40]),
    (&[S, Sad], &[Sh], [32, 60, 58]),
    (&[S, Sad], &[Z], [36, 44, 28]),
    (&[S, Sad], &[C], [12, 20, 12]),
    (&[Cedilla], &[S, Sad, Sh], [10, 4, 4]),
    (&[Cedilla], &[Ch, J], [20, 20, 20]),
    (&[Sh], &[Ch], [4, 30, 4]),
    (&[Sh], &[Zh], [40, 40, 40]),
    (&[J], &[G], [12, 46, 4]),
    (&[J], &[Zh], [12, 20, 4]),
    (&[J], &[Ch], [28, 18, 36]),
    (&[J], &[C], [16, 16, 4]),
    (&[J], &[Y], [6, 54, 58]),
    (&[J], &[I], [24, 60, 60]),
    (&[J], &[Dh, Z], [68, 60, 68]),
    (&[Ch], &[C], [16, 16, 16]),
    (&[Ch], &[K, Kh], [20, 78, 48]),
    (&[Kh], &[X], [8, 8, 4]),
    (&[Kh], &[K], [32, 62, 36]),
    (&[Kh], &[H], [22, 60, 36]),
    (&[Kh], &[Hah], [40, 50, 42]),
    (&[Kh], &[Q, G, Gh], [58, 48, 58]),
    (&[H], &[Hah], [0, 36, 0]),
    (&[K], &[Q], [2, 18, 12]),
    (&[K], &[C], [4, 4, 2]),
    (&[Q], &[C], [10, 10, 10]),
    (&[K], &[G], [20, 12, 32]),
    (&[Q], &[G], [12, 30, 8]),
    (&[K, Q], &[X], [30, 30, 22]),
    (&[Q], &[Gh], [14, 28, 14]),
    (&[G], &[Gh], [8, 18, 4]),
    (&[Breve], &[Gh, G, J], [4, 4, 4]),
    (&[Breve], &[Y, W], [30, 30, 30]),
    (&[Rh], &[R, Gh], [4, 4, 2]),
    (&[R], &[Gh], [56, 60, 56]),
    (&[D], &[Dad], [0, 34, 0]),
    (&[D, Dad], &[Dh], [8, 30, 20]),
    (&[Dh], &[Zah], [10, 30, 10]),
    (&[Dh], &[Z], [24, 40, 16]),
    (&[Dh], &[Th], [40, 60, 40]),
    (&[Zah], &[Z], [0, 30, 0]),
    (&[Zah], &[D, Dad], [30, 40, 30]),
    (&[Dad], &[Z], [14, 34, 22]),
    (&[Z], &[Zh], [20, 50, 12]),
    (&[F], &[V], [24, 16, 2]),
    (&[V], &[W], [4, 16, 8]),
    (&[V], &[U, O], [24, 24, 24]),
    (&[V], &[B], [40, 44, 44]),
    (&[M], &[N], [68, 78, 60]),
];

/// What a pair of sounds costs that is not in [`NEAR`].
const WRONG: u8 = 100;

/// The costs of all pairs, for names in the same script and for names in two.
static COSTS: [[[u8; SOUNDS]; SOUNDS]; 3] = {
    let mut tables = [[[WRONG; SOUNDS]; SOUNDS]; 3];
    let mut table = 0;
    while table < tables.len() {
        let mut sound = 0;
        while sound < SOUNDS {
            tables[table][sound][sound] = 0;
            sound += 1;
        }
        let mut entry = 0;
        while entry < NEAR.len() {
            let (some, others, costs) = NEAR[entry];
            let mut pair = 0;
            while pair < some.len() * others.len() {
                let (a, b) = (some[pair / others.len()] as usize, others[pair % others.len()] as usize);
                tables[table][a][b] = costs[table];
                tables[table][b][a] = costs[table];
                pair += 1;
            }
            entry += 1;
        }
        table += 1;
    }
    tables
};

/// The strain at which a pair is as likely one name as two, for each table of costs.
const EVEN: [f32; 3] = [0.203, 0.263, 0.213];

/// What it costs when only one of the names has an article.
const ARTICLE: f32 = 8.0;

impl Sounds {
    /// How likely the two are one name in another spelling or script, 0 to 1, judged by their sounds alone: 0.5 is as likely
    /// as not among names that were chosen because they are hard to tell apart. Symmetric.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        let table = match (self.writing, other.writing) {
            (Writing::Latin, Writing::Latin) => 0,
            (Writing::Arabic, Writing::Arabic) => 1,
            (Writing::Latin, Writing::Arabic) | (Writing::Arabic, Writing::Latin) => 2,
        };
        let (Some(costs), Some(even)) = (COSTS.get(table), EVEN.get(table)) else { return 0.0 };
        if self.all().is_empty() || other.all().is_empty() {
            return 0.0;
        }
        let strain = f64::from(self.strain(other, costs) / even);
        0.5f64.powf(strain * strain)
    }

    /// The cost of making one name into the other, in wrong consonants for each consonant of the two, about.
    fn strain(&self, other: &Self, costs: &[[u8; SOUNDS]; SOUNDS]) -> f32 {
        let mut cost = distance(self.all(), other.all(), costs);
        if self.article != other.article {
            cost += ARTICLE;
            let (with, without) = if self.article { (self, other) } else { (other, self) };
            if let Some(rest) = without.all().get(without.glued..).filter(|_| without.glued > 0) {
                cost = cost.min(distance(with.all(), rest, costs));
            }
        }
        cost / 100.0 / (f32::midpoint(self.length(), other.length()) + 0.5)
    }

    /// Length in consonants: a vowel counts little.
    fn length(&self) -> f32 {
        self.all().iter().map(|sound| if sound.is_vowel() { 0.3 } else { 1.0 }).sum()
    }
}

/// The cost of the cheapest way to make one row of sounds into another.
fn distance(a: &[Sound], b: &[Sound], costs: &[[u8; SOUNDS]; SOUNDS]) -> f32 {
    // A sound's number is always less than SOUNDS.
    let between = |a: Sound, b: Sound| u16::from(costs[a as usize][b as usize]);
    let mut row = [0u16; LONGEST + 1];
    let mut left = 0;
    for (&sound, cell) in b.iter().zip(row.iter_mut().skip(1)) {
        left += between(None, sound);
        *cell = left;
    }
    let mut first = 0;
    for &sound in a {
        let gap = between(None, sound);
        let mut diagonal = first;
        first += gap;
        left = first;
        for (&other, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            left = (diagonal + between(sound, other)).min(*cell + gap).min(left + between(None, other));
            diagonal = std::mem::replace(cell, left);
        }
    }
    f32::from(left)
}
