//! Subnets that have too few addresses when a group grows to its maximum. `subnet_out_of_addresses` tells it.

use crate::diagnostic::{Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "subnet_out_of_addresses_at_max",
    severity: Severity::Broken,
    checks: "A subnet has an address for everything that lies in it when every group is at its maximum.",
    why: "A group that cannot grow stays too small: InsufficientFreeAddressesInSubnet.",
    fails: "subnet app \"10.0.1.0/28\" in a; with a group of `max: 12`",
    instead: "Use a wider subnet, or a smaller maximum.",
    source: "Amazon VPC user guide, \"Subnet sizing\", 2026-09",
};
