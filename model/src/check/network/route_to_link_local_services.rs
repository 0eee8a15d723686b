//! Routes to addresses that AWS keeps for its own services.

use crate::check::{Context, Report};
use crate::cidr::Cidr;
use crate::diagnostic::{Finding, Rule, Severity};

/// Instance metadata, Amazon's DNS and time: 169.254.168.0/22.
///
/// Source: Amazon VPC user guide, "Route tables", 2026-09.
const SERVICES: Cidr = Cidr::containing(0xa9fe_a800, 22);

pub(super) static RULE: Rule = Rule {
    name: "route_to_link_local_services",
    severity: Severity::Refused,
    checks: "No route leads into 169.254.168.0/22.",
    why: "AWS keeps it for metadata, DNS and time, which every machine reaches without a route, and refuses the route.",
    fails: "route_table out on private { \"169.254.169.254/32\" -> nat; }",
    instead: "Remove the route.",
    source: "Amazon VPC user guide, \"Route tables\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for table in &context.route_tables {
        for route in &table.routes {
            let to = route.destination;
            if SERVICES.contains(to.value) && !report.failed(to.at) {
                let message = format!("`{}` is reserved by AWS and cannot be routed", to.value);
                report.push(
                    Finding::new(&RULE, to.at, message).about(table.header.name.at).help("remove the route"),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{InternetGatewayId, RouteTarget};

    #[test]
    fn what_is_inside_is_refused_and_what_is_wider_is_not() {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        let gate = RouteTarget::InternetGateway(InternetGatewayId(0));
        let routes = ["169.254.168.0/22", "169.254.169.254/32", "169.254.0.0/16", "169.254.172.0/24"];
        sample.route_table(main, "table", &[], &routes.map(|route| (route, gate)));
        assert_eq!(
            sample.speaks("route_to_link_local_services"),
            ["table.169.254.168.0/22", "table.169.254.169.254/32"]
        );
    }
}
