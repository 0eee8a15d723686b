//! Refreshes that should add more machines than AWS adds.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::facts::largest;

pub(super) static RULE: Rule = Rule {
    name: "refresh_surge_over_max",
    severity: Severity::Refused,
    checks: "The surge of a refresh is at most the maximum of its group.",
    why: "AWS takes a surge as a percentage of the desired capacity, and refuses more than 200 percent of it: a group is never more than doubled.",
    fails: "size: { min: 2, max: 4 }, refresh: { surge: 90 }",
    instead: "`refresh: { surge: 4 }`, or less",
    source: "Auto Scaling API model (botocore 1.44.5), RefreshPreferences, MaxHealthyPercentage, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for group in &context.auto_scaling_groups {
        let most = largest(context, &group.max);
        // A group that can have no machine refreshes none; other rules tell where it should have one.
        if most == 0 || group.surge.value <= most || report.failed(group.surge.at) {
            continue;
        }
        let name = &group.header.name;
        let message = format!(
            "a refresh of `{}` should add {} machines, AWS adds at most as many as the group has, up to {most}",
            name.value, group.surge.value
        );
        report.push(
            Finding::new(&RULE, group.surge.at, message)
                .about(name.at)
                .related(group.max.at, "its maximum is here")
                .help(format!("write `surge: {most}` or less")),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;
    use crate::topology::Setting;

    fn told(surge: u32, max: u32) -> Vec<String> {
        let mut sample = Sample::street();
        let group = &mut sample.topology.auto_scaling_groups[0];
        group.max.value = Setting::Value(max);
        group.surge.value = surge;
        sample.speaks("refresh_surge_over_max")
    }

    #[test]
    fn a_group_is_at_most_doubled() {
        assert_eq!(told(90, 4), ["web.surge"]);
        assert_eq!(told(5, 4), ["web.surge"]);
        assert!(told(4, 4).is_empty());
        assert!(told(1, 0).is_empty());
    }
}
