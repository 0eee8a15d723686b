//! NAT gateways whose own subnet goes out through a NAT gateway.



use crate::ordered::OrderedMap;
use crate::check::lookup::{default_route, with_ids};
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::Routes;
use crate::topology::{Name, RouteTarget, SubnetId};

pub(super) static RULE: Rule = Rule {
    name: "nat_route_loop",
    severity: Severity::Broken,
    checks: "The subnet of a NAT gateway does not go out through a NAT gateway.",
    why: "A NAT gateway reaches the internet by the routes of its own subnet: what it sends out comes back to it.",
    fails: "nat_gateway out in private.a;  route_table to_nat on private { \"0.0.0.0/0\" -> out; }",
    instead: "Put the NAT gateway in a public subnet.",
    source: "Amazon VPC user guide, \"NAT gateways\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let routes = Routes::new(context);
    // One finding for the members of a family that are in members of one family of subnets.
    let mut families: OrderedMap<(&str, &str), Finding> = OrderedMap::new();
    for gateway in &context.nat_gateways {
        let Some(table) = routes.table(gateway.subnet.value).map(|id| &context[id]) else { continue };
        let internet =
            table.routes.iter().any(|route| matches!(route.target.value, RouteTarget::InternetGateway(_)));
        let Some(route) = default_route(table) else { continue };
        let RouteTarget::NatGateway(target) = route.target.value else { continue };
        // A route to an internet gateway beside it may be the one that counts.
        if internet || report.failed(route.target.at) {
            continue;
        }
        let (name, subnet) = (&gateway.header.name, &context[gateway.subnet.value].header.name.value);
        let family = (name.value.base.as_str(), subnet.base.as_str());
        if let Some(finding) = families.get_mut(&family) {
            finding.about.push(name.at);
            continue;
        }
        let message = format!(
            "NAT gateway `{}` is in subnet `{subnet}`, whose default route leads to NAT gateway `{}`",
            name.value, context[target].header.name.value
        );
        let is_public = |id: SubnetId| {
            let route = routes.table(id).and_then(|table| default_route(&context[table]));
            route.is_some_and(|route| matches!(route.target.value, RouteTarget::InternetGateway(_)))
        };
        let zone = &context[gateway.subnet.value].zone.value;
        let public = with_ids(&context.subnets, SubnetId)
            .find(|(id, other)| other.vpc == gateway.vpc && other.zone.value == *zone && is_public(*id))
            .map(|(_, public)| &public.header.name.value);
        let help = match public {
            Some(Name { base, key }) if *key == name.value.key => format!("write `in {base}`"),
            Some(public) => format!("write `in {public}`"),
            None => "put it in a subnet with a route to an internet gateway".to_owned(),
        };
        let finding = Finding::new(&RULE, gateway.subnet.at, message)
            .about(name.at)
            .related(route.destination.at, "the route is written here")
            .help(help);
        families.insert(family, finding);
    }
    report.extend(families.into_values());
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::*;

    fn told(extra: Option<RouteTarget>) -> (Vec<String>, Option<String>) {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        let private = sample.subnet(main, "private.a", "10.0.21.0/24", "a");
        let nat = sample.nat_gateway("out", private);
        let mut routes = vec![("0.0.0.0/0", RouteTarget::NatGateway(nat))];
        routes.extend(extra.map(|target| ("0.0.0.0/1", target)));
        sample.route_table(main, "to_nat", &[private], &routes);
        let help = sample.findings().into_iter().find(|finding| finding.rule.name == "nat_route_loop");
        (sample.speaks("nat_route_loop"), help.and_then(|finding| finding.help))
    }

    #[test]
    fn a_gateway_behind_itself_is_refused_with_a_public_subnet() {
        assert_eq!(told(None), (vec!["out.subnet".to_owned()], Some("write `in public.a`".to_owned())));
    }

    #[test]
    fn a_route_to_the_internet_beside_it_or_a_public_subnet_is_no_loop() {
        assert!(told(Some(RouteTarget::InternetGateway(InternetGatewayId(0)))).0.is_empty());
        let mut sample = Sample::street();
        sample.nat_gateway("out", SubnetId(0));
        assert!(sample.speaks("nat_route_loop").is_empty());
    }

    #[test]
    fn a_family_is_told_once_and_goes_to_a_family() {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        for (key, block) in [("a", "10.0.21.0/24"), ("b", "10.0.22.0/24")] {
            let private = sample.subnet(main, &format!("private.{key}"), block, key);
            let nat = sample.nat_gateway(&format!("out.{key}"), private);
            let routes = [("0.0.0.0/0", RouteTarget::NatGateway(nat))];
            sample.route_table(main, &format!("to_nat.{key}"), &[private], &routes);
        }
        assert_eq!(sample.speaks("nat_route_loop"), ["out.a.subnet"]);
        let finding = sample.findings().into_iter().find(|finding| finding.rule.name == "nat_route_loop");
        assert_eq!(finding.and_then(|finding| finding.help).as_deref(), Some("write `in public`"));
    }
}
