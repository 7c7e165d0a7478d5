//! Diagnostics as SARIF 2.1.0, the OASIS format that code-review tools read.

use super::diagnostic::Diagnostic;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The log of one run.
pub(super) fn log(diagnostics: &[Diagnostic]) -> Value {
    let rules: BTreeSet<&str> = diagnostics.iter().map(|diagnostic| diagnostic.rule.as_str()).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| json!({ "id": rule })).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": diagnostics.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}

fn result(diagnostic: &Diagnostic) -> Value {
    let mut place = json!({ "artifactLocation": { "uri": uri(&diagnostic.path) } });
    if let (Some(position), Some(place)) = (diagnostic.position, place.as_object_mut()) {
        place.insert("region".to_owned(), json!({ "startLine": position.line, "startColumn": position.column }));
    }
    json!({
        "ruleId": diagnostic.rule,
        "level": diagnostic.level,
        "message": { "text": diagnostic.message },
        "locations": [{ "physicalLocation": place }],
    })
}

/// A path as a relative URI reference.
fn uri(path: &str) -> String {
    const KEEP: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'~');
    percent_encoding::utf8_percent_encode(&path.replace('\\', "/"), KEEP).to_string()
}
