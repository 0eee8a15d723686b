//! Several internet gateways of one VPC.



use crate::ordered::OrderedMap;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::{InternetGateway, VpcId};

pub(super) static RULE: Rule = Rule {
    name: "second_internet_gateway",
    severity: Severity::Refused,
    checks: "A VPC has at most one internet gateway.",
    why: "AWS refuses to attach a second one: InvalidParameterValue. The limit is fixed.",
    fails: "vpc main \"10.0.0.0/16\" { internet_gateway gate; internet_gateway other; … }",
    instead: "Route every table to the first one.",
    source: "Amazon VPC user guide, \"Amazon VPC quotas\", 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let mut first: OrderedMap<VpcId, &InternetGateway> = OrderedMap::new();
    for gateway in &context.internet_gateways {
        let earlier = *first.entry(gateway.vpc).or_insert(gateway);
        if std::ptr::eq(earlier, gateway) {
            continue;
        }
        let (name, earlier) = (&gateway.header.name, &earlier.header.name);
        let message = format!(
            "vpc `{}` already has internet gateway `{}`",
            context[gateway.vpc].header.name.value, earlier.value
        );
        report.push(
            Finding::new(&RULE, name.at, message)
                .about(name.at)
                .related(earlier.at, "first declared here")
                .help(format!("remove `{}` and route to `{}`", name.value, earlier.value)),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_second_gateway_of_a_vpc_is_refused_and_one_of_another_vpc_is_not() {
        let mut sample = Sample::street();
        let other = sample.vpc("other", "10.1.0.0/16");
        sample.internet_gateway(other, "others");
        assert!(sample.speaks("second_internet_gateway").is_empty());
        sample.internet_gateway(other, "second");
        assert_eq!(sample.speaks("second_internet_gateway"), ["second"]);
    }
}
