//! The command line: one file per command.
//!
//! Exit codes, for all commands: 0 done; 1 `check`, `glossary check`, `glossary diff` or `models verify` found something; 2 some
//! input failed, or the command was not understood; 130 stopped by the user.

mod args;
mod check;
mod config;
mod diagnostic;
mod explain;
mod glossary;
mod glossary_file;
mod jsonl;
mod models;
mod repair;
mod restore;
mod run;
mod sarif;
mod terms;
mod titles;
mod witnesses;

use args::{Args, Command};
use clap::{CommandFactory, Parser};
use std::io::{self, Write};
use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// All was done.
    Done,
    /// A command that looks for something found it: `check`, `glossary check`, `glossary diff`, `models verify`.
    Found,
    /// Some input failed; the rest was done.
    SomeFailed,
    /// The user stopped it.
    Stopped,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Found => 1,
            Exit::SomeFailed => 2,
            // What shells report for a process that an interrupt ended.
            Exit::Stopped => 130,
        })
    }
}

/// Parses the arguments, runs the command, says what went wrong, and gives the exit code.
#[must_use]
pub fn main() -> ExitCode {
    let args = Args::parse();
    match command(args) {
        Ok(exit) => exit.into(),
        // Whoever read the output has seen enough: `isnad … | head`.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("isnad: {error:#}"));
            ExitCode::from(2)
        }
    }
}

fn command(args: Args) -> anyhow::Result<Exit> {
    let common = args.common;
    match args.command {
        Command::Run(args) => run::command(&args, &common),
        Command::Check(args) => check::command(&args, &common),
        Command::Explain(args) => explain::command(&args),
        Command::Repair(args) => repair::command(&args, &common),
        Command::Restore(args) => restore::command(&args, &common),
        Command::Titles(args) => titles::command(&args, &common),
        Command::Terms(args) => terms::command(&args, &common),
        Command::Glossary(args) => glossary::command(&args, &common),
        Command::Models(args) => models::command(&args, &common),
        Command::Config(_) => config::command(&common),
        Command::Completions { shell } => {
            // Made whole first: clap_complete panics when standard output closes under it.
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Args::command(), "isnad", &mut script);
            io::stdout().write_all(&script)?;
            Ok(Exit::Done)
        }
        Command::Man => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Args::command()).render(&mut page)?;
            for command in Args::command().get_subcommands() {
                clap_mangen::Man::new(command.clone()).render(&mut page)?;
            }
            io::stdout().write_all(&page)?;
            Ok(Exit::Done)
        }
    }
}

/// Says something to the user, on standard error.
fn say(message: &str) {
    // When standard error is closed nobody listens, and nothing can be done about it.
    let _ = writeln!(io::stderr(), "{message}");
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe))
}
