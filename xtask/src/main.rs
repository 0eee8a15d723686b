//! The repository's own commands, as `cargo xtask <command>`.

#![allow(clippy::print_stderr, clippy::print_stdout, reason = "a command speaks to whoever runs it")]

mod bench;
mod rules;
mod test;

use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask <command>

  test            everything that CI runs: format, lints, tests, compile-fail cases, documentation
  rules           writes model/RULES.md, the index of the rules, from the table of rules
  rules --check   tells whether that index is up to date
  bench           measures how long checks take, and holds them against the targets
  bench --apply   as bench, and with the AWS crates, which are built first: the re-check of the example, and a plan
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["test"] => test::run(),
        ["rules"] => rules::write(),
        ["rules", "--check"] => rules::check(),
        ["bench"] => bench::run(false),
        ["bench", "--apply"] => bench::run(true),
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

/// The folder of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("groundplan bug: xtask is a folder of the repository")
}
