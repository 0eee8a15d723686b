//! A need that no path carries, for a reason that no other rule names.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::needs::Unmet;
use crate::reach::{Hop, Host, Reach};
use crate::topology::End;

pub(super) static RULE: Rule = Rule {
    name: "edge_has_no_path",
    severity: Severity::Broken,
    checks: "A need is carried by a path.",
    why: "An arrow opens security groups; without a path between the two sides nothing goes through them.",
    fails: "api -> \"192.168.0.0/16\": tcp 443, where no VPC has these addresses",
    instead: "Mend the hop that the message names, or write `permit` where something that is not declared carries it.",
    source: "Amazon VPC user guide, route tables and security groups, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    for unmet in context.unmet_needs().iter().filter(|unmet| unmet.is_total() && is_unnamed(context, unmet)) {
        let edge = &context.edges[unmet.edge];
        let need = reach.show_pair(unmet.edge, unmet.from, unmet.to);
        let Some((from, to, broken)) = unmet.broken.first() else { continue };
        let message = format!("`{need}` has no path: {}", reach.show_hop(from, to, broken));
        report.push(
            Finding::new(&RULE, edge.at, message).about(edge.at).help(help(reach, &broken.hop, from, &need)),
        );
    }
}

/// Whether no rule about the internet, private sources or NAT gateways says more.
pub(super) fn is_unnamed(context: &Context<'_>, unmet: &Unmet) -> bool {
    let source = context.edges[unmet.edge].from[unmet.from].value;
    unmet.broken.first().is_some_and(|(from, to, broken)| match (from, to) {
        (Host::Public(_), _) | (_, Host::Public(_)) => false,
        (Host::Nowhere(block), _) => {
            matches!(source, End::Cidr(_))
                && context.vpcs.iter().any(|vpc| vpc.blocks().any(|own| own.contains(*block)))
        }
        _ => !matches!(broken.hop, Hop::NatStuck(..)),
    })
}

/// What to write.
pub(super) fn help(reach: &Reach<'_>, hop: &Hop, from: &Host, need: &str) -> String {
    match *hop {
        Hop::Route(subnet, _) | Hop::PublicAddress(subnet) if reach.routes.table(subnet).is_some() => {
            let table = reach.show_table(subnet);
            format!("add {table} to what the gateway endpoint is `on`")
        }
        Hop::Route(subnet, _) => reach.way_out(subnet, false),
        Hop::EndpointPorts(_) => "write `tcp 443`".into(),
        Hop::Nowhere(_) if matches!(from, Host::Nowhere(_)) => "name a block that a subnet has".into(),
        _ => format!("write `permit {need}` where something that is not declared carries it"),
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{GatewayService, RouteTableId, SubnetId, VpcId};

    fn with_job() -> Sample {
        let mut sample = Sample::street();
        sample.instance("job", SubnetId(2), "t3.small");
        sample
    }

    #[test]
    fn a_private_block_of_nobody_has_no_path() {
        let mut sample = with_job();
        sample.arrow(r#"job -> "192.168.0.0/16": tcp 443"#);
        assert_eq!(sample.told(), [r#"edge_has_no_path at job -> "192.168.0.0/16": tcp 443"#]);
        assert_eq!(
            sample.findings()[0].help.as_deref(),
            Some(r#"write `permit job -> "192.168.0.0/16": tcp 443` where something that is not declared carries it"#)
        );
        sample.topology.edges.pop();
        sample.arrow(r#"job -> "10.0.1.0/24": tcp 443"#);
        assert_eq!(sample.told(), Vec::<String>::new());
    }

    #[test]
    fn another_vpc_has_no_path() {
        let mut sample = with_job();
        let other = sample.vpc("other", "10.1.0.0/16");
        let far = sample.subnet(other, "far.a", "10.1.0.0/24", "a");
        sample.route_table(other, "far_table", &[far], &[]);
        sample.arrow("other -> job: tcp 5432");
        assert_eq!(sample.told(), ["edge_has_no_path at other -> job: tcp 5432"]);
        assert_eq!(
            sample.findings()[0].message,
            "`other -> job: tcp 5432` has no path: VPCs `other` and `main` are not connected"
        );
    }

    #[test]
    fn an_endpoint_that_is_not_on_the_table_has_no_path() {
        let mut sample = with_job();
        sample.gateway_endpoint(VpcId(0), "s3", GatewayService::S3, &[RouteTableId(0)]);
        sample.arrow("job -> s3: tcp 443");
        assert_eq!(sample.speaks("edge_has_no_path"), ["job -> s3: tcp 443"]);
        assert_eq!(
            sample.findings()[0].help.as_deref(),
            Some("add route table `isolated` to what the gateway endpoint is `on`")
        );
        let on = sample.at("s3.on.isolated", RouteTableId(1));
        sample.topology.gateway_endpoints[0].tables.push(on);
        assert!(sample.speaks("edge_has_no_path").is_empty());
        sample.topology.edges.pop();
        sample.arrow("job -> s3: tcp 22");
        assert_eq!(sample.findings()[0].help.as_deref(), Some("write `tcp 443`"));
    }
}
