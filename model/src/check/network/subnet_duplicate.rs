//! Subnets of one VPC with the same block.

use crate::diagnostic::{Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "subnet_duplicate",
    severity: Severity::Refused,
    checks: "No two subnets of a VPC have the same block.",
    why: "AWS refuses the second one: InvalidSubnet.Conflict.",
    fails: "subnet public per zone { a: \"10.0.1.0/24\", b: \"10.0.1.0/24\" }",
    instead: "Write the free block that the message gives.",
    source: "Amazon VPC user guide, \"Subnet sizing\", 2026-09",
};
