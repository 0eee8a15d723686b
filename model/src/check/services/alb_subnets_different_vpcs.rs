//! Load balancers in subnets of several VPCs.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "alb_subnets_different_vpcs",
    severity: Severity::Refused,
    checks: "The subnets of a load balancer are in one VPC.",
    why: "AWS refuses subnets of several VPCs: InvalidConfigurationRequest.",
    fails: "load_balancer edge internet_facing in [shop_public.a, ledger_public.b] { … }",
    instead: "Use subnets of one VPC.",
    source: "The message of AWS in public reports, InvalidConfigurationRequest, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in &context.load_balancers {
        let Some(first) = balancer.subnets.first().map(|subnet| &context[subnet.value]) else { continue };
        let Some(odd) = balancer.subnets.iter().find(|subnet| context[subnet.value].vpc != first.vpc) else {
            continue;
        };
        let (subnet, name) = (&context[odd.value], &balancer.header.name);
        let message = format!(
            "subnet `{}` is in vpc `{}`, load balancer `{}` is in vpc `{}`",
            subnet.header.name.value,
            context[subnet.vpc].header.name.value,
            name.value,
            context[first.vpc].header.name.value
        );
        report.push(
            Finding::new(&RULE, odd.at, message)
                .about(name.at)
                .related(subnet.header.name.at, "the subnet is declared here")
                .help(format!("use subnets of vpc `{}`", context[first.vpc].header.name.value)),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_subnet_of_another_vpc_is_refused() {
        let mut sample = Sample::street();
        assert!(sample.speaks("alb_subnets_different_vpcs").is_empty());
        let other = sample.vpc("other", "10.1.0.0/16");
        let far = sample.subnet(other, "far.b", "10.1.0.0/24", "b");
        sample.topology.load_balancers[0].subnets[1].value = far;
        assert_eq!(sample.speaks("alb_subnets_different_vpcs"), ["edge.in.public.b"]);
    }
}
