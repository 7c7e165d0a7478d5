//! The pair of a cited title and its gloss.

use super::sources::Sources;
use crate::report::citation::Citation;
use crate::text::mask::title_mask;
use crate::text::{Certainty, Evidence, Lang, Span, Stage, script};

/// What a citation says about its title in two languages.
pub(super) struct TitlePair {
    /// The side in the report's language.
    pub(super) source: Span,
    /// The other side and its language; `None` when it is lost.
    pub(super) target: Option<(Span, Lang)>,
    pub(super) certainty: Option<Certainty>,
    pub(super) evidence: Vec<Evidence>,
    pub(super) mask: Option<Vec<usize>>,
}

/// The title pair of a citation; `None` where one of title and gloss is missing.
///
/// A pair as the report states it has no certainty of its own: nobody changed it. Where a finding mended or restored one of
/// its sides, the pair is as certain as that finding.
pub(super) fn title_pair(sources: &Sources<'_>, citation: &Citation) -> Option<TitlePair> {
    let text = sources.view.text();
    let title = citation.title?.trim(text);
    let gloss = citation.gloss?.trim(text);
    if title.is_empty() || gloss.is_empty() {
        return None;
    }
    let report = &sources.report.lang;
    if let Some(mask) = title_mask(title.slice(text)) {
        let evidence = vec![Evidence::Mask { words: mask.words.clone() }];
        let (certainty, mask) = (Some(Certainty::Lost), Some(mask.words));
        return Some(TitlePair { source: gloss, target: None, certainty, evidence, mask });
    }
    let (title_lang, gloss_lang) = (language(title.slice(text), report), language(gloss.slice(text), report));
    let (source, target, lang) = match (title_lang == *report, gloss_lang == *report) {
        // A report in Arabic cites Arabic works by their own titles and glosses them in another language.
        (true, false) => (title, gloss, gloss_lang),
        // Letters do not tell the two languages apart.
        (true, true) => (gloss, title, Lang::UND),
        (false, _) => (gloss, title, title_lang),
    };
    let (certainty, evidence) = mended(sources, target).or_else(|| mended(sources, source)).unzip();
    let evidence = evidence.unwrap_or_default();
    Some(TitlePair { source, target: Some((target, lang)), certainty, evidence, mask: None })
}

/// The finding that mended or restored a side: its certainty and evidence.
fn mended(sources: &Sources<'_>, side: Span) -> Option<(Certainty, Vec<Evidence>)> {
    let finding = sources.ledger.get(sources.view.brought_in_by(side)?)?;
    let mends = matches!(finding.stage, Stage::Repair | Stage::Restore);
    mends.then(|| (finding.certainty, finding.evidence.clone()))
}

/// The language of a title or gloss: by its letters in the Arabic script; else the report's, when that is not written in the
/// Arabic script either, and English for plain Latin letters in a report that is. A hint, not a proof.
fn language(text: &str, report: &Lang) -> Lang {
    let (arabic, latin) = script::letters(text);
    let report_is_arabic = matches!(report.primary(), "ar" | "fa" | "ur" | "ckb" | "ps" | "ug" | "sd");
    match script::arabic_script_language(text).filter(|_| arabic >= latin) {
        // The letters of Arabic are all that another language needs for a short title: the report's own is likelier.
        Some(lang) if report_is_arabic && lang == Lang::AR => report.clone(),
        Some(lang) => lang,
        None if !report_is_arabic => report.clone(),
        None if latin > 0 && text.is_ascii() => Lang::EN,
        None => Lang::UND,
    }
}
