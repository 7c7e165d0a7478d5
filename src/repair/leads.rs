//! The quick look for misread UTF-8: through which code pages a text may have been read, all pages at once.

use super::bytes::{self, Aftermath};
use super::pages::PageId;
use super::step::{Step, kinds};
use std::sync::LazyLock;

/// Nearly all characters of the pages lie below this code point; the others are taken to be anything.
const NEAR: usize = 0x2600;

/// For a character, the readings in which it is a lead byte of UTF-8, and those in which it is a later byte: a bit for each
/// of the steps of [`readings`].
#[derive(Clone, Copy, Default)]
struct Roles {
    lead: u64,
    later: u64,
}

/// The steps by which UTF-8 is misread, in their order.
fn readings() -> impl Iterator<Item = (PageId, Aftermath)> {
    kinds().iter().filter_map(|kind| match kind.step {
        Step::Utf8As(page, aftermath) => Some((page, aftermath)),
        _ => None,
    })
}

static ROLES: LazyLock<Vec<Roles>> = LazyLock::new(|| {
    let mut roles = vec![Roles::default(); NEAR];
    for (bit, (page, aftermath)) in readings().enumerate() {
        for (code, roles) in (0u32..).zip(&mut roles) {
            let Some(c) = char::from_u32(code) else { continue };
            for byte in bytes::bytes_of(page.page(), aftermath, c).into_iter().flatten() {
                match byte {
                    0x80..=0xBF => roles.later |= 1 << bit,
                    0xC2..=0xF4 => roles.lead |= 1 << bit,
                    _ => {}
                }
            }
        }
    }
    roles
});

/// The readings in which some character of a text is a lead byte with a later byte after it: a bit for each of the steps
/// that misread UTF-8, in the order of their table.
pub(super) fn possible(text: &str) -> u64 {
    let table = ROLES.as_slice();
    let anything = Roles { lead: u64::MAX, later: u64::MAX };
    let mut possible = 0;
    let mut leads = 0;
    for c in text.chars() {
        let roles = table.get(c as usize).copied().unwrap_or(anything);
        possible |= leads & roles.later;
        leads = roles.lead;
    }
    possible
}
