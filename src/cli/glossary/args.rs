//! The arguments of `isnad glossary`.

use crate::cli::args::CheckFormat;
use crate::glossary::{Columns, Format};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args as ClapArgs, Subcommand};
use std::path::PathBuf;

/// Arguments of `isnad glossary`.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Formats: toml (its own), csv, tsv, xlsx, omegat, tbx2, tbx-dca, tbx-dct; tmx, turtle and jsonld (SKOS) are only read. A file is \
known by the end of its name, or else by --as; FILE may be - for standard input.

Examples:
  isnad glossary check mine.toml                     slips; exit code 1 if there are any
  isnad glossary import client.tbx --into mine.toml  new and changed concepts; comments stay
  isnad glossary export -o all.tbx mine.toml         says what the format can't hold
  isnad glossary suggest reports/ -o new.toml        names that the glossary lacks
  isnad glossary find misyaf                         in any spelling and either script
  isnad glossary diff old.toml new.toml              exit code 1 if they differ")]
pub(in crate::cli) struct GlossaryArgs {
    #[command(subcommand)]
    pub(super) command: GlossaryCommand,
}

/// What `isnad glossary` does.
#[derive(Debug, Subcommand)]
pub(super) enum GlossaryCommand {
    /// Reports slips and contradictions like a compiler; changes nothing
    Check(CheckArgs),
    /// Reads a glossary of any format and writes it in TOML, or brings it into a file
    Import(ImportArgs),
    /// Writes a glossary in the format of another program
    Export(ExportArgs),
    /// Looks a name up: by its beginning, with slips of the pen, by its sound, in both scripts
    Find(FindArgs),
    /// Counts concepts and terms
    Stats(StatsArgs),
    /// Gathers the names in reports that the glossary lacks
    Suggest(SuggestArgs),
    /// Shows what differs between two glossaries, concept by concept
    Diff(DiffArgs),
}

/// How the files of a command are read.
#[derive(Clone, Debug, Default, ClapArgs)]
pub(super) struct ReadAs {
    /// Format of the files [default: by the end of their names]
    #[arg(long = "as", value_name = "FORMAT", value_parser = readable())]
    pub(super) read_as: Option<Format>,
    /// What the columns of a table hold: concept=ID,en=English,ar="Arabic term"; of an OmegaT glossary: source=en,target=ar
    #[arg(long, value_name = "COLUMNS")]
    pub(super) columns: Option<Columns>,
}

/// Arguments of `isnad glossary check`.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
What is looked for:
  errors    ids that are taken; forms rejected in one place and good in another
  warnings  terms that several concepts share or one has twice, none or two preferred; look-alike
            letters and those of another language, invisible characters, shaped letters, tatweel,
            text not in NFC, another script than the language's; brackets without their other half,
            stray white space, terms of one letter, empty context words
  notes     concepts that are likely one or replace those of another file, forms and context words
            that need not be listed, missing languages

Examples:
  isnad glossary check                            the built-in and the configured glossaries
  isnad glossary check mine.toml client.tbx       these, taken together
  isnad glossary check mine.toml --format sarif   for code-review tools

Exit codes: 0 no errors and no warnings, 1 some, 2 a file can't be read.")]
pub(super) struct CheckArgs {
    /// Glossaries to check [default: the built-in and the configured ones]
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// How to report
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(super) format: CheckFormat,
    #[command(flatten)]
    pub(super) read: ReadAs,
}

/// Arguments of `isnad glossary import`.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
With --into, concepts with new ids are put behind the others. Of a concept that is there already what FILE says is changed, and \
what FILE is silent about stays; with --replace it becomes as FILE has it. Comments and the order stay. The file is written \
whole or not at all.

Examples:
  isnad glossary import terms.csv > terms.toml
  isnad glossary import client.xlsx --columns 'concept=ID,en=English,ar=Arabic' --into mine.toml
  isnad glossary import glossary.txt --columns source=en,target=ar --into mine.toml
  isnad glossary import - --as tbx < client.tbx")]
pub(super) struct ImportArgs {
    /// Glossary to read
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) read: ReadAs,
    /// Glossary in TOML to bring it into; made if need be
    #[arg(long, value_name = "TOML")]
    pub(super) into: Option<PathBuf>,
    /// Make concepts that are there already as FILE has them, with nothing else
    #[arg(long, requires = "into")]
    pub(super) replace: bool,
}

/// Arguments of `isnad glossary export`.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
What the format can't hold is said on standard error.

Examples:
  isnad glossary export -o all.tbx                     the built-in and the configured glossaries
  isnad glossary export -o table.xlsx mine.toml
  isnad glossary export -o names.txt --langs en,ar     for OmegaT, from the one into the other
  isnad glossary export -o - --as tbx-dct mine.toml    to standard output")]
pub(super) struct ExportArgs {
    /// File to write; - for standard output
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: PathBuf,
    /// Format to write [default: by the end of OUT]
    #[arg(long = "as", value_name = "FORMAT", value_parser = writable())]
    pub(super) format: Option<Format>,
    /// Only terms in these languages, and concepts that have some
    #[arg(long, value_name = "LANGS", value_delimiter = ',')]
    pub(super) langs: Vec<String>,
    /// Glossaries to write, taken together [default: the built-in and the configured ones]
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// Format of FILE [default: by the end of its name]
    #[arg(long, value_name = "FORMAT", value_parser = readable())]
    pub(super) from: Option<Format>,
    /// What the columns of FILE hold, as for import
    #[arg(long, value_name = "COLUMNS")]
    pub(super) columns: Option<Columns>,
}

/// Arguments of `isnad glossary find`.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Prints a line for each concept, the likeliest first: id, subject, preferred names, the name that \
was found, and why.

Examples:
  isnad glossary find Misyaff
  isnad glossary find مصياف --limit 3
  isnad glossary find kobane --glossary mine.toml --only-glossary")]
pub(super) struct FindArgs {
    /// The name, or its beginning
    #[arg(value_name = "NAME")]
    pub(super) name: String,
    /// At most so many concepts
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(super) limit: usize,
    /// JSON Lines
    #[arg(long)]
    pub(super) json: bool,
}

/// Arguments of `isnad glossary stats`.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  isnad glossary stats                           the built-in and the configured glossaries
  isnad glossary stats mine.toml client.tbx --json")]
pub(super) struct StatsArgs {
    /// Glossaries to count [default: the built-in and the configured ones]
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// JSON
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) read: ReadAs,
}

/// Arguments of `isnad glossary suggest`.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Writes a glossary in TOML to look through: each name in its spellings and scripts, under a comment that says how often and where \
it stands, and whether it may be another spelling of a concept that is there.

Examples:
  isnad glossary suggest reports/ -o new.toml
  isnad glossary suggest reports/ --least 3 -o new.toml
  isnad glossary import new.toml --into mine.toml   what is left of it")]
pub(super) struct SuggestArgs {
    /// Files and folders to read
    #[arg(required = true, value_name = "FOLDER")]
    pub(super) inputs: Vec<PathBuf>,
    /// File to write, in TOML [default: standard output]
    #[arg(short, long, value_name = "TOML")]
    pub(super) output: Option<PathBuf>,
    /// Only names that stand so many times
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) least: usize,
}

/// Arguments of `isnad glossary diff`.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Concepts are known by their ids, terms by their language and text. The order of either makes no difference.

Examples:
  isnad glossary diff old.toml new.toml
  isnad glossary diff mine.toml returned.tbx --json
  git show HEAD:mine.toml | isnad glossary diff --as toml - mine.toml

Exit codes: 0 the same, 1 different, 2 a file can't be read.")]
pub(super) struct DiffArgs {
    /// Glossary as it was
    #[arg(value_name = "OLD")]
    pub(super) old: PathBuf,
    /// Glossary as it is
    #[arg(value_name = "NEW")]
    pub(super) new: PathBuf,
    /// JSON Lines, one a concept
    #[arg(long)]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) read: ReadAs,
}

/// The words of all formats.
fn readable() -> impl TypedValueParser<Value = Format> {
    formats(|_| true)
}

/// The words of the formats that are written.
fn writable() -> impl TypedValueParser<Value = Format> {
    formats(Format::is_written)
}

fn formats(allowed: impl Fn(Format) -> bool) -> impl TypedValueParser<Value = Format> {
    let values = Format::ALL.iter().filter(|format| allowed(**format)).map(|format| {
        let value = PossibleValue::new(format.word());
        // In which dialect a file in TBX is read makes no difference.
        if *format == Format::Tbx2 { value.alias("tbx") } else { value }
    });
    PossibleValuesParser::new(values.collect::<Vec<_>>())
        .try_map(|word| Format::from_word(&word).ok_or_else(|| format!("`{word}` is no format")))
}
