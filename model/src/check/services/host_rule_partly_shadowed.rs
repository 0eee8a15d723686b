//! Values of an arm that arms above it take.

use crate::diagnostic::{Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "host_rule_partly_shadowed",
    severity: Severity::Lint,
    checks: "No host or path of an arm is wholly taken by the arms above it.",
    why: "The first arm that matches takes a request, so this value does nothing here.",
    fails: "match host { \"a.example.com\" => web, \"a.example.com\" | \"b.example.com\" => api, _ => respond 404 }",
    instead: "Remove the value from the later arm, or move that one up.",
    source: "Application Load Balancers guide, \"Listener rules\", 2026-09",
};
