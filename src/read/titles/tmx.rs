//! TMX: translation units with a side in the Arabic script, of the length of a title.

use super::draft::Draft;
use super::names::{Role, role};
use super::record::Place;
use super::sink::{Sink, Stop};
use super::xml::{self, Element, Records};
use crate::text::script;

/// A longer segment is no title, in characters.
const LONGEST: usize = 300;
/// Inline codes, whose text is markup of the document that was translated.
const CODES: [&str; 5] = ["bpt", "ept", "it", "ph", "ut"];

/// Reads a file. When a unit was made says nothing about the work, so its dates are passed by.
pub(super) fn read(text: &str, sink: &mut Sink<'_>) -> Result<(), Stop> {
    let records = Records { is_record: |_, name| name == "tu", anew: &["tu"] };
    xml::each(text, &records, sink, &mut |unit, line, sink| match draft(unit) {
        Some(draft) => {
            let place = unit.attribute("tuid").filter(|id| !id.is_empty()).map_or(Place::Line(line), Place::Key);
            sink.record(&draft.record(place))
        }
        None => {
            sink.leave_out();
            Ok(())
        }
    })
}

/// A unit as a record; `None` when it has no side in the Arabic script, or no other one, or is too long.
fn draft(unit: &Element) -> Option<Draft> {
    let sides: Vec<(bool, String)> = unit
        .named("tuv")
        .filter_map(|side| {
            let lang = side.attribute("lang").unwrap_or_default();
            let is_english = lang.get(..2).is_some_and(|lang| lang.eq_ignore_ascii_case("en"));
            Some((is_english, side.named("seg").next()?.text_without(&CODES)))
        })
        .filter(|(_, text)| text.chars().count() <= LONGEST)
        .collect();
    let (_, title) = sides.iter().find(|(_, text)| is_arabic(text))?;
    let mut draft = Draft::default();
    draft.offer(Role::Title, 0, title);
    for (is_english, text) in sides.iter().filter(|(_, text)| !is_arabic(text)) {
        draft.offer(Role::Translated, usize::from(!is_english), text);
    }
    if draft.get(Role::Translated).is_empty() {
        return None;
    }
    for prop in unit.named("prop").chain(unit.named("tuv").flat_map(|side| side.named("prop"))) {
        let name = prop.attribute("type").unwrap_or_default();
        let name = name.strip_prefix("x-").unwrap_or(name);
        if let Some((role @ (Role::Source | Role::Date | Role::Url), rank)) = role(name) {
            draft.offer(role, rank, &prop.text());
        }
    }
    Some(draft)
}

fn is_arabic(text: &str) -> bool {
    let (arabic, latin) = script::letters(text);
    arabic > latin
}
