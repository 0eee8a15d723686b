//! Compiles every case of `fail` and `pass` and compares what the compiler says.

#![allow(clippy::print_stderr, clippy::unwrap_used, reason = "a test may speak and panic")]

use std::process::Command;

/// The compiler whose wording the `.stderr` files hold.
const RUSTC: &str = "rustc 1.95.";

fn output_of(program: &str, arguments: &[&str]) -> String {
    String::from_utf8(Command::new(program).args(arguments).output().unwrap().stdout).unwrap()
}

/// The right neighbours stand in a test of their own: cases that all fail are checked in one run of cargo.
#[test]
fn right_topologies_compile() {
    trybuild::TestCases::new().pass("pass/*.rs");
}

#[test]
fn the_compiler_says_what_the_cases_expect() {
    let version = output_of("rustc", &["--version"]);
    if !version.starts_with(RUSTC) {
        eprintln!("the expectations hold the wording of {RUSTC}x, this is {version}: not compared");
        return;
    }
    trybuild::TestCases::new().compile_fail("fail/*.rs");
}

#[test]
fn the_policy_check_compiles_no_aws_crate() {
    let tree =
        output_of("cargo", &["tree", "--package", "groundplan-ui", "--prefix", "none", "--edges", "all"]);
    assert!(tree.contains("groundplan-model "), "the tree is that of the policy check:\n{tree}");
    let aws: Vec<&str> = tree.lines().filter(|line| line.starts_with("aws-")).collect();
    assert!(aws.is_empty(), "a policy check would compile {aws:?}");
}

#[test]
fn the_readme_shows_a_topology_and_an_error_that_are_real() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let readme = read("README.md");
    let example = read("examples/site/src/lib.rs");
    let topology = example.split_once("groundplan::topology!").unwrap().1.trim_end();
    assert!(readme.contains(topology), "README.md shows another topology than examples/site/src/lib.rs");
    let message = read("tests/ui/fail/readme.stderr");
    assert!(
        readme.contains(message.trim_end()),
        "README.md shows another error than tests/ui/fail/readme.stderr"
    );
}
