//! Subnets that have too few addresses while a group is refreshed. `subnet_out_of_addresses` tells it.

use crate::diagnostic::{Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "subnet_out_of_addresses_in_refresh",
    severity: Severity::Broken,
    checks: "A subnet has an address for what a refresh or a rebalancing adds.",
    why: "The refresh waits for an address that never comes.",
    fails: "subnet app \"10.0.1.0/28\" in a; with a group of `max: 10` and `refresh: { surge: 3 }`",
    instead: "Use a wider subnet, or a smaller surge.",
    source: "Amazon VPC user guide, \"Subnet sizing\", 2026-09",
};
