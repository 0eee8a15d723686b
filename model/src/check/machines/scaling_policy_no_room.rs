//! Groups that cannot scale and are told to.

use crate::check::{Context, Report};
use crate::diagnostic::{Finding, Rule, Severity};
use crate::facts::{largest, smallest};

pub(super) static RULE: Rule = Rule {
    name: "scaling_policy_no_room",
    severity: Severity::Lint,
    checks: "A group that scales has room between min and max.",
    why: "With both the same, the policy never does anything.",
    fails: "size: { min: 2, max: 2 }, scaling: cpu 70%",
    instead: "`size: { min: 2, max: 4 }`",
    source: "Auto Scaling API model (botocore 1.44.5), and rule E3712 of cfn-lint 1.58.0, 2026-09",
};

pub(super) fn check(context: &Context<'_>, report: &mut Report) {
    for group in &context.auto_scaling_groups {
        let Some(target) = &group.cpu_target else { continue };
        let (least, most) = (smallest(context, &group.min), largest(context, &group.max));
        if least == most {
            let name = &group.header.name;
            let message = format!("`{}` cannot scale, min and max are both {most}", name.value);
            let finding = Finding::new(&RULE, target.at, message).about(name.at);
            report.push(finding.help("raise `max`, or leave `scaling` out"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::Sample;

    use crate::topology::Setting;

    #[test]
    fn scaling_needs_room() {
        let mut sample = Sample::street();
        sample.topology.auto_scaling_groups[0].cpu_target = Some(sample.at("web.scaling", 15));
        assert!(sample.speaks("scaling_policy_no_room").is_empty());
        sample.topology.auto_scaling_groups[0].max.value = Setting::Value(1);
        assert_eq!(sample.speaks("scaling_policy_no_room"), ["web.scaling"]);
    }
}
