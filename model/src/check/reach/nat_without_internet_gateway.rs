//! A public NAT gateway in a VPC without an internet gateway.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

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
    for nat in context.nat_gateways.iter().filter(|nat| !has_gateway(nat.vpc)) {
        let vpc = &context[nat.vpc].header.name;
        let name = &nat.header.name;
        report.push(
            Finding::new(&RULE, name.at, format!("NAT gateway `{}` needs an internet gateway in VPC `{}`", name.value, vpc.value))
                .about(name.at)
                .about(vpc.at)
                .related(vpc.at, "this VPC has none")
                .help("add `internet_gateway gate;` to the VPC, and `\"0.0.0.0/0\" -> gate;` to the route table of the NAT gateway's subnet"),
        );
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
        assert_eq!(sample.told(), ["nat_without_internet_gateway at lost"]);
    }
}
