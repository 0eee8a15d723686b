//! A VPC in the range of Docker's default bridge.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::vpc_blocks::DOCKER;

pub(super) static RULE: Rule = Rule {
    name: "vpc_range_docker",
    severity: Severity::Lint,
    checks: "No block of a VPC meets 172.17.0.0/16.",
    why: "It is the range of Docker's default bridge and of some AWS services: from a machine that runs Docker, what \
          has such an address is not reached.",
    fails: "vpc main \"172.17.0.0/16\" { … }",
    instead: "Take another block, as 172.20.0.0/16.",
    source: "Amazon VPC user guide, \"VPC CIDR blocks\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for vpc in &context.vpcs {
        for block in std::iter::once(&vpc.cidr).chain(&vpc.secondary) {
            if block.overlaps(DOCKER) && !report.failed(block.at) {
                let name = &vpc.header.name;
                let message = format!(
                    "block `{}` of vpc `{}` overlaps Docker's default bridge, `{DOCKER}`",
                    block.value, name.value
                );
                report.push(
                    Finding::new(&RULE, block.at, message)
                        .about(name.at)
                        .help(format!("take another block, as `\"172.20.0.0/{}\"`", block.length())),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_block_in_the_bridge_is_told_and_its_neighbours_are_not() {
        let told = |block: &str| {
            let mut sample = Sample::new();
            sample.vpc("main", block);
            sample.speaks("vpc_range_docker")
        };
        assert_eq!(told("172.17.128.0/20"), ["main.cidr"]);
        assert!(told("172.16.0.0/16").is_empty());
        assert!(told("172.18.0.0/16").is_empty());
    }
}
