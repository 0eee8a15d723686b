//! Targets that keep their clients and take requests of their own zone only.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::topology::Setting;

pub(super) static RULE: Rule = Rule {
    name: "stickiness_needs_cross_zone",
    severity: Severity::Refused,
    checks: "A target with `stickiness` does not turn cross-zone balancing off.",
    why: "AWS refuses both together: a client that comes to another zone could not be sent back to its machine.",
    fails: "target: http 3000 { stickiness: 24 h, cross_zone: no }",
    instead: "Leave one of them out.",
    source: "Application Load Balancers guide, \"Cross-zone load balancing for target groups\", 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for target in &context.target_groups {
        let (Some(stickiness), Some(cross_zone)) = (&target.stickiness, &target.cross_zone) else { continue };
        let off = match cross_zone.value {
            Setting::Value(true) => continue,
            Setting::Value(false) => "is off".to_owned(),
            Setting::Param(id) => format!("param `{}` can turn off", context[id].name.value),
        };
        if report.failed(stickiness.at) {
            continue;
        }
        let message =
            format!("stickiness of `{}` needs cross-zone balancing, which {off}", target.name.value);
        report.push(
            Finding::new(&RULE, stickiness.at, message)
                .about(target.name.at)
                .related(cross_zone.at, "it is turned off here")
                .help("leave `stickiness` or `cross_zone` out"),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::Setting;

    #[test]
    fn a_sticky_target_serves_all_zones() {
        let mut sample = Sample::street();
        sample.topology.target_groups[0].stickiness = Some(sample.at("sticky", 3600));
        assert!(sample.speaks("stickiness_needs_cross_zone").is_empty());
        sample.topology.target_groups[0].cross_zone = Some(sample.at("cross_zone", Setting::Value(true)));
        assert!(sample.speaks("stickiness_needs_cross_zone").is_empty());
        sample.topology.target_groups[0].cross_zone = Some(sample.at("cross_zone", Setting::Value(false)));
        assert_eq!(sample.speaks("stickiness_needs_cross_zone"), ["sticky"]);
        sample.topology.target_groups[0].stickiness = None;
        assert!(sample.speaks("stickiness_needs_cross_zone").is_empty());
    }
}
