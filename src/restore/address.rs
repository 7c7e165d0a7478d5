//! Addresses in the form in which two of them can be compared.

use percent_encoding::percent_decode_str;

/// Parameters that say how a reader came to a page and not which page it is. A name ending in `*` stands for all that begin so.
const TRACKING: &[&str] = &[
    "utm_*", "at_*", "ns_*", "mc_*", "fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "ocid", "cmpid", "smid",
    "ref", "ref_src", "s_cid", "_ga", "amp",
];

/// An address without what does not tell pages apart: scheme, `www.`, port, fragment, tracking parameters, trailing slash,
/// percent escapes. For comparing, never shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Address(String);

impl Address {
    /// Reads an address; `None` for what leads nowhere: `#`, an empty one, one without a host.
    pub(super) fn new(url: &str) -> Option<Self> {
        let url = url.trim();
        let url = url.split_once('#').map_or(url, |(page, _)| page);
        let rest = match url.split_once("://") {
            Some((scheme, rest)) if scheme.bytes().all(|b| b.is_ascii_alphabetic()) => rest,
            Some(_) => return None,
            None => url.strip_prefix("//").unwrap_or(url),
        };
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, path) = place.split_once('/').unwrap_or((place, ""));
        let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
        let host = host.split_once(':').map_or(host, |(host, _)| host).to_lowercase();
        let host = host.strip_prefix("www.").or_else(|| host.strip_prefix("m.")).unwrap_or(&host);
        let domain = host.trim_matches('.');
        if !domain.contains('.') || domain.contains(char::is_whitespace) {
            return None;
        }
        let mut address = domain.to_owned();
        let path = path.trim_end_matches('/');
        if !path.is_empty() {
            address.push('/');
            address.push_str(&percent_decode_str(path).decode_utf8().unwrap_or_else(|_| path.into()));
        }
        let mut sign = '?';
        for parameter in query.split('&').filter(|parameter| !parameter.is_empty() && !is_tracking(parameter)) {
            address.push(sign);
            address.push_str(parameter);
            sign = '&';
        }
        Some(Self(address))
    }

    /// Its host: `bbc.com`.
    pub(super) fn host(&self) -> &str {
        self.0.split(['/', '?']).next().unwrap_or_default()
    }

    /// Whether it is the front page of a site, which many works may give as their address.
    pub(super) fn is_front_page(&self) -> bool {
        !self.0.contains(['/', '?'])
    }
}

/// The parts of an address that may hold words: those of its path and the values of its query, percent escapes resolved, without
/// the ending of a file name.
pub(super) fn words_of_address(url: &str) -> Vec<String> {
    let page = url.trim().split_once('#').map_or(url.trim(), |(page, _)| page);
    let rest = page.split_once("://").map_or(page, |(_, rest)| rest);
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let parts = place.split('/').skip(1).chain(query.split('&').filter_map(|pair| Some(pair.split_once('=')?.1)));
    parts
        .filter(|part| !part.is_empty())
        .map(|part| {
            let part = percent_decode_str(part).decode_utf8().unwrap_or_else(|_| part.into()).replace('+', " ");
            match part.rsplit_once('.') {
                Some((name, ending)) if ending.len() <= 5 && ending.bytes().all(|b| b.is_ascii_alphanumeric()) => {
                    name.to_owned()
                }
                _ => part,
            }
        })
        .collect()
}

fn is_tracking(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default();
    TRACKING.iter().any(|known| match known.strip_suffix('*') {
        Some(prefix) => name.starts_with(prefix),
        None => name.eq_ignore_ascii_case(known),
    })
}
