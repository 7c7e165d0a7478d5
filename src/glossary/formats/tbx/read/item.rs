//! What an entry, a language section or a term says about itself, as a list, whatever groups it stands in.

use crate::glossary::formats::xml::Element;

/// Elements whose text is code of another document.
pub(super) const CODES: [&str; 3] = ["bpt", "ept", "ph"];

/// Something that is said.
#[derive(Debug)]
pub(super) struct Item {
    /// The data category.
    pub(super) label: String,
    /// Its text; may be empty where there is a target.
    pub(super) value: String,
    /// What it refers to.
    pub(super) target: Option<String>,
    /// Whether it is a plain note.
    pub(super) is_note: bool,
}

impl Item {
    /// Whether the data category is this one, given in small letters alone.
    pub(super) fn is(&self, label: &str) -> bool {
        let letters = self.label.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        letters.eq(label.chars())
    }

    /// The line of a note that keeps it, with the language if it is said of one.
    pub(super) fn line(&self, lang: Option<&str>) -> String {
        let label = match lang {
            Some(lang) => format!("{} ({lang})", self.label),
            None => self.label.clone(),
        };
        match &self.target {
            Some(target) if self.value.is_empty() || self.value == *target => format!("{label}: {target}"),
            Some(target) => format!("{label}: {} ({target})", self.value),
            None => format!("{label}: {}", self.value),
        }
    }
}

/// All that is said in an element, but for the elements of the names in `without`.
pub(super) fn items(element: &Element, without: &[&str]) -> Vec<Item> {
    let mut items = Vec::new();
    collect(element, without, &mut items);
    items
}

fn collect(element: &Element, without: &[&str], items: &mut Vec<Item>) {
    for child in element.children().filter(|child| !without.contains(&child.name.as_str())) {
        let item = match child.name.as_str() {
            "transacGrp" => transaction(child),
            name if name.ends_with("Grp") || name.ends_with("Group") => {
                collect(child, without, items);
                continue;
            }
            name => Item {
                label: label(child).to_owned(),
                value: child.text(&CODES),
                target: child.attribute("target").filter(|target| !target.is_empty()).map(str::to_owned),
                is_note: name == "note",
            },
        };
        if !item.value.is_empty() || item.target.is_some() {
            items.push(item);
        }
    }
}

/// The name of a data category: an attribute in DCA style, the tag in DCT style.
fn label(element: &Element) -> &str {
    element.attribute("type").filter(|label| !label.is_empty()).unwrap_or(&element.name)
}

/// What was done, when, and by whom, as one.
fn transaction(group: &Element) -> Item {
    let said: Vec<String> = group.children().map(|child| child.text(&CODES)).filter(|text| !text.is_empty()).collect();
    let label = group.children().next().map_or("transaction", label);
    Item { label: label.to_owned(), value: said.join(", "), target: None, is_note: false }
}
