//! Internet gateways that no route leads to.



use crate::ordered::OrderedSet;
use crate::check::lookup::{vpc_of, with_ids};
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::{End, InternetGatewayId, RouteTarget, VpcId};

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
    let used: OrderedSet<InternetGatewayId> = routes
        .filter_map(|route| match route.target.value {
            RouteTarget::InternetGateway(id) => Some(id),
            RouteTarget::NatGateway(_) => None,
        })
        .collect();
    for (id, gateway) in with_ids(&context.internet_gateways, InternetGatewayId) {
        let name = &gateway.header.name;
        // A second gateway of its VPC is told as that, and a route that is missing where it is needed.
        if used.contains(&id) || report.failed(name.at) || is_needed(context, gateway.vpc) {
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

/// Whether something cannot work without a route to the VPC's gateway.
fn is_needed(context: &Context<'_>, vpc: VpcId) -> bool {
    let balancer =
        context.load_balancers.iter().any(|balancer| {
            balancer.internet_facing.value && vpc_of(context, balancer) == Some(vpc)
        });
    let gateway = context.nat_gateways.iter().any(|gateway| gateway.vpc == vpc);
    let need = context.edges.iter().any(|edge| {
        !edge.permit && edge.from.iter().chain(&edge.to).any(|end| end.value == End::Internet)
    });
    balancer || gateway || need
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_gateway_that_no_route_leads_to_and_nothing_needs_is_told() {
        let mut sample = Sample::new();
        let main = sample.vpc("main", "10.0.0.0/16");
        let data = sample.subnet(main, "data.a", "10.0.1.0/24", "a");
        sample.route_table(main, "isolated", &[data], &[]);
        sample.internet_gateway(main, "gate");
        assert_eq!(sample.told(), ["internet_gateway_unused at gate"]);
        let help = sample.findings()[0].help.clone().unwrap_or_default();
        assert_eq!(help, "add `\"0.0.0.0/0\" -> gate;` to route table `isolated`, or remove the gateway");
    }

    #[test]
    fn a_gateway_with_a_route_or_with_a_rule_that_asks_for_one_is_not_told() {
        let mut sample = Sample::street();
        assert!(sample.speaks("internet_gateway_unused").is_empty());
        sample.topology.route_tables[0].routes.clear();
        assert!(sample.speaks("internet_gateway_unused").is_empty());
    }
}
