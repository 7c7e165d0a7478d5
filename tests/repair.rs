//! Repair: the suites that translators extend, clean text in many languages, and what must hold for any text.

use isnad::repair::{Proof, Status, explain, repair, rule_words};
use isnad::text::{Certainty, Evidence};
use proptest::prelude::*;

/// One section of a suite.
struct Case {
    name: String,
    damaged: String,
    expected: String,
}

/// Reads `\u{…}` and `\\` in a suite's text.
fn unescape(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(tail) = rest.strip_prefix("u{") {
            let (code, tail) = tail.split_once('}').expect("an escape ends with }");
            plain.push(u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a code point"));
            rest = tail;
        } else {
            plain.push('\\');
            rest = rest.strip_prefix('\\').expect("a backslash is doubled");
        }
    }
    plain + rest
}

fn cases(file: &str) -> Vec<Case> {
    let field = |section: &str, name: &str| {
        section.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).map(unescape)
    };
    file.split("\n## ")
        .skip(1)
        .map(|section| {
            let name = section.lines().next().unwrap_or_default().to_owned();
            let damaged = field(section, "damaged").unwrap_or_else(|| panic!("{name}: no damaged text"));
            let expected = field(section, "expected").unwrap_or_else(|| panic!("{name}: no expected text"));
            assert!(field(section, "why").is_some(), "{name}: say why");
            let expected = if expected == "=" { damaged.clone() } else { expected };
            Case { name, damaged, expected }
        })
        .collect()
}

#[test]
fn suites() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/repair");
    let mut count = 0;
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        for case in cases(&std::fs::read_to_string(&path).unwrap()) {
            count += 1;
            let repaired = repair(&case.damaged);
            let status = if case.damaged == case.expected { Status::Clean } else { Status::Repaired };
            if (&repaired.text, repaired.status) != (&case.expected, status) {
                let Case { name, expected, .. } = case;
                wrong.push(format!("{}: {name}\n   got {}\n  want {expected}", path.display(), repaired.text));
            }
        }
    }
    assert!(count >= 40, "{count} cases");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Lines that are right as they stand.
const CLEAN: [&str; 34] = [
    "Plain English, with 100% of its percent signs & ampersands; 5 < 6.",
    "L’été dernier, « À l’État de démontrer… », œuvre, Noël, ÇÀ ET LÀ",
    "SÃO PAULO, AÇÃO, NAÇÕES UNIDAS, IRMÃOS, coração",
    "Straße, Übergänge, ÄÖÜ ß, GRÖSSE, „Anführung“",
    "ÇAĞRI, İSTANBUL, IŞIK, ĞÜŞİÖÇ, Türkiye’nin",
    "Łódź, Żółć, Święto, Kraków",
    "Tiếng Việt: Quốc hội đã thông qua luật đất đai",
    "PIÙ, PERÒ, LÀ, CITTÀ, È COSÌ — Ù è una lettera",
    "ØRSTED A/S: Årsrapport, Blåbærsyltetøy på brødskive",
    "Qur’ān, Ḥamāh, ʿAbd al-ʿAzīz, Ṭarṭūs, Isma‘ili",
    "Россия и мир: новости, Ёлка, «кавычки»",
    "Україна: Рівне, Ґудзик, їжак, Європа",
    "Ελλάδα: Αθήνα, ΆΈΉ, «εισαγωγικά»",
    "עברית: ירושלים, ״מירכאות״",
    "中文:叙利亚的历史 日本語:シリアの歴史",
    "سوريا: قصة وطن، ٢٠٢٤ — «اقتباس»",
    "بِسْمِ اللَّهِ الرَّحْمَٰنِ الرَّحِيمِ ﷽",
    "می‌خواهم نامه‌ای بنویسم؛ عکس‌ها، طرح، غچ",
    "یہ علامات کتنے عرصے سے جاری ہیں؟ عکس، ظہر",
    "ھەڤاڵ، ڕۆژ، گوڵ، هێز، ئێمە",
    "ډېرې ښې ورځې، ژوند، څوک، ځوان",
    "سنڌي ٻولي ۾ لکيل هڪ سٽ آهي",
    "دۇنيا كىشىلىك ھوقۇقى خىتابنامىسى",
    "قال: \u{200F}\"نعم\" ثم ذهب (1).",
    "Emoji: 👨‍👩‍👧‍👦 عائلة 🇸🇾",
    "╔══════╗ ║ box ║ ╚══════╝ ▓▒░",
    "∑∏√∞≈≠≤≥ ∂x/∂t ∫ f(x) dx Ω µ π ½ ¼ ¾",
    "NIÑO £5 €10 ¥20 ¢50 ©2024 ®™ §12 ¶3 °C",
    "In HTML, &amp; is written as &amp;amp; and &lt; as &amp;lt;.",
    "https://ar.wikipedia.org/wiki/%D8%B3%D9%88%D8%B1%D9%8A%D8%A7 and www.example.org/?q=%D8%B3%D9%88",
    "SELECT * FROM t WHERE a = ? AND b LIKE '%d8%a7%'",
    r#"{"title": "\u0633\u0648\u0631\u064a\u0627"}"#,
    "^{[352](#)} MRG, Isma'ili Shi'a in Syria, March 2018, [url](#)",
    "",
];

#[test]
fn clean_text_does_not_change() {
    for line in CLEAN {
        let repaired = repair(line);
        assert_eq!(repaired.text, line);
        assert_eq!((repaired.status, repaired.findings.len()), (Status::Clean, 0), "{line}");
        assert!(repaired.confidence > 0.9);
    }
}

#[test]
fn a_finding_covers_the_whole_title_and_carries_its_proof() {
    let title = "المجلس المحلي في سلمية";
    let text = format!("Radio, {} [Council], 2024", mangle(title, "windows-1252"));
    let repaired = repair(&text);
    let [finding] = repaired.findings.as_slice() else { panic!("{:?}", repaired.findings) };
    assert_eq!(finding.after.as_deref(), Some(title));
    assert_eq!(finding.rule, "utf8-as-windows-1252");
    assert_eq!(finding.certainty, Certainty::Proven);
    assert_eq!(finding.evidence[0], Evidence::Inverse { chain: vec!["utf8-as-windows-1252".to_owned()] });
    assert!(matches!(&finding.evidence[1], Evidence::RunnerUp { bits, .. } if *bits >= 10.0));
}

#[test]
fn the_runner_up_is_of_the_text_that_the_finding_replaces() {
    let frame = |title: &str| format!("Radio, \"{title}\" [Council], 2024");
    let title = "المجلس المحلي في سلمية يعقد اجتماعا";
    for damaged in [mangle(title, "windows-1252"), title.replace('ي', "ی")] {
        let [finding] = repair(&frame(&damaged)).findings.try_into().expect("one finding");
        let Some(Evidence::RunnerUp { text, .. }) = finding.evidence.get(1) else { panic!("{finding:?}") };
        assert!(!finding.before.contains('"') && !text.contains('"'), "{} {text}", finding.before);
        assert!(text.chars().count() <= finding.before.chars().count(), "{} {text}", finding.before);
    }
}

#[test]
fn what_a_model_chose_is_not_proven() {
    for damaged in [
        // Display order of plain letters; lam-alef that stayed; letters of which a byte is lost; look-alikes; brackets.
        "ةديدجلا ةسردملا حتتفي ريزولا",
        "نانبل يف نيئجلال ةديدج ةسردم حتتفي ريزولا",
        "Ø§Ù„Ù…Ø¬Ù„Ø³ Ø§Ù„Ù…Ø\u{AD}Ù„ÙŠ ÙÙŠ Ø³Ù„Ù…ÙŠØ©",
        "المجلس المحلی فی سلمیة یعقد اجتماعا",
        "ﺣﻘوق اﻹﻧﺳﺎن ﻓﻲ اﻟدﺳﺗور )٥٠٠٢(",
    ] {
        for finding in repair(damaged).findings {
            assert!(matches!(finding.certainty, Certainty::Fitting(_)), "{damaged}: {finding:?}");
        }
    }
}

#[test]
fn masks_are_lossy() {
    for text in
        ["BBC, ??? ???? ?????? [title], 2025", "BBC, \u{FFFD}\u{FFFD}\u{FFFD} \u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}, 2025"]
    {
        let repaired = repair(text);
        assert_eq!((repaired.text.as_str(), repaired.status), (text, Status::Lossy));
    }
}

#[test]
fn explains_in_words() {
    let candidates = explain(&mangle("المجلس المحلي", "windows-1252"));
    let first = &candidates[0];
    assert!(first.chosen && first.after == "المجلس المحلي" && first.proof == Some(Proof::Exact));
    assert_eq!(first.steps(), ["The text was written as UTF-8 and read as windows-1252."]);
    assert!(candidates.iter().any(|other| !other.chosen && other.proof.is_none()));
    assert_eq!(
        rule_words("utf8-as-windows-1252+html-entities"),
        "the text was written as UTF-8 and read as windows-1252, then written as HTML entities"
    );
}

/// UTF-8 read as a Windows code page, by a decoder that is not this project's own.
fn mangle(text: &str, label: &str) -> String {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("a known label");
    encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
}

/// Windows-1256 read as another Windows code page.
fn misread(text: &str, label: &str) -> String {
    let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(text);
    encoding_rs::Encoding::for_label(label.as_bytes())
        .expect("a known label")
        .decode_without_bom_handling(&bytes)
        .0
        .into_owned()
}

fn escape(text: &str, write: impl Fn(char) -> String) -> String {
    text.chars().map(|c| if c.is_ascii() { c.to_string() } else { write(c) }).collect()
}

/// The chains of the property tests.
fn damage(text: &str, chain: usize) -> String {
    match chain {
        0..=3 => mangle(text, ["windows-1252", "windows-1256", "windows-1250", "macintosh"][chain]),
        4 => mangle(&mangle(text, "windows-1252"), "windows-1252"),
        5 => text.bytes().map(char::from).collect(),
        6 => escape(text, |c| format!("&#{};", c as u32)),
        7 => escape(text, |c| format!("\\u{:04x}", c as u32)),
        8 => escape(text, |c| c.to_string().bytes().map(|b| format!("%{b:02X}")).collect()),
        9 => escape(&mangle(text, "windows-1252"), |c| format!("&#{};", c as u32)),
        10 => escape(text, |c| c.to_string().bytes().map(|b| format!("={b:02X}")).collect()),
        11 => escape(text, |c| format!("\\u{}?", c as u32)),
        12 => escape(text, |c| format!("<U+{:04X}>", c as u32)),
        13 => text.encode_utf16().flat_map(u16::to_le_bytes).map(char::from).collect(),
        14 => escape(&misread(text, "windows-1252"), |c| format!("%{:02X}", c as u32)),
        15 => mangle(&misread(text, "windows-1252"), "windows-1252"),
        16 => misread(text, "windows-1251"),
        _ => misread(text, "windows-1252"),
    }
}

/// Words that reports use, so that arbitrary sentences still read as text.
fn sentence() -> impl Strategy<Value = String> {
    let words = [
        "المجلس",
        "المحلي",
        "في",
        "سلمية",
        "يفتتح",
        "مدرسة",
        "جديدة",
        "بعد",
        "الحرب",
        "وزارة",
        "الصحة",
        "تقرير",
        "عن",
        "المدينة",
        "القديمة",
        "محافظة",
        "حماة",
        "من",
        "إلى",
        "العاصمة",
        "دمشق",
        "اجتماع",
        "الحكومة",
        "قرية",
        "الشيخ",
    ];
    proptest::collection::vec(proptest::sample::select(words.to_vec()), 4..12).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn mangled_text_is_restored(text in sentence(), chain in 0usize..18) {
        // Where only the letters tell, a few words may be too few.
        prop_assume!(chain < 14 || text.split(' ').count() >= 6);
        prop_assert_eq!(repair(&damage(&text, chain)).text, text);
    }

    #[test]
    fn any_letters_are_restored_or_give_the_input_again(text in "[ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگ]{2,9}( [ابتثجحخدذرزسشصضطظعغفقكلمنهوي]{2,9}){2,5}", chain in 0usize..10) {
        let damaged = damage(&text, chain);
        let repaired = repair(&damaged);
        // Noise may read better in another way: then damaging that again gives the input, up to a stated loss.
        let inverse = |link: Option<&Evidence>| {
            matches!(link, Some(Evidence::Inverse { .. } | Evidence::InverseUpTo { .. }))
        };
        let again = repaired.findings.iter().all(|finding| inverse(finding.evidence.first()));
        prop_assert!(repaired.text == text || repaired.text == damaged || again, "{} {:?}", text, repaired);
    }

    #[test]
    fn a_repair_of_a_repair_changes_nothing(text in sentence(), chain in 0usize..18) {
        let once = repair(&damage(&text, chain)).text;
        prop_assert_eq!(&repair(&once).text, &once);
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,60}|[Ã-ÿØÙ§„\\\\u&#;%0-9a-fA-F \u{80}-\u{9F}طظپ§ﺍ-ﻼ]{0,80}") {
        let repaired = repair(&text);
        for finding in &repaired.findings {
            prop_assert_eq!(finding.anchor.span().slice(&text), &finding.before);
        }
        for candidate in explain(&text) {
            prop_assert!(!candidate.sentence().is_empty());
        }
    }
}

/// Texts in which a first repair laid open a second layer.
#[test]
fn what_a_repair_lays_open_is_repaired_at_once() {
    for damaged in ["&#194;&#167;%D9%85%D8%AA %D9%84", "Ù‚Ã¯Ã·Ù‚", "╪│█\u{86} ┘╛┘\u{84} ", "ﻺ"]
    {
        let once = repair(damaged).text;
        assert_eq!(repair(&once).text, once, "{damaged}");
    }
}

/// A long text of one unit, in one word where the unit holds no space.
fn long(unit: &str) -> String {
    unit.repeat((1 << 17) / unit.len())
}

#[test]
fn large_input_is_linear() {
    for unit in [
        "a",
        "?",
        "؟",
        "Ø§",
        "ظپ",
        "Ç",
        "&amp;",
        "&",
        "\\",
        "%25",
        "\\u0627",
        "Ø§ ",
        "ﺍ",
        "\u{FFFD} ",
        "é à ",
        "Ù",
        "Ù\u{FFFD}",
        "=D8",
        "=?",
        "=\n",
        "+Bic",
        "U+0627 ",
        "u0627",
        "\u{6}",
        "ا",
        "لا ",
        "يك ",
        "ﻻ",
        "\u{200F}",
        "ـ",
        "(",
        "&amp;amp;",
    ] {
        let text = long(unit);
        let repaired = repair(&text);
        assert!(repaired.text.len() <= 2 * text.len(), "{unit}");
    }
}
