//! A public NAT gateway in a subnet that no route joins to an internet gateway.



use crate::ordered::OrderedMap;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::reach::show::show_names;
use crate::topology::{NatGateway, SubnetId};

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
    let mut families: OrderedMap<(&str, &str), Vec<&NatGateway>> = OrderedMap::new();
    for nat in &context.nat_gateways {
        let subnet = nat.subnet.value;
        if !reach.is_fully_public(subnet) && !reach.is_due_to_balancer(subnet) {
            let names = (nat.header.name.base.as_str(), context[subnet].header.name.base.as_str());
            families.entry(names).or_default().push(nat);
        }
    }
    for family in families.into_values() {
        report.extend(tell(context, &family));
    }
}

/// One finding for the members of a family that are in members of one family of subnets.
fn tell(context: &Context<'_>, family: &[&NatGateway]) -> Option<Finding> {
    let reach = context.reach();
    let first = family.first()?;
    let subnet = first.subnet.value;
    let mut homes: Vec<SubnetId> = family.iter().map(|nat| nat.subnet.value).collect();
    homes.dedup();
    let names = show_names(family.iter().map(|nat| &nat.header.name.value));
    let (things, are) = if family.len() == 1 { ("NAT gateway", "is") } else { ("NAT gateways", "are") };
    let verb = if homes.len() == 1 { "has" } else { "have" };
    let message = format!(
        "{things} {names} {are} in {}, which {verb} no route to an internet gateway",
        reach.show_subnets(&homes)
    );
    let help = match reach.public_subnet_near(subnet).map(|id| &context[id].header.name.value) {
        Some(public) if first.header.name.key.is_some() && public.key == first.header.name.key => {
            format!("put them in `{}`", public.base)
        }
        Some(public) => format!("put it in `{public}`"),
        None => reach.way_out(subnet, true),
    };
    let mut finding = Finding::new(&RULE, first.subnet.at, message);
    for nat in family {
        finding = finding.about(nat.header.name.at);
    }
    for home in &homes {
        finding = finding.about(context[*home].header.name.at);
    }
    Some(finding.related_all(reach.show_routes(subnet)).help(help))
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

    #[test]
    fn a_family_is_told_once() {
        let mut sample = Sample::street();
        sample.nat_gateway("out.a", SubnetId(2));
        sample.nat_gateway("out.b", SubnetId(2));
        assert_eq!(sample.told(), ["nat_in_private_subnet at out.a.subnet"]);
        assert_eq!(
            sample.findings()[0].message,
            "NAT gateways `out.a` and `out.b` are in subnet `data.a`, which has no route to an internet gateway"
        );
        assert_eq!(sample.findings()[0].help.as_deref(), Some("put them in `public`"));
    }
}
