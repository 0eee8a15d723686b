//! Subnets that are not inside a block of their VPC.

use crate::check::lookup::with_ids;
use crate::check::words::list;
use crate::check::{Context, Report};
use crate::cidr::Cidr;
use crate::diagnostic::{Finding, Rule, Severity};
use crate::free::Free;
use crate::topology::{Subnet, Vpc, VpcId};

use super::{subnet_partly_outside_vpc, subnet_spans_two_blocks};

pub(super) static RULE: Rule = Rule {
    name: "subnet_outside_vpc",
    severity: Severity::Refused,
    checks: "A subnet lies in a block of its VPC.",
    why: "AWS refuses it: InvalidSubnet.Range.",
    fails: "vpc main \"10.0.0.0/16\" { subnet data per zone { a: \"10.1.1.0/24\" } }",
    instead: "Write the free block that the message gives.",
    source: "Amazon VPC user guide, \"Subnet sizing\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut by_vpc: Vec<Vec<&Subnet>> = vec![Vec::new(); context.vpcs.len()];
    for subnet in &context.subnets {
        by_vpc[subnet.vpc.0 as usize].push(subnet);
    }
    for (id, vpc) in with_ids(&context.vpcs, VpcId) {
        if report.failed(vpc.cidr.at) || vpc.secondary.iter().any(|block| report.failed(block.at)) {
            continue;
        }
        let blocks: Vec<Cidr> = vpc.blocks().collect();
        let subnets = &by_vpc[id.0 as usize];
        let is_inside = |subnet: &&&Subnet| blocks.iter().any(|outer| outer.contains(subnet.cidr.value));
        let (inside, outside): (Vec<&Subnet>, Vec<&Subnet>) = subnets.iter().partition(is_inside);
        // Where all are outside it is the VPC's block that is not the one that was meant.
        let is_apart = |subnet: &&Subnet| {
            !report.failed(subnet.cidr.at) && !blocks.iter().any(|inner| subnet.cidr.value.contains(*inner))
        };
        if inside.is_empty() && outside.len() > 1 && outside.iter().all(is_apart) {
            report.push(tell_of_all(vpc, &blocks, &outside));
            continue;
        }
        let mut free = Free::new(blocks.iter().copied(), inside.iter().map(|subnet| subnet.cidr.value));
        for subnet in outside {
            if !report.failed(subnet.cidr.at) {
                report.push(tell(vpc, &blocks, subnet, &mut free));
            }
        }
    }
}

/// The one finding about a VPC that holds none of its subnets.
fn tell_of_all(vpc: &Vpc, blocks: &[Cidr], subnets: &[&Subnet]) -> Finding {
    let name = &vpc.header.name;
    let shown: Vec<String> =
        subnets.iter().map(|subnet| format!("`{}` (`{}`)", subnet.header.name.value, subnet.cidr.value)).collect();
    let shown = match shown.as_slice() {
        [first, second] => format!("{first} and {second}"),
        [first, second, rest @ ..] => format!("{first}, {second} and {} more", rest.len()),
        _ => shown.join(", "),
    };
    let message = format!("vpc `{}` ({}) holds none of its subnets {shown}", name.value, list(blocks));
    let finding = Finding::new(&RULE, vpc.cidr.at, message).about(name.at);
    let finding = subnets.iter().fold(finding, |finding, subnet| finding.about(subnet.header.name.at));
    // The block of the same size that holds them all, or the smallest that does.
    let around = (16..=vpc.cidr.length()).rev().filter_map(|length| {
        let around = Cidr::containing(subnets.first()?.cidr.value.first(), length);
        subnets.iter().all(|subnet| around.contains(subnet.cidr.value)).then_some(around)
    });
    match around.into_iter().next() {
        Some(around) => finding.help(format!("write `\"{around}\"`, which holds them all")),
        None => finding.help("write the subnets within it, or secondary blocks for them"),
    }
}

fn tell(vpc: &Vpc, blocks: &[Cidr], subnet: &Subnet, free: &mut Free) -> Finding {
    let block = subnet.cidr.value;
    let (name, vpc_name) = (&subnet.header.name, &vpc.header.name);
    let within: Vec<Cidr> = blocks.iter().copied().filter(|inner| block.contains(*inner)).collect();
    let covered: u64 = within.iter().map(|inner| inner.size()).sum();
    let (rule, message) = if within.is_empty() {
        let message =
            format!("subnet `{}` (`{block}`) is outside vpc `{}` ({})", name.value, vpc_name.value, list(blocks));
        (&RULE, message)
    } else if covered == block.size() && within.len() > 1 {
        let message = format!(
            "subnet `{}` (`{block}`) spans {} blocks of vpc `{}`: {}",
            name.value,
            within.len(),
            vpc_name.value,
            list(&within)
        );
        (&subnet_spans_two_blocks::RULE, message)
    } else {
        let message = format!(
            "subnet `{}` (`{block}`) is larger than the block {} of vpc `{}`",
            name.value,
            list(&within),
            vpc_name.value
        );
        (&subnet_partly_outside_vpc::RULE, message)
    };
    let finding = Finding::new(rule, subnet.cidr.at, message)
        .about(name.at)
        .about(vpc_name.at)
        .related(vpc.cidr.at, "the block of the vpc is written here");
    let near = free.last_taken();
    match (block.length()..=28).find_map(|length| free.take(length, near)) {
        Some(next) => finding.help(format!("write `\"{next}\"`, the next free /{}", next.length())),
        None => finding.help(format!("vpc `{}` is full, add a secondary block", vpc_name.value)),
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    fn told(vpc: &str, secondary: &[&str], subnet: &str) -> (Vec<String>, Vec<Option<String>>) {
        let mut sample = Sample::new();
        let main = sample.vpc("main", vpc);
        secondary.iter().for_each(|block| sample.secondary(main, block));
        sample.subnet(main, "first", "10.0.0.0/26", "a");
        sample.subnet(main, "second", subnet, "b");
        let findings = sample.findings();
        let outside = |rule: &str| {
            ["subnet_outside_vpc", "subnet_partly_outside_vpc", "subnet_spans_two_blocks"].contains(&rule)
        };
        findings
            .into_iter()
            .filter(|finding| outside(finding.rule.name))
            .map(|finding| (format!("{} at {}", finding.rule.name, sample.label(finding.at)), finding.help))
            .unzip()
    }

    #[test]
    fn a_subnet_outside_is_refused_with_the_next_free_block_of_its_size() {
        let (told, help) = told("10.0.0.0/16", &[], "10.1.1.0/24");
        assert_eq!(told, ["subnet_outside_vpc at second.cidr"]);
        assert_eq!(help, [Some("write `\"10.0.1.0/24\"`, the next free /24".to_owned())]);
    }

    #[test]
    fn a_vpc_that_holds_none_of_its_subnets_is_one_finding_at_its_block() {
        let (told, help) = told("80.0.0.0/16", &[], "10.0.1.0/24");
        assert_eq!(told, ["subnet_outside_vpc at main.cidr"]);
        assert_eq!(help, [Some("write `\"10.0.0.0/16\"`, which holds them all".to_owned())]);
    }

    #[test]
    fn a_subnet_larger_than_the_vpc_is_told_a_size_that_fits() {
        let (told, help) = told("10.0.0.0/20", &[], "10.0.0.0/19");
        assert_eq!(told, ["subnet_partly_outside_vpc at second.cidr"]);
        assert_eq!(help, [Some("write `\"10.0.8.0/21\"`, the next free /21".to_owned())]);
    }

    #[test]
    fn a_subnet_over_two_neighbouring_blocks_is_refused() {
        let (told, _) = told("10.4.0.0/17", &["10.4.128.0/17"], "10.4.0.0/16");
        assert!(told.contains(&"subnet_spans_two_blocks at second.cidr".to_owned()), "{told:?}");
    }

    #[test]
    fn the_whole_block_and_a_secondary_one_are_inside() {
        assert!(told("10.1.0.0/16", &["10.2.0.0/16"], "10.2.0.0/16").0.len() == 1, "only `first` is outside");
        assert!(told("10.0.0.0/16", &[], "10.0.255.240/28").0.is_empty());
    }

    #[test]
    fn each_of_several_is_told_another_block() {
        let mut sample = Sample::new();
        let main = sample.vpc("main", "10.0.0.0/16");
        sample.subnet(main, "first", "10.1.0.0/24", "a");
        sample.subnet(main, "second", "10.1.0.0/24", "b");
        sample.subnet(main, "third", "10.0.9.0/24", "a");
        let help: Vec<_> = sample.findings().into_iter().filter_map(|finding| finding.help).collect();
        assert!(help.contains(&"write `\"10.0.10.0/24\"`, the next free /24".to_owned()), "{help:?}");
        assert!(help.contains(&"write `\"10.0.11.0/24\"`, the next free /24".to_owned()), "{help:?}");
    }
}
