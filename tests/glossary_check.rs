//! What `Glossary::check` finds doubtful, what it leaves alone, and where it says that it stands.

use isnad::glossary::{Concept, Format, Glossary, Places, Rule, Severity, Subject, Term};
use isnad::text::{Lang, Position, TermStatus};

fn term(lang: &str, text: &str, status: TermStatus) -> Term {
    Term::new(Lang::new(lang), text, status)
}

fn preferred(lang: &str, text: &str) -> Term {
    term(lang, text, TermStatus::Preferred)
}

/// A concept with the definition of nothing.
fn concept(id: &str, subject: Subject, terms: Vec<Term>) -> Concept {
    Concept { terms, ..Concept::new(id, subject) }
}

fn glossary(concepts: Vec<Concept>) -> Glossary {
    Glossary { concepts, ..Glossary::default() }
}

/// Rule and message of each issue of one term.
fn of_term(term: Term) -> Vec<(Rule, String)> {
    let issues = glossary(vec![concept("c", Subject::Term, vec![term])]).check();
    issues.into_iter().map(|issue| (issue.rule, issue.message)).collect()
}

/// Rules with their concepts, in order.
fn found(concepts: Vec<Concept>) -> Vec<(Rule, String)> {
    glossary(concepts).check().into_iter().map(|issue| (issue.rule, issue.concept)).collect()
}

#[test]
fn letters_marks_and_white_space() {
    let rows = [
        // Look-alike letters, either way.
        ("en", "D\u{430}mascus", Rule::LookAlike, "write \u{2068}a\u{2069} (U+0061)"),
        ("en", "\u{410}leppo", Rule::LookAlike, "Cyrillic letter \u{2068}\u{410}\u{2069} (U+0410) in a Latin word"),
        (
            "ru",
            "\u{414}a\u{43C}\u{430}\u{441}\u{43A}",
            Rule::LookAlike,
            "Latin letter \u{2068}a\u{2069} (U+0061) in a Cyrillic",
        ),
        // As many of each: the one that could be the other is wrong.
        ("en", "\u{410}F", Rule::LookAlike, "Cyrillic letter \u{2068}\u{410}\u{2069} (U+0410) in a Latin word"),
        ("en", "Hom\u{3BF}s", Rule::LookAlike, "Greek letter"),
        ("ar", "حلبa", Rule::LookAlike, "Arabic and Latin letters in one word"),
        // Letters of other languages in the same script.
        ("ar", "مصیاف", Rule::ForeignLetter, "(U+06CC), which ar does not write: write \u{2068}ي or ى\u{2069}"),
        ("ar-SY", "کوباني", Rule::ForeignLetter, "(U+06A9)"),
        ("ar", "السلميە", Rule::ForeignLetter, "(U+06D5)"),
        ("fa", "مصياف", Rule::ForeignLetter, "write \u{2068}ی\u{2069}"),
        ("fa", "كرد", Rule::ForeignLetter, "write \u{2068}ک\u{2069}"),
        ("ur", "شاه", Rule::ForeignLetter, "(U+0647)"),
        ("ckb", "دیمەشقه", Rule::ForeignLetter, "write \u{2068}ە\u{2069}"),
        ("ckb", "كوردستان", Rule::ForeignLetter, "write \u{2068}ک\u{2069}"),
        // What can't be seen.
        ("ar", "حلب\u{200F}", Rule::InvisibleCharacter, "\u{2068}حلب\u{2069} holds a right-to-left mark (U+200F)"),
        ("en", "Al\u{AD}eppo", Rule::InvisibleCharacter, "\u{2068}Aleppo\u{2069} holds a soft hyphen (U+00AD)"),
        ("en", "Al\u{200B}eppo", Rule::InvisibleCharacter, "zero-width space"),
        ("ar", "بي\u{200C}بي\u{200C}سي", Rule::InvisibleCharacter, "zero-width non-joiner"),
        ("fa", "رود\u{200C}", Rule::InvisibleCharacter, "zero-width non-joiner"),
        ("en", "Al\u{7}eppo", Rule::InvisibleCharacter, "(U+0007)"),
        // Forms.
        ("ar", "\u{FEA3}\u{FEE0}\u{FE90}", Rule::PresentationForm, "write \u{2068}حلب\u{2069}"),
        ("en", "\u{FB01}eld", Rule::PresentationForm, "write \u{2068}field\u{2069}"),
        ("fr", "Ale\u{301}p", Rule::NotNormalized, "where U+0065 U+0301 is written \u{2068}é\u{2069} (U+00E9)"),
        ("ar", "حـلب", Rule::Tatweel, "write \u{2068}حلب\u{2069}"),
        // The language.
        ("ar", "Aleppo", Rule::WrongScript, "is in Latin letters, and ar is written in Arabic ones"),
        ("en", "حلب", Rule::WrongScript, "is in Arabic letters, and en is written in Latin ones"),
        ("ku-Latn", "حەلەب", Rule::WrongScript, "written in Latin ones"),
        ("ru", "Aleppo", Rule::WrongScript, "written in Cyrillic ones"),
        // Pairs.
        ("en", "Aleppo (city", Rule::Unbalanced, "has ( without its other half"),
        ("en", "Aleppo) (city", Rule::Unbalanced, "has ) without its other half"),
        ("en", "Aleppo [city)", Rule::Unbalanced, "has ) without"),
        ("ar", "«حلب", Rule::Unbalanced, "has « without"),
        ("en", "the “Caliphate", Rule::Unbalanced, "has “ without"),
        ("en", "the \"Caliphate", Rule::Unbalanced, "has \" without"),
        // White space.
        ("en", "Aleppo ", Rule::WhiteSpace, "white space at an end: write \u{2068}Aleppo\u{2069}"),
        ("en", "Deir  ez-Zor", Rule::WhiteSpace, "two spaces in a row: write \u{2068}Deir ez-Zor\u{2069}"),
        ("en", "Deir\u{A0}ez-Zor", Rule::WhiteSpace, "no plain space"),
        ("en", "Deir\nez-Zor", Rule::WhiteSpace, "no plain space"),
        ("en", "A", Rule::OneLetter, "one letter"),
        ("ar", "و", Rule::OneLetter, "one letter"),
    ];
    for (lang, text, rule, says) in rows {
        let found = of_term(preferred(lang, text));
        assert!(
            matches!(&*found, [(known, message)] if *known == rule && message.contains(says)),
            "{lang} {text:?}: {found:?}"
        );
    }
}

#[test]
fn what_is_as_it_should_be() {
    let rows = [
        ("en", "Hay'at Tahrir al-Sham"),
        ("en", "Maṣyāf"),
        ("en", "ʿAyn al-ʿArab"),
        ("en", "Médecins Sans Frontières (MSF)"),
        ("en", "the “Caliphate”"),
        ("de", "das „Kalifat“"),
        ("fr", "« califat »"),
        ("sv", "”Kalifatet”"),
        ("ar", "هيئة تحرير الشام"),
        ("ar", "قناة MTV"),
        ("ar", "الـHTS"),
        ("ar", "HTS"),
        ("ar", "المزة ٨٦"),
        ("ar", "ﷺ"),
        ("ar-Latn", "Halab"),
        ("fa", "رودخانه\u{200C}ها"),
        ("ckb", "دیمەشق"),
        ("ckb", "هەولێر"),
        ("ur", "اسماعیلی"),
        ("ps", "ننګرهار"),
        ("ug", "شىنجاڭ"),
        ("ku", "Heleb"),
        ("ku", "حەلەب"),
        ("ku-Arab", "حەلەب"),
        ("az", "Hələb"),
        ("sr", "Алеп"),
        ("he", "צה\"ל"),
        ("ja", "アレッポ県"),
        ("hi", "क्\u{200D}ष"),
        ("zh", "京"),
        ("xx", "anything"),
        ("el", "Χαλέπι"),
        ("en", "α-synuclein"),
        ("en", "YPG/J"),
        ("en", "article 15, point c)"),
        ("he", "E1"),
    ];
    for (lang, text) in rows {
        assert_eq!(of_term(preferred(lang, text)), [], "{lang} {text:?}");
    }
    // A romanization says that it is one, and a form to be replaced may have any letters.
    assert_eq!(of_term(Term { scheme: Some("bgn".to_owned()), ..preferred("ar", "Ḩalab") }), []);
    let misspelt =
        |text| concept("c", Subject::Term, vec![preferred("ar", "مصياف"), term("ar", text, TermStatus::Deprecated)]);
    assert_eq!(found(vec![misspelt("مصیاف")]), []);
    assert_eq!(found(vec![misspelt("مصـياف")]), []);
    // A short form and one with context words may have one letter.
    assert_eq!(of_term(Term { short: true, ..preferred("en", "A") }), []);
}

#[test]
fn context_words() {
    let with = |words: &[&str]| {
        let context = words.iter().map(|&word| word.to_owned()).collect();
        of_term(Term { context, ..preferred("ar", "تنظيم الدولة") })
            .into_iter()
            .map(|(rule, _)| rule)
            .collect::<Vec<_>>()
    };
    assert_eq!(with(&["داعش", "العراق"]), []);
    assert_eq!(with(&["داعش", "تنظيم"]), [Rule::OwnContext]);
    // Only whole words: this is part of another one.
    assert_eq!(with(&["نظيم"]), []);
    assert_eq!(with(&["", "داعش"]), [Rule::EmptyContext]);
}

#[test]
fn concepts_and_their_languages() {
    let both =
        |id: &str, en: &str, ar: &str| concept(id, Subject::Place, vec![preferred("ar", ar), preferred("en", en)]);
    assert_eq!(found(vec![both("a", "Homs", "حمص"), both("b", "Hama", "حماة")]), []);
    assert_eq!(found(vec![both("a", "Homs", "حمص"), both("a", "Hama", "حماة")]), [(Rule::DuplicateId, "a".to_owned())]);
    let without = |id: &str| concept(id, Subject::Place, vec![preferred("en", "Idlib")]);
    let three = vec![both("a", "Homs", "حمص"), without("c"), both("b", "Hama", "حماة")];
    assert_eq!(found(three), [(Rule::MissingLanguage, "c".to_owned())]);
    let two = concept("c", Subject::Place, vec![preferred("en", "Idlib"), preferred("en", "Edlib")]);
    assert_eq!(found(vec![two]), [(Rule::TwoPreferred, "c".to_owned())]);
    let none = concept("c", Subject::Place, vec![term("en", "Idlib", TermStatus::Admitted)]);
    assert_eq!(found(vec![none]), [(Rule::NonePreferred, "c".to_owned())]);
    assert_eq!(found(vec![concept("c", Subject::Place, Vec::new())]), [(Rule::NoTerms, "c".to_owned())]);
}

#[test]
fn the_same_term_twice() {
    let also =
        |text: &str, status| concept("c", Subject::Place, vec![preferred("en", "Isma'ilis"), term("en", text, status)]);
    let rules = |concept| found(vec![concept]).into_iter().map(|(rule, _)| rule).collect::<Vec<_>>();
    let twice = concept(
        "c",
        Subject::Place,
        vec![
            preferred("en", "Homs"),
            term("en", "Hims", TermStatus::Admitted),
            term("en", "Hims", TermStatus::Admitted),
        ],
    );
    assert_eq!(rules(twice), [Rule::RepeatedTerm]);
    assert_eq!(rules(also("Ismailis", TermStatus::Admitted)), [Rule::NeedlessVariant]);
    assert_eq!(rules(also("ISMAILIS", TermStatus::Admitted)), []);
    // This is how a misspelling is put right.
    assert_eq!(rules(also("Ismailis", TermStatus::Deprecated)), []);
    assert_eq!(rules(also("Isma'ilis", TermStatus::Forbidden)), [Rule::Conflict]);
}

#[test]
fn good_here_and_rejected_there() {
    let kobani = || {
        concept(
            "kobani",
            Subject::Place,
            vec![preferred("en", "Kobani"), term("en", "Ayn al-Arab", TermStatus::Deprecated)],
        )
    };
    let ayn =
        |text: &str, status| concept("ayn", Subject::Place, vec![preferred("en", "Ain"), term("en", text, status)]);
    let all = found(vec![kobani(), ayn("Ayn al-Arab", TermStatus::Admitted)]);
    assert_eq!(all, [(Rule::Conflict, "kobani".to_owned())]);
    let issues = glossary(vec![kobani(), ayn("Ayn al-Arab", TermStatus::Admitted)]).check();
    assert_eq!(issues[0].severity(), Severity::Error);
    assert_eq!(
        issues[0].message,
        "\u{2068}Ayn al-Arab\u{2069} is deprecated in `kobani` and admitted in `ayn`: decide which, or add context words"
    );
    // Rejected in both is a shared term; in another language it is another term; with context words it is told apart.
    assert_eq!(
        found(vec![kobani(), ayn("Ayn al-Arab", TermStatus::Deprecated)]),
        [(Rule::SharedTerm, "kobani".to_owned())]
    );
    let mut german = ayn("Ain al-Arab", TermStatus::Admitted);
    german.terms.push(preferred("de", "Ayn al-Arab"));
    assert_eq!(found(vec![kobani(), german]), []);
    let mut guarded = ayn("Ayn al-Arab", TermStatus::Admitted);
    guarded.terms[1].context = vec!["Lebanon".to_owned()];
    assert_eq!(found(vec![kobani(), guarded]), []);
}

#[test]
fn terms_of_several_concepts() {
    let place = |id: &str, en: &str| concept(id, Subject::Place, vec![preferred("en", en)]);
    let named = |id: &str, subject| concept(id, subject, vec![preferred("en", "Idlib")]);
    let issues = glossary(vec![place("a", "Homs"), named("b", Subject::Place), named("c", Subject::Media)]).check();
    assert_eq!(issues.len(), 1, "{issues:?}");
    assert_eq!(
        (issues[0].rule, issues[0].message.as_str()),
        (
            Rule::SharedTerm,
            "\u{2068}Idlib\u{2069} is a term of b, c: add context words to tell them apart, or make one concept of them"
        )
    );
    let many = (0..9)
        .map(|number| concept(&format!("c{number}"), Subject::ALL[number], vec![preferred("en", "Tall")]))
        .collect();
    let issues = glossary(many).check();
    assert!(matches!(&*issues, [issue] if issue.message.contains("c0, c1, c2, c3, c4, …: add")), "{issues:?}");
}

#[test]
fn concepts_that_are_likely_one() {
    let place =
        |id: &str, en: &str, ar: &str| concept(id, Subject::Place, vec![preferred("ar", ar), preferred("en", en)]);
    let twice = |a: Concept, b: Concept| {
        let issues = glossary(vec![a, b]).check();
        issues.into_iter().filter(|issue| issue.rule == Rule::MaybeTwice).map(|issue| issue.message).collect::<Vec<_>>()
    };
    assert_eq!(
        twice(place("masyaf", "Masyaf", "مصياف"), place("misyaf", "Misyaf", "مصياف")),
        [
            "`misyaf` (\u{2068}Misyaf\u{2069}) may be the same as `masyaf` (\u{2068}Masyaf\u{2069}): make one concept of them, or say \
          in the definitions what tells them apart"
        ]
    );
    assert_eq!(twice(place("a", "Salamiyah", "السلمية"), place("b", "Salamieh", "سلمية")).len(), 1);
    // The same name in one language, and another one in the other.
    assert_eq!(twice(place("a", "Tripoli", "طرابلس الشام"), place("b", "Tripoli", "طرابلس الغرب")).len(), 0);
    // Another subject, other ids elsewhere, other definitions.
    let (a, b) = (place("a", "Masyaf", "مصياف"), place("b", "Misyaf", "مصياف"));
    assert_eq!(twice(a.clone(), Concept { subject: Subject::Media, ..b.clone() }).len(), 0);
    let with_code = |concept: &Concept, code: &str| Concept {
        external: [("pcode".to_owned(), code.to_owned())].into(),
        ..concept.clone()
    };
    assert_eq!(twice(with_code(&a, "SY1"), with_code(&b, "SY2")).len(), 0);
    assert_eq!(twice(with_code(&a, "SY1"), with_code(&b, "SY1")).len(), 1);
    let defined = |concept: &Concept, text: &str| Concept { definition: Some(text.to_owned()), ..concept.clone() };
    assert_eq!(twice(defined(&a, "A town"), defined(&b, "A castle")).len(), 0);
    // Two places often have one name, two bodies seldom.
    let body = |id: &str, text: &str| {
        defined(&Concept { subject: Subject::Institution, ..place(id, "Syria Relief", "إغاثة سوريا") }, text)
    };
    let told = twice(body("a", "A relief body"), body("b", "Relief body, Manchester"));
    assert!(
        matches!(&*told, [message] if message.ends_with("or give each its id elsewhere under external")),
        "{told:?}"
    );
}

#[test]
fn a_glossary_of_one_name_takes_no_long_time() {
    let one = |number: usize| {
        concept(&format!("c{number}"), Subject::Place, vec![preferred("ar", "تل"), preferred("en", "Tall")])
    };
    let issues = glossary((0..20_000).map(one).collect()).check();
    assert!(issues.len() < 20_010, "{}", issues.len());
}

#[test]
fn places_in_files() {
    type Row = (Format, &'static str, &'static str, Option<&'static str>, Option<(usize, usize)>);
    let rows: [Row; 14] = [
        (Format::Toml, TOML, "homs", None, Some((4, 7))),
        (Format::Toml, TOML, "hama", None, Some((9, 9))),
        (Format::Toml, TOML, "homs", Some("Homs"), Some((6, 15))),
        (Format::Toml, TOML, "homs", Some("Hims "), Some((6, 32))),
        // The term of the other concept is not meant.
        (Format::Toml, TOML, "homs", Some("Hama"), Some((4, 7))),
        (Format::Toml, TOML, "hama", Some("Homs"), Some((11, 24))),
        (Format::Toml, TOML, "none", None, None),
        (Format::Csv, "concept,lang,term\nhoms,en,Homs\nhoms,ar,حمص\n", "homs", Some("حمص"), Some((3, 9))),
        (Format::Tsv, "concept\tlang\tterm\nhoms\ten\tHoms\n", "homs", None, Some((2, 1))),
        // The id was made when the file was read.
        (Format::Omegat, "# names\nHoms\tحمص\n", "homs", Some("Homs"), Some((2, 1))),
        (Format::TbxDca, "<tbx>\n<conceptEntry id=\"c1\">\n<term>Homs</term>", "c1", None, Some((2, 19))),
        (Format::TbxDca, "<tbx>\n<conceptEntry id=\"c1\">\n<term>Homs</term>", "c1", Some("Homs"), Some((3, 7))),
        (
            Format::Turtle,
            "ex:homs a skos:Concept ;\n skos:prefLabel \"Homs\"@en .",
            "homs",
            Some("Homs"),
            Some((2, 18)),
        ),
        (Format::Csv, "", "homs", Some("حمص"), None),
    ];
    for (format, text, concept, term, place) in rows {
        let found = Places::new(text.as_bytes(), format).expect("a text").of(concept, term);
        assert_eq!(found, place.map(|(line, column)| Position { line, column }), "{format:?} {concept} {term:?}");
    }
    assert!(Places::new(b"PK", Format::Xlsx).is_none());
    assert!(Places::new(b"\xFF\xFEa\0", Format::Csv).is_none());
}

const TOML: &str = r#"# "homs" is the first.

[[concept]]
id = "homs"
note = "not hama"
terms.en = [ "Homs", { text = "Hims ", status = "admitted" } ]

[[concept]]
  id = "hama"
  subject = "place"
  terms.en = ["Hama", "Homs"]
"#;
