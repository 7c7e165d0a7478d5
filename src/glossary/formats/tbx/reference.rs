//! Ids elsewhere as addresses, and addresses as ids elsewhere.

/// The address of what has this id in a system, when there is one.
pub(in crate::glossary::formats) fn address(system: &str, id: &str) -> Option<String> {
    match system {
        "wikidata" if is_item(id) => Some(format!("https://www.wikidata.org/entity/{id}")),
        "geonames" if is_number(id) => Some(format!("https://sws.geonames.org/{id}/")),
        _ => is_address(id).then(|| id.to_owned()),
    }
}

/// System and id of an address: for those that are known the id alone, else the host and the whole address.
pub(in crate::glossary::formats) fn system(address: &str) -> Option<(String, String)> {
    let (_, rest) = address.split_once("://")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.trim_start_matches("www.").to_ascii_lowercase();
    let segments = || path.split(['/', '#', '?']);
    let known = match host.as_str() {
        "wikidata.org" => segments().find(|segment| is_item(segment)).map(|id| ("wikidata", id)),
        "sws.geonames.org" | "geonames.org" => segments().find(|segment| is_number(segment)).map(|id| ("geonames", id)),
        _ => None,
    };
    match known {
        Some((system, id)) => Some((system.to_owned(), id.to_owned())),
        None => (!host.is_empty()).then(|| (host, address.to_owned())),
    }
}

fn is_item(id: &str) -> bool {
    id.strip_prefix('Q').is_some_and(is_number)
}

fn is_number(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a text is an address on the web, of the characters that need no encoding.
fn is_address(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")) else { return false };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    !host.is_empty()
        && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b))
        && path.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~/?#@!$&'()*+,;=:".contains(&b))
        && path.matches('#').count() < 2
}
