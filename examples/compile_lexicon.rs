//! Compiles the files of `lexicon/` into what is built into the program.
//!
//! ```text
//! cargo run --release --example compile_lexicon -- [WORDS.tsv [LEARNED.tsv]]
//! ```
//! With `WORDS.tsv` (word, tab, centibels below all words: the form of the wordfreq lists) the frequencies are made anew too,
//! from its commonest 120,000 words.

use std::fs;
use std::path::Path;

const WORDS: usize = 80_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<_> =
        fs::read_dir(root.join("lexicon"))?.map(|file| Ok(file?.path())).collect::<std::io::Result<_>>()?;
    names.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    names.sort();
    let mut files = Vec::new();
    for path in names {
        files.push((path.display().to_string(), fs::read_to_string(path)?));
    }
    let borrowed: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (index, senses) = isnad::lexicon::compile(&borrowed)?;
    let to = root.join("src/lexicon/compiled");
    fs::write(to.join("lemmas.fst"), index)?;
    fs::write(to.join("senses.txt"), senses)?;
    if let Some(learned) = std::env::args().nth(2) {
        let text = fs::read_to_string(learned)?;
        let (mut places, mut forms) = (Vec::new(), String::new());
        for line in text.lines() {
            let (word, translations) =
                line.split_once('\t').ok_or("each line must hold a word, a tab and its translations")?;
            places.push((word, forms.len() as u64));
            forms.push_str(translations);
            forms.push('\n');
        }
        fs::write(to.join("learned.fst"), fst::Map::from_iter(places)?.into_fst().as_bytes())?;
        fs::write(to.join("learned.txt"), forms)?;
    }
    if let Some(words) = std::env::args().nth(1) {
        let text = fs::read_to_string(words)?;
        let mut words: Vec<(&str, u64)> = Vec::new();
        for line in text.lines() {
            let (word, centibels) = line.split_once('\t').ok_or("each line must hold a word, a tab and a number")?;
            words.push((word, centibels.parse()?));
        }
        words.sort_by_key(|&(word, centibels)| (centibels, word));
        words.truncate(WORDS);
        words.sort_unstable();
        fs::write(to.join("words.fst"), fst::Map::from_iter(words)?.into_fst().as_bytes())?;
    }
    Ok(())
}
