//! VPCs in which nothing can be placed.



use crate::ordered::OrderedSet;
use crate::check::lookup::with_ids;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::VpcId;

pub(super) static RULE: Rule = Rule {
    name: "vpc_without_subnets",
    severity: Severity::Lint,
    checks: "A VPC has a subnet.",
    why: "Everything in a VPC is placed in a subnet.",
    fails: "vpc main \"10.0.0.0/16\" {}",
    instead: "Declare a subnet, or remove the VPC.",
    source: "Amazon VPC user guide, \"Subnets for your VPC\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let used: OrderedSet<VpcId> = context.subnets.iter().map(|subnet| subnet.vpc).collect();
    for (id, vpc) in with_ids(&context.vpcs, VpcId) {
        if used.contains(&id) {
            continue;
        }
        let name = &vpc.header.name;
        let block = crate::cidr::Cidr::containing(vpc.cidr.first(), vpc.cidr.length().clamp(24, 28));
        let zone = context.zones.first().map_or("a", |zone| zone.value.as_str());
        let zones = if context.zones.is_empty() { "`zones a;` and " } else { "" };
        report.push(
            Finding::new(&RULE, name.at, format!("vpc `{}` has no subnet", name.value))
                .about(name.at)
                .help(format!("add {zones}`subnet public per zone {{ {zone}: \"{block}\" }}`")),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_vpc_without_a_subnet_is_told_and_one_with_a_subnet_is_not() {
        let mut sample = Sample::street();
        assert!(sample.speaks("vpc_without_subnets").is_empty());
        sample.vpc("empty", "10.9.0.0/16");
        assert_eq!(sample.speaks("vpc_without_subnets"), ["empty"]);
    }
}
