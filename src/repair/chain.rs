//! Chains of damage: the steps that a text suffered, and the text without them.

use super::step::Step;
use super::undone::Undone;

/// Steps to undo, the last damage first.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Chain(pub(super) Vec<Step>);

impl Chain {
    /// Takes all layers off a text. A layer that shows nowhere in it is passed over.
    pub(super) fn undo(&self, text: &str) -> Vec<Undone> {
        let mut layers: Vec<Undone> = Vec::new();
        for step in &self.0 {
            let now = layers.last().map_or(text, |layer| layer.text.as_str());
            match step.undo(now) {
                Some(undone) => layers.push(undone),
                None => layers.push(Undone::nothing(now)),
            }
        }
        layers
    }

    /// A text as it reads without them.
    pub(super) fn read(&self, text: &str) -> String {
        self.undo(text).pop().map_or_else(|| text.to_owned(), |layer| layer.text)
    }

    /// The names of its steps in the order in which the text suffered them.
    pub(super) fn names(&self) -> Vec<&'static str> {
        self.0.iter().rev().map(|step| step.name()).collect()
    }

    /// How rare it is, in bits.
    pub(super) fn bits(&self) -> f64 {
        self.0.iter().map(|step| step.bits()).sum()
    }

    /// Whether single bytes were read as other single bytes: then nothing but the letters themselves speaks for the
    /// reading.
    pub(super) fn only_letters_tell(&self) -> bool {
        self.0.iter().any(|step| matches!(step, Step::PageAs(..)))
    }

    /// It with one more step to undo.
    pub(super) fn then(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// Whether it undoes escapes and nothing else.
    pub(super) fn only_escapes(&self) -> bool {
        self.0.iter().all(|step| matches!(step, Step::Escaped(_)))
    }
}
