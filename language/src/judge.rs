//! Asks the rules, and leaves out what only follows from what could not be understood.

use std::collections::BTreeSet;

use groundplan_model::check::{Phase, check_after, find_rule};
use groundplan_model::diagnostic::{Finding, Site};

use crate::lower::Lowered;
use crate::report::Report;

/// Every finding about a lowered topology: what lowering told, and what the rules say of the rest.
pub(crate) fn judge(lowered: &Lowered, parsing: &Report) -> Vec<Finding> {
    let told: BTreeSet<(&str, Site)> =
        lowered.findings.iter().map(|finding| (finding.rule.name, finding.at)).collect();
    let failed: BTreeSet<Site> = (lowered.findings.iter())
        .filter(|finding| finding.rule.severity.is_error())
        .map(|finding| finding.at)
        .collect();
    let unread = !parsing.problems.is_empty();
    let mut findings = check_after(&lowered.topology, lowered.findings.clone());
    // What an error hides may be what the accept is for.
    if findings.iter().any(|finding| finding.rule.severity.is_error()) {
        findings.retain(|finding| finding.rule.name != "accept_unused");
    }
    findings.retain(|finding| {
        if unread && finding.rule.name == "name_unused" {
            return false;
        }
        told.contains(&(finding.rule.name, finding.at))
            || !(failed.contains(&finding.at) || follows(finding, lowered, unread))
    });
    findings
}

/// Whether a finding of a rule may only follow from a part that was left out.
fn follows(finding: &Finding, lowered: &Lowered, unread: bool) -> bool {
    let gaps = &lowered.gaps;
    let in_gap = |site: &Site| gaps.hold(*site);
    let of_network = || {
        let phase = find_rule(finding.rule.name).map(|entry| entry.phase);
        matches!(phase, Some(Phase::Route | Phase::Address | Phase::Group | Phase::Path))
    };
    if finding.rule.name == "accept_unused" {
        return unread || !lowered.findings.is_empty();
    }
    in_gap(&finding.at) || finding.about.iter().any(in_gap) || (gaps.network && of_network())
}
