//! `isnad glossary check`: what is doubtful about glossaries, as diagnostics.

use super::args::CheckArgs;
use super::sources::{self, Sourced};
use crate::cli::Exit;
use crate::cli::check::print;
use crate::cli::config::Resolved;
use crate::cli::diagnostic::{Diagnostic, Level};
use crate::glossary::{Glossary, Issue, Places, Severity};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn command(args: &CheckArgs, resolved: &Resolved) -> anyhow::Result<Exit> {
    let mut files = sources::all(&args.files, &args.read, resolved)?;
    let issues = issues(&mut files);
    let is_grave = issues.iter().any(|(_, issue)| issue.severity() < Severity::Hint);
    let mut places: BTreeMap<usize, Option<Places>> = BTreeMap::new();
    let mut diagnostics: Vec<(usize, Diagnostic)> = Vec::new();
    for (file, issue) in issues {
        let Some(Sourced { name, format, bytes, .. }) = files.get(file) else { continue };
        let places = places.entry(file).or_insert_with(|| Places::new(bytes, *format));
        let position = places.as_ref().and_then(|places| places.of(&issue.concept, issue.term.as_deref()));
        let level = match issue.severity() {
            Severity::Error => Level::Error,
            Severity::Warning => Level::Warning,
            Severity::Hint => Level::Note,
        };
        let diagnostic = Diagnostic {
            report: None,
            path: name.clone(),
            position,
            rule: issue.rule.word().to_owned(),
            level,
            message: issue.message,
            after: None,
            concept: Some(issue.concept),
        };
        diagnostics.push((file, diagnostic));
    }
    // Stable: what has no place keeps the order of the glossary.
    diagnostics.sort_by_key(|(file, diagnostic)| (*file, diagnostic.position));
    let diagnostics: Vec<Diagnostic> = diagnostics.into_iter().map(|(_, diagnostic)| diagnostic).collect();
    print(&diagnostics, args.format)?;
    Ok(if is_grave { Exit::Found } else { Exit::Done })
}

/// The issues of glossaries taken together, each with the number of the file that its concept is from. Takes the concepts out
/// of the files.
fn issues(files: &mut [Sourced]) -> Vec<(usize, Issue)> {
    let mut all = Glossary::default();
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    let mut issues = Vec::new();
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    for (number, file) in files.iter_mut().enumerate() {
        let ids: BTreeSet<String> = file.glossary.concepts.iter().map(|concept| concept.id.clone()).collect();
        for id in ids {
            if let Some(earlier) = owners.get(&id).and_then(|&earlier| names.get(earlier)) {
                issues.push((number, Issue::replaces(&id, earlier)));
            }
            owners.insert(id, number);
        }
        all.merge(std::mem::take(&mut file.glossary));
    }
    let found = all.check().into_iter();
    issues.extend(found.map(|issue| (owners.get(&issue.concept).copied().unwrap_or_default(), issue)));
    issues
}
