//! A private block in a VPC that was created with a public or shared one.

use crate::check::Report;
use crate::cidr::Cidr;
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::{At, Vpc};

pub(super) static RULE: Rule = Rule {
    name: "secondary_private_after_public_primary",
    severity: Severity::Refused,
    checks: "A VPC whose primary block is public or shared (100.64.0.0/10) has no private secondary block.",
    why: "AWS adds public blocks to a private VPC, not the reverse: InvalidVpc.Range.",
    fails: "vpc main \"100.64.0.0/16\" with { secondary: [\"10.0.0.0/16\"] } { … }",
    instead: "Make the private block the primary one and the other a secondary one.",
    source: "Amazon VPC user guide, \"IPv4 CIDR block association restrictions\", 2026-09",
};

/// Tells it of a secondary block; `secondary_cidr_restricted` finds it.
pub(super) fn tell(vpc: &Vpc, block: &At<Cidr>, report: &mut Report) {
    let (name, primary) = (&vpc.header.name, vpc.cidr);
    let message = format!(
        "private block `{}` cannot be added to vpc `{}`, whose primary block is `{}`",
        block.value, name.value, primary.value
    );
    report.push(
        Finding::new(&RULE, block.at, message)
            .about(name.at)
            .related(primary.at, "the primary block is written here")
            .help(format!(
                "make it the primary one: `vpc {} \"{}\" with {{ secondary: [\"{}\"] }}`",
                name.value, block.value, primary.value
            )),
    );
}
