//! The command `isnad`.

use std::process::ExitCode;

fn main() -> ExitCode {
    isnad::cli::main()
}
