//! Targets in zones that their load balancer does not serve.

use crate::ordered::{OrderedMap, OrderedSet};
use crate::check::lookup::{actions, forwarded};
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity, Site};
use crate::topology::{At, Header, LoadBalancer, SubnetId, TargetGroupId};

pub(super) static RULE: Rule = Rule {
    name: "target_group_dead_zone",
    severity: Severity::Broken,
    checks: "The load balancer of a target has a subnet in each zone of the target.",
    why: "Machines in another zone are registered, and never get a request.",
    fails: "load_balancer edge internet_facing in [public.a, public.b] { … => web; }  auto_scaling_group web in \
            [public.a, public.c] { … }",
    instead: "Add a subnet of that zone to the load balancer, or take the group out of it.",
    source: "Application Load Balancers guide, \"Availability Zones and load balancer nodes\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut balancers: OrderedMap<TargetGroupId, &LoadBalancer> = OrderedMap::new();
    for balancer in &context.load_balancers {
        for target in balancer.listeners.iter().flat_map(actions).filter_map(|action| forwarded(&action.value)) {
            balancers.entry(target).or_insert(balancer);
        }
    }
    let groups = context.auto_scaling_groups.iter().map(|group| (&group.header, group.target, &group.subnets[..]));
    let instances = context
        .instances
        .iter()
        .map(|instance| (&instance.header, instance.target, std::slice::from_ref(&instance.subnet)));
    for (header, target, subnets) in groups.chain(instances) {
        if let Some(balancer) = target.and_then(|target| balancers.get(&target)) {
            check_thing(context, header, subnets, balancer, report);
        }
    }
}

fn check_thing(
    context: &Context<'_>,
    header: &Header,
    subnets: &[At<SubnetId>],
    balancer: &LoadBalancer,
    report: &mut Report,
) {
    let served: OrderedSet<&str> =
        balancer.subnets.iter().map(|subnet| context[subnet.value].zone.as_str()).collect();
    let vpc = balancer.subnets.first().map(|subnet| context[subnet.value].vpc);
    let mut told: OrderedSet<Site> = OrderedSet::new();
    for at in subnets {
        let subnet = &context[at.value];
        // What is in another VPC is told as that.
        if served.contains(subnet.zone.as_str()) || Some(subnet.vpc) != vpc || !told.insert(at.at) {
            continue;
        }
        let (name, balancer_name) = (&header.name, &balancer.header.name);
        let message = format!(
            "`{}` uses `{}` by subnet `{}`, load balancer `{}` has no subnet there",
            name.value, subnet.zone.value, subnet.header.name.value, balancer_name.value
        );
        report.push(
            Finding::new(&RULE, at.at, message)
                .about(name.at)
                .about(balancer_name.at)
                .related(balancer_name.at, "the load balancer is declared here")
                .help(format!("add a subnet of `{}` to `{}`", subnet.zone.value, balancer_name.value)),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_zone_without_the_balancer_is_told_and_fewer_zones_are_not() {
        let mut sample = Sample::street();
        assert!(sample.speaks("target_group_dead_zone").is_empty());
        sample.topology.auto_scaling_groups[0].subnets.pop();
        assert!(sample.speaks("target_group_dead_zone").is_empty());
        let main = sample.topology.subnets[0].vpc;
        let third = sample.subnet(main, "public.c", "10.0.3.0/24", "c");
        let third = sample.at("third", third);
        sample.topology.auto_scaling_groups[0].subnets.push(third);
        assert_eq!(sample.speaks("target_group_dead_zone"), ["third"]);
    }
}
