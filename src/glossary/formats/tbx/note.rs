//! What TBX-Basic has no data category for, as notes that say `label: value`.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// The standing of a term that is forbidden; its data category says deprecated.
pub(super) const STATUS: &str = "administrativeStatus";
/// The word class, where the data category can't say it.
pub(super) const PART_OF_SPEECH: &str = "partOfSpeech";
/// The grammatical number.
pub(super) const NUMBER: &str = "grammaticalNumber";
/// The register.
pub(super) const REGISTER: &str = "register";
/// The romanization scheme.
pub(super) const SCHEME: &str = "romanizationScheme";
/// Whether capitals count, `yes` or `no`, where that does not follow from the term.
pub(super) const CASE: &str = "caseSensitive";
/// `no` for a term that stays as it is.
pub(super) const TRANSLATE: &str = "translate";
/// `no` for a term without other forms.
pub(super) const INFLECT: &str = "inflect";
/// A word of which one must stand near by. The data category `context` is for sentences in which the term is used.
pub(super) const CONTEXT: &str = "contextWord";
/// Before the name of a system: an id elsewhere that is no address.
pub(super) const EXTERNAL: &str = "externalId";
/// Before a note that would else be taken for one of these.
pub(super) const NOTE: &str = "note";

const OF_TERMS: [&str; 10] =
    [STATUS, PART_OF_SPEECH, NUMBER, REGISTER, SCHEME, CASE, TRANSLATE, INFLECT, CONTEXT, NOTE];

/// In the name of a system: what would end the label.
const SYSTEM: &AsciiSet = &CONTROLS.add(b'%').add(b':').add(b' ');

/// Label and value of a note.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    text.split_once(": ")
}

/// The note of a term as it is written: marked when it looks like one of those above.
pub(super) fn of_term(note: &str) -> String {
    mark(note, |label| OF_TERMS.contains(&label))
}

/// The note of a concept as it is written: marked when it looks like an id elsewhere.
pub(super) fn of_concept(note: &str) -> String {
    mark(note, |label| label == NOTE || system(label).is_some())
}

fn mark(note: &str, is_label: impl Fn(&str) -> bool) -> String {
    match split(note) {
        Some((label, _)) if is_label(label) => format!("{NOTE}: {note}"),
        _ => note.to_owned(),
    }
}

/// The label of an id elsewhere.
pub(super) fn label(system: &str) -> String {
    format!("{EXTERNAL} {}", utf8_percent_encode(system, SYSTEM))
}

/// The system that the label of an id elsewhere names.
pub(super) fn system(label: &str) -> Option<String> {
    let encoded = label.strip_prefix(EXTERNAL)?.strip_prefix(' ')?;
    percent_decode_str(encoded).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

/// Text and address of a cross-reference: the system as in [`label`], and the id.
pub(super) fn reference(system: &str, id: &str) -> String {
    format!("{}: {id}", utf8_percent_encode(system, SYSTEM))
}

/// System and id of the text that [`reference`] makes.
pub(super) fn referred(text: &str) -> Option<(String, &str)> {
    let (system, id) = split(text)?;
    Some((percent_decode_str(system).decode_utf8().ok()?.into_owned(), id))
}
