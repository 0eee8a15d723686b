//! A public NAT gateway in a VPC without an internet gateway.



use crate::ordered::OrderedMap;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::show::show_names;
use crate::topology::{NatGateway, VpcId};

pub(super) static RULE: Rule = Rule {
    name: "nat_without_internet_gateway",
    severity: Severity::Refused,
    checks: "The VPC of a NAT gateway has an internet gateway.",
    why: "AWS accepts the call, and then the NAT gateway goes to `failed` with Gateway.NotAttached.",
    fails: "vpc main \"10.0.0.0/16\" { subnet out_net \"10.0.1.0/24\" in a; nat_gateway out in out_net; }",
    instead: "Add `internet_gateway gate;`, and route the NAT gateway's subnet to it.",
    source: "Amazon VPC user guide, troubleshoot NAT gateways, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let has_gateway = |vpc| context.internet_gateways.iter().any(|gateway| gateway.vpc == vpc);
    let mut by_vpc: OrderedMap<VpcId, Vec<&NatGateway>> = OrderedMap::new();
    for nat in context.nat_gateways.iter().filter(|nat| !has_gateway(nat.vpc)) {
        by_vpc.entry(nat.vpc).or_default().push(nat);
    }
    for (vpc, nats) in by_vpc {
        let vpc = &context[vpc].header.name;
        let names = show_names(nats.iter().map(|nat| &nat.header.name.value));
        let (things, verb) = if nats.len() == 1 { ("NAT gateway", "needs") } else { ("NAT gateways", "need") };
        let message = format!("{things} {names} {verb} an internet gateway in VPC `{}`", vpc.value);
        let mut finding = Finding::new(&RULE, nats[0].header.name.at, message).related(vpc.at, "this VPC has none");
        for nat in &nats {
            finding = finding.about(nat.header.name.at);
        }
        report.push(finding.about(vpc.at).help(
            "add `internet_gateway gate;` to the VPC, and `\"0.0.0.0/0\" -> gate;` to the route table of the NAT \
             gateway's subnet",
        ));
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::SubnetId;

    #[test]
    fn a_vpc_without_a_gateway_is_told() {
        let mut sample = Sample::street();
        sample.nat_gateway("out", SubnetId(0));
        assert!(sample.speaks("nat_without_internet_gateway").is_empty());
        let other = sample.vpc("other", "10.1.0.0/16");
        let far = sample.subnet(other, "far.a", "10.1.0.0/24", "a");
        sample.nat_gateway("lost", far);
        assert_eq!(sample.told(), ["nat_without_internet_gateway at lost", "nat_unused at out"]);
    }
}
