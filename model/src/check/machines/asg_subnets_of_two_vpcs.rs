//! Groups whose machines would lie in two VPCs.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::SubnetId;

pub(super) static RULE: Rule = Rule {
    name: "asg_subnets_of_two_vpcs",
    severity: Severity::Refused,
    checks: "The subnets of a group are of one VPC.",
    why: "The security groups of its template belong to one VPC: CreateAutoScalingGroup refuses it with ValidationError.",
    fails: "auto_scaling_group web in [public, other] { … }, with `other` in another VPC",
    instead: "Name subnets of one VPC.",
    source: "mludvig/aws-ethereum-miner, issues 3 and 12, read 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for group in &context.auto_scaling_groups {
        let Some(first) = group.subnets.first() else { continue };
        let home = context[first.value].vpc;
        let Some(other) = group.subnets.iter().find(|subnet| context[subnet.value].vpc != home) else { continue };
        let (name, vpc) = (&group.header.name, |subnet: SubnetId| &context[context[subnet].vpc].header.name.value);
        let message = format!(
            "subnet `{}` of `{}` is in VPC `{}`, `{}` is in `{}`",
            context[other.value].header.name.value,
            name.value,
            vpc(other.value),
            context[first.value].header.name.value,
            vpc(first.value),
        );
        let finding = Finding::new(&RULE, other.at, message).about(name.at).related(first.at, "the first subnet");
        report.push(finding.help(format!("name subnets of VPC `{}`", vpc(first.value))));
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_group_lies_in_one_vpc_and_nothing_else_is_told_of_it() {
        let mut sample = Sample::new();
        let [main, other] =
            [("main", "10.0.0.0/16"), ("other", "10.1.0.0/16")].map(|(name, cidr)| sample.vpc(name, cidr));
        let here = sample.subnet(main, "here", "10.0.1.0/24", "a");
        let there = sample.subnet(other, "there", "10.1.1.0/24", "b");
        sample.auto_scaling_group("web", &[here, there], "t3.small", [1, 1, 2]);
        assert_eq!(sample.speaks("asg_subnets_of_two_vpcs"), ["web.in.there"]);
        assert!(sample.speaks("group_attached_other_vpc").is_empty());
    }

    #[test]
    fn several_subnets_of_one_vpc_are_right() {
        assert!(Sample::street().speaks("asg_subnets_of_two_vpcs").is_empty());
    }
}
