//! Word translations learned from parallel texts, beside the lexicon: which Arabic word forms stand where an English one does.

use std::sync::LazyLock;

static INDEX: LazyLock<Option<fst::Map<&'static [u8]>>> = LazyLock::new(|| {
    let index: &[u8] = include_bytes!("compiled/learned.fst");
    // A test reads every entry: what is built in is whole.
    fst::Map::new(index).ok()
});

const FORMS: &str = include_str!("compiled/learned.txt");

/// The Arabic forms that an English word form in lower case is translated by, with their probabilities, the likeliest first.
/// Learned with IBM model 1 (Brown and others, 1993) from the texts that NOTICE names.
pub fn learned(word: &str) -> impl Iterator<Item = (&'static str, f32)> + use<> {
    let place = INDEX.as_ref().and_then(|index| index.get(word)).and_then(|at| usize::try_from(at).ok());
    let line = place.and_then(|at| FORMS.get(at..)?.lines().next()).unwrap_or_default();
    line.split(' ').filter_map(|pair| {
        let (form, thousandths) = pair.split_once('=')?;
        Some((form, thousandths.parse::<f32>().ok()? / 1000.0))
    })
}
