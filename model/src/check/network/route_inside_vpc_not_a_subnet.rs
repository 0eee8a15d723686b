//! Routes to a part of the VPC that is no subnet.


use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::Subnet;

pub(super) static RULE: Rule = Rule {
    name: "route_inside_vpc_not_a_subnet",
    severity: Severity::Refused,
    checks: "A route to a part of its VPC leads to a whole subnet.",
    why: "AWS takes a route that is more specific than the local one only for the whole block of a subnet: \
          InvalidParameterValue.",
    fails: "vpc main \"10.0.0.0/16\" { subnet data per zone { a: \"10.0.1.0/24\" } route_table out on data { \
            \"10.0.1.0/25\" -> nat; } … }",
    instead: "Write the block of the subnet, or remove the route.",
    source: "Amazon VPC user guide, \"Route tables\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut by_address: Vec<&Subnet> = context.subnets.iter().collect();
    by_address.sort_by_key(|subnet| (subnet.vpc, subnet.cidr.first()));
    for table in &context.route_tables {
        let vpc = &context[table.vpc];
        for route in &table.routes {
            let to = route.destination;
            let block = vpc.cidr;
            // What a secondary block covers is told at that block.
            let inside = block.contains(to.value) && block.value != to.value;
            if !inside || report.failed(to.at) || report.failed(block.at) {
                continue;
            }
            let behind = by_address.partition_point(|subnet| (subnet.vpc, subnet.cidr.first()) <= (table.vpc, to.last()));
            let near = behind.checked_sub(1).map(|place| by_address[place]);
            let near = near.filter(|near| near.vpc == table.vpc && near.cidr.overlaps(to.value));
            if near.is_some_and(|near| near.cidr.value == to.value || report.failed(near.cidr.at)) {
                continue;
            }
            let message = format!(
                "`{}` is inside vpc `{}` and not the whole block of a subnet",
                to.value, vpc.header.name.value
            );
            let finding = Finding::new(&RULE, to.at, message).about(table.header.name.at);
            report.push(match near {
                Some(near) => finding
                    .related(near.cidr.at, format!("subnet `{}` is declared here", near.header.name.value))
                    .help(format!("write `\"{}\"`, or remove the route", near.cidr.value)),
                None => finding.help("remove the route"),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{RouteTarget, SubnetId};

    fn told(destination: &str) -> Vec<String> {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        let nat = sample.nat_gateway("nat", SubnetId(0));
        sample.route_table(main, "table", &[], &[(destination, RouteTarget::NatGateway(nat))]);
        sample.speaks("route_inside_vpc_not_a_subnet")
    }

    #[test]
    fn a_part_of_a_subnet_or_more_than_one_is_refused() {
        for part in ["10.0.1.0/25", "10.0.1.128/25", "10.0.0.0/22", "10.0.200.0/24"] {
            assert_eq!(told(part), [format!("table.{part}")]);
        }
    }

    #[test]
    fn a_whole_subnet_or_what_is_outside_is_not() {
        for other in ["10.0.1.0/24", "10.0.2.0/24", "10.1.0.0/16", "0.0.0.0/0", "10.0.0.0/16"] {
            assert!(told(other).is_empty(), "{other}");
        }
    }
}
