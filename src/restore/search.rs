//! What a person may ask a search engine for a lost title, and how to know it when it comes.

use super::Query;
use super::address::Address;
use super::day::Written;
use crate::text::Evidence;
use crate::text::mask::is_cell;

/// The search for a lost title: its translation, outlet and date, the site where it stood, and a pattern of its shape.
pub(super) fn evidence(query: &Query) -> Evidence {
    let site = query.url.as_deref().and_then(Address::new).map(|address| format!("site:{}", address.host()));
    let words = [query.gloss.clone(), query.source.clone(), query.date.map(|day| Written(day).into()), site];
    let words: Vec<String> = words.into_iter().flatten().filter(|word| !word.trim().is_empty()).collect();
    Evidence::Search { query: words.join(" "), pattern: pattern(query.mask.trim()) }
}

/// A regular expression for the texts that leave a mask: so many characters that are no space in each word, what survived as
/// it is. Signs for bytes stand for half as many characters, so both are allowed where the mask may be of that kind.
fn pattern(mask: &str) -> String {
    let even = mask.split(|c: char| !is_cell(c)).all(|run| run.chars().count() % 2 == 0);
    let one_each = expression(mask, 1);
    if even { format!("^(?:{one_each}|{})$", expression(mask, 2)) } else { format!("^{one_each}$") }
}

fn expression(mask: &str, unit: usize) -> String {
    let mut expression = String::new();
    let mut chars = mask.chars().peekable();
    while let Some(c) = chars.next() {
        if is_cell(c) {
            let mut cells = 1;
            while chars.next_if(|&c| is_cell(c)).is_some() {
                cells += 1;
            }
            expression += &format!(r"\S{{{}}}", cells / unit);
        } else if c.is_whitespace() {
            while chars.next_if(|c| c.is_whitespace()).is_some() {}
            expression += r"\s+";
        } else {
            if c.is_ascii_punctuation() {
                expression.push('\\');
            }
            expression.push(c);
        }
    }
    expression
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_has_all_that_is_known() {
        let query = Query {
            mask: "??? 2025 ????".to_owned(),
            gloss: Some("How?".to_owned()),
            source: Some("BBC News".to_owned()),
            date: Some((2025, Some(3), Some(11))),
            url: Some("https://www.bbc.com/arabic/1".to_owned()),
            lang: None,
        };
        assert_eq!(
            evidence(&query),
            Evidence::Search {
                query: "How? BBC News 2025-03-11 site:bbc.com".to_owned(),
                pattern: r"^\S{3}\s+2025\s+\S{4}$".to_owned(),
            }
        );
        assert_eq!(pattern("???? ??"), r"^(?:\S{4}\s+\S{2}|\S{2}\s+\S{1})$");
    }
}
