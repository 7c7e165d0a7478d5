//! `isnad models`: translation models added, listed and checked.

use super::args::{Common, ModelsAddArgs, ModelsArgs, ModelsCommand};
use super::config::Resolved;
use super::{Exit, say};
use crate::models::{Files, Installed, Known, Manifest, Store, Wanted};
use std::io::{self, Write};
use toml::{Table, Value};

pub(super) fn command(args: &ModelsArgs, common: &Common) -> anyhow::Result<Exit> {
    let flags = args.models.iter().map(|dir| ("models".to_owned(), Value::String(dir.display().to_string())));
    let resolved = Resolved::new(common, Table::from_iter(flags))?;
    let store = resolved.models()?;
    match &args.command {
        ModelsCommand::Add(args) => add(&store, args, common),
        ModelsCommand::List => list(&store),
        ModelsCommand::Verify { ids } => verify(&store, ids),
    }
}

fn add(store: &Store, args: &ModelsAddArgs, common: &Common) -> anyhow::Result<Exit> {
    let manifest = Manifest::builtin()?;
    let wanted = match (&args.known, &args.id, &args.langs) {
        (_, Some(id), Some(langs)) => Wanted::own(id, langs, &manifest)?,
        (Some(known), ..) => Wanted::Known(manifest.get(known)?),
        // The arguments are declared so that this does not come up.
        _ => anyhow::bail!("name a model, or say --id NAME --langs en-ar --from FOLDER"),
    };
    let installed = match &wanted {
        Wanted::Known(known) if args.from.is_empty() => download(store, known, args.url.as_deref(), common)?,
        wanted => store.add(wanted, &Files::find(wanted, &args.from)?)?,
    };
    if !common.quiet {
        say(&format!("isnad: added {} to {}", installed.id, store.dir().display()));
        let unpinned: Vec<&str> = installed.unpinned().collect();
        if !unpinned.is_empty() {
            say(&format!("isnad: no published sum is known of {}: nobody vouches for it", unpinned.join(", ")));
        }
    }
    Ok(Exit::Done)
}

#[cfg(feature = "neural")]
fn download(store: &Store, known: &Known, base: Option<&str>, common: &Common) -> anyhow::Result<Installed> {
    let bar = if common.quiet { indicatif::ProgressBar::hidden() } else { indicatif::ProgressBar::no_length() };
    bar.set_style(indicatif::ProgressStyle::with_template("{msg} {binary_bytes} of {binary_total_bytes}")?);
    let installed = crate::models::download(store, known, base, &mut |file, there, total| {
        bar.set_message(file.to_owned());
        bar.set_length(total.unwrap_or(there));
        bar.set_position(there);
    });
    bar.finish_and_clear();
    Ok(installed?)
}

#[cfg(not(feature = "neural"))]
fn download(_: &Store, known: &Known, base: Option<&str>, _: &Common) -> anyhow::Result<Installed> {
    let files: Vec<&str> = known.files.iter().map(|file| file.name.as_str()).collect();
    anyhow::bail!(
        "this build of isnad cannot download: get {files} (or the same packed, with .gz) from {base} yourself and say isnad \
         models add {id} --from FOLDER; or build isnad with --features neural",
        files = files.join(", "),
        base = base.unwrap_or(&known.url),
        id = known.id,
    )
}

fn list(store: &Store) -> anyhow::Result<Exit> {
    let models = store.list()?;
    if models.is_empty() {
        let manifest = Manifest::builtin()?;
        let known: Vec<&str> = manifest.models().iter().map(|model| model.id.as_str()).collect();
        let dir = store.dir().display();
        say(&format!("isnad: no model in {dir}: isnad models add ID adds one; known are {}", known.join(", ")));
    }
    let mut out = io::stdout().lock();
    for model in models {
        let unpinned: Vec<&str> = model.unpinned().collect();
        let state =
            if unpinned.is_empty() { "verified".to_owned() } else { format!("unpinned: {}", unpinned.join(", ")) };
        writeln!(out, "{}\t{}\t{:.1} MB\t{state}", model.id, model.langs, model.size() as f64 / 1e6)?;
    }
    Ok(Exit::Done)
}

fn verify(store: &Store, ids: &[String]) -> anyhow::Result<Exit> {
    let models =
        if ids.is_empty() { store.list()? } else { ids.iter().map(|id| store.get(id)).collect::<Result<_, _>>()? };
    let mut out = io::stdout().lock();
    let mut exit = Exit::Done;
    for model in models {
        let faults: Vec<_> = store.verify(&model).into_iter().filter_map(|it| Some((it.file, it.fault?))).collect();
        if faults.is_empty() {
            writeln!(out, "{}\tas it was added", model.id)?;
        }
        for (file, fault) in faults {
            exit = Exit::Found;
            writeln!(out, "{}\t{} {fault}; add the model again", model.id, file.display())?;
        }
    }
    Ok(exit)
}
