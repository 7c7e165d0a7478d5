//! A glossary file in TOML brought up to date in place: what has not changed stays as it is written, with its comments.

use super::parse;
use super::write::{entry, external, list, names, quoted, source_list};
use crate::glossary::{Concept, Glossary, GlossaryError, Header, Term};
use crate::text::Lang;
use std::collections::{BTreeMap, BTreeSet};
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, TableLike, Value};

/// What errors call the text, which has no file name here.
const NAME: &str = "the glossary in TOML";

/// Brings the text of a glossary file up to date. Concepts that are the same stay byte for byte; of others what differs is
/// written anew in its place; new ones are put behind, and those that `glossary` has not are taken out. Comments stay, but
/// for those right above what is taken out. The first of the glossary's heads is the file's.
///
/// # Errors
/// When `original` is no glossary in TOML: with line, column and the entry. Also when its concepts are not written as
/// `[[concept]]`.
pub fn update_toml(original: &str, glossary: &Glossary) -> Result<String, GlossaryError> {
    let old = parse(NAME, original)?;
    let (bom, text) = match original.strip_prefix('\u{FEFF}') {
        Some(text) => ("\u{FEFF}", text),
        None => ("", original),
    };
    // The editor ends its own lines with a line feed alone.
    let is_crlf = text.contains("\r\n") && text.matches('\n').count() == text.matches("\r\n").count();
    let text = if is_crlf { text.replace("\r\n", "\n") } else { text.to_owned() };
    let mut document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| {
        GlossaryError::at(NAME, &text, error.span().map_or(0, |span| span.start), error.message().to_owned())
    })?;
    if let (Some(old), Some(new)) = (old.headers.first(), glossary.headers.first()) {
        update_head(&mut document, old, new);
    }
    update_concepts(&mut document, &old, glossary)?;
    let text = document.to_string();
    let text = if is_crlf { text.replace('\n', "\r\n") } else { text };
    let text = format!("{bom}{text}");
    let says_it = parse(NAME, &text).is_ok_and(|new| by_id(&new) == by_id(glossary));
    if says_it {
        Ok(text)
    } else {
        Err(GlossaryError::of_file(NAME, "it can't be changed in place; write it anew from the glossary"))
    }
}

/// The concepts that a file can hold, by id.
fn by_id(glossary: &Glossary) -> BTreeMap<&str, &Concept> {
    let held = glossary.concepts.iter().filter(|concept| !concept.terms.is_empty());
    held.map(|concept| (concept.id.as_str(), concept)).collect()
}

fn update_head(document: &mut DocumentMut, old: &Header, new: &Header) {
    let has_head = document.contains_key("glossary");
    let same = Header { name: new.name.clone(), ..old.clone() } == *new;
    // A file without a head has the name of its path, which is not written into it.
    if same && (old.name == new.name || !has_head) {
        return;
    }
    let head = document.entry("glossary").or_insert_with(|| {
        let mut table = Table::new();
        // Before all concepts.
        table.set_position(Some(-1));
        Item::Table(table)
    });
    let Some(head) = head.as_table_like_mut() else { return };
    set_text(head, "name", Some(old.name.as_str()).filter(|_| has_head), Some(&new.name));
    let given = |text: &'_ String| Some(text.clone()).filter(|text| !text.is_empty());
    set_text(head, "scope", given(&old.scope).as_deref(), given(&new.scope).as_deref());
    if old.sources != new.sources {
        let values = |sources: &[String]| sources.iter().map(|source| quoted(source)).collect::<Vec<_>>();
        set_list(head, "sources", &values(&old.sources), &values(&new.sources), &source_list(&new.sources));
    }
    set_text(head, "country", old.country.as_deref(), new.country.as_deref());
    set_text(head, "licence", old.licence.as_deref(), new.licence.as_deref());
}

fn update_concepts(document: &mut DocumentMut, old: &Glossary, new: &Glossary) -> Result<(), GlossaryError> {
    let new_by_id = by_id(new);
    let item = document.entry("concept").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let Some(tables) = item.as_array_of_tables_mut() else {
        return Err(GlossaryError::of_file(
            NAME,
            "only concepts that are written as [[concept]] can be changed in place",
        ));
    };
    // Comments above a concept that is taken out, which belong to what follows.
    let mut carried = String::new();
    let mut index = 0;
    for concept in &old.concepts {
        let Some(table) = tables.get_mut(index) else { break };
        match new_by_id.get(concept.id.as_str()) {
            Some(changed) => {
                if *changed != concept {
                    update_concept(table, concept, changed);
                }
                if !carried.is_empty() {
                    let prefix = format!("{carried}{}", prefix(table));
                    table.decor_mut().set_prefix(prefix);
                    carried.clear();
                }
                index += 1;
            }
            None => {
                carried.push_str(section_comments(&prefix(table)));
                tables.remove(index);
            }
        }
    }
    let known: BTreeSet<&str> = old.concepts.iter().map(|concept| concept.id.as_str()).collect();
    for concept in
        new.concepts.iter().filter(|concept| !known.contains(concept.id.as_str()) && !concept.terms.is_empty())
    {
        if let Some(mut table) = new_table(concept) {
            table.set_position(None);
            table.decor_mut().set_prefix(format!("{carried}\n"));
            carried.clear();
            tables.push(table);
        }
    }
    let is_empty = tables.is_empty();
    if is_empty {
        document.remove("concept");
    }
    if !carried.is_empty() {
        let trailing = format!("{carried}{}", document.trailing().as_str().unwrap_or_default());
        document.set_trailing(trailing);
    }
    Ok(())
}

/// A concept that is not in the file yet.
fn new_table(concept: &Concept) -> Option<Table> {
    let mut document: DocumentMut = entry(concept).parse().ok()?;
    let mut tables = document.remove("concept")?.into_array_of_tables().ok()?;
    (!tables.is_empty()).then(|| tables.remove(0))
}

/// What stands above the heading of a table.
fn prefix(table: &Table) -> String {
    table.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned()
}

/// The part of what stands above a concept that is not about it alone: up to the last empty line.
fn section_comments(prefix: &str) -> &str {
    let section = prefix.rfind("\n\n").and_then(|end| prefix.get(..=end)).unwrap_or_default();
    if section.contains('#') { section } else { "" }
}

fn update_concept(table: &mut Table, old: &Concept, new: &Concept) {
    if old.subject != new.subject {
        set_text(table, "subject", Some(old.subject.word()), Some(new.subject.word()));
    }
    set_text(table, "definition", old.definition.as_deref(), new.definition.as_deref());
    set_text(table, "note", old.note.as_deref(), new.note.as_deref());
    set_text(table, "source", old.source.as_deref(), new.source.as_deref());
    if old.external != new.external {
        update_external(table, new);
    }
    update_terms(table, old, new);
    into_order(table);
}

/// Puts keys that were added at the end where they belong. Those that were there keep their order.
fn into_order(table: &mut Table) {
    const ORDER: [&str; 7] = ["id", "subject", "definition", "note", "source", "external", "terms"];
    let rank = |key: &str| ORDER.iter().position(|known| *known == key).unwrap_or(ORDER.len());
    let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    let is_new =
        |key: &String| table.key(key).is_some_and(|key| key.leaf_decor().prefix().is_none() && key.as_repr().is_none());
    let (added, mut order): (Vec<String>, Vec<String>) = keys.into_iter().partition(is_new);
    if added.is_empty() {
        return;
    }
    for key in added {
        let at = order.iter().position(|known| rank(known) > rank(&key)).unwrap_or(order.len());
        order.insert(at, key);
    }
    for key in order {
        if let Some((key, item)) = table.remove_entry(&key) {
            table.insert_formatted(&key, item);
        }
    }
}

/// Sets a text that has changed, or takes it out.
fn set_text(table: &mut dyn TableLike, key: &str, old: Option<&str>, new: Option<&str>) {
    match new {
        Some(new) if Some(new) != old => set_value(table, key, &quoted(new)),
        None if old.is_some() => drop(table.remove(key)),
        _ => {}
    }
}

/// Sets a value, in the place of the old one and with the comment behind it.
fn set_value(table: &mut dyn TableLike, key: &str, text: &str) {
    let Ok(mut value) = text.parse::<Value>() else { return };
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => {
            table.insert(key, Item::Value(value));
        }
    }
}

fn update_external(table: &mut Table, new: &Concept) {
    let Some(known) = table.get_mut("external").and_then(Item::as_table_like_mut).filter(|_| !new.external.is_empty())
    else {
        table.remove("external");
        if !new.external.is_empty() {
            set_value(table, "external", &external(new));
        }
        return;
    };
    let gone: Vec<String> =
        known.iter().map(|(key, _)| key.to_owned()).filter(|key| !new.external.contains_key(key)).collect();
    let mut changed = !gone.is_empty();
    for key in gone {
        known.remove(&key);
    }
    for (system, id) in &new.external {
        if known.get(system).and_then(Item::as_str) != Some(id) {
            changed = true;
            set_value(known, system, &quoted(id));
        }
    }
    if changed {
        tidy(table, "external");
    }
}

/// Gives an inline table its usual spaces after a change, unless a comment stands in it.
fn tidy(table: &mut Table, key: &str) {
    if let Some(inline) = table.get_mut(key).and_then(Item::as_inline_table_mut)
        && !inline.to_string().contains('#')
    {
        inline.fmt();
    }
}

fn update_terms(table: &mut Table, old: &Concept, new: &Concept) {
    let languages: BTreeSet<&Lang> = old.terms.iter().chain(&new.terms).map(|term| &term.lang).collect();
    let Some(terms) = table.get_mut("terms").and_then(Item::as_table_like_mut) else { return };
    for lang in languages {
        let (old, new): (Vec<&Term>, Vec<&Term>) = (old.terms_in(lang).collect(), new.terms_in(lang).collect());
        if new.is_empty() {
            terms.remove(lang.tag());
        } else if old != new {
            let (old, new) = (names(&old), names(&new));
            set_list(terms, lang.tag(), &old, &new, &list(&format!("terms.{lang}"), &new));
        }
    }
    if old.terms != new.terms {
        tidy(table, "terms");
    }
}

/// Sets a list: `text` writes it anew, unless comments stand in the old one; then its values are changed one by one.
fn set_list(table: &mut dyn TableLike, key: &str, old: &[String], new: &[String], text: &str) {
    match table.get_mut(key).and_then(Item::as_array_mut) {
        Some(array) if array.to_string().contains('#') && has_comments(array) => update_array(array, old, new),
        _ => set_value(table, key, text),
    }
}

/// Whether a comment stands between the values.
fn has_comments(array: &Array) -> bool {
    let trailing = array.trailing().as_str().unwrap_or_default();
    trailing.contains('#') || array.iter().any(|value| around(value).iter().any(|text| text.contains('#')))
}

/// What stands before and behind a value.
fn around(value: &Value) -> [&str; 2] {
    let decor = value.decor();
    [decor.prefix(), decor.suffix()].map(|raw| raw.and_then(|raw| raw.as_str()).unwrap_or_default())
}

/// Changes the values of a list one by one, each with what stands around it. `old` and `new` are the values as they are
/// written anew, by which they are known again.
fn update_array(array: &mut Array, old: &[String], new: &[String]) {
    let mut kept: BTreeMap<&str, [String; 2]> = BTreeMap::new();
    let mut carried = String::new();
    for (value, text) in array.iter().zip(old) {
        let [before, behind] = around(value);
        if new.contains(text) {
            let before = format!(
                "{carried}{}",
                if carried.is_empty() { before } else { before.trim_start_matches([' ', '\n']) }
            );
            kept.entry(text).or_insert([before, behind.to_owned()]);
            carried.clear();
            continue;
        }
        // The comment behind a value stands before the next one.
        for comment in [before, behind].into_iter().filter(|text| text.contains('#')) {
            carried.push_str(comment.trim_end_matches([' ', '\n']));
            carried.push_str("\n  ");
        }
    }
    if !carried.is_empty() {
        let trailing = array.trailing().as_str().unwrap_or_default().trim_start_matches([' ', '\n']).to_owned();
        array.set_trailing(format!("{}\n{trailing}", carried.trim_end()));
        array.set_trailing_comma(true);
    }
    array.clear();
    for text in new {
        let Ok(mut value) = text.parse::<Value>() else { continue };
        let (before, behind) = match kept.remove(text.as_str()) {
            Some([before, behind]) => (before, behind),
            None => ("\n  ".to_owned(), String::new()),
        };
        value.decor_mut().set_prefix(before);
        value.decor_mut().set_suffix(behind);
        array.push_formatted(value);
    }
}
