//! Several subnets for one group of machines, all in one zone.

use crate::check::words::list;
use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::Subnet;

pub(super) static RULE: Rule = Rule {
    name: "all_subnets_in_one_zone",
    severity: Severity::Lint,
    checks: "The subnets of one purpose that an auto scaling group is in are not all in one zone.",
    why: "Subnets of one zone fail together: two of them are no more than one.",
    fails: "subnet app_a \"10.0.1.0/24\" in a;  subnet app_b \"10.0.2.0/24\" in a;  auto_scaling_group web in [app_a, \
            app_b] { … }",
    instead: "Put one of the subnets in another zone.",
    source: "Groundplan, network rules, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for group in &context.auto_scaling_groups {
        let mut subnets = group.subnets.iter().map(|subnet| &context[subnet.value]);
        let (Some(first), Some(second)) = (subnets.next(), subnets.next()) else { continue };
        let zones = [first, second].into_iter().chain(subnets);
        let alike = |subnet: &Subnet| subnet.zone.value == first.zone.value && class(subnet) == class(first);
        if !zones.clone().all(alike) {
            continue;
        }
        let names = list(zones.map(|subnet| &subnet.header.name.value));
        let name = &group.header.name;
        let message =
            format!("subnets {names} of group `{}` are all in `{}`", name.value, first.zone.value);
        report.push(
            Finding::new(&RULE, second.zone.at, message)
                .about(second.header.name.at)
                .about(name.at)
                .related(first.zone.at, "the first one is there too")
                .help(format!("put `{}` in another zone", second.header.name.value)),
        );
    }
}

/// What subnets of one purpose are called: their family, or the name without its last part, as `app` of `app_a`.
fn class(subnet: &Subnet) -> &str {
    let name = &subnet.header.name.value;
    match (&name.key, name.base.rsplit_once('_')) {
        (None, Some((stem, _))) => stem,
        _ => &name.base,
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::SubnetId;

    #[test]
    fn two_subnets_of_one_zone_are_told_and_two_zones_or_one_subnet_are_not() {
        let mut sample = Sample::street();
        assert!(sample.speaks("all_subnets_in_one_zone").is_empty());
        let main = sample.topology.subnets[0].vpc;
        let app = [("app.x", "10.0.31.0/24"), ("app.y", "10.0.32.0/24")]
            .map(|(name, block)| sample.subnet(main, name, block, "a"));
        sample.auto_scaling_group("jobs", &app, "t3.small", [1, 1, 2]);
        sample.auto_scaling_group("other", &[SubnetId(2)], "t3.small", [1, 1, 2]);
        assert_eq!(sample.speaks("all_subnets_in_one_zone"), ["app.y.zone"]);
    }

    #[test]
    fn it_explains_why_the_group_is_in_one_zone() {
        let mut sample = Sample::street();
        let main = sample.topology.subnets[0].vpc;
        let app = [("app.x", "10.0.31.0/24"), ("app.y", "10.0.32.0/24")]
            .map(|(name, block)| sample.subnet(main, name, block, "a"));
        sample.route_table(main, "app", &app, &[]);
        sample.auto_scaling_group("jobs", &app, "t3.small", [2, 2, 2]);
        assert_eq!(sample.told(), ["all_subnets_in_one_zone at app.y.zone"]);
    }
}
