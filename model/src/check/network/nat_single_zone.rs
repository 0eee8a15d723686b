//! Subnets of several zones that depend on the NAT gateway of one.

use crate::ordered::{OrderedMap, OrderedSet};
use crate::check::lookup::default_route;
use crate::check::words::list;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::{NatGatewayId, RouteTarget, SubnetId, VpcId};

pub(super) static RULE: Rule = Rule {
    name: "nat_single_zone",
    severity: Severity::Lint,
    checks: "Subnets of several zones do not all go out through NAT gateways of one zone.",
    why: "When that zone fails, the others lose the internet with it.",
    fails: "nat_gateway out in public.a;  route_table to_nat on private { \"0.0.0.0/0\" -> out; }  // private: a, b",
    instead: "Declare one for each zone: `nat_gateway out per zone in public;`, `route_table to_nat per zone on \
              private { \"0.0.0.0/0\" -> out; }`. Or accept it, where one gateway is a matter of cost.",
    source: "Amazon VPC user guide, \"NAT gateway basics\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut by_vpc: OrderedMap<VpcId, (OrderedSet<NatGatewayId>, Vec<SubnetId>)> = OrderedMap::new();
    for table in &context.route_tables {
        let Some(route) = default_route(table) else { continue };
        let RouteTarget::NatGateway(gateway) = route.target.value else { continue };
        if !table.subnets.is_empty() {
            let (gateways, subnets) = by_vpc.entry(table.vpc).or_default();
            gateways.insert(gateway);
            subnets.extend(table.subnets.iter().map(|subnet| subnet.value));
        }
    }
    for (gateways, subnets) in by_vpc.values() {
        let zone = |subnet: SubnetId| context[subnet].zone.value.as_str();
        let served: OrderedSet<&str> = subnets.iter().map(|subnet| zone(*subnet)).collect();
        let zones: OrderedSet<&str> =
            gateways.iter().map(|gateway| zone(context[*gateway].subnet.value)).collect();
        let (Some(only), 1) = (zones.first().copied(), zones.len()) else { continue };
        let others: Vec<&str> = served.iter().copied().filter(|zone| *zone != only).collect();
        let Some(gateway) = gateways.first().map(|id| &context[*id]) else { continue };
        if others.is_empty() || served.len() < 2 {
            continue;
        }
        let lost = subnets.iter().filter(|subnet| zone(**subnet) != only);
        let lost = list(lost.map(|subnet| &context[*subnet].header.name.value));
        let name = &gateway.header.name;
        let message = format!("if `{only}` fails, {lost} in other zones cannot reach the internet");
        report.push(Finding::new(&RULE, name.at, message).about(name.at).help(format!(
            "declare one for each zone: `nat_gateway {0} per zone in {1};` and a table `per zone`",
            name.value.base, context[gateway.subnet.value].header.name.value.base
        )));
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{RouteTarget, SubnetId};

    fn sample(zones: [&str; 2], gateways: &[u32]) -> Sample {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        let private = [("private.a", "10.0.21.0/24"), ("private.b", "10.0.22.0/24")];
        let private = [0, 1].map(|index| sample.subnet(main, private[index].0, private[index].1, zones[index]));
        for (index, subnet) in private.into_iter().enumerate() {
            let public = gateways[index % gateways.len()];
            let nat = sample.nat_gateway(&format!("out{index}"), SubnetId(public));
            let route = [("0.0.0.0/0", RouteTarget::NatGateway(nat))];
            sample.route_table(main, &format!("to_nat{index}"), &[subnet], &route);
        }
        sample
    }

    #[test]
    fn subnets_of_two_zones_behind_gateways_of_one_are_told() {
        assert_eq!(sample(["a", "b"], &[0]).speaks("nat_single_zone"), ["out0"]);
    }

    #[test]
    fn a_gateway_for_each_zone_or_subnets_of_one_zone_are_right() {
        assert!(sample(["a", "b"], &[0, 1]).speaks("nat_single_zone").is_empty());
        assert!(sample(["a", "a"], &[0]).speaks("nat_single_zone").is_empty());
    }
}
