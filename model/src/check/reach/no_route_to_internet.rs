//! A thing that needs the internet, in subnets that have no route there.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::Hop;
use crate::reach::addresses::Range;
use crate::reach::needs::{Cut, Side};
use crate::reach::show::show_names;
use crate::topology::SubnetId;

pub(super) static RULE: Rule = Rule {
    name: "no_route_to_internet",
    severity: Severity::Broken,
    checks: "A thing that needs the internet is in subnets with a route to it.",
    why: "An open security group is no way: without a route to an internet gateway or a NAT gateway every packet is dropped.",
    fails: "web -> internet: tcp 443, where the table of web's subnets has no route",
    instead: "Add `\"0.0.0.0/0\" -> gate;` for what has a public address, or a route to a NAT gateway for what has none.",
    source: "Amazon VPC user guide, route table options, 2026-09",
};

/// Subnets with what they have no route to.
type Routes = Vec<(SubnetId, Range)>;

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    // Things that lack the same route are told together.
    let mut missing: Vec<(Routes, Vec<Cut<'_>>)> = Vec::new();
    for cut in reach.cut_things(context.unmet_needs(), Side::Outward).into_iter().filter(|cut| cut.total) {
        let routes = cut.broken.iter().filter_map(|(interface, broken)| match broken.hop {
            Hop::Route(subnet, range) => {
                let told = reach.interfaces[*interface].public.value && reach.is_due_to_balancer(subnet);
                (!told).then_some((subnet, range))
            }
            _ => None,
        });
        let routes: Routes = routes.collect();
        if routes.is_empty() {
            continue;
        }
        match missing.iter_mut().find(|(same, _)| *same == routes) {
            Some((_, cuts)) => cuts.push(cut),
            None => missing.push((routes, vec![cut])),
        }
    }
    for (routes, cuts) in missing {
        report.extend(tell(context, &routes, &cuts));
    }
}

fn tell(context: &Context<'_>, routes: &[(SubnetId, Range)], cuts: &[Cut<'_>]) -> Option<Finding> {
    let reach = context.reach();
    let (first, (subnet, range)) = (cuts.first()?, *routes.first()?);
    let public = reach.interfaces[first.broken.first()?.0].public.value;
    let mut subnets: Vec<SubnetId> = routes.iter().map(|(subnet, _)| *subnet).collect();
    subnets.dedup();
    let edge = &context.edges[first.unmet.edge];
    let (verb, lack) = (if cuts.len() == 1 { "has" } else { "have" }, if subnets.len() == 1 { "has" } else { "have" });
    let message = format!(
        "{} {verb} no way to the internet for `{}`: {} {lack} no route to {}",
        show_names(cuts.iter().map(|cut| reach.name(cut.thing))),
        reach.show_pair(first.unmet.edge, first.unmet.from, first.unmet.to),
        reach.show_subnets(&subnets),
        reach.show_range(range)
    );
    let mut finding = Finding::new(&RULE, edge.from[first.unmet.from].at, message);
    for cut in cuts {
        finding = finding.about(context.header(cut.thing).name.at);
    }
    for subnet in &subnets {
        finding = finding.about(context[*subnet].header.name.at);
    }
    for other in cuts.iter().filter(|cut| cut.unmet.edge != first.unmet.edge) {
        let end = &context.edges[other.unmet.edge].from[other.unmet.from];
        finding = finding.related(end.at, "needs it too");
    }
    Some(
        finding.about(edge.at).related_all(reach.show_routes(subnet)).help(reach.way_out(subnet, public)),
    )
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::{InternetGatewayId, NatGatewayId, RouteTarget, SubnetId, VpcId};

    fn isolated() -> Sample {
        let mut sample = Sample::street();
        sample.instance("job", SubnetId(2), "t3.small");
        sample.arrow("job -> internet: tcp 443, tcp 80");
        sample
    }

    #[test]
    fn a_need_without_a_route_is_told_once_for_all_ports() {
        let mut sample = isolated();
        sample.arrow("job -> internet: udp 123");
        assert_eq!(
            sample.told(),
            ["no_route_to_internet at job in job -> internet: tcp 443, tcp 80"]
        );
        let finding = &sample.findings()[0];
        assert_eq!(
            finding.message,
            "`job` has no way to the internet for `job -> internet: tcp 443, tcp 80`: subnet `data.a` has no route to the internet"
        );
        assert_eq!(
            finding.help.as_deref(),
            Some("add `nat_gateway out in public.a;`, and add `\"0.0.0.0/0\" -> out;` to route table `isolated`")
        );
    }

    #[test]
    fn one_missing_route_is_told_once_for_all_things() {
        let mut sample = isolated();
        sample.instance("tool", SubnetId(2), "t3.small");
        sample.arrow("tool -> internet: udp 123");
        assert_eq!(sample.told(), ["no_route_to_internet at job in job -> internet: tcp 443, tcp 80"]);
        assert!(sample.findings()[0].message.starts_with("`job` and `tool` have no way to the internet"));
        assert_eq!(sample.label(sample.findings()[0].related[0].0), "tool in tool -> internet: udp 123");
    }

    #[test]
    fn a_route_that_a_balancer_lacks_is_told_there() {
        let mut sample = Sample::street();
        sample.topology.route_tables[0].routes.clear();
        sample.arrow("web -> internet: tcp 443");
        assert_eq!(sample.told(), ["alb_public_needs_igw_route at edge.in.public.a"]);
        assert_eq!(
            sample.findings()[0].help.as_deref(),
            Some("add `\"0.0.0.0/0\" -> gate;` to route table `to_internet`")
        );
    }

    #[test]
    fn a_permit_demands_no_route() {
        let mut sample = Sample::street();
        sample.instance("job", SubnetId(2), "t3.small");
        sample.arrow("permit job -> internet: all");
        assert_eq!(sample.told(), Vec::<String>::new());
    }

    #[test]
    fn a_nat_gateway_is_a_way_out() {
        let mut sample = isolated();
        sample.nat_gateway("out", SubnetId(0));
        let nat = RouteTarget::NatGateway(NatGatewayId(0));
        sample.topology.route_tables.truncate(1);
        sample.route_table(VpcId(0), "to_nat", &[SubnetId(2)], &[("0.0.0.0/0", nat)]);
        assert_eq!(sample.told(), Vec::<String>::new());
    }

    #[test]
    fn half_a_default_route_is_not_enough() {
        let mut sample = isolated();
        let gate = RouteTarget::InternetGateway(InternetGatewayId(0));
        sample.topology.route_tables.truncate(1);
        sample.route_table(VpcId(0), "half", &[SubnetId(2)], &[("0.0.0.0/1", gate)]);
        sample.topology.subnets[2].public_addresses.value = true;
        assert!(sample.findings()[0].message.ends_with("no route to `128.0.0.0/3`"), "{:?}", sample.findings());
        sample.topology.route_tables.truncate(1);
        sample.route_table(VpcId(0), "whole", &[SubnetId(2)], &[("0.0.0.0/1", gate), ("128.0.0.0/1", gate)]);
        assert_eq!(sample.told(), Vec::<String>::new());
    }
}
