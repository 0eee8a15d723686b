//! Routes that would send a subnet's traffic out of the VPC.



use crate::ordered::OrderedMap;
use crate::check::{Context, Report};
use crate::cidr::Cidr;
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::{RouteTarget, Subnet, VpcId};

pub(super) static RULE: Rule = Rule {
    name: "route_inside_vpc_target_kind",
    severity: Severity::Refused,
    checks: "A route to a subnet of its own VPC goes through a NAT gateway.",
    why: "AWS takes a NAT gateway, a network interface or a Gateway Load Balancer endpoint there, and nothing else: \
          InvalidParameterValue.",
    fails: "route_table out on public { \"10.0.11.0/24\" -> gate; }  // where \"10.0.11.0/24\" is a subnet",
    instead: "Remove the route: subnets of a VPC reach each other.",
    source: "Amazon VPC user guide, \"Route tables\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let subnets: OrderedMap<(VpcId, Cidr), &Subnet> =
        context.subnets.iter().map(|subnet| ((subnet.vpc, subnet.cidr.value), subnet)).collect();
    for table in &context.route_tables {
        for route in &table.routes {
            let RouteTarget::InternetGateway(gateway) = route.target.value else { continue };
            let Some(subnet) = subnets.get(&(table.vpc, route.destination.value)) else { continue };
            if report.failed(route.destination.at) || report.failed(subnet.cidr.at) {
                continue;
            }
            let message = format!(
                "traffic to subnet `{}` (`{}`) cannot be sent to internet gateway `{}`, it stays in the vpc",
                subnet.header.name.value, subnet.cidr.value, context[gateway].header.name.value
            );
            report.push(
                Finding::new(&RULE, route.target.at, message)
                    .about(table.header.name.at)
                    .related(subnet.cidr.at, "the subnet is declared here")
                    .help("remove the route"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{InternetGatewayId, RouteTarget, SubnetId};

    #[test]
    fn an_internet_gateway_is_refused_and_a_nat_gateway_is_not() {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        let nat = sample.nat_gateway("nat", SubnetId(0));
        let gate = RouteTarget::InternetGateway(InternetGatewayId(0));
        sample.route_table(main, "one", &[], &[("10.0.11.0/24", gate)]);
        sample.route_table(main, "two", &[], &[("10.0.11.0/24", RouteTarget::NatGateway(nat))]);
        assert_eq!(sample.speaks("route_inside_vpc_target_kind"), ["one.10.0.11.0/24.target"]);
    }
}
