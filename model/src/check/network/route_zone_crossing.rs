//! Subnets that go out through the NAT gateway of another zone, though their own has one.



use crate::ordered::OrderedMap;
use crate::check::lookup::{default_route, with_ids};
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::{NatGatewayId, RouteTarget, VpcId};

pub(super) static RULE: Rule = Rule {
    name: "route_zone_crossing",
    severity: Severity::Cost,
    checks: "A subnet whose zone has a NAT gateway goes out through that one.",
    why: "Traffic between zones is paid for both ways, and the subnet fails with the other zone too.",
    fails: "nat_gateway out per zone in public;  route_table to_nat on private { \"0.0.0.0/0\" -> out.a; }",
    instead: "Declare a table for each zone: `route_table to_nat per zone on private { \"0.0.0.0/0\" -> out; }`.",
    source: "Amazon VPC user guide, \"NAT gateway basics\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut own: OrderedMap<(VpcId, &str), NatGatewayId> = OrderedMap::new();
    for (id, gateway) in with_ids(&context.nat_gateways, NatGatewayId) {
        own.entry((gateway.vpc, context[gateway.subnet.value].zone.as_str())).or_insert(id);
    }
    for table in &context.route_tables {
        let Some(route) = default_route(table) else { continue };
        let RouteTarget::NatGateway(target) = route.target.value else { continue };
        let there = context[context[target].subnet.value].zone.as_str();
        let crossing = table.subnets.iter().find_map(|subnet| {
            let subnet = &context[subnet.value];
            let near = own.get(&(subnet.vpc, subnet.zone.as_str()))?;
            (subnet.zone.value != there).then_some((subnet, &context[*near].header.name.value))
        });
        let Some((subnet, near)) = crossing else { continue };
        let message = format!(
            "subnet `{}` in `{}` goes out through NAT gateway `{}` in `{there}`",
            subnet.header.name.value, subnet.zone.value, context[target].header.name.value
        );
        report.push(
            Finding::new(&RULE, route.target.at, message)
                .about(table.header.name.at)
                .help(format!("route it through `{near}`, by a table `per zone`")),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{RouteTarget, SubnetId};

    fn told(second_gateway: bool, crossed: bool) -> Vec<String> {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        let private = sample.subnet(main, "private.b", "10.0.22.0/24", "b");
        let first = sample.nat_gateway("out.a", SubnetId(0));
        let own = if second_gateway { sample.nat_gateway("out.b", SubnetId(1)) } else { first };
        let target = RouteTarget::NatGateway(if crossed { first } else { own });
        sample.route_table(main, "to_nat", &[private], &[("0.0.0.0/0", target)]);
        sample.speaks("route_zone_crossing")
    }

    #[test]
    fn a_route_to_another_zone_is_told_only_where_the_own_one_has_a_gateway() {
        assert_eq!(told(true, true), ["to_nat.0.0.0.0/0.target"]);
        assert!(told(true, false).is_empty());
        assert!(told(false, true).is_empty());
    }
}
