//! Names by their sound, across spellings and scripts: a key of consonants for look-up, and how alike two names are.

mod letters;
mod likeness;
mod sounds;

pub use sounds::Sounds;

use super::Key;
use sounds::Sound;

/// The consonants of a name in coarse classes: a look-up key that spellings of one name mostly share, in whichever of the two
/// scripts they are. Articles, vowels, long vowels, hamza, ayn and a final ة leave no trace, nor do doubled letters.
///
/// Like a [`Key`] it is for comparing: it has no `Display`. Other names may have the same one; [`likeness`] tells more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Skeleton(String);

impl Skeleton {
    /// The skeleton of a name.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self::from(&Sounds::new(name))
    }

    /// One ASCII letter for each consonant, for building an index over them.
    #[must_use]
    pub fn classes(&self) -> &str {
        &self.0
    }

    /// Whether the name has no consonant.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&Sounds> for Skeleton {
    fn from(sounds: &Sounds) -> Self {
        let classes = sounds.all().iter().enumerate().filter_map(|(at, &sound)| match sound {
            // At the beginning of a name these are consonants in either script.
            Sound::W | Sound::V => (at == 0).then_some('w'),
            Sound::Y => (at == 0).then_some('y'),
            _ => class(sound),
        });
        Self(classes.collect())
    }
}

/// The letter for a consonant and those that it is mistaken for; none for vowels.
const fn class(sound: Sound) -> Option<char> {
    Some(match sound {
        Sound::B | Sound::P => 'b',
        Sound::T | Sound::Tah => 't',
        Sound::Th | Sound::S | Sound::Sad | Sound::Cedilla => 's',
        Sound::J | Sound::Zh => 'j',
        Sound::Ch | Sound::Sh => 'c',
        Sound::Hah | Sound::H => 'h',
        Sound::Kh | Sound::X => 'x',
        Sound::D | Sound::Dad | Sound::Dh | Sound::Zah | Sound::Z => 'd',
        Sound::R => 'r',
        Sound::Q | Sound::K | Sound::C | Sound::G | Sound::Gh | Sound::Rh | Sound::Breve => 'k',
        Sound::F => 'f',
        Sound::L => 'l',
        Sound::M => 'm',
        Sound::N => 'n',
        Sound::Other0 => '0',
        Sound::Other1 => '1',
        Sound::Other2 => '2',
        Sound::Other3 => '3',
        Sound::Other4 => '4',
        Sound::Other5 => '5',
        Sound::Other6 => '6',
        Sound::Other7 => '7',
        Sound::Other8 => '8',
        Sound::Other9 => '9',
        _ => return None,
    })
}

/// How likely two names are one in another spelling or script, 0 to 1: 1 for names with the same [`Key`], from 0.5 on it is
/// likelier than not. Symmetric; compares hundreds of thousands of pairs a second.
#[must_use]
pub fn likeness(a: &str, b: &str) -> f64 {
    let (sounds, others) = (Sounds::new(a), Sounds::new(b));
    let likeness = sounds.likeness(&others);
    // What a key drops changes the sounds little: most pairs need no keys.
    let may_be_equal = likeness > 0.05 || sounds.is_empty() || others.is_empty();
    if may_be_equal && Key::new(a) == Key::new(b) { 1.0 } else { likeness }
}
