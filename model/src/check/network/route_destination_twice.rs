//! Routes of one table to the same destination.



use crate::ordered::OrderedMap;
use crate::check::{Context, Report};
use crate::cidr::Cidr;
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::{Route, RouteTarget, Topology};

pub(super) static RULE: Rule = Rule {
    name: "route_destination_twice",
    severity: Severity::Refused,
    checks: "A route table has one route to a destination.",
    why: "AWS refuses the second one, whatever its target: RouteAlreadyExists.",
    fails: "route_table out on private { \"0.0.0.0/0\" -> nat; \"0.0.0.0/0\" -> gate; }",
    instead: "Remove one of the routes.",
    source: "Amazon EC2 API reference, error codes, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for table in &context.route_tables {
        let mut first: OrderedMap<Cidr, &Route> = OrderedMap::new();
        for route in &table.routes {
            let earlier = *first.entry(route.destination.value).or_insert(route);
            let again = earlier.destination.at != route.destination.at;
            if !again || report.failed(route.destination.at) {
                continue;
            }
            let name = &table.header.name;
            let message = format!(
                "route table `{}` already sends `{}` to `{}`",
                name.value,
                route.destination.value,
                target_name(context, earlier.target.value)
            );
            report.push(
                Finding::new(&RULE, route.destination.at, message)
                    .about(name.at)
                    .related(earlier.destination.at, "first declared here")
                    .help("remove one of the two routes"),
            );
        }
    }
}

/// The name of what a route goes through.
pub(super) fn target_name(topology: &Topology, target: RouteTarget) -> &crate::topology::Name {
    match target {
        RouteTarget::InternetGateway(id) => &topology[id].header.name.value,
        RouteTarget::NatGateway(id) => &topology[id].header.name.value,
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::*;

    fn told(second: &str) -> Vec<String> {
        let mut sample = Sample::street();
        let target = RouteTarget::InternetGateway(InternetGatewayId(0));
        let destination = sample.at("second", second.parse().expect("a block"));
        let target = sample.at("target", target);
        sample.topology.route_tables[0].routes.push(Route { destination, target });
        sample.speaks("route_destination_twice")
    }

    #[test]
    fn the_second_route_to_a_destination_is_refused_and_a_narrower_one_is_not() {
        assert_eq!(told("0.0.0.0/0"), ["second"]);
        assert!(told("128.0.0.0/1").is_empty());
    }
}
