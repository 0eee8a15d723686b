//! A secondary block over the destination of a route.



use crate::ordered::OrderedSet;
use crate::check::{Context, Report};
use crate::cidr::Cidr;
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::VpcId;

pub(super) static RULE: Rule = Rule {
    name: "secondary_cidr_hides_route",
    severity: Severity::Refused,
    checks: "No route of a VPC leads out to what one of its secondary blocks holds.",
    why: "AWS refuses the block, or the route that comes after it: what lies in a block of the VPC is local.",
    fails: "vpc main \"10.0.0.0/16\" with { secondary: [\"10.8.0.0/16\"] } { … route_table out on private { \
            \"10.8.4.0/24\" -> nat; } }",
    instead: "Take another block, or remove the route.",
    source: "Amazon VPC user guide, \"VPC CIDR blocks\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let subnets: OrderedSet<(VpcId, Cidr)> =
        context.subnets.iter().map(|subnet| (subnet.vpc, subnet.cidr.value)).collect();
    for table in &context.route_tables {
        let vpc = &context[table.vpc];
        for route in &table.routes {
            let to = route.destination;
            let mut blocks = vpc.secondary.iter().filter(|block| !report.failed(block.at));
            let Some(block) = blocks.find(|block| block.contains(to.value)) else { continue };
            // A route to a whole subnet is a way through the VPC, and judged by its target.
            if report.failed(to.at) || subnets.contains(&(table.vpc, to.value)) {
                continue;
            }
            let message = format!(
                "block `{}` of vpc `{}` covers the route to `{}` in table `{}`",
                block.value, vpc.header.name.value, to.value, table.header.name.value
            );
            report.push(
                Finding::new(&RULE, block.at, message)
                    .about(vpc.header.name.at)
                    .about(table.header.name.at)
                    .related(to.at, "the route leads out here")
                    .help("take another block, or remove the route"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::RouteTarget;

    fn told(destination: &str) -> Vec<String> {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        sample.secondary(main, "10.8.4.0/24");
        let spare = sample.subnet(main, "spare", "10.8.4.128/25", "a");
        let nat = sample.nat_gateway("nat", crate::topology::SubnetId(0));
        sample.route_table(main, "out", &[spare], &[(destination, RouteTarget::NatGateway(nat))]);
        sample.speaks("secondary_cidr_hides_route")
    }

    #[test]
    fn a_block_that_equals_or_holds_a_destination_is_refused() {
        assert_eq!(told("10.8.4.0/24"), ["main.10.8.4.0/24"]);
        assert_eq!(told("10.8.4.0/28"), ["main.10.8.4.0/24"]);
    }

    #[test]
    fn a_wider_destination_or_a_whole_subnet_is_not_hidden() {
        assert!(told("10.8.0.0/16").is_empty());
        assert!(told("10.8.4.128/25").is_empty());
    }
}
