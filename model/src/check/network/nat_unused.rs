//! NAT gateways that no route leads to.



use crate::ordered::{OrderedMap, OrderedSet};
use crate::check::lookup::{mentioned, with_ids};
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::show::show_names;
use crate::topology::{At, Name, NatGatewayId, RouteTarget, Thing};

pub(super) static RULE: Rule = Rule {
    name: "nat_unused",
    severity: Severity::Cost,
    checks: "A route leads to a NAT gateway.",
    why: "It costs about 33 USD a month and its public address, and without a route nothing goes through it.",
    fails: "nat_gateway out in public.a;  // and no table with `-> out`",
    instead: "Route the private subnets through it, or remove it.",
    source: "Amazon VPC pricing, us-east-1, 0.045 USD an hour, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let routes = context.route_tables.iter().flat_map(|table| &table.routes);
    let mut used: OrderedSet<NatGatewayId> = routes
        .filter_map(|route| match route.target.value {
            RouteTarget::NatGateway(id) => Some(id),
            RouteTarget::InternetGateway(_) => None,
        })
        .collect();
    used.extend(mentioned(context).into_iter().filter_map(|thing| match thing {
        Thing::NatGateway(id) => Some(id),
        _ => None,
    }));
    // One finding for the members of a family.
    let mut families: OrderedMap<&str, Vec<&At<Name>>> = OrderedMap::new();
    for (id, gateway) in with_ids(&context.nat_gateways, NatGatewayId) {
        if !used.contains(&id) {
            let name = &gateway.header.name;
            families.entry(&name.value.base).or_default().push(name);
        }
    }
    for names in families.into_values() {
        let [first, others @ ..] = names.as_slice() else { continue };
        let shown = show_names(names.iter().map(|name| &name.value));
        let (things, them) = match others {
            [] => ("NAT gateway", "it"),
            _ => ("NAT gateways", "them"),
        };
        let verb = if others.is_empty() { "is" } else { "are" };
        let message = format!("{things} {shown} {verb} paid for and no route leads to {them}");
        let help =
            format!("add `\"0.0.0.0/0\" -> {};` to a table of private subnets, or remove {them}", first.value);
        let mut finding = Finding::new(&RULE, first.at, message).help(help);
        finding.about.extend(names.iter().map(|name| name.at));
        report.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{RouteTarget, SubnetId};

    #[test]
    fn a_gateway_without_a_route_is_told() {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        let nat = sample.nat_gateway("out", SubnetId(0));
        assert_eq!(sample.speaks("nat_unused"), ["out"]);
        sample.route_table(main, "to_nat", &[], &[("0.0.0.0/0", RouteTarget::NatGateway(nat))]);
        assert!(sample.speaks("nat_unused").is_empty());
    }

    #[test]
    fn a_family_is_told_once() {
        let mut sample = Sample::street();
        sample.nat_gateway("out.a", SubnetId(0));
        sample.nat_gateway("out.b", SubnetId(1));
        assert_eq!(sample.speaks("nat_unused"), ["out.a"]);
        let finding = sample.findings().into_iter().find(|finding| finding.rule.name == "nat_unused");
        assert_eq!(
            finding.map(|finding| finding.message).as_deref(),
            Some("NAT gateways `out.a` and `out.b` are paid for and no route leads to them")
        );
    }
}
