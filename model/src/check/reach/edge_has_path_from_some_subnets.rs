//! A need that is carried between some subnets and not between others.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::needs::{Cut, Side};
use crate::reach::{Hop, Host};
use crate::topology::Thing;

use super::edge_has_no_path::{help, is_unnamed};

pub(super) static RULE: Rule = Rule {
    name: "edge_has_path_from_some_subnets",
    severity: Severity::Broken,
    checks: "A need is carried between every pair of subnets of its two sides.",
    why: "A thing in several subnets works only where each of them does; AWS chooses which one serves.",
    fails: "web -> s3: tcp 443, where the endpoint is on the table of one of web's two subnets",
    instead: "Give the subnet that the message names the routes of the others.",
    source: "Amazon VPC user guide, route tables and security groups, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    for unmet in context.unmet_needs().iter().filter(|unmet| !unmet.is_total() && is_unnamed(context, unmet)) {
        let Some((from, to, broken)) = unmet.broken.first() else { continue };
        let edge = &context.edges[unmet.edge];
        let need = reach.show_pair(unmet.edge, unmet.from, unmet.to);
        let message = format!(
            "`{need}` is carried for {} of {} pairs, not from {} to {}: {}",
            unmet.pairs - unmet.broken.len(),
            unmet.pairs,
            reach.show_host(from),
            reach.show_host(to),
            reach.show_hop(from, to, broken)
        );
        report.push(
            Finding::new(&RULE, edge.at, message).about(edge.at).help(help(reach, &broken.hop, from, &need)),
        );
    }
    // Groups of machines on their way out, and internet-facing balancers, have rules of their own.
    let outward = reach.cut_things(context.unmet_needs(), Side::Outward);
    let outward = outward.into_iter().filter(|cut| !matches!(cut.thing, Thing::AutoScalingGroup(_)));
    let inward = reach.cut_things(context.unmet_needs(), Side::Inward);
    let inward = inward.into_iter().filter(|cut| match cut.thing {
        Thing::LoadBalancer(id) => !context[id].internet_facing.value,
        _ => true,
    });
    for (cut, side) in outward.map(|cut| (cut, Side::Outward)).chain(inward.map(|cut| (cut, Side::Inward))) {
        if !cut.total {
            report_cut(context, report, &cut, side);
        }
    }
}

fn report_cut(context: &Context<'_>, report: &mut Report, cut: &Cut<'_>, side: Side) {
    let reach = context.reach();
    let hop = cut.broken.iter().find(|(_, broken)| !matches!(broken.hop, Hop::NatStuck(..)));
    let Some((interface, broken)) = hop else { return };
    let interface_of = &reach.interfaces[*interface];
    let edge = &context.edges[cut.unmet.edge];
    let internet = reach.internet();
    let host = Host::Interface(*interface);
    let (end, from, to) = match side {
        Side::Outward => (&edge.from[cut.unmet.from], &host, &internet),
        Side::Inward => (&edge.to[cut.unmet.to], &internet, &host),
    };
    let message = format!(
        "`{}` is carried for some subnets of `{}`, not for `{}`: {}",
        reach.show_pair(cut.unmet.edge, cut.unmet.from, cut.unmet.to),
        reach.name(cut.thing),
        reach.subnet_name(interface_of.subnet.value),
        reach.show_hop(from, to, broken)
    );
    let help = match broken.hop {
        Hop::Route(subnet, _) => reach.way_out(subnet, interface_of.public.value),
        Hop::ReturnRoute(subnet, _) => reach.way_out(subnet, true),
        Hop::PublicAddress(_) => "write `public_address: yes` in its `launch`".into(),
        _ => "use subnets that are routed to an internet gateway".into(),
    };
    report.push(
        Finding::new(&RULE, end.at, message)
            .about(context.header(cut.thing).name.at)
            .about(edge.at)
            .related(interface_of.subnet.at, "in this subnet")
            .related_all(reach.show_routes(interface_of.subnet.value))
            .help(help),
    );
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{GatewayService, RouteTableId, SubnetId, VpcId};

    #[test]
    fn an_endpoint_on_one_of_two_tables_is_told() {
        let mut sample = Sample::street();
        sample.gateway_endpoint(VpcId(0), "s3", GatewayService::S3, &[RouteTableId(0)]);
        sample.auto_scaling_group("job", &[SubnetId(0), SubnetId(2)], "t3.small", [1, 2, 2]);
        sample.arrow("job -> s3: tcp 443");
        assert_eq!(sample.told(), ["edge_has_path_from_some_subnets at job -> s3: tcp 443"]);
        assert!(sample.findings()[0].message.contains("1 of 2 pairs, not from `job` in `data.a`"));
        let on = sample.at("s3.on.isolated", RouteTableId(1));
        sample.topology.gateway_endpoints[0].tables.push(on);
        assert_eq!(sample.told(), Vec::<String>::new());
    }

    #[test]
    fn machines_that_the_internet_reaches_in_one_subnet_only_are_told() {
        let mut sample = Sample::street();
        sample.auto_scaling_group("job", &[SubnetId(0), SubnetId(2)], "t3.small", [1, 2, 2]);
        sample.arrow("internet -> job: tcp 8080");
        assert_eq!(sample.told(), ["edge_has_path_from_some_subnets at job in internet -> job: tcp 8080"]);
        sample.topology.auto_scaling_groups[1].subnets.pop();
        assert_eq!(sample.told(), Vec::<String>::new());
    }
}
