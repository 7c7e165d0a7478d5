//! A record that is being put together from its fields.

use super::names::{ROLES, Role, role};
use super::record::{Place, Record};

/// A record that is being put together: of each role the best field.
#[derive(Debug, Default)]
pub(super) struct Draft {
    slots: [(usize, String); ROLES],
}

impl Draft {
    /// A field; of two the one of less `rank` stays, or else the first one.
    pub(super) fn offer(&mut self, role: Role, rank: usize, value: &str) {
        if value.trim().is_empty() {
            return;
        }
        if let Some((held, slot)) = self.slots.get_mut(role as usize)
            && (slot.is_empty() || rank < *held)
        {
            *held = rank;
            value.clone_into(slot);
        }
    }

    /// A field, by the name that it has in the file.
    pub(super) fn offer_named(&mut self, name: &str, value: &str) {
        if let Some((role, rank)) = role(name) {
            self.offer(role, rank, value);
        }
    }

    /// What is held for a role, or an empty text.
    pub(super) fn get(&self, role: Role) -> &str {
        self.slots.get(role as usize).map_or("", |(_, slot)| slot)
    }

    /// The record as it stands.
    pub(super) fn record<'d>(&'d self, place: Place<'d>) -> Record<'d> {
        Record {
            title: self.get(Role::Title),
            original: self.get(Role::Original),
            translated: self.get(Role::Translated),
            extra: self.get(Role::Extra),
            source: self.get(Role::Source),
            date: self.get(Role::Date),
            url: self.get(Role::Url),
            place,
        }
    }
}
