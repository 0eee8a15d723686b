//! Subnets that several blocks of the VPC cover together, and none alone.

use crate::diagnostic::{Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "subnet_spans_two_blocks",
    severity: Severity::Refused,
    checks: "A subnet lies in one block of its VPC, not in several that touch.",
    why: "AWS refuses it: InvalidSubnet.Range. Neighbouring blocks of a VPC stay blocks of their own.",
    fails: "vpc main \"10.4.0.0/17\" with { secondary: [\"10.4.128.0/17\"] } { subnet app \"10.4.0.0/16\" in a; }",
    instead: "Split the subnet at the border of the blocks.",
    source: "Amazon VPC user guide, \"Subnet sizing\", 2026-09",
};
