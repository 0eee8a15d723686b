//! Subnets of one VPC that share addresses.



use crate::ordered::OrderedMap;
use crate::check::{Context, Report};
use crate::cidr::Cidr;
use crate::diagnostic::{Finding, Rule, Severity};
use crate::free::{Free, earlier_overlaps};
use crate::topology::{Subnet, Vpc, VpcId};

use super::subnet_duplicate;

pub(super) static RULE: Rule = Rule {
    name: "subnets_overlap",
    severity: Severity::Refused,
    checks: "The subnets of a VPC share no address, whatever their zones.",
    why: "AWS refuses the second one: InvalidSubnet.Conflict.",
    fails: "subnet public per zone { a: \"10.0.1.0/24\", b: \"10.0.1.128/25\" }",
    instead: "Write the free block that the message gives.",
    source: "Amazon VPC user guide, \"Subnet sizing\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut by_vpc: OrderedMap<VpcId, Vec<&Subnet>> = OrderedMap::new();
    for subnet in &context.subnets {
        if !report.failed(subnet.cidr.at) {
            by_vpc.entry(subnet.vpc).or_default().push(subnet);
        }
    }
    for (id, subnets) in by_vpc {
        check_vpc(&context[id], &subnets, report);
    }
}

fn check_vpc(vpc: &Vpc, subnets: &[&Subnet], report: &mut Report) {
    let blocks: Vec<Cidr> = subnets.iter().map(|subnet| subnet.cidr.value).collect();
    let mut first_of: OrderedMap<Cidr, usize> = OrderedMap::new();
    let mut free = None;
    for (index, overlap) in earlier_overlaps(&blocks).into_iter().enumerate() {
        let first = *first_of.entry(blocks[index]).or_insert(index);
        let Some(overlap) = overlap else { continue };
        let (subnet, block) = (subnets[index], blocks[index]);
        let (rule, earlier) =
            if first < index { (&subnet_duplicate::RULE, first) } else { (&RULE, overlap) };
        let earlier = subnets[earlier];
        let (name, other) = (&subnet.header.name, &earlier.header.name);
        let message = if earlier.cidr.value == block {
            format!("subnets `{}` and `{}` have the same block `{block}`", other.value, name.value)
        } else {
            format!(
                "subnet `{}` (`{block}`) overlaps `{}` (`{}`)",
                name.value, other.value, earlier.cidr.value
            )
        };
        let finding = Finding::new(rule, subnet.cidr.at, message)
            .about(name.at)
            .about(other.at)
            .related(earlier.cidr.at, format!("`{}` is declared here", other.value));
        let free = free.get_or_insert_with(|| Free::new(vpc.blocks(), blocks.iter().copied()));
        report.push(match free.take(block.length(), block.first()) {
            Some(next) => finding.help(format!("write `\"{next}\"`, the next free /{}", next.length())),
            None => finding.help(format!(
                "vpc `{}` has no free /{} left, add a secondary block or write smaller subnets",
                vpc.header.name.value,
                block.length()
            )),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    fn told(blocks: &[&str]) -> Vec<(String, Option<String>)> {
        let mut sample = Sample::new();
        let main = sample.vpc("main", "10.0.0.0/16");
        for (index, block) in blocks.iter().enumerate() {
            sample.subnet(main, &format!("s{index}"), block, "a");
        }
        let findings = sample.findings();
        let overlaps =
            findings.into_iter().filter(|f| ["subnets_overlap", "subnet_duplicate"].contains(&f.rule.name));
        overlaps.map(|f| (format!("{} at {}", f.rule.name, sample.label(f.at)), f.help)).collect()
    }

    #[test]
    fn the_later_of_two_is_told_the_next_free_block() {
        let told = told(&["10.0.1.0/24", "10.0.1.128/25"]);
        let help = "write `\"10.0.2.0/25\"`, the next free /25".to_owned();
        assert_eq!(told, [("subnets_overlap at s1.cidr".to_owned(), Some(help))]);
    }

    #[test]
    fn the_same_block_twice_is_told_as_that_and_only_once() {
        let told = told(&["10.0.1.0/24", "10.0.2.0/24", "10.0.1.0/24"]);
        let help = "write `\"10.0.3.0/24\"`, the next free /24".to_owned();
        assert_eq!(told, [("subnet_duplicate at s2.cidr".to_owned(), Some(help))]);
    }

    #[test]
    fn neighbours_do_not_overlap_and_vpcs_are_apart() {
        assert!(told(&["10.0.0.0/25", "10.0.0.128/25", "10.0.1.0/24"]).is_empty());
        let mut sample = Sample::new();
        let (one, two) = (sample.vpc("one", "10.0.0.0/16"), sample.vpc("two", "10.0.0.0/16"));
        sample.subnet(one, "s0", "10.0.1.0/24", "a");
        sample.subnet(two, "s1", "10.0.1.0/24", "a");
        assert!(sample.speaks("subnets_overlap").is_empty());
        assert!(sample.speaks("subnet_duplicate").is_empty());
    }

    #[test]
    fn a_subnet_around_several_is_one_finding() {
        let told = told(&["10.0.1.0/26", "10.0.1.64/26", "10.0.1.0/24"]);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].0, "subnets_overlap at s2.cidr");
    }

    #[test]
    fn the_cost_of_many_subnets_is_near_linear() {
        let mut sample = Sample::new();
        let main = sample.vpc("main", "10.0.0.0/16");
        for index in 0..4000 {
            let block = crate::cidr::Cidr::containing(0x0a00_0000 + (index % 2000) * 16, 28);
            sample.subnet(main, &format!("s{index}"), &block.to_string(), "a");
        }
        let mut report = crate::check::Report::default();
        super::check(&crate::check::Context::new(&sample.topology), &mut report);
        assert_eq!(report.findings.len(), 2000);
    }
}
