//! What CI runs, step by step.

use std::process::Command;
use std::time::Instant;

/// A step: what it shows, the arguments of `cargo`, and variables of its environment.
struct Step {
    name: &'static str,
    cargo: &'static str,
    environment: &'static [(&'static str, &'static str)],
}

/// The cheap steps stand first, so that a slip is told in seconds; the compile-fail cases run by themselves, because
/// building them beside the others would build the AWS crates for them too.
const STEPS: &[Step] = &[
    Step { name: "format", cargo: "fmt --all --check", environment: &[] },
    Step { name: "compile-fail cases", cargo: "test --package groundplan-ui", environment: &[] },
    Step { name: "lints", cargo: "clippy --workspace --all-targets -- -D warnings", environment: &[] },
    Step { name: "tests", cargo: "test --workspace --exclude groundplan-ui", environment: &[] },
    Step {
        name: "documentation",
        cargo: "doc --workspace --no-deps --document-private-items",
        environment: &[("RUSTDOCFLAGS", "-D warnings")],
    },
];

/// Runs every step and stops at the first that fails.
pub fn run() -> Result<(), String> {
    for step in STEPS {
        eprintln!("== {}: cargo {}", step.name, step.cargo);
        let start = Instant::now();
        let status = Command::new("cargo")
            .args(step.cargo.split(' '))
            .envs(step.environment.iter().copied())
            .status()
            .map_err(|error| format!("cannot run cargo: {error}"))?;
        if !status.success() {
            return Err(format!("== {} failed: cargo {}", step.name, step.cargo));
        }
        eprintln!("== {}: done in {} s", step.name, start.elapsed().as_secs());
    }
    eprintln!("== all {} steps passed", STEPS.len());
    Ok(())
}
