//! A public NAT gateway in a subnet that no route joins to an internet gateway.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};

pub(super) static RULE: Rule = Rule {
    name: "nat_in_private_subnet",
    severity: Severity::Broken,
    checks: "The subnet of a NAT gateway has a route to an internet gateway.",
    why: "A NAT gateway sends on what it gets along the routes of its own subnet; without one to an internet gateway it sends nothing.",
    fails: "nat_gateway out in private;",
    instead: "Put the NAT gateway in a public subnet.",
    source: "Amazon VPC user guide, NAT gateway basics, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let reach = context.reach();
    for nat in &context.nat_gateways {
        let subnet = nat.subnet.value;
        let Some(range) = reach.without_internet_gateway(subnet) else { continue };
        let (name, home) = (&nat.header.name, &context[subnet].header.name);
        let message =
            format!("NAT gateway `{}` is in subnet `{}`, which has no route to an internet gateway", name.value, home.value);
        let help = match reach.public_subnet_near(subnet) {
            Some(public) => format!("put it in `{}`", reach.subnet_name(public)),
            None => reach.way_out(subnet, range, true),
        };
        report.push(
            Finding::new(&RULE, nat.subnet.at, message)
                .about(name.at)
                .about(home.at)
                .related(home.at, format!("routed by {}", reach.show_table(subnet)))
                .help(help),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::SubnetId;

    #[test]
    fn a_nat_gateway_belongs_in_a_public_subnet() {
        let mut sample = Sample::street();
        sample.nat_gateway("out", SubnetId(0));
        assert!(sample.speaks("nat_in_private_subnet").is_empty());
        sample.nat_gateway("lost", SubnetId(2));
        assert_eq!(sample.speaks("nat_in_private_subnet"), ["lost.subnet"]);
        let findings = sample.findings();
        assert_eq!(findings[0].help.as_deref(), Some("put it in `public.a`"));
    }
}
