//! Names compared by sound, across spellings and scripts.

use isnad::text::Key;
use isnad::text::skeleton::{Skeleton, Sounds, likeness};
use proptest::prelude::*;

/// Spellings of one name.
const SAME: &[(&str, &str)] = &[
    ("Salamiyah", "السلمية"),
    ("As-Salamiyya", "سلمية"),
    ("Salamiyah", "Salamiya"),
    ("as-Salamīyah", "Selemiye"),
    ("Masyaf", "مصياف"),
    ("Maşyāf", "Misiaf"),
    ("Qadmus", "القدموس"),
    ("Al Qudmūs", "Kadmous"),
    ("Tartous", "طرطوس"),
    ("Ţarţūs", "Tartus"),
    ("Latakia", "Lattaquié"),
    ("Deir ez-Zor", "دير الزور"),
    ("Dayr az Zawr", "Deir al-Zour"),
    ("Qamishli", "Kamishly"),
    ("al-Qāmishlī", "القامشلي"),
    ("Suqaylabiyah", "السقيلبية"),
    ("Muhrada", "محردة"),
    ("Mhardeh", "Muhradah"),
    ("al-Sharaa", "الشرع"),
    ("Ahmad al-Shar'", "أحمد الشرع"),
    ("Abdul Rahman", "عبد الرحمن"),
    ("Abdel-Rahman", "Abd ar-Rahman"),
    ("Muhammad", "محمد"),
    ("Mohamed", "Muḥammad"),
    ("Yusuf", "يوسف"),
    ("Jamal", "Gamal"),
    ("Djamel", "جمال"),
    ("Khalid", "خالد"),
    ("Xalid", "Khaled"),
    ("Ghouta", "الغوطة"),
    ("Dhahab", "ذهب"),
    ("Abu Dhabi", "أبو ظبي"),
    ("Fayşal", "فيصل"),
    ("Şam", "الشام"),
    ("Davud", "داوود"),
    ("Al Jazira", "الجزيرة"),
    ("السلميه", "سلمية"),
    ("کرمان", "كرمان"),
    ("Isma'ili", "Ismāʿīlī"),
    ("Assalamiyah", "السلمية"),
];

/// Names that look or sound alike and are two.
const DIFFERENT: &[(&str, &str)] = &[
    ("Hama", "حمص"),
    ("Homs", "حماة"),
    ("Hama", "Homs"),
    ("Masyaf", "Manbij"),
    ("Tartus", "Tadmur"),
    ("Salamiyah", "Suqaylabiyah"),
    ("Damascus", "حلب"),
    ("Idlib", "إربد"),
    ("Qadmus", "القامشلي"),
    ("Karim", "Kamil"),
    ("Daraa", "دوما"),
    ("Raqqa", "Rastan"),
    ("خالد", "حامد"),
    ("الظليل", "الرحيل"),
];

#[test]
fn spellings_of_one_name_are_alike() {
    let missed: Vec<_> =
        SAME.iter().filter(|(a, b)| likeness(a, b) < 0.5).map(|(a, b)| (a, b, likeness(a, b))).collect();
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn different_names_are_not() {
    let taken: Vec<_> =
        DIFFERENT.iter().filter(|(a, b)| likeness(a, b) >= 0.5).map(|(a, b)| (a, b, likeness(a, b))).collect();
    assert!(taken.is_empty(), "{taken:?}");
}

#[test]
fn a_skeleton_is_the_same_in_both_scripts() {
    for (a, b) in [
        ("Masyaf", "مصياف"),
        ("As-Salamiyah", "السلمية"),
        ("Tartous", "طرطوس"),
        ("Khalid", "خالد"),
        ("Ghouta", "الغوطة"),
        ("Madinat Zayed", "مدينة زايد"),
        ("Muḥammad", "محمّد"),
        ("Sharaa", "شرع"),
    ] {
        assert_eq!(Skeleton::new(a), Skeleton::new(b), "{a} {b}");
    }
    assert_ne!(Skeleton::new("Homs"), Skeleton::new("Hama"));
    assert!(Skeleton::new("’").is_empty() && Sounds::new("؟").is_empty());
}

#[test]
fn nearer_spellings_are_more_alike() {
    let rising = [("Hama", "Deir ez-Zor"), ("Hama", "Homs"), ("Hama", "Hamat"), ("Hama", "Hamah")];
    let likenesses = rising.map(|(a, b)| likeness(a, b));
    assert!(likenesses.is_sorted_by(|a, b| a < b), "{likenesses:?}");
}

#[test]
fn texts_without_a_name_are_like_nothing_else() {
    assert!(likeness("", "Hama").abs() < f64::EPSILON);
    assert!((likeness("…", "…") - 1.0).abs() < f64::EPSILON);
    assert!(likeness("2011", "2012") < 0.9);
}

proptest! {
    #[test]
    fn likeness_is_symmetric(a in "[a-zA-Zāīḥş' ابتحعغقويةال-]{0,24}", b in "\\PC{0,24}") {
        prop_assert_eq!(likeness(&a, &b).to_bits(), likeness(&b, &a).to_bits());
        prop_assert!((0.0..=1.0).contains(&likeness(&a, &b)));
    }

    #[test]
    fn a_name_is_like_itself_and_its_key(name in "\\PC{0,200}") {
        prop_assert!((likeness(&name, &name) - 1.0).abs() < f64::EPSILON);
        let capitals = name.to_uppercase();
        if Key::new(&capitals) == Key::new(&name) {
            prop_assert!((likeness(&name, &capitals) - 1.0).abs() < f64::EPSILON);
        }
    }

    #[test]
    fn names_with_one_skeleton_need_not_be_compared_letter_by_letter(a in "[a-zāīḥş]{1,12}") {
        prop_assert_eq!(Skeleton::new(&a), Skeleton::new(&format!("al-{a}")));
    }
}
