//! HTML entities: `&#1575;`, `&#x627;`, `&laquo;`.

use super::{Unit, Value, hex};

/// Entities with names that are met in text. Latin-1 ones stand in order from U+00A0 on.
const LATIN1: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 \
    sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring \
    AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash \
    Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc \
    euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute \
    thorn yuml";
const NAMED: [(&str, char); 28] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("lrm", '\u{200E}'),
    ("rlm", '\u{200F}'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("dagger", '†'),
    ("Dagger", '‡'),
    ("hellip", '…'),
    ("permil", '‰'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("euro", '€'),
    ("trade", '™'),
    ("OElig", 'Œ'),
    ("oelig", 'œ'),
    ("fnof", 'ƒ'),
];

/// Reads one entity at the beginning of a text.
pub(super) fn unit(text: &str) -> Option<Unit> {
    let body = text.strip_prefix('&')?;
    // The longest name has eight letters, the longest number seven digits.
    let end = body.bytes().take(12).position(|b| b == b';');
    if let Some(number) = body.strip_prefix('#') {
        let digits = match number.strip_prefix(['x', 'X']) {
            Some(hex) => (hex, 16, 2),
            None => (number, 10, 1),
        };
        let (digits, radix, mark) = digits;
        let len = digits.bytes().take(8).take_while(|&b| char::from(b).is_digit(radix)).count();
        let code = u32::from_str_radix(digits.get(..len)?, radix).ok()?;
        let c = char::from_u32(code).filter(|&c| c != '\0')?;
        // Some programs leave the semicolon out between numbers.
        let closed = usize::from(end == Some(mark + len));
        let open = closed == 1 || digits.as_bytes().get(len).is_none_or(|b| !b.is_ascii_alphanumeric());
        return open.then_some(Unit { value: Value::Char(c), len: 1 + mark + len + closed });
    }
    let end = end?;
    Some(Unit { value: Value::Char(named(body.get(..end)?)?), len: end + 2 })
}

/// The character of a name.
fn named(name: &str) -> Option<char> {
    let latin1 =
        || (0xA0u8..=0xFF).zip(LATIN1.split_ascii_whitespace()).find(|(_, n)| *n == name).map(|(b, _)| char::from(b));
    NAMED.iter().find(|(n, _)| *n == name).map(|(_, c)| *c).or_else(latin1)
}

/// Writes a character as the entity `like` is written.
pub(super) fn again(like: &str, c: char) -> Option<String> {
    let code = u32::from(c);
    let (body, close) = like.strip_suffix(';').map_or((like, ""), |body| (body, ";"));
    Some(match body.as_bytes() {
        [b'&', b'#', x @ (b'x' | b'X'), digits @ ..] => {
            format!("&#{}{}{close}", char::from(*x), hex(code, digits.len(), like.get(3..)?))
        }
        [b'&', b'#', digits @ ..] => format!("&#{code:0w$}{close}", w = digits.len()),
        // A name stands for one character, so the name that stood there is the one to write.
        _ => body.strip_prefix('&').filter(|name| named(name) == Some(c)).map(|_| like.to_owned())?,
    })
}
