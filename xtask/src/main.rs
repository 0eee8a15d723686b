//! The repository's own commands, as `cargo xtask <command>`.

#![allow(clippy::print_stderr, clippy::print_stdout, reason = "a command speaks to whoever runs it")]

mod test;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask <command>

  test     everything that CI runs: format, lints, tests, compile-fail cases, documentation
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["test"] => test::run(),
        _ => Err(USAGE.to_string()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}
