//! VPCs of one topology that share addresses.



use crate::ordered::OrderedSet;
use crate::check::lookup::with_ids;
use crate::check::{Context, Report};
use crate::cidr::Cidr;
use crate::diagnostic::{Finding, Rule, Severity};
use crate::free::earlier_overlaps;
use crate::topology::{At, VpcId};

pub(super) static RULE: Rule = Rule {
    name: "two_vpcs_same_range",
    severity: Severity::Lint,
    checks: "The VPCs of a topology share no address.",
    why: "AWS peers no two VPCs that overlap, and a VPC's range cannot be changed later.",
    fails: "vpc shop \"10.0.0.0/16\" { … }  vpc ledger \"10.0.0.0/16\" { … }",
    instead: "Give one of them another range, as 10.1.0.0/16.",
    source: "Amazon VPC peering guide, \"VPC peering limitations\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    // Blocks of one VPC that overlap each other are an error, and left out here.
    let blocks: Vec<(VpcId, At<Cidr>)> = with_ids(&context.vpcs, VpcId)
        .flat_map(|(id, vpc)| std::iter::once(&vpc.cidr).chain(&vpc.secondary).map(move |block| (id, *block)))
        .filter(|(_, block)| !report.failed(block.at))
        .collect();
    let values: Vec<Cidr> = blocks.iter().map(|(_, block)| block.value).collect();
    let mut told: OrderedSet<VpcId> = OrderedSet::new();
    for (index, earlier) in earlier_overlaps(&values).into_iter().enumerate() {
        let Some(earlier) = earlier else { continue };
        let ((id, block), (other, first)) = (blocks[index], blocks[earlier]);
        if id == other || !told.insert(id) {
            continue;
        }
        let (name, other) = (&context[id].header.name, &context[other].header.name);
        let shared = if block.contains(first.value) { first.value } else { block.value };
        let message = format!(
            "vpcs `{}` and `{}` overlap in `{shared}`, they can never be peered",
            other.value, name.value
        );
        report.push(
            Finding::new(&RULE, block.at, message)
                .about(name.at)
                .about(other.at)
                .related(first.at, format!("`{}` is declared here", other.value))
                .help("give one of them another range"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_vpc_is_told_once_and_neighbours_are_not() {
        let mut sample = Sample::new();
        sample.vpc("one", "10.0.0.0/16");
        let two = sample.vpc("two", "10.0.128.0/20");
        sample.secondary(two, "10.0.160.0/20");
        sample.vpc("three", "10.1.0.0/16");
        assert_eq!(sample.speaks("two_vpcs_same_range"), ["two.cidr"]);
    }
}
