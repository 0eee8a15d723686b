//! What CI runs, step by step.

use std::process::Command;
use std::time::Instant;

/// A step: what it shows, what it runs, and the variables of its environment.
struct Step {
    name: &'static str,
    run: Run,
    environment: &'static [(&'static str, &'static str)],
}

/// What a step runs.
enum Run {
    /// `cargo` with these arguments.
    Cargo(&'static str),
    /// A command of this program.
    Own(fn() -> Result<(), String>),
}

/// The cheap steps stand first, so that a slip is told in seconds; the compile-fail cases run by themselves, because
/// building them beside the others would build the AWS crates for them too.
const STEPS: &[Step] = &[
    Step { name: "format", run: Run::Cargo("fmt --all --check"), environment: &[] },
    Step { name: "index of the rules", run: Run::Own(crate::rules::check), environment: &[] },
    Step { name: "compile-fail cases", run: Run::Cargo("test --package groundplan-ui"), environment: &[] },
    Step {
        name: "lints of the policy check",
        run: Run::Cargo(
            "clippy --package groundplan-ui --package groundplan --lib --no-default-features -- -D warnings",
        ),
        environment: &[],
    },
    Step {
        name: "lints of the commands without AWS",
        run: Run::Cargo(
            "clippy --package groundplan --lib --no-default-features --features commands -- -D warnings",
        ),
        environment: &[],
    },
    Step {
        name: "lints",
        run: Run::Cargo("clippy --workspace --all-targets -- -D warnings"),
        environment: &[],
    },
    Step { name: "tests", run: Run::Cargo("test --workspace --exclude groundplan-ui"), environment: &[] },
    Step {
        name: "documentation",
        run: Run::Cargo("doc --workspace --no-deps --document-private-items"),
        environment: &[("RUSTDOCFLAGS", "-D warnings -A rustdoc::private-intra-doc-links")],
    },
];

/// Runs every step and stops at the first that fails.
pub fn run() -> Result<(), String> {
    for step in STEPS {
        eprintln!("== {}", step.name);
        let start = Instant::now();
        match step.run {
            Run::Cargo(arguments) => run_cargo(arguments, step.environment)?,
            Run::Own(command) => command()?,
        }
        eprintln!("== {}: done in {} s", step.name, start.elapsed().as_secs());
    }
    eprintln!("== all {} steps passed", STEPS.len());
    Ok(())
}

fn run_cargo(arguments: &str, environment: &[(&str, &str)]) -> Result<(), String> {
    eprintln!("   cargo {arguments}");
    let status = Command::new("cargo")
        .args(arguments.split(' '))
        .envs(environment.iter().copied())
        .current_dir(crate::root())
        .status()
        .map_err(|error| format!("cannot run cargo: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("== failed: cargo {arguments}")) }
}
