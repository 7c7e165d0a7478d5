//! The translation of a lost title, read as a row of words with what each may be in Arabic.

use super::spelling;
use crate::lexicon::{Ending, Form, Lexicon, Number, Pos, Role, Sense, forms, frequencies, learned};
use crate::restore::names::Names;
use std::collections::HashMap;

/// A word or fixed expression of the translation.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// It, in lower case.
    pub(super) text: String,
    /// What it does in the sentence.
    pub(super) class: Class,
    /// What it may be in Arabic, with the logarithm of the probability.
    pub(super) options: Vec<Choice>,
}

/// What an English word does in a sentence, as far as its order in Arabic goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A noun or name.
    Noun,
    /// A word that says more about a noun and stands after it in Arabic.
    Adjective,
    /// A verb.
    Verb,
    /// An article, an auxiliary, a comma: it mostly has no word of its own.
    Light,
    /// A preposition, a conjunction, a question word.
    Function,
}

/// An Arabic form for a token.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Choice {
    /// Its words.
    pub(super) words: Vec<String>,
    pub(super) role: Role,
    pub(super) number: Number,
    pub(super) feminine: bool,
    pub(super) definite: bool,
    /// Logarithm of the probability that the token is this form.
    pub(super) log: f32,
}

/// Words that have no word of their own in most titles.
const LIGHT: &[&str] = &[
    "the", "a", "an", "is", "are", "was", "were", "be", "been", "do", "does", "did", "of", "'s", ",", ":", "has",
    "have", "had",
];
/// How much less likely it is that they have one, as a logarithm.
const LIGHTLY: f32 = 2.5;
/// Words that hold a sentence together.
const FUNCTION: &[&str] = &[
    "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "but", "as", "that", "this", "these", "those",
    "into", "over", "about", "after", "before", "what", "who", "how", "why", "when", "where", "which", "between",
    "during", "against", "under", "through", "without", "not", "no", "if", "than", "amid", "among", "since", "until",
    "within", "towards", "toward", "despite", "because", "while", "whether",
];
/// The longest fixed expression that is looked for, in words.
const LONGEST: usize = 5;
/// How much what was learned from parallel texts counts beside the lexicon.
const LEARNED: f64 = 0.5;
/// Forms that are kept for one token: the rest of them is noise.
const MOST: usize = 120;

/// Reads a translation.
pub(super) fn tokens(gloss: &str, names: &Names) -> Vec<Token> {
    let words = words(gloss);
    let lexicon = Lexicon::builtin();
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let longest = (LONGEST.min(words.len() - at)).max(1);
        let expression = (1..=longest.max(names.longest().min(words.len() - at))).rev().find_map(|len| {
            let span = words.get(at..at + len)?;
            let text = span.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
            let text = if span.first().is_some_and(|word| word.article) { format!("al-{text}") } else { text };
            let named = names.arabic(&text);
            if !named.is_empty() && (len > 1 || word.capital) {
                return Some((len, text, named_options(named)));
            }
            if len == 1 || len > LONGEST {
                return None;
            }
            let options = expression_options(span, lexicon);
            (!options.is_empty()).then_some((len, text, options))
        });
        if let Some((len, text, options)) = expression {
            // A fixed expression may be put in other words too.
            tokens.push(Token { text, class: Class::Noun, options });
            at += len;
            continue;
        }
        let before = tokens.last().map(|token| token.text.clone());
        tokens.push(token(word, before.as_deref(), lexicon));
        at += 1;
    }
    tokens
}

/// A word as it stands.
struct Word {
    /// In lower case.
    text: String,
    capital: bool,
    /// Whether an Arabic article stands before it: al-, el-, ash-.
    article: bool,
}

/// The Arabic article as it is written before names, joined to them with a hyphen.
const ARTICLES: &[&str] = &["al", "el", "as", "an", "ar", "ad", "at", "az", "ash"];

fn words(gloss: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for word in gloss.split(|c: char| c.is_whitespace() || matches!(c, '/' | '–' | '—' | '(' | ')' | '"' | '“' | '”'))
    {
        let comma = word.ends_with([',', ':']);
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let (word, possessive) = match word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")) {
            Some(word) => (word, true),
            None => (word, false),
        };
        let mut parts = word.split('-').filter(|part| !part.is_empty()).peekable();
        let mut article = false;
        while let Some(part) = parts.next() {
            let text = part.to_lowercase();
            if parts.peek().is_some() && ARTICLES.contains(&text.as_str()) {
                article = true;
                continue;
            }
            words.push(Word { text, capital: part.starts_with(char::is_uppercase), article });
            article = false;
        }
        let sign = |text: &str| Word { text: text.to_owned(), capital: false, article: false };
        words.extend(possessive.then(|| sign("'s")));
        words.extend(comma.then(|| sign(",")));
    }
    words
}

fn token(word: &Word, before: Option<&str>, lexicon: &Lexicon) -> Token {
    let text = word.text.clone();
    let mut weights = Weights::default();
    let lemmas = lexicon.lemmas(&text);
    let mut class = None;
    for (lemma, ending) in &lemmas {
        for (rank, sense) in lexicon.senses(lemma).enumerate() {
            class = class.or(Some(class_of(sense.pos, *ending)));
            let prior = 1.0 / (1.5 + rank as f64) * context(sense.pos, *ending, before);
            weights.add_sense(&sense, *ending, prior);
        }
    }
    weights.normalise();
    let mut learned_weights = Weights::default();
    for (form, p) in learned(&text) {
        learned_weights.add(surface(form), f64::from(p));
    }
    let mut options = weights.mixed(learned_weights);
    if options.is_empty() && word.capital {
        options = name_options(word);
    }
    let class = match text.as_str() {
        light if LIGHT.contains(&light) => Class::Light,
        function if FUNCTION.contains(&function) => Class::Function,
        _ => class.unwrap_or(Class::Noun),
    };
    if class == Class::Light {
        // Does, has and the like are mostly part of another word's form.
        options.iter_mut().for_each(|choice| choice.log -= LIGHTLY);
    }
    Token { text, class, options }
}

fn class_of(pos: Pos, ending: Ending) -> Class {
    match (pos, ending) {
        (Pos::Verb, Ending::Ing) | (Pos::Noun | Pos::Name | Pos::Term, _) => Class::Noun,
        (Pos::Verb, _) => Class::Verb,
        (Pos::Adjective, _) => Class::Adjective,
        (Pos::Adverb | Pos::Preposition | Pos::Conjunction, _) => Class::Function,
    }
}

/// How well a part of speech goes with the word before.
fn context(pos: Pos, ending: Ending, before: Option<&str>) -> f64 {
    let Some(before) = before else { return 1.0 };
    let nominal = matches!(
        before,
        "the" | "a" | "an" | "of" | "in" | "on" | "for" | "with" | "from" | "by" | "'s" | "its" | "their"
    );
    let verbal = matches!(
        before,
        "to" | "will" | "would" | "can" | "could" | "may" | "must" | "should" | "not" | "how" | "does" | "do" | "did"
    );
    match pos {
        Pos::Verb if nominal && ending != Ending::Ing => 0.15,
        Pos::Noun | Pos::Adjective if verbal && before != "to" => 0.4,
        _ => 1.0,
    }
}

/// How well a form goes with what the ending of its English word says.
fn agreement(form: &Form, pos: Pos, ending: Ending) -> f64 {
    match (pos, form.role, ending) {
        (Pos::Noun | Pos::Term | Pos::Name, _, Ending::S) => match form.number {
            Number::Plural => 1.0,
            Number::Dual => 0.05,
            Number::Singular => 0.2,
        },
        (Pos::Noun | Pos::Term | Pos::Name, _, _) => match form.number {
            Number::Singular => 1.0,
            Number::Plural => 0.3,
            Number::Dual => 0.01,
        },
        (Pos::Verb, Role::Perfect, Ending::Ed) => 1.0,
        (Pos::Verb, Role::Perfect, Ending::S) => 0.5,
        (Pos::Verb, Role::Perfect, _) => 0.15,
        (Pos::Verb, Role::Imperfect, Ending::Ed | Ending::Ing) => 0.25,
        (Pos::Verb, Role::Imperfect, _) => 1.0,
        (Pos::Verb, Role::Masdar, Ending::Ing) => 1.2,
        (Pos::Verb, Role::Masdar, Ending::Plain) => 0.7,
        (Pos::Verb, Role::Masdar, _) => 0.25,
        (Pos::Verb, _, Ending::Ed) => 0.5,
        (Pos::Verb, _, _) => 0.15,
        (Pos::Adjective, Role::Elative, Ending::Er | Ending::Est) => 2.0,
        (Pos::Adjective, Role::Elative, _) => 0.05,
        _ => 1.0,
    }
}

/// Forms with their weights.
#[derive(Default)]
struct Weights {
    all: HashMap<Vec<String>, (Choice, f64)>,
}

/// Frequent forms are likelier, and rare ones not as rare as running text has them.
const SMOOTH: f64 = 0.45;

impl Weights {
    fn add_sense(&mut self, sense: &Sense<'_>, ending: Ending, prior: f64) {
        let made = forms(sense);
        let scored: Vec<f64> = made
            .iter()
            .map(|form| {
                let rarest = form.text.split(' ').map(|word| frequencies().log10(word)).fold(0.0f32, f32::min);
                10f64.powf(f64::from(rarest) * SMOOTH) * agreement(form, sense.pos, ending)
            })
            .collect();
        let sum: f64 = scored.iter().sum();
        for (form, weight) in made.into_iter().zip(scored) {
            let words: Vec<String> = form.text.split(' ').map(str::to_owned).collect();
            let Form { role, number, feminine, definite, .. } = form;
            let choice = Choice { words, role, number, feminine, definite, log: 0.0 };
            self.add(choice, prior * weight / sum.max(1e-30));
        }
    }

    fn add(&mut self, choice: Choice, weight: f64) {
        self.all.entry(choice.words.clone()).or_insert((choice, 0.0)).1 += weight;
    }

    fn normalise(&mut self) {
        let sum: f64 = self.all.values().map(|(_, weight)| weight).sum();
        if sum > 0.0 {
            self.all.values_mut().for_each(|(_, weight)| *weight /= sum);
        }
    }

    /// These weights and learned ones, as choices, the likeliest first.
    fn mixed(mut self, learned: Self) -> Vec<Choice> {
        let share = if learned.all.is_empty() {
            0.0
        } else if self.all.is_empty() {
            1.0
        } else {
            LEARNED
        };
        self.all.values_mut().for_each(|(_, weight)| *weight *= 1.0 - share);
        let mut more: Vec<(Choice, f64)> = learned.all.into_values().collect();
        more.sort_by(|a, b| a.0.words.cmp(&b.0.words));
        for (choice, weight) in more {
            self.add(choice, weight * share);
        }
        let mut choices: Vec<Choice> = self
            .all
            .into_values()
            .filter(|(_, weight)| *weight > 1e-9)
            .map(|(choice, weight)| Choice { log: weight.ln() as f32, ..choice })
            .collect();
        choices.sort_by(|a, b| b.log.total_cmp(&a.log).then_with(|| a.words.cmp(&b.words)));
        choices.truncate(MOST);
        choices
    }
}

/// A word of which nothing but its letters is known, as a choice.
pub(super) fn surface(word: &str) -> Choice {
    let bare = word.strip_prefix('و').filter(|rest| rest.starts_with("ال")).unwrap_or(word);
    let definite = ["ال", "لل", "بال"].iter().any(|article| bare.starts_with(article)) && bare.chars().count() > 4;
    Choice {
        words: vec![word.to_owned()],
        role: Role::Noun,
        number: Number::Singular,
        feminine: word.ends_with('ة') || word.ends_with("ات"),
        definite,
        log: 0.0,
    }
}

fn named_options(arabic: &[String]) -> Vec<Choice> {
    let share = -(arabic.len() as f32).ln();
    arabic
        .iter()
        .map(|name| {
            let words: Vec<String> = name.split(' ').map(str::to_owned).collect();
            let feminine = words.first().is_some_and(|word| word.ends_with('ة') || word.ends_with('ا'));
            Choice { words, role: Role::Noun, number: Number::Singular, feminine, definite: true, log: share }
        })
        .collect()
}

/// A name that nobody told of, in the spellings that it may have.
fn name_options(word: &Word) -> Vec<Choice> {
    let spelt = spelling::spellings(&word.text).into_iter();
    spelt
        .map(|(name, log)| {
            let name = if word.article { format!("ال{name}") } else { name };
            Choice { definite: true, log, ..surface(&name) }
        })
        .collect()
}

/// A fixed expression, its last word perhaps in the plural.
fn expression_options(span: &[Word], lexicon: &Lexicon) -> Vec<Choice> {
    let Some((last, head)) = span.split_last() else { return Vec::new() };
    let head: String = head.iter().map(|word| format!("{} ", word.text)).collect();
    let mut weights = Weights::default();
    let whole = format!("{head}{}", last.text);
    let plurals = lexicon.lemmas(&last.text).into_iter().map(|(lemma, ending)| (format!("{head}{lemma}"), ending));
    let mut seen = Vec::new();
    for (lemma, ending) in std::iter::once((whole, Ending::Plain)).chain(plurals) {
        if seen.contains(&lemma) {
            continue;
        }
        for (rank, sense) in lexicon.senses(&lemma).enumerate() {
            weights.add_sense(&sense, ending, 1.0 / (1.5 + rank as f64));
        }
        seen.push(lemma);
    }
    weights.normalise();
    weights.mixed(Weights::default())
}
