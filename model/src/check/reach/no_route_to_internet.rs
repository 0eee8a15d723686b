//! A thing that needs the internet, in subnets that have no route there.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::Hop;
use crate::reach::needs::Side;
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

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    for cut in reach.cut_things(context.unmet_needs(), Side::Outward).into_iter().filter(|cut| cut.total) {
        let mut subnets: Vec<SubnetId> = Vec::new();
        let mut first = None;
        for (interface, broken) in &cut.broken {
            if let Hop::Route(subnet, range) = broken.hop {
                subnets.push(subnet);
                first = first.or(Some((*interface, range)));
            }
        }
        let Some((interface, range)) = first else { continue };
        let interface = &reach.interfaces[interface];
        let name = context.header(cut.thing).name.clone();
        let source = &context.edges[cut.unmet.edge].from[cut.unmet.from];
        let need = reach.show_pair(cut.unmet.edge, cut.unmet.from, cut.unmet.to);
        let verb = if subnets.len() == 1 { "has" } else { "have" };
        let message = format!(
            "`{}` has no way to the internet for `{need}`: {} {verb} no route to {}",
            name.value,
            reach.show_subnets(&subnets),
            reach.show_range(range)
        );
        let mut finding = Finding::new(&RULE, source.at, message).about(name.at);
        for subnet in &subnets {
            let home = &context[*subnet].header.name;
            finding = finding.about(home.at);
            if *subnet == subnets[0] {
                finding = finding.related(home.at, format!("routed by {}", reach.show_table(*subnet)));
            }
        }
        let help = reach.way_out(subnets[0], range, interface.public.value);
        report.push(finding.about(context.edges[cut.unmet.edge].at).help(help));
    }
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
