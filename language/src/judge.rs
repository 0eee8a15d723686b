//! Asks the rules, and leaves out what only follows from what could not be understood.

use groundplan_model::check::{Phase, check_after, find_rule};
use groundplan_model::diagnostic::{Finding, Site};

use crate::lower::Lowered;
use crate::report::Report;

/// Every finding about a lowered topology: what lowering told, and what the rules say of the rest.
pub(crate) fn judge(lowered: &Lowered, parsing: &Report) -> Vec<Finding> {
    let told = |finding: &Finding| lowered.findings.iter().any(|earlier| same(earlier, finding));
    let unread = !parsing.problems.is_empty();
    let mut findings = check_after(&lowered.topology, lowered.findings.clone());
    findings.retain(|finding| {
        if unread && finding.rule.name == "name_unused" {
            return false;
        }
        told(finding) || !follows(finding, lowered, unread)
    });
    findings
}

fn same(left: &Finding, right: &Finding) -> bool {
    left.at == right.at && std::ptr::eq(left.rule, right.rule)
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
