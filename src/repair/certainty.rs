//! How sure an edit is, and the finding that says so.

use super::Status;
use super::edit::Edit;
use crate::text::{Certainty, Evidence, Finding, Stage, Threshold, View};

/// Bits by which the runner-up must lie behind for a reading to be proven.
const FAR: f64 = 10.0;

/// The most that is said of a reading in which torn letters are left: less than the default threshold, since text that is
/// mended by half is not what the source said. It is offered for review.
const TORN: f64 = 0.4;

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
    let lead = edit.filled.map_or(edit.lead, |filled| filled.min(edit.lead));
    match edit.loss {
        // What decoded is right; that there is no better reading of the whole is not shown.
        _ if edit.torn => Certainty::Fitting(probability(lead).min(TORN)),
        None if lead >= FAR => Certainty::Proven,
        None => Certainty::Fitting(probability(lead)),
        // Nothing that the loss could hide changes a letter, so the lead decides here too.
        Some(_) => Certainty::Fitting(probability(lead).min(0.98)),
    }
}

/// The probability of a reading that leads by so many bits.
fn probability(lead: f64) -> f64 {
    (1.0 / (1.0 + (-lead).exp2())).clamp(0.5, 0.99)
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
