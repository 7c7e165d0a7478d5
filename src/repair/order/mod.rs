//! Letters in the wrong order and letters stored as shapes, in a line whose bytes and escapes are right.
//!
//! * `suspect`: the first look, by which nearly all text goes by untouched.
//! * `controls`, `turn`, `resolve`, `lam_alef`, `tatweel`: the families of damage, in the order in which they are undone.
//!   Each finds its changes in the text that the one before leaves, and proves them by doing the damage again.
//! * `words`, `ends`: where a stretch in display order begins and ends. `layout`, `neighbours`, `model`: what speaks for a
//!   reading: punctuation, the order of words, letters.
//! * `bidi`, `shapes`: the Unicode algorithms that the damage goes by.

mod bidi;
mod controls;
mod ends;
mod lam_alef;
mod layout;
mod model;
mod neighbours;
mod resolve;
mod shapes;
mod suspect;
mod tatweel;
mod turn;
mod word_order;
mod words;

pub use neighbours::{folded_clauses, word_ends};

use super::edit::{Edit, join};

/// The name of the damage that shaped letters are.
pub(super) const SHAPES: &str = "presentation-forms";

/// The name of the damage that letters in the order of their display are.
pub(super) const VISUAL: &str = "visual-order";

/// The families, in the order in which their damage is undone.
const FAMILIES: [fn(&str) -> Vec<Edit>; 6] =
    [controls::changes, turn::changes, word_order::changes, resolve::changes, lam_alef::changes, tatweel::changes];

/// Whether a line may need any edit of this room. It may say yes to clean text, never no to such damage.
pub(super) fn is_suspect(line: &str) -> bool {
    suspect::is_suspect(line)
}

/// The edits that bring the letters of a line into reading order and plain form, in order and without overlaps.
pub(super) fn edits(line: &str) -> Vec<Edit> {
    if !is_suspect(line) {
        return Vec::new();
    }
    FAMILIES.iter().fold(Vec::new(), |edits, family| join(line, edits, family))
}

/// Explains the name of a step as the end of the sentence "the text was …".
pub(super) fn words(name: &str) -> Option<&'static str> {
    Some(match name {
        SHAPES => "stored as the shaped letters that a typesetter uses",
        "zero-width-non-joiner-lost" => "robbed of its zero-width non-joiners",
        "brackets-turned" => "stored with its brackets turned round",
        VISUAL => "stored in the order in which it is displayed",
        "lam-alef-unreversed" => "reversed without its lam-alef",
        "letters-reversed-in-words" => "stored with the letters of each word reversed",
        "words-reversed" => "stored with its words in reverse order",
        "lam-alef-turned" => "stored with its lam-alef turned round",
        "stray-controls" => "strewn with controls of direction that do nothing",
        "byte-order-mark" => "stored with a byte order mark in it",
        "tatweel" => "stretched with tatweel",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::bidi::{Manner, to_visual};
    use super::*;
    use proptest::prelude::*;

    /// A line with its edits made.
    fn mended(line: &str) -> String {
        let mut mended = line.to_owned();
        for edit in edits(line).into_iter().rev() {
            mended.replace_range(edit.span.range(), &edit.after);
        }
        mended
    }

    /// The letters of a text shaped as a typesetter shapes them.
    fn shape(text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let mut shaped = String::new();
        let mut at = 0;
        while let Some(&c) = chars.get(at) {
            let lam_alef = c == 'ل' && matches!(chars.get(at + 1), Some('ا' | 'أ' | 'إ' | 'آ'));
            let letters: String = chars[at..=at + usize::from(lam_alef)].iter().collect();
            let last = at + usize::from(lam_alef);
            let before = chars[..at].iter().rev().copied().find(|&c| !shapes::is_mark(c));
            let after = chars[last + 1..].iter().copied().find(|&c| !shapes::is_mark(c));
            let joins_before = before.is_some_and(shapes::joins_next) && shapes::joins_previous(c);
            let joins_after = shapes::joins_next(chars[last]) && after.is_some_and(shapes::joins_previous);
            match shapes::shaped(&letters, joins_before, joins_after) {
                Some(form) => shaped.push(form),
                None => shaped.push_str(&letters),
            }
            at = last + 1;
        }
        shaped
    }

    /// Titles of the sort that reports cite.
    const TITLES: [&str; 12] = [
        "المجلس المحلي في سلمية يفتتح مدرسة جديدة بعد الحرب",
        "وزارة الصحة: تقرير عن المدينة القديمة في محافظة حماة",
        "اجتماع الحكومة في العاصمة دمشق لبحث الأزمة الاقتصادية.",
        "كيف يشكّل التنوّع الطائفي هوية البلاد؟",
        "گزارش سازمان ملل متحد درباره وضعیت حقوق بشر در افغانستان",
        "مردم این شهر می‌گویند که آب آشامیدنی ندارند.",
        "پاکستان میں سیلاب سے متاثرہ علاقوں کا دورہ کیا گیا",
        "حکومت نے کہا ہے کہ وہ اس معاملے پر بات چیت کرے گی۔",
        "حکومەتی هەرێمی کوردستان بڕیاری دا کە قوتابخانەکان بکرێنەوە",
        "إضراب المعلمين في الشمال، والأهالي يطالبون بالحلول",
        "اتفاق (مبدئي) بين الطرفين على وقف إطلاق النار",
        "قرار مجلس الأمن 2254 حول العملية السياسية",
    ];

    fn damage(title: &str, kind: usize) -> String {
        let plain = Manner::default();
        match kind {
            0 => shape(title),
            1 => to_visual(title, plain),
            2 => to_visual(&shape(title), plain),
            3 => format!("\u{202B}{title}\u{202C}"),
            4 => format!("\u{200F}{title}\u{200F}"),
            _ => title.replace("ال", "الـــ").replace("ـــا", "ا"),
        }
    }

    #[test]
    fn titles_come_back_bare_and_in_a_citation() {
        for title in TITLES {
            for kind in 0..5 {
                let damaged = damage(title, kind);
                assert!(is_suspect(&damaged), "{damaged}");
                assert_eq!(mended(&damaged), title, "{kind}: {damaged}");
                let cite = |title: &str| format!("Radio Free, {title} [a title], 11 March 2025, [url](#)");
                assert_eq!(mended(&cite(&damaged)), cite(title), "{kind}: {damaged}");
            }
        }
    }

    #[test]
    fn clean_lines_have_no_edits() {
        for line in TITLES.into_iter().chain([
            "سوس",
            "توت",
            "خوخ وليل ودود",
            "لا إله إلا الله",
            "سنڌي ٻولي ۾ لکيل هڪ سٽ آهي",
            "پښتو ژبه کې یوه جمله ده چې سمه ده",
            "دۇنيا كىشىلىك ھوقۇقى خىتابنامىسى",
            "Bahasa Melayu tulisan Jawi: بهاس ملايو",
            "עברית: ירושלים",
            "قال: \u{200F}\"نعم\" ثم ذهب (1).",
            "قال رسول الله ﷺ وقيمته ۵۰۰ ﷼",
            "Le Monde, « سوريا: ما بعد الأسد », 3 févr. 2025",
        ]) {
            assert_eq!(edits(line), [], "{line}");
        }
    }

    #[test]
    fn an_edit_says_what_happened() {
        let line = "Radio, ﺔﻴﻤﻠﺳ ﻲﻓ ﻲﻠﺤﻤﻟﺍ ﺲﻠﺠﻤﻟﺍ [Council]";
        let [edit] = edits(line).try_into().expect("one edit");
        assert_eq!(edit.after, "المجلس المحلي في سلمية");
        assert_eq!(edit.steps, ["presentation-forms", "visual-order"]);
        assert!(edit.loss.is_none() && edit.lead > 5.0, "{edit:?}");
    }

    /// A long text of one unit.
    fn long(unit: &str) -> String {
        unit.repeat((1 << 16) / unit.len())
    }

    #[test]
    fn time_is_linear() {
        for unit in [
            "ا",
            "ة",
            "ﺔ",
            "ﻲﻓ ",
            "ةنيدم ",
            "\u{200F}",
            "\u{202B}",
            "ـ",
            "بـ",
            "(ة",
            "ﺔ)",
            "ﺔ)1(",
            "\"ة\" ",
            "ال",
            "1 ة ",
            "األ ",
        ] {
            let line = long(unit);
            is_suspect(&line);
            for edit in edits(&line) {
                assert!(edit.span.fits(&line));
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn damage_is_undone_or_comes_back(words in proptest::collection::vec("[ابتثجحخدذرزسشصضطظعغفقكلمنهويةى]{1,9}", 1..9), kind in 0usize..3) {
            let text = words.join(" ");
            let damaged = damage(&text, kind);
            let mended = mended(&damaged);
            // What does not come back byte for byte says what was lost.
            let exact = edits(&damaged).iter().all(|edit| edit.loss.is_none());
            prop_assert!((mended == text || mended == damaged || exact || damage(&mended, kind) != damaged));
        }

        #[test]
        fn edits_of_a_mended_line_find_nothing(title in proptest::sample::select(TITLES.to_vec()), kind in 0usize..6) {
            let once = mended(&damage(title, kind));
            prop_assert_eq!(edits(&once), vec![]);
        }

        #[test]
        fn no_line_makes_it_panic(line in "\\PC{0,40}|[ابةلأﺍ-ﻼﭐ-ﯿﱀ-ﴽ\u{200C}-\u{200F}\u{202A}-\u{202E}\u{2066}-\u{2069}ـ .,:()\"'a-z0-9٠-٩]{0,60}") {
            is_suspect(&line);
            let mut end = 0;
            for edit in edits(&line) {
                prop_assert!(edit.span.fits(&line) && edit.span.start >= end);
                end = edit.span.end;
            }
        }
    }
}
