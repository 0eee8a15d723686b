//! Groups that start empty and are forwarded to.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::facts::largest;

use super::forwarded_targets;

pub(super) static RULE: Rule = Rule {
    name: "asg_desired_zero_behind_alb",
    severity: Severity::Lint,
    checks: "A group that a listener forwards to starts with a machine.",
    why: "Until something scales it, every request is answered with 503.",
    fails: "size: { min: 0, max: 2 }, behind `listen http 80 => web;`",
    instead: "`size: { min: 0, desired: 1, max: 2 }`",
    source: "Groundplan, arithmetic of sizes, 2026-11",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    let forwarded = forwarded_targets(context);
    for group in &context.auto_scaling_groups {
        let is_forwarded = group.target.is_some_and(|target| forwarded.contains(&target));
        let empty = largest(context, &group.desired) == 0 && largest(context, &group.min) == 0;
        if is_forwarded && empty && largest(context, &group.max) > 0 {
            let name = &group.header.name;
            let message = format!("`{}` starts without a machine, and a listener forwards to it", name.value);
            let finding = Finding::new(&RULE, group.desired.at, message).about(name.at);
            report.push(finding.help("write `desired: 1`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    use crate::topology::Setting;

    #[test]
    fn an_empty_start_is_told() {
        let mut sample = Sample::street();
        sample.topology.auto_scaling_groups[0].min.value = Setting::Value(0);
        assert!(sample.speaks("asg_desired_zero_behind_alb").is_empty());
        sample.topology.auto_scaling_groups[0].desired.value = Setting::Value(0);
        assert_eq!(sample.speaks("asg_desired_zero_behind_alb"), ["web.desired"]);
    }
}
