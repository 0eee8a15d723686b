//! Blocks that AWS does not let one VPC have together.



use crate::ordered::OrderedMap;
use crate::check::{Context, Report};
use crate::cidr::Cidr;
use crate::diagnostic::{Finding, Rule, Severity};
use crate::free::earlier_overlaps;
use crate::topology::{At, Vpc};
use crate::vpc_blocks::Range;

use super::secondary_private_after_public_primary;

pub(super) static RULE: Rule = Rule {
    name: "secondary_cidr_restricted",
    severity: Severity::Refused,
    checks: "A secondary block is of a range that AWS lets the VPC have beside its other blocks, in some order.",
    why: "AWS refuses it: InvalidVpc.Range, \"The CIDR is restricted\".",
    fails: "vpc main \"10.0.0.0/16\" with { secondary: [\"192.168.0.0/16\"] } { … }",
    instead: "Take the block from the primary block's own range or from 100.64.0.0/10. A VPC with a block of \
              10.0.0.0/15 takes no other block of 10.0.0.0/16.",
    source: "Amazon VPC user guide, \"IPv4 CIDR block association restrictions\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for vpc in &context.vpcs {
        if report.failed(vpc.cidr.at) {
            continue;
        }
        let primary = Range::of(vpc.cidr.value);
        // Two secondary blocks of one range forbid each other or not whichever they are, so one of each is enough.
        let mut seen: OrderedMap<Range, At<Cidr>> = OrderedMap::new();
        let overlaps = earlier_overlaps(&vpc.blocks().collect::<Vec<_>>());
        for (block, overlap) in vpc.secondary.iter().zip(&overlaps[1..]) {
            // A block that overlaps another one is told as that.
            if report.failed(block.at) || overlap.is_some() {
                continue;
            }
            let range = Range::of(block.value);
            if primary == Range::Public && range.is_private() {
                secondary_private_after_public_primary::tell(vpc, block, report);
            } else if !primary.may_be_followed_by(range) {
                report.push(tell(vpc, block, &vpc.cidr));
            } else if let Some(other) = seen.values().find(|other| !in_some_order(other.value, block.value)) {
                report.push(tell(vpc, block, other));
            } else {
                seen.entry(range).or_insert(*block);
            }
        }
    }
}

fn in_some_order(one: Cidr, other: Cidr) -> bool {
    let (one, other) = (Range::of(one), Range::of(other));
    one.may_be_followed_by(other) || other.may_be_followed_by(one)
}

fn tell(vpc: &Vpc, block: &At<Cidr>, by: &At<Cidr>) -> Finding {
    let name = &vpc.header.name;
    let message = format!("block `{}` cannot join vpc `{}`, which has `{}`", block.value, name.value, by.value);
    let own = Range::of(vpc.cidr.value).whole();
    let help = match Range::of(block.value) {
        Range::FirstOfTen if own.contains(block.value) => {
            "take it from outside `10.0.0.0/16`: AWS gives a VPC of 10.0.0.0/15 no further block there".to_owned()
        }
        _ if own == crate::vpc_blocks::SHARED => format!("take it from `{own}`"),
        _ => format!("take it from `{own}`, or from `100.64.0.0/10`"),
    };
    Finding::new(&RULE, block.at, message)
        .about(name.at)
        .related(by.at, format!("`{}` forbids it", by.value))
        .help(help)
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    fn told(primary: &str, secondary: &[&str]) -> Vec<String> {
        let mut sample = Sample::new();
        let main = sample.vpc("main", primary);
        secondary.iter().for_each(|block| sample.secondary(main, block));
        let rules = ["secondary_cidr_restricted", "secondary_private_after_public_primary"];
        sample.told().into_iter().filter(|told| rules.iter().any(|rule| told.starts_with(rule))).collect()
    }

    #[test]
    fn a_block_of_another_private_range_is_refused() {
        assert_eq!(
            told("10.0.0.0/16", &["192.168.0.0/16"]),
            ["secondary_cidr_restricted at main.192.168.0.0/16"]
        );
        assert_eq!(told("172.16.0.0/16", &["10.0.0.0/16"]).len(), 1);
        assert_eq!(told("172.16.0.0/16", &["172.31.0.0/16"]).len(), 1);
        assert_eq!(told("10.0.0.0/16", &["198.19.0.0/16"]).len(), 1);
        assert_eq!(told("198.19.0.0/16", &["10.0.0.0/16"]).len(), 1);
    }

    #[test]
    fn the_first_block_of_ten_joins_no_vpc_of_ten_fifteen() {
        assert_eq!(told("10.1.0.0/16", &["10.0.0.0/16"]).len(), 1);
        assert_eq!(told("10.0.0.0/20", &["10.0.16.0/20"]).len(), 1);
        assert_eq!(told("10.0.0.0/16", &["10.1.0.0/16"]), Vec::<String>::new());
        assert_eq!(told("10.2.0.0/16", &["10.0.0.0/20", "10.0.16.0/20"]).len(), 1);
    }

    #[test]
    fn blocks_that_some_order_allows_are_right() {
        assert_eq!(told("10.5.0.0/16", &["100.64.0.0/16", "10.1.0.0/16", "10.0.0.0/16"]), Vec::<String>::new());
        assert_eq!(told("192.168.0.0/16", &["52.10.0.0/16"]), Vec::<String>::new());
    }

    #[test]
    fn a_private_block_behind_a_public_primary_has_a_rule_of_its_own() {
        assert_eq!(
            told("100.64.0.0/16", &["10.0.0.0/16"]),
            ["secondary_private_after_public_primary at main.10.0.0.0/16"]
        );
        assert_eq!(told("10.0.0.0/16", &["100.64.0.0/16"]), Vec::<String>::new());
    }
}
