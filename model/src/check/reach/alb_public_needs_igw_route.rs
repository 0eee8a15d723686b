//! An internet-facing load balancer none of whose subnets is joined to an internet gateway.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::SubnetId;

pub(super) static RULE: Rule = Rule {
    name: "alb_public_needs_igw_route",
    severity: Severity::Broken,
    checks: "The subnets of an internet-facing load balancer have a route to an internet gateway.",
    why: "Its public addresses lead to interfaces in these subnets, which cannot answer.",
    fails: "load_balancer edge internet_facing in private { … }",
    instead: "Put it in public subnets, or route its subnets to an internet gateway.",
    source: "Elastic Load Balancing user guide, application load balancers, subnets, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    for balancer in context.load_balancers.iter().filter(|balancer| balancer.internet_facing.value) {
        let Some(first) = balancer.subnets.first() else { continue };
        if balancer.subnets.iter().any(|subnet| reach.is_fully_public(subnet.value)) {
            continue;
        }
        let mut subnets: Vec<SubnetId> = balancer.subnets.iter().map(|subnet| subnet.value).collect();
        subnets.dedup();
        let name = &balancer.header.name;
        let verb = if subnets.len() == 1 { "has" } else { "have" };
        let message = format!(
            "internet-facing load balancer `{}` is in {}, which {verb} no route to an internet gateway",
            name.value,
            reach.show_subnets(&subnets)
        );
        let mut finding = Finding::new(&RULE, first.at, message).about(name.at);
        for subnet in &subnets {
            finding = finding.about(context[*subnet].header.name.at);
        }
        let help = match reach.public_subnet_near(first.value) {
            Some(public) => format!("put it in public subnets, such as `{}`", reach.subnet_name(public)),
            None => reach.way_out(first.value, true),
        };
        let routes = reach.show_routes(first.value);
        report.push(finding.related(balancer.internet_facing.at, "internet-facing here").related_all(routes).help(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::SubnetId;

    #[test]
    fn a_balancer_without_any_public_subnet_is_told_once() {
        let mut sample = Sample::street();
        sample.topology.load_balancers[0].subnets[0].value = SubnetId(2);
        sample.topology.load_balancers[0].subnets.truncate(1);
        assert_eq!(sample.speaks("alb_public_needs_igw_route"), ["edge.in.public.a"]);
        assert!(sample.speaks("internet_edge_to_private_address").is_empty());
        sample.topology.load_balancers[0].internet_facing.value = false;
        assert!(sample.speaks("alb_public_needs_igw_route").is_empty());
    }
}
