//! Dates of publication, as far as they are given.

use crate::report::citation;
use serde::{Deserialize, Serialize};

/// A day, a month or a year: year, month (1 to 12), day (from 1).
pub type Day = (u16, Option<u8>, Option<u8>);

/// Whether two dates say the same as far as both of them speak.
pub(super) fn agree(a: Day, b: Day) -> bool {
    let same = |a: Option<u8>, b: Option<u8>| a.is_none() || b.is_none() || a == b;
    a.0 == b.0 && same(a.1, b.1) && same(a.2, b.2)
}

/// Whether two days follow each other, or nearly: a story is dated by when it was written, posted or read.
pub(super) fn next(a: Day, b: Day) -> bool {
    let number = |(year, month, day): Day| {
        Some(i64::from(year) * 372 + i64::from(month?.saturating_sub(1)) * 31 + i64::from(day?.saturating_sub(1)))
    };
    number(a).zip(number(b)).is_some_and(|(a, b)| (a - b).abs() <= 2)
}

/// A date in a query: `2025`, `2025-03`, `2025-03-11`, with or without a time behind it, or `11 March 2025`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Written(pub(super) Day);

/// A date as it is written: `2025-03-11`, as far as it is given.
#[must_use]
pub fn written(day: Day) -> String {
    Written(day).into()
}

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl TryFrom<String> for Written {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let day = iso(&text).or_else(|| in_words(&text)).or_else(|| read_day(&text));
        day.map(Self)
            .ok_or_else(|| format!("date {text:?} is not of the form YYYY, YYYY-MM, YYYY-MM-DD or 11 March 2025"))
    }
}

impl From<Written> for String {
    fn from(Written((year, month, day)): Written) -> Self {
        let part = |part: Option<u8>| part.map(|part| format!("-{part:02}")).unwrap_or_default();
        format!("{year:04}{}{}", part(month), part(day))
    }
}

/// The day that a field of a bibliography or feed says: as in a query, as mail writes it (`Tue, 11 Mar 2025 09:00:00 GMT`), as
/// RIS does (`2025/03/11/`), in figures or words of the languages that citations are read in, in any decimal digits that
/// Arabic script uses. `None` for what is no such date, a range of years for instance, and outside of the years 1800 to 2100:
/// these are of another calendar.
#[must_use]
pub fn read_day(text: &str) -> Option<Day> {
    const LONGEST: usize = 100;
    if text.len() > LONGEST || text.trim().is_empty() {
        return None;
    }
    let text = plain(text);
    let text = text.trim().trim_end_matches(['/', '.', ',']);
    let day = iso(text).or_else(|| slashed(text)).or_else(|| in_words(without_time(text)));
    let range = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() == 4).count() > 1;
    let day = day.or_else(|| citation::date(without_time(text)).filter(|_| !range).map(super::witness::day));
    day.filter(|(year, ..)| (1800..=2100).contains(year))
}

/// A text with European digits, and without brackets around it.
fn plain(text: &str) -> std::borrow::Cow<'_, str> {
    let text = text.trim();
    let text = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    if text.is_ascii() {
        return text.into();
    }
    let digit = |c: char| match c {
        '\u{660}'..='\u{669}' => char::from_digit(c as u32 - 0x660, 10).unwrap_or(c),
        '\u{6F0}'..='\u{6F9}' => char::from_digit(c as u32 - 0x6F0, 10).unwrap_or(c),
        _ => c,
    };
    text.chars().map(digit).collect::<String>().into()
}

/// `2025/3/11`, `2025-3-11`, `2025-03-00`: the year first, and a part that is missing as nothing or zeros.
fn slashed(text: &str) -> Option<Day> {
    let date = text.split([' ', 'T']).next().unwrap_or_default();
    let mut parts = date.split(['/', '-', '.']);
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let mut part =
        |most: u8| match parts.next().map_or(Ok(0), |part| if part.is_empty() { Ok(0) } else { part.parse::<u8>() }) {
            Ok(0) => Some(None),
            Ok(part) if part <= most => Some(Some(part)),
            _ => None,
        };
    let (month, day) = (part(12)?, part(31)?);
    parts.next().is_none().then_some((year, month, month.and(day)))
}

/// A text without a weekday before it, and without a time and what follows it.
fn without_time(text: &str) -> &str {
    let date = match text.split_once(',') {
        Some((day, rest)) if is_weekday(day) => rest,
        _ => text,
    };
    let date = match date.split_once(':') {
        // What stands before the colon ends in the hour.
        Some((before, _)) => before.rsplit_once(' ').map_or("", |(date, _)| date),
        None => date,
    };
    date.trim()
}

/// Whether a word is the English name of a weekday, or its first three letters.
fn is_weekday(word: &str) -> bool {
    let word = word.trim().to_ascii_lowercase();
    word.bytes().all(|byte| byte.is_ascii_alphabetic()) && WEEKDAYS.iter().any(|day| word.starts_with(day))
}

fn iso(text: &str) -> Option<Day> {
    let text = text.trim();
    let date = text.split(['T', ' ']).next().unwrap_or_default();
    let mut parts = date.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let mut part = |most: u8| match parts.next().map(str::parse::<u8>) {
        None => Some(None),
        Some(Ok(part)) if (1..=most).contains(&part) => Some(Some(part)),
        Some(_) => None,
    };
    let date = (year, part(12)?, part(31)?);
    parts.next().is_none().then_some(date)
}

fn in_words(text: &str) -> Option<Day> {
    let (mut year, mut month, mut day) = (None, None, None);
    for word in text.split([' ', ',', '.']).filter(|word| !word.is_empty()) {
        let lower = word.to_ascii_lowercase();
        let named = (1u8..).zip(MONTHS).find(|(_, name)| lower.starts_with(name));
        match (word.parse::<u16>(), named) {
            (Ok(number), _) if word.len() == 4 && year.is_none() => year = Some(number),
            (Ok(number @ 1..=31), _) if day.is_none() => day = u8::try_from(number).ok(),
            (Err(_), Some((number, _))) if month.is_none() => month = Some(number),
            _ => return None,
        }
    }
    if month.is_none() && day.is_some() {
        return None;
    }
    Some((year?, month, day))
}
