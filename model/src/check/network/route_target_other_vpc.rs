//! Routes through a gateway of another VPC.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::RouteTarget;

use super::route_destination_twice::target_name;

pub(super) static RULE: Rule = Rule {
    name: "route_target_other_vpc",
    severity: Severity::Refused,
    checks: "A route goes through a gateway of its own VPC.",
    why: "AWS refuses it: InvalidParameterValue, \"route table and network gateway belong to different networks\".",
    fails: "vpc shop \"10.0.0.0/16\" { internet_gateway gate; … }  vpc ledger \"10.1.0.0/16\" { route_table out on \
            data { \"0.0.0.0/0\" -> gate; } … }",
    instead: "Declare a gateway in the VPC and route to that.",
    source: "Amazon EC2 API model, CreateRoute, botocore 1.44.5, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for table in &context.route_tables {
        for route in &table.routes {
            let (vpc, kind) = match route.target.value {
                RouteTarget::InternetGateway(id) => (context[id].vpc, "internet gateway"),
                RouteTarget::NatGateway(id) => (context[context[id].subnet.value].vpc, "NAT gateway"),
            };
            if vpc == table.vpc {
                continue;
            }
            let own = context.internet_gateways.iter().find(|gateway| gateway.vpc == table.vpc);
            let (target, table_name) = (target_name(context, route.target.value), &table.header.name);
            let message = format!(
                "{kind} `{target}` belongs to vpc `{}`, route table `{}` to vpc `{}`",
                context[vpc].header.name.value, table_name.value, context[table.vpc].header.name.value
            );
            let help = match (own, route.target.value) {
                (Some(own), RouteTarget::InternetGateway(_)) => format!("write `{}`", own.header.name.value),
                _ => format!("declare the {kind} in vpc `{}`", context[table.vpc].header.name.value),
            };
            report.push(Finding::new(&RULE, route.target.at, message).about(table_name.at).help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{InternetGatewayId, RouteTarget, SubnetId};

    #[test]
    fn a_gateway_of_another_vpc_is_refused() {
        let mut sample = Sample::street();
        let other = sample.vpc("other", "10.1.0.0/16");
        let nat = sample.nat_gateway("nat", SubnetId(0));
        let own = sample.internet_gateway(other, "own");
        let routes = [
            ("0.0.0.0/0", RouteTarget::InternetGateway(InternetGatewayId(0))),
            ("8.0.0.0/8", RouteTarget::NatGateway(nat)),
            ("9.0.0.0/8", RouteTarget::InternetGateway(own)),
        ];
        sample.route_table(other, "table", &[], &routes);
        assert_eq!(
            sample.speaks("route_target_other_vpc"),
            ["table.0.0.0.0/0.target", "table.8.0.0.0/8.target"]
        );
    }
}
