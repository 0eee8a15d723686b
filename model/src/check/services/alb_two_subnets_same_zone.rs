//! Load balancers with several subnets of one zone.



use crate::ordered::OrderedMap;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::SubnetId;

pub(super) static RULE: Rule = Rule {
    name: "alb_two_subnets_same_zone",
    severity: Severity::Refused,
    checks: "A load balancer has one subnet of a zone.",
    why: "AWS takes one subnet for each zone: InvalidConfigurationRequest.",
    fails: "load_balancer edge internet_facing in [public.a, public.b, other.a] { … }",
    instead: "Leave out one of the two.",
    source: "Elastic Load Balancing API model, CreateLoadBalancer, botocore 1.44.5, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in &context.load_balancers {
        let mut first: OrderedMap<&str, SubnetId> = OrderedMap::new();
        for at in &balancer.subnets {
            let subnet = &context[at.value];
            let earlier = *first.entry(subnet.zone.as_str()).or_insert(at.value);
            if earlier == at.value {
                continue;
            }
            let (name, earlier) = (&balancer.header.name, &context[earlier].header.name);
            let message = format!(
                "load balancer `{}` has subnets `{}` and `{}` both in `{}`, one for each zone is possible",
                name.value, earlier.value, subnet.header.name.value, subnet.zone.value
            );
            report.push(
                Finding::new(&RULE, at.at, message)
                    .about(name.at)
                    .related(subnet.header.name.at, "the subnet is declared here")
                    .help(format!("leave out `{}` or put it in another zone", subnet.header.name.value)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::SubnetId;

    #[test]
    fn a_third_subnet_in_a_zone_that_has_one_is_refused() {
        let mut sample = Sample::street();
        let third = sample.at("third", SubnetId(2));
        sample.topology.load_balancers[0].subnets.push(third);
        assert_eq!(sample.speaks("alb_two_subnets_same_zone"), ["third"]);
        sample.topology.subnets[2].zone.value = "us-east-1c".into();
        assert!(sample.speaks("alb_two_subnets_same_zone").is_empty());
    }
}
