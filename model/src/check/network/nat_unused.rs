//! NAT gateways that no route leads to.

use std::collections::BTreeSet;

use crate::check::lookup::{mentioned, with_ids};
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::{NatGatewayId, RouteTarget, Thing};

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
    let mut used: BTreeSet<NatGatewayId> = routes
        .filter_map(|route| match route.target.value {
            RouteTarget::NatGateway(id) => Some(id),
            RouteTarget::InternetGateway(_) => None,
        })
        .collect();
    used.extend(mentioned(context).into_iter().filter_map(|thing| match thing {
        Thing::NatGateway(id) => Some(id),
        _ => None,
    }));
    for (id, gateway) in with_ids(&context.nat_gateways, NatGatewayId) {
        if !used.contains(&id) {
            let name = &gateway.header.name;
            let message = format!("NAT gateway `{}` is paid for and no route leads to it", name.value);
            report.push(Finding::new(&RULE, name.at, message).about(name.at).help(format!(
                "add `\"0.0.0.0/0\" -> {};` to a table of private subnets, or remove it",
                name.value
            )));
        }
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
}
