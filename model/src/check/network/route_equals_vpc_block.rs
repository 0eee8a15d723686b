//! Routes that would take the place of a local one.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "route_equals_vpc_block",
    severity: Severity::Refused,
    checks: "No route leads to a whole block of its VPC.",
    why: "Every route table has a local route for each block of its VPC: AWS refuses another one, RouteAlreadyExists.",
    fails: "vpc main \"10.0.0.0/16\" { route_table out on public { \"10.0.0.0/16\" -> gate; } … }",
    instead: "Remove the route: the VPC reaches itself.",
    source: "Amazon VPC user guide, \"Route tables\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for table in &context.route_tables {
        let vpc = &context[table.vpc];
        for route in &table.routes {
            let to = route.destination;
            // What a secondary block covers is told at that block.
            if to.value != vpc.cidr.value || report.failed(to.at) || report.failed(vpc.cidr.at) {
                continue;
            }
            let message = format!("`{}` is local to vpc `{}`", to.value, vpc.header.name.value);
            report.push(
                Finding::new(&RULE, to.at, message)
                    .about(table.header.name.at)
                    .about(vpc.header.name.at)
                    .related(vpc.cidr.at, "it is the block of the vpc")
                    .help("remove the route"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{InternetGatewayId, RouteTarget};

    fn told(destination: &str) -> Vec<String> {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        let target = RouteTarget::InternetGateway(InternetGatewayId(0));
        sample.route_table(main, "table", &[], &[(destination, target)]);
        sample.speaks("route_equals_vpc_block")
    }

    #[test]
    fn the_whole_block_is_refused_and_a_wider_one_is_not() {
        assert_eq!(told("10.0.0.0/16"), ["table.10.0.0.0/16"]);
        assert!(told("10.0.0.0/8").is_empty());
    }
}
