//! Internet gateways that no route leads to.

use std::collections::BTreeSet;

use crate::check::lookup::with_ids;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::{InternetGatewayId, RouteTarget};

pub(super) static RULE: Rule = Rule {
    name: "internet_gateway_unused",
    severity: Severity::Lint,
    checks: "A route leads to an internet gateway.",
    why: "Without a route nothing goes through it, in or out.",
    fails: "vpc main \"10.0.0.0/16\" { internet_gateway gate; route_table only on public; … }",
    instead: "Add `\"0.0.0.0/0\" -> gate;` to the table of the public subnets.",
    source: "Amazon VPC user guide, \"Internet gateways\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let routes = context.route_tables.iter().flat_map(|table| &table.routes);
    let used: BTreeSet<InternetGatewayId> = routes
        .filter_map(|route| match route.target.value {
            RouteTarget::InternetGateway(id) => Some(id),
            RouteTarget::NatGateway(_) => None,
        })
        .collect();
    for (id, gateway) in with_ids(&context.internet_gateways, InternetGatewayId) {
        let name = &gateway.header.name;
        // A second gateway of its VPC is told as that.
        if used.contains(&id) || report.failed(name.at) {
            continue;
        }
        let table = context.route_tables.iter().find(|table| table.vpc == gateway.vpc);
        let help = match table {
            Some(table) => format!(
                "add `\"0.0.0.0/0\" -> {};` to route table `{}`, or remove the gateway",
                name.value, table.header.name.value
            ),
            None => format!(
                "add `route_table to_internet on public {{ \"0.0.0.0/0\" -> {}; }}`, or remove the gateway",
                name.value
            ),
        };
        report.push(
            Finding::new(&RULE, name.at, format!("no route leads to internet gateway `{}`", name.value))
                .about(name.at)
                .help(help),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_gateway_without_a_route_is_told() {
        let mut sample = Sample::street();
        assert!(sample.speaks("internet_gateway_unused").is_empty());
        sample.topology.route_tables[0].routes.clear();
        assert_eq!(sample.speaks("internet_gateway_unused"), ["gate"]);
    }
}
