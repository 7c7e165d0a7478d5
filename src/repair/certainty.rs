//! How sure an edit is, and the finding that says so.

use super::edit::Edit;
use super::{Status, alike, order, step};
use crate::text::{Certainty, Evidence, Finding, Stage, Threshold, View};

/// Bits by which the runner-up must lie behind for a reading to be proven.
const FAR: f64 = 10.0;

/// The most that is said of a reading in which torn letters are left: less than the default threshold, since text that is
/// mended by half is not what the source said. It is offered for review.
const TORN: f64 = 0.4;
/// The most that is said of letters or a direction that a model chose.
const CHOSEN: f64 = 0.985;
/// What is said of look-alikes where all letters of a kind were replaced, and where only some were, which may be the
/// source's own spelling.
const ALIKE: (f64, f64) = (0.97, 0.9);

/// The finding that an edit of a view's text makes.
pub(super) fn finding(view: &View, edit: Edit) -> Finding {
    let names: Vec<String> = edit.steps.iter().map(|&name| name.to_owned()).collect();
    let certainty = certainty(&edit);
    Finding {
        stage: Stage::Repair,
        anchor: view.anchor(edit.span),
        rule: edit.steps.join("+"),
        before: edit.span.slice(view.text()).to_owned(),
        certainty,
        evidence: vec![
            match edit.loss {
                None => Evidence::Inverse { chain: names },
                Some(loss) => Evidence::InverseUpTo { chain: names, loss: loss.to_owned() },
            },
            Evidence::RunnerUp { text: edit.runner_up, bits: (edit.lead * 10.0).round() / 10.0 },
        ],
        after: Some(edit.after),
    }
}

fn certainty(edit: &Edit) -> Certainty {
    let is_encoding = |name: &&'static str| step::words(name).is_some();
    let encoding = edit.steps.iter().all(is_encoding);
    // How shaped letters join shows their order; of plain letters, brackets and marks only a model can tell what is right.
    let by_shape = |name: &&'static str| is_encoding(name) || [order::SHAPES, order::VISUAL].contains(name);
    let shown = edit.steps.contains(&order::SHAPES) && edit.steps.iter().all(by_shape);
    let p = edit.filled.map_or(1.0, filled);
    let p = p.min(if encoding { decoded(edit.lead) } else { ordered(edit.lead) });
    match edit.loss {
        // What decoded is right; that there is no better reading of the whole is not shown.
        _ if edit.torn => Certainty::Fitting(p.min(TORN)),
        None if edit.steps == [alike::NAME] => Certainty::Fitting(ALIKE.0),
        Some(_) if edit.steps.contains(&alike::NAME) => Certainty::Fitting(p.min(ALIKE.1)),
        None if edit.lead >= FAR && (encoding || shown) && edit.filled.is_none() => Certainty::Proven,
        _ => Certainty::Fitting(p.min(CHOSEN)),
    }
}

/// The probability of a decoding that leads by so many bits.
fn decoded(lead: f64) -> f64 {
    logistic(lead * std::f64::consts::LN_2).clamp(0.5, 0.99)
}

/// The probability of an order of letters or words that leads by so many bits, fitted to texts that were put in display order
/// and back: half of those that lead by 4 are right, nine of ten that lead by 7.
fn ordered(lead: f64) -> f64 {
    logistic(0.85 * (lead - 4.2))
}

/// The probability that letters of which a byte is lost were filled in rightly when the closest call was made by so many bits.
fn filled(lead: f64) -> f64 {
    logistic(0.6 * (lead + 1.0))
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// The probability that a text reads as it was meant, from its findings.
pub(super) fn confidence(status: Status, findings: &[Finding]) -> f64 {
    /// Of text that shows no damage, and of proven repairs.
    const SOUND: f64 = 0.99;
    if status == Status::Lossy {
        return 0.0;
    }
    let threshold = Threshold::new(0.5);
    findings.iter().fold(SOUND, |least, finding| {
        let p = match finding.certainty {
            Certainty::Proven => SOUND,
            certainty => certainty.probability().unwrap_or(SOUND),
        };
        // What was not applied leaves the text wrong by as much as the finding is right.
        least.min(if threshold.admits(finding.certainty) { p } else { 1.0 - p })
    })
}
