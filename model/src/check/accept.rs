//! What the source accepts: `#[accept(rule, …, reason = "…")]`.
//!
//! An accept covers the findings whose token, or a declaration that they are about, lies in what it stands before.
//! The severity of a rule decides whether it may be accepted; an accept that meets nothing is a warning.

use crate::closest::closest;
use crate::diagnostic::{Finding, Rule, Severity, Site};
use crate::ordered::OrderedMap;
use crate::topology::{Accept, Topology};

use super::catalogue::is_known;
use super::{Entry, Phase, find_rule, rules};

static ACCEPT_OF_LAW: Rule = Rule {
    name: "accept_of_law",
    severity: Severity::Refused,
    checks: "An accepted rule is one that may be accepted.",
    why: "What AWS refuses stays refused, and what a policy forbids only the policy can allow.",
    fails: "#[accept(subnets_overlap, reason = \"we know\")] before a subnet",
    instead: "Mend what the rule says, or change the policy.",
    source: "Groundplan, severities of rules, 2026-11",
};

static ACCEPT_UNKNOWN: Rule = Rule {
    name: "accept_unknown",
    severity: Severity::Refused,
    checks: "An accept names a rule of the catalogue.",
    why: "A misspelt accept accepts nothing, and what it should have covered is told as if it were not there.",
    fails: "#[accept(db_no_backup, reason = \"course project\")] before a database",
    instead: "Write the rule's name as the message gives it after `groundplan::`.",
    source: "Groundplan, severities of rules, 2026-11",
};

static ACCEPT_UNUSED: Rule = Rule {
    name: "accept_unused",
    severity: Severity::Lint,
    checks: "An accept meets a finding.",
    why: "An accept that no longer meets anything hides the next fault of that name.",
    fails: "#[accept(burstable_unlimited_cost, reason = \"cheap\")] before a group of m7i.large",
    instead: "Remove the attribute.",
    source: "Groundplan, severities of rules, 2026-11",
};

pub(super) static RULES: &[Entry] = &[
    Entry { rule: &ACCEPT_OF_LAW, phase: Phase::Last, check: None },
    Entry { rule: &ACCEPT_UNKNOWN, phase: Phase::Name, check: None },
    Entry { rule: &ACCEPT_UNUSED, phase: Phase::Last, check: None },
];

/// Drops what the source accepts, and tells which accepts are wrong or meet nothing.
#[must_use]
pub fn apply_accepts(topology: &Topology, findings: Vec<Finding>) -> Vec<Finding> {
    let mut by_rule: OrderedMap<&str, Vec<usize>> = OrderedMap::new();
    for (index, finding) in findings.iter().enumerate() {
        by_rule.entry(finding.rule.name).or_default().push(index);
    }
    let mut accepted = vec![false; findings.len()];
    let mut told = Vec::new();
    for accept in &topology.accepts {
        // A name that is misspelt was to accept something here: what may be accepted is not told beside it.
        if accept.rules.iter().any(|rule| find_rule(rule).is_none() && !is_known(rule)) {
            for (accepted, finding) in accepted.iter_mut().zip(&findings) {
                *accepted |= finding.rule.severity.may_be_accepted() && covers(accept, finding);
            }
        }
        for rule in &accept.rules {
            let Some(entry) = find_rule(rule) else {
                if !is_known(rule) {
                    told.push(tell_unknown(rule, rule.at));
                }
                continue;
            };
            if !entry.rule.severity.may_be_accepted() {
                told.push(tell_law(entry.rule, rule.at));
                continue;
            }
            let candidates = by_rule.get(entry.rule.name).map_or(&[][..], Vec::as_slice);
            let mut met = false;
            for index in candidates.iter().filter(|index| covers(accept, &findings[**index])) {
                accepted[*index] = true;
                met = true;
            }
            if !met {
                let message = format!("`{}` is accepted here, and nothing breaks it", rule.value);
                told.push(
                    Finding::new(&ACCEPT_UNUSED, rule.at, message).help("remove it from the attribute"),
                );
            }
        }
    }
    let kept =
        findings.into_iter().zip(accepted).filter(|(_, accepted)| !accepted).map(|(finding, _)| finding);
    kept.chain(told).collect()
}

fn covers(accept: &Accept, finding: &Finding) -> bool {
    accept.covers(finding.at) || finding.about.iter().any(|site| accept.covers(*site))
}

fn tell_law(rule: &Rule, at: Site) -> Finding {
    let (what, help) = match rule.severity {
        Severity::Quota | Severity::Policy => {
            ("a number or a ban of the policy", "change the policy, or stay within it")
        }
        _ => ("what AWS refuses", "mend what the rule says and remove the accept"),
    };
    let message = format!("`{}` tells {what} and cannot be accepted", rule.name);
    Finding::new(&ACCEPT_OF_LAW, at, message).help(help)
}

fn tell_unknown(name: &str, at: Site) -> Finding {
    let finding = Finding::new(&ACCEPT_UNKNOWN, at, format!("there is no rule `{name}`"));
    match closest(name, rules().map(|entry| entry.rule.name)) {
        Some(meant) => finding.help(format!("did you mean `{meant}`")),
        None => finding.help("write the name that the message gives after `groundplan::`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topology::At;

    static LINT: &Rule = &ACCEPT_UNUSED;

    fn accepting(rule: &str) -> Topology {
        let rules = vec![At::new(rule.to_owned(), Site(1))];
        let accept = Accept { rules, reason: "a reason".into(), places: vec![(Site(2), Site(5))] };
        Topology { accepts: vec![accept], ..Topology::default() }
    }

    fn left(topology: &Topology, findings: Vec<Finding>) -> Vec<&'static str> {
        apply_accepts(topology, findings).iter().map(|finding| finding.rule.name).collect()
    }

    #[test]
    fn an_accept_covers_a_finding_inside_or_about_what_it_stands_before() {
        let topology = accepting(LINT.name);
        assert!(left(&topology, vec![Finding::new(LINT, Site(2), "")]).is_empty());
        assert!(left(&topology, vec![Finding::new(LINT, Site(5), "")]).is_empty());
        assert!(left(&topology, vec![Finding::new(LINT, Site(9), "").about(Site(3))]).is_empty());
    }

    #[test]
    fn an_accept_that_meets_nothing_is_a_warning() {
        let findings = apply_accepts(&accepting(LINT.name), vec![Finding::new(LINT, Site(6), "elsewhere")]);
        let places: Vec<_> = findings.iter().map(|finding| (finding.rule.name, finding.at)).collect();
        assert_eq!(places, [(LINT.name, Site(6)), (LINT.name, Site(1))]);
    }

    #[test]
    fn what_a_misspelt_accept_may_have_meant_is_not_told_beside_it() {
        let findings = apply_accepts(&accepting("accept_unusd"), vec![Finding::new(LINT, Site(3), "")]);
        assert_eq!(findings.iter().map(|finding| finding.rule.name).collect::<Vec<_>>(), ["accept_unknown"]);
    }

    #[test]
    fn what_aws_refuses_is_not_accepted() {
        let refused = Finding::new(&ACCEPT_UNKNOWN, Site(3), "");
        assert_eq!(left(&accepting("accept_unknown"), vec![refused]), ["accept_unknown", "accept_of_law"]);
    }

    #[test]
    fn a_rule_of_the_catalogue_that_is_not_built_is_no_warning_and_a_misspelt_one_is_an_error() {
        assert!(left(&accepting("db_no_backups"), vec![]).is_empty());
        assert_eq!(left(&accepting("db_no_bakcup"), vec![]), ["accept_unknown"]);
    }
}
