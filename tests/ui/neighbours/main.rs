//! The nearest right neighbour of each rule's failing case: the case with what is wrong put right compiles without a word.
//!
//! A neighbour is a row: the case, and in its text what is written instead of what. All of them together are one crate,
//! which the compiler sees as it sees a user's.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod language;
mod machines;
mod network;
mod policies;
mod reach;
mod security;
mod services;
mod shapes;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use groundplan_model::check::rules;

/// The case, and in its text what is written instead of what, each of which stands there once.
type Row = (&'static str, &'static [(&'static str, &'static str)]);

/// The chapters, with the rows of each.
const CHAPTERS: [&[Row]; 8] = [
    language::ROWS,
    machines::ROWS,
    network::ROWS,
    policies::ROWS,
    reach::ROWS,
    security::ROWS,
    services::ROWS,
    shapes::ROWS,
];

fn rows() -> impl Iterator<Item = &'static Row> {
    CHAPTERS.into_iter().flatten()
}

/// The neighbour as a module of its own.
fn neighbour((case, edits): &Row) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fail");
    let mut text = fs::read_to_string(folder.join(format!("{case}.rs"))).unwrap();
    for (from, to) in *edits {
        assert_eq!(text.matches(from).count(), 1, "`{from}` stands once in the case `{case}`");
        text = text.replacen(from, to, 1);
    }
    let items = text.replace("#![deny(warnings)]", "").replace("fn main() {}", "");
    let items = items.replace("file \"user-data", &format!("file \"{}/user-data", folder.display()));
    format!("mod {case} {{\n{items}\n}}\n\n")
}

#[test]
fn each_neighbour_compiles_without_a_word() {
    let crate_of_all = Path::new(env!("CARGO_TARGET_TMPDIR")).join("neighbours.rs");
    let modules: String = rows().map(neighbour).collect();
    fs::write(&crate_of_all, format!("#![deny(warnings)]\n\n{modules}fn main() {{}}\n")).unwrap();
    trybuild::TestCases::new().pass(crate_of_all);
}

#[test]
fn every_rule_has_a_neighbour() {
    let cases: BTreeSet<&str> = rows().map(|(case, _)| *case).collect();
    assert_eq!(cases.len(), rows().count(), "a case has two rows");
    let without: Vec<&str> =
        rules().map(|entry| entry.rule.name).filter(|name| !cases.contains(name)).collect();
    assert!(without.is_empty(), "rules without a row in tests/ui/neighbours: {without:?}");
}
