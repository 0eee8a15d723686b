//! Groups that can never have a machine and are forwarded to.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::facts::largest;

use super::forwarded_targets;

pub(super) static RULE: Rule = Rule {
    name: "asg_max_zero",
    severity: Severity::Broken,
    checks: "A group that a listener forwards to can have a machine.",
    why: "Every request is answered with 503.",
    fails: "size: { min: 0, max: 0 }, behind `listen http 80 => web;`",
    instead: "`size: { min: 1, max: 2 }`",
    source: "Groundplan, arithmetic of sizes, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let forwarded = forwarded_targets(context);
    for group in &context.auto_scaling_groups {
        let is_forwarded = group.target.is_some_and(|target| forwarded.contains(&target));
        if is_forwarded && largest(context, &group.max) == 0 {
            let name = &group.header.name;
            let message = format!("`{}` can never have a machine, and a listener forwards to it", name.value);
            report.push(Finding::new(&RULE, group.max.at, message).about(name.at).help("write `max: 1` or more"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    #[test]
    fn a_group_that_is_forwarded_to_has_room_for_one() {
        let mut sample = Sample::street();
        let group = &mut sample.topology.auto_scaling_groups[0];
        for size in [&mut group.min, &mut group.desired, &mut group.max] {
            size.value = crate::topology::Setting::Value(0);
        }
        assert_eq!(sample.speaks("asg_max_zero"), ["web.max"]);
        sample.topology.load_balancers[0].listeners.clear();
        assert!(sample.speaks("asg_max_zero").is_empty());
    }
}
