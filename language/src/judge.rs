//! Asks the rules, and leaves out what only follows from what could not be understood.

use groundplan_model::check::{Phase, check_after, find_rule};
use groundplan_model::diagnostic::{Finding, Site};
use groundplan_model::ordered::OrderedSet;

use crate::lower::Lowered;
use crate::report::Report;

/// The rules that miss something: it may stand in what was left out.
const OF_ABSENCE: &[&str] = &[
    "certificate_name_unused",
    "group_without_members",
    "internet_gateway_unused",
    "nat_unused",
    "redirect_to_missing_listener",
    "route_table_unused",
    "subnet_unused",
    "target_group_without_listener",
    "vpc_without_subnets",
];

/// Every finding about a lowered topology: what lowering told, and what the rules say of the rest.
pub(crate) fn judge(lowered: &Lowered, parsing: &Report) -> Vec<Finding> {
    let told: OrderedSet<(&str, Site)> =
        lowered.findings.iter().map(|finding| (finding.rule.name, finding.at)).collect();
    let failed: OrderedSet<Site> = (lowered.findings.iter())
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
    let in_gap = |site: &Site| gaps.hold(*site) || gaps.stands_in(*site);
    if finding.related.iter().any(|(site, _)| gaps.stands_in(*site)) {
        return true;
    }
    if finding.rule.name == "accept_unused" {
        return unread || !lowered.findings.is_empty();
    }
    if OF_ABSENCE.contains(&finding.rule.name) && (unread || !gaps.is_empty()) {
        return true;
    }
    let cannot_be_judged = match find_rule(finding.rule.name).map(|entry| entry.phase) {
        Some(Phase::Route | Phase::Address | Phase::Path) => gaps.way,
        Some(Phase::Group) => gaps.ends,
        _ => false,
    };
    cannot_be_judged || in_gap(&finding.at) || finding.about.iter().any(in_gap)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_of_absence_are_rules() {
        let strange: Vec<_> = OF_ABSENCE.iter().filter(|name| find_rule(name).is_none()).collect();
        assert!(strange.is_empty(), "{strange:?}");
    }
}
