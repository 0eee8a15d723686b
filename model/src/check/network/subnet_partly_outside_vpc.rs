//! Subnets that are wider than the block that they begin in.

use crate::diagnostic::{Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "subnet_partly_outside_vpc",
    severity: Severity::Refused,
    checks: "A subnet is not larger than the block of its VPC that it meets.",
    why: "AWS refuses it: InvalidSubnet.Range.",
    fails: "vpc main \"10.0.0.0/20\" { subnet data per zone { a: \"10.0.0.0/19\" } }",
    instead: "Write the free block that the message gives, or a larger block for the VPC.",
    source: "Amazon VPC user guide, \"Subnet sizing\", 2026-09",
};
