//! The walk through a text: at each word, and behind what may be attached to it, along the trie.

use super::forms::{code, letter, prefixes};
use super::table::{ROOT, Trie, hash_in};
use super::words::{ARTICLE, Folded, Kind, Word, joined_article, next_word};
use crate::text::Span;
use crate::text::key::{FoldMap, is_apostrophe};

/// What may follow an Arabic noun in the same word: pronouns, and the ending of the indefinite accusative.
pub(super) const ENDINGS: [&str; 8] = ["هما", "ها", "هم", "هن", "نا", "كم", "ه", "ا"];

/// The fewest bytes of an Arabic word before such an ending: four letters.
const STEM: usize = 8;

/// A walk through a text.
struct Search<'s, 't, F> {
    trie: &'s Trie<'s>,
    view: &'s mut Folded<'t>,
    found: F,
}

/// Calls `found` with each node that words of the text lead to, and the place of these words in the folded text, without
/// what is attached to them. Whether they stand there as words of their own is for the caller to see.
pub(super) fn search<'t>(
    trie: &Trie<'_>,
    view: &mut Folded<'t>,
    map: &FoldMap,
    found: impl FnMut(&mut Folded<'t>, u32, Span),
) {
    let mut borders = map.borders().peekable();
    let folded = view.folded;
    let mut search = Search { trie, view, found };
    let mut at = 0;
    while let Some(word) = next_word(folded, at) {
        at = word.end;
        match word.kind {
            Kind::Arabic => search.arabic_word(word),
            // Most words of a text are done with here.
            _ => {
                if trie.may_begin(hash_in(folded.as_bytes(), word.start, word.end)) {
                    search.words_from(ROOT, word.start, word);
                    search.article(ROOT, word.start, word);
                }
            }
        }
        if borders.peek().is_some_and(|&border| border < word.end) {
            while borders.next_if(|&border| border <= word.start).is_some() {}
            // Something was dropped inside the word: the apostrophe of «d'Alep» among others.
            while let Some(start) = borders.next_if(|&border| border < word.end) {
                if search.follows_elision(word.start, start) {
                    search.words_from(ROOT, start, Word { start, ..word });
                }
            }
        }
    }
}

impl<'t, F: FnMut(&mut Folded<'t>, u32, Span)> Search<'_, 't, F> {
    /// An Arabic word, from its beginning and behind what may be attached to it.
    fn arabic_word(&mut self, word: Word) {
        let bytes = self.view.folded.as_bytes();
        for prefix in std::iter::once(0).chain(prefixes(word.slice(self.view.folded))) {
            let start = word.start + prefix;
            let may_begin = |end: usize| self.trie.may_begin(hash_in(bytes, start, end));
            let rest = bytes.get(start..word.end).unwrap_or_default();
            // What a word in ت folds to without its ending is found out later.
            let with_ending = |stem: &[u8]| may_begin(start + stem.len()) || ends_with_teh(stem);
            if may_begin(word.end) || stems(rest).any(with_ending) {
                self.words_from(ROOT, start, Word { start, ..word });
            }
        }
    }

    /// Goes on from a node with a word, and with all words that follow it. The hit begins at `start`.
    fn words_from(&mut self, node: u32, start: usize, word: Word) {
        let text = word.slice(self.view.folded);
        if let Some(reached) = self.trie.step(node, text) {
            (self.found)(self.view, reached, Span::new(start, word.end));
            self.go_on(reached, start, word.end);
        }
        match word.kind {
            Kind::Plain => self.english_endings(node, start, word, text),
            Kind::Arabic => self.arabic_endings(node, start, word, text),
            Kind::Sign => {}
        }
    }

    /// The words behind a node that is reached.
    fn go_on(&mut self, node: u32, start: usize, end: usize) {
        if !self.trie.leads_on(node) {
            return;
        }
        let Some(next) = self.view.following(end) else { return };
        self.words_from(node, start, next);
        if next.kind == Kind::Plain {
            self.article(node, start, next);
        }
    }

    /// Where a word is an article, or begins with one: goes on from a node with it and with the name behind it.
    #[inline]
    fn article(&mut self, node: u32, start: usize, word: Word) {
        let folded = self.view.folded;
        let text = word.slice(folded);
        if !matches!(text.first(), Some(b'a' | b'e' | b'u' | b'i')) {
            return;
        }
        if text.len() <= 3
            && let Some(next) = next_word(folded, word.end)
            && self.view.is_article(word, next)
            && let Some(reached) = self.trie.step(node, ARTICLE.as_bytes())
        {
            self.words_from(reached, start, next);
        }
        let joined = joined_article(text);
        if joined > 0
            && let Some(reached) = self.trie.step(node, ARTICLE.as_bytes())
        {
            self.words_from(reached, start, Word { start: word.start + joined, ..word });
        }
    }

    /// Words whose last letters may be an English plural or a possessive.
    fn english_endings(&mut self, node: u32, start: usize, word: Word, text: &[u8]) {
        let Some((b's', stem)) = text.split_last() else { return };
        for stem in std::iter::once(stem).chain(stem.strip_suffix(b"e")) {
            if let Some(reached) = self.trie.step(node, stem) {
                (self.found)(self.view, reached, Span::new(start, word.start + stem.len()));
            }
        }
    }

    /// Words that may end in a pronoun or in the ending of the accusative.
    fn arabic_endings(&mut self, node: u32, start: usize, word: Word, text: &[u8]) {
        for stem in stems(text) {
            // ة is written ت before a pronoun.
            let feminine = ends_with_teh(stem).then(|| {
                let mut feminine = stem.to_vec();
                feminine.truncate(stem.len() - 2);
                feminine.extend("ه".as_bytes());
                feminine
            });
            for key in std::iter::once(stem).chain(feminine.as_deref()) {
                if let Some(reached) = self.trie.step(node, key) {
                    (self.found)(self.view, reached, Span::new(start, word.start + stem.len()));
                }
            }
        }
    }

    /// Whether an article or a preposition that has lost its vowel ends at an offset of the folded text: d', l', qu'.
    fn follows_elision(&mut self, word: usize, at: usize) -> bool {
        matches!(self.view.folded.get(word..at), Some("d" | "l" | "qu")) && {
            let place = self.view.map.to_original(Span::new(word, at));
            self.view.text.get(place.end..).is_some_and(|rest| rest.starts_with(is_apostrophe))
        }
    }
}

#[inline]
fn ends_with_teh(word: &[u8]) -> bool {
    word.last_chunk::<2>().is_some_and(|last| u16::from_be_bytes(*last) == code('ت'))
}

/// A folded Arabic word without each of the endings that it may have.
#[inline]
fn stems(word: &[u8]) -> impl Iterator<Item = &[u8]> {
    const ALEF: u16 = code('ا');
    const HEH: u16 = code('ه');
    const KAF: u16 = code('ك');
    const MEEM: u16 = code('م');
    const NOON: u16 = code('ن');
    let from_end = |letters: usize| word.len().checked_sub(letters * 2).and_then(|at| letter(word, at));
    let (last, before) = (from_end(1), from_end(2));
    let endings = match (last, before) {
        (Some(ALEF), Some(HEH | NOON)) => [1, 2, 0],
        (Some(ALEF), Some(MEEM)) if from_end(3) == Some(HEH) => [1, 3, 0],
        (Some(ALEF | HEH), _) => [1, 0, 0],
        (Some(MEEM), Some(HEH | KAF)) | (Some(NOON), Some(HEH)) => [2, 0, 0],
        _ => [0, 0, 0],
    };
    let stem = |letters: usize| word.get(..word.len().checked_sub(letters * 2)?);
    endings.into_iter().filter(|&letters| letters > 0).filter_map(stem).filter(|stem| stem.len() >= STEM)
}
