//! Arabic forms of a sense: number, gender, definiteness, tense. Joins (و ف ب ل ك س) are left to [`join`](super::join).

use super::sense::{Pos, Sense};

/// Grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Number {
    /// One.
    Singular,
    /// Two.
    Dual,
    /// More.
    Plural,
}

/// What a form is in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A noun, or a name.
    Noun,
    /// A verbal noun.
    Masdar,
    /// An adjective or a participle.
    Adjective,
    /// An elative: أكبر.
    Elative,
    /// A verb in the perfect.
    Perfect,
    /// A verb in the imperfect.
    Imperfect,
    /// What is not inflected.
    Particle,
}

/// An inflected form, of one word or of several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Form {
    /// The form, without vowel marks.
    pub text: String,
    /// What it is.
    pub role: Role,
    /// Its number.
    pub number: Number,
    /// Whether it agrees as feminine: a feminine singular, or a plural of things.
    pub feminine: bool,
    /// Whether it is definite.
    pub definite: bool,
}

use Number::{Dual, Plural, Singular};

/// All forms of a sense, each once, the lemma first.
#[must_use]
pub fn forms(sense: &Sense<'_>) -> Vec<Form> {
    let mut forms = Forms { all: Vec::new() };
    match sense.pos {
        Pos::Noun | Pos::Term => noun(sense, Role::Noun, &mut forms),
        Pos::Name => forms.add(sense.arabic, Role::Noun, Singular, sense.is_feminine(), true),
        Pos::Adjective => {
            adjective(sense, &mut forms);
            for elative in sense.values("el") {
                forms.both(elative, Role::Elative, Singular, false);
            }
        }
        Pos::Verb => verb(sense, &mut forms),
        Pos::Adverb | Pos::Preposition | Pos::Conjunction => {
            forms.add(sense.arabic, Role::Particle, Singular, false, false);
        }
    }
    forms.all
}

struct Forms {
    all: Vec<Form>,
}

impl Forms {
    fn add(&mut self, text: &str, role: Role, number: Number, feminine: bool, definite: bool) {
        let form = Form { text: text.to_owned(), role, number, feminine, definite };
        if !self.all.contains(&form) {
            self.all.push(form);
        }
    }

    /// Adds a form without and with the article.
    fn both(&mut self, text: &str, role: Role, number: Number, feminine: bool) {
        let annexed = is_definite(text);
        self.add(text, role, number, feminine, annexed);
        if !annexed {
            self.add(&with_article(text), role, number, feminine, true);
        }
    }
}

/// Whether a form of several words is definite by one of them (حقوق الإنسان), or a single word by its article.
fn is_definite(text: &str) -> bool {
    if !text.contains(' ') {
        return text.starts_with("ال") && text.chars().count() > 4;
    }
    text.split(' ').any(|word| word.starts_with("ال"))
}

/// Sets the article before a word; of several, before each one up to a preposition.
fn with_article(text: &str) -> String {
    const PREPOSITIONS: [&str; 12] = ["في", "من", "على", "إلى", "عن", "مع", "بين", "ضد", "قبل", "بعد", "تحت", "غير"];
    let mut definite = true;
    let words = text.split(' ').enumerate().map(|(number, word)| {
        let joined = ["بال", "لل", "كال"].iter().any(|join| word.starts_with(join) && word.chars().count() > 5);
        definite &= number == 0 || !joined && !PREPOSITIONS.contains(&word);
        if definite { format!("ال{word}") } else { word.to_owned() }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The first word of a form changed, the others kept.
fn on_first(text: &str, change: impl Fn(&str) -> String) -> String {
    match text.split_once(' ') {
        Some((first, rest)) => format!("{} {rest}", change(first)),
        None => change(text),
    }
}

/// A word with an ending: ة goes before the plural's ending and becomes ت before the dual's.
fn ended(word: &str, ending: &str) -> String {
    match word.strip_suffix('ة') {
        Some(stem) if ending == "ات" => format!("{stem}{ending}"),
        Some(stem) => format!("{stem}ت{ending}"),
        None => match word.strip_suffix('ى') {
            Some(stem) => format!("{stem}ي{ending}"),
            None => match word.strip_suffix('ء').filter(|stem| stem.ends_with('ا') && ending == "ات") {
                Some(stem) => format!("{stem}ء{ending}"),
                None => format!("{word}{ending}"),
            },
        },
    }
}

fn noun(sense: &Sense<'_>, role: Role, forms: &mut Forms) {
    let human = sense.feature("hum").is_some();
    let feminine = sense.is_feminine();
    forms.both(sense.arabic, role, Singular, feminine);
    for plural in sense.values("pl") {
        match plural {
            "-ون" => {
                for ending in ["ون", "ين"] {
                    forms.both(&on_first(sense.arabic, |word| ended(word, ending)), role, Plural, false);
                }
            }
            "-ات" => forms.both(&on_first(sense.arabic, |word| ended(word, "ات")), role, Plural, true),
            whole => forms.both(whole, role, Plural, !human),
        }
    }
    if human {
        let female = match sense.feature("fem") {
            Some(female) => female.to_owned(),
            None => {
                on_first(sense.arabic, |word| if word.ends_with('ة') { word.to_owned() } else { format!("{word}ة") })
            }
        };
        forms.both(&female, role, Singular, true);
        forms.both(&on_first(&female, |word| ended(word, "ات")), role, Plural, true);
    }
    if !sense.arabic.contains(' ') {
        for ending in ["ين", "ان"] {
            forms.both(&ended(sense.arabic, ending), role, Dual, feminine);
        }
    }
}

fn adjective(sense: &Sense<'_>, forms: &mut Forms) {
    let masculine = sense.arabic;
    let female = match sense.feature("f") {
        Some(female) => female.to_owned(),
        None => {
            on_first(masculine, |word| if word.ends_with('ة') { word.to_owned() } else { format!("{}ة", open(word)) })
        }
    };
    forms.both(masculine, Role::Adjective, Singular, false);
    forms.both(&female, Role::Adjective, Singular, true);
    if masculine.contains(' ') {
        return;
    }
    for plural in sense.values("pl") {
        forms.both(plural, Role::Adjective, Plural, false);
    }
    for ending in ["ين", "ون"] {
        forms.both(&ended(masculine, ending), Role::Adjective, Plural, false);
    }
    forms.both(&ended(&female, "ات"), Role::Adjective, Plural, true);
}

/// A defective participle before an ending: عال, عالية.
fn open(word: &str) -> String {
    match word.strip_suffix('ى') {
        Some(stem) => format!("{stem}ا"),
        None => word.to_owned(),
    }
}

fn verb(sense: &Sense<'_>, forms: &mut Forms) {
    for perfect in std::iter::once(sense.arabic).chain(sense.values("pass")) {
        let weak = on_first(perfect, |word| word.trim_end_matches(['ى', 'ا']).to_owned());
        forms.add(perfect, Role::Perfect, Singular, false, false);
        forms.add(&on_first(&weak, |word| format!("{word}ت")), Role::Perfect, Singular, true, false);
        forms.add(
            &on_first(&weak, |word| format!("{}وا", word.trim_end_matches('ي'))),
            Role::Perfect,
            Plural,
            false,
            false,
        );
    }
    for imperfect in sense.values("imp") {
        let Some(stem) = imperfect.strip_prefix('ي') else { continue };
        forms.add(imperfect, Role::Imperfect, Singular, false, false);
        forms.add(&format!("ت{stem}"), Role::Imperfect, Singular, true, false);
        forms.add(&format!("ن{stem}"), Role::Imperfect, Plural, true, false);
        let plural = on_first(imperfect, |word| format!("{}ون", word.trim_end_matches(['ي', 'و', 'ى'])));
        forms.add(&plural, Role::Imperfect, Plural, false, false);
    }
    for masdar in sense.values("masdar") {
        let feminine = masdar.split(' ').next().is_some_and(|word| word.ends_with('ة'));
        forms.both(masdar, Role::Masdar, Singular, feminine);
    }
    for participle in sense.values("ap").chain(sense.values("pp")) {
        forms.both(participle, Role::Adjective, Singular, false);
        forms.both(&on_first(participle, |word| format!("{}ة", open(word))), Role::Adjective, Singular, true);
        for ending in ["ين", "ون"] {
            forms.both(&on_first(participle, |word| ended(word, ending)), Role::Adjective, Plural, false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_inflected() {
        for (line, wanted) in [
            ("n\tمدينة\tpl=مدن", &["مدينة", "المدينة", "مدن", "المدن", "مدينتين"][..]),
            ("n\tصحفي\tpl=-ون; hum", &["الصحفيون", "صحفيين", "صحفية", "الصحفيات"]),
            ("n\tحق الإنسان\tpl=حقوق الإنسان", &["حق الإنسان", "حقوق الإنسان"]),
            ("adj\tطائفي\tnisba", &["الطائفي", "طائفية", "الطائفية", "طائفيون"]),
            ("adj\tكبير\tpl=كبار; el=أكبر; f=كبيرة", &["الكبيرة", "كبار", "أكبر"]),
            ("v\tأعطى\timp=يعطي; masdar=إعطاء; pp=معطى", &["أعطت", "أعطوا", "تعطي", "يعطون", "الإعطاء"]),
            ("v\tشكل\timp=يشكل; masdar=تشكيل", &["شكلت", "تشكل", "نشكل", "يشكلون", "تشكيل"]),
            ("term\tمجلس وطني\tpl=مجالس وطنية", &["المجلس الوطني", "مجالس وطنية"]),
            ("adv\tحاليا", &["حاليا"]),
        ] {
            let sense = Sense::parse(line).expect("a sense");
            let made: Vec<String> = forms(&sense).into_iter().map(|form| form.text).collect();
            for form in wanted {
                assert!(made.iter().any(|made| made == form), "{form} of {line}: {made:?}");
            }
        }
    }
}
