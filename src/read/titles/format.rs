//! The formats of bibliographies: told by the extension of the name, else by the first bytes.

/// A format, as far as it decides who reads a file. What an XML file is its first element tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Tsv,
    Csv,
    Csl,
    Ris,
    Bibtex,
    Refer,
    Xml,
}

impl Format {
    /// The format that a file's name says it has.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit(['/', '\\']).next()?.rsplit_once('.')?;
        Some(match extension.to_ascii_lowercase().as_str() {
            "tsv" => Self::Tsv,
            "csv" => Self::Csv,
            "json" => Self::Csl,
            "ris" => Self::Ris,
            "bib" => Self::Bibtex,
            "enw" => Self::Refer,
            "rdf" | "xml" | "tmx" | "rss" | "atom" => Self::Xml,
            _ => return None,
        })
    }

    /// The format that the first bytes of a file show.
    pub(super) fn of_bytes(head: &[u8]) -> Option<Self> {
        let text = match encoding_rs::Encoding::for_bom(head) {
            Some((encoding, _)) => encoding.decode_with_bom_removal(head).0,
            None => String::from_utf8_lossy(head),
        };
        let start = text.trim_start();
        let line = start.lines().next().unwrap_or_default();
        match start.as_bytes().first()? {
            b'<' => Some(Self::Xml),
            b'[' | b'{' => Some(Self::Csl),
            b'%' if line.as_bytes().get(2) == Some(&b' ') => Some(Self::Refer),
            b'@' => Some(Self::Bibtex),
            b'T' if line.starts_with("TY") && line.contains('-') => Some(Self::Ris),
            _ if line.contains('\t') => Some(Self::Tsv),
            _ if line.contains([',', ';']) && line.to_lowercase().contains("title") => Some(Self::Csv),
            _ => None,
        }
    }
}
