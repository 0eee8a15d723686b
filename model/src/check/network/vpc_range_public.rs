//! A VPC in addresses that belong to somebody else.

use crate::check::{Context, Report};
use crate::cidr::Cidr;
use crate::diagnostic::{Finding, Rule, Severity};
use crate::vpc_blocks::{Range, SHARED};

/// Addresses for benchmarks, 198.18.0.0/15: nobody on the internet has them.
const BENCHMARK: Cidr = Cidr::containing(0xc612_0000, 15);

pub(super) static RULE: Rule = Rule {
    name: "vpc_range_public",
    severity: Severity::Lint,
    checks: "The primary block of a VPC is private (RFC 1918) or shared (100.64.0.0/10).",
    why: "Public hosts with these addresses become unreachable from the VPC.",
    fails: "vpc main \"52.10.0.0/16\" { … }",
    instead: "Take a block of 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.",
    source: "Amazon VPC user guide, \"VPC CIDR blocks\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for vpc in &context.vpcs {
        let block = vpc.cidr;
        let owned = Range::of(block.value) == Range::Public
            && !SHARED.contains(block.value)
            && !BENCHMARK.contains(block.value);
        if owned && !report.failed(block.at) {
            let name = &vpc.header.name;
            let message = format!(
                "vpc `{}` uses public addresses (`{}`), the hosts that own them become unreachable from it",
                name.value, block.value
            );
            report.push(Finding::new(&RULE, block.at, message).about(name.at).help(format!(
                "take a private block, as `\"10.0.0.0/{}\"`",
                block.length()
            )));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    fn told(block: &str) -> Vec<String> {
        let mut sample = Sample::new();
        sample.vpc("main", block);
        sample.speaks("vpc_range_public")
    }

    #[test]
    fn a_public_block_is_told_and_private_or_shared_ones_are_not() {
        assert_eq!(told("52.10.0.0/16"), ["main.cidr"]);
        assert_eq!(told("172.32.0.0/16"), ["main.cidr"]);
        for block in ["10.0.0.0/16", "172.31.0.0/16", "192.168.0.0/16", "100.64.0.0/16", "198.19.0.0/16"] {
            assert!(told(block).is_empty(), "{block}");
        }
    }
}
