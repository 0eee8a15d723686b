//! Each rule has a failing case of its name, and each failing case shows the rule that it is named after.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use groundplan_model::check::rules;

/// Cases that are named after what they show and not after a rule.
const OF_NO_RULE: &[&str] = &["five_mistakes", "policy_of_another_type", "policy_unknown", "readme"];

/// The name of each failing case, with what the compiler says.
fn cases() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fail");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files
        .filter(|file| file.extension().is_some_and(|extension| extension == "rs"))
        .map(|file| {
            let said = fs::read_to_string(file.with_extension("stderr")).unwrap_or_default();
            (file.file_stem().unwrap().to_string_lossy().into_owned(), said)
        })
        .collect()
}

/// The rule that a case is named after: its name, perhaps with `_` and what is special; of two rules the longer.
fn rule_of(case: &str) -> Option<&'static str> {
    let names = rules().map(|entry| entry.rule.name);
    names
        .filter(|name| case.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('_')))
        .max_by_key(|name| name.len())
}

#[test]
fn every_rule_has_a_failing_case() {
    let cases = cases();
    let without: Vec<&str> =
        rules().map(|entry| entry.rule.name).filter(|name| !cases.contains_key(*name)).collect();
    assert!(without.is_empty(), "rules without tests/ui/fail/<rule>.rs: {without:?}");
}

#[test]
fn every_case_shows_the_rule_that_it_is_named_after() {
    for (case, said) in cases() {
        match rule_of(&case) {
            Some(rule) => {
                let told = [format!("rule: groundplan::{rule}\n"), format!("`_::{rule}`")];
                assert!(
                    told.iter().any(|told| said.contains(told)),
                    "`{case}` does not show `{rule}`:\n{said}"
                );
            }
            None => assert!(
                case.starts_with("first_") || OF_NO_RULE.contains(&case.as_str()),
                "`{case}` is named after no rule"
            ),
        }
    }
}

#[test]
fn every_case_of_no_rule_is_there() {
    let cases = cases();
    for case in OF_NO_RULE {
        assert!(cases.contains_key(*case), "there is no case `{case}`");
    }
}
