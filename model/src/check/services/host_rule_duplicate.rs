//! Two arms with the same conditions; `host_rule_unreachable` asks and tells.

use crate::diagnostic::{Rule, Severity};
use crate::ordered::OrderedMap;
use crate::routing::{Arm, Routing};

pub(super) static RULE: Rule = Rule {
    name: "host_rule_duplicate",
    severity: Severity::Broken,
    checks: "No two arms of a listener ask for the same.",
    why: "The first arm that matches takes a request, so the second one never does. Hosts are compared without case.",
    fails: "match host { \"www.example.com\" => web, \"WWW.example.com\" => api, _ => respond 404 }",
    instead: "Remove one of the two.",
    source: "Application Load Balancers guide, \"Listener rules\", 2026-09",
};

/// For each arm the first one above it with the same conditions.
pub(super) fn find(routing: &Routing) -> Vec<Option<usize>> {
    let mut first: OrderedMap<Arm, usize> = OrderedMap::new();
    (0..routing.len())
        .map(|index| {
            let arm = routing.arm(index)?.clone().sorted();
            let earlier = *first.entry(arm).or_insert(index);
            (earlier < index).then_some(earlier)
        })
        .collect()
}
