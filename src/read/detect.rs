//! What a file's bytes show by themselves: another kind of file, UTF-16 without a mark, the encoding that it declares.

use super::error::ReadError;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use memchr::{memchr, memchr2, memmem};

/// How much of a file is looked at where a part stands for the whole.
const SAMPLE: usize = 64 * 1024;
/// Where HTML looks for its declaration (WHATWG HTML, "prescan a byte stream"), with room for a long head.
const HEAD: usize = 4096;

/// First bytes of files that are often met among reports, what they are, and what to do with them.
const KINDS: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF file", "convert it to HTML or plain text first"),
    (
        b"PK\x03\x04",
        "a ZIP archive or an office document (DOCX, ODT, EPUB, XLSX)",
        "save it as HTML or plain text first",
    ),
    (b"PK\x05\x06", "an empty ZIP archive", "leave it out"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document (DOC, XLS)", "save it as HTML or plain text first"),
    (b"{\\rtf", "an RTF document", "save it as HTML or plain text first"),
    (b"\x89PNG\r\n\x1A\n", "a PNG picture", "leave it out"),
    (b"\xFF\xD8\xFF", "a JPEG picture", "leave it out"),
    (b"GIF8", "a GIF picture", "leave it out"),
    (b"\x7FELF", "a program", "leave it out"),
    (b"\x1F\x8B", "a gzip archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\x28\xB5\x2F\xFD", "a Zstandard archive", "unpack it first"),
    (b"\xFD7zXZ\0", "an xz archive", "unpack it first"),
    (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive", "unpack it first"),
    (b"SQLite format 3\0", "an SQLite database", "leave it out"),
    (b"\xFF\xFE\0\0", "a UTF-32 file", "save it in UTF-8 first"),
    (b"\0\0\xFE\xFF", "a UTF-32 file", "save it in UTF-8 first"),
];

/// Says so when the first bytes are those of another kind of file.
pub(super) fn other_kind(bytes: &[u8]) -> Result<(), ReadError> {
    match KINDS.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        Some(&(_, kind, advice)) => Err(ReadError::OtherKind { kind, advice }),
        None => Ok(()),
    }
}

/// Says so when the bytes hold what no 8-bit text holds: a NUL, or more than a few control characters.
pub(super) fn binary(bytes: &[u8]) -> Result<(), ReadError> {
    let error = |offset: usize, what| {
        let before = bytes.get(..offset).unwrap_or_default();
        ReadError::Binary { offset, line: memchr::memchr_iter(b'\n', before).count() + 1, what }
    };
    if let Some(offset) = memchr(0, bytes) {
        return Err(error(offset, "a NUL"));
    }
    let is_control = |b: u8| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1B);
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let controls = sample.iter().filter(|&&b| is_control(b)).count();
    if controls * 20 <= sample.len() {
        return Ok(());
    }
    let first = sample.iter().position(|&b| is_control(b)).unwrap_or_default();
    Err(error(first, "the first of many control characters"))
}

/// UTF-16 without a byte order mark: told by reading the bytes in either order and asking which gives letters of the
/// scripts that are met in reports. The high bytes of Latin (0x00) and of Arabic (0x06) raise the suspicion.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    memchr2(0x00, 0x06, sample)?;
    let share = |unit: fn([u8; 2]) -> u16| {
        let (pairs, _) = sample.as_chunks::<2>();
        let likely = pairs.iter().filter(|&&pair| is_likely(unit(pair))).count();
        (likely * 10 >= pairs.len() * 9 && likely > 0).then_some(likely)
    };
    match (share(u16::from_le_bytes), share(u16::from_be_bytes)) {
        (Some(little), big) if big.is_none_or(|big| little >= big) => Some(UTF_16LE),
        (_, Some(_)) => Some(UTF_16BE),
        _ => None,
    }
}

/// Code units that reports are made of. None of them is another one with its bytes swapped, but for a few signs.
const fn is_likely(unit: u16) -> bool {
    matches!(
        unit,
        0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0xA0..=0x24F | 0x300..=0x77F | 0x8A0..=0x8FF | 0x1E00..=0x1EFF
            | 0x200B..=0x206F | 0x20A0..=0x20CF | 0xD83C..=0xD83E | 0xDC00..=0xDFFF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFE
    )
}

/// The encoding that an HTML or XML file declares in its head, with the name that it gives: WHATWG HTML's prescan and
/// XML 1.0 §4.3.3. A declared UTF-16 is taken as UTF-8, since the declaration was read as ASCII.
pub(super) fn declared(bytes: &[u8]) -> Option<(&'static Encoding, String)> {
    let head = bytes.get(..HEAD).unwrap_or(bytes).to_ascii_lowercase();
    if head.starts_with(b"<?xml") {
        let end = memmem::find(&head, b"?>").unwrap_or(head.len());
        if let Some(found) = head.get(..end).and_then(|head| named_after(head, b"encoding")) {
            return Some(found);
        }
    }
    memmem::find_iter(&head, b"<meta").find_map(|at| {
        let tag = head.get(at..)?;
        named_after(tag.get(..memchr(b'>', tag)?)?, b"charset")
    })
}

/// The encoding named after `key=` in a tag.
fn named_after(tag: &[u8], key: &[u8]) -> Option<(&'static Encoding, String)> {
    let at = memmem::find(tag, key)? + key.len();
    let value = tag.get(at..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let end = value.iter().position(|b| b" \t\r\n\"';/?>".contains(b)).unwrap_or(value.len());
    let label = value.get(..end)?;
    let encoding = Encoding::for_label_no_replacement(label)?;
    Some((encoding.output_encoding(), String::from_utf8_lossy(label).into_owned()))
}
