//! Load balancers in one zone.

use crate::ordered::OrderedSet;
use crate::check::lookup::vpc_of;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "alb_needs_two_zones",
    severity: Severity::Refused,
    checks: "The subnets of a load balancer are in at least two zones.",
    why: "AWS refuses an application load balancer in one zone: ValidationError.",
    fails: "load_balancer edge internet_facing in public.a { … }",
    instead: "Add a subnet of another zone.",
    source: "Elastic Load Balancing API model, CreateLoadBalancer, botocore 1.44.5, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for balancer in &context.load_balancers {
        let subnets: Vec<_> = balancer.subnets.iter().map(|subnet| &context[subnet.value]).collect();
        let zones: OrderedSet<&str> = subnets.iter().map(|subnet| subnet.zone.as_str()).collect();
        let (Some(zone), 1) = (zones.first(), zones.len()) else { continue };
        let name = &balancer.header.name;
        let message =
            format!("load balancer `{}` spans one availability zone, `{zone}`, and needs two", name.value);
        let finding = Finding::new(&RULE, balancer.subnets[0].at, message).about(name.at);
        let vpc = vpc_of(context, balancer);
        let other = context.subnets.iter().find(|subnet| {
            Some(subnet.vpc) == vpc
                && subnet.zone.value != *zone
                && subnet.public_addresses.value == subnets[0].public_addresses.value
        });
        report.push(match (subnets.get(1), other) {
            (_, Some(other)) => {
                finding.help(format!("add `{}`, which is in `{}`", other.header.name.value, other.zone.value))
            }
            (Some(second), None) => finding
                .related(second.zone.at, "the zone is written here")
                .help(format!("put `{}` in another zone", second.header.name.value)),
            (None, None) => finding.help("declare a subnet in another zone and add it"),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn zones_are_counted_and_not_subnets() {
        let mut sample = Sample::street();
        assert!(sample.speaks("alb_needs_two_zones").is_empty());
        sample.topology.load_balancers[0].subnets.pop();
        assert_eq!(sample.speaks("alb_needs_two_zones"), ["edge.in.public.a"]);
        let help = sample.findings()[0].help.clone();
        assert_eq!(help.as_deref(), Some("add `public.b`, which is in `us-east-1b`"));
    }

    #[test]
    fn two_subnets_of_one_zone_are_one_finding() {
        let mut sample = Sample::street();
        sample.topology.subnets[1].zone.value = "us-east-1a".into();
        let told = sample.told();
        assert!(told.contains(&"alb_needs_two_zones at edge.in.public.a".to_owned()), "{told:?}");
        assert!(sample.speaks("alb_two_subnets_same_zone").is_empty());
    }
}
