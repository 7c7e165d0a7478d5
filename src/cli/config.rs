//! The configuration: built-in values, then `isnad.toml`, then flags; and where each value comes from.

use super::args::{Common, PolicyArg};
use super::{Exit, glossary_file, say};
use crate::batch::passes::Digest;
use crate::glossary::{Glossary, Matcher, policy};
use crate::models::{Store, default_dir};
#[cfg(feature = "neural")]
use crate::pipeline::Neural;
use crate::pipeline::{Pipeline, Settings};
use crate::read::{self, compiled};
use crate::restore::Guesser;
use crate::text::{Lang, Threshold};
use crate::titles::TitleIndex;
use crate::write::Format;
use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// The name of the configuration file.
const FILE_NAME: &str = "isnad.toml";

/// What can be configured; the keys of `isnad.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Config {
    /// From which probability on a fitting reading goes into the text.
    pub(super) threshold: Threshold,
    /// The other language of the bilingual text.
    pub(super) target_lang: Lang,
    /// What becomes of glossary hits in a rejected form.
    pub(super) policy: policy::Action,
    /// What else the policy says.
    pub(super) terms: Terms,
    /// Glossary files, beside the built-in ones.
    pub(super) glossaries: Vec<PathBuf>,
    /// Whether the built-in glossaries are left out.
    pub(super) only_glossary: bool,
    /// The folder of a title index to look lost titles up in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) index: Option<PathBuf>,
    /// Bilingual files for each report.
    pub(super) formats: Vec<Format>,
    /// The fields of JSON Lines input that hold text.
    pub(super) json_fields: read::Fields,
    /// Globs of files to leave out.
    pub(super) ignore: Vec<String>,
    /// The folder in which translation models are kept, if not the usual one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) models: Option<PathBuf>,
    /// The translation model that guesses at lost titles, by its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) model: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            threshold: Threshold::default(),
            target_lang: Lang::AR,
            policy: policy::Action::Enforce,
            terms: Terms::default(),
            glossaries: Vec::new(),
            only_glossary: false,
            index: None,
            formats: vec![Format::Xliff, Format::Tmx, Format::Html],
            json_fields: read::Fields::default(),
            ignore: Vec::new(),
            models: None,
            model: None,
        }
    }
}

/// What becomes of glossary hits, beside the action for all of them: the table `[terms]`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Terms {
    /// Whether admitted forms are replaced too.
    admitted: bool,
    /// Whether hits in a form that nobody objects to are left out of the ledger.
    breaches_only: bool,
    /// How a concept with a full name and an acronym is named at its first mention.
    first_mention: policy::FirstMention,
    /// What to do about a first mention by the acronym alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_mention_action: Option<policy::Action>,
    /// What holds for single concepts, by id.
    concepts: BTreeMap<String, ConceptTerms>,
    /// What is done otherwise in some reports.
    exception: Vec<policy::Exception>,
}

/// What holds for one concept: an action alone, or a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum ConceptTerms {
    Action(policy::Action),
    Table(ConceptTable),
}

/// What holds for one concept, as a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct ConceptTable {
    #[serde(skip_serializing_if = "Option::is_none")]
    action: Option<policy::Action>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_mention: Option<policy::FirstMention>,
}

impl<'de> Deserialize<'de> for ConceptTerms {
    /// By hand, because an untagged enum would lose what is wrong with a table, and where.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = ConceptTerms;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("\"enforce\", \"suggest\", \"flag\" or \"ignore\", or a table such as { action = \"flag\", first-mention = \"as-is\" }")
            }

            fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<ConceptTerms, E> {
                policy::Action::deserialize(serde::de::value::StrDeserializer::new(word)).map(ConceptTerms::Action)
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<ConceptTerms, A::Error> {
                ConceptTable::deserialize(serde::de::value::MapAccessDeserializer::new(map)).map(ConceptTerms::Table)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl Terms {
    /// The policy that this and the action for all concepts make.
    fn policy(&self, default: policy::Action, folder: &Path) -> policy::Policy {
        let standard = policy::Policy::default();
        let mut policy = policy::Policy {
            default,
            admitted: self.admitted,
            breaches_only: self.breaches_only,
            first_mention: self.first_mention,
            first_mention_action: self.first_mention_action.unwrap_or(standard.first_mention_action),
            ..standard
        };
        for (id, terms) in &self.concepts {
            let (action, mention) = match terms {
                ConceptTerms::Action(action) => (Some(*action), None),
                ConceptTerms::Table(table) => (table.action, table.first_mention),
            };
            policy.concepts.extend(action.map(|action| (id.clone(), action)));
            policy.first_mentions.extend(mention.map(|mention| (id.clone(), mention)));
        }
        let exceptions = self.exception.iter();
        policy.exceptions =
            exceptions.map(|known| policy::Exception { folder: folder.to_owned(), ..known.clone() }).collect();
        policy
    }

    /// The ids that it names.
    fn concepts(&self) -> impl Iterator<Item = &str> {
        let excepted = self.exception.iter().flat_map(|exception| &exception.concepts);
        self.concepts.keys().chain(excepted).map(String::as_str)
    }
}

/// The configuration that holds, and where each value comes from.
#[derive(Debug)]
pub(super) struct Resolved {
    pub(super) config: Config,
    /// The folder of the configuration file, or else the one in which the command runs.
    folder: PathBuf,
    origins: BTreeMap<String, String>,
}

/// Values from one place.
struct Layer {
    origin: String,
    values: Table,
    /// The folder of the file.
    folder: Option<PathBuf>,
}

impl Resolved {
    /// Finds and combines what the user configured. `flags` are the values of the command's own options.
    pub(super) fn new(common: &Common, flags: Table) -> anyhow::Result<Self> {
        let built_in = Table::try_from(Config::default())?;
        let mut layers = vec![Layer { origin: "built in".to_owned(), values: built_in, folder: None }];
        layers.extend(file_layer(common)?);
        layers.push(Layer { origin: "flag".to_owned(), values: common_flags(common, flags)?, folder: None });

        let mut values = Table::new();
        let mut origins = BTreeMap::new();
        let mut folder = PathBuf::from(".");
        for layer in layers {
            folder = layer.folder.unwrap_or(folder);
            for (key, value) in layer.values {
                origins.insert(key.clone(), layer.origin.clone());
                values.insert(key, value);
            }
        }
        let config = values.try_into().context("the options do not fit together")?;
        // Where it cannot be followed, exceptions still go by the names of reports.
        let folder = folder.canonicalize().unwrap_or(folder);
        Ok(Self { config, folder, origins })
    }

    /// The glossary that the configuration asks for.
    pub(super) fn glossary(&self) -> anyhow::Result<Glossary> {
        let mut glossary = if self.config.only_glossary { Glossary::default() } else { Glossary::builtin()? };
        for path in &self.config.glossaries {
            glossary.merge(glossary_file::read(path, &self.config.target_lang)?);
        }
        Ok(glossary)
    }

    /// The matcher of that glossary, compiled by an earlier command if one had the same.
    pub(super) fn matcher(&self) -> anyhow::Result<Matcher> {
        let cache = compiled::cache_dir();
        let matcher = compiled::matcher(cache.as_deref(), self.glossary_digest()?, || self.glossary())?;
        for id in self.config.terms.concepts().filter(|id| matcher.concept(id).is_none()).collect::<BTreeSet<_>>() {
            say(&format!("isnad: the configuration names the concept {id}, which no glossary has: look at [terms]"));
        }
        Ok(matcher)
    }

    /// A digest of all that the glossary is made of.
    fn glossary_digest(&self) -> anyhow::Result<[u8; 32]> {
        let mut digest = blake3::Hasher::new();
        digest.update(env!("CARGO_PKG_VERSION").as_bytes());
        if !self.config.only_glossary {
            digest.update(&Glossary::builtin_digest());
        }
        for path in &self.config.glossaries {
            // The language is that of a format which does not name its own.
            let format = glossary_file::format(path)?;
            let text = glossary_file::read_file(path)?;
            for part in [format.word().as_bytes(), self.config.target_lang.tag().as_bytes(), &text] {
                digest.update(&part.len().to_le_bytes()).update(part);
            }
        }
        Ok(digest.finalize().into())
    }

    /// The pipeline that the configuration asks for.
    pub(super) fn pipeline(&self) -> anyhow::Result<Pipeline> {
        let mut pipeline = Pipeline::new(self.settings(), self.matcher()?);
        if let Some(dir) = &self.config.index {
            pipeline = pipeline.with_shelf(Box::new(TitleIndex::open(dir)?));
        }
        if let Some(id) = &self.config.model {
            pipeline = pipeline.with_guesser(guesser(id, &self.models()?)?);
        }
        Ok(pipeline)
    }

    /// The folder of models.
    pub(super) fn models(&self) -> anyhow::Result<Store> {
        Ok(Store::new(match &self.config.models {
            Some(dir) => dir.clone(),
            None => default_dir()?,
        }))
    }

    /// What the stages are told.
    pub(super) fn settings(&self) -> Settings {
        Settings {
            threshold: self.config.threshold,
            other_lang: self.config.target_lang.clone(),
            policy: self.config.terms.policy(self.config.policy, &self.folder),
        }
    }

    /// How files are read.
    pub(super) fn read_options(&self) -> read::Options {
        read::Options { fields: self.config.json_fields.clone(), ..read::Options::default() }
    }

    /// A digest of all that decides what comes of a file: the configuration, the content of the glossaries and what is in the
    /// title index.
    pub(super) fn digest(&self) -> anyhow::Result<Digest> {
        let config = serde_json::to_vec(&self.config)?;
        let mut parts = vec![config, self.glossary_digest()?.to_vec()];
        if let Some(id) = &self.config.model {
            let sums: Vec<String> = self.models()?.get(id)?.files.iter().map(|file| format!("{file:?}")).collect();
            parts.push(sums.join(" ").into_bytes());
        }
        if let Some(dir) = &self.config.index {
            parts.push(TitleIndex::open(dir)?.fingerprint());
        }
        Ok(Digest::of(&parts.iter().map(Vec::as_slice).collect::<Vec<_>>()))
    }
}

/// A model as a guesser.
#[cfg(feature = "neural")]
fn guesser(id: &str, store: &Store) -> anyhow::Result<Box<dyn Guesser>> {
    store.get(id)?;
    Ok(Box::new(Neural::load(id, &store.folder(id))?))
}

#[cfg(not(feature = "neural"))]
fn guesser(id: &str, _: &Store) -> anyhow::Result<Box<dyn Guesser>> {
    anyhow::bail!(
        "this isnad was built without the translation engine, so {id} cannot be used: build it with --features neural"
    )
}

/// The configuration file that was named, or the nearest `isnad.toml` from here upward.
fn file_layer(common: &Common) -> anyhow::Result<Option<Layer>> {
    let path = match &common.config {
        Some(path) => Some(path.clone()),
        None => std::env::current_dir()?.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file()),
    };
    let Some(path) = path else { return Ok(None) };
    let name = path.display().to_string();
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read the configuration {name}"))?;
    // Read as a Config first: that error says line and column, and which key is not known.
    toml::from_str::<Config>(&text).map_err(|error| anyhow::anyhow!("{name}: {error}"))?;
    let mut values: Table = toml::from_str(&text)?;
    // Paths in the file are meant from where the file is.
    let folder = path.parent().unwrap_or(Path::new(""));
    if let Some(Value::String(index)) = values.get_mut("index") {
        *index = folder.join(&*index).display().to_string();
    }
    if let Some(Value::Array(glossaries)) = values.get_mut("glossaries") {
        for glossary in glossaries {
            if let Value::String(path) = glossary {
                *path = folder.join(&*path).display().to_string();
            }
        }
    }
    if let Some(Value::String(models)) = values.get_mut("models") {
        *models = folder.join(&*models).display().to_string();
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    Ok(Some(Layer { origin: name, values, folder: Some(folder.to_owned()) }))
}

/// The shared flags that were given, on top of the command's own.
fn common_flags(common: &Common, mut flags: Table) -> anyhow::Result<Table> {
    if !common.glossary.is_empty() {
        flags.insert("glossaries".to_owned(), Value::try_from(&common.glossary)?);
    }
    if let Some(model) = &common.model {
        flags.insert("model".to_owned(), Value::String(model.clone()));
    }
    if let Some(index) = &common.index {
        flags.insert("index".to_owned(), Value::try_from(index)?);
    }
    if common.only_glossary {
        flags.insert("only-glossary".to_owned(), Value::Boolean(true));
    }
    if let Some(policy) = common.policy {
        let word = match policy {
            PolicyArg::Enforce => "enforce",
            PolicyArg::Suggest => "suggest",
            PolicyArg::Flag => "flag",
            PolicyArg::Ignore => "ignore",
        };
        flags.insert("policy".to_owned(), Value::String(word.to_owned()));
    }
    if let Some(lang) = &common.target_lang {
        flags.insert("target-lang".to_owned(), Value::String(lang.clone()));
    }
    if let Some(threshold) = common.threshold {
        anyhow::ensure!((0.0..=1.0).contains(&threshold), "--threshold must lie between 0 and 1");
        flags.insert("threshold".to_owned(), Value::Float(threshold));
    }
    Ok(flags)
}

/// `isnad config`: every value with its origin, as TOML.
pub(super) fn command(common: &Common) -> anyhow::Result<Exit> {
    let resolved = Resolved::new(common, Table::new())?;
    let mut out = std::io::stdout().lock();
    for (key, value) in Table::try_from(&resolved.config)? {
        let origin = resolved.origins.get(&key).map_or("built in", String::as_str);
        writeln!(out, "{key} = {value}  # {origin}")?;
    }
    Ok(Exit::Done)
}
