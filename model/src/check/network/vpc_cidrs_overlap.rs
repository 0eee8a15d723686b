//! Blocks of one VPC that share addresses.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::free::{Free, earlier_overlaps};
use crate::vpc_blocks::{DOCKER, Range};

pub(super) static RULE: Rule = Rule {
    name: "vpc_cidrs_overlap",
    severity: Severity::Refused,
    checks: "The blocks of a VPC share no address.",
    why: "AWS refuses a block that overlaps one that the VPC has: InvalidVpc.Range.",
    fails: "vpc main \"10.0.0.0/16\" with { secondary: [\"10.0.128.0/17\"] } { … }",
    instead: "Write the free block that the message gives.",
    source: "Amazon VPC user guide, \"VPC CIDR blocks\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for vpc in context.vpcs.iter().filter(|vpc| !vpc.secondary.is_empty()) {
        let blocks: Vec<_> = std::iter::once(&vpc.cidr)
            .chain(&vpc.secondary)
            .filter(|block| !report.failed(block.at))
            .collect();
        let values: Vec<_> = blocks.iter().map(|block| block.value).collect();
        let space = Range::of(vpc.cidr.value).whole();
        // What AWS or Docker would not share with further blocks is not offered.
        let reserved = ["10.0.0.0/16", "172.31.0.0/16"].map(|text| text.parse().ok());
        let taken = context.vpcs.iter().flat_map(crate::topology::Vpc::blocks);
        let mut free = Free::new([space], taken.chain(reserved.into_iter().flatten()).chain([DOCKER]));
        for (block, earlier) in blocks.iter().zip(earlier_overlaps(&values)) {
            let Some(earlier) = earlier.map(|index| blocks[index]) else { continue };
            let name = &vpc.header.name;
            let message = format!(
                "secondary block `{}` of vpc `{}` overlaps its block `{}`",
                block.value, name.value, earlier.value
            );
            let finding = Finding::new(&RULE, block.at, message)
                .about(name.at)
                .related(earlier.at, format!("`{}` is written here", earlier.value));
            report.push(match free.take(block.length(), block.first()) {
                Some(next) => finding.help(format!("write `\"{next}\"`, the next free /{}", next.length())),
                None => finding.help("remove the block"),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    fn told(blocks: &[&str]) -> (Vec<String>, Vec<String>) {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        blocks.iter().for_each(|block| sample.secondary(main, block));
        let findings = sample.findings();
        let overlaps = findings.iter().filter(|finding| finding.rule.name == "vpc_cidrs_overlap");
        (sample.speaks("vpc_cidrs_overlap"), overlaps.filter_map(|finding| finding.help.clone()).collect())
    }

    #[test]
    fn a_block_inside_or_equal_to_another_is_refused_with_a_free_one() {
        let (at, help) = told(&["10.0.128.0/17"]);
        assert_eq!(at, ["main.10.0.128.0/17"]);
        assert_eq!(help, ["write `\"10.1.0.0/17\"`, the next free /17"]);
        assert_eq!(told(&["10.2.0.0/16", "10.2.0.0/16"]).0, ["main.10.2.0.0/16"]);
    }

    #[test]
    fn neighbours_do_not_overlap() {
        assert!(told(&["10.1.0.0/16", "10.2.0.0/16"]).0.is_empty());
    }
}
