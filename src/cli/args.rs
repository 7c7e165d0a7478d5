//! The arguments of all commands, with their help.

use super::glossary::args::GlossaryArgs;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Mends Arabic-script citations in folders of reports, applies a glossary to names, and emits aligned bilingual text.
/// Every change carries its evidence.
#[derive(Debug, Parser)]
#[command(name = "isnad", version, propagate_version = true, after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) common: Common,
}

const EXAMPLES: &str = "\
Examples:
  isnad run reports/ -o out/           mend a folder; read out/summary.html first
  isnad check reports/                 what is wrong, file by file; exit code 1 if anything is
  isnad explain 'ÇáÓæÑíÉ'              what happened to this string
  isnad repair --jsonl < in > out      one stage as a filter

Exit codes: 0 done, 1 check found something, 2 some input failed or the command was not understood.";

/// Options that all commands share.
#[derive(Clone, Debug, ClapArgs)]
pub(super) struct Common {
    /// Configuration file [default: isnad.toml here or in a folder above]
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Glossary to use beside the built-in ones (TOML, CSV, TSV, XLSX, OmegaT, TBX, TMX or SKOS)
    #[arg(long, global = true, value_name = "FILE", num_args = 1..)]
    pub(super) glossary: Vec<PathBuf>,
    /// Leave the built-in glossaries out
    #[arg(long, global = true)]
    pub(super) only_glossary: bool,
    /// Title index to look lost titles up in; isnad titles add makes one
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) index: Option<PathBuf>,
    /// Translation model that guesses at lost titles for review; isnad models list names them
    #[arg(long, global = true, value_name = "ID")]
    pub(super) model: Option<String>,
    /// Reports and bibliographies whose whole titles are witnesses for lost ones
    #[arg(long, global = true, value_name = "FILE", num_args = 1..)]
    pub(super) witnesses: Vec<PathBuf>,
    /// What becomes of glossary hits in a form that the glossary rejects
    #[arg(long, global = true, value_name = "POLICY")]
    pub(super) policy: Option<PolicyArg>,
    /// The other language of the bilingual text, as a BCP 47 tag [default: ar]
    #[arg(long, global = true, value_name = "LANG")]
    pub(super) target_lang: Option<String>,
    /// From which probability on a fitting reading goes into the text, 0 to 1 [default: 0.95]
    #[arg(long, global = true, value_name = "P")]
    pub(super) threshold: Option<f64>,
    /// How many threads to use [default: one a core]
    #[arg(short, long, global = true, value_name = "N")]
    pub(super) jobs: Option<usize>,
    /// Show no progress and no closing lines
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
}

/// What becomes of a glossary hit whose form the glossary rejects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PolicyArg {
    /// It is replaced by the preferred form
    Enforce,
    /// It is reported with the preferred form; the text stays
    Suggest,
    /// It is reported; the text stays
    Flag,
    /// It is not reported
    Ignore,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Takes files and folders through the whole pipeline
    Run(RunArgs),
    /// Reports damage, inconsistent names and glossary breaches like a compiler; changes nothing
    Check(CheckArgs),
    /// Shows what happened to a string: every reading with its evidence
    Explain(ExplainArgs),
    /// Undoes reversible damage, as a filter
    Repair(FilterArgs),
    /// Brings lost titles back from witnesses, as a filter
    Restore(FilterArgs),
    /// Makes and asks the title index
    Titles(TitlesArgs),
    /// Finds glossary terms, as a filter
    Terms(TermsArgs),
    /// Checks, converts and compares glossaries
    Glossary(GlossaryArgs),
    /// Adds, lists and checks translation models, which can guess at lost titles
    Models(ModelsArgs),
    /// Prints the configuration that holds, and why
    Config(ConfigArgs),
    /// Prints a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Prints the manual page
    Man,
}

/// Arguments of `isnad run`.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
What it leaves in OUT:
  reports/      the same tree and formats, only the damage mended
  bilingual/    for each report XLIFF 2.1, TMX 1.4b, side-by-side HTML
  ledger.jsonl  every finding with its evidence
  units.jsonl   every aligned unit
  summary.html  what was found, mended and left, problems first (also summary.json)

A second run into the same folder does only what changed. Files named in .isnadignore are left out.

Examples:
  isnad run reports/ -o out/
  isnad run a.md b.html -o out/ --formats xliff,tsv
  isnad run reports/ -o out/ --dry-run")]
pub(super) struct RunArgs {
    /// Files and folders to read
    #[arg(required = true, value_name = "FOLDER")]
    pub(super) inputs: Vec<PathBuf>,
    /// Where everything goes
    #[arg(short, long, value_name = "OUT")]
    pub(super) out: PathBuf,
    /// Bilingual files to write for each report [default: xliff,tmx,html]
    #[arg(long, value_delimiter = ',', value_name = "FORMATS")]
    pub(super) formats: Option<Vec<String>>,
    /// Leave out files that match this glob; may be given several times
    #[arg(long, value_name = "GLOB")]
    pub(super) ignore: Vec<String>,
    /// Read and count, write nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Stop at the first file that fails
    #[arg(long)]
    pub(super) fail_fast: bool,
}

/// Arguments of `isnad check`.
#[derive(Debug, ClapArgs)]
pub(super) struct CheckArgs {
    /// Files and folders to read
    #[arg(required = true, value_name = "FOLDER")]
    pub(super) inputs: Vec<PathBuf>,
    /// How to report
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(super) format: CheckFormat,
    /// Leave out files that match this glob; may be given several times
    #[arg(long, value_name = "GLOB")]
    pub(super) ignore: Vec<String>,
}

/// The forms of `isnad check`'s report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// One line a finding: file:line:column: what
    Text,
    /// JSON Lines
    Json,
    /// SARIF 2.1.0, for code-review tools
    Sarif,
}

/// Arguments of `isnad explain`.
#[derive(Debug, ClapArgs)]
pub(super) struct ExplainArgs {
    /// The string; read from standard input when it is not given
    #[arg(value_name = "TEXT")]
    pub(super) text: Option<String>,
}

/// Arguments of a stage as a filter.
#[derive(Debug, ClapArgs)]
pub(super) struct FilterArgs {
    /// A file to read instead of standard input
    #[arg(value_name = "FILE")]
    pub(super) input: Option<PathBuf>,
    /// JSON Lines in and out: one object a line, order kept, unknown fields passed through
    #[arg(long)]
    pub(super) jsonl: bool,
}

/// Arguments of `isnad terms`.
#[derive(Debug, ClapArgs)]
pub(super) struct TermsArgs {
    #[command(flatten)]
    pub(super) filter: FilterArgs,
}

/// Arguments of `isnad titles`.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
An index is a folder. Reads tables (TSV, CSV with a header of title, gloss, date, source, url), CSL-JSON, RIS, BibTeX, EndNote and
Zotero exports, TMX, RSS and Atom files; takes what has a title in the Arabic script.

Examples:
  isnad titles add headlines.tsv zotero.json --index titles/
  isnad titles find '??? ???? ??????' --index titles/
  isnad run reports/ -o out/ --index titles/")]
pub(super) struct TitlesArgs {
    #[command(subcommand)]
    pub(super) command: TitlesCommand,
}

/// What can be done with a title index.
#[derive(Debug, Subcommand)]
pub(super) enum TitlesCommand {
    /// Adds the titles of files; makes the index if need be
    Add {
        /// Tables, bibliographies, translation memories, feeds
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Shows the titles that fit a mask, the likeliest first
    Find {
        /// What is left of the title: '??? ???? ??????'
        #[arg(value_name = "MASK")]
        mask: String,
        /// Its translation
        #[arg(long, value_name = "TEXT")]
        gloss: Option<String>,
        /// When it was published: 2025-03-11, 2025-03, 2025
        #[arg(long, value_name = "DATE")]
        date: Option<String>,
        /// Author or outlet
        #[arg(long, value_name = "NAME")]
        source: Option<String>,
        /// The address of the work
        #[arg(long, value_name = "URL")]
        url: Option<String>,
    },
    /// Says what the index holds, as JSON
    Stats,
    /// Writes all titles as TSV, with a header that add reads
    Export,
}

/// Arguments of `isnad models`.
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  isnad models add enar-base-memory --from downloads/     files that you have; checked, and unpacked if they end in .gz
  isnad models add enar-base-memory                       downloads them, in builds that can
  isnad models add --id my-model --langs en-ar --from d/  files that nobody vouches for
  isnad models verify                                     exit code 1 if a file is not what was added")]
pub(super) struct ModelsArgs {
    #[command(subcommand)]
    pub(super) command: ModelsCommand,
    /// Folder in which models are kept [default: isnad/models in XDG_DATA_HOME or ~/.local/share]
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) models: Option<PathBuf>,
}

/// What `isnad models` does.
#[derive(Debug, Subcommand)]
pub(super) enum ModelsCommand {
    /// Adds a model, or replaces it
    Add(ModelsAddArgs),
    /// Lists what is there: name, languages, size, whether published sums vouch for it
    List,
    /// Checks whether the files are still what was added
    Verify {
        /// Models to check [default: all]
        #[arg(value_name = "ID")]
        ids: Vec<String>,
    },
}

/// Arguments of `isnad models add`.
#[derive(Debug, ClapArgs)]
pub(super) struct ModelsAddArgs {
    /// A known model: enar-base-memory, enar-base, aren-base-memory or aren-base
    #[arg(value_name = "ID", required_unless_present = "id")]
    pub(super) known: Option<String>,
    /// Files of the model, or folders that hold them, to copy
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub(super) from: Vec<PathBuf>,
    /// Folder to download from, instead of the known one
    #[arg(long, value_name = "BASE", conflicts_with_all = ["from", "id"])]
    pub(super) url: Option<String>,
    /// A name for another model, which is not checked
    #[arg(long, value_name = "NAME", conflicts_with = "known", requires = "langs", requires = "from")]
    pub(super) id: Option<String>,
    /// From which language into which that model translates, as en-pt
    #[arg(long, value_name = "LANGS", requires = "id")]
    pub(super) langs: Option<String>,
}

/// Arguments of `isnad config`.
#[derive(Debug, ClapArgs)]
pub(super) struct ConfigArgs {}
